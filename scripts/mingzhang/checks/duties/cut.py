"""Where a document breaks off, nothing can be said of what stands there: it was probably lost in conversion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mingzhang.checks.base import Disclosure, Finding
from mingzhang.checks.duties.view import view_of
from mingzhang.checks.engine.phrases import wording

_CUT_OFF = wording(
    "cut_off",
    "{said}文档在此处中断，可能是截断所致，未作判断。",
    "{said} The document breaks off here, which may be the cause: undecided.",
)


def spare_what_is_cut_off(disclosure: Disclosure, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; the publisher's failures that touch the table or section in which the document breaks off
    become undecided. A finding about the headings above that section is about it too.
    """
    view = view_of(disclosure)
    first, headings = view.broken_block
    for finding in findings:
        blamed = finding.status == "fail" and finding.attribution == "publisher"
        touched = first and any(place.line >= first or place.line in headings for place in finding.locators)
        yield _undecided(finding) if blamed and touched else finding


def _undecided(finding: Finding) -> Finding:
    return replace(
        finding,
        status="insufficient_data",
        severity="info",
        attribution="extraction",
        said=_CUT_OFF(said=finding.said),
    )
