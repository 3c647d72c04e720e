"""Staff, vehicles and the size of a disclosure: figures that are unlikely beside one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import Phrase, wording
from mingzhang.checks.engine.places import Evidence
from mingzhang.checks.plausibility.outcome import TABLE, PlausibilityCheck
from mingzhang.checks.sums import reading_of, term
from mingzhang.ground.amounts import format_quantity, to_yuan
from mingzhang.narrative import Statement

_LEAST_PER_HEAD = Decimal(20_000)
_MOST_PER_HEAD = Decimal(400_000)
"""元 a year for one member of staff, pay and contributions: below and above, staff or unit of measure is doubtful."""
_LEAST_TOTAL = Decimal(10_000)
_MOST_TOTAL = Decimal(10_000_000_000)
"""元: a disclosure below or above is more often in the wrong unit of measure than real."""
_WAN = Decimal(10_000)


class StaffCheck(PlausibilityCheck):
    """A check of figures on staff and vehicles that the narrative states."""

    basis_zh = "财预〔2016〕143号：公开机构设置和国有资产占用情况；编制、车辆编制由主管机关核定。"
    basis_en = "Cai Yu [2016] No. 143: organisation and state assets are disclosed; posts and vehicles need approval."
    requires_zh = "需要说明中写明两个数字；缺一个时不作判断，记为资料不足。"
    requires_en = (
        "Needs both figures in the narrative; with one of them missing nothing is decided (insufficient data)."
    )

    says_approved_actual_not_both = wording(
        "StaffCheck.approved_actual_not_both",
        "没有同时写明{what}的编制数和实有数，不能比较。",
        "Approved and actual {what} are not both stated.",
    )
    says_approved_held_more_than = wording(
        "StaffCheck.approved_held_more_than",
        "{what}编制{may}{limit_unit}，实有{have}{actual_unit}，实有数多于编制数。",
        "{what:first}: {may} approved, {have} held: more than approved.",
    )
    says_approved_held = wording(
        "StaffCheck.approved_held",
        "{what}编制{may}{limit_unit}，实有{have}{actual_unit}，没有超过编制。",
        "{what:first}: {may} approved, {have} held.",
    )

    def compare(self, disclosure: Disclosure, held: str, approved: str, what: Phrase) -> Iterable[Finding]:
        """Whether more is held than approved, for each unit of which both are stated."""
        pairs = list(_pairs(_totals(disclosure, held), _totals(disclosure, approved)))
        if not pairs:
            said = self.says_approved_actual_not_both(what=what)
            yield self.undecided("document", said)
        for actual, limit in pairs:
            assert actual.value is not None
            assert limit.value is not None
            over = actual.value > limit.value
            have, may = format_quantity(actual.value), format_quantity(limit.value)
            yield self.finding(
                actual.unit_name or "document",
                over,
                (
                    self.says_approved_held_more_than(
                        what=what, may=may, limit_unit=limit.unit, have=have, actual_unit=actual.unit
                    )
                    if over
                    else self.says_approved_held(
                        what=what, may=may, limit_unit=limit.unit, have=have, actual_unit=actual.unit
                    )
                ),
                (actual, limit),
                left=(sides.ACTUAL_STAFF, have),
                right=(sides.AUTHORISED_POSTS, may),
            )


def _totals(disclosure: Disclosure, statement: str) -> list[Statement]:
    """The figures of a statement that are no part of another: without a kind of post or use."""
    return [
        found
        for found in disclosure.narrative.statements
        if found.statement == statement and found.value is not None and not found.subject.name and not found.reason
    ]


def _pairs(held: list[Statement], approved: list[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Figures of the same unit, on the same line where there are several."""
    used: set[tuple[str, int]] = set()
    for limit in approved:
        same = [found for found in held if found.unit_name == limit.unit_name]
        here = [found for found in same if found.locator.line == limit.locator.line]
        alone = len({found.value for found in same}) == 1 and len(approved) == 1
        chosen = here[0] if here else same[0] if alone else None
        key = (limit.unit_name, limit.locator.line)
        if chosen is not None and key not in used:
            used.add(key)
            yield chosen, limit


