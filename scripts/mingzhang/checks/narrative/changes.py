"""Changes against another year: per cent, amount, direction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from mingzhang.checks.base import Example, Finding, Status
from mingzhang.checks.engine.phrases import NOTHING, Phrase, label, wording
from mingzhang.checks.narrative.compare import (
    Figure,
    compare,
    in_unit,
    stated,
    unchecked,
    verdict,
)
from mingzhang.checks.narrative.family import BUDGET_TABLE, NarrativeCheck
from mingzhang.checks.narrative.lookup import Lookup
from mingzhang.checks.narrative.rates import Rate, growth, recompute
from mingzhang.checks.sums import rounding_tolerance
from mingzhang.narrative.ids import STEMS, statement_id
from mingzhang.narrative.model import Statement

_MEASURES = ("_change_amount", "_change_percent", "_change_count", "_change")
_WORDS = {
    "increase": label("change.increase", "增加", "increase"),
    "decrease": label("change.decrease", "减少", "decrease"),
    "unchanged": label("change.unchanged", "持平", "no change"),
}
_SHOWN = wording("change.shown", "{amount}", " {amount}")
_SIGNS = {"increase": 1, "decrease": -1}


def stem_of(statement: Statement) -> str:
    """The stem of a statement about a change; empty for others."""
    name = statement.statement
    found = next((name.removesuffix(suffix) for suffix in _MEASURES if name.endswith(suffix)), "")
    return found if found in STEMS else ""


def current_of(lookup: Lookup, statement: Statement) -> Statement | None:
    """The figure of this year that a change leads to: in its section, else the only one of the narrative."""
    stem = stem_of(statement)
    names = (statement_id(stem, "amount"), f"{stem}_executed")
    found = lookup.nearest(statement, *names)
    if found is not None:
        return found
    others = [
        other
        for other in lookup.statements(*names)
        if other.value is not None and lookup.about(other) == lookup.about(statement) and stem != "function"
    ]
    return others[0] if others and len({(other.value, other.unit) for other in others}) == 1 else None


def amount_of(lookup: Lookup, statement: Statement) -> Statement | None:
    """The amount of the change that a percentage restates: the nearest before it that compares with the same."""
    found = lookup.nearest(statement, f"{stem_of(statement)}_change_amount")
    return found if found is not None and found.compared_with == statement.compared_with else None


def last_year_of(lookup: Lookup, statement: Statement) -> Statement | None:
    """Last year's figure where it is stated and the change compares with last year."""
    if not statement.compared_with.startswith("last_year"):
        return None
    return lookup.nearest(statement, f"{stem_of(statement)}_last_year")


def _changes(lookup: Lookup, suffix: str) -> Iterator[Statement]:
    for statement in lookup.disclosure.narrative.statements:
        if statement.kind == "change" and statement.statement.endswith(suffix) and stem_of(statement):
            yield statement


