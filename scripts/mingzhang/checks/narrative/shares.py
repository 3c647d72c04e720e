"""Shares and completion rates: recomputed, and adding up to the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.checks.base import Example, Finding
from mingzhang.checks.engine.phrases import label, wording
from mingzhang.checks.narrative.against_tables import find_cell, rule_for
from mingzhang.checks.narrative.compare import Figure, added, compare, in_unit, stated, sum_tolerance, unchecked
from mingzhang.checks.narrative.family import BUDGET_TABLE, FINAL_TABLE, NarrativeCheck
from mingzhang.checks.narrative.lookup import Lookup, position
from mingzhang.checks.narrative.rates import Rate, quotient, recompute
from mingzhang.checks.sums import rounding_tolerance
from mingzhang.ground.text import fold
from mingzhang.narrative.ids import STEMS, statement_id
from mingzhang.narrative.model import Statement

_HUNDRED = Decimal(100)
_SHARE = Rate(
    quotient,
    label("narrative.share_computed_from_amounts", "按所列数额计算的占比", "the share computed from the amounts"),
)
_RATE = Rate(
    quotient,
    label(
        "narrative.completion_rate_computed_from",
        "按所列数额计算的完成率",
        "the completion rate computed from the amounts",
    ),
)


@dataclass(frozen=True, slots=True)
class Whole:
    """Shares with these stems are shares of the first stated of `wholes`; with `words`, only if the clause has them.

    `here`: the whole must stand in the same section (else anywhere in the narrative).
    """

    stems: tuple[str, ...]
    wholes: tuple[str, ...]
    words: str = ""
    here: bool = True


_SPENDING = ("basic", "project", "remitted_up", "operating_expenditure", "affiliated_subsidy")
WHOLES: tuple[Whole, ...] = (
    Whole(("revenue_source",), ("revenue_current", "revenue_total")),
    Whole(_SPENDING, ("expenditure_current", "expenditure_total", "general_executed", "general_total")),
    Whole(("function",), ("general_executed", "general_total", "expenditure_current", "expenditure_total")),
    Whole(("personnel", "public"), ("basic_amount",)),
    Whole(("general",), ("expenditure_current", "expenditure_total"), here=False),
    Whole(("small_firm",), ("sme_amount",), words="中小企业"),
    Whole(("sme", "small_firm"), ("procurement_total",)),
    Whole(("procurement_goods", "procurement_works", "procurement_services"), ("procurement_total",)),
)
_BY_STEM = {stem: tuple(rule for rule in WHOLES if stem in rule.stems) for rule in WHOLES for stem in rule.stems}


def whole_of(lookup: Lookup, statement: Statement) -> Statement | None:
    """The figure that a share is a share of: the last one stated before it."""
    stem = statement.statement.removesuffix("_share")
    for rule in _BY_STEM.get(stem, ()):
        if rule.words and rule.words not in fold(statement.printed).partition("占")[2]:
            continue
        found = [
            other
            for other in lookup.statements(*rule.wholes)
            if other.value is not None
            and lookup.unit_of(other) == lookup.unit_of(statement)
            and (not rule.here or other.section_id == statement.section_id)
        ]
        before = [other for other in found if position(other) <= position(statement)]
        if before:
            return max(before, key=position)
        if found:
            return found[0]
    return None


def part_of(lookup: Lookup, statement: Statement) -> Statement | None:
    """The amount that a share is the share of."""
    stem = statement.statement.removesuffix("_share")
    if stem not in STEMS:
        return None
    return lookup.nearest(statement, statement_id(stem, "amount"), f"{stem}_executed")


def _shares(lookup: Lookup) -> Iterator[Statement]:
    for statement in lookup.disclosure.narrative.statements:
        if statement.kind == "share" and statement.value is not None:
            yield statement


class N08(NarrativeCheck):
    """A printed share is its amount divided by the whole, rounded half up to the printed decimals (tolerance 0).

    Where both amounts are themselves rounded, a share that the unrounded amounts may give is rounding.
    """

    code = "N08"
    rule_zh = (
        "文中的占比等于其数额除以总数，按所印小数位四舍五入，不允许差额。两个数额本身经过四舍五入时，"
        "未经舍入的数额可能得出的占比视为尾差。"
    )
    title_zh = "占比与数额相符"
    title_en = "Shares follow from the amounts"
    why_zh = "占比由数额算出；算不出来，说明占比或数额至少有一个写错。"
    why_en = "A share is computed from amounts; if it cannot be, the share or an amount is wrong."
    requires_zh = "同一节写明了该项数额和总额；缺少其一记为“无法核对”，总额为0时不适用。"
    requires_en = (
        "The amount and the whole stated in the section; else “could not be checked”; not applicable to a zero."
    )
    good = Example(
        tables=BUDGET_TABLE,
        narrative="三、支出预算情况说明\n2023年度支出预算100.00万元，其中：基本支出60.00万元，占60.00%。",
    )
    bad = Example(
        tables=BUDGET_TABLE,
        narrative="三、支出预算情况说明\n2023年度支出预算100.00万元，其中：基本支出60.00万元，占66.00%。",
    )

    says_amount_whole_not_stated = wording(
        "N08.amount_whole_not_stated", "文中没有写明该项数额或总额", "the amount or the whole is not stated"
    )

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per share."""
        for statement in _shares(lookup):
            part, whole = part_of(lookup, statement), whole_of(lookup, statement)
            if part is None or whole is None:
                if statement.statement.removesuffix("_share") in _BY_STEM and statement.value:
                    said = self.says_amount_whole_not_stated()
                    yield unchecked(self, statement.statement_id, stated(statement), said)
                continue
            found = recompute(self, lookup, statement, stated(part), stated(whole), _SHARE)
            if found is not None:
                yield found


