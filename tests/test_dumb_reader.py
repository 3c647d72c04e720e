"""The dumb reader lists exactly the figures of the tables, of generated and of real documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.dumb_reader import numeric_cells
from tests.generator import BUDGET_ONLY, HAZARDS, Kind, generate

ORIGINALS = Path(__file__).parents[2] / "shared" / "disclosures"
SEEDS = range(200)


def test_dumb_reader_finds_exactly_the_truth() -> None:
    for seed in SEEDS:
        document = generate(seed)
        truth = document.truth
        found = {(cell.line, cell.cell) for cell in numeric_cells(document.text) if not cell.structural}
        assert found == truth.places, (seed, sorted(truth.hazards), found ^ truth.places)


@pytest.mark.parametrize("kind", ["budget", "final"])
def test_dumb_reader_bears_all_hazards_at_once(kind: Kind) -> None:
    possible = HAZARDS.keys() - {"gb18030"} - (BUDGET_ONLY if kind == "final" else frozenset())
    for seed in range(20):
        document = generate(seed, kind=kind, hazards=frozenset(possible))
        found = {(cell.line, cell.cell) for cell in numeric_cells(document.text) if not cell.structural}
        assert found == document.truth.places, seed


def test_dumb_reader_sees_malformed_numbers() -> None:
    text = "预算支出总表\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1,31.62\n第三部分\n1\t2\t3.00"
    assert [(c.line, c.cell, c.structural) for c in numeric_cells(text)] == [(3, 1, True), (3, 3, False)]


# Counted by hand and by expression: every figure of the tables, nothing of contents, narrative and forms.
COUNTS = {"000": 219, "001": 279, "002": 259, "003": 291, "004": 163}


@pytest.mark.originals
@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the original documents are not here")
@pytest.mark.parametrize("number", sorted(COUNTS))
def test_originals_have_the_known_number_of_figures(number: str) -> None:
    (path,) = ORIGINALS.glob(f"{number}_*.txt")
    text = path.read_text(encoding="utf-8")
    cells = numeric_cells(text)
    figures = [cell for cell in cells if not cell.structural]
    assert len(figures) == COUNTS[number]
    # All amounts are printed with decimals; only the vehicles of table 10 are counts.
    assert [cell.text for cell in figures if "." not in cell.text] == (["4", "4"] if number == "004" else [])
    lines = text.split("\n")
    zone = "\n".join(lines[figures[0].line - 1 : figures[-1].line])
    decimals = re.findall(r"(?:^|(?<=\t))(?:<b>)?-?[\d,]+\.\d+(?:</b>)?(?=\t|$)", zone, re.M)
    assert len(decimals) == len([cell for cell in figures if "." in cell.text])
