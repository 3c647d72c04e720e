"""Tables of a page: which of them hold data, and the grid of those (HTML Standard, "Forming a table")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.html.inline import cell_text

MOST_CELLS = 500_000
_WIDEST, _TALLEST = 1_000, 65_534  # what the HTML Standard takes of colspan and rowspan
_RUNNING = 300  # characters of a cell from which a table of a row or two is a frame around text
_CELLS = ("td", "th")
_ORDER = {"thead": 0, "tfoot": 2}
_NOTE = re.compile("(?:备?注|说明|填表)[^:：]{0,6}[:：.、]")
_TITLE = re.compile(r"表(?:[（(][^（）()]{1,12}[)）])?$")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells' text by column, and the elements of those that begin in it."""

    cells: tuple[str, ...]
    elements: tuple[Any, ...]
    spans_all: bool = False

    @property
    def filled(self) -> tuple[str, ...]:
        """The texts there are."""
        return tuple(text for text in self.cells if text.strip())

    @property
    def is_title(self) -> bool:
        """Whether one cell over the whole width names another table."""
        return self.spans_all and len(self.filled) == 1 and _TITLE.search(self.filled[0]) is not None

    @property
    def is_note(self) -> bool:
        """Whether a row below all others is a note to the table, and no row of it that only has a label."""
        if len(self.filled) > 1:
            return False
        return not self.filled or self.spans_all or _NOTE.match(self.filled[0].strip()) is not None


def is_layout(table: Any) -> bool:
    """Whether a table only places things on the page: it holds tables, a single column, or running text in a frame."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    rows = [_cells_of(row) for row in _rows_of(table)]
    if max(map(len, rows), default=0) < 2:
        return True
    if len(rows) > 2:
        return False
    return any(len("".join("".join(cell.itertext()).split())) > _RUNNING for row in rows for cell in row)


def _rows_of(table: Any) -> list[Any]:
    """Rows as displayed: those of the head first, those of the foot last."""
    rows = list(table.iter("tr"))
    return sorted(rows, key=lambda row: _ORDER.get(row.getparent().tag, 1))


def _cells_of(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in _CELLS]


def _span(cell: Any, name: str, most: int) -> int:
    told = cell.get(name)
    found = re.match(r"\s*\+?(\d{1,9})", told) if told else None
    return min(int(found[1]), most) if found else 1


def read_table(name: str, table: Any) -> list[Row]:
    """The rows of a table of data. A merged cell has its text once, in the first of its places; the others are empty.

    Raises `DisclosureError` (`read-too-many-cells`) before a grid is made that would be too large.
    """
    placed = list(_placed(name, table))
    columns = sorted({column for row in placed for column, _, _ in row})
    if len(columns) * len(placed) > MOST_CELLS:
        raise _too_many(name)
    at = {column: index for index, column in enumerate(columns)}
    return [_row(row, at) for row in placed]


def _row(placed: list[tuple[int, int, Any]], at: dict[int, int]) -> Row:
    """Columns in which no cell of the table begins are none."""
    cells = [""] * len(at)
    for column, _, cell in placed:
        cells[at[column]] = cell_text(cell)
    spans_all = bool(placed) and placed[0][0] == 0 and placed[0][1] > max(at)
    return Row(tuple(cells), tuple(cell for _, _, cell in placed), spans_all)


def _placed(name: str, table: Any) -> Iterator[list[tuple[int, int, Any]]]:
    """Row by row: the column in which each cell begins, the one behind its last, and its element."""
    taken: dict[int, int] = {}  # column → how many more rows a cell from above takes
    area, group = 0, None
    for row in _rows_of(table):
        if row.getparent() is not group:
            group, taken = row.getparent(), {}  # no cell reaches into another part of the table
        here: list[tuple[int, int, Any]] = []
        column, above = 0, taken
        taken = {place: rows - 1 for place, rows in above.items() if rows > 1}
        for cell in _cells_of(row):
            while column in above:
                column += 1
            wide, tall = _span(cell, "colspan", _WIDEST) or 1, _span(cell, "rowspan", _TALLEST)
            area += wide
            if area > MOST_CELLS:
                raise _too_many(name)
            here.append((column, column + wide, cell))
            if tall != 1:
                taken |= dict.fromkeys(range(column, column + wide), (tall or _TALLEST) - 1)
            column += wide
        area += len(above)
        yield here


def _too_many(name: str) -> DisclosureError:
    message = f"a table of the page has more than {MOST_CELLS} cells"
    return DisclosureError("read-too-many-cells", message, name, None, "the tables of one disclosure")
