"""What the search field looks through: units and projects, matched by substring in the browser.

The lists are the same in both languages: addresses count from the root of the portal, and the English pages
look below `en/`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from mingzhang import codes
from mingzhang.site import addresses
from mingzhang.site.pages.units import Entry, ListedProject


def unit_index(entries: Sequence[Entry]) -> bytes:
    """`[name, where, codes, address]` for every unit; addresses count from the root of the portal."""
    ordered = sorted(entries, key=lambda entry: (entry.unit_key, -entry.fiscal_year, entry.package))
    return _json([_unit(list(found)) for _, found in groupby(ordered, key=lambda entry: entry.unit_key)])


def project_index(entries: Sequence[Entry]) -> bytes:
    """`[project, whose, address]` for every project name of every disclosure: its row, or else its form."""
    rows = []
    for entry in sorted(entries, key=lambda entry: entry.package):
        found: dict[str, str] = {}
        for project in entry.projects:
            table = addresses.table(entry.package, "projects")
            found.setdefault(
                project.name, f"{table}#{project.row}" if project.row else f"{project.address}#{project.anchor}"
            )
        whose = f"{entry.agency_name} {entry.short_titles[0]}"
        rows += [[name, whose, address] for name, address in found.items()]
    return _json(rows)


def project_list(entries: Sequence[Entry]) -> bytes:
    """What the filters of the list of projects look through, disclosure by disclosure.

    `[unit, where, [title in Chinese, in English], address, projects]`, a project being `[name, unit of the
    department, printed, unit of measure, 元, indicators or null without a form, address below the
    disclosure, place of the money in the source]`; addresses count from the root of the portal.
    """
    return _json(
        [
            [
                entry.agency_name,
                where(entry),
                entry.short_titles,
                addresses.disclosure(entry.package),
                [_project(entry, project) for project in entry.projects],
            ]
            for entry in in_order(entries)
            if entry.projects
        ]
    )


def project_words(entries: Sequence[Entry]) -> bytes:
    """What the forms say, for every project of `project_list` in the same order."""
    return _json([[project.words for project in entry.projects] for entry in in_order(entries) if entry.projects])


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """By unit, the newest year first."""
    return sorted(entries, key=lambda entry: (entry.unit_key, -entry.fiscal_year, entry.package))


def where(entry: Entry) -> str:
    """`福建省福州市鼓楼区`."""
    return "".join(division.name for division in codes.division_path(entry.division_code, entry.fiscal_year))


def _project(entry: Entry, project: ListedProject) -> list[Any]:
    below = project.address.removeprefix(addresses.disclosure(entry.package))
    own = project.unit_name if project.unit_name != entry.agency_name else ""
    indicators = project.indicators if project.has_form else None
    return [
        project.name,
        own,
        project.printed,
        project.unit,
        project.yuan,
        indicators,
        f"{below}#{project.anchor}",
        project.source,
    ]


def _unit(entries: Sequence[Entry]) -> list[str]:
    newest = entries[0]
    names = " ".join(dict.fromkeys(entry.agency_name for entry in entries))
    return [names, where(newest), f"{newest.division_code} {newest.agency_code}", addresses.unit(*newest.unit_key)]


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
