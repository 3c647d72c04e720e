"""Family Q: what it sees, what it leaves alone, and what it finds in the five documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from mingzhang.checking.examples import findings_of
from mingzhang.checks import Check, Example, Finding
from mingzhang.checks.plausibility import PLAUSIBILITY_CHECKS
from mingzhang.checks.plausibility.lines import TextLine, text_lines
from mingzhang.checks.plausibility.outcome import TABLE
from mingzhang.checks.plausibility.similar import differs_inside, find_variants, misspelt_suffixes, repeated_phrase
from mingzhang.convert.pipeline import convert_source
from mingzhang.ground.privacy import mask
from mingzhang.ground.source import Locator
from mingzhang.packages.descriptor import read_descriptor
from mingzhang.packages.reading import read_overrides, read_packaged_source

from tests.documents import source_of
from tests.generator import Kind, generate

ROOT = Path(__file__).parents[1]
PACKAGES = sorted(path.parent for path in (ROOT / "datapackage").glob("*/*/datapackage.json"))
BY_CODE = {check.code: check for check in PLAUSIBILITY_CHECKS}


def failing(check: str, example: Example) -> list[Finding]:
    return [finding for finding in findings_of(BY_CODE[check], example) if finding.status == "fail"]


def narrative(text: str, heading: str = "一、收支情况说明") -> Example:
    return Example(tables=TABLE, narrative=f"{heading}\n{text}")


def projects(*names: str) -> str:
    columns = ("项目名称", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金")
    head = "2023年项目支出预算表（本年预算）\n单位：万元\n" + "⇥".join(columns)
    return "\n".join((head, *(f"{name}⇥200.00⇥200.00⇥⇥⇥⇥" for name in names)))


def form(name: str, plan: str = "按进度支付", unit: str = "示例县档案馆") -> str:
    return f"""示例县(区)级预算部门(单位)项目支出绩效目标申报表
