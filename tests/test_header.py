"""Which cell holds which column: merged, broken, repeated, reordered and incomplete headers."""

from __future__ import annotations

import pytest
from mingzhang.recognise.header import is_number_row, is_repeated_header

from tests.documents import (
    blocks,
    budget,
    columns,
    convert,
    header_of,
    layout,
    notes,
    read_table,
    reading,
    rows,
    shape,
    table,
    unread,
)

EXPENDITURE = ["function_code", "function_name", "total", "basic", "project"]
HEADER = ("项目||2023年预算数||", "科目编码|科目名称|合计|基本支出|项目支出")
ROW = "2010301|行政运行|3.00|1.00|2.00"


@pytest.mark.parametrize(
    "lines",
    [
        HEADER,
        HEADER[1:],
        ("科目编码|科目名称|2023年预算数||", "||合计|基本支出|项目支出"),
        ("功能分类科目||2023年预算数||", "科目编码|科目名称|合计|基本支出|项目支出"),
        ("支出功能分类科目||预算数||", "科目编码|科目名称|小计|基本支出|项目支出"),
        ("项目||本年支出||", "功能分类科目编码|科目名称|合计|基本支出|项目支出"),
        ("科目代码|科目名称|总计|基本支出|项目支出",),
        ("支出功能分类科目编码|科目名称|合计|基本支出|项目支出",),
        ("功能科目编码|功能科目名称|合计|基本支出|项目支出",),
        ("科目编码|功能科目名称|合计|基本支出|项目支出",),
        ("编码|名称|金额|基本支出|项目支出",),
        ("科目 编码|科目 名称|合 计|基本 支出|项目 支出",),
        ("**科目编码**|科目名称|合计|基本支出|项目支出",),
        ("<b>科目编码</b>|<b>科目名称</b>|<b>合计</b>|<b>基本支出</b>|<b>项目支出</b>",),
        (*HEADER, "栏次||1|2|3"),
        (*HEADER, "1|2|3|4|5"),
        (*HEADER, "||1|2|3"),
        (*HEADER, "**|**|1|2|3"),
        (*HEADER, "栏次|||1|2=3+4|3"),
        ("项目||2023年预算数||", "", "科目编码|科目名称|合计|基本支出|项目支出"),
        ("项目||预算数（万元）||", "科目编码|科目名称|合计|基本支出|项目支出"),
        ("科目||2023年预算数||", "编码|名称|合计|基本支出|项目支出"),
    ],
    ids=str,
)
def test_headers_that_say_the_same(lines: tuple[str, ...]) -> None:
    header = header_of("budget/expenditure", *lines, ROW)
    assert columns(header) == EXPENDITURE
    assert header.missing == []


@pytest.mark.parametrize("lines", [HEADER, (*HEADER, "栏次||1|2|3"), (*HEADER, "1|2|3|4|5")], ids=str)
def test_rows_below_the_header_are_data(lines: tuple[str, ...]) -> None:
    header = header_of("budget/expenditure", *lines, ROW, "合计||3.00|1.00|2.00")
    assert len(header.header_lines) == 2
    assert len(header.number_lines) == len(lines) - 2


def test_total_row_without_amounts_is_no_header() -> None:
    header = header_of("budget/expenditure", *HEADER, "合计||||")
    assert len(header.header_lines) == 2


def test_three_row_header_with_merged_cells() -> None:
    lines = (
        "收入||支出||||",
        "项目|金额|项目|金额|||",
        "|||小计|一般公共预算|政府性基金预算|国有资本经营预算",
        "一、一般公共预算|5.00|一、一般公共服务支出|5.00|5.00||",
    )
    header = header_of("budget/appropriation_balance", *lines)
    assert columns(header) == ["item", "total", "item", "total", "general", "government_fund", "state_capital"]
    assert [slot.half.side for slot in header.slots if slot.half] == ["revenue"] * 2 + ["expenditure"] * 5


