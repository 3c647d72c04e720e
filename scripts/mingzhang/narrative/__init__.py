"""The narrative of a disclosure: its sections, the figures it states, and what it ought to state and does not."""

from mingzhang.narrative.model import Missing, NarrativeReading, Section, Span, Statement, Subject
from mingzhang.narrative.read import notation, read_narrative, read_text

__all__ = [
    "Missing",
    "NarrativeReading",
    "Section",
    "Span",
    "Statement",
    "Subject",
    "notation",
    "read_narrative",
    "read_text",
]
