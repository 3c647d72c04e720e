"""Lists by functional code against each other, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.between.two_tables import (
    BetweenTables,
    Pair,
    TwoTables,
    codes_in_common,
    column_term,
    is_positive,
    keeps_nothing,
)
from mingzhang.checks.engine.phrases import Phrase, wording
from mingzhang.checks.naming import both_tables, in_table
from mingzhang.checks.sums import add, compare_at_most, term
from mingzhang.checks.tables import reading_of, rows_of_side
from mingzhang.extract.model import Record, TableReading

_BALANCE = (
    "2023年预算收支总表\n单位：万元\n收入⇥⇥支出⇥\n项目⇥2023年⇥项目⇥2023年合计\n"
    "一、一般公共预算⇥30.00⇥一、一般公共服务支出⇥30.00\n收入总计⇥30.00⇥支出总计⇥30.00\n"
)
_EXPENDITURE = (
    "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "合计⇥⇥30.00⇥22.00⇥8.00\n201⇥一般公共服务支出⇥30.00⇥22.00⇥8.00\n"
)
_GENERAL = (
    "2023年一般公共预算支出预算表（不含上年结转）\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "合计⇥⇥30.00⇥22.00⇥8.00\n201⇥一般公共服务支出⇥30.00⇥22.00⇥8.00\n"
)
_REVENUE = (
    "2023年预算收入总表\n单位：万元\n项目⇥⇥本年收入⇥⇥⇥⇥⇥⇥上年结转\n"
    "科目编码⇥科目名称⇥合计⇥一般公共预算⇥政府性基金⇥国有资本经营预算⇥财政专户管理资金⇥单位资金⇥\n"
    "合计⇥⇥30.00⇥30.00⇥⇥⇥⇥⇥\n201⇥一般公共服务支出⇥30.00⇥30.00⇥⇥⇥⇥⇥\n"
)
_CARRIED = (
    "2023年预算收入总表\n单位：万元\n项目⇥⇥本年收入⇥⇥⇥⇥⇥⇥上年结转\n"
    "科目编码⇥科目名称⇥合计⇥一般公共预算⇥政府性基金⇥国有资本经营预算⇥财政专户管理资金⇥单位资金⇥\n"
    "合计⇥⇥26.00⇥26.00⇥⇥⇥⇥⇥4.00\n201⇥一般公共服务支出⇥26.00⇥26.00⇥⇥⇥⇥⇥4.00\n"
)
_WITH_CARRY_OVER = wording(
    "between.with_carry_over", "{row}本年收入与上年结转之和", "“{row}”, revenue of the year plus carry-over,"
)
_COLUMNS = ("total", "basic", "project")


class X05(TwoTables):
    """Where all money is general public budget of the year, the expenditure table and the general one agree.

    Compared code by code in every column; tolerance 0.
    """

    code = "X05"
    rule_zh = "全部资金都是当年一般公共预算时，支出总表与一般公共预算支出表一致。逐科目、逐列比较，不允许差额。"
    title_zh = "支出总表等于一般公共预算支出表（仅有一般公共预算时）"
    title_en = "Both expenditure tables agree where all money is general public budget"
    why_zh = "全部资金为当年一般公共预算时，两张表逐科目一致。"
    why_en = "If all money is general public budget of the year, both tables list the same expenditure by code."
    requires_zh = "收支总表只有一般公共预算收入且没有结转；否则不核对。"
    requires_en = "The overview prints general public budget revenue alone and no carry-over; not compared otherwise."
    good = Example(tables=f"{_BALANCE}\n{_EXPENDITURE}\n{_GENERAL}")
    bad = Example(
        tables=f"{_BALANCE}\n{_EXPENDITURE.replace('支出⇥30.00⇥22.00⇥8.00', '支出⇥30.00⇥23.00⇥7.00')}\n{_GENERAL}"
    )
    tables = ("expenditure", "general_expenditure")

    def applies(self, disclosure: Disclosure) -> bool:
        """Only where the overview shows general public budget alone and no carry-over."""
        return only_general_budget(disclosure)

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[Pair]:
        """Every code and column in both."""
        for key, one, other in codes_in_common(left, right):
            for column in _COLUMNS:
                yield f"{key}/{column}", column_term(one, column), column_term(other, column)


class _RevenueAndExpenditure(TwoTables):
    """Revenue and expenditure of a budget by functional code; in final accounts balances may lie between."""

    tables = ("revenue", "expenditure")
    fix_zh = "公布者核对两张表的同一科目。"
    fix_en = "The publisher checks the code in both tables."

    def applies(self, disclosure: Disclosure) -> bool:
        """For budgets only."""
        return disclosure.identity.kind == "budget"


class X06(_RevenueAndExpenditure):
    """Revenue and expenditure agree code by code where nothing was carried over; tolerance 0."""

    code = "X06"
    rule_zh = "没有上年结转时，收入总表与支出总表逐科目相等，不允许差额。"
    title_zh = "收入总表与支出总表逐科目相等（无结转时）"
    title_en = "Revenue and expenditure agree code by code where nothing was carried over"
    why_zh = "预算收入按支出功能科目列示，无结转时与支出逐科目相等。"
    why_en = "Budgets list revenue by the function it pays for; without carry-over it is what is spent there."
    requires_zh = "仅核对预算中没有上年结转的科目；有结转的科目见 X12。"
    requires_en = "Budgets only, for codes without carry-over (X12 compares those with it)."
    good = Example(tables=f"{_REVENUE}\n{_EXPENDITURE}")
    bad = Example(tables=good.tables.replace("支出⇥30.00⇥30.00", "支出⇥29.00⇥29.00"))

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[Pair]:
        """Every code in both."""
        for key, one, other in codes_in_common(left, right, lambda record: not _is_carried(record)):
            yield f"{key}/total", column_term(one, "total"), column_term(other, "total")


class X12(_RevenueAndExpenditure):
    """Revenue of the year and carry-over are together what is spent, code by code; tolerance 0."""

    code = "X12"
    rule_zh = "逐科目，本年收入与上年结转之和等于支出，不允许差额。"
    title_zh = "收入加上年结转等于支出（逐科目）"
    title_en = "Revenue and carry-over are what is spent, code by code"
    why_zh = "某科目有上年结转时，本年收入与结转之和就是该科目的支出预算。"
    why_en = "Where money was carried over for a function, it is spent there together with this year's revenue."
    requires_zh = "仅核对预算中有上年结转的科目，且总表没有年终结转；否则不核对。"
    requires_en = "Budgets only, for codes with carry-over, and only where the overview keeps nothing for next year."
    good = Example(tables=f"{_CARRIED}\n{_EXPENDITURE}")
    bad = Example(tables=good.tables.replace("支出⇥30.00⇥22.00⇥8.00", "支出⇥31.00⇥22.00⇥9.00"))

    def applies(self, disclosure: Disclosure) -> bool:
        """For budgets that keep nothing for the next year."""
        return super().applies(disclosure) and keeps_nothing(reading_of(disclosure, "balance"))

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[Pair]:
        """Every code in both that has carry-over."""
        for key, one, other in codes_in_common(left, right, _is_carried):
            sources = (term(one, "total"), term(one, "carried_over"))
            yield f"{key}/total", add(sources, _with_carried_over(one.label)), column_term(other, "total")


class X13(TwoTables):
    """General public budget revenue of the year is its expenditure of the year, code by code; tolerance 0."""

    code = "X13"
    rule_zh = "逐科目，当年一般公共预算收入等于当年一般公共预算支出，不允许差额。"
    title_zh = "收入总表的一般公共预算等于一般公共预算支出表（逐科目）"
    title_en = "General public budget revenue is its expenditure, code by code"
    why_zh = "两张表都不含上年结转，同一科目的一般公共预算收入和支出是同一笔钱。"
    why_en = "Neither table holds carry-over, so revenue and expenditure of the general budget are the same by code."
    requires_zh = "仅核对预算，且总表没有年终结转；两张表均已读取。"
    requires_en = "Budgets only, with both tables read, and only where the overview keeps nothing for next year."
    good = Example(tables=f"{_REVENUE}\n{_GENERAL}")
    bad = Example(tables=good.tables.replace("支出⇥30.00⇥30.00", "支出⇥30.00⇥28.00"))
    tables = ("revenue", "general_expenditure")

    def applies(self, disclosure: Disclosure) -> bool:
        """For budgets that keep nothing for the next year."""
        return disclosure.identity.kind == "budget" and keeps_nothing(reading_of(disclosure, "balance"))

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[Pair]:
        """Every code in both."""
        for key, one, other in codes_in_common(left, right):
            yield f"{key}/general", column_term(one, "general"), column_term(other, "total")


class X11(BetweenTables):
    """General public budget expenditure is within all expenditure, code by code, in every column; tolerance 0."""

    code = "X11"
    rule_zh = "一般公共预算支出不大于全部支出，逐科目、逐列比较，不允许超出。"
    severity = "warning"
    title_zh = "一般公共预算支出不大于全部支出（逐科目）"
    title_en = "General public budget expenditure is within all expenditure, code by code"
    why_zh = "一般公共预算支出是全部支出的一部分，部分不可能大于整体。"
    why_en = "The general public budget is a part of all money, and a part cannot exceed the whole."
    requires_zh = "两张表都有该科目，支出与项目没有负数（负数会使部分大于整体）；仅有一般公共预算时由 X05 核对。"
    requires_en = (
        "Both tables hold the code and no expenditure or project is negative; X05 compares where all money is general "
        "public budget."
    )
    good = Example(tables=f"{_EXPENDITURE}\n{_GENERAL.replace('30.00⇥22.00⇥8.00', '27.00⇥22.00⇥5.00')}")
    bad = Example(tables=good.tables.replace("支出⇥27.00⇥22.00⇥5.00", "支出⇥27.00⇥18.00⇥9.00"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per code and column that the general table prints."""
        general, whole = (reading_of(disclosure, name) for name in ("general_expenditure", "expenditure"))
        if general is None or whole is None or only_general_budget(disclosure):
            return
        if any(map(_has_negative, (whole, reading_of(disclosure, "projects")))):
            return
        where = both_tables(general, whole)
        for key, one, other in codes_in_common(general, whole):
            for column in _COLUMNS:
                right = column_term(other, column)
                right = right.named(in_table(whole, right.label, short=True))
                instance = f"general_expenditure/expenditure/{key}/{column}"
                if found := compare_at_most(self, disclosure, instance, where, column_term(one, column), right):
                    yield found


def only_general_budget(disclosure: Disclosure) -> bool:
    """Whether the overview's revenue is general public budget of the year and nothing else."""
    sources = rows_of_side(reading_of(disclosure, "balance"), "revenue")
    printed = {record.texts["item_kind"] for record in sources if is_positive(record)}
    return {"general", "total"} <= printed <= {"general", "subtotal", "total"}


def _with_carried_over(row: str) -> Phrase:
    return _WITH_CARRY_OVER(row=row)


def _is_carried(record: Record) -> bool:
    return term(record, "carried_over").printed


def _has_negative(reading: TableReading | None) -> bool:
    if reading is None:
        return False
    amounts = (cell.cell.value for record in reading.records for cell in record.amounts.values())
    return any(value is not None and value < 0 for value in amounts)
