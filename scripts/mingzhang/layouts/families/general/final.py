"""Final accounts of the whole country: the Ministry's nine tables, as other provinces print them."""

from __future__ import annotations

from dataclasses import replace

from mingzhang.layouts.families.general import titles
from mingzhang.layouts.families.general.balances import balance
from mingzhang.layouts.families.general.by_code import REVENUE_MORE, functional
from mingzhang.layouts.families.general.words import amount, sources, spending
from mingzhang.layouts.families.shanxi.final import BASIC_EXPENDITURE, SUPPLEMENTARY, THREE_PUBLIC
from mingzhang.layouts.model import Family, Layout

_FLOW = (
    amount("opening", r"(年初|上年)结转(和|及)?(结余)?(资金)?", carryover="carried_over", item="opening"),
    amount("revenue", r"本年收入", item="revenue"),
    amount("closing", r"年末结转(和|及)?(结余)?(资金)?", carryover="carried_over", item="closing"),
)


def _layouts() -> tuple[Layout, ...]:
    types = spending()
    executed = {"phase": "executed"}
    return (
        balance("balance", "final", titles.BALANCE, **executed),
        functional("revenue", "final", titles.REVENUE, sources(), direction="revenue", **executed, **REVENUE_MORE),
        functional("expenditure", "final", titles.EXPENDITURE, types, **executed),
        balance("appropriation_balance", "final", titles.APPROPRIATION_BALANCE, **executed),
        functional("general_expenditure", "final", titles.GENERAL, types, fund="general", **executed),
        functional(
            "government_fund",
            "final",
            titles.GOVERNMENT_FUND_FINAL,
            (*types, *_FLOW),
            fund="government_fund",
            **executed,
        ),
        functional("state_capital", "final", titles.STATE_CAPITAL, (*types, *_FLOW), fund="state_capital", **executed),
        functional("appropriation_expenditure", "final", titles.APPROPRIATION, types, **executed),
        *(replace(inherited) for inherited in (BASIC_EXPENDITURE, THREE_PUBLIC, SUPPLEMENTARY)),
    )


FINAL = Family(name="general-final", kind="final", is_known=False, layouts=_layouts())
