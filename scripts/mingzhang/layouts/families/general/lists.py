"""Lists of units, projects, purchases."""

from __future__ import annotations

from mingzhang.layouts.families.general import titles
from mingzhang.layouts.families.general.building import half, layout
from mingzhang.layouts.families.general.by_code import REVENUE_MORE
from mingzhang.layouts.families.general.words import ALL, REMARK, SERIAL, UNIT, sources, text
from mingzhang.layouts.grammar import BY_PROJECT, BY_UNIT, ITEM_LIST, PURCHASES
from mingzhang.layouts.model import Column, Item, Layout

_UNIT_CODE = UNIT[0]
_UNIT_NAME = Column(
    "unit_name",
    "name",
    (r"(预算|主管)?(部门|单位|预算单位)(\(单位\))?(名称)?|部门\(单位\)名称|部门\(单位\)|单位\(部门\)名称",),
)
_TOTALS = (r"(.*(部门|单位|全部|预算|收入|支出))?(合计|总计)(\(.*\))?",)
_PROJECT_NAME = r"(二级|三级)?(预算)?项目(支出)?(名称)?|单位\(项目\)名称|支出项目类别\(资金使用单位\)|支出项目类别|单位名称/项目名称|项目名称\(.*\)|预算项目(名称)?"
_FUNCTION = (
    text("function_code", "function_code", r"(支出)?功能(分类)?(科目)?(编码|代码)|科目编码"),
    text("function_name", "function_name", r"(支出)?功能(分类)?(科目)?名称|科目名称"),
)
TOTAL_ITEM = Item("total", (r"(.*(采购|服务|单位|部门))?(合计|总计)",), "total")
_TYPES = text("project_type", "project_type", r"(项目)?(类别|类型|分类)|项目性质|一级项目(名称)?|项目属性")


def _by_unit(table: str, title: str, direction: str) -> Layout:
    columns = (SERIAL, _UNIT_CODE, _UNIT_NAME, *sources(), REMARK)
    return layout(
        table,
        "budget",
        title,
        BY_UNIT,
        (half(table, "budget", *columns),),
        direction=direction,
        totals=_TOTALS,
        neutral=(*REVENUE_MORE["neutral"], r"部门预算|支出预算"),
    )


def _projects(table: str, title: tuple[str, ...] | str, carryover: str) -> Layout:
    name = Column("project_name", "name", (_PROJECT_NAME,))
    code = Column("project_code", "project_code", (r"项目(编码|代码|编号)",), expected=False)
    columns = (SERIAL, *UNIT, *_FUNCTION, _TYPES, code, name, *sources(total=rf"{ALL}|项目支出|资金总额"), REMARK)
    return layout(
        table,
        "budget",
        title,
        BY_PROJECT,
        (half(table, "budget", *columns),),
        expenditure_type="project",
        carryover=carryover,
        totals=_TOTALS,
        neutral=(*REVENUE_MORE["neutral"], r"\d*年?财政拨款|本年财政拨款|类型|(一级|二级|支出)*项目(类型|类别|支出)?"),
    )


def _carried_over() -> Layout:
    """What is spent of last year's money, project by project, with the classes of each."""
    name = Column("project_name", "name", (_PROJECT_NAME,))
    economic = (
        Column("gov_economic_code", "gov_code", (r"政府(预算)?(支出)?经济(分类)?(科目)?(编码|代码)",), expected=False),
        Column("gov_economic_name", "gov_name", (r"政府(预算)?(支出)?经济(分类)?(科目)?(名称)?",), expected=False),
    )
    fund = text("fund_printed", "text", r"资金(性质|来源)")
    columns = (SERIAL, *UNIT, *_FUNCTION, *economic, _TYPES, name, fund, *sources(), REMARK)
    return layout(
        "carried_over_expenditure",
        "budget",
        titles.CARRIED_OVER,
        BY_PROJECT,
        (half("carried_over_expenditure", "budget", *columns),),
        carryover="carried_over",
        totals=_TOTALS,
        neutral=REVENUE_MORE["neutral"],
    )


