"""Narratives as other provinces arrange them: parts, run-in headings, titles over lines; and whom they blame."""

from __future__ import annotations

import pytest
from mingzhang.checks.narrative.known_wording import is_wording_known
from mingzhang.convert.pipeline import Conversion, convert_source
from mingzhang.narrative import NarrativeReading, read_narrative
from mingzhang.recognise.document import read_document
from mingzhang.recognise.identity import identify
from mingzhang.recognise.titles import is_title

from tests.documents import ENTITY, source_of, table

COVER = f"{ENTITY}\n2024年部门预算\n\n"
TABLE = table("2024年预算收支总表", "收入|金额|支出|金额", "收入总计|9.00|支出总计|9.00")


def _read(text: str) -> NarrativeReading:
    source = source_of(COVER + text)
    return read_narrative(source, identify(source), read_document(source, is_title))


def _said(reading: NarrativeReading) -> dict[str, str]:
    return {found.statement: f"{found.value}{found.unit}" for found in reading.statements if found.value is not None}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("第四部分 政府采购预算情况\n\n政府采购预算3万元。\n", ["procurement"]),
        ("第二部分 部门预算收支总体情况\n\n收入预算9万元。\n", ["change_reasons"]),
        (
            "第三部分\n兴县清泉局\n2024年部门预算情况说明\n\n一、收入预算情况说明\n\n收入预算9万元。\n",
            ["narrative", "revenue"],
        ),
        ("2024年部门预算编制说明\n\n2024年，兴县清泉局收入预算9万元。\n", ["change_reasons"]),
        (
            "二、2024年兴县清泉局部门预算安排情况说明\n\n（一）收入预算情况说明\n\n收入预算9万元。\n",
            ["narrative", "revenue"],
        ),
    ],
)
def test_what_others_call_a_part(text: str, keys: list[str]) -> None:
    reading = _read(text)
    assert [section.key for section in reading.sections] == keys
    assert reading.unread == ()
    assert len(reading.statements) == 1


def test_a_heading_is_the_subject_of_a_figure_that_names_none() -> None:
    text = (
        "第三部分 2024年部门预算情况说明\n\n一、“三公”经费预算情况\n\n（一）因公出国（境）经费\n\n"
        "2024年预算安排3.00万元，与上年持平。\n\n二、部门收支总体情况\n\n（一）收入预算。2024年年初预算数9.00万元。\n"
    )
    said = _said(_read(text))
    assert said["abroad"] == "3.00万元"
    assert said["revenue_total"] == "9.00万元"


def test_functions_printed_with_their_codes() -> None:
    text = "第三部分 情况说明\n\n一、一般公共预算拨款支出情况\n\n（一）2210201-住房公积金3.00万元。主要用于公积金。\n"
    reading = _read(text)
    assert [(found.statement, found.subject.code) for found in reading.statements] == [("function_amount", "2210201")]
    assert reading.unread == ()


def _convert(sentences: str) -> Conversion:
    text = f"第二部分 报表\n{TABLE}\n第三部分 2024年部门预算情况说明\n\n一、收支预算总体情况\n\n{sentences}\n"
    return convert_source(source_of(COVER + text))


def _blamed(conversion: Conversion) -> set[str]:
    return {
        found.check
        for found in conversion.findings
        if found.check[0] == "N" and found.status == "fail" and found.attribution == "publisher"
    }


def test_a_narrative_in_unknown_wording_blames_nobody() -> None:
    """The same contradiction is a finding where everything is read, and undecided where a third of it is not."""
    known = "2024年收入预算总计8.00万元。\n\n2024年收入预算总计7.00万元。\n\n"
    assert _blamed(_convert(known))
    unknown = known + "".join(f"清泉湿地第{word}区投入{n}万元。" for n, word in enumerate("甲乙丙丁戊", 2))
    conversion = _convert(unknown)
    assert _blamed(conversion) == set()
    undecided = [found for found in conversion.findings if "措辞尚未完全掌握" in found.message_zh]
    assert undecided
    assert {found.status for found in undecided} == {"insufficient_data"}


def test_wording_is_known_until_a_twentieth_is_unread() -> None:
    reading = _read("第三部分 2024年部门预算情况说明\n\n一、收支预算总体情况\n\n收入预算总计8.00万元。\n")
    assert is_wording_known(reading)
