"""Self-evaluations that are attached, against what the narrative declares of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mingzhang.checks.base import Check, Disclosure, Example, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import wording
from mingzhang.checks.performance.common import TOLERANCE_YUAN, EvaluationCheck, evaluations_of, number, stated
from mingzhang.checks.performance.samples import EXPENDITURE, evaluation, evaluation_text
from mingzhang.ground.source import Locator
from mingzhang.narrative.model import Statement

_GRADES = {"excellent": "优", "good": "良", "fair": "中", "poor": "差"}
_EVALUATED = (
    "十、绩效评价情况\n1、预算绩效管理工作开展情况\n"
    "2023年度二级项目绩效自评个数{}个，涉及资金{}万元：{}个项目自评等级为“优”。\n"
)


class P13(EvaluationCheck):
    """The declared number and money of self-evaluations are those of the forms attached.

    Money may be the budget (pass); where it equals what was executed, that is said.
    """

    code = "P13"
    rule_zh = "申明的自评个数和资金，等于所附自评表的个数和资金。资金为预算数即成立；等于执行数的，另行说明。"
    title_zh = "申明的自评个数和资金与自评表相符"
    title_en = "Declared number and money of evaluations"
    why_zh = "自评了几个项目、涉及多少钱，应能从所附自评表数出来、加出来。"
    why_en = "How many projects were evaluated and for how much money should follow from the forms attached."
    good = evaluation(narrative=_EVALUATED.format(1, 10, 1))
    bad = evaluation(narrative=_EVALUATED.format(3, 10, 1))

    says_text_declares_evaluations_forms = wording(
        "P13.text_declares_evaluations_forms",
        "说明称自评项目{statement}个，所附自评表{count}张。",
        "The text declares {statement} evaluations; {count} forms are attached.",
    )
    says_evaluations_amount_named_what = wording(
        "P13.evaluations_amount_named_what",
        "自评情况（说明所列为执行数之和，不是预算数）",
        "Evaluations (the amount named is what was executed, not the budget)",
    )
    says_evaluations = wording("P13.evaluations", "自评情况", "Evaluations")
    says_text_names = wording("P13.text_names", "说明所称涉及资金", "the text names")
    says_budgets_forms = wording("P13.budgets_forms", "各表全年预算数之和", "the budgets of the forms")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per declared number and per declared amount; silent where no form is attached."""
        forms = evaluations_of(disclosure)
        if not forms:
            return
        for statement in stated(disclosure, "evaluations_count"):
            assert statement.value is not None
            fails = statement.value != len(forms)
            yield self.found(
                statement.statement_id,
                "fail" if fails else "pass",
                self.says_text_declares_evaluations_forms(statement=number(statement.value), count=len(forms)),
                statement,
                left=(sides.SELF_EVALUATIONS_DECLARED, f"{statement.value:f}"),
                right=(sides.SELF_EVALUATIONS_ATTACHED, str(len(forms))),
            )
        for statement in stated(disclosure, "evaluations_amount"):
            yield from self._amount(disclosure, statement)

    def _amount(self, disclosure: Disclosure, statement: Statement) -> Iterator[Finding]:
        forms, declared = evaluations_of(disclosure), statement.value_yuan
        sums = {}
        for column in ("budget", "executed"):
            found = [view.money(column) for view in forms]
            if not all(money and money.sure for money in found):
                yield self.unsure(statement.statement_id, "自评表", statement)
                return
            sums[column] = sum((money.value for money in found if money), Decimal(0))
        if declared is None:
            return
        tolerance = TOLERANCE_YUAN * (len(forms) + 1)
        spent = abs(declared - sums["executed"]) <= tolerance < abs(declared - sums["budget"])
        where = self.says_evaluations_amount_named_what() if spent else self.says_evaluations()
        yield self.compared(
            statement.statement_id,
            where,
            (self.says_text_names(), declared),
            (self.says_budgets_forms(), sums["budget"]),
            tolerance,
            statement,
            *(money.place for view in forms if (money := view.money("budget"))),
        )


class P14(EvaluationCheck):
    """The declared number of evaluations per grade is that of the forms attached.

    Compared where as many forms are attached as are declared; otherwise insufficient data.
    """

    code = "P14"
    rule_zh = "申明的各等级自评个数，等于所附自评表中该等级的个数。所附自评表与申明个数相同时才比较，否则记为无法核对。"
    severity = "warning"
    title_zh = "申明的自评等级与自评表相符"
    title_en = "Declared grades are those of the forms"
    why_zh = "说明里优、良、中、差各几个，应与所附自评表相同。"
    why_en = "The numbers of good and poor grades in the text should be those of the forms."
    good = evaluation(narrative=_EVALUATED.format(1, 10, 1))
    bad = Example(
        tables=EXPENDITURE,
        narrative=_EVALUATED.format(1, 10, 1),
        forms=evaluation_text(total="86⇥良"),
        kind="final",
    )

    says_text_declares_grade_forms = wording(
        "P14.text_declares_grade_forms",
        "说明称等级为“{word}”的{statement}个，自评表中有{count}个。",
        "The text declares {statement} of grade “{word}”; the forms show {count}.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per declared grade; silent where no form is attached."""
        forms = evaluations_of(disclosure)
        declared = {s.value for s in stated(disclosure, "evaluations_count")}
        printed = [view.form.fields.get("grade") for view in forms]
        known = all(grade and grade.status == "as_printed" for grade in printed)
        for statement in stated(disclosure, "evaluation_grade_count") if forms else ():
            word = _GRADES.get(statement.subject.code or statement.subject.name, statement.subject.name)
            if not known or declared != {Decimal(len(forms))}:
                yield self.unsure(statement.statement_id, "自评表等级", statement)
                continue
            held = [view for view, grade in zip(forms, printed, strict=True) if grade and grade.value.startswith(word)]
            assert statement.value is not None
            yield self.found(
                statement.statement_id,
                "pass" if statement.value == len(held) else "fail",
                self.says_text_declares_grade_forms(word=word, statement=number(statement.value), count=len(held)),
                statement,
                *(Locator(grade.line, grade.cell) for grade in printed if grade),
                left=(sides.IN_THE_TEXT, f"{statement.value:f}"),
                right=(sides.SELF_EVALUATIONS, str(len(held))),
            )


DECLARED_CHECKS: tuple[Check, ...] = (P13(), P14())
