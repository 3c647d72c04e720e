"""Workbooks inside a document, which shows a picture of them: their cells are read as those of any workbook."""

from __future__ import annotations

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.formats import name_format
from mingzhang.readers.port import Reading, lazily
from mingzhang.readers.word.package import Package

_READERS = {
    "an Excel file (xlsx)": lazily("mingzhang.readers.spreadsheet.xlsx", "read"),
    "an Excel file (xls, et)": lazily("mingzhang.readers.spreadsheet.xls", "read"),
}


def read_embedded(package: Package, path: str) -> tuple[Reading | None, str]:
    """The reading of an embedded workbook, or None, and what is to be said of the file."""
    if path not in package.paths:
        return None, "an embedded file, not in the document"
    data = package.read(path)
    kind = name_format(data) or "a file of no known format"
    if kind not in _READERS:
        return None, f"an embedded file ({kind.removeprefix('an ').removeprefix('a ')}), not read"
    try:
        return _READERS[kind](package.name, data), "an embedded workbook: shown as a picture, read as its cells"
    except DisclosureError as error:
        return None, f"an embedded workbook, not read: {error.message}"
