"""Rows of a target form → indicators: names and values of both sides joined, each with what was done to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.forms.align import Learned, Placed, place_indicators
from mingzhang.forms.cells import ReadRow, Token, Unit, name_match, units_of
from mingzhang.forms.labels import LEVEL2
from mingzhang.forms.model import Indicator, Status, Value
from mingzhang.forms.values import is_lost_number, parse_value
from mingzhang.ground.source import Locator
from mingzhang.ground.text import clean, fold

_SAME_NAME = 0.75
_SURE_NAME = 0.96
_BETTER = 0.3
_CUT_VALUE = 5


def read_indicators(
    rows: Sequence[ReadRow], two_sided: bool, learned: Learned, after: Sequence[str] = ()
) -> tuple[Indicator, ...]:
    """The indicators of one chain of rows, in order."""
    if two_sided:
        drop_overlaps(rows)
        pair_swapped(rows)
    placed = place_indicators(rows, learned)
    found = [
        _indicator(place, row, unit, two_sided, after)
        for place, (_, row, unit) in zip(placed, units_of(rows), strict=True)
    ]
    return tuple(_without_repeats(found))


# -- before the levels are known ---------------------------------------------------------------------


def drop_overlaps(rows: Sequence[ReadRow]) -> None:
    """An indicator on one side only that its neighbour row repeats there is that row's, printed twice."""
    for index, row in enumerate(rows):
        for unit in list(row.units):
            sides = {side for _, side in unit.cells}
            if len(sides) != 1 or not unit.text("name", min(sides)):
                continue
            side = sides.pop()
            neighbours = [
                other for near in rows[max(0, index - 1) : index + 2] if near is not row for other in near.units
            ]
            twin = next((other for other in neighbours if _same(unit, other, side)), None)
            if twin:
                row.units.remove(unit)
                twin.doubts.append("overlap")


def _same(unit: Unit, other: Unit, side: int) -> bool:
    same_name = fold(unit.text("name", side)) in (fold(other.text("name", 0)), fold(other.text("name", 1)))
    return same_name and fold(unit.text("value", side)) in (fold(other.text("value", 0)), fold(other.text("value", 1)))


def pair_swapped(rows: Sequence[ReadRow]) -> None:
    """Year sides that stand beside the wrong period side go to the one with their name."""
    units = [unit for _, _, unit in units_of(rows)]
    loose = [
        unit for unit in units if unit.text("name", 0) and unit.text("name", 1) and _match(unit, unit) < _SURE_NAME
    ]
    for index, unit in enumerate(loose):
        for other in loose[index + 1 :]:
            crossed = (_match(unit, other), _match(other, unit))
            straight = _match(unit, unit) + _match(other, other)
            if min(crossed) < _SAME_NAME or sum(crossed) < straight + _BETTER:
                continue
            for kind in ("name", "value"):
                left, right = unit.cells.pop((kind, 1), None), other.cells.pop((kind, 1), None)
                _set(unit, kind, right)
                _set(other, kind, left)
            unit.doubts.append("rows_swapped")
            other.doubts.append("rows_swapped")


def _set(unit: Unit, kind: str, token: Token | None) -> None:
    if token:
        unit.cells[kind, 1] = token


def _match(left: Unit, right: Unit) -> float:
    return name_match(fold(left.text("name", 0)), fold(right.text("name", 1)))


# -- one indicator -----------------------------------------------------------------------------------


def _indicator(placed: Placed, row: ReadRow, unit: Unit, two_sided: bool, after: Sequence[str]) -> Indicator:
    doubts = [placed.reason, *unit.doubts]
    name, name_status = _name(unit, two_sided, doubts)
    sides = (0, 1) if two_sided else (0, 0)
    printed = [_printed_value(unit, side) for side in sides]
    as_printed = list(printed)
    statuses: list[Status] = ["as_printed", "as_printed"]
    if two_sided:
        _restore_cut(printed, statuses, doubts, after)
    else:
        printed[0] = as_printed[0] = ""
    values = [replace(parse_value(text), printed=own) for text, own in zip(printed, as_printed, strict=True)]
    for side, lost in ((0, "period"), (1, "year")):
        if two_sided or side == 1:
            statuses[side] = _value_status(values[side], statuses[side], lost, doubts, two_sided)
    first = min(unit.cells.values(), key=lambda token: token.cell)
    return Indicator(
        level1=placed.level1,
        level2=placed.level2,
        level1_printed=placed.printed1,
        level2_printed=placed.printed2,
        name=name,
        period_name=unit.text("name", 0) if two_sided else "",
        year_name=unit.text("name", 1) if two_sided else unit.text("name", 0),
        period=values[0],
        year=values[1],
        level_status=placed.status,
        name_status=name_status,
        period_status=statuses[0],
        year_status=statuses[1],
        notes=tuple(dict.fromkeys(code for code in doubts if code)),
        raw=row.line.raw,
        lines=(row.line.number,),
        place=Locator(row.line.number, first.cell + 1),
        weight=unit.text("weight"),
        description=unit.text("description"),
    )


