"""The unit a row is of: printed in a column of its own, once for the rows that follow, or not at all."""

from __future__ import annotations

from mingzhang.extract.grammars.base import Texts
from mingzhang.extract.model import Record
from mingzhang.ground.text import clean, fold


class UnitColumn:
    """Remembers the unit that the last row named."""

    def __init__(self) -> None:
        self.code = ""
        self.name = ""

    def read(self, texts: Texts) -> None:
        """Take the unit a row names, if it does."""
        code, name = fold(texts.get("unit_code", "")), clean(texts.get("unit_name", ""))
        if name or code:
            self.code, self.name = code, name or self.name

    def give(self, record: Record) -> None:
        """Say of a row whose it is."""
        record.unit_code, record.unit_name = self.code, self.name
        record.texts["unit_code"], record.texts["unit_name"] = self.code, self.name
