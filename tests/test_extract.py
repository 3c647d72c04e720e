"""Hazards of tables (DOMAIN §1.4) and other provinces' ways, one small document each."""

from __future__ import annotations

import pytest
from mingzhang.recognise.document import read_document
from mingzhang.recognise.titles import is_title

from tests.documents import (
    ENTITY,
    amounts,
    budget,
    convert,
    final,
    notes,
    read_table,
    reading,
    rows,
    shape,
    source_of,
    table,
    unread,
)

E = "budget/expenditure"
HEAD = "科目编码|科目名称|合计|基本支出|项目支出"
ROW = "201|一般公共服务支出|3.00|1.00|2.00"
ROW_AMOUNTS = {"total": "3.00", "basic": "1.00", "project": "2.00"}
R_CODES = ("R01", "R02", "R03", "R04", "R05", "R07", "R08", "R09", "R11", "R12", "R13", "R15", "R19")


# -- captions and units of measure ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "caption",
    [
        f"部门名称：{ENTITY}\n\n单位：万元",
        f"部门名称：{ENTITY}\t\t\t\t单位：万元",
        "\t\t\t\t单位：万元",
        f"编制单位：{ENTITY}\t\t\t金额单位：万元",
        f"部门名称：{ENTITY}            单位：万元",
        f"部门名称：{ENTITY}　　　　单位：万元",
        f"部门名称: {ENTITY}\n2023年度\n金额单位: 万元",
        "（单位：万元）",
        "(单位:万元)",
        "单位：万  \n元",
        "单位：人民币万元",
        "金额单位：万元（人民币）",
        "单 位：万 元",
        f"预算公开表3\n部门名称：{ENTITY}\n单位：万元",
        f"部门名称：{ENTITY[:4]}\n{ENTITY[4:]}\n\n单位：万元",
        f"填报单位：{ENTITY}\n单位：万元",
    ],
)
def test_captions_that_say_the_same(caption: str) -> None:
    found = read_table(E, HEAD, ROW, caption=caption)
    assert shape(found) == [("item", "一般公共服务支出", ROW_AMOUNTS)]
    assert found.records[0].amounts["total"].unit == "万元"
    assert notes(found) == []


@pytest.mark.parametrize(
    ("unit", "yuan"),
    [("元", "3.00"), ("千元", "3000.00"), ("万元", "30000.00"), ("百万元", "3000000.00"), ("亿元", "300000000.00")],
)
def test_units_of_measure(unit: str, yuan: str) -> None:
    conversion = convert(budget(table("2023年预算支出总表", HEAD, ROW, caption=f"单位：{unit}")))
    fact = conversion.tables["facts"][0]
    assert (fact["amount_yuan"], fact["printed"], fact["printed_unit"]) == (yuan, "3.00", unit)
    assert conversion.tables["expenditure"][0]["total_yuan"] == yuan


@pytest.mark.parametrize("unit", ["百元", "美元", "万", "个", "％"])
def test_unknown_unit_leaves_the_amounts_unread(unit: str) -> None:
    found = read_table(E, HEAD, ROW, caption=f"单位：{unit}")
    assert found.facts_count == 0
    assert unread(found) == [("L11C3", "3.00"), ("L11C4", "1.00"), ("L11C5", "2.00")]
    assert notes(found, "R09") == ["R09"]
    assert found.state == "data"


def test_unit_printed_in_the_header_counts_for_its_column_only() -> None:
    found = convert(
        budget(
            table(
                "2023年预算支出总表",
                "科目编码|科目名称|合计（元）|基本支出（元）|项目支出",
                "201|一般公共服务支出|30000.00|10000.00|2.00",
            )
        )
    )
    assert [(f["column"], f["amount_yuan"], f["printed_unit"]) for f in found.tables["facts"]] == [
        ("total", "30000.00", "元"),
        ("basic", "10000.00", "元"),
        ("project", "20000.00", "万元"),
    ]


def test_unit_printed_in_the_headers_alone_is_enough() -> None:
    found = convert(
        budget(
            table(
                "2023年预算支出总表",
                "科目编码|科目名称|合计（万元）|基本支出（万元）|项目支出（万元）",
                "201|一般公共服务支出|3.00|1.00|2.00",
                caption="部门名称：兴县人民政府办公室",
            )
        )
    )
    assert [fact["amount_yuan"] for fact in found.tables["facts"]] == ["30000.00", "10000.00", "20000.00"]
    assert not [finding for finding in found.findings if finding.check == "R09"]


REVENUE = table("2023年预算收入总表", "科目编码|科目名称|合计|一般公共预算", "201|一般公共服务支出|3.00|3.00")


