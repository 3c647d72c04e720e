"""The same figure stated twice, and the sums of what is stated in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mingzhang.checks.base import Example, Finding
from mingzhang.checks.engine.phrases import NOTHING, wording
from mingzhang.checks.narrative.against_tables import find_cell, rule_for
from mingzhang.checks.narrative.compare import added, compare, in_unit, stated, sum_tolerance
from mingzhang.checks.narrative.family import BUDGET_TABLE, NarrativeCheck
from mingzhang.checks.narrative.lookup import Lookup
from mingzhang.extract.model import Record
from mingzhang.narrative.model import Statement

_ADDED = wording("stated.added", "{parts:＋}", "{parts: + }")
_STATED_ONCE = frozenset(
    {
        "procurement_total",
        "procurement_goods",
        "procurement_works",
        "procurement_services",
        "general_initial_budget",
        "function_initial_budget",
        "operating_costs_last_year",
        "three_public_last_year",
        "performance_projects_count",
        "general_change_amount",
        "three_public_change_amount",
        "operating_costs_change_amount",
    }
)
"""Statements that no table repeats, of which a disclosure has only one figure however often it is stated."""

_BALANCED = (
    ("revenue_total", "expenditure_total"),
    ("revenue_change_amount", "expenditure_change_amount"),
    ("revenue_change_percent", "expenditure_change_percent"),
    ("appropriation_total", "appropriation_total"),
    ("appropriation_change_amount", "appropriation_change_amount"),
    ("appropriation_change_percent", "appropriation_change_percent"),
)
"""Both sides of a balance, where one line states both; both years balance, so their changes are the same too."""


class N14(NarrativeCheck):
    """A figure stated twice is the same both times (tolerance 0 at equal decimals, else half a unit of the coarser).

    The same: statements that repeat the same cell of a table, statements of which there can be only one, and
    total revenue beside total expenditure (they balance).
    """

    code = "N14"
    rule_zh = (
        "同一数字说了两次，两次相同（小数位数相同时不允许差额，否则允许较粗一方末位的一半）。所谓同一："
        "重复表中同一单元格的陈述，只可能有一个的陈述，以及收入总计与支出总计（两者平衡）。"
    )
    title_zh = "前后两处所说的同一数字相同"
    title_en = "A figure stated twice is the same"
    why_zh = "同一个数在文中前后不一，至少有一处写错。"
    why_en = "Where one figure reads differently in two places, one of them is wrong."
    requires_zh = "同一个数在文中写了两次以上；只写一次则没有实例。是否与报表相符由N01至N06判断。"
    requires_en = "A figure stated at least twice; N01 to N06 compare it with the tables."
    good = Example(
        tables=BUDGET_TABLE,
        narrative="五、一般公共预算支出情况说明\n（一）规模变化情况\n一般公共预算当年拨款100.00万元。\n"
        "（二）结构情况\n一般公共预算当年拨款100.00万元。",
    )
    bad = Example(
        tables=BUDGET_TABLE,
        narrative="五、一般公共预算支出情况说明\n（一）规模变化情况\n一般公共预算当年拨款100.00万元。\n"
        "（二）结构情况\n一般公共预算当年拨款101.00万元。",
    )

    says_line_before = wording("N14.line_before", "前文（第{line}行）", "line {line} before")
    says_expenditure_side = wording("N14.expenditure_side", "支出方{right}", "expenditure side: {right}")

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per repetition, against the first time it is stated; and per balance."""
        first: dict[tuple[object, ...], Statement] = {}
        for statement in lookup.disclosure.narrative.statements:
            if statement.value is None or statement.kind in ("reason_amount", "none_stated"):
                continue
            key = self._key(lookup, statement)
            if key is None:
                continue
            if key not in first:
                first[key] = statement
            elif first[key].unit == statement.unit and not _of_two_cells(lookup, statement, first[key]):
                yield self._pair(lookup, statement, first[key])
        for revenue in lookup.disclosure.narrative.statements:
            for left, right in _BALANCED:
                if revenue.statement == left and revenue.side == "revenue" and revenue.value is not None:
                    yield from self._balance(lookup, revenue, right)

    def _key(self, lookup: Lookup, statement: Statement) -> tuple[object, ...] | None:
        if statement.statement in _STATED_ONCE:
            return statement.statement, lookup.about(statement)
        rule = rule_for(lookup, statement) if statement.kind == "figure" else None
        if rule is None or not lookup.of_whole(statement):
            return None
        return rule.cells[0], lookup.about(statement)

    def _pair(self, lookup: Lookup, statement: Statement, before: Statement) -> Finding:
        left, right = stated(statement), stated(before)
        right = replace(right, name=self.says_line_before(line=before.locator.line))
        return compare(self, lookup, statement.statement_id, left, right)

    def _balance(self, lookup: Lookup, revenue: Statement, name: str) -> Iterator[Finding]:
        for other in lookup.by_section.get(revenue.section_id, ()):
            same = other.statement == name and other.side == "expenditure" and other.value is not None
            same = same and other.compared_with == revenue.compared_with and other.unit == revenue.unit
            if same and lookup.unit_of(other) == lookup.unit_of(revenue) and other.locator == revenue.locator:
                right = stated(other)
                right = replace(right, name=self.says_expenditure_side(right=right.name))
                yield compare(self, lookup, f"{revenue.statement_id}=expenditure", stated(revenue), right)
                return


