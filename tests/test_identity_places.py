"""The division a body belongs to where its name leaves it open: what the document names decides, or it is asked for."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from mingzhang.convert.pipeline import identify_source
from mingzhang.ground.errors import DisclosureError
from mingzhang.readers import read_file
from mingzhang.recognise.identity import Identity, Overrides, gathering
from mingzhang.recognise.identity.cover import fold_title

from tests.documents import NO_OVERRIDES, source_of, table
from tests.generator import generate

CASES = Path(__file__).parents[2] / "shared" / "cases"


def _document(name: str, words: str = "", year: int = 2024, caption: str = "") -> str:
    rows = ("科目编码|科目名称|合计|基本支出|项目支出", "合计||3|1|2")
    said = f"部门名称：{caption}\n\n单位：万元" if caption else "单位：万元"
    tables = "".join(table(f"{title}预算总表", *rows, caption=said) for title in ("收入", "支出"))
    return f"{name}\n{year}年度部门预算公开\n\n目录\n\n第一部分 概况\n\n{words}\n{tables}"


def _identify(text: str, overrides: Overrides = NO_OVERRIDES) -> Identity:
    return identify_source(source_of(text), overrides)


def _question(text: str, overrides: Overrides = NO_OVERRIDES) -> DisclosureError:
    with pytest.raises(DisclosureError) as caught:
        _identify(text, overrides)
    return caught.value


@pytest.mark.parametrize(
    ("name", "words", "division"),
    [
        ("鼓楼区清泉局", "南京市鼓楼区位于南京市中部。", "320106"),
        ("鼓楼区清泉局", "经徐州市财政局批复。徐州市另有规定。", "320302"),
        ("朝阳区清泉局", "按北京市统一部署，北京市各区同步公开。", "110105"),
        ("市中区清泉局", "济南市清泉局指导。济南市下达。", "370103"),
        ("长沙清泉基地服务中心", "主管部门为长沙市清泉局。", "430100"),
        ("烟台清泉站", "烟台市财政局批复。", "370600"),
    ],
)
def test_the_places_a_document_names_decide(name: str, words: str, division: str) -> None:
    found = _identify(_document(name, words))
    assert found.division_code == division
    assert found.evidence["division_code"].basis.startswith("the text names")
    assert found.evidence["division_code"].line == 8


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("鼓楼区清泉局", ""),
        ("鼓楼区清泉局", "南京市。"),
        ("鼓楼区清泉局", "南京市南京市南京市徐州市徐州市"),
        ("朝阳区清泉局", "朝阳区朝阳区朝阳区"),
        ("清泉农场管理委员会", "烟台市莱山区、烟台市芝罘区、青岛市、济南市均有分布。"),
        ("长沙清泉基地服务中心", "长沙市一处，长沙县一处。"),
        ("乌有清泉站", ""),
    ],
)
def test_places_that_do_not_settle_it_are_a_question(name: str, words: str) -> None:
    error = _question(_document(name, words))
    assert error.code == "identify-division"
    assert "--division" in str(error)


@pytest.mark.parametrize(
    ("name", "caption", "words", "expected", "division"),
    [
        ("市清泉局", "烟台市清泉局", "", "烟台市清泉局", "370600"),
        ("清泉局", "山东省烟台市清泉局", "", "山东省烟台市清泉局", "370600"),
        ("万里街道办事处", "上海市普陀区人民政府万里街道办事处", "", "上海市普陀区人民政府万里街道办事处", "310107"),
        ("市清泉局", "", "附件：烟台市清泉局2024年度部门预算报表", "烟台市清泉局", "370600"),
        ("市清泉局", "", "烟台市人民政府批准，烟台市财政局批复。", "市清泉局", "370600"),
        ("区清泉局", "", "上海市普陀区财政局批复，普陀区人民政府批准，普陀区人大审议。", "区清泉局", "310107"),
    ],
)
def test_a_name_that_hides_its_city(name: str, caption: str, words: str, expected: str, division: str) -> None:
    found = _identify(_document(name, words, caption=caption))
    assert (found.agency_name, found.division_code) == (expected, division)


def test_a_place_on_the_cover_is_more_exact_than_the_name() -> None:
    text = _document("", "").replace("2024年度部门预算公开", "上海市普陀区2024年区级单位预算\n预算单位：上海市红枫中学")
    found = _identify(text)
    assert (found.agency_name, found.division_code, found.scope) == ("上海市红枫中学", "310107", "unit")


# -- the centre and universities ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "division"),
    [
        ("国家清泉局", "100000"),
        ("国家清泉监督管理总局", "100000"),
        ("教育部", "100000"),
        ("中华人民共和国水利部", "100000"),
        ("中国清泉科学院", "100000"),
        ("中央清泉委员会办公室", "100000"),
        ("国家统计局烟台市调查队", "370600"),
        ("国家税务总局祁县税务局", "140727"),
        ("中国国际贸易促进委员会烟台市委员会", "370600"),
    ],
)
def test_bodies_of_the_centre_and_their_local_branches(name: str, division: str) -> None:
    assert _identify(_document(name)).division_code == division


def test_a_branch_called_after_a_city_is_not_the_centres() -> None:
    assert _question(_document("中国清泉联合会烟台分会")).code == "identify-division"


@pytest.mark.parametrize(
    ("name", "words", "division"),
    [
        ("清泉大学", "清泉大学是教育部直属高校。", "100000"),
        ("北京清泉大学", "学校为教育部直属重点大学。", "100000"),
        ("山西清泉学院", "经山西省教育厅、山西省财政厅批复。", "140000"),
        ("烟台市清泉学院", "教育部批准设立。", "370600"),
        ("山西省清泉大学", "", "140000"),
    ],
)
def test_universities_say_under_whom_they_are(name: str, words: str, division: str) -> None:
    assert _identify(_document(name, words)).division_code == division


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("清泉大学", ""),
        ("北京清泉大学", ""),
        ("北京清泉大学", "教育部与北京市教育委员会共建。"),
        ("清泉大学", "烟台市人民政府与烟台市委支持建设。"),
    ],
)
def test_a_university_that_does_not_say_is_asked_about(name: str, words: str) -> None:
    text = _document(name, words)
    assert _question(text).code == "identify-division"
    assert _identify(text, Overrides(division="100000")).division_name == "中央"


# -- divisions that changed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [("长治县水利局", 2017, "140421"), ("长治市上党区水利局", 2019, "140404"), ("大同市南郊区水利局", 2017, "140211")],
)
def test_a_division_bears_the_name_of_its_year(name: str, year: int, code: str) -> None:
    assert _identify(_document(name, year=year)).division_code == code


def test_a_division_that_had_ended_is_asked_about_with_what_became_of_it() -> None:
    text = _document("长治县水利局", "长治市财政局批复。长治市。长治市。", year=2021)
    error = _question(text)
    assert error.code == "identify-division"
    assert "since then it is 140404 山西省长治市上党区" in str(error)
    assert _identify(text, Overrides(division="140404")).division_code == "140404"


# -- other bodies in the text -------------------------------------------------------------------------


def test_a_parent_in_one_caption_and_another_body_in_the_text_change_nothing() -> None:
    text = _document("烟台市清泉站", "青岛市湿地中心负责巡护。烟台市清泉站在职18人。", caption="烟台市清泉站")
    text = text.replace("部门名称：烟台市清泉站", "部门名称：烟台市水利局", 1)
    assert _identify(text).agency_name == "烟台市清泉站"


def test_a_cover_that_every_caption_denies_is_a_question() -> None:
    text = _document("烟台市水利局", caption="烟台市清泉站")
    error = _question(text + text.partition("\n\n目录")[2])
    assert error.code == "identify-name"
    assert "烟台市水利局" in str(error)
    assert "烟台市清泉站" in str(error)
    assert "--name" in str(error)


@pytest.mark.parametrize(
    ("given", "refused"), [("烟台市清泉局", False), ("烟台市水利局", True), ("山东省烟台市清泉局", False)]
)
def test_a_name_that_is_given_must_fit_the_document(given: str, *, refused: bool) -> None:
    text = _document("烟台市清泉局")
    if refused:
        assert _question(text, Overrides(name=given)).code == "identify-contradiction"
        return
    found = _identify(text, Overrides(name=given))
    assert found.agency_name == given
    assert found.evidence["agency_name"].basis == "argument"


# -- properties ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(30))
def test_generated_disclosures_are_identified(seed: int) -> None:
    document = generate(seed)
    found, truth = _identify(document.text), document.truth.identity
    assert (found.fiscal_year, found.kind, found.scope) == (truth.year, truth.kind, truth.scope)


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_lines_that_say_nothing_does_not_matter(seed: int) -> None:
    """Rows of amounts and sentences about duties may stand anywhere below the cover."""
    rng = Random(seed)
    document = generate(seed, hazards=frozenset())
    lines = document.text.split("\n")
    silent = [f"负责清泉湿地的巡护、监测和科普工作第{n}项。" for n in range(12)] + [
        f"清泉\t{n}.00\t" for n in range(12)
    ]
    rng.shuffle(silent)
    at = lines.index(next(line for line in lines if line.startswith("第二部分")))
    first = _identify("\n".join([*lines[:at], *sorted(silent), *lines[at:]]))
    second = _identify("\n".join([*lines[:at], *silent, *lines[at:]]))
    assert first == second
    assert first.package_name == _identify(document.text).package_name


def test_a_long_document_takes_time_in_proportion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted by the lines that are folded, not by a clock: none is read more than a few times."""
    folded: list[str] = []

    def counting(line: str) -> str:
        folded.append(line)
        return fold_title(line)

    document = generate(1, hazards=frozenset()).text
    more = "负责清泉湿地的巡护、监测和科普工作，预算执行，本部门。\n" * 5_000 + ("清泉\t3.00\t预算\n" * 5_000)
    expected = _identify(document)
    monkeypatch.setattr(gathering, "fold_title", counting)
    assert _identify(document + more) == expected
    assert len(folded) < 4 * (document.count("\n") + 10_000)


@pytest.mark.parametrize(
    ("file", "package"),
    [
        ("s2_2017.txt", "140421-xb87977ad-2017-dept-budget"),
        ("s2_2019.txt", "140404-xcb28d86e-2019-dept-budget"),
        ("84_other_unit_narr.txt", "140727-xce0c773b-2024-dept-budget"),
        ("0a_name_unit_1.txt", "140727-xce0c773b-2024-dept-budget"),
        ("90_two_years.txt", "140727-xce0c773b-2024-dept-budget"),
    ],
)
def test_cases_made_after_public_reports(file: str, package: str) -> None:
    path = CASES / file
    if not path.exists():
        pytest.skip(f"NOT RUN: {path.name} is not beside this checkout")
    assert identify_source(read_file(path)).package_name == package
