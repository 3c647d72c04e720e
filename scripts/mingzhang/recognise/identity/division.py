"""The division a body belongs to: by its name; where that is open, by the places that the document names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mingzhang import codes
from mingzhang.ground.errors import DisclosureError
from mingzhang.recognise.identity.bodies import is_central, is_school
from mingzhang.recognise.identity.cover import Cover
from mingzhang.recognise.identity.gather import Gathered
from mingzhang.recognise.identity.model import ARGUMENT, Evidence, Overrides, normalise_agency
from mingzhang.recognise.identity.places import Places, short_of
from mingzhang.recognise.identity.questions import contradiction

_ACCEPTED = ("valid", "ended_that_year")
_CENTRAL_SCHOOL = re.compile(
    r"(?:教育部|工业和信息化部|交通运输部|中央)(?:直属|主管|部门|高校|级|所属)|部属高校|部直属|直属高校"
)


def find_division(
    found: Gathered, cover: Cover | None, name: Evidence, year: int, overrides: Overrides, path: str
) -> tuple[Evidence, str]:
    """Evidence of the code, and the division's full name; or a question that lists the candidates."""
    own = normalise_agency(name.value)
    match = codes.find_division(own, year)
    if overrides.division:
        return _given(overrides.division, match, name, year, path)
    if is_school(own) and (told := _of_school(found, own, match, name, year)):
        return told
    if len(match.candidates) == 1 and match.candidates[0].standing in _ACCEPTED and not _open_school(own, match):
        only = match.candidates[0]
        return Evidence(only.division.code, name.line, f"name begins with {match.matched}"), only.full_name
    if is_central(own):
        return _centre(name.line, "name is that of a body of the centre")
    if placed := _by_places(found, cover, own, match, year):
        return placed[1], codes.full_name(placed[0], year)
    raise DisclosureError(
        "identify-division",
        _why_none(name.value, year, match),
        path,
        name.line or 1,
        f"a name that begins with one county, city or province of {year}",
        "say which with --division CODE (schemas/codes/divisions.csv lists them)",
    )


def _centre(line: int | None, basis: str) -> tuple[Evidence, str]:
    return Evidence(codes.CENTRE, line, basis), codes.full_name(codes.division_at(codes.CENTRE, None))


def _open_school(own: str, match: codes.DivisionMatch) -> bool:
    """A university called after a city without saying that it is the city's."""
    return is_school(own) and not match.matched.endswith(tuple("省市县区旗盟州"))


def _of_school(
    found: Gathered, own: str, match: codes.DivisionMatch, name: Evidence, year: int
) -> tuple[Evidence, str] | None:
    """A university says under whom it is; one that is called 某市… or 某省… is theirs."""
    if match.candidates and not _open_school(own, match):
        return None
    line = next((n for n, text in enumerate(found.source.lines, 1) if _CENTRAL_SCHOOL.search(text)), None)
    places = Places(found.text, year)
    local = places.governments()
    if line is not None and not local:
        return _centre(line, "the text says that it is under a body of the centre")
    if line is None and match.candidates and match.only in local:
        return Evidence(
            match.candidates[0].division.code, name.line, f"name begins with {match.matched}"
        ), codes.full_name(match.candidates[0].division, year)
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
) -> tuple[codes.Division, Evidence] | None:
    """The one candidate that the document speaks of, by its own full name or by what it lies in."""
    if any(c.standing not in _ACCEPTED for c in match.candidates):
        return None  # the longest reading did not exist that year: not settled by places, but asked
    if cover is not None and cover.place is not None and not match.candidates:
        placed = codes.find_division(cover.place.value, year)
        if placed.only:
            return placed.only, Evidence(placed.only.code, cover.place.line, f"cover begins with {placed.matched}")
    places = Places(found.text, year)
    if named := [c.division for c in match.candidates]:
        division = places.decide(named)
    elif called_after := _short(own, year):
        division = places.decide(called_after, fewest=1)
    else:
        division = places.of_generic(own)
    if division is None:
        return None
    said = next(
        (part.name for part in reversed(codes.division_path(division.code, year)) if part.name in found.text),
        division.name,
    )
    return division, Evidence(division.code, found.line_of(said), f"the text names {said}")


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
        return f"{name} does not begin with the name of a division"
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
