"""Lists of purchases: each with its function and its economic classes, below the unit that buys."""

from __future__ import annotations

import re

from mingzhang import codes
from mingzhang.codes import Scheme
from mingzhang.extract.grammars.base import Texts
from mingzhang.extract.grammars.items import Items
from mingzhang.extract.grammars.units_in_rows import is_unit_row
from mingzhang.extract.model import Record
from mingzhang.ground.text import fold
from mingzhang.layouts import RowKind

_PARTS: tuple[tuple[str, Scheme, tuple[str, ...]], ...] = (
    ("function_code", "functional", ("function_class", "function_group", "function_item")),
    ("dept_economic_code", "dept_economic", ("dept_class", "dept_group")),
    ("gov_economic_code", "gov_economic", ("gov_class", "gov_group")),
)
"""Published codes, and the columns that hold their 类, 款 and 项 where each has one of its own."""
_WAYS_OF_FUNDING = re.compile(r"全额|差额|自收自支|(全额|差额)(拨款|补助)(单位)?|财政拨款")
"""How a group of units is funded: a row that sums the units of the group."""


class Purchases(Items):
    """Rows that are purchases; those of a unit or of a group of units sum the rows below them."""

    def read(self, record: Record, texts: Texts) -> None:
        """Understand one row."""
        super().read(record, texts)
        for field, scheme, columns in _PARTS:
            code = "".join(fold(texts.get(column, "")) for column in columns)
            if code and code in codes.load_codes(scheme):
                record.texts[field] = code
        if any(self.is_total(texts.get(role, "")) for role in ("unit_code", "unit_name")):
            self._sums(record, "total")
        elif _WAYS_OF_FUNDING.fullmatch(fold(record.label)):
            self._sums(record, "subtotal")
        elif texts.get("unit_code") and is_unit_row("functional", texts["unit_code"], texts.get("label", "")):
            self._sums(record, "total", record.label)

    def _sums(self, record: Record, kind: RowKind, unit: str = "") -> None:
        """Say of a row that it sums the rows of one unit, or of several."""
        if unit:
            self.units.name = unit
        else:
            self.units.clear()
        self.units.give(record)
        record.row_kind, record.is_leaf = kind, False
