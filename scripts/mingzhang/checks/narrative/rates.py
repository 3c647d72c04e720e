"""Rates that can be recomputed: the printed one, the exact one, and what rounded amounts allow."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from mingzhang.checks.base import Check, Finding, Status
from mingzhang.checks.engine.phrases import Phrase, Value, wording
from mingzhang.checks.narrative.compare import Figure, in_unit, plain, round_half_up, stated, verdict
from mingzhang.checks.narrative.lookup import Lookup
from mingzhang.narrative.model import Statement

_HUNDRED = Decimal(100)
_HALF = Decimal("0.5")


class Rate(NamedTuple):
    """A rate from two amounts: how it is computed, and how that is written in both languages."""

    compute: Callable[[Decimal, Decimal], Decimal | None]
    name: Phrase


def quotient(part: Decimal, whole: Decimal) -> Decimal | None:
    """Per cent of a whole; None where the whole is zero."""
    return part / whole * _HUNDRED if whole else None


def growth(sign: int) -> Callable[[Decimal, Decimal], Decimal | None]:
    """Change in per cent of the figure before, from the amount of the change and the figure after."""

    def compute(change: Decimal, current: Decimal) -> Decimal | None:
        before = current - sign * change
        return change / before * _HUNDRED if before > 0 else None

    return compute


_GIVE = wording(
    "rate.give",
    "文字所说{said}{said_shown}；按{upper}{upper_shown}，{base}{base_shown}计算应为{expected}%。",
    "Stated: {said} {said_shown}; {upper} {upper_shown} and {base} {base_shown} give {expected}%.",
)
_ROUNDING = wording(
    "rate.rounding",
    "文字所说{said}{said_shown}；按{upper}{upper_shown}，{base}{base_shown}计算应为{expected}%，属四舍五入。",
    "Stated: {said} {said_shown}; {upper} {upper_shown} and {base} {base_shown} give {expected}%.",
)
_DIFFER = wording(
    "rate.differ",
    "文字所说{said}{said_shown}；按{upper}{upper_shown}，{base}{base_shown}计算应为{expected}%，相差{gap}个百分点。",
    "Stated: {said} {said_shown}; {upper} {upper_shown} and {base} {base_shown} give {expected}%: they differ by {gap} "
    "points.",
)


def recompute(
    check: Check, lookup: Lookup, statement: Statement, upper: Figure, lower: Figure, rate: Rate
) -> Finding | None:
    """Whether a printed rate is the one its two amounts give; None where it cannot be computed.

    Half-up to the printed decimals, tolerance 0; it is `rounding` where the unrounded amounts behind the two
    printed ones may give the printed rate.
    """
    said = stated(statement)
    base = in_unit(lower, upper.unit)
    assert said.value is not None
    assert upper.value is not None
    assert base.value is not None
    exact = rate.compute(upper.value, base.value)
    if exact is None:
        return None
    expected = round_half_up(exact, said.decimals)
    value = abs(said.value) if statement.kind == "change" else said.value  # the word gives a change its sign
    difference = value - expected
    within = difference != 0 and _within(value, said.decimals, upper, base, rate)
    status: Status = "pass" if difference == 0 else "rounding" if within else "fail"
    places, statements = (*upper.places, *base.places), (*upper.statements, *base.statements)
    right = Figure(rate.name, expected, "%", said.decimals, places, statements=statements)
    told: dict[str, Value] = {
        "said": said.name,
        "said_shown": said.shown,
        "upper": upper.name,
        "upper_shown": upper.shown,
        "base": base.name,
        "base_shown": base.shown,
        "expected": plain(expected),
    }
    if status == "fail":
        words = _DIFFER(**told, gap=plain(abs(difference)))
    else:
        words = _GIVE(**told) if status == "pass" else _ROUNDING(**told)
    return verdict(check, lookup, statement.statement_id, said, right, status, difference, Decimal(0), words)


def _within(said: Decimal, decimals: int, upper: Figure, lower: Figure, rate: Rate) -> bool:
    """Whether amounts that round to the printed ones can give the printed rate."""
    assert upper.value is not None
    assert lower.value is not None
    spread = [_HALF.scaleb(-figure.decimals) if figure.value else Decimal(0) for figure in (upper, lower)]
    rates = [
        found
        for first in (-spread[0], spread[0])
        for second in (-spread[1], spread[1])
        if (found := rate.compute(upper.value + first, lower.value + second)) is not None
    ]
    if len(rates) < 4 or max(upper.decimals, lower.decimals) == 0:
        return False
    least, most = (round_half_up(found, decimals) for found in (min(rates), max(rates)))
    return least <= said <= most
