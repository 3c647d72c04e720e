"""From the cells of a CSV to typed values; the one place that says what a cell stands for in every other format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from mingzhang.ground.amounts import NOT_APPLICABLE
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.escape import from_csv_text
from mingzhang.schemas import Field, Table
from mingzhang.schemas.fields import AMOUNT

Value = str | int | bool | Decimal | None


INAPPLICABLE_FIELD = "not_applicable"
"""Column that JSON, Parquet and SQLite have besides those of the CSV, in tables where a cell can be `——`."""

MAX_WHOLE, MAX_DECIMALS = 23, 8
"""Digits of an amount before and behind the point: 15 printed digits of 亿元, and 8 printed decimals of 元."""

_AMOUNT = re.compile(AMOUNT, re.ASCII)
_QUANTITY = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_INTEGER = re.compile(r"-?(0|[1-9]\d{0,17})", re.ASCII)
_REMEDY = "run `mingzhang validate` on the package; only packages that meet their schemas can be used"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a value per column (None where the cell is blank or `——`), and the columns that are `——`."""

    values: tuple[Value, ...]
    inapplicable: tuple[str, ...] = ()


def has_inapplicable(table: Table) -> bool:
    """Whether the table has the column `not_applicable` in JSON, Parquet and SQLite."""
    return any(field.may_be_inapplicable for field in table.columns)


def typed_rows(
    table: Table, lines: Sequence[tuple[int, list[str]]], path: Path, *, has_apostrophe: bool = True
) -> Iterator[Row]:
    """The rows of one CSV in document order; `lines` are header and rows with their lines.

    Columns that a file has only where its document prints them are blank where it lacks them.

    Raises `DisclosureError` with file and line for whatever is not as the table's schema says; nothing is repaired
    or left out.
    """
    parsers = _parsers(table, has_apostrophe=has_apostrophe)
    line, header = lines[0] if lines else (1, [])
    places = table.widened(header)
    if places is None:
        raise not_as_schema(path, line, "the columns are not those of the schema", ", ".join(table.fields))
    for line, cells in lines[1:]:
        whole = cells if len(places) == len(cells) else ["" if place is None else cells[place] for place in places]
        yield _row(table, parsers, whole, path, line)


_Parsers = list[tuple[int, Callable[[str], Value]]]
"""What the columns have whose cells do not stand for themselves, by the place of the column."""


def _parsers(table: Table, *, has_apostrophe: bool) -> _Parsers:
    """Texts stand for themselves in a file without any apostrophe, which most are: half of the time is saved."""
    columns = enumerate(table.columns)
    return [(place, _parser(field)) for place, field in columns if has_apostrophe or field.type != "string"]


def _row(table: Table, parsers: _Parsers, cells: list[str], path: Path, line: int) -> Row:
    values: list[Value] = [cell or None for cell in cells]
    try:
        for place, parse in parsers:
            if cells[place]:
                values[place] = parse(cells[place])
    except ValueError as error:
        raise not_as_schema(path, line, str(error), "a value as its field describes it") from None
    if NOT_APPLICABLE in cells:
        return _with_inapplicable(table, tuple(values), cells, path, line)
    return Row(tuple(values))


def _with_inapplicable(table: Table, values: tuple[Value, ...], cells: list[str], path: Path, line: int) -> Row:
    names = tuple(field.name for field, cell in zip(table.columns, cells, strict=True) if cell == NOT_APPLICABLE)
    for field in table.columns:
        if field.name in names and not field.may_be_inapplicable:
            raise not_as_schema(path, line, f"{field.name} is {NOT_APPLICABLE}", "a value or a blank cell")
    blanked = (None if cell == NOT_APPLICABLE else value for value, cell in zip(values, cells, strict=True))
    return Row(tuple(blanked), names)


def _parser(field: Field) -> Callable[[str], Value]:
    """What turns a cell that is not blank into the value of its field; raises `ValueError`."""
    if field.type == "string":
        return from_csv_text
    parse = _amount if field.is_amount else _PARSERS[field.type]

    def parse_named(cell: str) -> Value:
        if cell == NOT_APPLICABLE:
            return None
        try:
            return parse(cell)
        except ValueError:
            raise ValueError(f"{field.name} is {cell[:60]!r}") from None

    return parse_named


def _integer(cell: str) -> int:
    if not _INTEGER.fullmatch(cell):
        raise ValueError
    return int(cell)


def _boolean(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError
    return cell == "true"


def _amount(cell: str) -> Decimal:
    return _decimal(cell, _AMOUNT)


def _quantity(cell: str) -> Decimal:
    return _decimal(cell, _QUANTITY)


def _decimal(cell: str, pattern: re.Pattern[str]) -> Decimal:
    """An exact number; one that no disclosure can print, and that Parquet could not hold, is an error."""
    whole, _, decimals = cell.lstrip("-").partition(".")
    if not pattern.fullmatch(cell) or len(whole) > MAX_WHOLE or len(decimals) > MAX_DECIMALS:
        raise ValueError
    return Decimal(cell)


_PARSERS: dict[str, Callable[[str], Value]] = {"integer": _integer, "boolean": _boolean, "number": _quantity}


def not_as_schema(path: Path, line: int, message: str, expected: str) -> DisclosureError:
    """A table of a package that is not what its schema says."""
    return DisclosureError("package-not-as-schema", message, path, line, expected, _REMEDY)
