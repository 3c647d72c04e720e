"""Columns along the years: one or two upright bars a year over its label, to see how amounts moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.site.charts.bars import Mark
from mingzhang.site.charts.scale import Scale, percent
from mingzhang.site.html import flat

_HUNDRED = Decimal(100)
_FEWEST = 4
"""Room is left for so many years, so that a single one is no wall."""
_LABELS = 8
"""So many labels have room on the narrowest page; of more years every second, third … is named, the last always."""
_PLOT = "84%"
_INSIDE, _GAP = Decimal("0.68"), Decimal("0.06")
"""How much of its room a year fills, and how much of it lies between its bars."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One year: its label and its bars from left to right; None where nothing is known keeps its place empty."""

    label: str
    marks: tuple[Mark | None, ...]


def columns(slots: Sequence[Slot], label: str) -> str:
    """The drawing; nothing where no amount differs from zero. `label` (plain text) says where the numbers are."""
    scale = Scale.over(mark.value for slot in slots for mark in slot.marks if mark)
    if scale.is_empty:
        return ""
    room = _HUNDRED / max(len(slots), _FEWEST)
    bars = "".join(_bars(slot, scale, room * number, room) for number, slot in enumerate(slots))
    step = -(-len(slots) // _LABELS)
    named = [(number, slot) for number, slot in enumerate(slots) if (len(slots) - 1 - number) % step == 0]
    names = "".join(_label(slot.label, room * number + room / 2) for number, slot in named)
    ground = percent(_HUNDRED - scale.zero)
    plot = f'<svg height="{_PLOT}">{bars}<line class="zero" x1="0" x2="100%" y1="{ground}" y2="{ground}"/></svg>'
    return f'<svg class="columns" role="img" aria-label="{flat(label)}">{plot}{names}</svg>'


def _bars(slot: Slot, scale: Scale, start: Decimal, room: Decimal) -> str:
    count = len(slot.marks)
    width = room * (_INSIDE - _GAP * (count - 1)) / count
    left = start + room * (1 - _INSIDE) / 2
    return "".join(
        _rect(mark, scale, left + (width + room * _GAP) * number, width)
        for number, mark in enumerate(slot.marks)
        if mark and mark.value
    )


def _rect(mark: Mark, scale: Scale, left: Decimal, width: Decimal) -> str:
    start, length = scale.span(mark.value)
    top = _HUNDRED - start - length
    place = f'x="{_two(left)}" y="{percent(top)}" width="{_two(width)}" height="{percent(length)}"'
    return f'<rect class="{mark.css}" {place}/>'


def _label(label: str, middle: Decimal) -> str:
    return f'<text x="{_two(middle)}" y="100%">{flat(label)}</text>'


def _two(value: Decimal) -> str:
    return percent(value.quantize(Decimal("0.01")))
