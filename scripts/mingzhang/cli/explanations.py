"""What a check is, in words: its own, and what it finds in its examples."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mingzhang.checking.examples import findings_of, pair_findings_of
from mingzhang.checks import CHECKS, Check, Example, Finding
from mingzhang.checks.years import YEAR_CHECKS, Pair, PairFinding, YearCheck
from mingzhang.site import words

AnyCheck = Check | YearCheck

_HEADS = {
    "rule": ("规则", "Rule"),
    "why": ("为什么", "Why it matters"),
    "basis": ("依据", "Legal basis"),
    "requires": ("前提", "What it requires"),
    "fix": ("怎样改", "How to fix"),
    "good": ("成立的例子", "An example that holds"),
    "bad": ("不成立的例子", "An example that fails"),
    "says": ("检查这样说", "What the check says of it"),
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
    known = [*words.CHECK_FAMILY, *by_code()]
    return difflib.get_close_matches(code.upper(), known, 4, 0.3) or sorted(words.CHECK_FAMILY)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything told of one check."""

    check: AnyCheck
    good: tuple[str, ...]
    bad: tuple[str, ...]
    findings: tuple[Finding | PairFinding, ...]

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        check = self.check
        names = ("title", "rule", "why", "basis", "requires", "fix")
        texts = {f"{name}_{lang}": getattr(check, f"{name}_{lang}") for name in names for lang in ("zh", "en")}
        return {
            "code": check.code,
            "family": check.code[0],
            "severity": check.severity,
            "attribution": check.attribution,
            **texts,
            "good": list(self.good),
            "bad": list(self.bad),
            "says_zh": [finding.message_zh for finding in self.findings],
            "says_en": [finding.message_en for finding in self.findings],
        }

    def lines(self, lang: str) -> list[str]:
        """For the terminal."""
        check = self.check
        at = 0 if lang == "zh" else 1
        family, whose = words.CHECK_FAMILY[check.code[0]], words.ATTRIBUTION[check.attribution]
        title = getattr(check, f"title_{lang}")
        lines = [f"{check.code}  {title}", " · ".join((family[at], _severity(check)[at], whose[at]))]
        for name in ("rule", "why", "basis", "requires", "fix"):
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
    return Explanation(check, good, bad, failing)


def listed(checks: Sequence[AnyCheck], lang: str) -> list[str]:
    """Codes and titles by family."""
    at = 0 if lang == "zh" else 1
    lines: list[str] = []
    for family, named in words.CHECK_FAMILY.items():
        own = sorted((check for check in checks if check.code[0] == family), key=lambda check: check.code)
        if own:
            lines += ["", f"{family}  {named[at]}"]
            lines += [
                f"  {check.code}  {getattr(check, f'title_{lang}')} ({words.SEVERITY[check.severity][at]})"
                for check in own
            ]
    return lines[1:]


def _severity(check: AnyCheck) -> tuple[str, str]:
    return words.SEVERITY[check.severity]


def _of(example: Example) -> str:
    pieces = (example.document, example.overview, example.tables, example.narrative, example.forms)
    return "\n".join(piece.strip("\n") for piece in pieces if piece)


def _of_pair(pair: Pair) -> tuple[str, ...]:
    sides = ((pair.left, pair.left_year), (pair.right, pair.right_year))
    return tuple(f"({year} {side.kind})\n{_of(side)}" for side, year in sides)


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.split("\n")]
