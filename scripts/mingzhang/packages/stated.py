"""A table as its own package states it: so packages of an older or newer contract can be read too."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from mingzhang.packages.values import not_as_schema
from mingzhang.schemas import Field, Table
from mingzhang.schemas.fields import FieldType

_TYPES: dict[str, FieldType] = {kind: kind for kind in get_args(FieldType)}
_EXPECTED = f"a Table Schema whose fields have a name and one of the types {', '.join(_TYPES)}"


def stated_table(name: str, schema: Mapping[str, Any], descriptor: Path) -> Table:
    """The table that a Table Schema describes; only names, types and titles are taken from it.

    Raises `DisclosureError` where the schema is none; `descriptor` is told then.
    """
    listed = schema.get("fields")
    if not isinstance(listed, list) or not listed:
        raise not_as_schema(descriptor, 1, f"the schema of {name[:60]} has no fields", _EXPECTED)
    columns = {column.name: column for column in (_field(name, one, descriptor) for one in listed)}
    if len(columns) != len(listed):
        raise not_as_schema(descriptor, 1, f"the schema of {name[:60]} names a field twice", _EXPECTED)
    title, title_en = str(schema.get("title", name)), str(schema.get("title_en", name))
    return Table(name, "common", title, title_en, tuple(columns), (), own=columns)


def _field(table: str, one: object, descriptor: Path) -> Field:
    found = one if isinstance(one, dict) else {}
    name, kind = found.get("name"), _TYPES.get(str(found.get("type")))
    if not isinstance(name, str) or not name or kind is None:
        raise not_as_schema(descriptor, 1, f"a field of {table[:60]} is not described", _EXPECTED)
    return Field(name, kind, str(found.get("title", name)), str(found.get("title_en", name)))
