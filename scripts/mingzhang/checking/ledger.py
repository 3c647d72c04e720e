"""What was checked in one disclosure: the rows of its ledger and the source they speak of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from mingzhang.checking.published import published_of, read_published
from mingzhang.checking.refusal import LOCATOR, package_error
from mingzhang.checks.base import Attribution, Category, Severity, Status, category_of, label_in
from mingzhang.checks.ledger_rows import read_told
from mingzhang.checks.years import Comparison, PairFinding, Place, Published
from mingzhang.convert.pipeline import convert_source
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.model import SOURCE
from mingzhang.packages.published import Cells, PublishedPackage
from mingzhang.readers import read_file
from mingzhang.readers.port import Run, run_here
from mingzhang.recognise.identity import NO_OVERRIDES, Overrides

_CODE = re.compile(r"[A-Z]\d{2}")
_KNOWN = {"status": get_args(Status), "severity": get_args(Severity), "attribution": get_args(Attribution)}
_VALUES = ("left_value", "right_value", "difference", "tolerance")
LOUD = ("error", "warning")
"""Severities that make a command end with 1."""
COMPARED: tuple[Status, ...] = ("pass", "rounding", "fail")
"""How an instance comes out that was compared; those not applicable or without data are counted apart."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One instance of a check to show, or all of a table that hold: of a ledger, or between two packages."""

    check: str
    instance: str
    status: str
    severity: str
    attribution: str
    message_zh: str
    message_en: str
    places: tuple[Place, ...]
    values: Cells = field(default_factory=dict)
    comparisons: int = 1

    @property
    def category(self) -> Category:
        """What it is to a reader."""
        return category_of(self.status, self.severity, self.attribution)

    @property
    def is_loud(self) -> bool:
        """Whether it makes a command end with 1."""
        return self.status == "fail" and self.severity in LOUD


@dataclass(frozen=True, slots=True)
class Checked:
    """A package, or a document converted in memory: its ledger, its source, and what is compared with others.

    `source_file` is where a person finds the lines: `source.txt` of the package, or the document itself.
    """

    path: Path
    source_file: Path
    lines: Sequence[str]
    entries: tuple[Entry, ...]
    published: Published

    @property
    def name(self) -> str:
        """The package's name."""
        return self.published.name

    @property
    def counts(self) -> Counter[str]:
        """Comparisons by status."""
        counted: Counter[str] = Counter()
        for entry in self.entries:
            counted[entry.status] += entry.comparisons
        return counted


def check_package(package: PublishedPackage) -> Checked:
    """Read what a package's ledger says; raises `DisclosureError` where it is no package."""
    published = read_published(package)
    lines, folder = package.source.lines, package.path()
    path = package.path("data/checks.csv")
    rows = enumerate(package.records("checks"), 2)
    entries = tuple(_entry(row, published.name, path, number) for number, row in rows)
    return Checked(folder, folder / SOURCE, lines, entries, published)


def check_document(path: Path, overrides: Overrides = NO_OVERRIDES, run: Run = run_here) -> Checked:
    """Convert a document in memory and check it; nothing is written."""
    source = read_file(path, run)
    try:
        conversion = convert_source(source, overrides)
    except DisclosureError as error:
        error.path = path
        raise
    published = published_of(conversion)
    rows = enumerate(conversion.tables["checks"], 2)
    entries = tuple(_entry(row, published.name, path, number) for number, row in rows)
    return Checked(path, path, source.lines, entries, published)


def entries_between(comparison: Comparison) -> list[tuple[PairFinding, Entry]]:
    """The findings between packages, each with what is shown of it."""
    return [(finding, _of_pair(finding)) for finding in comparison.findings]


def _entry(row: Cells, package: str, path: Path, line: int) -> Entry:
    try:
        for name, known in _KNOWN.items():
            if row[name] not in known:
                raise package_error(path, f"{name} is {row[name]!r}", line)
        locators = row["locators"].split()
        if not _CODE.fullmatch(row["check"]) or not all(map(LOCATOR.fullmatch, locators)):
            raise package_error(path, "the code or a locator is none", line)
        told = read_told(row)
        return Entry(
            row["check"],
            row["instance"],
            row["status"],
            row["severity"],
            row["attribution"],
            told.said.zh,
            told.said.en,
            tuple(Place(package, locator) for locator in locators),
            {
                **{name: row[name] for name in _VALUES},
                "left_label": label_in(told.left, "zh"),
                "right_label": label_in(told.right, "zh"),
            },
            int(row["comparisons"]),
        )
    except KeyError as error:
        raise package_error(path, f"the column {error} is missing", 1) from None
    except ValueError as error:
        raise package_error(path, f"the message cannot be read: {error}", line) from None


def _of_pair(finding: PairFinding) -> Entry:
    row = finding.as_dict()
    return Entry(
        finding.check,
        finding.instance,
        finding.status,
        finding.severity,
        finding.attribution,
        finding.message_zh,
        finding.message_en,
        finding.places,
        {name: row[name] for name in (*_VALUES, "left_label", "right_label")}
        | {"left_package": finding.left_package, "right_package": finding.right_package},
    )
