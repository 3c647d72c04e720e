"""The portals a hub lists and what it keeps of each of their disclosures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingzhang.codes import division_path
from mingzhang.ground.errors import DisclosureError

UNKNOWN = ""
"""The prefecture or province of a division that no list of codes knows."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One disclosure of a portal: `page` is the absolute address of its page, `entry` its entry of the catalog."""

    name: str
    division_code: str
    division: str
    agency_code: str
    agency: str
    fiscal_year: int
    kind: str
    facts: int
    page: str
    entry: Mapping[str, Any]

    @property
    def unit_key(self) -> tuple[str, str]:
        """What tells a unit from another: division and agency."""
        return self.division_code, self.agency_code

    @property
    def area(self) -> tuple[str, str]:
        """Codes of its province and of its prefecture, which for a municipality (直辖市) and a county directly below a
        province are the same; both blank where the division is not known."""
        try:
            path = division_path(self.division_code, self.fiscal_year)
        except KeyError:
            return UNKNOWN, UNKNOWN
        above = [division for division in path if division.level != "county"]
        return path[0].code, above[-1].code


@dataclass(frozen=True, slots=True)
class Site:
    """A portal: its absolute address with a final slash, where its catalog was read, and its disclosures by name.

    `identity` names its catalog as its own DCAT does, in every release alike; without one told it is the address.
    """

    address: str
    read_from: str
    catalog: Mapping[str, Any]
    disclosures: tuple[Listed, ...]
    identity: str

    @property
    def units(self) -> int:
        """How many units it has disclosures of."""
        return len({one.unit_key for one in self.disclosures})

    @property
    def facts(self) -> int:
        """How many amounts it holds."""
        return sum(one.facts for one in self.disclosures)


def judge_sites(sites: Sequence[Site]) -> None:
    """Refuse portals that are given twice or hold the same disclosure. Raises `DisclosureError`."""
    addresses: dict[str, Site] = {}
    identities: dict[str, Site] = {}
    holders: dict[str, Site] = {}
    for site in sites:
        if site.address in addresses:
            raise _twice(site, f"{site.address} is given twice", "each portal once")
        addresses[site.address] = site
        if site.identity in identities:
            message = f"{site.identity} names its catalog and that of {identities[site.identity].address}"
            raise _twice(site, message, "each portal once")
        identities[site.identity] = site
        for one in site.disclosures:
            if one.name in holders:
                message = f"{one.name} is in {holders[one.name].address} as well"
                raise _twice(site, message, "each disclosure in one portal")
            holders[one.name] = site


def _twice(site: Site, message: str, expected: str) -> DisclosureError:
    return DisclosureError("hub-twice", message, site.read_from, None, expected, "leave one of them out")
