"""Every fact against the source it was read from and against the record it belongs to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from mingzhang.ground.amounts import (
    MONEY_UNITS,
    NOT_APPLICABLE,
    format_quantity,
    format_yuan,
    parse_cell,
    strip_markup,
    to_yuan,
)
from mingzhang.ground.escape import csv_text, is_formula
from mingzhang.layouts import LAYOUTS
from mingzhang.schemas import STANDARD_TABLES
from mingzhang.schemas.fields import LOCATOR, LOCATORS
from mingzhang.validate.contents import DESCRIPTOR, Contents, Sheet, line_of
from mingzhang.validate.report import Report, shown

_LOCATOR = re.compile(r"L([0-9]{1,9})(?:C([0-9]{1,9}))?")
_IDENTITY_FIELDS = ("scope", "kind", "division_code", "division_name", "agency_code", "agency_name")

Place = tuple[int, int]


class _Figure(NamedTuple):
    """An amount of a record or a fact: its value as text and the line of its file."""

    value: str
    row: int


@lru_cache(maxsize=65536)
def read_place(text: str) -> Place:
    """`L165C5` → (165, 5); a whole line has cell 0. What is no place is (0, 0)."""
    match = _LOCATOR.fullmatch(text)
    return (int(match[1]), int(match[2] or 0)) if match else (0, 0)


# --- places ----------------------------------------------------------------------------------------


def check_places(contents: Contents, report: Report) -> None:
    """Every locator is a line, and a cell of it, that `source.txt` has; records stand in their order."""
    if not contents.source:
        return
    widths = [line.count("\t") + 1 for line in contents.lines]
    for sheet in contents.sheets.values():
        needs_cell = sheet.table in STANDARD_TABLES or sheet.table.name == "facts"
        for field in sheet.table.columns:
            if field.pattern in (LOCATOR, LOCATORS):
                _check_locators(sheet, field.name, widths, report, needs_cell=needs_cell)
        if sheet.table in STANDARD_TABLES:
            _check_order(sheet, report)


def _check_locators(sheet: Sheet, field: str, widths: list[int], report: Report, *, needs_cell: bool) -> None:
    for index, text in enumerate(sheet.columns[field]):
        for part in text.split(" ") if text else ():
            line, cell = read_place(part)
            if not 1 <= line <= len(widths):
                expected = f"a line from L1 to L{len(widths)}"
            elif cell > widths[line - 1] or (needs_cell and not cell):
                expected = f"a cell from L{line}C1 to L{line}C{widths[line - 1]}"
            else:
                continue
            message = f"there is no {shown(part)} in source.txt"
            report.add("locator", sheet.path, message, row=line_of(index), field=field, expected=expected)


def _check_order(sheet: Sheet, report: Report) -> None:
    places = [read_place(text) for text in sheet.columns["locator"]]
    if places == sorted(places):
        return
    for index, (before, after) in enumerate(pairwise(places), 1):
        if after < before:
            expected = "records in the order of the document"
            message = "the row stands after one that follows it in source.txt"
            report.add("order", sheet.path, message, row=line_of(index), field="locator", expected=expected)


# --- facts and source ------------------------------------------------------------------------------


def check_facts(contents: Contents, report: Report) -> None:
    """Printed text, unit, amount and identity of every fact."""
    sheet = contents.sheets.get("facts")
    if sheet is None:
        return
    cells = [line.split("\t") for line in contents.lines] if contents.source else []
    units = _printed_units(contents)
    own = {} if report.names(DESCRIPTOR) else _own_identity(contents)
    for index, fact in enumerate(sheet.records):
        for code, field, message, expected in _fact_faults(fact, cells, units, own):
            report.add(code, sheet.path, shown(message), row=line_of(index), field=field, expected=shown(expected))


def _fact_faults(
    fact: dict[str, str], cells: list[list[str]], units: dict[str, str], own: dict[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    """(code, field, message, expected) of everything that is wrong with one fact."""
    line, cell = read_place(fact["locator"])
    if line <= len(cells) and 1 <= cell <= len(cells[line - 1]):
        printed = csv_text(strip_markup(cells[line - 1][cell - 1]))
        if fact["printed"] != printed:
            yield "printed", "printed", f"“{fact['printed']}”", f"“{printed}” as at {fact['locator']}"
    for field, expected in _measured(fact["printed"], fact["printed_unit"]):
        if fact[field] != expected:
            message = f"{fact[field] or 'blank'} for {fact['printed']} {fact['printed_unit']}"
            yield "amount", field, message, expected or "blank"
    money = fact["printed_unit"] in MONEY_UNITS
    unit = units.get(fact["table"], "")
    if (money and unit and fact["printed_unit"] != unit) or not (money or fact["printed_unit"] in _counts()):
        yield "unit", "printed_unit", fact["printed_unit"], unit or "the unit that the table prints"
    for field, expected in _owed(fact, own):
        if fact[field] != expected:
            yield "fact-identity", field, fact[field], f"{expected} as in {DESCRIPTOR}"


def _owed(fact: dict[str, str], own: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What a fact must say of the package it is in; the year is the one before where its period is."""
    if own:
        yield from ((name, own[name]) for name in _IDENTITY_FIELDS)
        yield "unit", f"{own['division_code']}-{own['agency_code']}"
        yield "fiscal_year", str(int(own["fiscal_year"]) - (fact["period"] == "previous"))