def _of_two_cells(lookup: Lookup, one: Statement, other: Statement) -> bool:
    """Whether two figures differ because the tables print both, in two cells that the same words may mean."""
    if one.value == other.value:
        return False
    rules = (rule_for(lookup, one), rule_for(lookup, other))
    cells = [find_cell(lookup, rule, said) for rule, said in zip(rules, (one, other), strict=True) if rule]
    values = [in_unit(cell, one.unit).value for cell in cells if cell is not None]
    return values == [one.value, other.value]


@dataclass(frozen=True, slots=True)
class Parts:
    """`whole` is the sum of the `parts` stated in its section; `optional` parts count where stated.

    Only what stands in one section counts; with `side`, only wholes of that side.
    """

    whole: str
    parts: tuple[str, ...]
    optional: tuple[str, ...] = ()
    side: str = ""


PARTS: tuple[Parts, ...] = (
    Parts("revenue_total", ("revenue_current", "carried_over"), ("surplus_used",), "revenue"),
    Parts("expenditure_total", ("expenditure_current", "carried_over"), ("closing",), "expenditure"),
    Parts("expenditure_total", ("expenditure_current", "closing"), ("surplus_distributed",), "expenditure"),
    Parts("appropriation_total", ("appropriation_current", "carried_over"), (), "revenue"),
    Parts("basic_amount", ("personnel_amount", "public_amount")),
    Parts("procurement_total", ("procurement_goods", "procurement_works", "procurement_services")),
    Parts("procurement_total", ("procurement_centralised", "procurement_decentralised")),
    Parts("reception", ("domestic_reception", "overseas_reception")),
    *(
        Parts(whole, parts, optional)
        for measure in ("", "_full_budget", "_budget", "_executed", "_last_year")
        for whole, parts, optional in (
            (
                f"three_public{measure or '_total'}",
                (f"abroad{measure}", f"reception{measure}", f"vehicle_operation{measure}"),
                (f"vehicle_purchase{measure}",),
            ),
            (
                f"three_public{measure or '_total'}",
                (f"abroad{measure}", f"reception{measure}", f"vehicle_costs{measure}"),
                (),
            ),
            (f"vehicle_costs{measure}", (f"vehicle_purchase{measure}", f"vehicle_operation{measure}"), ()),
        )
    ),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """`wholes` (the first stated) is the sum of all statements `part` of its section, one for each subject.

    `table`: the list is complete if every row of that table with an amount is in it (`top` rows by code);
    without a table any list is meant to be complete. `added`: further statements that belong to the sum.
    """

    wholes: tuple[str, ...]
    part: str
    sections: tuple[str, ...]
    table: str = ""
    added: tuple[str, ...] = ()


LISTED: tuple[Listed, ...] = (
    Listed(("revenue_total", "revenue_current"), "revenue_source_amount", ("revenue",)),
    Listed(("appropriation_total",), "appropriation_source_amount", ("appropriation",), added=("carried_over",)),
    Listed(("appropriation_total",), "function_amount", ("appropriation",), "appropriation_balance", ("closing",)),
    Listed(("general_total", "general_executed"), "function_amount", ("general_expenditure",), "general_expenditure"),
    Listed(("general_executed", "general_total"), "function_executed", ("general_expenditure",), "general_expenditure"),
    Listed(("general_initial_budget",), "function_initial_budget", ("general_expenditure",), "general_expenditure"),
    Listed(("vehicles_count",), "vehicles_by_use", ("state_assets", "vehicles")),
    Listed(("evaluations_count",), "evaluation_grade_count", ("performance", "other_matters")),
)

SPENDING = ("basic_amount", "project_amount", "remitted_up_amount", "operating_expenditure_amount")
"""Kinds of expenditure; what is not stated is taken to be none only where basic and project are."""


class N15(NarrativeCheck):
    """What is stated in parts adds up to the total stated with it (tolerance: half a unit per figure).

    Parts of totals, the three public expenses, procurement, expenditure by kind and by function, economic items,
    vehicles by use, evaluations by grade.
    """

    code = "N15"
    rule_zh = (
        "分开陈述的各部分加起来等于一同陈述的总数（每个数允许末位的一半）。包括总计的组成、“三公”经费、"
        "政府采购、各类支出、经济科目、车辆用途、自评等级。"
    )
    title_zh = "文中各部分之和等于总数"
    title_en = "Stated parts add up to the stated total"
    why_zh = "总数与其各部分写在一起，加起来应当相等。"
    why_en = "A total and its parts that are stated together must add up."
    requires_zh = "同一节写明了总数和全部组成部分；列举不全（与报表对照）时不作此项比较。"
    requires_en = (
        "The total and all its parts stated in one section; a list that the table shows to be partial is not added up."
    )
    good = Example(
        tables=BUDGET_TABLE,
        narrative="九、政府采购情况\n2023年政府采购预算总额30.00万元。其中：政府采购货物预算10.00万元、"
        "政府采购工程预算0.00万元、政府采购服务预算20.00万元。",
    )
    bad = Example(
        tables=BUDGET_TABLE,
        narrative="九、政府采购情况\n2023年政府采购预算总额40.00万元。其中：政府采购货物预算10.00万元、"
        "政府采购工程预算0.00万元、政府采购服务预算20.00万元。",
    )

    says_sum_stated_parts = wording("N15.sum_stated_parts", "{figures}等{count}项之和", "sum of {count} stated parts")

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per total and rule."""
        for section, statements in lookup.by_section.items():
            numbers = [s for s in statements if s.value is not None and s.kind == "figure"]
            names = {statement.statement for statement in numbers}
            for rule in PARTS:
                if rule.whole in names and names.issuperset(rule.parts):
                    yield from self._parts(lookup, numbers, rule)
            path = lookup.paths.get(section, ())
            for listed in LISTED:
                if listed.part in names and not set(listed.sections).isdisjoint(path):
                    yield from self._listed(lookup, numbers, listed)
            if {"basic_amount", "project_amount"} <= names:
                yield from self._spending(lookup, numbers)
            if "basic_item_amount" in names:
                yield from self._items(lookup, numbers)

    def _parts(self, lookup: Lookup, numbers: Sequence[Statement], rule: Parts) -> Iterator[Finding]:
        wholes = [s for s in numbers if s.statement == rule.whole and (not rule.side or s.side == rule.side)]
        for whole in wholes[:1]:
            parts = [
                next((s for s in numbers if s.statement == name and _fits(lookup, s, whole)), None)
                for name in (*rule.parts, *rule.optional)
            ]
            if all(part is not None for part in parts[: len(rule.parts)]):
                found = [part for part in parts if part is not None]
                yield self._sum(lookup, whole, found, rule.parts[0])

    def _listed(self, lookup: Lookup, numbers: Sequence[Statement], rule: Listed) -> Iterator[Finding]:
        part = [s for s in numbers if s.statement == rule.part]
        side = part[0].side
        wholes = [
            s
            for name in rule.wholes
            for s in numbers
            if s.statement == name
            and lookup.unit_of(s) == lookup.unit_of(part[0])
            and (not s.side or not side or s.side == side)
        ]
        parts = _once(lookup, _top(part))
        if not wholes or len(parts) < 2 or not _is_complete(lookup, parts, rule.table):
            return
        total = added([stated(s) for s in parts], NOTHING)
        whole = stated(wholes[0])
        more = [s for s in numbers if s.statement in rule.added and _fits(lookup, s, wholes[0])]
        if more and total.value != whole.value:
            parts = [*parts, *more[:1]]
        yield self._sum(lookup, wholes[0], parts, rule.part)

    def _spending(self, lookup: Lookup, numbers: Sequence[Statement]) -> Iterator[Finding]:
        if len({s.statement_id for s in numbers if s.statement == "basic_amount"}) != 1:
            return
        names = ("expenditure_current", "expenditure_total", "general_executed", "general_total")
        whole = next((s for name in names for s in numbers if s.statement == name), None)
        parts = [s for s in numbers if s.statement in (*SPENDING, "affiliated_subsidy_amount")]
        if whole is not None and len({s.statement for s in parts}) == len(parts):
            yield self._sum(lookup, whole, parts, "basic_amount")

    def _items(self, lookup: Lookup, numbers: Sequence[Statement]) -> Iterator[Finding]:
        items = [s for s in numbers if s.statement == "basic_item_amount" and len(s.subject.code) == 5]
        for name, personal in (("personnel_amount", True), ("public_amount", False)):
            whole = next((s for s in numbers if s.statement == name), None)
            parts = [s for s in items if s.subject.code.startswith(("301", "303")) is personal]
            if whole is not None and parts and _is_complete(lookup, parts, "basic_expenditure", personal):
                yield self._sum(lookup, whole, parts, "basic_item_amount")

    def _sum(self, lookup: Lookup, whole: Statement, parts: Sequence[Statement], name: str) -> Finding:
        left = stated(whole)
        figures = [in_unit(stated(part), left.unit) for part in parts]
        if len(figures) <= 4:
            said = _ADDED(parts=tuple(figure.name for figure in figures))
        else:
            said = self.says_sum_stated_parts(figures=figures[0].name, count=len(figures))
        right = added(figures, said)
        tolerance = sum_tolerance(left, figures)
        return compare(self, lookup, f"{whole.statement_id}={name}", left, right, tolerance, complete=True)


def _fits(lookup: Lookup, part: Statement, whole: Statement) -> bool:
    return lookup.unit_of(part) == lookup.unit_of(whole) and (
        not part.side or not whole.side or part.side == whole.side
    )


def _once(lookup: Lookup, parts: Sequence[Statement]) -> list[Statement]:
    """Each subject's first figure."""
    return list({lookup.about(part): part for part in reversed(parts)}.values())[::-1]


def _top(parts: Sequence[Statement]) -> list[Statement]:
    """Those whose code is below no other stated code."""
    codes = {part.subject.code for part in parts}
    return [
        part
        for part in parts
        if not any(part.subject.code != code and code and part.subject.code.startswith(code) for code in codes)
    ]


def _is_complete(lookup: Lookup, parts: Sequence[Statement], table: str, personal: bool | None = None) -> bool:
    """Whether every row of a table that carries an amount is stated, itself or by its classes."""
    if not table:
        return True
    codes = {part.subject.code for part in parts}
    if "" in codes:
        return False
    reading = lookup.readings.get(table)
    rows = [record for record in reading.records if record.is_leaf and _carries(record)] if reading else []
    if personal is not None:
        rows = [record for record in rows if record.code.startswith(("301", "303")) is personal]
    if table == "appropriation_balance":
        rows = [record for record in rows if record.texts.get("function_code")]
        return bool(rows) and all(record.texts["function_code"][:3] in codes for record in rows)
    return bool(rows) and all(any(record.code.startswith(code) for code in codes) for record in rows if record.code)


def _carries(record: Record) -> bool:
    return any(cell.cell.value for cell in record.printed_amounts)
