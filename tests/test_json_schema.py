"""The validator that saves work finds what the standard one finds: nothing in sound descriptors, the same in others."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from mingzhang.codes import schemas_dir
from mingzhang.packages.build import build_package
from mingzhang.validate.json_schema import package_validator

from tests.corpus import CLEAN, conversion

Descriptor = dict[str, Any]
SEEDS = (1, 2, 3, 4, 5, 6)


def descriptor(seed: int) -> Descriptor:
    return dict(json.loads(build_package(conversion(seed, CLEAN)).files["datapackage.json"]))


def told(validator: Any, found: Descriptor) -> list[tuple[str, str]]:
    return [(error.json_path, error.message) for error in validator.iter_errors(found)]


def standard() -> Any:
    return Draft202012Validator(json.loads((schemas_dir() / "package.json").read_bytes()))


def swap_names(found: Descriptor) -> None:
    one, other = found["resources"][:2]
    one["name"], other["name"] = other["name"], one["name"]


SPOILT: dict[str, Callable[[Descriptor], object]] = {
    "a resource is gone": lambda found: found["resources"].pop(3),
    "a resource has no name": lambda found: found["resources"][0].pop("name"),
    "a resource is nobody's": lambda found: found["resources"][2].update(name="nobody"),
    "a resource has another's name": swap_names,
    "a title is changed": lambda found: found["resources"][1].update(title="别的表"),
    "a path leads elsewhere": lambda found: found["resources"][1].update(path="data/other.csv"),
    "a resource brings its data": lambda found: found["resources"][0].update(data=[]),
    "a resource is a word": lambda found: found["resources"].insert(0, "balance"),
    "a file is empty": lambda found: found["resources"][0].update(bytes=0),
    "a size is no number": lambda found: found["resources"][0].update(bytes=True),
    "a size is broken": lambda found: found["resources"][0].update(bytes=1.5),
    "a hash is of another form": lambda found: found["resources"][0].update(hash="md5:" + "0" * 32),
    "a hash has a line end": lambda found: found["resources"][0].update(hash="sha256:" + "0" * 64 + "\n"),
    "a resource has no hash": lambda found: found["resources"][0].pop("hash"),
    "the resources are no list": lambda found: found.update(resources={"name": "balance"}),
    "a name is a number": lambda found: found["resources"][0].update(name=1),
    "a schema has no fields": lambda found: found["resources"][0].update(schema={}),
    "a field has a type of its own": lambda found: found["resources"][0]["schema"]["fields"][0].update(type="money"),
    "the kind is the other": lambda found: found["identity"].update(kind="final"),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sound_descriptor_is_sound(seed: int) -> None:
    assert told(package_validator(), descriptor(seed)) == []


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_descriptor_is_told_of_in_the_same_words(spoil: Callable[[Descriptor], object]) -> None:
    found = descriptor(next(seed for seed in SEEDS if descriptor(seed)["identity"]["kind"] == "budget"))
    assert told(package_validator(), found) == []  # its schemas are remembered as valid from now on
    spoilt = copy.deepcopy(found)
    spoil(spoilt)
    assert told(package_validator(), spoilt) == told(standard(), spoilt)
    assert told(standard(), spoilt)


def test_of_the_size_and_hash_of_a_file_the_schema_says_their_form_only() -> None:
    """What the validator relies on when it takes resources that differ in nothing else for the same."""
    schema = json.loads((schemas_dir() / "package.json").read_bytes())
    own = schema["$defs"]["resource"]["properties"]
    assert own["bytes"] == {"type": "integer", "minimum": 1}
    assert own["hash"] == {"type": "string", "maxLength": 71, "pattern": "^sha256:[0-9a-f]{64}$"}
    kinds = [part["then"]["properties"]["resources"] for part in schema["allOf"]]
    branches = [
        branch for kind in kinds for branch in (*kind["items"]["anyOf"], *(w["contains"] for w in kind["allOf"]))
    ]
    said = [schema["$defs"]["source"] if branch.get("$ref") == "#/$defs/source" else branch for branch in branches]
    for branch in said:
        assert branch.keys() <= {"type", "required", "properties", "description"}, branch
        for name in ("bytes", "hash"):
            assert branch["properties"].get(name, True) in (True, own[name]), branch
    assert len(said) > 40