class N10(NarrativeCheck):
    """A printed percentage of change is the change divided by the figure before it, half up, tolerance 0.

    The figure before is this year's less the change (or last year's as stated). Where the amounts are rounded,
    a percentage that the unrounded ones may give is rounding.
    """

    code = "N10"
    rule_zh = (
        "文中的增减幅度等于增减额除以增减前的数，四舍五入，不允许差额。"
        "增减前的数为本年数减增减额（或文中所写的上年数）。数额经过四舍五入时，"
        "未经舍入的数额可能得出的幅度视为尾差。"
    )
    title_zh = "增减幅度与增减额相符"
    title_en = "Percentages of change follow from the amounts"
    why_zh = "增减幅度＝增减额÷上年数；不符说明其中至少有一个数写错。"
    why_en = "A change in per cent is the change divided by last year's figure; if not, one of them is wrong."
    requires_zh = "写明了本年数和增减额（或上年数）；缺少时记为“无法核对”，上年数为零时不适用。"
    requires_en = (
        "This year's figure and the change (or last year's figure) stated, else “could not be checked”; "
        "not applicable where last year's is zero."
    )
    good = Example(
        tables=BUDGET_TABLE,
        narrative="五、一般公共预算支出情况说明\n一般公共预算当年拨款110.00万元，比上年增加10.00万元，增加10.00%。",
    )
    bad = Example(
        tables=BUDGET_TABLE,
        narrative="五、一般公共预算支出情况说明\n一般公共预算当年拨款110.00万元，比上年增加10.00万元，增加9.09%。",
    )

    says_this_year_s_figure = wording(
        "N10.this_year_s_figure", "没有写明本年数或增减额", "this year's figure or the change is not stated"
    )
    says_percentage_computed_from_change = wording(
        "N10.percentage_computed_from_change", "按增减额计算的幅度", "the percentage computed from the change"
    )
    says_percentage_computed_from_last = wording(
        "N10.percentage_computed_from_last", "按上年数计算的幅度", "the percentage computed from last year's figure"
    )

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per percentage."""
        for statement in _changes(lookup, "_change_percent"):
            if statement.value is None:
                continue
            current, change = current_of(lookup, statement), amount_of(lookup, statement)
            before = last_year_of(lookup, statement) if change is None else None
            if current is None or (change is None and before is None):
                said = self.says_this_year_s_figure()
                yield unchecked(self, statement.statement_id, stated(statement), said)
                continue
            direction = (change or statement).direction or statement.direction
            if change is not None:
                rate = Rate(growth(_SIGNS.get(direction, 1)), self.says_percentage_computed_from_change())
                found = recompute(self, lookup, statement, stated(change), stated(current), rate)
            else:
                assert before is not None
                rate = Rate(_relative, self.says_percentage_computed_from_last())
                found = recompute(self, lookup, statement, stated(current), stated(before), rate)
            if found is not None:
                yield found


def _relative(current: Decimal, before: Decimal) -> Decimal | None:
    return abs(current - before) / before * 100 if before > 0 else None


class N12(NarrativeCheck):
    """Last year's figure and the change make this year's (tolerance: rounding of the three figures)."""

    code = "N12"
    rule_zh = "上年数加增减额等于本年数（允许三个数四舍五入所能造成的差）。"
    title_zh = "上年数加增减额等于本年数"
    title_en = "Last year's figure plus the change is this year's"
    why_zh = "三个数写在一起，彼此应能对上。"
    why_en = "Three figures that stand together must fit together."
    requires_zh = "同一节写明了本年数、上年数和增减额；缺少其一则没有实例（是否应写明由披露义务类检查判断）。"
    requires_en = "This year's and last year's figure and the change in one section; else there is no instance."
    good = Example(
        tables=BUDGET_TABLE,
        narrative="八、机关运行经费增减变动原因说明\n"
        "2023年机关运行经费预算50.00万元，上年机关运行经费预算60.00万元，比2022年预算减少10.00万元。",
    )
    bad = Example(
        tables=BUDGET_TABLE,
        narrative="八、机关运行经费增减变动原因说明\n"
        "2023年机关运行经费预算50.00万元，上年机关运行经费预算60.00万元，比2022年预算减少15.00万元。",
    )

    says_last_year_s_change = wording(
        "N12.last_year_s_change",
        "按上年数{last_shown}加{change}计算应为",
        "last year's {last_shown} with the change of {change_shown} gives",
    )
    says_last_year_s_change_gives = wording(
        "N12.last_year_s_change_gives",
        "按上年数{last_shown}减{change}计算应为",
        "last year's {last_shown} with the change of {change_shown} gives",
    )

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per change with both figures."""
        for statement in _changes(lookup, "_change_amount"):
            current, before = current_of(lookup, statement), last_year_of(lookup, statement)
            sign = _SIGNS.get(statement.direction)
            if statement.value is None or current is None or before is None or sign is None:
                continue
            left, last, change = stated(current), stated(before), stated(statement, sign * statement.value)
            change, last = in_unit(change, left.unit), in_unit(last, left.unit)
            assert last.value is not None
            assert change.value is not None
            decimals = max(left.decimals, last.decimals, change.decimals)
            right = Figure(
                (
                    self.says_last_year_s_change(
                        last_shown=last.shown,
                        change=replace(change, value=abs(change.value)).shown,
                        change_shown=change.shown,
                    )
                    if sign > 0
                    else self.says_last_year_s_change_gives(
                        last_shown=last.shown,
                        change=replace(change, value=abs(change.value)).shown,
                        change_shown=change.shown,
                    )
                ),
                last.value + change.value,
                left.unit,
                decimals,
                (*last.places, *change.places),
            )
            yield compare(self, lookup, statement.statement_id, left, right, rounding_tolerance(2, decimals))


