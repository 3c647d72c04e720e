"""Attribution: a difference that reading may have made is not blamed on the publisher, and any other is."""

from __future__ import annotations

import pytest
from mingzhang.checks import Finding

from tests.documents import budget, convert, table

HEAD = "科目编码|科目名称|合计|基本支出|项目支出"
TOTAL = "合计||30.00|22.00|8.00"
CLASSES = ("201|一般公共服务支出|20.00|14.00|6.00", "208|社会保障和就业支出|10.00|8.00|2.00")


def _fails(*tables: str) -> dict[str, Finding]:
    """Instance → failed identity of the families A and X."""
    findings = convert(budget(*tables)).findings
    return {f"{f.check} {f.instance}": f for f in findings if f.status == "fail" and f.check[0] in "AX"}


def _expenditure(*lines: str, title: str = "2023年预算支出总表", caption: str = "单位：万元") -> str:
    return table(title, HEAD, *lines, caption=caption)


def _attributions(*lines: str) -> dict[str, str]:
    return {key: found.attribution for key, found in _fails(_expenditure(*lines)).items()}


def test_a_difference_without_any_evidence_is_the_publisher_s() -> None:
    found = _fails(_expenditure("合计||31.00|22.00|8.00", *CLASSES))
    assert {key: f.attribution for key, f in found.items()} == {
        "A01 expenditure/total/total": "publisher",
        "A03 expenditure/total/total": "publisher",
    }
    assert all("读取" not in f.message_zh and "reading" not in f.message_en for f in found.values())


def test_an_unread_cell_in_the_row_explains_its_row_and_its_column_and_the_message_says_so() -> None:
    found = _fails(_expenditure(TOTAL, CLASSES[0].replace("14.00", "14..00"), CLASSES[1]))
    assert {key: f.attribution for key, f in found.items()} == {
        "A01 expenditure/total/basic": "extraction",
        "A03 expenditure/201/total": "extraction",
    }
    for finding in found.values():
        assert finding.message_zh.endswith("；所比较的行中 L12C4 未能读取，差额可能出自读取。")
        assert finding.message_en.endswith(
            "; cell L12C4 in a row compared could not be read, so reading may have made the difference."
        )


def test_an_unread_cell_elsewhere_in_the_table_does_not_excuse_an_unrelated_row() -> None:
    found = _attributions(TOTAL, CLASSES[0].replace("14.00", "14..00"), "208|社会保障和就业支出|10.00|8.00|1.00")
    assert found == {
        "A01 expenditure/total/basic": "extraction",
        "A01 expenditure/total/project": "extraction",
        "A03 expenditure/201/total": "extraction",
        "A03 expenditure/208/total": "publisher",
    }


def test_a_row_left_unread_explains_sums_of_rows_only() -> None:
    """A number without any label may be a lost addend of its column; the row beside it is not concerned."""
    found = _attributions("合计||30.00|22.00|8.00", CLASSES[0], "||10.00||", "208|社会保障和就业支出|9.00|8.00|2.00")
    assert found["A01 expenditure/total/total"] == "extraction"
    assert found["A03 expenditure/208/total"] == "publisher"


def test_a_stray_number_of_another_column_explains_nothing() -> None:
    found = _attributions("合计||31.00|22.00|8.00", *CLASSES, "||||12")
    assert found["A01 expenditure/total/total"] == "publisher"


def test_a_row_of_unknown_code_may_be_the_missing_addend() -> None:
    found = _attributions(TOTAL, CLASSES[0], CLASSES[1].replace("208|社会保障和就业支出", "2O8|示例新设事项"))
    assert found["A01 expenditure/total/total"] == "extraction"


def test_a_row_whose_columns_were_inferred_is_in_doubt_and_others_are_not() -> None:
    wide = "208|社会保障和就业支出|10.00|8.00|2.00|"
    rows = [TOTAL, CLASSES[0], wide]
    assert _attributions(*rows) == {}
    changed = _attributions("合计||31.00|23.00|8.00", "201|一般公共服务支出|20.00|13.00|6.00", wide)
    assert changed["A03 expenditure/201/total"] == "publisher"
    assert changed["A01 expenditure/total/basic"] == "extraction"


