"""Lists by economic classification, whose rows mostly print no codes."""

from __future__ import annotations

from mingzhang import codes
from mingzhang.extract.codes_printed import CodeReader, split_code_and_name
from mingzhang.extract.grammars.base import Context, Texts
from mingzhang.extract.grammars.functional import Coded, word_in_parts
from mingzhang.extract.grammars.units_in_rows import UnitColumn, is_unit_row
from mingzhang.extract.hierarchy import resolve_economic
from mingzhang.extract.model import Record, TableReading
from mingzhang.ground.text import fold
from mingzhang.layouts import Half
from mingzhang.recognise.header import CODE
from mingzhang.recognise.identity import Identity


class Economic(Coded):
    """Rows of department economic 类 and 款, some with the government's 款 beside them."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        roles = {slot.column.role for slot in context.header.slots if slot.column is not None}
        self.units = UnitColumn()
        self.has_units = bool(roles & {"unit_code", "unit_name"})
        self.codes = CodeReader("dept_economic", by_name=not roles & {"code", "code_class"})
        self.gov_codes = CodeReader("gov_economic", prefix="gov_code")

    def read(self, record: Record, texts: Texts) -> None:
        """Understand one row."""
        code, name = texts.get("code", ""), texts.get("name", "")
        if self.layout.neutral is not None:
            self._read_wide(record, texts, code, name)
            return
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

    def _read_wide(self, record: Record, texts: Texts, code: str, name: str) -> None:
        """A row of another place: codes whole, in parts or joined; the department's side, the government's or both."""
        self.units.read(texts)
        gov_name, code = texts.get("gov_name", ""), code or word_in_parts(texts)
        if fold(code) and is_unit_row("dept_economic", code, name):
            self.has_units = True
            self.units.code, self.units.name = fold(code), name
            record.row_kind, record.label, record.key = "unit", name, f"unit:{fold(code)}"
            code, gov_code = "", ""
            self.codes.above = ["", ""]
        elif self.is_total(code or name or gov_name, name or gov_name) or not (
            code or name or gov_name or _parts(texts)
        ):
            record.row_kind, record.label, record.key = "total", name or code or gov_name or "合计", "total"
            code, name, gov_code, gov_name = "", record.label, "", ""
        else:
            own = self.codes.read(texts, code, name)
            other = self.gov_codes.read(texts, texts.get("gov_code", ""), gov_name)
            code, name, gov_code, gov_name = own.code, own.name or name, other.code, other.name
            if own.refused:
                self.note_odd(record, name)
            if code.startswith("5"):
                code, name, gov_code, gov_name = "", "", code, name
            record.label = name or gov_name or code
        record.texts = {
            "dept_economic_code": code,
            "dept_economic_name": name,
            "gov_economic_code": gov_code,
            "gov_economic_name": gov_name,
        }
        if self.has_units:
            self.units.give(record)
        self._keep(record, texts)
        self.reading.records.append(record)

    def reads_nameless(self, half: Half, texts: Texts) -> bool:
        """The row of a unit."""
        return self.layout.neutral is not None and bool(texts.get("unit_name") or texts.get("unit_code"))

    def skip(self, texts: Texts) -> None:
        """A row may only name the unit of those below."""
        self.units.read(texts)

    def is_rest(self, before: Record, record: Record, texts: Texts) -> bool:
        """Whether a row of text alone completes the row before it."""
        if self.layout.neutral is not None and (before.row_kind == "total" or _parts(texts)):
            return False
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


def _parts(texts: Texts) -> bool:
    return any(texts.get(role) for role in ("code_class", "code_group", "gov_code_class", "gov_code_group"))


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
