"""What checks between packages see of one: from a conversion in memory, or from the package's own files."""

from __future__ import annotations

import re

from mingzhang.checking.refusal import LOCATOR, package_error
from mingzhang.checks.years.base import KINDS_ZH, Published
from mingzhang.convert.pipeline import Conversion
from mingzhang.packages.model import NAME
from mingzhang.packages.published import Cells, PublishedPackage

_TABLES = ("facts", "statements", "tables", "projects", "evaluations")
_OF_ONE_KIND = ("projects",)
_COLUMNS = {
    "facts": ("fact_id", "row_label", "printed", "printed_unit"),
    "statements": (
        *("statement_id", "statement", "side", "unit_name", "subject", "subject_code"),
        *("change_direction", "compared_with", "printed_number", "printed_unit"),
    ),
    "tables": ("table", "state", "unread_cells"),
    "projects": ("unit_name", "project_code", "project_name", "row_kind"),
    "evaluations": ("project_name", "head_status"),
}
_NUMBERS = {
    "facts": ("amount_yuan", "quantity"),
    "statements": ("value_yuan", "quantity"),
    "tables": ("first_line",),
    "projects": ("total_yuan",),
    "evaluations": ("initial_yuan",),
}
_NUMBER = re.compile(r"(-?\d{1,20}(\.\d{1,8})?)?")


def published_of(conversion: Conversion) -> Published:
    """A conversion as the package it would become."""
    identity = conversion.identity
    return Published(
        identity.package_name,
        identity.agency_name,
        identity.agency_name_normalised,
        identity.division_code,
        identity.agency_code,
        identity.fiscal_year,
        identity.scope,
        identity.kind,
        {name: f"L{found.line}" for name, found in identity.evidence.items() if found.line},
        {name: conversion.tables[name] for name in _TABLES if name in conversion.tables},
    )


def read_published(package: PublishedPackage) -> Published:
    """What is compared of a package; whatever does not fit is a `DisclosureError`."""
    descriptor = package.descriptor
    try:
        identity = descriptor["identity"]
        kind = str(identity["kind"])
        if kind not in KINDS_ZH or not NAME.fullmatch(str(descriptor["name"])):
            raise ValueError("its name or kind is none")
        places = [str(found["locator"]) for found in identity["evidence"].values() if found.get("locator")]
        if not all(map(LOCATOR.fullmatch, places)):
            raise ValueError("a locator is none")
        names = [name for name in _TABLES if kind == "budget" or name not in _OF_ONE_KIND]
        return Published(
            str(descriptor["name"]),
            str(identity["agency_name"]),
            str(identity["agency_name_normalised"]),
            str(identity["division_code"]),
            str(identity["agency_code"]),
            int(identity["fiscal_year"]),
            str(identity["scope"]),
            kind,
            {name: str(found["locator"]) for name, found in identity["evidence"].items() if found.get("locator")},
            {name: _sound(package, name) for name in names},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise package_error(package.path(), f"identity cannot be read: {error}") from None


def _sound(package: PublishedPackage, name: str) -> list[Cells]:
    """The rows, if they have the columns that are compared, with numbers and locators where those belong."""
    path, rows = package.path(f"data/{name}.csv"), package.records(name)
    needed = {*_COLUMNS[name], *_NUMBERS[name], *(() if name == "tables" else ("locator",))}
    for line, row in enumerate(rows, 2):
        if lacking := sorted(needed - row.keys()):
            raise package_error(path, f"the column {lacking[0]} is missing", 1)
        if not all(_NUMBER.fullmatch(row[column]) for column in _NUMBERS[name]):
            raise package_error(path, "a number is none", line)
        if name == "facts" and not (row["amount_yuan"] or row["quantity"]):
            raise package_error(path, "a fact has no value", line)
        if name != "tables" and not LOCATOR.fullmatch(row["locator"]):
            raise package_error(path, "a locator is none", line)
    return rows
