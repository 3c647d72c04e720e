"""Which lines of a source are narrative: without contents, tables, forms and page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang.ground.text import fold
from mingzhang.recognise.document import Document
from mingzhang.vocabulary.section_titles import part_key, section_key

_FORM = re.compile(r"绩效.{0,12}(申报表|自评表|目标表|评价表)|自评表")
_FORM_TITLE = re.compile(rf"^(?!附[件表][:：]).*(?:{_FORM.pattern})(\((19|20)[0-9]{{2}}年度?\))?$")
_FORM_END = re.compile(
    r"^\s*#{0,6}\s*(第[一二三四五六七八九十]+(部分|章|篇)|[一二三四五六七八九十]{1,3}、|[((（][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}、)"
)
_FURNITURE = re.compile(r"[-—–·\s]*(第?\s?[0-9]{1,4}\s?页?(共[0-9]+页)?)[-—–·\s]*|[^\w]{1,6}|\f")
_BARE_PART = re.compile(r"\s*第[一二三四五六七八九十]{1,3}(?:部分|章|篇)\s*")
_LINES_OF_A_TITLE = 3
_LONGEST_PART_TITLE = 50
_LONGEST_FORM_TITLE = 70
_ROWS_WITHIN = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line of narrative. `gap` says that a blank line stands before it, `opens` that it is the first of a file."""

    number: int
    text: str
    gap: bool
    opens: bool = False


def narrative_lines(document: Document) -> list[Line]:
    """The lines that may hold narrative, in order."""
    lines = document.source.lines
    skipped = _table_lines(document)
    found: list[Line] = []
    starts = set(document.source.file_starts)
    gap = in_form = opens = False
    titled_to = 0
    for number in range(document.contents_end + 1, len(lines) + 1):
        text = lines[number - 1]
        if number in starts:
            opens, in_form = True, False
        if number <= titled_to:
            continue
        if "\t" in text:
            gap = True
            continue
        if not text.strip() or number in skipped or _is_furniture(text):
            gap = True
            continue
        if _is_form_title(text, lines, number):
            in_form = True
        elif in_form and (_FORM_END.match(text) and not _FORM.search(text)):
            in_form = False
        if not in_form:
            title, titled_to = _titled(text, lines, number)
            found.append(Line(number, title, gap, opens))
            gap = opens = False
    return found


def _titled(text: str, lines: Sequence[str], number: int) -> tuple[str, int]:
    """A part with its title, which may stand in up to three lines below its number (`第二部分` / `某局` / `预算表`).

    With it the last line that belongs to it.
    """
    if not _BARE_PART.fullmatch(text):
        return text, number
    title = ""
    for at, line in enumerate(lines[number : number + 2 * _LINES_OF_A_TITLE], number + 1):
        below = line.strip()
        title += below
        if len(title) > _LONGEST_PART_TITLE or "\t" in title or _BARE_PART.match(below):
            break
        if part_key(title) or section_key(title):
            return f"{text.rstrip()} {title}", at
    return text, number


def _is_furniture(text: str) -> bool:
    return len(text) < 24 and _FURNITURE.fullmatch(text.strip()) is not None


def _is_form_title(text: str, lines: Sequence[str], number: int) -> bool:
    """The title of a performance form: its name, and rows of cells soon after it."""
    if len(text) > _LONGEST_FORM_TITLE or "。" in text or not _FORM_TITLE.search(fold(text)):
        return False
    following = (line for line in lines[number : number + _ROWS_WITHIN] if line.strip())
    return any("\t" in line for line in following)


def _table_lines(document: Document) -> frozenset[int]:
    return frozenset(_lines_of_tables(document))


def _lines_of_tables(document: Document) -> Iterator[int]:
    for block in document.tables:
        if block.title:
            yield block.title.line
        if block.rows:
            yield from (line for line, _ in block.captions)
            yield from (line for line, _ in block.notes)
