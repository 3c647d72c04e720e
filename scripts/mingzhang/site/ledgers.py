"""What the pages of quality and of checks need of all ledgers: counts, states of tables, the first failures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mingzhang.checks.base import Category
from mingzhang.site import addresses, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.compact_json import compact_json
from mingzhang.site.find import where
from mingzhang.site.language import LANGUAGES
from mingzhang.site.pages.units import Entry
from mingzhang.site.published_parts import FoundFinding, StandardTable
from mingzhang.site.tallies import CATEGORIES, KNOWN, by_category, titles_of
from mingzhang.site.years import Compared, YearFinding

_SEVERITIES = tuple(words.SEVERITY)
_MOST_SHOWN = 24
_MOST_OF_ONE = 3
_ABOUT_TABLES = ("A", "X")
"""Families whose findings are the table's own; text, forms and duties that disagree are no fault of a table."""


@dataclass(frozen=True, slots=True)
class TableState:
    """One cell of the matrix: `states` are keys of `words.MATRIX`, the gravest first, each with a number or 0."""

    table: str
    states: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Account:
    """One disclosure in the lists of quality."""

    entry: Entry
    kind: str
    tables: tuple[TableState, ...]
    categories: Mapping[Category, int]


@dataclass(frozen=True, slots=True)
class Failure:
    """A finding with the disclosure it was made in."""

    entry: Entry
    finding: FoundFinding


@dataclass(slots=True)
class Ledgers:
    """Everything kept while the disclosures pass by; texts of findings are handed on division by division."""

    tally: Counter[tuple[str, str, Category]] = field(default_factory=Counter)
    disclosures: Counter[str] = field(default_factory=Counter)
    accounts: list[Account] = field(default_factory=list)
    failures: dict[str, list[Failure]] = field(default_factory=dict)
    pairs: int = 0
    _groups: list[list[Any]] = field(default_factory=list)
    _texts: dict[str, dict[str, list[list[Any]]]] = field(default_factory=dict)

    def add(self, disclosure: Disclosure, entry: Entry, years: Sequence[YearFinding]) -> None:
        """One disclosure, in the order of their names; a finding between two is kept with the later one."""
        self.tally.update(disclosure.tally)
        self.disclosures.update({check for check, _, _ in disclosure.tally})
        own = [found for found in years if found.pair[1] == disclosure.name]
        told = [*(found for found in disclosure.findings if found.category), *own]
        tables = tuple(map(_state, disclosure.tables))
        self.accounts.append(Account(entry, disclosure.kind, tables, by_category(disclosure.tally)))
        self._keep_failures(entry, told)
        groups = Counter((found.check, found.category, found.severity) for found in told)
        self._groups.append([entry, [[code, *_numbers(c, s), n] for (code, c, s), n in groups.items()]])
        for lang in LANGUAGES:
            texts = self._texts.setdefault(lang, {})
            texts[disclosure.name] = [_text(found, lang) for found in told]

    def compare(self, compared: Compared) -> None:
        """Counts of the checks between disclosures."""
        self.tally.update(compared.tally)
        self.pairs = compared.pairs

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of the lists of findings since the last call."""
        for lang, by_package in self._texts.items():
            divisions: dict[str, dict[str, list[list[Any]]]] = {}
            for package, found in by_package.items():
                divisions.setdefault(package.partition("-")[0], {})[package] = found
            for division, of_division in divisions.items():
                yield addresses.findings_of(division, lang), compact_json(of_division)
        self._texts = {}

    def index(self) -> bytes:
        """What the filter counts by: checks, and of every disclosure how often which check failed how."""
        checks = {code: titles_of(check) for code, check in KNOWN.items() if code in self.failures}
        listed = [[*_named(entry), groups] for entry, groups in self._groups if groups]
        return compact_json(
            {"categories": CATEGORIES, "severities": _SEVERITIES, "checks": checks, "disclosures": listed},
        )

    def _keep_failures(self, entry: Entry, told: Sequence[FoundFinding]) -> None:
        """The first few of every check, and not all of them from one disclosure."""
        here: Counter[str] = Counter()
        for found in told:
            kept = self.failures.setdefault(found.check, [])
            if len(kept) < _MOST_SHOWN and here[found.check] < _MOST_OF_ONE:
                kept.append(Failure(entry, found))
                here[found.check] += 1


def _state(table: StandardTable) -> TableState:
    if table.state != "data":
        return TableState(table.name, ((table.state, 0),))
    failed = sum(found.category == "wrong" and found.check[:1] in _ABOUT_TABLES for found in table.findings)
    unread = table.counts["unread_cells"]
    states = tuple((name, number) for name, number in (("failed", failed), ("unread", unread)) if number)
    return TableState(table.name, states or (("valid", 0),))


def _numbers(category: Category, severity: str) -> tuple[int, int]:
    return CATEGORIES.index(category), _SEVERITIES.index(severity)


def _named(entry: Entry) -> list[Any]:
    return [entry.package, entry.agency_name, where(entry), entry.fiscal_year, entry.short_titles]


def _text(found: FoundFinding, lang: str) -> list[Any]:
    """`[check, category, severity, anchor, message]`, as numbers where `index` lists the names."""
    message = found.message_en if lang == "en" else found.message
    return [found.check, *_numbers(found.category, found.severity), found.anchor, message]