def test_absent_unit_is_inferred_where_all_others_agree() -> None:
    conversion = convert(budget(REVENUE, table("2023年预算支出总表", HEAD, ROW, caption="")))
    found = reading(conversion, "expenditure")
    assert found.records[0].amounts["total"].unit == "万元"
    assert found.unit_printed == ""
    assert notes(found) == ["R09"]


def test_absent_unit_is_not_inferred_where_others_disagree_or_are_silent() -> None:
    other = table("2023年一般公共预算支出预算表", HEAD, ROW, caption="单位：元")
    bare = table("2023年预算支出总表", HEAD, ROW, caption="")
    for text in (budget(REVENUE, other, bare), budget(bare)):
        found = reading(convert(text), "expenditure")
        assert found.facts_count == 0
        assert notes(found) == ["R01"] * 3 + ["R09"]


def test_an_empty_table_needs_no_unit() -> None:
    assert notes(read_table(E, HEAD, "合计||||", caption="")) == []


def test_unit_in_the_title_or_before_it() -> None:
    for text in (
        budget("\n2023年预算支出总表（单位：万元）\n\n", rows(HEAD, ROW), "\n"),
        budget("\n单位：万元\n\n2023年预算支出总表\n\n", rows(HEAD, ROW), "\n"),
        budget(REVENUE, "\n单位：元\n\n2023年预算支出总表\n\n", rows(HEAD, ROW), "\n"),
    ):
        found = reading(convert(text), "expenditure")
        assert found.records[0].amounts["total"].unit == ("元" if "单位：元" in text else "万元")
        assert notes(found) == []


def test_captions_printed_again_on_a_new_page_do_not_cut_the_table() -> None:
    text = budget(
        "\n2023年预算支出总表\n\n单位：万元\n\n",
        rows(HEAD, ROW),
        "\n\f\n单位：万元\n\n",
        rows(HEAD, "208|社保|1|1|"),
        "\n",
    )
    found = reading(convert(text), "expenditure")
    assert [label for _, label, _ in shape(found)] == ["一般公共服务支出", "社保"]
    assert notes(found) == []


# -- titles ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "2023年预算支出总表",
        "预算支出总表",
        "2 0 2 3 年 预 算 支 出 总 表",
        "## 2023年预算支出总表",
        "<b>2023年预算支出总表</b>",
        "表3 部门支出总体情况表",
        "附件1-3：部门支出总表",
        f"{ENTITY}2023年部门支出总表",
        f"{ENTITY}部门支出总表",
        "三、部门支出总表",
        "2023年预算\n支出总表",
        "部门支出总表（2023年）",
    ],
)
def test_titles_in_a_document(title: str) -> None:
    found = read_table(E, HEAD, ROW, title=title)
    assert shape(found) == [("item", "一般公共服务支出", ROW_AMOUNTS)]
    assert found.first_line == 6


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("2023年财政拨款\n收支总表", "appropriation_balance"),
        ("财政拨款\n收支总表", "appropriation_balance"),
        ("2023年一般公共预算“三公”经费\n支出预算表", "three_public"),
        (f"{ENTITY}\n部门收支总表", "balance"),
        ("预算公开表1\n部门收支总表", "balance"),
        ("2023年\n部门收支总表", "balance"),
    ],
)
def test_titles_over_two_lines_whose_end_is_a_title_too(lines: str, name: str) -> None:
    text = budget(f"\n{lines}\n\n单位：万元\n\n", rows("项目|金额|项目|金额", "收入总计|1|支出总计|1"), "\n")
    assert [r.layout.table for r in convert(text).readings if r.present] == [name]


def test_titles_in_the_contents_and_the_narrative_open_no_table() -> None:
    text = budget(table("2023年预算支出总表", HEAD, ROW)).replace(
        "第二部分", "目录\n2023年预算支出总表.....\t3\n2023年预算收入总表 ..... 4\n\n第二部分", 1
    )
    text += "\n2023年预算支出总表\n\n如上表所示，支出增加。\n"
    found = reading(convert(text), "expenditure")
    assert found.facts_count == 3
    assert reading(convert(text), "revenue").state == "missing"


@pytest.mark.parametrize("number", ["预算公开表3", "公开03表", "表3", "附表3", "部门公开表9", "公开02\n\n表", "表三"])
def test_printed_table_numbers(number: str) -> None:
    text = budget(f"\n{number}\n\n2023年预算支出总表\n\n单位：万元\n\n", rows(HEAD, ROW), "\n")
    if "\n" in number:
        text = budget(f"\n2023年预算支出总表\n\n{number}\n\n单位：万元\n\n", rows(HEAD, ROW), "\n")
    found = reading(convert(text), "expenditure")
    assert found.number_printed == number.replace("\n", "")
    assert found.facts_count == 3


# -- cells and labels -----------------------------------------------------------------------------------


