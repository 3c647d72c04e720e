"""Records and figures joined again: which printed amount stands in which column of which row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingzhang.ground.source import Locator


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed amount."""

    fact_id: str
    table: str
    column: str
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
    """Give every figure to its record. A figure that finds none is an error: none may be lost.

    A figure belongs to the record of its line that begins at its cell or nearest before it; in a
    table that was turned (one row of figures, a record per item) the record's item decides.
    """
    by_item = {cells.get("item_kind", ""): index for index, (_, cells) in enumerate(records)}
    by_line: dict[int, list[int]] = defaultdict(list)
    for index, (place, _) in enumerate(records):
        by_line[place.line].append(index)
    taken: dict[int, dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        index = _owner(figure, records, by_item, by_line)
        taken[index][_column_of(figure, records[index][1])] = figure
    if sum(map(len, taken.values())) != len(figures):
        raise ValueError(f"two amounts for one column in {figures[0].table}")
    return tuple(TableRow(place, cells, taken[index]) for index, (place, cells) in enumerate(records))


def _owner(
    figure: Figure, records: Sequence[Placed], by_item: Mapping[str, int], by_line: Mapping[int, list[int]]
) -> int:
    if "budget_yuan" in (records[0][1] if records else {}):
        return by_item[figure.fact_id.split("/")[1]]
    before = [index for index in by_line[figure.place.line] if records[index][0].cell <= figure.place.cell]
    if not before:
        raise ValueError(f"no record for the amount at {figure.place}")
    return max(before, key=lambda index: records[index][0].cell)


def _column_of(figure: Figure, cells: Mapping[str, str]) -> str:
    column = f"{figure.column}_yuan"
    return column if column in cells else figure.column
