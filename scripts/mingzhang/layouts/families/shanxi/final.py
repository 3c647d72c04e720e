"""Shanxi, final accounts: ten tables (公开01–10表), nine of the Ministry's set and a provincial one."""

from __future__ import annotations

from mingzhang.layouts.grammar import ECONOMIC, FUNCTIONAL, ITEM_LIST, TURNED
from mingzhang.layouts.model import Column, Family, Half, Item, Layout
from mingzhang.layouts.parts import (
    BOTH_SIDES,
    BY_CLASSES,
    CARRYOVER_ITEMS,
    EXPENDITURE_SIDE,
    FUND_ITEMS,
    FUNDS,
    LABEL,
    LINE_NO,
    OF,
    OTHER_REVENUE_ITEMS,
    OVERVIEW,
    REVENUE_SIDE,
    SUM_ITEMS,
    TOTAL,
    amount,
    basic_project,
    by_function,
    fund_columns,
    total,
)

_EXPENDITURE = by_function(total("basic", "project", headers=(*TOTAL, r"本年支出(合计)?")), *basic_project())
_ECONOMIC_CODE = Column("dept_economic_code", "code", (r"(经济)?(分类)?科目(编码|代码)",))
_ECONOMIC_NAME = Column("dept_economic_name", "name", (r"(经济)?(分类)?科目名称",))
_ECONOMIC_AMOUNT = amount("amount", *TOTAL)
_ECONOMIC = (_ECONOMIC_CODE, _ECONOMIC_NAME, _ECONOMIC_AMOUNT)

_ABROAD = r"因公出国\(境\)费(用)?"
_VEHICLES = r"公务用车购置(及|和)运行(维护)?费"
_THREE_PUBLIC_COLUMNS = (
    amount("total", r"合计", sums=("abroad", "vehicles", "reception"), item="total"),
    amount("abroad", _ABROAD, item="abroad"),
    amount("vehicles", r"小计", under=(_VEHICLES,), sums=("vehicle_purchase", "vehicle_operation"), item="vehicles"),
    amount("vehicle_purchase", r"公务用车购置费", item="vehicle_purchase"),
    amount("vehicle_operation", r"公务用车运行(维护)?费", item="vehicle_operation"),
    amount("reception", r"公务接待费(用)?", item="reception"),
)

BALANCE = Layout(
    table="balance",
    kind="final",
    titles=(rf"{OF}{BOTH_SIDES}决算{OVERVIEW}",),
    grammar=ITEM_LIST,
    halves=(
        Half((LABEL, LINE_NO, amount("amount", *TOTAL)), side="revenue", over=REVENUE_SIDE),
        Half((LABEL, LINE_NO, amount("amount", *TOTAL)), side="expenditure", over=EXPENDITURE_SIDE),
    ),
    phase="executed",
    items=(*FUND_ITEMS, *OTHER_REVENUE_ITEMS, *SUM_ITEMS, *CARRYOVER_ITEMS),
)

REVENUE = Layout(
    table="revenue",
    kind="final",
    titles=(rf"{OF}收入决算(总|情况)?表",),
    grammar=FUNCTIONAL,
    halves=by_function(
        total(
            "appropriation",
            "superior_subsidy",
            "public_service",
            "operating",
            "affiliated_remittance",
            "other",
            headers=(*TOTAL, r"本年收入(合计)?"),
        ),
        amount("appropriation", r"财政拨款收入", fund="appropriation"),
        amount("superior_subsidy", r"上级补助收入", fund="superior_subsidy"),
        amount("public_service", r"事业收入", fund="public_service"),
        amount("operating", r"经营收入", fund="operating"),
        amount("affiliated_remittance", r"附属单位上缴收入", fund="affiliated_remittance"),
        amount("other", r"其他收入", fund="other"),
    ),
    direction="revenue",
    phase="executed",
)

EXPENDITURE = Layout(
    table="expenditure",
    kind="final",
    titles=(rf"{OF}支出决算(总|情况)?表",),
    grammar=FUNCTIONAL,
    halves=by_function(
        total(
            "basic",
            "project",
            "remitted_up",
            "operating",
            "affiliated_subsidy",
            headers=(*TOTAL, r"本年支出(合计)?"),
        ),
        *basic_project(),
        amount("remitted_up", r"上缴上级支出", expenditure_type="remitted_up"),
        amount("operating", r"经营支出", expenditure_type="operating"),
        amount("affiliated_subsidy", r"对附属单位补助支出", expenditure_type="affiliated_subsidy"),
    ),
    phase="executed",
)

APPROPRIATION_BALANCE = Layout(
    table="appropriation_balance",
    kind="final",
    titles=(rf"{OF}财政拨款{BOTH_SIDES}决算(表|{OVERVIEW})",),
    grammar=ITEM_LIST,
    halves=(
        Half((LABEL, LINE_NO, total()), side="revenue", over=REVENUE_SIDE),
        Half((LABEL, LINE_NO, total(*FUNDS), *fund_columns()), side="expenditure", over=EXPENDITURE_SIDE),
    ),
    phase="executed",
    items=(*FUND_ITEMS, *SUM_ITEMS, *CARRYOVER_ITEMS),
)

