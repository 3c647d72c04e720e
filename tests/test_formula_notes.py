"""Texts that a spreadsheet might run are told; values that only look like formulas are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from mingzhang.convert.pipeline import convert_source
from mingzhang.readers import read_file

from tests.documents import BUDGET_COVER

TABLE = "2023年预算支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n201\t{name}\t1.00\t1.00\t\n"


def is_told(name: str, tmp_path: Path) -> bool:
    """Whether finding R18 is made of a document that prints this name in a table."""
    path = tmp_path / "甲.txt"
    path.write_text(BUDGET_COVER + TABLE.format(name=name), encoding="utf-8")
    found = convert_source(read_file(path)).findings
    return any(finding.check == "R18" and finding.status != "pass" for finding in found)


@pytest.mark.parametrize(
    "name", ["=100%", "=12项", "=30元/人/月", "=1,500.00元/人/月", "=两个月", "=一个季度/次", "- 公用"]
)
def test_a_promised_value_is_no_formula(name: str, tmp_path: Path) -> None:
    assert not is_told(name, tmp_path)


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "=1+1", "=库房维修()", "@SUM(A1)", "=30元/HYPERLINK(1)", "+甲"])
def test_a_formula_is_told(name: str, tmp_path: Path) -> None:
    assert is_told(name, tmp_path)
