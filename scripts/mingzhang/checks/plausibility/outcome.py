"""What all plausibility checks share: how a finding is written, and the words that hold for the whole family."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from mingzhang.checks.base import Attribution, Check, Finding, Label, Severity
from mingzhang.checks.engine.phrases import Phrase
from mingzhang.checks.engine.places import Evidence, places_of, statements_in

_MOST_PLACES = 8
_LONGEST_EXCERPT = 40

TABLE = """2023年预算支出总表
部门名称：示例县档案馆
单位：万元
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
合计⇥⇥20.00⇥20.00⇥
2012601⇥行政运行⇥20.00⇥20.00⇥"""
"""The smallest table an example needs, so that its document is a disclosure."""

Side = tuple[Label, str]
"""Label and value of one side of a comparison."""


class PlausibilityCheck(Check):
    """A check whose findings ask for a person's look: severity review or info, never an error."""

    severity: ClassVar[Severity] = "review"

    def finding(
        self,
        instance: str,
        fails: bool,
        said: Phrase,
        places: Iterable[Evidence] = (),
        left: Side = ("", ""),
        right: Side = ("", ""),
        attribution: Attribution | None = None,
    ) -> Finding:
        """One instance; the messages say how it came out."""
        evidence = tuple(places)
        return Finding(
            self.code,
            instance,
            "fail" if fails else "pass",
            self.severity if fails else "info",
            (attribution or self.attribution) if fails else "publisher",
            said,
            *left,
            *right,
            locators=places_of(evidence)[:_MOST_PLACES],
            statements=statements_in(evidence),
        )

    def undecided(self, instance: str, said: Phrase, places: Iterable[Evidence] = ()) -> Finding:
        """An instance that cannot be decided, with the reason."""
        evidence = tuple(places)
        return Finding(
            self.code,
            instance,
            "insufficient_data",
            "info",
            "publisher",
            said,
            locators=places_of(evidence)[:_MOST_PLACES],
            statements=statements_in(evidence),
        )

    def or_nothing(self, findings: Iterable[Finding], said: Phrase) -> Iterable[Finding]:
        """The findings, or a single pass that says that the whole document was looked through."""
        found = False
        for finding in findings:
            found = True
            yield finding
        if not found:
            yield self.finding("document", False, said)


class TextCheck(PlausibilityCheck):
    """A check of the wording of a disclosure."""

    basis_zh = (
        "《政府信息公开条例》第六条：行政机关应当及时、准确地公开政府信息；财预〔2016〕143号：内容准确、形式规范。"
    )
    basis_en = (
        "Regulations on Open Government Information art. 6: information is disclosed in time and accurately; "
        "Cai Yu [2016] No. 143: accurate content, regular form."
    )
    requires_zh = "只看文件正文、标题和绩效表的文字，不看指标值；没有发现时记为通过。"
    requires_en = (
        "Reads the running text, headings and the texts of performance forms, not indicator values; "
        "passes where nothing is found."
    )


class AccountCheck(PlausibilityCheck):
    """A check of amounts against the definitions of the classification they are booked under."""

    basis_zh = "财政部《政府收支分类科目》对功能分类和经济分类科目的说明。"
    basis_en = (
        "The Ministry of Finance's Classification of Government Revenue and Expenditure: definitions of the items."
    )
    requires_zh = "需要读到有关表格；缺少时不作判断，记为资料不足。"
    requires_en = "Needs the tables it speaks of; without them nothing is decided (insufficient data)."


def excerpt(text: str) -> str:
    """The beginning of a text, short enough for a message."""
    return text if len(text) <= _LONGEST_EXCERPT else text[: _LONGEST_EXCERPT - 1] + "…"


def around(text: str, start: int, end: int) -> str:
    """A piece of a text with some characters before and after it."""
    first, last = max(0, start - 8), min(len(text), end + 12)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
