"""The narrative's statements against figures that another person read from the documents by eye."""

from __future__ import annotations

import re

from tests.test_expected_forms import EXPECTED, PACKAGES, Row, published, read

SAME = {
    "building_area": "buildings_area",
    "building_value": "buildings_value",
    "carryover": "carried_over",
    "change_amount": r".*_change(_amount)?",
    "change_percent": r".*_change_percent",
    "completion_rate": r".*_completion_rate",
    "current_expenditure": "expenditure_current",
    "current_revenue": "revenue_current",
    "evaluation_amount": "evaluations_amount",
    "evaluation_count": "evaluations_count",
    "general_budget_total": "general_total",
    "grade_count": "evaluation_grade_count",
    "internal_bodies": "internal_bodies_count",
    "item_amount": "basic_item_amount",
    "operating_costs": "operating_costs_this_year",
    "performance_count": "performance_projects_count",
    "procurement_goods": "procurement_goods",
    "procurement_services": "procurement_services",
    "procurement_total": "procurement_total",
    "procurement_works": "procurement_works",
    "reason_amount": "reason_amount",
    "revenue_share": r"(revenue_source|carried_over)_share",
    "staff_actual": "staff_actual",
    "staff_posts": "staff_posts",
    "vehicles_posts": "vehicles_authorised",
}
"""Their name for a statement → ours; names that are not here differ by section and are compared by number only."""


def bare(text: str) -> str:
    return re.sub(r"[\s,，]", "", text)


def figures(document: str) -> list[Row]:
    rows = [row for row in read(EXPECTED / "statements.csv") if row["document"] == document]
    return [row for row in rows if row["unit"] != "text" and row["value"]]


def test_there_are_enough_expected_figures_of_every_document() -> None:
    counted = {document: len(figures(document)) for document in PACKAGES}
    assert sum(counted.values()) >= 300
    assert min(counted.values()) >= 40


def test_every_figure_is_stated_once_at_its_line_with_its_direction() -> None:
    lost = []
    for document in PACKAGES:
        free: dict[str, list[Row]] = {}
        for statement in published(document, "statements"):
            free.setdefault(statement["locator"].removeprefix("L"), []).append(statement)
        for row in figures(document):
            found = next((s for s in free.get(row["line"], []) if agrees(row, s)), None)
            if found is None:
                lost.append((document, row["line"], row["what"], row["value"], row["direction"]))
            else:
                free[row["line"]].remove(found)
    assert lost == []


def agrees(expected: Row, statement: Row) -> bool:
    return (
        bare(statement["printed_number"]) == bare(expected["value"])
        and statement["change_direction"] == expected["direction"]
        and re.fullmatch(SAME.get(expected["what"], ".*"), statement["statement"]) is not None
    )


def test_nothing_is_stated_where_the_document_is_silent() -> None:
    """A figure without a printed number says none or unchanged; no statement has an invented zero."""
    for document in PACKAGES:
        for statement in published(document, "statements"):
            if not statement["printed_number"]:
                assert statement["value_yuan"] == statement["quantity"] == "", statement["statement_id"]
