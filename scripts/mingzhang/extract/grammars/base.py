"""What a shape of table must know of its rows; one class for each grammar, and no other place that tells them apart."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar, Protocol

from mingzhang.extract.model import Record, TableReading
from mingzhang.ground.text import fold
from mingzhang.layouts import Half, Layout
from mingzhang.recognise.header import is_total_label
from mingzhang.recognise.identity import Identity
from mingzhang.recognise.slots import Header

Texts = Mapping[str, str]
"""The text cells of a row by role; a column of role `text` stands under its own name."""


class Context(Protocol):
    """What a reader of rows lends to its grammar: the table, and the reading that is being filled."""

    layout: Layout
    header: Header
    reading: TableReading
    year: int | None


class RowGrammar(ABC):
    """Reads the rows of one table and relates them; the state is what earlier rows told."""

    joins_to: ClassVar[str] = ""
    """The published text that the rest of a broken label is added to."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.layout = context.layout
        self.reading = context.reading

    @abstractmethod
    def read(self, record: Record, texts: Texts) -> None:
        """Understand one row and add its record."""

    def is_rest(self, before: Record, record: Record, texts: Texts) -> bool:
        """Whether a row of text alone completes the row before it; said by the lists, or by the page break."""
        return False

    def join(self, before: Record, texts: Texts) -> None:
        """Add the rest of a broken label."""
        rest = texts.get("label") or texts.get("name") or ""
        before.label += rest
        if self.joins_to:
            before.texts[self.joins_to] = before.texts.get(self.joins_to, "") + rest

    def skip(self, texts: Texts) -> None:
        """Take note of a row that holds neither a label nor an amount: it may name a unit."""
        return

    def reads_nameless(self, half: Half, texts: Texts) -> bool:
        """Whether a row of amounts without a label means something in this table."""
        return False

    @classmethod
    @abstractmethod
    def relate(cls, reading: TableReading, identity: Identity, units: list[str]) -> None:
        """Say what the rows are to each other, once all tables are read; `units` are those of the document."""

    def is_total(self, *texts: str) -> bool:
        """Whether one of these texts is the table's word for a total."""
        return any(is_total_label(self.layout, fold(text)) for text in texts)

    def field_of(self, role: str) -> str:
        """The published column that holds a row's code or name; the role itself where the table has none."""
        return next((c.name for half in self.layout.halves for c in half.columns if c.role == role), role)


def is_sum_row(record: Record) -> bool:
    """Whether a row sums others, so that it is no leaf."""
    return record.row_kind in ("total", "subtotal")


def halves_of(reading: TableReading) -> list[Half]:
    """The lists of a table that have rows, in the order of their first."""
    return list({id(record.half): record.half for record in reading.records}.values())
