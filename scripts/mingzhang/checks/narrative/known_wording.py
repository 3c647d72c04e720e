"""Whether a narrative is in wording that we know: else what its figures seem to contradict is undecided."""

from __future__ import annotations

from dataclasses import replace

from mingzhang.checks.base import Finding
from mingzhang.checks.engine.phrases import wording
from mingzhang.narrative import NarrativeReading

_MOST_UNREAD = 20
"""Of so many numbers one may be read by no pattern; where there are more, the others may be misread as well."""
_FEWEST_UNREAD = 3
"""So many must be unread before they tell anything of a narrative's wording."""

_UNDECIDED = wording(
    "narrative.wording_unknown",
    "{said}情况说明的措辞尚未完全掌握（有较多数字未归入任何陈述），未作判断。",
    "{said} The narrative's wording is not fully known (many of its numbers belong to no statement): undecided.",
)


def is_wording_known(narrative: NarrativeReading) -> bool:
    """Whether nearly every number of the narrative belongs to a statement."""
    unread = len(narrative.unread)
    read = sum(statement.value is not None for statement in narrative.statements)
    return unread < _FEWEST_UNREAD or unread * _MOST_UNREAD <= read + unread


def undecided_by_wording(finding: Finding) -> Finding:
    """A publisher's failure as one that is undecided; anything else as it is."""
    if finding.status != "fail" or finding.attribution != "publisher":
        return finding
    return replace(
        finding,
        status="insufficient_data",
        severity="info",
        attribution="extraction",
        said=_UNDECIDED(said=finding.said),
    )
