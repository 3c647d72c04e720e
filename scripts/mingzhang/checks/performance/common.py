"""What the checks of performance forms share: their texts, money of a form, findings, one view per form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import ClassVar

from mingzhang.checks.base import Attribution, Check, Disclosure, Finding, Label, Severity, Status
from mingzhang.checks.engine.phrases import Phrase, Value, Wording, wording
from mingzhang.checks.engine.places import places_of, statements_in
from mingzhang.checks.performance.places import fund_place
from mingzhang.forms.model import Evaluation, EvaluationFund, EvaluationIndicator, Target
from mingzhang.forms.output import read_attribute, read_years
from mingzhang.ground.source import Locator
from mingzhang.narrative.model import Statement

TOLERANCE_YUAN = Decimal(50)
"""Half of 0.01 万元: what rounding to the 万元 of the tables can make of an amount in 元."""

_NOTHING = ("", "")
_PRECISION = 80
"""Digits enough for any quotient of two printed amounts."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a form in 元 and its place; `sure` where it stands in the document as read."""

    value: Decimal
    place: Locator
    sure: bool = True
    printed: str = ""


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target form as checks look at it; `years` is the length of the project, None where not printed."""

    form: Target
    year: Money | None
    period: Money | None
    years: int | None
    attribute: str

    @property
    def key(self) -> str:
        """The form's id: the beginning of the key of every instance."""
        return self.form.form_id

    @property
    def name(self) -> str:
        """The project the form names."""
        return text_of(self.form, "project_name")

    @property
    def one_year(self) -> bool:
        """A project that ends within the year, by its attribute or by its period."""
        return self.years == 1 or (self.years is None and self.attribute == "one_off")


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """An evaluation as checks look at it: the row of the total and the rows of the indicators."""

    form: Evaluation
    total: EvaluationFund | None
    indicators: tuple[EvaluationIndicator, ...]

    @property
    def key(self) -> str:
        """The form's id."""
        return self.form.form_id

    @property
    def name(self) -> str:
        """The project the form names."""
        return text_of(self.form, "project_name")

    def money(self, column: str) -> Money | None:
        """An amount of the total row."""
        fund = self.total
        if fund is None or column not in fund.amounts:
            return None
        place = fund_place(fund, column)
        return Money(fund.amounts[column], place, fund.status == "as_printed", fund.printed.get(column, ""))


def targets_of(disclosure: Disclosure) -> tuple[TargetView, ...]:
    """The target forms of projects (those of whole departments follow other rules)."""
    return disclosure.once(_targets)


def evaluations_of(disclosure: Disclosure) -> tuple[EvaluationView, ...]:
    """The self-evaluations of projects."""
    return disclosure.once(_evaluations)


def _targets(disclosure: Disclosure) -> tuple[TargetView, ...]:
    return tuple(_target(form) for form in disclosure.forms.targets if not form.overall)


def _evaluations(disclosure: Disclosure) -> tuple[EvaluationView, ...]:
    return tuple(_evaluation(form) for form in disclosure.forms.evaluations if not form.overall)


def _target(form: Target) -> TargetView:
    return TargetView(
        form,
        _total(form, "year"),
        _total(form, "period"),
        read_years(text_of(form, "period")),
        read_attribute(text_of(form, "attribute")),
    )


def _total(form: Target, side: str) -> Money | None:
    found = [fund for fund in form.funds if fund.side == side and fund.source == "total" and fund.amount is not None]
    if not found or found[0].amount is None:
        return None
    same = len({fund.amount for fund in found}) == 1
    fund = found[0]
    assert fund.amount is not None
    return Money(fund.amount, fund.place, same and fund.status == "as_printed", fund.printed)


def _evaluation(form: Evaluation) -> EvaluationView:
    total = next((fund for fund in form.funds if fund.source == "total"), None)
    rows = tuple(indicator for indicator in form.indicators if "generated" not in indicator.notes)
    return EvaluationView(form, total, rows)


def text_of(form: Target | Evaluation, name: str) -> str:
    """A field of a form's head, blank where it is not printed."""
    printed = form.fields.get(name)
    return printed.value if printed else ""


def place_of(form: Target | Evaluation, name: str) -> Locator:
    """Where a field stands; the first line of the form where it does not."""
    printed = form.fields.get(name)
    return Locator(printed.line, printed.cell) if printed else Locator(form.spans[0][0])


