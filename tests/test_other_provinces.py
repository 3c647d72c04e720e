"""Tables of other provinces, each form alone, with invented figures: what is read, and which leaves are proved."""

from __future__ import annotations

from decimal import Decimal

import pytest
from mingzhang.extract import TableReading

from tests.documents import amounts, budget, convert, final, reading, shape, table, unread

CODED = (
    "{201}|一般公共服务支出|30.00|20.00|10.00",
    "{20103}|政府办公厅（室）及相关机构事务|30.00|20.00|10.00",
    "{2010301}|行政运行|20.00|20.00|",
    "{2010302}|一般行政管理事务|10.00||10.00",
)
TITLE = "2023年部门支出总表"
HEADER = "科目编码|科目名称|合计|基本支出|项目支出"
TOTAL = "合计||30.00|20.00|10.00"


def _read(name: str, title: str, *lines: str, caption: str = "单位：万元") -> TableReading:
    return reading(convert(budget(table(title, *lines, caption=caption))), name)


def _leaves(found: TableReading) -> list[str]:
    return [record.label for record in found.records if record.is_leaf and record.printed_amounts]


def _state(found: TableReading, direction: str = "expenditure") -> str:
    return found.leaves["", direction].state


def _coded(how: str) -> list[str]:
    """The rows of `CODED` with their codes printed in one of the ways that are met."""
    ways = {
        "three columns": lambda code: "|".join((code[:3], code[3:5], code[5:7])),
        "own part only": lambda code: "|".join(("", "", code[-2:])[-1:] and _own_part(code)),
        "of a spreadsheet": lambda code: f"{code}.0",
        "whole": lambda code: code,
    }
    rows = []
    for line in CODED:
        code, _, rest = line[1:].partition("}")
        rows.append(ways[how](code) + rest)
    return rows


def _own_part(code: str) -> tuple[str, str, str]:
    return (code, "", "") if len(code) == 3 else ("", code[3:], "") if len(code) == 5 else ("", "", code[5:])


@pytest.mark.parametrize("how", ["three columns", "own part only"])
def test_codes_in_three_columns_are_put_together(how: str) -> None:
    found = _read(
        "expenditure",
        "2023年预算单位支出预算总表",
        "项目||||支出预算||",
        "功能分类科目编码|||功能分类科目名称|合计|基本支出|项目支出",
        "类|款|项||||",
        *_coded(how),
        "合计||||30.00|20.00|10.00",
    )
    assert [record.code for record in found.records] == ["201", "20103", "2010301", "2010302", ""]
    assert _state(found) == "proved"
    assert _leaves(found) == ["行政运行", "一般行政管理事务"]
    assert not unread(found)


def test_codes_that_a_spreadsheet_took_for_numbers_are_recovered() -> None:
    found = _read("expenditure", TITLE, HEADER, *_coded("of a spreadsheet"), TOTAL)
    assert [record.code for record in found.records] == ["201", "20103", "2010301", "2010302", ""]
    assert _state(found) == "proved"


@pytest.mark.parametrize("printed", ["[{}]{}", "{}-{}", "{}{}"])
def test_codes_joined_with_their_names(printed: str) -> None:
    rows = []
    for line in CODED:
        code, name, *rest = line[1:].replace("}", "").split("|")
        rows.append("|".join((printed.format(code, name), *rest)))
    found = _read(
        "general_expenditure",
        "2023年一般公共预算支出情况表（按功能分类科目）",
        "功能科目名称|一般公共预算支出||",
        "|小计|其中：基本支出|项目支出",
        *rows,
        "合计|30.00|20.00|10.00",
    )
    assert [record.code for record in found.records] == ["201", "20103", "2010301", "2010302", ""]
    assert _state(found) == "proved"


