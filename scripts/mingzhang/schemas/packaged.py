"""What a package's descriptor says of its tables: all that a machine needs to judge them, every word of it once.

The schemas under `schemas/` say the same at length, with titles and descriptions. A list of allowed values that one
column has stands in it as `enum`; one that several have stands once, as a column of the resource `lists`, to which
these refer.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import zip_longest
from typing import Any

from mingzhang.schemas.fields import LOCATOR, LOCATORS, Field
from mingzhang.schemas.table import MISSING_VALUES, Reference, Table
from mingzhang.schemas.tables import tables_of

CONTRACT = "2.0"
"""The version of what a package holds and how it says so; descriptors before it name none."""

LISTS = "lists"
FISCAL = "facts"
"""The table of a package that is fiscal data in the sense of the Fiscal Data Package."""

_CODES = "codes"
_PLACES = (LOCATOR, LOCATORS)
_WITH_PATTERNS = (FISCAL, _CODES)


def packaged_schema(table: Table, kind: str) -> dict[str, Any]:
    """The Table Schema of one table in a descriptor."""
    coded = {reference.fields[0] for reference in table.references if reference.table == _CODES}
    shared, with_patterns = shared_lists(kind), table.name in _WITH_PATTERNS
    described: dict[str, Any] = {
        "fields": [
            _field(
                field, shared, is_key=field.name in table.key, pattern=_pattern(field, coded) if with_patterns else ""
            )
            | _column_type(table, field)
            for field in table.columns
        ],
        "missingValues": list(MISSING_VALUES),
        "primaryKey": list(table.key),
    }
    references = [*table.references, *_to_lists(table, shared)]
    if references:
        described["foreignKeys"] = [_foreign_key(reference) for reference in references]
    return described


def _field(field: Field, shared: dict[tuple[str, ...], str], *, is_key: bool, pattern: str) -> dict[str, Any]:
    """Name, type and what a value must be.

    That a key is there and unique is what a primary key means; what places look like and that counts are not
    negative is left to the schemas, and so are patterns of tables that few programs read.
    """
    constraints: dict[str, Any] = {}
    if field.required and not is_key:
        constraints["required"] = True
    if field.unique and not is_key and field.pattern not in _PLACES:
        constraints["unique"] = True
    if pattern:
        constraints["pattern"] = pattern
    if field.enum and field.enum not in shared:
        constraints["enum"] = list(field.enum)
    described: dict[str, Any] = {"name": field.name, "type": field.type}
    if constraints:
        described["constraints"] = constraints
    return described


def _pattern(field: Field, coded: set[str]) -> str:
    """What texts of a column look like; that of a code stands in `codes`, to which it refers."""
    is_told = field.type == "string" and field.name not in coded and field.pattern not in _PLACES
    return field.pattern if is_told else ""


def _column_type(table: Table, field: Field) -> dict[str, str]:
    """The Fiscal column type of a column of `facts`, the one table that software for budgets reads."""
    return {"columnType": field.column_type} if table.name == FISCAL and field.column_type else {}


def _foreign_key(reference: Reference) -> dict[str, Any]:
    here, there = _one_or_all(reference.fields), _one_or_all(reference.to)
    return {"fields": here, "reference": {"resource": reference.table, "fields": there}}


def _one_or_all(names: tuple[str, ...]) -> str | list[str]:
    """A single name as itself: the specification wants it alike on both sides, and allows both."""
    return names[0] if len(names) == 1 else list(names)


def _to_lists(table: Table, shared: dict[tuple[str, ...], str]) -> list[Reference]:
    return [Reference((field.name,), LISTS, (shared[field.enum],)) for field in table.columns if field.enum in shared]


@cache
def shared_lists(kind: str) -> dict[tuple[str, ...], str]:
    """Lists of values that several columns of a package have, each with its name: that of its first column."""
    columns = [field for table in tables_of(kind) for field in table.columns if field.enum]
    used = Counter(field.enum for field in columns)
    named: dict[tuple[str, ...], str] = {}
    for field in columns:
        if used[field.enum] > 1 and field.enum not in named:
            same = sum(name.rpartition("_")[0] == field.name or name == field.name for name in named.values())
            named[field.enum] = f"{field.name}_{same + 1}" if same else field.name
    return named


@cache
def lists_resource(kind: str) -> dict[str, Any]:
    """The resource `lists`, which holds its data itself: a column for each list, shorter ones blank at their end."""
    shared = shared_lists(kind)
    rows = [list(row) for row in zip_longest(*shared, fillvalue="")]
    return {
        "name": LISTS,
        "type": "table",
        "title": "取值列表",
        "title_en": "Lists of allowed values",
        "data": [list(shared.values()), *rows],
        "schema": {"fields": [{"name": name, "type": "string"} for name in shared.values()], "missingValues": [""]},
    }
