"""How far a reason reaches: over its own enumeration, up to the next figure of the section."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from mingzhang.narrative.heads import Grammar
from mingzhang.narrative.phrases import BASE, CONTINUED, FIRST, UNCHANGED
from mingzhang.narrative.quantities import Quantity
from mingzhang.narrative.relations import find_relation


class ReasonReach:
    """Where the reasons of one paragraph end; `starts` are the starts of its quantities."""

    def __init__(self, text: str, quantities: Sequence[Quantity], grammar: Grammar, year: int) -> None:
        self.text = text
        self.quantities = quantities
        self.starts = [quantity.start for quantity in quantities]
        self.grammar = grammar
        self.year = year

    def end(self, start: int) -> int:
        """Where a reason stops: at a full stop, or where the next clause names a figure of this section."""
        text = self.text
        enumerated = FIRST.search(text, start, start + 40) is not None
        position = start
        while position < len(text):
            mark = next((i for i in range(position, len(text)) if text[i] in "。;,"), len(text))
            if mark == len(text):
                return mark
            following = mark
            while following < len(text) and text[following] in "。;,":
                following += 1
            position = following
            if following >= len(text):
                return mark
            continued = enumerated and CONTINUED.match(text, following)
            if text[mark] == "。":
                if not continued:
                    return mark
            elif not continued and self._begins_figure(following, strict=text[mark] == ","):
                return mark
        return len(text)

    def _begins_figure(self, start: int, strict: bool) -> bool:
        """Whether a clause of its own begins here: a name of this section, then its number or 与上年….

        After a comma only the plain figure counts, and only a name that opens the clause.
        """
        end = next((i for i in range(start, min(len(self.text), start + 80)) if self.text[i] in "。;,"), start + 80)
        segment = self.text[start:end]
        number = self._first_figure(start, end)
        if number is None:
            if strict:
                return False
            words = UNCHANGED.search(segment)
            return words is not None and self.grammar.find_head(segment[: words.start()], "money") is not None
        clause = self.text[start : number.start]
        relation = find_relation(clause, number.kind, self.year)
        if strict:
            if relation is not None or number.kind != "money":
                return False
            head = self.grammar.find_head(clause, number.kind)
            return head is not None and head.start == 0 and head.concepts[0].stem not in ("basic_item", "function")
        before = clause[: relation.start] if relation else clause
        if base := BASE.search(before):
            before = before[: base.start()]
        return self.grammar.find_head(before, number.kind) is not None

    def _first_figure(self, start: int, end: int) -> Quantity | None:
        for index in range(bisect_left(self.starts, start), len(self.starts)):
            quantity = self.quantities[index]
            if quantity.start >= end:
                return None
            if not quantity.rule:
                return quantity
        return None
