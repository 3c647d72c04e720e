"""Packages as Excel workbooks: Chinese headings, texts as text, numbers as numbers wherever Excel keeps them exact."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from mingzhang.formats import xlsx_about
from mingzhang.formats.names import PACKAGE_TITLE
from mingzhang.formats.told import exported, told_rows
from mingzhang.ground.amounts import NOT_APPLICABLE, format_quantity, format_yuan
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.dataset import DataFile
from mingzhang.packages.published import PublishedPackage
from mingzhang.packages.values import Row, Value
from mingzhang.schemas import Table

MAX_ROWS = 1_048_576
MAX_CELL = 32_767
"""What Excel holds: rows of a sheet, UTF-16 units of a cell."""

EXACT_DIGITS = 15
"""Significant digits that Excel keeps of a number."""

_CREATED = datetime(2000, 1, 1)
"""A workbook must state when it was made; ours always states this."""
_SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MAX_SHEET_NAME = 31
_MEASURED_ROWS = 100
_NARROWEST, _WIDEST = 8, 48
_LAST_NARROW = "\u2e80"

_FORMATS: dict[str, dict[str, Any]] = {
    "integer": {"num_format": "0"},
    "text": {"num_format": "@"},
    "heading": {"bold": True, "num_format": "@", "bottom": 1, "bg_color": "#E8EEF4", "valign": "vcenter"},
    "title": {"bold": True, "font_size": 14},
    "label": {"bold": True, "valign": "top"},
    "wrapped": {"num_format": "@", "text_wrap": True, "valign": "top"},
    "link": {"font_color": "#0B5394", "underline": 1},
}

Place = Callable[[str], str]
"""The address of a package's page by its name, or nothing."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the table it shows and the name on its tab."""

    name: str
    table: Table
    rows: int


@dataclass(frozen=True, slots=True)
class LongText:
    """A text no cell can hold: where its beginning stands and where the rest goes on."""

    sheet: str
    cell: str
    first_row: int
    text: str


def xlsx_bytes(packages: Sequence[PublishedPackage], place: Place = lambda name: "") -> bytes:
    """A workbook of one package, or of those of one unit, each table on a sheet of its own.

    With several packages every sheet begins with a column that names the package. `place` gives the address of a
    package's page, which the first sheet links to. Raises `DisclosureError` where a sheet would be too long.
    """
    if not packages:
        raise DisclosureError("export-nothing", "there is no package to export", "", None, "packages", "give some")
    out = io.BytesIO()
    book = _Book(out, {"in_memory": True}, [package.dataset for package in packages], place)
    sheets = _sheets(packages)
    book.write_about(sheets)
    for sheet in sheets:
        rows = (
            (package.dataset.name, row)
            for package in packages
            if any(file.table and _key(file.table) == _key(sheet.table) for file in package.dataset.tables)
            for row in told_rows(package, sheet.table)
        )
        book.write_table(sheet, rows)
    book.close()
    return out.getvalue()


def write_facts_xlsx(
    path: Path, packages: Callable[[], Iterable[PublishedPackage]], place: Place = lambda name: ""
) -> None:
    """A workbook of all amounts of all packages, written row by row; `packages` is called twice.

    Raises `DisclosureError` where there are more rows than a sheet holds: use CSV, Parquet or SQLite, or a workbook
    for each unit.
    """
    described = [package.dataset for package in packages()]
    facts = [file for dataset in described for file in dataset.tables if file.table and file.table.name == "facts"]
    if not facts:
        raise DisclosureError("export-nothing", "there is no package", path, None, "packages", "give some")
    assert facts[0].table is not None
    sheet = Sheet(facts[0].table.title, facts[0].table, sum(file.rows for file in facts))
    _refuse_too_long(sheet)
    book = _Book(path, {"constant_memory": True}, described, place)
    book.write_about([sheet])
    book.write_table(
        sheet, ((package.dataset.name, row) for package in packages() for row in told_rows(package, sheet.table))
    )
    book.close()


