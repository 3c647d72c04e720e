"""A package's ledger where another catalogue of checks made it than this program's.

A rebuild compares everything but the ledger; the ledger is compared where its catalogue is the program's. A new check
therefore changes no package until `mingzhang recheck` writes its ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mingzhang.checks.catalogue import CATALOGUE

LEDGER = "checks"
"""The table that is the ledger."""
LEDGER_PATH = f"data/{LEDGER}.csv"


@dataclass(frozen=True, slots=True)
class KeptLedger:
    """A ledger that stays as another catalogue of checks made it, until `mingzhang recheck` writes it anew."""

    catalogue: str
    data: bytes


def read_catalogue(descriptor: Mapping[str, Any]) -> str:
    """The version of the catalogue of checks that made the package's ledger; blank where none is named."""
    resources = descriptor.get("resources")
    for found in resources if isinstance(resources, list) else ():
        if isinstance(found, dict) and found.get("name") == LEDGER:
            return str(found.get("catalogue", ""))
    return ""


def read_ledger(descriptor: Mapping[str, Any], files: Mapping[str, bytes]) -> KeptLedger | None:
    """The package's ledger where another catalogue made it than this program's; None where it is to be made anew."""
    named, data = read_catalogue(descriptor), files.get(LEDGER_PATH)
    return KeptLedger(named, data) if named and named != CATALOGUE and data is not None else None
