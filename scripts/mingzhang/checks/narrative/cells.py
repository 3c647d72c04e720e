"""Which cell of which table holds what the narrative states: one declarative list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mingzhang.ground.source import Kind


class Cell(NamedTuple):
    """A cell: table, row key and column; `{code}` in the row or the column is the subject's code."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class CellRule:
    """Statements with these ids are printed in one of `cells` (the first is the usual one, the others are
    where some places print the same words), or in all of `added` together.

    `sections`: keys of sections, of which one must be above the statement (none: anywhere); the first
    rule that fits a statement applies. `side` and `subjects` limit a rule further.
    """

    check: str
    kind: Kind
    statements: tuple[str, ...]
    cells: tuple[Cell, ...]
    sections: tuple[str, ...] = ()
    side: str = ""
    subjects: tuple[str, ...] = ()
    added: bool = False


def _both(
    check: str, statement: str, *cells: Cell, side: str = "", sections: tuple[str, ...] = ()
) -> tuple[CellRule, CellRule]:
    """The same rule for budgets and final accounts, whose overviews call their amounts differently."""
    final = tuple(cell._replace(column=_FINAL_COLUMN.get((cell.table, cell.column), cell.column)) for cell in cells)
    return (
        CellRule(check, "budget", (statement,), cells, sections, side),
        CellRule(check, "final", (statement,), final, sections, side),
    )


_FINAL_COLUMN = {("balance", "total"): "amount"}
_GENERAL = ("general_expenditure",)
_APPROPRIATION = ("appropriation",)
_BASIC = ("basic_expenditure",)
_FUND = "government_fund"
_CAPITAL = "state_capital"
_IN, _OUT = "revenue", "expenditure"

