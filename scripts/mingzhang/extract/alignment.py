"""Rows whose number of cells differs from the header: where do their cells belong? Only what is certain is read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations_with_replacement

from mingzhang.ground.amounts import parse_cell
from mingzhang.ground.text import fold
from mingzhang.layouts import Layout
from mingzhang.recognise.document import Row, TableBlock
from mingzhang.recognise.header import is_total_label
from mingzhang.recognise.slots import Header

_NAMING = ("name", "label", "code")
_MOST_LOST_CELLS = 2
_ROUNDING = Decimal("0.01")
_NOT_PRINTED = -1
"""Origin of a blank that was put back; its place is the whole line."""


class Aligner:
    """Fits rows of one table to its columns, or says that more than one fit is possible.

    A longer row is taken from the left when nothing stands beyond the header. A shorter one has
    lost cells, and nobody printed which: it is read when the whole table prints no empty cell at
    the end of a row (then only those were cut off), or when exactly one way of putting blanks back
    agrees with the row's own sums and with the columns that the total row fills.
    """

    def __init__(self, layout: Layout, header: Header, block: TableBlock) -> None:
        self.layout = layout
        self.header = header
        self.trimmed = not any(row.cells[-1].strip() == "" for row in block.rows)
        self.usual = self._columns_of_total(block)

    def align(self, row: Row) -> Row | None:
        """The row with one cell per column and the original position of each, or None."""
        width = self.header.width
        if len(row.cells) > width:
            beyond = any(cell.strip() for cell in row.cells[width:])
            whole = Row(row.line, row.cells[:width], row.after_break, tuple(range(width)))
            return whole if not beyond and self._fits(whole) else None
        lost = width - len(row.cells)
        if (total := self._total_of_amounts(row)) is not None:
            return total
        if self.trimmed:
            padded = self._with_blanks(row, (len(row.cells),) * lost)
            return padded if self._fits(padded) else None
        if lost > _MOST_LOST_CELLS:
            return None
        fitting = {fit.cells: fit for fit in self._candidates(row, lost) if self._fits(fit)}
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _total_of_amounts(self, row: Row) -> Row | None:
        """A total whose label's cells were merged into one: a cell follows it for each amount column, and no other."""
        places = [
            i for i, slot in enumerate(self.header.slots) if slot.column is not None and slot.column.role == "amount"
        ]
        labels = [
            i for i, slot in enumerate(self.header.slots) if slot.column is not None and slot.column.role in _NAMING
        ]
        if self.layout.neutral is None or not labels or len(row.cells) != len(places) + 1:
            return None
        if not is_total_label(self.layout, fold(row.cells[0])):
            return None
        cells, origin = [""] * self.header.width, [_NOT_PRINTED] * self.header.width
        for place, index in zip((labels[-1], *places), range(len(row.cells)), strict=True):
            cells[place], origin[place] = row.cells[index], index
        found = Row(row.line, tuple(cells), row.after_break, tuple(origin))
        return found if self._fits(found) else None

    def _candidates(self, row: Row, lost: int) -> Iterator[Row]:
        for places in combinations_with_replacement(range(len(row.cells) + 1), lost):
            yield self._with_blanks(row, places)

    @staticmethod
    def _with_blanks(row: Row, places: tuple[int, ...]) -> Row:
        """The row with a blank put before each of these original positions."""
        cells: list[str] = []
        origin: list[int] = []
        for index in range(len(row.cells) + 1):
            for _ in range(places.count(index)):
                cells.append("")
                origin.append(_NOT_PRINTED)
            if index < len(row.cells):
                cells.append(row.cells[index])
                origin.append(index)
        return Row(row.line, tuple(cells), row.after_break, tuple(origin))

    def _fits(self, row: Row) -> bool:
        return self._kinds_fit(row) and self._sums_hold(row) and self._columns(row) <= self.usual

    def _kinds_fit(self, row: Row) -> bool:
        """Whether text columns hold text, amount columns numbers, and nothing stands in doubtful ones."""
        for slot, cell in zip(self.header.slots, row.cells, strict=True):
            if not cell.strip():
                continue
            kind = parse_cell(cell).kind
            if slot.column is None or slot.doubtful:
                return False
            if slot.column.role == "amount" and kind == "malformed":
                return False
            if slot.column.role in ("name", "label", "gov_name") and kind == "number":
                return False
        return True

    def _sums_hold(self, row: Row) -> bool:
        """Whether each total column is the sum of its printed parts, where both are printed."""
        values: dict[tuple[int, str], Decimal] = {}
        for slot, cell in zip(self.header.slots, row.cells, strict=True):
            value = parse_cell(cell).value
            if slot.column is not None and slot.column.role == "amount" and value is not None:
                values[id(slot.half), slot.column.name] = value
        for slot in self.header.slots:
            if slot.column is None or not slot.column.sums:
                continue
            total = values.get((id(slot.half), slot.column.name))
            parts = [values[key] for name in slot.column.sums if (key := (id(slot.half), name)) in values]
            if parts and (total is None or abs(total - sum(parts)) > _ROUNDING * len(parts)):
                return False
        return True

    def _columns(self, row: Row) -> set[int]:
        """Positions of the amount columns in which the row prints a number."""
        return {
            index
            for index, (slot, cell) in enumerate(zip(self.header.slots, row.cells, strict=True))
            if slot.column is not None and slot.column.role == "amount" and parse_cell(cell).kind == "number"
        }

    def _columns_of_total(self, block: TableBlock) -> set[int]:
        """The amount columns that the table's total rows fill; all of them where no total row is whole."""
        filled: set[int] = set()
        for row in block.rows:
            if len(row.cells) == self.header.width and any(
                is_total_label(self.layout, fold(row.cells[index])) for index in row.filled[:1]
            ):
                filled |= self._columns(row)
        return filled or set(range(self.header.width))