def number(value: Decimal) -> str:
    """A number as people write it, with separators and without needless zeros."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(value: Decimal) -> str:
    """An amount in 元 for a message."""
    return f"{number(value)}元"


def half_up(value: Decimal, decimals: int) -> Decimal:
    """Rounded as people do: a half goes up."""
    with localcontext(prec=_PRECISION):
        return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def decimals_of(printed: str) -> int:
    """How many decimals a printed number has."""
    return len(printed.rstrip("%％ ").partition(".")[2])


class FormCheck(Check):
    """A check of performance forms: builds findings, and holds the texts that most of the family share."""

    severity: ClassVar[Severity] = "review"
    fix_zh = "公布者核对该表的相关内容，确有原因的可在表中说明。"
    fix_en = "The publisher checks these entries of the form, or says in it why they differ."
    requires_zh: ClassVar[str] = (
        "需要附有绩效表；没有附表时不产生结果。数值由本系统复原、推断或存疑的，记为“数据不足”，不作为公布者的问题。"
    )
    requires_en: ClassVar[str] = (
        "A performance form must be attached; without one there is no instance. Values that our reading restored, "
        "inferred or doubts count as insufficient data, never as the publisher's mistake."
    )

    says_values_restored_inferred_doubted = wording(
        "FormCheck.values_restored_inferred_doubted",
        "“{name}”的有关数值由本系统复原、推断、存疑或未能读取，不能据此核对。",
        "Values of “{name}” were restored, inferred, doubted or not read by us, so nothing is compared.",
    )
    says_form_nothing_found = wording(
        "FormCheck.form_nothing_found", "绩效表“{name}”：未见问题。", "Form “{name}”: nothing found."
    )

    _ENDS: ClassVar[dict[str, Wording]] = {
        status: wording(
            f"yuan.{status}",
            f"{{where}}：{{left}}{{left_yuan}}元，{{right}}{{right_yuan}}元{zh}",
            f"{{where}}: {{left}} {{left_yuan}} yuan, {{right}} {{right_yuan}} yuan{en}",
        )
        for status, zh, en in (
            ("pass", "，二者一致。", ": equal."),
            ("rounding", "，相差在四舍五入以内。", ": equal within rounding."),
            ("fail", "，相差{gap}元。", "; they differ by {gap} yuan."),
        )
    }

    def found(
        self,
        key: str,
        status: Status,
        said: Phrase,
        *places: Locator | Statement,
        left: tuple[Label, str] = _NOTHING,
        right: tuple[Label, str] = _NOTHING,
        difference: str = "",
        tolerance: str = "",
        severity: Severity | None = None,
        attribution: Attribution | None = None,
    ) -> Finding:
        """A finding of this check; its severity counts only where it fails."""
        return Finding(
            self.code,
            key,
            status,
            (severity or self.severity) if status == "fail" else "info",
            attribution or self.attribution,
            said,
            *left,
            *right,
            difference=difference,
            tolerance=tolerance,
            locators=places_of(places),
            statements=statements_in(places),
        )

    def unsure(self, key: str, name: str, *places: Locator | Statement) -> Finding:
        """Values of this form were restored, inferred or doubted by our reading: nothing can be said."""
        return self.found(
            key,
            "insufficient_data",
            self.says_values_restored_inferred_doubted(name=name),
            *places,
            attribution="extraction",
        )

    def compared(
        self,
        key: str,
        where: Phrase,
        left: tuple[Phrase, Decimal],
        right: tuple[Phrase, Decimal],
        tolerance: Decimal,
        *places: Locator | Statement,
        severity: Severity | None = None,
    ) -> Finding:
        """Two amounts in 元, each with its name: equal, equal within rounding, or not."""
        gap = left[1] - right[1]
        status: Status = "pass" if gap == 0 else "rounding" if abs(gap) <= tolerance else "fail"
        told: dict[str, Value] = {
            "where": where,
            "left": left[0],
            "left_yuan": number(left[1]),
            "right": right[0],
            "right_yuan": number(right[1]),
        }
        if status == "fail":
            told["gap"] = number(abs(gap))
        return self.found(
            key,
            status,
            self._ENDS[status](**told),
            *places,
            left=(left[0], f"{left[1]:f}"),
            right=(right[0], f"{right[1]:f}"),
            difference=f"{gap:f}",
            tolerance=f"{tolerance:f}",
            severity=severity,
        )

    def all_well(self, view: TargetView | EvaluationView, findings: Iterable[Finding]) -> Iterator[Finding]:
        """What was found of a form, or one instance saying that nothing was."""
        told = False
        for finding in findings:
            told = True
            yield finding
        if not told:
            yield self.found(
                view.key,
                "pass",
                self.says_form_nothing_found(name=view.name),
                Locator(view.form.spans[0][0]),
            )


class TargetCheck(FormCheck):
    """A check of the forms that set targets."""

    basis_zh = (
        "财预〔2015〕88号《中央部门预算绩效目标管理办法》：绩效目标应与资金相匹配，指标细化、量化；各省办法类同。"
    )
    basis_en = (
        "Cai Yu [2015] No. 88 on performance targets of budgets: targets match the money, and indicators are specific "
        "and measurable; provinces have rules alike."
    )


class EvaluationCheck(FormCheck):
    """A check of the forms that evaluate."""

    basis_zh = "财预〔2020〕10号《项目支出绩效评价管理办法》及其附表；各省可另行规定，故有不同时请对照当地办法。"
    basis_en = (
        "Cai Yu [2020] No. 10 on evaluating project expenditure, and its forms; provinces may set other rules, "
        "so compare with those of the place."
    )


def stated(disclosure: Disclosure, name: str) -> list[Statement]:
    """The narrative's figures of this kind that hold a number."""
    return [s for s in disclosure.narrative.statements if s.statement == name and s.value is not None]
