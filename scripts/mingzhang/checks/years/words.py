"""How two figures of different packages become a finding: status, attribution, words."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.checks.base import Status
from mingzhang.checks.years.base import Figure, PairFinding, Published, YearCheck

_WAN = Decimal(10_000)


def money(value: Decimal | None) -> str:
    """An amount of 元 in 万元, with as many decimals as it needs but at least two."""
    if value is None:
        return ""
    wan = (value / _WAN).normalize()
    return f"{wan:f}" if -int(wan.as_tuple().exponent) > 2 else f"{wan:.2f}"


def plain(value: Decimal | None) -> str:
    """A count or percentage without superfluous zeros."""
    return "" if value is None else f"{value.normalize():f}" if value else "0"


def compare(
    check: YearCheck,
    left: Published,
    right: Published,
    instance: str,
    one: Figure,
    other: Figure,
    tolerance: Decimal = Decimal(0),
) -> PairFinding:
    """Whether two amounts in 元 are the same within a tolerance (that of rounding)."""
    if one.value is None or other.value is None:
        return missing(check, left, right, instance, one, other)
    gap = one.value - other.value
    status: Status = "pass" if gap == 0 else "rounding" if abs(gap) <= tolerance else "fail"
    sides_zh = f"{one.label}为{money(one.value)}万元，{other.label}为{money(other.value)}万元"
    sides_en = f"{one.name_en}: {money(one.value)}; {other.name_en}: {money(other.value)} (万元)"
    ends = {
        "pass": ("，两者一致。", ": the same."),
        "rounding": (
            f"，相差{money(abs(gap))}万元，属四舍五入。",
            f": {money(abs(gap))} apart, which rounding explains.",
        ),
        "fail": (f"，相差{money(abs(gap))}万元。", f": {money(abs(gap))} apart."),
    }
    zh, en = ends[status]
    return judged(check, left, right, instance, one, other, status, sides_zh + zh, sides_en + en, gap, tolerance)


def judged(
    check: YearCheck,
    left: Published,
    right: Published,
    instance: str,
    one: Figure,
    other: Figure,
    status: Status,
    message_zh: str,
    message_en: str,
    difference: Decimal | None = None,
    tolerance: Decimal | None = None,
) -> PairFinding:
    """A finding about two figures; a difference in a table with unread cells is not the publisher's."""
    ours = status == "fail" and (one.doubtful or other.doubtful)
    return PairFinding(
        check.code,
        instance,
        status,
        check.severity if status == "fail" else "info",
        "extraction" if ours else check.attribution,
        message_zh,
        message_en,
        left.name,
        right.name,
        one.label,
        plain(one.value),
        other.label,
        plain(other.value),
        "" if difference is None else plain(difference),
        "" if tolerance is None else plain(tolerance),
        (*one.places, *other.places),
    )


def missing(
    check: YearCheck, left: Published, right: Published, instance: str, one: Figure, other: Figure
) -> PairFinding:
    """One side prints nothing to compare with."""
    lost = one if one.value is None else other
    return PairFinding(
        check.code,
        instance,
        "insufficient_data",
        "info",
        "extraction" if lost.doubtful else "publisher",
        f"“{lost.label}”没有印数，不能比较。",
        f"“{lost.name_en}” prints no figure, so there is nothing to compare with.",
        left.name,
        right.name,
        one.label,
        plain(one.value),
        other.label,
        plain(other.value),
        places=(*one.places, *other.places),
    )