def test_names_without_codes_find_their_place_in_the_tree() -> None:
    rows = [line.partition("|")[2] for line in CODED]
    found = _read("expenditure", TITLE, "功能分类科目名称|合计|基本支出|项目支出", *rows, "合计|30.00|20.00|10.00")
    assert _state(found) == "proved"
    assert _leaves(found) == ["行政运行", "一般行政管理事务"]


def test_leaves_that_miss_the_printed_total_are_called_none() -> None:
    rows = [HEADER, *_coded("whole"), "合计||31.00|21.00|10.00"]
    conversion = convert(budget(table(TITLE, *rows)))
    found = reading(conversion, "expenditure")
    assert (_state(found), found.leaves["", "expenditure"].difference) == ("unproved", Decimal(-10_000))
    facts = [fact for fact in conversion.tables["facts"] if fact["table"] == "expenditure"]
    assert facts
    assert {fact["is_leaf"] for fact in facts} == {""}


def test_one_column_that_misses_empties_the_group() -> None:
    rows = [*_coded("whole"), "合计||30.00|19.00|11.00"]
    found = _read("expenditure", TITLE, HEADER, *rows)
    assert _state(found) == "unproved"


def test_sums_of_items_are_told_by_enumerators() -> None:
    found = _read(
        "balance",
        "2023年部门收支总表",
        "收入||支出|",
        "项目|预算数|项目|预算数",
        "一、财政拨款收入|20.00|一、一般公共服务支出|25.00",
        "1、一般公共预算|20.00|二、住房保障支出|5.00",
        "2、政府性基金预算|||",
        "二、事业收入|10.00||",
        "收入总计|30.00|支出总计|30.00",
    )
    assert (_state(found, "revenue"), _state(found)) == ("proved", "proved")
    assert _leaves(found) == ["一、一般公共服务支出", "1、一般公共预算", "二、住房保障支出", "二、事业收入"]


def test_an_economic_table_is_never_read_by_function() -> None:
    found = convert(
        budget(
            table(
                "2023年一般公共预算支出表",
                "科目编码|科目名称|合计|基本支出|项目支出",
                "301|工资福利支出|20.00|20.00|",
                "30101|基本工资|20.00|20.00|",
                "302|商品和服务支出|10.00||10.00",
                "30201|办公费|10.00||10.00",
                "合计||30.00|20.00|10.00",
            )
        )
    )
    assert not reading(found, "general_expenditure").facts_count
    assert not [fact for fact in found.tables["facts"] if fact["function_level1_code"].startswith("3")]


def test_columns_of_two_years_belong_to_their_years() -> None:
    conversion = convert(
        budget(
            table(
                "2023年一般公共预算支出表",
                "科目编码|科目名称|2022年执行数|2023年预算数||",
                "|||合计|基本支出|项目支出",
                "201|一般公共服务支出|28.00|30.00|20.00|10.00",
                "合计||28.00|30.00|20.00|10.00",
            )
        )
    )
    facts = {
        (fact["column"], fact["period"], fact["phase"]): fact["amount_yuan"]
        for fact in conversion.tables["facts"]
        if fact["row_kind"] == "total"
    }
    assert facts["total", "previous", "executed"] == "280000.00"
    assert facts["total", "current", "approved"] == "300000.00"


def test_a_header_of_another_year_is_told() -> None:
    header = "科目编码|科目名称|2022年预算数||"
    conversion = convert(budget(table(TITLE, header, "||合计|基本支出|项目支出", "201|一般公共服务支出|3.00|3.00|")))
    assert [f.instance for f in conversion.findings if f.check == "R14" and f.status == "fail"] == [
        "expenditure/header"
    ]
    assert reading(conversion, "expenditure").facts_count == 2


@pytest.mark.parametrize(
    "caption",
    [
        "单位：某县档案局\n\n单位：万元",
        "计量单位：万元",
        "货币单位：万元",
        "单位：万元 币种：人民币",
        "单位：某县档案局 金额单位：万元",
    ],
)
def test_the_measure_is_told_from_the_body(caption: str) -> None:
    found = _read("expenditure", TITLE, HEADER, *_coded("whole"), TOTAL, caption=caption)
    assert found.unit_printed == "万元"
    assert not unread(found)


