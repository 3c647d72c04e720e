"""A page whose words and rules have absolute places (a PDF in disguise): its sheets for `readers.grid`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.source import Locator, Mark
from mingzhang.readers.grid import Box, Glyph, Ruling, Sheet, compose
from mingzhang.readers.html.content import FEWEST_PLACED
from mingzhang.readers.html.links import Links
from mingzhang.readers.html.page import HIDDEN
from mingzhang.readers.port import Reading

MOST_SHEETS = 2_000
MOST_GLYPHS = 2_000_000
_LARGEST = 14_400.0  # points, as in PDF
_SHARE = 0.6  # of its text
_THIN = 2.0  # points: a box that is no wider is a rule
_TYPE = 12.0  # points: the size of type where a page gives none (16 px)
_ABOVE_BASE = 0.86  # of the size of type, as in common Chinese fonts
_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "": 0.75}
_LENGTH = re.compile(r"(-?\d{0,7}\.?\d{1,9})\d*\s*(pt|px|in|cm|mm|pc)?\b", re.IGNORECASE)
_WIDE = re.compile("[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")

Style = Mapping[str, str]


@dataclass(slots=True)
class _Paper:
    """One page while it is filled."""

    width: float = 0.0
    height: float = 0.0
    glyphs: list[Glyph] = field(default_factory=list)
    horizontals: list[Ruling] = field(default_factory=list)
    verticals: list[Ruling] = field(default_factory=list)

    def sheet(self, number: int) -> Sheet:
        """The page for the grid; what stands outside of it nobody sees."""
        right = self.width or max((glyph.x1 for glyph in self.glyphs), default=0.0) + _TYPE
        below = self.height or max((glyph.y1 for glyph in self.glyphs), default=0.0) + _TYPE
        seen: list[Glyph] = []
        hidden: list[Glyph] = []
        for glyph in self.glyphs:
            is_seen = 0 <= (glyph.x0 + glyph.x1) / 2 <= right and 0 <= (glyph.y0 + glyph.y1) / 2 <= below
            (seen if is_seen else hidden).append(glyph)
        return Sheet(number, right, below, seen, self.horizontals, self.verticals, hidden)


def read_positioned(name: str, content: Any, links: Links) -> Reading | None:
    """The reading of a page of placed words; None where the words of a page follow one another.

    Raises `DisclosureError`: `read-page-size`, `read-too-many-pages`, `read-too-many-objects`.
    """
    styles = {element: _style(element) for element in content.iter() if "absolute" in element.get("style", "").lower()}
    placed = {element: style for element, style in styles.items() if _is_placed(style)}
    words = [element for element in placed if (element.text or "").strip() or len(element)]
    if len(words) < FEWEST_PLACED or _count(words, placed) < _SHARE * len("".join("".join(content.itertext()).split())):
        return None
    papers = _fill(name, content, placed)
    reading = compose(paper.sheet(number) for number, paper in enumerate(papers, 1))
    return replace(reading, marks=(*reading.marks, *_said(content, links)))


def _count(words: list[Any], placed: Mapping[Any, Style]) -> int:
    return sum(len("".join(_text_of(word, placed).split())) for word in words)


def _said(content: Any, links: Links) -> list[Mark]:
    count = sum(int(one.get("n", "0")) for one in content.iter(HIDDEN))
    hidden = [Mark(Locator(1), "hidden", note=f"{count} characters not displayed")] if count else []
    return hidden + [Mark(Locator(1), "attachment", note=one.note) for one in links.values()]


def _style(element: Any) -> Style:
    pairs = (part.partition(":") for part in element.get("style", "").split(";"))
    return {key.strip().lower(): value.strip().lower() for key, _, value in pairs if value.strip()}


def _is_placed(style: Style) -> bool:
    return style.get("position") == "absolute" and "left" in style and "top" in style


@lru_cache(maxsize=8192)
def _points(text: str, default: float = 0.0) -> float:
    found = _LENGTH.match(text)
    return float(found[1]) * _POINTS[(found[2] or "").lower()] if found else default


def _text_of(element: Any, placed: Mapping[Any, Style]) -> str:
    """The words of an element and of what stands in its line, but not of what has a place of its own."""
    if not len(element):
        return element.text or ""
    return (element.text or "") + "".join(
        ("" if part in placed else "".join(part.itertext())) + (part.tail or "") for part in element
    )


def _fill(name: str, content: Any, placed: Mapping[Any, Style]) -> list[_Paper]:
    papers: dict[Any, _Paper] = {}
    starts: dict[Any, tuple[Any, float, float]] = {content: (content, 0.0, 0.0)}
    glyphs = 0
    for run, (element, style) in enumerate(placed.items()):
        page, x, y = _start_of(element.getparent(), placed, starts, content)
        if page not in papers:
            papers[page] = _new_paper(name, page)
            if len(papers) > MOST_SHEETS:
                message = f"the web page has more than {MOST_SHEETS} pages"
                raise DisclosureError("read-too-many-pages", message, name, None, "one disclosure per file")
        text = _text_of(element, placed)
        glyphs += len(text)
        if glyphs > MOST_GLYPHS:
            message = "the web page has too many characters with places of their own"
            raise DisclosureError("read-too-many-objects", message, name, None, f"at most {MOST_GLYPHS}")
        left, top = x + _points(style["left"]), y + _points(style["top"])
        _put_text(papers[page], text, left, top, style, run)
        _put_rules(papers[page], left, top, style)
    return list(papers.values())


def _start_of(
    around: Any, placed: Mapping[Any, Style], starts: dict[Any, tuple[Any, float, float]], content: Any
) -> tuple[Any, float, float]:
    """The page that an element stands on, and where on it places inside that element are counted from."""
    chain = []
    while around not in starts:
        if around not in placed and _is_paper(around):
            starts[around] = (around, 0.0, 0.0)
            break
        chain.append(around)
        around = around.getparent()
    for element in reversed(chain):
        page, x, y = starts[element.getparent()]
        style = placed.get(element, {})
        starts[element] = (page, x + _points(style.get("left", "")), y + _points(style.get("top", "")))
    return starts[chain[0]] if chain else starts[around]


def _is_paper(element: Any) -> bool:
    style = _style(element)
    return style.get("position") in ("relative", "absolute") and "width" in style and "height" in style


def _new_paper(name: str, element: Any) -> _Paper:
    style = _style(element) if _is_paper(element) else {}
    width, height = _points(style.get("width", "")), _points(style.get("height", ""))
    if not (0 <= width <= _LARGEST and 0 <= height <= _LARGEST):
        message = f"a page measures {width:.0f} × {height:.0f} points"
        raise DisclosureError("read-page-size", message, name, None, f"at most {_LARGEST:.0f} points")
    return _Paper(width, height)


def _put_text(paper: _Paper, text: str, left: float, top: float, style: Style, run: int) -> None:
    """Chinese characters are as wide as their type, all others half as wide: the page does not say more."""
    size = min(max(_points(style.get("font-size", ""), _TYPE), 1.0), 500.0)
    line = _points(style.get("line-height", ""), size) if re.search("[a-z]", style.get("line-height", "")) else size
    spacing = _points(style.get("letter-spacing", ""))
    y, x = top + (line - size) / 2, left
    for char in re.sub(r"[ \t\r\n\f]+", " ", text):
        wide = size if _WIDE.match(char) or char == "\u3000" else size / 2
        if not char.isspace():
            paper.glyphs.append(Glyph(x, y, x + wide, y + size, y + _ABOVE_BASE * size, size, char, run))
        x += wide + spacing


def _put_rules(paper: _Paper, left: float, top: float, style: Style) -> None:
    """Thin boxes are rules, and so are the borders of others."""
    width, height = _points(style.get("width", "")), _points(style.get("height", ""))
    box = Box(left, top, left + width, top + height)
    inked = any(key.startswith(("border", "background")) and _is_inked(value) for key, value in style.items())
    if not inked or not (width or height):
        return
    if height <= _THIN < width:
        paper.horizontals.append(Ruling(top + height / 2, box.x0, box.x1))
    elif width <= _THIN < height:
        paper.verticals.append(Ruling(left + width / 2, box.y0, box.y1))
    elif width > _THIN and height > _THIN:
        _put_borders(paper, box, style)


def _put_borders(paper: _Paper, box: Box, style: Style) -> None:
    whole = _is_inked(style.get("border", ""))
    for side, at in (("top", box.y0), ("bottom", box.y1)):
        if _is_inked(style.get(f"border-{side}", "")) or (whole and f"border-{side}" not in style):
            paper.horizontals.append(Ruling(at, box.x0, box.x1))
    for side, at in (("left", box.x0), ("right", box.x1)):
        if _is_inked(style.get(f"border-{side}", "")) or (whole and f"border-{side}" not in style):
            paper.verticals.append(Ruling(at, box.y0, box.y1))


@lru_cache(maxsize=1024)
def _is_inked(value: str) -> bool:
    return bool(value) and not re.search(
        r"\b(?:none|hidden|transparent|inherit|initial)\b|^0(?:px|pt)?$|^white$|#f{3}\b|#f{6}\b", value
    )
