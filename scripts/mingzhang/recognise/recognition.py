"""Blocks × layouts → the family of a document, and exactly one layout for each table, or a note that says why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from mingzhang.ground.notes import Note
from mingzhang.ground.source import Kind, Locator
from mingzhang.ground.text import fold
from mingzhang.layouts import Family, Layout, families_of
from mingzhang.recognise.document import Document, Row, TableBlock
from mingzhang.recognise.families import choose_family, choose_layout
from mingzhang.recognise.fitting import Headers
from mingzhang.recognise.header import is_header_row, is_header_text, is_number_row
from mingzhang.recognise.slots import Header
from mingzhang.recognise.titles import titled
from mingzhang.tables import standard_tables

_NAME_LABELS = ("部门", "单位", "部门名称", "单位名称", "编制单位", "编制部门", "预算单位", "部门(单位)", "填报单位")


@dataclass(slots=True)
class RecognisedTable:
    """A standard table found in the document; `block` is None for one that is missing.

    `copies` are further prints of the same table, which are accounted for but not read.
    """

    layout: Layout
    block: TableBlock | None = None
    header: Header | None = None
    copies: list[TableBlock] = field(default_factory=list)


@dataclass(slots=True)
class Recognition:
    """All standard tables of a document in the order they are published, its family, and what was noted."""

    tables: list[RecognisedTable]
    family: Family
    notes: list[Note] = field(default_factory=list)


def recognise_tables(
    document: Document, kind: Kind, year: int | None = None, families: Iterable[Family] | None = None
) -> Recognition:
    """Give every table block of the reports its layout; never a silent first choice."""
    headers = Headers(year)
    family = choose_family(document, tuple(families_of(kind) if families is None else families), headers)
    return _Recogniser(document, family, headers).recognise()


class _Recogniser:
    """One document read as one family; the state is what was found so far."""

    def __init__(self, document: Document, family: Family, headers: Headers) -> None:
        self.document = document
        self.family = family
        self.headers = headers
        self.notes: list[Note] = []
        self.found: dict[str, RecognisedTable] = {}

    def recognise(self) -> Recognition:
        blocks = [part for block in self.document.tables for part in self._parts(block)]
        for block in blocks:
            layout = self._by_title(block)
            if layout is not None:
                self._place(layout, block)
        taken = set(self.found)
        last: RecognisedTable | None = None
        for block in blocks:
            if not self._is_anonymous(block):
                last = next((table for table in self.found.values() if table.block is block), None)
            elif not _goes_on(last, block):
                self._by_header(block, taken)
                last = None
        return Recognition(list(self._in_order()), self.family, self.notes)

    def _in_order(self) -> Iterable[RecognisedTable]:
        """The tables of the contract that the family knows, and those found besides, missing ones included."""
        own = {layout.table: layout for layout in reversed(self.family.all_layouts)}
        for standard in standard_tables(self.family.kind):
            table = self.found.get(standard.name)
            if table is None and standard.core and standard.name in own:
                table = RecognisedTable(own[standard.name])
                self.notes.append(Note("R06", standard.name, (), {"title": standard.title}))
            if table is not None:
                yield table

    # -- with a title ---------------------------------------------------------------------------

    def _parts(self, block: TableBlock) -> list[TableBlock]:
        """A block cut wherever another table's header stands inside it: a title was lost there."""
        layout = self._titled(block)[0]
        if layout is None:
            return [block]
        header = self.headers.of(layout, block)
        own = {_folded(row) for row in block.rows if row.line in header.header_lines}
        start = next((i for i, row in enumerate(block.rows) if _is_foreign(row, header, own)), None)
        if not own or start is None:
            return [block]
        start = _start_of_header(block.rows, start, own)
        first, before = block.rows[start].line, block.rows[start - 1].line
        captions = [(line, text) for line, text in block.inside if before < line < first]
        tail = TableBlock(None, "", captions, block.rows[start:], block.notes, in_reports=block.in_reports)
        block.rows, block.notes = block.rows[:start], []
        return [block, tail]

    def _titled(self, block: TableBlock) -> tuple[Layout | None, list[Layout]]:
        """The one layout that a titled block has, or all that it might have."""
        if block.title is None:
            return None, []
        return choose_layout(block, titled(block.title.key, self.family.all_layouts), self.family, self.headers)

    def _by_title(self, block: TableBlock) -> Layout | None:
        layout, candidates = self._titled(block)
        if layout is None and candidates:
            self.notes.extend(_unrecognised(block, candidates))
        return layout

    def _place(self, layout: Layout, block: TableBlock) -> None:
        before = self.found.get(layout.table)
        if before is None or before.block is None or not before.block.rows:
            if block.rows or before is None:
                self.found[layout.table] = RecognisedTable(layout, block, self.headers.of(layout, block))
            return
        if not block.rows:
            return
        places = (Locator(before.block.first_line), Locator(block.first_line))
        how = "copy" if self._repeats(layout, before.block, block) else "joined"
        self.notes.append(Note("R19", layout.table, places, {"title": layout.title, "how": how}))
        if how == "copy":
            before.copies.append(block)
            return
        before.block.rows.extend(block.rows)
        before.block.notes.extend(block.notes)

    def _repeats(self, layout: Layout, first: TableBlock, second: TableBlock) -> bool:
        """Whether a second print under the same title starts over instead of going on.

        A continuation repeats at most the header; a copy repeats labels of data rows too. Where rows bear codes
        relative to those above, labels repeat by themselves: whole rows are compared then.
        """
        if layout.neutral is not None:
            if _names(first) and _names(second) and _names(first).isdisjoint(_names(second)):
                return True
            rows, again_rows = self._data_rows(layout, first), self._data_rows(layout, second)
            return bool(again_rows) and sum(row in rows for row in again_rows) * 2 >= len(again_rows)
        labels, again = set(self._row_labels(layout, first)), self._row_labels(layout, second)
        return bool(again) and sum(label in labels for label in again) * 2 >= len(again)

    def _data_rows(self, layout: Layout, block: TableBlock) -> list[tuple[str, ...]]:
        """What each row below the header prints."""
        header = self.headers.of(layout, block)
        skipped = header.header_lines | header.number_lines
        return [_folded(row) for row in block.rows if row.filled and row.line not in skipped]

    def _row_labels(self, layout: Layout, block: TableBlock) -> list[str]:
        """What stands first in each row below the header."""
        header = self.headers.of(layout, block)
        skipped = header.header_lines | header.number_lines
        return [fold(row.cells[row.filled[0]]) for row in block.rows if row.filled and row.line not in skipped]

    # -- without one ----------------------------------------------------------------------------

    def _is_anonymous(self, block: TableBlock) -> bool:
        if not block.rows or not block.in_reports:
            return False
        return block.title is None or not titled(block.title.key, self.family.all_layouts)

    def _by_header(self, block: TableBlock, taken: set[str]) -> None:
        """A block without a title is what its header alone says it is, if that is exactly one thing."""
        fits = []
        for layout in () if block.title is not None else self.family.layouts:
            header = self.headers.of(layout, block)
            if header.slots and header.complete and any(slot.column for slot in header.slots):
                fits.append((layout, header))
        free = [(layout, header) for layout, header in fits if layout.table not in taken]
        if len(free) == 1 and free[0][0].table not in self.found:
            layout, header = free[0]
            self.found[layout.table] = RecognisedTable(layout, block, header)
            self.notes.append(Note("R07", layout.table, (Locator(block.first_line),), {"title": layout.title}))
            return
        self.notes.extend(_unrecognised(block, [layout for layout, _ in fits]))


