"""Whose disclosure, of which place, year, scope and kind: each with the line that says it."""

from __future__ import annotations

import hashlib

import pytest
from mingzhang.convert.pipeline import convert_source, identify_source
from mingzhang.ground.errors import DisclosureError
from mingzhang.recognise.identity import Identity, Overrides, normalise_agency

from tests.documents import ENTITY, NO_OVERRIDES, rows, source_of, table

DIGEST = "x" + hashlib.sha256(ENTITY.encode()).hexdigest()[:8]


def _tables(name: str = ENTITY, label: str = "部门名称", year: str = "2023年") -> str:
    caption = f"{label}：{name}\n\n单位：万元"
    return table(
        f"{year}预算支出总表", "科目编码|科目名称|合计|基本支出|项目支出", "合计||3|1|2", caption=caption
    ) + table(f"{year}预算收入总表", "科目编码|科目名称|合计|一般公共预算", "合计||3.00|3.00", caption=caption)


def _form(*lines: str) -> str:
    return f"\n附件\n\n项目支出绩效目标申报表\n\n{rows(*lines)}\n"


def _identify(cover: str, body: str = "", overrides: Overrides = NO_OVERRIDES) -> Identity:
    return identify_source(source_of(f"{cover}\n{body or _tables()}"), overrides)


def _error(cover: str, body: str = "", overrides: Overrides = NO_OVERRIDES) -> DisclosureError:
    with pytest.raises(DisclosureError) as caught:
        _identify(cover, body, overrides)
    return caught.value


def _lines(identity: Identity) -> dict[str, int | None]:
    return {name: found.line for name, found in identity.evidence.items()}


@pytest.mark.parametrize(
    ("cover", "name_line", "year_line"),
    [
        (f"{ENTITY}\n2023年度部门预算公开", 1, 2),
        (f"\n\n{ENTITY}\n\n2023年度部门预算公开", 3, 5),
        (f"{ENTITY}2023年度部门预算公开", 1, 1),
        (f"{ENTITY} 2023 年度 部门预算", 1, 1),
        ("兴 县 人 民 政 府 办 公 室\n\n2 0 2 3 年 度 部 门 预 算 公 开", 1, 3),
        (f"# {ENTITY}\n\n## 2023年度部门预算公开", 1, 3),
        (f"**{ENTITY}**\n\n<b>2023年部门预算</b>", 1, 3),
        (f"{ENTITY}\n二〇二三年度部门预算公开", 1, 2),
        (f"{ENTITY}\n二○二三年部门预算", 1, 2),
        (f"2023年度{ENTITY}部门预算公开", 1, 1),
        (f"2023年{ENTITY}部门预算信息公开情况说明", 1, 1),
        (f"关于{ENTITY}2023年部门预算公开的说明", 1, 1),
        (f"{ENTITY}关于2023年部门预算的公开说明", 1, 1),
        (f"{ENTITY}2023年部门预算编制说明", 1, 1),
        (f"{ENTITY}2023年度部门预算（草案）", 1, 1),
        (f"{ENTITY}2023年部门预算及“三公”经费预算公开", 1, 1),
        (f"{ENTITY}部门2023年预算公开", 1, 1),
        (f"附件2\n\n{ENTITY}\n2023年度部门预算公开", 3, 4),
        (f"索引号：014/2023\n发布日期：2023-02-10\n{ENTITY}2023年度部门预算公开\n来源：本站", 3, 3),
        (f"{ENTITY}\n室\n2023年度部门预算公开", 1, 3),
        ("兴县人民政府\n办公室\n2023年度部门预算公开", 1, 3),
        (f"{ENTITY}\n2023年度部门预算公开\n\n目录\n第一部分 概况\t1\n第三部分 2022年度部门预算情况说明\t5", 1, 2),
    ],
)
def test_covers_that_say_the_same(cover: str, name_line: int, year_line: int) -> None:
    identity = _identify(cover)
    assert identity.agency_name == ENTITY
    assert identity.package_name == f"141123-{DIGEST}-2023-dept-budget"
    assert (identity.division_name, identity.fiscal_year) == ("山西省吕梁市兴县", 2023)
    assert _lines(identity) == {
        "agency_name": name_line,
        "division_code": name_line,
        "agency_code": None,
        "fiscal_year": year_line,
        "scope": year_line,
        "kind": year_line,
    }


