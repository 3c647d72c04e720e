"""How labels are compared (`fold`) and published (`clean`), and where an enumerator ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mingzhang.ground.text import clean, fold, split_enumerator

LABELS = st.text('一公共预算（）()“”"合计 \u3000\xa0ab12：:①Ａ#<b>', max_size=20)


@given(LABELS)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert " " not in once
    assert fold(once) == once or "<" in once or "#" in once


@given(LABELS)
def test_cleaning_changes_no_character_but_layout(text: str) -> None:
    assert fold(clean(text)) == fold(text) or "<" in text or "#" in text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("一般公共 服务支出", "一般公共服务支出"),
        ("因公出国（境）费", "因公出国(境)费"),
        ("“三公”经费", "三公经费"),
        ('"三公"经费', "三公经费"),
        ("<b>本年收入合计</b>", "本年收入合计"),
        ("### 收入决算表", "收入决算表"),
        ("  ## 收入 决算表 ", "收入决算表"),
        ("目　录", "目录"),
        ("2 0 2 3 年", "2023年"),
        ("２０２３年", "2023年"),
        ("科目\xa0名称", "科目名称"),
        ("单位：万元", "单位:万元"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("住房公积 金", "住房公积金"),
        ("其他党委 办公厅 （室）及 相关机构 事务支出", "其他党委办公厅（室）及相关机构事务支出"),
        ("OA 系统 维护费", "OA系统维护费"),
        ("Office 365 licence", "Office 365 licence"),
        ("<b>总计</b>", "总计"),
        ("## 收入决算表", "收入决算表"),
        ("“三公”经费", "“三公”经费"),
        ("公用\u3000经费", "公用经费"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("一、一般公共预算", ("一、", "一般公共预算")),
        ("二十六、转移性支出", ("二十六、", "转移性支出")),
        ("（一）行政单位", ("（一）", "行政单位")),
        ("(二) 参照公务员法管理事业单位", ("(二)", "参照公务员法管理事业单位")),
        ("1.机要通信用车", ("1.", "机要通信用车")),
        ("1. 机要通信用车", ("1.", "机要通信用车")),
        ("3、因公出国", ("3、", "因公出国")),
        ("①公务用车购置费", ("①", "公务用车购置费")),
        ("(1)公务用车购置费", ("(1)", "公务用车购置费")),
        ("其中:公务用车购置费", ("其中:", "公务用车购置费")),
        ("其中：（1）公务用车购置费", ("其中：（1）", "公务用车购置费")),
        ("一般公共预算", ("", "一般公共预算")),
        ("12345政府服务热线", ("", "12345政府服务热线")),
        ("1.5万吨项目", ("", "1.5万吨项目")),
        ("十一届会议经费", ("", "十一届会议经费")),
        ("", ("", "")),
    ],
)
def test_enumerators(label: str, parts: tuple[str, str]) -> None:
    assert split_enumerator(label) == parts
