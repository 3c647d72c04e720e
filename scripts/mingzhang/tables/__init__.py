"""The standard tables: the contract. Printed forms of them are `layouts`, their published schema is in `schemas`."""

from __future__ import annotations

from mingzhang.ground.source import Kind
from mingzhang.tables.budget import BUDGET_BEYOND, BUDGET_TABLES
from mingzhang.tables.final import FINAL_BEYOND, FINAL_TABLES
from mingzhang.tables.model import PERIODS, StandardTable

STANDARD: tuple[StandardTable, ...] = (*BUDGET_TABLES, *BUDGET_BEYOND, *FINAL_TABLES, *FINAL_BEYOND)

_BY_ID = {table.id: table for table in STANDARD}

__all__ = ["PERIODS", "STANDARD", "StandardTable", "standard_table", "standard_tables"]


def standard_tables(kind: Kind) -> tuple[StandardTable, ...]:
    """The tables of a budget or of a final account, in the order they are published."""
    return tuple(table for table in STANDARD if table.kind == kind)


def standard_table(kind: Kind, name: str) -> StandardTable:
    """One standard table; `KeyError` where a kind has none of that name."""
    return _BY_ID[f"{kind}/{name}"]
