"""How far a value may be trusted, said in a word and a shape, with what the document prints one click away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang.site import words
from mingzhang.site.forms import Doubt
from mingzhang.site.html import text


def shape(status: str) -> str:
    """The shape beside a value that is not as printed; nothing for one that is."""
    if status == "as_printed":
        return ""
    word = words.VALUE_STATUS[status]
    return f'<span class="doubt {status}" title="{word}">{words.SHAPE[status]}<span class="said">{word}</span></span>'


def worst(doubts: Sequence[Doubt], *parts: str) -> str:
    """The status of the least trustworthy of these parts."""
    order = ("as_printed", *words.VALUE_STATUS)
    return max((doubt.status for doubt in doubts if doubt.part in parts), key=order.index, default="as_printed")


def doubtful(statuses: Iterable[tuple[str, str]], note: str, raw: str) -> str:
    """A fold that says what is not as printed and why, and shows the printed cells; nothing without doubts."""
    named = "　".join(_named(part, status) for part, status in statuses if status != "as_printed")
    if not named:
        return ""
    return _fold(named, note, raw)


def told(note: str, raw: str) -> str:
    """The same fold for a note on something that is as printed."""
    return _fold("说明", note, raw) if note else ""


def _fold(summary: str, note: str, raw: str) -> str:
    why = f"<p>{text(note)}</p>" if note else ""
    return f'<details class="doubts"><summary>{summary}</summary>{why}{printed_cells(raw)}</details>'


def printed_cells(raw: str) -> str:
    """The cells of a row of the source as they are printed; empty ones stay visible."""
    if not raw:
        return ""
    cells = "".join(f"<span>{text(cell.strip())}</span>" for cell in raw.split("⇥"))
    return f'<p class="cells"><b>原文</b>{cells}</p>'


def legend() -> str:
    """What the shapes mean, once per page."""
    rows = "".join(
        f'<div><dt><span class="doubt {status}">{words.SHAPE[status]} {word}</span></dt>'
        f"<dd>{words.VALUE_STATUS_WHY[status]}</dd></div>"
        for status, word in words.VALUE_STATUS.items()
    )
    return f'<dl class="legend">{rows}</dl>'


def _named(part: str, status: str) -> str:
    word = words.VALUE_STATUS[status]
    return f'<span class="doubt {status}">{words.SHAPE[status]} {words.DOUBTED.get(part, part)}{word}</span>'
