"""How two amounts are compared: exact values, the tolerance of rounding, words for the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from mingzhang.checks.base import Check, Disclosure, Finding, Status
from mingzhang.extract.model import AmountCell, Record, TableReading
from mingzhang.model import Locator

_HALF = Decimal("0.5")
_MANY = 6
_DOUBTS = ("R05", "R13")
"""Notes after which a difference in the same table may be our own: rows of another width, uncertain unit rows."""


@dataclass(frozen=True, slots=True)
class Term:
    """One side of a comparison or one addend: what it is called, its value in the printed unit, its places."""

    label: str
    value: Decimal | None
    unit: str = ""
    places: tuple[Locator, ...] = ()
    decimals: int = 2

    @property
    def printed(self) -> bool:
        """Whether the document prints it at all."""
        return self.value is not None


def reading_of(disclosure: Disclosure, table: str) -> TableReading | None:
    """The reading of one table, None where the table is missing."""
    found = next((reading for reading in disclosure.readings if reading.layout.table == table), None)
    return found if found is not None and found.present else None


def term(record: Record | None, column: str, label: str = "") -> Term:
    """An amount of a record as a term; blank where the row or its cell is."""
    name = label or (record.label if record else "")
    cell = record.amounts.get(column) if record else None
    return cell_term(cell, name)


def cell_term(cell: AmountCell | None, label: str) -> Term:
    """An amount cell as a term."""
    if cell is None or cell.cell.value is None:
        return Term(label, None)
    value = cell.cell.value
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Term(label, value, cell.unit, (cell.place,), decimals)


def add(terms: Iterable[Term], label: str) -> Term:
    """The sum of the printed terms; blank where none is printed (a blank counts as nothing, not as zero)."""
    printed = [item for item in terms if item.value is not None]
    if not printed:
        return Term(label, None)
    total = sum((item.value for item in printed if item.value is not None), Decimal(0))
    places = tuple(place for item in printed for place in item.places)
    return Term(label, total, printed[0].unit, places, max(item.decimals for item in printed))


def rounding_tolerance(parts: int, decimals: int) -> Decimal:
    """Greatest difference that rounding alone can make between a rounded total and `parts` rounded parts.

    Half a unit of the last printed decimal for each of the parts and the total, rounded up to that decimal.
    """
    unit = Decimal(1).scaleb(-decimals)
    return (unit * _HALF * (parts + 1)).quantize(unit, rounding=ROUND_CEILING)


def compare_sum(
    check: Check, disclosure: Disclosure, instance: str, where: str, whole: Term, parts: Sequence[Term]
) -> Finding | None:
    """Whether a printed total is the sum of its printed parts; None where nothing at all is printed."""
    printed = [part for part in parts if part.printed]
    total = add(printed, _sum_label(parts))
    if not whole.printed and not total.value:
        return None
    decimals = max(whole.decimals, total.decimals)
    tolerance = rounding_tolerance(len(printed), decimals)
    return _finding(check, disclosure, instance, where, whole, total, tolerance)


def compare_equal(
    check: Check, disclosure: Disclosure, instance: str, where: str, left: Term, right: Term
) -> Finding | None:
    """Whether the same figure printed in two places is the same (tolerance 0, see DOMAIN §4).

    None where neither place prints anything, or one prints zero and the other nothing.
    """
    if not left.printed and not right.printed:
        return None
    if (left.value == 0 and not right.printed) or (right.value == 0 and not left.printed):
        return None
    return _finding(check, disclosure, instance, where, left, right, Decimal(0))


def _finding(
    check: Check, disclosure: Disclosure, instance: str, where: str, left: Term, right: Term, tolerance: Decimal
) -> Finding:
    places = (*left.places, *right.places)
    if left.value is None or right.value is None:
        missing = left if left.value is None else right
        return Finding(
            check.code,
            instance,
            "insufficient_data",
            "review" if left.value is None else "info",
            "extraction" if _our_doing(disclosure, instance, places) else "publisher",
            f"{where}：“{missing.label}”没有印数，不能与另一项比较。",
            f"{where}: “{missing.label}” prints no figure, so there is nothing to compare with.",
            *_sides(left, right),
            locators=places[:_MANY],
        )
    difference = left.value - right.value
    status = _status(difference, tolerance)
    return Finding(
        check.code,
        instance,
        status,
        check.severity if status == "fail" else "info",
        "extraction" if status == "fail" and _our_doing(disclosure, instance, places) else check.attribution,
        _words_zh(where, left, right, difference, status),
        _words_en(where, left, right, difference, status),
        *_sides(left, right),
        difference=f"{difference:f}",
        tolerance=f"{tolerance:f}",
        locators=places if len(places) <= _MANY else (*left.places, *right.places[:1], right.places[-1]),
    )


def _status(difference: Decimal, tolerance: Decimal) -> Status:
    if difference == 0:
        return "pass"
    return "rounding" if abs(difference) <= tolerance else "fail"


def _sides(left: Term, right: Term) -> tuple[str, str, str, str]:
    return left.label, _plain(left), right.label, _plain(right)


def _plain(item: Term) -> str:
    return "" if item.value is None else f"{item.value:f}"


def _amount(item: Term) -> str:
    return f"{_plain(item)}{item.unit}"


def _words_zh(where: str, left: Term, right: Term, difference: Decimal, status: Status) -> str:
    if status == "pass":
        return f"{where}：“{left.label}”{_amount(left)}，与{right.label}相等。"
    gap = f"{abs(difference):f}{left.unit or right.unit}"
    sides = f"{where}：“{left.label}”为{_amount(left)}，{right.label}为{_amount(right)}，相差{gap}"
    return f"{sides}，属四舍五入。" if status == "rounding" else f"{sides}。"


def _words_en(where: str, left: Term, right: Term, difference: Decimal, status: Status) -> str:
    sides = f"{where}: “{left.label}” {_plain(left)}, {right.label} {_plain(right)}"
    if status == "pass":
        return f"{sides}: equal."
    gap = f"they differ by {abs(difference):f} {left.unit or right.unit}"
    return f"{sides}: {gap}, which rounding explains." if status == "rounding" else f"{sides}: {gap}."


def _sum_label(parts: Sequence[Term]) -> str:
    named = [part for part in parts if part.printed] or parts
    names = list(dict.fromkeys(part.label for part in named if part.label)) or ["各部分"]
    if len(names) <= 3:
        return "、".join(names) + ("之和" if len(names) > 1 else "")
    return f"{names[0]}等{len(names)}项之和"


def _our_doing(disclosure: Disclosure, instance: str, places: tuple[Locator, ...]) -> bool:
    """Evidence that a difference may be an artefact of reading: unread cells in the table, odd rows at the places."""
    table = instance.split("/")[0]
    reading = reading_of(disclosure, table)
    if reading is not None and (reading.account.unread or any(n.check in _DOUBTS for n in reading.notes)):
        return True
    lines = {place.line for place in places}
    return any(note.check in ("R04", *_DOUBTS) and note.locators[0].line in lines for note in disclosure.notes)
