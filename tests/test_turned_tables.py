"""Tables whose items are columns, as several provinces print them, with invented figures."""

from __future__ import annotations

from mingzhang.extract import TableReading

from tests.documents import amounts, budget, convert, final, reading, table, unread


def _read(name: str, title: str, *lines: str) -> TableReading:
    return reading(convert(budget(table(title, *lines))), name)


def _figures(found: TableReading) -> dict[tuple[str, str], dict[str, str]]:
    return {(record.unit_name, record.texts["item_kind"]): amounts(record) for record in found.records}


def test_items_crossed_with_funds_and_years() -> None:
    funds = "一般公共预算|政府性基金预算|国有资本经营预算"
    found = _read(
        "three_public",
        "财政拨款“三公”经费支出表",
        "预算单位|年度|总计|||因公出国(境)费|||公务接待费|||公务用车购置及运行维护费||||||||",
        "|||||||||||小计|||公务用车购置费|||公务用车运行维护费||",
        f"||{'|'.join([funds] * 6)}",
        "某市档案局|2022年|9.00|0.00|0.00|2.00|0.00|0.00|1.00|0.00|0.00|6.00|0.00|0.00|4.00|0.00|0.00|2.00|0.00|0.00",
        "|2023年|8.00|1.00|0.00|2.00|0.00|0.00|1.00|1.00|0.00|5.00|0.00|0.00|3.00|0.00|0.00|2.00|0.00|0.00",
        "|增减变化金额|-1.00|1.00|0.00|0.00|0.00|0.00|0.00|1.00|0.00|-1.00|0.00|0.00|-1.00|0.00|0.00|0.00|0.00|0.00",
    )
    whole = _figures(found)["某市档案局", "total"]
    assert whole["general"] == "8.00"
    assert whole["government_fund"] == "1.00"
    assert whole["previous_general"] == "9.00"
    assert whole["change_general"] == "-1.00"
    assert {record.label for record in found.records} >= {"总计", "公务接待费", "公务用车购置及运行维护费"}
    assert found.leaves["", "expenditure"].state == "proved"


def test_a_sum_of_meetings_and_three_public_is_no_total_of_three_public() -> None:
    items = "合计|一般公共预算拨款安排的“三公”经费预算||||||会议费|培训费"
    parts = "|小计|因公出国（境）费用|公务接待费|公务用车购置及运行维护费||||"
    vehicles = "||||小计|公务用车购置费|公务用车运行维护费||"
    figures = "9.00|6.00|1.00|2.00|3.00|1.00|2.00|2.00|1.00"
    found = _read(
        "three_public",
        "部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表",
        "单位编码|单位名称|上年|||||||||当年|||||||||增减变化情况||||||||",
        f"||{items}|{items}|{items}",
        f"||{parts}|{parts}|{parts}",
        f"||{vehicles}|{vehicles}|{vehicles}",
        f"合计||{figures}|{figures}|0.00|0.00|0.00|0.00|0.00|0.00|0.00|0.00|0.00",
        f"125|某市档案局|{figures}|{figures}|0.00|0.00|0.00|0.00|0.00|0.00|0.00|0.00|0.00",
    )
    assert not unread(found)
    kinds = {record.texts["item_kind"]: record for record in found.records if not record.unit_name}
    assert amounts(kinds["total"])["total"] == "6.00"
    assert kinds["total"].label == "“三公”经费小计"
    assert amounts(kinds["other_item"])["previous_total"] == "9.00"
    assert (kinds["other_item"].label, kinds["other_item"].row_kind) == ("合计", "memo")
    assert _figures(found)["某市档案局", "total"]["change_total"] == "0.00"
    assert found.leaves["125", "expenditure"].state == "proved"


