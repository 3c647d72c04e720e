"""A disclosure's narrative, whole: source and identity → sections, statements, and what is missing."""

from __future__ import annotations

import re
from collections import Counter

from mingzhang.ground.notes import Note
from mingzhang.ground.source import Kind, Locator, Source
from mingzhang.ground.text import fold
from mingzhang.narrative.expected import find_missing
from mingzhang.narrative.lines import narrative_lines
from mingzhang.narrative.model import NarrativeReading, Span, Statement
from mingzhang.narrative.sections import Node, Paragraph, Piece, read_sections
from mingzhang.narrative.sentences import SectionWalk
from mingzhang.narrative.unfinished import Draft
from mingzhang.recognise.document import Document, read_document
from mingzhang.recognise.identity import Identity
from mingzhang.recognise.titles import is_title
from mingzhang.vocabulary.section_titles import RULE_OF, SILENT

_OPENING = 40
_NAMES_NOTHING = re.compile(r"(?:(?:19|20)[0-9]{2}年度?)?(?:年初)?(?:预算|决算)(?:安排|数|支出)*(?:为|合计|共)?[0-9]")
"""How a paragraph begins whose figure is its heading's."""

UNREAD_CHECK = "R22"
"""Number of the narrative that no statement accounts for."""


def read_narrative(source: Source, identity: Identity, document: Document | None = None) -> NarrativeReading:
    """Read the narrative; `document` spares finding the tables again where the caller has done so."""
    nodes = read_sections(narrative_lines(document or read_document(source, is_title)))
    statements: list[Statement] = []
    exempt: list[Span] = []
    unread: list[Span] = []
    taken: Counter[str] = Counter()
    for node in nodes:
        if SILENT.isdisjoint(node.path):
            walk = walk_section(node, identity.kind, identity.fiscal_year)
            statements.extend(finish(walk.drafts, node.section_id, taken))
            exempt.extend(walk.exempt)
            unread.extend(walk.unread)
    sections = tuple(node.section() for node in nodes)
    missing = find_missing(nodes, statements, identity.kind)
    notes = tuple(_unread_note(span) for span in unread)
    return NarrativeReading(sections, tuple(statements), missing, notes, tuple(exempt), tuple(unread))


def walk_section(node: Node, kind: Kind, year: int) -> SectionWalk:
    """Read the paragraphs of one section."""
    walk = SectionWalk(node.path, kind, year)
    for position, paragraph in enumerate(node.paragraphs):
        spoken_of = _heading_of(node, paragraph) if position == 0 else ()
        walk.read((*spoken_of, *paragraph.pieces))
    return walk


def _heading_of(node: Node, paragraph: Paragraph) -> tuple[Piece, ...]:
    """The heading as the beginning of a paragraph that names nothing itself (`2024年预算安排3万元，与上年持平`)."""
    if node.level == 1 or not _NAMES_NOTHING.match(fold(paragraph.text[:_OPENING])):
        return ()
    return (Piece(node.first_line, 0, node.title_printed),)


def read_text(text: str, section: str, kind: Kind = "budget", year: int = 2023) -> tuple[Statement, ...]:
    """The statements of a piece of wording as if it stood in a section with this key (for examples and tests)."""
    rule = RULE_OF.get(section)
    path = (section, *rule.under[:1], "narrative") if rule else (section, "narrative")
    walk = SectionWalk(path, kind, year)
    for number, line in enumerate(text.split("\n"), 1):
        walk.read([Piece(number, 0, line)])
    return tuple(finish(walk.drafts, section, Counter()))


def notation(statement: Statement) -> str:
    """A statement in one word: `function_share[201]=64.41%`, `vehicles_count=none`, `x_change↓@last_year/side`."""
    subject = statement.subject.code or (statement.subject.name if statement.subject.kind != "reason" else "")
    arrow = {"increase": "↑", "decrease": "↓", "unchanged": "="}.get(statement.direction, "")
    if statement.kind == "none_stated":
        value = "=none"
    elif statement.value is None:
        value = "" if statement.kind != "name" else "=name"
    else:
        value = f"={statement.value.normalize():f}{statement.unit}"
    compared = f"@{statement.compared_with}" if statement.compared_with else ""
    side = f"/{statement.side}" if statement.side else ""
    return f"{statement.statement}{f'[{subject}]' if subject else ''}{value}{arrow}{compared}{side}"


def finish(drafts: list[Draft], section_id: str, taken: Counter[str]) -> list[Statement]:
    """Drafts → statements: ids that are unique in the document and stay the same when it is read again."""
    ids = {id(draft): _unique(draft, section_id, taken) for draft in drafts}
    return [
        Statement(
            statement_id=ids[id(draft)],
            statement=draft.statement,
            kind=draft.kind,
            section_id=section_id,
            side=draft.concept.side,
            unit_name=draft.concept.unit_name,
            subject=draft.concept.subject,
            value=draft.quantity.value if draft.quantity else None,
            unit=draft.quantity.unit if draft.quantity else "",
            direction=draft.direction,
            compared_with=draft.compared,
            printed_number=draft.number,
            printed=draft.place.printed,
            reason=draft.reason,
            parent=ids.get(id(draft.parent), "") if draft.parent else "",
            locator=Locator(draft.place.line),
            span=(draft.place.first_char, draft.place.last_char),
        )
        for draft in drafts
    ]


def _unique(draft: Draft, section_id: str, taken: Counter[str]) -> str:
    concept = draft.concept
    parts = (section_id, draft.statement, concept.side, concept.unit_name, concept.subject.code or concept.subject.name)
    name = "/".join(part for part in parts if part)
    taken[name] += 1
    return name if taken[name] == 1 else f"{name}#{taken[name]}"


def _unread_note(span: Span) -> Note:
    return Note(
        UNREAD_CHECK, f"{span.locator}:{span.first_char}", (span.locator,), {"printed": span.text, "why": span.rule}
    )
