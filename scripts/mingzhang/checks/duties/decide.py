"""What the duties share: how one is decided, the law it rests on, and what a decision looks like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal

from mingzhang.checks.base import Attribution, Check, Finding, Label, Severity, Status
from mingzhang.checks.engine.phrases import Phrase
from mingzhang.checks.engine.places import Evidence, places_of, statements_in

Outcome = Literal["pass", "info", "review", "warning", "error", "not_applicable", "unknown"]
"""How a duty came out. `warning` and `error` are failures; `review` and `info` may legitimately differ."""

_STATUS: dict[Outcome, Status] = {
    "pass": "pass",
    "not_applicable": "not_applicable",
    "unknown": "insufficient_data",
}
_SEVERITY: dict[Outcome, Severity] = {"review": "review", "warning": "warning", "error": "error"}

LAW_ZH = "《预算法》第十四条：部门预算、决算及报表由各部门公开，并对机关运行经费等重要事项作出说明。"
LAW_EN = (
    "Budget Law art. 14: departments publish their budgets, final accounts and tables, and explain "
    "operating costs and other important matters."
)
REGULATION_ZH = "《预算法实施条例》第六条：公开基本支出和项目支出，功能分类到项，基本支出的经济分类到款。"
REGULATION_EN = (
    "Implementing Regulation of the Budget Law art. 6: basic and project expenditure are published, by function "
    "down to items (项), basic expenditure by economic nature down to sections (款)."
)
MEASURES_ZH = "财预〔2016〕143号《地方预决算公开操作规程》（引用文件；条款序号未能核对，故不引条）。"
MEASURES_EN = (
    "Cai Yu [2016] No. 143 on local disclosure (the document is cited, not an article: its numbering "
    "could not be confirmed)."
)
INFORMATION_ZH = "《政府信息公开条例》第二十条：预算、决算信息属主动公开内容；第六条：信息应当准确。"
INFORMATION_EN = (
    "Open Government Information Regulation art. 20 (budgets and final accounts are published unasked) "
    "and art. 6 (accuracy)."
)
REQUIRES_ZH = "需要识别出相应的章节或表；读取有疑问、可能在转换中丢失或措辞未能识别时不作判断。"
REQUIRES_EN = (
    "The section or table must have been recognised; where reading is in doubt, where it may have been lost in "
    "conversion or where its wording was not recognised, the duty is left undecided."
)


class Duty(Check):
    """A disclosure duty, decided with evidence. A defect of our extraction never makes it fail."""

    severity: ClassVar[Severity] = "warning"
    requires_zh: ClassVar[str] = REQUIRES_ZH
    requires_en: ClassVar[str] = REQUIRES_EN
    basis_zh: ClassVar[str] = MEASURES_ZH
    basis_en: ClassVar[str] = MEASURES_EN

    def decide(
        self,
        instance: str,
        outcome: Outcome,
        said: Phrase,
        places: Iterable[Evidence] = (),
        values: Sequence[Label] = (),
        attribution: Attribution = "publisher",
    ) -> Finding:
        """One decision. `values` are up to four: left label and value, right label and value."""
        evidence = tuple(places)
        left, left_value, right, right_value = (*values, "", "", "", "")[:4]
        return Finding(
            self.code,
            instance,
            _STATUS.get(outcome, "fail"),
            _SEVERITY.get(outcome, "info"),
            attribution,
            said,
            left,
            str(left_value),
            right,
            str(right_value),
            locators=places_of(evidence),
            statements=statements_in(evidence),
        )