def test_markup_inner_spaces_and_brackets() -> None:
    found = read_table(
        E,
        "科目 编码|科目 名称|合 计|基本 支出|项目 支出",
        "<b>201</b>|<b>一般公共 服务支出</b>|<b>1,003.00</b>|1,001.00  | 2.00",
        "**20103**|政府办公厅(室)及相关机构事务|3|1|2",
    )
    assert shape(found) == [
        ("subtotal", "一般公共服务支出", {"total": "1,003.00", "basic": "1,001.00", "project": "2.00"}),
        ("item", "政府办公厅(室)及相关机构事务", {"total": "3", "basic": "1", "project": "2"}),
    ]
    assert [record.texts["function_code"] for record in found.records] == ["201", "20103"]
    assert notes(found) == []


def test_blank_zero_and_not_applicable() -> None:
    conversion = convert(budget(table("2023年预算支出总表", HEAD, "201|一般公共服务支出|0.00||——")))
    row = conversion.tables["expenditure"][0]
    assert (row["total_yuan"], row["basic_yuan"], row["project_yuan"]) == ("0.00", "", "——")
    assert [fact["column"] for fact in conversion.tables["facts"]] == ["total"]
    account = reading(conversion, "expenditure").account
    assert (account.numeric, account.captured, account.not_applicable) == (2, 1, 1)


@pytest.mark.parametrize("bad", ["1,31.62", "12..5", "一百万", "1e5", "NaN", "1_000", "1 000", "3.00元", "<i>3</i>%"])
def test_malformed_amounts_are_listed_and_never_repaired(bad: str) -> None:
    found = read_table(E, HEAD, f"201|一般公共服务支出|{bad}|1.00|2.00")
    assert unread(found) == [("L11C3", bad.replace("<i>", "").replace("</i>", ""))]
    assert shape(found)[0][2] == {"basic": "1.00", "project": "2.00"}
    assert notes(found) == ["R01"]


def test_unusual_numbers_are_read_and_marked() -> None:
    found = read_table(E, HEAD, "201|一般公共服务支出|-3.00|（1.00）|２.００")
    assert notes(found) == ["R12"] * 3
    assert [str(cell.cell.value) for cell in found.records[0].amounts.values()] == ["-3.00", "-1.00", "2.00"]


def test_locators_name_line_and_cell() -> None:
    conversion = convert(budget(table("2023年预算支出总表", HEAD, ROW, caption="单位：万元")))
    assert [fact["locator"] for fact in conversion.tables["facts"]] == ["L11C3", "L11C4", "L11C5"]
    assert conversion.tables["expenditure"][0]["locator"] == "L11C1"
    assert conversion.source.lines[10].split("\t")[2] == "3.00"


# -- codes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        "2010301 行政运行||3.00|1.00|2.00",
        "2010301行政运行||3.00|1.00|2.00",
        "|2010301行政运行|3.00|1.00|2.00",
        "2010301-行政运行||3.00|1.00|2.00",
        "[2010301]行政运行||3.00|1.00|2.00",
        "（2010301）行政运行||3.00|1.00|2.00",
        "２０１０３０１行政运行||3.00|1.00|2.00",
    ],
)
def test_code_and_name_fused_in_one_cell(row: str) -> None:
    found = read_table(E, HEAD, row)
    assert shape(found) == [("item", "行政运行", ROW_AMOUNTS)]
    assert found.records[0].texts == {"function_code": "2010301", "function_name": "行政运行"}
    assert notes(found) == ["R15"]


@pytest.mark.parametrize("code", ["201 03 01", " 2010301 ", "２０１０３０１", "<b>2010301</b>"])
def test_codes_in_other_forms(code: str) -> None:
    found = read_table(E, HEAD, f"{code}|行政运行|3.00|1.00|2.00")
    assert found.records[0].texts["function_code"] == "2010301"
    assert notes(found) == []


@pytest.mark.parametrize("code", ["", "2010", "20103O1", "2010301.1", "类"])
def test_a_lost_or_broken_code_stays_empty(code: str) -> None:
    found = read_table(E, HEAD, f"{code}|行政运行|3.00|1.00|2.00")
    assert found.records[0].texts["function_code"] == ""
    assert shape(found)[0][2] == ROW_AMOUNTS
    assert notes(found) == ["R15"]


def test_parents_by_code_are_no_leaves() -> None:
    found = read_table(
        E,
        HEAD,
        "合计||3|1|2",
        "201|一般公共服务支出|3|1|2",
        "20103|政府办公厅（室）及相关机构事务|3|1|2",
        "2010301|行政运行|3|1|2",
    )
    assert [(r.row_kind, r.is_leaf, r.level) for r in found.records] == [
        ("total", False, 0),
        ("subtotal", False, 1),
        ("subtotal", False, 2),
        ("item", True, 3),
    ]