@pytest.mark.parametrize(("printed", "attribution"), [("10", "extraction"), ("12.00", "publisher")])
def test_a_figure_cut_off_at_a_page_break(printed: str, attribution: str) -> None:
    """Alone without decimals, right before the break: cut off. With all decimals it is a difference."""
    rows = [TOTAL, CLASSES[0].replace("20.00", printed), "", CLASSES[1]]
    assert _attributions(*rows)["A03 expenditure/201/total"] == attribution


def test_the_side_that_was_read_is_not_excused_by_the_other() -> None:
    """Lists side by side share lines: an unread cell of the expenditure says nothing about the revenue."""
    overview = table(
        "2023年预算收支总表",
        "收入||支出|||",
        "项目|2023年|项目|2023年合计|当年预算安排|上年结转安排",
        "一、一般公共预算|25.00|一、一般公共服务支出|28.00|28..00|",
        "||八、社会保障和就业支出|2.00|2.00|",
        "本年收入合计|30.00|本年支出合计|30.00|30.00|",
        "收入总计|30.00|支出总计|30.00|30.00|",
        caption="单位：万元",
    )
    found = {key: f.attribution for key, f in _fails(overview).items()}
    assert found == {
        "A04 balance/expenditure/subtotal/current_year": "extraction",
        "A04 balance/revenue/subtotal/total": "publisher",
    }


def test_a_column_without_header_explains_the_total_over_it() -> None:
    lines = ("科目编码|科目名称|合计|基本支出", "合计||30.00|22.00", "201|一般公共服务支出|30.00|22.00")
    found = _fails(table("2023年预算支出总表", *lines, caption="单位：万元"))
    assert {f.attribution for f in found.values()} == {"extraction"}
    assert all("表头缺失" in f.message_zh for f in found.values())


def test_uncertain_units_explain_sums_of_projects() -> None:
    head = "项目名称|合计|一般公共预算|政府性基金预算|国有资本经营预算|财政专户管理资金|单位资金"
    rows = ("示例县档案局|20.00|20.00||||", "数字化|15.00|15.00||||", "维修|6.00|6.00||||")
    costs = table("2023年机关运行经费预算财政拨款情况统计表", "单位名称|合计|一般公共预算", "示例县档案局|1.00|1.00")
    found = _fails(costs, table("2023年项目支出预算表（本年预算）", head, *rows))
    sums = {key: f for key, f in found.items() if key.startswith("A10")}
    assert sums
    assert all(f.attribution == "extraction" and "单位还是项目" in f.message_zh for f in sums.values())


def test_projects_are_not_added_up_where_the_table_of_those_carried_over_is_missing() -> None:
    overview = table(
        "2023年预算收支总表",
        "收入||支出|",
        "项目|2023年|项目|2023年合计",
        "上年结转|2.00|年终结转|",
        caption="单位：万元",
    )
    projects = table("2023年项目支出预算表（本年预算）", "项目名称|合计|一般公共预算", "维修|6.00|6.00")
    findings = convert(budget(overview, _expenditure(TOTAL, *CLASSES), projects)).findings
    assert [(f.status, f.severity) for f in findings if f.check == "X08"] == [("insufficient_data", "info")]


@pytest.mark.parametrize(
    ("printed", "status"), [("300,000.00", "pass"), ("300,049.00", "rounding"), ("310,000.00", "fail")]
)
def test_yuan_and_ten_thousand_yuan_are_compared_as_money(printed: str, status: str) -> None:
    in_yuan = _expenditure(f"合计||{printed}|{printed}|", caption="单位：元", title="2023年一般公共预算支出预算表")
    overview = table(
        "2023年财政拨款收支总表",
        "收入||支出||||",
        "项目|金额|项目|小计|一般公共预算|政府性基金预算|国有资本经营预算",
        "本年收入合计|30.00|本年支出合计|30.00|30.00||",
        caption="单位：万元",
    )
    (found,) = [f for f in convert(budget(overview, in_yuan)).findings if f.check == "X04"]
    assert found.status == status
    assert found.attribution == "publisher"
