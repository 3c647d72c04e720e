"""What changes from one year's disclosure to the next of the same kind: amounts, projects, names, staff, vehicles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import ClassVar

from mingzhang.checks.base import Example, Status
from mingzhang.checks.engine.phrases import NOTHING, Phrase, label, wording
from mingzhang.checks.years.base import OF, Figure, Pair, PairFinding, Published, Relation, Row, YearCheck
from mingzhang.checks.years.words import judged, money, plain
from mingzhang.ground.text import fold

_LEAF = re.compile(r"general_expenditure/(total|\d{7})/total")
_PUBLIC = re.compile(r"three_public/(total|abroad|reception|vehicle_operation)/(total|executed)")
_LEAST_LEAF, _LEAST_PUBLIC = Decimal(500_000), Decimal(10_000)
_FACTOR = 2


class _Between(YearCheck):
    """What the checks of two years of the same kind have in common."""

    relations: ClassVar[tuple[Relation, ...]] = ("years",)
    severity = "review"


def _general(*rows: str) -> str:
    lines = "\n".join(rows)
    return (
        "预算公开表5\n一般公共预算支出预算表\n单位：万元\n项目⇥⇥一般公共预算支出⇥⇥\n"
        f"科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n{lines}\n"
    )


def _archive(amount: str) -> Example:
    return Example(
        tables=_general(
            f"⇥合计⇥{amount}⇥⇥{amount}",
            f"201⇥一般公共服务支出⇥{amount}⇥⇥{amount}",
            f"20126⇥档案事务⇥{amount}⇥⇥{amount}",
            f"2012604⇥档案馆⇥{amount}⇥⇥{amount}",
        )
    )


class Y04(_Between):
    """The same row of the same table does not double or halve from one year to the next.

    General expenditure in total and by item (项) where the change is 50 万元 or more, 三公 items from 1 万元. A row
    that only one year prints is not compared.
    """

    code = "Y04"
    rule_zh = (
        "同一张表的同一行，两年之间没有成倍增加或减半。一般公共预算支出的合计与各项，增减50万元以上才看；"
        "“三公”经费各项，1万元以上。只有一年印有的行不比较。"
    )
    title_zh = "同一项目两年间未成倍增减"
    title_en = "The same row does not double or halve in a year"
    why_zh = "同一科目一年间成倍增减，往往是真实变化，也可能是单位、小数点或科目错位，值得看一眼。"
    why_en = "A row that doubles or halves is often a real change, but may be a wrong unit or a shifted decimal point."
    basis_zh = "财预〔2016〕143号要求说明增减变化的原因。仅供复核，不是错误。"
    basis_en = "Rules of disclosure (Cai Yu [2016] No. 143) ask for the reasons of changes. For review, never an error."
    requires_zh = "上年同类公开已收录，两年都印有该行；只有一年印有的行不比较。"
    requires_en = (
        "Last year's disclosure of the same kind is in the catalog and both print the row; others are left out."
    )
    fix_zh = "公布者核对该行两年金额，变化属实时说明原因。"
    fix_en = "The publisher checks both amounts and, where the change is real, gives its reason."
    good = Pair(_archive("120.00"), _archive("150.00"))
    bad = Pair(_archive("120.00"), _archive("1200.00"))

    says_doubled_halved_worth_look = wording(
        "Y04.doubled_halved_worth_look",
        "“{name}”{left_title}为{last}万元，{right_title}为{now}万元，成倍增减，值得核对。",
        "“{name}”: {last} in {left_title}, {now} in {right_title} (万元): it doubled or halved, worth a look.",
    )
    says_both = wording(
        "Y04.both",
        "“{name}”{left_title}为{last}万元，{right_title}为{now}万元。",
        "“{name}”: {last} in {left_title}, {now} in {right_title} (万元).",
    )

    def find(self, left: Published, right: Published, relation: Relation) -> Iterable[PairFinding]:
        """One instance per row in both."""
        for fact in right.facts:
            least = _LEAST_LEAF if _LEAF.fullmatch(fact) else _LEAST_PUBLIC if _PUBLIC.fullmatch(fact) else None
            if least is not None and fact in left.facts:
                yield self._row(left, right, fact, least)

    def _row(self, left: Published, right: Published, fact: str, least: Decimal) -> PairFinding:
        name = " ".join(filter(str.isdigit, fact.split("/")[1:2])) + right.facts[fact]["row_label"]
        last, now = (
            left.figure(fact, OF(title=left.title, name=name)),
            right.figure(fact, OF(title=right.title, name=name)),
        )
        assert last.value is not None
        assert now.value is not None
        small, great = sorted((abs(last.value), abs(now.value)))
        jump = abs(now.value - last.value) >= least and great >= _FACTOR * small
        status: Status = "fail" if jump else "pass"
        says = self.says_doubled_halved_worth_look if jump else self.says_both
        words = says(
            name=name,
            left_title=left.title,
            last=money(last.value),
            right_title=right.title,
            now=money(now.value),
        )
        return judged(
            self, left, right, fact, last, now, status, words,
            now.value - last.value,
        )  # fmt: skip


def _projects(*rows: str) -> Example:
    lines = "\n".join(rows)
    return Example(
        tables="预算公开表12\n项目支出预算表\n单位：万元\n单位名称⇥项目编码⇥项目名称⇥合计⇥一般公共预算⇥政府性基金⇥国有资本经营预算\n"
        f"示例县档案馆⇥⇥⇥30.00⇥30.00⇥⇥\n{lines}\n"
    )


class Y05(_Between):
    """A project that goes on under the same unit and name keeps its code."""

    code = "Y05"
    rule_zh = "同一单位、同一名称的延续项目，项目编码不变。"
    title_zh = "延续项目的代码不变"
    title_en = "A project that goes on keeps its code"
    why_zh = "项目换了代码，就无法跨年跟踪它的钱和绩效。"
    why_en = "A project that changes its code cannot be followed from year to year."
    basis_zh = "项目库管理要求项目代码唯一、延续（预算管理一体化规范）。经批准重新立项的可以不同，故仅供复核。"
    basis_en = (
        "The rules of integrated budget management give a project one lasting code. A project set up anew may differ, "
        "so it is for review."
    )
    requires_zh = "两年预算都印有该项目及其代码，且同名项目在各年只有一个。"
    requires_en = "Both budgets print the project with its code, and each prints the name once."
    fix_zh = "公布者核对项目代码。"
    fix_en = "The publisher checks the project's code."
    good = Pair(
        _projects("⇥350128230001⇥档案数字化⇥30.00⇥30.00⇥⇥"), _projects("⇥350128230001⇥档案数字化⇥30.00⇥30.00⇥⇥")
    )
    bad = Pair(_projects("⇥350128230001⇥档案数字化⇥30.00⇥30.00⇥⇥"), _projects("⇥350128240077⇥档案数字化⇥30.00⇥30.00⇥⇥"))

    says_code = wording("Y05.code", "{title}项目代码{code}", "project code {code} in {title}")
    says_project_has_code = wording(
        "Y05.project_has_code",
        "项目“{name}”{left_title}代码为{left}，{right_title}代码为{right}。",
        "The project “{name}” has the code {left} in {left_title} and {right} in {right_title}.",
    )

    def find(self, left: Published, right: Published, relation: Relation) -> Iterable[PairFinding]:
        """One instance per project with a code in both years."""
        before, after = _coded(left), _coded(right)
        for key, now in after.items():
            if (last := before.get(key)) is None:
                continue
            status: Status = "pass" if last["project_code"] == now["project_code"] else "fail"
            one = Figure(self.says_code(title=left.title, code=last["project_code"]), None, (left.place(last),))
            other = Figure(self.says_code(title=right.title, code=now["project_code"]), None, (right.place(now),))
            name = now["project_name"]
            yield judged(
                self, left, right, f"projects/{'/'.join(key)}", one, other, status,
                self.says_project_has_code(
                    name=name, left_title=left.title, left=last["project_code"],
                    right_title=right.title, right=now["project_code"],
                ),
            )  # fmt: skip


def _coded(package: Published) -> dict[tuple[str, str], Row]:
    """Projects that print a code, by unit and name; names printed twice left out."""
    found: dict[tuple[str, str], Row] = {}
    twice = set()
    for row in package.tables.get("projects", ()):
        if row["row_kind"] == "project" and row["project_code"]:
            key = (fold(row["unit_name"]), fold(row["project_name"]))
            twice.update({key} & found.keys())
            found[key] = row
    return {key: row for key, row in found.items() if key not in twice}


def _staff(posts: int, actual: int) -> Example:
    return Example(
        tables=_general("⇥合计⇥90.00⇥90.00⇥", "201⇥一般公共服务支出⇥90.00⇥90.00⇥"),
        overview=f"一、本部门职责\n管理档案。\n二、机构设置情况\n编制人数{posts}人，实有在职人数{actual}人。\n",
    )


_LEAST_STAFF, _STAFF_SHARE = 5, Decimal("0.2")
_STAFF = {
    "staff_posts": label("years.posts", "编制人数", "posts"),
    "staff_actual": label("years.staff_post", "在职人数", "staff in post"),
}


class Y07(_Between):
    """Posts and staff do not change by more than a fifth in a year, and vehicles grow only where some were bought.

    Staff: a change of five persons or more and over 20 %. Vehicles: the number in the later final accounts is
    greater though nothing was spent on buying vehicles.
    """

    code = "Y07"
    rule_zh = (
        "编制和人员一年内变化不超过五分之一，车辆只有购置了才增加。人员：变化五人以上且超过20%；车辆："
        "后一年决算的车辆数更多，却没有车辆购置支出。"
    )
    title_zh = "人员、车辆的年度变化说得通"
    title_en = "Staff and vehicles change in a way that can be explained"
    why_zh = "人员和车辆是经费的依据，突变通常意味着机构调整、划转，或填报错误。"
    why_en = "Staff and vehicles are what money is claimed for; a leap means a reorganisation, a transfer or a mistake."
    basis_zh = "财预〔2016〕143号要求公开机构设置和国有资产占用情况。仅供复核，不是错误。"
    basis_en = "Rules of disclosure (Cai Yu [2016] No. 143): organisation and state assets. For review, never an error."
    requires_zh = "两年同类公开都说到人数（车辆数为决算公开表所列）；缺一不比较。"
    requires_en = "Both years state the staff (vehicles: as the final accounts list them); else no comparison."
    fix_zh = "公布者核对人数、车辆数，变化属实时说明。"
    fix_en = "The publisher checks the numbers and, where they are right, explains the change."
    good = Pair(_staff(40, 38), _staff(41, 38))
    bad = Pair(_staff(40, 38), _staff(40, 58))

    says_vehicles = wording("Y07.vehicles", "车辆数", "vehicles")
    says_though_vehicle_paid = wording(
        "Y07.though_vehicle_paid", "，但当年没有公务用车购置支出", ", though no vehicle was paid for"
    )
    says_leap = wording("Y07.leap", "，变化较大", ", a leap")
    says_both = wording(
        "Y07.both",
        "{name}{left_title}为{one}，{right_title}为{other}{why}。",
        "{name:first}: {one} in {left_title}, {other} in {right_title}{why}.",
    )

    def find(self, left: Published, right: Published, relation: Relation) -> Iterable[PairFinding]:
        """One instance for posts, for staff, for vehicles."""
        for name, said in _STAFF.items():
            one, other = (_stated_once(package, name, said) for package in (left, right))
            if one and other and one.value is not None and other.value is not None:
                gap = abs(other.value - one.value)
                leap = gap >= _LEAST_STAFF and gap > _STAFF_SHARE * one.value
                yield self._counted(left, right, name, one, other, said, leap)
        yield from self._vehicles(left, right)

    def _vehicles(self, left: Published, right: Published) -> Iterator[PairFinding]:
        fact = "supplementary/vehicles/value"
        one, other = (p.figure(fact, OF(title=p.title, name=self.says_vehicles())) for p in (left, right))
        if one.value is not None and other.value is not None:
            bought = right.figure("three_public/vehicle_purchase/executed", NOTHING).value
            leap = other.value > one.value and not bought
            yield self._counted(left, right, "vehicles", one, other, self.says_vehicles(), leap)

    def _counted(
        self, left: Published, right: Published, name: str, one: Figure, other: Figure, said: Phrase, leap: bool
    ) -> PairFinding:
        why = self.says_though_vehicle_paid() if name == "vehicles" else self.says_leap()
        status: Status = "fail" if leap else "pass"
        gap = (other.value or Decimal(0)) - (one.value or Decimal(0))
        return judged(
            self, left, right, name, one, other, status,
            self.says_both(
                name=said, one=plain(one.value), left_title=left.title, other=plain(other.value),
                right_title=right.title, why=why if leap else NOTHING,
            ),
            gap,
        )  # fmt: skip


def _stated_once(package: Published, statement: str, name: Phrase) -> Figure | None:
    rows = [row for row in package.statements if row["statement"] == statement and row["quantity"]]
    return package.stated(rows[0], OF(title=package.title, name=name)) if len(rows) == 1 else None


GROWTH_CHECKS: tuple[YearCheck, ...] = (Y04(), Y05())
STAFF_CHECKS: tuple[YearCheck, ...] = (Y07(),)
