"""Hierarchies that no code tells: by enumerators, or by which rows add up to the row before them."""

from __future__ import annotations

import re
from decimal import Decimal

from mingzhang.extract.model import Record
from mingzhang.ground.amounts import MONEY_UNITS
from mingzhang.ground.text import clean

_DEPTHS = (
    re.compile(r"[一二三四五六七八九十百]+[、.．]"),
    re.compile(r"[（(][一二三四五六七八九十]+[)）]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[)）]"),
    re.compile(r"[①-⑳]"),
)
_NO_ENUMERATOR = len(_DEPTHS)
_OF_WHICH = re.compile(r"其中[:：]?\s*")
_FEWEST_PARTS = 2
_HALF_CENT = Decimal("0.005")
_TEN_THOUSAND = 10_000


def leaves_by_enumerator(rows: list[Record]) -> list[bool]:
    """Row by row whether it is a leaf: no deeper row follows it at once. Sums named as such are none."""
    depths = [_depth(record) for record in rows]
    return [
        record.row_kind not in ("subtotal", "memo") and (index + 1 == len(rows) or depths[index + 1] <= depths[index])
        for index, record in enumerate(rows)
    ]


def leaves_beside_of_which(rows: list[Record]) -> list[bool]:
    """The same where `其中：` tells one part of the row above only, which stays the leaf."""
    is_part = [bool(_OF_WHICH.match(clean(record.label))) for record in rows]
    others = iter(leaves_by_enumerator([record for record, part in zip(rows, is_part, strict=True) if not part]))
    return [not part and next(others) for part in is_part]


def _depth(record: Record) -> int:
    label = _OF_WHICH.sub("", clean(record.label))
    enumerator = record.texts.get("enumerator", "")
    if not label.startswith(enumerator):
        label = enumerator + label
    found = next((depth for depth, pattern in enumerate(_DEPTHS) if pattern.match(label)), None)
    if found is not None:
        return found
    known = record.texts.get("item_kind", "") in ("subtotal", "carried_in", "carried_out", "surplus_used")
    return 0 if known else _NO_ENUMERATOR + (record.level if record.code else 0)


def leaves_by_sums(rows: list[Record]) -> list[bool]:
    """Row by row whether it is a leaf: a row is a sum if the rows that follow add up to it.

    Read from the last row to the first, so that of each row it is known where the rows below it end; rows called
    sums by their label are left out.
    """
    values = [_value(record) for record in rows]
    named = [record.row_kind in ("subtotal", "memo") for record in rows]
    ends = [index + 1 for index in range(len(rows))]
    for start in range(len(rows) - 1, -1, -1):
        ends[start] = start + 1 if named[start] else _end_of_parts(values, named, ends, start)
    return [end == index + 1 and not named[index] for index, end in enumerate(ends)]


def _end_of_parts(values: list[Decimal], named: list[bool], ends: list[int], start: int) -> int:
    """Where the rows that add up to a row end; right after it where none do."""
    whole, running, index = values[start], Decimal(0), start + 1
    while whole and index < len(values) and abs(running) < abs(whole):
        if not named[index]:
            running += values[index]
        index = ends[index]
    found = index > start + 1 and abs(running - whole) <= _HALF_CENT * (index - start)
    return index if found else start + 1


def holds_level_by_level(rows: list[Record]) -> bool:
    """Where nothing totals the whole: whether there are sums among the rows, and each is that of its own parts."""
    sums = [record for record in rows if record.row_kind == "subtotal" and _value(record)]
    return bool(sums) and all(_sums_its_parts(record, rows) for record in sums)


def _sums_its_parts(whole: Record, rows: list[Record]) -> bool:
    if whole.code:
        below = [record for record in rows if record.code != whole.code and record.code.startswith(whole.code)]
        shortest = min((len(record.code) for record in below), default=0)
        parts = [record for record in below if len(record.code) == shortest]
    else:
        name = whole.texts.get("item", "")
        parts = [record for record in rows if name and record.texts.get("parent_item") == name]
    found = sum((_value(record) for record in parts), Decimal(0))
    return bool(parts) and abs(found - _value(whole)) <= _HALF_CENT * (len(parts) + 1) * _TEN_THOUSAND


def root_row(rows: list[Record]) -> Record | None:
    """A first row, without a code, that is the sum of the rows of the first level below it."""
    first, rest = rows[0], rows[1:]
    if first.code or first.row_kind not in ("item", "unit", "project") or len(rest) < _FEWEST_PARTS:
        return None
    shallow = min((len(record.code) for record in rest if record.code), default=0)
    top = [record for record in rest if len(record.code) == shallow] if shallow else rest
    whole = sum((_value(record) for record in top), Decimal(0))
    return first if whole and abs(whole - _value(first)) <= _HALF_CENT * len(top) * _TEN_THOUSAND else None


def _value(record: Record) -> Decimal:
    """The whole amount of a row in 元, of its current period."""
    cells = {
        name: cell for name, cell in record.amounts.items() if cell.cell.kind == "number" and cell.unit in MONEY_UNITS
    }
    cell = cells.get("total") or cells.get("amount")
    if cell is not None and cell.cell.value is not None:
        return cell.cell.value * MONEY_UNITS[cell.unit]
    summed = {part for cell in cells.values() for part in cell.column.sums}
    parts = [
        cell.cell.value * MONEY_UNITS[cell.unit]
        for name, cell in cells.items()
        if cell.cell.value is not None and name not in summed and cell.column.period == "current"
    ]
    return sum(parts, Decimal(0))
