"""What a standard table is: the contract that every printed form of it is read into."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.ground.source import Kind

PERIODS = ("previous", "change")
"""Periods beside the current one that a table may print, as in `previous_total_yuan`, `change_total_yuan`."""


@dataclass(frozen=True)
class StandardTable:
    """One standard table of a kind of disclosure.

    `columns` are the published columns in order, without the row's name and place; an amount ends in `_yuan`.
    `key` identifies a row. `number` is its place among the tables of its kind. A `core` table
    belongs to the set that every disclosure of the kind has to print: its file is written even
    where it is empty or missing. Any other is written where a document prints it. So it is with
    columns: `usual` ones stand in every file of the table, the others where a document prints them.
    """

    name: str
    kind: Kind
    number: int
    title: str
    title_en: str
    columns: tuple[str, ...]
    key: tuple[str, ...] = ("row_id",)
    core: bool = True
    usual: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if unknown := set(self.usual) - set(self.columns):
            raise ValueError(f"table {self.id}: usual columns {sorted(unknown)} are none of its columns")

    @property
    def where_printed(self) -> frozenset[str]:
        """The columns that a file has only where its document prints them."""
        return frozenset(self.columns) - set(self.usual or _texts_and_first_amount(self.columns))

    @property
    def id(self) -> str:
        """`budget/expenditure`: unique among all standard tables."""
        return f"{self.kind}/{self.name}"

    @property
    def amounts(self) -> tuple[str, ...]:
        """The stems of the amount columns (`total` for `total_yuan`), other periods included."""
        return tuple(name.removesuffix("_yuan") for name in self.columns if name.endswith("_yuan"))


def _texts_and_first_amount(columns: tuple[str, ...]) -> tuple[str, ...]:
    """What a table that only some provinces print has in any case: what its rows are called, and one amount."""
    texts = (name for name in columns if not name.endswith("_yuan") and name not in _UNIT)
    return (*texts, *[name for name in columns if name.endswith("_yuan")][:1])


_UNIT = ("unit_code", "unit_name")
