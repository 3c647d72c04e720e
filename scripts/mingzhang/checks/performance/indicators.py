"""Indicators in themselves: both sides of the form, values that were not filled in or cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from mingzhang.checks.base import Check, Disclosure, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import Phrase, wording
from mingzhang.checks.performance.common import (
    EvaluationView,
    TargetCheck,
    TargetView,
    evaluations_of,
    targets_of,
)
from mingzhang.checks.performance.places import evaluation_place, target_place
from mingzhang.checks.performance.samples import target
from mingzhang.checks.performance.values import COST_LEVELS, amount_of, quantity_of, speaks_of_money
from mingzhang.forms.model import Indicator, Status, Value
from mingzhang.ground.source import Locator
from mingzhang.ground.text import fold

_UNFILLED = re.compile(r"[XxＸ×]{2,}|\*{2,}|_{2,}|[□○]|…|\.{3,}|未填报?$|待定$|指标值$")
_TEMPLATE = re.compile(r"[(（][^()（）]{1,20}等[)）]$")
_RATE = re.compile(
    r"(满意度|合格率|达标率|准确率|通过率|覆盖率|及时率|保障率|完好率|知晓率|稳定率|符合度|优良率|到位率)(\(%\))?$"
)
_TIMELY = re.compile(r"及时|时效|时间|时限|速度|进度|按时|周期|快")
_MONEY_NAME = re.compile(r"(费|费用|成本|金额|款)$")
_FULL = Decimal(100)
_LOWER, _UPPER = ("≥", ">"), ("≤", "<")
_GIVEN = (("数量指标", "整理卷数", "500卷"), ("成本指标", "整理成本", "≤10万元"))

View = TargetView | EvaluationView
Entry = tuple[str, str, str, Value, Status, Locator]
"""Second level, name, side in words, value, how sure name and value are, place."""


def _entries(view: View) -> Iterator[Entry]:
    """Every promised value of a form: both sides of a target, the one of an evaluation."""
    if isinstance(view, TargetView):
        for row in view.form.indicators:
            doubt = row.name_status == "unreliable"
            period = "unreliable" if doubt else row.period_status
            yield row.level2, row.name, "实施期", row.period, period, target_place(row, "period")
            if row.year.printed != row.period.printed:
                year = "unreliable" if doubt else row.year_status
                yield row.level2, row.name, "年度", row.year, year, target_place(row, "year")
        return
    for found in view.indicators:
        status = "unreliable" if found.name_status == "unreliable" else found.value_status
        yield found.level2, found.name, "年初", found.target, status, evaluation_place(found, "target")


class _PerValue(TargetCheck):
    """A check that looks at each promised value by itself: one instance per value that fails, or one per form."""

    says_form_has_value = wording(
        "PerValue.form_has_value",
        "绩效表“{name}”：“{name2}”的指标值为“{printed}”，{reason}。",
        "Form “{name}”: “{name2}” has the value “{printed}”, {reason}.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """Every form, targets and evaluations."""
        views: list[View] = [*targets_of(disclosure), *evaluations_of(disclosure)]
        for view in views:
            yield from self.all_well(view, self._of(view))

    def _of(self, view: View) -> Iterator[Finding]:
        for level2, name, side, value, status, place in _entries(view):
            if not value.printed:
                continue
            reason = self.reason(level2, name, value)
            if not reason:
                continue
            key = f"{view.key}/{name}/{side}"
            if status != "as_printed":
                yield self.unsure(key, view.name, place)
                continue
            yield self.found(
                key,
                "fail",
                self.says_form_has_value(name=view.name, name2=name, printed=value.printed, reason=reason),
                place,
                left=(name, value.printed),
            )

    def reason(self, level2: str, name: str, value: Value) -> Phrase | None:
        """What is wrong with a value, in Chinese and English; None where nothing is."""
        raise NotImplementedError


class P34(TargetCheck):
    """The name of an indicator is the same on the side of the period and of the year (cut names aside). For review."""

    code = "P34"
    rule_zh = "指标名称在实施期和年度两栏相同（被截断的除外）。仅供复核。"
    title_zh = "指标名称在实施期与年度两栏一致"
    title_en = "An indicator has one name on both sides"
    why_zh = "同一行两栏写不同的指标，完成情况无从对照。"
    why_en = "If the two sides of a row name different things, they cannot be compared."
    good = target()
    bad = target(indicators=(("数量指标", "整理卷数", "500卷", "500卷", "归档案卷数"), _GIVEN[1]))

    says_form_period_year = wording(
        "P34.form_period_year",
        "绩效表“{name}”：实施期栏为“{period_name}”，年度栏为“{year_name}”。",
        "Form “{name}”: “{period_name}” for the period, “{year_name}” for the year.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per indicator with two names, or one that passes per form."""
        for view in targets_of(disclosure):
            yield from self.all_well(view, self._differ(view))

    def _differ(self, view: TargetView) -> Iterator[Finding]:
        for row in view.form.indicators:
            if "names_differ" not in row.notes:
                continue
            key = f"{view.key}/{row.name}"
            if row.name_status != "as_printed":
                yield self.unsure(key, view.name, row.place)
                continue
            yield self.found(
                key,
                "fail",
                self.says_form_period_year(name=view.name, period_name=row.period_name, year_name=row.year_name),
                row.place,
                target_place(row, "year_name"),
                left=(sides.PERIOD, row.period_name),
                right=(sides.YEAR, row.year_name),
            )


