"""Text of a page as it is displayed on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_CHINESE = "\u2018-\u201d\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WRAP = re.compile(rf"(?<=[{_CHINESE}])[ \t]*[\r\n][ \t\r\n\f]*(?=[{_CHINESE}])")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_LATIN = re.compile(r"[0-9A-Za-z,.;:%]")

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
"""Elements that stand on lines of their own; all others, unknown ones too, stand in the line."""


def events(root: Any) -> Iterator[tuple[str, Any, str]]:
    """`start` and `end` of every element and the `text` between them, in the order of the page, without recursion."""
    from lxml import etree

    for event, element in etree.iterwalk(root, events=("start", "end")):
        yield event, element, ""
        text = element.text if event == "start" else element.tail
        if text and (event == "start" or element is not root):
            yield "text", element, text


def one_line(raw: str) -> str:
    """Text as one line: white space is one space, and none where a line of the file ends between Chinese."""
    return _SPACE.sub(" ", _WRAP.sub("", raw)).strip(" ") if _SPACE.search(raw) else raw


def join(pieces: list[str]) -> str:
    """Lines of a cell as one: they only wrap its text, but numbers and Latin words stay apart."""
    joined = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        apart = _LATIN.match(joined[-1]) and _LATIN.match(piece)
        joined += f" {piece}" if apart else piece
    return joined


def cell_text(cell: Any) -> str:
    """The text of a cell, indented as it is by spaces that are displayed; what runs over inline elements is one."""
    if not len(cell):
        return one_line(cell.text or "").rstrip(" \xa0\u3000")
    pieces: list[str] = []
    parts: list[str] = []

    def end() -> None:
        text = one_line("".join(parts))
        parts.clear()
        text = text.rstrip(" \xa0\u3000") if not pieces else text.strip(" \xa0\u3000")
        if text.strip():
            pieces.append(text)

    for event, element, text in events(cell):
        if event == "text":
            parts.append(text)
        elif element.tag == "br" or element.tag in BLOCKS:
            end()
    end()
    return join(pieces)
