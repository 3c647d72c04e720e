"""Parts of a whole in one bar, named where a name has room, otherwise numbered; a wider drawing has room for more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from mingzhang.site.charts.scale import Scale, percent
from mingzhang.site.html import flat

_SMALLEST = Decimal(1)
_MOST = 12
"""More parts than this say nothing side by side; the smallest are drawn as one."""
_SHADES = 4
_WIDTHS = (300, 400, 680)
"""Pixels: the narrowest drawing, and the widths from which `charts.css` shows the names that have room there."""
_PADDING = Decimal(16)
_WIDE_LETTER, _LETTER = Decimal("13.5"), Decimal("7.5")
_VISIBLE = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its number in the list beside the chart, its name, its amount. `mark` is the name's language."""

    number: int
    name: str
    value: Decimal
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Segment:
    start: Decimal
    end: Decimal
    css: str
    part: Part | None

    @property
    def width(self) -> Decimal:
        return self.end - self.start


def add_up(parts: Sequence[Decimal], whole: Decimal | None) -> bool:
    """Whether amounts may be drawn as parts of a whole: none negative, something there, and the sum so close to the
    printed total that no eye sees a difference. An unprinted total (None) contradicts nothing."""
    total = sum(parts, Decimal(0))
    if total <= 0 or min(parts) < 0:
        return False
    return whole is None or abs(total - whole) <= total * _VISIBLE


def stacked(parts: Sequence[Part], label: str) -> str:
    """One bar of all parts in their order. `label` (plain text) says what is seen and where the numbers are.

    The parts must `add_up`. Those under one per cent or not among the `_MOST` largest are drawn as one at the end, to
    scale.
    """
    segments = _segments([part for part in parts if part.value])
    rects = "".join(_rect(segment) for segment in segments)
    lines = "".join(_edge(segment) for segment in segments[1:] if segment.width >= _SMALLEST)
    names = "".join(_name(segment) for segment in segments)
    drawing = f'<svg class="whole" role="img" aria-label="{flat(label)}">{rects}{lines}{names}</svg>'
    return f'<div class="room">{drawing}</div>'


def _segments(parts: Sequence[Part]) -> list[_Segment]:
    total = sum((part.value for part in parts), Decimal(0))
    scale = Scale(Decimal(0), total)
    drawn = sorted(parts, key=lambda part: -part.value)[:_MOST]
    large = [part for part in parts if part in drawn and part.value / total * 100 >= _SMALLEST]
    found: list[_Segment] = []
    reached = Decimal(0)
    for number, part in enumerate(large):
        start, reached = scale.place(reached), reached + part.value
        found.append(_Segment(start, scale.place(reached), f"s{number % _SHADES + 1}", part))
    if reached < total:
        found.append(_Segment(scale.place(reached), Decimal(100), "rest", None))
    return found


def _rect(segment: _Segment) -> str:
    place = f' x="{percent(segment.start)}"' if segment.start else ""
    return f'<rect class="{segment.css}"{place} width="{percent(segment.width)}" height="100%"/>'


def _edge(segment: _Segment) -> str:
    at = percent(segment.start)
    return f'<line class="edge" x1="{at}" x2="{at}" y1="0" y2="100%"/>'


def _names(part: Part, share: Decimal) -> Iterator[tuple[str, str]]:
    """What a part of so many per cent has room for, from the narrowest drawing to the widest, and the classes that say
    in which of them it is shown."""
    labels = [(width, _fitting(part, share * width / 100)) for width in _WIDTHS]
    runs = [(shown, [width for width, _ in run]) for shown, run in groupby(labels, lambda label: label[1])]
    for at, (shown, widths) in enumerate(runs):
        first = f" from-{widths[0]}" if at else ""
        last = f" until-{runs[at + 1][1][0]}" if at + 1 < len(runs) else ""
        yield shown, first + last


def _fitting(part: Part, room: Decimal) -> str:
    """Number and name, the number alone, or nothing, as there are pixels."""
    number, full = str(part.number), f"{part.number} {part.name}"
    if _length(full) <= room - _PADDING:
        return full
    return number if _length(number) <= room - _PADDING / 2 else ""


def _name(segment: _Segment) -> str:
    part = segment.part
    if part is None:
        return ""
    middle = percent((segment.start + segment.end) / 2)
    return "".join(
        f'<text class="{segment.css}{when}"{part.mark if shown != str(part.number) else ""} x="{middle}" y="50%">'
        f"{flat(shown)}</text>"
        for shown, when in _names(part, segment.width)
        if shown
    )


def _length(shown: str) -> Decimal:
    """A generous width in pixels at the size of the style sheet."""
    return sum((_LETTER if letter.isascii() else _WIDE_LETTER for letter in shown), Decimal(0))
