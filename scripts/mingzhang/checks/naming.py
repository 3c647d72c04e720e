"""What messages call tables, columns, rows and sums, in Chinese and in English.

Tables and columns bear the titles of their schema. What the document prints stays as printed, in quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from mingzhang.extract.model import TableReading
from mingzhang.layouts import Layout
from mingzhang.schemas import FIELDS
from mingzhang.tables import STANDARD, StandardTable

_LISTED = 3


class Named(NamedTuple):
    """What something is called in a message of either language."""

    zh: str
    en: str


TOTAL = Named("合计", "the total")


def places_named(count: int) -> str:
    """`1 place`, `3 places`, in English."""
    return f"{count} place" if count == 1 else f"{count} places"


def printed(label: str) -> Named:
    """What the document prints: quoted in English; Chinese messages add their own marks."""
    return Named(label, f"“{label}”" if label else "")


@cache
def column_named(name: str) -> Named:
    """The title of an amount column, without its unit."""
    field = FIELDS.get(f"{name}_yuan") or FIELDS.get(name)
    if field is None:
        return Named(name, name)
    return Named(field.title.removesuffix("（元）"), field.title_en.removesuffix(" (yuan)"))


def column_alone(name: str) -> Named:
    """A column of the row that the message has named."""
    named = column_named(name)
    return Named(named.zh, f"column “{named.en}”")


@cache
def table_of(layout: Layout | StandardTable) -> Named:
    """A standard table: `《预算收入总表》`, `table “Revenue” (《预算收入总表》)`."""
    return Named(f"《{layout.title}》", f"table {_quoted_title(layout)} (《{layout.title}》)")


def table_titled(title: str) -> Named:
    """A standard table by its Chinese title, as notes of reading stages keep it; other text stays as it is."""
    found = next((table for table in STANDARD if table.title == title), None)
    return table_of(found) if found else Named(title, title)


def _quoted_title(layout: Layout | StandardTable) -> str:
    standard = layout.standard if isinstance(layout, Layout) else layout
    return f"“{standard.title_en}”"


def where(reading: TableReading, column: str = "") -> Named:
    """A table, or one of its columns: `《预算支出总表》项目支出列`."""
    table = table_of(reading.layout)
    if not column:
        return table
    named = column_named(column)
    return Named(f"{table.zh}{named.zh}列", f"{table.en}, column “{named.en}”")


def in_table(reading: TableReading, what: Named, *, short: bool = False) -> Named:
    """A row or total with the table it stands in; `short` where the message has named the table before."""
    table = table_of(reading.layout)
    en = _quoted_title(reading.layout) if short else table.en
    return Named(f"{table.zh}{what.zh}", f"{what.en} in {en}" if what.en else en)


def both_tables(left: TableReading, right: TableReading) -> Named:
    """Two tables that are compared."""
    one, other = table_of(left.layout), table_of(right.layout)
    return Named(f"{one.zh}与{other.zh}", f"{one.en} and {other.en}")


def in_column(what: Named, column: str) -> Named:
    """A row's figure in one column: `合计（基本支出）`, `“合计”, column “Basic expenditure”`."""
    named = column_named(column)
    if what.zh == named.zh:
        return what
    return Named(f"{what.zh}（{named.zh}）", f"{what.en}, column “{named.en}”")


@lru_cache
def sum_of(parts: Sequence[Named]) -> Named:
    """What a sum of parts is called: all of them where they are few."""
    named = list(dict.fromkeys(part for part in parts if part.zh))
    if not named:
        return Named("各部分", "its parts")
    if len(named) == 1:
        return named[0]
    if len(named) > _LISTED:
        others = len(named) - 1
        return Named(f"{named[0].zh}等{len(named)}项之和", f"the sum of {named[0].en} and {others} other items")
    listed = ", ".join(part.en for part in named[:-1])
    return Named("、".join(part.zh for part in named) + "之和", f"the sum of {listed} and {named[-1].en}")
