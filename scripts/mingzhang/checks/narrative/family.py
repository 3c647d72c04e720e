"""What all checks of the narrative share: their legal basis, what they require, and how they are run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from mingzhang.checks.base import Check, Disclosure, Finding, Severity
from mingzhang.checks.narrative.known_wording import is_wording_known, undecided_by_wording
from mingzhang.checks.narrative.lookup import Lookup, lookup_of

BUDGET_TABLE = (
    "2023年政府性基金预算支出表（不含上年结转）\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n合计⇥⇥⇥⇥\n"
)
FINAL_TABLE = "国有资本经营预算财政拨款支出决算表\n单位：万元\n科目代码⇥科目名称⇥合计⇥基本支出⇥项目支出\n合计⇥⇥⇥⇥\n"
"""A table for examples that are about the text alone: a disclosure has at least one."""


class NarrativeCheck(Check):
    """A check of the narrative; subclasses look through a `Lookup`."""

    severity: ClassVar[Severity] = "error"
    basis_zh = (
        "《预算法》第十四条要求公开预算、决算并作出说明；《政府信息公开条例》第五条、第六条要求公开的信息真实、准确。"
        "说明与报表是同一份公开信息。"
    )
    basis_en = (
        "Budget Law, article 14 (budgets and final accounts are published with explanations); Regulations on Open "
        "Government Information, articles 5 and 6 (what is published is true and accurate)."
    )
    fix_zh = "公布者核对原文该句与报表，更正有误的一处。"
    fix_en = "The publisher compares the sentence with the table and corrects whichever is wrong."

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """Every instance in one disclosure; where its wording is not known, nobody is blamed."""
        found = self.look(lookup_of(disclosure))
        return found if is_wording_known(disclosure.narrative) else map(undecided_by_wording, found)

    def look(self, lookup: Lookup) -> Iterable[Finding]:
        """Every instance, found with the disclosure's lookup."""
        raise NotImplementedError