def test_without_a_cover_titles_and_captions_say_it() -> None:
    identity = _identify("")
    assert identity.package_name == f"141123-{DIGEST}-2023-dept-budget"
    assert _lines(identity) == {
        "agency_name": 5,
        "division_code": 5,
        "agency_code": None,
        "fiscal_year": 3,
        "scope": 5,
        "kind": 3,
    }
    assert identity.evidence["kind"].basis == "table titles"
    assert identity.evidence["agency_name"].basis == "table captions"


def test_headings_of_parts_are_no_cover() -> None:
    assert _identify("第二部分 2023年部门预算\n第三部分 2023年度部门预算情况说明").agency_name == ENTITY


@pytest.mark.parametrize(
    ("cover", "label", "scope"),
    [
        ("2023年度单位预算公开", "部门名称", "unit"),
        ("2023年度部门预算公开", "单位名称", "dept"),
        ("2023年度预算公开", "单位名称", "unit"),
        ("2023年度预算公开", "部门名称", "dept"),
    ],
)
def test_scope_is_the_covers_before_the_captions(cover: str, label: str, scope: str) -> None:
    identity = _identify(f"{ENTITY}\n{cover}", _tables(label=label))
    assert identity.scope == scope


def test_a_scope_that_nothing_says_is_asked_for() -> None:
    cover, body = f"{ENTITY}\n2023年度预算公开", _tables(label="编制单位")
    error = _error(cover, body)
    assert error.code == "identify-scope"
    assert "dept (部门), unit (单位)" in str(error)
    assert "--scope" in str(error)
    identity = _identify(cover, body, Overrides(scope="unit"))
    assert identity.scope == "unit"
    assert identity.evidence["scope"].basis == "argument"


def test_each_value_has_the_line_it_stands_in() -> None:
    lines = _lines(_identify(f"{ENTITY}\n2023年度\n部门预算公开"))
    assert (lines["agency_name"], lines["fiscal_year"], lines["scope"], lines["kind"]) == (1, 2, 3, 3)


@pytest.mark.parametrize("kind", ["预算", "决算"])
def test_the_kind_is_the_covers(kind: str) -> None:
    identity = _identify(f"{ENTITY}\n2023年度部门{kind}公开", _tables().replace("预算", kind))
    assert identity.kind == {"预算": "budget", "决算": "final"}[kind]


def test_a_cover_whose_kind_all_tables_deny_is_a_question() -> None:
    cover = f"{ENTITY}\n2023年度部门决算公开"
    error = _error(cover)
    assert (error.code, error.line) == ("identify-kind", 2)
    assert "the cover says 决算 but the tables say 预算" in str(error)
    assert "--kind" in str(error)
    assert _identify(cover, overrides=Overrides(kind="budget")).kind == "budget"


def test_a_final_account_with_tables_of_a_budget_finds_no_table_of_its_kind() -> None:
    source = source_of(f"{ENTITY}\n2023年度部门决算公开\n\n第二部分\n{_tables()}")
    with pytest.raises(DisclosureError) as caught:
        convert_source(source, Overrides(kind="final"))
    assert caught.value.code == "convert-no-tables"


@pytest.mark.parametrize(
    ("name", "normalised"),
    [
        ("兴县人民政府办公室（部门）", ENTITY),
        ("兴县人民政府办公室(本级)", ENTITY),
        ("兴县 人民政府 办公室", ENTITY),
        ("兴县体育（总）会", "兴县体育(总)会"),
    ],
)
def test_normalised_names(name: str, normalised: str) -> None:
    assert normalise_agency(name) == normalised
    identity = _identify(f"{name}\n2023年度部门预算公开")
    assert identity.agency_name == name.replace(" ", "")
    assert identity.agency_name_normalised == normalised


@pytest.mark.parametrize(
    ("name", "division"),
    [
        ("中国共产党长治市上党区委员会办公室", "140404"),
        ("中共兴县委员会办公室", "141123"),
        ("中国共产党兴县委员会", "141123"),
        ("共青团兴县委员会", "141123"),
        ("政协兴县委员会办公室", "141123"),
        ("国家税务总局兴县税务局", "141123"),
        ("山西省吕梁市兴县教育局", "141123"),
        ("吕梁市兴县教育局", "141123"),
        ("忻州市人民政府办公室", "140900"),
        ("山西省教育厅", "140000"),
        ("北京市东城区教育委员会", "110101"),
        ("江苏省南京市鼓楼区教育局", "320106"),
        ("凉山彝族自治州教育局", "513400"),
    ],
)
def test_division_from_the_beginning_of_the_name(name: str, division: str) -> None:
    identity = _identify(f"{name}\n2023年度部门预算公开", _tables(name))
    assert identity.division_code == division
    assert identity.evidence["division_code"].line == 1


