"""Pieces from which the examples of the duties are made: invented, and as short as a document can be."""

from __future__ import annotations

from mingzhang.checks.base import Example

EXPENDITURE = (
    "2023年预算支出总表\n单位：万元\n"
    "科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "⇥合计⇥30.00⇥20.00⇥10.00\n"
    "201⇥一般公共服务支出⇥30.00⇥20.00⇥10.00\n"
    "20126⇥档案事务⇥30.00⇥20.00⇥10.00\n"
    "2012601⇥行政运行⇥20.00⇥20.00⇥\n"
    "2012604⇥档案馆⇥10.00⇥⇥10.00\n"
)
REVENUE = (
    "2023年预算收入总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥一般公共预算⇥单位资金\n"
    "⇥合计⇥30.00⇥30.00⇥\n201⇥一般公共服务支出⇥30.00⇥30.00⇥\n"
)
SETTLEMENT = (
    "支出决算表\n公开03表\n金额单位：万元\n"
    "科目代码⇥科目名称⇥本年支出合计⇥基本支出⇥项目支出⇥上缴上级支出⇥经营支出⇥对附属单位补助支出\n"
    "⇥合计⇥30.00⇥20.00⇥10.00⇥⇥⇥\n"
    "201⇥一般公共服务支出⇥30.00⇥20.00⇥10.00⇥⇥⇥\n"
)
COVER = "示例县档案馆\n2023年度部门预算公开\n"
"""The cover of examples that are whole documents."""


def budget(narrative: str = "", tables: str = EXPENDITURE, overview: str = "", forms: str = "") -> Example:
    """A small budget with one table."""
    return Example(narrative=narrative, tables=tables, overview=overview, forms=forms)


def final(narrative: str = "", tables: str = SETTLEMENT, forms: str = "") -> Example:
    """Small final accounts with one table."""
    return Example(narrative=narrative, tables=tables, forms=forms, kind="final")


def whole(*pieces: str) -> Example:
    """A whole document, cover included."""
    return Example(document="\n".join(pieces))
