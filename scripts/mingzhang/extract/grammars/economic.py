"""Lists by economic classification, whose rows mostly print no codes."""

from __future__ import annotations

from mingzhang import codes
from mingzhang.extract.codes_printed import split_code_and_name
from mingzhang.extract.grammars.base import Texts
from mingzhang.extract.grammars.functional import Coded
from mingzhang.extract.hierarchy import resolve_economic
from mingzhang.extract.model import Record, TableReading
from mingzhang.ground.text import fold
from mingzhang.recognise.header import CODE
from mingzhang.recognise.identity import Identity


class Economic(Coded):
    """Rows of department economic 类 and 款, some with the government's 款 beside them."""

    def read(self, record: Record, texts: Texts) -> None:
        """Understand one row."""
        code, name = texts.get("code", ""), texts.get("name", "")
        if self.is_total(code or name):
            record.row_kind, record.label = "total", code or name
            record.key = "/".join(filter(None, (record.half.category, "total")))
            code, name = "", code or name
        elif code or split_code_and_name(fold(name)):
            code, name = self.code_and_name(record, code, name)
        record.label = name or code
        gov_code = fold(texts.get("gov_code", ""))
        record.texts = {
            "dept_economic_code": code,
            "dept_economic_name": name,
            "gov_economic_code": gov_code if CODE.fullmatch(gov_code) else "",
            "gov_economic_name": texts.get("gov_name", ""),
        }
        if record.half.category:
            record.texts["category"] = record.half.category
        self.reading.records.append(record)

    def is_rest(self, before: Record, record: Record, texts: Texts) -> bool:
        """Whether a row of text alone completes the row before it."""
        return bool(before.texts["dept_economic_code"]) or _completes(before, texts)

    def join(self, before: Record, texts: Texts) -> None:
        """Add the rest of a broken label."""
        rest = texts.get("name", "")
        before.label += rest
        before.texts["dept_economic_name"] += rest
        before.texts["gov_economic_name"] += texts.get("gov_name", "")

    @classmethod
    def relate(cls, reading: TableReading, identity: Identity, units: list[str]) -> None:
        """Say what the rows are to each other."""
        resolve_economic(reading)


def _completes(before: Record, texts: Texts) -> bool:
    """Whether a broken economic name, on either side, becomes a known one with the rest of it."""
    pairs: tuple[tuple[codes.Scheme, str, str], ...] = (
        ("dept_economic", before.texts["dept_economic_name"], texts.get("name", "")),
        ("gov_economic", before.texts["gov_economic_name"], texts.get("gov_name", "")),
    )
    return any(
        rest and not codes.find_by_name(scheme, broken) and codes.find_by_name(scheme, broken + rest)
        for scheme, broken, rest in pairs
    )
