"""Records and figures joined again: which printed amount stands in which column of which row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingzhang.ground.source import Locator


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed amount."""

    fact_id: str
    row_id: str
    table: str
    column: str
    period: str
    row_label: str
    row_kind: str
    printed: str
    unit: str
    yuan: str
    place: Locator


@dataclass(frozen=True, slots=True)
class TableRow:
    """One record with its figures by the name of their published column."""

    place: Locator
    cells: Mapping[str, str]
    figures: Mapping[str, Figure]

    @property
    def label(self) -> str:
        """The row's name as printed, where a figure of it carries it."""
        return next((figure.row_label for figure in self.figures.values()), "")


Placed = tuple[Locator, Mapping[str, str]]


def join_rows(records: Sequence[Placed], figures: Sequence[Figure]) -> tuple[TableRow, ...]:
    """Give every figure to the record that its `row_id` names. One that finds none is an error: none may be lost."""
    taken: dict[str, dict[str, Figure]] = {cells["row_id"]: {} for _, cells in records}
    columns = {cells["row_id"]: cells for _, cells in records}
    for figure in figures:
        if figure.row_id not in taken:
            raise ValueError(f"no record for the amount {figure.fact_id}")
        taken[figure.row_id][_column_of(figure, columns[figure.row_id])] = figure
    if sum(map(len, taken.values())) != len(figures):
        raise ValueError(f"two amounts for one column in {figures[0].table}")
    return tuple(TableRow(place, cells, taken[cells["row_id"]]) for place, cells in records)


def _column_of(figure: Figure, cells: Mapping[str, str]) -> str:
    prefix = "" if figure.period == "current" else f"{figure.period}_"
    column = f"{prefix}{figure.column}_yuan"
    return column if column in cells else figure.column
