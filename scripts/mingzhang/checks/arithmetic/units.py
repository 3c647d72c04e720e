"""Tables by unit and by project: a department is its units, a unit its projects."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mingzhang.checks.arithmetic.sum_check import Sum, SumCheck
from mingzhang.checks.base import Disclosure, Example
from mingzhang.extract.model import Record


class A09(SumCheck):
    """The department's row is the sum of its units (operating costs, projects).

    Where no unit is printed, its projects are added up. Tolerance: what rounding the parts and the whole can make.
    """

    code = "A09"
    rule_zh = (
        "部门一行等于所属各单位之和（机关运行经费表、项目表）；没有印单位的，加总其项目。允许差额："
        "各部分与整体四舍五入所能造成的差。"
    )
    title_zh = "部门合计等于各单位之和"
    title_en = "The department is the sum of its units"
    why_zh = "部门预算由所属各单位汇总而成，漏一个单位，合计就少一块。"
    why_en = "A department's budget is that of its units; a unit left out is missing in the total."
    basis_zh = "《预算法》第八条：各部门预算由本部门及其所属各单位预算组成。"
    basis_en = "Budget Law, article 8: a department's budget is made of its own and its units' budgets."
    fix_zh = "公布者核对部门合计与各单位金额。"
    fix_en = "The publisher checks the department's total and its units."
    good = Example(
        tables=(
            "2023年机关运行经费预算财政拨款情况统计表\n单位：万元\n"
            "单位名称⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算\n部门合计⇥12.00⇥12.00⇥⇥\n"
            "示例县档案馆⇥9.00⇥9.00⇥⇥\n示例县档案服务中心⇥3.00⇥3.00⇥⇥"
        )
    )
    bad = Example(tables=good.tables.replace("3.00⇥3.00", "4.00⇥4.00"))

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """Department and total rows over units, or over projects where no unit is printed."""
        for reading in disclosure.readings:
            grammar = reading.layout.grammar
            if not (grammar.by_unit or grammar.by_project):
                continue
            units = [record for record in reading.records if record.row_kind == "unit"]
            parts = units or [record for record in reading.records if record.row_kind == "project"]
            for whole in (record for record in reading.records if record.row_kind in ("department", "total")):
                yield Sum(reading, whole, parts, _below(whole, parts))


def _below(whole: Record, parts: list[Record]) -> tuple[list[Record], ...]:
    """The parts without a first one that prints the whole again (the department above its units), and the leaves."""
    first = parts[:1] if parts and _prints(parts[0]) == _prints(whole) else []
    return parts[len(first) :], [record for record in parts if record.is_leaf]


def _prints(record: Record) -> dict[str, Decimal | None]:
    return {name: amount.cell.value for name, amount in record.amounts.items() if amount.cell.value}


class A10(SumCheck):
    """A unit's row among the projects is the sum of the unit's projects.

    Tolerance: what rounding the projects and the unit can make.
    """

    code = "A10"
    rule_zh = "项目表中单位一行等于该单位各项目之和。允许差额：各项目与单位四舍五入所能造成的差。"
    title_zh = "单位金额等于其项目之和"
    title_en = "A unit is the sum of its projects"
    why_zh = "项目支出表中单位行是其下各项目的合计。"
    why_en = "A unit's row in the table of projects is the total of the projects below it."
    basis_zh = "《预算法实施条例》第五条、第六条：项目支出逐项公开；项目支出预算表的层次。"
    basis_en = (
        "Implementing Regulations of the Budget Law, articles 5 and 6 (project expenditure); levels of the table."
    )
    fix_zh = "公布者核对单位行与项目金额。"
    fix_en = "The publisher checks the unit's row and its projects."
    good = Example(
        tables=(
            "2023年项目支出预算表（本年预算）\n单位：万元\n"
            "项目名称⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算⇥财政专户管理资金⇥单位资金\n"
            "部门合计⇥20.00⇥20.00⇥⇥⇥⇥\n示例县档案服务中心⇥20.00⇥20.00⇥⇥⇥⇥\n"
            "档案数字化⇥14.00⇥14.00⇥⇥⇥⇥\n库房维修⇥6.00⇥6.00⇥⇥⇥⇥"
        )
    )
    bad = Example(tables=good.tables.replace("14.00⇥14.00⇥", "14.00⇥13.00⇥"))

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """Each unit over its projects."""
        for reading in disclosure.readings:
            if not reading.layout.grammar.by_project:
                continue
            projects: dict[str, list[Record]] = {}
            for record in reading.records:
                if record.row_kind == "project":
                    projects.setdefault(record.unit_name, []).append(record)
            for unit in (record for record in reading.records if record.row_kind == "unit"):
                yield Sum(reading, unit, projects.get(unit.unit_name, []))
