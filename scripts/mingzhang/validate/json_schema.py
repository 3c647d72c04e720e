"""The validator of `schemas/package.json`: jsonschema, taught not to do the same work for every package again.

What is valid and what is not stays as the specification says; only the ways to find that out are shorter.
"""

from __future__ import annotations

import json
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
_MOST_KNOWN = 256
_STANDARD = Draft202012Validator.VALIDATORS
_MISSING = object()


@cache
def package_validator() -> Any:
    """The validator of descriptors; made once, and remembers which Table Schemas it has found valid."""
    schema = json.loads((schemas_dir() / "package.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    shorter = {"$ref": _check_reference, "anyOf": _check_any_of, "contains": _check_contains}
    once: Any = extend(Draft202012Validator, shorter)  # type: ignore[no-untyped-call]
    return once(schema)


def _check_reference(validator: Any, reference: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """Table Schemas are the same in every package: one that was valid is not judged again (10 × faster)."""
    if reference not in _REPEATED:
        yield from _STANDARD["$ref"](validator, reference, instance, schema)
        return
    known, key = _known_valid(), reference + json.dumps(instance)
    if key in known:
        return
    errors = list(islice(_STANDARD["$ref"](validator, reference, instance, schema), MOST_PER_CODE))
    if not errors and len(known) < _MOST_KNOWN:
        known.add(key)
    yield from errors


def _check_any_of(validator: Any, branches: list[Any], instance: Any, schema: Any) -> Iterator[ValidationError]:
    """Of branches that each fix a name, only the one with the instance's own can hold: it is tried first."""
    name = _name_in(instance)
    if any(_fixed_name(branch) == name and validator.evolve(schema=branch).is_valid(instance) for branch in branches):
        return
    yield from _STANDARD["anyOf"](validator, branches, instance, schema)


def _check_contains(validator: Any, wanted: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """Where one item is enough, that of the wanted name is tried first."""
    name = _fixed_name(wanted)
    if isinstance(instance, list) and name is not None and not {"minContains", "maxContains"} & schema.keys():
        own = [item for item in instance if _name_in(item) == name]
        if any(validator.evolve(schema=wanted).is_valid(item) for item in own):
            return
    yield from _STANDARD["contains"](validator, wanted, instance, schema)


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
