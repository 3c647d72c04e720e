"""Leaves are proved: added up, they must give the total that is printed, in every column; else none is called a leaf.

Rows are judged list by list: a table, one side of it, one unit. Several readings of the hierarchy are tried, the
table's own first (codes, known items), then enumerators, then sums of the rows that follow; the first that adds up
is the hierarchy. Where none does, the group says by how much it misses, and its facts do not say what is a leaf.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from mingzhang.extract.hierarchies import (
    holds_level_by_level,
    leaves_beside_of_which,
    leaves_by_enumerator,
    leaves_by_sums,
    root_row,
)
from mingzhang.extract.keys import fact_direction
from mingzhang.extract.model import AmountCell, LeafState, Leaves, Record, TableReading
from mingzhang.ground.amounts import MONEY_UNITS
from mingzhang.layouts import Column, Half

_Key = tuple[str, str]
"""Unit code (blank for the whole) and direction of a group of rows."""
_WHOLE = ("total", "amount")
_FLOWS = frozenset({"opening", "revenue", "closing"})
"""Columns of what a fund held and received: each is its own sum, and none an addend of the expenditure."""
_NO_TREE = frozenset({"dept_economic", "gov_economic"})
"""Sides that print the money of another side again, by another classification."""


def prove_leaves(reading: TableReading) -> None:
    """Judge every group of a table, and correct what a row is where sums prove it."""
    for record in reading.records:
        if record.half.side in _NO_TREE:
            record.is_leaf = False
    for key, rows in _groups(reading).items():
        verdict = _judge_group(reading, rows)
        if verdict is not None:
            _settle(reading, key, rows, verdict)


def _settle(reading: TableReading, key: _Key, rows: list[Record], verdict: Leaves) -> None:
    """The verdict on a group is that of each unit whose rows are in it."""
    code, direction = key
    for own in {code, *(record.unit_code for record in rows)}:
        if verdict.state == "no_total" and (known := reading.leaves.get((own, direction))) and known.hold:
            continue  # its rows were proved together with those of other units
        reading.leaves[own, direction] = verdict
        if any(cell.column.item in _FLOWS for record in rows for cell in record.printed_amounts):
            reading.leaves[own, "revenue"] = verdict


def prove_by_other_tables(readings: list[TableReading]) -> None:
    """A table that prints no total of its own may add up to the same total in a table that is proved.

    So may two tables that part the same money: projects of this year's money and those of money carried over.
    """
    for reading in readings:
        for key, rows in _without_total(reading).items():
            if _is_total_elsewhere([reading], _leaf_sum(rows), key, readings):
                _settle(reading, key, rows, Leaves("proved", Decimal(0)))
    _prove_together(readings)


def _prove_together(readings: list[TableReading]) -> None:
    """Lists of projects that part all projects' money by carry-over, of which some print no total."""
    lists = [reading for reading in readings if reading.layout.grammar.by_project]
    for key in {key: None for reading in lists for key in _without_total(reading)}:
        parts = [(reading, rows) for reading in lists if (rows := _undisputed(reading, key))]
        is_parted = len({reading.layout.carryover for reading, _ in parts}) == len(parts) > 1
        whole = sum((_leaf_sum(rows) for _, rows in parts), Decimal(0))
        if is_parted and _is_total_elsewhere([reading for reading, _ in parts], whole, key, readings):
            for reading, rows in parts:
                if reading.leaves[key].state == "no_total":
                    _settle(reading, key, rows, Leaves("proved", Decimal(0)))


def _undisputed(reading: TableReading, key: _Key) -> list[Record]:
    """The rows of a group whose leaves miss no total."""
    verdict = reading.leaves.get(key)
    return _groups(reading).get(key, []) if verdict and verdict.state != "unproved" else []


def _without_total(reading: TableReading) -> dict[_Key, list[Record]]:
    """The groups of a table that print no total."""
    if all(verdict.state != "no_total" for verdict in reading.leaves.values()):
        return {}
    open_keys = {key for key, verdict in reading.leaves.items() if verdict.state == "no_total"}
    return {key: rows for key, rows in _groups(reading).items() if key in open_keys}


