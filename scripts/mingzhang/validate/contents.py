"""What a package holds while it is judged: bytes, then text, then tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from mingzhang.ground.source import split_lines
from mingzhang.schemas import Table, tables_in

DESCRIPTOR, README, SOURCE = "datapackage.json", "README.md", "source.txt"


@dataclass
class Sheet:
    """One CSV file whose form is right: every row has the cells of the schema, all of them text."""

    table: Table
    path: str
    rows: list[list[str]]

    @cached_property
    def columns(self) -> dict[str, list[str]]:
        """The values of every column, from the first row on."""
        turned = list(zip(*self.rows, strict=True)) if self.rows else [()] * len(self.table.fields)
        return {name: list(values) for name, values in zip(self.table.fields, turned, strict=True)}

    @cached_property
    def records(self) -> list[dict[str, str]]:
        """The rows as dictionaries."""
        fields = self.table.fields
        return [dict(zip(fields, row, strict=True)) for row in self.rows]


def line_of(index: int) -> int:
    """The line in its file of a sheet's row: after the header, from 1 (no cell holds a line end)."""
    return index + 2


@dataclass
class Contents:
    """All that was read of one package; what could not be read is missing here."""

    folder: Path
    name: str
    kind: str
    files: dict[str, bytes] = field(default_factory=dict)
    descriptor: dict[str, Any] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    source: str = ""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables this package has: those that every package of its kind has, and those it brings besides."""
        names = (path.removeprefix("data/").removesuffix(".csv") for path in self.files if path.startswith("data/"))
        return tables_in(self.kind, names)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the source; line 1 is index 0. Where another file begins there is a page break."""
        return list(split_lines(self.source))
