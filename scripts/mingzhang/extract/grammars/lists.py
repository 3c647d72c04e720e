"""Lists of units and of projects."""

from __future__ import annotations

from mingzhang.extract.grammars.base import Context, RowGrammar, Texts, is_sum_row
from mingzhang.extract.grammars.units_in_rows import UnitColumn, is_unit_row
from mingzhang.extract.hierarchy import arrange_projects
from mingzhang.extract.model import Record, TableReading
from mingzhang.ground.text import fold, split_enumerator
from mingzhang.layouts import Half
from mingzhang.recognise.identity import Identity

_OF_WHICH = ("其中:", "其中")
_NAMES = ("name", "project_code", "unit_name", "unit_code")
"""Where a row says what it is."""
_SUBTOTALS = ("小计", "本年小计", "单位小计", "分类小计")


class Units(RowGrammar):
    """Rows that are units, under a total."""

    def read(self, record: Record, texts: Texts) -> None:
        """Understand one row."""
        record.label = texts.get("name", "") or texts.get("unit_code", "")
        if self.is_total(record.label):
            record.row_kind, record.key = "total", "total"
        else:
            record.row_kind, record.unit_name = "unit", record.label
            record.unit_code = fold(texts.get("unit_code", ""))
            record.key = f"unit:{record.label}"
        record.texts = {"unit_name": record.label, "unit_code": record.unit_code}
        self.reading.records.append(record)

    def reads_nameless(self, half: Half, texts: Texts) -> bool:
        """A row may print its unit's code only."""
        return bool(texts.get("unit_code"))

    def is_rest(self, before: Record, record: Record, texts: Texts) -> bool:
        """Whether a row of text alone completes the row before it."""
        return record.after_break and bool(texts.get("name"))

    def join(self, before: Record, texts: Texts) -> None:
        """Add the rest of a broken label."""
        super().join(before, texts)
        if before.row_kind == "unit":
            before.unit_name = before.texts["unit_name"] = before.label

    @classmethod
    def relate(cls, reading: TableReading, identity: Identity, units: list[str]) -> None:
        """Say what the rows are to each other."""
        for record in reading.records:
            if is_sum_row(record):
                record.is_leaf = False


class Projects(RowGrammar):
    """Rows that are projects, under units, under the department: the level may be printed nowhere."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        roles = {slot.column.role for slot in context.header.slots if slot.column is not None}
        self.units = UnitColumn()
        self.has_units = bool(roles & {"unit_code", "unit_name"})
        self.names_both = "unit_name" not in roles

    def read(self, record: Record, texts: Texts) -> None:
        """Understand one row."""
        self.units.read(texts)
        record.label = next((texts[role] for role in _NAMES if texts.get(role)), "")
        folded = fold(record.label)
        record.row_kind = "total" if self.is_total(record.label) else "project"
        if self.has_units and record.row_kind == "total":
            self.units.clear()
        elif self.names_both and texts.get("unit_code") and is_unit_row("functional", texts["unit_code"], record.label):
            self.units.name, record.row_kind = record.label, "unit"
        if folded in _SUBTOTALS:
            record.row_kind = "subtotal"
        elif folded.startswith(_OF_WHICH):
            record.row_kind = "memo"
        elif self.has_units and not texts.get("name") and record.row_kind == "project":
            record.row_kind = "unit"
        record.texts = {
            "project_code": texts.get("project_code", ""),
            "function_code": fold(texts.get("function_code", "")),
            "function_name": texts.get("function_name", ""),
            "project_type": texts.get("project_type", ""),
            "remark": texts.get("remark", ""),
            "gov_economic_code": fold(texts.get("gov_code", "")),
            "gov_economic_name": texts.get("gov_name", ""),
            "fund_printed": texts.get("fund_printed", ""),
        }
        if self.has_units:
            self.units.give(record)
        self.reading.records.append(record)

    def reads_nameless(self, half: Half, texts: Texts) -> bool:
        """The row of a unit, or a total whose label stands in the unit's column."""
        return self.has_units and bool(texts.get("unit_name") or self.is_total(texts.get("unit_code", "")))

    def is_rest(self, before: Record, record: Record, texts: Texts) -> bool:
        """Whether a row of text alone completes the row before it."""
        return record.after_break and bool(texts.get("name"))

    @classmethod
    def relate(cls, reading: TableReading, identity: Identity, units: list[str]) -> None:
        """Say what the rows are to each other."""
        for record in reading.records:
            if record.row_kind in ("subtotal", "memo"):
                record.is_leaf = False
                record.key = f"{record.row_kind}:{split_enumerator(record.label)[1]}"
        if any("unit_name" in record.texts for record in reading.records):
            _with_unit_column(reading)
        else:
            arrange_projects(reading, identity.agency_name, identity.scope == "dept", units)


def _with_unit_column(reading: TableReading) -> None:
    """Projects whose unit is printed in each row, or once above them."""
    counted: dict[str, int] = {}
    has_projects = any(record.row_kind == "project" for record in reading.records)
    for record in reading.records:
        if record.row_kind == "project":
            counted[record.unit_name] = counted.get(record.unit_name, 0) + 1
            record.project_name = record.label
            record.key = "/".join(filter(None, (record.unit_name, record.label)))
            record.texts.update(project_no=str(counted[record.unit_name]), project_name=record.label)
        elif record.row_kind in ("unit", "total"):
            record.key = "total" if record.row_kind == "total" else f"unit:{record.label}"
            record.is_leaf = not has_projects
