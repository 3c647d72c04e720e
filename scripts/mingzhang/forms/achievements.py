"""Rows of an evaluation → indicators with promise, achievement, weight and score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from mingzhang.forms.align import Learned, Placed, place_indicators
from mingzhang.forms.cells import ReadRow, Unit, name_match, units_of
from mingzhang.forms.model import EvaluationFund, EvaluationIndicator, Status, Value
from mingzhang.forms.values import parse_value
from mingzhang.ground.amounts import format_quantity, parse_cell
from mingzhang.ground.source import Locator
from mingzhang.ground.text import fold

_FULL = (Decimal(90), Decimal(100))
_EXECUTION_WEIGHT = "10"
_NAMED_TWICE = 0.85


def read_achievements(
    rows: Sequence[ReadRow], learned: Learned, total: EvaluationFund | None
) -> tuple[EvaluationIndicator, ...]:
    """The execution row made from the money, then every indicator in order."""
    units = list(units_of(rows))
    weights = [parse_cell(unit.text("weight")).value for _, _, unit in units]
    placed = place_indicators(rows, learned, weights)
    found = [_achievement(place, row, unit) for place, (_, row, unit) in zip(placed, units, strict=True)]
    found = _doubt_repeated(found, weights)
    execution = _execution(total)
    return (*([execution] if execution else []), *found)


def _achievement(placed: Placed, row: ReadRow, unit: Unit) -> EvaluationIndicator:
    doubts = [placed.reason, *unit.doubts]
    name, name_status = _name(placed, row, unit, doubts)
    values = [parse_value(unit.text(kind)) for kind in ("value", "adjusted", "actual")]
    first = min(unit.cells.values(), key=lambda token: token.cell)
    return EvaluationIndicator(
        level1=placed.level1,
        level2=placed.level2,
        level1_printed=placed.printed1,
        level2_printed=placed.printed2,
        name=name,
        target=values[0],
        adjusted=values[1],
        actual=values[2],
        weight=_number(unit.text("weight")),
        score=_number(unit.text("score")),
        reason=unit.text("reason"),
        level_status=placed.status,
        name_status=name_status,
        value_status=_value_status(values, unit, doubts),
        notes=tuple(dict.fromkeys(code for code in doubts if code)),
        raw=row.line.raw,
        lines=(row.line.number,),
        place=Locator(row.line.number, first.cell + 1),
    )


def _number(text: str) -> str:
    value = parse_cell(text).value
    return text if value is None else format_quantity(value)


def _name(placed: Placed, row: ReadRow, unit: Unit, doubts: list[str]) -> tuple[str, Status]:
    token = unit.cells.get(("name", 0))
    if not token:
        doubts.append("name_lost")
        return "", "unreliable"
    name = unit.text("name")
    if token.label and not any(here.label.level == 2 and here.text != name for here in unit.labels):
        same = [here for here in row.labels if here.text == name]
        if len(same) < 2:
            doubts.append("name_from_label")
            return name, "inferred"
    alien = "满意" in name and placed.level1 != "满意度" and placed.status != "as_printed"
    if alien and token.cell < 2:
        doubts.append("name_doubtful")
        return name, "unreliable"
    return name, "as_printed"


def _value_status(values: Sequence[Value], unit: Unit, doubts: list[str]) -> Status:
    if any(value.comparator == "≠" for value in values):
        doubts.append("unlikely_sign")
        return "unreliable"
    missing = [kind for kind in ("value", "actual", "weight", "score") if not unit.text(kind)]
    if missing or "overflow" in unit.doubts:
        doubts.append("values_missing")
        return "unreliable"
    return "as_printed"


def _doubt_repeated(found: list[EvaluationIndicator], weights: Sequence[Decimal | None]) -> list[EvaluationIndicator]:
    """Where weights do not add up, rows that print nearly the same name cannot be told apart."""
    if not found or sum((weight or Decimal(0) for weight in weights), Decimal(0)) in _FULL:
        return found
    keys = [fold(indicator.name) for indicator in found]
    doubtful = {
        index
        for index, key in enumerate(keys)
        for other, name in enumerate(keys)
        if index != other and key and name_match(key, name) >= _NAMED_TWICE
    }
    return [
        replace(
            indicator,
            level_status="unreliable",
            name_status="unreliable",
            notes=(*indicator.notes, "name_repeated"),
        )
        if index in doubtful
        else indicator
        for index, indicator in enumerate(found)
    ]


def _execution(total: EvaluationFund | None) -> EvaluationIndicator | None:
    """The first row of every evaluation: budget, what was spent of it, and the points for that."""
    if not total or "budget" not in total.printed or "executed" not in total.printed:
        return None
    printed = total.printed
    rate = parse_cell(printed.get("rate", "").rstrip("%％ ")).value
    actual = printed["executed"] + (f" ({rate:.2f}%)" if rate is not None else "")
    start = printed.get("initial") or printed.get("declared") or printed["budget"]
    return EvaluationIndicator(
        level1="预算执行",
        level2="",
        level1_printed="",
        level2_printed="",
        name="执行率",
        target=_amount(start, total.unit),
        adjusted=_amount(printed["budget"], total.unit),
        actual=Value(actual, "", printed["executed"].replace(",", ""), "", total.unit),
        weight=_number(printed.get("weight", _EXECUTION_WEIGHT)),
        score=_number(printed.get("score", "")),
        reason="",
        level_status="inferred",
        name_status="inferred",
        value_status=total.status,
        notes=("generated",),
        raw=total.raw,
        lines=(total.place.line,),
        place=total.place,
    )


def _amount(printed: str, unit: str) -> Value:
    return Value(printed, "", printed.replace(",", ""), "", unit)
