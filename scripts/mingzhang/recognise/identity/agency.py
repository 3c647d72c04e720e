"""The agency's code as printed beside its own name, in a form or in a table that lists units."""

from __future__ import annotations

import hashlib
import re

from mingzhang import codes
from mingzhang.ground.errors import DisclosureError
from mingzhang.recognise.identity.gathering import Gathered
from mingzhang.recognise.identity.model import ARGUMENT, Evidence, Overrides, normalise_agency
from mingzhang.recognise.identity.questions import contradiction

_CODE = re.compile(r"[0-9]{3,12}|x[0-9a-f]{8}")


def find_agency(found: Gathered, name: Evidence, overrides: Overrides, path: str) -> Evidence:
    """The code; where none is printed, `x` and eight digits made from the name."""
    normalised = normalise_agency(name.value)
    own = [(code, line, basis) for code, other, line, basis in found.agencies if is_same_agency(other, normalised)]
    if overrides.agency:
        return _given(overrides.agency, own, name, path)
    shortest = min((len(code) for code, _, _ in own), default=0)
    candidates: dict[str, Evidence] = {}
    for code, line, basis in own:
        if len(code) == shortest:
            candidates.setdefault(code, Evidence(code, line, basis))
    if len(candidates) > 1:
        lines = [found.line or 1 for found in candidates.values()]
        raise DisclosureError(
            "identify-agency",
            f"several agency codes are printed for {name.value}: {', '.join(sorted(candidates))}",
            path,
            min(lines),
            "one agency code",
            "say which with --agency",
        )
    for only in candidates.values():
        return only
    digest = hashlib.sha256(normalised.encode()).hexdigest()[:8]
    return Evidence(f"x{digest}", None, "no code printed: from the SHA-256 of the normalised name")


def _given(agency: str, own: list[tuple[str, int, str]], name: Evidence, path: str) -> Evidence:
    if not _CODE.fullmatch(agency):
        raise DisclosureError(
            "identify-agency", f"{agency!r} is no agency code", path, None, "3 to 12 digits", "correct --agency"
        )
    printed = {code: line for code, line, _ in own}
    if printed and agency not in printed:
        message = f"--agency {agency}, but {name.value} is printed with {', '.join(sorted(printed))}"
        raise contradiction(message, "agency", path, min(printed.values()))
    return Evidence(agency, None, ARGUMENT)


def is_same_agency(one: str, other: str) -> bool:
    """Whether two normalised names differ at most by names of divisions at the beginning (某县教育局, 教育局)."""
    short, long = sorted((one, other), key=len)
    extra = long.removesuffix(short)
    return one == other or (long != extra and codes.find_division(long).matched.startswith(extra))
