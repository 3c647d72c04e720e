"""Tables whose items are columns: one printed row becomes a record for each item."""

from __future__ import annotations

from mingzhang.extract.grammars.base import RowGrammar, Texts, is_sum_row
from mingzhang.extract.model import AmountCell, Record, TableReading
from mingzhang.recognise.identity import Identity


class Turned(RowGrammar):
    """One row of figures turned: a record for each item, with a figure for each half; a second row has no place."""

    def read(self, record: Record, texts: Texts) -> None:
        """Understand one row."""
        for key, cell in record.amounts.items():
            side, _, _ = key.partition(":")
            turned = self._record_of(record, cell)
            if side not in turned.amounts or turned.amounts[side].cell.kind != "number":
                turned.amounts[side] = cell
            elif cell.cell.kind == "number":
                self.reading.leave_captured(cell, "second")

    def _record_of(self, row: Record, cell: AmountCell) -> Record:
        item = cell.column.item
        found = next((record for record in self.reading.records if record.key == item), None)
        if found is None:
            found = Record(row.half, cell.place, "item", self._heading_of(cell), key=item)
            found.texts = {"item_kind": item, "item": found.label}
            found.row_kind = "total" if item == "total" else "subtotal" if cell.column.sums else "item"
            self.reading.records.append(found)
        return found

    def _heading_of(self, cell: AmountCell) -> str:
        """The printed header of an item's column; of a subtotal, the merged header it sums."""
        slot = next(slot for slot in self.context.header.slots if slot.column is cell.column)
        return slot.above if cell.column.under else slot.leaf

    @classmethod
    def relate(cls, reading: TableReading, identity: Identity, units: list[str]) -> None:
        """Say what the rows are to each other."""
        for record in reading.records:
            if is_sum_row(record):
                record.is_leaf = False