(2023年度)
项目名称⇥⇥{name}⇥⇥⇥⇥⇥
主管部门及代码⇥⇥099-示例县档案馆⇥⇥实施单位⇥⇥{unit}⇥
项目资金(元)⇥实施期资金总额:⇥2,000,000⇥⇥年度资金总额:⇥2,000,000⇥⇥
项目概况⇥⇥开展档案工作⇥⇥⇥⇥⇥
项目实施计划⇥⇥{plan}⇥⇥⇥⇥⇥
绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值⇥二级指标⇥三级指标⇥指标值
⇥产出指标⇥数量指标⇥整理档案数量⇥≥100卷⇥数量指标⇥整理档案数量⇥≥100卷"""


# --- the family ------------------------------------------------------------------------------------


@pytest.mark.parametrize("check", PLAUSIBILITY_CHECKS, ids=lambda check: check.code)
def test_is_never_an_error(check: Check) -> None:
    assert check.severity in ("review", "info")


@pytest.mark.parametrize("seed", range(30))
def test_no_alarm_on_a_clean_document(seed: int) -> None:
    """Masked as a reader would hand it on."""
    findings = convert_source(source_of(mask(generate(seed, hazards=frozenset()).text))).findings
    assert [f.message_zh for f in findings if f.check in BY_CODE and f.status == "fail"] == []


@pytest.mark.parametrize("kind", ["budget", "final"])
@pytest.mark.parametrize(
    ("hazard", "always", "mostly"),
    [("figures_apart", {"Q16"}, {"Q18"}), ("project_under_running", {"Q01"}, set())],
)
def test_figures_that_do_not_fit_are_told(hazard: str, always: set[str], mostly: set[str], kind: Kind) -> None:
    """Vehicles and their cost may happen to fit (none of either)."""
    seen = []
    for seed in range(10):
        findings = convert_source(source_of(generate(seed, kind=kind, hazards=frozenset({hazard})).text)).findings
        failed = {f.check for f in findings if f.check in BY_CODE and f.status == "fail"}
        assert always <= failed <= always | mostly | {"Q19", "Q25"}, seed
        seen.append(failed)
    assert sum(mostly <= failed for failed in seen) > 5


@pytest.mark.parametrize("seed", range(8))
def test_each_check_gives_an_outcome_or_says_in_its_requirements_that_it_gives_none(seed: int) -> None:
    findings = convert_source(source_of(generate(seed, hazards=frozenset()).text)).findings
    silent = set(BY_CODE) - {finding.check for finding in findings}
    assert all("不出结果" in BY_CODE[code].requires_zh for code in silent), silent


# --- leftovers of templates ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "截至X年X月X日，共有车辆2辆。",
        "本单位职责为××××。",
        "预算收入XX万元。",
        "（单位名称）预算收入20.00万元。",
        "预算收入20.00万元（请按实际填写）。",
        "主要原因是未填报。",
        "主要原因是____。",
        "根据《》有关要求安排。",
        "某某项目增加20.00万元。",
    ],
)
def test_a_placeholder_is_seen(text: str) -> None:
    assert len(failing("Q02", narrative(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "购置XM型设备，规格2×3米。",
        "采用X射线设备，OA系统XXL型号。",
        "请求事项已经办理，此处房屋面积100平方米。",
        "填报《项目绩效目标申报表》。",
        "编制（填写）说明，示例县档案馆。",
    ],
)
def test_what_only_looks_like_a_placeholder_is_left_alone(text: str) -> None:
    assert failing("Q02", narrative(text)) == []


def test_indicator_values_are_left_to_the_checks_of_forms() -> None:
    filled = form("档案整理费").replace("≥100卷", "2023年XX月XX日")
    assert failing("Q02", Example(tables=projects("档案整理费"), forms=filled)) == []


@pytest.mark.parametrize(
    ("words", "fires"),
    [
        ("省直部门用", True),
        ("中央部门用", True),
        ("市级财政当年拨付的", True),
        ("县直部门用", False),
        ("各部门、单位用", False),
    ],
)
def test_a_definition_of_another_level_is_seen(words: str, fires: bool) -> None:
    assert bool(failing("Q03", narrative(f"一、“三公”经费：指{words}财政拨款安排的经费。"))) is fires


# --- years -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "fires"),
    [
        ("二、2022年支出预算情况说明", True),
        ("二、2022年预算执行情况", False),
        ("二、2023年预算与2022年预算情况", False),
        ("二、2022年度绩效评价预算情况", False),
        ("二、2035年远景目标", False),
    ],
)
def test_a_stale_year_in_a_heading(heading: str, fires: bool) -> None:
    assert bool(failing("Q05", narrative("支出20.00万元。", heading))) is fires


def test_the_evaluation_of_the_year_before_may_be_attached_to_a_budget() -> None:
    rows = "项目名称⇥档案整理费⇥⇥\n一级指标⇥二级指标⇥三级指标⇥年初指标值"
    for title, count in (("档案整理费项目支出绩效自评表", 0), ("项目支出绩效目标申报表", 1)):
        assert len(failing("Q05", Example(tables=TABLE, forms=f"{title}\n(2022年度)\n{rows}"))) == count


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("2022年度预算收入总计20.00万元，比上年增加1.00万元。", True),
        ("2022年机关运行经费预算20.00万元，2023年预算21.00万元，增加1.00万元。", False),
        ("2022年预算执行数20.00万元，比上年增加1.00万元。", False),
        ("根据〔2022〕12号文件，收入20.00万元，比上年增加1.00万元。", False),
        ("2023年度预算收入20.00万元，比2022年增加1.00万元。", False),
    ],
)
def test_a_stale_year_in_a_sentence(text: str, fires: bool) -> None:
    assert bool(failing("Q06", narrative(text, "一、2023年收支情况说明"))) is fires


@pytest.mark.parametrize(
    ("plan", "fires"),
    [
        ("2022年内组织整理馆藏", True),
        ("项目实施时间2021年1月至12月", True),
        ("2021年至2025年逐年实施", False),
        ("2022年10月20日开馆以来持续整理", False),
        ("按照《2022年度工作方案》实施", False),
        ("2022年底前准备，2023年1月-12月实施", False),
    ],
)
def test_a_stale_year_in_a_plan(plan: str, fires: bool) -> None:
    found = failing("Q06", Example(tables=projects("档案整理费"), forms=form("档案整理费", plan)))
    assert bool(found) is fires


def test_a_project_named_for_an_older_year_may_plan_for_it() -> None:
    name = "2021年度先进单位奖励金"
    assert failing("Q06", Example(tables=projects(name), forms=form(name, "2021年度考核后发放"))) == []


# --- names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same_thing"),
    [
        ("某县政府信息网络中心", "某县政府信息中心", True),
        ("乡镇档案室牌匾费", "乡村档案室牌匾费", True),
        ("第一档案库房维修费", "第二档案库房维修费", False),
        ("档案库房2期维修费", "档案库房3期维修费", False),
        ("办公设备购置费", "办公设备维修费", False),
        ("县农业技术推广中心", "县农业科技推广站", False),
        ("业务费", "业务经费", False),
    ],
)
def test_names_that_differ_inside(one: str, other: str, same_thing: bool) -> None:
    assert differs_inside(one, other) is same_thing
    assert differs_inside(other, one) is same_thing


def test_variants_are_searched_in_a_text() -> None:
    assert find_variants("乡镇档案室牌匾费", "新增乡村档案室牌匾费12万元") == ["乡村档案室牌匾费"]
    assert find_variants("防火防潮、巡查暗访经费", "防火防潮巡查暗访经费、法律顾问费") == ["防火防潮巡查暗访经费"]
    assert find_variants("档案库房维修费", "档案库房维修费和档案库房维护") == []
    assert find_variants("档案库房设备购置费", "档案库房设备购置") == []


def test_like_sounding_endings_are_seen() -> None:
    assert list(misspelt_suffixes("示范园区修配厂经费", "为修配场职工缴费")) == [("修配厂", "修配场")]
    assert list(misspelt_suffixes("修配厂与修配场经费", "为修配场职工缴费")) == []


def test_two_projects_of_the_table_are_two_projects() -> None:
    tables = projects("乡镇档案室牌匾费", "乡村档案室牌匾费")
    text = "一、收支情况说明\n新增乡镇档案室牌匾费和乡村档案室牌匾费。"
    assert failing("Q08", Example(tables=tables, narrative=text)) == []


def test_both_places_of_a_variant_are_listed() -> None:
    tables = projects("乡镇档案室牌匾费")
    (found,) = failing("Q08", Example(tables=tables, narrative="一、收支情况说明\n新增乡村档案室牌匾费12万元。"))
    assert len(found.locators) == 2
    assert (found.left_value, found.right_value) == ("乡镇档案室牌匾费", "乡村档案室牌匾费")


def test_department_and_unit_in_one_word_are_allowed() -> None:
    assert failing("Q07", Example(tables=TABLE, overview="一、本部门（单位）职责\n负责档案工作。")) == []
    assert failing("Q07", Example(tables=TABLE, overview="一、本单位职责\n负责档案工作。"))
    assert failing("Q07", Example(tables=TABLE, overview="一、职责\n我单位负责档案工作，本单位收入较少。")) == []


# --- wording ---------------------------------------------------------------------------------------


def headings(*numbers: str) -> Example:
    return Example(tables=TABLE, narrative="\n".join(f"{number}情况说明\n支出20.00万元。" for number in numbers))


@pytest.mark.parametrize(
    ("numbers", "count"),
    [
        (("一、", "二、", "三、"), 0),
        (("一、", "三、"), 1),
        (("一、", "二、", "二、", "三、"), 1),
        (("一、", "（一）", "（二）", "二、", "（一）", "（三）"), 1),
        (("一、", "二、", "一、", "二、", "三、"), 0),
        (("九、", "十、", "十一、", "十二、"), 0),
        (("十九、", "二十、", "二十一、"), 0),
    ],
)
def test_ordinals_are_followed(numbers: tuple[str, ...], count: int) -> None:
    assert len(failing("Q10", headings(*numbers))) == count


def test_choices_to_tick_are_no_damage() -> None:
    assert failing("Q12", narrative("是否涉及采购：□是□否。")) == []
    (found,) = failing("Q12", narrative("预算\ue123收入20.00万元。"))
    assert found.attribution == "extraction"


def test_a_phrase_printed_twice() -> None:
    assert repeated_phrase("加强队伍建设,不断提高不断提高工作能力") == "不断提高"
    assert repeated_phrase("一般公共预算拨款收入和一般公共预算拨款支出") == ""
    assert repeated_phrase("哈哈哈哈哈哈哈哈") == ""


def test_a_sentence_that_goes_on_in_the_next_line_is_not_cut() -> None:
    assert failing("Q15", narrative("2023年实行绩效管理的项目12个，涉及\n一般公共预算拨款761.16万元。")) == []


def test_a_caption_without_chart_is_not_blamed_on_the_publisher() -> None:
    (found,) = failing("Q14", narrative("支出20.00万元。\n三公经费分布图"))
    assert (found.severity, found.attribution) == ("info", "extraction")


# --- staff and accounts ----------------------------------------------------------------------------


def test_missing_figures_are_not_decided() -> None:
    for code in ("Q16", "Q17", "Q18", "Q19", "Q25"):
        (found,) = findings_of(BY_CODE[code], Example(tables=TABLE))
        assert (found.status, found.category) == ("insufficient_data", "unchecked")


def test_posts_of_one_kind_are_not_compared_with_all_staff() -> None:
    text = "二、机构设置情况\n人员编制共35名，其中行政编制20名、事业编制15名，实有在职人员33人。"
    assert failing("Q16", Example(tables=TABLE, overview=text)) == []


def test_a_row_that_was_not_read_leaves_contributions_undecided() -> None:
    broken = BY_CODE["Q24"].bad.tables + "\n住房公积金⇥住房公积金⇥2..00⇥2.00⇥"
    found = findings_of(BY_CODE["Q24"], Example(tables=broken))
    assert {finding.status for finding in found} == {"insufficient_data"}


def test_large_services_beside_zero_procurement_of_services() -> None:
    text = "一、政府采购情况\n政府采购预算总额9.98万元。其中：政府采购货物预算9.98万元、政府采购服务预算0.00万元。"
    assert failing("Q25", Example(tables=projects("馆藏系统运行维护费"), narrative=text))
    assert failing("Q25", Example(tables=projects("困难职工补助"), narrative=text)) == []


# --- personal data and sensitive subjects ----------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "补助汇入银行卡6200001111222233334。",
        "收款人：赵测五，已发放。",
        "卡片4111111111111111。",
        "死者：赵测六，已抚恤。",
    ],
)
def test_personal_data_is_listed_by_place_only(text: str) -> None:
    (found,) = failing("Q28", narrative(text))
    assert found.locators
    assert all(piece not in found.message_zh + found.message_en + found.instance for piece in ("0000", "赵测", "1111"))


def test_labels_without_a_person_are_no_personal_data() -> None:
    for text in ("项目负责人：综合科。", "单位负责人：无。", "专用账户管理规范，项目代码20230101123456。"):
        assert failing("Q28", narrative(text)) == []


def test_duties_and_definitions_are_no_sensitive_subject() -> None:
    overview = "一、本部门职责\n负责机要、保密技术检查和密码设备管理。"
    assert failing("Q26", Example(tables=TABLE, overview=overview)) == []
    assert failing("Q26", narrative("绩效自评覆盖全部项目（涉密项目除外）。")) == []
    assert failing("Q26", Example(tables=projects("密码设备采购")))


# --- lines -----------------------------------------------------------------------------------------


def test_each_line_knows_its_part() -> None:
    text = "示例县档案馆\n目 录\n第一部分 概况....1\n第一部分 概况\n一、职责\n第二部分 报表\n单位：万元\n"
    text += "第三部分 预算情况说明\n收入20.00万元。\n第四部分 名词解释\n基本支出：指人员支出。\n"
    found = {line.text: line.part for line in _lines(text)}
    assert found["一、职责"] == "overview"
    assert found["单位：万元"] == "tables"
    assert found["收入20.00万元。"] == "narrative"
    assert found["基本支出：指人员支出。"] == "terms"
    assert "第一部分 概况....1" not in found


def test_without_parts_everything_is_narrative() -> None:
    assert {line.part for line in _lines("示例县档案馆\n收入20.00万元。\n")} == {"narrative"}


def _lines(text: str) -> tuple[TextLine, ...]:
    from mingzhang.checks import Disclosure
    from mingzhang.recognise.document import read_document
    from mingzhang.recognise.titles import is_title

    source = source_of(text)
    document = read_document(source, is_title)
    disclosure = Disclosure(source, None, document, [], None, None, [])  # type: ignore[arg-type]
    return text_lines(disclosure)


# --- the five documents ----------------------------------------------------------------------------

EXPECTED = {
    "140404-002-2023-dept-budget": {
        ("Q01", "L165C5"),
        ("Q03", "L904"),
        ("Q04", "L316C1"),
        ("Q08", "L381C1"),
        ("Q16", "L80"),
        ("Q21", "L170C5"),
        ("Q23", "L239C4"),
        ("Q25", "L452"),
        ("Q14", "L430"),
    },
    "141123-014-2023-dept-budget": {
        ("Q03", "L1245"),
        ("Q08", "L403C1"),
        ("Q11", "L425"),
        ("Q22", "L290C3"),
        ("Q23", "L241C4"),
    },
    "140900-103-2023-unit-budget": {
        ("Q06", "L502C3"),
        ("Q06", "L694C3"),
        ("Q07", "L341"),
        ("Q07", "L473"),
        ("Q08", "L400C1"),
        ("Q13", "L693C3"),
        ("Q22", "L311C3"),
    },
    "140214-003-2023-dept-budget": {("Q01", "L167C5"), ("Q01", "L168C5"), ("Q09", "L407C1"), ("Q21", "L172C5")},
    "140404-001-2023-unit-final": {("Q07", "L65"), ("Q10", "L58"), ("Q18", "L519"), ("Q25", "L515")},
}
LEFT_ALONE = {
    "140404-002-2023-dept-budget": {"Q02", "Q05", "Q06", "Q07", "Q09", "Q10", "Q15", "Q18", "Q19", "Q20", "Q24", "Q28"},
    "141123-014-2023-dept-budget": {"Q01", "Q02", "Q05", "Q06", "Q07", "Q09", "Q10", "Q15", "Q17", "Q18", "Q21", "Q28"},
    "140900-103-2023-unit-budget": {"Q02", "Q04", "Q05", "Q09", "Q10", "Q15", "Q18", "Q21", "Q23", "Q25", "Q28"},
    "140214-003-2023-dept-budget": {"Q02", "Q05", "Q06", "Q07", "Q08", "Q10", "Q17", "Q18", "Q22", "Q23", "Q25", "Q28"},
    "140404-001-2023-unit-final": {"Q01", "Q03", "Q04", "Q05", "Q06", "Q08", "Q09", "Q21", "Q22", "Q24", "Q28"},
}


@pytest.fixture(scope="module")
def of_the_five() -> dict[str, list[Finding]]:
    found = {}
    for folder in PACKAGES:
        descriptor = read_descriptor(folder)
        source = read_packaged_source(folder, descriptor)
        findings = convert_source(source, read_overrides(descriptor, folder)).findings
        found[folder.name] = [finding for finding in findings if finding.check in BY_CODE and finding.status == "fail"]
    return found


@pytest.mark.parametrize("name", EXPECTED)
def test_the_findings_a_reader_must_be_shown(name: str, of_the_five: dict[str, list[Finding]]) -> None:
    first = {(finding.check, str(finding.locators[0])) for finding in of_the_five[name]}
    assert EXPECTED[name] - first == set()


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_is_in_order_raises_no_alarm(name: str, of_the_five: dict[str, list[Finding]]) -> None:
    assert LEFT_ALONE[name] & {finding.check for finding in of_the_five[name]} == set()


def test_every_finding_has_a_place_and_words_in_both_languages(of_the_five: dict[str, list[Finding]]) -> None:
    for findings in of_the_five.values():
        for finding in findings:
            assert finding.locators
            assert all(isinstance(place, Locator) for place in finding.locators)
            assert finding.message_zh.endswith(("。", "。”", "）。"))
            assert finding.message_en.endswith((".", "”."))


def test_messages_of_accounts_and_procurement_carry_the_unit_and_what_was_looked_at() -> None:
    check = next(check for check in PLAUSIBILITY_CHECKS if check.code == "Q01")
    assert "万元" in next(f for f in findings_of(check, check.bad) if f.status == "fail").message_en
    check = next(check for check in PLAUSIBILITY_CHECKS if check.code == "Q25")
    (passed,) = findings_of(check, check.good)
    assert "没有再与购置比较" in passed.message_zh
    assert "{" not in passed.message_zh + passed.message_en