def test_ambiguous_division_lists_its_candidates_and_takes_an_argument() -> None:
    cover, body = "鼓楼区教育局\n2023年度部门预算公开", _tables("鼓楼区教育局")
    error = _error(cover, body)
    assert (error.code, error.line) == ("identify-division", 1)
    for code in ("320106 江苏省南京市鼓楼区", "320302 江苏省徐州市鼓楼区", "350102", "410204"):
        assert code in str(error)
    assert "--division" in str(error)
    identity = _identify(cover, body, Overrides(division="320302"))
    assert (identity.division_code, identity.division_name) == ("320302", "江苏省徐州市鼓楼区")
    assert identity.evidence["division_code"].basis == "argument"
    assert identity.evidence["division_code"].line is None


@pytest.mark.parametrize(
    ("name", "year", "part"),
    [
        ("红星农场管理委员会", 2023, "does not begin with the name of a division"),
        ("长治市郊区教育局", 2023, "140411"),
        ("大同市南郊区教育局", 2023, "140211"),
    ],
)
def test_unknown_and_ended_divisions(name: str, year: int, part: str) -> None:
    error = _error(f"{name}\n{year}年度部门预算公开", _tables(name, year=f"{year}年"))
    assert error.code == "identify-division"
    assert part in str(error)


def test_wrong_division_argument() -> None:
    for division in ("999999", "14", "../..", "x"):
        assert (
            _error(f"{ENTITY}\n2023年度部门预算公开", overrides=Overrides(division=division)).code
            == "identify-division"
        )


COVER = f"{ENTITY}\n2023年度部门预算公开"


@pytest.mark.parametrize(
    "printed",
    [
        "014-兴县人民政府办公室",
        "014－兴县人民政府办公室",
        "014—兴县人民政府办公室",
        "014 兴县人民政府办公室",
        "[014]兴县人民政府办公室",
        "（014）兴县人民政府办公室",
        "014_兴县人民政府办公室",
        "014-兴县人民 政府办公室",
        "014-兴县人民政府办公室（部门）",
        "014-人民政府办公室",
    ],
)
@pytest.mark.parametrize(
    "label", ["主管部门及代码", "主管部门代码", "主管部门名称及代码", "预算单位", "预算单位及代码"]
)
def test_agency_code_of_a_form(label: str, printed: str) -> None:
    body = _tables() + _form("项目名称||设备购置", f"{label}||{printed}||实施单位||{ENTITY}")
    identity = _identify(COVER, body)
    assert identity.agency_code == "014"
    assert identity.evidence["agency_code"].line == body.count("\n", 0, body.index(printed)) + 3


def test_several_agency_codes_are_an_error_unless_one_is_chosen() -> None:
    body = _tables() + _form(f"主管部门及代码||014-{ENTITY}", f"主管部门及代码||015-{ENTITY}")
    error = _error(COVER, body)
    assert error.code == "identify-agency"
    assert "014, 015" in str(error)
    assert _identify(COVER, body, Overrides(agency="015")).package_name == "141123-015-2023-dept-budget"


def test_the_code_of_the_department_is_shorter_than_that_of_its_own_unit() -> None:
    body = _tables() + _form(f"主管部门及代码||014-{ENTITY}", f"预算单位||014001-{ENTITY}")
    assert _identify(COVER, body).agency_code == "014"


def test_a_unit_does_not_get_the_code_of_another_department() -> None:
    """Else the packages of a department's units would all bear its name."""
    name = "兴县信息中心"
    body = _tables(name, "单位名称") + _form(f"主管部门及代码||014-{ENTITY}||实施单位||{name}")
    cover = f"{name}\n2023年度单位预算公开"
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    assert _identify(cover, body).package_name == f"141123-x{digest}-2023-unit-budget"
    body += _form(f"主管部门及代码||014-{ENTITY}||预算单位||014002-{name}")
    assert _identify(cover, body).package_name == "141123-014002-2023-unit-budget"