@lru_cache(maxsize=65536)
def _measured(printed: str, unit: str) -> tuple[tuple[str, str], ...]:
    """What `amount_yuan`, `currency` and `quantity` must be for what is printed."""
    text = printed[1:] if printed.startswith("'") and is_formula(printed[1:]) else printed
    value = parse_cell(text).value
    if value is None:
        return (("amount_yuan", "no amount, since no number is printed"),)
    if unit in MONEY_UNITS:
        return ("amount_yuan", format_yuan(to_yuan(value, unit))), ("currency", "CNY"), ("quantity", "")
    return ("amount_yuan", ""), ("currency", ""), ("quantity", format_quantity(value))


def _printed_units(contents: Contents) -> dict[str, str]:
    """Table → the unit of money that it prints."""
    sheet = contents.sheets.get("tables")
    rows = sheet.records if sheet else []
    return {row["table"]: row["unit_printed"] for row in rows if row["unit_printed"] in MONEY_UNITS}


@cache
def _counts() -> frozenset[str]:
    """Units that are no money (辆, 台（套））."""
    return frozenset(item.unit for layout in LAYOUTS for item in layout.items if item.unit)


def _own_identity(contents: Contents) -> dict[str, str]:
    if not contents.descriptor:
        return {}
    return {field: str(contents.descriptor["identity"][field]) for field in (*_IDENTITY_FIELDS, "fiscal_year")}


# --- facts and records -----------------------------------------------------------------------------

_Key = tuple[str, str]
"""The row, and the column of the record's file without `_yuan`."""


def check_records(contents: Contents, report: Report) -> None:
    """Every fact stands in its record, in its column, and every amount of a record is a fact."""
    facts = contents.sheets.get("facts")
    if facts is None:
        return
    of_table = _figures_of_facts(facts)
    for name, sheet in contents.sheets.items():
        if sheet.table in STANDARD_TABLES:
            _compare(facts, sheet, of_table.get(name, {}), _figures_of_records(sheet), report)


def _figures_of_facts(facts: Sheet) -> dict[str, dict[_Key, list[_Figure]]]:
    found: dict[str, dict[_Key, list[_Figure]]] = defaultdict(lambda: defaultdict(list))
    for index, fact in enumerate(facts.records):
        figure = _Figure(fact["amount_yuan"] or fact["quantity"], line_of(index))
        prefix = "" if fact["period"] == "current" else f"{fact['period']}_"
        found[fact["table"]][fact["row_id"], prefix + fact["column"]].append(figure)
    return found


def _figures_of_records(sheet: Sheet) -> dict[_Key, list[_Figure]]:
    found: dict[_Key, list[_Figure]] = defaultdict(list)
    rows = sheet.columns["row_id"]
    for field in sheet.table.columns:
        if field.is_amount or field.name == "value":
            column = field.name.removesuffix("_yuan")
            for index, value in enumerate(sheet.columns[field.name]):
                if value and value != NOT_APPLICABLE:
                    found[rows[index], column].append(_Figure(value, line_of(index)))
    return found


def _compare(
    facts: Sheet,
    sheet: Sheet,
    ours: dict[_Key, list[_Figure]],
    theirs: dict[_Key, list[_Figure]],
    report: Report,
) -> None:
    for key in dict.fromkeys((*ours, *theirs)):
        _, column = key
        one, other = ours.get(key, []), theirs.get(key, [])
        for fact, record in zip(one, other, strict=False):
            if fact.value != record.value:
                expected = f"{record.value} as in {sheet.path}:{record.row}"
                report.add("fact-record", facts.path, fact.value, row=fact.row, field=column, expected=expected)
        for fact in one[len(other) :]:
            message = f"no record of {sheet.path} has this amount"
            report.add("fact-without-record", facts.path, message, row=fact.row, field=column)
        for record in other[len(one) :]:
            message = f"{record.value} is no fact of facts.csv"
            report.add("record-without-fact", sheet.path, message, row=record.row, field=column)
