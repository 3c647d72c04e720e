"""A number with its unit, as a value of a message: Chinese writes them together, English apart."""

from __future__ import annotations

from mingzhang.checks.engine.phrases import Phrase, wording


def _together(amount: str) -> str:
    return amount.replace(" ", "", 1)


def _apart(amount: str) -> str:
    return amount


_QUANTITY = wording("quantity", _together, _apart)


def quantity(number: str, unit: str) -> Phrase:
    """`34.83 万元` and `34.83万元`; a unit of Latin signs, such as `%`, is never set apart."""
    return _QUANTITY(amount=f"{number}{unit}" if unit.isascii() else f"{number} {unit}")
