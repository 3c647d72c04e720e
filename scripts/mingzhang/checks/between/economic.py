"""Basic expenditure by economic item against other tables that print parts of it."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.between.two_tables import BetweenTables
from mingzhang.checks.engine.phrases import Phrase, label, printed
from mingzhang.checks.naming import TOTAL, column_alone, in_table, where
from mingzhang.checks.sums import Term, add, compare_equal, term
from mingzhang.checks.tables import reading_of, total_row

_ECONOMIC_OF = {"vehicle_operation": "30231", "reception": "30217", "abroad": "30212"}
_BASIC = label("between.total_basic_expenditure", "基本支出合计", "total basic expenditure")
_RUNNING_COSTS = label("between.total_running_costs", "公用经费合计", "total running costs")
_OPERATING_COSTS = label(
    "between.operating_costs_of_government_offices", "机关运行经费", "operating costs of government offices"
)
_ECONOMIC = (
    "2023年一般公共预算安排基本支出分经济科目表（不含上年结转）\n单位：万元\n"
    "部门预算支出经济科目名称⇥政府预算支出经济科目名称⇥合计⇥人员经费⇥公用经费\n合计⇥⇥22.00⇥15.00⇥7.00\n"
    "工资福利支出⇥⇥15.00⇥15.00⇥\n基本工资⇥工资奖金津补贴⇥15.00⇥15.00⇥\n商品和服务支出⇥⇥7.00⇥⇥7.00\n"
    "公务用车运行维护费⇥公务用车运行维护费⇥7.00⇥⇥7.00\n"
)
_GENERAL = (
    "2023年一般公共预算支出预算表（不含上年结转）\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "合计⇥⇥22.00⇥22.00⇥\n201⇥一般公共服务支出⇥22.00⇥22.00⇥"
)
_THREE_PUBLIC = (
    "2023年一般公共预算“三公”经费支出预算表\n单位：万元\n"
    "项目⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算\n公务用车购置及运行费⇥7.00⇥7.00⇥⇥\n"
    "②公务用车运行维护费⇥7.00⇥7.00⇥⇥\n合计⇥7.00⇥7.00⇥⇥"
)
_OPERATING = (
    "2023年机关运行经费预算财政拨款情况统计表\n单位：万元\n"
    "单位名称⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算\n部门合计⇥7.00⇥7.00⇥⇥\n示例县档案馆⇥7.00⇥7.00⇥⇥"
)


class X07(BetweenTables):
    """Basic expenditure by economic classification is the basic expenditure of the general budget; tolerance 0."""

    code = "X07"
    rule_zh = "按经济分类的基本支出合计，等于一般公共预算的基本支出，不允许差额。"
    title_zh = "基本支出经济分类合计等于一般公共预算基本支出"
    title_en = "Basic expenditure by economic item equals that by function"
    why_zh = "同一笔基本支出，按功能与按经济分类应相等。"
    why_en = "The same basic expenditure is classed by function and by economic item; both must add up to the same."
    basis_zh = "《预算法》第三十二条：支出按功能和经济性质分类编列。"
    basis_en = "Budget Law, article 32: expenditure is classed both by function and by economic nature."
    fix_zh = "公布者核对两张表的基本支出合计。"
    fix_en = "The publisher checks the total of basic expenditure in both tables."
    good = Example(tables=f"{_ECONOMIC}\n{_GENERAL}")
    bad = Example(tables=good.tables.replace("合计⇥⇥22.00⇥22.00⇥", "合计⇥⇥22.00⇥20.00⇥2.00"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance; final accounts' personnel and running costs are added first."""
        general, economic = (reading_of(disclosure, name) for name in ("general_expenditure", "basic_expenditure"))
        if general is None or economic is None:
            return
        totals = [record for record in economic.records if record.row_kind == "total"]
        column = "total" if disclosure.identity.kind == "budget" else "amount"
        right = add([term(record, column) for record in totals], in_table(economic, TOTAL))
        left = term(total_row(general), "basic", _BASIC)
        found = compare_equal(
            self,
            disclosure,
            "general_expenditure/basic_expenditure/total",
            where(general),
            left,
            right,
            rounded=max(1, len(right.places)),
        )
        if found:
            yield found


