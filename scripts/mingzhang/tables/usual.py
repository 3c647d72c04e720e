"""The columns that every file of a usual table has, whatever its document prints: those of the printed forms that are
most common. The others of the contract stand in a file where its document prints them, so that a file stays as
narrow as what it was read from, and a column that one province needs changes no package of another."""

from __future__ import annotations

from mingzhang.ground.source import Kind

_FUNCTION = "function_code function_name level"
_ITEM = "enumerator item item_kind"
_FUNDS = "total_yuan general_yuan government_fund_yuan state_capital_yuan"
_BY_TYPE = "total_yuan basic_yuan project_yuan"

_USUAL = {
    "budget/balance": f"side {_ITEM} function_code total_yuan current_year_yuan carried_over_yuan",
    "budget/revenue": f"{_FUNCTION} {_FUNDS} special_account_yuan unit_funds_yuan carried_over_yuan",
    "budget/expenditure": f"{_FUNCTION} {_BY_TYPE}",
    "budget/appropriation_balance": f"side {_ITEM} parent_item function_code {_FUNDS}",
    "budget/general_expenditure": f"{_FUNCTION} {_BY_TYPE}",
    "budget/basic_expenditure": (
        "dept_economic_code dept_economic_name gov_economic_code gov_economic_name level"
        " total_yuan personnel_yuan public_yuan"
    ),
    "budget/government_fund_revenue": "code name level total_yuan",
    "budget/government_fund_expenditure": f"code name level {_BY_TYPE}",
    "budget/state_capital": f"side code name level {_BY_TYPE}",
    "budget/three_public": f"{_ITEM} {_FUNDS}",
    "budget/operating_costs": f"unit_name row_kind {_FUNDS}",
    "budget/projects": (
        f"unit_name project_no project_code project_name row_kind {_FUNDS} special_account_yuan unit_funds_yuan"
    ),
    "budget/projects_carried_over": f"unit_name project_no project_code project_name row_kind {_FUNDS}",
    "final/balance": f"side line_no {_ITEM} function_code amount_yuan",
    "final/revenue": (
        f"{_FUNCTION} total_yuan appropriation_yuan superior_subsidy_yuan public_service_yuan operating_yuan"
        " affiliated_remittance_yuan other_yuan"
    ),
    "final/expenditure": f"{_FUNCTION} {_BY_TYPE} remitted_up_yuan operating_yuan affiliated_subsidy_yuan",
    "final/appropriation_balance": f"side line_no {_ITEM} parent_item function_code {_FUNDS}",
    "final/general_expenditure": f"{_FUNCTION} {_BY_TYPE}",
    "final/basic_expenditure": "category dept_economic_code dept_economic_name level amount_yuan",
    "final/government_fund": f"{_FUNCTION} opening_yuan revenue_yuan {_BY_TYPE} closing_yuan",
    "final/state_capital": f"{_FUNCTION} {_BY_TYPE}",
    "final/three_public": "item item_kind budget_yuan executed_yuan",
    "final/supplementary": f"section {_ITEM} line_no value unit",
}


def usual_columns(kind: Kind, name: str) -> tuple[str, ...]:
    """The columns that every file of a table has; none are named for a table that only some provinces print."""
    return tuple(_USUAL.get(f"{kind}/{name}", "").split())