def test_rows_that_lost_their_codes_are_not_counted_twice() -> None:
    found = read_table(
        E, HEAD, "合计||3|1|2", "|一般公共服务支出|3|1|2", "|政府办公厅（室）及相关机构事务|3|1|2", "|行政运行|3|1|2"
    )
    assert [record.is_leaf for record in found.records] == [False, False, False, True]
    assert [record.texts["function_code"] for record in found.records] == [""] * 4
    assert notes(found) == ["R15"] * 3


def test_total_last_extra_totals_and_blank_rows() -> None:
    found = read_table(
        E, HEAD, ROW, "||||", "", "|小计|3.00|1.00|2.00", "合  计||3.00|1.00|2.00", "总计||3.00|1.00|2.00"
    )
    assert [(r.row_kind, r.is_leaf) for r in found.records] == [
        ("item", True),
        ("subtotal", False),
        ("total", False),
        ("total", False),
    ]
    assert found.facts_count == 12
    assert notes(found) == []


def test_a_table_of_zeros_holds_data() -> None:
    found = read_table("budget/government_fund_expenditure", HEAD, "合计||0.00|0.00|0.00")
    assert (found.state, found.facts_count) == ("data", 3)
    assert found.records[0].is_leaf


def test_a_printed_total_alone_is_the_leaf() -> None:
    found = read_table("budget/government_fund_expenditure", HEAD, "合计||5.00||5.00")
    assert [record.is_leaf for record in found.records] == [True]


# -- emptiness ------------------------------------------------------------------------------------------

STATED = (
    "注：本表无数据",
    "说明：本表无数据",
    "说明：我单位无政府性基金预算支出，故此表为空",
    "备注：本部门无政府性基金预算收支，故本表为空表。",
    "注：本部门2023年没有政府性基金预算拨款安排的支出，故本表无数据。",
    "注：2023年本部门无政府性基金预算安排的支出",
    "本单位没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据",
    "空表说明：本部门无此项支出",
    "此表为空表",
    "（本表无数据）",
)


@pytest.mark.parametrize("note", STATED)
@pytest.mark.parametrize("form", ["below", "in the grid", "without rows"])
def test_emptiness_stated_in_many_words(note: str, form: str) -> None:
    body = {
        "below": f"{HEAD}\n合计||||\n\n{note}",
        "in the grid": f"{HEAD}\n合计||||\n{note}||||",
        "without rows": note,
    }[form]
    text = budget(REVENUE, "\n2023年政府性基金预算支出表\n\n单位：万元\n\n", rows(*body.split("\n")), "\n")
    found = reading(convert(text), "government_fund_expenditure")
    assert (found.state, found.facts_count) == ("empty_stated", 0)
    assert [label for _, label, _ in shape(found)] == ([] if form == "without rows" else ["合计"])


@pytest.mark.parametrize("note", ["注：本表反映部门本年度支出情况。", "备注：", "制表日期", ""])
def test_other_notes_state_nothing(note: str) -> None:
    text = budget(table("2023年政府性基金预算支出表", HEAD, "合计||||"), f"\n{note}\n")
    assert reading(convert(text), "government_fund_expenditure").state == "empty_unstated"


def test_a_lost_header_and_shifted_rows_together_leave_whole_rows_unread() -> None:
    head = (
        "项目||本年收入|||||上年结转",
        "科目编码|科目名称|合计|一般公共预算|政府性基金|国有资本经营预算|财政专户管理资金|",
    )
    found = read_table("budget/revenue", *head, "201|一般公共服务支出|3|3||||", "208|社保|3.00|1.00||||2.00|")
    assert found.facts_count == 2
    assert unread(found) == [("L13C1", "208"), ("L13C3", "3.00"), ("L13C4", "1.00"), ("L13C8", "2.00")]


def test_template_rows_without_values_are_no_facts() -> None:
    found = read_table(
        "budget/state_capital",
        "国有资本经营预算收入|||国有资本经营预算支出||||",
        "项目||国有资本经营收入预算|科目编码|科目名称|合计|基本支出|项目支出",
        "收入科目编码|科目名称||||||",
        "合计|||||||",
        "201|一般公共服务支出||201|一般公共服务支出|||",
    )
    assert (found.state, found.facts_count, len(found.records)) == ("empty_unstated", 0, 3)
    assert found.account.structural == found.account.numeric == 2


def test_a_missing_table_is_missing() -> None:
    conversion = convert(budget(REVENUE))
    assert reading(conversion, "projects").state == "missing"
    assert "projects" in [finding.instance for finding in conversion.findings if finding.check == "R06"]


