"""Lists by functional (or revenue) code."""

from __future__ import annotations

from mingzhang.extract.codes_printed import split_code_and_name
from mingzhang.extract.grammars.base import Context, RowGrammar, Texts
from mingzhang.extract.hierarchy import link_functional
from mingzhang.extract.model import Record, TableReading, note
from mingzhang.ground.text import clean, fold
from mingzhang.recognise.header import CODE
from mingzhang.recognise.identity import Identity

SUBTOTALS = ("小计", "本年小计")
"""Rows of a list by function that sum rows before them without being its total."""


class Coded(RowGrammar):
    """What lists by any classification share: a code, a name, or both in one cell."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.has_names = any(slot.column is not None and slot.column.role == "name" for slot in context.header.slots)
        self.code_field = self.field_of("code")
        self.name_field = self.field_of("name")
        self.joins_to = self.name_field  # type: ignore[misc]

    def code_and_name(self, record: Record, code: str, name: str) -> tuple[str, str]:
        """The code and the name of a row, taken apart where they share a cell; odd ones are noted."""
        folded = fold(code)
        if CODE.fullmatch(folded):
            return folded, name
        fused = split_code_and_name(clean(code or name))
        if fused and not (folded and name):
            if self.has_names:
                self.note_odd(record, clean(code or name))
            return fused
        self.note_odd(record, clean(f"{code} {name}"))
        return "", clean(f"{code}{name}")

    def note_odd(self, record: Record, label: str) -> None:
        """A label that is not understood as the table's other labels are."""
        place = record.place
        self.reading.notes.append(
            note("R15", f"{self.layout.table}/{place}", [place], label=label, table=self.layout.title)
        )


class Functional(Coded):
    """Rows of 类, 款 and 项, each with a code; parent = code prefix."""

    def read(self, record: Record, texts: Texts) -> None:
        """Understand one row."""
        code, name = texts.get("code", ""), texts.get("name", "")
        if self.is_total(code or name, name):
            record.row_kind, record.label, record.key = "total", code or name, "total"
        elif fold(code + name) in SUBTOTALS:
            record.row_kind, record.label, record.key = "subtotal", code or name, f"name:{fold(code + name)}"
            code, name = "", code or name
        else:
            code, name = self.code_and_name(record, code, name)
            record.label, record.key = name, code or f"name:{name}"
            record.level = max(0, (len(code) - 1) // 2)
        record.texts = {self.code_field: "" if record.row_kind == "total" else code}
        record.texts[self.name_field] = name or record.label
        self.reading.records.append(record)

    def is_rest(self, before: Record, record: Record, texts: Texts) -> bool:
        """Whether a row of text alone completes the row before it."""
        return bool(before.texts.get(self.code_field)) and bool(texts.get("name"))

    @classmethod
    def relate(cls, reading: TableReading, identity: Identity, units: list[str]) -> None:
        """Say what the rows are to each other."""
        code = next(c.name for half in reading.layout.halves for c in half.columns if c.role == "code")
        link_functional(reading, code)
