"""What messages call tables, columns, rows and sums, in Chinese and in English.

Tables and columns bear the titles of their schema. What the document prints stays as printed, in quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from mingzhang.checks.engine.phrases import NOTHING, Phrase, label, wording
from mingzhang.extract.model import TableReading
from mingzhang.layouts import Layout
from mingzhang.schemas import FIELDS
from mingzhang.tables import STANDARD, StandardTable

_LISTED = 3
_STANDARD = {table.id: table for table in STANDARD}


def _column_zh(column: str) -> str:
    field = FIELDS.get(f"{column}_yuan") or FIELDS.get(column)
    return field.title.removesuffix("（元）") if field else column


def _column_en(column: str) -> str:
    field = FIELDS.get(f"{column}_yuan") or FIELDS.get(column)
    return field.title_en.removesuffix(" (yuan)") if field else column


def _table_zh(table: str) -> str:
    return f"《{_STANDARD[table].title}》"


def _title_en(table: str) -> str:
    return f"“{_STANDARD[table].title_en}”"


def _table_en(table: str) -> str:
    return f"table {_title_en(table)} ({_table_zh(table)})"


TOTAL = label("total", "合计", "the total")
_COLUMN = wording("column", _column_zh, _column_en)
_COLUMN_ALONE = wording("column_alone", _column_zh, lambda column: f"column “{_column_en(column)}”")
_TABLE = wording("table", _table_zh, _table_en)
_TABLE_SHORT = wording("table_short", _table_zh, _title_en)
_TITLE_PRINTED = wording("title_printed", "《{title}》", "{title}")
_TABLE_COLUMN = wording(
    "table_column",
    lambda table, column: f"{_table_zh(table)}{_column_zh(column)}列",
    lambda table, column: f"{_table_en(table)}, column “{_column_en(column)}”",
)
_IN_TABLE = wording("in_table", "{table}{what}", "{what} in {table}")
_BOTH_TABLES = wording("both_tables", "{one}与{other}", "{one} and {other}")
_IN_COLUMN = wording("in_column", "{what}（{column}）", "{what}, column “{column}”")
_ITS_PARTS = label("its_parts", "各部分", "its parts")
_SUM_OF_MANY = wording("sum_of_many", "{first}等{count}项之和", "the sum of {first} and {others} other items")
_SUM_OF = wording("sum_of", "{parts}、{last}之和", "the sum of {parts} and {last}")


@cache
def column_named(name: str) -> Phrase:
    """The title of an amount column, without its unit."""
    return _COLUMN(column=name)


def column_alone(name: str) -> Phrase:
    """A column of the row that the message has named."""
    return _COLUMN_ALONE(column=name)


@cache
def table_of(layout: Layout | StandardTable) -> Phrase:
    """A standard table: `《预算收入总表》`, `table “Revenue” (《预算收入总表》)`."""
    return _TABLE(table=_key(layout))


def table_titled(title: str) -> Phrase:
    """A standard table by its Chinese title, as notes of reading stages keep it; other titles as they are."""
    found = next((table for table in STANDARD if table.title == title), None)
    return table_of(found) if found else _TITLE_PRINTED(title=title)


def table_shortly(layout: Layout | StandardTable) -> Phrase:
    """A standard table where the message has named it before."""
    return _TABLE_SHORT(table=_key(layout))


def _key(layout: Layout | StandardTable) -> str:
    return layout.standard.id if isinstance(layout, Layout) else layout.id


def where(reading: TableReading, column: str = "") -> Phrase:
    """A table, or one of its columns: `《预算支出总表》项目支出列`."""
    return _TABLE_COLUMN(table=_key(reading.layout), column=column) if column else table_of(reading.layout)


def in_table(reading: TableReading, what: Phrase, *, short: bool = False) -> Phrase:
    """A row or total with the table it stands in; `short` where the message has named the table before."""
    table = table_shortly(reading.layout) if short else table_of(reading.layout)
    return _IN_TABLE(table=table, what=what) if what != NOTHING else table


def both_tables(left: TableReading, right: TableReading) -> Phrase:
    """Two tables that are compared."""
    return _BOTH_TABLES(one=table_of(left.layout), other=table_of(right.layout))


def in_column(what: Phrase, column: str) -> Phrase:
    """A row's figure in one column: `合计（基本支出）`, `“合计”, column “Basic expenditure”`."""
    named = column_named(column)
    return what if what.zh == named.zh else _IN_COLUMN(what=what, column=named)


@lru_cache
def sum_of(parts: Sequence[Phrase]) -> Phrase:
    """What a sum of parts is called: all of them where they are few."""
    named = list(dict.fromkeys(part for part in parts if part != NOTHING))
    if not named:
        return _ITS_PARTS
    if len(named) == 1:
        return named[0]
    if len(named) > _LISTED:
        return _SUM_OF_MANY(first=named[0], count=len(named), others=len(named) - 1)
    return _SUM_OF(parts=tuple(named[:-1]), last=named[-1])
