"""No text makes the narrative raise or hang."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mingzhang.ground.source import Original, Source
from mingzhang.narrative import read_narrative, read_text
from mingzhang.narrative.labels import LABELS
from mingzhang.recognise.identity import Identity
from mingzhang.vocabulary.section_titles import KEYS

from tests.bounded import examples
from tests.growth import grows_with_its_size

from .narrative_cases import NAMES, packaged

FRAGMENTS = (
    *"。，；：、（）()%0123456789 \n\t\f#-“”",
    *(
        "万元",
        "占",
        "比上年",
        "增加",
        "减少",
        "与上年持平",
        "主要原因是",
        "其中：",
        "2023年",
        "三公",
        "经费",
        "完成年初预算的",
    ),
    *(
        "一、",
        "（一）",
        "1、",
        "第三部分 情况说明\n",
        "无",
        "本部门",
        "基本支出",
        "一般公共服务支出",
        "（类）",
        "（款）",
        "（项）",
    ),
    *(
        "12345政府服务热线",
        "1,313.62",
        "1,31.3",
        "9" * 40,
        "０．５",
        "٣٤",
        "²",
        "<b>",
        "</b>",
        "\u200b",
        "\u3000",
        "十个",
    ),
    *("绩效目标申报表", "单价100万元（含）以上", "车辆", "批次", "人次", "平方米", "价值", "单位包括：\n"),
    *(label.examples[0].text for label in LABELS[::4]),
)
TEXTS = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=12)), max_size=60).map("".join)
IDENTITY = Identity(
    "兴县人民政府办公室", "兴县人民政府办公室", "141123", "山西省吕梁市兴县", "014", 2023, "dept", "budget"
)


def source_of(text: str) -> Source:
    """A text as if it were canonical, whatever it holds."""
    return Source(text.rstrip("\n") + "\n", (Original("test.txt", 0, "0" * 64, "utf-8"),))


@settings(max_examples=examples(400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_read(text: str) -> None:
    source = source_of("第三部分 2023年度部门预算情况说明\n\n一、部门预算收支数据变动情况及原因\n\n" + text + "\n")
    reading = read_narrative(source, IDENTITY)
    rows = reading.rows()
    assert len(rows["statements"]) == len({row["statement_id"] for row in rows["statements"]})
    for statement in reading.statements:
        line = source.lines[statement.locator.line - 1]
        assert 1 <= statement.span[0] <= statement.span[1] <= len(line)


@settings(max_examples=examples(300), deadline=None)
@given(TEXTS, st.sampled_from(KEYS), st.sampled_from(("budget", "final")))
def test_any_wording_in_any_section(text: str, key: str, kind: str) -> None:
    read_text(text, key, "final" if kind == "final" else "budget")


@pytest.mark.parametrize("name", NAMES)
def test_a_document_cut_anywhere_is_read(name: str) -> None:
    source = packaged(name)[0]
    for part in range(1, 12):
        read_narrative(source_of(source.text[: len(source.text) * part // 12] + "\n"), IDENTITY)


LONG = 200_000
"""Bytes of a line."""
OPENINGS = ("", "收入总计1万元，比上年增加1万元，主要原因是")
KEYS_OF_LONG_LINES = ("change_reasons", "three_public", "general_expenditure", "state_assets", "organisation")
UNITS = (
    *(
        "1",
        "1,",
        "1,234",
        "1:",
        "A1",
        "1.",
        "<b",
        "<",
        " ",
        "（",
        "(",
        "、",
        "，",
        "；",
        "。",
        "第",
        "十",
        "的",
        "年",
        "无",
        "占",
    ),
    *(
        "比上年",
        "与上年",
        "一是",
        "主要",
        "原因",
        "主要原因是",
        "其中：",
        "2023年",
        "增加",
        "资金",
        "支出",
        "总计",
        "单价",
        "编制",
    ),
    *(
        "一般公共预算",
        "公务用车",
        "财政拨款",
        "政府采购",
        "办公室",
        "比上年增加1万元，",
        "<b>1</b>万元、",
        "（类）",
        "（项）",
        "下设",
        "科、",
    ),
    *("基本1万元，", "收入1万元；", "与2022年相比，", "其他用车1辆、", "原因是1万元。", "与上年持平，", "二是2人；"),
)


@pytest.mark.parametrize("unit", UNITS)
def test_long_lines_take_no_more_than_their_share(unit: str) -> None:
    """Four times as long a line may take four times the time of the processor, not sixteen."""
    for key in KEYS_OF_LONG_LINES:
        size = LONG if key == KEYS_OF_LONG_LINES[0] else LONG // 20
        for opening in OPENINGS:
            read = partial(_read, opening, unit, size // len(unit.encode()), key)
            assert grows_with_its_size(read), (key, opening)


def _read(opening: str, unit: str, times: int, key: str, parts: int) -> None:
    read_text(opening + unit * (times // parts), key)
