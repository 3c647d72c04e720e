"""Groups of published columns that several standard tables share, each written once."""

from __future__ import annotations

from mingzhang.tables.model import PERIODS

UNIT = ("unit_code", "unit_name")
"""The unit a row is of, where a document lists several or prints it in each row."""

FUNCTION = ("function_code", "function_name", "level")
DEPT_ECONOMIC = ("dept_economic_code", "dept_economic_name")
GOV_ECONOMIC = ("gov_economic_code", "gov_economic_name")
ITEM = ("enumerator", "item", "item_kind")

APPROPRIATION_FUNDS = ("general", "government_fund", "state_capital")
"""The three funds of 财政拨款."""

UNIT_FUND_KINDS = (
    "public_service",
    "operating",
    "superior_subsidy",
    "affiliated_remittance",
    "other",
)
"""What 单位资金 is made of."""

FUNDS = (*APPROPRIATION_FUNDS, "special_account", "unit_funds")

CARRIED_OVER_BY_FUND = tuple(f"carried_over_{fund}" for fund in FUNDS)
SPENDING = ("basic", "personnel", "public", "project", "operating", "remitted_up", "affiliated_subsidy")


def yuan(*stems: str) -> tuple[str, ...]:
    """The amount columns of these stems: `total` → `total_yuan`."""
    return tuple(f"{stem}_yuan" for stem in stems)


def with_periods(*stems: str) -> tuple[str, ...]:
    """These amounts for last year and as the change on it, for tables that print two years."""
    return tuple(f"{period}_{stem}_yuan" for period in PERIODS for stem in stems)
