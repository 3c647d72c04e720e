"""Small pieces of HTML. Everything that a document says goes through `text`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from mingzhang.ground.escape import html_text

_BREAK = re.compile(r"(?<=.)(?:（|\d{4}年)")
_HAN = re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


@lru_cache(maxsize=65536)
def text(value: str) -> str:
    """A document's text for HTML content and attributes: escaped, without control characters."""
    return html_text(_CONTROL.sub("\ufffd", value))


def flat(value: str) -> str:
    """Like `text`, on one line (for headings, titles and attributes)."""
    return text(" ".join(value.split()))


def mixed(value: str) -> str:
    """English text that quotes Chinese: escaped, every run of Chinese marked as such."""
    return _HAN.sub(r'<span lang="zh">\g<0></span>', text(value))


def heading(value: str) -> str:
    """A title that breaks, where it must, before a year or a bracket rather than inside a word."""
    return _BREAK.sub(r"<wbr>\g<0>", flat(value))


def link(href: str, inner: str, *, title: str = "", css: str = "") -> str:
    """A link; `inner` is HTML, `href` and `title` are escaped here."""
    named = f' title="{text(title)}"' if title else ""
    styled = f' class="{css}"' if css else ""
    return f'<a{styled} href="{text(href)}"{named}>{inner}</a>'


def items(parts: Iterable[str], css: str = "") -> str:
    """An unordered list of HTML parts."""
    styled = f' class="{css}"' if css else ""
    return f"<ul{styled}>\n" + "\n".join(f"<li>{part}</li>" for part in parts) + "\n</ul>"


def row(cells: Iterable[str], *, head: bool = False) -> str:
    """A table row of HTML cells; in the body the first cell heads the row."""
    if head:
        return "<tr>" + "".join(f'<th scope="col">{cell}</th>' for cell in cells) + "</tr>"
    first, *rest = cells
    return f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"


def table(header: Iterable[str], rows: Iterable[Iterable[str]], *, css: str = "plain", label: str = "") -> str:
    """A plain table in a box that scrolls by itself."""
    body = "\n".join(row(cells) for cells in rows)
    return scroll(
        f'<table class="{css}">\n<thead>{row(header, head=True)}</thead>\n<tbody>\n{body}\n</tbody>\n</table>', label
    )


def scroll(inner: str, label: str = "") -> str:
    """A box that scrolls sideways by itself and can be reached by keyboard."""
    named = f' role="group" aria-label="{text(label)}"' if label else ""
    return f'<div class="scroll" tabindex="0"{named}>\n{inner}\n</div>'


def definitions(pairs: Iterable[tuple[str, str]], css: str = "facts") -> str:
    """A list of terms and what they are, both HTML."""
    body = "\n".join(f"<div><dt>{term}</dt><dd>{value}</dd></div>" for term, value in pairs)
    return f'<dl class="{css}">\n{body}\n</dl>'


def size(count: int) -> str:
    """Bytes as people read them."""
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.1f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"