def test_a_header_and_a_caption_of_two_measures_are_no_silent_choice() -> None:
    header = "科目编码|科目名称|合计（元）|基本支出（元）|项目支出（元）"
    conversion = convert(budget(table(TITLE, header, "201|一般公共服务支出|3.00|3.00|")))
    assert not reading(conversion, "expenditure").facts_count
    assert [f.status for f in conversion.findings if f.check == "R09"] == ["fail"]


def test_columns_that_lost_a_header_cell_are_withheld() -> None:
    """A lost header cell moves names under an amount: nothing is read one column to the left."""
    found = _read(
        "expenditure",
        TITLE,
        "科目编码|合计|基本支出|项目支出",
        *(line.replace("{", "").replace("}", "") for line in CODED),
    )
    assert not [cell for record in found.records for cell in amounts(record).values() if cell == "30.00"]


def test_three_public_in_one_row_becomes_a_record_for_each_item() -> None:
    found = _read(
        "three_public",
        "2023年财政拨款“三公”经费支出表",
        "“三公”经费财政拨款预算总额|因公出国（境）费用|公务接待费|公务用车购置及运行维护费||",
        "|||小计|公务用车购置费|公务用车运行维护费",
        "9.00|2.00|1.00|6.00|4.00|2.00",
    )
    kinds = {record.texts["item_kind"]: amounts(record)["total"] for record in found.records}
    assert kinds == {
        "total": "9.00",
        "abroad": "2.00",
        "reception": "1.00",
        "vehicles": "6.00",
        "vehicle_purchase": "4.00",
        "vehicle_operation": "2.00",
    }
    assert _state(found) == "proved"


def test_units_that_head_their_own_lists() -> None:
    found = _read(
        "expenditure",
        TITLE,
        "科目编码|科目名称|合计|基本支出|项目支出",
        "|合计|6.00|4.00|2.00",
        "125001|某市档案局|4.00|4.00|",
        "201|一般公共服务支出|4.00|4.00|",
        "26|档案事务|4.00|4.00|",
        "2012601|行政运行|4.00|4.00|",
        "125002|某市档案馆|2.00||2.00",
        "201|一般公共服务支出|2.00||2.00",
        "26|档案事务|2.00||2.00",
        "2012604|档案馆|2.00||2.00",
    )
    assert [(r.unit_code, r.code) for r in found.records if r.is_leaf] == [("125001", "2012601"), ("125002", "2012604")]
    assert {leaves.state for leaves in found.leaves.values()} == {"proved"}


def test_a_table_by_unit_is_one_of_its_own() -> None:
    text = budget(
        table(
            "2023年部门收入总表",
            "部门代码|部门名称|合计|本年收入||上年结转结余",
            "|||小计|一般公共预算|小计",
            "合计||6.00|5.00|5.00|1.00",
            "024|某市档案局|6.00|5.00|5.00|1.00",
            "024001|某市档案局|4.00|4.00|4.00|",
            "024002|某市档案馆|2.00|1.00|1.00|1.00",
        )
    )
    found = reading(convert(text), "revenue_by_unit")
    assert [record.unit_code for record in found.records if record.is_leaf] == ["024001", "024002"]
    assert {leaves.state for leaves in found.leaves.values()} == {"proved"}


def test_a_continued_page_without_a_title_goes_on() -> None:
    first = table(TITLE, HEADER, *_coded("whole")[:2])
    text = budget(
        first
        + "\f\n第2页，共3页\n\n"
        + "\n".join(line.replace("|", "\t") for line in (*_coded("whole")[2:], TOTAL))
        + "\n"
    )
    found = reading(convert(text), "expenditure")
    assert [row[1] for row in shape(found)][-1] == "合计"
    assert _state(found) == "proved"


