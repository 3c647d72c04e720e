"""Cost indicators against the money of their form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from mingzhang.checks.base import Check, Disclosure, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import Phrase, wording
from mingzhang.checks.performance.common import (
    EvaluationView,
    Money,
    TargetCheck,
    TargetView,
    evaluations_of,
    number,
    targets_of,
)
from mingzhang.checks.performance.places import evaluation_place, target_place
from mingzhang.checks.performance.samples import target
from mingzhang.checks.performance.values import (
    COST_LEVELS,
    Amount,
    amount_of,
    is_unit_price,
    quantity_of,
    speaks_of_money,
    unit_words,
)
from mingzhang.forms.model import Indicator, Value
from mingzhang.ground.source import Locator

_FEWEST = 3
_ROUNDED_UP = Decimal("1.1")
_UPPER = ("≤", "<")
_EXACT = ("", "=")


class P26(TargetCheck):
    """A form with money and at least three indicators has one that speaks of cost. For review."""

    code = "P26"
    rule_zh = "有资金、且至少有三个指标的绩效表，其中有成本指标。仅供复核。"
    title_zh = "绩效表有成本指标"
    title_en = "A form has a cost indicator"
    why_zh = "没有成本指标，就看不出钱花得是否合算。"
    why_en = "Without an indicator of cost nobody can tell whether the money was well spent."
    good = target(
        indicators=(("数量指标", "整理卷数", "500卷"), ("质量指标", "合格率", "95%"), ("成本指标", "成本", "10万元"))
    )
    bad = target(
        indicators=(("数量指标", "整理卷数", "500卷"), ("质量指标", "合格率", "95%"), ("时效指标", "完成时间", "及时"))
    )

    says_form_has_indicator_cost = wording(
        "P26.form_has_indicator_cost", "绩效表“{name}”有成本指标。", "Form “{name}” has an indicator of cost."
    )
    says_form_has_indicators_none = wording(
        "P26.form_has_indicators_none",
        "绩效表“{name}”有{count}项指标，没有成本指标。",
        "Form “{name}” has {count} indicators, none of cost.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per form with money; insufficient data where labels were lost or few rows were read."""
        for view in targets_of(disclosure):
            rows = view.form.indicators
            if view.year is None or not view.year.value or not rows:
                continue
            cost = next((row for row in rows if "成本" in row.level2 or row.level1 == "成本"), None)
            lost = any(row.level_status != "as_printed" or row.name_status == "unreliable" for row in rows)
            if cost is None and (lost or len(rows) < _FEWEST):
                yield self.unsure(view.key, view.name, rows[0].place)
                continue
            yield self.found(
                view.key,
                "pass" if cost else "fail",
                (
                    self.says_form_has_indicator_cost(name=view.name)
                    if cost
                    else self.says_form_has_indicators_none(name=view.name, count=len(rows))
                ),
                cost.place if cost else rows[0].place,
                view.year.place,
            )


Item = tuple[str, Value, Amount, Locator]


