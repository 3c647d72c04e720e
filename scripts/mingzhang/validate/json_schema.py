"""The validator of `schemas/package.json`: jsonschema, taught not to do the same work for every package again.

What is valid and what is not stays as the specification says; only the ways to find that out are shorter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from mingzhang.codes import schemas_dir
from mingzhang.validate.report import MOST_PER_CODE

_REPEATED = ("#/$defs/tableSchema", "#/$defs/columnTypes")
_RESOURCE = "#/$defs/resource"
_HASH = re.compile(r"sha256:[0-9a-f]{64}")
_MOST_KNOWN = 2048
_MOST_KEYS = 64
_STANDARD = Draft202012Validator.VALIDATORS
_MISSING = object()


def package_validator() -> Any:
    """The validator of descriptors; made once, and remembers which Table Schemas and resources it has found valid."""
    _keys().clear()  # whoever was asked before may have been changed since
    return _validator()


@cache
def _validator() -> Any:
    schema = json.loads((schemas_dir() / "package.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    shorter = {"$ref": _check_reference, "anyOf": _check_any_of, "contains": _check_contains}
    once: Any = extend(Draft202012Validator, shorter)  # type: ignore[no-untyped-call]
    return once(schema)


def _check_reference(validator: Any, reference: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """Table Schemas and resources are the same in package after package: one that was valid is not judged again."""
    alike = json.dumps(instance) if reference in _REPEATED else _alike(instance) if reference == _RESOURCE else None
    if alike is None:
        yield from _STANDARD["$ref"](validator, reference, instance, schema)
        return
    known, key = _known_valid(), reference + alike
    if key in known:
        return
    errors = list(islice(_STANDARD["$ref"](validator, reference, instance, schema), MOST_PER_CODE))
    if not errors and len(known) < _MOST_KNOWN:
        known.add(key)
    yield from errors


def _check_any_of(validator: Any, branches: list[Any], instance: Any, schema: Any) -> Iterator[ValidationError]:
    """Of branches that each fix a name, only the one with the instance's own can hold: it is tried first."""
    name = _name_in(instance)
    if any(_fixed_name(branch) == name and _is_valid(validator, branch, instance) for branch in branches):
        return
    yield from _STANDARD["anyOf"](validator, branches, instance, schema)


def _check_contains(validator: Any, wanted: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """Where one item is enough, that of the wanted name is tried first."""
    name = _fixed_name(wanted)
    if isinstance(instance, list) and name is not None and not {"minContains", "maxContains"} & schema.keys():
        own = [item for item in instance if _name_in(item) == name]
        if any(_is_valid(validator, wanted, item) for item in own):
            return
    yield from _STANDARD["contains"](validator, wanted, instance, schema)


def _is_valid(validator: Any, schema: Any, instance: Any) -> bool:
    """Whether a resource meets a part of the schema; the same is not judged again."""
    alike, known = _alike(instance), _known_valid()
    key = f"{id(schema)} {alike}"  # the validator keeps its schema, so that no other has this id
    if alike is not None and key in known:
        return True
    valid: bool = validator.evolve(schema=schema).is_valid(instance)
    if valid and alike is not None and len(known) < _MOST_KNOWN:
        known.add(key)
    return valid


def _alike(instance: Any) -> str | None:
    """What is the same of all resources that differ in the size and hash of their file only; None for others.

    Any size and any hash of the right form is as valid as any other: the schema says nothing else of them.
    """
    before = _keys().get(id(instance))
    if before is not None and before[0] is instance:
        return before[1]
    if not isinstance(instance, dict) or "path" not in instance:
        return None
    size, digest = instance.get("bytes"), instance.get("hash")
    if type(size) is not int or size < 1 or not isinstance(digest, str) or not _HASH.fullmatch(digest):
        return None
    found = json.dumps({**instance, "bytes": 1, "hash": ""})
    if len(_keys()) >= _MOST_KEYS:
        _keys().clear()
    _keys()[id(instance)] = instance, found
    return found


def _name_in(instance: Any) -> object:
    """The name of an object, or something that equals no name."""
    return instance.get("name", _MISSING) if isinstance(instance, Mapping) else _MISSING


def _fixed_name(schema: Any) -> str | None:
    """The name that a schema allows alone, if it names one."""
    properties = schema.get("properties", {}) if isinstance(schema, Mapping) else {}
    fixed = properties.get("name", {}).get("const") if isinstance(properties.get("name"), Mapping) else None
    return fixed if isinstance(fixed, str) else None


@cache
def _known_valid() -> set[str]:
    return set()


@cache
def _keys() -> dict[int, tuple[Any, str]]:
    """What `_alike` found of the resources asked for last; each is kept with it, so that no other gets its id."""
    return {}
