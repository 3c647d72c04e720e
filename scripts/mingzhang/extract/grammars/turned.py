"""Tables whose items are columns: one printed row becomes a record for each item."""

from __future__ import annotations

import re
from dataclasses import replace

from mingzhang.extract.grammars.base import Context, RowGrammar, Texts, is_sum_row
from mingzhang.extract.grammars.units_in_rows import UnitColumn
from mingzhang.extract.model import AmountCell, Record, TableReading
from mingzhang.ground.text import fold
from mingzhang.layouts import Period
from mingzhang.recognise.identity import Identity
from mingzhang.recognise.periods import read_period

_BESIDE = frozenset({"meeting", "training", "operating_costs", "administration", "research_abroad", "other_item"})
"""Items that are printed beside 三公 and are no part of it."""
_ANY_ITEM = "other_item"
"""An item of no kind that is known, such as a sum of 三公 and meetings."""
_VEHICLES = ("vehicle_purchase", "vehicle_operation")
_PHASES = (
    ("budget", re.compile(r"(全年|调整)?预算(数|金额)?")),
    ("executed", re.compile(r"(本年)?(支出)?决算(数|金额)?")),
)
_SUMS = ("小计", "合计")


class Turned(RowGrammar):
    """One row of figures turned: a record for each item, with a figure for each half.

    A second row has its place only where rows name their unit or their year.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.units = UnitColumn()
        self.year = context.year
        self.whole = ""

    def read(self, record: Record, texts: Texts) -> None:
        """Understand one row."""
        self.whole = ""
        if self._is_total_of_many(texts):
            self.whole = texts.get("unit_code") or texts.get("unit_name", "")
            self.units.clear()
        else:
            self.units.read(texts)
        if self.layout.neutral is not None and not (self._is_total_of_many(texts) or record.printed_amounts):
            return
        for key, cell in record.amounts.items():
            side = key.partition(":")[0]
            if "phase" in texts:
                side = _phase_of(texts["phase"])
            elif self.layout.neutral is not None:
                side, cell = self._of_year(cell, texts)
            if not side:
                self._leave(cell)
                continue
            turned = self._record_of(record, cell)
            if side not in turned.amounts or turned.amounts[side].cell.kind != "number":
                turned.amounts[side] = cell
            elif cell.cell.kind == "number":
                self.reading.leave_captured(cell, "second")

    def _leave(self, cell: AmountCell) -> None:
        if cell.cell.kind == "number":
            self.reading.leave_captured(cell, "label")

    def _is_total_of_many(self, texts: Texts) -> bool:
        return self.is_total(*(texts.get(role, "") for role in ("unit_code", "unit_name")))

    def _of_year(self, cell: AmountCell, texts: Texts) -> tuple[str, AmountCell]:
        """The published column of a figure, which the year of its row or of its column decides."""
        column = cell.column
        period: Period = column.period
        row = read_period(fold(texts.get("year", "")), self.year)
        if row.period is not None:
            period = row.period
        column_name = column.fund or "total"
        plain = column_name if period == "current" else f"{period}_{column_name}"
        if column.period != period:
            column = replace(column, period=period)
        return plain, replace(cell, column=replace(column, name=plain))

    def _record_of(self, row: Record, cell: AmountCell) -> Record:
        item = cell.column.item
        key = "/".join(filter(None, (self.units.code or self.units.name, item)))
        found = next((record for record in self.reading.records if record.key == key), None)
        if found is None:
            found = Record(row.half, cell.place, "item", self._heading_of(cell), key=key)
            found.texts = {"item_kind": item, "item": found.label}
            if self.units.code or self.units.name:
                self.units.give(found)
            found.row_kind = "total" if item == "total" else "subtotal" if cell.column.sums else "item"
            self.reading.records.append(found)
        return found

    def _heading_of(self, cell: AmountCell) -> str:
        """The printed header of an item's column; of a subtotal, the merged header it sums."""
        slots = self.context.header.slots
        slot = next((slot for slot in slots if slot.column is cell.column), None) or next(
            slot for slot in slots if slot.column is not None and slot.column.item == cell.column.item
        )
        if self.layout.neutral is None:
            return slot.above if cell.column.under else slot.leaf
        if cell.column.fund:
            return slot.above
        if cell.column.item == _ANY_ITEM:
            return slot.leaf
        if cell.column.item == "total":
            return self._heading_of_total(slot.leaf)
        if cell.column.item in _VEHICLES and "车" not in slot.leaf:
            return f"公务用车{slot.leaf}"
        return slot.above if fold(slot.leaf) in _SUMS else slot.leaf

    def _heading_of_total(self, leaf: str) -> str:
        """`小计` alone does not say of what: the row's own `合计` does, or that it is that of 三公."""
        if leaf not in _SUMS or (leaf != "小计" and not self._has_more()):
            return leaf
        return self.whole if self.whole and not self._has_more() else f"“三公”经费{leaf}"

    def _has_more(self) -> bool:
        """Whether the total is one among others: the table also sums 三公 and meetings."""
        return any(slot.column is not None and slot.column.item == _ANY_ITEM for slot in self.context.header.slots)

    @classmethod
    def relate(cls, reading: TableReading, identity: Identity, units: list[str]) -> None:
        """Say what the rows are to each other."""
        for record in reading.records:
            if record.texts["item_kind"] in _BESIDE:
                record.row_kind = "memo"
            elif reading.layout.neutral is not None and record.row_kind == "subtotal":
                record.row_kind = "subtotal" if _has_parts(reading, record) else "item"
            if is_sum_row(record) or record.row_kind == "memo":
                record.is_leaf = False


def _phase_of(label: str) -> str:
    """The published column of a row that is all budget or all outturn; nothing where it is neither."""
    return next((name for name, pattern in _PHASES if pattern.fullmatch(fold(label))), "")


def _has_parts(reading: TableReading, whole: Record) -> bool:
    """Whether the parts of a subtotal are printed for the same unit."""
    return any(
        record.unit_name == whole.unit_name and record.texts["item_kind"] in _VEHICLES and record.printed_amounts
        for record in reading.records
    )
