"""How far a value may be trusted, said in a word and a shape, with what the document prints one click away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang.site import addresses, labels, words
from mingzhang.site.forms import Doubt
from mingzhang.site.html import text
from mingzhang.site.language import Speaker
from mingzhang.site.page import Links
from mingzhang.site.published_parts import FoundFinding


def shape(say: Speaker, status: str) -> str:
    """The shape beside a value that is not as printed; nothing for one that is."""
    if status == "as_printed":
        return ""
    word = say.of(words.VALUE_STATUS[status])
    return f'<span class="doubt {status}" title="{word}">{words.SHAPE[status]}<span class="said">{word}</span></span>'


def concern(links: Links, package: str, findings: Sequence[FoundFinding]) -> str:
    """The sign beside a figure that findings concern: a link to the gravest, which stands first; else nothing."""
    if not findings:
        return ""
    say, first = links.say, findings[0]
    word = say.of(words.CATEGORY[first.category])
    told = say(f"{word}（{first.check}）", f"{word} ({first.check})")
    if len(findings) > 1:
        told += say(f"，共 {len(findings)} 处", f", {len(findings)} findings")
    shape = f'{words.CATEGORY_SHAPE[first.category]}<span class="said">{text(told)}</span>'
    address = addresses.disclosure_checks(package)
    return links.to(address, shape, first.anchor, title=told, css=f"concern {first.category}")


def worst(doubts: Sequence[Doubt], *parts: str) -> str:
    """The status of the least trustworthy of these parts."""
    order = ("as_printed", *words.VALUE_STATUS)
    return max((doubt.status for doubt in doubts if doubt.part in parts), key=order.index, default="as_printed")


def doubtful(say: Speaker, statuses: Iterable[tuple[str, str]], note: str, raw: str) -> str:
    """A fold that says what is not as printed and why, and shows the printed cells; nothing without doubts."""
    named = say("　", " · ").join(_named(say, part, status) for part, status in statuses if status != "as_printed")
    if not named:
        return ""
    return _fold(say, named, note, raw)


def told(say: Speaker, note: str, raw: str) -> str:
    """The same fold for a note on something that is as printed."""
    return _fold(say, say("说明", "Note"), note, raw) if note else ""


def _fold(say: Speaker, summary: str, note: str, raw: str) -> str:
    why = f"<p>{labels.note(say, note)}</p>" if note else ""
    return f'<details class="doubts"><summary>{summary}</summary>{why}{printed_cells(say, raw)}</details>'


def printed_cells(say: Speaker, raw: str) -> str:
    """The cells of a row of the source as they are printed; empty ones stay visible."""
    if not raw:
        return ""
    cells = "".join(f"<span{say.mark}>{text(cell.strip())}</span>" for cell in raw.split("⇥"))
    return f'<p class="cells"><b>{say("原文", "Printed")}</b>{cells}</p>'


def legend(say: Speaker) -> str:
    """What the shapes mean, once per page."""
    rows = "".join(
        f'<div><dt><span class="doubt {status}">{words.SHAPE[status]} {say.of(word)}</span></dt>'
        f"<dd>{say.of(words.VALUE_STATUS_WHY[status])}</dd></div>"
        for status, word in words.VALUE_STATUS.items()
    )
    return f'<dl class="legend">{rows}</dl>'


def _named(say: Speaker, part: str, status: str) -> str:
    word = say.of(words.VALUE_STATUS[status])
    what = say.of(words.DOUBTED[part]) if part in words.DOUBTED else text(part)
    return f'<span class="doubt {status}">{words.SHAPE[status]} {what}{say("", " ")}{word}</span>'
