"""What every reader of spreadsheets finds in a sheet, before it becomes lines of text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_WHOLE = re.compile(r"([0-9]{1,15})(?:\.0*)?")
"""As many digits as a double holds exactly."""


class Area(NamedTuple):
    """A merged cell: its first and last row and column, from 0, both included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` as it is displayed; `number` the stored whole number, where one is stored; `formula` has no value kept."""

    text: str
    number: str = ""
    lost_formula: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `cells` by row and column, from 0; whoever looks at it does not see hidden rows and columns.

    A sheet may be set to show no zero in any cell, whatever the format of the cell.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    pictures: int = 0
    shows_zeros: bool = True

    def is_seen(self, cell: Cell) -> bool:
        """Whether the cell shows anything, or should but holds no value."""
        return cell.lost_formula or (bool(cell.text.strip()) and (self.shows_zeros or cell.number != "0"))


def whole_number(stored: str) -> str:
    """The digits of a stored number that is whole; blank for any other."""
    found = _WHOLE.fullmatch(stored)
    return found[1] if found else ""


MOST_MERGED = 100_000


def within(merged: Sequence[Area], cells: Mapping[tuple[int, int], Cell]) -> tuple[Area, ...]:
    """Merged areas cut to what the sheet uses: some are as wide as a sheet can be."""
    bottom = max((row for row, _ in cells), default=0)
    right = max((column for _, column in cells), default=0)
    return tuple(
        Area(one.top, one.left, min(one.bottom, bottom), min(one.right, right)) for one in merged[:MOST_MERGED]
    )
