"""The grid of a table (ECMA-376 part 1, 17.4): where each cell begins, and what merged cells cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.office.xml import child, number, tag, toggle, told
from mingzhang.readers.word.blocks import blocks, cells, rows

MOST_CELLS = 500_000
_WIDEST = 1_000  # columns of one cell; Word itself makes at most 63
_RUNNING = 300  # characters of a cell from which a table of a row or two is a frame around text


class Placed(NamedTuple):
    """A cell: the column in which it begins, the one behind its last; `covered` by a cell above or beside it."""

    column: int
    end: int
    element: Element
    covered: bool


def is_layout(table: Element) -> bool:
    """Whether a table only places things: it is a single column, or a frame around running text or other tables."""
    found = [list(cells(row)) for row in rows(table)]
    if max(map(len, found), default=0) < 2:
        return True
    if len(found) > 2:
        return False
    inside = [cell for row in found for cell in row]
    return any(tag(block) == "tbl" for cell in inside for block in blocks(cell)) or any(
        sum(len(text) for text in cell.itertext()) > _RUNNING for cell in inside
    )


def is_shown(row: Element) -> bool:
    """Whether a row is neither deleted nor hidden."""
    said = child(row, "trPr")
    return said is None or (child(said, "del") is None and toggle(said, "hidden") is not True)


def place(name: str, table: Element) -> Iterator[tuple[Element, list[Placed]]]:
    """Row by row, those that are shown, its cells in their places.

    A cell that goes on from above (`vMerge`) counts as covered only where the row above has one in the same column.
    Raises `DisclosureError` (`read-too-many-cells`) before a grid is made that would be too large.
    """
    merging: set[int] = set()
    area = 0
    for row in rows(table):
        if not is_shown(row):
            continue
        here: list[Placed] = []
        column, below = min(max(number(row, "trPr", "gridBefore"), 0), _WIDEST), set[int]()
        for cell in cells(row):
            said = child(cell, "tcPr")
            wide = min(max(number(said, "gridSpan", default=1), 1), _WIDEST)
            goes_on = _goes_on(said, "vMerge")
            covered = (goes_on is True and column in merging) or (_goes_on(said, "hMerge") is True and column > 0)
            if goes_on is not None:
                below.add(column)
            here.append(Placed(column, column + wide, cell, covered))
            column += wide
        merging = below
        area += column
        if area > MOST_CELLS:
            raise too_many(name)
        yield row, here


def _goes_on(said: Element | None, kind: str) -> bool | None:
    """Whether a cell goes on with a merged one (True) or begins one (False); None where it is not merged."""
    return None if child(said, kind) is None else told(said, kind) != "restart"


def too_many(name: str) -> DisclosureError:
    """The refusal of a table."""
    message = f"a table of the document has more than {MOST_CELLS} cells"
    return DisclosureError("read-too-many-cells", message, name, None, "the tables of one disclosure")
