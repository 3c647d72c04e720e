"""Figures of the narrative against the cells of the tables they repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mingzhang.checks.base import Finding
from mingzhang.checks.naming import Named, column_named, table_of
from mingzhang.checks.narrative.cells import RULES_OF, Cell, CellRule
from mingzhang.checks.narrative.compare import (
    Figure,
    added,
    compare,
    in_unit,
    plain,
    printed_cell,
    same_tolerance,
    stated,
    unchecked,
    verdict,
)
from mingzhang.checks.narrative.family import NarrativeCheck
from mingzhang.checks.narrative.lookup import Lookup, bare_name
from mingzhang.extract.model import Record, TableReading
from mingzhang.narrative.model import Statement
from mingzhang.tables import standard_table

_ZERO = Decimal(0)
_WHOLE = ("total", "amount", "value")
"""Columns that need no name beside the row's."""


def rule_for(lookup: Lookup, statement: Statement) -> CellRule | None:
    """The first rule that says where a statement's figure stands; None where no table repeats it."""
    if statement.statement_id not in lookup.rules:
        rules = RULES_OF.get((lookup.kind, statement.statement), ())
        fitting = (rule for rule in rules if _applies(lookup, rule, statement))
        lookup.rules[statement.statement_id] = next(fitting, None)
    return lookup.rules[statement.statement_id]


def _applies(lookup: Lookup, rule: CellRule, statement: Statement) -> bool:
    if rule.side and statement.side and rule.side != statement.side:
        return False
    if rule.subjects and statement.subject.code not in rule.subjects:
        return False
    return not rule.sections or not set(rule.sections).isdisjoint(lookup.path(statement))


def cell_figure(lookup: Lookup, cell: Cell, statement: Statement) -> Figure | None:
    """What a cell prints (a blank one has no value); None where the subject names no row for certain."""
    reading = lookup.readings.get(cell.table)
    if reading is None:
        return None
    code = _code(lookup, cell, statement, reading)
    if "{code}" in cell.row and not code:
        return None
    key, column = cell.row.format(code=code), cell.column.format(code=statement.subject.code)
    row = lookup.record(cell.table, key)
    records = [row] if row is not None else lookup.coded.get((cell.table, code), [])
    if column not in reading.layout.amount_names:
        return None
    return _figure(reading, records, column)


def _code(lookup: Lookup, cell: Cell, statement: Statement, reading: TableReading) -> str:
    """What stands for the subject in row keys: its code, else the one row of that name."""
    if statement.subject.code:
        return statement.subject.code
    name = bare_name(statement.subject.name)
    if not name or "{code}" not in cell.row:
        return ""
    fitting = {record.code or record.key for record in reading.records if bare_name(record.label) == name}
    return fitting.pop() if len(fitting) == 1 else ""


def _figure(reading: TableReading, records: list[Record], column: str) -> Figure:
    layout = reading.layout
    name = records[0].texts.get("item") or records[0].label if records else ""
    zh = f"《{layout.title}》{name}{'' if column in _WHOLE else f'（{column_named(column).zh}）'}"
    en = f"“{name}” in the {table_of(layout).en}" if name else f"the {table_of(layout).en}"
    cells = [printed_cell(record, column, zh, en) for record in records]
    printed = [cell for cell in cells if cell.value is not None]
    if not printed:
        return Figure(zh, en, None, places=tuple(record.place for record in records[:1]))
    return printed[0] if len(printed) == 1 else added(printed, zh, en)


def find_cell(lookup: Lookup, rule: CellRule, statement: Statement) -> Figure | None:
    """The cell that repeats a statement: the one that agrees with it, else the first printed, else a blank one."""
    found = [figure for cell in rule.cells if (figure := cell_figure(lookup, cell, statement)) is not None]
    printed = [figure for figure in found if figure.value is not None]
    if rule.added and printed:
        return added(printed, "＋".join(figure.zh for figure in printed), printed[0].en)
    for figure in printed:
        other = in_unit(figure, statement.unit)
        said = stated(statement, _number(statement))
        assert said.value is not None
        assert other.value is not None
        if abs(said.value - other.value) <= same_tolerance(said, other):
            return figure
    return next(iter((*printed, *found)), None)