def _leaf_sum(rows: list[Record]) -> Decimal:
    leaves = (cell for record in rows for cell in record.printed_amounts if is_leaf_amount(record, cell))
    return sum((_yuan(cell) for cell in leaves if _counts(cell)), Decimal(0))


def _is_total_elsewhere(tables: list[TableReading], whole: Decimal, key: _Key, readings: list[TableReading]) -> bool:
    """Whether a table that is proved prints this sum of `tables` as a total of the same direction."""
    is_projects = all(reading.layout.expenditure_type == "project" for reading in tables)
    names = ("project",) if is_projects else _WHOLE
    return bool(whole) and any(
        name in names and _counts(cell) and _yuan(cell) == whole
        for other in readings
        if all(other is not table for table in tables)
        for own, verdict in other.leaves.items()
        if verdict.hold and own[1] == key[1]
        for record in _groups(other).get(own, [])
        if record.row_kind == "total"
        for name, cell in record.amounts.items()
        if cell.cell.kind == "number"
    )


def is_leaf_amount(record: Record, cell: AmountCell) -> bool:
    """Whether one amount of a leaf row is one: no part of a column, and no total of columns that print their own."""
    column = cell.column
    if column.item == "closing" and column.name == "closing":
        return False
    if not record.is_leaf or column.period != "current" or column.of_which or _is_beside(record.half, column):
        return False
    parts = (other for other in record.printed_amounts if other.column.name in column.sums)
    return next(parts, None) is None


def _is_beside(half: Half, column: Column) -> bool:
    """Whether a column stands beside the total and is no part of it, as last year's money beside 本年收入合计."""
    if column.item:
        return False
    inside = _inside_total(half)
    return bool(inside) and column.name not in inside


@lru_cache(maxsize=4096)
def _inside_total(half: Half) -> frozenset[str]:
    """The total column of a list and all that it sums, at whatever depth; nothing where the list has no total."""
    columns = {column.name: column for column in half.amounts}
    open_names = [name for name in _WHOLE if name in columns]
    found: set[str] = set()
    while open_names:
        name = open_names.pop()
        found.add(name)
        open_names.extend(part for part in columns[name].sums if part in columns and part not in found)
    return frozenset(found)


def leaf_text(reading: TableReading, record: Record, cell: AmountCell) -> str:
    """`true`, `false`, or nothing where the leaves of the group are not proved to add up."""
    if cell.column.period != "current":
        return "false"
    if record.half.side in _NO_TREE:
        return "false"
    verdict = reading.leaves.get((record.unit_code, fact_direction(reading.layout, record, cell.column)))
    if verdict is not None and not verdict.hold:
        return ""
    return "true" if is_leaf_amount(record, cell) else "false"


def _groups(reading: TableReading) -> dict[_Key, list[Record]]:
    groups: dict[_Key, list[Record]] = {}
    for record in reading.records:
        if record.half.side in _NO_TREE:
            continue
        side = record.half.side if record.half.side in ("revenue", "expenditure") else reading.layout.direction
        lists = reading.layout.grammar.by_unit or reading.layout.grammar.by_project
        groups.setdefault(("" if lists else record.unit_code, side), []).append(record)
    for (code, side), rows in groups.items():
        if not code and all(record.row_kind == "total" for record in rows):
            rows.extend(_rows_of_units(groups, side))
    return groups


def _rows_of_units(groups: dict[tuple[str, str], list[Record]], side: str) -> list[Record]:
    """What a row that totals all units is compared with: the rows of them all, without their own totals."""
    return [
        record
        for (code, own_side), rows in groups.items()
        if code and own_side == side
        for record in rows
        if record.row_kind not in ("total", "unit")
    ]


