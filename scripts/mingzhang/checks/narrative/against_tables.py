"""Figures of the narrative against the cells of the tables they repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mingzhang.checks.base import Finding
from mingzhang.checks.engine.phrases import Phrase, wording
from mingzhang.checks.naming import column_named, table_of
from mingzhang.checks.narrative.cells import RULES_OF, Cell, CellRule
from mingzhang.checks.narrative.compare import (
    Figure,
    added,
    compare,
    in_unit,
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
_COLUMN = wording("cell.column", "（{column}）", "")
_ROW = wording("cell.row", "{table}{row}{column}", "“{row}” in the {table}")
_ONLY_TABLE = wording("cell.table", "{table}{column}", "the {table}")
_ADDED = wording("cell.added", "{parts:＋}", "{first}")


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
    table, what = table_of(layout), "" if column in _WHOLE else _COLUMN(column=column_named(column))
    said = _ROW(table=table, row=name, column=what) if name else _ONLY_TABLE(table=table, column=what)
    cells = [printed_cell(record, column, said) for record in records]
    printed = [cell for cell in cells if cell.value is not None]
    if not printed:
        return Figure(said, None, places=tuple(record.place for record in records[:1]))
    return printed[0] if len(printed) == 1 else added(printed, said)


def find_cell(lookup: Lookup, rule: CellRule, statement: Statement) -> Figure | None:
    """The cell that repeats a statement: the one that agrees with it, else the first printed, else a blank one."""
    found = [figure for cell in rule.cells if (figure := cell_figure(lookup, cell, statement)) is not None]
    printed = [figure for figure in found if figure.value is not None]
    if rule.added and printed:
        return added(printed, _ADDED(parts=tuple(figure.name for figure in printed), first=printed[0].name))
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

    says_stated_cell_blank_they = wording(
        "TableCheck.stated_cell_blank_they",
        "文字所说{said}{said_shown}，{figure}空白，相符。",
        "Stated: {said} {said_shown}; the cell of {figure} is blank: they agree.",
    )
    says_document_does_not_contain = wording(
        "TableCheck.document_does_not_contain", "文件中没有{missing}", "the document does not contain the {missing}"
    )
    says_figure_printed = wording("TableCheck.figure_printed", "{figure}没有印数", "no figure is printed for {figure}")
    says_empty = wording("TableCheck.empty", "{table}是空表", "the {table} is empty")

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
            return [unchecked(self, statement.statement_id, said, self.says_document_does_not_contain(missing=missing))]
        if figure.value is not None:
            return [compare(self, lookup, statement.statement_id, said, figure)]
        if statement.value == 0:
            words = self.says_stated_cell_blank_they(said=said.name, said_shown=said.shown, figure=figure.name)
            return [verdict(self, lookup, statement.statement_id, said, figure, "pass", said=words)]
        if reading.facts_count:
            why = self.says_figure_printed(figure=figure.name)
        else:
            why = self.says_empty(table=table_of(reading.layout))
        return [unchecked(self, statement.statement_id, said, why)]


def _title(lookup: Lookup, rule: CellRule) -> Phrase:
    return table_of(standard_table(lookup.disclosure.identity.kind, rule.cells[0].table))


class NoneCheck(TableCheck):
    """Where the narrative says there is none, the table's cell holds nothing either."""

    says_table_missing = wording(
        "NoneCheck.table_missing", "文字称无，但文件中没有{table}", "stated as none, but the table is missing"
    )
    says_stated_holds = wording(
        "NoneCheck.stated_holds",
        "文字称没有{said}，{figure}却有{figure_shown}。",
        "Stated: no {said:lower}; {figure} holds {figure_shown}.",
    )
    says_stated_holds_none_either = wording(
        "NoneCheck.stated_holds_none_either",
        "文字称没有{said}，{figure}也没有数额。",
        "Stated: no {said:lower}; {figure} holds none either.",
    )

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
                why = self.says_table_missing(table=_title(lookup, rule))
                yield unchecked(self, statement.statement_id, said, why)
                continue
            fails = bool(figure.value)
            words = (
                self.says_stated_holds(
                    said=said.name,
                    figure=figure.name,
                    figure_shown=figure.shown,
                )
                if fails
                else self.says_stated_holds_none_either(said=said.name, figure=figure.name)
            )
            yield verdict(self, lookup, statement.statement_id, said, figure, "fail" if fails else "pass", said=words)
