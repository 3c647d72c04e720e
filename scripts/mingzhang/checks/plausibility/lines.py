"""The text of a disclosure line by line: which part a line stands in, and the texts of the performance forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mingzhang.checks.base import Disclosure
from mingzhang.ground.source import Locator
from mingzhang.ground.text import clean

Part = Literal["front", "overview", "tables", "narrative", "terms", "annex"]

_PART = re.compile(r"第[一二三四五六七八九十]+(?:部分|章|篇)")
_PART_WORDS: tuple[tuple[str, Part], ...] = (
    ("解释", "terms"),
    ("附件", "annex"),
    ("附表", "annex"),
    ("说明", "narrative"),
    ("概况", "overview"),
    ("概述", "overview"),
    ("基本情况", "overview"),
    ("表", "tables"),
)
_OF_FORM = re.compile(r"绩效.{0,8}(?:申报表|自评表|目标表|评价表)|^[(（]?(?:19|20)\d{2}年度?[)）]?$|^备注|^附件[:：]")
_LONGEST_HEADING = 60
_LONGEST_OF_FORM = 400

FORM_TEXTS = (
    "overview",
    "basis",
    "necessity",
    "measures",
    "plan",
    "period_goal",
    "year_goal",
    "actual_goal",
    "analysis_execution",
    "analysis_output",
    "analysis_benefit",
    "analysis_satisfaction",
    "experience",
    "problems",
    "improvements",
)
"""Fields of a form that hold running text."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line without TAB after the contents: number, cleaned text, its part, whether it belongs to a form."""

    number: int
    text: str
    part: Part
    in_form: bool

    @property
    def place(self) -> Locator:
        """Its locator."""
        return Locator(self.number)


@dataclass(frozen=True, slots=True)
class FormText:
    """A running text of a performance form."""

    form_id: str
    project: str
    field: str
    text: str
    place: Locator


def text_lines(disclosure: Disclosure) -> tuple[TextLine, ...]:
    """Every line of text (no table rows, no blank lines) after the table of contents."""
    return disclosure.once(_read_lines)


def narrative_lines(disclosure: Disclosure) -> Iterator[TextLine]:
    """The lines of the third part, without those of performance forms; all where a document has no parts."""
    return (line for line in text_lines(disclosure) if line.part == "narrative" and not line.in_form)


def _read_lines(disclosure: Disclosure) -> tuple[TextLine, ...]:
    source, contents_end = disclosure.source, disclosure.document.contents_end
    lines, part = [], "front"
    has_parts = False
    for number, line in enumerate(source.lines, 1):
        if number <= contents_end or "\t" in line or not line.strip():
            continue
        text = clean(line).strip().removeprefix("- ")
        if len(text) <= _LONGEST_HEADING and _PART.match(text):
            part, has_parts = _part_of(text, part), True
        in_form = len(text) <= _LONGEST_OF_FORM and _OF_FORM.search(text) is not None
        lines.append(TextLine(number, text, part, in_form))  # type: ignore[arg-type]
    if has_parts:
        return tuple(lines)
    return tuple(TextLine(line.number, line.text, "narrative", line.in_form) for line in lines)


def _part_of(text: str, before: str) -> str:
    return next((part for word, part in _PART_WORDS if word in text), before)


def form_texts(disclosure: Disclosure) -> Iterator[FormText]:
    """The running texts of all forms, those that could not be read reliably left out."""
    for form in disclosure.forms.forms:
        name = form.fields.get("project_name")
        for field in FORM_TEXTS:
            found = form.fields.get(field)
            if found is not None and found.value and found.status != "unreliable":
                place = Locator(found.line, found.cell)
                yield FormText(form.form_id, name.value if name else "", field, found.value, place)


def project_names(disclosure: Disclosure) -> dict[str, Locator]:
    """The projects of the project tables, each with its first place."""
    names: dict[str, Locator] = {}
    for reading in disclosure.readings:
        if reading.layout.grammar.by_project:
            for record in reading.records:
                if record.row_kind == "project" and record.project_name:
                    names.setdefault(clean(record.project_name), record.place)
    return names
