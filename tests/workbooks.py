"""A disclosure given as text with TABs, as the cells of a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d")


def sheets_of(text: str) -> list[list[str]]:
    """A sheet for each table with the lines above it."""
    sheets: list[list[str]] = [[]]
    for line in text.split("\n"):
        if "\t" not in line and line.strip() and any("\t" in one for one in sheets[-1]):
            sheets.append([])
        sheets[-1].append(line)
    return sheets


def cells_of(lines: list[str]) -> Iterator[tuple[int, int, str | float, str]]:
    """Row and column from 0, value and, of a figure, the format that shows it as it is printed."""
    for row, line in enumerate(lines):
        for column, printed in enumerate(line.replace("\f", "").split("\t")):
            if _NUMBER.fullmatch(printed):
                yield row, column, float(printed.replace(",", "")), "#,##0.00" if "," in printed else "0.00"
            elif printed:
                yield row, column, printed, ""
