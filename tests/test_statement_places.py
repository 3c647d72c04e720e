"""The characters of a source that link to a number of the explanations are that number, and no part of another."""

from __future__ import annotations

from pathlib import Path

import pytest
from mingzhang.ground.source import Locator
from mingzhang.packages.store import find_packages
from mingzhang.site.catalog import read_disclosure
from mingzhang.site.narrative import Narrative, Section, Statement
from mingzhang.site.statement_places import statement_places

from tests.portal import PACKAGES


def statement(line: str, number: str, unit: str) -> Statement:
    """A statement whose clause is the whole line."""
    return Statement(
        statement_id="revenue/revenue",
        stem="revenue",
        measure="",
        kind="figure",
        side="",
        unit_name="",
        subject_kind="",
        subject="",
        code="",
        yuan="",
        quantity="",
        number=number,
        unit=unit,
        direction="",
        compared="",
        clause=line,
        reason="",
        parent="",
        place=Locator(1),
        first_char=1,
        last_char=len(line),
        fact_id="",
    )


@pytest.mark.parametrize(
    ("line", "number", "unit", "before"),
    [
        ("2023年实行绩效管理的项目20个", "20", "个", "2023年实行绩效管理的项目"),
        ("本单位2023年政府采购支出总额0万元", "0", "万元", "本单位2023年政府采购支出总额"),
        ("12345热线、业务费3个项目", "3", "个", "12345热线、业务费"),
        ("100万元以上设备0台（套）", "0", "台", "100万元以上设备"),
        ("5个项目5万元", "5", "万元", "5个项目"),
        ("共1,234.50 万元", "1,234.50", "万元", "共"),
        ("1,234.50与34.50", "34.50", "", "1,234.50与"),
    ],
)
def test_a_number_is_found_where_the_clause_says_it(line: str, number: str, unit: str, before: str) -> None:
    made = statement(line, number, unit)
    narrative = Narrative((Section("revenue", "revenue", 1, "", "", None),), {"revenue": (made,)}, ())
    [[found]] = statement_places(narrative, [line]).values()
    assert line[: found.start] == before
    assert line[found.start : found.end] == number


@pytest.mark.parametrize("line", ["", "全年20\t个", "全年21个"])
def test_where_it_is_not_printed_nothing_is_marked(line: str) -> None:
    made = statement("全年20个", "20", "个")
    narrative = Narrative((Section("revenue", "revenue", 1, "", "", None),), {"revenue": (made,)}, ())
    assert statement_places(narrative, [line]) == {}


@pytest.mark.parametrize("folder", find_packages(PACKAGES), ids=lambda folder: folder.name)
def test_every_number_of_the_explanations_is_marked_whole(folder: Path) -> None:
    disclosure = read_disclosure(folder)
    marked = statement_places(disclosure.narrative, disclosure.lines)
    assert marked
    for number, found in marked.items():
        line = disclosure.lines[number - 1]
        for one in found:
            if one.statement.number:
                assert line[one.start : one.end] == one.statement.number
                assert not line[one.start - 1 : one.start].isdigit()
                assert not line[one.end : one.end + 1].isdigit()
