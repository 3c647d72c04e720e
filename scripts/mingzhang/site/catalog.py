"""A package folder → the frozen values pages are written from; amounts stay the text they are printed as."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from mingzhang import codes
from mingzhang.checks.base import Category
from mingzhang.checks.ledger_rows import read_told
from mingzhang.ground.source import Locator, split_lines
from mingzhang.packages.dataset import original_of
from mingzhang.packages.model import NAME
from mingzhang.packages.published import Cells, PublishedPackage, package_at
from mingzhang.schemas import Table, tables_in
from mingzhang.schemas.fields import LOCATOR
from mingzhang.schemas.whole import is_whole, whole_tables
from mingzhang.site import words
from mingzhang.site.amount_states import KnownAmounts
from mingzhang.site.concerns import Concerns
from mingzhang.site.forms import read_forms
from mingzhang.site.narrative import read_narrative
from mingzhang.site.published_parts import (
    Evidence,
    FoundFinding,
    LeavesOfPart,
    PublishedParts,
    StandardTable,
    published_file,
)
from mingzhang.site.rows import Figure, join_rows

_PLACE = re.compile(r"L(?P<line>[1-9]\d*)(C(?P<cell>[1-9]\d*))?")


@dataclass(frozen=True)
class Disclosure(PublishedParts):
    """One package as the portal shows it."""

    @cached_property
    def concerns(self) -> Concerns:
        """Its findings, by what they concern."""
        return Concerns(self)

    @cached_property
    def known_amounts(self) -> KnownAmounts:
        """What is known of its amounts."""
        return KnownAmounts(self)


COUNTS = (
    "records",
    "facts",
    "numeric_cells",
    "captured_cells",
    "structural_cells",
    "not_applicable_cells",
    "unread_cells",
)


NOT_SHOWN = (KeyError, ValueError, TypeError, IndexError)
"""What a package that is not what a converter writes makes reading or showing it raise."""


def read_disclosure(folder: Path) -> Disclosure:
    """Read one package. Raises `DisclosureError` or, where its parts do not fit, one of `NOT_SHOWN`."""
    disclosure = _disclosure(package_at(folder))
    _check_projects(disclosure)
    if (folder.parent.name, folder.name) != (disclosure.division_code, disclosure.name):
        raise ValueError(f"{disclosure.name} does not belong in {folder}")
    codes.division_path(disclosure.division_code, disclosure.fiscal_year)
    return disclosure


def _check_projects(disclosure: Disclosure) -> None:
    """A form that is linked to a project names a row that is there (`project_row_id`). Raises ValueError."""
    rows = {row.cells["row_id"] for table in disclosure.tables for row in table.rows}
    for form in disclosure.forms:
        if form.project and form.project not in rows:
            raise ValueError(f"{form.form_id} is linked to {form.project!r}, which is no row of a table")


def place_of(text: str) -> Locator:
    """A locator from its text; anything else is an error (it would go into a link)."""
    found = _PLACE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no locator; expected {LOCATOR}")
    return Locator(int(found["line"]), int(found["cell"] or 0))


def _disclosure(package: PublishedPackage) -> Disclosure:
    descriptor = package.descriptor
    identity = descriptor["identity"]
    name = str(descriptor["name"])
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no package name")
    kind, scope = _one_of(words.KIND, identity["kind"]), _one_of(words.SCOPE, identity["scope"])
    accounts = package.records("tables")
    tables = {row["table"]: row for row in whole_tables(accounts)}
    schemas = {table.name: table for table in tables_in(kind, tables) if table.family == kind}
    facts = package.records("facts")
    findings = tuple(map(_finding, package.records("checks")))
    figures = {fact["fact_id"]: _figure(fact) for fact in facts}
    return Disclosure(
        name=name,
        title=str(descriptor["title"]),
        version=str(descriptor["version"]),
        kind=kind,
        scope=scope,
        fiscal_year=int(identity["fiscal_year"]),
        agency_name=str(identity["agency_name"]),
        agency_code=name.split("-")[1],
        division_code=name.split("-")[0],
        division_name=str(identity["division_name"]),
        evidence={key: _evidence(found) for key, found in identity["evidence"].items()},
        originals=tuple(map(original_of, descriptor["sources"])),
        tables=tuple(
            replace(
                _standard_table(
                    schema.narrowed(package.header(table)), tables[table], package.records(table), figures, findings
                ),
                leaves=_leaves(accounts, table),
            )
            for table, schema in schemas.items()
        ),
        figures=figures,
        findings=tuple(finding for finding in findings if not finding.is_quiet),
        tally=_tally(findings),
        forms=read_forms(package.records, place_of),
        narrative=read_narrative(package.records, place_of),
        lines=split_lines(package.files["source.txt"].decode()),
        files=tuple(published_file(path, data) for path, data in package.files.items() if not path.endswith(".md")),
        package=package,
    )


def _tally(findings: Iterable[FoundFinding]) -> Counter[tuple[str, str, Category]]:
    """Comparisons by check, status and category."""
    counted: Counter[tuple[str, str, Category]] = Counter()
    for found in findings:
        counted[found.check, found.status, found.category] += found.comparisons
    return counted


def _figure(fact: Cells) -> Figure:
    return Figure(
        fact["fact_id"],
        fact["row_id"],
        fact["table"],
        fact["column"],
        fact["period"],
        fact["row_label"],
        fact["row_kind"],
        fact["printed"],
        fact["printed_unit"],
        fact["amount_yuan"],
        place_of(fact["locator"]),
    )


def _standard_table(
    schema: Table,
    row: Cells,
    records: list[Cells],
    figures: Mapping[str, Figure],
    findings: tuple[FoundFinding, ...],
) -> StandardTable:
    own = [figure for figure in figures.values() if figure.table == schema.name]
    first, last = int(row["first_line"] or 0), int(row["last_line"] or 0)
    return StandardTable(
        schema=schema,
        title_printed=row["title_printed"],
        number_printed=row["number_printed"],
        first_line=first,
        last_line=last,
        unit_printed=row["unit_printed"],
        state=_one_of(words.STATE, row["state"]),
        counts={name: int(row[name]) for name in COUNTS},
        rows=join_rows([(place_of(record["locator"]), record) for record in records], own),
        findings=tuple(found for found in findings if _concerns(found, schema.name, first, last)),
        layout=row["layout"],
    )


def _leaves(accounts: Iterable[Cells], table: str) -> tuple[LeavesOfPart, ...]:
    return tuple(
        LeavesOfPart(
            row["unit_code"], row["direction"], _one_of(words.LEAVES, row["leaves"]), row["leaves_difference_yuan"]
        )
        for row in accounts
        if row["table"] == table and not is_whole(row) and row["leaves"]
    )


def _concerns(finding: FoundFinding, table: str, first: int, last: int) -> bool:
    if finding.is_quiet:
        return False
    named = finding.instance == table or finding.instance.startswith(f"{table}/")
    return named or any(first <= place.line <= last for place in finding.places)


def _finding(row: Cells) -> FoundFinding:
    told = read_told(row)
    return FoundFinding(
        row["check"],
        row["instance"],
        _one_of(words.STATUS, row["status"]),
        _one_of(words.SEVERITY, row["severity"]),
        _one_of(words.ATTRIBUTION, row["attribution"]),
        told.said.zh,
        told.said.en,
        tuple(place_of(place) for place in row["locators"].split()),
        (told.left, row["left_value"]),
        (told.right, row["right_value"]),
        row["difference"],
        row["tolerance"],
        tuple(row["fact_ids"].split()),
        tuple(row["statement_ids"].split()),
        int(row["comparisons"]),
    )


def _one_of(known: Mapping[str, object], value: object) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is none of {', '.join(known)}")
    return str(value)


def _evidence(found: Mapping[str, Any]) -> Evidence:
    place = found.get("locator")
    return Evidence(str(found["value"]), place_of(place) if place else None, str(found["basis"]))
