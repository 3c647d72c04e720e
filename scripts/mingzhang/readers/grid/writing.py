"""Glyphs → lines of text: baselines, gaps, and lines put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from statistics import median

from mingzhang.readers.grid.model import Glyph

_WIDE = re.compile("[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_LATIN_END, _LATIN_START = re.compile("[A-Za-z]$"), re.compile("[A-Za-z]")


def by_baseline(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Lines from top to bottom, each from left to right, without glyphs written twice in one place (fake bold)."""
    lines: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=_BASE):
        if lines and glyph.base - base <= 0.35 * min(max(glyph.size, 4.0), 20.0):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
            base = glyph.base
    return [_once(sorted(line)) for line in lines]


_BASE = itemgetter(4)


def _once(line: list[Glyph]) -> list[Glyph]:
    """A line without the glyphs that stand where the same one, or the one before it, stood already."""
    twins = {index for index, (one, other) in enumerate(pairwise(line), 1) if _is_on(one, other)}
    twins |= {index for index, (one, other) in enumerate(zip(line, line[2:], strict=False), 2) if _is_on(one, other)}
    return [glyph for index, glyph in enumerate(line) if index not in twins] if twins else line


def _is_on(one: Glyph, other: Glyph) -> bool:
    return one.text == other.text and other.x0 - one.x0 < 0.15 * (other.x1 - other.x0) + 0.3


def size_of_line(glyphs: Sequence[Glyph]) -> float:
    """The size of a line: that of its Chinese characters, or else of all."""
    return median([glyph.size for glyph in glyphs if _WIDE.match(glyph.text)] or [glyph.size for glyph in glyphs])


def text_of(line: Sequence[Glyph]) -> str:
    """The text of one line, with a space where the gap says so."""
    parts: list[str] = []
    last = line[0]
    for glyph in line:
        if glyph.x0 - last.x1 > 0.14 * glyph.size and _is_gap(last, glyph):
            parts.append(" ")
        parts.append(glyph.text)
        last = glyph
    return "".join(parts)


def _is_gap(last: Glyph, glyph: Glyph) -> bool:
    gap, size = glyph.x0 - last.x1, max(last.size, glyph.size)
    wide = bool(_WIDE.match(last.text)) + bool(_WIDE.match(glyph.text))
    if wide:
        return gap > (0.45 if wide == 2 else 0.6) * size
    if last.text.isdigit() and glyph.text == ".":
        return gap > 1.2 * size  # one number, its decimals in another font
    numeric = (last.text.isdigit() or last.text in ".,") and (glyph.text.isdigit() or glyph.text == ",")
    return gap > (0.4 if numeric else 0.15) * size


def join_lines(lines: Iterable[str]) -> str:
    """Lines of one cell or paragraph as one: a space between Latin words only."""
    joined = ""
    for line in lines:
        if _LATIN_END.search(joined) and _LATIN_START.match(line):
            joined += " "
        joined += line
    return joined


_PADDING = 14.0  # points that office programs leave free on both sides of a cell together, at most
_BROKEN = re.compile(r"[.,，]$|\.\d$|[,，]\d{1,2}$")
_NUMBER = re.compile(r"[-－−(（]?\d[\d,，]*(?:\.\d*)?%?[)）]?")


def is_number(text: str) -> bool:
    """Whether a text is one number as tables print them."""
    return bool(_NUMBER.fullmatch(text))


def breaks_off(text: str) -> bool:
    """Whether a figure cannot end here: after a point or comma, one decimal, or one or two digits of three."""
    return bool(_BROKEN.search(text))


def fills(line: Sequence[Glyph], width: float) -> bool:
    """Whether one more character would not have found room on a line of a cell so broad."""
    last = line[-1]
    return width - (last.x1 - line[0].x0) < _PADDING + (0.6 if last.text.isascii() else 1.0) * last.size
