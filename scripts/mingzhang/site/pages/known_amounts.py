"""What is known of an amount as HTML: printed figures, words, or why there is nothing; with its findings."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.site import addresses, labels
from mingzhang.site.amount_states import STATES, STATES_WHY, KnownAmount
from mingzhang.site.html import text
from mingzhang.site.narrative import Statement
from mingzhang.site.page import Links
from mingzhang.site.pages import marks, parts
from mingzhang.site.published_parts import FoundFinding


def known_amount(
    links: Links, package: str, known: KnownAmount, findings: Sequence[FoundFinding] = (), *, unit: str = ""
) -> str:
    """What is known, each figure a link to its place; a unit of measure stands beside it unless it is `unit`."""
    mark = marks.concern(links, package, findings)
    if known.figures:
        shown = "<br>".join(
            f"{parts.figure_link(links, package, figure)}{_unit(links, figure.unit, unit)}" for figure in known.figures
        )
        return mark + shown
    if known.said:
        said = "<br>".join(_said(links, package, found, unit) for found in known.said)
        return f"{mark}{said} {_in_words(links, package, known)}"
    return _link(links, package, known, "none")


def _unit(links: Links, printed: str, usual: str) -> str:
    return "" if printed == usual else f" <small>{labels.short_unit(links.say, printed)}</small>"


def _said(links: Links, package: str, found: Statement, unit: str) -> str:
    say = links.say
    number = text(found.number) if found.number else say.of(STATES["none_in_words"])
    title = say(f"原文第 {found.place.line} 行：{found.clause}", f"source line {found.place.line}")
    shown = links.to(addresses.source(package), number, str(found.place), title=title)
    return shown + (_unit(links, found.unit, unit) if found.number else "")


def _in_words(links: Links, package: str, known: KnownAmount) -> str:
    """That the figure is from a sentence, and what the table shows instead."""
    say = links.say
    table = _link(links, package, known, "", f"{say('表：', 'table: ')}{say.of(STATES[known.table_state])}")
    word = f"{say.of(STATES['words'])}{say('，', ', ')}" if known.state == "words" else ""
    return f'<small class="words">{word}{table}</small>'


def _link(links: Links, package: str, known: KnownAmount, css: str, shown: str = "") -> str:
    say = links.say
    told = shown or say.of(STATES[known.table_state])
    title = say.of(STATES_WHY[known.table_state])
    return links.to(addresses.table(package, known.table), told, title=title, css=css)
