"""One code bears one name in all tables of a disclosure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import ClassVar

from mingzhang.checks.base import Attribution, Disclosure, Example, Finding, Severity
from mingzhang.checks.between.two_tables import BetweenTables
from mingzhang.checks.engine.phrases import Phrase, wording
from mingzhang.checks.naming import table_titled
from mingzhang.checks.tables import PrintedName, names_by_code

_SHORTEST_PREFIX = 2

_REVENUE = """2023年预算收入总表
部门名称：示例县档案馆
单位：万元
科目编码⇥科目名称⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算⇥财政专户管理资金⇥单位资金⇥上年结转
⇥合计⇥20.00⇥20.00⇥⇥⇥⇥⇥
201⇥一般公共服务支出⇥20.00⇥20.00⇥⇥⇥⇥⇥
20126⇥档案事务⇥20.00⇥20.00⇥⇥⇥⇥⇥
2012604⇥档案馆⇥20.00⇥20.00⇥⇥⇥⇥⇥
"""
_EXPENDITURE = """2023年预算支出总表
部门名称：示例县档案馆
单位：万元
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
⇥合计⇥20.00⇥20.00⇥
201⇥一般公共服务支出⇥20.00⇥20.00⇥
20126⇥档案事务⇥20.00⇥20.00⇥
2012604⇥档案馆⇥20.00⇥20.00⇥
"""


class X18(BetweenTables):
    """A functional or economic code that stands in several tables bears the same name in all of them.

    White space and the width of brackets do not count. A name that is the beginning of the other was probably cut
    off by the conversion, and is not blamed on the publisher.
    """

    code = "X18"
    rule_zh = (
        "同一功能或经济科目编码在各表中名称相同。空格与括号宽窄不计；一个名称是另一个的开头，多半是转换时截断，"
        "不归咎于公布者。"
    )
    severity: ClassVar[Severity] = "warning"
    title_zh = "同一编码在各表中名称相同"
    title_en = "One code, one name in all tables"
    why_zh = "编码相同而名称不同，读者无法知道钱究竟列在哪个科目。"
    why_en = "Where one code bears two names, nobody can tell which item the money is booked under."
    basis_zh = "财政部《政府收支分类科目》：一个编码只有一个名称。"
    basis_en = "The Ministry of Finance's Classification of Government Revenue and Expenditure: one code has one name."
    requires_zh = "同一编码至少出现在两张表中；只出现一次的编码不比较。"
    requires_en = "A code that stands in two tables at least; one that stands once is not compared."
    fix_zh = "公布者按《政府收支分类科目》核对编码和名称。"
    fix_en = "The publisher checks code and name against the classification."
    good = Example(tables=_REVENUE + _EXPENDITURE)
    bad = Example(tables=_REVENUE + _EXPENDITURE.replace("2012604⇥档案馆", "2012604⇥行政运行"))

    same = wording(
        "X18.same", "编码{code}在{count}处都名为“{name}”。", "Code {code} is called “{name}” in all {count} places."
    )
    differ = wording(
        "X18.differ",
        "编码{code}在{table}中名为“{name}”，在{other_table}中名为“{other}”。",
        "Code {code} is called “{name}” in one table and “{other}” in another.",
    )
    cut = wording(
        "X18.cut",
        "编码{code}在{table}中名为“{name}”，在{other_table}中名为“{other}”；前者像是转换时被截断。",
        "Code {code} is called “{name}” in one table and “{other}” in another; the first looks cut off by "
        "the conversion.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per code that stands in several tables; of several odd names, one each."""
        for (scheme, code), printed in names_by_code(disclosure).items():
            if len({one.table for one in printed}) > 1:
                yield from self._judge(f"{scheme}/{code}", code, printed)

    def _judge(self, instance: str, code: str, printed: list[PrintedName]) -> Iterable[Finding]:
        usual = usual_name(printed)
        first = {one.plain: one for one in reversed(printed)}
        odd = [one for plain, one in first.items() if plain != usual.plain]
        if not odd:
            said = self.same(code=code, count=len(printed), name=usual.name)
            yield self._finding(instance, "pass", usual, usual, said, "publisher")
        for one in odd:
            cut = _is_cut(one.plain, usual.plain)
            tables = {"table": table_titled(one.title), "other_table": table_titled(usual.title)}
            told = {"code": code, "name": one.name, "other": usual.name, **tables}
            said = self.cut(**told) if cut else self.differ(**told)
            yield self._finding(instance, "fail", one, usual, said, "extraction" if cut else "publisher")

    def _finding(
        self,
        instance: str,
        status: str,
        left: PrintedName,
        right: PrintedName,
        said: Phrase,
        attribution: Attribution,
    ) -> Finding:
        failed = status == "fail"
        return Finding(
            self.code,
            instance,
            "fail" if failed else "pass",
            self.severity if failed else "info",
            attribution,
            said,
            table_titled(left.title),
            left.name,
            table_titled(right.title),
            right.name,
            locators=tuple(dict.fromkeys((left.place, right.place))),
        )


def usual_name(printed: list[PrintedName]) -> PrintedName:
    """The name that most places print; of equally many, the one that stands first."""
    counted: Mapping[str, int] = Counter(one.plain for one in printed)
    return max(printed, key=lambda one: counted[one.plain])


def _is_cut(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_PREFIX and long.startswith(short)
