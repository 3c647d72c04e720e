"""What a disclosure is: whose, of which place and year, budget or final account — each with its evidence.

Decided on the lines and the file's name alone, before tables are recognised. `gather` reads the lines once; each
value has a module that weighs what was gathered; a value that stays open is a question with its options.
"""

from __future__ import annotations

from mingzhang.ground.source import Source
from mingzhang.recognise.identity.agency import find_agency
from mingzhang.recognise.identity.division import find_division
from mingzhang.recognise.identity.gathering import gather
from mingzhang.recognise.identity.model import NO_OVERRIDES, Evidence, Identity, Overrides, normalise_agency
from mingzhang.recognise.identity.name import find_name
from mingzhang.recognise.identity.questions import is_template, not_a_disclosure
from mingzhang.recognise.identity.scope import find_scope
from mingzhang.recognise.identity.title import main_cover
from mingzhang.recognise.identity.when import find_kind, find_year

__all__ = ["NAME_LABELS", "NO_OVERRIDES", "Evidence", "Identity", "Overrides", "identify", "normalise_agency"]

NAME_LABELS = ("部门名称", "单位名称", "部门", "编制单位", "填报单位", "公开部门", "编报单位", "预算部门", "预算单位")
"""Captions above a table that name the department or unit."""


def identify(source: Source, overrides: Overrides = NO_OVERRIDES) -> Identity:
    """Identify a disclosure or raise a `DisclosureError` that names what is missing or ambiguous."""
    path = source.file_name
    found = gather(source)
    cover = main_cover(found)
    kind = find_kind(found, cover, overrides, path)
    if kind is None:
        raise not_a_disclosure(path)
    blank = next((title for title in found.covers if title.template), None)
    if blank is not None and (cover is None or cover.name is None) and not overrides.name:
        raise is_template(path, blank.lines[0])
    year = find_year(found, cover, overrides, path)
    name = find_name(found, cover, overrides, path)
    agency = find_agency(found, name, overrides, path)
    division, division_name = find_division(found, cover, name, int(year.value), overrides, path)
    scope = find_scope(found, cover, name, overrides, path)
    return Identity(
        agency_name=name.value,
        agency_name_normalised=normalise_agency(name.value),
        division_code=division.value,
        division_name=division_name,
        agency_code=agency.value,
        fiscal_year=int(year.value),
        scope="unit" if scope.value == "unit" else "dept",
        kind="final" if kind.value == "final" else "budget",
        evidence={
            "agency_name": name,
            "division_code": division,
            "agency_code": agency,
            "fiscal_year": year,
            "scope": scope,
            "kind": kind,
        },
    )
