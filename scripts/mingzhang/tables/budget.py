"""The standard tables of a budget: the thirteen of the usual set, and those that only some provinces print."""

from __future__ import annotations

from mingzhang.tables.columns import (
    APPROPRIATION_FUNDS,
    CARRIED_OVER_BY_FUND,
    DEPT_ECONOMIC,
    FUNCTION,
    FUNDS,
    GOV_ECONOMIC,
    ITEM,
    SPENDING,
    UNIT,
    UNIT_FUND_KINDS,
    with_periods,
    yuan,
)
from mingzhang.tables.model import StandardTable
from mingzhang.tables.usual import usual_columns

_CODED = ("code", "name", "level")
_BY_TYPE = ("basic", "personnel", "public", "project")
_PROJECT = ("project_no", "project_code", "project_name", "project_type", "row_kind")


def _table(number: int, name: str, title: str, title_en: str, *columns: str, core: bool = True) -> StandardTable:
    return StandardTable(
        name, "budget", number, title, title_en, columns, core=core, usual=usual_columns("budget", name)
    )


_REVENUE_AMOUNTS = (
    *yuan("total", *FUNDS, "carried_over"),
    *yuan("current_year", "appropriation", *UNIT_FUND_KINDS, "education_fees", "surplus_used", "cash_balance"),
    *yuan(*CARRIED_OVER_BY_FUND),
    *yuan("special_funds_part", "appropriation_current", "special_account_education", "special_account_other"),
)
_FUND_AMOUNTS = (*yuan("total", *FUNDS), *yuan("appropriation", *UNIT_FUND_KINDS, "surplus_used", "carried_over"))
_SPENDING_AMOUNTS = (
    *yuan("total", "basic", "project"),
    *yuan("personnel", "public", "operating", "remitted_up", "affiliated_subsidy", "carried_out"),
    *yuan("procurement", "procurement_sme", "procurement_small", "project_without_capital", "capital"),
)

BUDGET_TABLES = (
    _table(
        1,
        "balance",
        "预算收支总表",
        "Revenue and expenditure, overview",
        *("side", *ITEM, "parent_item", "function_code", "dept_economic_code", "gov_economic_code"),
        *yuan("total", "current_year", "carried_over"),
        *yuan(*APPROPRIATION_FUNDS, "personnel", "public", "project"),
        *with_periods("total"),
        *UNIT,
    ),
    _table(2, "revenue", "预算收入总表", "Revenue", *FUNCTION, *_REVENUE_AMOUNTS, *with_periods("total"), *UNIT),
    _table(
        3,
        "expenditure",
        "预算支出总表",
        "Expenditure",
        *FUNCTION,
        *_SPENDING_AMOUNTS,
        *yuan("current_year", "carried_over", "carried_over_basic", "carried_over_project", "carried_over_operating"),
        *with_periods("total", "basic", "project"),
        *UNIT,
    ),
    _table(
        4,
        "appropriation_balance",
        "财政拨款收支总表",
        "Fiscal appropriation, revenue and expenditure",
        *("side", *ITEM, "parent_item", "function_code", "dept_economic_code", "gov_economic_code"),
        *yuan("total", *APPROPRIATION_FUNDS),
        *yuan("current_year", "carried_over"),
        *with_periods("total"),
        *UNIT,
    ),
    _table(
        5,
        "general_expenditure",
        "一般公共预算支出预算表（不含上年结转）",
        "General public budget expenditure",
        *FUNCTION,
        *_SPENDING_AMOUNTS,
        *yuan("current_year", "carried_over", "carried_over_basic", "carried_over_personnel", "carried_over_public"),
        *yuan("carried_over_project", "total_without_capital"),
        *with_periods("total", *_BY_TYPE, "total_without_capital"),
        *UNIT,
    ),
    _table(
        6,
        "basic_expenditure",
        "一般公共预算安排基本支出分经济科目表（不含上年结转）",
        "Basic expenditure by economic classification",
        *DEPT_ECONOMIC,
        *GOV_ECONOMIC,
        "level",
        *yuan("total", "personnel", "public"),
        *yuan("current_year", "carried_over", "carried_over_personnel", "carried_over_public"),
        *with_periods("total", "personnel", "public"),
        *UNIT,
    ),
    _table(
        7,
        "government_fund_revenue",
        "政府性基金预算收入表（不含上年结转）",
        "Government fund revenue",
        *_CODED,
        *yuan("total"),
        *UNIT,
    ),
    _table(
        8,
        "government_fund_expenditure",
        "政府性基金预算支出表（不含上年结转）",
        "Government fund expenditure",
        *_CODED,
        *yuan("total", "basic", "project", "personnel", "public"),
        *yuan("current_year", "carried_over", "carried_over_basic", "carried_over_project"),
        *with_periods("total", "basic", "project"),
        *UNIT,
    ),
    _table(
        9,
        "state_capital",
        "国有资本经营预算收支预算表（不含上年结转）",
        "State capital operating budget",
        "side",
        *_CODED,
        *yuan("total", "basic", "project", "personnel", "public"),
        *yuan("current_year", "carried_over", "carried_over_basic", "carried_over_project"),
        *with_periods("total", "basic", "project"),
        *UNIT,
    ),
    _table(
        10,
        "three_public",
        "一般公共预算“三公”经费支出预算表",
        "Three public expenses (travel abroad, vehicles, receptions)",
        *ITEM,
        *yuan("total", *APPROPRIATION_FUNDS),
        *yuan("current_year", "carried_over"),
        *with_periods("total", *APPROPRIATION_FUNDS),
        *UNIT,
    ),
    _table(
        11,
        "operating_costs",
        "机关运行经费预算财政拨款情况统计表",
        "Operating costs of government offices",
        *("unit_name", "row_kind"),
        *yuan("total", *APPROPRIATION_FUNDS),
        *("unit_code", *DEPT_ECONOMIC),
    ),
    _table(
        12,
        "projects",
        "项目支出预算表（本年预算）",
        "Projects (current-year budget)",
        *("unit_name", "project_no", "project_code", "project_name", "row_kind"),
        *yuan("total", *FUNDS),
        *yuan("appropriation", *UNIT_FUND_KINDS, "surplus_used", "carried_over"),
        *yuan(*(f"carried_over_{fund}" for fund in APPROPRIATION_FUNDS)),
        *("unit_code", "project_type", "function_code", "function_name", "remark"),
    ),
    _table(
        13,
        "projects_carried_over",
        "项目支出预算表（上年结转）",
        "Projects (carried over)",
        *("unit_name", "project_no", "project_code", "project_name", "row_kind"),
        *yuan("total", *APPROPRIATION_FUNDS),
        "unit_code",
    ),
)
"""The usual set, in the order it is published."""

