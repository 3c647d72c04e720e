"""Which printed amount of which table a statement speaks of, where that is beyond doubt.

Decided once, when a package is made, and published in `statements.csv`. Nothing is judged here: whether the two agree
is the work of checks. A statement about one unit of a department, a share or a change speaks of no amount of a table,
and what is ambiguous speaks of none either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from mingzhang.narrative.ids import meaning_of

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


class Speaking(Protocol):
    """What of a statement says which amount it means; `stem` is what it is about, `measure` what is said of it."""

    @property
    def stem(self) -> str:
        """`basic`, of `basic_share`."""

    @property
    def measure(self) -> str:
        """`share`, of `basic_share`; blank for the plain figure."""

    @property
    def kind(self) -> str:
        """`figure`, `none_stated` …"""

    @property
    def side(self) -> str:
        """`revenue`, `expenditure` or blank."""

    @property
    def unit_name(self) -> str:
        """The unit of a department that it is about; blank for the whole."""

    @property
    def code(self) -> str:
        """The code of its subject, where it is certain."""


class _Said(NamedTuple):
    """The same, of a row of `statements.csv`."""

    stem: str
    measure: str
    kind: str
    side: str
    unit_name: str
    code: str


Row = dict[str, str]


def name_facts(kind: str, sections: Iterable[Row], statements: Iterable[Row], facts: Iterable[Row]) -> None:
    """Fill `fact_id` of every row of `statements.csv` whose figure stands in a table too.

    A statement that something is none names the amount that is printed nonetheless; a blank cell is named by nobody.
    """
    keys = {row["section_id"]: row["section_key"] for row in sections}
    printed = {row["fact_id"]: row for row in facts}
    for row in statements:
        row["fact_id"] = _fact_of_row(kind, keys.get(row["section_id"], ""), row, printed)


def _fact_of_row(kind: str, section_key: str, row: Row, printed: Mapping[str, Row]) -> str:
    if row["statement_kind"] not in ("figure", "none_stated"):
        return ""
    stem, measure = meaning_of(row["statement"])
    said = _Said(stem, measure, row["statement_kind"], row["side"], row["unit_name"], row["subject_code"])
    name = fact_of(kind, section_key, said)
    fact = None if _OTHER_PART.get(name) in printed else printed.get(name)
    if fact is None or (row["printed_number"] and bool(fact["amount_yuan"]) != bool(row["value_yuan"])):
        return ""
    return name


def fact_of(kind: str, section_key: str, statement: Speaking) -> str:
    """The id of the fact a statement speaks of, whether or not its table prints it; nothing where that is in doubt."""
    if statement.unit_name:
        return ""
    key = (_SAME_SECTION.get(section_key, section_key), statement.stem, statement.measure)
    pattern = _FACTS[kind].get(key, "")
    if not pattern and kind == "final" and statement.kind == "none_stated":
        pattern = _NONE_STATED.get(statement.stem, "")
    if "{code}" in pattern and not statement.code:
        return ""
    return pattern.replace("{code}", statement.code).replace("{side}", statement.side)
