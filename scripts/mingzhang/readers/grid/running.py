"""Running heads, running feet and page numbers: taken out of the text, kept beside it.

A running head is the same text at the same height on many pages, above (or below) everything else. The title or caption
of a table that is repeated on each page of the table stands there as well, so what reads like one never counts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from mingzhang.readers.grid.model import Block, Line, Page

_EDGE = 0.14  # share of the page's height in which heads and feet stand
_FEWEST, _SHARE = 3, 0.3  # pages that repeat a head: at least so many, and at least this share of all pages
_NUMBER = re.compile(r"[-—–·~\s第]*(\d{1,4})[-—–·~\s页]*(?:[/／共,，\s]+\d{1,4}\s*页?)?[-—–·~\s]*")
_OF_A_TABLE = re.compile(
    r"表\s*(?:[（(].*[)）])?$|(?:部门|单位|机构)[^:：]{0,6}[:：]|表\s*\d+$|^附?表[\d一二三四五六七八九十]|续表"
)
_STEP = 3.0  # points within which a head stands at the same height


def take_out(pages: Sequence[Page]) -> None:
    """Move running heads and feet of all pages from `blocks` to `heads` and `feet`."""
    for kind, ends, is_near in (
        ("heads", _first_lines, _is_at_top),
        ("feet", _last_lines, _is_at_bottom),
    ):
        candidates = {page.number: [line for line in ends(page.blocks) if is_near(page, line)] for page in pages}
        found = _repeated(pages, candidates) | _numbers(pages, candidates)
        for page in pages:
            lines = [line for line in candidates[page.number] if (page.number, line) in found]
            lines = _outermost(candidates[page.number], lines)
            page.blocks = [block for block in page.blocks if not any(block is line for line in lines)]
            getattr(page, kind).extend(lines)


def _outermost(candidates: Sequence[Line], found: Sequence[Line]) -> list[Line]:
    """Only what no other text stands outside of: the candidates come from the edge inwards."""
    kept = []
    for line in candidates:
        if not any(line is one for one in found):
            break
        kept.append(line)
    return kept


def _first_lines(blocks: Sequence[Block]) -> Iterator[Line]:
    for block in blocks[:3]:
        if not isinstance(block, Line):
            return
        yield block


def _last_lines(blocks: Sequence[Block]) -> Iterator[Line]:
    return _first_lines(blocks[::-1])


def _is_at_top(page: Page, line: Line) -> bool:
    return line.box.y1 <= page.height * _EDGE


def _is_at_bottom(page: Page, line: Line) -> bool:
    return line.box.y0 >= page.height * (1 - _EDGE)


_Found = set[tuple[int, Line]]
_Candidates = dict[int, list[Line]]


def _repeated(pages: Sequence[Page], candidates: _Candidates) -> _Found:
    """The same text at the same height on enough pages."""
    counted: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counted.update({(line.text, _step(line)) for line in candidates[page.number]})
    enough = max(_FEWEST, _SHARE * len(pages))
    return {
        (number, line)
        for number, lines in candidates.items()
        for line in lines
        if sum(counted[line.text, _step(line) + n] for n in (-1, 0, 1)) >= enough and not _OF_A_TABLE.search(line.text)
    }


def _step(line: Line) -> int:
    return round(line.base / _STEP)


def _numbers(pages: Sequence[Page], candidates: _Candidates) -> _Found:
    """Page numbers: they go up with the pages."""
    by_offset: defaultdict[int, _Found] = defaultdict(set)
    for page in pages:
        for line in candidates[page.number]:
            if match := _NUMBER.fullmatch(line.text.strip()):
                by_offset[int(match[1]) - page.number].add((page.number, line))
    runs = [found for found in by_offset.values() if len(found) >= 2 or len(pages) == 1]
    return set().union(*runs)
