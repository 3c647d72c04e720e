"""Seeded generator of performance forms, with the truth about every cell and damage of the kinds real documents show.

It shares no code with the product on purpose: what both get wrong in the same way, no test would find.
"""

from .compose import document
from .damage import DAMAGES
from .measure import Rates, measure

__all__ = ["DAMAGES", "Rates", "document", "measure"]
