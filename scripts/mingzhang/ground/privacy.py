"""Masking personal data: names and telephone numbers of clerks (DOMAIN §8).

They are personal information although published (个人信息保护法 art. 4); republication needs a
reasonable scope (art. 13(6), 27) and minimisation (art. 6). One character is masked for one
character, white space stays: lines, cells and locators remain what they were.

What is masked:

* anywhere: mobile numbers (also grouped by spaces, hyphens or dots), resident identity numbers
  (GB 11643), e-mail addresses;
* after a telephone label (联系电话, 电话, 联系方式 …): numbers, in the same cell, in the following cells
  up to the next label, or in the next row when a footer is split over two lines;
* after a name label (经办人, 填报人, 联系人 …) in the same places: whatever stands there, since character
  recognition may have damaged the name. 负责人 counts only on a row with one of the other labels.

What is not: labels; dates (also of 12 and 14 digits); amounts; codes; hotlines such as 12345 and
400 numbers; the numbers behind 监督电话, 举报电话 and other lines that are open to the public.

Labels and their values are found in `footers`. Masking repeats until nothing changes, so masking
twice is masking once, whatever the rules are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from mingzhang.ground import person_names, person_numbers
from mingzhang.ground.person_labels import MASK, SHADOW, Span, person_spans
from mingzhang.ground.person_names import name_spans
from mingzhang.ground.person_numbers import number_spans
from mingzhang.ground.source import NEXT_FILE, Locator

__all__ = ["MASK", "find_personal", "mask", "masked_places"]

_VISIBLE = re.compile(r"\S")

# --- where to look closer: cheap (each begins with one set of characters) and never too narrow -------

_ANY_SPACE = "[ \u00a0\u2002-\u200a\u202f\u3000]"
_ANY_GAP = _ANY_SPACE + "{0,4}"
_LABEL_END = re.compile(
    rf"[办辦报表系手制核送电電方座传]{_ANY_GAP}[人入话活話式机真]"
    rf"(?=[^\n\t:：﹕∶︰0-9０-９]{{0,24}}+(?:[\t\n:：﹕∶︰0-9０-９]|\Z)|{_ANY_SPACE})"
)
_TRIGGERS = (_LABEL_END, person_numbers.TRIGGER, person_names.TRIGGER)


def mask(text: str) -> str:
    """The text with every character of personal data replaced by `MASK`; the rest is untouched."""
    hits = [found.start() for pattern in _TRIGGERS for found in pattern.finditer(text)]
    if not hits:
        return text
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
    numbers = sorted({bisect_right(starts, hit) - 1 for hit in hits})
    while _mask_lines(lines, numbers):  # masking makes no new triggers: these lines stay all there are
        pass
    return "\n".join(lines)


def masked_places(text: str) -> tuple[Locator, ...]:
    """Where a text is masked: cells of table rows, otherwise lines; the names of its files do not count."""
    if MASK not in text:
        return ()
    return tuple(
        Locator(number, cell)
        for number, line in enumerate(text.split("\n"), 1)
        if MASK in line and not line.startswith(NEXT_FILE)
        for cell, content in _numbered_cells(line)
        if MASK in content
    )


def find_personal(text: str) -> tuple[Locator, ...]:
    """Where personal data is left, that is, what `mask` would change; never the value."""
    masked = mask(text)
    if masked == text:
        return ()
    return tuple(
        Locator(number, cell)
        for number, (before, after) in enumerate(zip(text.split("\n"), masked.split("\n"), strict=True), 1)
        if before != after
        for (cell, old), (_, new) in zip(_numbered_cells(before), _numbered_cells(after), strict=True)
        if old != new
    )


def _numbered_cells(line: str) -> Iterable[tuple[int, str]]:
    """Cells from 1, or cell 0 for a line without TAB."""
    return enumerate(line.split("\t"), 1) if "\t" in line else ((0, line),)


def _mask_lines(lines: list[str], numbers: Iterable[int]) -> bool:
    """Mask in place what stands on these lines (from 0) and beside them; whether anything changed."""
    found: dict[int, list[Span]] = {}
    for number in numbers:
        for place, span in _personal_spans(lines, number):
            found.setdefault(place, []).append(span)
    changed = False
    for place, spans in found.items():
        masked = _apply(lines[place], spans)
        changed = changed or masked != lines[place]
        lines[place] = masked
    return changed


def _apply(line: str, spans: list[Span]) -> str:
    parts, done = [], 0
    for start, end in sorted(spans):
        if end > done:
            start = max(start, done)
            parts += [line[done:start], _VISIBLE.sub(MASK, line[start:end])]
            done = end
    return "".join([*parts, line[done:]])


def _personal_spans(lines: list[str], number: int) -> Iterator[tuple[int, Span]]:
    """What to mask because of line `number`, in it and in the lines beside it."""
    line = lines[number].translate(SHADOW)
    for span in number_spans(line):
        yield number, span
    yield from person_spans(lines, number, line)
    yield from name_spans(lines, number, line)
