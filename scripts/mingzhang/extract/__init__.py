"""Table block + layout → records and facts."""

from __future__ import annotations

from mingzhang.extract.model import Account, AmountCell, Record, TableReading
from mingzhang.extract.tables import extract_tables

__all__ = ["Account", "AmountCell", "Record", "TableReading", "extract_tables"]
