"""Covers of every kind, in every order of their parts: what they say is read, over however many lines they say it."""

from __future__ import annotations

from itertools import product

import pytest
from mingzhang.convert.pipeline import identify_source
from mingzhang.ground.errors import DisclosureError
from mingzhang.recognise.identity import Identity

from tests.documents import source_of, table

BODIES = {
    "深圳市清泉管理局": "440300",
    "重庆市云岭区栖霞办事处": "500000",
    "中共烟台市委研究室": "370600",
    "山西省祁县昌源湿地服务中心": "140727",
    "上海市普陀区红枫小学": "310107",
    "杭州市人民政府驻西湖办公室": "330100",
    "西安市长安区第二十九中学": "610116",
    "国家清泉总局": "100000",
    "福建省泉州市科学技术协会": "350500",
    "苏州市政务公开服务中心": "320500",
    "财政部": "100000",
    "固镇县清泉镇": "340323",
}
ONE_LINE = (
    "{name}{year}年{scope}{kind}公开",
    "{name}{year}年度{scope}{kind}",
    "{year}年{name}{scope}{kind}",
    "{year}年度{name}{scope}{kind}信息公开",
    "{name}{year}年{scope}综合{kind}",
    "{name}{year}年{scope}{kind}情况说明",
    "{name}{year}年{scope}{kind}编制说明",
    "{name}{scope}{kind}公开（{year}年度）",
    "关于{name}{year}年{scope}{kind}公开的说明",
    "附件：{name}{year}年度{scope}{kind}报表",
    "{name}{year}年{scope}{kind}及“三公”经费{kind}公开",
)
LINES = (
    "{name}|{year}年度{scope}{kind}",
    "{name}|{year}年度|{scope}{kind}公开",
    "{year}年度|{name}|{scope}{kind}",
    "{year}年{name}|{scope}{kind}",
    "{head}|{tail}{year}年度|{scope}{kind}",
    "{year}年度|{head}|{tail}|{scope}{kind}",
    "{year}年度|{head}|{tail}{scope}{kind}",
    "{year}年度{scope}{kind}|预算单位：{name}",
    "{year}年度{scope}{kind}公开报表|部门名称：{name}",
    "附件2|{year}年{scope}{kind}公开|部门名称：{name}",
    "{name}|{year}年度{scope}|{kind}",
    "{year}年度{scope}{kind}|{name}",
)
SCOPES = {"部门": "dept", "单位": "unit"}
KINDS = {"预算": "budget", "决算": "final"}
CONTENTS = "\n\n目 录\n\n第一部分 概况\n"


def _document(cover: str, kind: str = "预算", more: str = "") -> str:
    rows = ("科目编码|科目名称|合计|基本支出|项目支出", "合计||3|1|2")
    tables = "".join(table(f"{title}{kind}总表", *rows, caption="单位：万元") for title in ("收入", "支出"))
    return cover.replace("|", "\n") + CONTENTS + more + tables


def _identify(text: str, name: str = "disclosure.txt") -> Identity:
    return identify_source(source_of(text, name))


def _question(text: str, name: str = "disclosure.txt") -> DisclosureError:
    with pytest.raises(DisclosureError) as caught:
        _identify(text, name)
    return caught.value


@pytest.mark.parametrize("form", [*ONE_LINE, *LINES])
@pytest.mark.parametrize("name", BODIES)
def test_a_cover_says_whose_which_year_and_what(name: str, form: str) -> None:
    for (scope, expected_scope), (kind, expected_kind) in product(SCOPES.items(), KINDS.items()):
        half = len(name) // 2
        parts = {"name": name, "year": 2024, "scope": scope, "kind": kind, "head": name[:half], "tail": name[half:]}
        found = _identify(_document(form.format(**parts), kind))
        assert (found.agency_name, found.division_code) == (name, BODIES[name])
        assert (found.fiscal_year, found.scope, found.kind) == (2024, expected_scope, expected_kind)
        for value in ("agency_name", "fiscal_year", "scope", "kind"):
            assert found.evidence[value].line is not None


@pytest.mark.parametrize("form", [*ONE_LINE[:4], *LINES[:4]])
def test_spaces_and_chinese_digits_change_nothing(form: str) -> None:
    name = "深圳市清泉管理局"
    parts = {"name": " ".join(name), "year": "二〇二四", "scope": "部 门", "kind": "预 算"}
    found = _identify(_document(form.format(**parts)))
    assert (found.agency_name, found.fiscal_year, found.scope) == (name, 2024, "dept")


