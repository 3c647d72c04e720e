"""Statements while they are being read, and how a stretch of a paragraph becomes one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mingzhang.ground.source import Locator
from mingzhang.narrative.heads import Concept
from mingzhang.narrative.ids import statement_id
from mingzhang.narrative.model import Direction, Kind, Span, Subject
from mingzhang.narrative.paragraphs import FoldedText, Place
from mingzhang.narrative.quantities import Quantity

_KIND_OF: dict[str, Kind] = {
    "share": "share",
    "completion_rate": "completion",
    "change": "change",
    "change_amount": "change",
    "change_percent": "change",
    "change_count": "change",
}
_LEAD = re.compile(r"(?:[,;:。、!?]|其中(?=[:,]))*")
_FAR = 320


@dataclass(slots=True)
class Draft:
    """A statement while its section is being read."""

    statement: str
    kind: Kind
    concept: Concept
    place: Place
    quantity: Quantity | None
    number: str
    direction: Direction
    compared: str
    reason: str = ""
    parent: Draft | None = None


class Desk:
    """Makes drafts from the paragraph that lies on it."""

    def __init__(self) -> None:
        self.folded = FoldedText(())
        self.printed_names: dict[str, str] = {}
        """Folded subject → as printed."""

    def draft(
        self,
        measure: str,
        concept: Concept,
        start: int,
        end: int,
        quantity: Quantity | None,
        direction: Direction,
        compared: str,
    ) -> Draft:
        """The characters `start` to `end` of the paragraph as a statement about `concept`."""
        lead = _LEAD.match(self.folded.text, start, end - 1)
        start = lead.end() if lead else start
        number = self.folded.printed(quantity.start, quantity.number_end) if quantity else ""
        if concept.subject.name:
            subject = self._as_printed(concept.subject, end)
            concept = concept if subject is concept.subject else replace(concept, subject=subject)
        return Draft(
            statement_id(concept.stem, measure),
            _KIND_OF.get(measure, "figure"),
            concept,
            self.folded.place(start, end),
            quantity,
            number,
            direction,
            compared,
        )

    def _as_printed(self, subject: Subject, end: int) -> Subject:
        """The subject with the characters the document has (patterns see ASCII brackets and no spaces)."""
        name = subject.name
        at = self.folded.text.rfind(name, max(0, end - _FAR), end)
        if at >= 0:
            self.printed_names[name] = self.folded.printed(at, at + len(name))
        printed = self.printed_names.get(name, name)
        return subject if printed == name else replace(subject, name=printed)

    def span(self, quantity: Quantity, rule: str) -> Span:
        """Where a number stands that is no statement, and the rule that says why."""
        place = self.folded.place(quantity.start, quantity.end)
        return Span(Locator(place.line), place.first_char, place.last_char, place.printed, rule)