_TOTALS: tuple[CellRule, ...] = (
    *_both(
        "N01", "carried_over", Cell("appropriation_balance", "revenue/carried_in", "total"), sections=_APPROPRIATION
    ),
    *_both(
        "N01", "closing", Cell("appropriation_balance", "expenditure/carried_out", "total"), sections=_APPROPRIATION
    ),
    CellRule("N01", "final", ("carried_over",), (Cell("government_fund", "total", "opening"),), (_FUND,)),
    CellRule("N01", "final", ("closing",), (Cell("government_fund", "total", "closing"),), (_FUND,)),
    *_both(
        "N01", "revenue_total", Cell("balance", "revenue/total", "total"), Cell("balance", "revenue/subtotal", "total")
    ),
    *_both("N01", "revenue_current", Cell("balance", "revenue/subtotal", "total")),
    CellRule(
        "N01",
        "budget",
        ("expenditure_total",),
        (
            Cell("balance", "expenditure/total", "total"),
            Cell("balance", "expenditure/subtotal", "total"),
            Cell("expenditure", "total", "total"),
        ),
    ),
    CellRule("N01", "final", ("expenditure_total",), (Cell("balance", "expenditure/total", "amount"),)),
    CellRule(
        "N01",
        "budget",
        ("expenditure_current",),
        (
            Cell("balance", "expenditure/subtotal", "current_year"),
            Cell("balance", "expenditure/total", "current_year"),
            Cell("balance", "expenditure/subtotal", "total"),
            Cell("expenditure", "total", "total"),
        ),
    ),
    CellRule(
        "N01",
        "final",
        ("expenditure_current",),
        (Cell("balance", "expenditure/subtotal", "amount"), Cell("expenditure", "total", "total")),
    ),
    CellRule(
        "N01",
        "budget",
        ("carried_over",),
        (Cell("balance", "expenditure/subtotal", "carried_over"), Cell("balance", "expenditure/total", "carried_over")),
        side=_OUT,
    ),
    *_both("N01", "carried_over", Cell("balance", "revenue/carried_in", "total"), side=_IN),
    *_both("N01", "closing", Cell("balance", "expenditure/carried_out", "total")),
    *_both("N01", "surplus_used", Cell("balance", "revenue/surplus_used", "total")),
    *_both("N01", "surplus_distributed", Cell("balance", "expenditure/surplus_distributed", "total")),
    CellRule(
        "N01",
        "budget",
        ("revenue_source_amount",),
        (Cell("balance", "revenue/carried_in", "total"),),
        subjects=("carried_over",),
    ),
    CellRule(
        "N01",
        "budget",
        ("revenue_source_amount",),
        (Cell("balance", "revenue/{code}", "total"), Cell("revenue", "total", "{code}")),
    ),
    CellRule(
        "N01",
        "final",
        ("revenue_source_amount",),
        (Cell("revenue", "total", "appropriation"),),
        subjects=("appropriation",),
    ),
    CellRule(
        "N01",
        "final",
        ("revenue_source_amount",),
        (Cell("balance", "revenue/{code}", "amount"), Cell("revenue", "total", "{code}")),
    ),
    *_both("N01", "basic_amount", Cell("general_expenditure", "total", "basic"), sections=_GENERAL),
    *_both("N01", "project_amount", Cell("general_expenditure", "total", "project"), sections=_GENERAL),
    *_both("N01", "basic_amount", Cell("expenditure", "total", "basic"), sections=("expenditure", "change_reasons")),
    *_both(
        "N01", "project_amount", Cell("expenditure", "total", "project"), sections=("expenditure", "change_reasons")
    ),
    CellRule("N01", "final", ("remitted_up_amount",), (Cell("expenditure", "total", "remitted_up"),)),
    CellRule("N01", "final", ("operating_expenditure_amount",), (Cell("expenditure", "total", "operating"),)),
    CellRule("N01", "final", ("affiliated_subsidy_amount",), (Cell("expenditure", "total", "affiliated_subsidy"),)),
    *_both(
        "N01",
        "appropriation_total",
        Cell("appropriation_balance", "revenue/total", "total"),
        Cell("appropriation_balance", "revenue/subtotal", "total"),
        side=_IN,
    ),
    *_both(
        "N01",
        "appropriation_total",
        Cell("appropriation_balance", "expenditure/total", "total"),
        Cell("appropriation_balance", "expenditure/subtotal", "total"),
        side=_OUT,
    ),
    *_both("N01", "appropriation_current", Cell("appropriation_balance", "revenue/subtotal", "total")),
    *_both("N01", "appropriation_source_amount", Cell("appropriation_balance", "revenue/{code}", "total")),
    *_both("N01", "general_total", Cell("general_expenditure", "total", "total")),
    *_both("N01", "general_executed", Cell("general_expenditure", "total", "total")),
    CellRule("N01", "budget", (f"{_FUND}_total",), (Cell("government_fund_expenditure", "total", "total"),)),
    CellRule("N01", "final", (f"{_FUND}_total", f"{_FUND}_executed"), (Cell(_FUND, "total", "total"),)),
    CellRule(
        "N01",
        "budget",
        (f"{_CAPITAL}_total",),
        (Cell(_CAPITAL, "expenditure/total", "total"), Cell(_CAPITAL, "total", "total")),
    ),
    CellRule("N01", "final", (f"{_CAPITAL}_total", f"{_CAPITAL}_executed"), (Cell(_CAPITAL, "total", "total"),)),
)

_FUND_TABLES: tuple[tuple[Kind, str], ...] = (("budget", "government_fund_expenditure"), ("final", _FUND))
_SPENT = ("function_amount", "function_executed")

_FUNCTIONS: tuple[CellRule, ...] = tuple(
    rule
    for kind, fund_table in _FUND_TABLES
    for rule in (
        CellRule(
            "N02",
            kind,
            _SPENT,
            (
                Cell("appropriation_balance", "expenditure/{code}", "total"),
                Cell("general_expenditure", "{code}", "total"),
            ),
            _APPROPRIATION,
        ),
        CellRule("N02", kind, _SPENT, (Cell(fund_table, "{code}", "total"),), (_FUND,)),
        CellRule("N02", kind, _SPENT, (Cell(_CAPITAL, "{code}", "total"),), (_CAPITAL,)),
        CellRule("N02", kind, _SPENT, (Cell("general_expenditure", "{code}", "total"),), _GENERAL),
        CellRule("N02", kind, _SPENT, (Cell("expenditure", "{code}", "total"),), ("expenditure",)),
    )
)

