"""What a row and an amount are called for ever: by what they are about, never by where they stand."""

from __future__ import annotations

from collections import Counter

from mingzhang.extract.model import AmountCell, Record, TableReading
from mingzhang.layouts import Column, Layout


def name_rows(reading: TableReading) -> None:
    """Give every record its `row_id`, and every printed amount of it its `fact_id`, once all rows are read.

    A row is named by its table, its unit where several share the table, its side where lists stand side by side, and
    its key; an amount by these, its column
    and, where it is not of the current period, its period at the end. Rows (amounts) of one name are told apart by
    `#2`, `#3` in document order.
    """
    rows, facts = _Namer(), _Namer()
    for record in reading.records:
        base = _row_name(reading.layout, record)
        record.row_id = rows.name(base)
        record.fact_ids = {
            name: facts.name(f"{base}/{_column_name(reading.layout, name, cell)}")
            for name, cell in record.amounts.items()
            if cell.cell.kind == "number"
        }


def fact_column(name: str, column: Column) -> str:
    """The column as facts call it: an amount of another period keeps the name it has in the current one."""
    return name if column.period == "current" else name.removeprefix(f"{column.period}_")


def fact_phase(layout: Layout, name: str, column: Column) -> str:
    """`approved`, `adjusted` or `executed`: of the column where it says so, else of the whole table."""
    if layout.grammar.turned and name == "budget":
        return "adjusted"
    return column.phase or layout.phase


def fact_direction(layout: Layout, record: Record, column: Column) -> str:
    """`revenue` or `expenditure`: of the row's side, else of the whole table; some columns are the other one's."""
    if column.item in ("opening", "revenue"):
        return "revenue"
    return record.half.side if record.half.side in ("revenue", "expenditure") else layout.direction


def _row_name(layout: Layout, record: Record) -> str:
    key, side = record.key, record.half.side
    if side in ("revenue", "expenditure") and not key.startswith(f"{side}/"):
        key = f"{side}/{key}"
    if record.unit_code and not key.startswith(f"{record.unit_code}/"):
        key = f"{record.unit_code}/{key}"
    return f"{layout.table}/{key}"


def _column_name(layout: Layout, name: str, cell: AmountCell) -> str:
    """`total`, `total/previous`, and where another period is also in another phase `total/executed/previous`."""
    column = cell.column
    parts = [fact_column(name, column)]
    if column.period != "current":
        phase = fact_phase(layout, name, column)
        parts += [*([phase] if phase != layout.phase else ()), column.period]
    return "/".join(parts)


class _Namer:
    """Gives each name once."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def name(self, base: str) -> str:
        """The name itself the first time, then with a number."""
        self._used[base] += 1
        return base if self._used[base] == 1 else f"{base}#{self._used[base]}"
