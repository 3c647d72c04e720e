"""The standard tables of a final account: the Ministry's nine, a provincial one, and those of other families."""

from __future__ import annotations

from mingzhang.tables.columns import APPROPRIATION_FUNDS, DEPT_ECONOMIC, FUNCTION, ITEM, UNIT, yuan
from mingzhang.tables.model import StandardTable
from mingzhang.tables.usual import usual_columns


def _table(number: int, name: str, title: str, title_en: str, *columns: str, core: bool = True) -> StandardTable:
    return StandardTable(name, "final", number, title, title_en, columns, core=core, usual=usual_columns("final", name))


_BY_TYPE = yuan("total", "basic", "project")

FINAL_TABLES = (
    _table(
        1,
        "balance",
        "收入支出决算总表",
        "Revenue and expenditure, overview",
        *("side", "line_no", *ITEM, "function_code"),
        *yuan("amount"),
        *yuan("budget", "adjusted"),
        *UNIT,
    ),
    _table(
        2,
        "revenue",
        "收入决算表",
        "Revenue",
        *FUNCTION,
        *yuan("total", "appropriation", "superior_subsidy", "public_service"),
        *yuan("operating", "affiliated_remittance", "other"),
        *yuan("education_fees"),
        *UNIT,
    ),
    _table(
        3,
        "expenditure",
        "支出决算表",
        "Expenditure",
        *FUNCTION,
        *_BY_TYPE,
        *yuan("remitted_up", "operating", "affiliated_subsidy"),
        *yuan("personnel", "public"),
        *UNIT,
    ),
    _table(
        4,
        "appropriation_balance",
        "财政拨款收入支出决算总表",
        "Fiscal appropriation, revenue and expenditure",
        *("side", "line_no", *ITEM, "parent_item", "function_code"),
        *yuan("total", *APPROPRIATION_FUNDS),
        *yuan("budget", "adjusted"),
        *UNIT,
    ),
    _table(
        5,
        "general_expenditure",
        "一般公共预算财政拨款支出决算表",
        "General public budget expenditure",
        *FUNCTION,
        *_BY_TYPE,
        *yuan("personnel", "public", "capital"),
        *UNIT,
    ),
    _table(
        6,
        "basic_expenditure",
        "一般公共预算财政拨款基本支出决算明细表",
        "Basic expenditure by economic classification",
        *("category", *DEPT_ECONOMIC, "level"),
        *yuan("amount"),
        *yuan("personnel", "public"),
        *UNIT,
    ),
    _table(
        7,
        "government_fund",
        "政府性基金预算财政拨款收入支出决算表",
        "Government fund revenue, expenditure and balance",
        *FUNCTION,
        *yuan("opening", "revenue", "total", "basic", "project", "closing"),
        *UNIT,
    ),
    _table(
        8,
        "state_capital",
        "国有资本经营预算财政拨款支出决算表",
        "State capital operating budget",
        *FUNCTION,
        *_BY_TYPE,
        *yuan("opening", "revenue", "closing"),
        *UNIT,
    ),
    _table(
        9,
        "three_public",
        "财政拨款“三公”经费支出决算表",
        "Three public expenses (travel abroad, vehicles, receptions)",
        *("item", "item_kind"),
        *yuan("budget", "executed"),
        *UNIT,
    ),
    _table(
        10,
        "supplementary",
        "部门决算公开相关信息统计表",
        "Related information",
        *("section", *ITEM, "line_no", "value", "unit"),
    ),
)
"""The usual set, in the order it is published."""

FINAL_BEYOND = (
    _table(
        11,
        "appropriation_expenditure",
        "财政拨款支出决算表",
        "Expenditure of fiscal appropriations",
        *FUNCTION,
        *_BY_TYPE,
        *yuan("personnel", "public", "capital"),
        *UNIT,
        core=False,
    ),
)
"""Tables that only some bodies print."""
