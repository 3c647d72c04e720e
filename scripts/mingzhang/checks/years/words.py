"""How two figures of different packages become a finding: status, attribution, words."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.checks.base import Status
from mingzhang.checks.engine.phrases import Phrase, Value, wording
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


_ENDS = {
    status: wording(
        f"years.{status}",
        f"{{left}}为{{left_wan}}万元，{{right}}为{{right_wan}}万元{zh}",
        f"{{left}}: {{left_wan}}; {{right}}: {{right_wan}} (万元){en}",
    )
    for status, zh, en in (
        ("pass", "，两者一致。", ": the same."),
        ("rounding", "，相差{gap}万元，属四舍五入。", ": {gap} apart, which rounding explains."),
        ("fail", "，相差{gap}万元。", ": {gap} apart."),
    )
}
_MISSING = wording(
    "years.missing", "“{lost}”没有印数，不能比较。", "“{lost}” prints no figure, so there is nothing to compare with."
)


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
    told: dict[str, Value] = {
        "left": one.name,
        "left_wan": money(one.value),
        "right": other.name,
        "right_wan": money(other.value),
    }
    if status != "pass":
        told["gap"] = money(abs(gap))
    return judged(check, left, right, instance, one, other, status, _ENDS[status](**told), gap, tolerance)


def judged(
    check: YearCheck,
    left: Published,
    right: Published,
    instance: str,
    one: Figure,
    other: Figure,
    status: Status,
    said: Phrase,
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
        said,
        left.name,
        right.name,
        one.name,
        plain(one.value),
        other.name,
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
        _MISSING(lost=lost.name),
        left.name,
        right.name,
        one.name,
        plain(one.value),
        other.name,
        plain(other.value),
        places=(*one.places, *other.places),
    )
