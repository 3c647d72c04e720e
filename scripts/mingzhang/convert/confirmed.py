"""Figures that were recognised in a picture, and that identities of the document bear out.

A recognised figure counts as confirmed only where it was read as an amount, stands in an identity that holds to the
last digit (a sum of at least two parts, a comparison of two tables: checks of the families A and X), and in none that
fails. It is computed here, each time; no package and no reader can say it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mingzhang.checks import Finding
from mingzhang.ground.source import Locator, Mark, Source

_FEWEST = {"A": 3, "X": 2}
"""Places of an identity, by the family of its check: a total and its only part are misread alike."""


def confirm(source: Source, findings: Iterable[Finding]) -> Source:
    """The source with a mark `confirmed` beside every mark `ocr` of a cell that is borne out, and no other."""
    told = tuple(mark for mark in source.marks if mark.mark != "confirmed")
    recognised = {mark.locator for mark in told if mark.mark == "ocr" and mark.locator.cell}
    confirmed = recognised & _borne_out(findings) if recognised else set()
    marks = sorted((*told, *(Mark(place, "confirmed") for place in confirmed)), key=lambda mark: mark[:2])
    return replace(source, marks=tuple(marks)) if confirmed or len(told) < len(source.marks) else source


def _borne_out(findings: Iterable[Finding]) -> set[Locator]:
    held: set[Locator] = set()
    broken: set[Locator] = set()
    for finding in findings:
        fewest = _FEWEST.get(finding.check[:1])
        if fewest is not None and finding.status == "fail":
            broken.update(finding.locators)
        elif fewest is not None and finding.status == "pass" and len(set(finding.locators)) >= fewest:
            held.update(finding.locators)
    return held - broken