def _judge_group(reading: TableReading, rows: list[Record]) -> Leaves | None:
    """The verdict on one group, unit by unit where units have names only."""
    if reading.layout.grammar.turned and reading.layout.neutral is None:
        return _Sums(rows).verdict()
    if reading.layout.grammar.by_project and (by_unit := _units_of(rows)):
        return _worst([_Sums(own, head).verdict() for head, own in by_unit])
    parts: dict[tuple[str, str], list[Record]] = {}
    grammar = reading.layout.grammar
    together = grammar.by_unit or grammar.by_project or (not rows[0].unit_code and any(r.unit_code for r in rows))
    for record in rows:
        unit = "" if together else record.unit_name
        parts.setdefault((unit, record.half.category), []).append(record)
    is_wide = reading.layout.neutral is not None
    if len(parts) > 1 and is_wide:
        _give_leaves_of_units(parts)
    return _worst([found for own in parts.values() if (found := _judge(own, is_wide=is_wide)) is not None])


def _give_leaves_of_units(parts: dict[tuple[str, str], list[Record]]) -> None:
    """A row that totals all units is compared with the rows of them all, a unit's row with its own."""
    whole = parts.get(("", ""))
    if whole and all(record.row_kind == "total" for record in whole):
        for name, own in parts.items():
            if name != ("", ""):
                whole.extend(record for record in own if record.row_kind not in ("total", "unit"))


def _units_of(rows: list[Record]) -> list[tuple[Record, list[Record]]]:
    """Unit rows with the rows below each, where no row speaks for all of them and every row is a unit's."""
    if any(record.row_kind in ("total", "department") for record in rows):
        return []
    heads = {record.unit_name: record for record in rows if record.row_kind == "unit"}
    if not heads or any(record.unit_name not in heads for record in rows):
        return []
    return [(head, [record for record in rows if record.unit_name == name]) for name, head in heads.items()]


def _worst(verdicts: list[Leaves]) -> Leaves | None:
    return min(verdicts, key=lambda verdict: _ORDER[verdict.state]) if verdicts else None


_ORDER: dict[LeafState, int] = {"unproved": 0, "no_total": 1, "rounding": 2, "proved": 3}


def _judge(rows: list[Record], *, is_wide: bool) -> Leaves | None:
    """The verdict on one list of rows; what rows are is changed where another hierarchy than theirs is proved."""
    printed = [record for record in rows if any(_counts(cell) for cell in record.printed_amounts)]
    if not printed:
        return None
    if is_wide and not any(record.row_kind in ("total", "unit") for record in printed):
        _find_total(printed)
    own = _Sums(printed).verdict()
    if own.hold or own.state == "no_total":
        return own
    heads = ("total", "unit") if _heads_units(printed) else ("total",)
    body = [record for record in printed if record.row_kind not in heads]
    before = [(record, record.is_leaf) for record in body]
    for leaves in (leaves_by_enumerator(body), leaves_beside_of_which(body), leaves_by_sums(body)):
        for record, is_leaf in zip(body, leaves, strict=True):
            record.is_leaf = is_leaf
        verdict = _Sums(printed).verdict()
        if verdict.hold:
            _rename(body)
            return verdict
    for record, is_leaf in before:
        record.is_leaf = is_leaf
    return own


def _heads_units(rows: list[Record]) -> bool:
    """Whether a unit's row heads rows of its own, as in a list by code."""
    return any(record.code for record in rows)


def _find_total(rows: list[Record]) -> None:
    """Where no row is called a total, the department's row is, or a first row that all others add up to."""
    heads = [record for record in rows if record.row_kind == "department"]
    if not heads and (root := root_row(rows)) is not None:
        root.row_kind, root.is_leaf = "total", False


def _rename(rows: list[Record]) -> None:
    for record in rows:
        if not record.is_leaf and record.row_kind == "unit" and not record.code:
            record.row_kind = "department"
        elif not record.is_leaf and record.row_kind == "item":
            record.row_kind = "subtotal"
        elif record.is_leaf and record.row_kind == "subtotal":
            record.row_kind = "item"


def _counts(cell: AmountCell) -> bool:
    return cell.column.period == "current" and cell.unit in MONEY_UNITS


