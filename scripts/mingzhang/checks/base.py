"""What a check is, and what it finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from mingzhang.extract.model import TableReading
from mingzhang.identify import Identity
from mingzhang.model import Locator, Source
from mingzhang.notes import Note

Status = Literal["pass", "rounding", "fail", "not_applicable", "insufficient_data"]
Severity = Literal["error", "warning", "review", "info"]
Attribution = Literal["publisher", "extraction"]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """All that a check may look at."""

    source: Source
    identity: Identity
    readings: list[TableReading]
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


class Check:
    """A rule with a permanent code. Subclasses say what it is, how grave, and find its instances."""

    code: ClassVar[str]
    severity: ClassVar[Severity]
    attribution: ClassVar[Attribution] = "publisher"
    title_zh: ClassVar[str]
    title_en: ClassVar[str]
    why_zh: ClassVar[str]
    fix_zh: ClassVar[str]

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """Every instance of the check in one disclosure, those that pass included."""
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
            _fill(self.message_en, values),
            locators=note.locators,
        )

    def complete(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """Add to a note's values what the message needs besides."""
        return values


def _fill(template: str, values: Mapping[str, str]) -> str:
    """Replace `{name}` by values; what the values themselves contain is never a template."""
    pieces = []
    for part in template.split("{"):
        name, brace, rest = part.partition("}")
        pieces.append(values.get(name, "") + rest if brace else part)
    return "".join(pieces)
