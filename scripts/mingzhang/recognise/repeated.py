"""A column printed twice: its header says nothing else than another's, and every row prints the same figure."""

from __future__ import annotations

from dataclasses import replace

from mingzhang.ground.amounts import parse_cell
from mingzhang.layouts import Column
from mingzhang.recognise.document import Row
from mingzhang.recognise.slots import Header, Slot

_FEWEST = 2


def mark_repeated(header: Header, column_of: list[Column | None], rows: list[Row]) -> None:
    """Give a position the role of a repetition where its figures prove that it is one.

    `column_of` is what each position's header names by itself, whether another position names it before or not.
    """
    skipped = header.header_lines | header.number_lines
    data = [row for row in rows if row.filled and row.line not in skipped]
    for index, slot in enumerate(header.slots):
        named = column_of[index]
        if slot.column is not None or named is None or named.role != "amount":
            continue
        first = next((place for place, other in enumerate(header.slots) if _is_same(other, slot, named)), None)
        if first is not None and _all_equal(data, first, index):
            header.slots[index] = replace(slot, column=Column(f"repeated_{named.name}", "serial", ()))


def _is_same(other: Slot, slot: Slot, named: Column) -> bool:
    return other.column == named and other.half is slot.half


def _all_equal(rows: list[Row], first: int, second: int) -> bool:
    pairs = [(row.cells[first], row.cells[second]) for row in rows if max(first, second) < len(row.cells)]
    values = [(parse_cell(a).value, parse_cell(b).value) for a, b in pairs if a.strip() or b.strip()]
    return len(values) >= _FEWEST and all(a is not None and a == b for a, b in values)
