"""What a finding points at: places to show, and figures of the narrative, from one list of evidence."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang.ground.source import Locator
from mingzhang.narrative.model import Statement

Evidence = Locator | Statement | None
"""A place, or a figure of the narrative with its place; nothing where what was looked for is not there."""


def places_of(evidence: Iterable[Evidence]) -> tuple[Locator, ...]:
    """Every place once, in order."""
    found = (item.locator if isinstance(item, Statement) else item for item in evidence)
    return tuple(dict.fromkeys(place for place in found if place is not None))


def statements_in(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The ids of the figures of the narrative, each once."""
    return tuple(dict.fromkeys(item.statement_id for item in evidence if isinstance(item, Statement)))