def test_three_row_header_of_two_lists_by_code() -> None:
    lines = (
        "国有资本经营预算收入|||国有资本经营预算支出||||",
        "项目||国有资本经营收入 预算|科目编码|科目名称|合计|基本支出|项目支出",
        "收入科目编码|科目名称||||||",
        "合计|||合计||||",
    )
    header = header_of("budget/state_capital", *lines)
    assert columns(header) == ["code", "name", "total", "code", "name", "total", "basic", "project"]
    assert header.complete


SIDES = ("一、一般公共预算|5.00|一、一般公共服务支出|5.00|4.00|1.00", "本年收入合计|5.00|本年支出合计|5.00|4.00|1.00")


@pytest.mark.parametrize(
    "lines",
    [
        ("收入||支出|||", "项目|2023年|项目|2023年合计|当年预算安排|上年结转安排"),
        ("收 入||支 出|||", "项 目|预算数|项 目|合计|本年预算安排|上年结转"),
        ("项目|2023年|项目|2023年合计|当年预算安排|上年结转安排",),
        ("收入项目|预算数|支出项目|合计|当年安排|上年结转安排",),
        ("本年收入||本年支出|||", "项目|金额|项目|合计|当年预算安排|上年结转安排"),
    ],
    ids=str,
)
def test_halves_side_by_side_with_and_without_merged_group_headers(lines: tuple[str, ...]) -> None:
    header = header_of("budget/balance", *lines, *SIDES)
    assert columns(header) == ["item", "total", "item", "total", "current_year", "carried_over"]
    assert [slot.half.side for slot in header.slots if slot.half] == ["revenue"] * 2 + ["expenditure"] * 4


def test_balance_of_four_cells_without_the_split_by_year() -> None:
    found = read_table(
        "budget/balance",
        "收入||支出|",
        "项目|预算数|项目|预算数",
        "一、一般公共预算拨款收入|5.00|一、一般公共服务支出|5.00",
        "收入总计|5.00|支出总计|5.00",
    )
    assert [(kind, amounts) for kind, _, amounts in shape(found)] == [
        ("item", {"total": "5.00"}),
        ("item", {"total": "5.00"}),
        ("total", {"total": "5.00"}),
        ("total", {"total": "5.00"}),
    ]
    assert notes(found) == []


TRIPLE = "科目代码|科目名称|决算数"


