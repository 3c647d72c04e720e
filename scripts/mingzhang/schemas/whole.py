"""Rows of `tables.csv`: one tells of a whole standard table, the others of one unit and direction of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

Row = TypeVar("Row", bound=Mapping[str, str])


def is_whole(row: Mapping[str, str]) -> bool:
    """Whether a row tells of the whole table: it names neither unit nor direction."""
    return not (row["unit_code"] or row["direction"])


def whole_tables(rows: Iterable[Row]) -> list[Row]:
    """The rows that tell of whole tables, one for each standard table."""
    return [row for row in rows if is_whole(row)]
