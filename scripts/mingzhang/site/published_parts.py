"""The parts of a package as the portal shows them: files, findings, tables, evidence; amounts stay as printed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from mingzhang.checks.base import Category, Label, category_of
from mingzhang.ground.source import Locator
from mingzhang.packages.dataset import OriginalDocument
from mingzhang.packages.published import PublishedPackage
from mingzhang.schemas import Table
from mingzhang.site.forms import Form
from mingzhang.site.narrative import Narrative
from mingzhang.site.rows import Figure, TableRow

_CODE = re.compile(r"[A-Z]\d{2}")


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One file of a package as it is offered for download."""

    path: str
    bytes: int
    sha256: str


def published_file(path: str, data: bytes) -> PublishedFile:
    """A file with these bytes."""
    return PublishedFile(path, len(data), hashlib.sha256(data).hexdigest())


Side = tuple[Label, str]
"""What a side of a comparison is called, and its value."""


@dataclass(frozen=True, slots=True)
class FoundFinding:
    """One row of the ledger; `places` are valid locators, `left` and `right` label and value of either side.

    `facts` and `statements` are the ids of what was compared; `comparisons` is more than one only where all hold.
    """

    check: str
    instance: str
    status: str
    severity: str
    attribution: str
    message: str
    message_en: str
    places: tuple[Locator, ...]
    left: Side = ("", "")
    right: Side = ("", "")
    difference: str = ""
    tolerance: str = ""
    facts: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    comparisons: int = 1

    @property
    def category(self) -> Category:
        """What it is to a reader."""
        return category_of(self.status, self.severity, self.attribution)

    @property
    def anchor(self) -> str:
        """Where it stands on the page of checks: by what was compared, so it lasts as long as the instance."""
        known = self.check if _CODE.fullmatch(self.check) else "check"
        return f"{known}-{hashlib.sha256(f'{self.check}|{self.instance}'.encode()).hexdigest()[:10]}"

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell a visitor."""
        return self.status in ("pass", "not_applicable")


@dataclass(frozen=True, slots=True)
class LeavesOfPart:
    """Whether the finest figures of one unit and direction of a table add up, and what they miss, in 元."""

    unit_code: str
    direction: str
    state: str
    difference: str

    @property
    def hold(self) -> bool:
        """Whether adding them up counts every yuan once."""
        return self.state in ("proved", "rounding")


@dataclass(frozen=True, slots=True)
class StandardTable:
    """One standard table with its rows and its account; `layout` names the printed form it was read by."""

    schema: Table
    title_printed: str
    number_printed: str
    first_line: int
    last_line: int
    unit_printed: str
    state: str
    counts: Mapping[str, int]
    rows: tuple[TableRow, ...]
    findings: tuple[FoundFinding, ...]
    layout: str = ""
    leaves: tuple[LeavesOfPart, ...] = ()

    @property
    def name(self) -> str:
        """`balance`."""
        return self.schema.name

    def row(self, row_id: str) -> TableRow:
        """One of its rows by its name."""
        return next(row for row in self.rows if row.cells["row_id"] == row_id)

    @property
    def title(self) -> str:
        """The title as printed, or the standard one where the table is missing."""
        return self.title_printed or self.schema.title


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one part of the identity was read."""

    value: str
    place: Locator | None
    basis: str


@dataclass(frozen=True)
class PublishedParts:
    """What one package holds, as the portal shows it; `catalog.Disclosure` adds what is worked out of it.

    `findings` are those with something to tell; `tally` counts all rows of the ledger by check, status and category.
    """

    name: str
    title: str
    version: str
    kind: str
    scope: str
    fiscal_year: int
    agency_name: str
    agency_code: str
    division_code: str
    division_name: str
    evidence: Mapping[str, Evidence]
    originals: tuple[OriginalDocument, ...]
    tables: tuple[StandardTable, ...]
    figures: Mapping[str, Figure]
    findings: tuple[FoundFinding, ...]
    tally: Mapping[tuple[str, str, Category], int]
    forms: tuple[Form, ...]
    narrative: Narrative
    lines: tuple[str, ...]
    files: tuple[PublishedFile, ...]
    package: PublishedPackage

    @property
    def unit_key(self) -> tuple[str, str]:
        """Division and agency code."""
        return self.division_code, self.agency_code

    def table(self, name: str) -> StandardTable:
        """One standard table by its name."""
        return next(table for table in self.tables if table.name == name)

    def file(self, path: str) -> PublishedFile:
        """One published file by its path."""
        return next(file for file in self.files if file.path == path)

    def table_at(self, line: int) -> StandardTable | None:
        """The standard table that a line of the source belongs to."""
        return next((table for table in self.tables if table.first_line <= line <= table.last_line), None)

    def count(self, name: str) -> int:
        """Sum of one count over all tables."""
        return sum(table.counts[name] for table in self.tables)
