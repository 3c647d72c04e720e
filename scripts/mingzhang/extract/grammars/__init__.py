"""One class for each grammar of tables (`layouts.grammar`): how its rows are read and related."""

from __future__ import annotations

from mingzhang.extract.grammars.base import RowGrammar
from mingzhang.extract.grammars.economic import Economic
from mingzhang.extract.grammars.functional import Functional
from mingzhang.extract.grammars.items import Items
from mingzhang.extract.grammars.lists import Projects, Units
from mingzhang.extract.grammars.purchases import Purchases
from mingzhang.extract.grammars.turned import Turned
from mingzhang.layouts.grammar import BY_PROJECT, BY_UNIT, ECONOMIC, FUNCTIONAL, ITEM_LIST, PURCHASES, TURNED, Grammar

CLASSES: dict[Grammar, type[RowGrammar]] = {
    FUNCTIONAL: Functional,
    ECONOMIC: Economic,
    ITEM_LIST: Items,
    PURCHASES: Purchases,
    BY_UNIT: Units,
    BY_PROJECT: Projects,
    TURNED: Turned,
}

__all__ = ["CLASSES", "RowGrammar"]
