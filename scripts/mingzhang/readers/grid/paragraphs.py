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
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|[（(]\d{1,2}[)）]"
    r"|\d{1,2}(?:[、．]|\.(?!\d)|\.(?=(?:19|20)\d\d年))|附?表\s*\d"
    r"|第[一二三四五六七八九十]{1,3}(?:部分|[章节条篇])|[①-⑳]|附件?\d*[:：]|注[:：])"
)
_CAPTION = re.compile(r"[\s（(]*(?:金额|计量|货币)?单位\s*[:：]")
_WITHIN = re.compile(r"[\u4e00-\u9fff]$")  # a line that ends with a character ends no clause
_FIELD = re.compile(r"[^，。；:：]{2,12}[:：][^，。；:：]{2,20}")  # a line of a form: 保密审查情况：已审查
_CLAUSE, _PROSE = re.compile("[，。；]"), 20  # what prose has and a table of contents has not; characters in its lines
_LONG = 12  # characters: shorter lines say nothing about margins
_BUCKET = 4.0  # points
_ENOUGH = 3  # lines that show the margins of a page


@dataclass(frozen=True, slots=True)
class Margins:
    """Where full lines begin and end."""

    left: float
    right: float


@dataclass(slots=True)
class Paragraph:
    """Lines put together, and where they stand: one box per page."""

    texts: list[str]
    places: list[tuple[int, Box]]
    last: Line
    indent: float  # where its first line begins

    @property
    def text(self) -> str:
        """The paragraph on one line."""
        return join_lines(self.texts)


def find_margins(pages: Sequence[Page]) -> dict[int, Margins]:
    """The margins of each page by its number: its own where enough lines show them, else those of its like."""
    of_size: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for page in pages:
        of_size[_size_of(page)] += _telling(page)
    usual = {size: _margins(lines) for size, lines in of_size.items() if lines}
    found: dict[int, Margins] = {}
    last: dict[tuple[int, int], Margins] = {}
    for page in pages:
        size, lines = _size_of(page), _telling(page)
        if len(lines) >= _ENOUGH:
            last[size] = _margins(lines)
        if margins := last.get(size) or usual.get(size):
            found[page.number] = margins
    return found


def _telling(page: Page) -> list[Line]:
    return [line for line in page.lines if line.glyphs >= _LONG and "\t" not in line.text]


def _size_of(page: Page) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _margins(lines: Sequence[Line]) -> Margins:
    return Margins(
        min(_usual(Counter(round(line.box.x0 / _BUCKET) for line in lines))),
        max(_usual(Counter(round(line.box.x1 / _BUCKET) for line in lines))),
    )


def _usual(counted: Counter[int]) -> list[float]:
    """Positions that are no exception: seen twice at least, if any is."""
    most = max(counted.values())
    return [position * _BUCKET for position, times in counted.items() if times >= max(min(2, most), 0.1 * most)]


def goes_on(
    paragraph: Paragraph, following: Line, here: Margins | None, there: Margins | None, on_next_page: bool
) -> bool:
    """Whether a paragraph goes on in the following line; its last line and that one have the margins of their pages."""
    line = paragraph.last
    if here is None or there is None or "\t" in line.text or "\t" in following.text:
        return False
    if _CAPTION.match(following.text) or _CAPTION.match(line.text):
        return False
    if _FIELD.fullmatch(line.text) and _FIELD.fullmatch(following.text):
        return False
    size = line.size
    is_full = line.box.x1 >= here.right - 0.8 * size - _first_word(following)
    is_indented = following.box.x0 > there.left + 1.2 * size
    near = on_next_page or following.base - line.base < 3.6 * size
    if not (is_full and not is_indented and near and abs(following.size - size) <= 0.2 * size):
        return False
    return not _ITEM.match(following.text) or _is_inside(paragraph, following, here, there)


def _is_inside(paragraph: Paragraph, following: Line, here: Margins, there: Margins) -> bool:
    """Whether what looks like an item is the middle of a word (集中统 / 一、全面覆盖), which hardly ever happens.

    Only where the paragraph's own first line is indented, as an item's would be, and breaks off within a clause.
    """
    line, size = paragraph.last, paragraph.last.size
    was_indented = paragraph.indent > here.left + 1.2 * size
    flush = abs(following.box.x0 - there.left) < 0.4 * size and line.box.x1 > here.right - 0.8 * size
    is_prose = line.glyphs >= _PROSE and bool(_CLAUSE.search(paragraph.text))
    return is_prose and was_indented and flush and bool(_WITHIN.search(line.text))


_WORD = re.compile(r"[“‘（《(]*(?:[0-9A-Za-z.,%％+-]+|.)[，。、；：！？）》”’％,.;:!?)]*")


def _first_word(line: Line) -> float:
    """How wide what cannot be parted at the beginning of a line is, in points: a number, a bracket with its text."""
    match = _WORD.match(line.text)
    return sum(0.55 if char.isascii() else 1.0 for char in match.group()) * line.size if match else 0.0
