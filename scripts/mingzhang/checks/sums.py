"""How two amounts are compared: exact values, the tolerance of rounding, words for the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from typing import NamedTuple

from mingzhang.checks.base import Check, Disclosure, Finding, Status
from mingzhang.checks.engine.phrases import NOTHING, Phrase, Value, label, printed, wording
from mingzhang.checks.engine.quantities import quantity
from mingzhang.checks.evidence import Doubt, Origin, doubt_about
from mingzhang.checks.naming import sum_of
from mingzhang.checks.tables import reading_of as reading_of
from mingzhang.extract.model import AmountCell, Record
from mingzhang.ground.amounts import MONEY_UNITS
from mingzhang.ground.source import Locator

_ZERO = Decimal(0)
_HALF = Decimal("0.5")
_MANY = 6
_MAYBE_READING = label("doubt.difference", "差额可能出自读取", "reading may have made the difference")
_MAYBE_CAUSE = label("doubt.not_compared", "未能比较可能是读取所致", "reading may be the cause")
_DOUBTED = wording("sum.doubted", "；{seen}，{so}", "; {seen}, so {so}")
_EXCEEDS = wording(
    "sum.exceeds",
    "{where}：“{left}”{left_amount}，大于{right}{right_amount}{doubt}。",
    "{where:first}: {left} {left_amount} exceeds {right} {right_amount}{doubt}.",
)
_WITHIN = wording(
    "sum.within",
    "{where}：“{left}”{left_amount}，不大于{right}{right_amount}。",
    "{where:first}: {left} {left_amount} is within {right} {right_amount}.",
)
_NOT_PRINTED = wording(
    "sum.not_printed",
    "{where}：“{missing}”没有印数，不能与另一项比较{doubt}。",
    "{where:first}: no figure is printed for {missing}, so there is nothing to compare{doubt}.",
)
_EQUAL = wording(
    "sum.equal",
    "{where}：“{left}”{left_amount}，与{right}相等。",
    "{where:first}: {left} is {left_amount}, as is {right}.",
)
_ROUNDING = wording(
    "sum.rounding",
    "{where}：“{left}”为{left_amount}，{right}为{right_amount}，相差{gap}，属四舍五入。",
    "{where:first}: {left} is {left_amount}, {right} is {right_amount}; they differ by {gap}, which rounding explains.",
)
_DIFFER = wording(
    "sum.differ",
    "{where}：“{left}”为{left_amount}，{right}为{right_amount}，相差{gap}{doubt}。",
    "{where:first}: {left} is {left_amount}, {right} is {right_amount}; they differ by {gap}{doubt}.",
)


class Term(NamedTuple):
    """One side of a comparison or one addend: what it is called, its value in the printed unit, its places.

    `origins` are the rows and columns it comes from, whether they print a figure or not.
    """

    label: Phrase
    value: Decimal | None
    unit: str = ""
    places: tuple[Locator, ...] = ()
    decimals: int = 2
    origins: tuple[Origin, ...] = ()

    @property
    def printed(self) -> bool:
        """Whether the document prints it at all."""
        return self.value is not None

    def named(self, label: Phrase) -> Term:
        """The same figure under another name."""
        return self._replace(label=label)


def term(record: Record | None, column: str, label: Phrase | None = None) -> Term:
    """An amount of a record as a term, called as its row where no label is given; blank where row or cell is."""
    if record is None:
        return Term(label or printed(""), None)
    cell = record.amounts.get(column)
    return _cell_term(cell, label or printed(record.label), ((record, column),))


def cell_term(cell: AmountCell | None, label: Phrase) -> Term:
    """An amount cell as a term."""
    return _cell_term(cell, label, ())


def _cell_term(cell: AmountCell | None, label: Phrase, origins: tuple[Origin, ...]) -> Term:
    if cell is None or cell.cell.value is None:
        return Term(label, None, origins=origins)
    value = cell.cell.value
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Term(label, value, cell.unit, (cell.place,), decimals, origins)


def add(terms: Iterable[Term], label: Phrase) -> Term:
    """The sum of the printed terms; blank where none is printed (a blank counts as nothing, not as zero)."""
    items = list(terms)
    origins = tuple(origin for item in items for origin in item.origins)
    filled = [item for item in items if item.value is not None]
    if not filled:
        return Term(label, None, origins=origins)
    unit = filled[0].unit
    total, decimals = _ZERO, 0
    places: list[Locator] = []
    for item in filled:
        total += _value_in(item, unit)
        places += item.places
        decimals = max(decimals, item.decimals)
    return Term(label, total, unit, tuple(places), decimals, origins)


def _value_in(item: Term, unit: str) -> Decimal:
    """The value in another unit of money; as printed where either is no money."""
    assert item.value is not None
    if item.unit == unit or item.unit not in MONEY_UNITS or unit not in MONEY_UNITS:
        return item.value
    return item.value * MONEY_UNITS[item.unit] / MONEY_UNITS[unit]


@lru_cache
def rounding_tolerance(parts: int, decimals: int) -> Decimal:
    """Greatest difference that rounding alone can make between a rounded total and `parts` rounded parts.

    Half a unit of the last printed decimal for each of the parts and the total, rounded up to that decimal.
    """
    unit = Decimal(1).scaleb(-decimals)
    return (unit * _HALF * (parts + 1)).quantize(unit, rounding=ROUND_CEILING)


def compare_sum(
    check: Check, disclosure: Disclosure, instance: str, where: Phrase, whole: Term, parts: Sequence[Term]
) -> Finding | None:
    """Whether a printed total is the sum of its printed parts; None where nothing at all is printed."""
    named = [part for part in parts if part.value is not None] or parts
    total = add(parts, sum_of(tuple(part.label for part in named)))
    if not whole.printed and not total.value:
        return None
    decimals = max(whole.decimals, total.decimals)
    tolerance = rounding_tolerance(len(named) if total.printed else 0, decimals)
    return _finding(check, disclosure, instance, where, whole, total, tolerance, adds_rows=True)


def compare_equal(
    check: Check, disclosure: Disclosure, instance: str, where: Phrase, left: Term, right: Term, rounded: int = 1
) -> Finding | None:
    """Whether the same figure printed in two places is the same (tolerance 0, see DOMAIN §4).

    None where neither place prints anything, or one prints zero and the other nothing. Two units of money
    (元 against 万元) agree within half of the last decimal printed in the coarser one; where one side was added
    up from several `rounded` rows, within what their rounding can make.
    """
    if not left.printed and not right.printed:
        return None
    if (left.value == 0 and not right.printed) or (right.value == 0 and not left.printed):
        return None
    tolerance = _tolerance_of_units(left, right)
    if rounded > 1:
        tolerance = max(tolerance, rounding_tolerance(rounded, max(left.decimals, right.decimals)))
    return _finding(check, disclosure, instance, where, left, right, tolerance)


def compare_at_most(
    check: Check, disclosure: Disclosure, instance: str, where: Phrase, part: Term, whole: Term
) -> Finding | None:
    """Whether a part is no greater than the whole it belongs to; None where the part prints nothing above zero."""
    if part.value is None or part.value <= 0:
        return None
    if whole.value is None:
        return _nothing_to_compare(check, disclosure, instance, where, part, whole)
    tolerance = _tolerance_of_units(part, whole)
    excess = part.value - _value_in(whole, part.unit)
    fails = excess > tolerance
    doubt = _doubt(disclosure, part, whole) if fails else None
    told: dict[str, Value] = {"where": where, **_both(part, whole)}
    return Finding(
        check.code,
        instance,
        "fail" if fails else "pass",
        check.severity if fails else "info",
        "extraction" if doubt else check.attribution,
        _EXCEEDS(**told, doubt=_doubted(doubt, _MAYBE_READING)) if fails else _WITHIN(**told),
        *_sides(part, whole),
        difference=f"{excess:f}",
        tolerance=f"{tolerance:f}",
        locators=(*part.places, *whole.places)[:_MANY],
        cells=(*part.places, *whole.places),
    )


def _tolerance_of_units(left: Term, right: Term) -> Decimal:
    """Zero in one unit; else half of the coarser unit's last decimal, in the unit of the left side."""
    if left.unit == right.unit or not {left.unit, right.unit} <= MONEY_UNITS.keys():
        return _ZERO
    coarser = max((left, right), key=lambda side: MONEY_UNITS[side.unit])
    half = Decimal(1).scaleb(-coarser.decimals) * _HALF
    return half * MONEY_UNITS[coarser.unit] / MONEY_UNITS[left.unit]