class P35(TargetCheck):
    """Values of the period and of the year go together: equal in a one-year project; rates alike; no count of a year
    above that of the period. For review.
    """

    code = "P35"
    rule_zh = "实施期值与年度值相称：一年的项目相同；比率相近；年度的数量不大于实施期的数量。仅供复核。"
    title_zh = "实施期与年度指标值相称"
    title_en = "Values of period and year go together"
    why_zh = "一年期项目两栏应相同；多年项目里，一年的数量不会多于整个实施期。"
    why_en = "In a one-year project both are the same; a year cannot have more than the whole period."
    good = target()
    bad = target(indicators=(("数量指标", "整理卷数", "500卷", "400卷"), _GIVEN[1]))

    says_form_period_year = wording(
        "P35.form_period_year",
        "绩效表“{name}”：“{name2}”实施期为“{period}”，年度为“{year}”。",
        "Form “{name}”: “{name2}” is “{period}” for the period, “{year}” for the year.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per indicator that differs, or one that passes per form."""
        for view in targets_of(disclosure):
            yield from self.all_well(view, self._unlike(view))

    def _unlike(self, view: TargetView) -> Iterator[Finding]:
        for row in view.form.indicators:
            left, right = quantity_of(row.period), quantity_of(row.year)
            if left is None or right is None or row.period.unit != row.year.unit or left == right:
                continue
            grows = right > left and row.year.comparator not in _UPPER
            if not (view.one_year or row.year.unit == "%" or grows):
                continue
            key = f"{view.key}/{row.name}"
            if row.period_status != "as_printed" or row.year_status != "as_printed":
                yield self.unsure(key, view.name, row.place)
                continue
            yield self.found(
                key,
                "fail",
                self.says_form_period_year(
                    name=view.name, name2=row.name, period=row.period.printed, year=row.year.printed
                ),
                target_place(row, "period"),
                target_place(row, "year"),
                left=(sides.VALUE_OF_THE_PERIOD, row.period.printed),
                right=(sides.VALUE_OF_THE_YEAR, row.year.printed),
            )


class P36(TargetCheck):
    """An indicator that stands twice in a form has the same value. For review."""

    code = "P36"
    rule_zh = "一张绩效表中出现两次的指标，数值相同。仅供复核。"
    title_zh = "同一指标前后数值一致"
    title_en = "An indicator stated twice has one value"
    why_zh = "同名指标写两个不同的数，无法考核。"
    why_en = "Two values for the same thing cannot both be the target."
    good = target(indicators=(*_GIVEN, ("社会效益指标", "整理卷数", "500卷")))
    bad = target(indicators=(*_GIVEN, ("社会效益指标", "整理卷数", "800卷")))

    says_form_once_once = wording(
        "P36.form_once_once",
        "绩效表“{name}”：“{name2}”一处为“{year}”，另一处为“{year2}”。",
        "Form “{name}”: “{name2}” is “{year}” once and “{year2}” once.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per name with two values of one unit, or one that passes per form."""
        for view in targets_of(disclosure):
            yield from self.all_well(view, self._twice(view))

    def _twice(self, view: TargetView) -> Iterator[Finding]:
        seen: dict[tuple[str, str], Indicator] = {}
        for row in view.form.indicators:
            if quantity_of(row.year) is None or not row.name:
                continue
            first = seen.setdefault((fold(row.name), row.year.unit), row)
            if quantity_of(first.year) == quantity_of(row.year):
                continue
            key = f"{view.key}/{row.name}"
            if {first.name_status, first.year_status, row.name_status, row.year_status} != {"as_printed"}:
                yield self.unsure(key, view.name, first.place, row.place)
                continue
            yield self.found(
                key,
                "fail",
                self.says_form_once_once(
                    name=view.name, name2=row.name, year=first.year.printed, year2=row.year.printed
                ),
                target_place(first, "year"),
                target_place(row, "year"),
                left=(row.name, first.year.printed),
                right=(row.name, row.year.printed),
            )


class P37(_PerValue):
    """A value is filled in: no XX月XX日, no template of units (`万元/台等`), no 未填报."""

    code = "P37"
    rule_zh = "指标值已填写：没有“XX月XX日”，没有单位模板（“万元/台等”），没有“未填报”。"
    severity = "warning"
    title_zh = "指标值已填写，没有留下模板"
    title_en = "Values are filled in"
    why_zh = "“XX月XX日”之类的占位符说明指标没有定下来，无法考核。"
    why_en = "A blank of the template left in place means that no target was set."
    fix_zh = "公布者填写具体的指标值。"
    fix_en = "The publisher fills in the value."
    good = target(indicators=(("时效指标", "完成时间", "2023年12月10日前"), _GIVEN[1]))
    bad = target(indicators=(("时效指标", "完成时间", "2023年XX月XX日前"), _GIVEN[1]))

    says_never_filled = wording("P37.never_filled", "没有填写具体内容", "which was never filled in")
    says_whose_unit_template_s = wording(
        "P37.whose_unit_template_s", "单位是模板中的提示", "whose unit is the template's hint"
    )

    def reason(self, level2: str, name: str, value: Value) -> Phrase | None:
        """A placeholder, or the template of a unit."""
        if _UNFILLED.search(value.printed):
            return self.says_never_filled()
        if _TEMPLATE.search(value.printed):
            return self.says_whose_unit_template_s()
        return None


class P38(_PerValue):
    """A share of all (合格率, 满意度, 及时率 …) is not above 100 %."""

    code = "P38"
    rule_zh = "占全体的比率（合格率、满意度、及时率等）不超过100%。"
    severity = "warning"
    title_zh = "比率不超过100%"
    title_en = "A share is at most 100 %"
    why_zh = "合格率、满意度这类比率最多是100%。"
    why_en = "More than all cannot be right or satisfied."
    good = target(indicators=(("质量指标", "验收合格率", "≥95%"), _GIVEN[1]))
    bad = target(indicators=(("质量指标", "验收合格率", "≥950%"), _GIVEN[1]))

    says_more_than = wording("P38.more_than", "比率超过100%", "more than 100 %")

    def reason(self, level2: str, name: str, value: Value) -> Phrase | None:
        """Above 100 %, or more than 100 % asked for."""
        share = quantity_of(value)
        if share is None or value.unit != "%" or not _RATE.search(fold(name)):
            return None
        if share > _FULL or (share == _FULL and value.comparator == ">"):
            return self.says_more_than()
        return None


class P39(_PerValue):
    """A limit points the right way: cost in money has no lower limit, satisfaction and the like no upper one.

    For review.
    """

    code = "P39"
    rule_zh = "指标值的方向合理：以金额表示的成本没有下限，满意度之类没有上限。仅供复核。"
    title_zh = "指标值的方向合理"
    title_en = "A limit points the right way"
    why_zh = "成本写“不低于”、满意度写“不高于”，多半是符号填反了。"
    why_en = "Cost of at least so much, or satisfaction of at most so much, is most likely a wrong sign."
    good = target()
    bad = target(indicators=(_GIVEN[0], ("成本指标", "整理成本", "≥10万元")))

    says_lower_limit_cost = wording("P39.lower_limit_cost", "成本指标写的是下限", "a lower limit for a cost")
    says_upper_limit_what_should = wording(
        "P39.upper_limit_what_should", "越高越好的指标写的是上限", "an upper limit for what should be high"
    )

    def reason(self, level2: str, name: str, value: Value) -> Phrase | None:
        """The sign against what the indicator measures."""
        if level2 in COST_LEVELS and value.comparator in _LOWER and amount_of(value):
            return self.says_lower_limit_cost()
        if value.comparator in _UPPER and value.unit in ("%", "") and _RATE.search(fold(name)):
            return self.says_upper_limit_what_should()
        return None


class P40(_PerValue):
    """A value is of the kind its name speaks of: cost has money, an amount is not counted in sets, effect is no 及时.

    For review: names can be short for something else.
    """

    code = "P40"
    rule_zh = "指标值与名称相称：成本是金额，金额不以台、套计，效益不写“及时”。仅供复核：名称可能是简称。"
    title_zh = "指标值与指标名称相称"
    title_en = "A value is of the kind its name speaks of"
    why_zh = "指标问的是钱，答的却是台数或别的内容，指标就不能考核。"
    why_en = "If the name asks for money and the value counts machines, the target cannot be checked."
    good = target(indicators=(("数量指标", "购置柜架数量", "≥30组"), _GIVEN[1]))
    bad = target(indicators=(("数量指标", "购置柜架费", "≥30组"), _GIVEN[1]))

    says_indicator_cost_without_money = wording(
        "P40.indicator_cost_without_money", "成本指标没有说到金额", "an indicator of cost without money"
    )
    says_while_name_speaks_money = wording(
        "P40.while_name_speaks_money", "名称是费用，数值却不是金额", "while its name speaks of money"
    )
    says_matter_time_indicator_effect = wording(
        "P40.matter_time_indicator_effect", "效益指标的值是“及时”", "a matter of time for an indicator of effect"
    )

    def reason(self, level2: str, name: str, value: Value) -> Phrase | None:
        """The kind of value against the level and the name."""
        if value.is_placeholder:
            return None
        counted = bool(value.number and value.unit) and amount_of(value) is None
        if level2 in COST_LEVELS and not speaks_of_money(name) and amount_of(value) is None and "元" not in value.unit:
            return self.says_indicator_cost_without_money()
        if counted and value.unit != "%" and "元" not in value.unit and _MONEY_NAME.search(fold(name)):
            return self.says_while_name_speaks_money()
        if level2.endswith("效益") and value.text == "及时" and not _TIMELY.search(name):
            return self.says_matter_time_indicator_effect()
        return None


INDICATOR_CHECKS: tuple[Check, ...] = (P34(), P35(), P36(), P37(), P38(), P39(), P40())