def test_an_unknown_title_ends_a_table() -> None:
    first = table(TITLE, HEADER, *_coded("whole"), TOTAL)
    text = budget(
        first
        + "\n某类资金安排去向预算明细表\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n999\t别的\t7.00\t7.00\t\n"
    )
    found = reading(convert(text), "expenditure")
    assert "7.00" not in [cell for record in found.records for cell in amounts(record).values()]
    assert _state(found) == "proved"


def test_a_number_cut_at_the_end_of_its_row_is_put_together() -> None:
    rows = [HEADER, *_coded("whole"), "合计||30.00|20.00|10"]
    text = budget(table(TITLE, *rows).rstrip("\n") + "\n.00\n")
    found = reading(convert(text), "expenditure")
    assert amounts(found.records[-1])["project"] == "10.00"
    assert "R04" in [note.check for note in found.notes]


def test_a_row_cut_by_a_page_is_one_row() -> None:
    lines = ["208|社会保障和就业支出|3.00|3.00|", "20805|行政事业单位养老支出|3.00|3.00|"]
    cut = ["2080505|机关事业单位基本养老|||", "|保险缴费支出|3.00|3.00|"]
    text = budget(
        table(TITLE, HEADER, *lines, cut[0]).rstrip("\n")
        + "\n\n"
        + "\n".join(line.replace("|", "\t") for line in (cut[1], "合计||3.00|3.00|"))
        + "\n"
    )
    found = reading(convert(text), "expenditure")
    assert ("item", "机关事业单位基本养老保险缴费支出", {"total": "3.00", "basic": "3.00"}) in shape(found)
    assert _state(found) == "proved"


def test_rows_that_lost_their_tabs_are_rows() -> None:
    kept = table(
        "2023年部门收支总表",
        "收入||支出|",
        "项目|预算数|项目|预算数",
        "一、一般公共预算|3.00|一、一般公共服务支出|3.00",
        "二、政府性基金预算|||",
        "三、国有资本经营预算|||",
        "收入总计|3.00|支出总计|3.00",
    )
    trimmed = "\n".join(line.rstrip("\t") for line in kept.split("\n"))
    assert shape(reading(convert(budget(trimmed)), "balance")) == shape(reading(convert(budget(kept)), "balance"))


def test_a_table_that_lost_its_title_keeps_its_measure_and_its_lists() -> None:
    first = table(
        "一般公共预算财政拨款支出决算表",
        "科目代码|科目名称|本年支出合计|基本支出|项目支出",
        "201|一般公共服务支出|3.00|3.00|",
        "20103|政府办公厅（室）及相关机构事务|3.00|3.00|",
        "2010301|行政运行|3.00|3.00|",
        "合计||3.00|3.00|",
    )
    lost = table(
        "没有标题",
        "人员经费|||公用经费||",
        "科目代码|科目名称|决算数|科目代码|科目名称|决算数",
        "301|工资福利支出|2.00|302|商品和服务支出|1.00",
        "30101|基本工资|2.00|30201|办公费|1.00",
        "人员经费合计||2.00|公用经费合计||1.00",
        caption="金额单位：万元",
    ).replace("没有标题\n", "")
    found = reading(convert(final(first.rstrip("\n") + "\n" + lost.lstrip("\n"))), "basic_expenditure")
    assert found.unit_printed == "万元"
    assert [record.half.category for record in found.records if record.code == "30101"] == ["personnel"]
    assert not unread(found)


def test_columns_that_moved_in_most_rows_are_withheld_and_the_reason_said() -> None:
    rows = [line.replace("{", "").replace("}", "") for line in CODED]
    found = _read("expenditure", TITLE, "科目编码|合计|基本支出|项目支出|备注", *rows)
    assert not found.facts_count
    assert "shifted" in {note.values["why"] for note in found.notes if note.check == "R01"}
