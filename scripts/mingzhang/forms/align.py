"""The hierarchy of a form, solved as a whole: rows against the fixed order of second-level indicators.

Labels stand at the top, in the middle or at the bottom of merged cells, drift by a row, land in another
column or are lost. Each second level covers one run of indicators (perhaps none); the cheapest cover of
all rows wins. What costs: a label outside its run (by distance), a label whose level gets no row, a run
without any label, rows whose name or value speaks for another level, first levels and (in evaluations)
sums of weights that do not fit. Where every indicator carries its own label, in order, nothing is searched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from mingzhang.forms.labels import LEVEL2, ORDERS
from mingzhang.forms.meaning import suggest
from mingzhang.forms.model import Status
from mingzhang.forms.rows import ReadRow, Unit, units_of
from mingzhang.text import fold

Learned = Mapping[str, Mapping[str, int]]
"""Names → second levels → how often a document prints the name on a row with that label, all in order."""

_DRIFT = 1.6
_UNUSED = 3.0
_MISPLACED = 0.4
_NO_LABEL = 1.0
_SUM = 3.0
_ANCHOR = 1.0
_LEVEL1 = 0.3
_OUT_OF_ORDER = 6.0


@dataclass(frozen=True, slots=True)
class Placed:
    """The level one indicator belongs to and how sure that is; `reason` says what it rests on."""

    code: str
    level1: str
    level2: str
    status: Status
    reason: str
    printed1: str
    printed2: str


class _Mark(NamedTuple):
    """A second-level label on a row: where, how much it weighs, whether the row has an indicator."""

    row: int
    weight: float
    on_unit: bool
    proper: bool


@dataclass(slots=True)
class _Problem:
    """One chain of rows: indicators with their row index, labels by code, costs of rows by code."""

    units: list[tuple[int, ReadRow, Unit]]
    own: list[list[str]]
    marks: dict[str, list[_Mark]]
    marks1: list[tuple[int, str]]
    order: tuple[str, ...]
    meaning: list[dict[str, float]]
    learned: list[str]
    sums: list[str]


def place_indicators(
    rows: Sequence[ReadRow], learned: Learned | None = None, weights: Sequence[Decimal | None] = ()
) -> list[Placed]:
    """The level of every indicator of a chain of rows, in the order of `units_of(rows)`."""
    units = list(units_of(rows))
    if not units:
        return []
    problem = _pose(rows, units, learned or {}, weights)
    if codes := _undisputed(problem):
        return [_placed(problem, index, code) for index, code in enumerate(codes)]
    solution = min((_solve(problem, convention) for convention in _CONVENTIONS), key=lambda found: found[0])
    codes, convention = solution[1], solution[2]
    return [_placed(problem, index, code, codes.index(code), convention) for index, code in enumerate(codes)]


# -- posing ------------------------------------------------------------------------------------------


def _pose(
    rows: Sequence[ReadRow],
    units: list[tuple[int, ReadRow, Unit]],
    learned: Learned,
    weights: Sequence[Decimal | None],
) -> _Problem:
    two_sided = any(here.side for row in rows for here in row.labels)
    marks: dict[str, list[_Mark]] = {}
    marks1: list[tuple[int, str]] = []
    codes = {here.label.code for row in rows for here in row.labels if here.label.level == 2}
    firsts = {here.label.code for row in rows for here in row.labels if here.label.level == 1}
    order = _order(codes, firsts)
    for index, row in enumerate(rows):
        labels2 = {here.label.code for here in row.labels if here.label.level == 2}
        for here in row.labels:
            if here.label.level == 1:
                marks1.append((index, here.label.code))
            elif here.label.level == 2 and here.label.code in order:
                proper = here.proper and (len(labels2) == 1 or len(row.units) > 1)
                weight = (0.5 if two_sided else 1.0) * (1.0 if proper else _MISPLACED)
                marks.setdefault(here.label.code, []).append(_Mark(index, weight, bool(row.units), here.proper))
    own = [[here.label.code for here in unit.labels if here.label.level == 2] for _, _, unit in units]
    meaning = [suggest(unit.text("name") or unit.text("name", 1), unit.text("value")) for _, _, unit in units]
    known = [_known(unit, learned) for _, _, unit in units]
    return _Problem(units, own, marks, marks1, order, meaning, known, _by_sums(weights))


def _order(codes: set[str], firsts: set[str]) -> tuple[str, ...]:
    if codes & {"economic_cost", "social_cost", "ecological_cost"} and "cost" not in codes:
        return ORDERS[1]
    return ORDERS[0]


def _known(unit: Unit, learned: Learned) -> str:
    counts = learned.get(fold(unit.text("name") or unit.text("name", 1)), {})
    if not counts:
        return ""
    code, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    return code if count >= 3 and count * 10 >= 9 * sum(counts.values()) else ""


_SUMS = (
    (Decimal(50), Decimal(30), Decimal(10)),
    (Decimal(60), Decimal(30), Decimal(10)),
    (Decimal(50), Decimal(40), Decimal(10)),
)


def _by_sums(weights: Sequence[Decimal | None]) -> list[str]:
    """The first level of each row of an evaluation, where the weights add up to 50, 30 and 10 in order."""
    if not weights or any(weight is None for weight in weights):
        return []
    for sums in _SUMS:
        levels: list[str] = []
        remaining = list(zip(("产出", "效益", "满意度"), sums, strict=True))
        for weight in weights:
            assert weight is not None
            if not remaining or weight > remaining[0][1]:
                break
            level, left = remaining[0]
            levels.append(level)
            remaining[0] = (level, left - weight)
            if remaining[0][1] == 0:
                remaining.pop(0)
        else:
            if not remaining:
                return levels
    return []


# -- nothing to solve --------------------------------------------------------------------------------


def _undisputed(problem: _Problem) -> list[str]:
    """The printed levels, if every indicator has its own label and they follow the order; else nothing."""
    codes: list[str] = []
    last = -1
    for index, own in enumerate(problem.own):
        distinct = set(own)
        if len(distinct) != 1 or not (distinct <= set(problem.order)):
            return []
        code = own[0]
        position = problem.order.index(code)
        if position < last or (problem.learned[index] and problem.learned[index] != code):
            return []
        if problem.sums and problem.sums[index] != LEVEL2[code][0]:
            return []
        last = position
        codes.append(code)
    return codes


# -- solving -----------------------------------------------------------------------------------------

_CONVENTIONS = ("top", "middle", "bottom")
_PRIOR = {"top": 0.0, "middle": 0.7, "bottom": 0.9}


def _solve(problem: _Problem, convention: str) -> tuple[float, list[str], str]:
    """The cheapest cover of all indicators by runs of levels, in order; cost and level of each."""
    count = len(problem.units)
    row_costs = [[_row_cost(problem, index, code) for index in range(count)] for code in problem.order]
    best = [0.0] + [1e9] * count
    back: list[list[int]] = []
    for number, code in enumerate(problem.order):
        marks = problem.marks.get(code, [])
        unused = sum(min(_UNUSED * mark.weight, _UNUSED) for mark in marks if mark.on_unit)
        after = [cost + unused for cost in best]
        origin = list(range(count + 1))
        sums = [0.0]
        for cost in row_costs[number]:
            sums.append(sums[-1] + cost)
        for start in range(count):
            if best[start] >= 1e9:
                continue
            base = best[start] - sums[start]
            for end in range(start + 1, count + 1):
                cost = base + sums[end]
                if cost >= after[end]:
                    continue
                cost += _run_cost(problem, marks, start, end, convention)
                if cost < after[end]:
                    after[end], origin[end] = cost, start
        best = after
        back.append(origin)
    codes: list[str] = []
    end = count
    for number in range(len(problem.order) - 1, -1, -1):
        start = back[number][end]
        codes[:0] = [problem.order[number]] * (end - start)
        end = start
    return best[count] + _PRIOR[convention], codes, convention


def _row_cost(problem: _Problem, index: int, code: str) -> float:
    """What it costs that one indicator belongs to a level, by meaning, sums of weights and first levels."""
    row = problem.units[index][0]
    suggestion = problem.meaning[index]
    cost = 0.0
    if suggestion and code not in suggestion:
        cost += max(suggestion.values())
    elif suggestion:
        cost += (max(suggestion.values()) - suggestion[code]) / 2
    if problem.learned[index] and problem.learned[index] != code:
        cost += 2.5
    level1 = LEVEL2[code][0]
    if problem.sums and problem.sums[index] != level1:
        cost += _SUM
    cost += sum(_LEVEL1 for place, level in problem.marks1 if place == row and level != level1)
    return cost + _anchor_cost(problem, row, code)


def _anchor_cost(problem: _Problem, row: int, code: str) -> float:
    """Rows of the template without indicators keep their order, too."""
    position = problem.order.index(code)
    cost = 0.0
    for other, marks in problem.marks.items():
        there = problem.order.index(other)
        for mark in marks:
            if not mark.on_unit and ((mark.row < row and there > position) or (mark.row > row and there < position)):
                cost += _ANCHOR * mark.weight * 2
    return cost


def _run_cost(problem: _Problem, marks: list[_Mark], start: int, end: int, convention: str) -> float:
    """What it costs that one level covers the indicators `start` to `end`: its labels and where they stand."""
    if not marks:
        return _NO_LABEL
    first, last = problem.units[start][0], problem.units[end - 1][0]
    cost = 0.0
    inside: list[int] = []
    for mark in marks:
        if first <= mark.row <= last:
            if mark.on_unit:
                inside.append(mark.row)
            continue
        away = first - mark.row if mark.row < first else mark.row - last
        if mark.on_unit:
            cost += min(_DRIFT * away * mark.weight, _UNUSED * 2 * mark.weight)
        elif len(problem.marks) and not any(other.on_unit for other in marks):
            cost += min(0.5 * away, 2.0) * mark.weight
    if inside and end - start > 1:
        cost += _position_cost(problem, inside, start, end, convention)
    elif not inside:
        cost += 0.2
    return cost


def _position_cost(problem: _Problem, inside: list[int], start: int, end: int, convention: str) -> float:
    rows = [problem.units[index][0] for index in range(start, end)]
    above = sum(row < min(inside) for row in rows)
    below = sum(row > max(inside) for row in rows)
    if convention == "top":
        return 0.8 * above
    if convention == "bottom":
        return 0.8 * below
    return 0.5 * abs(above - below) if abs(above - below) > 1 else 0.0


# -- what is published -------------------------------------------------------------------------------


def _placed(problem: _Problem, index: int, code: str, start: int = -1, convention: str = "") -> Placed:
    _, row, unit = problem.units[index]
    level1, level2 = LEVEL2[code]
    own = [here for here in unit.labels if here.label.level == 2]
    printed2 = next((here.text for here in own if here.label.code == code), own[0].text if own else "")
    printed1 = next((here.text for here in row.labels if here.label.level == 1), "")
    status, reason = _certainty(problem, index, code, start, convention) if convention else ("as_printed", "")
    return Placed(code, level1, level2, status, reason, printed1, printed2)


def _certainty(problem: _Problem, index: int, code: str, start: int, convention: str) -> tuple[Status, str]:
    row, _, unit = problem.units[index]
    own = [here for here in unit.labels if here.label.level == 2]
    if any(here.label.code == code and (here.proper or not here.label.sure) for here in own):
        others = any(here.label.code != code for here in own)
        return ("inferred", "two_labels") if others else ("as_printed", "")
    if own:
        return "inferred", "label_moved"
    marks = [mark for mark in problem.marks.get(code, []) if mark.on_unit]
    supported = code in problem.meaning[index] or problem.learned[index] == code
    summed = bool(problem.sums) and problem.sums[index] == LEVEL2[code][0]
    if not marks:
        return ("inferred", "meaning") if supported or summed else ("unreliable", "no_evidence")
    covered = any(mark.proper and problem.units[start][0] <= mark.row <= row for mark in marks)
    if convention == "top" and covered and not _contradicted(problem, index, code):
        return "as_printed", ""
    return "inferred", "merged_cell"


def _contradicted(problem: _Problem, index: int, code: str) -> bool:
    suggestion = problem.meaning[index]
    return bool(suggestion) and code not in suggestion and max(suggestion.values()) >= 2.0