class N13(NarrativeCheck):
    """The word for a change fits its figures: up, down or unchanged as both years, amount and per cent say.

    A change of 0 is no increase or decrease, a change has no minus sign of its own, “unchanged” has no amount.
    """

    code = "N13"
    rule_zh = (
        "增减的用词与数字相符：增加、减少或持平，与两年的数、增减额和幅度的方向一致。增减额为0不是增减，"
        "增减额自身不带负号，“持平”没有金额。"
    )
    severity = "warning"
    title_zh = "增减用词与数字方向一致"
    title_en = "Words of change fit the figures"
    why_zh = "“增加”“减少”“持平”写反，读者得到的就是相反的结论。"
    why_en = "With the wrong word, a reader concludes the opposite."
    requires_zh = "增减的用词，以及可与之比较的数字（增减额、幅度、本年数与上年数）；没有可比数字时没有实例。"
    requires_en = (
        "A word of change with a figure it can be compared with (amount, per cent, this and last year's figure)."
    )
    good = Example(
        tables=BUDGET_TABLE,
        narrative="八、机关运行经费增减变动原因说明\n2023年机关运行经费预算50.00万元，上年机关运行经费预算60.00万元，减少的主要原因是压缩办公费。",
    )
    bad = Example(
        tables=BUDGET_TABLE,
        narrative="八、机关运行经费增减变动原因说明\n2023年机关运行经费预算50.00万元，上年机关运行经费预算60.00万元，增加的主要原因是压缩办公费。",
    )

    says_last_year_this_year = wording(
        "N13.last_year_this_year", "上年{then_shown}、本年{now_shown}", "last year {then_shown}, this year {now_shown}"
    )
    says_fit = wording(
        "N13.fit",
        "文字所说{said}是“{word}”，{other}{shown}，相符。",
        "Stated: {said}, {word}; {other}{shown}: they fit.",
    )
    says_do_not_fit = wording(
        "N13.do_not_fit",
        "文字所说{said}是“{word}”，{other}{shown}，不相符。",
        "Stated: {said}, {word}; {other}{shown}: they do not fit.",
    )

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per word with something to compare it with."""
        for suffix in _MEASURES:
            for statement in _changes(lookup, suffix):
                if statement.direction and (suffix != "_change" or statement.statement.endswith("_change")):
                    yield from self._word(lookup, statement)

    def _word(self, lookup: Lookup, statement: Statement) -> Iterator[Finding]:
        said = stated(statement)
        for other, direction in self._others(lookup, statement):
            yield self._finding(lookup, statement, said, other, direction == statement.direction)
            return
        if statement.value is not None and statement.value <= 0:
            found = self._finding(lookup, statement, said, said, statement.direction == "unchanged")
            yield found if statement.value or found.status == "pass" else replace(found, severity="review")

    def _others(self, lookup: Lookup, statement: Statement) -> Iterator[tuple[Figure, str]]:
        """Figures that say which way it went, the surest first."""
        before, current = last_year_of(lookup, statement), current_of(lookup, statement)
        if before is not None and current is not None:
            now = stated(current)
            then = in_unit(stated(before), now.unit)
            assert now.value is not None
            assert then.value is not None
            yield (
                Figure(
                    self.says_last_year_this_year(then_shown=then.shown, now_shown=now.shown),
                    now.value - then.value,
                    now.unit,
                    now.decimals,
                    (*then.places, *now.places),
                ),
                _direction(now.value - then.value),
            )
        change = amount_of(lookup, statement) if statement.statement.endswith("_change_percent") else None
        if change is not None and change.direction and change.value:
            yield stated(change), change.direction
        if statement.direction == "unchanged" and statement.value is None:
            amount = lookup.nearest(statement, f"{stem_of(statement)}_change_amount")
            if amount is not None and amount.value and amount.compared_with == statement.compared_with:
                yield stated(amount), amount.direction

    def _finding(self, lookup: Lookup, statement: Statement, said: Figure, other: Figure, fits: bool) -> Finding:
        status: Status = "pass" if fits else "fail"
        says = self.says_fit if fits else self.says_do_not_fit
        words = says(said=said.name, word=_WORDS[statement.direction], other=other.name, shown=self._shown(other))
        return verdict(self, lookup, statement.statement_id, said, other, status, said=words)

    @staticmethod
    def _shown(other: Figure) -> Phrase:
        """The figure behind its name, where the name does not tell both years' figures already."""
        return NOTHING if other.name.wording is N13.says_last_year_this_year else _SHOWN(amount=other.shown)


def _direction(difference: Decimal) -> str:
    return "increase" if difference > 0 else "decrease" if difference < 0 else "unchanged"