def _goes_on(table: RecognisedTable | None, block: TableBlock) -> bool:
    """Rows without a title, caption or header go on with the table right before them, if they are as wide.

    They are added to it; whether they belong there shows where its leaves are added up.
    """
    if table is None or table.block is None or table.header is None or table.layout.neutral is None:
        return False
    widths = {len(row.cells) for row in block.rows}
    if block.title is not None or block.captions or widths != {table.header.width} or is_header_row(block.rows[0]):
        return False
    first, *rest = block.rows
    table.block.rows.extend([replace(first, after_break=True), *rest])
    table.block.notes.extend(block.notes)
    return True


def _start_of_header(rows: list[Row], start: int, own: set[tuple[str, ...]]) -> int:
    """Where the header of which one row was found begins: merged cells above it say no name of a list."""
    while start > 1 and is_header_text(rows[start - 1]) and _folded(rows[start - 1]) not in own:
        start -= 1
    return start


def _names(block: TableBlock) -> set[str]:
    """The bodies that captions above a block name."""
    found = (block.caption(label) for label in _NAME_LABELS)
    return {fold(name[1]) for name in found if name and name[1]}


def _is_foreign(row: Row, header: Header, own: set[tuple[str, ...]]) -> bool:
    """Whether a row below a header is a header too, but not that one (or a part of it) printed again."""
    if row.line <= max(header.header_lines, default=row.line) or not is_header_row(row) or is_number_row(row):
        return False
    printed = _folded(row)
    part = len(row.cells) >= header.width and set(printed) <= {text for texts in own for text in texts}
    return printed not in own and not part


def _folded(row: Row) -> tuple[str, ...]:
    """What a row prints, whatever its empty cells and spaces."""
    return tuple(fold(row.cells[index]) for index in row.filled)


def _unrecognised(block: TableBlock, candidates: list[Layout]) -> list[Note]:
    """What is said of a block that is no layout's or several layouts': where it stands, and where its numbers do.

    One note for the whole block: its first place is where it begins, the others are those of its numbers.
    """
    names = "、".join(dict.fromkeys(layout.title for layout in candidates))
    cells = [place for place, _ in block.numbers()]
    values = {"candidates": names, "rows": str(len(block.rows)), "cells": str(len(cells))}
    return [Note("R08", f"L{block.first_line}", (Locator(block.first_line), *cells), values)]
