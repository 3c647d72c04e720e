"""Where the value of a form stands: the cell that was compared, found again in its row."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang.forms.model import EvaluationFund, EvaluationIndicator, Indicator
from mingzhang.ground.source import Locator
from mingzhang.ground.text import clean, fold


def fund_place(fund: EvaluationFund, column: str) -> Locator:
    """The cell of one number of a money row; the row's first number where it cannot be told."""
    found = _in_order(fund.raw, fund.place, fund.printed.items(), fund.place.cell)
    return found.get(column, fund.place)


def target_place(row: Indicator, part: str) -> Locator:
    """The cell of `period`, `year_name` or `year` of an indicator of a target; its name's where it cannot be told."""
    printed = [("period", row.period.printed), ("year_name", row.year_name), ("year", row.year.printed)]
    return _in_order(row.raw, row.place, printed, row.place.cell + 1).get(part, row.place)


def evaluation_place(row: EvaluationIndicator, part: str) -> Locator:
    """The cell of `target`, `actual`, `weight` or `score` of an evaluated indicator; its name's where unknown."""
    printed = [
        ("target", row.target.printed),
        ("adjusted", row.adjusted.printed),
        ("actual", row.actual.printed),
        ("weight", row.weight),
        ("score", row.score),
    ]
    return _in_order(row.raw, row.place, printed, row.place.cell + 1).get(part, row.place)


def _in_order(raw: str, place: Locator, printed: Iterable[tuple[str, str]], first: int) -> dict[str, Locator]:
    """Each printed text looked for behind the one before, from the cell `first` (from 1) of the row on."""
    cells = [fold(clean(cell)) for cell in raw.split("⇥")]
    found, at = {}, max(first, 1) - 1
    for part, text in printed:
        wanted = fold(clean(text))
        if wanted and wanted in cells[at:]:
            at = cells.index(wanted, at) + 1
            found[part] = Locator(place.line, at)
    return found
