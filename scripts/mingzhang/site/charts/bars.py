"""Horizontal bars without words: their label and their amount stand beside them as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.site.charts.scale import Scale, percent

_HUNDRED = Decimal(100)
_GAP = Decimal(14)


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar: an amount and the class that says how it looks."""

    value: Decimal
    css: str = "s1"


def bar(scale: Scale, marks: Sequence[Mark]) -> str:
    """One bar, or several above each other; nothing where no amount differs from zero.

    A bar of a negative amount goes left from zero, where a line stands. The drawing repeats what the row says, so
    it is hidden from those who listen.
    """
    if scale.is_empty or not any(mark.value for mark in marks):
        return ""
    height = (_HUNDRED - _GAP * (len(marks) - 1)) / len(marks)
    drawn = "".join(_rect(scale, mark, number * (height + _GAP), height) for number, mark in enumerate(marks))
    size = f" m{len(marks)}" if len(marks) > 1 else ""
    return f'<svg class="bar{size}" aria-hidden="true">{drawn}{_axis(scale)}</svg>'


def _rect(scale: Scale, mark: Mark, top: Decimal, height: Decimal) -> str:
    if not mark.value:
        return ""
    start, length = scale.span(mark.value)
    place = f' x="{percent(start)}"' if start else ""
    down = f' y="{percent(top)}"' if top else ""
    return f'<rect class="{mark.css}"{place}{down} width="{percent(length)}" height="{percent(height)}"/>'


def _axis(scale: Scale) -> str:
    """A line at zero where bars go both ways."""
    if not scale.low:
        return ""
    at = percent(scale.zero)
    return f'<line class="zero" x1="{at}" x2="{at}" y1="-20%" y2="120%"/>'