def test_a_header_beside_a_blank_cell_heads_its_own_column() -> None:
    found = _read(
        "projects",
        "项目支出总表",
        "支出项目类别||2023年预算|||上年结余、结转",
        "|总计|财政拨款||财政专户管理资金|",
        "||一般公共预算拨款|政府性基金预算拨款||",
        "某市档案局|6.00|5.00|0.00|0.00|1.00",
        "档案整理|4.00|3.00|0.00|0.00|1.00",
        "馆库运行|2.00|2.00|0.00|0.00|0.00",
    )
    assert not unread(found)
    rows = {record.label: amounts(record) for record in found.records}
    assert rows["档案整理"] == {
        "total": "4.00",
        "general": "3.00",
        "government_fund": "0.00",
        "special_account": "0.00",
        "carried_over": "1.00",
    }


def test_a_total_printed_twice_is_one_total() -> None:
    found = _read(
        "revenue_by_unit",
        "部门综合预算收入总表",
        "单位编码|单位名称|总计|部门预算|||",
        "|||合计|公共预算拨款||上年结转",
        "||||小计|其中：专项资金列入部门预算项目|",
        "|合计|6.00|6.00|5.00|1.00|1.00",
        "125001|某市档案局|4.00|4.00|3.00|1.00|1.00",
        "125002|某市档案馆|2.00|2.00|2.00||",
    )
    assert not unread(found)
    assert amounts(found.records[1]) == {
        "total": "4.00",
        "general": "3.00",
        "special_funds_part": "1.00",
        "carried_over": "1.00",
    }
    assert found.leaves["", "revenue"].state == "proved"


def test_a_second_total_with_other_figures_stays_unread() -> None:
    found = _read(
        "revenue_by_unit",
        "部门综合预算收入总表",
        "单位编码|单位名称|总计|部门预算||",
        "|||合计|一般公共预算拨款|上年结转",
        "|合计|7.00|6.00|5.00|1.00",
        "125001|某市档案局|5.00|4.00|3.00|1.00",
        "125002|某市档案馆|2.00|2.00|2.00|",
    )
    assert [place for place, *_ in unread(found)]


def test_phases_as_rows_beside_meetings() -> None:
    found = reading(
        convert(
            final(
                table(
                    "2023年度财政拨款“三公”经费及会议费、培训费支出决算表",
                    "项目|财政拨款安排的“三公”经费||||||会议费|培训费",
                    "|小计|因公出国（境）费用|公务用车购置及运行维护费|||公务接待费||",
                    "|||小计|公务用车购置费|公务用车运行维护费|||",
                    "栏次|1|2|3|4|5|6|7|8",
                    "预算数|9.00|2.00|6.00|4.00|2.00|1.00|0.50|0.70",
                    "决算数|8.00|2.00|5.50|3.50|2.00|0.50|0.40|0.60",
                )
            )
        ),
        "three_public",
    )
    assert not unread(found)
    rows = {record.texts["item_kind"]: amounts(record) for record in found.records}
    assert rows["total"] == {"budget": "9.00", "executed": "8.00"}
    assert found.records[0].label == "“三公”经费小计"
    assert rows["vehicles"] == {"budget": "6.00", "executed": "5.50"}
    assert rows["training"] == {"budget": "0.70", "executed": "0.60"}
    assert {record.row_kind for record in found.records if record.texts["item_kind"] in ("meeting", "training")} == {
        "memo"
    }
    assert found.leaves["", "expenditure"].state == "proved"


def test_a_row_that_speaks_for_all_units_names_their_total() -> None:
    found = _read(
        "three_public",
        "2023年一般公共预算“三公”经费支出情况表",
        "部门名称|三公经费预（决）算数（财政拨款）|||",
        "|小计|公务接待费|因公出国（境）费|公务用车购置及运行费",
        "合计|8.00|3.00||5.00",
        "某市档案局|8.00|3.00||5.00",
    )
    totals = [(record.label, record.unit_name) for record in found.records if record.row_kind == "total"]
    assert totals == [("合计", ""), ("“三公”经费小计", "某市档案局")]
