"""Which printed figure of which table a sentence of the narrative speaks of, where that is beyond doubt.

Shown beside each other, not judged: that is the work of checks. A statement about one unit of a
department, a share or a change has no counterpart, and what is ambiguous has none either.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from mingzhang.site.narrative import Statement
from mingzhang.site.rows import Figure

Key = tuple[str, str, str]

_BUDGET: Mapping[Key, str] = {
    ("change_reasons", "revenue", ""): "balance/revenue/total/total",
    ("change_reasons", "expenditure", ""): "balance/expenditure/total/total",
    ("change_reasons", "revenue_current", ""): "balance/revenue/subtotal/total",
    ("change_reasons", "expenditure_current", ""): "balance/expenditure/subtotal/total",
    ("revenue", "revenue", ""): "revenue/total/total",
    ("revenue", "revenue_source", ""): "revenue/total/{code}",
    ("expenditure", "expenditure", ""): "expenditure/total/total",
    ("expenditure", "basic", ""): "expenditure/total/basic",
    ("expenditure", "project", ""): "expenditure/total/project",
    ("appropriation", "appropriation", ""): "appropriation_balance/{side}/total/total",
    ("appropriation", "appropriation_current", ""): "appropriation_balance/{side}/subtotal/total",
    ("appropriation", "function", ""): "appropriation_balance/expenditure/{code}/total",
    ("general_size", "general", ""): "general_expenditure/total/total",
    ("general_structure", "general", ""): "general_expenditure/total/total",
    ("general_structure", "function", ""): "general_expenditure/{code}/total",
    ("basic_expenditure", "basic", ""): "basic_expenditure/total/total",
    ("basic_expenditure", "personnel", ""): "basic_expenditure/total/personnel",
    ("basic_expenditure", "public", ""): "basic_expenditure/total/public",
    ("three_public", "three_public", ""): "three_public/total/total",
    ("three_public", "abroad", ""): "three_public/abroad/total",
    ("three_public", "vehicle_costs", ""): "three_public/vehicles/total",
    ("three_public", "vehicle_purchase", ""): "three_public/vehicle_purchase/total",
    ("three_public", "vehicle_operation", ""): "three_public/vehicle_operation/total",
    ("three_public", "reception", ""): "three_public/reception/total",
    ("operating_costs", "operating_costs", ""): "operating_costs/total/total",
}
_FINAL: Mapping[Key, str] = {
    ("change_reasons", "revenue", ""): "balance/revenue/total/amount",
    ("change_reasons", "expenditure", ""): "balance/expenditure/total/amount",
    ("revenue", "revenue_current", ""): "revenue/total/total",
    ("revenue", "revenue_source", ""): "revenue/total/{code}",
    ("expenditure", "expenditure_current", ""): "expenditure/total/total",
    ("expenditure", "basic", ""): "expenditure/total/basic",
    ("expenditure", "project", ""): "expenditure/total/project",
    ("appropriation", "appropriation", ""): "appropriation_balance/{side}/total/total",
    ("general_size", "general", ""): "general_expenditure/total/total",
    ("general_structure", "general", ""): "general_expenditure/total/total",
    ("general_structure", "function", ""): "general_expenditure/{code}/total",
    ("general_detail", "general", "executed"): "general_expenditure/total/total",
    ("general_detail", "function", "executed"): "general_expenditure/{code}/total",
    ("basic_expenditure", "basic", ""): "general_expenditure/total/basic",
    ("basic_expenditure", "personnel", ""): "basic_expenditure/personnel/total/amount",
    ("basic_expenditure", "public", ""): "basic_expenditure/public/total/amount",
    ("basic_expenditure", "basic_item", ""): "basic_expenditure/{code}/amount",
    ("three_public_overall", "three_public", "executed"): "three_public/total/executed",
    ("three_public_overall", "three_public", "full_budget"): "three_public/total/budget",
    ("three_public_overall", "abroad", ""): "three_public/abroad/executed",
    ("three_public_overall", "vehicle_costs", ""): "three_public/vehicles/executed",
    ("three_public_overall", "vehicle_purchase", ""): "three_public/vehicle_purchase/executed",
    ("three_public_overall", "vehicle_operation", ""): "three_public/vehicle_operation/executed",
    ("three_public_overall", "reception", ""): "three_public/reception/executed",
    ("operating_costs", "operating_costs", "this_year"): "supplementary/costs_administrative/value",
    ("state_assets", "vehicles", ""): "supplementary/vehicles/value",
}
_FACTS = {"budget": _BUDGET, "final": _FINAL}
"""(section key, what it is about, what is said of it) → the fact; `{code}` and `{side}` are the statement's."""

_SAME_SECTION = {"three_public_detail": "three_public_overall"}
"""Sections whose plain figures are those of another one."""


_OTHER_PART = {"supplementary/costs_administrative/value": "supplementary/costs_civil_service_law/value"}
"""Sentences state operating costs as a whole; one of their two rows stands beside only where the other is blank."""

_NONE_STATED: Mapping[str, str] = {"three_public": "three_public/total/executed"}
"""A final account that says "none" without a measure speaks of what was spent."""


def fact_of(kind: str, section_key: str, statement: Statement) -> str:
    """The id of the fact a sentence speaks of, whether or not its table prints it; nothing where that is in doubt."""
    if statement.unit_name:
        return ""
    key = (_SAME_SECTION.get(section_key, section_key), statement.stem, statement.measure)
    pattern = _FACTS[kind].get(key, "")
    if not pattern and kind == "final" and statement.kind == "none_stated":
        pattern = _NONE_STATED.get(statement.stem, "")
    if "{code}" in pattern and not statement.code:
        return ""
    return pattern.replace("{code}", statement.code).replace("{side}", statement.side)


def counterpart(kind: str, section_key: str, statement: Statement, figures: Mapping[str, Figure]) -> Figure | None:
    """The figure, or None: a blank cell of a table is no counterpart of a zero in words."""
    if statement.kind != "figure" or not statement.number:
        return None
    fact = fact_of(kind, section_key, statement)
    figure = None if _OTHER_PART.get(fact) in figures else figures.get(fact)
    return figure if figure is not None and bool(figure.yuan) == bool(statement.yuan) else None


def is_equal(statement: Statement, figure: Figure) -> bool:
    """Whether a sentence states what the table prints: money in 元, or a count in the same unit of measure."""
    if figure.yuan:
        return Decimal(statement.yuan) == Decimal(figure.yuan)
    return statement.number == figure.printed
