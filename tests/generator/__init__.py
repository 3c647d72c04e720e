"""Seeded generator of budget and final-account disclosures, with the truth about every printed figure.

It shares no code with the product on purpose: what both get wrong in the same way, no test would find.
"""

from .compose import generate
from .hazards import BUDGET_ONLY, ENCODINGS, HAZARDS
from .model import (
    BUDGET_TABLES,
    FINAL_TABLES,
    Amount,
    Document,
    Identity,
    Kind,
    Scope,
    State,
    Truth,
    Unread,
)
from .pairs import generate_pair, generate_years

__all__ = [
    "BUDGET_ONLY",
    "BUDGET_TABLES",
    "ENCODINGS",
    "FINAL_TABLES",
    "HAZARDS",
    "Amount",
    "Document",
    "Identity",
    "Kind",
    "Scope",
    "State",
    "Truth",
    "Unread",
    "generate",
    "generate_pair",
    "generate_years",
]
