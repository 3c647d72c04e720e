"""The unit a row is of: printed in a column of its own, once for the rows that follow, or not at all."""

from __future__ import annotations

import re

from mingzhang import codes
from mingzhang.codes import Scheme
from mingzhang.extract.grammars.base import Texts
from mingzhang.extract.model import Record
from mingzhang.ground.text import INSTITUTION, clean, fold

_UNIT_CODE = re.compile(r"\d{3}|\d{6}|\d{9}|\d{12}")
_INSTITUTION = re.compile(rf".*{INSTITUTION}([（(].{{1,12}}[)）])?")


def is_unit_row(scheme: Scheme, code: str, name: str) -> bool:
    """Whether a row of a list by code is a unit: a body's name beside a code that is none of the classification.

    Some places print each unit's own list below a row with its budget code (`125001⇥…局`).
    """
    folded = fold(code)
    if not name or (folded and not _UNIT_CODE.fullmatch(folded)) or not _INSTITUTION.fullmatch(fold(name)):
        return False
    return not codes.find_by_name(scheme, name) and folded not in codes.load_codes(scheme)


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

    def clear(self) -> None:
        """Forget the unit: a row speaks for them all."""
        self.code = self.name = ""

    def give(self, record: Record) -> None:
        """Say of a row whose it is."""
        record.unit_code, record.unit_name = self.code, self.name
        record.texts["unit_code"], record.texts["unit_name"] = self.code, self.name
