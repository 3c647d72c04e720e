"""Numbers and amounts of the narrative that must fit one another without a table: cars, uses, units, reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from mingzhang.checks.base import Example, Finding
from mingzhang.checks.engine.phrases import wording
from mingzhang.checks.narrative.changes import amount_of, stem_of
from mingzhang.checks.narrative.compare import (
    Figure,
    added,
    compare,
    in_unit,
    stated,
    sum_tolerance,
    verdict,
)
from mingzhang.checks.narrative.family import BUDGET_TABLE, FINAL_TABLE, NarrativeCheck
from mingzhang.checks.narrative.lookup import Lookup
from mingzhang.ground.text import fold
from mingzhang.narrative.model import Statement
from mingzhang.vocabulary.wordings import DOWN, UP

_OPPOSITE = {"increase": re.compile(DOWN), "decrease": re.compile(UP)}
_MOVED = re.compile(rf"(?:{UP}|{DOWN})(?:了|约|近|为|共计|合计)*(?=[0-9])")
_WITHIN = (("sme_amount", "procurement_total"), ("small_firm_amount", "sme_amount"))
"""A part and the whole that it is within."""
_THREE = ("abroad", "reception", "vehicle_operation", "vehicle_purchase", "vehicle_costs")


class N24(NarrativeCheck):
    """Cars kept on the appropriation against the cars held at the end of the year; for review.

    Cars may be held that the appropriation does not pay for, so a difference needs an explanation, not a correction.
    """

    code = "N24"
    rule_zh = (
        "财政拨款开支的公务用车保有量，与年末实有车辆相比，仅供复核。单位可以有不由财政拨款开支的车辆，"
        "因此差异需要说明而不一定要更正。"
    )
    severity = "review"
    title_zh = "公务用车保有量与车辆数"
    title_en = "Cars kept on the appropriation and cars held"
    why_zh = "“三公”经费说明中的公务用车保有量与国有资产说明中的车辆数不同，应说明差额从何而来。"
    why_en = "Where the two numbers of cars differ, a reader should learn why."
    requires_zh = "决算说明中两处都写明了数量；车辆可能不由财政拨款负担，故仅供复核。"
    requires_en = "Both numbers stated; cars may be paid for from other money, so this is for review."
    _text = (
        "九、财政拨款“三公”经费支出决算情况说明\n公务用车运行维护费支出2.00万元，使用财政拨款负担的公务用车保有量共2辆。\n"
        "十、其他重要事项情况说明\n（三）国有资产占用情况说明\n截至2023年12月31日，共有车辆{}辆。"
    )
    good = Example(tables=FINAL_TABLE, narrative=_text.format(2), kind="final")
    bad = Example(tables=FINAL_TABLE, narrative=_text.format(5), kind="final")

    says_vehicles_held_among_state = wording(
        "N24.vehicles_held_among_state", "国有资产说明中的车辆数", "vehicles held, among the state assets"
    )

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance."""
        for kept in lookup.statements("vehicles_kept_count"):
            held = [
                s
                for s in lookup.statements("vehicles_count")
                if lookup.unit_of(s) == lookup.unit_of(kept) and s.value is not None
            ]
            if kept.value is not None and held:
                right = replace(stated(held[0]), name=self.says_vehicles_held_among_state())
                yield compare(self, lookup, kept.statement_id, stated(kept), right, Decimal(0))


@dataclass(frozen=True, slots=True)
class CountOf:
    """Counts that there are exactly where money was spent on `amount`; `subject` is the counts' own."""

    amount: str
    counts: tuple[str, ...]
    subject: str = ""


COUNTS_OF: tuple[CountOf, ...] = (
    CountOf("abroad", ("delegations_count", "abroad_persons")),
    CountOf("vehicle_purchase", ("vehicles_purchased_count",)),
    CountOf("reception", ("receptions_count", "reception_persons")),
    CountOf("domestic_reception", ("receptions_count", "reception_persons"), "domestic_reception"),
    CountOf("foreign_guest_reception", ("receptions_count", "reception_persons"), "foreign_guest_reception"),
    CountOf("overseas_reception", ("receptions_count", "reception_persons"), "overseas_reception"),
)


