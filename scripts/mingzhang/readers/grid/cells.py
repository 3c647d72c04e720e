"""Glyphs in lattices → tables with their cells' text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mingzhang.readers.grid.lattice import Lattice
from mingzhang.readers.grid.model import Box, Glyph, Row, Table
from mingzhang.readers.grid.regions import find_regions
from mingzhang.readers.grid.stacked import part_rows
from mingzhang.readers.grid.writing import breaks_off, by_baseline, fills, is_number, join_lines, text_of

_MARGIN = 1.0  # points outside the outermost lines that still belong to the table
_RAISED = 0.35  # of a character's size above its baseline: where it is, whatever box its font gives it

Held = Mapping[int, Sequence[Glyph]]
"""The glyphs of each atomic cell (row × columns + column), or of each run."""


def share_out(lattices: Sequence[Lattice], glyphs: Iterable[Glyph]) -> tuple[list[Held], list[Glyph]]:
    """The glyphs in the atomic cells of each table, and those outside all tables."""
    held: list[defaultdict[int, list[Glyph]]] = [defaultdict(list) for _ in lattices]
    outside: list[Glyph] = []
    boxes = [
        (x[0] - _MARGIN, x[-1] + _MARGIN, y[0] - _MARGIN, y[-1] + _MARGIN, x[1:-1], y[1:-1], cells)
        for x, y, cells in ((lattice.xs, lattice.ys, cells) for lattice, cells in zip(lattices, held, strict=True))
    ]
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.base - _RAISED * glyph.size
        for left, right, top, bottom, xs, ys, cells in boxes:
            if left <= x <= right and top <= y <= bottom:
                cells[bisect_right(ys, y) * (len(xs) + 1) + bisect_right(xs, x)].append(glyph)
                break
        else:
            outside.append(glyph)
    return list(held), outside


@dataclass(frozen=True, slots=True)
class Cell:
    """A merged cell's text.

    `wrapped`: a number on two lines; `full`: its last line reaches the side; `cut`: it loses text on the page.
    """

    text: str
    wrapped: bool
    full: bool
    cut: bool


def by_run(glyphs: Iterable[Glyph]) -> Held:
    """Glyphs by the run they were written in."""
    found: defaultdict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        found[glyph.run].append(glyph)
    return found


def read_table(lattice: Lattice, held: Held, hidden: Held) -> Table:
    """The table that stands in a lattice; `hidden` is what its page holds without showing it, by runs."""
    parted = part_rows(lattice, tuple(held.items()))
    if parted is not lattice:
        (held,), _ = share_out([parted], [glyph for glyphs in held.values() for glyph in glyphs])
        lattice = parted
    owner = find_regions(lattice)
    cells = {
        cell: _read_cell(glyphs, _width(lattice, owner, cell), hidden) for cell, glyphs in _merge(owner, held).items()
    }
    rows = tuple(_row(lattice, index, cells) for index in range(lattice.rows))
    return Table(lattice.xs, rows, Box(lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1]))


def _merge(owner: Sequence[int], held: Held) -> Held:
    """The glyphs of merged cells, each by its top left atomic cell."""
    merged: defaultdict[int, list[Glyph]] = defaultdict(list)
    for cell, glyphs in held.items():
        merged[owner[cell]] += glyphs
    return merged


def _width(lattice: Lattice, owner: Sequence[int], cell: int) -> float:
    """How broad a merged cell is."""
    row, column = divmod(cell, lattice.columns)
    end = column + 1
    while end < lattice.columns and owner[row * lattice.columns + end] == cell:
        end += 1
    return lattice.xs[end] - lattice.xs[column]


def _read_cell(glyphs: Sequence[Glyph], width: float, hidden: Held) -> Cell:
    lines = by_baseline(glyphs)
    texts = [text_of(line) for line in lines]
    cut = bool(hidden) and _is_cut(lines, hidden)
    if len(texts) > 1 and all(map(is_number, texts)) and not _is_wrapped(lines, texts, width):
        return Cell(" ".join(texts), False, fills(lines[-1], width), cut)  # numbers one above the other
    text = join_lines(texts)
    return Cell(text, len(texts) > 1 and is_number(text), fills(lines[-1], width), cut)


def _is_wrapped(lines: Sequence[Sequence[Glyph]], texts: Sequence[str], width: float) -> bool:
    """Whether figures one above the other are one: each but the last fills its line, or cannot end there."""
    return all(fills(line, width) or breaks_off(text) for line, text in zip(lines[:-1], texts, strict=False))


def _is_cut(lines: Sequence[Sequence[Glyph]], hidden: Held) -> bool:
    """Whether hidden text goes on where visible text of the same run (or the next: some have one character) ends."""
    for line in lines:
        for end in (line[0], line[-1]):
            near = [glyph for run in range(end.run - 1, end.run + 2) for glyph in hidden.get(run, ())]
            if any(
                abs(glyph.base - end.base) < 0.35 * end.size
                and min(abs(glyph.x0 - end.x1), abs(end.x0 - glyph.x1)) < 0.5 * end.size
                for glyph in near
            ):
                return True
    return False


def _row(lattice: Lattice, index: int, cells: Mapping[int, Cell]) -> Row:
    start = index * lattice.columns
    found = [(column, cells.get(start + column)) for column in range(lattice.columns)]
    box = Box(lattice.xs[0], lattice.ys[index], lattice.xs[-1], lattice.ys[index + 1])
    return Row(
        tuple(cell.text if cell else "" for _, cell in found),
        box,
        tuple(column for column, cell in found if cell and cell.wrapped),
        tuple(column for column, cell in found if cell and cell.cut),
        tuple(column for column, cell in found if cell and cell.full),
    )
