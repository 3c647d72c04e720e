"""What a narrative says of last year, against last year's own package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from mingzhang.checks.base import Example, Status
from mingzhang.checks.engine.phrases import Phrase, Value, label, wording
from mingzhang.checks.years.base import OF, Figure, Pair, PairFinding, Published, Relation, Row, YearCheck
from mingzhang.checks.years.words import compare, judged, missing, money, plain

_CHANGE = ("_change_amount", "_change_percent", "_change")
_TOTALS = {
    ("revenue", "revenue"): "balance/revenue/total/{overview}",
    ("expenditure", "expenditure"): "balance/expenditure/total/{overview}",
    ("appropriation", "revenue"): "appropriation_balance/revenue/total/total",
    ("appropriation", "expenditure"): "appropriation_balance/expenditure/total/total",
    ("general", "expenditure"): "general_expenditure/total/total",
}
_ITEMS = {
    "three_public": "three_public/total/{public}",
    "abroad": "three_public/abroad/{public}",
    "reception": "three_public/reception/{public}",
    "vehicles": "three_public/vehicles/{public}",
    "vehicle_operation": "three_public/vehicle_operation/{public}",
    "vehicle_purchase": "three_public/vehicle_purchase/{public}",
    "operating_costs": "operating_costs/total/total",
}
_COLUMNS = {
    "budget": {"overview": "total", "public": "total"},
    "final": {"overview": "amount", "public": "executed"},
}
_OTHER_KIND = {"budget": "last_year_final", "final": "last_year_budget"}
_SIGN = {"increase": 1, "decrease": -1, "unchanged": 0}
_DIRECTION = {
    1: label("years.increase", "增加", "an increase"),
    -1: label("years.decrease", "减少", "a decrease"),
    0: label("years.no_change", "持平", "no change"),
}


@dataclass(frozen=True, slots=True)
class _Claim:
    """A statement on the change since last year, and the figures of both years it is about."""

    row: Row
    name: Phrase
    last: Figure
    now: Figure

    @property
    def sign(self) -> int:
        return _SIGN[self.row["change_direction"]]


def _fact_of(row: Row, kind: str) -> str:
    """The fact a statement on a change is about; blank where no table of both years holds it."""
    name = row["statement"]
    ending = next((ending for ending in _CHANGE if name.endswith(ending)), None)
    if ending is None:
        return ""
    subject = name.removesuffix(ending)
    if subject == "function" and row["subject_code"] and kind == "final":
        return f"general_expenditure/{row['subject_code']}/total"
    pattern = _TOTALS.get((subject, row["side"])) or _ITEMS.get(subject, "")
    return pattern.format(**_COLUMNS[kind])


def _claims(left: Published, right: Published) -> Iterator[_Claim]:
    """Every statement of the later disclosure that compares with the earlier one."""
    for row in right.statements:
        if row["change_direction"] not in _SIGN or row["compared_with"] == _OTHER_KIND[right.kind]:
            continue
        fact = _fact_of(row, right.kind)
        if fact.split("/")[0] in {"", *_missing_tables(left)}:
            continue
        name = _name(right, fact)
        last, now = (package.figure(fact, OF(title=package.title, name=name)) for package in (left, right))
        yield _Claim(row, name, last, now)


def _both(claim: _Claim, left: Published, right: Published) -> dict[str, Value]:
    """The figures of both years as values of a message."""
    return {
        "last": claim.last.name,
        "last_wan": money(claim.last.value),
        "now": claim.now.name,
        "now_wan": money(claim.now.value),
        "left": left.title,
        "right": right.title,
    }


def _missing_tables(package: Published) -> set[str]:
    return {row["table"] for row in package.tables.get("tables", ()) if row["state"] == "missing"}


_IN_TABLE = {
    "balance": wording("years.in_balance", "收支总表“{row}”", "“{row}”"),
    "appropriation_balance": wording("years.in_appropriation", "财政拨款收支总表“{row}”", "“{row}” (appropriations)"),
    "general_expenditure": wording("years.in_general", "一般公共预算支出“{row}”", "“{row}” (general public budget)"),
}
_ELSEWHERE = wording("years.in_other_table", "“{row}”", "“{row}”")


def _name(package: Published, fact: str) -> Phrase:
    row = package.facts.get(fact)
    table, key, *_ = fact.split("/")
    return _IN_TABLE.get(table, _ELSEWHERE)(row=row["row_label"] if row else key)


class _Stated(YearCheck):
    """What the checks on statements about last year have in common."""

    relations: ClassVar[tuple[Relation, ...]] = ("years",)
    severity = "review"
    why_zh = "说明“比上年增减多少”，只有与上年公布的数一致，读者才能比较两年。"
    why_en = "A change on last year means something only if last year's published figure bears it out."
    basis_zh = "财预〔2016〕143号要求说明收支增减变化。口径调整、机构改革或与调整后预算相比时可以不同，故仅供复核。"
    basis_en = (
        "Rules of disclosure (Cai Yu [2016] No. 143) ask that changes be explained. Another scope, a reorganisation or "
        "a comparison with the adjusted budget may explain a difference, so it is for review."
    )
    requires_zh = "上年同类公开已收录且印有该数；上年未印时标为数据不足。与另一类公开比较的说法不查。"
    requires_en = (
        "Last year's disclosure of the same kind is in the catalog and prints the figure; where it does not, data are "
        "insufficient. What is compared with the other kind is left alone."
    )
    fix_zh = "公布者核对上年数，口径不同时写明。"
    fix_en = "The publisher compares with last year's figure and says so where the scope differs."


def _overview(total: str) -> str:
    return (
        "预算公开表1\n预算收支总表\n单位：万元\n收入⇥⇥支出⇥⇥⇥\n项目⇥金额⇥项目⇥合计⇥当年预算安排⇥上年结转安排\n"
        f"一、一般公共预算⇥{total}⇥一、一般公共服务支出⇥{total}⇥{total}⇥\n"
        f"收入总计⇥{total}⇥支出总计⇥{total}⇥{total}⇥\n"
    )


def _said(change: str) -> str:
    return f"一、部门预算收支数据变动情况及原因\n2023年度预算收入总计220.00万元，{change}。\n"


_LAST = Example(tables=_overview("200.00"))


def _pair(change: str) -> Pair:
    return Pair(_LAST, Example(tables=_overview("220.00"), narrative=_said(change)))


class Y01(_Stated):
    """The stated change on last year is this year's figure less that of last year's package.

    Also a last-year figure stated outright. Two rounded figures and a rounded change may differ by 1.5 units of
    the last printed decimal.
    """

    code = "Y01"
    rule_zh = (
        "所称比上年的增减额，等于本年数减去上年数据包中的数；直接写出的上年数也核对。两个数和增减额各经四舍五入，"
        "允许末位的1.5个单位。"
    )
    title_zh = "所称比上年增减额与上年公布数一致"
    title_en = "The stated change agrees with last year's published figure"
    good = _pair("比上年增加20.00万元，增加10.00%")
    bad = _pair("比上年增加35.00万元，增加10.00%")

    says_published_costs = wording(
        "Y01.published_costs", "{title}公布的机关运行经费", "operating costs published in {title}"
    )
    says_stated_costs = wording(
        "Y01.stated_costs", "{title}说明所称上年机关运行经费", "last year's operating costs stated in {title}"
    )
    says_stated_change = wording("Y01.stated_change", "{title}说明所称增减额", "change stated")
    says_change = wording("Y01.change", "{name}{right}与{left}公布数之差", "Change of {name} from {left} to {right}")

    def find(self, left: Published, right: Published, relation: Relation) -> Iterable[PairFinding]:
        """One instance per statement with an amount."""
        for claim in _claims(left, right):
            if claim.row["value_yuan"]:
                yield self._change(left, right, claim)
        for row in right.statements:
            if row["statement"] == "operating_costs_last_year" and row["value_yuan"]:
                fact = _ITEMS["operating_costs"]
                if right.kind == "budget":
                    last = left.figure(fact, self.says_published_costs(title=left.title))
                    stated = right.stated(row, self.says_stated_costs(title=right.title))
                    tolerance = max(last.step, stated.step) / 2 if last.step != stated.step else Decimal(0)
                    yield compare(self, left, right, row["statement_id"], last, stated, tolerance)

    def _change(self, left: Published, right: Published, claim: _Claim) -> PairFinding:
        instance = claim.row["statement_id"]
        stated = right.stated(claim.row, self.says_stated_change(title=right.title))
        if claim.last.value is None or claim.now.value is None or stated.value is None:
            return missing(self, left, right, instance, claim.last, claim.now)
        signed = stated.value * claim.sign
        real = claim.now.value - claim.last.value
        change = Figure(
            self.says_change(name=claim.name, left=left.title, right=right.title),
            real, (*claim.last.places, *claim.now.places),
            doubtful=claim.last.doubtful or claim.now.doubtful,
        )  # fmt: skip
        tolerance = (stated.step + claim.last.step + claim.now.step) / 2
        return compare(
            self,
            left,
            right,
            instance,
            change,
            Figure(stated.name, signed, stated.places),
            tolerance,
        )


class Y02(_Stated):
    """The stated rate of change is the difference to last year's package over last year's figure.

    Rounded half up to the printed decimals; what the rounding of both amounts can explain counts as rounding.
    """

    code = "Y02"
    rule_zh = "所称增减率，等于与上年数据包之差除以上年数，按所印小数位四舍五入；两个数额舍入所能解释的差算作尾差。"
    title_zh = "所称比上年增减率按上年公布数重算"
    title_en = "The stated rate of change follows from last year's published figure"
    good = _pair("比上年增加20.00万元，增加10.00%")
    bad = _pair("比上年增加20.00万元，增加9.09%")

    says_stated_rate = wording("Y02.stated_rate", "{title}说明所称增减率", "rate stated")
    says_computed = wording("Y02.computed", "按公布数计算的{statement}", "rate computed from the published figures")
    says_rates = wording(
        "Y02.rates",
        "{last}{last_wan}万元、{now}{now_wan}万元，增减率应为{computed}%；说明称{stated}%。",
        "{last_wan} in {left}, {now_wan} in {right} (万元): the change is {computed} %; the narrative says {stated} %.",
    )

    def find(self, left: Published, right: Published, relation: Relation) -> Iterable[PairFinding]:
        """One instance per statement with a percentage."""
        for claim in _claims(left, right):
            if claim.row["statement"].endswith("_percent") and claim.row["quantity"]:
                yield self._rate(left, right, claim)

    def _rate(self, left: Published, right: Published, claim: _Claim) -> PairFinding:
        instance = claim.row["statement_id"]
        last, now = claim.last, claim.now
        stated = right.stated(claim.row, self.says_stated_rate(title=right.title))
        if not last.value or now.value is None or stated.value is None:
            empty = Figure(last.name, None, last.places, doubtful=last.doubtful) if not last.value else last
            return missing(self, left, right, instance, empty, now)
        real = (now.value - last.value) * 100 / abs(last.value)
        said = stated.value * claim.sign
        shown = real.quantize(stated.step, rounding=ROUND_HALF_UP)
        blur = 50 * (last.step + now.step) * max(Decimal(1), abs(now.value / last.value)) / abs(last.value)
        tolerance = (stated.step / 2 + blur).quantize(Decimal("0.0001"))
        status: Status = "pass" if shown == said else "rounding" if abs(real - said) <= tolerance else "fail"
        computed = Figure(self.says_computed(statement=claim.row["statement_id"]), shown, (*last.places, *now.places))
        return judged(
            self, left, right, instance, computed, Figure(stated.name, said, stated.places), status,
            self.says_rates(
                **_both(claim, left, right), computed=plain(shown), stated=plain(said)
            ),
            shown - said, tolerance,
        )  # fmt: skip


class Y03(_Stated):
    """Increase, decrease or no change, as the narrative says, is what the two published figures show."""

    code = "Y03"
    rule_zh = "情况说明所称的增加、减少或持平，与公布的两年数字一致。"
    title_zh = "所称增减方向与两年公布数一致"
    title_en = "The stated direction is that of the published figures"
    good = _pair("比上年增加20.00万元，增加10.00%")
    bad = _pair("比上年减少20.00万元，减少10.00%")

    says_direction = wording(
        "Y03.direction",
        "{last}为{last_wan}万元，{now}为{now_wan}万元，实为{real}；说明称{stated}。",
        "{last_wan} in {left}, {now_wan} in {right} (万元): {real}; the narrative says {stated}.",
    )

    def find(self, left: Published, right: Published, relation: Relation) -> Iterable[PairFinding]:
        """One instance per figure said to have changed, or not."""
        seen = set()
        for claim in _claims(left, right):
            last, now = claim.last, claim.now
            if (key := _fact_of(claim.row, right.kind)) in seen or (last.value is None and now.value is None):
                continue
            seen.add(key)
            if last.value is None or now.value is None:
                yield missing(self, left, right, key, last, now)
                continue
            real = (now.value > last.value) - (now.value < last.value)
            status: Status = "pass" if real == claim.sign else "fail"
            yield judged(
                self, left, right, key, last, Figure(now.name, now.value, (*now.places, right.place(claim.row))),
                status,
                self.says_direction(
                    **_both(claim, left, right), real=_DIRECTION[real], stated=_DIRECTION[claim.sign]
                ),
                now.value - last.value,
            )  # fmt: skip


STATED_CHECKS: tuple[YearCheck, ...] = (Y01(), Y02(), Y03())
