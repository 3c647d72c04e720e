"""Overviews with revenue and expenditure side by side: totals of each side, and their balance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingzhang.checks.arithmetic.sum_check import Arithmetic, Sum, SumCheck, lists_of
from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.engine.phrases import label, printed
from mingzhang.checks.naming import column_named, in_column, where
from mingzhang.checks.sums import add, compare_equal, compare_sum, term
from mingzhang.checks.tables import is_item, item_row, part_row, reading_of
from mingzhang.extract.hierarchies import leaves_by_enumerator
from mingzhang.extract.model import Record

_SOURCES = (
    "general",
    "government_fund",
    "state_capital",
    "special_account",
    "unit_funds",
    "superior_subsidy",
    "public_service",
    "operating",
    "affiliated_remittance",
    "other",
)
_ALL_REVENUE = label("arithmetic.total_revenue", "收入总计", "total revenue")
_ALL_EXPENDITURE = label("arithmetic.total_expenditure", "支出总计", "total expenditure")
_OF_THE_YEAR = label("arithmetic.revenue_of_year", "本年收入", "revenue of the year")
_CARRIED_IN = label("arithmetic.what_was_carried_over", "上年结转", "what was carried over")
_IN_TOTAL = ("subtotal", "carried_in", "carried_out", "surplus_used", "surplus_distributed")
_BALANCE = (
    "2023年预算收支总表\n单位：万元\n收入⇥⇥支出⇥⇥⇥\n项目⇥2023年⇥项目⇥2023年合计⇥当年预算安排⇥上年结转安排\n"
    "一、一般公共预算⇥30.00⇥一、一般公共服务支出⇥25.00⇥21.00⇥4.00\n"
    "二、政府性基金预算⇥⇥八、社会保障和就业支出⇥9.00⇥9.00⇥\n"
    "本年收入合计⇥30.00⇥本年支出合计⇥34.00⇥30.00⇥4.00\n"
    "上年结转⇥4.00⇥年终结转⇥⇥⇥\n收入总计⇥34.00⇥支出总计⇥34.00⇥30.00⇥4.00"
)


class A04(SumCheck):
    """In an overview, the year's total is the sum of the sources of revenue, or of the functional classes.

    Tolerance: what rounding the items and their total can make.
    """

    code = "A04"
    rule_zh = "总表的本年合计，等于各资金来源之和，或各功能分类之和。允许差额：各项与合计四舍五入所能造成的差。"
    title_zh = "本年合计等于各项之和"
    title_en = "The year's total is the sum of its items"
    why_zh = "本年收入合计等于各资金来源之和，本年支出合计等于各类支出之和。"
    why_en = "Revenue of the year is the sum of its sources, expenditure of the year the sum of its classes."
    basis_zh = "财预〔2016〕143号：部门收支总体情况表；部门预算公开表1、4，部门决算公开01、04表。"
    basis_en = "Cai Yu [2016] No. 143 (overviews of revenue and expenditure); budget tables 1, 4, final tables 01, 04."
    fix_zh = "公布者核对总表各项金额。"
    fix_en = "The publisher checks the items of the overview."
    good = Example(tables=_BALANCE)
    bad = Example(tables=_BALANCE.replace("9.00⇥9.00⇥", "8.00⇥8.00⇥"))

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """The subtotal of each side."""
        for reading, rows in lists_of(disclosure, lambda grammar: grammar.listed):
            side = rows[0].half.side
            parts = _classes(_items(rows, *(_SOURCES if side == "revenue" else ("function",))))
            for whole in _items(rows, "subtotal") if side else ():
                yield Sum(reading, whole, parts, _leaves_beside(rows, whole))


class A05(SumCheck):
    """The grand total is the year's total and what is carried in or out.

    Tolerance: what rounding the addends and the total can make.
    """

    code = "A05"
    rule_zh = "总计等于本年合计加上转入或结转的金额。允许差额：各加数与总计四舍五入所能造成的差。"
    title_zh = "总计等于本年合计加结转"
    title_en = "The grand total is the year's total plus carry-over"
    why_zh = "收入总计＝本年收入＋上年结转（＋使用结余）；支出总计＝本年支出＋年终结转（＋结余分配）。"
    why_en = (
        "All that could be spent is the year's revenue and what was carried in; all uses are spending and what is left."
    )
    basis_zh = "财预〔2016〕143号：部门收支总体情况表；部门决算公开01表行次关系（31=27+28+29，62=58+59+60）。"
    basis_en = "Cai Yu [2016] No. 143 (overviews); line relations of final table 01 (31=27+28+29, 62=58+59+60)."
    fix_zh = "公布者核对总计与结转。"
    fix_en = "The publisher checks the grand total and the carry-over."
    good = Example(tables=_BALANCE)
    bad = Example(tables=_BALANCE.replace("上年结转⇥4.00", "上年结转⇥5.00"))

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """The total of each side."""
        for reading, rows in lists_of(disclosure, lambda grammar: grammar.listed):
            for whole in _items(rows, "total") if rows[0].half.side else ():
                yield Sum(
                    reading,
                    whole,
                    _items(rows, *_IN_TOTAL),
                    (_below_the_year(rows, whole), *_leaves_beside(rows, whole)),
                )


class A06(Arithmetic):
    """Total revenue equals total expenditure in each overview; tolerance 0."""

    code = "A06"
    rule_zh = "每张总表的收入总计等于支出总计，不允许差额。"
    title_zh = "收支总计相等"
    title_en = "Total revenue equals total expenditure"
    why_zh = "收支总表左右两边说的是同一笔钱的来源和去向，必须平衡。"
    why_en = "The two sides of an overview are sources and uses of the same money and must balance."
    basis_zh = "《预算法》第十二条：各级预算遵循收支平衡的原则；收支总表的平衡关系。"
    basis_en = "Budget Law, article 12 (balanced budgets); the two sides of the overview."
    fix_zh = "公布者核对收入总计与支出总计。"
    fix_en = "The publisher checks both grand totals."
    good = Example(tables=_BALANCE)
    bad = Example(tables=_BALANCE.replace("支出总计⇥34.00⇥30.00⇥4.00", "支出总计⇥33.00⇥29.00⇥4.00"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per overview."""
        for reading in disclosure.readings:
            totals = {r.half.side: r for r in reading.records if r.texts.get("item_kind") == "total" and r.half.side}
            columns = {side: _own_column(record) for side, record in totals.items()}
            if len(totals) == 2 and all(columns.values()):
                left = term(totals["revenue"], columns["revenue"], _ALL_REVENUE)
                right = term(totals["expenditure"], columns["expenditure"], _ALL_EXPENDITURE)
                found = compare_equal(self, disclosure, f"{reading.layout.table}/balance", where(reading), left, right)
                if found:
                    yield found


