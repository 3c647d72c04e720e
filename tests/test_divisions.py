"""The list of divisions and the division an organisation's name begins with."""

from __future__ import annotations

from itertools import pairwise

import pytest
from mingzhang.codes import (
    CENTRE,
    Division,
    division_at,
    division_path,
    divisions,
    find_division,
    full_name,
)

ALL = [division for spans in divisions().values() for division in spans if division.level != "centre"]
CURRENT = [division for division in ALL if division.valid_to is None]


def codes_of(text: str, year: int | None = None) -> list[str]:
    return [candidate.division.code for candidate in find_division(text, year).candidates]


def test_sizes_of_the_current_list() -> None:
    levels = [division.level for division in CURRENT]
    assert (levels.count("province"), levels.count("prefecture"), levels.count("county")) == (34, 333, 2845)


def test_the_centre_has_a_code_and_begins_no_name() -> None:
    assert [division.code for spans in divisions().values() for division in spans if division.level == "centre"] == [
        CENTRE
    ]
    assert full_name(division_at(CENTRE, 2020)) == "中央"
    assert codes_of("中央大街街道办事处") == []


def test_every_parent_and_successor_is_listed() -> None:
    for division in ALL:
        assert (division.parent == "") == (division.level == "province")
        assert not division.parent or division.parent in divisions()
        assert all(code in divisions() and code != division.code for code in division.successors)
        assert not division.successors or division.valid_to is not None


def test_names_of_one_code_do_not_overlap() -> None:
    for spans in divisions().values():
        for earlier, later in pairwise(spans):
            assert earlier.valid_to is not None
            assert later.valid_from is not None
            assert earlier.valid_to < later.valid_from


def test_placeholders_are_left_out() -> None:
    assert {"市辖区", "县", "市区", "省直辖县级行政区划"}.isdisjoint(division.name for division in ALL)


@pytest.mark.parametrize(
    ("code", "year", "path"),
    [
        ("140404", 2023, "山西省长治市上党区"),
        ("140421", 2017, "山西省长治市长治县"),
        ("140214", 2023, "山西省大同市云冈区"),
        ("141123", 2023, "山西省吕梁市兴县"),
        ("140900", 2023, "山西省忻州市"),
        ("140902", 2023, "山西省忻州市忻府区"),
        ("110101", 2023, "北京市东城区"),
        ("220104", 2023, "吉林省长春市朝阳区"),
        ("429004", 2023, "湖北省仙桃市"),
        ("469005", 2023, "海南省文昌市"),
        ("659001", 2023, "新疆维吾尔自治区石河子市"),
        ("419001", 2023, "河南省济源市"),
        ("810000", 2023, "香港特别行政区"),
        ("820000", 2023, "澳门特别行政区"),
        ("710000", 2023, "台湾省"),
        ("500110", 2010, "重庆市万盛区"),
        ("500110", 2011, "重庆市綦江区"),
        ("130502", 2019, "河北省邢台市桥东区"),
        ("130502", 2020, "河北省邢台市襄都区"),
        ("542122", 2013, "西藏自治区昌都地区江达县"),
        ("540321", 2023, "西藏自治区昌都市江达县"),
    ],
)
def test_path(code: str, year: int, path: str) -> None:
    assert "".join(part.name for part in division_path(code, year)) == path
    assert division_path(code, year)[-1].valid_in(year)


@pytest.mark.parametrize(
    ("old", "last", "new"),
    [
        ("140421", 2017, ("140404",)),
        ("140203", 2017, ("140214",)),
        ("140211", 2017, ("140213", "140214", "140212")),
        ("410381", 2020, ("410307",)),
        ("220381", 2019, ("220184",)),
        ("542100", 2013, ("540300",)),
        ("371200", 2017, ()),
    ],
)
def test_successors(old: str, last: int, new: tuple[str, ...]) -> None:
    division = division_at(old, None)
    assert (division.valid_to, division.successors) == (last, new)


