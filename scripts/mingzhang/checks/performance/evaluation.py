"""The arithmetic of a self-evaluation: money, rate, points and grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mingzhang.checks.base import Check, Disclosure, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import Phrase, wording
from mingzhang.checks.performance.common import (
    EvaluationCheck,
    EvaluationView,
    decimals_of,
    evaluations_of,
    half_up,
    number,
    place_of,
    text_of,
)
from mingzhang.checks.performance.places import evaluation_place, fund_place
from mingzhang.checks.performance.samples import achieved, evaluation
from mingzhang.forms.model import EvaluationFund
from mingzhang.ground.amounts import MONEY_UNITS, parse_cell
from mingzhang.ground.source import Locator

_CELLS_OF_A_ROW = 4
_GRADES = ((Decimal(90), "优"), (Decimal(80), "良"), (Decimal(60), "中"), (Decimal(0), "差"))
_EXECUTION_POINTS = Decimal(10)
_FULL = Decimal(100)


def points(text: str) -> Decimal | None:
    """A number of points or a rate as printed."""
    return parse_cell(text.rstrip("%％分 ")).value


def _funds(view: EvaluationView) -> Iterator[tuple[str, EvaluationFund]]:
    """The rows of the money with a key; rows of one source printed twice are told apart by their line."""
    seen: set[str] = set()
    for fund in view.form.funds:
        name = fund.source or fund.label
        yield f"{view.key}/{name}" if name not in seen else f"{view.key}/{name}#2", fund
        seen.add(name)


class P15(EvaluationCheck):
    """Executed and balance of a money row add up to its budget. Tolerance: half of the last decimal of each.

    Where the balance is zero although money is left, it may have been taken back: for review.
    """

    code = "P15"
    rule_zh = (
        "资金行的执行数与结余之和等于全年预算数，每个数允许末位的一半。有剩余资金而结余写0的，可能已收回，供复核。"
    )
    severity = "warning"
    title_zh = "执行数加结余等于全年预算数"
    title_en = "Executed and balance are the budget"
    why_zh = "花了的加没花的，就是全部的钱。"
    why_en = "What was spent and what was not are all the money."
    good = evaluation()
    bad = evaluation(money="10⇥10⇥8⇥3⇥80.00⇥8.00")

    says_evaluation = wording("P15.evaluation", "自评表“{name}”{label}", "Evaluation “{name}”, “{label}”")
    says_executed_balance = wording("P15.executed_balance", "全年执行数与结余之和", "executed and balance")
    says_budget = wording("P15.budget", "全年预算数", "budget")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per row that prints all three."""
        for view in evaluations_of(disclosure):
            for key, fund in _funds(view):
                if not {"budget", "executed", "balance"} <= fund.amounts.keys():
                    continue
                if fund.status != "as_printed":
                    yield self.unsure(key, view.name, fund.place)
                    continue
                budget, executed, balance = (fund.amounts[name] for name in ("budget", "executed", "balance"))
                returned = balance == 0 and executed < budget
                yield self.compared(
                    key,
                    self.says_evaluation(name=view.name, label=_bare(fund.label)),
                    (self.says_executed_balance(), executed + balance),
                    (self.says_budget(), budget),
                    _tolerance(fund),
                    *(fund_place(fund, name) for name in ("executed", "balance", "budget")),
                    severity="review" if returned else None,
                )


def _bare(label: str) -> str:
    return label.strip().rstrip("：:")


def _tolerance(fund: EvaluationFund) -> Decimal:
    """What rounding three printed amounts can make: half of the last decimal each."""
    decimals = max(decimals_of(fund.printed.get(name, "")) for name in ("budget", "executed", "balance"))
    return Decimal("1.5").scaleb(-decimals) * MONEY_UNITS[fund.unit] if decimals else Decimal(0)


