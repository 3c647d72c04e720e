"""Shanxi, budgets: the thirteen tables of a departmental or unit budget (预算公开表1–13)."""

from __future__ import annotations

from mingzhang.layouts.families.general.budget import BUDGET as GENERAL_BUDGET
from mingzhang.layouts.grammar import BY_PROJECT, BY_UNIT, ECONOMIC, FUNCTIONAL, ITEM_LIST
from mingzhang.layouts.model import Column, Family, Half, Layout
from mingzhang.layouts.parts import (
    BY_CLASSES,
    CARRYOVER_ITEMS,
    EXPENDITURE_SIDE,
    FUND_ITEMS,
    FUNDS,
    LABEL,
    LAST_YEAR,
    OF,
    OTHER_REVENUE_ITEMS,
    OVERVIEW,
    REVENUE_SIDE,
    SPECIAL_ACCOUNT,
    SUM_ITEMS,
    THIS_YEAR,
    THREE_PUBLIC_ITEMS,
    TOTAL,
    UNIT_FUNDS,
    YEAR,
    amount,
    basic_project,
    by_function,
    fund_columns,
    total,
)

_CODE = Column("code", "code", (r"(收入|支出)?(功能)?(分类)?科目(编码|代码)", r"编码|代码"))
_CODE_NAME = Column("name", "name", (r"(收入|支出)?(功能)?(分类)?科目名称", r"名称"))
_CARRIED_OVER = amount("carried_over", r"上年结转(结余)?(资金|安排|收入)?", carryover="carried_over")
_EXPENDITURE = by_function(total("basic", "project"), *basic_project())
_PROJECT_TOTALS = (*FUNDS, "special_account", "unit_funds")
_PROJECT = Column("project_name", "name", (r"项目名称|项目|单位名称/项目名称|单位、项目名称",))
_PROJECT_CODE = Column("project_code", "project_code", (r"项目(编码|代码|编号)",), expected=False)

BALANCE = Layout(
    table="balance",
    kind="budget",
    titles=(rf"{OF}(预算)?收支(预算)?{OVERVIEW}",),
    grammar=ITEM_LIST,
    halves=(
        Half((LABEL, total()), side="revenue", over=REVENUE_SIDE),
        Half(
            (
                LABEL,
                total("current_year", "carried_over"),
                amount("current_year", r"当年(预算)?安排|本年(预算)?安排", carryover="current", expected=False),
                amount("carried_over", r"上年结转(结余)?(安排)?", carryover="carried_over", expected=False),
            ),
            side="expenditure",
            over=EXPENDITURE_SIDE,
        ),
    ),
    items=(*FUND_ITEMS, *OTHER_REVENUE_ITEMS, *SUM_ITEMS, *CARRYOVER_ITEMS),
    vocabulary=(*TOTAL,),
)

REVENUE = Layout(
    table="revenue",
    kind="budget",
    titles=(rf"{OF}(预算)?收入(预算)?{OVERVIEW}",),
    grammar=FUNCTIONAL,
    halves=by_function(
        total(*FUNDS, "special_account", "unit_funds"),
        *fund_columns(),
        amount("special_account", *SPECIAL_ACCOUNT, fund="special_account"),
        amount("unit_funds", *UNIT_FUNDS, fund="unit_funds"),
        _CARRIED_OVER,
    ),
    direction="revenue",
    vocabulary=(r"本年收入(合计)?",),
)

EXPENDITURE = Layout(
    table="expenditure",
    kind="budget",
    titles=(rf"{OF}(预算)?支出(预算)?{OVERVIEW}",),
    grammar=FUNCTIONAL,
    halves=_EXPENDITURE,
)

APPROPRIATION_BALANCE = Layout(
    table="appropriation_balance",
    kind="budget",
    titles=(rf"{OF}(一般公共预算)?财政拨款收支(预算)?{OVERVIEW}",),
    grammar=ITEM_LIST,
    halves=(
        Half((LABEL, total()), side="revenue", over=REVENUE_SIDE),
        Half((LABEL, total(*FUNDS), *fund_columns()), side="expenditure", over=EXPENDITURE_SIDE),
    ),
    items=(*FUND_ITEMS, *SUM_ITEMS, *CARRYOVER_ITEMS),
)

GENERAL_EXPENDITURE = Layout(
    table="general_expenditure",
    kind="budget",
    titles=(rf"{OF}一般公共预算(财政|当年)?(拨款)?支出(预算|总体)?(情况)?表{BY_CLASSES}{THIS_YEAR}",),
    grammar=FUNCTIONAL,
    halves=_EXPENDITURE,
    fund="general",
)

