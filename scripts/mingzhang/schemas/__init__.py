"""The published schemas: fields, tables, and the files under `schemas/` that are written from them."""

from __future__ import annotations

from mingzhang.schemas.fields import FIELDS, Field
from mingzhang.schemas.table import Table
from mingzhang.schemas.tables import (
    COMMON_TABLES,
    STANDARD_TABLES,
    TABLES,
    core_tables_of,
    table_named,
    tables_in,
    tables_of,
)

__all__ = [
    "COMMON_TABLES",
    "FIELDS",
    "STANDARD_TABLES",
    "TABLES",
    "Field",
    "Table",
    "core_tables_of",
    "table_named",
    "tables_in",
    "tables_of",
]
