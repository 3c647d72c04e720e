"""What became of every table and of every number in it: the rows of `tables.csv`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mingzhang.extract.facts import CsvRow
from mingzhang.extract.model import Leaves, TableReading
from mingzhang.ground.amounts import format_yuan
from mingzhang.schemas import table_named

_ORDER = ("proved", "rounding", "no_total", "unproved")
"""What is known of leaves, the surest first."""

Group = tuple[str, str, str]
"""Table, unit code and direction."""


def table_rows(readings: Sequence[TableReading], facts: Sequence[CsvRow], kind: str) -> list[CsvRow]:
    """For every standard table one row of the whole, then one for each unit and direction that prints amounts.

    Only the row of the whole accounts for cells: a cell that was not read belongs to no direction.
    """
    fields = table_named(kind, "tables").fields
    groups = Counter(map(_group_of, facts))
    records = Counter(group for _, group in {(fact["row_id"], _group_of(fact)) for fact in facts})
    rows: list[CsvRow] = []
    for reading in readings:
        rows.append(_whole(reading, fields))
        own = [group for group in groups if group[0] == reading.layout.table]
        rows.extend(_part(reading, fields, group, records[group], groups[group]) for group in own)
    return rows


def _group_of(fact: CsvRow) -> Group:
    return fact["table"], fact["unit_code"], fact["direction"]


def _whole(reading: TableReading, fields: Sequence[str]) -> CsvRow:
    account, layout = reading.account, reading.layout
    row = dict.fromkeys(fields, "")
    row.update(
        table=layout.table,
        family=layout.family if reading.present else "",
        layout=layout.name if reading.present else "",
        title_printed=reading.title_printed,
        number_printed=reading.number_printed,
        first_line=str(reading.first_line or ""),
        last_line=str(reading.last_line or ""),
        unit_printed=reading.unit_printed,
        state=reading.state,
        records=str(len(reading.records)),
        facts=str(reading.facts_count),
        numeric_cells=str(account.numeric),
        captured_cells=str(account.captured),
        structural_cells=str(account.structural),
        not_applicable_cells=str(account.not_applicable),
        unread_cells=str(len(account.unread)),
    )
    row.update(_told(worst(reading.leaves.values())))
    return row


def _part(reading: TableReading, fields: Sequence[str], group: Group, records: int, facts: int) -> CsvRow:
    table, unit_code, direction = group
    row = dict.fromkeys(fields, "")
    row.update(
        table=table,
        unit_code=unit_code,
        direction=direction,
        family=reading.layout.family,
        layout=reading.layout.name,
        state=reading.state,
        records=str(records),
        facts=str(facts),
    )
    row.update(_told(reading.leaves.get((unit_code, direction))))
    return row


def _told(leaves: Leaves | None) -> CsvRow:
    """The cells that say what the leaves are known to be; blank where nobody judged them."""
    if leaves is None:
        return {}
    return {
        "leaves": leaves.state,
        "leaves_difference_yuan": "" if leaves.difference is None else format_yuan(leaves.difference),
    }


def worst(leaves: Iterable[Leaves]) -> Leaves | None:
    """Of several groups the first that makes the whole least sure; None where there is none."""
    return max(leaves, key=lambda found: _ORDER.index(found.state), default=None)