def _printed_value(unit: Unit, side: int) -> str:
    parts = [unit.text("comparator", side), unit.text("value", side), unit.text("unit", side)]
    return clean("".join(part for part in parts if part and part != "定性"))


def _name(unit: Unit, two_sided: bool, doubts: list[str]) -> tuple[str, Status]:
    period, year = unit.text("name", 0), unit.text("name", 1)
    if not two_sided or not (period and year):
        if two_sided and year:
            doubts.append("period_name_lost")
            return year, "restored"
        if not period:
            doubts.append("name_lost")
            return "", "unreliable"
        return period, "as_printed"
    left, right = fold(period), fold(year)
    if left == right:
        return period, "as_printed"
    if left.startswith(right):
        doubts.append("year_name_cut")
        return period, "restored"
    if right.startswith(left):
        doubts.append("period_name_cut")
        return year, "restored"
    doubts.append("names_differ")
    return period, "as_printed" if name_match(
        left, right
    ) >= _SAME_NAME or "squeezed" not in unit.doubts else "unreliable"


def _restore_cut(printed: list[str], statuses: list[Status], doubts: list[str], after: Sequence[str]) -> None:
    """A long value cut on one side is restored from the other, the end of both from an orphan line below the form."""
    left, right = printed
    if (
        left == right
        or min(len(left), len(right)) < _CUT_VALUE
        or not (left.startswith(right) or right.startswith(left))
    ):
        return
    if any(char.isdigit() for char in left + right):
        return
    whole, cut = (left, right) if len(left) > len(right) else (right, left)
    for orphan in after:
        if (cut + orphan).startswith(whole) and len(cut + orphan) > len(whole):
            whole = cut + orphan
            break
    for side in (0, 1):
        if printed[side] != whole:
            printed[side], statuses[side] = whole, "restored"
    doubts.append("value_cut")


def _value_status(value: Value, status: Status, side: str, doubts: list[str], two_sided: bool) -> Status:
    if not value.printed:
        doubts.append(f"{side}_value_lost" if two_sided else "values_missing")
        return "unreliable"
    if is_lost_number(value):
        doubts.append("number_lost")
        return "unreliable"
    if value.comparator == "≠":
        doubts.append("unlikely_sign")
        return "unreliable"
    return status


# -- repetitions -------------------------------------------------------------------------------------


def _without_repeats(found: Sequence[Indicator]) -> list[Indicator]:
    """A row printed twice in a row is one indicator (both lines are kept)."""
    kept: list[Indicator] = []
    for indicator in found:
        if kept and same_indicator(kept[-1], indicator) and kept[-1].name and kept[-1].lines != indicator.lines:
            kept[-1] = replace(
                kept[-1], lines=(*kept[-1].lines, *indicator.lines), notes=(*kept[-1].notes, "repeated_row")
            )
        else:
            kept.append(indicator)
    return kept


def same_indicator(left: Indicator, right: Indicator) -> bool:
    """Whether two readings are of one indicator: level, name and whatever values both have."""
    if left.level2 != right.level2 or not _same_text(left.name, right.name):
        return False
    return _compatible(left.period, right.period) and _compatible(left.year, right.year)


def _same_text(left: str, right: str) -> bool:
    return name_match(fold(left), fold(right)) >= 0.96


def _compatible(left: Value, right: Value) -> bool:
    return not left.printed or not right.printed or fold(left.printed) == fold(right.printed)


def merge_chains(chains: Sequence[Sequence[Indicator]]) -> tuple[Indicator, ...]:
    """Indicators of several readings of one form: each once, in the order of the hierarchy, the best reading kept."""
    merged: list[Indicator] = []
    for chain in chains:
        counted: set[int] = set()
        for indicator in chain:
            index = next(
                (i for i, known in enumerate(merged) if i not in counted and same_indicator(known, indicator)), -1
            )
            if index < 0:
                counted.add(len(merged))
                merged.append(indicator)
                continue
            counted.add(index)
            merged[index] = _better(merged[index], indicator)
    if len(chains) < 2:
        return tuple(merged)
    ranks = {(level1, level2): rank for rank, (level1, level2) in enumerate(LEVEL2.values())}
    return tuple(sorted(merged, key=lambda indicator: ranks[indicator.level1, indicator.level2]))


def _better(left: Indicator, right: Indicator) -> Indicator:
    from mingzhang.forms.model import STATUSES

    best = min((left, right), key=lambda indicator: STATUSES.index(indicator.status))
    name = left.name if len(left.name) >= len(right.name) else right.name
    lines = tuple(dict.fromkeys((*left.lines, *right.lines)))
    return replace(best, name=name, lines=lines)