BASIC_EXPENDITURE = Layout(
    table="basic_expenditure",
    kind="budget",
    titles=(
        rf"{OF}一般公共预算(安排|财政拨款)?(的)?基本支出(预算)?"
        rf"(分经济科目|经济分类)?(情况|预算)?表{BY_CLASSES}{THIS_YEAR}",
    ),
    grammar=ECONOMIC,
    halves=(
        Half(
            (
                Column(
                    "dept_economic_code", "code", (r"(部门)?(预算)?(支出)?经济(分类)?科目(编码|代码)",), expected=False
                ),
                Column(
                    "dept_economic_name", "name", (r"(部门|单位)?(预算)?(支出)?经济(分类)?(科目)?(名称)?", r"科目名称")
                ),
                Column(
                    "gov_economic_code", "gov_code", (r"政府(预算)?(支出)?经济(分类)?科目(编码|代码)",), expected=False
                ),
                Column(
                    "gov_economic_name",
                    "gov_name",
                    (r"政府(预算)?(支出)?经济(分类)?(科目)?(名称)?",),
                    expected=False,
                ),
                total("personnel", "public"),
                amount("personnel", r"人员经费", expenditure_type="personnel"),
                amount("public", r"(日常)?公用经费", expenditure_type="public"),
            )
        ),
    ),
    fund="general",
    expenditure_type="basic",
    scheme="dept_economic",
    vocabulary=(r"基本支出", r"经济(分类)?科目"),
)

GOVERNMENT_FUND_REVENUE = Layout(
    table="government_fund_revenue",
    kind="budget",
    titles=(rf"{OF}政府性基金(预算)?收入(预算|情况)?表{THIS_YEAR}",),
    grammar=FUNCTIONAL,
    halves=(Half((_CODE, _CODE_NAME, total(headers=(r"政府性基金(收入预算|预算收入|收入)", *TOTAL)))),),
    direction="revenue",
    fund="government_fund",
    scheme="revenue",
)

GOVERNMENT_FUND_EXPENDITURE = Layout(
    table="government_fund_expenditure",
    kind="budget",
    titles=(rf"{OF}政府性基金(预算)?(财政拨款)?支出(预算)?(情况)?表{THIS_YEAR}",),
    grammar=FUNCTIONAL,
    halves=(Half((_CODE, _CODE_NAME, total("basic", "project"), *basic_project())),),
    fund="government_fund",
)

STATE_CAPITAL = Layout(
    table="state_capital",
    kind="budget",
    titles=(rf"{OF}国有资本经营(预算)?(财政拨款)?(收支|支出)(预算)?(情况)?表{THIS_YEAR}",),
    grammar=FUNCTIONAL,
    halves=(
        Half(
            (_CODE, _CODE_NAME, total(headers=(r"国有资本经营(收入预算|预算收入)",))),
            side="revenue",
            over=(r"国有资本经营预算收入",),
        ),
        Half(
            (_CODE, _CODE_NAME, total("basic", "project"), *basic_project()),
            side="expenditure",
            over=(r"国有资本经营预算支出",),
        ),
    ),
    fund="state_capital",
)

THREE_PUBLIC = Layout(
    table="three_public",
    kind="budget",
    titles=(rf"{OF}(一般公共预算)?(财政拨款)?(安排的?)?三公经费(支出)?(预算)?(情况)?表",),
    grammar=ITEM_LIST,
    halves=(Half((LABEL, total(*FUNDS), *(fund_columns()))),),
    items=THREE_PUBLIC_ITEMS,
)

OPERATING_COSTS = Layout(
    table="operating_costs",
    kind="budget",
    titles=(rf"{OF}机关运行经费(支出)?(预算)?(财政拨款)?(情况)?(统计|预算)?表",),
    grammar=BY_UNIT,
    halves=(Half((Column("unit_name", "name", (r"单位名称|单位",)), total(*FUNDS), *fund_columns())),),
    vocabulary=(rf"{YEAR}预算数",),
)

PROJECTS = Layout(
    table="projects",
    kind="budget",
    titles=(rf"{OF}(预算)?项目支出(预算)?(情况|明细)?表(\(本年预算\))?",),
    grammar=BY_PROJECT,
    halves=(
        Half(
            (
                _PROJECT_CODE,
                _PROJECT,
                total(*_PROJECT_TOTALS),
                *fund_columns(),
                amount("special_account", *SPECIAL_ACCOUNT, fund="special_account"),
                amount("unit_funds", *UNIT_FUNDS, fund="unit_funds"),
            )
        ),
    ),
    expenditure_type="project",
    carryover="current",
    vocabulary=(rf"{YEAR}财政拨款",),
)

PROJECTS_CARRIED_OVER = Layout(
    table="projects_carried_over",
    kind="budget",
    titles=(rf"{OF}(预算)?项目支出(预算)?(情况|明细)?表{LAST_YEAR}",),
    grammar=BY_PROJECT,
    halves=(Half((_PROJECT_CODE, _PROJECT, total(*FUNDS), *fund_columns())),),
    expenditure_type="project",
    carryover="carried_over",
    vocabulary=(rf"{YEAR}财政拨款",),
)

BUDGET = Family(
    name="shanxi-budget",
    kind="budget",
    base=GENERAL_BUDGET,
    marks=(r"预算公开表\d+",),
    layouts=(
        BALANCE,
        REVENUE,
        EXPENDITURE,
        APPROPRIATION_BALANCE,
        GENERAL_EXPENDITURE,
        BASIC_EXPENDITURE,
        GOVERNMENT_FUND_REVENUE,
        GOVERNMENT_FUND_EXPENDITURE,
        STATE_CAPITAL,
        THREE_PUBLIC,
        OPERATING_COSTS,
        PROJECTS,
        PROJECTS_CARRIED_OVER,
    ),
)
