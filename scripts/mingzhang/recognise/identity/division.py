"""The division a body belongs to: by its name; where that is open, by the places that the document names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mingzhang import codes
from mingzhang.ground.errors import DisclosureError
from mingzhang.recognise.identity.bodies import is_central, is_school
from mingzhang.recognise.identity.cover import Cover
from mingzhang.recognise.identity.gathering import Gathered
from mingzhang.recognise.identity.model import ARGUMENT, Evidence, Overrides, normalise_agency
from mingzhang.recognise.identity.places import Places, short_of
from mingzhang.recognise.identity.questions import contradiction

_ACCEPTED = ("valid", "ended_that_year")
_CENTRAL_SCHOOL = re.compile(
    r"(?:教育部|工业和信息化部|交通运输部|国家民委|中国科学院)(?!门)|中央(?:高校|部门|财政|级)|部属高校|部直属|直属高校"
)


def find_division(
    found: Gathered, cover: Cover | None, name: Evidence, year: int, overrides: Overrides, path: str
) -> tuple[Evidence, str]:
    """Evidence of the code, and the division's full name; or a question that lists the candidates."""
    own = normalise_agency(name.value)
    match = codes.find_division(own, year)
    if overrides.division:
        return _given(overrides.division, match, name, year, path)
    said = _of_school(found, match, name, year) if _is_open_school(own, match) else _of_name(cover, match, name, year)
    if said is None and not match.candidates and is_central(own):
        said = Evidence(codes.CENTRE, name.line, "name is that of a body of the centre")
    if said is None and not is_school(own):
        said = _by_places(found, cover, own, match, year)
    if said is None:
        raise DisclosureError(
            "identify-division",
            _why_none(name.value, year, match),
            path,
            name.line or 1,
            f"a name that begins with one county, city or province of {year}",
            "say which with --division CODE (schemas/codes/divisions.csv lists them)",
        )
    return said, codes.full_name(codes.division_at(said.value, year), year)


def _of_name(cover: Cover | None, match: codes.DivisionMatch, name: Evidence, year: int) -> Evidence | None:
    """The division a name begins with; a place inside it where the cover begins is more exact (a district's school)."""
    if len(match.candidates) != 1 or match.candidates[0].standing not in _ACCEPTED:
        return None
    code = match.candidates[0].division.code
    if cover is not None and cover.place is not None:
        placed = codes.find_division(cover.place.value, year)
        above = {part.code for part in codes.division_path(placed.only.code, year)} if placed.only else set()
        if placed.only and code in above and code != placed.only.code:
            return Evidence(placed.only.code, cover.place.line, f"cover begins with {placed.matched}")
    return Evidence(code, name.line, f"name begins with {match.matched}")


def _is_open_school(own: str, match: codes.DivisionMatch) -> bool:
    """A university that is not called 某省… or 某市…: it may belong to the centre, wherever it stands."""
    return is_school(own) and not match.matched.endswith(tuple("省市县区旗盟州"))


def _of_school(found: Gathered, match: codes.DivisionMatch, name: Evidence, year: int) -> Evidence | None:
    """A university's text says under whom it is: under a ministry, or under the office of a province or city."""
    line = next((n for n, text in enumerate(found.source.lines, 1) if _CENTRAL_SCHOOL.search(text)), None)
    local = Places(found.text, year).offices()
    if line is not None and not local:
        return Evidence(codes.CENTRE, line, "the text speaks of a ministry as its own")
    if line is None and match.only is not None and match.only in local:
        return Evidence(match.only.code, name.line, f"name begins with {match.matched}, and the text names its offices")
    return None


# -- what the caller says ---------------------------------------------------------------------------


def _given(code: str, match: codes.DivisionMatch, name: Evidence, year: int, path: str) -> tuple[Evidence, str]:
    if code not in codes.divisions():
        raise DisclosureError(
            "identify-division",
            f"{code!r} is no division code",
            path,
            None,
            "a six-digit GB/T 2260 code",
            "look it up in schemas/codes/divisions.csv",
        )
    division = codes.division_at(code, year)
    if not (code == codes.CENTRE and is_school(normalise_agency(name.value))):
        _agree(division, match, name, year, path)
    return Evidence(division.code, None, ARGUMENT), codes.full_name(division, year)


def _agree(division: codes.Division, match: codes.DivisionMatch, name: Evidence, year: int, path: str) -> None:
    """An argument may choose among what the name can mean, its successors and what lies inside; no other place."""
    named = {c.division.code for c in match.candidates}
    allowed = named | {code for c in match.candidates for code in c.division.successors}
    inside = {part.code for part in codes.division_path(division.code, year)}
    if named and not allowed & inside:
        message = (
            f"--division {division.code} is {codes.full_name(division, year)}, but {name.value} names {_listed(match)}"
        )
        raise contradiction(message, "division", path, name.line)


# -- what the document says --------------------------------------------------------------------------


def _by_places(
    found: Gathered, cover: Cover | None, own: str, match: codes.DivisionMatch, year: int
) -> Evidence | None:
    """The one candidate that the document speaks of, by its own full name or by what it lies in."""
    if any(c.standing not in _ACCEPTED for c in match.candidates):
        return None  # the longest reading did not exist that year: not settled by places, but asked
    if cover is not None and cover.place is not None and not match.candidates:
        placed = codes.find_division(cover.place.value, year)
        if placed.only:
            return Evidence(placed.only.code, cover.place.line, f"cover begins with {placed.matched}")
    places = Places(found.text, year)
    if match.candidates:
        division = places.decide([c.division for c in match.candidates])
    elif called_after := _short(own, year):
        division = places.decide(called_after, fewest=1)
    else:
        division = places.of_generic(own)
    return _named(found, own, division, year) if division else None


def _named(found: Gathered, own: str, division: codes.Division, year: int) -> Evidence:
    """The first mention of the division, or of what it lies in, that is not the body's own name."""
    path = reversed(codes.division_path(division.code, year))
    said = next((part.name for part in path if part.name in found.text and part.name not in own), division.name)
    return Evidence(division.code, found.line_of(said), f"the text names {said}")


def _short(own: str, year: int) -> Sequence[codes.Division]:
    """Divisions whose name without its last word begins the body's (长… for 长…市)."""
    return [
        division
        for spans in codes.divisions().values()
        for division in spans
        if division.valid_in(year) and len(short := short_of(division)) >= 2 and own.startswith(short)
    ]


def _why_none(name: str, year: int, match: codes.DivisionMatch) -> str:
    if not match.candidates:
        return f"{name} does not begin with the name of a division; the text does not settle one"
    if all(c.standing in ("ended", "not_yet") for c in match.candidates):
        return f"the division {match.matched} did not exist in {year}: {_listed(match)}{_successors(match, year)}"
    if len(match.candidates) == 1:
        centre = codes.full_name(codes.division_at(codes.CENTRE, None))
        return f"{name} may belong to {_listed(match)} or to {codes.CENTRE} {centre}"
    return f"the division {match.matched} is ambiguous: {_listed(match)}"


def _listed(match: codes.DivisionMatch) -> str:
    return "; ".join(f"{c.division.code} {c.full_name}" for c in match.candidates)


def _successors(match: codes.DivisionMatch, year: int) -> str:
    """What became of divisions that ended."""
    known = codes.divisions()
    told: Iterable[str] = (
        f"{code} {codes.full_name(codes.division_at(code, year), year)}"
        for c in match.candidates
        for code in c.division.successors
        if code in known
    )
    found = list(told)
    return f"; since then it is {', '.join(found)}" if found else ""
