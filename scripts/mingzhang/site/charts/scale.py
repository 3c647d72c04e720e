"""From amounts to places on a line of 0 to 100 per cent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

_HUNDRED = Decimal(100)
_STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Scale:
    """A line from `low` (0, or the most negative amount) to `high` (0, or the largest), always with zero on it."""

    low: Decimal
    high: Decimal

    @classmethod
    def over(cls, values: Iterable[Decimal]) -> Scale:
        """The line that has room for all of them."""
        found = (Decimal(0), *values)
        return cls(min(found), max(found))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing but zero to draw."""
        return self.low == self.high

    @property
    def zero(self) -> Decimal:
        """Where zero stands, in per cent."""
        return self.place(Decimal(0))

    def place(self, value: Decimal) -> Decimal:
        """Where an amount stands, in per cent, to a hundredth. The scale must not be empty."""
        return ((value - self.low) / (self.high - self.low) * _HUNDRED).quantize(_STEP, ROUND_HALF_EVEN)

    def span(self, value: Decimal) -> tuple[Decimal, Decimal]:
        """Start and length of the bar between zero and an amount: leftwards for a negative one."""
        start, end = sorted((self.zero, self.place(value)))
        return start, end - start


def percent(value: Decimal) -> str:
    """`12.5%`, for a geometry attribute."""
    shown = f"{value:f}"
    return f"{shown.rstrip('0').rstrip('.') if '.' in shown else shown}%"
