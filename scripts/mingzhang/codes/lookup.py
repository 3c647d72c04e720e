"""The division an organisation's name begins with, by path, by year, never a silent first choice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from mingzhang.codes.classifications import normalise_name
from mingzhang.codes.divisions import CENTRE, Division, divisions, full_name, path_of

Standing = Literal["valid", "ended_that_year", "ended", "not_yet"]
_ORDER: tuple[Standing, ...] = ("valid", "ended_that_year", "ended", "not_yet")
_ACCEPTED = ("valid", "ended_that_year")

_PREFIX = re.compile(
    r"(?:中国共产党|中共|中国共产主义青年团|共青团|中国人民政治协商会议|政协|中华人民共和国"
    r"|国家税务总局|国家统计局|国家金融监督管理总局|中国人民银行|中国气象局|中国人民解放军"
    r"|中国国际贸易促进委员会|中国国民党革命委员会|民革|中国民主同盟|民盟|中国民主建国会|民建|中国民主促进会|民进"
    r"|中国农工民主党|农工党|中国致公党|致公党|九三学社|台湾民主自治同盟|台盟)+"
)
"""What may stand before the division's name."""

_SHORT_PROVINCE = re.compile(r"(?:维吾尔|壮族|回族)?自治区$|特别行政区$|[省市]$")
_PEOPLE = (
    "各族|[满回藏彝壮苗傣白羌侗瑶黎畲水土佤怒]族|蒙古族?|哈萨克族?|柯尔克孜|塔吉克|锡伯|维吾尔|朝鲜族|土家族"
    "|布依族|仡佬族|景颇族|傈僳族|拉祜族|哈尼族|纳西族|独龙族|普米族|布朗族|撒拉族|保安族|东乡族|裕固族"
    "|仫佬族|毛南族|达斡尔族|鄂温克族"
)
_AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:{_PEOPLE})+自治(州|县|旗)$")
_STREET = frozenset("路街道桥镇乡村社")
"""After the short name of a province these make it part of another word (北京路街道办事处)."""


class _Form(NamedTuple):
    division: Division
    short: bool


class _Chain(NamedTuple):
    """Divisions read one after the other from the beginning; `end` is where the last one stops."""

    end: int
    short: bool
    division: Division


@dataclass(frozen=True, slots=True)
class DivisionCandidate:
    """A division the text may name, with its full path name and how it stands in the year asked for."""

    division: Division
    path: tuple[Division, ...]
    full_name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class DivisionMatch:
    """What `find_division` read: the words that matched and every division they may mean."""

    text: str
    year: int | None
    matched: str
    candidates: tuple[DivisionCandidate, ...]

    @property
    def only(self) -> Division | None:
        """The division if there is exactly one candidate; None if there is none or a choice."""
        return self.candidates[0].division if len(self.candidates) == 1 else None


def find_division(text: str, year: int | None = None) -> DivisionMatch:
    """The divisions named at the beginning of an organisation's name.

    Province, prefecture and county may each be left out; the longest reading wins and every part must
    lie in the one before. Divisions valid or abolished in `year` (None: still valid) are preferred to any
    other, whose `standing` says so; if the longest reading is none of the year's and a shorter one is,
    both are candidates. No candidate means: the text does not begin with a division.
    """
    name = normalise_name(text)
    prefix = _PREFIX.match(name)
    start = prefix.end() if prefix else 0
    chains = sorted(_read(name, start, None), key=lambda chain: -chain.end)
    chosen: list[_Chain] = []
    for end in dict.fromkeys(chain.end for chain in chains):
        best = _best([chain for chain in chains if chain.end == end], year)
        accepted = _standing(best[0].division, year) in _ACCEPTED
        if not chosen or accepted:
            chosen += best
        if accepted:
            break
    found = {chain.division: None for chain in chosen}
    matched = name[start : chosen[0].end] if chosen else ""
    return DivisionMatch(text, year, matched, tuple(_candidate(division, year) for division in found))


def _candidate(division: Division, year: int | None) -> DivisionCandidate:
    return DivisionCandidate(division, path_of(division, year), full_name(division, year), _standing(division, year))


def _standing(division: Division, year: int | None) -> Standing:
    if division.valid_in(year):
        return "valid"
    if division.valid_to is None or (year is not None and division.valid_from and year < division.valid_from):
        return "not_yet"
    return "ended_that_year" if year == division.valid_to + 1 else "ended"


def _best(chains: list[_Chain], year: int | None) -> list[_Chain]:
    """Of readings of the same words: official names before short ones, then the best standing.

    In the year of a change the old division stands beside another of its name, unless that succeeds it.
    """
    standing = {chain: _standing(chain.division, year) for chain in chains}
    official = [chain for chain in chains if not chain.short and standing[chain] in _ACCEPTED]
    considered = official or chains
    first = min((standing[chain] for chain in considered), key=_ORDER.index)
    best = [chain for chain in considered if standing[chain] == first]
    if first == "valid":
        codes = {chain.division.code for chain in best}
        ended = (chain for chain in considered if standing[chain] == "ended_that_year")
        best += [c for c in ended if codes.isdisjoint((c.division.code, *c.division.successors))]
    return sorted(best, key=lambda chain: chain.division.code)


def _read(name: str, start: int, above: Division | None) -> Iterator[_Chain]:
    """Every reading of `name` from `start` as a chain of divisions inside `above`."""
    forms, lengths = _index()
    for length in lengths.get(name[start : start + 1], ()):
        end = start + length
        for form in forms.get(name[start:end], ()) if end <= len(name) else ():
            if above is not None and not _inside(form.division, above):
                continue
            if form.short and form.division.level == "province" and name[end : end + 1] in _STREET:
                continue
            yield _Chain(end, form.short, form.division)
            yield from _read(name, end, form.division)


def _inside(division: Division, above: Division) -> bool:
    if above.level == "province":
        return division.level != "province" and division.code[:2] == above.code[:2]
    return division.parent == above.code


@cache
def _index() -> tuple[Mapping[str, tuple[_Form, ...]], Mapping[str, tuple[int, ...]]]:
    """Forms by name, and the lengths of names by their first character (longest first)."""
    forms: dict[str, list[_Form]] = defaultdict(list)
    for code, spans in divisions().items():
        for division in spans if code != CENTRE else ():
            forms[division.name].append(_Form(division, short=False))
            for short in _short_names(division):
                forms[short].append(_Form(division, short=True))
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in forms:
        lengths[name[0]].add(len(name))
    return (
        {name: tuple(found) for name, found in forms.items()},
        {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
    )


def _short_names(division: Division) -> Iterator[str]:
    """山西 for 山西省, 凉山州 for 凉山彝族自治州; nothing shorter than two characters."""
    if division.level == "province":
        yield _SHORT_PROVINCE.sub("", division.name)
    elif match := _AUTONOMOUS.match(division.name):
        yield "".join(match.groups())
