"""Administrative divisions (GB/T 2260) with the years in which each name of a code was valid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from mingzhang.codes.published_lists import read_rows

Level = Literal["centre", "province", "prefecture", "county"]
LEVELS: Mapping[str, Level] = MappingProxyType(
    {"centre": "centre", "province": "province", "prefecture": "prefecture", "county": "county"}
)
CENTRE = "100000"
"""The code of what belongs to no division: bodies of the centre (GB/T 2260 itself begins with 110000)."""


@dataclass(frozen=True, slots=True)
class Division:
    """One name of one code; `valid_from` None: since the list begins, `valid_to` None: still valid.

    Years are those of the lists at year's end: a division abolished in 2018 has `valid_to` 2017.
    """

    code: str
    name: str
    level: Level
    parent: str
    valid_from: int | None = None
    valid_to: int | None = None
    successors: tuple[str, ...] = ()

    def valid_in(self, year: int | None) -> bool:
        """Whether the list of the end of `year` has it; without a year, whether it is still valid."""
        if year is None:
            return self.valid_to is None
        return (self.valid_from or 0) <= year <= (self.valid_to or 9999)


def _year(text: str) -> int | None:
    return int(text) if text else None


@cache
def divisions() -> Mapping[str, tuple[Division, ...]]:
    """Every division by code; a code that changed its name has several, the earliest first."""
    found: dict[str, list[Division]] = {}
    for row in read_rows("divisions"):
        successors = tuple(code for code in row["successor_code"].split(";") if code)
        division = Division(
            row["division_code"],
            row["name"],
            LEVELS[row["level"]],
            row["parent_code"],
            _year(row["valid_from"]),
            _year(row["valid_to"]),
            successors,
        )
        found.setdefault(division.code, []).append(division)
    return MappingProxyType(
        {code: tuple(sorted(spans, key=lambda span: span.valid_from or 0)) for code, spans in found.items()}
    )


def division_at(code: str, year: int | None) -> Division:
    """The division of a code in a year (None: now); outside its years the nearest. KeyError if unknown."""
    spans = divisions()[code]
    if year is None:
        return spans[-1]
    started = [span for span in spans if (span.valid_from or 0) <= year]
    return started[-1] if started else spans[0]


def division_path(code: str, year: int | None = None) -> tuple[Division, ...]:
    """Province, prefecture (if any) and county of a code, as they were named in `year` (None: now).

    A division that ended keeps the path it had in its last year. KeyError for a code the list lacks.
    """
    return path_of(division_at(code, year), year)


def path_of(division: Division, year: int | None = None) -> tuple[Division, ...]:
    """The path of one given division, whichever of its code's names it is."""
    if division.valid_to is not None and (year is None or year > division.valid_to):
        year = division.valid_to
    if year is not None and division.valid_from is not None:
        year = max(year, division.valid_from)
    if not division.parent:
        return (division,)
    return (*path_of(division_at(division.parent, year), year), division)


def full_name(division: Division, year: int | None = None) -> str:
    """The path in one word: 福建省福州市鼓楼区."""
    return "".join(part.name for part in path_of(division, year))
