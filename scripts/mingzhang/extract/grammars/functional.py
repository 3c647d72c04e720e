"""Lists by functional (or revenue) code."""

from __future__ import annotations

from mingzhang import codes
from mingzhang.codes import Scheme
from mingzhang.extract.codes_printed import CodeReader, is_relative, plain_code, split_code_and_name
from mingzhang.extract.grammars.base import Context, RowGrammar, Texts
from mingzhang.extract.grammars.units_in_rows import UnitColumn, is_unit_row
from mingzhang.extract.hierarchy import link_functional
from mingzhang.extract.model import Record, TableReading, note
from mingzhang.ground.text import clean, fold
from mingzhang.layouts import Half
from mingzhang.recognise.header import CODE
from mingzhang.recognise.identity import Identity

_LABELS = frozenset({"code", "name", "code_class", "code_group", "code_item"})
SUBTOTALS = ("小计", "本年小计")
"""Rows of a list by function that sum rows before them without being its total."""


def word_in_parts(texts: Texts) -> str:
    """A word that stands where parts of a code do: `合计` in the column of 类."""
    printed = (texts.get(role, "") for role in ("code_class", "code_group", "code_item"))
    return next((text for text in printed if text and not fold(text)[:1].isdigit()), "")


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
        folded = plain_code(fold(code))
        if CODE.fullmatch(folded):
            return folded, name
        fused = split_code_and_name(clean(code or name))
        if fused and not (folded and name):
            if self.has_names:
                self.note_odd(record, clean(code or name))
            return fused
        self.note_odd(record, clean(f"{code} {name}"))
        return "", clean(f"{code}{name}")

    def _keep(self, record: Record, texts: Texts) -> None:
        """Publish the texts that are kept as they are."""
        if remark := texts.get("remark"):
            record.texts["remark"] = remark

    def note_odd(self, record: Record, label: str) -> None:
        """A label that is not understood as the table's other labels are."""
        place = record.place
        self.reading.notes.append(
            note("R15", f"{self.layout.table}/{place}", [place], label=label, table=self.layout.title)
        )


