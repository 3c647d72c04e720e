"""Money that goes from one year to the next: what a year closes with and what the next one opens with."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from mingzhang.checks.base import Example
from mingzhang.checks.engine.phrases import wording
from mingzhang.checks.years.base import Figure, Pair, PairFinding, Place, Published, Relation, YearCheck
from mingzhang.checks.years.words import compare, judged, missing, money

_NOT_PRINTED = wording("years.not_printed", "{name}（未印）", "{name}")


def _balance(carried: str, closing: str) -> Example:
    return Example(
        kind="final",
        tables="公开01表\n收入支出决算总表\n金额单位：万元\n收入⇥⇥⇥支出⇥⇥\n项目⇥行次⇥金额⇥项目⇥行次⇥金额\n"
        "一、一般公共预算财政拨款收入⇥1⇥200.00⇥一、一般公共服务支出⇥32⇥200.00\n"
        "本年收入合计⇥27⇥200.00⇥本年支出合计⇥58⇥200.00\n"
        f"年初结转和结余⇥29⇥{carried}⇥年末结转和结余⇥60⇥{closing}\n",
    )


_OPENING = (
    ("balance/expenditure/carried_out/amount", "balance/revenue/carried_in/amount", "结转和结余"),
    *(
        (
            f"appropriation_balance/expenditure/carried_out/{fund}",
            f"appropriation_balance/revenue/carried_in/{fund}/total",
            f"{title}结转和结余",
        )
        for fund, title in (
            ("general", "一般公共预算"),
            ("government_fund", "政府性基金预算"),
            ("state_capital", "国有资本经营预算"),
        )
    ),
    ("government_fund/total/closing", "government_fund/total/opening", "政府性基金"),
)


class Y12(YearCheck):
    """The closing balance of one year's final accounts is the opening balance of the next, tolerance 0.

    In total, by appropriated fund, and in the table of government funds. Blank on one side and zero on the other is
    the same.
    """

    code = "Y12"
    rule_zh = (
        "一年决算的年末结转和结余，等于下一年的年初结转和结余，不允许差额。核对合计、各项财政拨款和政府性基金表；"
        "一方空白、另一方为零视为相同。"
    )
    severity = "warning"
    relations = ("years",)
    title_zh = "上年年末结转等于本年年初结转"
    title_en = "Last year's closing balance is this year's opening balance"
    why_zh = "钱在除夕夜不会多也不会少。"
    why_en = "Money neither appears nor disappears on New Year's Eve."
    basis_zh = "政府会计准则：期末余额结转为下期期初余额；年初余额经审计或差错更正调整的应当说明。"
    basis_en = "Government accounting: closing balances open the next period; corrections of them must be explained."
    requires_zh = "连续两年的决算都已收录；两年都未印结转的不比较。"
    requires_en = (
        "The final accounts of both years are in the catalog; where neither prints a balance, nothing is compared."
    )
    fix_zh = "公布者核对两年决算，年初余额有调整的写明。"
    fix_en = "The publisher compares the two accounts and explains corrections of the opening balance."
    good = Pair(_balance("0.00", "12.00"), _balance("12.00", "0.00"))
    bad = Pair(_balance("0.00", "12.00"), _balance("10.50", "0.00"))

    says_closing_balance = wording(
        "Y12.closing_balance", "{left_title}年末{name}", "Closing balance in {left_title} ({name})"
    )
    says_opening_balance = wording("Y12.opening_balance", "{right_title}年初{name}", "opening balance in {right_title}")

    def find(self, left: Published, right: Published, relation: Relation) -> Iterable[PairFinding]:
        """One instance per balance that either prints."""
        if left.kind != "final":
            return
        for closing, opening, name in _OPENING:
            one = left.figure(closing, self.says_closing_balance(left_title=left.title, name=name))
            other = right.figure(opening, self.says_opening_balance(right_title=right.title, name=name))
            if one.value or other.value:
                yield _blank_is_zero(self, left, right, opening, one, other)


def _blank_is_zero(
    check: YearCheck, left: Published, right: Published, fact: str, one: Figure, other: Figure
) -> PairFinding:
    """Compare where a blank cell of a table that stands there means that nothing was carried over."""
    sides = []
    for package, figure, table in ((left, one, fact.split("/")[0]), (right, other, fact.split("/")[0])):
        state = next((row for row in package.tables.get("tables", ()) if row["table"] == table), None)
        if figure.value is None and state is not None and state["state"] != "missing" and not figure.doubtful:
            place = (Place(package.name, f"L{state['first_line']}"),) if state["first_line"] else ()
            figure = Figure(_NOT_PRINTED(name=figure.name), Decimal(0), place)
        sides.append(figure)
    return compare(check, left, right, fact, sides[0], sides[1])


def _carried(amount: str) -> Example:
    return Example(
        tables="预算公开表1\n预算收支总表\n单位：万元\n收入⇥⇥支出⇥⇥⇥\n项目⇥金额⇥项目⇥合计⇥当年预算安排⇥上年结转安排\n"
        "一、一般公共预算⇥200.00⇥一、一般公共服务支出⇥200.00⇥200.00⇥\n本年收入合计⇥200.00⇥本年支出合计⇥200.00⇥200.00⇥\n"
        f"上年结转⇥{amount}⇥⇥⇥⇥\n收入总计⇥⇥支出总计⇥⇥⇥\n"
    )


class Y13(YearCheck):
    """What a budget carries over from last year is not more than last year's final accounts closed with.

    A budget is drawn up before the year ends, so a difference is for review.
    """

    code = "Y13"
    rule_zh = "预算的上年结转，不多于上年决算的年末结转和结余。预算编制时年度尚未结束，因此差异仅供复核。"
    severity = "review"
    relations = ("carry",)
    title_zh = "预算的上年结转不多于上年决算的年末结转"
    title_en = "A budget carries over no more than the year closed with"
    why_zh = "预算安排的上年结转资金，应当真有其钱。"
    why_en = "Money that a budget carries over from last year ought to have been there at its end."
    basis_zh = (
        "《预算法》第四十二条：上一年预算的结转资金应当在下一年用于结转项目的支出。预算编制早于年末，故仅供复核。"
    )
    basis_en = (
        "Budget Law, art. 42: money carried over is spent on the same purposes next year. A budget is drawn up before "
        "the year ends, so it is for review."
    )
    requires_zh = "上年决算和本年预算都已收录，预算列有上年结转。"
    requires_en = (
        "Last year's final accounts and this year's budget are in the catalog, and the budget carries money over."
    )
    fix_zh = "公布者核对上年结转数。"
    fix_en = "The publisher checks what was carried over."
    good = Pair(_balance("0.00", "12.00"), _carried("12.00"))
    bad = Pair(_balance("0.00", "12.00"), _carried("45.00"))

    says_carried_over = wording("Y13.carried_over", "{right_title}上年结转", "carried over in {right_title}")
    says_closing_balance = wording(
        "Y13.closing_balance", "{left_title}年末结转和结余", "Closing balance in {left_title}"
    )
    says_carried_over_year_closed = wording(
        "Y13.carried_over_year_closed",
        "{right}{other}万元，不多于{left}{one}万元。",
        "Carried over: {other}; the year closed with {one} (万元).",
    )

    def find(self, left: Published, right: Published, relation: Relation) -> Iterable[PairFinding]:
        """One instance."""
        fact = "balance/revenue/carried_in/total"
        other = right.figure(fact, self.says_carried_over(right_title=right.title))
        if not other.value:
            return
        one = left.figure(
            "balance/expenditure/carried_out/amount",
            self.says_closing_balance(left_title=left.title),
        )
        if one.value is None:
            yield missing(self, left, right, fact, one, other)
        elif one.value >= other.value:
            yield judged(
                self, left, right, fact, one, other, "pass",
                self.says_carried_over_year_closed(
                    right=other.name, other=money(other.value), left=one.name, one=money(one.value)
                ),
                one.value - other.value,
            )  # fmt: skip
        else:
            yield compare(self, left, right, fact, one, other)


BALANCE_CHECKS: tuple[YearCheck, ...] = (Y12(), Y13())