class P16(EvaluationCheck):
    """The execution rate is executed / budget, rounded half up to the printed decimals.

    One unit of the last decimal off counts as rounding; a budget of zero is not applicable.
    """

    code = "P16"
    rule_zh = "执行率等于执行数除以预算数，按所印小数位四舍五入。末位差一算作尾差；预算数为0的不适用。"
    severity = "error"
    title_zh = "预算执行率计算正确"
    title_en = "The execution rate is executed over budget"
    why_zh = "执行率等于执行数除以全年预算数，是自评得分的依据。"
    why_en = "The rate, on which points depend, is what was executed divided by the budget."
    good = evaluation()
    bad = evaluation(money="10⇥10⇥8⇥2⇥90.00⇥8.00")

    says_evaluation_budget_zero_so = wording(
        "P16.evaluation_budget_zero_so",
        "自评表“{name}”：全年预算数为零，没有执行率。",
        "Evaluation “{name}”: the budget is zero, so there is no rate.",
    )
    says_execution_rate = wording("P16.execution_rate", "执行率", "execution rate")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per row that prints all three."""
        for view in evaluations_of(disclosure):
            for key, fund in _funds(view):
                rate = points(fund.printed.get("rate", ""))
                if rate is None or not {"budget", "executed"} <= fund.amounts.keys():
                    continue
                if fund.status != "as_printed":
                    yield self.unsure(key, view.name, fund.place)
                    continue
                yield self._rate(key, view, fund, rate)

    def _rate(self, key: str, view: EvaluationView, fund: EvaluationFund, rate: Decimal) -> Finding:
        budget, executed = fund.amounts["budget"], fund.amounts["executed"]
        if not budget:
            return self.found(
                key,
                "not_applicable",
                self.says_evaluation_budget_zero_so(name=view.name),
                fund.place,
            )
        decimals = decimals_of(fund.printed["rate"])
        right = half_up(executed / budget * 100, decimals)
        place = fund_place(fund, "rate")
        return compare_points(self, key, view, place, self.says_execution_rate(), rate, right, decimals)


_POINTS = {
    status: wording(
        f"points.{status}",
        f"自评表“{{name}}”：{{what}}印为{{left}}，按表内数字计算为{{right}}{zh}",
        f"Evaluation “{{name}}”: {{what}} printed {{left}}, computed {{right}}{en}",
    )
    for status, zh, en in (
        ("pass", "，一致。", ": equal."),
        ("rounding", "，相差为多次四舍五入所致。", ": rounded more than once."),
        ("fail", "。", "."),
    )
}


def compare_points(
    check: EvaluationCheck,
    key: str,
    view: EvaluationView,
    place: Locator,
    what: Phrase,
    left: Decimal,
    right: Decimal,
    decimals: int,
) -> Finding:
    """A printed number of points against the computed one; one unit of the last decimal is rounding."""
    unit = Decimal(1).scaleb(-decimals)
    gap = left - right
    status = "pass" if gap == 0 else "rounding" if abs(gap) <= unit and decimals else "fail"
    return check.found(
        key,
        status,  # type: ignore[arg-type]
        _POINTS[status](name=view.name, what=what, left=number(left), right=number(right)),
        place,
        left=(what, f"{left:f}"),
        right=(sides.COMPUTED, f"{right:f}"),
        difference=f"{gap:f}",
        tolerance=f"{unit:f}" if decimals else "0",
    )


class P17(EvaluationCheck):
    """The points for execution are a tenth of the execution rate (10 points for 100 %), computed from the amounts.

    One unit of the last decimal off (rounded twice) counts as rounding. Rates over 100 % give 10 points.
    """

    code = "P17"
    rule_zh = (
        "预算执行得分等于执行率的十分之一（100%为10分），由金额重算。末位差一（两次舍入）算作尾差。"
        "执行率超过100%的得10分。"
    )
    severity = "warning"
    title_zh = "预算执行得分等于执行率乘10分"
    title_en = "Points for execution follow from the rate"
    why_zh = "预算执行率占10分，按执行率计得分。"
    why_en = "Execution counts 10 points, given in proportion to the rate."
    good = evaluation()
    bad = evaluation(money="10⇥10⇥8⇥2⇥80.00⇥10.00")

    says_points_execution = wording("P17.points_execution", "执行得分", "points for execution")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per evaluation that prints amounts and points, with the usual weight of 10."""
        for view in evaluations_of(disclosure):
            fund = view.total
            score = points(fund.printed.get("score", "")) if fund else None
            if fund is None or score is None or not {"budget", "executed"} <= fund.amounts.keys():
                continue
            weight = points(fund.printed.get("weight", "")) or _EXECUTION_POINTS
            if fund.status != "as_printed" or weight != _EXECUTION_POINTS or not fund.amounts["budget"]:
                yield self.unsure(view.key, view.name, fund.place)
                continue
            exact = fund.amounts["executed"] / fund.amounts["budget"] * _EXECUTION_POINTS
            decimals = decimals_of(fund.printed["score"])
            right = half_up(min(exact, _EXECUTION_POINTS), decimals)
            place = fund_place(fund, "score")
            yield compare_points(self, view.key, view, place, self.says_points_execution(), score, right, decimals)


