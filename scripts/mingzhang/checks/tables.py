"""What checks ask of the standard tables: one by its name, its total row, rows by code or meaning, titles."""

from __future__ import annotations

from typing import NamedTuple

from mingzhang.checks.base import Disclosure
from mingzhang.codes.classifications import normalise_name, scheme_of
from mingzhang.extract.model import Record, TableReading
from mingzhang.ground.source import Locator


def reading_of(disclosure: Disclosure, table: str) -> TableReading | None:
    """The reading of one table, None where the table is missing."""
    found = next((reading for reading in disclosure.readings if reading.layout.table == table), None)
    return found if found is not None and found.present else None


def total_row(reading: TableReading | None, side: str = "") -> Record | None:
    """The total row of a list by code (of one of its sides)."""
    if reading is None:
        return None
    rows = (record for record in reading.records if record.row_kind == "total")
    return next((record for record in rows if not side or record.half.side == side), None)


def item_row(reading: TableReading | None, side: str, kind: str) -> Record | None:
    """The row of an overview with this meaning (rows that are parts of another left out)."""
    return next((record for record in rows_of_side(reading, side) if is_item(record, kind)), None)


def part_row(reading: TableReading | None, parent: str, kind: str) -> Record | None:
    """The row of a list of items that is this part of another (`carried_in`, `general`)."""
    whole = next((record for record in reading.records if is_item(record, parent)), None) if reading else None
    if reading is None or whole is None:
        return None
    name = whole.texts["item"]
    return next(
        (r for r in reading.records if r.texts.get("item_kind") == kind and r.texts.get("parent_item") == name), None
    )


def rows_of_side(reading: TableReading | None, side: str) -> list[Record]:
    """The rows of one side of an overview."""
    return [record for record in reading.records if record.half.side == side] if reading else []


def is_item(record: Record, *kinds: str) -> bool:
    """Whether a row of a list of items has one of these meanings and is no part of another row."""
    return record.texts.get("item_kind") in kinds and not record.texts.get("parent_item")


def rows_by_code(reading: TableReading | None, side: str = "") -> dict[str, Record]:
    """Code → row of a list by code (of one of its sides)."""
    if reading is None:
        return {}
    return {r.code: r for r in reading.records if r.code and (not side or r.half.side == side)}


class PrintedName(NamedTuple):
    """The name a table prints beside a code; `plain` is the form in which names are compared."""

    name: str
    plain: str
    table: str
    title: str
    place: Locator


_NAMED = (
    ("functional", "function_code", ("function_name", "item")),
    ("dept_economic", "dept_economic_code", ("dept_economic_name",)),
    ("gov_economic", "gov_economic_code", ("gov_economic_name",)),
    ("", "code", ("name",)),  # tables that print codes of one scheme or another: the code tells which
)


NamesByCode = dict[tuple[str, str], list[PrintedName]]


def names_by_code(disclosure: Disclosure) -> NamesByCode:
    """(scheme, code) → the names printed beside it, in document order.

    Tables that print no codes are left out: there the code was found by its name.
    """
    return disclosure.once(_read_names)


def _says_name(record: Record, field: str) -> bool:
    """Whether a text of a row is the name of its code; an item of another kind (a purchase) only bears the code."""
    return bool(record.texts.get(field)) and (field != "item" or record.texts.get("item_kind") == "function")


def _read_names(disclosure: Disclosure) -> NamesByCode:
    found: NamesByCode = {}
    for reading in disclosure.readings:
        if reading.layout.key == "budget/basic_expenditure":
            continue
        for record in reading.records:
            for scheme, code_field, name_fields in _NAMED:
                code = record.texts.get(code_field, "")
                name = next((record.texts[field] for field in name_fields if _says_name(record, field)), "")
                if code and name:
                    printed = PrintedName(
                        name, normalise_name(name), reading.layout.table, reading.layout.title, record.place
                    )
                    found.setdefault((scheme or scheme_of(code) or "", code), []).append(printed)
    return found
