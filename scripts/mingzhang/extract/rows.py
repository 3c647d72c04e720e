"""Rows of one recognised table → records, with every numeric cell accounted for."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.extract.alignment import Aligner
from mingzhang.extract.grammars import CLASSES
from mingzhang.extract.model import AmountCell, Record, TableReading, note
from mingzhang.ground.amounts import Cell, is_numeric, parse_cell
from mingzhang.ground.source import Locator
from mingzhang.ground.text import clean, fold
from mingzhang.layouts import Half, Layout
from mingzhang.recognise.document import Row, TableBlock
from mingzhang.recognise.header import is_number_row, is_repeated_header
from mingzhang.recognise.slots import Header, Slot

_LABELS = (
    "code",
    "name",
    "gov_code",
    "gov_name",
    "label",
    "project_code",
    "code_class",
    "code_group",
    "code_item",
    "gov_code_class",
    "gov_code_group",
    "function_code",
    "function_name",
)
"""Roles of the texts that say what a row is."""
_KEPT = ("project_type", "remark", "text")
"""Roles of texts that are published as they are, under their column's name."""


class RowReader:
    """Reads the data rows of one table; the grammar of its layout says how a row is understood."""

    def __init__(self, layout: Layout, block: TableBlock, header: Header, unit: str, year: int | None = None) -> None:
        self.layout = layout
        self.block = block
        self.header = header
        self.unit = unit
        self.year = year
        self.reading = TableReading(layout)
        self.header_texts = {
            tuple(fold(row.cells[index]) for index in row.filled)
            for row in block.rows
            if row.line in header.header_lines and len(row.filled) > 1
        }
        self.groups = list(self._groups())
        self.aligner = Aligner(layout, header, block)
        self.grammar = CLASSES[layout.grammar](self)

    def read(self) -> TableReading:
        """Read every row of the block."""
        for row in self.block.rows:
            self._count(row)
            if (
                row.line in self.header.header_lines
                or row.line in self.header.number_lines
                or is_number_row(row)
                or is_repeated_header(self.layout, row)
                or self._is_header_again(row)
            ):
                self._structural(row, range(len(row.cells)))
            elif (aligned := self._aligned(row)) is not None:
                self._note_joined(row)
                self._data_row(aligned)
        return self.reading

    def _note_joined(self, row: Row) -> None:
        if row.is_joined:
            place = row.place(len(row.cells) - 1)
            label = clean(row.cells[row.filled[0]])
            self.reading.notes.append(note("R04", f"{self.layout.table}/{place}", [place], label=label))

    def _is_header_again(self, row: Row) -> bool:
        return tuple(fold(row.cells[index]) for index in row.filled) in self.header_texts

    # -- accounting ---------------------------------------------------------------------------

    def _count(self, row: Row) -> None:
        self.reading.account.numeric += sum(is_numeric(cell) for cell in row.cells)

    def _structural(self, row: Row, indexes: range | list[int]) -> None:
        self.reading.account.structural += sum(is_numeric(row.cells[index]) for index in indexes)

    def _unread(self, row: Row, index: int, why: str) -> None:
        self.reading.leave_unread(row.place(index), parse_cell(row.cells[index]).printed, why)

    # -- one row ------------------------------------------------------------------------------

    def _aligned(self, row: Row) -> Row | None:
        """The row with one cell for each column of the header; None where that is not certain."""
        width = self.header.width
        if not width:
            self._leave_row(row, "header")
            return None
        if len(row.cells) == width:
            return row
        aligned = self.aligner.align(row)
        if aligned is None:
            self._leave_row(row, "width")
            return None
        if not (self.aligner.trimmed and len(row.cells) < width):
            place = Locator(row.line)
            self.reading.notes.append(
                note("R05", f"{self.layout.table}/{place}", [place], cells=str(len(row.cells)), header=str(width))
            )
        return aligned

    def _leave_row(self, row: Row, why: str) -> None:
        """List every number of a row as unread."""
        for index in row.filled:
            if is_numeric(row.cells[index]):
                self._unread(row, index, why)

    def _data_row(self, row: Row) -> None:
        for half, instance, slots in self.groups:
            cells = {i: row.cells[i] for i, _ in slots if i < len(row.cells) and row.cells[i].strip()}
            if cells:
                self._half_row(row, half, slots, instance)
        for index, slot in enumerate(self.header.slots[: len(row.cells)]):
            if slot.column is None and is_numeric(row.cells[index]):
                self._unread(row, index, "column")

    def _groups(self) -> Iterator[tuple[Half, int, list[tuple[int, Slot]]]]:
        groups: dict[tuple[int, int], tuple[Half, int, list[tuple[int, Slot]]]] = {}
        for index, slot in enumerate(self.header.slots):
            if slot.column is not None and slot.half is not None:
                key = (id(slot.half), slot.instance)
                groups.setdefault(key, (slot.half, slot.instance, []))[2].append((index, slot))
        yield from groups.values()

    def _half_row(self, row: Row, half: Half, slots: list[tuple[int, Slot]], instance: int) -> None:
        texts: dict[str, str] = {}
        for index, slot in slots:
            column = slot.column
            assert column is not None
            raw = row.cells[index] if index < len(row.cells) else ""
            if column.role != "amount":
                texts[column.name if column.role in _KEPT else column.role] = _text(raw)
                self._structural(row, [index] if index < len(row.cells) else [])
        amounts = self._amounts(row, slots)
        is_named = any(texts.get(role) for role in _LABELS)
        if not amounts and not is_named:
            self.grammar.skip(texts)
            return
        first = next((i for i, _ in slots if i < len(row.cells) and row.cells[i].strip()), slots[0][0])
        record = Record(half, row.place(first), "item", "", after_break=row.after_break)
        record.amounts = amounts
        if self.layout.grammar.turned or (not is_named and self.grammar.reads_nameless(half, texts)):
            self.grammar.read(record, texts)
        elif self._is_merged_amount(row, half, instance, texts, amounts):
            self.reading.records[-1].amounts.update(amounts)
        elif not is_named:
            if not self._shares_total(row, record):
                self._nameless(record)
        elif not self._continues(record, texts):
            self.grammar.read(record, texts)

    def _is_merged_amount(
        self, row: Row, half: Half, instance: int, texts: dict[str, str], amounts: dict[str, AmountCell]
    ) -> bool:
        """An amount without a label under a merged label that stands earlier in the same row and half."""
        if not (half.repeats and instance and amounts and self.reading.records):
            return False
        before = self.reading.records[-1]
        return (
            not any(texts.get(role) for role in _LABELS)
            and before.half is half
            and before.place.line == row.line
            and not before.printed_amounts
        )

    def _shares_total(self, row: Row, record: Record) -> bool:
        """A total row of side-by-side lists may print its label once, for all of them."""
        before = self.reading.records[-1] if self.reading.records else None
        if before is None or before.place.line != row.line or before.row_kind != "total":
            return False
        texts = {"code": before.label, "name": "", "label": before.label}
        self.grammar.read(record, texts)
        return True

    def _nameless(self, record: Record) -> None:
        """Amounts in a row without any label mean nothing: listed as unread, not captured."""
        for amount in record.amounts.values():
            if amount.cell.kind == "number":
                self.reading.leave_captured(amount, "label")

    def _amounts(self, row: Row, slots: list[tuple[int, Slot]]) -> dict[str, AmountCell]:
        amounts: dict[str, AmountCell] = {}
        for index, slot in slots:
            column = slot.column
            if column is None or column.role != "amount" or index >= len(row.cells):
                continue
            cell = parse_cell(row.cells[index])
            if cell.kind == "blank":
                continue
            if self._accept(row, index, slot, cell):
                name = self._amount_key(slot)
                amounts[name] = AmountCell(column, row.place(index), cell, slot.unit or self.unit)
        return amounts

    def _amount_key(self, slot: Slot) -> str:
        assert slot.column is not None
        assert slot.half is not None
        return f"{slot.half.side}:{slot.column.name}" if self.layout.grammar.turned else slot.column.name

    def _accept(self, row: Row, index: int, slot: Slot, cell: Cell) -> bool:
        """Whether an amount cell can be read; counts it either way."""
        account = self.reading.account
        if cell.kind == "not_applicable":
            account.not_applicable += 1
            return True
        if slot.doubtful or self.header.contradicted:
            self._unread(row, index, self.header.contradicted or "doubtful")
            return False
        if cell.kind == "malformed":
            self._unread(row, index, "malformed")
            return False
        if not (slot.unit or self.unit):
            self._unread(row, index, "unit")
            return False
        account.captured += 1
        if not cell.plain:
            place = row.place(index)
            self.reading.notes.append(
                note("R12", f"{self.layout.table}/{place}", [place], printed=cell.printed, value=str(cell.value))
            )
        return True

    # -- rows broken over a page ----------------------------------------------------------------

    def _continues(self, record: Record, texts: dict[str, str]) -> bool:
        """Join a label that a page break split: the rest of it stands alone in the next row."""
        if record.amounts or texts.get("code") or texts.get("line_no") or not self.reading.records:
            return False
        before = next((r for r in reversed(self.reading.records) if r.half is record.half), None)
        if before is None or not self.grammar.is_rest(before, record, texts):
            return False
        self.grammar.join(before, texts)
        self.reading.notes.append(
            note("R04", f"{self.layout.table}/{before.place}", [before.place, record.place], label=before.label)
        )
        return True


def _text(raw: str) -> str:
    """A text cell; dashes alone say that nothing is there, and would read as “not applicable” in a CSV."""
    text = clean(raw)
    return "" if text and parse_cell(text).kind == "not_applicable" else text
