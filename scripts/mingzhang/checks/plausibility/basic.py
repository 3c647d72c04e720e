"""The table of basic expenditure by economic item, as checks on accounts read it."""

from __future__ import annotations

from mingzhang.checks.engine.phrases import label
from mingzhang.extract.model import Record, TableReading

NOT_WHOLE = label(
    "plausibility.rows_table_could_not",
    "有关表格有未读取或无法归类的行，不能判断。",
    "Rows of a table could not be read or classed.",
)
BASIC = """2023年一般公共预算安排基本支出分经济科目表
单位：万元
部门预算支出经济科目名称⇥政府预算支出经济科目名称⇥合计⇥人员经费⇥公用经费
合计⇥⇥{total}⇥{total}⇥
工资福利支出⇥⇥{total}⇥{total}⇥
{rows}"""


def items(reading: TableReading, wanted: tuple[str, ...]) -> list[Record]:
    """The rows with one of these codes."""
    return [record for record in reading.records if record.code in wanted]


def is_whole(reading: TableReading) -> bool:
    """Whether every amount was read, and every row that prints one has a code: nothing can be missing through us."""
    return not reading.account.unread and all(
        record.code or record.row_kind == "total" or not record.printed_amounts for record in reading.records
    )


def amount_column(reading: TableReading) -> str:
    """The column that holds the whole amount of a row: layouts call it one way or the other."""
    return "amount" if any("amount" in record.amounts for record in reading.records) else "total"
