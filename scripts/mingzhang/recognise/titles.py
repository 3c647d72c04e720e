"""What a line's title says: which standard tables it may name, in whatever family."""

from __future__ import annotations

import re
from functools import lru_cache

from mingzhang.ground.source import Kind
from mingzhang.layouts import LAYOUTS, Layout, families_of

_REMEMBERED = 8192


@lru_cache(maxsize=1)
def _any_title() -> re.Pattern[str]:
    patterns = dict.fromkeys(layout.compiled.pattern for layout in LAYOUTS)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@lru_cache(maxsize=_REMEMBERED)
def is_title(key: str) -> bool:
    """Whether a reduced line (`document.title_key`) names any standard table."""
    return "表" in key and _any_title().fullmatch(key) is not None


def titled(key: str, layouts: tuple[Layout, ...]) -> list[Layout]:
    """Those of these layouts whose title a reduced line is."""
    return [layout for layout in layouts if layout.compiled.fullmatch(key)]


@lru_cache(maxsize=_REMEMBERED)
def tables_titled(key: str, kind: Kind) -> frozenset[str]:
    """The standard tables of one kind that a reduced line names, in any family."""
    return frozenset(layout.table for family in families_of(kind) for layout in titled(key, family.layouts))


@lru_cache(maxsize=_REMEMBERED)
def kinds_titled(key: str) -> frozenset[Kind]:
    """The kinds of disclosure whose standard tables a reduced line names."""
    return frozenset(layout.kind for layout in LAYOUTS if layout.compiled.fullmatch(key))