def _finding(
    check: Check,
    disclosure: Disclosure,
    instance: str,
    where: Phrase,
    left: Term,
    right: Term,
    tolerance: Decimal,
    *,
    adds_rows: bool = False,
) -> Finding:
    if left.value is None or right.value is None:
        return _nothing_to_compare(check, disclosure, instance, where, left, right)
    difference = left.value - _value_in(right, left.unit)
    status = _status(difference, tolerance)
    doubt = _doubt(disclosure, left, right, adds_rows) if status == "fail" else None
    places = (*left.places, *right.places)
    return Finding(
        check.code,
        instance,
        status,
        check.severity if status == "fail" else "info",
        "extraction" if doubt else check.attribution,
        _told(where, left, right, abs(difference), status, doubt),
        *_sides(left, right),
        difference=f"{difference:f}",
        tolerance=f"{tolerance:f}",
        locators=places if len(places) <= _MANY else (*left.places, *right.places[:1], right.places[-1]),
        cells=places,
    )


def _nothing_to_compare(
    check: Check, disclosure: Disclosure, instance: str, where: Phrase, left: Term, right: Term
) -> Finding:
    missing = left if left.value is None else right
    doubt = _doubt(disclosure, left, right)
    return Finding(
        check.code,
        instance,
        "insufficient_data",
        "review" if left.value is None else "info",
        "extraction" if doubt else "publisher",
        _NOT_PRINTED(where=where, missing=missing.label, doubt=_doubted(doubt, _MAYBE_CAUSE)),
        *_sides(left, right),
        locators=(*left.places, *right.places)[:_MANY],
        cells=(*left.places, *right.places),
    )


