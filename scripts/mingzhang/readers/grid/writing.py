"""Glyphs → lines of text: baselines, gaps, and lines put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mingzhang.readers.grid.model import Glyph

_WIDE = re.compile("[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_LATIN_END, _LATIN_START = re.compile("[A-Za-z]$"), re.compile("[A-Za-z]")
_FRACTION = re.compile(r"[.,]?\d|[.,%]")
_TALLEST = 30.0  # points: some fonts say that their characters are much taller than they are


def height_of(glyph: Glyph) -> float:
    """The height of a character in points, within reason."""
    return min(max(glyph.y1 - glyph.y0, 4.0), _TALLEST)


def by_baseline(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Lines from top to bottom, each from left to right, without glyphs written twice in one place (fake bold)."""
    lines: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.base):
        if lines and glyph.base - base <= 0.35 * min(height_of(glyph), 20.0):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
            base = glyph.base
    return [_once(sorted(line)) for line in lines]


def _once(line: Sequence[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in line:
        twin = any(
            other.text == glyph.text and glyph.x0 - other.x0 < 0.15 * (glyph.x1 - glyph.x0) + 0.3 for other in kept[-2:]
        )
        if not twin:
            kept.append(glyph)
    return kept


def text_of(line: Sequence[Glyph]) -> str:
    """The text of one line, with a space where the gap says so."""
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in line:
        if last is not None and _is_gap(last, glyph):
            parts.append(" ")
        parts.append(glyph.text)
        last = glyph
    return "".join(parts)


def _is_gap(last: Glyph, glyph: Glyph) -> bool:
    gap, size = glyph.x0 - last.x1, height_of(glyph)
    if gap <= 0.22 * size:
        return False
    wide = bool(_WIDE.match(last.text)), bool(_WIDE.match(glyph.text))
    if any(wide):
        return gap > 0.6 * size
    is_number = (last.text.isdigit() or last.text in ".,") and (glyph.text.isdigit() or glyph.text in ".,")
    return not is_number or gap > 0.4 * size


def join_lines(lines: Iterable[str]) -> str:
    """Lines of one cell or paragraph as one: a space between Latin words only."""
    joined = ""
    for line in lines:
        if _LATIN_END.search(joined) and _LATIN_START.match(line):
            joined += " "
        joined += line
    return joined


_NUMBER = re.compile(r"[-－−(（]?\d[\d,，]*(?:\.\d*)?%?[)）]?")


def is_wrapped_number(lines: Sequence[str]) -> bool:
    """Whether lines that are no text make one number (`1208.2` over `0`)."""
    return len(lines) > 1 and bool(_NUMBER.fullmatch("".join(lines)))