class Q16(StaffCheck):
    """More staff in post than posts approved, each as the narrative states them for the same unit."""

    code = "Q16"
    rule_zh = "实有人数多于编制数，两者均取情况说明对同一单位的陈述。"
    title_zh = "实有人数多于编制数"
    title_en = "More staff than posts"
    why_zh = "实有人数超过编制，可能是超编，也可能是口径不同（如含编外人员），应当说明。"
    why_en = "Either posts are exceeded or the figures count different people; a reader should be told which."
    fix_zh = "公布者核对两个数字，口径不同的写明。"
    fix_en = "Check both figures and say so where they count different people."
    good = Example(tables=TABLE, overview="二、机构设置情况\n编制人数40人，实有在职人数37人。")
    bad = Example(tables=TABLE, overview="二、机构设置情况\n编制人数40人，实有在职人数47人。")

    says_staff = wording("Q16.staff", "人员", "staff")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per unit."""
        return self.compare(disclosure, "staff_actual", "staff_posts", self.says_staff())


class Q17(StaffCheck):
    """More vehicles held than approved, each as the narrative states them for the same unit."""

    code = "Q17"
    rule_zh = "实有车辆多于车辆编制，两者均取情况说明对同一单位的陈述。"
    title_zh = "实有车辆多于车辆编制"
    title_en = "More vehicles than approved"
    why_zh = "实有车辆超过编制，可能是超编配车或旧车待处置，应当说明。"
    why_en = "Either too many vehicles are kept or old ones wait to be disposed of; a reader should be told."
    fix_zh = "公布者核对车辆数，写明超出的原因。"
    fix_en = "Check the figures and give the reason."
    good = Example(
        tables=TABLE, narrative="一、国有资产占有使用情况\n1、车辆情况：\n我单位预算编制汽车2辆，实有车辆2辆。"
    )
    bad = Example(
        tables=TABLE, narrative="一、国有资产占有使用情况\n1、车辆情况：\n我单位预算编制汽车1辆，实有车辆3辆。"
    )

    says_vehicles = wording("Q17.vehicles", "车辆", "vehicles")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per unit."""
        return self.compare(disclosure, "vehicles_count", "vehicles_authorised", self.says_vehicles())


_VEHICLE_TABLE = """2023年一般公共预算“三公”经费支出预算表
单位：万元
项目⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算
公务用车运行维护费⇥{cost}⇥{cost}⇥⇥
合计⇥{cost}⇥{cost}⇥⇥"""


