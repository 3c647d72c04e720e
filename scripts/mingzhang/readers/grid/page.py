"""One sheet → its blocks in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mingzhang.readers.grid.borderless import take_tables
from mingzhang.readers.grid.cells import by_run, read_table, share_out
from mingzhang.readers.grid.lattice import find_lattices
from mingzhang.readers.grid.model import Block, Glyph, Line, Page, Sheet, box_of
from mingzhang.readers.grid.writing import by_baseline, size_of_line, text_of

_FAR_APART = 4.0  # heights of a character: two captions on one line, not two words


def read_page(sheet: Sheet) -> Page:
    """Tables and lines of text from top to bottom, each exactly once."""
    lattices = find_lattices(sheet.horizontals, sheet.verticals)
    held, outside = share_out(lattices, sheet.glyphs)
    hidden = by_run(sheet.hidden)
    tables = [read_table(lattice, cells, hidden) for lattice, cells in zip(lattices, held, strict=True) if cells]
    others, lines = take_tables(by_baseline(outside))
    blocks: list[Block] = [*tables, *others, *map(_line, lines)]
    blocks.sort(key=lambda block: (_top(block), block.box.x0))
    return Page(sheet.number, sheet.width, sheet.height, blocks, len(sheet.hidden), sheet.is_picture, sheet.turned)


def _top(block: Block) -> float:
    """Where a block begins; the boxes of some fonts reach far above their characters."""
    return block.base - block.size if isinstance(block, Line) else block.box.y0


def _line(glyphs: Sequence[Glyph]) -> Line:
    parts = [text_of(part) for part in _parts(glyphs)]
    return Line("\t".join(parts), box_of(glyphs), glyphs[0].base, size_of_line(glyphs), len(glyphs))


def _parts(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """A line cut where captions stand far apart; a label and its value, and spaced-out letters (目　　录), stay."""
    parts = [[glyphs[0]]]
    for last, glyph in pairwise(glyphs):
        if glyph.x0 - last.x1 > _FAR_APART * glyph.size and last.text not in ":：":
            parts.append([glyph])
        else:
            parts[-1].append(glyph)
    return [list(glyphs)] if all(len(part) == 1 for part in parts) else parts
