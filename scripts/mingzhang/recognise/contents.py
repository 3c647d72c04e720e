"""Where the table of contents ends: with leaders and pages, or plain lines that the body says again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingzhang.ground.text import clean, fold, split_enumerator

_CONTENTS = re.compile(r"目[录次]")
LEADER = re.compile(r"(\.{3,}|…+|·{3,})\s*\d*$")
"""Dots, with the page behind them, at the end of an entry."""

_PART = re.compile(r"第[一二三四五六七八九十]+(部分|章|篇)")
_PAGE = re.compile(r"[-—–·.\s]*第?\d{1,4}页?[-—–·.\s]*")
_SENTENCE = re.compile(r"[。；;！？]|[:：]$")
_FIRST_LINES = 80
_MOST_LINES = 150
_LONGEST_ENTRY = 60
_FEWEST_ENTRIES = 4
"""Fewer short lines may be the body's own headings."""


def end_of_contents(lines: Sequence[str]) -> int:
    """The last line of the table of contents, 0 where there is none."""
    start = next((i for i, line in enumerate(lines[:_FIRST_LINES]) if _CONTENTS.fullmatch(fold(line))), None)
    if start is None:
        return _end_of_plain_entries(lines, _first_part(lines), must_repeat=True)
    last = start + 1
    for index, line in _filled(lines, start + 1):
        if _has_page(line):
            last = index + 1
        elif "\t" in line:
            break
    return last if last > start + 1 else max(last, _end_of_plain_entries(lines, start + 1, must_repeat=False))


def _first_part(lines: Sequence[str]) -> int:
    """The first line that heads a part, where contents without a heading of their own would begin."""
    for index, line in _filled(lines, 0):
        if _PART.match(fold(line)) or index > _FIRST_LINES:
            return index
    return len(lines)


def _end_of_plain_entries(lines: Sequence[str], start: int, *, must_repeat: bool) -> int:
    """The last of the short lines from `start` on that bear an ordinal, up to a sentence or the first said again."""
    seen: set[str] = set()
    last, repeats = 0, False
    for index, line in _filled(lines, start):
        text = fold(line) if len(line) <= 2 * _LONGEST_ENTRY else ""
        part = _PART.match(text)
        is_entry = bool(part or split_enumerator(text)[0])
        repeats = is_entry and (part.group() if part else text) in seen
        if repeats or not text or len(text) > _LONGEST_ENTRY or "\t" in line or _SENTENCE.search(line):
            break
        if _PAGE.fullmatch(text):
            continue
        seen.add(part.group() if part else text)
        if is_entry:
            last = index + 1
    known = len(seen) >= _FEWEST_ENTRIES and (repeats or not must_repeat)
    return last if known else 0


def _filled(lines: Sequence[str], start: int) -> Iterator[tuple[int, str]]:
    for index in range(start, min(start + _MOST_LINES, len(lines))):
        if lines[index].strip():
            yield index, lines[index]


def _has_page(line: str) -> bool:
    cells = [clean(cell) for cell in line.split("\t") if cell.strip()]
    if len(cells) == 2 and re.fullmatch(r"\d{1,3}", cells[1]):
        return True
    return len(cells) == 1 and bool(LEADER.search(cells[0]))