# -- pages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cut", ["\n", "\f\n", "\n\f\n\n", "- 3 -\n", "\n第3页\n\n", "—————\n"])
def test_page_breaks_inside_a_table(cut: str) -> None:
    text = budget(
        "\n2023年预算支出总表\n\n单位：万元\n\n", rows(HEAD, ROW), "\n" + cut, rows("208|社保|1.00|1.00|"), "\n"
    )
    found = reading(convert(text), "expenditure")
    assert [label for _, label, _ in shape(found)] == ["一般公共服务支出", "社保"]
    assert notes(found) == []


def test_a_rule_of_dashes_is_no_row() -> None:
    found = read_table(E, HEAD, "---|---|---|---|---", ROW, "-------|--|-|----|--")
    assert [label for _, label, _ in shape(found)] == ["一般公共服务支出"]
    assert found.account.not_applicable == 0


def test_rows_gain_an_empty_cell_after_a_page_break() -> None:
    found = read_table(E, HEAD, ROW, "208|社会保障和就业支出|1.00|1.00||")
    assert shape(found)[1] == ("item", "社会保障和就业支出", {"total": "1.00", "basic": "1.00"})
    assert notes(found) == ["R05"]


@pytest.mark.parametrize(
    "row", ["208|社会保障|和就业支出|1.00|1.00|", "208|社保|1.00|1.00||9.00", "|208|社保|1.00|1.00|"]
)
def test_rows_whose_cells_moved_are_unread(row: str) -> None:
    found = read_table(E, HEAD, ROW, row)
    assert len(found.records) == 1
    assert notes(found, "R01") == ["R01"] * len(unread(found))
    assert len(unread(found)) == found.account.numeric - 4


def test_label_cut_by_a_page_break_is_joined() -> None:
    found = read_table(
        "budget/balance",
        "收入||支出|||",
        "项目|2023年|项目|2023年合计|当年预算安排|上年结转安排",
        "||十八、援助其他地区支|1.00|1.00|",
        "||出|||",
        "||十九、自然资源海洋气象等支出|||",
    )
    assert [(r.label, r.texts["function_code"]) for r in found.records] == [
        ("十八、援助其他地区支出", "219"),
        ("十九、自然资源海洋气象等支出", "220"),
    ]
    assert notes(found) == ["R04"]


def test_stray_number_in_a_row_of_its_own_is_unread() -> None:
    found = read_table(E, HEAD, ROW, "||||7")
    assert unread(found) == [("L12C5", "7")]
    assert notes(found) == ["R01"]


def test_continuation_and_copy_of_a_table() -> None:
    first = table("2023年预算支出总表", HEAD, "合计||4|2|2", ROW)
    conversion = convert(budget(first, table("2023年预算支出总表（续表）", HEAD, "208|社会保障和就业支出|1|1|")))
    found = reading(conversion, "expenditure")
    assert [label for _, label, _ in shape(found)] == ["合计", "一般公共服务支出", "社会保障和就业支出"]
    assert [f.message_en for f in conversion.findings if f.check == "R19"] != []
    conversion = convert(budget(first, first))
    assert reading(conversion, "expenditure").facts_count == 6
    assert len([f for f in conversion.findings if f.check == "R01"]) == 7


# -- lists of items -------------------------------------------------------------------------------------


def test_repeated_labels_have_their_parent_in_the_key() -> None:
    found = read_table(
        "budget/appropriation_balance",
        "收入||支出||||",
        "项目|金额|项目|金额|||",
        "|||小计|一般公共预算|政府性基金预算|国有资本经营预算",
        "一、一般公共预算|5.00|一、一般公共服务支出|6.00|6.00||",
        "本年收入合计|5.00|本年支出合计|6.00|6.00||",
        "上年财政拨款结转|1.00|年终结转||||",
        "一、一般公共预算|1.00|||||",
        "收入总计|6.00|支出总计|6.00|6.00||",
    )
    revenue = [r for r in found.records if r.half.side == "revenue"]
    assert [(r.key, r.is_leaf, r.carryover) for r in revenue] == [
        ("revenue/general", True, ""),
        ("revenue/subtotal", False, ""),
        ("revenue/carried_in", False, "carried_over"),
        ("revenue/carried_in/general", True, "carried_over"),
        ("revenue/total", False, ""),
    ]


def test_functions_are_known_by_name_and_not_by_ordinal() -> None:
    for ordinal in ("九", "十", "十九"):
        found = read_table(
            "budget/balance",
            "收入||支出|||",
            "项目|2023年|项目|2023年合计|当年预算安排|上年结转安排",
            f"||{ordinal}、卫生健康支出|1|1|",
        )
        assert found.records[0].texts["function_code"] == "210"
        assert found.records[0].key == "expenditure/210"


