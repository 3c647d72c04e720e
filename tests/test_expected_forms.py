"""The performance forms against values that another person read from the documents by eye (`tests/expected/`)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXPECTED = ROOT / "tests" / "expected"
PACKAGES = {
    "000": "140404-002-2023-dept-budget",
    "001": "141123-014-2023-dept-budget",
    "002": "140900-103-2023-unit-budget",
    "003": "140214-003-2023-dept-budget",
    "004": "140404-001-2023-unit-final",
}
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published(document: str, table: str) -> list[Row]:
    name = PACKAGES[document]
    return read(ROOT / "datapackage" / name.split("-")[0] / name / "data" / f"{table}.csv")


def bare(text: str) -> str:
    return re.sub(r"\s", "", text.lstrip("'")).replace("（", "(").replace("）", ")")


def indicators(document: str) -> dict[int, list[Row]]:
    """Indicators by every line they were read from."""
    found: dict[int, list[Row]] = {}
    for row in published(document, "indicators") + published(document, "evaluation_indicators"):
        for line in re.findall(r"L(\d+)", f"{row['lines']} {row['locator']}"):
            found.setdefault(int(line), []).append(row)
    return found


def compared() -> Iterator[tuple[Row, Row | None]]:
    """Each expected indicator with the published one of the same name on the same line."""
    by_document = {document: indicators(document) for document in PACKAGES}
    for expected in read(EXPECTED / "indicators.csv"):
        candidates = by_document[expected["document"]].get(int(expected["line"]), [])
        named = [row for row in candidates if bare(row["level3"]) == bare(expected["level3"])]
        yield expected, named[0] if named else None


PAIRS = list(compared())
VALUES = {
    "target": {"period_value": "period_printed", "year_value": "year_printed"},
    "evaluation": {
        "target": "target_printed",
        "adjusted": "adjusted_printed",
        "actual": "actual_printed",
        "weight": "weight",
        "score": "score",
    },
}


def test_there_are_enough_expected_indicators_of_every_document() -> None:
    counted = {document: sum(row["document"] == document for row, _ in PAIRS) for document in PACKAGES}
    assert sum(counted.values()) >= 400
    assert min(counted.values()) >= 50


def test_every_indicator_stands_on_its_line_with_its_name() -> None:
    assert [(row["document"], row["line"], row["level3"]) for row, found in PAIRS if found is None] == []


@pytest.mark.parametrize("level", ["level1", "level2"])
def test_levels_are_those_a_person_reads_or_are_marked(level: str) -> None:
    """A level may differ only where the reader was not sure either."""
    wrong = [
        (expected["document"], expected["line"], expected[level], found[level])
        for expected, found in PAIRS
        if found and bare(expected[level]) != bare(found[level]) and expected["sure"] == "yes"
    ]
    assert wrong == []


def test_values_are_as_printed_or_say_that_they_were_restored() -> None:
    silent = [
        (expected["document"], expected["line"], column, expected[theirs], found[column])
        for expected, found in PAIRS
        if found
        for theirs, column in VALUES[expected["kind"]].items()
        if bare(expected[theirs]) != bare(found[column]) and found["status"] == "as_printed"
    ]
    assert silent == []


def test_one_row_for_each_form_and_nothing_invented() -> None:
    for document in PACKAGES:
        targets = [row for row in read(EXPECTED / "targets.csv") if row["document"] == document]
        evaluations = [row for row in read(EXPECTED / "evaluations.csv") if row["document"] == document]
        forms = published(document, "targets"), published(document, "evaluations")
        assert sorted(bare(row["project"]) for row in targets) == sorted(bare(row["project_name"]) for row in forms[0])
        assert len(forms[1]) == len(evaluations)


def test_money_of_the_targets() -> None:
    for document in PACKAGES:
        theirs = {bare(row["project"]): row for row in read(EXPECTED / "targets.csv") if row["document"] == document}
        for row in published(document, "targets"):
            expected = theirs[bare(row["project_name"])]
            for column, ours in (("period_total", "period_total_yuan"), ("year_total", "year_total_yuan")):
                printed = expected[column].replace(",", "")
                assert (row[ours] == "") == (printed == ""), (document, row["project_name"], column)
                if printed:
                    assert Decimal(row[ours]) == Decimal(printed), (document, row["project_name"], column)


def test_money_scores_and_grades_of_the_evaluations() -> None:
    for document in PACKAGES:
        theirs = {bare(r["project"]): r for r in read(EXPECTED / "evaluations.csv") if r["document"] == document}
        for row in published(document, "evaluations"):
            expected = theirs[bare(row["project_name"])]
            for column in ("budget_yuan", "executed_yuan", "balance_yuan"):
                if expected[column]:
                    assert Decimal(row[column]) == Decimal(expected[column]), (row["project_name"], column)
            assert Decimal(row["total_score"]) == Decimal(expected["total_score"])
            assert row["grade"] == expected["grade"]