class N28(NarrativeCheck):
    """Where nothing was spent on travel abroad, cars or receptions, none are counted, and the other way round.

    For review: a delegation may travel at another's cost.
    """

    code = "N28"
    rule_zh = (
        "因公出国（境）、公务用车、公务接待没有支出的，也没有人次、辆数、批次；反之亦然。仅供复核："
        "出访可以由他方承担费用。"
    )
    severity = "review"
    title_zh = "“三公”经费的人次、批次、辆数与金额相称"
    title_en = "Numbers of trips, cars and receptions fit the money"
    why_zh = "没有支出却有批次，或有支出却没有批次，应说明原因。"
    why_en = "Receptions without cost, or cost without receptions, need an explanation."
    requires_zh = "决算说明同一节写明了金额和数量（团组、人次、购置辆数、批次）；费用可能由其他单位承担，故仅供复核。"
    requires_en = (
        "Amount and number in one section of final accounts; another body may have paid, so this is for review."
    )
    _text = "九、财政拨款“三公”经费支出决算情况说明\n公务接待费支出0万元，共接待{}批次，{}人次。"
    good = Example(tables=FINAL_TABLE, narrative=_text.format(0, 0), kind="final")
    bad = Example(tables=FINAL_TABLE, narrative=_text.format(3, 20), kind="final")

    says_stated_they_fit = wording(
        "N28.stated_they_fit",
        "文字所说{right}{right_shown}，{left}{left_shown}，相称。",
        "Stated: {right} {right_shown}, {left} {left_shown}: they fit.",
    )
    says_stated_they_do_not = wording(
        "N28.stated_they_do_not",
        "文字所说{right}{right_shown}，{left}{left_shown}，不相称。",
        "Stated: {right} {right_shown}, {left} {left_shown}: they do not fit.",
    )

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per number."""
        if lookup.kind != "final":
            return
        for rule in COUNTS_OF:
            for count in lookup.statements(*rule.counts):
                if count.value is None or count.subject.code != rule.subject:
                    continue
                amounts = [
                    other
                    for other in lookup.by_section[count.section_id]
                    if other.statement in (rule.amount, f"{rule.amount}_executed") and other.value is not None
                ]
                if len(amounts) == 1 and lookup.unit_of(amounts[0]) == lookup.unit_of(count):
                    yield self._finding(lookup, count, amounts[0])

    def _finding(self, lookup: Lookup, count: Statement, amount: Statement) -> Finding:
        left, right = stated(count), stated(amount)
        fits = bool(left.value) is bool(right.value)
        said = (
            self.says_stated_they_fit(right=right.name, right_shown=right.shown, left=left.name, left_shown=left.shown)
            if fits
            else self.says_stated_they_do_not(
                right=right.name, right_shown=right.shown, left=left.name, left_shown=left.shown
            )
        )
        return verdict(self, lookup, count.statement_id, left, right, "pass" if fits else "fail", said=said)


class N25(NarrativeCheck):
    """Parts are not more than their whole: staff, cars and rooms by unit or use, contracts of small firms.

    Less than the whole is no contradiction: 其中 may name some parts only.
    """

    code = "N25"
    rule_zh = (
        "部分不大于整体：分单位或分用途的人员、车辆、房屋，授予小微企业的合同。小于整体并不矛盾，“其中”可以只列一部分。"
    )
    severity = "warning"
    title_zh = "部分不超过总数"
    title_en = "Parts do not exceed their whole"
    why_zh = "部分之和大于总数，必有一处写错。"
    why_en = "Parts that are more than their whole show that one number is wrong."
    requires_zh = "同一节写明了总数和至少两个部分（中小企业合同与政府采购总额各一个数即可）。"
    requires_en = "The whole and at least two parts in one section (for contracts of small firms one figure each)."
    _text = (
        "十一、国有资产占有使用情况\n2、房屋情况：\n我单位现有房屋500平方米，其中：办公用房300平方米，库房{}平方米。"
    )
    good = Example(tables=BUDGET_TABLE, narrative=_text.format(200))
    bad = Example(tables=BUDGET_TABLE, narrative=_text.format(260))

    says_stated_within = wording(
        "N25.stated_within",
        "文字所说{left}{left_shown}，没有超过{right}{right_shown}。",
        "Stated: {left} {left_shown}, within {right} {right_shown}.",
    )
    says_stated_more_than = wording(
        "N25.stated_more_than",
        "文字所说{left}{left_shown}，超过了{right}{right_shown}。",
        "Stated: {left} {left_shown}, more than {right} {right_shown}.",
    )
    says_sum_parts = wording("N25.sum_parts", "{count}个部分之和", "sum of {count} parts")

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per whole."""
        names = (
            "staff_posts",
            "staff_actual",
            "vehicles_authorised",
            "vehicles_count",
            "buildings_area",
            "buildings_value",
        )
        for name in names:
            sections = dict.fromkeys(s.section_id for s in lookup.statements(name) if s.value is not None)
            for section in sections:
                said = [s for s in lookup.by_section[section] if s.statement == name and s.value is not None]
                yield from self._section(lookup, said)
        for part, whole in _WITHIN:
            for statement in lookup.statements(part):
                other = lookup.nearest(statement, whole) or self._without_side(lookup, statement, whole)
                if statement.value is not None and other is not None:
                    yield self._within(lookup, statement, other)

    @staticmethod
    def _without_side(lookup: Lookup, statement: Statement, name: str) -> Statement | None:
        found = [s for s in lookup.by_section[statement.section_id] if s.statement == name and s.value is not None]
        return found[0] if len(found) == 1 and lookup.unit_of(found[0]) == lookup.unit_of(statement) else None

    def _within(self, lookup: Lookup, part: Statement, whole: Statement) -> Finding:
        left, right = stated(part), in_unit(stated(whole), part.unit)
        assert left.value is not None
        assert right.value is not None
        fits = left.value <= right.value
        said = (
            self.says_stated_within(left=left.name, left_shown=left.shown, right=right.name, right_shown=right.shown)
            if fits
            else self.says_stated_more_than(
                left=left.name, left_shown=left.shown, right=right.name, right_shown=right.shown
            )
        )
        return verdict(self, lookup, part.statement_id, left, right, "pass" if fits else "fail", said=said)

    def _section(self, lookup: Lookup, said: list[Statement]) -> Iterator[Finding]:
        by_use = [s for s in said if s.subject.name]
        wholes = [s for s in said if not s.subject.name and (lookup.of_whole(s) or len(said) == len(by_use) + 1)]
        parts = by_use or [s for s in said if s not in wholes]
        if len(wholes) != 1 or len(parts) < 2 or len({s.unit for s in (*wholes, *parts)}) != 1:
            return
        if by_use and len({lookup.unit_of(s) for s in (*wholes, *by_use)}) != 1:
            return
        whole, figures = stated(wholes[0]), [stated(part) for part in parts]
        total = added(figures, self.says_sum_parts(count=len(figures)))
        assert whole.value is not None
        assert total.value is not None
        difference, tolerance = whole.value - total.value, sum_tolerance(whole, figures)
        if difference > tolerance:
            return
        yield compare(self, lookup, wholes[0].statement_id, whole, total, tolerance)


