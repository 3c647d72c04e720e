"""Lines of text → paragraphs, by the margins of the document.

A line that reaches the right margin goes on in the next one, unless that is indented, set in another size, far away, or
begins like a heading or an item of a list (一、（一）1.).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.readers.grid.model import Box, Line, Page
from mingzhang.readers.grid.writing import join_lines

_ITEM = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．](?!\d)|[（(]\d{1,2}[)）]"
    r"|第[一二三四五六七八九十]{1,3}(?:部分|[章节条篇])|[①-⑳]|附件?\d*[:：]|注[:：])"
)
_CAPTION = re.compile(r"[\s（(]*(?:金额|计量|货币)?单位\s*[:：]")
_LONG = 12  # characters: shorter lines say nothing about margins
_BUCKET = 4.0  # points


@dataclass(frozen=True, slots=True)
class Margins:
    """Where full lines begin and end on pages of one size."""

    left: float
    right: float


@dataclass(slots=True)
class Paragraph:
    """Lines put together, and where they stand: one box per page."""

    texts: list[str]
    places: list[tuple[int, Box]]
    last: Line

    @property
    def text(self) -> str:
        """The paragraph on one line."""
        return join_lines(self.texts)


def find_margins(pages: Sequence[Page]) -> dict[tuple[int, int], Margins]:
    """The margins for each size of page in the document."""
    starts: defaultdict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    ends: defaultdict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for page in pages:
        for line in page.lines:
            if line.glyphs >= _LONG and "\t" not in line.text:
                starts[size_of(page)][round(line.box.x0 / _BUCKET)] += 1
                ends[size_of(page)][round(line.box.x1 / _BUCKET)] += 1
    return {size: Margins(min(_usual(starts[size])), max(_usual(ends[size]))) for size in starts}


def size_of(page: Page) -> tuple[int, int]:
    """Pages of one size share their margins."""
    return round(page.width), round(page.height)


def _usual(counted: Counter[int]) -> list[float]:
    """Positions that are no exception."""
    most = counted.most_common(1)[0][1]
    return [position * _BUCKET for position, times in counted.items() if times >= max(min(3, most), 0.1 * most)]


def goes_on(line: Line, following: Line, margins: Margins | None, on_next_page: bool = False) -> bool:
    """Whether a line's paragraph goes on in the following line."""
    if margins is None or "\t" in line.text or "\t" in following.text:
        return False
    if _ITEM.match(following.text) or _CAPTION.match(following.text) or _CAPTION.match(line.text):
        return False
    size = line.size
    is_full = line.box.x1 >= margins.right - 1.8 * size
    is_indented = following.box.x0 > margins.left + 1.2 * size
    near = on_next_page or following.base - line.base < 3.2 * size
    return is_full and not is_indented and near and abs(following.size - size) <= 0.2 * size
