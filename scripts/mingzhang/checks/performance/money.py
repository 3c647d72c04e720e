"""The money of target forms in itself, and the periods that go with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from mingzhang.checks.base import Check, Disclosure, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import NOTHING, Phrase, Value, label, wording
from mingzhang.checks.performance.common import (
    TargetCheck,
    TargetView,
    evaluations_of,
    place_of,
    targets_of,
    text_of,
)
from mingzhang.checks.performance.places import target_place
from mingzhang.checks.performance.samples import target
from mingzhang.forms.model import Evaluation, Target
from mingzhang.ground.amounts import parse_cell
from mingzhang.ground.source import Locator, Source

_ONE_YEAR = label("P09.one_year", "一年期", " (one year)")
_PERIOD_SIDE = label("money.period", "实施期", "period")
_YEAR_SIDE = label("money.year", "年度", "year")
_BUDGET = label("money.budget", "全年预算数", "budget")
_EXECUTED = label("money.executed", "全年执行数", "executed")
_CONTRACT = re.compile(r"(?<!\d)(\d{1,2})年(?:期)?的?(?:服务)?合同|合同(?:服务)?期(?:限)?(?:为|是|:)?(\d{1,2})年")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!度)(?P<since>起|以来|至今|开始|后)?")
_RANGE = re.compile(r"[-—~至到]")
_TITLES = re.compile(r"《[^》]*》?")
_SERVICE = re.compile(r"合同|服务期|项目期|实施期")
_OF_OLD = re.compile(r"年度|年份|所属|应缴|应发|补|欠|上年")
_HAPPENED = re.compile(r"已|开通|成立|建成|启用|投入使用|设立|挂牌|竣工|签订|获批")
_CLAUSE = re.compile(r"[,，。;；\n]")
_PERIOD = re.compile(r"(\d{1,2})年")


class P04(TargetCheck):
    """The sources of money of a form add up to its total: period and year of a target, each amount of an evaluation.

    Tolerance 0. Where money rows hold numbers that were not read, it is insufficient data.
    """

    code = "P04"
    rule_zh = (
        "绩效表各来源资金之和等于总额：目标表的实施期与年度资金，自评表的各项金额，不允许差额。"
        "资金行中有数字未读取时，不下结论。"
    )
    severity = "error"
    title_zh = "绩效表各来源资金之和等于总额"
    title_en = "Sources of a form's money add up"
    why_zh = "中央、省、市县、自筹等各项相加就是资金总额。"
    why_en = "Central, provincial, local and own money together are the total."
    good = target()
    bad = target(local="90,000")

    says_form = wording("P04.form", "绩效表“{name}”{side}", "Form “{name}”, {side}")
    says_total = wording("P04.total", "资金总额", "total")
    says_sources_add_up = wording("P04.sources_add_up", "各来源之和", "the sources add up to")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per form and side (or column) with a total and at least one source."""
        for view in targets_of(disclosure):
            for side, said in (("period", _PERIOD_SIDE), ("year", _YEAR_SIDE)):
                funds = [f for f in view.form.funds if f.side == side and f.amount is not None]
                rows = [(f.source, f.amount or Decimal(0), f.place, f.status == "as_printed") for f in funds]
                yield from self._added(view.form, view.name, side, said, rows, disclosure.source)
        for other in evaluations_of(disclosure):
            for column, said in (("budget", _BUDGET), ("executed", _EXECUTED)):
                rows = [
                    (f.source, f.amounts[column], f.place, f.status == "as_printed")
                    for f in other.form.funds
                    if column in f.amounts
                ]
                yield from self._added(other.form, other.name, column, said, rows, disclosure.source)

    def _added(
        self,
        form: Target | Evaluation,
        name: str,
        side: str,
        said: Phrase,
        rows: list[tuple[str, Decimal, Locator, bool]],
        source: Source,
    ) -> Iterator[Finding]:
        totals = [row for row in rows if row[0] == "total"]
        parts = [row for row in rows if row[0] != "total"]
        if not totals or not parts:
            return
        places = (totals[0][2], *(place for _, _, place, _ in parts))
        sources = [row[0] for row in rows]
        total, held = totals[0][1], sum((amount for _, amount, _, _ in parts), Decimal(0))
        doubtful = len(set(sources)) < len(sources) or not all(sure for *_, sure in rows)
        if total != held and (doubtful or not _all_read(form, source.lines)):
            yield self.unsure(f"{form.form_id}/{side}", name, *places)
            return
        yield self.compared(
            f"{form.form_id}/{side}",
            self.says_form(name=name, side=said),
            (self.says_total(), total),
            (self.says_sources_add_up(), held),
            Decimal(0),
            *places,
        )


