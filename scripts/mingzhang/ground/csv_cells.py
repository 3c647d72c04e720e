"""CSV as every file of ours has it, split into cells; the one place that says how much a line may hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

LONGEST_LINE = 1_000_000
"""Characters of a line, and so of a cell; a file with a longer one is no data of ours."""

csv.field_size_limit(LONGEST_LINE)  # otherwise it depends on who else was imported


class NotCsvError(ValueError):
    """A text that is no CSV (RFC 4180); `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def split_csv(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every row, the header first, with the line it ends on, from 1. Raises `NotCsvError`."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise NotCsvError(str(error), reader.line_num) from None


def header_of(data: bytes) -> list[str]:
    """The names in the first line of a CSV of ours, where no name holds a comma; nothing else of it is looked at."""
    return data.partition(b"\n")[0].decode("utf-8", "replace").split(",")
