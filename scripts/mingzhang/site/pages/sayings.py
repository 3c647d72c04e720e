"""How a sentence of the explanations is shown: what it speaks of, its number as printed, its place, its findings."""

from __future__ import annotations

from mingzhang.narrative.ids import STEMS
from mingzhang.site import addresses, labels, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.html import text
from mingzhang.site.narrative import TITLES, Statement
from mingzhang.site.page import Links
from mingzhang.site.pages import marks
from mingzhang.site.statement_places import anchor, statement_places

_WITHOUT_STEM = frozenset({"function", "basic_item", "revenue_source", "appropriation_source", "assets", "reason"})
"""What is named by its subject alone."""
_OF_ONE_SIDE = frozenset({"revenue", "expenditure"})
"""What says its side by its own name."""
_OTHER_ASSETS = "other_assets"
"""The section of assets that are neither vehicles nor equipment nor buildings."""


class Sayings:
    """Writes statements of one disclosure on one page."""

    def __init__(self, disclosure: Disclosure, links: Links) -> None:
        self._package = disclosure.name
        self._links = links
        self._concerns = disclosure.concerns
        self._in_place = {
            found.statement.statement_id
            for line in statement_places(disclosure.narrative, disclosure.lines).values()
            for found in line
        }

    def name(self, found: Statement, *, with_side: bool = False) -> str:
        """What a statement speaks of: its subject, or its title; the side or the unit where it is one of several."""
        say = self._links.say
        coded = words.GRADE.get(found.code) or words.RECEPTION.get(found.code)
        subject = say.of(coded) if coded else labels.named(say, found.subject) if found.subject else ""
        shown = text(say.of(TITLES[_OTHER_ASSETS]) if _is_of_the_rest(found) else say.title(STEMS[found.stem]))
        if found.stem in _WITHOUT_STEM and subject:
            shown = subject
        elif subject and found.kind != "name":
            shown += say(f"（{subject}）", f" ({subject})")
        side = say.of(words.SIDE.get(found.side, ("", ""))) if with_side and found.stem not in _OF_ONE_SIDE else ""
        shown += say(f"（{side}）", f" ({side.lower()})") if side else ""
        return f"{shown} <small>{say.zh(text(found.unit_name))}</small>" if found.unit_name else shown

    def number(self, found: Statement) -> str:
        """The number as printed with its unit; Chinese numerals and units are explained to English readers."""
        say = self._links.say
        number = text(found.number) if found.number.isascii() else say.zh(text(found.number))
        if say.lang == "en" and not found.number.isascii() and found.quantity:
            number += f" ({text(found.quantity)})"
        if found.unit in ("", "%"):
            return f"{number}{found.unit}"
        unit = labels.short_unit(say, found.unit) if found.yuan else labels.unit(say, found.unit)
        return f"{number} {unit}"

    def quoted(self, found: Statement) -> str:
        """The clause as it is printed, in quotation marks."""
        return self._links.say.zh(f"“{text(found.clause)}”")

    def link(self, found: Statement, inner: str) -> str:
        """A link to the words in the source, with the sign of a finding about them behind it."""
        place = anchor(found) if found.statement_id in self._in_place else str(found.place)
        line = found.place.line
        title = self._links.say(f"原文第 {line} 行：{found.clause}", f"source line {line}")
        return self._links.to(addresses.source(self._package), inner, place, title=title) + self.mark(found)

    def mark(self, found: Statement) -> str:
        """The sign of the findings about a statement, or nothing."""
        return marks.concern(self._links, self._package, self._concerns.of_statement(found))


def _is_of_the_rest(found: Statement) -> bool:
    """`其他国有资产：无` says nothing of the assets told of before it."""
    return found.stem == "assets" and found.statement_id.startswith(f"{_OTHER_ASSETS}/")