class A12(Arithmetic):
    """In the overview of appropriations each fund balances: revenue + carry-over = the grand total in its column.

    Tolerance: what rounding the two parts and the total can make.
    """

    code = "A12"
    rule_zh = (
        "财政拨款收支总表中，每种资金的本年收入＋上年结转＝该列的支出总计。允许差额：两部分与总计四舍五入所能造成的差。"
    )
    title_zh = "财政拨款收支总表分资金来源平衡"
    title_en = "Each fund of the appropriations balances"
    why_zh = "一般公共预算、政府性基金、国有资本经营预算不得相互挤占，各自的收入（含结转）应等于其支出总计。"
    why_en = (
        "The three budgets are kept apart: what each brings in, carry-over included, is what is spent or kept of it."
    )
    basis_zh = "《预算法》第五条：各项预算应当保持完整、独立；财政拨款收支总表的平衡关系。"
    basis_en = (
        "Budget Law, article 5 (each budget is complete and separate); the columns of the appropriation overview."
    )
    requires_zh = "财政拨款收支总表的“总计”行分资金列示支出；上年结转若有金额而未分资金列示，则不核对。"
    requires_en = "The grand total prints a figure for each fund; not compared where carry-over is not split by fund."
    fix_zh = "公布者核对该项资金的收入、结转与支出。"
    fix_en = "The publisher checks revenue, carry-over and expenditure of the fund."
    good = Example(
        tables=(
            "2023年财政拨款收支总表\n单位：万元\n收入⇥⇥支出⇥⇥⇥⇥\n"
            "项目⇥金额⇥项目⇥小计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算\n"
            "一、一般公共预算⇥30.00⇥一、一般公共服务支出⇥30.00⇥30.00⇥⇥\n"
            "二、政府性基金预算⇥5.00⇥十一、城乡社区支出⇥5.00⇥⇥5.00⇥\n"
            "本年收入合计⇥35.00⇥本年支出合计⇥35.00⇥30.00⇥5.00⇥\n收入总计⇥35.00⇥支出总计⇥35.00⇥30.00⇥5.00⇥"
        )
    )
    bad = Example(tables=good.tables.replace("支出总计⇥35.00⇥30.00⇥5.00", "支出总计⇥35.00⇥29.00⇥6.00"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per fund of which anything is printed."""
        reading = reading_of(disclosure, "appropriation_balance")
        total, carried = item_row(reading, "expenditure", "total"), item_row(reading, "revenue", "carried_in")
        if reading is None or total is None:
            return
        for fund in ("general", "government_fund", "state_capital"):
            part = part_row(reading, "carried_in", fund)
            if carried is not None and carried.printed_amounts and part is None:
                return
            revenue, column = item_row(reading, "revenue", fund), reading.layout.halves[0].amounts[0].name
            parts = [term(revenue, column, _OF_THE_YEAR), term(part, column, _CARRIED_IN)]
            whole = term(total, fund, in_column(_ALL_EXPENDITURE, fund))
            if whole.printed or any(item.value for item in parts):
                instance = f"appropriation_balance/fund/{fund}"
                found = compare_sum(self, disclosure, instance, where(reading), whole, parts)
                if found:
                    yield found


class A13(Arithmetic):
    """In a budget's overview, spending of this year's money is this year's revenue, the rest what was carried in.

    Tolerance 0. Compared in the row of the grand total, which includes what is carried out.
    """

    code = "A13"
    rule_zh = (
        "预算收支总表中，支出的当年预算安排等于本年收入，上年结转安排等于上年结转，不允许差额。比较“总计”一行，"
        "其中包括结转下年的金额。"
    )
    title_zh = "当年安排等于本年收入，结转安排等于上年结转"
    title_en = "Spending by year of the money agrees with revenue and carry-over"
    why_zh = "支出按当年预算和上年结转分列，应分别等于本年收入合计和上年结转，否则两个年度的钱被混在一起。"
    why_en = (
        "Expenditure is split into this year's money and money carried over; each must have its source on the left."
    )
    basis_zh = "部门预算公开表1：2023年合计＝当年预算安排＋上年结转安排。"
    basis_en = "Budget table 1: the total is what was budgeted this year and what was carried over."
    requires_zh = "预算收支总表分列当年安排与上年结转安排，且“总计”行有印数；没有分列时不核对。"
    requires_en = "The overview has both columns and prints them in the row of the grand total; not compared without."
    fix_zh = "公布者核对两列总计与左侧收入、结转。"
    fix_en = "The publisher checks both columns against revenue and carry-over on the left."
    good = Example(tables=_BALANCE)
    bad = Example(tables=_BALANCE.replace("支出总计⇥34.00⇥30.00⇥4.00", "支出总计⇥34.00⇥34.00⇥"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """Two instances: money of this year and money carried over."""
        reading = reading_of(disclosure, "balance")
        total = item_row(reading, "expenditure", "total")
        if reading is None or total is None or total.amounts.keys().isdisjoint(("current_year", "carried_over")):
            return
        for column, kind in (("current_year", "subtotal"), ("carried_over", "carried_in")):
            source = item_row(reading, "revenue", kind)
            left = term(source, source.half.amounts[0].name) if source else add((), column_named(column))
            right = term(total, column, in_column(printed(total.label), column))
            instance = f"balance/total/{column}"
            if found := compare_equal(self, disclosure, instance, where(reading), left, right):
                yield found


def _classes(items: list[Record]) -> list[Record]:
    """Where an overview lists functions in several depths, those of the first: the others are parts of them."""
    lengths = {len(code) for record in items if (code := record.texts.get("function_code", ""))}
    if len(lengths) < 2:
        return items
    return [record for record in items if len(record.texts.get("function_code", "")) == min(lengths)]


def _leaves_beside(rows: list[Record], whole: Record) -> tuple[list[Record], ...]:
    """The finest rows above a total, by enumerators and as the sums of the table prove them."""
    above = [
        record
        for record in rows[: next(at for at, record in enumerate(rows) if record is whole)]
        if record.texts.get("item_kind") not in ("subtotal", "total")
        and not _is_of_which(record)
        and any(cell.cell.value for cell in record.printed_amounts)
    ]
    by_enumerator = [row for row, is_leaf in zip(above, leaves_by_enumerator(above), strict=True) if is_leaf]
    return by_enumerator, [row for row in above if row.is_leaf]


def _below_the_year(rows: list[Record], whole: Record) -> list[Record]:
    """The year's total and all that is printed between it and the grand total, whatever it is called."""
    end = next(at for at, record in enumerate(rows) if record is whole)
    start = max((at for at, record in enumerate(rows[:end]) if is_item(record, "subtotal")), default=end)
    between = rows[start + 1 : end]
    return [*rows[start : start + 1], *(r for r in between if not (_is_of_which(r) or r.texts.get("enumerator")))]


def _is_of_which(record: Record) -> bool:
    return record.row_kind == "memo" or record.texts.get("enumerator", "").startswith("其中")


def _items(rows: list[Record], *kinds: str) -> list[Record]:
    return [record for record in rows if is_item(record, *kinds)]


def _own_column(record: Record) -> str:
    """The first amount of a side; blank where its header named none, as a damaged one may."""
    return next((column.name for column in record.half.amounts), "")