class X09(BetweenTables):
    """A 三公 item is not less than its economic item in basic expenditure.

    For review: it may be more, as projects pay for vehicles and receptions too, and definitions vary.
    """

    code = "X09"
    rule_zh = (
        "“三公”经费的一项不少于基本支出中对应的经济科目。仅供复核：项目也可列支公务用车和接待，所以可以更多，"
        "各地口径也不同。"
    )
    severity = "review"
    title_zh = "“三公”经费与基本支出经济科目"
    title_en = "Three public items against economic items"
    why_zh = "“三公”经费不应少于基本支出中的同名经济科目；项目支出也可列支，故仅供复核。"
    why_en = "What basic expenditure alone spends on an item cannot exceed the item; projects may add to it."
    basis_zh = "财预〔2016〕143号：“三公”经费的口径；支出经济分类科目。"
    basis_en = "Cai Yu [2016] No. 143 (definition of the three public items); the economic classification."
    requires_zh = "两张表均已读取，且基本支出表印有同名经济科目；“三公”经费大于该科目属正常，不列出。"
    requires_en = "Both tables were read and the economic item is printed; more under 三公 is normal and not listed."
    fix_zh = "公布者核对“三公”经费表与基本支出表。"
    fix_en = "The publisher checks the 三公 table against basic expenditure."
    good = Example(tables=f"{_ECONOMIC}\n{_THREE_PUBLIC}")
    bad = Example(tables=good.tables.replace("②公务用车运行维护费⇥7.00⇥7.00", "②公务用车运行维护费⇥5.00⇥5.00"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per item that the economic table prints."""
        public, economic = (reading_of(disclosure, name) for name in ("three_public", "basic_expenditure"))
        if public is None or economic is None:
            return
        budget = disclosure.identity.kind == "budget"
        column, amount = ("general", "total") if budget else ("executed", "amount")
        rows = {record.texts.get("item_kind", ""): record for record in public.records}
        for kind, code in _ECONOMIC_OF.items():
            parts = [term(r, amount) for r in economic.records if r.texts.get("dept_economic_code") == code]
            right = add(parts, in_table(economic, printed(code)))
            left = term(rows.get(kind), column)
            if right.value:
                instance = f"three_public/basic_expenditure/{kind}"
                found = compare_equal(self, disclosure, instance, where(public), left, right)
                if found and not (left.value is not None and left.value > right.value):
                    yield found


class X10(BetweenTables):
    """Operating costs of government offices are the running costs of basic expenditure.

    For review: 机关运行经费 covers administrative units only; a department with public institutions prints less.
    """

    code = "X10"
    rule_zh = "机关运行经费等于基本支出中的公用经费。仅供复核：机关运行经费只含行政单位，部门有事业单位时会更少。"
    severity = "review"
    title_zh = "机关运行经费与公用经费"
    title_en = "Operating costs against running costs"
    why_zh = "机关运行经费只含行政（参公）单位的公用经费，部门含事业单位时可小于公用经费，故仅供复核。"
    why_en = (
        "Operating costs are the running costs of administrative units; a gap should be that of public institutions."
    )
    basis_zh = "《预算法》第十四条：对机关运行经费的安排、使用情况作出说明；其定义为行政（参公）单位的公用经费。"
    basis_en = (
        "Budget Law, article 14 (operating costs are explained); by definition running costs of administrative units."
    )
    requires_zh = "机关运行经费有印数，且基本支出表印有公用经费合计；没有印数时不核对。"
    requires_en = "Operating costs and the total of running costs are printed; not compared where the former is blank."
    fix_zh = "公布者说明差额来自哪些单位。"
    fix_en = "The publisher says which units make the difference."
    good = Example(tables=f"{_ECONOMIC}\n{_OPERATING}")
    bad = Example(tables=good.tables.replace("部门合计⇥7.00⇥7.00", "部门合计⇥6.00⇥6.00"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance."""
        economic = reading_of(disclosure, "basic_expenditure")
        left, title = self._costs(disclosure)
        if economic is None or not left.printed:
            return
        if disclosure.identity.kind == "budget":
            right = term(total_row(economic), "public", in_table(economic, column_alone("public")))
        else:
            totals = [r for r in economic.records if r.row_kind == "total" and r.half.category == "public"]
            right = term(totals[0] if totals else None, "amount", in_table(economic, _RUNNING_COSTS))
        found = compare_equal(self, disclosure, "operating_costs/basic_expenditure/public", title, left, right)
        if found:
            yield found

    @staticmethod
    def _costs(disclosure: Disclosure) -> tuple[Term, Phrase]:
        """Operating costs and the table that prints them."""
        if disclosure.identity.kind == "budget":
            reading = reading_of(disclosure, "operating_costs")
            return term(total_row(reading), "total"), where(reading) if reading else printed("")
        reading = reading_of(disclosure, "supplementary")
        rows = [r for r in reading.records if r.texts.get("item_kind", "").startswith("costs_")] if reading else []
        title = where(reading) if reading else printed("")
        return add([term(record, "value") for record in rows], _OPERATING_COSTS), title