@pytest.mark.parametrize("over", ["人员经费|||公用经费||||||||", "人员经费|||日常公用经费|||||||||"[:-1], ""])
def test_repeated_triples(over: str) -> None:
    lines = [over] if over else []
    header = header_of(
        "final/basic_expenditure", *lines, "|".join([TRIPLE] * 4), "301|工资福利支出|2.00|302|商品和服务支出|1.00||||||"
    )
    assert columns(header) == ["dept_economic_code", "dept_economic_name", "amount"] * 4
    categories = [slot.half.category for slot in header.slots if slot.half]
    assert categories == (["personnel"] * 3 + ["public"] * 9 if over else [""] * 12)
    instances = [slot.instance for slot in header.slots]
    assert instances == ([0] * 3 + [0] * 3 + [1] * 3 + [2] * 3 if over else [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3)


REVENUE = (
    "项目||本年收入||||||上年结转",
    "科目编码|科目名称|合计|一般公共预算|政府性基金|国有资本经营预算|财政专户管理资金|单位资金|",
)
ALL_REVENUE = [
    "function_code",
    "function_name",
    "total",
    "general",
    "government_fund",
    "state_capital",
    "special_account",
    "unit_funds",
    "carried_over",
]


def test_complete_revenue_header() -> None:
    header = header_of("budget/revenue", *REVENUE, "201|一般公共服务支出|1.00|1.00|||||")
    assert columns(header) == ALL_REVENUE
    assert header.complete
    assert not any(slot.doubtful for slot in header.slots)


LOST = (
    "项目||本年收入|||||上年结转",
    "科目编码|科目名称|合计|一般公共预算|政府性基金|国有资本经营预算|财政专户管理资金|",
)


def test_lost_header_cell_leaves_the_neighbour_doubtful_and_its_amounts_unread() -> None:
    found = read_table(
        "budget/revenue",
        *LOST,
        "201|一般公共服务支出|3.00|1.00||||2.00",
        "20103|政府办公厅（室）及相关机构事务|3.00|1.00||||",
    )
    assert notes(found, "R02") == ["R02"]
    lost = next(note for note in found.notes if note.check == "R02")
    assert (lost.values["column"], lost.values["doubtful"]) == ("unit_funds", "8")
    assert unread(found) == [("L12C8", "2.00")]
    assert [amounts for _, _, amounts in shape(found)] == [{"total": "3.00", "general": "1.00"}] * 2
    assert found.state == "data"


def test_header_cell_lost_but_its_place_kept_is_an_unknown_column() -> None:
    found = read_table(
        "budget/expenditure",
        "科目编码|科目名称|合计||项目支出",
        "201|一般公共服务支出|3.00|1.00|2.00",
        "208|社保|1.00||1.00",
    )
    assert notes(found, "R02", "R03") == ["R02", "R03"]
    assert unread(found) == [("L11C4", "1.00")]
    assert shape(found)[0][2] == {"total": "3.00", "project": "2.00"}


def test_all_header_cells_lost() -> None:
    found = read_table("budget/expenditure", "201|一般公共服务支出|3.00|1.00|2.00")
    assert found.records == []
    assert [text for _, text in unread(found)] == ["201", "3.00", "1.00", "2.00"]
    assert found.account.numeric == 4


def test_unknown_extra_column_is_reported_and_unread() -> None:
    found = read_table(
        "budget/expenditure",
        "科目编码|科目名称|合计|基本支出|项目支出|可比口径测算数",
        "201|一般公共服务支出|3.00|1.00|2.00|0.50",
    )
    assert notes(found, "R03") == ["R03"]
    assert unread(found) == [("L11C6", "0.50")]
    assert shape(found)[0][2] == {"total": "3.00", "basic": "1.00", "project": "2.00"}


def test_the_same_header_twice_in_one_list_is_not_chosen_from() -> None:
    found = read_table(
        "budget/expenditure",
        "科目编码|科目名称|合计|合计|基本支出|项目支出",
        "201|一般公共服务支出|3.00|4.00|1.00|2.00",
    )
    assert "4.00" in [text for _, text in unread(found)]
    assert notes(found, "R03") == ["R03"]


@pytest.mark.parametrize(
    "spacer", ["科目编码|科目名称||合计|基本支出|项目支出", "|科目编码|科目名称|合计|基本支出|项目支出"]
)
def test_spacer_column_is_silent(spacer: str) -> None:
    row = (
        "201|一般公共服务支出||3.00|1.00|2.00" if not spacer.startswith("|") else "|201|一般公共服务支出|3.00|1.00|2.00"
    )
    found = read_table("budget/expenditure", spacer, row)
    assert shape(found) == [("item", "一般公共服务支出", {"total": "3.00", "basic": "1.00", "project": "2.00"})]
    assert notes(found) == []


def test_reordered_columns() -> None:
    found = read_table(
        "budget/expenditure",
        "科目名称|项目支出|基本支出|合计|科目编码",
        "一般公共服务支出|2.00|1.00|3.00|201",
        "合计|2.00|1.00|3.00|",
    )
    assert shape(found) == [
        ("item", "一般公共服务支出", {"project": "2.00", "basic": "1.00", "total": "3.00"}),
        ("total", "合计", {"project": "2.00", "basic": "1.00", "total": "3.00"}),
    ]
    assert [record.texts["function_code"] for record in found.records] == ["201", ""]


def test_header_cells_wrapped_over_two_rows() -> None:
    found = read_table(
        "budget/three_public",
        "项目|合计|一般公共|政府性基金|国有资本",
        "||预算|预算|经营预算",
        "公务接待费|1.00|1.00||",
    )
    assert shape(found) == [("item", "公务接待费", {"total": "1.00", "general": "1.00"})]
    assert notes(found) == []


def test_all_headers_wrapped_over_two_rows() -> None:
    header = header_of("budget/expenditure", "科目|科目|合|基本|项目", "编码|名称|计|支出|支出", ROW)
    assert columns(header) == EXPENDITURE


@pytest.mark.parametrize("between", ["", "\n", "\f\n", "\n\f\n\n"])
def test_header_printed_again_after_a_page_break(between: str) -> None:
    text = budget(
        "\n2023年预算支出总表\n\n单位：万元\n\n",
        rows(*HEADER, "合计||3.00|1.00|2.00"),
        "\n" + between,
        rows(*HEADER, ROW),
        "\n",
    )
    found = reading(convert(text), "expenditure")
    assert [label for _, label, _ in shape(found)] == ["合计", "行政运行"]
    assert found.facts_count == 6
    assert unread(found) == []


def test_header_with_year_cells_is_no_data() -> None:
    header = header_of("budget/balance", "收入||支出|||", "项目|2023|项目|2023合计|当年预算安排|上年结转安排", *SIDES)
    assert len(header.header_lines) == 2


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("1|2|3", True),
        ("栏次||1|2", True),
        ("栏次|1", True),
        ("||1|2|3", True),
        ("1|2|4", False),
        ("1|", False),
        ("合计|1|2", False),
        ("1.00|2.00", False),
        ("栏次|", False),
        ("0|1", False),
    ],
)
def test_rows_that_only_number_the_columns(row: str, expected: bool) -> None:
    (block,) = blocks("\f\n" + rows(row))
    assert is_number_row(block.rows[0]) is expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (HEADER[0], True),
        (HEADER[1], True),
        ("合计||||", False),
        ("合计||3.00||", False),
        ("|合计|基本支出||", True),
        ("201|一般公共服务支出|||", False),
    ],
)
def test_a_repeated_header_is_told_from_a_total_row(row: str, expected: bool) -> None:
    (block,) = blocks("\f\n" + rows(row))
    assert is_repeated_header(layout("budget/expenditure"), block.rows[0]) is expected


