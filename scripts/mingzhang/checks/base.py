"""What a check is, and what it finds."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from mingzhang.checks.naming import table_titled
from mingzhang.extract.model import TableReading
from mingzhang.forms import FormsReading
from mingzhang.ground.notes import Note
from mingzhang.ground.source import Locator, Source
from mingzhang.narrative import NarrativeReading
from mingzhang.recognise.document import Document
from mingzhang.recognise.identity import Identity

Status = Literal["pass", "rounding", "fail", "not_applicable", "insufficient_data"]
Severity = Literal["error", "warning", "review", "info"]
Attribution = Literal["publisher", "extraction"]
Category = Literal["", "wrong", "look", "unchecked", "lost"]
"""What a finding is to a reader: wrong in the document, worth a look, not checkable, lost or doubted by
our own reading; blank where there is nothing to tell."""


def category_of(status: str, severity: str, attribution: str) -> Category:
    """The one place that decides what a row of the ledger is to a reader."""
    if status == "insufficient_data":
        return "unchecked"
    if status != "fail":
        return ""
    if attribution == "extraction":
        return "lost"
    return "wrong" if severity in ("error", "warning") else "look"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """All that a check may look at."""

    source: Source
    identity: Identity
    document: Document
    readings: list[TableReading]
    narrative: NarrativeReading
    forms: FormsReading
    notes: list[Note]


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the ledger: an instance of a check and how it came out."""

    check: str
    instance: str
    status: Status
    severity: Severity
    attribution: Attribution
    message_zh: str
    message_en: str
    left_label: str = ""
    left_value: str = ""
    right_label: str = ""
    right_value: str = ""
    difference: str = ""
    tolerance: str = ""
    locators: tuple[Locator, ...] = ()

    @property
    def category(self) -> Category:
        """What it is to a reader."""
        return category_of(self.status, self.severity, self.attribution)

    def row(self) -> dict[str, str]:
        """The finding as a row of `checks.csv`."""
        return {
            "check": self.check,
            "instance": self.instance,
            "status": self.status,
            "severity": self.severity,
            "attribution": self.attribution,
            "left_label": self.left_label,
            "left_value": self.left_value,
            "right_label": self.right_label,
            "right_value": self.right_value,
            "difference": self.difference,
            "tolerance": self.tolerance,
            "locators": " ".join(str(place) for place in self.locators),
            "message_zh": self.message_zh,
            "message_en": self.message_en,
        }


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of an invented document that shows a check at work: tested, and shown on the check's page.

    Each text is put into its part of a small document (see `mingzhang.checking.examples`); `⇥` stands for TAB.
    `tables` are whole standard tables with title, captions and rows; `overview` is the first part
    (duties, bodies), `narrative` the third, `forms` the performance forms at the end. `document` is
    given instead of the parts where a check is about the document as a whole, cover included.
    """

    tables: str = ""
    narrative: str = ""
    overview: str = ""
    forms: str = ""
    document: str = ""
    kind: Literal["budget", "final"] = "budget"


class Ruled:
    """Something whose docstring states a rule in English, and whose `rule_zh` states the same rule in Chinese."""

    rule_zh: ClassVar[str]

    @property
    def rule_en(self) -> str:
        """The docstring; paragraphs are parted by a blank line."""
        return inspect.cleandoc(type(self).__doc__ or "")


class Check(Ruled):
    """A rule with a permanent code. Subclasses say what it is, how grave, and find its instances.

    Docstring and `rule_zh` state the rule: what is compared with what, within which tolerance.
    `why` is for a citizen, `basis` names the law, standard or accounting definition, `requires`
    what must be there (and what happens when it is not), `fix` what a publisher can do. The check
    fires on its `bad` example and not on its `good` one.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity]
    attribution: ClassVar[Attribution] = "publisher"
    title_zh: ClassVar[str]
    title_en: ClassVar[str]
    why_zh: ClassVar[str]
    why_en: ClassVar[str]
    basis_zh: ClassVar[str]
    basis_en: ClassVar[str]
    requires_zh: ClassVar[str]
    requires_en: ClassVar[str]
    fix_zh: ClassVar[str]
    fix_en: ClassVar[str]
    good: ClassVar[Example]
    bad: ClassVar[Example]

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """Every instance of the check in one disclosure, those that pass included."""
        raise NotImplementedError


class SummaryCheck(Check):
    """A check over what the other checks found in the same disclosure; it runs after all of them."""

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """Nothing by itself: `summarise` finds."""
        return ()

    def summarise(self, disclosure: Disclosure, found: Sequence[Finding]) -> Iterable[Finding]:
        """Its instances, given the findings of every check that is no summary."""
        raise NotImplementedError


class NotedCheck(Check):
    """A check whose findings a reading stage noted; the message is filled from the note's values."""

    message_zh: ClassVar[str]
    message_en: ClassVar[str]
    status: ClassVar[Status] = "fail"

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One finding for each note with this check's code."""
        for note in disclosure.notes:
            if note.check == self.code:
                yield self._finding(note)

    def _finding(self, note: Note) -> Finding:
        values = self.complete(note.values)
        return Finding(
            self.code,
            note.instance,
            self.status,
            self.severity,
            self.attribution,
            _fill(self.message_zh, values),
            _fill(self.message_en, {**values, **_tables_in_english(values)}),
            locators=note.locators,
        )

    def complete(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """Add to a note's values what the message needs besides."""
        return values


def _tables_in_english(values: Mapping[str, str]) -> dict[str, str]:
    return {name: table_titled(values[name]).en for name in ("title", "table") if name in values}


def _fill(template: str, values: Mapping[str, str]) -> str:
    """Replace `{name}` by values; what the values themselves contain is never a template."""
    pieces = []
    for part in template.split("{"):
        name, brace, rest = part.partition("}")
        pieces.append(values.get(name, "") + rest if brace else part)
    return "".join(pieces)
