"""The title that counts: the cover's, else one that stands elsewhere, else the tables'."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mingzhang.recognise.identity.bodies import leads_with_division
from mingzhang.recognise.identity.cover import Cover
from mingzhang.recognise.identity.gathering import Gathered
from mingzhang.recognise.identity.model import Evidence, normalise_agency
from mingzhang.recognise.identity.votes import Votes

_ELSEWHERE = "a title in the text"


def main_cover(found: Gathered) -> Cover | None:
    """The best reading of the first title in the head: the one whose name the document bears out."""
    if not found.covers:
        return None
    first = found.covers[0].kind.line
    readings = [cover for cover in found.covers if cover.kind.line == first]
    return max(readings, key=lambda cover: _rank(found, cover))


def _rank(found: Gathered, cover: Cover) -> tuple[bool, bool, bool, bool, int]:
    """A name in the captions, then one that begins with its division; a scope; of equal ones the shorter title."""
    name = normalise_agency(cover.name.value) if cover.name else ""
    known = bool(name) and any(normalise_agency(other) == name for other in (*found.captions, *found.forms))
    return known, bool(name) and leads_with_division(name), bool(name), cover.scope is not None, -len(cover.lines)


def elsewhere(found: Gathered, part: Callable[[Cover], Evidence | None]) -> Votes:
    """What the titles away from the cover say: running heads, names of attachments."""
    votes = Votes()
    for cover in found.running:
        if said := part(cover):
            votes.add(said.value, said.line or 1)
    return votes


def told_elsewhere(found: Gathered, part: Callable[[Cover], Evidence | None]) -> Evidence | None:
    """The one value that most of these titles say, if they agree."""
    votes = elsewhere(found, part)
    value = votes.only()
    return replace(votes.evidence(value, _ELSEWHERE)) if value is not None else None