def _all_read(form: Target | Evaluation, lines: Sequence[str]) -> bool:
    """Whether every number beside a label of a source was read as money, and no row of numbers lost its label."""
    places = [fund.place for fund in form.funds]
    if not places:
        return True
    first, last = min(place.line for place in places), max(place.line for place in places)
    for line in range(first, min(last + 2, len(lines)) + 1):
        cells = lines[line - 1].split("\t")
        numbers = sum(1 for cell in cells if parse_cell(cell).value is not None)
        if line > last and not numbers:
            break
        if numbers > sum(1 for place in places if place.line == line) and not isinstance(form, Evaluation):
            return False
    return True


class P05(TargetCheck):
    """The money of the year is no more than the money of the whole period. Tolerance 0."""

    code = "P05"
    rule_zh = "年度资金不超过实施期资金，不允许超出。"
    severity = "warning"
    title_zh = "年度资金不超过实施期资金"
    title_en = "The year's money is within the period's"
    why_zh = "一年的钱是整个实施期的一部分，不会比它多。"
    why_en = "One year is part of the whole period, so it cannot cost more."
    good = target(period="300,000", years="3年", attribute="经常性项目(长期开展)")
    bad = target(period="30,000", years="3年", attribute="经常性项目(长期开展)")

    says_form_year_period_year = wording(
        "P05.form_year_period_year",
        "绩效表“{name}”：年度资金{year}，实施期资金{period}，年度反而多。",
        "Form “{name}”: {year} for the year, {period} for the period: the year has more.",
    )
    says_form_year_period = wording(
        "P05.form_year_period",
        "绩效表“{name}”：年度资金{year}，实施期资金{period}。",
        "Form “{name}”: {year} for the year, {period} for the period.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per form that prints both."""
        for view in targets_of(disclosure):
            if view.year is None or view.period is None:
                continue
            places = (view.year.place, view.period.place)
            if not (view.year.sure and view.period.sure):
                yield self.unsure(view.key, view.name, *places)
                continue
            fails = view.year.value > view.period.value
            yield self.found(
                view.key,
                "fail" if fails else "pass",
                (
                    self.says_form_year_period_year(name=view.name, year=view.year.printed, period=view.period.printed)
                    if fails
                    else self.says_form_year_period(name=view.name, year=view.year.printed, period=view.period.printed)
                ),
                *places,
                left=(sides.MONEY_OF_THE_YEAR_2, f"{view.year.value:f}"),
                right=(sides.MONEY_OF_THE_PERIOD, f"{view.period.value:f}"),
                difference=f"{view.year.value - view.period.value:f}",
            )


class P06(TargetCheck):
    """The period's money is the year's money times the years of the project. Tolerance 0.

    For review: the years of a project may cost different amounts; for a one-year project both are the same.
    """

    code = "P06"
    rule_zh = "实施期资金等于年度资金乘以项目年数，不允许差额。仅供复核：各年资金可以不同；一年的项目两者相同。"
    title_zh = "实施期资金与年度资金、项目期相称"
    title_en = "Money of the period against years and money of the year"
    why_zh = "实施期总额通常等于每年资金乘年数；不等时，各年应有不同的安排。"
    why_en = "The total is usually the year's money times the years; otherwise the years were planned differently."
    good = target(period="300,000", years="3年", attribute="经常性项目(长期开展)")
    bad = target(period="700,000", years="3年", attribute="经常性项目(长期开展)")

    says_form = wording("P06.form", "绩效表“{name}”", "Form “{name}”")
    says_money_period = wording("P06.money_period", "实施期资金总额", "money of the period")
    says_money_year_times = wording("P06.money_year_times", "年度资金乘{years}年", "money of the year times {years}")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per form that prints both amounts and the years; silent where it does not."""
        for view in targets_of(disclosure):
            years = 1 if view.one_year else view.years
            if view.year is None or view.period is None or not years or not view.year.value:
                continue
            places = (view.period.place, view.year.place, place_of(view.form, "period"))
            if not (view.year.sure and view.period.sure):
                yield self.unsure(view.key, view.name, *places)
                continue
            yield self.compared(
                view.key,
                self.says_form(name=view.name),
                (self.says_money_period(), view.period.value),
                (self.says_money_year_times(years=years), view.year.value * years),
                Decimal(0),
                *places,
            )


class P07(TargetCheck):
    """A project that ends within a year (一次性项目) has a period of one year."""

    code = "P07"
    rule_zh = "一年内结束的项目（一次性项目），项目期为一年。"
    severity = "warning"
    title_zh = "项目属性与项目期不矛盾"
    title_en = "Attribute and period of a project agree"
    why_zh = "填了“一次性项目（1年结束）”，项目期就不会是几年。"
    why_en = "A project that ends in one year has no period of several."
    good = target()
    bad = target(years="3年", period="300,000")

    says_form_attribute_period = wording(
        "P07.form_attribute_period",
        "绩效表“{name}”：项目属性为“{attribute}”，项目期为“{period}”。",
        "Form “{name}”: attribute “{attribute}”, period “{period}”.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per one-off project that prints its years."""
        for view in targets_of(disclosure):
            if view.attribute != "one_off" or view.years is None:
                continue
            places = place_of(view.form, "attribute"), place_of(view.form, "period")
            if any(view.form.fields[name].status != "as_printed" for name in ("attribute", "period")):
                yield self.unsure(view.key, view.name, *places)
                continue
            attribute, period = text_of(view.form, "attribute"), text_of(view.form, "period")
            yield self.found(
                view.key,
                "fail" if view.years > 1 else "pass",
                self.says_form_attribute_period(name=view.name, attribute=attribute, period=period),
                *places,
                left=(sides.ATTRIBUTE_OF_THE_PROJECT, attribute),
                right=(sides.THE_PROJECT_S_PERIOD, period),
            )


class P08(TargetCheck):
    """Years of a contract or of the service, in an indicator or a text, are those of the project's period.

    For review: a contract may have begun before the project or last longer.
    """

    code = "P08"
    rule_zh = "指标或文字中的合同年限、服务年限，与项目期相同。仅供复核：合同可以早于项目开始或晚于项目结束。"
    title_zh = "合同年限与项目期相符"
    title_en = "Years of the contract against the project's period"
    why_zh = "合同签几年而项目只列一年（或相反），资金期限就说不清。"
    why_en = "Where a contract runs longer than the project, it is unclear for what time the money is."
    good = target(indicators=(("时效指标", "合同服务期", "1年"), ("成本指标", "整理成本", "≤10万元")))
    bad = target(indicators=(("时效指标", "合同服务期", "3年"), ("成本指标", "整理成本", "≤10万元")))

    says_form_says_years_project = wording(
        "P08.form_says_years_project",
        "绩效表“{name}”：“{found}”为{found2}年，项目期为{years}年。",
        "Form “{name}”: “{found}” says {found2} years, the project's period is {years}.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per form that names such years and has a period."""
        for view in targets_of(disclosure):
            years = view.years or (1 if view.one_year else None)
            named = list(_contract_years(view)) if years else []
            if not named:
                continue
            wrong = [found for found in named if found[0] != years]
            found = (wrong or named)[0]
            yield self.found(
                view.key,
                "fail" if wrong else "pass",
                self.says_form_says_years_project(name=view.name, found=found[1], found2=found[0], years=years),
                found[2],
                place_of(view.form, "period"),
                left=(found[1], str(found[0])),
                right=(sides.THE_PROJECT_S_PERIOD, str(years)),
            )


def _contract_years(view: TargetView) -> Iterator[tuple[int, str, Locator]]:
    for indicator in view.form.indicators:
        match = _PERIOD.fullmatch(indicator.period.printed)
        if match and indicator.period_status == "as_printed" and _SERVICE.search(indicator.name):
            yield int(match[1]), indicator.name, target_place(indicator, "period")
    for name in ("overview", "basis", "plan", "period_goal"):
        printed = view.form.fields.get(name)
        if printed is not None and printed.status == "as_printed" and (match := _CONTRACT.search(printed.value)):
            yield int(match[1] or match[2]), match.group(), Locator(printed.line, printed.cell)


class P09(TargetCheck):
    """Dates of the plan and of indicators of time fall into the fiscal year (or the project's years).

    Fails where all years named lie outside the fiscal year, or a one-year project names a range beyond it.
    Years in titles of documents, of what is paid for past years, and of what happened before (2021年已开通)
    are not compared. For review.
    """

    code = "P09"
    rule_zh = (
        "计划和时效指标中的日期在预算年度内（或在项目期内）。所写年份全部不在预算年度，"
        "或一年的项目写了超出年度的期间，即列出。文件名称、支付以前年度款项和以往情况（如2021年已开通）"
        "中的年份不比较。仅供复核。"
    )
    title_zh = "计划和时效的年份与预算年度相符"
    title_en = "Dates of plan and indicators fit the fiscal year"
    why_zh = "今年的预算，计划却全是往年的日期，可能是照抄了旧表。"
    why_en = "A plan with dates of other years only may have been copied from an old form."
    good = target(texts=(("项目实施计划", "2023年1月至12月整理"),))
    bad = target(texts=(("项目实施计划", "2021年1月至12月整理"),))

    says_other_year = wording(
        "P09.other_year",
        "{fiscal}年度{one}项目“{name}”的“{what}”写有{years}年，与预算年度不符。",
        "Project “{name}” of {fiscal}{one}: “{what}” names {years}, which does not fit the year.",
    )
    says_year = wording(
        "P09.year",
        "{fiscal}年度{one}项目“{name}”的“{what}”写有{years}年。",
        "Project “{name}” of {fiscal}{one}: “{what}” names {years}.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per plan and per indicator of time that names a year."""
        fiscal = disclosure.identity.fiscal_year
        for view in targets_of(disclosure):
            plan = view.form.fields.get("plan")
            if plan is not None and plan.status == "as_printed":
                years, since = _years(plan.value)
                if years:
                    planned, _ = _years(_without_past(plan.value, fiscal))
                    fails = bool(planned) and max(planned) < fiscal and not since
                    yield self._dated(
                        f"{view.key}/plan", view, "项目实施计划", years, fails, fiscal, Locator(plan.line, plan.cell)
                    )
            for indicator in view.form.indicators:
                if (
                    indicator.level2 != "时效"
                    or indicator.year_status != "as_printed"
                    or _OF_OLD.search(indicator.name)
                ):
                    continue
                years, since = _years(indicator.year.printed)
                if years:
                    outside = not min(years) <= fiscal <= max(years) and not since
                    beyond = view.one_year and len(years) > 1 and bool(_RANGE.search(indicator.year.printed))
                    key = f"{view.key}/{indicator.name}"
                    yield self._dated(
                        key, view, indicator.name, years, outside or beyond, fiscal, target_place(indicator, "year")
                    )

    def _dated(
        self, key: str, view: TargetView, what: str, years: list[int], fails: bool, fiscal: int, place: Locator
    ) -> Finding:
        told: dict[str, Value] = {"fiscal": fiscal, "name": view.name, "what": what, "years": tuple(years)}
        told["one"] = _ONE_YEAR if view.one_year else NOTHING
        return self.found(
            key,
            "fail" if fails else "pass",
            (self.says_other_year if fails else self.says_year)(**told),
            place,
            left=(what, "、".join(map(str, years))),
            right=(sides.FISCAL_YEAR, str(fiscal)),
        )


def _without_past(text: str, fiscal: int) -> str:
    """A plan without the clauses that tell what happened before the fiscal year: opened, founded, signed."""
    clauses = _CLAUSE.split(text)
    told = (c for c in clauses if _HAPPENED.search(c) and all(int(m[1]) < fiscal for m in _YEARS.finditer(c)))
    past = set(told)
    return "。".join(clause for clause in clauses if clause not in past)


def _years(text: str) -> tuple[list[int], bool]:
    """Years named as dates, titles of documents left out; whether one of them is a beginning (2018年起)."""
    found = list(_YEARS.finditer(_TITLES.sub("", text)))
    return list(dict.fromkeys(int(match[1]) for match in found)), any(match["since"] for match in found)


MONEY_CHECKS: tuple[Check, ...] = (P04(), P05(), P06(), P07(), P08(), P09())
