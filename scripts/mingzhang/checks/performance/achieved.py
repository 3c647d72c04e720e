"""What an evaluation says was achieved, against its points and against what was spent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mingzhang.checks.base import Check, Disclosure, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import wording
from mingzhang.checks.performance.common import EvaluationCheck, EvaluationView, evaluations_of, number
from mingzhang.checks.performance.evaluation import points
from mingzhang.checks.performance.places import evaluation_place
from mingzhang.checks.performance.samples import achieved, evaluation
from mingzhang.checks.performance.values import COST_LEVELS, amount_of, is_unit_price, speaks_of_money
from mingzhang.forms.model import EvaluationIndicator
from mingzhang.ground.source import Locator
from mingzhang.ground.text import fold

_BANDS = (
    ("部分达成", Decimal("0.6"), Decimal("0.8")),
    ("未达成", Decimal(0), Decimal("0.6")),
    ("达成", Decimal("0.8"), Decimal(1)),
)
"""Words of achievement and the share of the points they stand for; the first that the text begins with."""
_WORK_DONE = frozenset({"数量", "质量", "时效"})
_HARDLY = Decimal("0.5")


def _band(row: EvaluationIndicator) -> tuple[str, Decimal, Decimal] | None:
    actual = fold(row.actual.printed)
    return next((band for band in _BANDS if actual.startswith(band[0])), None)


def _usable(row: EvaluationIndicator) -> bool:
    """Whether name and values stand in the document as read; a label put back does not matter for them."""
    return row.name_status in ("as_printed", "inferred") and row.value_status == "as_printed"


class P22(EvaluationCheck):
    """Words of achievement fit the points: 达成 80–100 %, 部分达成 60–80 %, 未达成 0–60 % of the weight.

    For review: places may divide otherwise.
    """

    code = "P22"
    rule_zh = (
        "完成情况的用语与得分相符：达成为分值的80%–100%，部分达成为60%–80%，未达成为0–60%。仅供复核：各地划分可以不同。"
    )
    title_zh = "完成情况的用语与得分相符"
    title_en = "Words of achievement fit the points"
    why_zh = "写“达成预期指标”却只得很少的分，读者不知该信哪一个。"
    why_en = "Where an indicator is said to be achieved but scores few points, one of the two is not right."
    good = evaluation()
    bad = evaluation(rows=achieved(2, "效益指标", "社会效益指标", "查档便利", "提高", "达成预期指标", "30", "6"))

    says_evaluation_says_but_scores = wording(
        "P22.evaluation_says_but_scores",
        "自评表“{name}”：“{name2}”写“{actual}”，却得{score}分（分值{weight}分）；{word}一般对应分值的{least}%至{most}%。",
        "Evaluation “{name}”: “{name2}” says “{actual}” but scores {score} of {weight}; the words stand "
        "for {least} to {most} %.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per indicator whose words do not fit, or one that passes per form."""
        for view in evaluations_of(disclosure):
            yield from self.all_well(view, self._unfit(view))

    def _unfit(self, view: EvaluationView) -> Iterator[Finding]:
        for row in view.indicators:
            weight, score, band = points(row.weight), points(row.score), _band(row)
            if band is None or not weight or score is None or not _usable(row):
                continue
            share = score / weight
            word, least, most = band
            if least <= share <= most:
                continue
            yield self.found(
                f"{view.key}/{row.name}",
                "fail",
                self.says_evaluation_says_but_scores(
                    name=view.name,
                    name2=row.name,
                    actual=row.actual.printed,
                    score=number(score),
                    weight=number(weight),
                    word=word,
                    least=number(least * 100),
                    most=number(most * 100),
                ),
                evaluation_place(row, "actual"),
                evaluation_place(row, "score"),
                left=(sides.ACHIEVED, row.actual.printed),
                right=(sides.SCORE_WEIGHT, f"{score:f}/{weight:f}"),
            )


