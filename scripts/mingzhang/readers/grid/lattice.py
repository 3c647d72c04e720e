"""Ruling lines → lattices: which lines belong to one table, and where its rows and columns are.

Lines that cross or touch are one table. Three things are put right: a vertical line that stops short of the others
belongs to the table it stands in; where at least two lines run on past the outermost crossing one, the table's edge is
open there (the page ends, or the edge was not drawn) and gets one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from mingzhang.readers.grid.model import Ruling
from mingzhang.readers.grid.rulings import distinct, join_rulings

_TOUCH = 3.0  # points: how far lines may miss each other and still meet
_OVERHANG = 6.0  # points past the outermost line: the edge is missing, not imprecise
_SHORTEST_ORPHAN = 8.0
_MOST_LINES, _MOST_CELLS = 3_000, 100_000  # on one page: more is a drawing (a page that is full has 100 rows)


@dataclass(frozen=True, slots=True)
class Lattice:
    """The lines of one table and the positions of its columns' and rows' sides (at least one cell)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    horizontals: tuple[Ruling, ...]
    verticals: tuple[Ruling, ...]

    @property
    def columns(self) -> int:
        """How many atomic columns there are."""
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        """How many atomic rows there are."""
        return len(self.ys) - 1


def find_lattices(horizontals: Iterable[Ruling], verticals: Iterable[Ruling]) -> list[Lattice]:
    """The tables of a page from top to bottom; a single box is none (a frame around text), nor is a drawing."""
    level, upright = join_rulings(horizontals), join_rulings(verticals)
    if max(len(level), len(upright)) > _MOST_LINES:
        return []
    groups, alone = _connected(level, upright)
    found = []
    for group_level, group_upright in groups:
        _adopt(group_level, group_upright, alone)
        lattice = _lattice(group_level, group_upright)
        if lattice.columns >= 1 and lattice.rows >= 1 and 2 <= lattice.columns * lattice.rows <= _MOST_CELLS:
            found.append(lattice)
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


_Group = tuple[list[Ruling], list[Ruling]]
"""Horizontal and vertical lines of one table."""


def _connected(level: Sequence[Ruling], upright: Sequence[Ruling]) -> tuple[list[_Group], list[Ruling]]:
    """Groups of lines that meet, and the vertical lines that meet none."""
    parent = list(range(len(level) + len(upright)))
    met: set[int] = set()
    for i, line in enumerate(level):
        for j, other in enumerate(upright, start=len(level)):
            if (
                line.start - _TOUCH <= other.at <= line.end + _TOUCH
                and other.start - _TOUCH <= line.at <= other.end + _TOUCH
            ):
                parent[root(parent, i)] = root(parent, j)
                met |= {i, j}
    groups: defaultdict[int, _Group] = defaultdict(lambda: ([], []))
    for index in sorted(met):
        if index < len(level):
            groups[root(parent, index)][0].append(level[index])
        else:
            groups[root(parent, index)][1].append(upright[index - len(level)])
    alone = [line for j, line in enumerate(upright, start=len(level)) if j not in met]
    return list(groups.values()), alone


def root(parent: list[int], index: int) -> int:
    """The representative of a set (union-find with halving paths)."""
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _adopt(level: list[Ruling], upright: list[Ruling], alone: list[Ruling]) -> None:
    """Vertical lines that meet nothing but stand within the table's height belong to it."""
    top = min(min(line.start for line in upright), min(line.at for line in level))
    bottom = max(max(line.end for line in upright), max(line.at for line in level))
    left, right = min(line.start for line in level), max(line.end for line in level)
    for line in list(alone):
        length = line.end - line.start
        shared = min(bottom, line.end) - max(top, line.start)
        beside = left - 2 * _OVERHANG <= line.at <= right + 2 * _OVERHANG
        if beside and length > _SHORTEST_ORPHAN and shared > 0.8 * length and shared > 0.5 * (bottom - top):
            upright.append(line)
            alone.remove(line)


def _lattice(level: list[Ruling], upright: list[Ruling]) -> Lattice:
    level += _open_edges(level, upright)
    upright += _open_edges(upright, level)
    xs, ys = distinct(line.at for line in upright), distinct(line.at for line in level)
    return Lattice(tuple(xs), tuple(ys), tuple(level), tuple(upright))


def _open_edges(lines: Sequence[Ruling], crossing: Sequence[Ruling]) -> list[Ruling]:
    """The outer lines that are missing on either side, judged by the crossing lines that run on."""
    found = []
    first, last = min(line.at for line in lines), max(line.at for line in lines)
    for ends in (
        sorted(line.start for line in crossing if first - line.start > _OVERHANG),
        sorted(line.end for line in crossing if line.end - last > _OVERHANG),
    ):
        if len(ends) >= 2:
            start, end = min(line.at for line in crossing), max(line.at for line in crossing)
            found.append(Ruling(median(ends), start, end))
    return found