@pytest.mark.parametrize(
    ("cover", "scope"),
    [
        ("深圳市清泉局（本级）2024年部门预算", "unit"),
        ("2024年深圳市清泉局（本级）部门预|算", "unit"),
        ("西安市清泉局（汇总）|2024年部门预算公开说明", "dept"),
        ("深圳市清泉局南湾管理局|2024年部门预算", "unit"),
        ("重庆市清泉委员会泉水监督所|2024年部门预算", "unit"),
        ("中共烟台市委清泉委员会办公室|2024年部门预算", "dept"),
        ("烟台市人民政府清泉办公室|2024年部门预算", "dept"),
        ("烟台市人大常委会办公室|2024年部门预算", "dept"),
        ("上海市普陀区2024年区级单位预算|预算单位：上海市普陀区清泉所", "unit"),
        ("上海市普陀区2024年区级部门预算|预算主管部门：上海市普陀区清泉局", "dept"),
    ],
)
def test_what_a_name_says_of_its_scope(cover: str, scope: str) -> None:
    found = _identify(_document(cover))
    assert found.scope == scope
    assert found.evidence["scope"].line is not None


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        ("本单位共有车辆2辆。本单位无其他支出。\n", "unit"),
        ("", "unit"),
        ("本部门共有车辆2辆。\n" * 3, "identify-scope"),
    ],
)
def test_a_part_of_a_body_that_calls_itself_a_department_is_asked_about(words: str, scope: str) -> None:
    text = _document("深圳市清泉局南湾管理局|2024年部门预算", more=words)
    if scope == "unit":
        assert _identify(text).scope == "unit"
    else:
        assert _question(text).code == scope


def test_a_unit_that_prints_its_departments_form() -> None:
    """部门预算 on the cover, but code, captions and every word are those of a public institution."""
    cover = "长沙清泉基地服务中心|2024年部门预算公开"
    words = "本单位为公益一类事业单位。2024年本单位收入3万元。本单位支出3万元。长沙市清泉局为主管部门。\n"
    listed = "\n单位名称：长沙清泉基地服务中心\n\n单位编码\t单位名称\t合计\n201056\t长沙清泉基地服务中心\t3\n"
    found = _identify(_document(cover, more=words + listed))
    assert (found.scope, found.agency_code, found.division_code) == ("unit", "201056", "430100")
    assert _question(_document(cover, more=words)).code == "identify-scope"
    dept = listed.replace("单位名称：", "部门名称：")
    assert _identify(_document(cover, more=words + dept)).scope == "dept"


# -- no cover -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("tabs", ["", "\t\t"], ids=["line", "row"])
def test_the_form_of_a_department_tells_what_tables_alone_do_not(tabs: str) -> None:
    form = f"\n部门整体支出绩效目标表\n（2024年度）{tabs}\n部门名称\t\t烟台市清泉局\t\n总体资金情况\t\t3\t\n"
    tables = table("预算01表 收支总表", "项目|预算数|项目|预算数", "收入总计|3|支出总计|3", caption="单位：万元")
    found = _identify(tables + tables.replace("01表 收支", "02表 收入") + form, "清泉局_2019年部门决算.txt")
    assert found.package_name.endswith("-2024-dept-budget")
    assert (found.agency_name, found.division_code) == ("烟台市清泉局", "370600")
    assert found.evidence["fiscal_year"].basis == "performance form"


def test_the_names_of_attachments_and_running_heads_tell_it() -> None:
    text = "一、部门情况说明\n\n烟台市清泉局负责清泉。\n\n附件：烟台市清泉局2024年度部门预算报表\n"
    found = _identify(text)
    assert found.package_name.endswith("-2024-dept-budget")
    assert {found.evidence[value].line for value in ("agency_name", "fiscal_year", "scope", "kind")} == {5}


@pytest.mark.parametrize(
    "file_name", ["烟台市清泉局_2019年部门决算.pdf", "附件2：烟台市清泉局2019年度单位决算报表.pdf"]
)
def test_a_file_name_lends_its_name_but_never_its_year_or_kind(file_name: str) -> None:
    found = _identify(_document("2024年度部门预算公开"), file_name)
    assert (found.agency_name, found.fiscal_year, found.kind, found.scope) == ("烟台市清泉局", 2024, "budget", "dept")
    assert found.evidence["agency_name"].basis == "file name"
    without_year = _document("").replace("2024", "")
    assert _question(without_year, file_name).code == "identify-year"


def test_a_file_name_of_another_body_is_not_heard_where_the_document_speaks() -> None:
    found = _identify(_document("国家清泉局2024年度部门预算"), "2019年烟台市清泉局部门决算.pdf")
    assert (found.agency_name, found.division_code, found.fiscal_year) == ("国家清泉局", "100000", 2024)


@pytest.mark.parametrize("name", ["上海市XX局", "××市××局", "某某局"])
def test_a_template_is_no_disclosure(name: str) -> None:
    assert _question(_document(f"{name}|2024年度部门预算")).code == "identify-not-a-disclosure"


@pytest.mark.parametrize(
    "text",
    [
        "部门整体预算绩效目标申报表\n（2024年度）\n部门名称\t烟台市清泉局\n预算整体情况\t部门预算支出\t3\n",
        "烟台市清泉局2024年部门整体预算绩效目标申报表\n部门名称\t烟台市清泉局\n",
        "部门整体绩效自评表\n（2024年度）\n部门（单位）名称\t烟台市清泉局\t部门预算编码\t127\n",
        "2024年度烟台市清泉局专项资金绩效评价报告\n\n一、基本情况\n\n项目预算3万元。\n",
        "关于烟台市2023年预算执行情况和2024年预算草案的报告\n\n各位代表：\n",
    ],
)
def test_forms_and_reports_are_no_disclosure(text: str) -> None:
    assert _question(text).code == "identify-not-a-disclosure"
