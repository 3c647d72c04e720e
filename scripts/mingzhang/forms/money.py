"""Money of the forms in 元, and the numbers of an evaluation, placed and checked by its arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from mingzhang.forms.labels import read_source
from mingzhang.forms.model import EvaluationFund, Fund, Line, Status
from mingzhang.ground.amounts import MONEY_UNITS, parse_cell
from mingzhang.ground.source import Locator
from mingzhang.ground.text import clean

_ORDER = ("declared", "initial", "budget", "executed", "balance", "weight", "rate", "score")
_USUAL = ("declared", "initial", "budget", "executed", "balance", "rate", "score")
_AMOUNTS = frozenset({"declared", "initial", "budget", "executed", "balance"})


def read_evaluation_money(
    rows: Sequence[Line], heads: Sequence[tuple[str, int]], unit: str, assumed: bool
) -> tuple[EvaluationFund, ...]:
    """Every row with a label of a source; columns by the header, or by the form's usual order."""
    columns = _columns([name for name, _ in heads])
    funds = []
    for line in rows:
        label = next((cell for cell in line.cells if read_source(cell)), "")
        numbers = [
            (index, cell.strip(), value)
            for index, cell in enumerate(line.cells)
            if cell.strip() and (value := parse_cell(cell.rstrip("%％ ")).value) is not None
        ]
        if label and numbers:
            funds.append(_fund(line, label, numbers, columns, unit, assumed))
    return tuple(funds)


def _columns(heads: Sequence[str]) -> tuple[str, ...]:
    found = set(heads)
    if "start" in found:
        found |= set() if found & {"declared", "initial"} else {"initial"}
    if not found & _AMOUNTS:
        found = set(_USUAL)
    return tuple(name for name in _ORDER if name in found)


def _fund(
    line: Line,
    label: str,
    numbers: Sequence[tuple[int, str, Decimal]],
    columns: tuple[str, ...],
    unit: str,
    assumed: bool,
) -> EvaluationFund:
    names, status, note = _assign(numbers, columns)
    values = dict(zip(names, numbers, strict=False))
    if assumed and status == "as_printed":
        status, note = "inferred", "unit not printed"
    factor = MONEY_UNITS[unit]
    return EvaluationFund(
        source=read_source(label),
        label=clean(label),
        unit=unit,
        amounts={name: value * factor for name, (_, _, value) in values.items() if name in _AMOUNTS},
        printed={name: printed for name, (_, printed, _) in values.items()},
        raw=line.raw,
        place=Locator(line.number, numbers[0][0] + 1),
        status=status,
        note=note,
    )


def _assign(
    numbers: Sequence[tuple[int, str, Decimal]], columns: tuple[str, ...]
) -> tuple[tuple[str, ...], Status, str]:
    if len(numbers) == len(columns):
        failed = _failures(dict(zip(columns, (value for _, _, value in numbers), strict=True)))
        return columns, "as_printed", "does not add up" if failed else ""
    if len(numbers) > len(columns):
        usual = dict(zip(_USUAL, (value for _, _, value in numbers), strict=False))
        if len(numbers) == len(_USUAL) and not _failures(usual):
            return _USUAL, "inferred", "column heads lost; the usual columns, which add up"
        return columns, "unreliable", "more numbers than columns"
    ranked = sorted(
        (_failures(dict(zip(names, (value for _, _, value in numbers), strict=True))), -_held(names, numbers), names)
        for names in combinations(columns, len(numbers))
    )
    failures, held, names = ranked[0]
    unique = len(ranked) == 1 or ranked[1][:2] != (failures, held)
    if failures == 0 and held < 0 and unique:
        return names, "inferred", "fewer numbers than columns; placed by the arithmetic of the row"
    return names, "unreliable", "fewer numbers than columns"


def _failures(row: dict[str, Decimal]) -> int:
    failed = 0
    if {"budget", "executed", "balance"} <= row.keys():
        failed += abs(row["budget"] - row["executed"] - row["balance"]) > Decimal("0.01")
    if {"budget", "executed", "rate"} <= row.keys() and row["budget"]:
        failed += abs(row["executed"] / row["budget"] * 100 - row["rate"]) > Decimal("0.6")
    if {"rate", "score"} <= row.keys():
        failed += abs(row["rate"] / 10 - row["score"]) > Decimal("0.06")
    return failed


def _held(names: tuple[str, ...], numbers: Sequence[tuple[int, str, Decimal]]) -> int:
    """How many of the row's identities could be checked at all."""
    found = set(names)
    row = dict(zip(names, (value for _, _, value in numbers), strict=True))
    return (
        ({"budget", "executed", "balance"} <= found)
        + ({"budget", "executed", "rate"} <= found and bool(row["budget"]))
        + ({"rate", "score"} <= found)
    )


def in_yuan(funds: Sequence[Fund], unit: str, assumed: bool) -> tuple[Fund, ...]:
    """The same money in 元: its printed unit, or the one assumed (then every amount is `inferred`)."""
    factor = MONEY_UNITS[unit]
    result = []
    for fund in funds:
        amount = None if fund.amount is None else fund.amount * factor
        status: Status = "inferred" if assumed and fund.status == "as_printed" else fund.status
        note = "unit not printed" if assumed else fund.note
        result.append(replace(fund, unit=unit, amount=amount, status=status, note=note))
    return tuple(result)
