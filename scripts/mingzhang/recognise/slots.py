"""What a header tells: which column each cell position holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from mingzhang.layouts import Column, Half


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell position of a table: its column, the half it lies in, and which repetition of it.

    `doubtful` marks a position that an unprinted neighbour might own as well; amounts found
    there are not read. `unit` is a unit of money that the header itself prints (`金额（元）`).
    """

    column: Column | None
    half: Half | None
    instance: int = 0
    leaf: str = ""
    above: str = ""
    doubtful: bool = False
    unit: str = ""


@dataclass(slots=True)
class Header:
    """What the header of one table told: `slots` by cell index, rows that are header or numbering.

    `other_year` is a year that the header names though the disclosure is of another; `contradicted` says that
    the rows below hold something else than the header says (codes of another classification, names where
    amounts should be): nothing is read then.
    """

    slots: list[Slot]
    header_lines: set[int] = field(default_factory=set)
    number_lines: set[int] = field(default_factory=set)
    missing: list[tuple[Half, Column]] = field(default_factory=list)
    other_year: int | None = None
    contradicted: str = ""

    @property
    def width(self) -> int:
        """Cells of the widest header row."""
        return len(self.slots)

    @property
    def complete(self) -> bool:
        """Whether every printed header was understood and every expected column found."""
        return not self.missing and all(slot.column or not slot.leaf for slot in self.slots)
