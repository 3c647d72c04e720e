"""Blocks × layouts → exactly one layout for each table, or a note that says why not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mingzhang.ground.notes import Note
from mingzhang.ground.source import Kind, Locator
from mingzhang.ground.text import fold
from mingzhang.layouts import LAYOUTS, Layout, layouts_of
from mingzhang.recognise.document import Document, Row, TableBlock
from mingzhang.recognise.header import Header, is_header_row, is_number_row, read_header

_ANY_TITLE = re.compile("|".join(f"(?:{layout.compiled.pattern})" for layout in LAYOUTS))


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
    """All standard tables of a document in the order they are published, and what was noted."""

    tables: list[RecognisedTable]
    notes: list[Note] = field(default_factory=list)


def is_title(key: str) -> bool:
    """Whether a reduced line (`document.title_key`) names any standard table."""
    return "表" in key and _ANY_TITLE.fullmatch(key) is not None


def titled(key: str, kind: Kind) -> list[Layout]:
    """The layouts of one kind whose title a reduced line is; two would be a defect of the layouts."""
    return [layout for layout in layouts_of(kind) if layout.compiled.fullmatch(key)]


def recognise_tables(document: Document, kind: Kind) -> Recognition:
    """Give every table block of the reports its layout; never a silent first choice."""
    notes: list[Note] = []
    found: dict[str, RecognisedTable] = {}
    blocks = [part for block in document.tables for part in _parts(block, kind)]
    for block in blocks:
        layout = _by_title(block, kind, notes)
        if layout is not None:
            _place(found, layout, block, notes)
    titled_layouts = set(found)
    for block in blocks:
        if _is_anonymous(block, kind):
            _by_header(block, kind, titled_layouts, found, notes)
    tables = [found.get(layout.table, RecognisedTable(layout)) for layout in layouts_of(kind)]
    for table in tables:
        if table.block is None:
            notes.append(Note("R06", table.layout.table, (), {"title": table.layout.title}))
    return Recognition(tables, notes)


def _parts(block: TableBlock, kind: Kind) -> list[TableBlock]:
    """A block cut wherever another table's header stands inside it: a title was lost there."""
    matches = titled(block.title.key, kind) if block.title else []
    if len(matches) != 1:
        return [block]
    header = read_header(matches[0], block.rows)
    own = {_folded(row) for row in block.rows if row.line in header.header_lines}
    start = next((i for i, row in enumerate(block.rows) if _is_foreign(row, header, own)), None)
    if not own or start is None:
        return [block]
    tail = TableBlock(None, rows=block.rows[start:], notes=block.notes, in_reports=block.in_reports)
    block.rows, block.notes = block.rows[:start], []
    return [block, tail]


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


def _by_title(block: TableBlock, kind: Kind, notes: list[Note]) -> Layout | None:
    if block.title is None:
        return None
    matches = titled(block.title.key, kind)
    if len(matches) > 1:
        notes.extend(_unrecognised(block, matches))
        return None
    return matches[0] if matches else None


def _place(found: dict[str, RecognisedTable], layout: Layout, block: TableBlock, notes: list[Note]) -> None:
    before = found.get(layout.table)
    if before is None or before.block is None or not before.block.rows:
        if block.rows or before is None:
            found[layout.table] = RecognisedTable(layout, block, read_header(layout, block.rows))
        return
    if not block.rows:
        return
    places = (Locator(before.block.first_line), Locator(block.first_line))
    how = "copy" if _repeats(layout, before.block, block) else "joined"
    notes.append(Note("R19", layout.table, places, {"title": layout.title, "how": how}))
    if how == "copy":
        before.copies.append(block)
        return
    before.block.rows.extend(block.rows)
    before.block.notes.extend(block.notes)


def _repeats(layout: Layout, first: TableBlock, second: TableBlock) -> bool:
    """Whether a second print under the same title starts over instead of going on.

    A continuation repeats at most the header; a copy repeats labels of data rows too.
    """
    labels, again = set(_row_labels(layout, first)), _row_labels(layout, second)
    return bool(again) and sum(label in labels for label in again) * 2 >= len(again)


def _row_labels(layout: Layout, block: TableBlock) -> list[str]:
    """What stands first in each row below the header."""
    header = read_header(layout, block.rows)
    skipped = header.header_lines | header.number_lines
    return [fold(row.cells[row.filled[0]]) for row in block.rows if row.filled and row.line not in skipped]


def _is_anonymous(block: TableBlock, kind: Kind) -> bool:
    if not block.rows or not block.in_reports:
        return False
    return block.title is None or not titled(block.title.key, kind)


def _by_header(
    block: TableBlock,
    kind: Kind,
    taken: set[str],
    found: dict[str, RecognisedTable],
    notes: list[Note],
) -> None:
    """A block without a title is what its header alone says it is, if that is exactly one thing."""
    fits: list[tuple[Layout, Header]] = []
    for layout in layouts_of(kind):
        header = read_header(layout, block.rows)
        if header.slots and header.complete and any(slot.column for slot in header.slots):
            fits.append((layout, header))
    free = [(layout, header) for layout, header in fits if layout.table not in taken]
    if len(free) == 1 and free[0][0].table not in found:
        layout, header = free[0]
        found[layout.table] = RecognisedTable(layout, block, header)
        notes.append(Note("R07", layout.table, (Locator(block.first_line),), {"title": layout.title}))
        return
    notes.extend(_unrecognised(block, [layout for layout, _ in fits]))


def _unrecognised(block: TableBlock, candidates: list[Layout]) -> list[Note]:
    """What is said of a block that is no layout's or several layouts': where it stands, and its numbers."""
    names = "、".join(layout.title for layout in candidates)
    instance = f"L{block.first_line}"
    values = {"candidates": names, "rows": str(len(block.rows))}
    return [Note("R08", instance, (Locator(block.first_line),), values), *_unread(block, instance, "unrecognised")]


def _unread(block: TableBlock, instance: str, why: str) -> list[Note]:
    """One note for each number in rows that are not read at all."""
    return [
        Note("R01", f"{instance}/{place}", (place,), {"printed": printed, "why": why})
        for place, printed in block.numbers()
    ]
