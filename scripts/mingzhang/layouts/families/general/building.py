"""Layouts of the general family are built of shared columns; what a standard table does not publish is left out."""

from __future__ import annotations

from dataclasses import replace

from mingzhang.ground.source import Kind
from mingzhang.layouts.families.general.words import NEUTRAL
from mingzhang.layouts.model import Column, Half, Layout
from mingzhang.tables import standard_table

_KIND = {"budget": "(?!.*决算)", "final": "(?=.*决算)"}
"""What a title must not say, or must."""


def half(table: str, kind: Kind, *columns: Column, **more: object) -> Half:
    """One list of a standard table, with those of these columns that the table publishes."""
    published = set(standard_table(kind, table).columns) | set(standard_table(kind, table).amounts)
    kept = [column for column in columns if column.role != "amount" or column.name in published]
    names = {column.name for column in kept}
    cut = tuple(replace(column, sums=tuple(name for name in column.sums if name in names)) for column in kept)
    return Half(cut, **more)  # type: ignore[arg-type]


def layout(
    table: str, kind: Kind, titles: tuple[str, ...] | str, grammar: object, halves: tuple[Half, ...], **more: object
) -> Layout:
    """A layout whose plain columns are believed below neutral headers only."""
    neutral = (*NEUTRAL, *more.pop("neutral", ()))  # type: ignore[misc]
    own = (titles,) if isinstance(titles, str) else titles
    named = tuple(f"{_KIND[kind]}(?:{title})" for title in own)
    return Layout(table, kind, named, grammar, halves, neutral=neutral, **more)  # type: ignore[arg-type]
