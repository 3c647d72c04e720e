"""The narrative as the portal shows it: its sections, what each says, beside what, and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mingzhang.ground.source import Locator
from mingzhang.narrative.ids import meaning_of, statement_titles
from mingzhang.schemas.narrative import DIRECTIONS, MISSING_STATES, STATEMENT_KINDS
from mingzhang.vocabulary.section_titles import PART_RULES, SECTION_RULES

Cells = Mapping[str, str]
Rows = Callable[[str], Sequence[Cells]]
Place = Callable[[str], Locator]

TITLES = {rule.key: (rule.title, rule.title_en) for rule in reversed((*PART_RULES, *SECTION_RULES))}
"""What a section is called by its key, in both languages; the special rule's title where two share a key."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part or section, in the order of the document."""

    section_id: str
    key: str
    level: int
    title: str
    printed: str
    place: Locator | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure (or its stated absence) with what it speaks of."""

    statement_id: str
    stem: str
    measure: str
    kind: str
    side: str
    unit_name: str
    subject_kind: str
    subject: str
    code: str
    yuan: str
    quantity: str
    number: str
    unit: str
    direction: str
    compared: str
    clause: str
    reason: str
    parent: str
    fact_id: str
    place: Locator
    first_char: int
    last_char: int

    @property
    def about(self) -> tuple[str, str, str, str, str]:
        """Statements with the same value speak of one thing: its amount, its share, its change."""
        return self.stem, self.side, self.unit_name, self.subject, self.code


@dataclass(frozen=True, slots=True)
class Missing:
    """What a section ought to state and does not."""

    section_key: str
    statement: str
    status: str
    clause: str
    place: Locator | None


@dataclass(frozen=True, slots=True)
class Narrative:
    """All of it."""

    sections: tuple[Section, ...]
    statements: Mapping[str, tuple[Statement, ...]]
    missing: tuple[Missing, ...]

    @property
    def figures(self) -> int:
        """How many statements print a number."""
        return sum(bool(found.number) for group in self.statements.values() for found in group)


def read_narrative(rows: Rows, place: Place) -> Narrative:
    """Sections, statements by section, and what is missing. Raises ValueError on what no converter writes."""
    sections = tuple(_section(row, place) for row in rows("sections"))
    statements: dict[str, list[Statement]] = {section.section_id: [] for section in sections}
    for row in rows("statements"):
        statements[row["section_id"]].append(_statement(row, place))
    return Narrative(
        tuple(sorted(sections, key=lambda section: section.place.line if section.place else 0)),
        {section: tuple(found) for section, found in statements.items()},
        tuple(_missing(row, place) for row in rows("statements_missing")),
    )


def _section(row: Cells, place: Place) -> Section:
    at = place(row["locator"]) if row["locator"] else None
    level = int(row["section_level"])
    return Section(row["section_id"], row["section_key"], level, row["section_title"], row["title_printed"], at)


def _statement(row: Cells, place: Place) -> Statement:
    stem, measure = meaning_of(row["statement"])
    return Statement(
        statement_id=row["statement_id"],
        stem=stem,
        measure=measure,
        kind=_one_of(STATEMENT_KINDS, row["statement_kind"]),
        side=row["side"],
        unit_name=row["unit_name"],
        subject_kind=row["subject_kind"],
        subject=row["subject"],
        code=row["subject_code"],
        yuan=row["value_yuan"],
        quantity=row["quantity"],
        number=row["printed_number"],
        unit=row["printed_unit"],
        direction=_one_of(("", *DIRECTIONS), row["change_direction"]),
        compared=row["compared_with"],
        clause=row["printed_clause"],
        reason=row["reason"],
        parent=row["parent_statement"],
        fact_id=row["fact_id"],
        place=place(row["locator"]),
        first_char=int(row["first_char"]),
        last_char=int(row["last_char"]),
    )


def _missing(row: Cells, place: Place) -> Missing:
    return Missing(
        row["section_key"],
        _one_of(tuple(statement_titles()), row["statement"]),
        _one_of(MISSING_STATES, row["missing_status"]),
        row["printed_clause"],
        place(row["locator"]) if row["locator"] else None,
    )


def _one_of(known: Sequence[str], value: str) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is none of {', '.join(known)}")
    return value