class P18(EvaluationCheck):
    """The weights of the indicators add up to 90 (with 10 points for execution) or to 100. Tolerance 0."""

    code = "P18"
    rule_zh = "各指标分值合计为90分（另加预算执行10分）或100分，不允许差额。"
    severity = "warning"
    title_zh = "自评指标分值合计为90分（另加执行率10分）或100分"
    title_en = "Weights of an evaluation add up"
    why_zh = "满分是100分，其中预算执行率10分；分值合计不对，总分就没有意义。"
    why_en = "The full score is 100, ten of them for execution; if weights do not add up, the total means nothing."
    good = evaluation()
    bad = evaluation(rows=achieved(2, "效益指标", "社会效益指标", "查档便利", "提高", "达成预期指标", "20", "20"))

    says_evaluation_weights_add_up = wording(
        "P18.evaluation_weights_add_up",
        "自评表“{name}”：各指标分值合计{held}分，应为90分（另加预算执行率10分）或100分。",
        "Evaluation “{name}”: weights add up to {held}; 90 (10 for execution) or 100 are due.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per evaluation with weights."""
        for view in evaluations_of(disclosure):
            weights = [points(indicator.weight) for indicator in view.indicators]
            if not any(weight is not None for weight in weights):
                continue
            held = sum((weight for weight in weights if weight is not None), Decimal(0))
            places = (view.indicators[0].place, view.indicators[-1].place)
            right = held in (_FULL - _EXECUTION_POINTS, _FULL)
            if not right and (None in weights or not _sure_rows(disclosure, view)):
                yield self.unsure(view.key, view.name, *places)
                continue
            yield self.found(
                view.key,
                "pass" if right else "fail",
                self.says_evaluation_weights_add_up(name=view.name, held=number(held)),
                *places,
                left=(sides.WEIGHTS_ADDED_UP, f"{held:f}"),
                right=(sides.SHOULD_BE, "90"),
                difference=f"{held - 90:f}",
            )


def _sure_rows(disclosure: Disclosure, view: EvaluationView) -> bool:
    """Whether every row stands in the document as read (only its label may have been put back), and all were read."""
    sure = all(row.name_status != "unreliable" and row.value_status != "unreliable" for row in view.indicators)
    return sure and not any(_is_unread_row(disclosure, view, line) for line in _lines_of_rows(view))


def _lines_of_rows(view: EvaluationView) -> range:
    """From the first indicator to the last, or to the total below them."""
    lines = [row.place.line for row in view.indicators]
    total = view.form.fields.get("total_score")
    end = total.line if total is not None and total.line > max(lines) else max(lines) + 1
    return range(min(lines), end)


def _is_unread_row(disclosure: Disclosure, view: EvaluationView, line: int) -> bool:
    """Whether a line among the indicators, as full as a row, belongs to none of them."""
    cells = disclosure.source.lines[line - 1].split("\t")
    filled = sum(bool(cell.strip()) for cell in cells)
    return filled >= _CELLS_OF_A_ROW and all(row.place.line != line for row in view.indicators)


class P19(EvaluationCheck):
    """No score is above its weight or below zero. Tolerance 0."""

    code = "P19"
    rule_zh = "得分不超过分值，也不小于0。"
    severity = "error"
    title_zh = "指标得分不超过分值"
    title_en = "A score is within its weight"
    why_zh = "得分最多等于分值。"
    why_en = "Nobody can score more points than there are."
    good = evaluation()
    bad = evaluation(rows=achieved(2, "效益指标", "社会效益指标", "查档便利", "提高", "达成预期指标", "30", "35"))

    says_evaluation_scores = wording(
        "P19.evaluation_scores",
        "自评表“{name}”：“{name2}”分值{weight}分，得分{score}分。",
        "Evaluation “{name}”: “{name2}” scores {score} of {weight}.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per score above its weight, or one that passes per form."""
        for view in evaluations_of(disclosure):
            yield from self.all_well(view, self._above(view))

    def _above(self, view: EvaluationView) -> Iterator[Finding]:
        for row in view.indicators:
            weight, score = points(row.weight), points(row.score)
            if weight is None or score is None or 0 <= score <= weight:
                continue
            key = f"{view.key}/{row.name}"
            if row.value_status != "as_printed":
                yield self.unsure(key, view.name, row.place)
                continue
            yield self.found(
                key,
                "fail",
                self.says_evaluation_scores(name=view.name, name2=row.name, weight=number(weight), score=number(score)),
                evaluation_place(row, "score"),
                left=(sides.SCORE, f"{score:f}"),
                right=(sides.WEIGHT, f"{weight:f}"),
                difference=f"{score - weight:f}",
            )


class P20(EvaluationCheck):
    """The scores of the indicators and of execution add up to the total. Tolerance: the rounding of the total."""

    code = "P20"
    rule_zh = "各指标得分与执行得分之和等于总分，允许总分四舍五入所能造成的差。"
    severity = "error"
    title_zh = "总分等于各项得分之和"
    title_en = "Scores add up to the total"
    why_zh = "总分决定等级，应当加得对。"
    why_en = "The total decides the grade, so it has to be right."
    good = evaluation()
    bad = evaluation(total="98⇥优")

    says_evaluation_total_scores_add = wording(
        "P20.evaluation_total_scores_add",
        "自评表“{name}”：总分{total}，各项得分之和{held}。",
        "Evaluation “{name}”: total {total}, scores add up to {held}.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per evaluation that prints a total and the points for execution."""
        for view in evaluations_of(disclosure):
            printed = view.form.fields.get("total_score")
            total = points(printed.value) if printed else None
            execution = points(view.total.printed.get("score", "")) if view.total else None
            if printed is None or total is None or not view.indicators:
                continue
            place = Locator(printed.line, printed.cell)
            scores = [execution, *(points(row.score) for row in view.indicators)]
            held = sum((score for score in scores if score is not None), Decimal(0))
            gap = total - held
            unit = Decimal("0.5").scaleb(-decimals_of(printed.value))
            sure = None not in scores and _sure_rows(disclosure, view) and printed.status == "as_printed"
            if gap and not sure:
                yield self.unsure(view.key, view.name, place)
                continue
            rounded = decimals_of(printed.value) < max(decimals_of(f"{s:f}") for s in scores if s is not None)
            status = "pass" if not gap else "rounding" if rounded and abs(gap) <= unit else "fail"
            yield self.found(
                view.key,
                status,  # type: ignore[arg-type]
                self.says_evaluation_total_scores_add(name=view.name, total=number(total), held=number(held)),
                place,
                *(row.place for row in view.indicators[:1]),
                left=(sides.TOTAL_SCORE, f"{total:f}"),
                right=(sides.SCORES_ADDED_UP, f"{held:f}"),
                difference=f"{gap:f}",
                tolerance=f"{unit:f}" if rounded else "0",
            )


class P21(EvaluationCheck):
    """The grade is that of the total: 优 from 90, 良 from 80, 中 from 60, otherwise 差.

    For review: provinces differ.
    """

    code = "P21"
    rule_zh = "等级与总分相符：90分以上为优，80分以上为良，60分以上为中，其余为差。仅供复核：各省不同。"
    title_zh = "等级与总分相符"
    title_en = "The grade fits the total"
    why_zh = "90分以上为优、80分以上为良、60分以上为中，其余为差；各省可能另有规定。"
    why_en = "From 90 points 优, from 80 良, from 60 中, else 差, unless the province rules otherwise."
    good = evaluation()
    bad = evaluation(total="96⇥良")

    says_evaluation_total_grade = wording(
        "P21.evaluation_total_grade",
        "自评表“{name}”：总分{total}，等级为“{grade}”，按90、80、60分划分应为“{right}”。",
        "Evaluation “{name}”: total {total}, grade “{grade}”; by 90, 80 and 60 it is “{right}”.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per evaluation that prints total and grade."""
        for view in evaluations_of(disclosure):
            total, grade = points(text_of(view.form, "total_score")), text_of(view.form, "grade")
            if total is None or not grade:
                continue
            places = place_of(view.form, "total_score"), place_of(view.form, "grade")
            if any(view.form.fields[name].status != "as_printed" for name in ("total_score", "grade")):
                yield self.unsure(view.key, view.name, *places)
                continue
            right = next((word for least, word in _GRADES if total >= least), "差")
            yield self.found(
                view.key,
                "pass" if grade.startswith(right) else "fail",
                self.says_evaluation_total_grade(name=view.name, total=number(total), grade=grade, right=right),
                *places,
                left=(sides.GRADE, grade),
                right=(sides.BY_THE_TOTAL, right),
            )


ARITHMETIC_OF_EVALUATIONS: tuple[Check, ...] = (P15(), P16(), P17(), P18(), P19(), P20(), P21())