class P23(EvaluationCheck):
    """Nothing was paid out, and yet number, quality or time of the work are said to be achieved. For review."""

    code = "P23"
    rule_zh = "没有支出，却称数量、质量或时效指标已完成。仅供复核。"
    title_zh = "分文未支而称产出已达成"
    title_en = "Achieved though nothing was paid"
    why_zh = "钱一分没花，却写数量、质量达成预期，需要说明是怎样完成的。"
    why_en = "If no money was spent, it should be said how the work was done all the same."
    good = evaluation()
    bad = evaluation(money="10⇥10⇥0⇥10⇥0⇥0", total="88⇥良")

    says_evaluation_nothing_executed_yet = wording(
        "P23.evaluation_nothing_executed_yet",
        "自评表“{name}”：全年执行数为0，“{name2}”却写“{actual}”。",
        "Evaluation “{name}”: nothing was executed, yet “{name2}” says “{actual}”.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per such indicator, or one that passes per form; silent where no amount is printed."""
        for view in evaluations_of(disclosure):
            executed, budget = view.money("executed"), view.money("budget")
            if executed is None or budget is None or not budget.value:
                continue
            if not executed.sure:
                yield self.unsure(view.key, view.name, executed.place)
                continue
            yield from self.all_well(view, () if executed.value else self._done(view, executed.place))

    def _done(self, view: EvaluationView, executed: Locator) -> Iterator[Finding]:
        for row in view.indicators:
            band = _band(row)
            if row.level2 not in _WORK_DONE or band is None or band[0] != "达成" or not _usable(row):
                continue
            yield self.found(
                f"{view.key}/{row.name}",
                "fail",
                self.says_evaluation_nothing_executed_yet(name=view.name, name2=row.name, actual=row.actual.printed),
                evaluation_place(row, "actual"),
                executed,
                left=(sides.ACHIEVED, row.actual.printed),
                right=(sides.EXECUTED, "0"),
            )


def _costs(view: EvaluationView) -> list[EvaluationIndicator]:
    """The indicators of what was spent in all: by their name and money, whatever became of the label."""
    return [
        row
        for row in view.indicators
        if (row.level2 in COST_LEVELS or (speaks_of_money(row.name) and amount_of(row.target)))
        and not is_unit_price(row.name)
        and _usable(row)
    ]


class P24(EvaluationCheck):
    """The actual value of the only cost indicator is the amount executed. Tolerance: its last printed decimal.

    Said apart where it equals the unspent balance.
    """

    code = "P24"
    rule_zh = "唯一的成本指标，其实际完成值等于执行数，允许末位的差。等于结余的，另行说明。"
    title_zh = "成本指标的实际值等于全年执行数"
    title_en = "Actual cost is what was executed"
    why_zh = "成本指标的完成值就是实际花的钱，应与执行数一致。"
    why_en = "What a project actually cost is what was executed."
    good = evaluation()
    bad = evaluation(rows=achieved(1, "", "成本指标", "整理成本", "≤10万元", "≤2万元", "10", "8"))

    says_evaluation_value_unspent_balance = wording(
        "P24.evaluation_value_unspent_balance",
        "自评表“{name}”“{name2}”（实际完成值等于未花的结余）",
        "Evaluation “{name}”, “{name2}” (its value is the unspent balance)",
    )
    says_evaluation = wording("P24.evaluation", "自评表“{name}”“{name2}”", "Evaluation “{name}”, “{name2}”")
    says_actual_value = wording("P24.actual_value", "实际完成值", "actual value")
    says_executed = wording("P24.executed", "全年执行数", "executed")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per evaluation with one cost indicator whose actual value is money; others are silent."""
        for view in evaluations_of(disclosure):
            rows = [(row, amount) for row in _costs(view) if (amount := amount_of(row.actual)) and not amount.per]
            executed, balance = view.money("executed"), view.money("balance")
            if len(rows) != 1 or executed is None:
                continue
            row, amount = rows[0]
            if not executed.sure:
                yield self.unsure(view.key, view.name, row.place, executed.place)
                continue
            unspent = balance is not None and balance.value == amount.value != executed.value
            yield self.compared(
                f"{view.key}/{row.name}",
                (
                    self.says_evaluation_value_unspent_balance(name=view.name, name2=row.name)
                    if unspent
                    else self.says_evaluation(name=view.name, name2=row.name)
                ),
                (self.says_actual_value(), amount.value),
                (self.says_executed(), executed.value),
                amount.tolerance,
                evaluation_place(row, "actual"),
                executed.place,
            )


class P25(EvaluationCheck):
    """Full points for cost although less than half of the budget was executed. For review: thrift is possible."""

    code = "P25"
    rule_zh = "执行不到预算一半，成本却得满分。仅供复核：也可能是节约。"
    title_zh = "资金多未支出而成本得满分"
    title_en = "Full points for cost while money was hardly spent"
    why_zh = "钱没怎么花，成本自然没有超；能否得满分要看事情是否做完。"
    why_en = "Costs stay low where money is not spent; full points need the work to be done."
    good = evaluation()
    bad = evaluation(
        money="10⇥10⇥2⇥8⇥20.00⇥2.00",
        rows=achieved(1, "", "成本指标", "整理成本", "≤10万元", "≤2万元", "10", "10"),
        total="92⇥优",
    )

    says_evaluation_budget_yuan_spent = wording(
        "P25.evaluation_budget_yuan_spent",
        "自评表“{name}”：预算{budget}元，执行{executed}元，“{name2}”得{score}分（分值{weight}分）。",
        "Evaluation “{name}”: budget {budget} yuan, spent {executed} yuan; “{name2}” scores {score} of {weight}.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per evaluation with money and a cost indicator that has points."""
        for view in evaluations_of(disclosure):
            budget, executed = view.money("budget"), view.money("executed")
            rows = [row for row in _costs(view) if points(row.weight) and points(row.score) is not None]
            if not rows or budget is None or executed is None or not budget.value:
                continue
            if not (budget.sure and executed.sure):
                yield self.unsure(view.key, view.name, executed.place)
                continue
            full = next((row for row in rows if points(row.score) == points(row.weight)), None)
            fails = full is not None and executed.value < budget.value * _HARDLY
            row = full or rows[0]
            yield self.found(
                view.key,
                "fail" if fails else "pass",
                self.says_evaluation_budget_yuan_spent(
                    name=view.name,
                    budget=number(budget.value),
                    executed=number(executed.value),
                    name2=row.name,
                    score=row.score,
                    weight=row.weight,
                ),
                evaluation_place(row, "score"),
                executed.place,
                left=(sides.SCORE_FOR_COST, row.score),
                right=(sides.EXECUTED, f"{executed.value:f}"),
            )


ACHIEVED_CHECKS: tuple[Check, ...] = (P22(), P23(), P24(), P25())
