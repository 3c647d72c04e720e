"""The shapes of printed tables, as data: what a row of each is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grammar:
    """How the rows of a table are to be understood; stages ask for what is true of it, never for its name.

    `coded`: rows bear classification codes, which make a tree. `listed`: rows are known items, named
    by a label. `by_unit`, `by_project`: rows are units, or projects below units. `turned`: items are
    columns, so that one printed row becomes a record for each item, with a figure for each half.
    """

    name: str
    coded: bool = False
    listed: bool = False
    by_unit: bool = False
    by_project: bool = False
    turned: bool = False

    def __str__(self) -> str:
        return self.name


FUNCTIONAL = Grammar("functional", coded=True)
ECONOMIC = Grammar("economic", coded=True)
ITEM_LIST = Grammar("items", listed=True)
PURCHASES = Grammar("purchases", listed=True)
BY_UNIT = Grammar("units", by_unit=True)
BY_PROJECT = Grammar("projects", by_project=True)
TURNED = Grammar("matrix", turned=True)

GRAMMARS = (FUNCTIONAL, ECONOMIC, ITEM_LIST, PURCHASES, BY_UNIT, BY_PROJECT, TURNED)
