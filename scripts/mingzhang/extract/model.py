"""What reading one table yields, before it becomes CSV rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from mingzhang.ground.amounts import Cell
from mingzhang.ground.notes import Note
from mingzhang.ground.source import Locator
from mingzhang.layouts import Column, Half, Layout, RowKind


@dataclass(frozen=True, slots=True)
class AmountCell:
    """One amount as read: its column, its place, what is printed there and the unit it counts in."""

    column: Column
    place: Locator
    cell: Cell
    unit: str


LeafState = Literal["proved", "rounding", "unproved", "no_total"]
"""Whether leaves add up: exactly, within what rounding makes, not at all, or nothing printed to compare with."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """What the leaves of one unit and direction of a table are known to be.

    `difference` is the leaves' sum less the printed total, in 元 (of the column that differs most, if several do);
    None where no total is printed. Rows of a group that is `unproved` or `no_total` do not say whether they are
    leaves.
    """

    state: LeafState
    difference: Decimal | None = None

    @property
    def hold(self) -> bool:
        """Whether adding up the leaves counts every yuan once."""
        return self.state in ("proved", "rounding")


@dataclass(slots=True)
class Record:
    """One row of a standard table (of one half of it, where lists stand side by side).

    `texts` holds the row's own published fields; `code` the classification code that ranks it in
    its tree (functional, revenue or department economic);
    `is_leaf` is false where other rows of the table add up to this one. `key` names the row in its table by
    what it is about (a code, an item, a unit and a project), `unit_code` the unit where several share a table.
    `row_id` and `fact_ids` (by name of the amount) are given once all rows are read (`extract.keys`).
    """

    half: Half
    place: Locator
    row_kind: RowKind
    label: str
    code: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, AmountCell] = field(default_factory=dict)
    level: int = 0
    is_leaf: bool = True
    fund: str = ""
    carryover: str = ""
    unit_name: str = ""
    unit_code: str = ""
    project_name: str = ""
    key: str = ""
    after_break: bool = False
    row_id: str = ""
    fact_ids: dict[str, str] = field(default_factory=dict)

    @property
    def printed_amounts(self) -> list[AmountCell]:
        """Amount cells in which a number is printed."""
        return [amount for amount in self.amounts.values() if amount.cell.kind == "number"]


@dataclass(slots=True)
class Account:
    """What became of every numeric cell of one table; `unread` also lists text where a number belongs."""

    numeric: int = 0
    captured: int = 0
    structural: int = 0
    not_applicable: int = 0
    unread: list[tuple[Locator, str]] = field(default_factory=list)


@dataclass(slots=True)
class TableReading:
    """One standard table as read; without a block it is missing from the document.

    `leaves` says by unit code and direction what the leaves add up to; a group that is not named has not been
    judged, and its rows say what their codes and labels say.
    """

    layout: Layout
    records: list[Record] = field(default_factory=list)
    account: Account = field(default_factory=Account)
    notes: list[Note] = field(default_factory=list)
    title_printed: str = ""
    number_printed: str = ""
    first_line: int | None = None
    last_line: int | None = None
    unit_printed: str = ""
    stated_empty: bool = False
    leaves: dict[tuple[str, str], Leaves] = field(default_factory=dict)

    def leave_unread(self, place: Locator, printed: str, why: str) -> None:
        """List a cell as unread, with the reason."""
        self.account.unread.append((place, printed))
        self.notes.append(note("R01", f"{self.layout.table}/{place}", [place], printed=printed, why=why))

    def leave_captured(self, amount: AmountCell, why: str) -> None:
        """List an amount as unread that was counted as read before its row was understood."""
        self.account.captured -= 1
        self.leave_unread(amount.place, amount.cell.printed, why)

    @property
    def present(self) -> bool:
        """Whether the table stands in the document at all."""
        return self.first_line is not None

    @property
    def facts_count(self) -> int:
        """Number of printed amounts."""
        return sum(len(record.printed_amounts) for record in self.records)

    @property
    def state(self) -> str:
        """`data`, `empty_stated`, `empty_unstated` or `missing`."""
        if not self.present:
            return "missing"
        if self.facts_count or self.account.unread:
            return "data"
        return "empty_stated" if self.stated_empty else "empty_unstated"


def note(check: str, instance: str, places: Iterable[Locator] = (), **values: str) -> Note:
    """A `Note` with its values as keywords."""
    return Note(check, instance, tuple(places), values)
