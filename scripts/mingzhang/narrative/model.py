"""What reading a narrative yields: sections, statements, and what ought to be stated and is not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from mingzhang.ground.amounts import MONEY_UNITS, format_quantity, format_yuan, to_yuan
from mingzhang.ground.notes import Note
from mingzhang.ground.source import Locator

Kind = Literal["figure", "share", "change", "completion", "none_stated", "name", "reason_amount"]
Direction = Literal["", "increase", "decrease", "unchanged"]
MissingStatus = Literal["no_section", "empty_section", "no_figure", "not_stated"]
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """A part or section: `number` is its ordinal as printed, `key` what it is about in every document.

    `text` holds its own paragraphs (not those of its subsections), one a line, without tables and forms.
    """

    section_id: str
    key: str
    parent: str
    level: int
    number: str
    title_printed: str
    title: str
    first_line: int
    last_line: int
    text: str

    def row(self) -> Row:
        """The CSV row."""
        return {
            "section_id": self.section_id,
            "section_key": self.key,
            "parent_section": self.parent,
            "section_level": str(self.level),
            "ordinal_printed": self.number,
            "section_title": self.title,
            "title_printed": self.title_printed,
            "first_line": str(self.first_line),
            "last_line": str(self.last_line),
            "text": self.text,
            "locator": str(Locator(self.first_line)),
        }


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about besides its statement id: a function, an economic item, a fund, a use …"""

    kind: str = ""
    name: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure (or a none, an unchanged, a name) asserted in the narrative.

    `value` is in the unit as printed; `span` are the first and the last character, from 1, that `printed`
    takes up in the line of `locator` (a clause that began on the line before starts at its first character).
    """

    statement_id: str
    statement: str
    kind: Kind
    section_id: str
    side: str
    unit_name: str
    subject: Subject
    value: Decimal | None
    unit: str
    direction: Direction
    compared_with: str
    printed_number: str
    printed: str
    reason: str
    parent: str
    locator: Locator
    span: tuple[int, int]

    @property
    def value_yuan(self) -> Decimal | None:
        """The amount in 元; None for anything but money."""
        return None if self.value is None or self.unit not in MONEY_UNITS else to_yuan(self.value, self.unit)

    def row(self) -> Row:
        """The CSV row: money in 元, anything else as a quantity, both blank where no number is printed.

        The fact it speaks of is named once the tables are read (`stated_facts.name_facts`).
        """
        yuan = self.value_yuan
        plain = self.value if yuan is None else None
        return {
            "statement_id": self.statement_id,
            "statement": self.statement,
            "statement_kind": self.kind,
            "section_id": self.section_id,
            "side": self.side,
            "unit_name": self.unit_name,
            "subject_kind": self.subject.kind,
            "subject": self.subject.name,
            "subject_code": self.subject.code,
            "value_yuan": "" if yuan is None else format_yuan(yuan),
            "quantity": "" if plain is None else format_quantity(plain),
            "change_direction": self.direction,
            "compared_with": self.compared_with,
            "printed_number": self.printed_number,
            "printed_unit": self.unit,
            "printed_clause": self.printed,
            "reason": self.reason,
            "parent_statement": self.parent,
            "fact_id": "",
            "locator": str(self.locator),
            "first_char": str(self.span[0]),
            "last_char": str(self.span[1]),
        }


@dataclass(frozen=True, slots=True)
class Missing:
    """A statement that a section ought to make and does not; never a zero."""

    section_key: str
    statement: str
    status: MissingStatus
    section_id: str
    printed: str
    locator: Locator | None

    def row(self) -> Row:
        """The CSV row."""
        return {
            "section_key": self.section_key,
            "statement": self.statement,
            "missing_status": self.status,
            "section_id": self.section_id,
            "printed_clause": self.printed,
            "locator": str(self.locator) if self.locator else "",
        }


@dataclass(frozen=True, slots=True)
class Span:
    """A numeric token that no statement accounts for: place, characters from 1, text, and the rule that says why."""

    locator: Locator
    first_char: int
    last_char: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class NarrativeReading:
    """The whole narrative. `exempt` are numbers that are no figures (years, ordinals …), by the rule that says so."""

    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]
    missing: tuple[Missing, ...]
    notes: tuple[Note, ...]
    exempt: tuple[Span, ...] = ()
    unread: tuple[Span, ...] = ()

    def rows(self) -> dict[str, list[Row]]:
        """CSV rows of each table, in document order."""
        return {
            "sections": [section.row() for section in self.sections],
            "statements": [statement.row() for statement in self.statements],
            "statements_missing": [missing.row() for missing in self.missing],
        }
