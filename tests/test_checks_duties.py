"""Family D: every duty decided with evidence; what may be our own defect is undecided, never a failure."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from mingzhang.checking.examples import findings_of
from mingzhang.checks import Example, Finding
from mingzhang.checks.base import SummaryCheck
from mingzhang.checks.duties import DUTY_CHECKS
from mingzhang.checks.duties.samples import EXPENDITURE, budget, final, whole
from mingzhang.checks.duties.summaries import D22
from mingzhang.checks.narrative import NARRATIVE_CHECKS
from mingzhang.checks.performance.samples import PROJECTS, target_text
from mingzhang.convert.pipeline import convert_source
from mingzhang.ground.privacy import mask
from mingzhang.readers import read_file

from tests.documents import source_of
from tests.generator import Document, generate

ROOT = Path(__file__).parents[1]
PACKAGES = sorted(path.parent for path in (ROOT / "datapackage").glob("*/*/datapackage.json"))
OF_CODE = {check.code: check for check in DUTY_CHECKS}


def decided(code: str, example: Example) -> dict[str, tuple[str, str]]:
    """Instance → status and severity of one duty in an example."""
    return {f.instance: (f.status, f.severity) for f in findings_of(OF_CODE[code], example)}


def statuses(code: str, example: Example) -> set[str]:
    return {status for status, _ in decided(code, example).values()}


def duties_of(document: Document) -> list[Finding]:
    """What the duties say of a document as it is read: with personal data masked."""
    return [f for f in convert_source(source_of(mask(document.text))).findings if f.check[0] == "D"]


def test_the_numbers_are_those_of_the_domain_reference() -> None:
    assert [check.code for check in DUTY_CHECKS] == [f"D{number:02d}" for number in range(1, 33)]


@pytest.mark.parametrize("check", DUTY_CHECKS, ids=lambda check: check.code)
def test_every_duty_names_a_legal_source_and_cites_no_article_of_143(check: object) -> None:
    basis = type(check).basis_zh  # type: ignore[attr-defined]
    assert any(name in basis for name in ("预算法", "条例", "财预〔", "政府收支分类"))
    assert "143号第" not in basis


@pytest.mark.parametrize("kind", ["budget", "final"])
@pytest.mark.parametrize("seed", range(15))
def test_no_alarm_on_a_clean_document(seed: int, kind: str) -> None:
    findings = duties_of(generate(seed, kind=kind, hazards=frozenset()))  # type: ignore[arg-type]
    assert {f.check for f in findings} == set(OF_CODE)
    assert [f.message_zh for f in findings if f.status == "fail"] == []


@pytest.mark.parametrize("kind", ["budget", "final"])
@pytest.mark.parametrize("seed", range(15))
def test_a_duty_that_is_not_met_is_told_and_no_other(seed: int, kind: str) -> None:
    document = generate(seed, kind=kind, hazards=frozenset({"missing_duty"}))  # type: ignore[arg-type]
    failed = [f for f in duties_of(document) if f.status == "fail"]
    assert {f.check for f in failed} == {document.truth.omitted}
    assert {f.attribution for f in failed} == {"publisher"}


@pytest.mark.parametrize("seed", range(30))
def test_what_is_unpleasant_to_read_is_not_blamed_on_the_publisher(seed: int) -> None:
    """With hazards, only what is really missing or really unexplained fails.

    Summaries are left out: what they sum up is tested with the families that compare.
    """
    document = generate(seed)
    states = document.truth.states
    for finding in duties_of(document):
        named = finding.check == "D29" and "personal_data" in document.truth.hazards
        left_out = named or finding.check == document.truth.omitted
        if finding.status != "fail" or left_out or isinstance(OF_CODE[finding.check], SummaryCheck):
            continue
        assert finding.check in ("D03", "D04"), (finding.check, finding.instance, finding.message_zh)
        assert states[finding.instance] in ("missing", "empty_unstated")


# -- the five ---------------------------------------------------------------------------------------

EXPECTED = {
    "140404-002-2023-dept-budget": {
        ("D23", "organisation", "warning", "L78"),
        ("D29", "source", "review", "L509C3"),
        ("D31", "all", "review", "L904"),
        ("D32", "all", "review", "L165C5"),
    },
    "141123-014-2023-dept-budget": {
        ("D14", "all", "warning", "L475"),
        ("D29", "source", "review", "L521C3"),
        ("D31", "all", "warning", "L656C5"),
    },
    "140900-103-2023-unit-budget": {
        ("D19", "forms", "review", "L479"),
        ("D29", "source", "review", "L515C4"),
        ("D31", "all", "review", "L835"),
        ("D32", "all", "review", "L178C5"),
    },
    "140214-003-2023-dept-budget": {
        ("D13", "operating_costs/amount", "warning", "L484"),
        ("D13", "operating_costs/change", "warning", "L484"),
        ("D18", "coverage", "review", "L496"),
        ("D19", "forms", "review", "L496"),
        ("D29", "source", "review", "L534C3"),
        ("D30", "all", "review", "L374C2"),
        ("D31", "all", "review", "L803"),
        ("D32", "all", "review", "L167C5"),
    },
    "140404-001-2023-unit-final": {("D22", "all", "warning", "L465"), ("D31", "all", "warning", "L717C5")},
}
"""Every failure on the five documents, each read against the source."""


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_failures_on_the_real_documents_are_those_read_by_hand(folder: Path) -> None:
    conversion = convert_source(read_file(folder / "source.txt"))
    failed = {
        (f.check, f.instance, f.severity, str(f.locators[0]))
        for f in conversion.findings
        if f.check[0] == "D" and f.status == "fail"
    }
    assert failed == EXPECTED[folder.name]


def test_decisions_have_places_and_words() -> None:
    for folder in PACKAGES:
        lines = (folder / "source.txt").read_text(encoding="utf-8").split("\n")
        for f in convert_source(read_file(folder / "source.txt")).findings:
            if f.check[0] == "D":
                assert f.message_zh
                assert f.message_en
                assert f.status not in ("pass", "fail") or f.locators, (f.check, f.instance)
                assert all(1 <= place.line <= len(lines) for place in f.locators)


def test_the_published_ledger_holds_the_duties_or_none() -> None:
    """Packages written before family D hold no row of it; any written since holds every duty."""
    for folder in PACKAGES:
        with (folder / "data" / "checks.csv").open(encoding="utf-8", newline="") as file:
            codes = {row["check"] for row in csv.DictReader(file) if row["check"].startswith("D")}
        assert codes in (set(), set(OF_CODE))


# -- behaviour --------------------------------------------------------------------------------------


def test_a_table_that_the_contents_list_may_have_been_lost() -> None:
    contents = "目录\n第一部分 概况.....1\n2023年预算支出总表.....2\n2023年预算收支总表.....3\n"
    found = decided("D03", whole("示例县档案馆\n2023年度部门预算公开", contents, EXPENDITURE))
    assert found["expenditure"][0] == "pass"
    assert found["balance"][0] == "insufficient_data"
    assert found["revenue"] == ("fail", "error")
    assert found["operating_costs"][0] == "not_applicable"


def test_a_title_of_the_contents_that_is_unknown_may_be_the_missing_table() -> None:
    contents = "目录\n第一部分 概况.....1\n2023年预算支出总表.....2\n部门收支预算一览表.....3\n"
    found = decided("D03", whole("示例县档案馆\n2023年度部门预算公开", contents, EXPENDITURE))
    assert found["balance"][0] == "insufficient_data"


def test_without_contents_a_file_of_one_table_is_taken_for_incomplete() -> None:
    assert "fail" not in statuses("D03", budget())


def test_codes_that_were_not_read_leave_the_depth_undecided() -> None:
    rows = EXPENDITURE.split("2012601")[0]
    assert decided("D06", budget(tables=rows))["expenditure/201"] == ("fail", "error")
    doubtful = rows.replace("20126⇥档案事务⇥30.00", "20126⇥档案事务⇥30..00")
    assert decided("D06", budget(tables=doubtful))["expenditure/201"][0] == "insufficient_data"


@pytest.mark.parametrize(
    ("narrative", "status"),
    [
        ("九、政府采购情况\n", "fail"),
        ("九、政府采购情况\n政府采购预算总额5.00万元。\n", "fail"),
        ("九、政府采购情况\n本单位无政府采购预算。\n", "pass"),
        ("九、政府采购情况\n政府采购预算总额0.00万元。\n", "pass"),
        ("九、政府采购情况\n政府采购预算总额5.00万元，其中货物5.00万元。\n", "pass"),
        ("十二、其他说明\n无其他需要说明的事项。\n", "fail"),
        ("十二、其他说明\n政府采购五万元。\n", "insufficient_data"),
        ("九、政府采购情况\n采购计划按县财政批准的方案执行，详见附表。\n", "insufficient_data"),
    ],
)
def test_a_section_is_decided_by_what_it_says(narrative: str, status: str) -> None:
    found = statuses("D15", budget(narrative))
    assert status in found
    assert status == "fail" or "fail" not in found


def test_a_section_that_only_the_contents_list_may_have_been_lost() -> None:
    contents = "目录\n第三部分 情况说明.....1\n九、政府采购情况.....2\n"
    pieces = ("示例县档案馆\n2023年度部门预算公开", contents, EXPENDITURE, "第三部分 2023年度部门预算情况说明")
    assert statuses("D15", whole(*pieces, "十二、其他说明\n无。\n")) == {"insufficient_data"}


def test_no_narrative_at_all_is_undecided() -> None:
    document = whole("示例县档案馆\n2023年度部门预算公开", EXPENDITURE)
    for code in ("D11", "D13", "D15", "D17", "D18", "D21"):
        assert statuses(code, document) == {"insufficient_data"}, code


def test_operating_costs_are_due_of_administrative_units_only() -> None:
    other = "十二、其他说明\n无。\n"
    assert decided("D13", budget(other))["operating_costs"] == ("fail", "warning")
    institution = EXPENDITURE.replace("2012601⇥行政运行", "2012650⇥事业运行")
    assert decided("D13", budget(other, tables=institution))["operating_costs"][0] == "not_applicable"


def test_words_instead_of_figures() -> None:
    """No figure at all fails; an answer in words that was not understood is undecided."""
    head = "八、机关运行经费增减变动原因说明\n"
    assert decided("D13", budget(f"{head}示例县档案馆压缩办公费用。\n"))["operating_costs/amount"][0] == "fail"
    assert decided("D13", budget(f"{head}示例县档案馆不列支该项费用。\n"))["operating_costs/amount"][0] != "fail"


def test_duties_of_the_other_kind_do_not_arise() -> None:
    for code in ("D18", "D19"):
        assert statuses(code, final("一、收入支出决算总体情况说明\n无。\n")) == {"not_applicable"}
    for code in ("D16", "D20"):
        assert statuses(code, budget("一、部门预算收支数据变动情况及原因\n无。\n")) == {"not_applicable"}


def test_small_firms_are_due_where_something_was_bought() -> None:
    text = "十、政府采购情况说明\n政府采购支出总额{0}万元，其中：政府采购货物支出{0}万元。\n"
    assert statuses("D16", final(text.format("0.00"))) == {"not_applicable"}
    assert statuses("D16", final(text.format("5.00"))) == {"fail"}
    assert statuses("D16", final(text.format("5.00") + "其中小微企业合同若干，金额约3万多。\n")) != {"fail"}


def test_forms_that_the_text_calls_attached_may_have_been_lost() -> None:
    text = "十、绩效管理情况\n实行绩效目标管理的项目2个，涉及一般公共预算当年拨款10.00万元{0}。\n"
    assert statuses("D19", budget(text.format("，详见附表"))) == {"insufficient_data"}
    assert statuses("D19", budget(text.format(""))) == {"fail"}


def test_publication_in_time_needs_both_dates() -> None:
    assert statuses("D27", budget("公开日期：2023年2月20日\n")) == {"insufficient_data"}
    assert statuses("D27", budget("部门预算于2023年2月10日批复。\n公开日期：2023年3月2日\n")) == {"pass"}
    assert statuses("D27", budget("部门预算于2023年2月10日批复。\n公开日期：2023年3月3日\n")) == {"fail"}


def test_units_are_listed_and_left_undecided() -> None:
    table = (
        "2023年机关运行经费预算财政拨款情况统计表\n单位：万元\n单位名称⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算\n"
        "部门合计⇥5.00⇥5.00⇥⇥\n示例县档案馆⇥3.00⇥3.00⇥⇥\n示例县档案服务中心⇥2.00⇥2.00⇥⇥\n"
    )
    (finding,) = findings_of(OF_CODE["D28"], budget(tables=table))
    assert finding.status == "insufficient_data"
    assert "示例县档案服务中心" in finding.message_zh
    assert len(finding.locators) == 2
    assert statuses("D28", budget()) == {"not_applicable"}


def test_personal_data_is_told_by_place_only() -> None:
    (finding,) = findings_of(OF_CODE["D29"], OF_CODE["D29"].bad)
    assert finding.locators
    assert all(place.cell for place in finding.locators)
    assert "某某某" not in finding.message_zh + finding.message_en + finding.instance + finding.left_value


def test_a_none_in_the_text_explains_an_empty_table() -> None:
    empty = (
        f"{EXPENDITURE}\n2023年政府性基金预算支出表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n⇥合计⇥⇥⇥\n"
    )
    assert "fail" in statuses("D04", budget(tables=empty))
    assert "fail" not in statuses("D04", budget("十二、其他说明\n本单位无政府性基金收支预算。\n", tables=empty))


def test_a_bare_title_may_have_lost_its_rows() -> None:
    bare = f"{EXPENDITURE}\n2023年政府性基金预算支出表\n单位：万元\n"
    assert decided("D04", budget(tables=bare))["government_fund_expenditure"][0] == "insufficient_data"


def test_a_table_that_no_unit_leaves_empty_has_lost_its_rows() -> None:
    headed = f"{EXPENDITURE}\n2023年一般公共预算支出预算表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    assert decided("D04", budget(tables=headed))["general_expenditure"][0] == "insufficient_data"


def test_rows_lost_behind_a_class_leave_its_depth_undecided() -> None:
    cut = EXPENDITURE.split("20126")[0].replace("⇥合计⇥30.00⇥20.00⇥10.00", "⇥合计⇥45.00⇥35.00⇥10.00")
    assert decided("D06", budget(tables=cut))["expenditure/201"][0] == "insufficient_data"


def test_a_summary_names_the_check_that_fails() -> None:
    (finding,) = findings_of(OF_CODE["D30"], OF_CODE["D30"].bad)
    assert "A03" in finding.message_zh
    assert finding.locators


def test_percentages_are_summed_up_from_checks_that_exist() -> None:
    assert set(D22.codes) <= {check.code for check in NARRATIVE_CHECKS}


def test_leftovers_are_summed_up_with_their_places() -> None:
    text = "十二、其他说明\n“三公”经费：指省直部门用财政拨款安排的支出。\n"
    (finding,) = findings_of(OF_CODE["D31"], budget(text))
    assert (finding.status, finding.severity) == ("fail", "review")
    assert finding.message_en.startswith("Placeholders and leftovers")
    assert "1 does not hold" in finding.message_en
    assert "Q03" in finding.message_zh
    assert finding.locators
    assert statuses("D31", budget("十二、其他说明\n二〇〇〇年以来没有变化，XM项目2个。\n")) == {"pass"}


def test_a_value_of_an_indicator_that_was_not_filled_in_is_a_leftover_too() -> None:
    forms = target_text(indicators=(("时效指标", "完成时间", "2023年XX月XX日前"), ("成本指标", "成本", "≤10万元")))
    (finding,) = findings_of(OF_CODE["D31"], budget(forms=forms))
    assert (finding.status, finding.severity) == ("fail", "warning")
    assert "P37" in finding.message_zh


def test_a_declared_project_without_a_form_is_for_review_named_and_located() -> None:
    rows = PROJECTS + "馆舍修缮⇥10⇥10\n"
    text = "十、绩效管理情况\n实行绩效目标管理的项目2个，涉及一般公共预算当年拨款20.00万元。\n"
    (finding,) = findings_of(OF_CODE["D19"], budget(text, tables=EXPENDITURE + "\n" + rows, forms=target_text()))
    assert (finding.status, finding.severity) == ("fail", "review")
    assert "馆舍修缮" in finding.message_zh
    assert "馆舍修缮" in finding.message_en
    assert len(finding.locators) == 2
