"""Where the table of contents ends, however it is printed."""

from __future__ import annotations

import pytest
from mingzhang.recognise.contents import end_of_contents

PLAIN = ["第一部分 概况", "一、主要职责", "第二部分 2024年部门预算表", "一、收支总表", "第三部分 名词解释"]
BODY = ["第一部分 概况", "一、主要职责", "负责清泉湿地的巡护。", "第二部分 2024年部门预算表", "收支总表"]


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["某局", "2024年部门预算", "目录", *PLAIN, *BODY], 8),
        (["某局", "目 录", *PLAIN, "", *BODY], 7),
        (["某局", "目次", *[f"{entry}......{n}" for n, entry in enumerate(PLAIN)], *BODY], 7),
        (["某局", "目录", *[f"{entry}\t{n}" for n, entry in enumerate(PLAIN)], *BODY], 7),
        (["某局", *PLAIN, "一、主要职责", "负责清泉湿地的巡护。"], 6),
        (["某局", "目录", *PLAIN, "某局主要职能", "负责清泉湿地的巡护。"], 7),
        (["某局", "目录", *PLAIN, "第一部分", "概况说明", "负责清泉湿地的巡护。"], 7),
        (["某局", "目录", *PLAIN[:2], "某局2024年部门预算", "- 1 -", *PLAIN[2:], "某局2024年部门预算", *BODY], 9),
        (["某局", "目录", *PLAIN, "收入\t支出", "一、清泉\t3"], 7),
    ],
)
def test_contents_end_before_the_body_begins(lines: list[str], last: int) -> None:
    assert end_of_contents(lines) == last


@pytest.mark.parametrize(
    "lines",
    [
        BODY,
        ["某局", "第一部分 概况", "一、主要职责", "二、机构设置", "三、人员", "四、车辆", "负责清泉湿地的巡护。"],
        ["某局", "2024年部门预算", "收入\t支出"],
    ],
)
def test_headings_of_a_body_are_no_contents(lines: list[str]) -> None:
    assert end_of_contents(lines) == 0


def test_a_heading_without_entries_ends_with_itself() -> None:
    assert end_of_contents(["某局", "目录", "负责清泉湿地的巡护。"]) == 2
