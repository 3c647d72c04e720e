"""Lists of purchases and of carried-over money, with the codes of each row, with invented figures."""

from __future__ import annotations

from mingzhang.extract import TableReading

from tests.documents import amounts, budget, convert, reading, table, unread


def _read(name: str, title: str, *lines: str, caption: str = "单位：万元") -> TableReading:
    return reading(convert(budget(table(title, *lines, caption=caption))), name)


_PURCHASES = (
    "科目编码|||单位编码|采购项目|采购目录|购买服务内容|规格型号|数量"
    "|部门预算支出经济科目编码||政府预算支出经济科目编码||实施采购时间|预算金额|说明",
    "类|款|项|||||||类|款|类|款|||",
)


def test_purchases_below_their_unit_bear_codes() -> None:
    found = _read(
        "procurement",
        "部门综合预算政府采购（资产配置、购买服务）预算表",
        *_PURCHASES,
        "合计||||||||3||||||6.00|",
        "201|26|04|1|全额||||3||||||6.00|",
        "201|26|04|125001|某市档案局||||3||||||6.00|",
        "201|26|04||档案柜|家具||详见合同|2|310|02|503|06|2023-04-12|4.00|",
        "201|26|04||库房运行|物业||详见合同|1|302|09|502|01||2.00|",
    )
    assert not unread(found)
    rows = {record.label: record for record in found.records}
    assert [label for label, record in rows.items() if record.is_leaf] == ["档案柜", "库房运行"]
    assert (rows["全额"].row_kind, rows["某市档案局"].row_kind, rows["合计"].row_kind) == ("subtotal", "total", "total")
    shelf = rows["档案柜"].texts
    assert (shelf["function_code"], shelf["dept_economic_code"], shelf["gov_economic_code"]) == (
        "2012604",
        "31002",
        "50306",
    )
    assert (rows["档案柜"].unit_code, rows["档案柜"].unit_name) == ("125001", "某市档案局")
    assert found.leaves["125001", "expenditure"].state == "proved"


def test_purchases_of_several_units_are_proved_together() -> None:
    found = _read(
        "procurement",
        "2023年部门综合预算政府采购（资产配置、购买服务）预算表",
        _PURCHASES[0].replace("预算金额", "元预算金额"),
        _PURCHASES[1],
        "||||合计||||3||||||6.00|",
        "201|26|04|125001|档案柜|家具|||2|310|02|503|06|2023-04-12|4.00|",
        "201|26|04|125002|扫描仪|设备|||1|310|02|503|06|2023-02-09|2.00|",
        caption="单位：万",
    )
    assert not unread(found)
    assert {amounts(record)["total"] for record in found.records} == {"6.00", "4.00", "2.00"}
    assert {cell.unit for record in found.records for cell in record.printed_amounts} == {"万元"}
    states = {found.leaves[code, "expenditure"].state for code in ("", "125001", "125002")}
    assert states == {"proved"}


def test_carried_over_money_names_project_and_classes() -> None:
    found = _read(
        "carried_over_expenditure",
        "部门综合预算财政拨款上年结转资金支出表",
        "预算单位代码|预算单位名称|预算项目名称|金额|功能分类科目代码|功能分类科目名称"
        "|政府经济分类科目代码|政府经济分类科目名称|项目类别|资金性质|备注",
        "1|2|3|4|5|6|7|8|9|10|**",
        "125001|某市档案局|档案整理|4.00|2012604|档案馆|50299|其他商品和服务支出|项目支出|一般公共预算支出|",
        "125001|某市档案局|馆库运行|2.00|2012604|档案馆|50299|其他商品和服务支出|项目支出|一般公共预算支出|",
    )
    assert not unread(found)
    first = found.records[0].texts
    assert (first["project_name"], first["function_code"], first["gov_economic_code"]) == (
        "档案整理",
        "2012604",
        "50299",
    )
    assert (first["fund_printed"], first["project_type"]) == ("一般公共预算支出", "项目支出")
    assert amounts(found.records[1]) == {"total": "2.00"}


def test_projects_whose_units_stand_in_the_same_column() -> None:
    found = _read(
        "projects",
        "部门综合预算专项业务经费支出表",
        "单位编码|单位（项目）名称|项目金额|项目简介",
        "**|**|**|**",
        "合计||9.00|",
        "125|某市档案局|9.00|",
        "125001|某市档案局|9.00|",
        "|通用项目|7.00|",
        "|档案整理|6.00|",
        "|馆库运行|1.00|",
        "|专用项目|2.00|",
        "|修缮|2.00|",
    )
    assert not unread(found)
    kinds = {record.key: record.row_kind for record in found.records}
    assert kinds["total"] == "total"
    assert [record.unit_code for record in found.records] == ["", "125", *["125001"] * 6]
    assert [record.label for record in found.records if record.is_leaf] == ["档案整理", "馆库运行", "修缮"]
    assert found.leaves["", "expenditure"].state == "proved"


def test_a_part_told_by_of_which_leaves_its_whole_a_leaf() -> None:
    found = _read(
        "balance",
        "部门综合预算收支总表",
        "收入||支出||||",
        "项目|预算数|支出功能分类科目（按大类）|预算数|出经济分类科目（按大类）|预算数|出经济分类科目（按大类）|预算数",
        "一、部门预算|8.00|一、部门预算|8.00|一、部门预算|8.00|一、部门预算|8.00",
        "1、财政拨款|5.00|1、一般公共服务支出|8.00|1、人员经费|8.00|1、机关工资福利支出|8.00",
        "（1）一般公共预算拨款|5.00|2、外交支出||（1）工资福利支出|8.00||",
        "其中：专项资金列入部门预算的项目|1.00||||||",
        "2、事业收入|3.00||||||",
        "本年收入合计|8.00|本年支出合计|8.00|本年支出合计|8.00|本年支出合计|8.00",
        "收入总计|8.00|支出总计|8.00|支出总计|8.00|支出总计|8.00",
    )
    assert not unread(found)
    revenue = [record for record in found.records if record.half.side == "revenue"]
    assert [record.label for record in revenue if record.is_leaf] == ["（1）一般公共预算拨款", "2、事业收入"]
    assert found.leaves["", "revenue"].state == "proved"
    assert {record.half.side for record in found.records} >= {"dept_economic", "gov_economic"}
