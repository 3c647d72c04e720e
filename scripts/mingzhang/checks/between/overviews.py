"""The overviews against the tables that split revenue, expenditure and appropriations."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.checks.base import Disclosure, Example
from mingzhang.checks.between.two_tables import (
    Pair,
    TwoTables,
    amount_column,
    classes_of,
    has_carryover,
    is_positive,
)
from mingzhang.checks.engine.phrases import label, printed
from mingzhang.checks.naming import TOTAL, in_column
from mingzhang.checks.sums import add, term
from mingzhang.checks.tables import item_row, reading_of, rows_of_side, total_row
from mingzhang.extract.model import TableReading

_APPROPRIATION = label("between.appropriations", "财政拨款收入", "the sum of the appropriations")
_FUNDS = ("general", "government_fund", "state_capital")
_SOURCES = (
    *_FUNDS,
    "special_account",
    "unit_funds",
    "superior_subsidy",
    "public_service",
    "operating",
    "affiliated_remittance",
    "other",
)
_BALANCE = (
    "2023年预算收支总表\n单位：万元\n收入⇥⇥支出⇥⇥⇥\n项目⇥2023年⇥项目⇥2023年合计⇥当年预算安排⇥上年结转安排\n"
    "一、一般公共预算⇥30.00⇥一、一般公共服务支出⇥30.00⇥30.00⇥\n本年收入合计⇥30.00⇥本年支出合计⇥30.00⇥30.00⇥\n"
    "收入总计⇥30.00⇥支出总计⇥30.00⇥30.00⇥\n"
)
_REVENUE = (
    "2023年预算收入总表\n单位：万元\n项目⇥⇥本年收入⇥⇥⇥⇥⇥⇥上年结转\n"
    "科目编码⇥科目名称⇥合计⇥一般公共预算⇥政府性基金⇥国有资本经营预算⇥财政专户管理资金⇥单位资金⇥\n"
    "合计⇥⇥30.00⇥30.00⇥⇥⇥⇥⇥\n201⇥一般公共服务支出⇥30.00⇥30.00⇥⇥⇥⇥⇥"
)
_EXPENDITURE = (
    "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "合计⇥⇥30.00⇥30.00⇥\n201⇥一般公共服务支出⇥30.00⇥30.00⇥"
)
_APPROPRIATIONS = (
    "2023年财政拨款收支总表\n单位：万元\n收入⇥⇥支出⇥⇥⇥⇥\n"
    "项目⇥金额⇥项目⇥小计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算\n"
    "一、一般公共预算⇥30.00⇥一、一般公共服务支出⇥30.00⇥30.00⇥⇥\n"
    "本年收入合计⇥30.00⇥本年支出合计⇥30.00⇥30.00⇥⇥\n收入总计⇥30.00⇥支出总计⇥30.00⇥30.00⇥⇥\n"
)
_GENERAL = _EXPENDITURE.replace("预算支出总表", "一般公共预算支出预算表（不含上年结转）")


class X01(TwoTables):
    """Revenue of the year in the overview is the total of the revenue table, source by source; tolerance 0."""

    code = "X01"
    rule_zh = "收支总表的本年收入等于收入总表的合计，各资金来源分别核对，不允许差额。"
    title_zh = "收支总表的本年收入等于收入总表合计"
    title_en = "The overview's revenue is the total of the revenue table"
    why_zh = "两张表说的是同一笔收入，总额和每一项来源都应相同。"
    why_en = "Both tables speak of the same revenue, so the total and every source agree."
    good = Example(tables=f"{_BALANCE}\n{_REVENUE}")
    bad = Example(tables=f"{_BALANCE}\n{_REVENUE}".replace("合计⇥⇥30.00⇥30.00", "合计⇥⇥31.00⇥31.00"))
    tables = ("balance", "revenue")

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[Pair]:
        """The year's total and each source that has a column of its own."""
        total, column = total_row(right), amount_column(left, 0)
        yield "subtotal", term(item_row(left, "revenue", "subtotal"), column), term(total, "total", TOTAL)
        columns = right.layout.amount_names
        for name in _SOURCES:
            if name in columns:
                source = item_row(left, "revenue", name)
                yield name, term(source, column), term(total, name, in_column(TOTAL, name))
        if "appropriation" in columns:
            funds = [term(item_row(left, "revenue", name), column) for name in _FUNDS]
            yield (
                "appropriation",
                add(funds, _APPROPRIATION),
                term(total, "appropriation", in_column(TOTAL, "appropriation")),
            )


class X02(TwoTables):
    """Expenditure of the year in the overview is the total of the expenditure table, class by class; tolerance 0."""

    code = "X02"
    rule_zh = "收支总表的本年支出等于支出总表的合计，各类分别核对，不允许差额。"
    title_zh = "收支总表的本年支出等于支出总表，各类亦同"
    title_en = "The overview's expenditure is that of the expenditure table, class by class"
    why_zh = "两张表说的是同一笔支出，总额和每一类都应相同。"
    why_en = "Both tables speak of the same expenditure, so the total and every class agree."
    good = Example(tables=f"{_BALANCE}\n{_EXPENDITURE}")
    bad = Example(
        tables=f"{_BALANCE}\n{_EXPENDITURE}".replace("服务支出⇥30.00⇥30.00⇥\n本", "服务支出⇥29.00⇥29.00⇥\n本")
    )
    tables = ("balance", "expenditure")

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[Pair]:
        """The year's total and each functional class printed in either table."""
        year, column = item_row(left, "expenditure", "subtotal"), amount_column(left, 1)
        yield "subtotal", term(year, column), term(total_row(right), "total", TOTAL)
        yield from classes_of(left, column, right, "total")


