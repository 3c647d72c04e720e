"""XLS (MS-XLS, BIFF 2 to 8, also without a container; WPS tables are the same): the values kept, as they are displayed.

xlrd reads the records; it computes and fetches nothing and never looks at macros. It does not see pictures.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.port import Reading
from mingzhang.readers.spreadsheet.lines import reading_of
from mingzhang.readers.spreadsheet.model import Area, Cell, Sheet, whole_number, within
from mingzhang.readers.spreadsheet.number_formats import BUILT_IN, display

MOST_CELLS = 500_000
_REMEDY = "open the workbook, save it again as XLSX, and give that"


def read(name: str, data: bytes) -> Reading:
    """A workbook as text. Raises `DisclosureError`: `read-xls`, `read-encrypted`, `read-too-many-cells`."""
    import xlrd

    with _refusing(name):
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        sheets = book.sheets()
        kinds = (kind for sheet in sheets for row in range(sheet.nrows) for kind in sheet.row_types(row))
        if (count := sum(kind in _KINDS for kind in kinds)) > MOST_CELLS:
            message = f"the workbook has {count} cells"
            raise DisclosureError("read-too-many-cells", message, name, None, "the tables of one disclosure")
        return reading_of([_sheet(book, sheet) for sheet in sheets])


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """What xlrd raises for records that contradict each other, told in words: it trusts every length and reference."""
    from xlrd import XLRDError
    from xlrd.compdoc import CompDocError

    records = (XLRDError, CompDocError, struct.error, AssertionError, ArithmeticError, EOFError, NotImplementedError)
    try:
        yield
    except (*records, AttributeError, LookupError, TypeError, ValueError) as error:
        raise _refusal(name, str(error)) from None


def _refusal(name: str, told: str) -> DisclosureError:
    if "encrypted" in told:
        message = "the workbook is protected by a password"
        return DisclosureError("read-encrypted", message, name, None, "a workbook without password", _REMEDY)
    message = f"the workbook is damaged: {told[:120]}"
    return DisclosureError("read-xls", message, name, None, "a whole workbook", _REMEDY)


# xlrd tells no types: a book is a `xlrd.book.Book`, a sheet a `xlrd.sheet.Sheet`, what is stored a `xlrd.sheet.Cell`.


def _sheet(book: Any, sheet: Any) -> Sheet:
    cells = {
        (row, column): cell
        for row in range(sheet.nrows)
        for column, stored in enumerate(sheet.row(row))
        if (cell := _cell(book, stored)) is not None
    }
    merged = [Area(top, left, below - 1, right - 1) for top, below, left, right in sheet.merged_cells]
    return Sheet(
        sheet.name,
        cells,
        within(merged, cells),
        frozenset(row for row, told in sheet.rowinfo_map.items() if told.hidden),
        frozenset(column for column, told in sheet.colinfo_map.items() if told.hidden),
        sheet.visibility != 0,
        shows_zeros=bool(sheet.show_zero_values),
    )


def _cell(book: Any, stored: Any) -> Cell | None:
    """What a cell displays; None where there is nothing (a formula whose value is no text, for example)."""
    shown = _KINDS.get(stored.ctype)
    return None if shown is None or stored.value == "" else shown(book, stored)


def _text(_book: Any, stored: Any) -> Cell:
    return Cell(stored.value)


def _number(book: Any, stored: Any) -> Cell:
    value = repr(stored.value).removesuffix(".0")
    shown = display(value, _format(book, stored.xf_index), from_1904=book.datemode == 1)
    return Cell(shown, whole_number(value))


def _boolean(_book: Any, stored: Any) -> Cell:
    return Cell("TRUE" if stored.value else "FALSE")


def _error(_book: Any, stored: Any) -> Cell:
    return Cell(_ERRORS.get(stored.value, "#N/A"))


def _format(book: Any, style: int) -> str:
    """The format code of a cell; one that the file names by number only is shown as Chinese editions do."""
    from xlrd.formatting import std_format_strings

    key = book.xf_list[style].format_key
    code: str = book.format_map[key].format_str
    return BUILT_IN.get(key, code) if code == std_format_strings.get(key, "") else code


_KINDS: Mapping[int, Callable[[Any, Any], Cell]] = {1: _text, 2: _number, 3: _number, 4: _boolean, 5: _error}
"""By the kind of a cell (`xlrd.sheet.Cell.ctype`); those that are not here are empty."""

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
"""[MS-XLS] 2.5.10, Bes."""