class N26(NarrativeCheck):
    """Increases (decreases) that a reason gives for a change do not exceed the change, unless it names the opposite.

    One instance per change whose reason says of at least two amounts that they went the same way. Less than the
    change is no contradiction, since reasons name the main causes only; amounts not said to be a change are no
    part of one. For review.
    """

    code = "N26"
    rule_zh = (
        "原因中所列各项增加（减少）额之和不超过总增减额，除非同时说明了相反的变化。"
        "原因中至少有两个金额写明方向相同时，才核对一处。小于总增减额并不矛盾，原因可以只列主要的；"
        "未写明是增减的金额不计。仅供复核。"
    )
    severity = "review"
    title_zh = "原因中各项增减额不超过总增减额"
    title_en = "Changes in a reason do not exceed the change"
    why_zh = "增加的原因加起来比增加额还多，却没有提到减少的因素，读者无法得到解释。"
    why_en = "Causes that add up to more than the change, without anything that went the other way, do not explain it."
    requires_zh = "增减额的原因中至少有两个写明同方向的增减额，且没有相反方向的用词；原因一般只写主要因素，故仅供复核。"
    requires_en = (
        "At least two changes of the same direction in the reason and no word of the opposite one; else no instance."
    )
    _text = (
        "一、部门预算收支数据变动情况及原因\n2023年度预算收入总计90.00万元，比上年增加{}万元，主要原因是"
        "人员经费增加12.00万元，公用经费增加30.00万元。"
    )
    good = Example(tables=BUDGET_TABLE, narrative=_text.format("42.00"))
    bad = Example(tables=BUDGET_TABLE, narrative=_text.format("24.00"))

    says_more_than_change = wording(
        "N26.more_than_change",
        "“{left}”{left_shown}，{total}{total_shown}，超过增减额。",
        "{left} {left_shown}; {total} {total_shown}: more than the change.",
    )
    says_not_more = wording(
        "N26.not_more",
        "“{left}”{left_shown}，{total}{total_shown}，没有超过增减额。",
        "{left} {left_shown}; {total} {total_shown}: not more.",
    )
    says_sum_amounts_reason = wording(
        "N26.sum_amounts_reason", "原因中{count}个金额之和", "sum of {count} amounts in the reason"
    )

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per change with such a reason."""
        inside: dict[str, list[Statement]] = {}
        for statement in lookup.statements("reason_amount"):
            if statement.value_yuan is not None and _MOVED.search(fold(statement.printed)):
                inside.setdefault(statement.parent, []).append(statement)
        for change in lookup.disclosure.narrative.statements:
            amounts = inside.get(change.statement_id, [])
            change_amount = change if change.statement.endswith("_change_amount") else None
            if change_amount is None and change.kind == "change" and stem_of(change):
                change_amount = amount_of(lookup, change)
            if change_amount is None or change_amount.value is None or len(amounts) < 2:
                continue
            opposite = _OPPOSITE.get(change_amount.direction)
            if opposite is None or opposite.search(fold(change.reason)):
                continue
            left, figures = stated(change_amount), [stated(amount) for amount in amounts]
            total = in_unit(
                added(figures, self.says_sum_amounts_reason(count=len(figures))),
                left.unit,
            )
            assert left.value is not None
            assert total.value is not None
            fails = total.value - left.value > sum_tolerance(left, figures)
            said = (
                self.says_more_than_change(
                    left=left.name, left_shown=left.shown, total=total.name, total_shown=total.shown
                )
                if fails
                else self.says_not_more(
                    left=left.name, left_shown=left.shown, total=total.name, total_shown=total.shown
                )
            )
            yield verdict(
                self,
                lookup,
                change_amount.statement_id,
                left,
                total,
                "fail" if fails else "pass",
                left.value - total.value,
                said=said,
            )


class N27(NarrativeCheck):
    """The changes of the three public expenses add up to the change of their total (tolerance: rounding)."""

    code = "N27"
    rule_zh = "“三公”经费各项增减额之和等于总额的增减额（允许四舍五入所能造成的差）。"
    title_zh = "“三公”经费各项增减之和等于总增减额"
    title_en = "Changes of the three public expenses add up"
    why_zh = "各项都写了增减，合起来应等于总额的增减。"
    why_en = "Where each item's change is stated, together they are the change of the total."
    requires_zh = "同一节写明了总额的增减额，且出国、接待、用车各项都写明增减额或持平；缺少一项则没有实例。"
    requires_en = (
        "The change of the total and of every item (or “unchanged”) in one section; else there is no instance."
    )
    _text = (
        "七、“三公”经费增减变动原因说明\n2023年财政拨款安排的“三公”经费预算3.00万元比2022年减少{}万元。\n其中：因公出国（境）费0.00万元与上年预算数相同；"
        "公务接待费1.00万元与上年预算数相同；公务用车运行维护费2.00万元比上年减少1.50万元；公务用车购置费0.00万元与上年预算数相同。"
    )
    good = Example(tables=BUDGET_TABLE, narrative=_text.format("1.50"))
    bad = Example(tables=BUDGET_TABLE, narrative=_text.format("1.00"))

    says_sum_items_changes = wording("N27.sum_items_changes", "各项增减之和", "sum of the items' changes")

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per section."""
        for total in lookup.statements("three_public_change_amount"):
            change = _signed(total)
            parts = [found for stem in _THREE if (found := self._part(lookup, total, stem)) is not None]
            stems = {stem for stem, _ in parts}
            vehicles = "vehicle_costs" in stems or {"vehicle_operation", "vehicle_purchase"} <= stems
            if change is None or not vehicles or not {"abroad", "reception"} <= stems:
                continue
            used = [
                f
                for stem, f in parts
                if "vehicle_costs" not in stems or not stem.startswith(("vehicle_o", "vehicle_p"))
            ]
            figures = [in_unit(figure, change.unit) for figure in used]
            whole = added(figures, self.says_sum_items_changes())
            tolerance = sum_tolerance(change, figures)
            yield compare(self, lookup, total.statement_id, change, whole, tolerance, complete=True)

    @staticmethod
    def _part(lookup: Lookup, total: Statement, stem: str) -> tuple[str, Figure] | None:
        """The signed change of an item; 0 where it is said to be unchanged."""
        for name in (f"{stem}_change_amount", f"{stem}_change"):
            for other in lookup.beside(total, name):
                if not {other.compared_with, total.compared_with} <= {"last_year", "last_year_budget"}:
                    continue
                figure = _signed(other)
                if figure is not None:
                    return stem, figure if figure.unit else Figure(
                        figure.name, Decimal(0), total.unit, 2, figure.places, statements=figure.statements
                    )
        return None


def _signed(statement: Statement) -> Figure | None:
    if statement.direction == "unchanged":
        return stated(statement, Decimal(0))
    if statement.value is None or statement.direction not in ("increase", "decrease"):
        return None
    return stated(statement, statement.value if statement.direction == "increase" else -statement.value)
