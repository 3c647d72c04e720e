"""What is said of adding up the figures of a table: only where the document's own totals prove the leaves."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mingzhang.site import words
from mingzhang.site.html import text
from mingzhang.site.language import Speaker
from mingzhang.site.published_parts import LeavesOfPart, StandardTable

_NAMED = 6
"""At most so many parts of a table are named one by one."""


def are_proved(table: StandardTable) -> bool:
    """Whether every part of the table may be added up; also where there is nothing to add."""
    return all(part.hold for part in table.leaves)


def leaves_told(say: Speaker, table: StandardTable) -> str:
    """Whether the leaves add up to the printed totals, and what they miss, as HTML; nothing without figures."""
    if not table.leaves:
        return ""
    states = {
        state: [part for part in table.leaves if part.state == state]
        for state in ("unproved", "no_total", "rounding", "proved")
    }
    alone = sum(map(bool, states.values())) == 1
    told = [_told(say, state, parts, named=not alone) for state, parts in states.items() if parts]
    css = "quiet leaves" if are_proved(table) else "state leaves"
    return f'<p class="{css}">{say("", " ").join(told)}</p>'


def _told(say: Speaker, state: str, parts: Sequence[LeavesOfPart], *, named: bool) -> str:
    where = say("：", ": ").join((_parts(say, parts), "")) if named else ""
    worst = max((part.difference for part in parts), key=lambda value: abs(Decimal(value or 0)))
    most = say("至多 ", "up to ") if len(parts) > 1 else ""
    gap = most + f"{Decimal(worst or 0):,f}".removesuffix(".00")
    return where + say.of(words.LEAVES[state]).format(gap=gap)


def _parts(say: Speaker, parts: Sequence[LeavesOfPart]) -> str:
    names = [_part(say, part) for part in parts[:_NAMED]]
    more = len(parts) - len(names)
    rest = say(f"等 {len(parts)} 部分", f" and {more} more parts") if more else ""
    return say.listed(names) + rest


def _part(say: Speaker, part: LeavesOfPart) -> str:
    direction = say.of(words.SIDE.get(part.direction, ("", "")))
    unit = say(f"单位 {text(part.unit_code)} ", f"unit {text(part.unit_code)} ") if part.unit_code else ""
    return f"{unit}{direction}".strip() or say("全表", "the whole table")