_ECONOMIC: tuple[CellRule, ...] = (
    CellRule(
        "N03",
        "budget",
        ("basic_amount",),
        (Cell("basic_expenditure", "total", "total"), Cell("general_expenditure", "total", "basic")),
        _BASIC,
    ),
    CellRule("N03", "final", ("basic_amount",), (Cell("general_expenditure", "total", "basic"),), _BASIC),
    CellRule("N03", "budget", ("personnel_amount",), (Cell("basic_expenditure", "total", "personnel"),), _BASIC),
    CellRule("N03", "budget", ("public_amount",), (Cell("basic_expenditure", "total", "public"),), _BASIC),
    CellRule("N03", "final", ("personnel_amount",), (Cell("basic_expenditure", "personnel/total", "amount"),), _BASIC),
    CellRule("N03", "final", ("public_amount",), (Cell("basic_expenditure", "public/total", "amount"),), _BASIC),
    CellRule("N03", "budget", ("basic_item_amount",), (Cell("basic_expenditure", "{code}", "total"),), _BASIC),
    CellRule("N03", "final", ("basic_item_amount",), (Cell("basic_expenditure", "{code}", "amount"),), _BASIC),
)

_THREE = {
    "three_public": "total",
    "abroad": "abroad",
    "reception": "reception",
    "vehicle_costs": "vehicles",
    "vehicle_purchase": "vehicle_purchase",
    "vehicle_operation": "vehicle_operation",
}


def _three_public() -> Iterator[CellRule]:
    for stem, item in _THREE.items():
        amount = "three_public_total" if stem == "three_public" else stem
        here = ("three_public",)
        yield CellRule(
            "N04",
            "budget",
            (amount, f"{stem}_budget"),
            (Cell("three_public", item, "total"), Cell("three_public", item, "general")),
            here,
        )
        planned = (f"{stem}_full_budget", f"{stem}_budget")
        yield CellRule("N04", "final", planned, (Cell("three_public", item, "budget"),), here)
        yield CellRule("N04", "final", (amount, f"{stem}_executed"), (Cell("three_public", item, "executed"),), here)


_OPERATING: tuple[CellRule, ...] = (
    CellRule(
        "N05",
        "budget",
        ("operating_costs_this_year",),
        (Cell("operating_costs", "total", "total"), Cell("operating_costs", "total", "general")),
        ("operating_costs",),
    ),
    CellRule(
        "N05",
        "final",
        ("operating_costs_this_year", "operating_costs_executed"),
        (
            Cell("supplementary", "costs_administrative", "value"),
            Cell("supplementary", "costs_civil_service_law", "value"),
        ),
        ("operating_costs",),
        added=True,
    ),
)


def _supplementary(statement: str, item: str) -> CellRule:
    return CellRule("N06", "final", (statement,), (Cell("supplementary", item, "value"),))


_SUPPLEMENTARY: tuple[CellRule, ...] = (
    *(_supplementary(name, name) for name in ("procurement_total", "procurement_goods", "procurement_works")),
    _supplementary("procurement_services", "procurement_services"),
    _supplementary("vehicles_count", "vehicles"),
    _supplementary("vehicles_by_use", "{code}"),
    _supplementary("equipment_over_500k_count", "equipment_over_500k"),
    _supplementary("equipment_over_1m_count", "equipment_over_1m"),
)

CELL_RULES: tuple[CellRule, ...] = (
    *_TOTALS,
    *_FUNCTIONS,
    *_ECONOMIC,
    *_three_public(),
    *_OPERATING,
    *_SUPPLEMENTARY,
)

RULES_OF: dict[tuple[str, str], tuple[CellRule, ...]] = {}
for _rule in CELL_RULES:
    for _name in _rule.statements:
        RULES_OF[_rule.kind, _name] = (*RULES_OF.get((_rule.kind, _name), ()), _rule)