def test_three_public_matrix_header() -> None:
    half = "合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费"
    part = "||小计|公务用车购置费|公务用车运行维护费|"
    lines = ("预算数||||||决算数|||||", f"{half}|{half}", f"{part}|{part}", "|".join(map(str, range(1, 13))))
    header = header_of("final/three_public", *lines, "6.00|1.00|3.00|1.00|2.00|2.00|||||||")
    items = ["total", "abroad", "vehicles", "vehicle_purchase", "vehicle_operation", "reception"]
    assert columns(header) == items * 2
    assert [slot.half.side for slot in header.slots if slot.half] == ["budget"] * 6 + ["executed"] * 6


def test_fund_synonyms() -> None:
    lines = (
        "科目编码|科目名称|合计|本年收入|||||上年结转结余",
        "||| 一般公共预算拨款收入|政府性基金预算拨款收入|国有资本经营预算拨款收入|财政专户管理资金收入|单位资金收入|",
    )
    assert columns(header_of("budget/revenue", *lines, "201|一般公共服务支出|1.00|1.00|||||")) == ALL_REVENUE


def test_table_without_header_and_rows_is_no_error() -> None:
    conversion = convert(
        budget(table("2023年预算支出总表", *HEADER), "\n2023年项目支出预算表（本年预算）\n\n单位：万元\n")
    )
    assert reading(conversion, "expenditure").state == "empty_unstated"
    assert reading(conversion, "projects").state == "empty_unstated"
