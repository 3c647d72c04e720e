"""Names that exports of several packages share."""

from __future__ import annotations

from mingzhang.schemas import Table

PACKAGE_FIELD = "package"
PACKAGE_TITLE = "数据包"
PACKAGE_TITLE_EN = "Package"
"""The column before those of the CSV that says which package a row is of."""


def table_name(table: Table) -> str:
    """`budget_balance`, `final_balance`, `facts`: one name per schema, where tables of both kinds stand together."""
    return table.name if table.family == "common" else f"{table.family}_{table.name}"