def _doubt(disclosure: Disclosure, left: Term, right: Term, adds_rows: bool = False) -> Doubt | None:
    """Evidence about the rows compared. A side is added up downwards where it is made of several rows, or of
    other rows than the whole it is the sum of."""
    rows = {id(record) for record, _ in left.origins}
    added = list(left.origins) if len(rows) > 1 else []
    others = {id(record) for record, _ in right.origins}
    if len(others) > 1 or (adds_rows and not others <= rows):
        added.extend(right.origins)
    return doubt_about(disclosure, (*left.origins, *right.origins), added)


def _status(difference: Decimal, tolerance: Decimal) -> Status:
    if difference == 0:
        return "pass"
    return "rounding" if abs(difference) <= tolerance else "fail"


def _sides(left: Term, right: Term) -> tuple[Phrase, str, Phrase, str]:
    return left.label, _plain(left), right.label, _plain(right)


def _both(left: Term, right: Term) -> dict[str, Value]:
    """Both sides as values of a message."""
    return {
        "left": left.label,
        "left_amount": quantity(_plain(left), left.unit),
        "right": right.label,
        "right_amount": quantity(_plain(right), right.unit),
    }


def _plain(item: Term) -> str:
    return "" if item.value is None else f"{item.value:f}"


def _told(where: Phrase, left: Term, right: Term, gap: Decimal, status: Status, doubt: Doubt | None) -> Phrase:
    """What is said of two figures that were compared."""
    told: dict[str, Value] = {"where": where, **_both(left, right)}
    if status == "pass":
        return _EQUAL(**told)
    told["gap"] = quantity(f"{gap:f}", left.unit or right.unit)
    return _ROUNDING(**told) if status == "rounding" else _DIFFER(**told, doubt=_doubted(doubt, _MAYBE_READING))


def _doubted(doubt: Doubt | None, so: Phrase) -> Phrase:
    """What the evidence adds to a message."""
    return _DOUBTED(seen=doubt, so=so) if doubt else NOTHING
