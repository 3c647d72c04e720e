"""What the checks of the narrative look up again and again, found once for each disclosure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mingzhang.checks.base import Disclosure
from mingzhang.checks.narrative.cells import CellRule
from mingzhang.extract.model import Record, TableReading
from mingzhang.ground.text import fold
from mingzhang.narrative.model import Section, Statement

_NOT_WORD = re.compile(r"[^\w]|_")
_SUFFIX = re.compile(r"\((?:部门|本级|机关|汇总|单位)\)$")
_DOUBTS = ("R04", "R05", "R13")
"""Notes at a line after which a difference there may be our own."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom and what a figure is about, for telling whether two statements speak of the same thing."""

    side: str
    unit_name: str
    name: str


@dataclass(slots=True)
class Lookup:
    """One disclosure, arranged for the narrative's checks."""

    disclosure: Disclosure
    sections: dict[str, Section] = field(default_factory=dict)
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by_section: dict[str, list[Statement]] = field(default_factory=dict)
    by_name: dict[str, list[Statement]] = field(default_factory=dict)
    readings: dict[str, TableReading] = field(default_factory=dict)
    rows: dict[tuple[str, str], Record] = field(default_factory=dict)
    coded: dict[tuple[str, str], list[Record]] = field(default_factory=dict)
    rules: dict[str, CellRule | None] = field(default_factory=dict)
    doubtful_lines: frozenset[int] = frozenset()
    unread_lines: frozenset[int] = frozenset()

    @property
    def kind(self) -> str:
        """`budget` or `final`."""
        return self.disclosure.identity.kind

    def statements(self, *names: str) -> Iterator[Statement]:
        """Every statement with one of these ids, id by id, in document order."""
        for name in names:
            yield from self.by_name.get(name, ())

    def path(self, statement: Statement) -> tuple[str, ...]:
        """Keys of the sections a statement stands in, its own first."""
        return self.paths.get(statement.section_id, ())

    def beside(self, statement: Statement, *names: str) -> list[Statement]:
        """Statements with these ids in the same section about the same side, unit and subject."""
        wanted = self.about(statement)
        return [
            other
            for other in self.by_section.get(statement.section_id, ())
            if other.statement in names and other is not statement and self.about(other) == wanted
        ]

    def nearest(self, statement: Statement, *names: str) -> Statement | None:
        """The last of `beside` that is printed before the statement, else the first after it."""
        found = [other for other in self.beside(statement, *names) if other.value is not None]
        here = position(statement)
        before = [other for other in found if position(other) < here]
        return before[-1] if before else (found[0] if found else None)

    def of_whole(self, statement: Statement) -> bool:
        """Whether a statement speaks of the whole department or unit, not of a unit below it."""
        return not self.unit_of(statement)

    def unit_of(self, statement: Statement) -> str:
        """The unit below the department that a statement speaks of; empty for the whole."""
        name = statement.unit_name
        return "" if not name or bare_unit(name) == bare_unit(self.disclosure.identity.agency_name) else name

    def about(self, statement: Statement) -> Subject:
        """Side, unit and subject of a statement."""
        return Subject(statement.side, self.unit_of(statement), statement.subject.code or statement.subject.name)

    def record(self, table: str, key: str) -> Record | None:
        """The row of a table with this key (`side/key` where lists stand side by side)."""
        return self.rows.get((table, key))

    def paragraph(self, statement: Statement) -> str:
        """The folded paragraph of its section in which a statement stands."""
        section = self.sections.get(statement.section_id)
        printed = fold(statement.printed)
        texts = [fold(text) for text in section.text.split("\n")] if section else []
        return next((text for text in texts if printed in text), printed)


def position(statement: Statement) -> tuple[int, int]:
    """Where a statement ends in the document."""
    return statement.locator.line, statement.span[1]


def bare_name(text: str) -> str:
    """A name for comparing: folded, without punctuation."""
    return _NOT_WORD.sub("", fold(text))


def bare_unit(text: str) -> str:
    """A unit's name for comparing: without （部门） and punctuation."""
    return bare_name(_SUFFIX.sub("", fold(text)))


def row_key(record: Record) -> str:
    """The key of a row, its side before it where lists stand side by side."""
    side = record.half.side
    return record.key if not side or record.key.startswith(f"{side}/") else f"{side}/{record.key}"


def lookup_of(disclosure: Disclosure) -> Lookup:
    """The lookup of a disclosure, made at the first call."""
    return disclosure.once(_build)


def _build(disclosure: Disclosure) -> Lookup:
    lookup = Lookup(disclosure)
    narrative = disclosure.narrative
    lookup.sections = {section.section_id: section for section in narrative.sections}
    lookup.paths = {name: tuple(_path(lookup.sections, name)) for name in lookup.sections}
    for statement in narrative.statements:
        lookup.by_section.setdefault(statement.section_id, []).append(statement)
        lookup.by_name.setdefault(statement.statement, []).append(statement)
    for reading in disclosure.readings:
        if reading.present:
            lookup.readings[reading.layout.table] = reading
            for record in reading.records:
                for key in dict.fromkeys((row_key(record), record.key)):
                    lookup.rows.setdefault((reading.layout.table, key), record)
                if record.code:
                    lookup.coded.setdefault((reading.layout.table, record.code), []).append(record)
    lookup.doubtful_lines = frozenset(
        place.line for note in disclosure.notes if note.check in _DOUBTS for place in note.locators
    )
    lookup.unread_lines = frozenset(span.locator.line for span in narrative.unread)
    return lookup


def _path(sections: dict[str, Section], name: str) -> Iterator[str]:
    while name and (section := sections.get(name)):
        yield section.key
        name = section.parent
