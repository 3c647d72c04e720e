"""Lines that have been told apart: rows of tables and titles."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.ground.source import Locator


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: raw cells, and whether a page break stands right before it.

    `is_joined` says that its last number was put together of two lines.
    `origin` gives each cell's position in the line where cells had to be put back or left out.
    """

    line: int
    cells: tuple[str, ...]
    after_break: bool = False
    origin: tuple[int, ...] = ()
    is_joined: bool = False

    def place(self, index: int) -> Locator:
        """Where a cell stands in the source."""
        return Locator(self.line, (self.origin[index] if self.origin else index) + 1)

    @property
    def filled(self) -> list[int]:
        """Indexes of the cells that hold anything."""
        return [index for index, cell in enumerate(self.cells) if cell.strip()]


@dataclass(frozen=True, slots=True)
class Title:
    """A line that may name a table: as printed, reduced to what layouts know, the year in it."""

    line: int
    printed: str
    key: str
    year: int | None
