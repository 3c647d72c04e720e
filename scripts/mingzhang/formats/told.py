"""The ledger as people read it: in every format but CSV its rows hold the message in both languages.

Sentences are not data: `checks.csv` keeps a wording's code and its values. XLSX, JSON, Parquet and SQLite get four
columns more, made from the wordings of this program's catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from mingzhang.checks.base import label_in
from mingzhang.checks.ledger_rows import read_told
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.published import PublishedPackage
from mingzhang.packages.values import Row
from mingzhang.schemas import TABLES, Field, Table

_LEDGER = "checks"
_MESSAGES = (
    Field("message_zh", "string", "说明", "Message (Chinese)", "由检查的模板和 arguments 生成。", required=True),
    Field("message_en", "string", "英文说明", "Message (English)", "由检查的模板和 arguments 生成。", required=True),
    Field("left_label", "string", "左项", "Left label"),
    Field("right_label", "string", "右项", "Right label"),
)
_ARGUMENTS = ("arguments", "comparisons")


@cache
def exported(table: Table) -> Table:
    """The table as formats other than CSV have it."""
    if table.name != _LEDGER or _MESSAGES[0].name in table.fields:
        return table
    own = {**table.own, **{field.name: field for field in _MESSAGES}}
    return replace(table, fields=(*table.fields, *(field.name for field in _MESSAGES)), own=own)


def exported_tables() -> tuple[Table, ...]:
    """Every published table as formats other than CSV have it."""
    return tuple(exported(table) for table in TABLES)


def told_rows(package: PublishedPackage, table: Table) -> Iterator[Row]:
    """The rows of a table as `exported` has it; `DisclosureError` for what is not as its schema says."""
    if table.name != _LEDGER or _MESSAGES[0].name not in table.fields:
        return iter(package.rows(table))
    ledger = next(published for published in TABLES if published.name == _LEDGER)
    return _tell(package.rows(ledger), f"{package.dataset.name}/data/{_LEDGER}.csv")


def _tell(rows: Iterable[Row], path: str) -> Iterator[Row]:
    """The rows of the ledger with their messages; `DisclosureError` where one cannot be read."""
    ledger = next(table for table in TABLES if table.name == _LEDGER)
    at = {name: ledger.fields.index(name) for name in _ARGUMENTS}
    for number, row in enumerate(rows, 2):
        try:
            told = read_told({name: str(row.values[index] or "") for name, index in at.items()})
        except ValueError as error:
            remedy = "run `mingzhang validate` on the package"
            raise DisclosureError("export-ledger", str(error), path, number, "JSON of a message", remedy) from None
        labels = [label_in(label, "zh") or None for label in (told.left, told.right)]
        yield Row((*row.values, told.said.zh, told.said.en, *labels), row.inapplicable)
