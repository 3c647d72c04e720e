"""What a sentence of the narrative and the printed figure it speaks of are to each other, shown side by side."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from mingzhang.site.narrative import Statement
from mingzhang.site.rows import Figure


def counterpart(statement: Statement, figures: Mapping[str, Figure]) -> Figure | None:
    """The figure that a sentence with a number speaks of, as its package says; None where it speaks of none."""
    if statement.kind != "figure" or not statement.number:
        return None
    return figures.get(statement.fact_id)


def is_equal(statement: Statement, figure: Figure) -> bool:
    """Whether a sentence states what the table prints: money in 元, or a count in the same unit of measure."""
    if figure.yuan:
        return Decimal(statement.yuan) == Decimal(figure.yuan)
    return statement.number == figure.printed
