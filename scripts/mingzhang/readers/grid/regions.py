"""Lattice → cells: atomic cells with no line between them are one merged cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from mingzhang.readers.grid.lattice import Lattice, root
from mingzhang.readers.grid.model import Ruling

_REACH = 2.0  # points a line may end before the middle of what it bounds


def find_regions(lattice: Lattice) -> tuple[int, ...]:
    """For every atomic cell (row × columns + column) the atomic cell at the top left of its merged cell.

    Atomic cells are joined over missing lines; what does not become a rectangle is cut into rows again.
    """
    rows, columns = lattice.rows, lattice.columns
    upright = _covered(lattice.verticals, lattice.xs, lattice.ys)
    level = _covered(lattice.horizontals, lattice.ys, lattice.xs)
    parent = list(range(rows * columns))
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and row not in upright[column + 1]:
                _unite(parent, here, here + 1)
            if row + 1 < rows and column not in level[row + 1]:
                _unite(parent, here, here + columns)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for cell in range(rows * columns):
        members[root(parent, cell)].append(cell)
    owner = [0] * (rows * columns)
    for cells in members.values():
        for part in [cells] if _is_rectangle(cells, columns) else _by_rows(cells, columns):
            for cell in part:
                owner[cell] = part[0]
    return tuple(owner)


def _covered(lines: Sequence[Ruling], positions: Sequence[float], sides: Sequence[float]) -> list[set[int]]:
    """For every position the intervals between `sides` along which a line is drawn there."""
    middles = [(a + b) / 2 for a, b in pairwise(sides)]
    found: list[set[int]] = [set() for _ in positions]
    for line in lines:
        nearest = min(range(len(positions)), key=lambda index: abs(positions[index] - line.at))
        found[nearest] |= {k for k, middle in enumerate(middles) if line.start - _REACH <= middle <= line.end + _REACH}
    return found


def _unite(parent: list[int], one: int, other: int) -> None:
    a, b = root(parent, one), root(parent, other)
    parent[max(a, b)] = min(a, b)


def _is_rectangle(cells: Sequence[int], columns: int) -> bool:
    rows = {cell // columns for cell in cells}
    across = {cell % columns for cell in cells}
    return (max(rows) - min(rows) + 1) * (max(across) - min(across) + 1) == len(cells)


def _by_rows(cells: Sequence[int], columns: int) -> list[list[int]]:
    """Runs of neighbouring atomic cells, row by row."""
    runs: list[list[int]] = []
    for cell in cells:  # in order, since they were collected in order
        if runs and cell == runs[-1][-1] + 1 and cell % columns:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return runs
