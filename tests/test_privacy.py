"""Masking (DOMAIN §8). Every name and number here is invented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mingzhang.ground.privacy import MASK, find_personal, mask, masked_places
from mingzhang.ground.source import Locator

ORIGINALS = sorted((Path(__file__).parents[2] / "shared" / "disclosures").glob("*.txt"))
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def shape(text: str) -> list[list[int]]:
    """The length of every cell of every line."""
    return [[len(cell) for cell in line.split("\t")] for line in text.split("\n")]


# `‹…›` marks what must be masked; everything else must stay.
CASES = {
    "footer": "负责人:\t\t经办人:\t‹张某某›\t联系电话:\t‹13800000000›\t填报日期:\t20230102030405\t",
    "office number": "负责人：\t经办人：\t‹张某›\t联系电话：\t‹3000000›\t填报日期：\t202212270954",
    "a damaged name, whatever it is": "经办人:\t‹纸欠:›\t联系电话:\t‹13800000000›\t填报日期:\t20230102030405",
    "a damaged number too": "经办人:\t‹张某›\t联系电话:\t‹l38O0OO0000›\t填报日期:\t20230102030405",
    "no name": "负责人:\t\t经办人:\t\t联系电话:\t‹13800000000›\t填报日期:\t20221226182411",
    "spacer columns": "负责人:\t\t经办人:\t\t‹张某›\t\t联系电话:\t\t‹3000000›\t\t填报日期:\t\t",
    "a name before its label": "\t‹张某›\t经办人:\t\t联系电话:\t‹3000000›\t填报日期:\t20230102030405",
    "responsible person named": "负责人:\t‹李某某›\t经办人:\t‹张某›\t联系电话:\t‹3000000›",
    "with signature note": "单位负责人（签字）：\t‹李某某›\t填报人（签章）：\t‹张某某›\t联系电话：‹3000000›",
    "without colons": "项目负责人\t‹李某某›\t联系电话\t‹0355-3000000›\t",
    "letter-spaced labels": "经 办 人：‹张 某 某›\t联 系 电 话：‹3000000›",
    "label and value in one cell": "经办人：‹张某某›\t联系电话：‹13800000000›\t填报日期：20230110",
    "one line, no TAB": "经办人：‹张某某›    联系电话：‹0355-3000000›    填报日期：2023年1月10日",
    "date after the name": "经办人：‹张某某›  2023年1月10日",
    "date cell after the name": "填表人：\t‹张某某›\t2023-01-10\t",
    "no colons, one line": "经办人 ‹张某某›  联系电话 ‹3000000›",
    "two clerks": "联系人：‹张某某、李某某›",
    "clerk and telephone in one label": "联系人及电话：‹张某某 0355-3000000›",
    "several numbers": "联系电话：‹0355-3000000、3000001›",
    "extension": "电话：‹（0355）3000000转801›",
    "split in two lines": "经办人:\t\t联系电话:\t\t\n\t\t‹张某›\t\t‹13800000000›\t\t20221226180511\t",
    "split, office number": "经办人:\t\t联系电话:\t\t填报日期:\t\n\t‹张某›\t‹3000000›\t\t20221226180511\t",
    "split, date with its label": "经办人:\t\t‹张某›\t\t电话:\t\n\t\t‹3000000›\t填报日期:\t20230315211419",
    "split by a blank line": "经办人:\t\t联系电话:\t\t填报日期:\t\n\n\t‹张某›\t‹3000000›\t\t20221226180511\t",
    "values above": "\t‹张某›\t\t‹3000000›\t20221226180511\n经办人:\t\t联系电话:\t\t填报日期:",
    "value in the next line": "经办人：\n‹张某某›\n联系电话：\n‹3000000›\n",
    "lines of their own": "单位负责人：‹李某某›\n填报人：‹张某某›\n",
    "a heading above names stays": "乡镇\t联系人\t联系电话\n甲乡\t‹张某某›\t‹3000000›",
    "an amount beside a clerk": "联系人：‹张某某›，金额2468500元",
    "two clerks with a comma": "经办人：‹张某某，李某某›",
    "list of contacts": "单位\t联系人\t电话\n甲局\t‹张某某›\t‹3000000›\n乙局\t‹李某›\t‹3000001›\n合计\t二\t2",
    "mobile in prose": "有疑问请致电‹13800000000›。",
    "mobile in a cell of its own": "甲\t‹13800000000›\t1,234.00",
    "grouped mobile": "‹138 0000 0000›\t‹138-0000-0000›\t‹138.0000.0000›\t‹138－0000－0000›",
    "full-width mobile": "手机‹１３８００００００００›",
    "country code": "+86‹13800000000›\t+86-‹13800000000›\t0086‹13800000000›\t86‹13800000000›",
    "telephone in prose": "如有疑问，联系人：‹张某某›，联系电话：‹0355-3000000›，项目金额2468500元。",
    "telephone without colon": "联系电话0355-3000000".replace("0355-3000000", "‹0355-3000000›"),
    "identity number of 1980": "身份证号‹110105198001010010›。",
    "identity number with X": "‹11010519491231002X›",
    "e-mail": "请发至 ‹zhang.san@example.gov.cn›。",
    "e-mail, full width": "邮箱：‹zhangsan＠example．cn›",
}

CASES |= {  # behind other roles and labels, disguised, in sentences and in lists of staff
    "role: role and telephone, one cell": "项目负责人及联系电话\t‹赵六› ‹8081234›",
    "role: role and telephone, two cells": "项目负责人及联系电话\t‹赵六›\t‹8081234›",
    "role: role and telephone behind a colon": "项目负责人及电话：‹赵六› ‹8081234›",
    "role: 联系方式": "联系方式：‹8081234›",
    "role: 联系方式 in a cell": "联系方式\t‹8081234›",
    "role: staff": "姓名\t职务\t联系电话\n‹赵六›\t科长\t‹8081234›\n‹钱七›\t科员\t‹8081235›",
    "role: staff2": "序号\t姓名\t职务\t办公电话\n1\t‹赵六›\t科长\t‹0355-8081234›\n2\t‹钱七›\t科员\t‹0355-8081235›",
    "role: tel": "Tel:‹0355-8081234›",
    "role: tel2": "TEL：‹8081234›",
    "role: plus86": "+86-‹13800000000›",
    "role: plus86b": "+86-‹355-8081234›",
    "role: stars": "联系电话：‹138****0000›",
    "role: spaces": "联系电话：‹138 0000 0000›",
    "role: spaces2": "联系电话：‹8 0 8 1 2 3 4›",
    "role: letters": "联系电话：‹l38OOOO1234›",
    "role: letters office": "联系电话：‹8O8l234›",
    "role: semicolon": "经办人；‹赵六› 联系电话；‹8081234›",
    "role: semicolon2": "经办人;‹赵六›\t联系电话;‹8081234›",
    "role: unit head": "单位负责人：‹赵六›",
    "role: finance head": "财务负责人：‹赵六›\t",
    "role: responsible": "责任人：‹赵六›",
    "role: audit": "审核：‹赵六›  制表：‹钱七›",
    "role: zhidan": "制单：‹赵六›",
    "role: chengban": "承办人：‹赵六›",
    "role: jingban": "经办：‹赵六›",
    "role: qianshen": "签审：‹赵六›",
    "role: audit cells": "审核：\t‹赵六›\t制表：\t‹钱七›\t",
    "role: sentence name": "如有疑问请与‹赵六›（电话‹8081234›）联系。",
    "role: sentence name2": "联系人为‹赵六›，电话‹8081234›。",
    "role: sentence3": "请联系办公室‹赵六›，‹0355-8081234›。",
    "role: iddash": "身份证号：‹110105-19800101-0010›",
    "role: id15": "身份证号：‹110105800101001›",
    "role: idfail": "身份证号码：‹11010520050101001X›",
    "role: card": "银行卡号：‹6222020200112233445›",
    "role: account": "账号：‹1400 1234 5678 9012 345›",
    "role: qq": "QQ：‹123456789›",
    "role: wechat": "微信号：‹zhao_liu88›",
    "role: wechat2": "微信：‹zhaoliu888›",
    "role: approval": "负责人审签情况：‹赵六强›\t填报日期",
}

UNTOUCHED = {
    "paragraph about responsible people": "立项依据\t\t由县政府领导及各部门负责人集体外出考察学习。\t\t",
    "responsible people's cars": "2. 主要负责人用车\t9\t",
    "a responsible person without a form": "项目负责人：应当对绩效目标负责",
    "clerks in prose": "各单位应当明确经办人和联系电话，及时填报。",
    "telephone as a word": "并负责提供全天24小时电话及现场技术支持。",
    "telephone costs": "电话费\t5000000\t3000000.00",
    "hotline": "12345政务热线\t12345\t便民热线：12345",
    "hotline behind a label": "联系电话：\t12345\t",
    "400 number": "联系电话：400-800-0000",
    "line open to the public": "监督电话：0355-3000000",
    "empty footer": "负责人:\t\t经办人:\t\t联系电话:\t\t填报日期:\t",
    "dates": "填报日期:\t20230102030405\t202212270954\t20230110",
    "function codes": "2010301\t行政运行\t273.34\t273.34\t\t",
    "amounts": "≤2468500元\t1000000元\t13,800,000,000.00\t13800000000.00",
    "an amount of eleven digits": "预算13800000000元，≤13900000000\t139 0000 0000元",
    "project code": "XM140404230000000001380000\t140404202301150001",
    "a heading after an empty footer": "经办人:\t\t联系电话:\t\n\n附件\n项目支出绩效目标申报表",
    "a table after an empty footer": "经办人:\t\t联系电话:\t\n合计\t273.34\t行政运行",
    "twelve digits": "138000000000",
    "at sign alone": "单价@3.5元",
    "word: code": "联系电话\n2010301\t行政运行\t12.00",
    "word: amounts": "联系电话\n合计\t3540000\t2540000",
    "word: amounts2": "传真\n3540000\n",
    "word: codes under": "科目编码\t联系电话\n2010301\t行政运行",
    "word: labels": "经办人\t联系电话\t传真",
    "word: cost": "公务用车运行维护费\t3540000\t责任人：",
    "word: review": "审核：本部门预算已经人大审核",
    "word: account": "账号管理系统\t3540000",
    "word: qq": "QQ群宣传\t12",
    "word: sem": "加强审核；完善制度；",
    "word: sem2": "负责人员经费审核；制表工作；经办业务；",
    "word: account2": "开户行账户：2010301",
    "word: responsible": "落实责任人：各科室",
    "word: person amt": "项目负责人及联系电话\t",
    "word: budget": "财务负责人：\t单位：万元",
    "word: namehdr": "姓名\t职务\n项目\t金额",
    "word: proj": "项目名称\t姓名\t联系电话\n办公经费\t3540000\t3540000",
    "word: approval": "负责人审签情况：已审签",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES)
def test_masks_exactly_what_is_personal(marked: str) -> None:
    original = re.sub("[‹›]", "", marked)
    expected = re.sub("‹(.*?)›", lambda found: re.sub(r"\S", MASK, found[1]), marked)
    assert mask(original) == expected
    assert mask(expected) == expected
    assert find_personal(original)
    assert find_personal(expected) == ()
    assert masked_places(expected) == find_personal(original)


@pytest.mark.parametrize("text", UNTOUCHED.values(), ids=UNTOUCHED)
def test_leaves_everything_else(text: str) -> None:
    assert mask(text) == text
    assert find_personal(text) == ()
    assert masked_places(text) == ()


def test_places_are_cells_of_rows_and_lines_of_prose() -> None:
    text = "标题\n经办人:\t张某某\t联系电话:\t13800000000\n电话：13800000000\n"
    places = (Locator(2, 2), Locator(2, 4), Locator(3))
    assert find_personal(text) == places
    assert masked_places(mask(text)) == places
    assert [str(place) for place in places] == ["L2C2", "L2C4", "L3"]


def test_a_long_text_behind_a_label_loses_only_its_name() -> None:
    text = "联系人：张某某，负责本项目的统筹协调、资金拨付和绩效自评等各项工作"
    assert mask(text) == text.replace("张某某", MASK * 3)


def test_a_project_code_with_a_date_is_an_identity_number_only_if_it_checks() -> None:
    body = "14040420230115000"
    weights = [pow(2, 17 - place, 11) for place in range(17)]
    right = "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]
    wrong = "1" if right != "1" else "2"
    assert mask(body + right) == MASK * 18
    assert mask(body + wrong) == body + wrong


WORDS = """
负责人: 经办人: 经办人 联系电话： 联系电话 电话 填报日期: 联系人 单位 张某某 李某 纸欠: █ ███ 。 ， 、 元 (
13800000000 138-0000-0000 3000000 0355-3000000 12345 20230102030405 1,234.00 95% 13800000000.00 a@b.cn
11010519491231002X
"""
SPACES = ["\t", "\t", "\t", "\n", "\n", " ", "", "\u3000", "\xa0", "\f"]
TOKENS = st.sampled_from([*WORDS.split(), *SPACES])
ROWS = st.lists(TOKENS, max_size=40).map("".join)


@given(ROWS | st.text())
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask(text)
    assert mask(once) == once
    assert find_personal(once) == ()
    assert bool(find_personal(text)) == (once != text)


@given(ROWS | st.text())
def test_masking_keeps_every_length_and_all_white_space(text: str) -> None:
    masked = mask(text)
    assert shape(masked) == shape(text)
    for before, after in zip(text, masked, strict=True):
        assert after in (before, MASK)
        assert not (before.isspace() and after == MASK)


@given(ROWS)
def test_no_mobile_number_is_left_unless_it_is_an_amount(text: str) -> None:
    left = [found.end() for found in MOBILE.finditer(mask(text))]
    assert all(re.match(r"\.\d|元", mask(text)[end:]) for end in left)


@given(
    st.decimals(-(10**11), 10**11, places=2, allow_nan=False).map(lambda amount: f"{amount:,.2f}"),
    st.decimals(-(10**11), 10**11, places=2, allow_nan=False).map(str),
    st.dates().map(lambda day: f"20{day:%y%m%d}093000"),
)
def test_amounts_and_dates_are_never_masked(grouped: str, plain: str, stamp: str) -> None:
    text = f"甲\t{grouped}\t{plain}\t{plain}元\n共{plain}元。\n填报日期:\t{stamp}\t{stamp[:12]}"
    assert mask(text) == text


def test_time_grows_with_length_only() -> None:
    hostile = [
        "经办人：" * 50_000,
        "电话 " * 80_000,
        "a" * 300_000,
        "@" * 300_000,
        "1" * 300_000,
        "138 " * 80_000,
    ]
    hostile += [
        "经办人\t联系电话\n" * 20_000,
        "经" + " " * 300_000,
        "\t" * 300_000 + "经办人",
        "（" * 300_000 + "电话",
    ]
    for text in hostile:
        assert shape(mask(text)) == shape(text)


# --- the five documents ----------------------------------------------------------------------------


def clerks(text: str) -> set[str]:
    """The names in the originals, found without the code under test: the first filled cell after 经办人."""
    names = set()
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.split("\t")]
        for place, cell in enumerate(cells):
            if cell in {"经办人:", "经办人："}:
                value = next((other for other in cells[place + 1 :] if other), "")
                names |= {value} - {"", "联系电话:", "联系电话："}
    return names


@pytest.mark.originals
@pytest.mark.skipif(not ORIGINALS, reason="the original documents are not on this machine")
@pytest.mark.parametrize("path", ORIGINALS, ids=lambda path: path.name[:3])
def test_nothing_personal_is_left_in_the_originals(path: Path) -> None:
    text = path.read_text("utf-8")
    masked = mask(text)
    cells = {cell for line in masked.split("\n") for cell in line.split("\t")}
    assert not MOBILE.search(masked)
    assert not clerks(text) & cells
    assert find_personal(masked) == ()
    assert mask(masked) == masked
    footers = [line for line in masked.split("\n") if re.search("经办人[:：]", line)]
    assert len(footers) == len(re.findall("经办人[:：]", text))
    for footer in footers:
        assert re.fullmatch(r"负责人[:：]\t+经办人[:：]\t+█*\t*联系电话[:：]\t+█*\t*(填报日期[:：]\t*\d*\t*)?", footer)


@pytest.mark.originals
@pytest.mark.skipif(not ORIGINALS, reason="the original documents are not on this machine")
@pytest.mark.parametrize("path", ORIGINALS, ids=lambda path: path.name[:3])
def test_the_originals_lose_nothing_else(path: Path) -> None:
    text = path.read_text("utf-8")
    masked = mask(text)
    assert shape(masked) == shape(text)
    before, after = text.split("\n"), masked.split("\n")
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if "经办人" not in old and "经办人" not in before[number - 1]:
            assert new == old, f"line {number + 1}"
    dates = re.compile(r"(?<!\d)20\d{10,12}(?!\d)")
    assert dates.findall(masked) == dates.findall(text)