def sheet_names(titles: Sequence[str], taken: Iterable[str]) -> list[str]:
    """A name for each sheet: at most 31 characters, without what Excel forbids, no two alike."""
    used, names = {name.casefold() for name in taken}, []
    for title in titles:
        base = _SHEET_FORBIDDEN.sub(" ", title).strip(" '") or "表"
        name, number = base[:_MAX_SHEET_NAME], 2
        while name.casefold() in used:
            mark = f"_{number}"
            name, number = base[: _MAX_SHEET_NAME - len(mark)] + mark, number + 1
        used.add(name.casefold())
        names.append(name)
    return names


def is_exact(value: Decimal) -> bool:
    """Whether Excel keeps every digit of a number."""
    return len(value.normalize().as_tuple().digits) <= EXACT_DIGITS and abs(value) < Decimal(10) ** EXACT_DIGITS


def split_text(text: str) -> list[str]:
    """A text in pieces that fit into cells; Excel counts UTF-16 units, and no character is cut in two."""
    if 2 * len(text) <= MAX_CELL or len(text.encode("utf-16-le")) // 2 <= MAX_CELL:
        return [text]
    room = MAX_CELL - len(xlsx_about.CONTINUED) - 8
    pieces, start, used = [], 0, 0
    for position, character in enumerate(text):
        width = 2 if ord(character) > 0xFFFF else 1
        if used + width > room:
            pieces.append(text[start:position])
            start, used = position, 0
        used += width
    return [*pieces, text[start:]]


def _sheets(packages: Sequence[PublishedPackage]) -> list[Sheet]:
    """A sheet for each table that any package has, with the columns that any of them prints."""
    files: dict[tuple[str, str], list[DataFile]] = {}
    for package in packages:
        for file in package.dataset.tables:
            assert file.table is not None
            files.setdefault(_key(file.table), []).append(file)
    tables = [_printed_in(found) for found in files.values()]
    names = sheet_names([table.title for table in tables], xlsx_about.SHEETS)
    sheets = [
        Sheet(name, table, sum(file.rows for file in found))
        for name, table, found in zip(names, tables, files.values(), strict=True)
    ]
    for sheet in sheets:
        _refuse_too_long(sheet)
    return sheets


def _key(table: Table) -> tuple[str, str]:
    return table.family, table.name


def _printed_in(files: Sequence[DataFile]) -> Table:
    """The table of these files as a sheet has it."""
    assert files[0].table is not None
    return exported(files[0].table.narrowed({name for file in files for name in file.header}))


def _refuse_too_long(sheet: Sheet) -> None:
    if sheet.rows >= MAX_ROWS:
        message = f"{sheet.rows} rows do not fit on a sheet"
        remedy = "export to CSV, Parquet or SQLite, or a workbook for each unit"
        raise DisclosureError("export-too-many-rows", message, sheet.name, None, f"under {MAX_ROWS} rows", remedy)


