"""What each section ought to state, by kind of disclosure; what it does not is missing, never zero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingzhang.ground.source import Kind, Locator
from mingzhang.ground.text import clean
from mingzhang.narrative.model import Missing, MissingStatus, Statement
from mingzhang.narrative.sections import Node


@dataclass(frozen=True, slots=True)
class Expectation:
    """A section ought to state `statement`; any of `met_by` will do.

    With `reason`, it is the reason of such a statement that must be given (unless all is unchanged).
    """

    section: str
    statement: str
    met_by: tuple[str, ...] = ()
    reason: bool = False

    @property
    def accepted(self) -> tuple[str, ...]:
        """Ids that meet it."""
        return (self.statement, *self.met_by)


def _change(section: str, stem: str) -> tuple[Expectation, ...]:
    whole = f"{stem}_change"
    return (
        Expectation(section, f"{stem}_change_amount", (whole,)),
        Expectation(section, f"{stem}_change_percent", (whole,)),
        Expectation(section, f"{stem}_change_reason", (f"{stem}_change_amount", f"{stem}_change_percent", whole), True),
    )


_COMMON = (
    Expectation(
        "organisation", "internal_bodies_count", ("internal_body", "subordinate_units_count", "subordinate_unit")
    ),
    Expectation("basic_expenditure", "basic_amount"),
    Expectation("basic_expenditure", "personnel_amount"),
    Expectation("basic_expenditure", "public_amount"),
    Expectation("appropriation", "appropriation_total"),
    Expectation("procurement", "procurement_total"),
    Expectation("procurement", "procurement_goods"),
    Expectation("procurement", "procurement_works"),
    Expectation("procurement", "procurement_services"),
    Expectation("state_assets", "vehicles_count"),
)

EXPECTED: dict[Kind, tuple[Expectation, ...]] = {
    "budget": (
        *_COMMON,
        Expectation("change_reasons", "revenue_total"),
        Expectation("change_reasons", "expenditure_total"),
        *_change("change_reasons", "revenue"),
        *_change("change_reasons", "expenditure"),
        Expectation("revenue", "revenue_total", ("revenue_current",)),
        Expectation("revenue", "revenue_source_amount"),
        Expectation("expenditure", "expenditure_total", ("expenditure_current",)),
        Expectation("expenditure", "basic_amount"),
        Expectation("expenditure", "project_amount"),
        Expectation("appropriation", "function_amount"),
        Expectation("general_expenditure", "general_total"),
        Expectation("general_expenditure", "general_change_amount", ("general_change",)),
        Expectation("general_expenditure", "general_change_percent", ("general_change",)),
        Expectation("general_expenditure", "function_amount"),
        Expectation("general_expenditure", "function_share"),
        Expectation("three_public", "three_public_total"),
        Expectation("three_public", "three_public_change_amount", ("three_public_change",)),
        Expectation(
            "three_public", "three_public_change_reason", ("three_public_change_amount", "three_public_change"), True
        ),
        Expectation("three_public", "abroad"),
        Expectation("three_public", "reception"),
        Expectation("three_public", "vehicle_purchase"),
        Expectation("three_public", "vehicle_operation"),
        Expectation("operating_costs", "operating_costs_this_year"),
        Expectation(
            "operating_costs", "operating_costs_change_amount", ("operating_costs_change", "operating_costs_last_year")
        ),
        Expectation(
            "operating_costs",
            "operating_costs_change_reason",
            ("operating_costs_change_amount", "operating_costs_change"),
            True,
        ),
        Expectation("performance", "performance_projects_count"),
        Expectation("performance", "performance_amount"),
        Expectation("state_assets", "buildings_area"),
        Expectation("state_assets", "assets_amount", ("equipment_over_500k_count", "equipment_over_1m_count")),
    ),
    "final": (
        *_COMMON,
        Expectation("change_reasons", "revenue_total"),
        Expectation("change_reasons", "expenditure_total"),
        *_change("change_reasons", "revenue"),
        *_change("change_reasons", "expenditure"),
        Expectation("revenue", "revenue_current", ("revenue_total",)),
        Expectation("revenue", "revenue_source_amount"),
        Expectation("expenditure", "expenditure_current", ("expenditure_total",)),
        Expectation("expenditure", "basic_amount"),
        Expectation("expenditure", "project_amount"),
        *_change("appropriation", "appropriation"),
        Expectation("general_expenditure", "general_total"),
        *_change("general_expenditure", "general"),
        Expectation("general_expenditure", "function_amount"),
        Expectation("general_expenditure", "function_share"),
        Expectation("general_expenditure", "function_initial_budget"),
        Expectation("general_expenditure", "function_executed"),
        Expectation("general_expenditure", "function_completion_rate"),
        Expectation("basic_expenditure", "basic_item_amount"),
        Expectation("government_fund", "government_fund_total"),
        Expectation("state_capital", "state_capital_total"),
        Expectation("three_public", "three_public_executed", ("three_public_total",)),
        Expectation("three_public", "three_public_full_budget", ("three_public_budget", "three_public_initial_budget")),
        Expectation("three_public", "abroad", ("abroad_executed",)),
        Expectation("three_public", "reception", ("reception_executed",)),
        Expectation("three_public", "vehicle_purchase", ("vehicle_purchase_executed",)),
        Expectation("three_public", "vehicle_operation", ("vehicle_operation_executed",)),
        Expectation("three_public", "delegations_count"),
        Expectation("three_public", "abroad_persons"),
        Expectation("three_public", "vehicles_purchased_count"),
        Expectation("three_public", "vehicles_kept_count"),
        Expectation("three_public", "receptions_count"),
        Expectation("three_public", "reception_persons"),
        Expectation("operating_costs", "operating_costs_this_year", ("operating_costs_executed",)),
        *_change("operating_costs", "operating_costs"),
        Expectation("procurement", "sme_amount", ("sme_share",)),
        Expectation("procurement", "small_firm_amount", ("small_firm_share",)),
        Expectation("state_assets", "vehicles_by_use"),
        Expectation("state_assets", "equipment_over_1m_count", ("equipment_over_500k_count",)),
        Expectation("performance", "evaluations_count"),
        Expectation("performance", "evaluations_amount"),
    ),
}

_NONE_COVERS = {
    "three_public_total": "three_public",
    "procurement_total": "procurement",
    "operating_costs_this_year": "operating_costs",
    "government_fund_total": "government_fund",
    "state_capital_total": "state_capital",
    "vehicles_count": "vehicles_by_use",
}
"""A none stated for the whole says enough about what the section would break it down into."""

_LONGEST_PRINTED = 200


def find_missing(nodes: list[Node], statements: list[Statement], kind: Kind) -> tuple[Missing, ...]:
    """Every expectation that is not met, in the order of the table."""
    return tuple(_missing(nodes, statements, kind))


def _missing(nodes: list[Node], statements: list[Statement], kind: Kind) -> Iterator[Missing]:
    inside = {key: _ids_inside(nodes, key) for key in {expected.section for expected in EXPECTED[kind]}}
    said = {key: [found for found in statements if found.section_id in ids] for key, ids in inside.items()}
    for expected in EXPECTED[kind]:
        section = expected.section
        told_in_words = expected.reason and not said[section] and any(n.paragraphs for n in inside[section].values())
        if not told_in_words and not _met(expected, said[section]):
            yield _describe(expected, nodes, inside[section], said[section])


def _ids_inside(nodes: list[Node], key: str) -> dict[str, Node]:
    return {node.section_id: node for node in nodes if key in node.path}


def _met(expected: Expectation, said: list[Statement]) -> bool:
    accepted = expected.accepted
    fitting = [found for found in said if found.statement in accepted]
    if fitting and not expected.reason:
        return True
    if any(found.kind == "none_stated" and _covers(found.statement, expected) for found in said):
        return True
    changed = [found for found in fitting if found.direction != "unchanged"]
    return bool(fitting) and (not changed or any(found.reason for found in changed))


def _covers(none: str, expected: Expectation) -> bool:
    return _NONE_COVERS.get(none, "-") in (expected.section, expected.statement)


def _describe(expected: Expectation, nodes: list[Node], ids: dict[str, Node], said: list[Statement]) -> Missing:
    texts = [(p.pieces[0].line, clean(p.text)) for node in ids.values() for p in node.paragraphs]
    status: MissingStatus = "no_section"
    if ids:
        status = "not_stated" if said else "no_figure" if texts else "empty_section"
    first = next((node for node in nodes if node.section_id in ids), None)
    printed = texts[0][1][:_LONGEST_PRINTED] if texts and not said else ""
    line = texts[0][0] if printed else first.first_line if first else 0
    return Missing(
        expected.section,
        expected.statement,
        status,
        first.section_id if first else "",
        printed,
        Locator(line) if line else None,
    )
