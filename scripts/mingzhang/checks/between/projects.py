"""The table of projects against project expenditure."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.between.two_tables import BetweenTables, has_carryover
from mingzhang.checks.engine.phrases import Phrase, label, printed, wording
from mingzhang.checks.naming import in_table, table_of, where
from mingzhang.checks.sums import Term, add, compare_equal, term
from mingzhang.checks.tables import reading_of, total_row
from mingzhang.extract.model import Record, TableReading
from mingzhang.tables import standard_table

_SUM_OF_ROWS = wording("between.sum_of_rows", "{count}行之和", "the sum of {count} rows")
_PROJECT = label("between.total_project_expenditure", "项目支出合计", "total project expenditure")
_CARRIED_OVER = standard_table("budget", "projects_carried_over")
_PROJECTS = (
    "2023年项目支出预算表（本年预算）\n单位：万元\n"
    "项目名称⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算⇥财政专户管理资金⇥单位资金\n"
    "档案数字化⇥14.00⇥14.00⇥⇥⇥⇥\n库房维修⇥6.00⇥6.00⇥⇥⇥⇥\n"
)
_EXPENDITURE = (
    "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "合计⇥⇥50.00⇥30.00⇥20.00\n201⇥一般公共服务支出⇥50.00⇥30.00⇥20.00\n"
)
_FUND = (
    "2023年政府性基金预算支出表（不含上年结转）\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "合计⇥⇥6.00⇥⇥6.00\n212⇥城乡社区支出⇥6.00⇥⇥6.00"
)


class _ProjectsAgainst(BetweenTables):
    """Projects, added up, against the project expenditure of another table.

    Tolerance: what rounding the rows added can make.
    """

    requires_zh = "两张表均已读取，且项目表中单位行可以确定（见 R13）；有结转而缺上年结转项目表时记为“无法核对”。"
    requires_en = (
        "Both tables were read and the unit rows among the projects are certain (see R13); with carry-over but no "
        "table of its projects the result is “could not be checked”."
    )
    fix_zh = "公布者核对项目支出表与支出表。"
    fix_en = "The publisher checks the table of projects against the expenditure tables."

    def _compare(
        self, disclosure: Disclosure, table: str, column: str, lists: list[TableReading], side: str = ""
    ) -> Iterable[Finding]:
        other = reading_of(disclosure, table)
        if other is None or any(note.check == "R13" for note in lists[0].notes):
            return  # which rows are units is uncertain, so their sum would prove nothing
        heads = [record for reading in lists for record in _heads(reading)]
        right = add([term(record, column) for record in heads], in_table(lists[0], _heads_name(heads)))
        left = term(total_row(other, side), "project", _PROJECT)
        instance = f"{table}/projects/project"
        if found := compare_equal(self, disclosure, instance, where(other), left, right, rounded=len(heads)):
            yield found


class X08(_ProjectsAgainst):
    """Projects add up to the project expenditure of the expenditure table, and by general public budget.

    Tolerance: what rounding the rows added can make.
    """

    code = "X08"
    rule_zh = (
        "各项目之和等于支出总表的项目支出；其中一般公共预算部分等于一般公共预算支出表的项目支出。允许差额："
        "所加各行四舍五入所能造成的差。"
    )
    title_zh = "项目支出表等于支出表的项目支出"
    title_en = "Projects add up to project expenditure"
    why_zh = "逐个项目之和应等于支出表中的项目支出，否则有项目没有公开或重复计算。"
    why_en = "All projects together are the project expenditure; a gap means one was left out or counted twice."
    good = Example(tables=f"{_PROJECTS}\n{_EXPENDITURE}")
    bad = Example(tables=good.tables.replace("库房维修⇥6.00⇥6.00", "库房维修⇥5.00⇥5.00"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """Two instances: all funds against 支出总表, general budget against 一般公共预算支出表."""
        projects = reading_of(disclosure, "projects")
        if projects is None:
            return
        carried = reading_of(disclosure, "projects_carried_over")
        if carried is not None or not has_carryover(reading_of(disclosure, "balance")):
            lists = [projects] if carried is None else [projects, carried]
            yield from self._compare(disclosure, "expenditure", "total", lists)
        elif found := self._without_carried_over(disclosure):
            yield found
        yield from self._compare(disclosure, "general_expenditure", "general", [projects])

    def _without_carried_over(self, disclosure: Disclosure) -> Finding | None:
        """Money was carried over, and the table of its projects is missing: nothing to add up."""
        other = reading_of(disclosure, "expenditure")
        left = term(total_row(other), "project", _PROJECT)
        right = Term(table_of(_CARRIED_OVER), None)
        instance = "expenditure/projects/project"
        table = where(other) if other else printed("")
        return compare_equal(self, disclosure, instance, table, left, right)


class X16(_ProjectsAgainst):
    """Projects paid from a government fund or from state capital add up to the project expenditure of that budget.

    Tolerance: what rounding the rows added can make.
    """

    code = "X16"
    rule_zh = (
        "由政府性基金或国有资本经营预算安排的项目，之和等于该预算支出表的项目支出。允许差额："
        "所加各行四舍五入所能造成的差。"
    )
    title_zh = "基金和国有资本项目等于各自支出表的项目支出"
    title_en = "Projects by fund add up to that fund's project expenditure"
    why_zh = "政府性基金和国有资本安排的项目，应与各自支出表的项目支出一致。"
    why_en = "Projects paid from a government fund or state capital must be the project expenditure of its own table."
    good = Example(tables=f"{_PROJECTS.replace('库房维修⇥6.00⇥6.00⇥⇥', '库房维修⇥6.00⇥⇥6.00⇥')}\n{_FUND}")
    bad = Example(tables=good.tables.replace("库房维修⇥6.00⇥⇥6.00", "库房维修⇥4.00⇥⇥4.00"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per fund."""
        projects = reading_of(disclosure, "projects")
        if projects is not None:
            yield from self._compare(disclosure, "government_fund_expenditure", "government_fund", [projects])
            yield from self._compare(disclosure, "state_capital", "state_capital", [projects], "expenditure")


def _heads(reading: TableReading) -> list[Record]:
    """The rows that add up to the whole table: the department's, else the units', else all projects."""
    for kind in ("total", "department", "unit", "project"):
        found = [record for record in reading.records if record.row_kind == kind]
        if found:
            return found
    return []


def _heads_name(heads: list[Record]) -> Phrase:
    if len(heads) == 1:
        return printed(heads[0].label)
    return _SUM_OF_ROWS(count=len(heads))
