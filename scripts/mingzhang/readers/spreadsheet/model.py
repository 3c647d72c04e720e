"""What every reader of spreadsheets finds in a sheet, before it becomes lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


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
    """One sheet: `cells` by row and column, from 0; whoever looks at it does not see hidden rows and columns."""

    name: str
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    pictures: int = 0