class _Book:
    """A workbook being written; sheets go in one after the other."""

    def __init__(self, where: Any, options: dict[str, Any], datasets: Sequence[Any], place: Place) -> None:
        self._book = xlsxwriter.Workbook(
            str(where) if isinstance(where, Path) else where,
            {**options, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
        )
        self._datasets, self._place = datasets, place
        self._several = len(datasets) > 1
        self._formats: dict[str, Any] = {}
        self._long: list[LongText] = []
        self._texts: list[str] = []
        self._next_long = 2
        title = datasets[0].title if len(datasets) == 1 else f"{xlsx_about.PUBLISHER}：{len(datasets)} 个数据包"
        self._book.set_properties({"title": title, "author": xlsx_about.PUBLISHER, "created": _CREATED})

    def write_about(self, sheets: Sequence[Sheet]) -> None:
        """The first two sheets: the source, how to read, and what each column is."""
        listed = [(sheet.name, sheet.table, sheet.rows) for sheet in sheets]
        xlsx_about.write_source(self._book, self._format, self._datasets, listed, self._place)
        xlsx_about.write_fields(self._book, self._format, [(sheet.name, sheet.table) for sheet in sheets])

    def write_table(self, sheet: Sheet, rows: Iterable[tuple[str, Row]]) -> None:
        """One table: a frozen row of titles with filters, then its rows."""
        page = self._book.add_worksheet(sheet.name)
        titles = xlsx_about.column_titles(sheet.table)
        if self._several:
            titles = (PACKAGE_TITLE, *titles)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(sheet.rows, 1), len(titles) - 1)
        page.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(sheet.rows, len(titles) - 1)}"})
        waiting = iter(rows)
        first = [row for _, row in zip(range(_MEASURED_ROWS), waiting, strict=False)]
        for column, width in enumerate(_widths(titles, [self._values(sheet, *row) for row in first])):
            page.set_column(column, column, width)
        for column, title in enumerate(titles):
            page.write_string(0, column, title, self._format("heading"))
        for number, (package, row) in enumerate(_chained(first, waiting), 1):
            self._write_row(page, sheet, number, self._values(sheet, package, row))

    def close(self) -> None:
        """Write what no cell held on a last sheet, and the file."""
        if self._long:
            xlsx_about.write_long_texts(
                self._book, self._format, [(long.sheet, long.cell, split_text(long.text)[1:]) for long in self._long]
            )
        self._book.close()

    def _values(self, sheet: Sheet, package: str, row: Row) -> list[Value]:
        values: list[Value] = [package] if self._several else []
        if not row.inapplicable:
            return [*values, *row.values]
        names = set(row.inapplicable)
        for field, value in zip(sheet.table.columns, row.values, strict=True):
            values.append(NOT_APPLICABLE if field.name in names else value)
        return values

    def _write_row(self, page: Any, sheet: Sheet, number: int, values: Sequence[Value]) -> None:
        shift = 1 if self._several else 0
        for column, value in enumerate(values):
            if value is None:
                continue
            if isinstance(value, bool):
                page.write_boolean(number, column, value)
            elif isinstance(value, int):
                page.write_number(number, column, value, self._format("integer"))
            elif isinstance(value, Decimal):
                self._write_decimal(page, number, column, value, sheet.table.columns[column - shift].is_amount)
            else:
                self._write_text(page, sheet, number, column, value)

    def _write_decimal(self, page: Any, row: int, column: int, value: Decimal, is_amount: bool) -> None:
        text = format_yuan(value) if is_amount else format_quantity(value)
        if is_exact(value):
            decimals = len(text.partition(".")[2])
            page.write_number(
                row, column, float(text), self._format(f"{'amount' if is_amount else 'number'}{decimals}")
            )
        else:
            page.write_string(row, column, text, self._format("text"))

    def _write_text(self, page: Any, sheet: Sheet, row: int, column: int, text: str) -> None:
        pieces = split_text(text)
        shown = text
        if len(pieces) > 1:
            self._long.append(LongText(sheet.name, xl_rowcol_to_cell(row, column), self._next_long, text))
            shown = f"{pieces[0]}{xlsx_about.CONTINUED}{self._next_long}〕"
            self._next_long += len(pieces) - 1
        if page.write_string(row, column, shown, self._format("text")):
            raise AssertionError(f"{sheet.name}!{xl_rowcol_to_cell(row, column)} was not written")

    def _format(self, name: str) -> Any:
        if name not in self._formats:
            self._formats[name] = self._book.add_format(_format_of(name))
        return self._formats[name]


def _format_of(name: str) -> dict[str, Any]:
    if name.startswith(("amount", "number")):
        decimals = int(name[6:])
        whole = "#,##0" if name.startswith("amount") else "0"
        return {"num_format": f"{whole}.{'0' * decimals}" if decimals else whole}
    return _FORMATS[name]


def _chained(first: list[tuple[str, Row]], rest: Iterator[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    yield from first
    yield from rest


def _widths(titles: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[int]:
    """Columns as wide as what they show, within reason; a Chinese character takes the room of two Latin ones."""
    widest = [_width(title) + 3 for title in titles]  # the filter's button takes room
    for row in rows:
        for column, value in enumerate(row):
            widest[column] = max(widest[column], _width(value) + 1)
    return [min(max(width, _NARROWEST), _WIDEST) for width in widest]


def _width(value: Value) -> int:
    if isinstance(value, Decimal):
        return len(f"{value:,.2f}")
    text = "" if value is None else str(value)[:_WIDEST]
    return len(text) if text.isascii() else len(text) + sum(map(_LAST_NARROW.__lt__, text))