class Functional(Coded):
    """Rows of 类, 款 and 项, each with a code; parent = code prefix."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        roles = {slot.column.role for slot in context.header.slots if slot.column is not None}
        self.units = UnitColumn()
        self.has_units = bool(roles & {"unit_code", "unit_name"})
        self.has_unit_rows = False
        self.has_labels = bool(roles & _LABELS)
        self.is_wide = self.layout.neutral is not None
        scheme: Scheme = "revenue" if self.layout.scheme == "revenue" else "functional"
        self.codes = CodeReader(scheme, by_name=self.has_labels and not roles & (_LABELS - {"name"}))

    def read(self, record: Record, texts: Texts) -> None:
        """Understand one row."""
        if self._completes_cut_row(record, texts):
            return
        self.units.read(texts)
        code, name = texts.get("code", "") or word_in_parts(texts), texts.get("name", "")
        if self.is_total(code or name, name) or (self.is_wide and not any(texts.get(role) for role in _LABELS)):
            record.row_kind, record.label, record.key = "total", code or name or self._total_label(texts), "total"
            code = ""
        elif fold(code) and is_unit_row(self.codes.scheme, code, name):
            self._start_unit(record, code, name)
            code = ""
        elif fold(code + name) in SUBTOTALS:
            record.row_kind, record.label, record.key = "subtotal", code or name, f"name:{fold(code + name)}"
            code, name = "", code or name
        else:
            code, name = self._printed(record, texts, code, name)
            record.label, record.key = name, code or f"name:{name}"
            record.level = max(0, (len(code) - 1) // 2)
        if record.row_kind == "total" and self.has_unit_rows:
            self.units.code = self.units.name = ""
        record.texts = {self.code_field: "" if record.row_kind == "total" else code}
        record.texts[self.name_field] = name or record.label
        if self.has_units or self.has_unit_rows:
            self._give_unit(record)
        if "dept_code_name" in texts or "gov_code_name" in texts:
            _cross(record, texts)
        self._keep(record, texts)
        self.reading.records.append(record)

    def _printed(self, record: Record, texts: Texts, code: str, name: str) -> tuple[str, str]:
        if not self.is_wide and not is_relative(code):
            found_code, found_name = self.code_and_name(record, code, name)
            self.codes.pass_by(found_code)
            return found_code, found_name
        found = self.codes.read(texts, code, name)
        if found.refused:
            self.note_odd(record, clean(f"{code} {name}"))
        return found.code, found.name or name

    def _completes_cut_row(self, record: Record, texts: Texts) -> bool:
        """Join a row that a page cut: its code and half its name above, the rest with the amounts below.

        Only where the two halves together are the name that the list of codes has for that code.
        """
        before = self.reading.records[-1] if self.reading.records else None
        if before is None or not record.after_break or any(texts.get(role) for role in _LABELS - {"name"}):
            return False
        code, rest = before.texts.get(self.code_field, ""), texts.get("name", "")
        if not code or not rest or before.printed_amounts or not self._is_called(code, before.label + rest):
            return False
        self.join(before, texts)
        before.amounts = record.amounts
        places = [before.place, record.place]
        self.reading.notes.append(note("R04", f"{self.layout.table}/{before.place}", places, label=before.label))
        return True

    def _is_called(self, code: str, name: str) -> bool:
        listed = codes.load_codes(self.codes.scheme).get(code)
        return listed is not None and codes.normalise_name(listed.name) == codes.normalise_name(name)

    def _start_unit(self, record: Record, code: str, name: str) -> None:
        """A unit's own row: what follows is its list."""
        self.has_unit_rows = True
        self.units.code, self.units.name = fold(code), clean(name)
        self.codes.above = ["", ""]
        record.row_kind, record.label, record.key = "unit", name, f"unit:{fold(code)}"

    def _total_label(self, texts: Texts) -> str:
        return texts.get("unit_name") or texts.get("unit_code") or "合计"

    def _give_unit(self, record: Record) -> None:
        if record.row_kind == "total" and self.is_total(self.units.name):
            self.units.code = self.units.name = ""
        self.units.give(record)

    def skip(self, texts: Texts) -> None:
        """A row may only name the unit of those below."""
        self.units.read(texts)

    def reads_nameless(self, half: Half, texts: Texts) -> bool:
        """The row of a unit, or the one row of a table that has no labels at all."""
        return self.is_wide and (not self.has_labels or bool(texts.get("unit_name") or texts.get("unit_code")))

    def is_rest(self, before: Record, record: Record, texts: Texts) -> bool:
        """Whether a row of text alone completes the row before it."""
        if self.is_wide and before.row_kind == "total":
            return False
        return bool(before.texts.get(self.code_field)) and bool(texts.get("name")) and not self._has_code(texts)

    def _has_code(self, texts: Texts) -> bool:
        return any(texts.get(role) for role in ("code_class", "code_group", "code_item"))

    @classmethod
    def relate(cls, reading: TableReading, identity: Identity, units: list[str]) -> None:
        """Say what the rows are to each other."""
        code = next((c.name for half in reading.layout.halves for c in half.columns if c.role == "code"), "code")
        link_functional(reading, code)


def _cross(record: Record, texts: Texts) -> None:
    """A row crossed with economic classes, which it prints as `code-name`: they are part of what it is."""
    for role, prefix in (("gov_code_name", "gov_economic"), ("dept_code_name", "dept_economic")):
        printed = clean(texts.get(role, ""))
        code, name = split_code_and_name(printed) or ("", printed)
        record.texts[f"{prefix}_code"], record.texts[f"{prefix}_name"] = code, name
        if record.row_kind == "item" and (code or name):
            record.key += f"×{code or name}"