def test_of_which_rows_of_the_three_public_expenses() -> None:
    found = read_table(
        "budget/three_public",
        "项目|合计|一般公共预算|政府性基金预算|国有资本经营预算",
        "合计|6|6||",
        "1、因公出国（境）费用|1|1||",
        "2、公务接待费|2|2||",
        "3、公务用车费|3|3||",
        "其中：（1）公务用车运行维护费|3|3||",
        "      （2）公务用车购置|0.00|0.00||",
    )
    assert [(r.texts["item_kind"], r.is_leaf, r.texts["parent_item"]) for r in found.records] == [
        ("total", False, ""),
        ("abroad", True, ""),
        ("reception", True, ""),
        ("vehicles", False, ""),
        ("vehicle_operation", True, "公务用车费"),
        ("vehicle_purchase", True, "公务用车费"),
    ]
    assert notes(found) == []


def test_unknown_items_are_kept_and_reported() -> None:
    found = read_table(
        "budget/three_public", "项目|合计|一般公共预算|政府性基金预算|国有资本经营预算", "会议费|2|2||", "合计|2|2||"
    )
    assert shape(found)[0] == ("item", "会议费", {"total": "2", "general": "2"})
    assert notes(found) == ["R15"]


def test_measures_of_the_supplementary_table() -> None:
    conversion = convert(
        final(
            table(
                "部门决算公开相关信息统计表",
                "一、政府采购情况||",
                "项目|行次|统计数",
                "合计|1|3.00",
                "货物|2|3.00",
                "二、机关运行经费||",
                "项目||统计数",
                "（一）行政单位|5|2.50",
                "三、国有资产占用情况||",
                "（一）车辆数合计（辆）|7|4",
                "8.其他用车|15|4",
                "（二）单价100万元（含）以上设备（不含车辆）|17|1",
            )
        )
    )
    facts = conversion.tables["facts"]
    assert [(f["amount_yuan"] or f["quantity"], f["printed_unit"], f["currency"]) for f in facts] == [
        ("30000.00", "万元", "CNY"),
        ("30000.00", "万元", "CNY"),
        ("25000.00", "万元", "CNY"),
        ("4", "辆", ""),
        ("4", "辆", ""),
        ("1", "台（套）", ""),
    ]


def test_one_row_of_a_matrix_becomes_one_record_an_item() -> None:
    half = "合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费"
    part = "||小计|公务用车购置费|公务用车运行维护费|"
    conversion = convert(
        final(
            table(
                "财政拨款“三公”经费支出决算表",
                "预算数||||||决算数|||||",
                f"{half}|{half}",
                f"{part}|{part}",
                "1|2|3|4|5|6|7|8|9|10|11|12",
                "6.00|1.00|3.00||3.00|2.00|5.00|0.00|3.00||3.00|2.00",
            )
        )
    )
    found = {row["item_kind"]: (row["budget_yuan"], row["executed_yuan"]) for row in conversion.tables["three_public"]}
    assert found == {
        "total": ("60000.00", "50000.00"),
        "abroad": ("10000.00", "0.00"),
        "vehicles": ("30000.00", "30000.00"),
        "vehicle_operation": ("30000.00", "30000.00"),
        "reception": ("20000.00", "20000.00"),
    }
    phases = {(fact["column"], fact["phase"]) for fact in conversion.tables["facts"]}
    assert phases == {("budget", "adjusted"), ("executed", "executed")}


# -- economic items -------------------------------------------------------------------------------------

ECONOMIC = "部门预算支出经济科目名称|政府预算支出经济科目名称|合计|人员经费|公用经费"


def test_economic_names_get_their_codes_by_column_and_class() -> None:
    found = read_table(
        "budget/basic_expenditure",
        ECONOMIC,
        "合计||6|5|1",
        "工资福利支出||4|4|",
        "基本工资|工资奖金津补贴|3|3|",
        "基本工资|工资福利支出|1|1|",
        "商品和服务支出||1||1",
        "公务用车运行维护费|公务用车运行维护费|1||1",
        "对个人和家庭的补助||1|1|",
        "退休费|离退休费|1|1|",
    )
    codes = [(r.texts["dept_economic_code"], r.texts["gov_economic_code"], r.is_leaf) for r in found.records]
    assert codes == [
        ("", "", False),
        ("301", "", False),
        ("30101", "50101", True),
        ("30101", "50501", True),
        ("302", "", False),
        ("30231", "50208", True),
        ("303", "", False),
        ("30302", "50905", True),
    ]
    assert len({r.key for r in found.records}) == 8
    assert notes(found) == []


def test_unknown_economic_names_stay_without_a_code() -> None:
    found = read_table("budget/basic_expenditure", ECONOMIC, "工资福利支出||4|4|", "神秘津贴|神秘支出|4|4|")
    assert found.records[1].texts["dept_economic_code"] == ""
    assert set(notes(found)) == {"R11"}
    assert amounts(found.records[1]) == {"total": "4", "personnel": "4"}


