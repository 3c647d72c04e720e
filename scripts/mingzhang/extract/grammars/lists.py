"""Lists of units and of projects."""

from __future__ import annotations

from mingzhang.extract.grammars.base import RowGrammar, Texts, is_sum_row
from mingzhang.extract.hierarchy import arrange_projects
from mingzhang.extract.model import Record, TableReading
from mingzhang.recognise.identity import Identity


class Units(RowGrammar):
    """Rows that are units, under a total."""

    def read(self, record: Record, texts: Texts) -> None:
        """Understand one row."""
        record.label = texts.get("name", "")
        if self.is_total(record.label):
            record.row_kind, record.key = "total", "total"
        else:
            record.row_kind, record.unit_name = "unit", record.label
            record.key = f"unit:{record.label}"
        record.texts = {"unit_name": record.label}
        self.reading.records.append(record)

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
    """Rows that are projects, under units, under the department: the level is printed nowhere."""

    def read(self, record: Record, texts: Texts) -> None:
        """Understand one row."""
        record.label = texts.get("name", "") or texts.get("project_code", "")
        record.row_kind = "total" if self.is_total(record.label) else "project"
        record.texts = {"project_code": texts.get("project_code", "")}
        self.reading.records.append(record)

    def is_rest(self, before: Record, record: Record, texts: Texts) -> bool:
        """Whether a row of text alone completes the row before it."""
        return record.after_break and bool(texts.get("name"))

    @classmethod
    def relate(cls, reading: TableReading, identity: Identity, units: list[str]) -> None:
        """Say what the rows are to each other."""
        arrange_projects(reading, identity.agency_name, identity.scope == "dept", units)
