"""CSV tables of a package, read back without trust."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.escape import from_csv_text
from mingzhang.readers import MAX_BYTES

Row = dict[str, str]
LOCATOR = re.compile(r"L[1-9]\d{0,7}(C[1-9]\d{0,5})?")
"""The only form a locator may have."""

_REMEDY = "run `mingzhang validate` on the package, restore it or convert the document again"


def package_error(path: Path, message: str, line: int | None = None) -> DisclosureError:
    """A package that is not what a converter writes."""
    return DisclosureError("check-package", message, path, line, "a package as `mingzhang convert` writes it", _REMEDY)


def read_table(folder: Path, name: str) -> list[Row]:
    """The rows of `data/<name>.csv`, each with every column of its header."""
    path = folder / "data" / f"{name}.csv"
    text = _read(path)
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise package_error(path, str(error), reader.line_num) from None
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise package_error(path, "a row has more or fewer cells than the header", number)
    return [{key: from_csv_text(cell) for key, cell in row.items()} for row in rows]


def _read(path: Path) -> str:
    try:
        if path.parent.is_symlink() or path.is_symlink() or not path.is_file():
            raise package_error(path, "is missing or no regular file")
        if path.stat().st_size > MAX_BYTES:
            raise package_error(path, f"is larger than {MAX_BYTES} bytes")
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise package_error(path, "is not UTF-8") from None
    except OSError as error:
        raise package_error(path, error.strerror or "cannot be read") from None
