"""Which divisions a text names: the votes for a body whose own name leaves its place open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from mingzhang import codes

_FEWEST = 2
"""Mentions of a place before it counts: one may be an example or another's address."""
_CLEARLY = 4
"""How many mentions one place must have for each of the next."""
_LAST = re.compile(r"(?:省|市|县|区|州|旗|盟|地区)$")
_ORGAN = re.compile(r"(?:人民政府|人大|人民代表大会|财政[局厅]|委员会|委|政协|人社局|编办)")
_OFFICE = re.compile(r"财政[局厅]|教育[局厅]|教委|教育委员会|教育工作委员会")
_LONGEST = 15
_GENERIC = re.compile(r"(?:中共|中国共产党)?(?P<level>[省市县区州旗盟])(?!场)")


def short_of(division: codes.Division) -> str:
    """A division's name without its last word: what bodies are often called after."""
    return _LAST.sub("", division.name)


@cache
def _names(year: int) -> dict[str, tuple[codes.Division, ...]]:
    """Divisions of a year by their full name."""
    found: dict[str, list[codes.Division]] = {}
    for spans in codes.divisions().values():
        for division in spans:
            if division.valid_in(year):
                found.setdefault(division.name, []).append(division)
    return {name: tuple(divisions) for name, divisions in found.items()}


class Places:
    """The divisions a text (without line ends) names; scanned once, when it is first asked for."""

    def __init__(self, text: str, year: int) -> None:
        self.text = text
        self.year = year

    def decide(self, candidates: Sequence[codes.Division], fewest: int = _FEWEST) -> codes.Division | None:
        """The one candidate the text speaks of: what it is called and lies in, where the others' is not the same.

        `fewest` mentions are needed: one is enough where the body's own name holds the place's.
        """
        voices = {division: self._voices(division, candidates) for division in candidates}
        ranked = sorted(candidates, key=lambda division: -voices[division])
        if not ranked or voices[ranked[0]] < fewest:
            return None
        second = voices[ranked[1]] if len(ranked) > 1 else 0
        return ranked[0] if voices[ranked[0]] >= _CLEARLY * second else None

    def _voices(self, division: codes.Division, candidates: Sequence[codes.Division]) -> int:
        """Mentions of its own name and of what it lies in; names that it shares with another candidate say nothing."""
        others = [other for other in candidates if other.code != division.code]
        above = {part.name for other in others for part in codes.division_path(other.code, self.year)}
        names = {part.name for part in codes.division_path(division.code, self.year)} - above
        if division.name not in {other.name for other in others}:
            names.add(division.name)
        path = [part.name for part in codes.division_path(division.code, self.year)]
        return sum(self.text.count(name) for name in names) + (self.text.count("".join(path[-2:])) if path[1:] else 0)

    def of_generic(self, name: str) -> codes.Division | None:
        """The division of 市审计局 or 区财政局: the one of that level whose organs the text names."""
        match = _GENERIC.match(name)
        level = match["level"] if match else ""
        organs = Counter(
            {place: n for place, n in self._organs().items() if not level or place.endswith(level) or level == "市"}
        )
        ranked = organs.most_common(2)
        if not ranked or ranked[0][1] < _FEWEST or (len(ranked) > 1 and ranked[0][1] < _CLEARLY * ranked[1][1]):
            return None
        named = _names(self.year)[ranked[0][0]]
        return named[0] if len(named) == 1 else self.decide(named)

    def offices(self) -> set[codes.Division]:
        """Divisions whose office of finance or of education the text names."""
        found = self._organs(_OFFICE)
        return {division for place in found for division in _names(self.year)[place]}

    def _organs(self, organs: re.Pattern[str] = _ORGAN) -> Counter[str]:
        """Names of divisions before one of their organs (某市人民政府, 某市财政局), with the number of mentions."""
        names = _names(self.year)
        found: Counter[str] = Counter()
        for organ in organs.finditer(self.text):
            before = self.text[max(0, organ.start() - _LONGEST) : organ.start()]
            place = next((before[at:] for at in range(len(before) - 1) if before[at:] in names), "")
            if place:
                found[place] += 1
        return found