def test_codes_elsewhere_are_no_agency_codes() -> None:
    body = _tables() + f"\n014-{ENTITY}\n" + _form(f"实施单位||014-{ENTITY}", f"项目名称||12345-{ENTITY}")
    assert _identify(COVER, body).agency_code == DIGEST


@pytest.mark.parametrize("agency", ["a/b", "..", "1", "x123", "０１４", "014-1", "xABCDEF01"])
def test_wrong_agency_argument(agency: str) -> None:
    assert _error(COVER, overrides=Overrides(agency=agency)).code == "identify-agency"


def test_two_years() -> None:
    error = _error(f"{ENTITY}\n2022年度部门预算公开")
    assert (error.code, error.line) == ("identify-two-years", 2)
    assert "2022" in str(error)
    assert "2023" in str(error)
    identity = _identify(f"{ENTITY}\n2022年度部门预算公开", overrides=Overrides(year=2023))
    assert identity.fiscal_year == 2023
    assert identity.evidence["fiscal_year"].basis == "argument"


def test_several_years_without_a_cover() -> None:
    error = _error("", _tables() + table("2022年项目支出预算表（本年预算）", "项目名称|合计", "业务费|1.00"))
    assert error.code == "identify-year"
    assert "2022, 2023" in str(error)


def test_no_year_at_all() -> None:
    assert _error("", _tables(year="")).code == "identify-year"
    assert _identify("", _tables(year=""), Overrides(year=2023)).fiscal_year == 2023


def test_no_name_at_all() -> None:
    body = _tables().replace(f"部门名称：{ENTITY}\n", "")
    assert _error("2023年度部门预算公开", body).code == "identify-name"


@pytest.mark.parametrize(
    "text",
    [
        "红楼梦\n\n第一回 甄士隐梦幻识通灵\n\n此开卷第一回也。"
        + "作者自云：因曾历过一番梦幻之后，故将真事隐去。\n" * 50,
        "第三部分 情况说明\n\n收支总体情况说明。本单位没有数据。\n",
        f"{ENTITY}\n收据\n\n项目\t金额\n办公用品\t12.00\n",
        "预算",
        "2023年",
        "\f\f\f.",
    ],
)
def test_what_is_no_disclosure(text: str) -> None:
    with pytest.raises(DisclosureError) as caught:
        convert_source(source_of(text))
    assert caught.value.code == "identify-not-a-disclosure"
    assert "test.txt:1" in str(caught.value)


def test_a_cover_alone_is_not_converted() -> None:
    with pytest.raises(DisclosureError) as caught:
        convert_source(source_of(f"{COVER}\n\n第三部分 情况说明\n\n收支总体情况说明。\n"))
    assert caught.value.code == "convert-no-tables"


def test_two_disclosures_in_one_file() -> None:
    more = "".join(
        table(f"2023年{title}", "科目编码|科目名称|合计|基本支出|项目支出", "合计||3|1|2", "201|一般公共服务支出|3|1|2")
        for title in ("一般公共预算支出预算表", "政府性基金预算支出表", "预算支出总表")
    )
    with pytest.raises(DisclosureError) as caught:
        convert_source(source_of(f"{COVER}\n{more}\n{COVER}\n{more}"))
    assert caught.value.code == "convert-two-disclosures"


def test_a_narrative_alone_is_a_disclosure_whose_tables_are_elsewhere() -> None:
    narrative = (
        "\n第三部分 2023年度部门预算情况说明\n\n一、2023年度预算收支总体情况说明\n\n"
        "2023年收入预算总计354.00万元，支出预算总计354.00万元。其中：基本支出204.00万元，项目支出150.00万元。\n\n"
        "二、“三公”经费\n\n2023年“三公”经费预算3.00万元，其中：公务接待费1.00万元，公务用车运行维护费2.00万元。\n"
    )
    conversion = convert_source(source_of(f"{COVER}\n{narrative}"))
    assert len(conversion.tables["statements"]) >= 5
    assert conversion.tables["facts"] == []
    told = {(f.check, f.attribution) for f in conversion.findings if f.status == "fail" and f.severity != "info"}
    assert ("R06", "extraction") in told
    assert not {check for check, attribution in told if attribution == "publisher"} & {"D26", "R06"}
    parts = {f.instance: f.status for f in conversion.findings if f.check == "D02"}
    assert parts["part/tables"] == "insufficient_data"