@dataclass(frozen=True, slots=True)
class _Sums:
    """The leaves of some rows against the totals among them."""

    rows: list[Record]
    head: Record | None = None

    def verdict(self) -> Leaves:
        """Whether they add up: as a whole, and in every column that a total prints."""
        totals = [self.head] if self.head is not None else []
        for kind in ("total", "department", *(("unit",) if _heads_units(self.rows) else ())):
            totals = totals or [record for record in self.rows if record.row_kind == kind]
        if not totals:
            return Leaves("proved", Decimal(0)) if holds_level_by_level(self.rows) else Leaves("no_total")
        misses = [self._miss(total) for total in totals]
        if len(totals) > 1 and any(abs(miss) > tolerance for miss, tolerance in misses):
            misses = [self._miss_of_all(totals)]
        difference = max((miss for miss, _ in misses), key=abs)
        if all(not miss for miss, _ in misses):
            return Leaves("proved", Decimal(0))
        if all(abs(miss) <= tolerance for miss, tolerance in misses):
            return Leaves("rounding", difference)
        return Leaves("unproved", difference)

    def _miss(self, total: Record) -> tuple[Decimal, Decimal]:
        """By how much the leaves miss a total in the column that misses most, and what rounding may make."""
        worst, allowed = Decimal(0), Decimal(0)
        for name, cell in self._compared(total):
            leaves = list(self._leaves(None if name in _WHOLE else name))
            miss = sum((_yuan(leaf) for leaf in leaves), Decimal(0)) - _yuan(cell)
            tolerance = _rounding([*leaves, cell])
            if abs(miss) - tolerance > abs(worst) - allowed or (not worst and miss):
                worst, allowed = miss, tolerance
        return worst, allowed

    def _miss_of_all(self, totals: list[Record]) -> tuple[Decimal, Decimal]:
        """Totals of parts of the list (personnel, running costs) together: what the leaves miss of their sum."""
        cells = [cell for total in totals for name, cell in total.amounts.items() if name in _WHOLE and cell.cell.value]
        leaves = list(self._leaves(None))
        miss = sum(map(_yuan, leaves), Decimal(0)) - sum(map(_yuan, cells), Decimal(0))
        return miss, _rounding([*leaves, *cells])

    def _compared(self, total: Record) -> Iterator[tuple[str, AmountCell]]:
        for name, cell in total.amounts.items():
            if cell.cell.kind == "number" and _counts(cell) and not cell.column.of_which:
                yield name, cell
        for name in self._columns_of_leaves() - total.amounts.keys():
            column = next(r.amounts[name] for r in self.rows if name in r.amounts)
            zero = AmountCell(column.column, total.place, column.cell.__class__("number", "0", Decimal(0)), column.unit)
            yield name, zero

    def _columns_of_leaves(self) -> set[str]:
        """Columns in which leaf rows print anything: a total that prints nothing there is nought."""
        heads = ("total", "unit") if _heads_units(self.rows) else ("total",)
        return {
            name
            for record in self.rows
            if record.is_leaf and record.row_kind not in heads
            for name, cell in record.amounts.items()
            if cell.cell.value and _counts(cell) and not cell.column.of_which
        }

    def _leaves(self, name: str | None) -> Iterator[AmountCell]:
        """The leaf amounts of all columns, or all amounts of leaf rows in one column."""
        for record in self.rows:
            for own, cell in record.amounts.items():
                if cell.cell.kind != "number" or not _counts(cell) or not record.is_leaf:
                    continue
                if cell.column.item in _FLOWS and name is None:
                    continue
                if is_leaf_amount(record, cell) if name is None else own == name:
                    yield cell


def _yuan(cell: AmountCell) -> Decimal:
    assert cell.cell.value is not None
    return cell.cell.value * MONEY_UNITS[cell.unit]


def _rounding(cells: list[AmountCell]) -> Decimal:
    """Half of the last printed place for each amount."""
    total = Decimal(0)
    for cell in cells:
        assert cell.cell.value is not None
        exponent = cell.cell.value.as_tuple().exponent
        places = min(exponent, 0) if isinstance(exponent, int) else 0
        total += Decimal(5).scaleb(places - 1) * MONEY_UNITS[cell.unit]
    return total
