"""Which disclosures are worth comparing, by rule: those of one unit, and those of units that are called alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from mingzhang import codes
from mingzhang.codes import normalise_name

_BRACKETS = re.compile("[（(][^（()）]*[)）]$")
MOST = 6
"""Up to so many disclosures stand side by side."""


class Listed(Protocol):
    """What is needed of a disclosure."""

    @property
    def package(self) -> str:
        """Its name."""

    @property
    def agency_name(self) -> str:
        """Its unit."""

    @property
    def division_code(self) -> str:
        """Where the unit is."""

    @property
    def unit_key(self) -> tuple[str, str]:
        """Division and agency code."""

    @property
    def fiscal_year(self) -> int:
        """The year."""

    @property
    def kind(self) -> str:
        """Budget or final accounts."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Disclosures to compare. `name`: the unit, or what the names of the units have in common."""

    relation: Literal["unit", "name"]
    name: str
    packages: tuple[str, ...]
    units: int


def suggestions(entries: Iterable[Listed]) -> list[Suggestion]:
    """The largest groups first: units called alike (same kind, same year), then units with several disclosures."""
    ordered = sorted(entries, key=lambda entry: (entry.division_code, entry.package))
    by_name: dict[tuple[str, str, int], list[Listed]] = defaultdict(list)
    by_unit: dict[tuple[str, str], list[Listed]] = defaultdict(list)
    for entry in ordered:
        by_name[common_name(entry), entry.kind, entry.fiscal_year].append(entry)
        by_unit[entry.unit_key].append(entry)
    alike = [
        Suggestion("name", name, _packages(found), units)
        for (name, _, _), found in by_name.items()
        if name and (units := len({entry.unit_key for entry in found})) > 1
    ]
    own = [
        Suggestion("unit", found[0].agency_name, _packages(of_years(found)), 1)
        for found in by_unit.values()
        if len(found) > 1
    ]
    return [*sorted(alike, key=_size), *sorted(own, key=_size)]


def of_years(entries: Iterable[Listed]) -> list[Listed]:
    """Disclosures of one unit, the newest `MOST` of them, oldest first."""
    return sorted(entries, key=lambda entry: (entry.fiscal_year, entry.kind, entry.package))[-MOST:]


def common_name(entry: Listed) -> str:
    """The name without its divisions and what stands in brackets behind it: `示例县档案馆（本级）` → `档案馆`."""
    name = normalise_name(entry.agency_name)
    for division in codes.division_path(entry.division_code, entry.fiscal_year):
        name = name.replace(division.name, "")
    return _BRACKETS.sub("", name)


def _packages(entries: Sequence[Listed]) -> tuple[str, ...]:
    return tuple(entry.package for entry in entries[:MOST])


def _size(found: Suggestion) -> tuple[int, str, tuple[str, ...]]:
    return -len(found.packages), found.name, found.packages
