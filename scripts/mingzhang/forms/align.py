"""The hierarchy of a form, solved as a whole: rows against the fixed order of second-level indicators.

Labels stand at the top, in the middle or at the bottom of merged cells, drift by a row, land in another
column or are lost. Each second level covers one run of indicators (perhaps none); the cheapest cover of
all rows wins. What costs: a label outside its run (by distance), a label whose level gets no row, a run
without any label, rows whose name or value speaks for another level, first levels and (in evaluations)
sums of weights that do not fit. Where every indicator carries its own label, in order, nothing is searched;
nor in a chain too long to be one form (a list of many projects' indicators), where labels reach downwards only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from mingzhang.forms.cells import ReadRow, Unit, units_of
from mingzhang.forms.labels import LEVEL2, ORDERS
from mingzhang.forms.meaning import suggest
from mingzhang.forms.model import Status
from mingzhang.ground.text import fold

Learned = Mapping[str, Mapping[str, int]]
"""Names → second levels → how often a document prints the name on a row with that label, all in order."""

_DRIFT = 1.6
_UNUSED = 3.0
_MISPLACED = 0.4
_NO_LABEL = 1.0
_MORE_ROWS = 0.3
_REPEATED = 1.5
_SUM = 3.0
_ANCHOR = 1.0
_LEVEL1 = 0.3

_LONGEST = 120
"""Indicators of one form that are searched, in time that grows with the third power; real forms have up to forty."""


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
    rows: list[int]
    names: list[str]
    distinct: bool
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
    if len(units) > _LONGEST:
        return [
            _placed(problem, index, code, start, "top") for index, (code, start) in enumerate(_carried_down(problem))
        ]
    costs = _row_costs(problem)
    solution = _solve(problem, costs, "top")
    if not all(problem.own):
        for convention in ("middle", "bottom"):
            if solution[0] > _PRIOR[convention]:
                solution = min(solution, _solve(problem, costs, convention), key=lambda found: found[0])
    codes, convention = solution[1], solution[2]
    return [_placed(problem, index, code, codes.index(code), convention) for index, code in enumerate(codes)]


# -- posing ------------------------------------------------------------------------------------------


def _pose(
    rows: Sequence[ReadRow],
    units: list[tuple[int, ReadRow, Unit]],
    learned: Learned,
    weights: Sequence[Decimal | None],
) -> _Problem:
    labels = [(index, row, here) for index, row in enumerate(rows) for here in row.labels]
    order = _order([here.label.code for _, _, here in labels])
    side_weight = 0.5 if any(here.side for _, _, here in labels) else 1.0
    satisfied = any(here.label.code == "satisfaction" for _, _, here in labels)
    marks: dict[str, list[_Mark]] = {}
    marks1: list[tuple[int, str]] = []
    for index, row, here in labels:
        code, level = here.label.code, here.label.level
        if level == 1 or (code == "cost" and code not in order):
            marks1.append((index, "成本" if code == "cost" else code))
            if code == "满意度" and not satisfied:
                marks.setdefault("satisfaction", []).append(_Mark(index, side_weight, bool(row.units), False))
        elif level == 2 and code in order:
            alone = len(row.units) > 1 or len({other.label.code for other in row.labels if other.label.level == 2}) == 1
            weight = side_weight * (1.0 if here.proper and alone else _MISPLACED)
            marks.setdefault(code, []).append(_Mark(index, weight, bool(row.units), here.proper))
    own = [
        [here.label.code for here in unit.labels if here.label.level == 2 and here.label.code in order]
        for _, _, unit in units
    ]
    names = [fold(unit.text("name") or unit.text("name", 1)) for _, _, unit in units]
    return _Problem(
        units=units,
        own=own,
        rows=[index for index, _, _ in units],
        names=names,
        distinct=len(set(names)) == len(names),
        marks=marks,
        marks1=marks1,
        order=order,
        meaning=[suggest(name, unit.text("value")) for name, (_, _, unit) in zip(names, units, strict=True)],
        learned=[_known(name, learned, order) for name in names],
        sums=_by_sums(weights),
    )


def _order(codes: Sequence[str]) -> tuple[str, ...]:
    """成本 as a first level, before or after 产出, if labels of its second levels are printed."""
    costs = [index for index, code in enumerate(codes) if code in ("economic_cost", "social_cost", "ecological_cost")]
    if not costs:
        return ORDERS[0]
    output = [index for index, code in enumerate(codes) if code in ("quantity", "quality", "timeliness")]
    return ORDERS[1] if not output or costs[0] < output[0] else ORDERS[2]


def _known(name: str, learned: Learned, order: tuple[str, ...]) -> str:
    counts = learned.get(name, {})
    if not counts:
        return ""
    code, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    return code if count >= 3 and count * 10 >= 9 * sum(counts.values()) and code in order else ""


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


def _carried_down(problem: _Problem) -> list[tuple[str, int]]:
    """Each indicator's own label, else that of the indicator above it, and where its run begins."""
    carried: list[tuple[str, int]] = []
    for index, own in enumerate(problem.own):
        code = own[0] if own else carried[-1][0] if carried else problem.order[0]
        follows = carried and carried[-1][0] == code
        carried.append((code, carried[-1][1] if follows else index))
    return carried