class Q18(StaffCheck):
    """Running costs of vehicles where no vehicle is held, or vehicles held without any running cost.

    The cost is that of the 三公 table, or of the narrative where the table prints none; the vehicles are those stated.
    """

    code = "Q18"
    rule_zh = (
        "没有车辆却有运行维护费，或有车辆却没有运行维护费。费用取“三公”经费表，表中未印时取情况说明；车辆取情况说明。"
    )
    title_zh = "车辆与运行维护费不匹配"
    title_en = "Vehicles and running costs do not fit"
    why_zh = "没有车却有运行费，或有车却没有运行费，说明费用可能列在别处，或车辆由别的单位负担。"
    why_en = "Costs without vehicles, or vehicles without costs, mean that something is booked or kept elsewhere."
    requires_zh = "需要车辆数和公务用车运行维护费（或“无‘三公’经费”的说明）；缺一个时记为资料不足。"
    requires_en = "Needs the number of vehicles and their running costs; insufficient data without one of them."
    fix_zh = "公布者核对车辆数和费用，说明原因（如租用、待处置、由其他资金负担）。"
    fix_en = "Check both, and give the reason: hired, to be disposed of, paid from other funds."
    good = Example(
        tables=_VEHICLE_TABLE.format(cost="4.00"), narrative="一、国有资产占有使用情况\n1、车辆情况：\n共有车辆2辆。"
    )
    bad = Example(
        tables=_VEHICLE_TABLE.format(cost="4.00"), narrative="一、国有资产占有使用情况\n1、车辆情况：\n共有车辆0辆。"
    )

    says_not_stated = wording(
        "Q18.not_stated",
        "没有写明车辆数或公务用车运行维护费，不能比较。",
        "The number of vehicles or their running costs are not stated.",
    )
    says_vehicles_held_running_costs = wording(
        "Q18.vehicles_held_running_costs",
        "车辆{held}辆，公务用车运行维护费{spent}万元，没有车却有运行费。",
        "Vehicles held: {held}; running costs of vehicles: {spent} 万元, costs without vehicles.",
    )
    says_vehicles_held_vehicles_without_costs = wording(
        "Q18.vehicles_held_vehicles_without_costs",
        "车辆{held}辆，公务用车运行维护费{spent}万元，有车却没有运行费。",
        "Vehicles held: {held}; running costs of vehicles: {spent} 万元, vehicles without costs.",
    )
    says_vehicles_held_running_costs_vehicles = wording(
        "Q18.vehicles_held_running_costs_vehicles",
        "车辆{held}辆，公务用车运行维护费{spent}万元，二者相符。",
        "Vehicles held: {held}; running costs of vehicles: {spent} 万元.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """A single instance for the whole disclosure."""
        count, at = _vehicles(disclosure)
        cost, where = _running_costs(disclosure)
        if count is None or cost is None:
            yield self.undecided("document", self.says_not_stated(), (*at, *where))
            return
        fails = (count == 0) != (cost == 0)
        held, spent = format_quantity(count), format_quantity(cost / _WAN)
        yield self.finding(
            "document",
            fails,
            (
                (
                    self.says_vehicles_held_running_costs(held=held, spent=spent)
                    if count == 0
                    else self.says_vehicles_held_vehicles_without_costs(held=held, spent=spent)
                )
                if fails
                else self.says_vehicles_held_running_costs_vehicles(held=held, spent=spent)
            ),
            (*at, *where),
            left=(sides.VEHICLES, held),
            right=(sides.RUNNING_COSTS_OF_VEHICLES_10_000_YUAN, spent),
        )


def _vehicles(disclosure: Disclosure) -> tuple[Decimal | None, tuple[Evidence, ...]]:
    """Vehicles held by all units together; a unit that states it has none counts as zero."""
    found = [
        statement
        for statement in disclosure.narrative.statements
        if statement.statement == "vehicles_count"
        and statement.kind in ("figure", "none_stated")
        and not statement.reason
    ]
    if not found:
        return None, ()
    by_unit = {statement.unit_name: statement.value or Decimal(0) for statement in reversed(found)}
    return by_unit.get("", sum(by_unit.values(), Decimal(0))), tuple(found[:3])


def _running_costs(disclosure: Disclosure) -> tuple[Decimal | None, tuple[Evidence, ...]]:
    """元 for running vehicles: from the 三公 table, else as stated; None where nothing is said."""
    reading = reading_of(disclosure, "three_public")
    for record in reading.records if reading else ():
        if record.texts.get("item") == "vehicle_operation" or "公务用车运行" in record.label:
            cost = term(record, "total" if "total" in record.amounts else "executed")
            if cost.value is not None:
                return to_yuan(cost.value, cost.unit), cost.places
    for statement in disclosure.narrative.statements:
        if statement.statement == "vehicle_operation" and statement.value_yuan is not None:
            return statement.value_yuan, (statement,)
        if statement.statement in ("three_public_total", "vehicle_operation") and statement.kind == "none_stated":
            return Decimal(0), (statement,)
    return None, ()


_PAY_TABLE = """2023年一般公共预算安排基本支出分经济科目表
单位：万元
部门预算支出经济科目名称⇥政府预算支出经济科目名称⇥合计⇥人员经费⇥公用经费
合计⇥⇥{pay}⇥{pay}⇥
工资福利支出⇥⇥{pay}⇥{pay}⇥
基本工资⇥工资奖金津补贴⇥{pay}⇥{pay}⇥"""


class Q19(StaffCheck):
    """Personnel money for one member of staff is below 2 or above 40 万元 a year.

    The personnel money of basic expenditure in the narrative or its table is divided by the staff in post.
    """

    code = "Q19"
    rule_zh = "人均人员经费每年低于2万元或高于40万元。以情况说明或基本支出表的人员经费，除以在职人数。"
    title_zh = "人均人员经费异常"
    title_en = "Unlikely personnel cost per head"
    why_zh = "人均人员经费过低或过高，多半是人数、金额单位或口径有误。"
    why_en = "A cost per head far from any pay scale usually means a wrong number of staff or unit of measure."
    basis_zh = "《政府收支分类科目》：工资福利支出和对个人和家庭的补助的范围；界限（2万元、40万元）为本项目取值。"
    basis_en = "Classification of items 301 and 303; the limits (2 and 40 万元) are this project's own."
    requires_zh = "需要说明中的在职人数和人员经费；缺一个时记为资料不足。"
    requires_en = (
        "Needs the staff stated in the narrative and the personnel money; insufficient data without one of them."
    )
    fix_zh = "公布者核对人数、金额和单位。"
    fix_en = "Check the number of staff, the amount and its unit of measure."
    good = Example(
        tables=_PAY_TABLE.format(pay="480.00"), overview="二、机构设置情况\n编制人数40人，实有在职人数40人。"
    )
    bad = Example(tables=_PAY_TABLE.format(pay="4.80"), overview="二、机构设置情况\n编制人数40人，实有在职人数40人。")

    says_not_stated = wording(
        "Q19.not_stated",
        "没有写明在职人数或人员经费，不能计算人均数。",
        "The staff in post or the personnel money is not stated.",
    )
    says_staff_per_head_outside = wording(
        "Q19.staff_per_head_outside",
        "人员经费{wan}万元，在职{count}人，人均{shown}万元，明显不在常见范围（2万元至40万元）内。",
        "{wan} 万元 for {count} staff is {shown} 万元 per head, outside the usual 2 to 40.",
    )
    says_staff_per_head = wording(
        "Q19.staff_per_head",
        "人员经费{wan}万元，在职{count}人，人均{shown}万元。",
        "{wan} 万元 for {count} staff is {shown} 万元 per head.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """A single instance for the whole disclosure."""
        staff = _totals(disclosure, "staff_actual")
        people = {found.unit_name: found.value or Decimal(0) for found in reversed(staff)}
        heads = people.get("", sum(people.values(), Decimal(0)))
        money, places = _personnel_money(disclosure)
        if not heads or money is None:
            yield self.undecided("document", self.says_not_stated(), places)
            return
        average = money / heads
        fails = not _LEAST_PER_HEAD <= average <= _MOST_PER_HEAD
        shown, count = f"{average / _WAN:.2f}", format_quantity(heads)
        yield self.finding(
            "document",
            fails,
            (
                self.says_staff_per_head_outside(wan=format_quantity(money / _WAN), count=count, shown=shown)
                if fails
                else self.says_staff_per_head(wan=format_quantity(money / _WAN), count=count, shown=shown)
            ),
            (*places, staff[0]),
            left=(sides.PER_HEAD_10_000_YUAN, shown),
            right=(sides.STAFF_IN_POST, count),
        )


def _personnel_money(disclosure: Disclosure) -> tuple[Decimal | None, tuple[Evidence, ...]]:
    reading = reading_of(disclosure, "basic_expenditure")
    for record in reading.records if reading else ():
        money = term(record, "personnel")
        if record.row_kind == "total" and money.value is not None:
            return to_yuan(money.value, money.unit), money.places
    for statement in disclosure.narrative.statements:
        if statement.statement == "personnel_amount" and statement.value_yuan is not None:
            return statement.value_yuan, (statement,)
    return None, ()


class Q20(PlausibilityCheck):
    """The total of the disclosure is below 1 万元 or above 100 亿元: the unit of measure may be wrong."""

    code = "Q20"
    rule_zh = "本文件的总额低于1万元或高于100亿元：计量单位可能有误。"
    title_zh = "总额过小或过大"
    title_en = "Total implausibly small or large"
    why_zh = "总额不合常理，多半是“元”“万元”写错，全部数据会相差一万倍。"
    why_en = "Such a total usually means that 元 and 万元 were mixed up, so that every figure is wrong by ten thousand."
    basis_zh = "财预〔2016〕143号：公开的表格应当注明金额单位；界限为本项目取值。"
    basis_en = "Cai Yu [2016] No. 143: tables name their unit of measure; the limits are this project's own."
    requires_zh = "需要支出总表的合计数；没有时记为资料不足。"
    requires_en = "Needs the total of the expenditure table; insufficient data without it."
    fix_zh = "公布者核对表格上方的金额单位。"
    fix_en = "Check the unit of measure above the tables."
    good = Example(tables=TABLE)
    bad = Example(tables=TABLE.replace("20.00", "0.20"))

    says_total_expenditure_unlikely_department = wording(
        "Q20.total_expenditure_unlikely_department",
        "支出合计{total}{unit}，对一个部门或单位来说不合常理，请核对金额单位。",
        "The total of expenditure is {total} {unit}, unlikely for a department or unit: check the unit of measure.",
    )
    says_total_expenditure = wording(
        "Q20.total_expenditure",
        "支出合计{total}{unit}，在常见范围内。",
        "The total of expenditure is {total} {unit}.",
    )
    says_expenditure_table_prints_total = wording(
        "Q20.expenditure_table_prints_total", "支出总表没有合计数，不能判断。", "The expenditure table prints no total."
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """A single instance: the total of the expenditure table."""
        reading = reading_of(disclosure, "expenditure")
        total = next(
            (term(record, "total") for record in (reading.records if reading else ()) if record.row_kind == "total"),
            None,
        )
        if total is None or total.value is None:
            yield self.undecided("expenditure", self.says_expenditure_table_prints_total())
            return
        yuan = to_yuan(total.value, total.unit)
        fails = bool(yuan) and not _LEAST_TOTAL <= abs(yuan) <= _MOST_TOTAL
        printed = f"{total.value:f}{total.unit}"
        yield self.finding(
            "expenditure/total",
            fails,
            (
                self.says_total_expenditure_unlikely_department(total=f"{total.value:f}", unit=total.unit)
                if fails
                else self.says_total_expenditure(total=f"{total.value:f}", unit=total.unit)
            ),
            total.places,
            left=(sides.TOTAL_EXPENDITURE, printed),
        )


STAFF_CHECKS = (Q16(), Q17(), Q18(), Q19(), Q20())