_BEYOND = (
    ("revenue_by_unit", "部门收入分单位表", "Revenue by unit", "row_kind", *_REVENUE_AMOUNTS, *UNIT),
    ("expenditure_by_unit", "部门支出分单位表", "Expenditure by unit", "row_kind", *_REVENUE_AMOUNTS, *UNIT),
    (
        "expenditure_by_economic",
        "支出分经济科目表",
        "Expenditure by economic classification",
        *FUNCTION,
        *DEPT_ECONOMIC,
        *GOV_ECONOMIC,
        *yuan("total", *SPENDING),
        *UNIT,
    ),
    (
        "general_expenditure_by_economic",
        "一般公共预算支出分经济科目表",
        "General public budget expenditure by economic classification",
        *DEPT_ECONOMIC,
        *GOV_ECONOMIC,
        "level",
        *yuan("total", *_BY_TYPE),
        *with_periods("total", *_BY_TYPE),
        *UNIT,
    ),
    (
        "general_basic_by_function",
        "一般公共预算基本支出分功能科目表",
        "Basic expenditure of the general public budget by function",
        *FUNCTION,
        *yuan("total", "personnel", "public"),
        *with_periods("total", "personnel", "public"),
        *UNIT,
    ),
    (
        "appropriation_expenditure",
        "财政拨款支出表",
        "Expenditure of fiscal appropriations",
        *FUNCTION,
        *yuan("total", *_BY_TYPE, "capital", *APPROPRIATION_FUNDS),
        *with_periods("total", *_BY_TYPE),
        *UNIT,
    ),
    (
        "appropriation_basic_expenditure",
        "财政拨款基本支出分经济科目表",
        "Basic expenditure of fiscal appropriations by economic classification",
        *DEPT_ECONOMIC,
        *GOV_ECONOMIC,
        "level",
        *yuan("total", "personnel", "public"),
        *UNIT,
    ),
    (
        "basic_expenditure_by_fund",
        "基本支出分资金来源表",
        "Basic expenditure by fund",
        *DEPT_ECONOMIC,
        *GOV_ECONOMIC,
        "level",
        "row_kind",
        *_FUND_AMOUNTS,
        *UNIT,
    ),
    (
        "procurement",
        "政府采购预算表",
        "Government procurement",
        *(*ITEM, "row_kind", "project_name", "item_code", "item_name", "procurement_method"),
        *FUNCTION,
        *DEPT_ECONOMIC,
        *GOV_ECONOMIC,
        *_FUND_AMOUNTS,
        *UNIT,
        "remark",
    ),
    (
        "purchased_services",
        "政府购买服务表",
        "Purchased services",
        *("service_class", "service_group", "service", "project_name", "row_kind"),
        *_FUND_AMOUNTS,
        *UNIT,
        "remark",
    ),
    (
        "carried_over_expenditure",
        "上年结转资金支出表",
        "Expenditure of carried-over funds",
        *(*_PROJECT, "function_code", "function_name"),
        *DEPT_ECONOMIC,
        *GOV_ECONOMIC,
        *yuan("total", *APPROPRIATION_FUNDS),
        *("fund_printed", *UNIT, "remark"),
    ),
    (
        "government_fund_balance",
        "政府性基金预算收支表",
        "Government funds, revenue and expenditure",
        *("side", *ITEM, "parent_item", "function_code", "dept_economic_code", "gov_economic_code"),
        *yuan("total"),
        *UNIT,
    ),
)

BUDGET_BEYOND = tuple(
    _table(number, name, title, title_en, *columns, core=False)
    for number, (name, title, title_en, *columns) in enumerate(_BEYOND, len(BUDGET_TABLES) + 1)
)
"""Tables that only some provinces print."""