# -- solving -----------------------------------------------------------------------------------------

_PRIOR = {"top": 0.0, "middle": 0.7, "bottom": 0.9}
"""Where labels of merged cells may stand; it matters only where an indicator has no label of its own."""


def _row_costs(problem: _Problem) -> list[list[float]]:
    """Per level, the sums of the costs of the first 0, 1, 2 … indicators."""
    anchors = [
        (mark.row, problem.order.index(code), _ANCHOR * mark.weight * 2)
        for code, marks in problem.marks.items()
        for mark in marks
        if not mark.on_unit
    ]
    table = []
    for position, code in enumerate(problem.order):
        sums = [0.0]
        for index in range(len(problem.units)):
            row = problem.units[index][0]
            cost = _row_cost(problem, index, code)
            for there, other, weight in anchors:
                if (there < row and other > position) or (there > row and other < position):
                    cost += weight
            sums.append(sums[-1] + cost)
        table.append(sums)
    return table


def _solve(problem: _Problem, row_costs: list[list[float]], convention: str) -> tuple[float, list[str], str]:
    """The cheapest cover of all indicators by runs of levels, in order; cost and level of each."""
    count = len(problem.units)
    best = [0.0] + [1e9] * count
    back: list[list[int]] = []
    for number, code in enumerate(problem.order):
        marks = problem.marks.get(code, [])
        unused = sum(min(_UNUSED * mark.weight, _UNUSED) for mark in marks if mark.on_unit)
        after = [cost + unused for cost in best]
        origin = list(range(count + 1))
        sums = row_costs[number]
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
    return cost + sum(_LEVEL1 for place, level in problem.marks1 if place == row and level != level1)


def _run_cost(problem: _Problem, marks: list[_Mark], start: int, end: int, convention: str) -> float:
    """What it costs that one level covers the indicators `start` to `end`: its labels and where they stand."""
    cost = _repeated(problem, start, end)
    if not marks:
        return cost + _NO_LABEL + _MORE_ROWS * (end - start - 1)
    first, last = problem.units[start][0], problem.units[end - 1][0]
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


def _repeated(problem: _Problem, start: int, end: int) -> float:
    """A level does not promise the same thing twice, unless both rows carry its label."""
    if problem.distinct:
        return 0.0
    names = [problem.names[index] for index in range(start, end) if not problem.own[index]]
    labelled = {problem.names[index] for index in range(start, end) if problem.own[index]}
    return _REPEATED * (len(names) - len(set(names)) + len(labelled & set(names)))


def _position_cost(problem: _Problem, inside: list[int], start: int, end: int, convention: str) -> float:
    above = max(0, bisect_left(problem.rows, min(inside)) - start)
    below = max(0, end - bisect_right(problem.rows, max(inside)))
    if convention == "top":
        return 0.8 * above
    if convention == "bottom":
        return 0.8 * below
    return 0.5 * abs(above - below) if abs(above - below) > 1 else 0.0


# -- what is published -------------------------------------------------------------------------------


def _placed(problem: _Problem, index: int, code: str, start: int = -1, convention: str = "") -> Placed:
    _, row, unit = problem.units[index]
    level1, level2 = LEVEL2[code]
    own = [here for here in unit.labels if here.label.level == 2 and here.label.code in problem.order]
    printed2 = next((here.text for here in own if here.label.code == code), own[0].text if own else "")
    printed1 = next((here.text for here in row.labels if here.label.level == 1), "")
    status, reason = _certainty(problem, index, code, start, convention) if convention else ("as_printed", "")
    if status == "as_printed" and printed1 and level1 not in fold(printed1):
        status, reason = "inferred", "label_moved"
    return Placed(code, level1, level2, status, reason, printed1, printed2)


def _certainty(problem: _Problem, index: int, code: str, start: int, convention: str) -> tuple[Status, str]:
    row, _, unit = problem.units[index]
    own = [here for here in unit.labels if here.label.level == 2 and here.label.code in problem.order]
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
    if convention == "top" and covered and supported:
        return "as_printed", ""
    return "inferred", "merged_cell"
