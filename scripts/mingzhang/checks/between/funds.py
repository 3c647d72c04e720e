"""Government funds and state capital: their own tables against the overview of appropriations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.between.two_tables import (
    BetweenTables,
    Pair,
    amount_column,
    classes_of,
    compare_pairs,
    has_carryover,
)
from mingzhang.checks.engine.phrases import label
from mingzhang.checks.naming import TOTAL, in_column
from mingzhang.checks.sums import term
from mingzhang.checks.tables import item_row, part_row, reading_of, total_row
from mingzhang.extract.model import TableReading

Pairs = Callable[[TableReading, TableReading], Iterator[Pair]]

_REVENUE = label("between.total_revenue", "收入合计", "total revenue")
_EXPENDITURE = label("between.total_expenditure", "支出合计", "total expenditure")
_APPROPRIATIONS = (
    "2023年财政拨款收支总表\n单位：万元\n收入⇥⇥支出⇥⇥⇥⇥\n"
    "项目⇥金额⇥项目⇥小计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算\n"
    "二、政府性基金预算⇥5.00⇥十一、城乡社区支出⇥5.00⇥⇥5.00⇥\n"
    "三、国有资本经营预算⇥2.00⇥二十三、国有资本经营预算支出⇥2.00⇥⇥⇥2.00\n"
    "本年收入合计⇥7.00⇥本年支出合计⇥7.00⇥⇥5.00⇥2.00\n收入总计⇥7.00⇥支出总计⇥7.00⇥⇥5.00⇥2.00\n"
)


class X14(BetweenTables):
    """The government fund's own tables agree with its revenue and expenditure in the appropriation overview.

    In final accounts their balances too; tolerance 0.
    """

    code = "X14"
    rule_zh = "政府性基金各表的收入、支出与财政拨款收支总表一致；决算还核对结转结余。不允许差额。"
    title_zh = "政府性基金各表与财政拨款收支总表一致"
    title_en = "The tables of the government fund agree with the appropriation overview"
    why_zh = "政府性基金专款专用，单列的表与总表应一致。"
    why_en = "A government fund serves one purpose only; its own tables and the overview speak of the same money."
    requires_zh = "财政拨款收支总表与政府性基金表均已读取；预算有上年财政拨款结转时不核对支出，因为该表不含结转。"
    requires_en = (
        "The tables were read; in a budget with carry-over, which these tables leave out, expenditure is not compared."
    )
    good = Example(
        tables=(
            f"{_APPROPRIATIONS}\n2023年政府性基金预算支出表（不含上年结转）\n单位：万元\n"
            "科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n合计⇥⇥5.00⇥⇥5.00\n212⇥城乡社区支出⇥5.00⇥⇥5.00"
        )
    )
    bad = Example(tables=good.tables.replace("合计⇥⇥5.00⇥⇥5.00", "合计⇥⇥3.00⇥⇥3.00"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per figure that both tables should print."""
        overview = reading_of(disclosure, "appropriation_balance")
        if overview is None:
            return
        for table, pairs in self._tables(disclosure, overview):
            own = reading_of(disclosure, table)
            if own is not None:
                yield from compare_pairs(self, disclosure, overview, own, pairs(overview, own))

    @staticmethod
    def _tables(disclosure: Disclosure, overview: TableReading) -> Iterator[tuple[str, Pairs]]:
        """The tables to compare the overview with, and what of them."""
        if disclosure.identity.kind == "final":
            yield from (("government_fund", pairs) for pairs in (_revenue, _spending, _balances))
            return
        yield "government_fund_revenue", _revenue
        if not has_carryover(overview):
            yield "government_fund_expenditure", _spending


def _revenue(overview: TableReading, own: TableReading) -> Iterator[Pair]:
    column = "revenue" if own.layout.kind == "final" else "total"
    source = item_row(overview, "revenue", "government_fund")
    yield "revenue", term(source, amount_column(overview, 0)), term(total_row(own), column, _REVENUE)


def _spending(overview: TableReading, own: TableReading) -> Iterator[Pair]:
    year = item_row(overview, "expenditure", "subtotal")
    yield "subtotal", term(year, "government_fund"), term(total_row(own), "total", _EXPENDITURE)
    yield from classes_of(overview, "government_fund", own, "total")


def _balances(overview: TableReading, own: TableReading) -> Iterator[Pair]:
    total = total_row(own)
    opening = part_row(overview, "carried_in", "government_fund")
    yield "opening", term(opening, amount_column(overview, 0)), term(total, "opening", in_column(TOTAL, "opening"))
    closing = item_row(overview, "expenditure", "carried_out")
    yield "closing", term(closing, "government_fund"), term(total, "closing", in_column(TOTAL, "closing"))


class X15(BetweenTables):
    """The table of state capital agrees with its column in the appropriation overview; tolerance 0."""

    code = "X15"
    rule_zh = "国有资本经营预算表与财政拨款收支总表的对应列一致，不允许差额。"
    title_zh = "国有资本经营预算表与财政拨款收支总表一致"
    title_en = "The table of state capital agrees with the appropriation overview"
    why_zh = "国有资本经营预算单独编制，单列的表与总表应一致。"
    why_en = "The state capital budget is kept apart; its own table and the overview speak of the same money."
    requires_zh = "两张表均已读取；预算有上年财政拨款结转时不核对支出，因为后一张表不含结转。"
    requires_en = (
        "Both tables were read; in a budget with carry-over, which the second leaves out, expenditure is not compared."
    )
    good = Example(
        tables=(
            f"{_APPROPRIATIONS}\n2023年国有资本经营预算收支预算表（不含上年结转）\n单位：万元\n"
            "国有资本经营预算收入⇥⇥⇥国有资本经营预算支出⇥⇥⇥⇥\n"
            "收入科目编码⇥科目名称⇥国有资本经营收入预算⇥科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
            "合计⇥⇥2.00⇥合计⇥⇥2.00⇥⇥2.00"
        )
    )
    bad = Example(tables=good.tables.replace("合计⇥⇥2.00⇥⇥2.00", "合计⇥⇥1.00⇥⇥1.00"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """Revenue in a budget; the total of expenditure, and in final accounts each class."""
        overview, own = (reading_of(disclosure, name) for name in ("appropriation_balance", "state_capital"))
        if overview is not None and own is not None:
            final = disclosure.identity.kind == "final"
            yield from compare_pairs(self, disclosure, overview, own, _state_capital(overview, own, final=final))


def _state_capital(overview: TableReading, own: TableReading, *, final: bool) -> Iterator[Pair]:
    if not final:
        source = item_row(overview, "revenue", "state_capital")
        income = term(total_row(own, "revenue"), "total", _REVENUE)
        yield "revenue", term(source, amount_column(overview, 0)), income
    if final or not has_carryover(overview):
        year = item_row(overview, "expenditure", "subtotal")
        spent = term(total_row(own, "" if final else "expenditure"), "total", _EXPENDITURE)
        yield "subtotal", term(year, "state_capital"), spent
    if final:
        yield from classes_of(overview, "state_capital", own, "total")
