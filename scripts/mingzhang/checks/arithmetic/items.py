"""Lists of named items: an item and its parts, the “three public” items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingzhang.checks.arithmetic.sum_check import Arithmetic, Sum, SumCheck, columns_of, lists_of
from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.naming import where
from mingzhang.checks.sums import compare_sum, term
from mingzhang.checks.tables import reading_of
from mingzhang.extract.model import Record

_THREE_PUBLIC = ("abroad", "reception", "vehicles")
_VEHICLES = ("vehicle_purchase", "vehicle_operation")
_TABLE = (
    "2023年一般公共预算“三公”经费支出预算表\n单位：万元\n"
    "项目⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算\n"
    "因公出国（境）费⇥⇥⇥⇥\n公务接待费⇥1.00⇥1.00⇥⇥\n公务用车购置及运行费⇥6.00⇥6.00⇥⇥\n"
    "①公务用车购置费⇥⇥⇥⇥\n②公务用车运行维护费⇥6.00⇥6.00⇥⇥\n合计⇥7.00⇥7.00⇥⇥"
)


class A07(SumCheck):
    """An item printed with its parts below (carry-over by fund, vehicles, procurement) is their sum.

    Tolerance: what rounding the parts and the item can make.
    """

    code = "A07"
    rule_zh = (
        "印有分项的一项（分资金的结转、公务用车、政府采购）等于分项之和。允许差额：分项与该项四舍五入所能造成的差。"
    )
    title_zh = "项目等于其下分项之和"
    title_en = "An item is the sum of its parts"
    why_zh = "如公务用车购置及运行费＝购置费＋运行维护费，政府采购合计＝货物＋工程＋服务。"
    why_en = "Vehicles are purchase and operation, procurement is goods, works and services: the item is their sum."
    basis_zh = "财预〔2016〕143号：“三公”经费、政府采购分项公开；各表的“其中”关系。"
    basis_en = "Cai Yu [2016] No. 143 (three public items and procurement are published by part)."
    fix_zh = "公布者核对该项与分项金额。"
    fix_en = "The publisher checks the item and its parts."
    good = Example(tables=_TABLE)
    bad = Example(tables=_TABLE.replace("②公务用车运行维护费⇥6.00⇥6.00", "②公务用车运行维护费⇥5.00⇥5.00"))

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """Each item over the items that name it as their parent."""
        for reading, rows in lists_of(disclosure, lambda grammar: grammar.listed):
            below: dict[str, list[Record]] = {}
            for record in rows:
                below.setdefault(record.texts.get("parent_item", ""), []).append(record)
            for parent in rows:
                item = parent.texts.get("item", "")
                yield Sum(reading, parent, [r for r in below.get(item, ()) if item and r is not parent])


class A08(Arithmetic):
    """三公 total = travel abroad + receptions + vehicles; in final accounts for the budget and the outcome.

    Tolerance: what rounding the items and the total can make.
    """

    code = "A08"
    rule_zh = (
        "“三公”经费合计＝因公出国（境）＋公务接待＋公务用车；决算中预算数、决算数分别核对。允许差额："
        "各项与合计四舍五入所能造成的差。"
    )
    title_zh = "“三公”经费合计等于三项之和"
    title_en = "The “three public” total is the sum of its three items"
    why_zh = "“三公”经费最受关注；合计与三项之和不符，公众就无法知道到底花了多少。"
    why_en = "These expenses are watched most; where the total is not its three items, nobody knows what was spent."
    basis_zh = "财预〔2016〕143号：“三公”经费分项公开；部门决算公开09表栏次关系（1=2+3+6，3=4+5）。"
    basis_en = "Cai Yu [2016] No. 143 (published by item); columns of final table 09 (1=2+3+6, 3=4+5)."
    fix_zh = "公布者核对“三公”经费各项。"
    fix_en = "The publisher checks the “three public” items."
    good = Example(tables=_TABLE)
    bad = Example(tables=_TABLE.replace("合计⇥7.00⇥7.00", "合计⇥8.00⇥8.00"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per column."""
        reading = reading_of(disclosure, "three_public")
        if reading is None:
            return
        rows = {record.texts.get("item_kind", ""): record for record in reading.records}
        sums: dict[str, tuple[str, ...]] = {"total": _THREE_PUBLIC}
        if reading.layout.grammar.turned:  # in a list of items A07 adds up the vehicles
            sums["vehicles"] = _VEHICLES
        for column in columns_of(reading.records):
            for whole, parts in sums.items():
                terms = [term(rows.get(kind), column) for kind in parts]
                instance = f"three_public/{whole}/{column}"
                found = compare_sum(self, disclosure, instance, where(reading), term(rows.get(whole), column), terms)
                if found:
                    yield found
