"""Zero government procurement beside purchases that the same document plans or reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import NOTHING, Phrase, label, wording
from mingzhang.checks.plausibility.outcome import PlausibilityCheck
from mingzhang.checks.sums import reading_of, term
from mingzhang.ground.amounts import format_quantity, to_yuan
from mingzhang.ground.source import Locator
from mingzhang.narrative import Statement

_EQUIPMENT = re.compile(r"购置|采购(?!人员|服务)|购买(?!服务|人员)|设备更新|更新设备|替代工程")
_SERVICES = re.compile(r"服务(?:费|外包|项目)|租赁费|物业|运维|运行维护|维护费|外包")
_EQUIPMENT_CODES = ("31002", "31003", "31007", "31013", "31019", "30902", "30903", "30907")
_LEAST_SERVICE = Decimal(1_000_000)
"""元: the usual limit above which services outside the catalogue go through procurement."""
_LEAST_EQUIPMENT = Decimal(10_000)
_WAN = Decimal(10_000)
_LOOKED_ALL = label(
    "plausibility.looked_projects_buying_from",
    "看了项目表中购置类1万元以上、服务类100万元以上的项目，基本支出表的设备购置科目和自评表的购置指标，没有发现购置。",
    "Looked at: projects for buying from 10,000 yuan and for services from 1,000,000 yuan, economic items "
    "of equipment and indicators of purchases; none was found.",
)
_LOOKED_NONE = label(
    "plausibility.not_zero_so_nothing",
    "总额不为零，没有再与购置比较。",
    "It is not zero, so nothing was compared with it.",
)
_LOOKED_SERVICES = label(
    "plausibility.looked_projects_services_rent",
    "看了项目表中100万元以上的服务、租赁、运维类项目，没有发现。",
    "Looked at: projects for services, rent or maintenance from 1,000,000 yuan; none was found.",
)
_MOST_NAMED = 3
_MORE = wording("Q25.more", "等{count}项", "")
_NO_UNIT = label("Q25.no_unit", "", "万元")
_PROJECTS = """2023年项目支出预算表（本年预算）
单位：万元
项目名称⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算⇥财政专户管理资金⇥单位资金
档案库房设备购置费⇥25.00⇥25.00⇥⇥⇥⇥"""


@dataclass(frozen=True, slots=True)
class _Purchase:
    """Something bought: what it is called, 元 (None where only a form speaks of it), its place."""

    name: str
    yuan: Decimal | None
    place: Locator


class Q25(PlausibilityCheck):
    """The narrative states that nothing is procured (in all, or of services) while purchases are planned or reported.

    In all: projects named for buying of 1 万元 or more, equipment among the economic items, indicators of equipment
    bought in a self-evaluation. Services: projects for services, rent or maintenance of 100 万元 or more.
    """

    code = "Q25"
    rule_zh = (
        "情况说明称政府采购为零（总额或服务类），却计划或报告了购置。总额：1万元以上、名称为购置的项目，"
        "经济科目中的设备，自评中购置设备的指标；服务类：100万元以上的服务、租赁或维护项目。"
    )
    title_zh = "政府采购为零却有购置"
    title_en = "Zero procurement beside purchases"
    why_zh = "安排了设备购置或大额服务却说没有政府采购，可能漏填采购预算，或没有走采购程序。"
    why_en = "Purchases without procurement were either left out of the figures or did not go through procurement."
    basis_zh = (
        "《政府采购法》第二条：使用财政性资金采购集中采购目录内或限额标准以上的货物、工程和服务；"
        "限额各地不同，100万元为常见标准。"
    )
    basis_en = "Government Procurement Law art. 2; limits differ by place, 100 万元 for services is usual."
    requires_zh = "需要说明中的政府采购总额（或服务采购额）；没有写明时记为资料不足。"
    requires_en = "Needs procurement as stated in the narrative; insufficient data without it."
    fix_zh = "公布者核对政府采购预算（支出）；低于限额或不属采购范围的写明。"
    fix_en = "Check the procurement figures; say so where purchases are below the limit or out of scope."
    good = Example(
        tables=_PROJECTS, narrative="一、政府采购情况\n政府采购预算总额25.00万元，其中：政府采购货物预算25.00万元。"
    )
    bad = Example(
        tables=_PROJECTS, narrative="一、政府采购情况\n政府采购预算总额0.00万元，其中：政府采购货物预算0.00万元。"
    )

    says_procurement_not_stated = wording(
        "Q25.procurement_not_stated", "没有写明政府采购总额，不能比较。", "Procurement is not stated."
    )
    says_procurement_all = wording("Q25.procurement_all", "政府采购总额", "procurement in all")
    says_procurement_services = wording("Q25.procurement_services", "服务类政府采购", "procurement of services")
    says_yet_there_all = wording(
        "Q25.yet_there_all",
        "{said}为{value}{unit}，但列有{names}{more}。",
        "{said:first}: {value} {unit}; yet there is {names} ({count} in all).",
    )
    says_said = wording("Q25.said", "{said}为{value}{unit}。{looked}", "{said:first}: {value} {unit}. {looked}")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance for the total, one for services where the total is more than zero."""
        stated = {
            found.statement: found for found in reversed(disclosure.narrative.statements) if _is_procurement(found)
        }
        total, services = stated.get("procurement_total"), stated.get("procurement_services")
        if total is None:
            yield self.undecided("total", self.says_procurement_not_stated())
            return
        if not total.value:
            bought = [*_equipment(disclosure), *_named(disclosure, _SERVICES, _LEAST_SERVICE)]
            yield self._compare("total", self.says_procurement_all(), total, bought, _LOOKED_ALL)
        else:
            yield self._compare("total", self.says_procurement_all(), total, [], _LOOKED_NONE)
            if services is not None and not services.value:
                bought = list(_named(disclosure, _SERVICES, _LEAST_SERVICE))
                yield self._compare("services", self.says_procurement_services(), services, bought, _LOOKED_SERVICES)

    def _compare(
        self, instance: str, said: Phrase, stated: Statement, bought: list[_Purchase], looked: Phrase
    ) -> Finding:
        """Procurement stated against what is bought; `looked` says what was looked at."""
        value = format_quantity(stated.value or Decimal(0))
        names = "、".join(_shown(purchase) for purchase in bought[:_MOST_NAMED])
        more = _MORE(count=len(bought)) if len(bought) > _MOST_NAMED else NOTHING
        return self.finding(
            instance,
            bool(bought),
            (
                self.says_yet_there_all(
                    said=said,
                    value=value,
                    unit=stated.unit or _NO_UNIT,
                    names=names,
                    more=more,
                    count=len(bought),
                )
                if bought
                else self.says_said(said=said, value=value, unit=stated.unit or _NO_UNIT, looked=looked)
            ),
            (stated, *(purchase.place for purchase in bought)),
            left=(said, value),
            right=(sides.PURCHASES, names),
        )