class P27(TargetCheck):
    """Cost indicators that are whole amounts fit the year's money (an evaluation's: its budget).

    One alone equals it within its last decimal; none of several is above it, and they add up to no more.
    Prices and rates are only compared as limits. For review: other money may be used besides.
    """

    code = "P27"
    rule_zh = (
        "成本指标为总金额时，与年度资金（自评表为全年预算数）相称：只有一个的，与其相等（允许末位的差）；"
        "有几个的，每个都不超过，合计也不超过。单价和比率只作上限比较。仅供复核：可以另有其他资金。"
    )
    title_zh = "成本指标与资金相称"
    title_en = "Cost indicators fit the money of the form"
    why_zh = "成本上限高于或不等于申请的钱，说明两处有一处没有更新。"
    why_en = "Where the limit of cost is not the money applied for, one of the two was not updated."
    good = target()
    bad = target(indicators=(("数量指标", "整理卷数", "500卷"), ("成本指标", "整理成本", "≤15万元")))

    says_money_year = wording("P27.money_year", "年度资金总额", "money of the year")
    says_budget = wording("P27.budget", "全年预算数", "budget")
    says_form_indicators_cost_add = wording(
        "P27.form_indicators_cost_add",
        "绩效表“{name}”：{count}项成本指标合计{held}元，{said}{money}元，合计超过资金。",
        "Form “{name}”: {count} indicators of cost add up to {held} yuan, {said} {money} yuan: more than there is.",
    )
    says_form_indicators_up_yuan_yuan = wording(
        "P27.form_indicators_up_yuan_yuan",
        "绩效表“{name}”：{count}项成本指标合计{held}元，{said}{money}元。",
        "Form “{name}”: {count} indicators of cost add up to {held} yuan, {said} {money} yuan.",
    )
    says_form = wording("P27.form", "绩效表“{name}”", "Form “{name}”")
    says_said = wording("P27.said", "成本指标“{name}”（{printed}）", "“{name}” ({printed})")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per form with such an indicator and money."""
        for view in targets_of(disclosure):
            rows = [row for row in view.form.indicators if row.level2 in COST_LEVELS]
            good = [row for row in rows if row.year_status == "as_printed" and row.name_status != "unreliable"]
            items = _whole([(row.name, row.year, target_place(row, "year")) for row in good])
            yield from self._fits(view, view.year, items, len(good) == len(rows), self.says_money_year())
        for other in evaluations_of(disclosure):
            costs = [row for row in other.indicators if row.level2 in COST_LEVELS]
            usable = [row for row in costs if row.value_status == "as_printed" and row.name_status != "unreliable"]
            items = _whole([(row.name, row.target, evaluation_place(row, "target")) for row in usable])
            whole = len(usable) == len(costs)
            yield from self._fits(other, other.money("budget"), items, whole, self.says_budget())

    def _fits(
        self,
        view: TargetView | EvaluationView,
        money: Money | None,
        items: Sequence[Item],
        all_usable: bool,
        said: Phrase,
    ) -> Iterator[Finding]:
        if money is None or not money.value or not items:
            return
        if not money.sure:
            yield self.unsure(view.key, view.name, money.place, *(item[3] for item in items))
            return
        whole = [item for item in items if item[2].per or not is_unit_price(item[0])]
        parts = [item for item in whole if item[2].value != money.value and "总" not in item[0]]
        if len(items) == len(whole) == 1 and all_usable:
            yield self._one(view, money, items[0], said)
            return
        for item in items:
            if item[2].value > money.value + item[2].tolerance:
                yield self._one(view, money, item, said)
        if len(parts) > 1 and all_usable:
            held = sum((item[2].value for item in parts), Decimal(0))
            fails = held > money.value + max(item[2].tolerance for item in parts)
            yield self.found(
                f"{view.key}/sum",
                "fail" if fails else "pass",
                (
                    self.says_form_indicators_cost_add(
                        name=view.name, count=len(parts), held=number(held), said=said, money=number(money.value)
                    )
                    if fails
                    else self.says_form_indicators_up_yuan_yuan(
                        name=view.name, count=len(parts), held=number(held), said=said, money=number(money.value)
                    )
                ),
                money.place,
                *(item[3] for item in parts),
                left=(sides.INDICATORS_OF_COST_ADDED_UP, f"{held:f}"),
                right=(said, f"{money.value:f}"),
                difference=f"{held - money.value:f}",
            )

    def _one(self, view: TargetView | EvaluationView, money: Money, item: Item, said: Phrase) -> Finding:
        name, value, amount, place = item
        return self.compared(
            f"{view.key}/{name}",
            self.says_form(name=view.name),
            (self.says_said(name=name, printed=value.printed), amount.value),
            (said, money.value),
            amount.tolerance,
            place,
            money.place,
        )


def _whole(rows: Iterable[tuple[str, Value, Locator]]) -> list[Item]:
    """Rows whose value is an amount (a rate per year counts as the year's)."""
    found = []
    for name, value, place in rows:
        amount = amount_of(value)
        if amount is not None and amount.per in ("", "年"):
            found.append((name, value, amount, place))
    return found


class P28(TargetCheck):
    """Price × number of a form fit its money: `98,400元/套` and `≥6套`.

    An exact price times a lower bound or exact number is not above the money, and with an exact number equals it
    where no other cost is named; a price limit is not more than a tenth above (limits are rounded up). For review.
    """

    code = "P28"
    rule_zh = (
        "绩效表的单价乘数量与资金相称，如“98,400元/套”与“≥6套”。单价确定、数量为下限或确定的，"
        "乘积不大于资金；数量确定且没有其他成本的，乘积等于资金；单价为上限的，乘积超出不到十分之一（上限常取整）"
        "。仅供复核。"
    )
    title_zh = "单价乘数量与资金相称"
    title_en = "Price times number fits the money"
    why_zh = "要买的数量乘单价如果超过预算，指标就完不成。"
    why_en = "If number times price is more than the money, the target cannot be met."
    good = target(indicators=(("数量指标", "购置柜架", "≥5套"), ("成本指标", "单位成本", "20000元/套")))
    bad = target(indicators=(("数量指标", "购置柜架", "≥6套"), ("成本指标", "单位成本", "20000元/套")))

    says_form_times_yuan_year = wording(
        "P28.form_times_yuan_year",
        "绩效表“{name}”：“{name2}”{year}，“{name3}”{year2}，相乘为{held}元，年度资金{money}元。",
        "Form “{name}”: “{name2}” {year} times “{name3}” {year2} is {held} yuan; the year's money is {money} yuan.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per form with one price per unit and one number of that unit; others are silent."""
        for view in targets_of(disclosure):
            costs = [
                row for row in view.form.indicators if row.level2 in COST_LEVELS and row.year_status == "as_printed"
            ]
            prices = [
                (row, amount) for row in costs if (amount := amount_of(row.year)) and amount.per not in ("", "年")
            ]
            if len(prices) != 1 or view.year is None:
                continue
            row, price = prices[0]
            counts = [other for other in view.form.indicators if _counts(other, price.per)]
            if len(counts) != 1:
                continue
            if not view.year.sure:
                yield self.unsure(view.key, view.name, row.place, view.year.place)
                continue
            yield self._times(view, view.year, row, price, counts[0], alone=len(costs) == 1)

    def _times(
        self, view: TargetView, money: Money, row: Indicator, price: Amount, count: Indicator, alone: bool
    ) -> Finding:
        held = price.value * (quantity_of(count.year) or Decimal(0))
        limit = row.year.comparator in _UPPER
        exact = count.year.comparator in _EXACT and alone
        above = held > money.value * (_ROUNDED_UP if limit else 1) and count.year.comparator not in _UPPER
        below = exact and held < money.value
        fails = above or below
        return self.found(
            f"{view.key}/{row.name}",
            "fail" if fails else "pass",
            self.says_form_times_yuan_year(
                name=view.name,
                name2=count.name,
                year=count.year.printed,
                name3=row.name,
                year2=row.year.printed,
                held=number(held),
                money=number(money.value),
            ),
            target_place(count, "year"),
            target_place(row, "year"),
            money.place,
            left=(sides.NUMBER_TIMES_PRICE, f"{held:f}"),
            right=(sides.MONEY_OF_THE_YEAR, f"{money.value:f}"),
            difference=f"{held - money.value:f}",
        )


def _counts(row: Indicator, per: str) -> bool:
    """Whether an indicator counts what a price is per."""
    if row.level2 != "数量" or row.year_status != "as_printed" or quantity_of(row.year) is None:
        return False
    return bool(unit_words(row.year.unit) & unit_words(per)) and not speaks_of_money(row.name)


COST_CHECKS: tuple[Check, ...] = (P26(), P27(), P28())
