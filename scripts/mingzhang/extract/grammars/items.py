"""Lists of known items: overviews, 三公, related information."""

from __future__ import annotations

from mingzhang import codes
from mingzhang.codes import Scheme
from mingzhang.extract.codes_printed import CodeReader
from mingzhang.extract.grammars.base import Context, RowGrammar, Texts, is_sum_row
from mingzhang.extract.grammars.units_in_rows import UnitColumn
from mingzhang.extract.model import AmountCell, Record, TableReading, note
from mingzhang.ground.text import bare_label, fold, split_enumerator
from mingzhang.layouts import Half, Item
from mingzhang.recognise.header import find_item
from mingzhang.recognise.identity import Identity

_KEPT = (
    "remark",
    "service_class",
    "service_group",
    "project_name",
    "item_code",
    "item_name",
    "procurement_method",
    "dept_economic_name",
)
_MORE = ("function_class", "item_name", "project_name", "service_group", "service_class", "unit_name", "unit_code")
"""Where a row that has no label says what it is: `合计` may stand in any of these columns."""


class Items(RowGrammar):
    """Rows whose label says what they are; functional classes are items of the expenditure side."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.section_label = ""
        self.opened: dict[str, Record] = {}
        self.codes: dict[str, CodeReader] = {}
        self.units = UnitColumn()

    def read(self, record: Record, texts: Texts) -> None:
        """Understand one row."""
        record.label = texts.get("label", "") or next((text for name, text in texts.items() if name in _MORE), "")
        record.texts["line_no"] = texts.get("line_no", "")
        item = find_item(self.layout, record.label, record.half.side)
        if item is not None and item.opens and item.row_kind == "memo":
            self.section_label = split_enumerator(record.label)[1]
            if not record.amounts:
                return
        self._resolve(record, texts.get("line_no", ""))
        self.units.read(texts)
        if self.units.name or self.units.code:
            self.units.give(record)
        for name in _KEPT:
            if kept := texts.get(name):
                record.texts[name] = kept
        if self.layout.table == "purchased_services":
            record.texts["service"] = texts.get("label", "")
        self.reading.records.append(record)

    def _resolve(self, record: Record, line_no: str) -> None:
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
            self._as_class(record, bare)
            return
        record.row_kind, record.fund, record.carryover = item.row_kind, item.fund, item.carryover
        self._parent(record, item)
        if item.unit:
            record.amounts = {
                name: AmountCell(cell.column, cell.place, cell.cell, item.unit) for name, cell in record.amounts.items()
            }

    def _as_class(self, record: Record, bare: str) -> None:
        """A row that is no known item may name a class of the half's classification."""
        if self.layout.neutral is None:
            _as_function(record, bare)
        elif record.half.side not in ("", "revenue"):
            scheme: Scheme = record.half.scheme or "functional"  # type: ignore[assignment]
            reader = self.codes.setdefault(record.half.side, CodeReader(scheme, by_name=True))
            found = reader.read({}, "", bare)
            if found.code:
                field = {"functional": "function_code"}.get(scheme, f"{scheme}_code")
                record.texts[field], record.texts["item_kind"] = found.code, "function"
                record.texts["item"] = found.name
                record.level, record.code = (len(found.code) - 1) // 2, found.code
                record.key = f"{record.half.side}/{found.code}"

    def _parent(self, record: Record, item: Item) -> None:
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

    def reads_nameless(self, half: Half, texts: Texts) -> bool:
        """A row may say in another column what it is."""
        return self.layout.neutral is not None and any(texts.get(name) for name in _MORE)

    def is_rest(self, before: Record, record: Record, texts: Texts) -> bool:
        """Whether a row of text alone completes the row before it."""
        label = texts.get("label", "")
        if self.layout.neutral is not None and (before.printed_amounts or before.row_kind != "item"):
            return False
        if split_enumerator(label)[0] or self._is_known(record.half, label):
            return False
        return not self._is_known(before.half, before.label) and self._is_known(before.half, before.label + label)

    def _is_known(self, half: Half, label: str) -> bool:
        bare = bare_label(label)
        return find_item(self.layout, label, half.side) is not None or (
            half.side == "expenditure" and bool(codes.find_by_name("functional", bare, level=1))
        )

    def join(self, before: Record, texts: Texts) -> None:
        """Add the rest of a broken label."""
        before.label += texts.get("label") or texts.get("name") or ""
        self._resolve(before, before.texts.get("line_no", ""))

    @classmethod
    def relate(cls, reading: TableReading, identity: Identity, units: list[str]) -> None:
        """Say what the rows are to each other."""
        for record in reading.records:
            if is_sum_row(record):
                record.is_leaf = False
            if record.texts.get("item_kind") == "other_item" and reading.layout.neutral is None:
                _note_odd(reading, record)


def _as_function(record: Record, bare: str) -> None:
    found = codes.find_by_name("functional", bare, level=1) if record.half.side == "expenditure" else ()
    if len(found) == 1:
        record.texts["function_code"] = found[0].code
        record.texts["item_kind"] = "function"
        record.level = 1
        record.key = f"{record.half.side}/{found[0].code}"


def _note_odd(reading: TableReading, record: Record) -> None:
    place, layout = record.place, reading.layout
    reading.notes.append(note("R15", f"{layout.table}/{place}", [place], label=record.label, table=layout.title))
