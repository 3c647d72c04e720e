"""What the search field looks through: units, those below departments, and names of projects.

The first two are one file each; names of projects are cut into many small files, of which a query needs few.

The files are the same in both languages: addresses count from the root of the portal, and the English pages
look below `en/`. Matching and ranking are done in the browser (`assets/search`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from mingzhang import codes
from mingzhang.site import addresses, words
from mingzhang.site.abbreviations import short_names
from mingzhang.site.bigram_index import BEGINNING, Postings, pairs, squeeze
from mingzhang.site.compact_json import compact_json
from mingzhang.site.pages.units import Entry, ListedProject

_NAMES = 96
"""So many names of projects stand in one file."""
_POSTINGS = 5000
"""About so many numbers of names stand in one file."""

_Named = tuple[Entry, ListedProject]


def unit_index(entries: Sequence[Entry]) -> bytes:
    """`[name, where, codes, address, projects, other names]` for every unit; addresses count from the root."""
    ordered = sorted(entries, key=lambda entry: (entry.unit_key, -entry.fiscal_year, entry.package))
    return compact_json([_unit(list(found)) for _, found in groupby(ordered, key=lambda entry: entry.unit_key)])


def below_index(entries: Sequence[Entry]) -> bytes:
    """`{department: [name, …]}`: the units below it that its documents print with projects of their own.

    Left out is who has a page of its own: a unit of this name in the same division, and the department itself.
    """
    known = {(entry.division_code, squeeze(entry.agency_name)) for entry in entries}
    below: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in in_order(entries):
        department = squeeze(entry.agency_name)
        for project in entry.projects:
            name = squeeze(project.unit_name)
            if name and name not in department and (entry.division_code, name) not in known:
                below["-".join(entry.unit_key)][project.unit_name] = None
    return compact_json({department: list(names) for department, names in below.items()})


def project_files(entries: Sequence[Entry]) -> Iterator[tuple[str, bytes]]:
    """Path and content of all files about names of projects and whose they are, by which the search finds them.

    Names are numbered with the shortest first, so that the lowest numbers of a pair are its best names. The head
    says how many files there are, how many names each holds, and how disclosures are called.
    """
    names = _names(entries)
    postings = Postings()
    for number, name in enumerate(names):
        squeezed = squeeze(name)
        for pair in (BEGINNING + squeezed[:1], *pairs(squeezed)):
            if len(pair) == 2:
                postings.add(pair, number)
    files = postings.files(_POSTINGS)
    head = {"pairs": len(files), "names": len(names), "each": _NAMES, "titles": titles()}
    yield addresses.FIND_PROJECTS, compact_json(head)
    yield addresses.FIND_BELOW, below_index(entries)
    for number, data in enumerate(files):
        yield addresses.found_pairs(number), data
    rows = [_name(name, found) for name, found in names.items()]
    for first in range(0, len(rows), _NAMES):
        yield addresses.found_names(first // _NAMES), compact_json(rows[first : first + _NAMES])


def titles() -> Mapping[str, Sequence[str]]:
    """What disclosures are called, by the end of the name of their package: `{}` stands for the year."""
    return {f"{scope}-{kind}": title for (scope, kind), title in words.SHORT_TITLE.items()}


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """By unit, the newest year first."""
    return sorted(entries, key=lambda entry: (entry.unit_key, -entry.fiscal_year, entry.package))


def where(entry: Entry) -> str:
    """`福建省福州市鼓楼区`."""
    return "".join(division.name for division in codes.division_path(entry.division_code, entry.fiscal_year))


def _names(entries: Sequence[Entry]) -> Mapping[str, Sequence[_Named]]:
    """Who has a project of a name, the shortest names first."""
    found: dict[str, list[_Named]] = defaultdict(list)
    for entry in in_order(entries):
        for project in entry.projects:
            found[project.name].append((entry, project))
    return {name: found[name] for name in sorted(found, key=_by_length)}


def _by_length(name: str) -> tuple[int, str, str]:
    squeezed = squeeze(name)
    return len(squeezed), squeezed, name


def _name(name: str, found: Sequence[_Named]) -> Sequence[Any]:
    """`[name, address below d/]`, or for several projects `[name, how many, of how many units, the unit if one]`."""
    units = {entry.unit_key: None for entry, _ in found}
    if len(found) > 1:
        return [name, len(found), len(units), *("-".join(unit) for unit in units if len(units) == 1)]
    entry, project = found[0]
    table = addresses.table(entry.package, "projects")
    address = f"{table}#{project.row}" if project.row else f"{project.address}#{project.anchor}"
    return [name, address.removeprefix("d/")]


def _unit(entries: Sequence[Entry]) -> Sequence[Any]:
    newest = entries[0]
    names = list(dict.fromkeys(entry.agency_name for entry in entries))
    others = " ".join(dict.fromkeys(short for name in names for short in short_names(name)))
    return [
        " ".join(names),
        where(newest),
        f"{newest.division_code} {newest.agency_code}",
        addresses.unit(*newest.unit_key),
        sum(len(entry.projects) for entry in entries),
        others,
    ]
