"""What the duties look at: sections with all that stands below them, the table of contents, doubts of reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from mingzhang.checks.base import Disclosure
from mingzhang.checks.sums import reading_of
from mingzhang.extract.model import TableReading
from mingzhang.ground.source import Locator
from mingzhang.ground.text import bare_label, clean, fold
from mingzhang.narrative import Section, Statement
from mingzhang.recognise.document import title_key
from mingzhang.recognise.titles import tables_titled
from mingzhang.vocabulary.section_titles import part_key

Standing = Literal["text", "rows", "empty", "elsewhere", "listed", "absent", "unread"]
"""What there is of a section: text; only table rows; a bare heading; a mention in another section; an
entry of the contents that the body lacks; nothing at all; or no narrative that could be read."""

_LEADER = re.compile(r"[.…·]{2,}\s*\d*$")
_PAGE = re.compile(r"\d{1,3}$")
_OUTSIDE = frozenset({"terms", "tables", "annex", "overview", "duties", "organisation"})
_PARTS = frozenset({"overview", "tables", "terms", "annex", "duties", "organisation", "unrecognised", "narrative"})
_LAST_PARTS = frozenset({"narrative", "terms", "annex"})
_DOUBTS = frozenset({"R01", "R03", "R05", "R07", "R13", "R15"})
_LONGEST_HEADING = 80
_PART = re.compile(r"第[一二三四五六七八九十]+(?:部分|章|篇)")
_ENDS = re.compile(r"[。；;.!！?？：:”』)）】…>]$")
_SENTENCE = re.compile(r"[，,。；：]")
_SHORTEST_SENTENCE = 20


@dataclass(frozen=True, slots=True)
class SectionState:
    """What there is of a section, and where (or where it ought to be)."""

    what: Standing
    places: tuple[Locator, ...]


class View:
    """One disclosure as the duties see it; everything costly is made when asked for."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.is_final = disclosure.identity.kind == "final"

    # -- sections -------------------------------------------------------------------------------

    @cached_property
    def _keys(self) -> dict[str, frozenset[str]]:
        """Section id → its own key and those of the sections above it."""
        found: dict[str, frozenset[str]] = {}
        for section in self.disclosure.narrative.sections:
            found[section.section_id] = found.get(section.parent, frozenset()) | {section.key}
        return found

    def inside(self, key: str) -> list[Section]:
        """The sections with this key and all below them, in document order."""
        return [s for s in self.disclosure.narrative.sections if key in self._keys[s.section_id]]

    def text(self, key: str) -> str:
        """All text of a section, that of its subsections included."""
        return "\n".join(section.text for section in self.inside(key) if section.text)

    def heading(self, key: str) -> Locator | None:
        """Where a section begins."""
        return next((Locator(s.first_line) for s in self.inside(key)), None)

    def said(self, key: str) -> list[Statement]:
        """What is stated in a section."""
        ids = {section.section_id for section in self.inside(key)}
        return [found for found in self.disclosure.narrative.statements if found.section_id in ids]

    def has_unread(self, key: str) -> bool:
        """Whether numbers in a section belong to no statement that was read."""
        spans = [(s.first_line, s.last_line) for s in self.inside(key)]
        return any(first <= n.locator.line <= last for n in self.disclosure.narrative.unread for first, last in spans)

    @property
    def has_narrative(self) -> bool:
        """Whether any section of the explanations was recognised."""
        return any(s.key not in _PARTS or s.key == "narrative" for s in self.disclosure.narrative.sections)

    @property
    def is_tables_alone(self) -> bool:
        """Whether the document has tables and no part or section at all: the explanations are a file of their own."""
        return not self.disclosure.narrative.sections and not self.is_narrative_alone

    @property
    def is_narrative_alone(self) -> bool:
        """Whether no standard table was read: they stand in a file of their own, which is not at hand."""
        return not any(reading.present for reading in self.disclosure.readings)

    def standing(self, key: str, words: re.Pattern[str]) -> SectionState:
        """What there is of a section; `words` are what a document that speaks of it must use."""
        sections = self.inside(key)
        if sections:
            places = (Locator(sections[0].first_line),)
            if any(section.text.strip() for section in sections):
                return SectionState("text", places)
            return SectionState("rows" if self._has_rows(sections) else "empty", places)
        for section in self.disclosure.narrative.sections:
            outside = self._keys[section.section_id] & _OUTSIDE
            if not outside and (words.search(section.text) or words.search(section.title_printed)):
                return SectionState("elsewhere", (Locator(section.first_line),))
        for place, entry in self.contents:
            if words.search(entry) and (not entry.endswith("表") or self.is_narrative_alone):
                return SectionState("listed", (place,))
        part = self.heading("narrative")
        return SectionState("absent" if self.has_narrative else "unread", (part,) if part else ())

    def line_that_says(self, words: re.Pattern[str], but: str = "") -> Locator | None:
        """The first line of the body, no row of a table, that holds these words outside the section `but`."""
        own = [range(s.first_line, s.last_line + 1) for s in self.inside(but)] if but else []
        for number, line in enumerate(self.disclosure.source.lines, 1):
            if number <= self.disclosure.document.contents_end or "\t" in line or any(number in r for r in own):
                continue
            if words.search(line):
                return Locator(number)
        return None

    def _has_rows(self, sections: list[Section]) -> bool:
        """Whether rows of cells stand below a bare heading, before the next one."""
        last = sections[-1].first_line
        lines = self.disclosure.source.lines
        following = (s.first_line for s in self.disclosure.narrative.sections if s.first_line > last)
        end = min(following, default=len(lines) + 1)
        return any("\t" in line for line in lines[last : end - 1])

    # -- contents -------------------------------------------------------------------------------

    @cached_property
    def contents(self) -> list[tuple[Locator, str]]:
        """Place and folded text of each entry of the table of contents, without ordinal and page."""
        return [(place, bare_label(entry)) for place, entry in self.printed_contents]

    @cached_property
    def printed_contents(self) -> list[tuple[Locator, str]]:
        """Place and text of each entry of the table of contents, without its page."""
        lines = self.disclosure.source.lines[: self.disclosure.document.contents_end]
        start = next((i for i, line in enumerate(lines) if fold(line) == "目录"), len(lines))
        found = []
        for number in range(start + 1, len(lines)):
            cells = [cell for cell in lines[number].split("\t") if cell.strip()]
            entry = clean(_LEADER.sub("", clean(cells[0]))).strip() if cells else ""
            if entry:
                found.append((Locator(number + 1), entry if len(cells) > 1 else _PAGE.sub("", entry) or entry))
        return found

    def listed_table(self, table: str) -> Locator | None:
        """The entry of the contents that names a standard table."""
        kind = self.disclosure.identity.kind
        for place, entry in self.printed_contents:
            if table in tables_titled(title_key(entry)[0], kind):
                return place
        return None

    @cached_property
    def unknown_tables(self) -> list[Locator]:
        """Entries of the contents that name tables which are no standard table known to us."""
        kind = self.disclosure.identity.kind
        entries = [(place, entry) for place, entry in self.printed_contents if fold(entry).endswith("表")]
        return [place for place, entry in entries if not tables_titled(title_key(entry)[0], kind)]

    @cached_property
    def headings(self) -> frozenset[str]:
        """Every short line of the body that is no table row, folded, without its ordinal."""
        lines = self.disclosure.source.lines[self.disclosure.document.contents_end :]
        return frozenset(
            bare_label(line) for line in lines if line and len(line) <= _LONGEST_HEADING and "\t" not in line
        )

    # -- where a document breaks off --------------------------------------------------------------

    @cached_property
    def lacks_its_end(self) -> bool:
        """Whether the last part is missing that the contents list, or, without contents, that every document has.

        Without contents the last line must break off in the middle of a sentence besides.
        """
        parts = [entry for _, entry in self.printed_contents if _PART.match(fold(entry))]
        if parts:
            key = part_key(bare_label(parts[-1]))
            return key in _LAST_PARTS and not self.inside(key) and bare_label(parts[-1]) not in self.headings
        return self._stops_in_a_sentence and not self.inside("terms")

    @cached_property
    def _stops_in_a_sentence(self) -> bool:
        last = next((line.strip() for line in reversed(self.disclosure.source.lines) if line.strip()), "")
        if "\t" in last or len(last) < _SHORTEST_SENTENCE:
            return False
        return bool(_SENTENCE.search(last)) and not _ENDS.search(last)

    @cached_property
    def broken_block(self) -> tuple[int, frozenset[int]]:
        """Where the table or section begins in which the document breaks off, and the lines of the headings
        above it; line 0 where it does not break off.
        """
        if not (self.lacks_its_end or self._stops_in_a_sentence):
            return 0, frozenset()
        sections = self.disclosure.narrative.sections
        titles = [reading.first_line or 0 for reading in self.disclosure.readings if reading.present]
        last = max(sections, key=lambda section: section.first_line, default=None)
        first = max((*titles, last.first_line if last else 0), default=0)
        headings = set()
        by_id = {section.section_id: section for section in sections}
        above = by_id.get(last.parent) if last is not None and last.first_line == first else None
        while above is not None and above.key not in _PARTS:
            headings.add(above.first_line)
            above = by_id.get(above.parent)
        return first, frozenset(headings)

    # -- tables ---------------------------------------------------------------------------------

    def table(self, name: str) -> TableReading | None:
        """A standard table that stands in the document."""
        return reading_of(self.disclosure, name)

    def is_doubtful(self, reading: TableReading) -> bool:
        """Whether anything of a table was lost or inferred in reading."""
        prefix = f"{reading.layout.table}/"
        return (
            bool(reading.account.unread)
            or any(note.check in _DOUBTS for note in reading.notes)
            or any(n.check == "R07" and n.instance == prefix[:-1] for n in self.disclosure.notes)
        )

    def has_amount(self, table: str) -> bool:
        """Whether a table prints any amount that is not zero."""
        reading = self.table(table)
        return reading is not None and any(
            cell.cell.value for record in reading.records for cell in record.printed_amounts
        )

    def missing_columns(self, table: str) -> Iterator[str]:
        """Columns of a standard table whose header was not found."""
        for note in self.disclosure.notes:
            if note.check == "R02" and note.instance.split("/")[0] == table:
                yield note.values["column"]


def view_of(disclosure: Disclosure) -> View:
    """The view of a disclosure, made at the first call."""
    return disclosure.once(View)


def first_lines(sections: Iterable[Section]) -> tuple[Locator, ...]:
    """Where sections begin."""
    return tuple(Locator(section.first_line) for section in sections)


def title_place(reading: TableReading) -> Locator:
    """Where a table that stands in the document begins."""
    return Locator(reading.first_line or 1)