def _number(statement: Statement) -> Decimal:
    return _ZERO if statement.value is None else statement.value


class TableCheck(NarrativeCheck):
    """Figures that the narrative states and a table prints; which cell is which says `cells.CELL_RULES`."""

    requires_zh = (
        "文字写明了数额，并且对应的报表和科目存在；报表缺失、为空或该格未填数时记为“无法核对”"
        "（文字为0而该格空白视为相符）。下级单位的数额不与全部门的格子比较。"
    )
    requires_en = (
        "A figure stated in the narrative and the table that repeats it. Where the table is missing or empty or the "
        "cell blank, the instance is “could not be checked” (a stated zero beside a blank cell agrees). Figures of "
        "a unit are not compared with those of the whole department."
    )

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per statement of this theme."""
        for statement in lookup.disclosure.narrative.statements:
            if statement.kind != "figure" or statement.value is None or not lookup.of_whole(statement):
                continue
            rule = rule_for(lookup, statement)
            if rule is not None and rule.check == self.code:
                yield from self._compare(lookup, statement, rule)

    def _compare(self, lookup: Lookup, statement: Statement, rule: CellRule) -> Iterable[Finding]:
        said = stated(statement)
        reading = next((found for cell in rule.cells if (found := lookup.readings.get(cell.table))), None)
        figure = find_cell(lookup, rule, statement)
        if figure is None and reading is not None:
            return []  # which row is meant is not certain
        if figure is None or reading is None:
            missing = _title(lookup, rule)
            zh, en = f"文件中没有{missing.zh}", f"the document does not contain the {missing.en}"
            return [unchecked(self, statement.statement_id, said, zh, en)]
        if figure.value is not None:
            return [compare(self, lookup, statement.statement_id, said, figure)]
        if statement.value == 0:
            zh = f"文字所说{said.zh}{said.shown}，{figure.zh}空白，相符。"
            en = f"Stated: {said.en} {said.shown_en}; the cell of {figure.en} is blank: they agree."
            return [verdict(self, lookup, statement.statement_id, said, figure, "pass", zh=zh, en=en)]
        table = table_of(reading.layout)
        if reading.facts_count:
            zh, en = f"{figure.zh}没有印数", f"no figure is printed for {figure.en}"
        else:
            zh, en = f"{table.zh}是空表", f"the {table.en} is empty"
        return [unchecked(self, statement.statement_id, said, zh, en)]


def _title(lookup: Lookup, rule: CellRule) -> Named:
    return table_of(standard_table(lookup.disclosure.identity.kind, rule.cells[0].table))


class NoneCheck(TableCheck):
    """Where the narrative says there is none, the table's cell holds nothing either."""

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per “none” about something a table prints."""
        for statement in lookup.disclosure.narrative.statements:
            if statement.kind != "none_stated" or not lookup.of_whole(statement):
                continue
            rule = rule_for(lookup, statement)
            if rule is None:
                continue
            said = stated(statement)
            figure = find_cell(lookup, rule, statement)
            if figure is None:
                zh = f"文字称无，但文件中没有《{_title(lookup, rule)}》"
                yield unchecked(self, statement.statement_id, said, zh, "stated as none, but the table is missing")
                continue
            fails = bool(figure.value)
            zh = f"文字称没有{said.zh}，{figure.zh}" + (f"却有{figure.shown}。" if fails else "也没有数额。")
            en = f"Stated: no {said.en.lower()}; {figure.en} " + (
                f"holds {plain(figure.value)} {figure.unit}." if fails else "holds none either."
            )
            yield verdict(self, lookup, statement.statement_id, said, figure, "fail" if fails else "pass", zh=zh, en=en)
