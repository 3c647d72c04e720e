"""Budgets of the whole country: what no particular family is needed for."""

from __future__ import annotations

from mingzhang.layouts.families.general.balances import budget_balances
from mingzhang.layouts.families.general.by_code import budget_by_code
from mingzhang.layouts.families.general.lists import budget_lists
from mingzhang.layouts.families.general.three_public import budget_three_public
from mingzhang.layouts.model import Family

BUDGET = Family(
    name="general-budget",
    kind="budget",
    is_known=False,
    layouts=(*budget_balances(), *budget_by_code(), *budget_three_public(), *budget_lists()),
)
