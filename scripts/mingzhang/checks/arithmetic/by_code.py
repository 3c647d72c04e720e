"""Lists by code: the total, the tree of classes, sections and items, and what each class is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingzhang.checks.arithmetic.sum_check import Arithmetic, Sum, SumCheck, lists_of
from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.engine.phrases import Phrase, label, printed
from mingzhang.checks.naming import where
from mingzhang.checks.sums import Term, compare_sum, term
from mingzhang.checks.tables import reading_of
from mingzhang.extract.model import Record

_PERSONNEL = ("301", "303")
"""工资福利支出 and 对个人和家庭的补助; every other class of basic expenditure is for running costs."""
_TOTALS = {
    "personnel": label("arithmetic.total_personnel", "人员经费合计", "the total of personnel costs"),
    "public": label("arithmetic.total_running", "公用经费合计", "the total of running costs"),
}


class A01(SumCheck):
    """The total row of a list by code is the sum of its classes (类), in every column.

    Tolerance: what rounding the classes and the total can make (half of the last decimal for each).
    """

    code = "A01"
    rule_zh = (
        "按科目列示的表，合计行的每一列都等于各类之和。允许差额：各类与合计四舍五入所能造成的差（各按末位的一半计）。"
    )
    title_zh = "合计等于各类之和"
    title_en = "The total is the sum of the classes"
    why_zh = "合计与各类之和不符，说明表中至少有一个数有误。"
    why_en = "Where the total is not what its classes add up to, at least one figure of the table is wrong."
    basis_zh = "财预〔2016〕143号：支出按功能分类公开；《预算法》第三十二条的类、款、项体系。"
    basis_en = "Cai Yu [2016] No. 143 (publication by function) and the classes of the Budget Law, article 32."
    fix_zh = "公布者核对合计行与各类金额。"
    fix_en = "The publisher checks the total row and the amounts of the classes."
    good = Example(
        tables=(
            "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
            "合计⇥⇥30.00⇥30.00⇥\n"
            "201⇥一般公共服务支出⇥20.00⇥20.00⇥\n208⇥社会保障和就业支出⇥10.00⇥10.00⇥"
        )
    )
    bad = Example(tables=good.tables.replace("30.00⇥30.00", "31.00⇥31.00"))

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """Total row over the rows with a code of three digits."""
        for reading, rows in lists_of(disclosure, lambda grammar: grammar.coded):
            classes = [record for record in rows if len(record.code) == 3]
            for whole in (record for record in rows if record.row_kind == "total"):
                yield Sum(reading, whole, _classes_of(whole, classes))


def _classes_of(whole: Record, classes: list[Record]) -> list[Record]:
    """The classes a total is of: all, or where its label names personnel or running costs, those."""
    named = next((kind for kind in ("人员", "公用") if kind in whole.label), "")
    if not named or whole.half.category:
        return classes
    return [record for record in classes if (record.code in _PERSONNEL) == (named == "人员")]


_PERSONNEL = ("301", "303")
"""工资福利支出 and 对个人和家庭的补助; every other economic class is of running costs."""


class A02(SumCheck):
    """Every class and section is the sum of the rows directly below it by code prefix, in every column.

    Tolerance: what rounding the rows below and their parent can make.
    """

    code = "A02"
    rule_zh = "每一类、每一款的每一列，都等于编码在其下一级的各行之和。允许差额：下级各行与上级四舍五入所能造成的差。"
    title_zh = "上级科目等于下级之和"
    title_en = "A parent code is the sum of its children"
    why_zh = "类、款、项逐级相加，是核对分科目金额的基本方法。"
    why_en = "Classes, sections and items add up level by level: the basic way to check amounts by code."
    basis_zh = "《预算法》第三十二条：支出按功能分为类、款、项，按经济性质分为类、款。"
    basis_en = "Budget Law, article 32: expenditure is classed by function to items and by economic nature to sections."
    fix_zh = "公布者核对该科目及其下级科目的金额。"
    fix_en = "The publisher checks the amounts of the code and of the codes below it."
    good = Example(
        tables=(
            "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
            "合计⇥⇥20.00⇥⇥20.00\n201⇥一般公共服务支出⇥20.00⇥⇥20.00\n20126⇥档案事务⇥20.00⇥⇥20.00\n"
            "2012602⇥一般行政管理事务⇥5.00⇥⇥5.00\n2012604⇥档案馆⇥15.00⇥⇥15.00"
        )
    )
    bad = Example(tables=good.tables.replace("15.00⇥⇥15.00", "14.00⇥⇥14.00"))

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """Each coded row over the rows of its unit whose code is two digits longer."""
        for reading, rows in lists_of(disclosure, lambda grammar: grammar.coded):
            below: dict[tuple[str, str, str], list[Record]] = {}
            for record in rows:
                below.setdefault((*_unit_of(record), record.code[:-2]), []).append(record)
            for parent in rows:
                if parent.code and (*_unit_of(parent), parent.code) in below:
                    yield Sum(reading, parent, below[*_unit_of(parent), parent.code])

    def label(self, whole: Record, column: str) -> Term:
        """Names repeat in the tree, so the code stands before the name."""
        return term(whole, column, printed(f"{whole.code} {whole.label}"))


def _unit_of(record: Record) -> tuple[str, str]:
    """Where several units share a table each has a tree of its own."""
    return record.unit_code, record.unit_name


class A14(Arithmetic):
    """Personnel costs are the classes 301 and 303 of basic expenditure, running costs all other classes.

    For review: some places count single items of 302, such as allowances for official travel, as personnel costs.
    """

    code = "A14"
    rule_zh = (
        "基本支出中，人员经费是301、303两类，公用经费是其余各类。仅供复核："
        "有的地方把302中的个别款（如公务交通补贴）计入人员经费。"
    )
    severity = "review"
    title_zh = "人员经费、公用经费与经济分类各类一致"
    title_en = "Personnel and running costs agree with the economic classes"
    why_zh = (
        "人员经费是工资福利支出（301）和对个人和家庭的补助（303），其余各类为公用经费；不一致时公用经费会虚高或虚低。"
    )
    why_en = (
        "Personnel costs are classes 301 and 303, running costs the others; where they differ, running costs look "
        "higher or lower than they are."
    )
    basis_zh = "《预算法实施条例》第五条：基本支出包括人员经费和公用经费；支出经济分类科目。"
    basis_en = "Implementing Regulations of the Budget Law, article 5, and the economic classification."
    requires_zh = "基本支出分经济科目的表印有合计行与各类（三位编码或可确定编码的名称）；没有时不核对。"
    requires_en = "The table of basic expenditure prints a total row and classes with a code; not compared without."
    fix_zh = "公布者核对各类所列的人员经费与公用经费，并说明口径。"
    fix_en = "The publisher checks which classes were counted as personnel costs, and explains the definition used."
    good = Example(
        tables=(
            "2023年一般公共预算安排基本支出分经济科目表（不含上年结转）\n单位：万元\n"
            "部门预算支出经济科目名称⇥政府预算支出经济科目名称⇥合计⇥人员经费⇥公用经费\n合计⇥⇥30.00⇥20.00⇥10.00\n"
            "工资福利支出⇥⇥20.00⇥20.00⇥\n商品和服务支出⇥⇥10.00⇥⇥10.00"
        )
    )
    bad = Example(tables=good.tables.replace("30.00⇥20.00⇥10.00", "30.00⇥25.00⇥5.00"))

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """Two instances: personnel costs and running costs."""
        reading = reading_of(disclosure, "basic_expenditure")
        if reading is None:
            return
        classes = [row for row in reading.records if len(row.code) == 3]
        for record in (row for row in reading.records if row.row_kind == "total"):
            for category, title in _TOTALS.items():
                whole = _category_total(record, category, title)
                parts = [row for row in classes if (row.code in _PERSONNEL) == (category == "personnel")]
                if whole is None or not parts:
                    continue
                instance = f"basic_expenditure/classes/{category}"
                terms = [_class_total(row) for row in parts]
                if found := compare_sum(self, disclosure, instance, where(reading), whole, terms):
                    yield found


def _category_total(total: Record, category: str, title: Phrase) -> Term | None:
    """What the total row prints for a category: its column in a budget, a row of its own in final accounts."""
    if total.half.category:
        return term(total, "amount", title) if total.half.category == category else None
    return term(total, category, title) if category in total.amounts else None


def _class_total(row: Record) -> Term:
    return term(row, "amount" if "amount" in row.amounts else "total")
