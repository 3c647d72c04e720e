"""Sums within a row: a total column and its columns, the flow of a fund."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingzhang.checks.arithmetic.sum_check import Arithmetic
from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.engine.phrases import Phrase, label, printed, wording
from mingzhang.checks.naming import column_alone, in_column, where
from mingzhang.checks.sums import add, compare_sum, term
from mingzhang.extract.model import Record, TableReading
from mingzhang.layouts import Column

_ROW_OF = wording("arithmetic.row_of", "{table}{row}", "{table}, row “{row}”")
_SPENT = label("arithmetic.expenditure_of_year", "本年支出", "expenditure of the year")
_COMES_IN = label(
    "arithmetic.opening_balance_and_revenue_of_year",
    "年初结转与本年收入之和",
    "the sum of opening balance and revenue of the year",
)


class A03(Arithmetic):
    """A total column is the sum of the columns it stands for, in every row.

    Tolerance: what rounding the columns and the total can make.
    """

    code = "A03"
    rule_zh = "每一行的合计列，等于它所合计的各列之和。允许差额：各列与合计四舍五入所能造成的差。"
    title_zh = "合计列等于各列之和"
    title_en = "A total column is the sum of its columns"
    why_zh = "同一行中，合计应等于其各组成部分，如基本支出与项目支出。"
    why_en = "In one row the total is what its parts add up to, such as basic and project expenditure."
    basis_zh = "《预算法实施条例》第五条：部门支出包括基本支出和项目支出；各表合计列的定义。"
    basis_en = (
        "Implementing Regulations of the Budget Law, article 5 (basic and project expenditure); each table's columns."
    )
    fix_zh = "公布者核对该行各列金额。"
    fix_en = "The publisher checks the amounts of the row."
    good = Example(
        tables=(
            "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
            "合计⇥⇥30.00⇥25.00⇥5.00\n201⇥一般公共服务支出⇥30.00⇥25.00⇥5.00"
        )
    )
    bad = Example(tables=good.tables.replace("服务支出⇥30.00⇥25.00⇥5.00", "服务支出⇥30.00⇥25.00⇥4.00"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per row and total column where a part is printed."""
        for reading in disclosure.readings:
            if reading.layout.grammar.turned:
                continue
            for record in reading.records:
                for column in record.half.amounts:
                    if column.sums:
                        yield from self._row(disclosure, reading, record, column)

    def _row(self, disclosure: Disclosure, reading: TableReading, record: Record, column: Column) -> Iterator[Finding]:
        if record.amounts.keys().isdisjoint(column.sums) and (
            reading.layout.grammar.listed or column.name not in record.amounts
        ):
            return
        parts = [term(record, name, column_alone(name)) for name in column.sums]
        if not any(part.printed for part in parts) and reading.layout.grammar.listed:
            return
        label = in_column(printed(record.label), column.name)
        instance = "/".join(filter(None, (reading.layout.table, record.key, column.name)))
        found = compare_sum(self, disclosure, instance, where(reading), term(record, column.name, label), parts)
        if found:
            yield found


class A11(Arithmetic):
    """Government fund: opening balance + revenue = expenditure + closing balance, in every row.

    Tolerance: what rounding the two sides can make.
    """

    code = "A11"
    rule_zh = (
        "政府性基金表每一行：年初结转和结余＋本年收入＝本年支出＋年末结转和结余。允许差额：两边四舍五入所能造成的差。"
    )
    title_zh = "年初结转＋本年收入＝本年支出＋年末结转"
    title_en = "Opening balance plus revenue equals expenditure plus closing balance"
    why_zh = "资金的来龙去脉必须相符：有多少来，就有多少用掉或留下。"
    why_en = "What comes in is spent or left over; if it is not, money appears or vanishes."
    basis_zh = "部门决算报表公开07表的栏次关系。"
    basis_en = "The columns of table 07 of departmental final accounts."
    fix_zh = "公布者核对该行四项金额。"
    fix_en = "The publisher checks the four amounts of the row."
    good = Example(
        kind="final",
        tables=(
            "政府性基金预算财政拨款收入支出决算表\n金额单位：万元\n"
            "科目代码⇥科目名称⇥年初结转和结余⇥本年收入⇥小计⇥基本支出⇥项目支出⇥年末结转和结余\n"
            "合计⇥⇥2.00⇥10.00⇥9.00⇥⇥9.00⇥3.00"
        ),
    )
    bad = Example(kind="final", tables=good.tables.replace("9.00⇥3.00", "9.00⇥4.00"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per row that prints anything."""
        for reading in disclosure.readings:
            for record in reading.records if reading.layout.table == "government_fund" else ():
                left = [term(record, name, column_alone(name)) for name in ("opening", "revenue")]
                right = [term(record, "total", _SPENT), term(record, "closing", column_alone("closing"))]
                whole = add(left, _COMES_IN)
                instance = f"government_fund/{record.key}/flow"
                found = compare_sum(self, disclosure, instance, _row_of(reading, record), whole, right)
                if found:
                    yield found


def _row_of(reading: TableReading, record: Record) -> Phrase:
    return _ROW_OF(table=where(reading), row=record.label)