class N09(NarrativeCheck):
    """The shares of all parts of a whole add up to 100 % (tolerance: half a unit of the last decimal per share)."""

    code = "N09"
    rule_zh = "同一整体各部分的占比相加为100%（每个占比允许末位的一半）。"
    title_zh = "占比合计为百分之百"
    title_en = "Shares add up to 100 per cent"
    why_zh = "各部分数额之和等于总额时，占比之和应为100%。"
    why_en = "Where the parts add up to the whole, their shares add up to 100 per cent."
    requires_zh = "各部分的数额之和等于总额，且每一部分都写有占比；否则不作此项比较。"
    requires_en = "The stated parts add up to the whole and each has its share; else there is no instance."
    good = Example(
        tables=BUDGET_TABLE,
        narrative="三、支出预算情况说明\n2023年度支出预算100.00万元，其中：基本支出60.00万元，占60.00%；项目支出40.00万元，占40.00%。",
    )
    bad = Example(
        tables=BUDGET_TABLE,
        narrative="三、支出预算情况说明\n2023年度支出预算100.00万元，其中：基本支出60.00万元，占60.00%；项目支出40.00万元，占30.00%。",
    )

    says_sum_shares = wording("N09.sum_shares", "{count}项占比之和", "sum of {count} shares")
    says_whole = wording("N09.whole", "全部占比", "the whole")
    says_sum_parts = wording("N09.sum_parts", "各部分之和", "the sum of the parts")

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per section and group of shares."""
        groups: dict[tuple[str, str, tuple[str, ...]], list[Statement]] = {}
        for statement in _shares(lookup):
            rules = _BY_STEM.get(statement.statement.removesuffix("_share"), ())
            if rules:
                groups.setdefault((statement.section_id, lookup.unit_of(statement), rules[-1].stems), []).append(
                    statement
                )
        for (section, unit, stems), shares in groups.items():
            yield from self._group(lookup, "/".join(filter(None, (section, unit, f"{stems[0]}_share"))), shares)

    def _group(self, lookup: Lookup, instance: str, shares: Sequence[Statement]) -> Iterator[Finding]:
        parts = [part_of(lookup, share) for share in shares]
        wholes = {whole.statement_id: whole for share in shares if (whole := whole_of(lookup, share))}
        amounts = [stated(part) for part in parts if part is not None]
        if len(shares) < 2 or len(wholes) != 1 or len(amounts) != len(shares):
            return
        entire = stated(next(iter(wholes.values())))
        total = in_unit(added(amounts, self.says_sum_parts()), entire.unit)
        assert entire.value is not None
        assert total.value is not None
        if not entire.value or abs(entire.value - total.value) > sum_tolerance(entire, amounts):
            return
        figures = [stated(share) for share in shares]
        left = added(figures, self.says_sum_shares(count=len(figures)))
        right = Figure(self.says_whole(), _HUNDRED, "%", left.decimals)
        tolerance = rounding_tolerance(len([figure for figure in figures if figure.value]), left.decimals)
        yield compare(self, lookup, instance, left, right, tolerance)


class N11(NarrativeCheck):
    """A printed completion rate is the executed amount divided by its budget, half up, tolerance 0.

    The budget is the initial, the full-year or the plain one, as the sentence says.
    """

    code = "N11"
    rule_zh = "文中的完成率等于决算数除以预算数，四舍五入，不允许差额。预算数按句中所说，取年初预算、全年预算或预算。"
    title_zh = "完成率与预算、决算数相符"
    title_en = "Completion rates follow from budget and outturn"
    why_zh = "完成率＝决算数÷预算数；不符说明三个数中至少有一个写错。"
    why_en = "A completion rate is outturn divided by budget; if not, one of the three figures is wrong."
    requires_zh = "写明了决算数和所比较的预算数（“三公”经费的预算数可取自报表）；缺少其一记为“无法核对”。"
    requires_en = (
        "Outturn and budget stated (for the three public expenses the table may give it); else “could not be checked”."
    )
    good = Example(
        tables=FINAL_TABLE,
        narrative="五、一般公共预算财政拨款支出决算情况说明\n"
        "卫生健康支出年初预算50.00万元，支出决算40.00万元，完成年初预算的80.00%。",
        kind="final",
    )
    bad = Example(
        tables=FINAL_TABLE,
        narrative="五、一般公共预算财政拨款支出决算情况说明\n"
        "卫生健康支出年初预算50.00万元，支出决算40.00万元，完成年初预算的90.00%。",
        kind="final",
    )

    says_outturn_budget_not_stated = wording(
        "N11.outturn_budget_not_stated", "没有写明决算数或预算数", "outturn or budget is not stated"
    )
    says_any_budget = wording("N11.any_budget", "任何预算数", "any budget")

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per completion rate."""
        for statement in lookup.disclosure.narrative.statements:
            if statement.kind == "completion" and statement.value is not None:
                yield from self._rate(lookup, statement)

    def _rate(self, lookup: Lookup, statement: Statement) -> Iterator[Finding]:
        stem = statement.statement.removesuffix("_completion_rate")
        executed = lookup.nearest(statement, f"{stem}_executed") or lookup.nearest(
            statement, statement_id(stem, "amount")
        )
        measures = {"initial_budget": "initial_budget", "full_year_budget": "full_budget"}
        measure = measures.get(statement.compared_with, "budget")
        budget = lookup.nearest(statement, f"{stem}_{measure}")
        said = stated(statement)
        base = stated(budget) if budget else _budget_in_table(lookup, statement, executed, measure)
        if executed is not None and executed.value == 0 and (base is None or base.value):
            base = base or Figure(self.says_any_budget(), Decimal(1), executed.unit)  # nothing of any budget is 0 %
        if executed is None or base is None:
            yield unchecked(self, statement.statement_id, said, self.says_outturn_budget_not_stated())
            return
        found = recompute(self, lookup, statement, stated(executed), base, _RATE)
        if found is not None:
            yield found


def _budget_in_table(lookup: Lookup, statement: Statement, executed: Statement | None, measure: str) -> Figure | None:
    """The full-year budget of a three public expense in the table; only the table of the final accounts has one."""
    if executed is None or measure == "initial_budget" or not lookup.of_whole(statement):
        return None
    rule = rule_for(lookup, executed)
    if rule is None or rule.check != "N04":
        return None
    cells = tuple(cell._replace(column="budget") for cell in rule.cells)
    figure = find_cell(lookup, type(rule)(rule.check, rule.kind, rule.statements, cells), executed)
    return figure if figure is not None and figure.value is not None else None
