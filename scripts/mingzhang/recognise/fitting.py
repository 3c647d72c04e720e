"""How well a layout explains a block: its header, read once for each layout that is tried and kept."""

from __future__ import annotations

from typing import NamedTuple

from mingzhang.layouts import Layout
from mingzhang.recognise.document import TableBlock
from mingzhang.recognise.header import read_header
from mingzhang.recognise.slots import Header
from mingzhang.recognise.wide_header import read_wide_header

_CONTRADICTED = 100
"""A layout that the rows contradict explains less than any that merely leaves headers unexplained."""


class Fit(NamedTuple):
    """Compared from left to right: cells not understood count against a layout, columns found for it."""

    not_unknown: int
    not_missing: int
    known: int

    @property
    def whole(self) -> bool:
        """Whether every header cell was understood and every expected column is there."""
        return not self.not_unknown and not self.not_missing


class Headers:
    """The headers of one document's blocks, each read once; `year` is the fiscal year, which tells periods apart."""

    def __init__(self, year: int | None) -> None:
        self.year = year
        self.read: dict[tuple[int, int, int], Header] = {}

    def of(self, layout: Layout, block: TableBlock) -> Header:
        """The header of a block as a layout reads it."""
        if not block.rows:
            return Header([])
        key = (id(layout), block.rows[0].line, len(block.rows))
        if key not in self.read:
            reader = read_header if layout.neutral is None else read_wide_header
            self.read[key] = reader(layout, block.rows, self.year)
        return self.read[key]

    def fit(self, layout: Layout, block: TableBlock) -> Fit:
        """How well a layout explains the header of a block."""
        header = self.of(layout, block)
        unknown = sum(1 for slot in header.slots if slot.leaf and slot.column is None)
        unknown += _CONTRADICTED if header.contradicted else 0
        known = sum(1 for slot in header.slots if slot.column is not None)
        return Fit(-unknown, -len(header.missing), known)
