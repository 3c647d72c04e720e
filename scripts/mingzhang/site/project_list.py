"""What the page of all projects looks through: a directory of disclosures, files of projects, an index of words.

A choice of unit, place, year, function or words leads to the few files that can hold what is asked for; money alone
needs all of them. The files are the same in both languages; `assets/all-projects` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mingzhang.site import addresses
from mingzhang.site.bigram_index import Postings, pairs, squeeze
from mingzhang.site.compact_json import compact_json
from mingzhang.site.concerns import flag
from mingzhang.site.find import in_order, titles, where
from mingzhang.site.labels import english_name
from mingzhang.site.pages.units import Entry, ListedProject

_ROWS = 1500
"""A file is full with so many projects; a disclosure is never cut."""
_POSTINGS = 16000
"""About so many numbers of projects stand in one file of the index."""
PARTS = 8
"""A project and where it says something are one number: eight times the project, 1 for its name, 2 for its
indicators, 4 for its purpose."""


def project_files(entries: Sequence[Entry]) -> Iterator[tuple[str, bytes]]:
    """Path and content of all files."""
    listed = [entry for entry in in_order(entries) if entry.projects]
    index = _index(listed).files(_POSTINGS)
    files = _cut(listed)
    yield addresses.PROJECT_LIST, compact_json(_directory(listed, [len(file) for file in files], len(index)))
    for number, file in enumerate(files):
        yield addresses.listed_projects(number), compact_json(_columns(file))
    for number, data in enumerate(index):
        yield addresses.project_pairs(number), data


def _cut(listed: Sequence[Entry]) -> list[list[Entry]]:
    files: list[list[Entry]] = []
    held = _ROWS
    for entry in listed:
        if held >= _ROWS:
            files.append([])
            held = 0
        files[-1].append(entry)
        held += len(entry.projects)
    return files


def _directory(listed: Sequence[Entry], cut: Sequence[int], pair_files: int) -> dict[str, Any]:
    """`disclosures`: `[package, unit, projects, functions, units below it]`, functions being places in `functions`.

    `cut` tells how many disclosures each file holds, in their order.
    """
    functions = {function: None for entry in listed for function in entry.functions}
    numbers = {function: number for number, function in enumerate(sorted(functions))}
    return {
        "titles": titles(),
        "places": {entry.division_code: where(entry) for entry in reversed(listed)},
        "functions": [[code, name, english_name(name)] for code, name in numbers],
        "pairs": pair_files,
        "cut": cut,
        "disclosures": [
            [
                entry.package,
                entry.agency_name,
                len(entry.projects),
                [numbers[found] for found in entry.functions],
                list(dict.fromkeys(own for project in entry.projects if (own := _own(entry, project)))),
            ]
            for entry in listed
        ],
    }


def _columns(file: Sequence[Entry]) -> dict[str, Sequence[Any]]:
    """One list for every column. `own` is the unit where it is not the one that publishes; -1 indicators: no form.

    `flag` is the gravest finding, or nothing.
    """
    rows = [(entry, project) for entry in file for project in entry.projects]
    return {
        "name": [project.name for _, project in rows],
        "own": [_own(entry, project) for entry, project in rows],
        "printed": [project.printed for _, project in rows],
        "unit": [project.unit for _, project in rows],
        "yuan": [project.yuan.removesuffix(".00") for _, project in rows],
        "indicators": [project.indicators if project.has_form else -1 for _, project in rows],
        "address": [_below(entry, project) for entry, project in rows],
        "source": [project.source for _, project in rows],
        "flag": [flag(project.findings) for _, project in rows],
    }


def _own(entry: Entry, project: ListedProject) -> str:
    return project.unit_name if project.unit_name != entry.agency_name else ""


def _below(entry: Entry, project: ListedProject) -> str:
    return f"{project.address.removeprefix(addresses.disclosure(entry.package))}#{project.anchor}"


def _index(listed: Sequence[Entry]) -> Postings:
    """Every pair of characters of names, indicators and purposes, with the projects that say it."""
    postings = Postings()
    for number, project in enumerate(project for entry in listed for project in entry.projects):
        parts: dict[str, int] = {}
        for part, said in ((1, [project.name]), (2, project.promises.split("\n")), (4, [project.purpose])):
            for text in said:
                for pair in pairs(squeeze(text)):
                    parts[pair] = parts.get(pair, 0) | part
        for pair, where_said in parts.items():
            postings.add(pair, number * PARTS + where_said)
    return postings
