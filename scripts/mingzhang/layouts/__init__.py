"""The standard tables: one `Layout` value each, no functions. A new variant is a synonym inside one."""

from __future__ import annotations

from mingzhang.ground.source import Kind
from mingzhang.layouts.budget import BUDGET_LAYOUTS
from mingzhang.layouts.final import FINAL_LAYOUTS
from mingzhang.layouts.model import Column, Grammar, Half, Item, Layout, Period, Role, RowKind

LAYOUTS: tuple[Layout, ...] = (*BUDGET_LAYOUTS, *FINAL_LAYOUTS)

__all__ = ["LAYOUTS", "Column", "Grammar", "Half", "Item", "Layout", "Period", "Role", "RowKind", "layouts_of"]


def layouts_of(kind: Kind) -> tuple[Layout, ...]:
    """The layouts of a budget or of a final account, in the order they are published."""
    return BUDGET_LAYOUTS if kind == "budget" else FINAL_LAYOUTS
