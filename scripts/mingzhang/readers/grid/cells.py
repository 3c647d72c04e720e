"""Glyphs in a lattice → a table with its cells' text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from mingzhang.readers.grid.lattice import Lattice
from mingzhang.readers.grid.model import Box, Glyph, Row, Table
from mingzhang.readers.grid.regions import Regions, find_regions
from mingzhang.readers.grid.writing import by_baseline, is_wrapped_number, join_lines, text_of

_MARGIN = 1.0  # points outside the outermost lines that still belong to the table


def share_out(lattices: Sequence[Lattice], glyphs: Iterable[Glyph]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """The glyphs inside each table, and those outside all of them."""
    inside: list[list[Glyph]] = [[] for _ in lattices]
    outside: list[Glyph] = []
    boxes = [
        (lattice.xs[0] - _MARGIN, lattice.ys[0] - _MARGIN, lattice.xs[-1] + _MARGIN, lattice.ys[-1] + _MARGIN)
        for lattice in lattices
    ]
    for glyph in glyphs:
        x, y = middle_of(glyph)
        for index, (x0, y0, x1, y1) in enumerate(boxes):
            if x0 <= x <= x1 and y0 <= y <= y1:
                inside[index].append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def middle_of(glyph: Glyph) -> tuple[float, float]:
    """Where a character is, for deciding what it stands in: above its baseline, whatever its font says."""
    return (glyph.x0 + glyph.x1) / 2, glyph.base - 0.35 * min(glyph.y1 - glyph.y0, 30.0)


def read_table(lattice: Lattice, glyphs: Iterable[Glyph]) -> Table:
    """The table that stands in a lattice."""
    regions = find_regions(lattice)
    held = _by_cell(regions, glyphs)
    texts: dict[int, str] = {}
    wrapped: defaultdict[int, list[int]] = defaultdict(list)
    for cell, found in held.items():
        lines = [text_of(line) for line in by_baseline(found)]
        texts[cell] = join_lines(lines)
        if is_wrapped_number(lines):
            wrapped[cell // lattice.columns].append(cell % lattice.columns)
    rows = tuple(_row(lattice, index, texts, sorted(wrapped[index])) for index in range(lattice.rows))
    return Table(lattice.xs, rows, Box(lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1]))


def _by_cell(regions: Regions, glyphs: Iterable[Glyph]) -> dict[int, list[Glyph]]:
    held: defaultdict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        held[regions.at(*middle_of(glyph))].append(glyph)
    return held


def _row(lattice: Lattice, index: int, texts: dict[int, str], wrapped: Sequence[int]) -> Row:
    start = index * lattice.columns
    cells = tuple(texts.get(cell, "") for cell in range(start, start + lattice.columns))
    return Row(cells, Box(lattice.xs[0], lattice.ys[index], lattice.xs[-1], lattice.ys[index + 1]), tuple(wrapped))