def _shown(purchase: _Purchase) -> str:
    return f"“{purchase.name}”" + (f"{format_quantity(purchase.yuan / _WAN)}万元" if purchase.yuan is not None else "")


def _is_procurement(statement: Statement) -> bool:
    return statement.statement in ("procurement_total", "procurement_services") and statement.kind in (
        "figure",
        "none_stated",
    )


def _equipment(disclosure: Disclosure) -> Iterator[_Purchase]:
    """Projects, economic items and indicators that speak of equipment bought."""
    yield from _named(disclosure, _EQUIPMENT, _LEAST_EQUIPMENT)
    basic = reading_of(disclosure, "basic_expenditure")
    for record in basic.records if basic else ():
        if record.code in _EQUIPMENT_CODES:
            amount = term(record, "amount" if "amount" in record.amounts else "total")
            if amount.value and to_yuan(amount.value, amount.unit) >= _LEAST_EQUIPMENT:
                yield _Purchase(record.label, to_yuan(amount.value, amount.unit), record.place)
    for evaluation in disclosure.forms.evaluations:
        executed = [fund.amounts["executed"] for fund in evaluation.funds if "executed" in fund.amounts]
        for indicator in evaluation.indicators:
            if "购置" in indicator.name and indicator.actual.number and any(executed):
                project = evaluation.fields.get("project_name")
                name = f"{project.value}：{indicator.name}" if project else indicator.name
                yield _Purchase(name, None, indicator.place)
                break


def _named(disclosure: Disclosure, pattern: re.Pattern[str], least: Decimal) -> Iterator[_Purchase]:
    """Projects whose name the pattern finds, with at least this amount."""
    reading = reading_of(disclosure, "projects")
    for record in reading.records if reading else ():
        if record.row_kind == "project" and pattern.search(record.project_name):
            amount = term(record, "total")
            if amount.value is not None and to_yuan(amount.value, amount.unit) >= least:
                yield _Purchase(record.project_name, to_yuan(amount.value, amount.unit), record.place)


PROCUREMENT_CHECKS = (Q25(),)
