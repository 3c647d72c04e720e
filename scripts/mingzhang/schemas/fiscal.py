"""Fiscal Data Package 1.0 column types, defined inside each package (their published addresses do not answer)."""

from __future__ import annotations

from typing import Any

from mingzhang.schemas.packaged import FISCAL
from mingzhang.schemas.tables import table_named

_UNIQUE_SUFFIXES = (":code", ":id")
_UNIQUE = ("direction", "budget-line-id", "date:fiscal-year")
_DATA_TYPES = {"value": "number", "date:fiscal-year": "integer"}


def column_types(kind: str) -> list[dict[str, Any]]:
    """Definitions of every `columnType` that the descriptor of a package uses, in order of their names."""
    used = {column.column_type for column in table_named(kind, FISCAL).columns if column.column_type}
    return [_definition(name, used) for name in sorted(used)]


def _definition(name: str, used: set[str]) -> dict[str, Any]:
    defined: dict[str, Any] = {"name": name, "dataType": _DATA_TYPES.get(name, "string")}
    if name.endswith(_UNIQUE_SUFFIXES) or name in _UNIQUE:
        defined["unique"] = True
    if name.endswith(":label"):
        code = name.removesuffix(":label") + ":code"
        if code in used:
            defined["labelOf"] = code
    if prior := _prior(name, used):
        defined["prior"] = prior
    return defined


def _prior(name: str, used: set[str]) -> str:
    """The column type one level above a code of a classification."""
    for level in range(2, 9):
        marker = f":level{level}:code"
        if name.endswith(marker):
            above = name.replace(marker, f":level{level - 1}:code")
            return above if above in used else ""
    return ""
