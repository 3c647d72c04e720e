"""The ledger: complete, silent on clean documents, loud where a figure was changed."""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from mingzhang.checks import CHECKS, Finding
from mingzhang.checks.ledger_rows import read_told
from mingzhang.convert.pipeline import Conversion
from mingzhang.schemas import tables_of

from tests.corpus import CLEAN, conversion, generated
from tests.documents import convert
from tests.generator import Amount, generate

ROOT = Path(__file__).parents[1]
PACKAGES = sorted(path.parent for path in (ROOT / "datapackage").glob("*/*/datapackage.json"))
Target = tuple[str, str, str]
"""Table, column and label of a row, blank for any."""


def failing(conversion: Conversion) -> list[Finding]:
    return [f for f in conversion.findings if f.status == "fail" and f.check[0] in "AX"]


def test_codes_are_unique_and_of_known_families() -> None:
    codes = [check.code for check in CHECKS]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[RAXNPDQY]\d{2}", code) for code in codes)


@pytest.mark.parametrize("seed", range(60))
def test_no_alarm_on_a_clean_document(seed: int) -> None:
    assert failing(conversion(seed, CLEAN)) == []


@pytest.mark.parametrize("seed", range(60))
def test_a_changed_leaf_of_the_expenditure_table_is_found(seed: int) -> None:
    """One item's amount is raised by one: its row, its parent or the table beside it no longer agree."""
    document = generated(seed, CLEAN)
    rng = random.Random(seed)
    leaves = [a for a in document.truth.amounts if a.table == "expenditure" and len(a.code) == 7 and a.hundredths]
    if not leaves:
        pytest.skip("no item with an amount")
    chosen = rng.choice(leaves)
    lines = document.text.split("\n")
    cells = lines[chosen.line - 1].split("\t")
    cells[chosen.cell - 1] = f"{chosen.value + 1:.2f}"
    lines[chosen.line - 1] = "\t".join(cells)
    found = failing(convert("\n".join(lines)))
    assert found, (chosen.line, chosen.cell)
    assert any(chosen.line in {place.line for place in f.locators} for f in found)
    assert all(f.attribution == "publisher" for f in found)


@pytest.mark.parametrize("seed", range(60))
def test_an_alarm_on_an_unpleasant_document_is_our_own(seed: int) -> None:
    """Hazards lose cells, never money: what fails then is attributed to reading, with the evidence in words.

    Only the costs of institutions are a hazard that really lets two tables differ.
    """
    document = generated(seed)
    costs = "institution_costs" in document.truth.hazards
    found = [f for f in failing(conversion(seed)) if not (costs and f.check == "X10")]
    assert [f.message_zh for f in found if f.attribution != "extraction"] == []
    assert all(re.search("读取|转换", f.message_zh) and re.search("reading|conversion", f.message_en) for f in found)


TAMPERED: dict[str, Target] = {
    "A12": ("appropriation_balance", "general", "支出总计"),
    "A13": ("balance", "current_year", "支出总计"),
    "A14": ("basic_expenditure", "personnel", "合计"),
    "X01": ("revenue", "superior_subsidy", "合计"),
    "X11": ("general_expenditure", "project", ""),
    "X12": ("revenue", "carried_over", "合计"),
    "X13": ("revenue", "general", "合计"),
    "X14": ("government_fund", "closing", "合计"),
    "X15": ("state_capital", "total", "合计"),
    "X16": ("projects", "government_fund", ""),
    "X17": ("appropriation_balance", "total", "本年支出合计"),
}


@pytest.mark.parametrize("code", TAMPERED)
def test_a_figure_raised_in_one_table_only_is_found_by_the_check_made_for_it(code: str) -> None:
    """Three documents that print the figure and in which the check holds: then it fails, and not before."""
    tried = 0
    for seed in range(400):
        document = generated(seed, CLEAN)
        chosen = next((a for a in document.truth.amounts if _is_target(a, TAMPERED[code])), None)
        if chosen is None or not _compared(code, seed, chosen.line):
            continue
        findings = convert(_raised(document.text, chosen)).findings
        assert any(f.check == code and f.status == "fail" and f.attribution == "publisher" for f in findings), seed
        tried += 1
        if tried == 3:
            return
    pytest.fail(f"only {tried} documents print such a figure")


def _is_target(amount: Amount, target: Target) -> bool:
    table, column, label = target
    return (
        (amount.table, amount.column) == (table, column) and label in ("", amount.row_label) and amount.hundredths > 0
    )


def _compared(code: str, seed: int, line: int) -> bool:
    """Whether the check compares a figure of this line in a clean document, and it holds."""
    findings = conversion(seed, CLEAN).findings
    return any(
        f.check == code and f.status in ("pass", "rounding") and line in {place.line for place in f.locators}
        for f in findings
    )


def _raised(text: str, amount: Amount) -> str:
    """The text with one amount made ten thousand greater."""
    lines = text.split("\n")
    cells = lines[amount.line - 1].split("\t")
    cells[amount.cell - 1] = f"{amount.value + 10_000:.2f}"
    lines[amount.line - 1] = "\t".join(cells)
    return "\n".join(lines)


def ledger(folder: Path) -> list[dict[str, str]]:
    with (folder / "data" / "checks.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_twelve_hundred_identities_of_the_five_documents_hold() -> None:
    counted: Counter[str] = Counter()
    for row in (row for folder in PACKAGES for row in ledger(folder) if row["check"][0] in "AX"):
        counted[row["status"]] += int(row["comparisons"])
    assert counted["pass"] + counted["rounding"] >= 1200
    assert counted["fail"] == 1


def test_the_findings_a_reader_must_be_shown() -> None:
    rows = [row for folder in PACKAGES for row in ledger(folder) if row["status"] == "fail"]
    found = {(row["check"], row["locators"]) for row in rows}
    assert ("X10", "L374C2 L263C5") in found  # operating costs and running costs differ
    assert {("Q01", "L167C5"), ("Q01", "L168C5")} <= found  # projects booked under running-cost items


def test_the_ledger_lists_what_passes_and_its_keys_are_unique() -> None:
    key = next(table.key for table in tables_of("budget") if table.name == "checks")
    for folder in PACKAGES:
        rows = ledger(folder)
        assert any(row["status"] == "pass" for row in rows)
        assert len({tuple(row[name] for name in key) for row in rows}) == len(rows)
        told = [read_told(row).said for row in rows]
        assert all(said.zh and said.en for said in told)
        assert not [said.zh for said in told if "“”" in said.zh]


def test_a_difference_in_a_table_with_unread_cells_is_not_blamed_on_the_publisher() -> None:
    """The cell is one of several that a sum is made of: without it the others are less than their total."""
    document = generate(3, kind="budget", hazards=frozenset())
    items = [a for a in document.truth.amounts if (a.table, a.column) == ("expenditure", "total") and len(a.code) == 7]
    chosen = next(a for a in items if sum(a.code[:5] == other.code[:5] for other in items) > 1)
    lines = document.text.split("\n")
    cells = lines[chosen.line - 1].split("\t")
    cells[chosen.cell - 1] = "12..5"
    lines[chosen.line - 1] = "\t".join(cells)
    found = [f for f in failing(convert("\n".join(lines))) if f.instance.startswith("expenditure/")]
    assert found
    assert {f.attribution for f in found} == {"extraction"}