# -- projects -------------------------------------------------------------------------------------------

P = "budget/projects"
P_HEAD = (
    "项目名称|合计|2023年财政拨款|||财政专户管理资金|单位资金",
    "||一般公共预算|政府性基金预算|国有资本经营预算||",
    "1|2|3|4|5|6|7",
)


def _projects(*lines: str) -> list[tuple[str, str, str, bool]]:
    """(kind, label, unit, leaf) of rows given as `name amount`."""
    body = [f"{name}|{amount}|{amount}||||" for name, _, amount in (line.partition(" ") for line in lines)]
    return [(r.row_kind, r.label, r.unit_name, r.is_leaf) for r in read_table(P, *P_HEAD, *body).records]


def _doubts(*lines: str) -> list[str]:
    body = [f"{name}|{amount}|{amount}||||" for name, _, amount in (line.partition(" ") for line in lines)]
    return [note.values["name"] for note in read_table(P, *P_HEAD, *body).notes if note.check == "R13"]


CENTRE = "兴县公共事务服务中心"


def test_department_units_and_projects() -> None:
    lines = (f"{ENTITY} 6.00", f"{ENTITY} 3.00", "业务费 1.00", "设备购置 2.00", f"{CENTRE} 3.00", "业务费 3.00")
    assert _projects(*lines) == [
        ("department", ENTITY, "", False),
        ("unit", ENTITY, ENTITY, False),
        ("project", "业务费", ENTITY, True),
        ("project", "设备购置", ENTITY, True),
        ("unit", CENTRE, CENTRE, False),
        ("project", "业务费", CENTRE, True),
    ]
    assert _doubts(*lines) == []


def test_a_unit_without_own_projects() -> None:
    lines = (f"{ENTITY} 4", f"{ENTITY} 1", "业务费 1", "兴县信息中心 ", f"{CENTRE} 3", "设备购置 3")
    assert [row[0] for row in _projects(*lines)] == ["department", "unit", "project", "unit", "unit", "project"]
    assert _doubts(*lines) == []
    fewer = (f"{ENTITY} 3", f"{ENTITY} ", f"{CENTRE} 3", "设备购置 3")
    assert [row[0] for row in _projects(*fewer)] == ["department", "unit", "unit", "project"]


def test_a_unit_whose_projects_are_not_listed_is_doubtful_but_counted_once() -> None:
    lines = (f"{ENTITY} 4", f"{ENTITY} 1", "业务费 1", f"{CENTRE} 3")
    assert [(row[0], row[3]) for row in _projects(*lines)][2:] == [("project", True), ("unit", True)]
    assert _doubts(*lines) == [CENTRE]


@pytest.mark.parametrize("name", ["良种场", "政务服务中心", "服务中心经费", "敬老院", "乡镇站所", "驻村工作队"])
def test_projects_named_like_institutions(name: str) -> None:
    lines = (f"{ENTITY} 4", f"{ENTITY} 4", f"{name} 2", "业务费 2")
    assert _projects(*lines) == [
        ("department", ENTITY, "", False),
        ("unit", ENTITY, ENTITY, False),
        ("project", name, ENTITY, True),
        ("project", "业务费", ENTITY, True),
    ]
    assert [row[0] for row in _projects("业务费 2", f"{name} 2")] == ["project", "project"]


def test_no_department_row() -> None:
    assert [row[0] for row in _projects(f"{ENTITY} 1", "业务费 1", f"{CENTRE} 2", "设备购置 2")] == [
        "unit",
        "project",
        "unit",
        "project",
    ]
    assert [row[0] for row in _projects("业务费 1", "设备购置 2")] == ["project", "project"]


def test_sums_that_do_not_hold_are_doubtful() -> None:
    assert _doubts(f"{ENTITY} 9", f"{ENTITY} 9", "业务费 1", "设备购置 2") == [ENTITY]


@pytest.mark.parametrize("first", [True, False])
def test_a_total_row_among_projects_is_no_leaf(first: bool) -> None:
    lines = ["业务费 1", "设备购置 2"]
    lines.insert(0 if first else 2, "合计 3")
    kinds = _projects(*lines)
    assert sorted((row[0], row[3]) for row in kinds) == [("project", True), ("project", True), ("total", False)]


def test_negative_projects() -> None:
    found = _projects(f"{ENTITY} -1.00", f"{ENTITY} -1.00", "业务费 1.00", "收回资金 -2.00")
    assert [row[0] for row in found] == ["department", "unit", "project", "project"]


