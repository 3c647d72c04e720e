"""The catalogue of checks: an explicit list, and the ledger they write."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from mingzhang.checks.arithmetic import ARITHMETIC_CHECKS
from mingzhang.checks.base import Check, Disclosure, Example, Finding, SummaryCheck
from mingzhang.checks.between import BETWEEN_CHECKS
from mingzhang.checks.duties import DUTY_CHECKS
from mingzhang.checks.duties.cut import spare_what_is_cut_off
from mingzhang.checks.engine.blame import judge_blame
from mingzhang.checks.narrative import NARRATIVE_CHECKS
from mingzhang.checks.performance import PERFORMANCE_CHECKS
from mingzhang.checks.plausibility import PLAUSIBILITY_CHECKS
from mingzhang.checks.reading import READING_CHECKS

CHECKS: tuple[Check, ...] = (
    *READING_CHECKS,
    *ARITHMETIC_CHECKS,
    *BETWEEN_CHECKS,
    *NARRATIVE_CHECKS,
    *PERFORMANCE_CHECKS,
    *PLAUSIBILITY_CHECKS,
    *DUTY_CHECKS,
)

__all__ = ["CHECKS", "Check", "Disclosure", "Example", "Finding", "ledger"]


def ledger(disclosure: Disclosure) -> list[Finding]:
    """Everything that was compared in one disclosure, in the order of the catalogue.

    What touches the place where a document breaks off is undecided, and what our reading does not prove is not laid
    at the publisher. Summaries run last, over what the others
    found. Where the document prints the same row twice, the second instance gets `#2`, as facts do.
    """
    found = {check.code: list(spare_what_is_cut_off(disclosure, check.find(disclosure))) for check in CHECKS}
    found = judge_blame(disclosure, found)
    others = [finding for findings in found.values() for finding in findings]
    for check in CHECKS:
        if isinstance(check, SummaryCheck):
            found[check.code] = list(check.summarise(disclosure, others))
    used: Counter[tuple[str, str]] = Counter()
    findings = []
    for finding in (finding for of_check in found.values() for finding in of_check):
        used[finding.check, finding.instance] += 1
        number = used[finding.check, finding.instance]
        findings.append(finding if number == 1 else replace(finding, instance=f"{finding.instance}#{number}"))
    return findings
