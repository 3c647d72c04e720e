"""Printed forms of the standard tables: one `Layout` value each, grouped in families, no functions."""

from __future__ import annotations

from mingzhang.ground.source import Kind
from mingzhang.layouts.families import FAMILIES
from mingzhang.layouts.grammar import Grammar
from mingzhang.layouts.model import Column, Family, Half, Item, Layout, Period, Role, RowKind

LAYOUTS: tuple[Layout, ...] = tuple(layout for family in FAMILIES for layout in family.layouts)
"""Every layout of every family."""

__all__ = [
    "FAMILIES",
    "LAYOUTS",
    "Column",
    "Family",
    "Grammar",
    "Half",
    "Item",
    "Layout",
    "Period",
    "Role",
    "RowKind",
    "families_of",
]


def families_of(kind: Kind) -> tuple[Family, ...]:
    """The families of a budget or of a final account."""
    return tuple(family for family in FAMILIES if family.kind == kind)
