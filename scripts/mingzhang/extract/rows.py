"""Rows of one recognised table → records, with every numeric cell accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang import codes
from mingzhang.extract.alignment import Aligner
from mingzhang.extract.model import AmountCell, Record, TableReading, note
from mingzhang.ground.amounts import Cell, is_numeric, parse_cell
from mingzhang.ground.source import Locator
from mingzhang.ground.text import bare_label, clean, fold, split_enumerator
from mingzhang.layouts import Half, Item, Layout
from mingzhang.recognise.document import Row, TableBlock
from mingzhang.recognise.header import (
    CODE,
    Header,
    Slot,
    find_item,
    is_number_row,
    is_repeated_header,
    is_total_label,
)

SUBTOTALS = ("小计", "本年小计")
"""Rows of a list by function that sum rows before them without being its total."""
_CODE_AND_NAME = re.compile(r"[\[(（【]?(\d{3}(?:\d{2}){0,3})[\])）】]?[-—_:.、]*([^\d\W].*)")
_TEXT_ROLES = ("code", "name", "gov_code", "gov_name", "label", "project_code")


class RowReader:
    """Reads the data rows of one table; the grammar of its layout says how a row is understood."""

    def __init__(self, layout: Layout, block: TableBlock, header: Header, unit: str) -> None:
        self.layout = layout
        self.block = block
        self.header = header
        self.unit = unit
        self.reading = TableReading(layout)
        self.section: Item | None = None
        self.section_label = ""
        self.opened: dict[str, Record] = {}
        self.groups = list(self._groups())
        self.aligner = Aligner(layout, header, block)
        self.has_names = any(slot.column is not None and slot.column.role == "name" for slot in header.slots)
        self.code_field = _field(layout, "code")
        self.name_field = _field(layout, "name")

    def read(self) -> TableReading:
        """Read every row of the block."""
        for row in self.block.rows:
            self._count(row)
            if (
                row.line in self.header.header_lines
                or row.line in self.header.number_lines
                or is_number_row(row)
                or is_repeated_header(self.layout, row)
            ):
                self._structural(row, range(len(row.cells)))
            elif (aligned := self._aligned(row)) is not None:
                self._data_row(aligned)
        for record in self.reading.records:
            if record.texts.get("item_kind") == "other_item":
                self._odd_label(record, record.label)
        return self.reading

    # -- accounting ---------------------------------------------------------------------------

    def _count(self, row: Row) -> None:
        self.reading.account.numeric += sum(is_numeric(cell) for cell in row.cells)

    def _structural(self, row: Row, indexes: range | list[int]) -> None:
        self.reading.account.structural += sum(is_numeric(row.cells[index]) for index in indexes)

    def _unread(self, row: Row, index: int, why: str) -> None:
        place = row.place(index)
        printed = parse_cell(row.cells[index]).printed
        self.reading.account.unread.append((place, printed))
        self.reading.notes.append(note("R01", f"{self.layout.table}/{place}", [place], printed=printed, why=why))

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
            if column.role == "line_no" or column.role in _TEXT_ROLES:
                texts[column.role] = _text(raw)
                self._structural(row, [index] if index < len(row.cells) else [])
        amounts = self._amounts(row, slots)
        if not amounts and not any(texts.get(role) for role in _TEXT_ROLES):
            return
        first = next((i for i, _ in slots if i < len(row.cells) and row.cells[i].strip()), slots[0][0])
        record = Record(half, row.place(first), "item", "", after_break=row.after_break)
        record.amounts = amounts
        if self.layout.grammar == "matrix":
            self._matrix(row, record)
        elif self._is_merged_amount(row, half, instance, texts, amounts):
            self.reading.records[-1].amounts.update(amounts)
        elif not any(texts.get(role) for role in _TEXT_ROLES):
            if not self._shares_total(row, record):
                self._nameless(row, record)
        elif not self._continues(record, texts):
            getattr(self, f"_read_{self.layout.grammar}")(record, texts)

    def _is_merged_amount(
        self, row: Row, half: Half, instance: int, texts: dict[str, str], amounts: dict[str, AmountCell]
    ) -> bool:
        """An amount without a label under a merged label that stands earlier in the same row and half."""
        if not (half.repeats and instance and amounts and self.reading.records):
            return False
        before = self.reading.records[-1]
        return (
            not any(texts.get(role) for role in _TEXT_ROLES)
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
        getattr(self, f"_read_{self.layout.grammar}")(record, texts)
        return True

    def _nameless(self, row: Row, record: Record) -> None:
        """Amounts in a row without any label mean nothing: listed as unread, not captured."""
        for amount in record.amounts.values():
            if amount.cell.kind == "number":
                self.reading.account.captured -= 1
                self._unread(row, self._index_of(row, amount), "label")

    @staticmethod
    def _index_of(row: Row, amount: AmountCell) -> int:
        return next(index for index in range(len(row.cells)) if row.place(index) == amount.place)

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
        return f"{slot.half.side}:{slot.column.name}" if self.layout.grammar == "matrix" else slot.column.name

    def _accept(self, row: Row, index: int, slot: Slot, cell: Cell) -> bool:
        """Whether an amount cell can be read; counts it either way."""
        account = self.reading.account
        if cell.kind == "not_applicable":
            account.not_applicable += 1
            return True
        if slot.doubtful:
            self._unread(row, index, "doubtful")
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
        if before is None or not self._is_rest(before, record, texts):
            return False
        self._join(before, texts)
        self.reading.notes.append(
            note("R04", f"{self.layout.table}/{before.place}", [before.place, record.place], label=before.label)
        )
        return True

    def _join(self, before: Record, texts: dict[str, str]) -> None:
        rest = texts.get("label") or texts.get("name") or ""
        before.label += rest
        fields = {"items": "item", "functional": self.name_field, "economic": "dept_economic_name"}
        if name := fields.get(self.layout.grammar):
            before.texts[name] = before.texts.get(name, "") + rest
        if self.layout.grammar == "economic":
            before.texts["gov_economic_name"] += texts.get("gov_name", "")
        elif self.layout.grammar == "items":
            self._resolve_item(before, before.texts.get("line_no", ""))
        elif self.layout.grammar == "units" and before.row_kind == "unit":
            before.unit_name = before.texts["unit_name"] = before.label

    def _is_rest(self, before: Record, record: Record, texts: dict[str, str]) -> bool:
        """Whether a row of text alone completes the row before it; said by the lists, or by the page break."""
        grammar = self.layout.grammar
        if grammar == "functional":
            return bool(before.texts.get(self.code_field)) and bool(texts.get("name"))
        if grammar == "economic":
            return bool(before.texts["dept_economic_code"]) or _completes_economic(before, texts)
        if grammar in ("projects", "units"):
            return record.after_break and bool(texts.get("name"))
        label = texts.get("label", "")
        if split_enumerator(label)[0] or self._known_item(record.half, label):
            return False
        return not self._known_item(before.half, before.label) and self._known_item(before.half, before.label + label)

    def _known_item(self, half: Half, label: str) -> bool:
        bare = bare_label(label)
        return find_item(self.layout, label, half.side) is not None or (
            half.side == "expenditure" and bool(codes.find_by_name("functional", bare, level=1))
        )

    # -- grammars -------------------------------------------------------------------------------

    def _read_functional(self, record: Record, texts: dict[str, str]) -> None:
        code, name = texts.get("code", ""), texts.get("name", "")
        if is_total_label(self.layout, fold(code or name)) or is_total_label(self.layout, fold(name)):
            record.row_kind, record.label, record.key = "total", code or name, "total"
        elif fold(code + name) in SUBTOTALS:
            record.row_kind, record.label, record.key = "subtotal", code or name, f"name:{fold(code + name)}"
            code, name = "", code or name
        else:
            code, name = self._code_and_name(record, code, name)
            record.label, record.key = name, code or f"name:{name}"
            record.level = max(0, (len(code) - 1) // 2)
        record.texts = {self.code_field: "" if record.row_kind == "total" else code}
        record.texts[self.name_field] = name or record.label
        self.reading.records.append(record)

    def _code_and_name(self, record: Record, code: str, name: str) -> tuple[str, str]:
        folded = fold(code)
        if CODE.fullmatch(folded):
            return folded, name
        fused = _CODE_AND_NAME.fullmatch(clean(code or name))
        if fused and not (folded and name):
            if self.has_names:
                self._odd_label(record, clean(code or name))
            return fold(fused[1]), fused[2]
        self._odd_label(record, clean(f"{code} {name}"))
        return "", clean(f"{code}{name}")

    def _odd_label(self, record: Record, label: str) -> None:
        place = record.place
        self.reading.notes.append(
            note("R15", f"{self.layout.table}/{place}", [place], label=label, table=self.layout.title)
        )

    def _read_economic(self, record: Record, texts: dict[str, str]) -> None:
        code, name = texts.get("code", ""), texts.get("name", "")
        if is_total_label(self.layout, fold(code or name)):
            record.row_kind, record.label = "total", code or name
            record.key = "/".join(filter(None, (record.half.category, "total")))
            code, name = "", code or name
        elif code or _CODE_AND_NAME.fullmatch(fold(name)):
            code, name = self._code_and_name(record, code, name)
        record.label = name or code
        gov_code = fold(texts.get("gov_code", ""))
        record.texts = {
            "dept_economic_code": code,
            "dept_economic_name": name,
            "gov_economic_code": gov_code if CODE.fullmatch(gov_code) else "",
            "gov_economic_name": texts.get("gov_name", ""),
        }
        if record.half.category:
            record.texts["category"] = record.half.category
        self.reading.records.append(record)

    def _read_items(self, record: Record, texts: dict[str, str]) -> None:
        record.label = texts.get("label", "")
        record.texts["line_no"] = texts.get("line_no", "")
        item = find_item(self.layout, record.label, record.half.side)
        if item is not None and item.opens and item.row_kind == "memo":
            self.section, self.section_label = item, split_enumerator(record.label)[1]
            if not record.amounts:
                return
        self._resolve_item(record, texts.get("line_no", ""))
        self.reading.records.append(record)

    def _resolve_item(self, record: Record, line_no: str) -> None:
        """What a row of an item list is: its meaning, parent, function, fund and measure."""
        enumerator, bare = split_enumerator(record.label)
        side = record.half.side
        item = find_item(self.layout, record.label, side)
        record.texts.update(enumerator=enumerator, item=bare, function_code="", parent_item="", line_no=line_no)
        record.texts.update(side=side, section=self.section_label)
        record.texts["item_kind"] = item.kind if item else "other_item"
        record.texts["unit"] = item.unit if item and item.unit else "元"
        record.key = "/".join(filter(None, (side, item.kind if item else f"name:{fold(bare)}")))
        if item is None:
            self._function_item(record, bare)
            return
        record.row_kind, record.fund, record.carryover = item.row_kind, item.fund, item.carryover
        self._parent(record, item, bare)
        if item.unit:
            record.amounts = {
                name: AmountCell(cell.column, cell.place, cell.cell, item.unit) for name, cell in record.amounts.items()
            }

    def _function_item(self, record: Record, bare: str) -> None:
        found = codes.find_by_name("functional", bare, level=1) if record.half.side == "expenditure" else ()
        if len(found) == 1:
            record.texts["function_code"] = found[0].code
            record.texts["item_kind"] = "function"
            record.level = 1
            record.key = f"{record.half.side}/{found[0].code}"

    def _parent(self, record: Record, item: Item, bare: str) -> None:
        side = record.half.side
        if item.opens and item.row_kind != "memo":
            self.opened[side] = record
        elif item.row_kind in ("subtotal", "total") and not item.parent:
            self.opened.pop(side, None)
        elif item.parent:
            parent = next((r for r in reversed(self.reading.records) if r.texts.get("item_kind") == item.parent), None)
            record.texts["parent_item"] = parent.texts["item"] if parent else ""
            if parent:
                parent.is_leaf = False
        elif item.fund and side in self.opened:
            parent = self.opened[side]
            record.texts["parent_item"] = parent.texts["item"]
            record.carryover = parent.carryover
            record.key = f"{parent.key}/{item.kind}"
            if record.amounts:
                parent.is_leaf = False

    def _read_units(self, record: Record, texts: dict[str, str]) -> None:
        record.label = texts.get("name", "")
        if is_total_label(self.layout, fold(record.label)):
            record.row_kind, record.key = "total", "total"
        else:
            record.row_kind, record.unit_name = "unit", record.label
            record.key = f"unit:{record.label}"
        record.texts = {"unit_name": record.label}
        self.reading.records.append(record)

    def _read_projects(self, record: Record, texts: dict[str, str]) -> None:
        record.label = texts.get("name", "") or texts.get("project_code", "")
        record.row_kind = "total" if is_total_label(self.layout, fold(record.label)) else "project"
        record.texts = {"project_code": texts.get("project_code", "")}
        self.reading.records.append(record)

    def _matrix(self, row: Row, record: Record) -> None:
        """One row of figures turned: a record for each item, with a figure for each half; a second row has no place."""
        for key, cell in record.amounts.items():
            side, _, _ = key.partition(":")
            item = cell.column.item
            turned = next((r for r in self.reading.records if r.key == item), None)
            if turned is None:
                turned = Record(record.half, cell.place, "item", cell.column.item, key=item)
                turned.texts = {"item_kind": item}
                turned.row_kind = "total" if item == "total" else "subtotal" if cell.column.sums else "item"
                turned.label = self._heading_of(cell)
                turned.texts["item"] = turned.label
                self.reading.records.append(turned)
            if side not in turned.amounts or turned.amounts[side].cell.kind != "number":
                turned.amounts[side] = cell
            elif cell.cell.kind == "number":
                self.reading.account.captured -= 1
                self._unread(row, cell.place.cell - 1, "second")

    def _heading_of(self, cell: AmountCell) -> str:
        """The printed header of an item's column; of a subtotal, the merged header it sums."""
        slot = next(slot for slot in self.header.slots if slot.column is cell.column)
        return slot.above if cell.column.under else slot.leaf


def _completes_economic(before: Record, texts: dict[str, str]) -> bool:
    """Whether a broken economic name, on either side, becomes a known one with the rest of it."""
    pairs: tuple[tuple[codes.Scheme, str, str], ...] = (
        ("dept_economic", before.texts["dept_economic_name"], texts.get("name", "")),
        ("gov_economic", before.texts["gov_economic_name"], texts.get("gov_name", "")),
    )
    return any(
        rest and not codes.find_by_name(scheme, broken) and codes.find_by_name(scheme, broken + rest)
        for scheme, broken, rest in pairs
    )


def _text(raw: str) -> str:
    """A text cell; dashes alone say that nothing is there, and would read as “not applicable” in a CSV."""
    text = clean(raw)
    return "" if text and parse_cell(text).kind == "not_applicable" else text


def _field(layout: Layout, role: str) -> str:
    """The published column that holds a row's code or name; the role itself where the table has none."""
    return next((column.name for half in layout.halves for column in half.columns if column.role == role), role)