def test_equal_names_have_numbers_and_ids_of_their_own() -> None:
    body = [f"{name}|1|1||||" for name in ("业务费", "业务费", "业务费")]
    conversion = convert(budget(table("2023年项目支出预算表（本年预算）", *P_HEAD, *body)))
    assert [row["project_no"] for row in conversion.tables["projects"]] == ["1", "2", "3"]
    assert [fact["fact_id"] for fact in conversion.tables["facts"] if fact["column"] == "total"] == [
        "projects/业务费/total",
        "projects/业务费/total#2",
        "projects/业务费/total#3",
    ]


def test_project_codes() -> None:
    conversion = convert(
        budget(
            table(
                "2023年项目支出预算表",
                "项目编码|项目名称|合计|一般公共预算|政府性基金预算|国有资本经营预算|财政专户管理资金|单位资金",
                "14112322T000000123456|业务费|1.00|1.00||||",
                "141123220000001|设备购置|2.00|2.00||||",
            )
        )
    )
    assert [(row["project_code"], row["project_name"]) for row in conversion.tables["projects"]] == [
        ("14112322T000000123456", "业务费"),
        ("141123220000001", "设备购置"),
    ]
    assert reading(conversion, "projects").account.structural == 1


def test_units_are_known_by_the_table_of_operating_costs() -> None:
    costs = table(
        "2023年机关运行经费预算财政拨款情况统计表",
        "单位名称|2023预算数|||",
        "|合计|一般公共预算|政府性基金预算|国有资本经营预算",
        "部门合计|1|1||",
        "新城管家|1|1||",
    )
    text = budget(
        costs, table("2023年项目支出预算表（本年预算）", *P_HEAD, "新城管家|3|3||||", "业务费|1|1||||", "设备|2|2||||")
    )
    found = reading(convert(text), "projects")
    assert [(r.row_kind, r.unit_name) for r in found.records] == [
        ("unit", "新城管家"),
        ("project", "新城管家"),
        ("project", "新城管家"),
    ]


# -- other provinces ------------------------------------------------------------------------------------


def test_revenue_by_unit_is_not_forced_into_functions() -> None:
    text = budget(
        table("2023年预算收入总表", "单位名称|合计|一般公共预算|上年结转", "合计|5.00|5.00|", "兴县教育局|5.00|5.00|")
    )
    assert not reading(convert(text), "revenue").present
    found = reading(convert(text), "revenue_by_unit")
    assert [row[:2] for row in shape(found)] == [("total", "合计"), ("unit", "兴县教育局")]
    assert not unread(found)


def test_years_missing_in_titles_and_headers() -> None:
    found = read_table(
        "budget/balance",
        "收入||支出|",
        "项目|预算数|项目|预算数",
        "一、一般公共预算|5|一、一般公共服务支出|5",
        title="部门收支总体情况表",
    )
    assert found.facts_count == 2
    assert notes(found) == []


def test_other_year_above_a_table_is_reported() -> None:
    conversion = convert(budget(table("2022年预算支出总表", HEAD, ROW), REVENUE))
    assert [f.instance for f in conversion.findings if f.check == "R14"] == ["expenditure"]


def test_other_name_above_a_table_is_reported() -> None:
    conversion = convert(
        budget(REVENUE, table("2023年预算支出总表", HEAD, ROW, caption="部门名称：兴县教育局\n单位：万元"))
    )
    assert [f.instance for f in conversion.findings if f.check == "R21"] == ["expenditure"]


def test_an_unrecognised_table_of_the_reports_is_listed_with_its_numbers() -> None:
    text = budget(REVENUE, "\n第二部分 2023年部门预算报表\n\n", rows("指标|甲|乙", "人数|12|13.5"), "\n")
    conversion = convert(text)
    (found,) = [f for f in conversion.findings if f.check == "R08"]
    assert found.message_en == "A block of 2 rows was not recognised; 2 numbers were not read."
    lines = text.split("\n")
    cells = [lines[place.line - 1].split("\t")[place.cell - 1] for place in found.locators[1:]]
    assert cells == ["12", "13.5"]
    assert not [f for f in conversion.findings if f.check == "R01"]


def test_tables_of_the_narrative_and_forms_are_not_read() -> None:
    form = "\n项目支出绩效目标申报表\n\n" + rows("项目名称||业务费", "项目资金(元)|10,000|10,000") + "\n"
    conversion = convert(budget(REVENUE) + form)
    assert len(conversion.tables["facts"]) == 2
    assert [f.check for f in conversion.findings if f.check in R_CODES and f.check not in ("R02",)] == []


def test_every_line_of_a_block_lies_between_its_first_and_last_line() -> None:
    text = budget(REVENUE, table("2023年预算支出总表", HEAD, ROW), "\n注：本表无数据\n")
    for block in read_document(source_of(text), is_title).tables:
        assert all(block.first_line <= row.line <= block.last_line for row in block.rows)