GENERAL_EXPENDITURE = Layout(
    table="general_expenditure",
    kind="final",
    titles=(rf"{OF}一般公共预算(财政拨款)?支出决算(情况)?表{BY_CLASSES}",),
    grammar=FUNCTIONAL,
    halves=_EXPENDITURE,
    phase="executed",
    fund="general",
)

BASIC_EXPENDITURE = Layout(
    table="basic_expenditure",
    kind="final",
    titles=(rf"{OF}一般公共预算(财政拨款)?基本支出(决算(明细)?(情况)?|明细)表{BY_CLASSES}",),
    grammar=ECONOMIC,
    halves=(
        Half(_ECONOMIC, over=(r"人员经费",), repeats=True, category="personnel"),
        Half(_ECONOMIC, over=(r"(日常)?公用经费",), repeats=True, category="public"),
        Half(_ECONOMIC, repeats=True),  # where the merged headers are lost, the category is not guessed
    ),
    phase="executed",
    fund="general",
    expenditure_type="basic",
    scheme="dept_economic",
    totals=(r"(人员经费|(日常)?公用经费)?(合计|总计)",),
)

GOVERNMENT_FUND = Layout(
    table="government_fund",
    kind="final",
    titles=(rf"{OF}政府性基金预算(财政拨款)?({BOTH_SIDES}|支出)决算(情况)?表",),
    grammar=FUNCTIONAL,
    halves=by_function(
        amount("opening", r"(年初|上年)结转(和结余)?", carryover="carried_over", item="opening"),
        amount("revenue", r"本年收入", item="revenue"),
        total("basic", "project", headers=(r"小计|合计",)),
        *basic_project(),
        amount("closing", r"年末结转(和结余)?", carryover="carried_over", item="closing"),
    ),
    phase="executed",
    fund="government_fund",
)

STATE_CAPITAL = Layout(
    table="state_capital",
    kind="final",
    titles=(rf"{OF}国有资本经营预算(财政拨款)?({BOTH_SIDES}|支出)决算(情况)?表",),
    grammar=FUNCTIONAL,
    halves=_EXPENDITURE,
    phase="executed",
    fund="state_capital",
)

THREE_PUBLIC = Layout(
    table="three_public",
    kind="final",
    titles=(rf"{OF}(一般公共预算)?(财政拨款)?三公经费(支出)?决算(情况)?表",),
    grammar=TURNED,
    halves=(
        Half(_THREE_PUBLIC_COLUMNS, side="budget", over=(r"(全年)?预算数",)),
        Half(_THREE_PUBLIC_COLUMNS, side="executed", over=(r"决算数",)),
    ),
    phase="executed",
    vocabulary=(_VEHICLES,),
)

_VEHICLE_ITEMS = tuple(
    Item(kind, (label,), parent="vehicles", unit="辆")
    for kind, label in (
        ("vehicles_leader", r"副?部\(省\)级(及以上)?领导(干部)?用车"),
        ("vehicles_principal", r"主要(负责人|领导干部)用车"),
        ("vehicles_confidential", r"机要通信用车"),
        ("vehicles_emergency", r"应急保障用车"),
        ("vehicles_enforcement", r"执法执勤用车"),
        ("vehicles_technical", r"特种专业技术用车"),
        ("vehicles_retired", r"离退休干部服?务?用车"),
        ("vehicles_other", r"其他用车"),
    )
)

SUPPLEMENTARY = Layout(
    table="supplementary",
    kind="final",
    titles=(rf"{OF}(决算)?(公开)?相关信息统计表",),
    grammar=ITEM_LIST,
    halves=(
        Half((LABEL, Column("line_no", "line_no", (r"行次",), expected=False), amount("value", r"统计数", *TOTAL))),
    ),
    phase="executed",
    items=(
        Item("procurement", (r"政府采购(支出)?情况|政府采购支出信息",), "memo", opens=True),
        Item("operating_costs", (r"机关运行经费",), "memo", opens=True),
        Item("assets", (r"国有资产(占用|占有使用)情况|资产信息",), "memo", opens=True),
        Item("procurement_total", (r"(政府采购支出)?合计",), "subtotal"),
        Item("procurement_goods", (r"(政府采购)?货物(支出)?",), parent="procurement_total"),
        Item("procurement_works", (r"(政府采购)?工程(支出)?",), parent="procurement_total"),
        Item("procurement_services", (r"(政府采购)?服务(支出)?",), parent="procurement_total"),
        Item("costs_administrative", (r"行政单位",)),
        Item("costs_civil_service_law", (r"参照公务员法管理(的)?事业单位",)),
        Item("vehicles", (r"车辆数?(合计|总数)?(\(辆\))?",), "subtotal", unit="辆"),
        *_VEHICLE_ITEMS,
        Item("equipment_over_500k", (r"单价50万元\(?含?\)?以上(的)?通用设备.*",), unit="台（套）"),
        Item("equipment_over_1m", (r"单价100万元\(?含?\)?以上(的)?(专用)?设备.*",), unit="台（套）"),
    ),
)

FINAL = Family(
    name="shanxi-final",
    kind="final",
    marks=(r"公开\d\d表?",),
    layouts=(
        BALANCE,
        REVENUE,
        EXPENDITURE,
        APPROPRIATION_BALANCE,
        GENERAL_EXPENDITURE,
        BASIC_EXPENDITURE,
        GOVERNMENT_FUND,
        STATE_CAPITAL,
        THREE_PUBLIC,
        SUPPLEMENTARY,
    ),
)