def _operating_costs() -> Layout:
    columns = (SERIAL, _UNIT_CODE, _UNIT_NAME, *sources(total=rf"{ALL}|机关运行经费(支出|预算)*(数)?"), REMARK)
    return layout(
        "operating_costs",
        "budget",
        titles.OPERATING_COSTS,
        BY_UNIT,
        (half("operating_costs", "budget", *columns),),
        totals=_TOTALS,
    )


_OF_PURCHASE = (
    text("item_code", "text", r"(采购)?(项目|品目)(编号|编码|代码)"),
    text("project_name", "text", r"专项名称|(预算)?项目名称"),
    text("item_name", "text", r"(采购)?品目名称|采购目录"),
    text("procurement_method", "text", r"采购(组织)?(形式|方式)"),
    text("dept_economic_name", "text", r"(部门)?(预算)?(支出)?经济(分类)?科目(名称)?"),
)
_SPLIT_CODES = tuple(
    text(f"{scheme}_{part}", "text", printed, (printed, above))
    for scheme, above in (
        ("function", r"(支出)?(功能)?(分类)?科目(编码|代码)?"),
        ("dept", r"部门.*经济.*"),
        ("gov", r"政府.*经济.*"),
    )
    for part, printed in (("class", "类"), ("group", "款"), ("item", "项"))
)
"""类, 款 and 项 of a purchase in columns of their own; which classification they are of is said above them."""
_ABOUT_PURCHASE = (
    text("content", "text", r"(购买)?服务(的)?内容|采购内容"),
    text("specification", "text", r"规格(型号)?|参数"),
    text("quantity", "text", r"(采购)?数量"),
    text("time", "text", r"(实施|预计)?采购时间|实施时间"),
)


def _procurement() -> Layout:
    label = Column("item", "label", (r"采购(类别|项目|品目|内容)(名称)?|项目(名称)?|采购品目(大类|名称)",))
    columns = (SERIAL, *_SPLIT_CODES, *UNIT, label, *_OF_PURCHASE, *_ABOUT_PURCHASE)
    return layout(
        "procurement",
        "budget",
        titles.PROCUREMENT,
        PURCHASES,
        (half("procurement", "budget", *columns, *sources(total=rf"{ALL}|元预算金额"), REMARK),),
        totals=_TOTALS,
        neutral=REVENUE_MORE["neutral"],
        items=(TOTAL_ITEM,),
    )


def _purchased_services() -> Layout:
    label = Column("service", "label", (r"三级(目录)?|购买服务(内容|项目|事项)(名称)?|项目名称|服务(内容|项目)",))
    columns = (
        SERIAL,
        *UNIT,
        text("service_class", "text", r"一级(目录)?", (r"一级(目录)?", r".*目录.*")),
        text("service_group", "text", r"二级(目录)?", (r"二级(目录)?", r".*目录.*")),
        Column("service", "label", label.headers, heads=((r"三级(目录)?", r".*目录.*"),)),
        *sources(),
        REMARK,
    )
    return layout(
        "purchased_services",
        "budget",
        titles.PURCHASED_SERVICES,
        ITEM_LIST,
        (half("purchased_services", "budget", *columns),),
        totals=_TOTALS,
        neutral=(*REVENUE_MORE["neutral"], r".*目录.*"),
        items=(TOTAL_ITEM,),
    )


def budget_lists() -> tuple[Layout, ...]:
    """The lists of budgets."""
    return (
        _by_unit("revenue_by_unit", titles.REVENUE, "revenue"),
        _by_unit("expenditure_by_unit", titles.EXPENDITURE, "expenditure"),
        _operating_costs(),
        _projects("projects", titles.PROJECTS, "current"),
        _projects("projects_carried_over", titles.PROJECTS_CARRIED_OVER, "carried_over"),
        _carried_over(),
        _procurement(),
        _purchased_services(),
    )