def test_years_of_a_change() -> None:
    assert division_at("140404", 2023).valid_from == 2018
    assert not division_at("140404", 2017).valid_in(2017)
    assert not division_at("140421", 2018).valid_in(2018)
    with pytest.raises(KeyError):
        division_path("999999", 2023)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("长治市上党区人民政府办公室", "140404"),
        ("长 治 市 上 党 区 人 民 政 府 办 公 室", "140404"),
        ("山西省长治市上党区人民政府办公室", "140404"),
        ("山西长治市上党区人民政府办公室", "140404"),
        ("上党区财政局", "140404"),
        ("兴县人民政府办公室", "141123"),
        ("山西省兴县人民政府办公室", "141123"),
        ("忻州市人民政府办公室", "140900"),
        ("忻府区人民政府办公室", "140902"),
        ("大同市云冈区人民政府办公室（部门）", "140214"),
        ("中国共产党长治市上党区委员会办公室", "140404"),
        ("中共长治市上党区委办公室", "140404"),
        ("中共山西省委办公厅", "140000"),
        ("国家税务总局长治市税务局", "140400"),
        ("中国人民政治协商会议兴县委员会", "141123"),
        ("台湾民主自治同盟太原市委员会", "140100"),
        ("北京市朝阳区教育局", "110105"),
        ("长春市朝阳区教育局", "220104"),
        ("介休市财政局", "140781"),
        ("晋中市介休市财政局", "140781"),
        ("仙桃市教育局", "429004"),
        ("湖北省仙桃市教育局", "429004"),
        ("石河子市财政局", "659001"),
        ("内蒙古自治区财政厅", "150000"),
        ("内蒙古呼和浩特市新城区财政局", "150102"),
        ("广西财政厅", "450000"),
        ("新疆维吾尔自治区财政厅", "650000"),
        ("凉山州财政局", "513400"),
        ("吉林省财政厅", "220000"),
        ("吉林市财政局", "220200"),
        ("吉林省吉林市财政局", "220200"),
        ("海南省财政厅", "460000"),
        ("海南藏族自治州财政局", "632500"),
        ("阳泉市城区财政局", "140302"),
        ("上海市浦东新区财政局", "310115"),
    ],
)
def test_division_of_an_organisation(text: str, code: str) -> None:
    match = find_division(text, 2023)
    assert codes_of(text, 2023) == [code]
    assert match.only is not None
    assert match.candidates[0].standing == "valid"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("朝阳区教育局", ["110105", "220104"]),
        ("鼓楼区财政局", ["320106", "320302", "350102", "410204"]),
        ("城区财政局", ["140302", "140502", "441502"]),
    ],
)
def test_ambiguous_names_give_every_candidate(text: str, codes: list[str]) -> None:
    match = find_division(text, 2023)
    assert codes_of(text, 2023) == codes
    assert match.only is None
    assert len({candidate.full_name for candidate in match.candidates}) == len(codes)


@pytest.mark.parametrize(
    "text",
    [
        "市辖区财政局",
        "县财政局",
        "教育局",
        "",
        "北京路街道办事处",
        "办公室兴县",
        "某某单位",
        "人民政府办公室",
    ],
)
def test_no_division_at_the_beginning(text: str) -> None:
    assert find_division(text, 2023).candidates == ()
    assert find_division(text, 2023).matched == ""


def test_a_county_must_lie_in_the_named_prefecture() -> None:
    assert codes_of("太原市上党区财政局", 2023) == ["140100"]
    assert codes_of("江苏省长治市财政局", 2023) == ["320000"]


def test_what_matched_and_the_full_name_are_told() -> None:
    match = find_division("中共长治市上党区委办公室", 2023)
    assert match.matched == "长治市上党区"
    assert match.candidates[0].full_name == "山西省长治市上党区"
    assert [part.code for part in match.candidates[0].path] == ["140000", "140400", "140404"]


@pytest.mark.parametrize(
    ("text", "year", "standings"),
    [
        ("长治县财政局", 2016, [("140421", "valid")]),
        ("长治县财政局", 2018, [("140421", "ended_that_year")]),
        ("长治县财政局", 2023, [("140421", "ended")]),
        ("上党区财政局", 2015, [("140404", "not_yet")]),
        ("矿区财政局", 2015, [("140203", "valid"), ("140303", "valid")]),
        ("三元区财政局", 2021, [("350404", "valid")]),
        ("三元区财政局", 2020, [("350403", "valid")]),
        ("江北区财政局", 2024, [("330205", "valid"), ("500105", "valid")]),
        ("江北区财政局", 2025, [("330205", "valid"), ("500105", "ended_that_year")]),
        ("江北区财政局", 2026, [("330205", "valid")]),
        ("两江新区财政局", 2026, [("500157", "valid")]),
        ("长治市城区财政局", 2023, [("140402", "ended"), ("140400", "valid")]),
    ],
)
def test_the_year_decides_and_is_reported(text: str, year: int, standings: list[tuple[str, str]]) -> None:
    found = [(candidate.division.code, candidate.standing) for candidate in find_division(text, year).candidates]
    assert found == standings


@pytest.mark.parametrize("division", [CURRENT], ids=["every current division"])
def test_the_full_name_of_a_division_finds_exactly_it(division: list[Division]) -> None:
    wrong = [one.code for one in division if find_division(f"{full_name(one)}人民政府办公室").only != one]
    assert wrong == []


@pytest.mark.parametrize("year", [2010, 2017, 2018, 2021, 2023])
def test_the_full_name_finds_it_in_earlier_years_too(year: int) -> None:
    then = [division for division in ALL if division.valid_in(year)]
    wrong = [one.code for one in then if find_division(f"{full_name(one, year)}财政局", year).only != one]
    assert wrong == []


def test_the_bare_name_of_a_county_is_always_among_the_candidates() -> None:
    missed = [one.code for one in CURRENT if one.code not in codes_of(f"{one.name}审计局")]
    assert missed == []