class X03(TwoTables):
    """Appropriations by fund in the appropriation overview are those of the general overview; tolerance 0."""

    code = "X03"
    rule_zh = "财政拨款收支总表中各项拨款等于收支总表中的同一项，不允许差额。"
    title_zh = "财政拨款收支总表的拨款收入等于收支总表"
    title_en = "Appropriations agree between the two overviews"
    why_zh = "一般公共预算、政府性基金、国有资本经营预算三项拨款在两张总表中应一致。"
    why_en = "The three kinds of appropriations stand in both overviews and must be the same."
    good = Example(tables=f"{_BALANCE}\n{_APPROPRIATIONS}")
    bad = Example(
        tables=good.tables.replace(
            "一、一般公共预算⇥30.00⇥一、一般公共服务支出⇥30.00⇥30.00⇥⇥",
            "一、一般公共预算⇥28.00⇥一、一般公共服务支出⇥30.00⇥30.00⇥⇥",
        )
    )
    tables = ("balance", "appropriation_balance")

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[Pair]:
        """One figure per fund."""
        for name in _FUNDS:
            one, other = item_row(left, "revenue", name), item_row(right, "revenue", name)
            yield name, term(one, amount_column(left, 0)), term(other, amount_column(right, 0))


class X04(TwoTables):
    """General public budget expenditure by class is the same in the appropriation overview and its own table.

    Tolerance 0.
    """

    code = "X04"
    rule_zh = "各类的一般公共预算支出，在财政拨款收支总表和一般公共预算支出表中相同，不允许差额。"
    title_zh = "财政拨款收支总表的一般公共预算支出等于一般公共预算支出表"
    title_en = "General public budget expenditure agrees with its own table"
    why_zh = "两张表说的是同一笔一般公共预算支出。"
    why_en = "Both tables speak of the same expenditure of the general public budget."
    requires_zh = "两张表均已读取；预算有上年财政拨款结转时不核对，因为后一张表不含结转。"
    requires_en = "Both tables were read; not compared in a budget with carry-over, which the second table leaves out."
    good = Example(tables=f"{_APPROPRIATIONS}\n{_GENERAL}")
    bad = Example(tables=good.tables.replace("合计⇥⇥30.00⇥30.00", "合计⇥⇥31.00⇥31.00"))
    tables = ("appropriation_balance", "general_expenditure")

    def applies(self, disclosure: Disclosure) -> bool:
        """Not where appropriations were carried in: the second table leaves those out."""
        overview = reading_of(disclosure, "appropriation_balance")
        return disclosure.identity.kind == "final" or not has_carryover(overview)

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[Pair]:
        """The year's total and each class."""
        year = item_row(left, "expenditure", "subtotal")
        yield "subtotal", term(year, "general"), term(total_row(right), "total", TOTAL)
        yield from classes_of(left, "general", right, "total")


class X17(TwoTables):
    """Where all money is appropriations, expenditure is the same in both overviews, class by class; tolerance 0."""

    code = "X17"
    rule_zh = "全部资金都是财政拨款时，两张总表的支出逐类相同，不允许差额。"
    title_zh = "收支总表的支出等于财政拨款收支总表（仅有财政拨款时）"
    title_en = "Both overviews spend the same where all money is appropriations"
    why_zh = "全部资金都是财政拨款时，两张总表的支出应逐类一致。"
    why_en = "If there is no other money, both overviews list the same expenditure in every class."
    requires_zh = "收支总表没有财政拨款以外的收入，两表的上年结转相同；否则不核对。"
    requires_en = "The overview prints no other revenue and both print the same carry-over; not compared otherwise."
    good = Example(tables=f"{_BALANCE}\n{_APPROPRIATIONS}")
    bad = Example(tables=good.tables.replace("服务支出⇥30.00⇥30.00⇥⇥", "服务支出⇥26.00⇥26.00⇥⇥"))
    tables = ("balance", "appropriation_balance")

    def applies(self, disclosure: Disclosure) -> bool:
        """Only without other sources, and with the same carry-over on both sides."""
        general, own = (reading_of(disclosure, table) for table in self.tables)
        if general is None or own is None:
            return False
        kinds = {r.texts.get("item_kind") for r in rows_of_side(general, "revenue") if is_positive(r)}
        carried = [
            term(item_row(reading, "revenue", "carried_in"), amount_column(reading, 0)).value or 0
            for reading in (general, own)
        ]
        return kinds <= {*_FUNDS, "subtotal", "total", "carried_in"} and carried[0] == carried[1]

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[Pair]:
        """The year's total and each functional class."""
        one, other = amount_column(left, 1), amount_column(right, 1)
        year, same = (item_row(reading, "expenditure", "subtotal") for reading in (left, right))
        yield "subtotal", term(year, one), term(same, other)
        classes = {r.texts["function_code"]: r for r in right.records if r.texts.get("function_code")}
        for record in left.records:
            if code := record.texts.get("function_code", ""):
                yield code, term(record, one), term(classes.get(code), other, printed(record.label))
