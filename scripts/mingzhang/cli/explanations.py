"""What a check is, in words: its own, and what it finds in its examples."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mingzhang.checks import CHECKS, Check, Example, Finding
from mingzhang.checks.years import YEAR_CHECKS, Pair, PairFinding, YearCheck
from mingzhang.examples import findings_of, pair_findings_of

AnyCheck = Check | YearCheck

FAMILIES = {
    "R": ("读取", "Reading"),
    "A": ("表内计算", "Arithmetic inside a table"),
    "X": ("表间核对", "Between tables"),
    "N": ("文字说明", "Narrative"),
    "P": ("绩效表", "Performance forms"),
    "D": ("公开义务", "Duties of disclosure"),
    "Q": ("合理性与文字质量", "Plausibility and text"),
    "Y": ("跨年与预决算", "Between years, budget and final account"),
}
_HEADS = {
    "rule": ("规则（英文）", "Rule"),
    "why": ("为什么", "Why it matters"),
    "basis": ("依据", "Basis"),
    "requires": ("前提", "Requires"),
    "fix": ("怎样改", "How to fix"),
    "good": ("正确的例子", "An example that holds"),
    "bad": ("有误的例子", "An example that does not"),
    "says": ("本核对对有误例子的说法", "What the check says of it"),
}


def catalogue() -> tuple[AnyCheck, ...]:
    """Every check, those between packages included."""
    return (*CHECKS, *YEAR_CHECKS)


@cache
def by_code() -> dict[str, AnyCheck]:
    """Every check by its code."""
    return {check.code: check for check in catalogue()}


def nearest(code: str) -> list[str]:
    """Codes and families like an unknown one."""
    known = [*FAMILIES, *by_code()]
    return difflib.get_close_matches(code.upper(), known, 4, 0.3) or sorted(FAMILIES)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything told of one check."""

    check: AnyCheck
    rule: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    findings: tuple[Finding | PairFinding, ...]

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        check = self.check
        names = ("title", "why", "basis", "requires", "fix")
        words = {f"{name}_{lang}": getattr(check, f"{name}_{lang}") for name in names for lang in ("zh", "en")}
        return {
            "code": check.code,
            "family": check.code[0],
            "severity": check.severity,
            "attribution": check.attribution,
            "rule": self.rule,
            **words,
            "good": list(self.good),
            "bad": list(self.bad),
            "says_zh": [finding.message_zh for finding in self.findings],
            "says_en": [finding.message_en for finding in self.findings],
        }

    def lines(self, lang: str) -> list[str]:
        """For the terminal."""
        check = self.check
        at = 0 if lang == "zh" else 1
        title = getattr(check, f"title_{lang}")
        lines = [f"{check.code}  {title}", f"{FAMILIES[check.code[0]][at]} · {check.severity} · {check.attribution}"]
        lines += ["", _HEADS["rule"][at], *_indented(self.rule)]
        for name in ("why", "basis", "requires", "fix"):
            lines += ["", _HEADS[name][at], *_indented(getattr(check, f"{name}_{lang}"))]
        for name, texts in (("good", self.good), ("bad", self.bad)):
            lines += ["", _HEADS[name][at]]
            for text in texts:
                lines += [*_indented(text), ""] if len(texts) > 1 else _indented(text)
        lines += ["", _HEADS["says"][at]]
        return lines + [f"  {getattr(finding, f'message_{lang}')}" for finding in self.findings]


def explained(check: AnyCheck) -> Explanation:
    """Explain a check; its bad example is converted to hear what it says."""
    findings: Iterable[Finding | PairFinding]
    if isinstance(check, YearCheck):
        good, bad, findings = _of_pair(check.good), _of_pair(check.bad), pair_findings_of(check, check.bad)
    else:
        good, bad, findings = (_of(check.good),), (_of(check.bad),), findings_of(check, check.bad)
    failing = tuple(finding for finding in findings if finding.status == "fail")
    return Explanation(check, inspect.cleandoc(type(check).__doc__ or ""), good, bad, failing)


def listed(checks: Sequence[AnyCheck], lang: str) -> list[str]:
    """Codes and titles by family."""
    lines: list[str] = []
    for family, words in FAMILIES.items():
        own = sorted((check for check in checks if check.code[0] == family), key=lambda check: check.code)
        if own:
            lines += ["", f"{family}  {words[0 if lang == 'zh' else 1]}"]
            lines += [f"  {check.code}  {check.severity:8} {getattr(check, f'title_{lang}')}" for check in own]
    return lines[1:]


def _of(example: Example) -> str:
    pieces = (example.document, example.overview, example.tables, example.narrative, example.forms)
    return "\n".join(piece.strip("\n") for piece in pieces if piece)


def _of_pair(pair: Pair) -> tuple[str, ...]:
    sides = ((pair.left, pair.left_year), (pair.right, pair.right_year))
    return tuple(f"({year} {side.kind})\n{_of(side)}" for side, year in sides)


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.split("\n")]
