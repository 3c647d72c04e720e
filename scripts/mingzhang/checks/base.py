"""What a check is, and what it finds."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, TypeVar

from mingzhang.checks.engine.phrases import Phrase, Value, Wording, wording
from mingzhang.checks.naming import table_titled
from mingzhang.extract.model import TableReading
from mingzhang.forms import FormsReading
from mingzhang.ground.notes import Note
from mingzhang.ground.source import Locator, Source
from mingzhang.narrative import NarrativeReading
from mingzhang.recognise.document import Document
from mingzhang.recognise.identity import Identity

Derived = TypeVar("Derived")
Status = Literal["pass", "rounding", "fail", "not_applicable", "insufficient_data"]
Severity = Literal["error", "warning", "review", "info"]
Attribution = Literal["publisher", "extraction"]
Category = Literal["", "wrong", "look", "unchecked", "reading"]
"""What a finding is to a reader: wrong in the document, worth a look, not checkable, lost or doubted by
our own reading; blank where there is nothing to tell."""


Label = str | Phrase
"""What a side of a comparison is called: a phrase, or what the document prints."""


def label_in(label: Label, lang: Literal["zh", "en"]) -> str:
    """A label in one language; what is printed stays as it is."""
    return label if isinstance(label, str) else label.zh if lang == "zh" else label.en


def category_of(status: str, severity: str, attribution: str) -> Category:
    """The one place that decides what a row of the ledger is to a reader."""
    if status == "insufficient_data":
        return "unchecked"
    if status != "fail":
        return ""
    if attribution == "extraction":
        return "reading"
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
    _derived: dict[Callable[[Disclosure], Any], Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, derive: Callable[[Disclosure], Derived]) -> Derived:
        """What several checks work out of this disclosure, worked out once and kept with it alone."""
        if derive not in self._derived:
            self._derived[derive] = derive(self)
        found: Derived = self._derived[derive]
        return found


@dataclass(frozen=True, slots=True)
class Finding:
    """An instance of a check and how it came out.

    `said` is what is to be said of it, as data. `left` and `right` are the sides of a comparison: phrases, or plain
    text for what the document prints; their values stand beside them as text. `locators` are the places to show;
    `cells` are those of every table cell compared, where these are more. `statements` are the ids of the figures
    asserted in the narrative that were compared.
    """

    check: str
    instance: str
    status: Status
    severity: Severity
    attribution: Attribution
    said: Phrase
    left: Label = ""
    left_value: str = ""
    right: Label = ""
    right_value: str = ""
    difference: str = ""
    tolerance: str = ""
    locators: tuple[Locator, ...] = ()
    cells: tuple[Locator, ...] = ()
    statements: tuple[str, ...] = ()

    @property
    def category(self) -> Category:
        """What it is to a reader."""
        return category_of(self.status, self.severity, self.attribution)

    @property
    def message_zh(self) -> str:
        """The sentence in Chinese."""
        return self.said.zh

    @property
    def message_en(self) -> str:
        """The sentence in English."""
        return self.said.en

    @property
    def left_label(self) -> str:
        """What the left side is called, in Chinese."""
        return label_in(self.left, "zh")

    @property
    def right_label(self) -> str:
        """What the right side is called, in Chinese."""
        return label_in(self.right, "zh")


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
    _wording: ClassVar[Wording]

    def __init_subclass__(cls, **more: Any) -> None:
        """Register the message of a check that has a code."""
        super().__init_subclass__(**more)
        if "message_zh" in vars(cls):
            cls._wording = wording(f"{cls.code}.noted", cls.message_zh, cls.message_en)

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One finding for each note with this check's code."""
        for note in disclosure.notes:
            if note.check == self.code:
                yield self._finding(note)

    def _finding(self, note: Note) -> Finding:
        return Finding(
            self.code,
            _instance(note),
            self.status,
            self.severity,
            self.blamed(note),
            self._wording(**self.complete(note.values)),
            locators=note.locators,
        )

    def blamed(self, note: Note) -> Attribution:
        """Whose defect one note tells of."""
        return self.attribution

    def complete(self, values: Mapping[str, str]) -> Mapping[str, Value]:
        """The values of the message: those of the note, standard tables called by their title in either language."""
        return {name: table_titled(text) if name in _TITLES else text for name, text in values.items()}


_TITLES = ("title", "table")
_PLACE = re.compile(r"L\d+(C\d+)?")
_NAMES = ("name", "label", "printed", "first")


def _instance(note: Note) -> str:
    """What a note is about, without the number of a line: a row or a cell is named by what it prints."""
    parts = note.instance.split("/")
    kept = [part for part in parts if not _PLACE.fullmatch(part)]
    if len(kept) < len(parts):
        kept += [note.values[name] for name in _NAMES if note.values.get(name)][:1]
    return "/".join(kept) or note.check
