"""Rows that no line parts: a band of a table between two lines that holds several rows one above the other.

Where at least two columns hold the same number of figures, two or more, each on a line of its own and all on the same
baselines, the band is as many rows. Figures that are wrapped (`24995.9` over `4`) reach the side of their cells, and
theirs are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from mingzhang.readers.grid.lattice import Lattice
from mingzhang.readers.grid.model import Glyph, Ruling
from mingzhang.readers.grid.writing import breaks_off, by_baseline, fills, is_number, text_of

_COLUMNS = 2  # that must agree
_SAME = 0.4  # sizes of a character between baselines of one row


def part_rows(lattice: Lattice, held: Sequence[tuple[int, Sequence[Glyph]]]) -> Lattice:
    """The lattice with a line between rows that have none; the same lattice where nothing is to be done.

    `held` has the glyphs of each atomic cell (row × columns + column).
    """
    found: list[Ruling] = []
    bands: dict[int, list[list[Glyph]]] = {}
    for cell, glyphs in held:
        row, column = divmod(cell, lattice.columns)
        if figures := _figures(glyphs, lattice.xs[column + 1] - lattice.xs[column]):
            bands.setdefault(row, []).append(figures)
    for columns in bands.values():
        if len(columns) >= _COLUMNS and _agree(columns):
            found += [Ruling(at, lattice.xs[0], lattice.xs[-1]) for at in _between(columns[0])]
    if not found:
        return lattice
    ys = tuple(sorted((*lattice.ys, *(ruling.at for ruling in found))))
    return replace(lattice, ys=ys, horizontals=(*lattice.horizontals, *found))


def _figures(glyphs: Sequence[Glyph], width: float) -> list[Glyph]:
    """The first glyph of each figure in a cell that holds several whole ones, one above the other, and nothing else."""
    if glyphs[0].base == glyphs[-1].base:  # nearly every cell has one line
        return []
    lines = by_baseline(glyphs)
    texts = [text_of(line) for line in lines]
    if len(lines) < 2 or not all(map(is_number, texts)) or any(map(breaks_off, texts[:-1])):
        return []
    return [] if all(fills(line, width) for line in lines[:-1]) else [line[0] for line in lines]


def _agree(columns: Sequence[Sequence[Glyph]]) -> bool:
    """Whether the figures of all columns stand in the same rows."""
    first = columns[0]
    return all(
        len(column) == len(first)
        and all(abs(one.base - other.base) < _SAME * one.size for one, other in zip(first, column, strict=True))
        for column in columns
    )


def _between(figures: Sequence[Glyph]) -> list[float]:
    """Heights half-way between rows: below one's baseline, above the next one's characters."""
    return [(upper.base + lower.base - 0.8 * lower.size) / 2 for upper, lower in pairwise(figures)]
