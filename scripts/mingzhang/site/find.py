"""What the search field looks through: units and projects, matched by substring in the browser."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from mingzhang import codes
from mingzhang.site import addresses
from mingzhang.site.pages.units import Entry


def unit_index(entries: Sequence[Entry]) -> bytes:
    """`[name, where, codes, address]` for every unit; addresses count from the root of the portal."""
    ordered = sorted(entries, key=lambda entry: (entry.unit_key, -entry.fiscal_year, entry.package))
    return _json([_unit(list(found)) for _, found in groupby(ordered, key=lambda entry: entry.unit_key)])


def project_index(entries: Sequence[Entry]) -> bytes:
    """`[project, whose, address]` for every project name of every disclosure."""
    ordered = sorted(entries, key=lambda entry: entry.package)
    return _json(
        [
            [name, f"{entry.agency_name} {entry.short_title}", f"{addresses.table(entry.package, 'projects')}#{anchor}"]
            for entry in ordered
            for name, anchor in entry.projects
        ]
    )


def _unit(entries: Sequence[Entry]) -> list[str]:
    newest = entries[0]
    path = codes.division_path(newest.division_code, newest.fiscal_year)
    names = " ".join(dict.fromkeys(entry.agency_name for entry in entries))
    where = "".join(division.name for division in path)
    return [names, where, f"{newest.division_code} {newest.agency_code}", addresses.unit(*newest.unit_key)]


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
