"""Tables that list classifications: by function, by economic class, or by both."""

from __future__ import annotations

from mingzhang.ground.source import Kind
from mingzhang.layouts.families.general import titles
from mingzhang.layouts.families.general.building import half, layout
from mingzhang.layouts.families.general.words import REMARK, SERIAL, UNIT, amount, sources, spending, text
from mingzhang.layouts.grammar import ECONOMIC, FUNCTIONAL
from mingzhang.layouts.model import Column, Layout

_CODE_ABOVE = r"(支出|收入)?(功能|经济)?(分类)?科目(编码|代码)?(名称)?|.*科目(编码|代码)|编码|代码|项目|科目|.*"
_SPLIT = (
    text("function_code_class", "code_class", "类", ("类", _CODE_ABOVE)),
    text("function_code_group", "code_group", "款", ("款", _CODE_ABOVE)),
    text("function_code_item", "code_item", "项", ("项", _CODE_ABOVE)),
)
_FUNCTION_CODE = r"(支出|收入)?(功能)?(分类)?(科目)?(编码|代码)|(支出)?功能(分类)?(科目)?(编码|代码)"
_FUNCTION_NAME = (
    r"(支出|收入)?(功能)?(分类)?科目(名称)?|功能科目(名称)?|(支出)?功能分类(科目)?(名称)?|名称|科目\(单位\)名称|项目(\(按功能分类\))?"
    r"|单位\(科目\)名称|(支出)?项目(名称)?"
)


def _codes(code: str = "function_code", name: str = "function_name", *, must_print: bool = False) -> tuple[Column, ...]:
    return (
        SERIAL,
        *UNIT,
        Column(code, "code", (_FUNCTION_CODE,), expected=must_print),
        *_SPLIT,
        Column(name, "name", (_FUNCTION_NAME,)),
    )


_TOTALS = (
    r"(.{0,12}[:：])?(合计|总计|支出总计|收入总计|总预算)|(本年|部门|单位|全部|收入|支出|预算|基本支出|项目支出)*(合计|总计)",
)
_SOURCES_NEUTRAL = (
    r"财政拨款(收入|资金|预算)?|本年(收入|预算|财政拨款|拨款)|单位资金(收入)?|财政专户.*|其他资金(收入)?|本级财政拨款|事业收入|上级补助收入",
    r"收入(预算)?(来源)?|资金来源|.*收入预算",
)


def functional(
    table: str, kind: Kind, title: tuple[str, ...] | str, amounts: tuple[Column, ...], **more: object
) -> Layout:
    """A table whose rows are functional codes."""
    coded = _codes("code", "name") if table in ("government_fund_expenditure", "government_fund_revenue") else _codes()
    if table == "state_capital" and kind == "budget":
        coded = _codes("code", "name")
    elif table == "procurement":
        coded = _codes(must_print=True)  # else any list of purchases would be one by function
    side = {"side": "expenditure"} if table == "state_capital" and kind == "budget" else {}
    return layout(
        table, kind, title, FUNCTIONAL, (half(table, kind, *coded, *amounts, REMARK, **side),), totals=_TOTALS, **more
    )


def single_row(table: str, kind: Kind, title: str, amounts: tuple[Column, ...], **more: object) -> Layout:
    """A table of one row that names nothing: its amounts are the totals."""
    code = Column("function_code", "code", (r"科目编码(?!.)",), expected=False)
    return layout(
        table,
        kind,
        title,
        FUNCTIONAL,
        (half(table, kind, code, *amounts, REMARK),),
        variant="single_row",
        totals=_TOTALS,
        **more,
    )


REVENUE_MORE = {"neutral": _SOURCES_NEUTRAL}

_DEPT_NAME = r"(部门)?(预算)?(支出)?经济(分类)?(科目)?(名称)?(\(.*\))?|(部门(预算)?(支出)?经济分类)(科目)?(名称)?|科目名称|名称|支出项目类别.*|支出经济分类科目(名称)?|项目"
_DEPT_CODE = (
    r"(部门)?(预算)?(支出)?经济(分类)?(科目)?(编码|代码)|部门预算经济分类科目编码|(经济分类)?科目(编码|代码)|编码|代码"
)
_GOV_CODE = r"政府(预算)?(支出)?经济(分类)?(科目)?(编码|代码)"
_GOV_NAME = r"政府(预算)?(支出)?经济(分类)?(科目)?(名称)?"
_ECONOMIC_NEUTRAL = (
    r".*经济(分类)?(科目)?.*|(本年)?(一般公共预算|财政拨款|部门预算)*(安排)?(的)?基本支出(预算)?(数)?|.*基本支出",
)


def economic(
    table: str,
    kind: Kind,
    title: tuple[str, ...] | str,
    amounts: tuple[Column, ...],
    *,
    variant: str = "",
    **more: object,
) -> Layout:
    """A table whose rows are economic classes: the department's, the government's or both."""
    neutral = (*_ECONOMIC_NEUTRAL, *more.pop("neutral", ()))  # type: ignore[misc]
    columns = (
        SERIAL,
        *UNIT,
        Column("dept_economic_code", "code", (_DEPT_CODE,), expected=False),
        text("dept_code_class", "code_class", "类", ("类", r".*")),
        text("dept_code_group", "code_group", "款", ("款", r".*")),
        Column("dept_economic_name", "name", (_DEPT_NAME,)),
        Column("gov_economic_code", "gov_code", (_GOV_CODE,), expected=False),
        text("gov_code_class", "gov_code_class", "类", ("类", r".*")),
        text("gov_code_group", "gov_code_group", "款", ("款", r".*")),
        Column("gov_economic_name", "gov_name", (_GOV_NAME,), expected=False),
        *amounts,
        REMARK,
    )
    return layout(
        table,
        kind,
        title,
        ECONOMIC,
        (half(table, kind, *columns),),
        variant=variant,
        scheme="dept_economic",
        totals=_TOTALS,
        neutral=neutral,
        **more,
    )


def crossed() -> Layout:
    """Functions crossed with economic classes of both sides, each printed as `code-name`."""
    columns = (
        Column("function_name", "name", (r"(支出)?功能(分类)?(科目)?(名称)?",)),
        Column("gov_economic", "gov_code_name", (_GOV_NAME,)),
        Column("dept_economic", "dept_code_name", (r"部门(预算)?(支出)?经济(分类)?(科目)?(名称)?",)),
    )
    return layout(
        "expenditure_by_economic",
        "budget",
        titles.EXPENDITURE,
        FUNCTIONAL,
        (half("expenditure_by_economic", "budget", *UNIT, *columns, *spending()),),
        totals=_TOTALS,
    )


def basic_amounts() -> tuple[Column, ...]:
    """Basic expenditure, in all and by kind."""
    return spending(of_basic=True)


def budget_by_code() -> tuple[Layout, ...]:
    """The coded tables of budgets."""
    types = spending()
    return (
        functional("revenue", "budget", titles.REVENUE, sources(), direction="revenue", **REVENUE_MORE),
        single_row("revenue", "budget", titles.REVENUE, sources(), direction="revenue", **REVENUE_MORE),
        functional("expenditure", "budget", titles.EXPENDITURE, types),
        crossed(),
        functional("general_expenditure", "budget", titles.GENERAL, types, fund="general"),
        economic("general_expenditure_by_economic", "budget", titles.GENERAL_BY_ECONOMIC, types, fund="general"),
        economic(
            "basic_expenditure",
            "budget",
            titles.BASIC,
            basic_amounts(),
            fund="general",
            expenditure_type="basic",
        ),
        functional(
            "general_basic_by_function",
            "budget",
            titles.BASIC_BY_FUNCTION,
            basic_amounts(),
            fund="general",
            expenditure_type="basic",
            neutral=_ECONOMIC_NEUTRAL,
        ),
        functional(
            "government_fund_revenue",
            "budget",
            titles.GOVERNMENT_FUND_REVENUE,
            (amount("total", r"政府性基金(收入预算|预算收入|收入)|.*(合计|总计|预算数|金额)"),),
            direction="revenue",
            fund="government_fund",
            scheme="revenue",
        ),
        functional("government_fund_expenditure", "budget", titles.GOVERNMENT_FUND, types, fund="government_fund"),
        functional("state_capital", "budget", titles.STATE_CAPITAL, types, fund="state_capital"),
        functional("appropriation_expenditure", "budget", titles.APPROPRIATION, types),
        functional("procurement", "budget", titles.PROCUREMENT, sources(), variant="by_function", **REVENUE_MORE),
        economic(
            "operating_costs",
            "budget",
            titles.OPERATING_COSTS,
            (amount("total", r"(一般公共预算)?机关运行经费(支出|预算)*(数)?|.*(合计|总计|预算数|金额)"),),
            variant="by_economic",
        ),
        economic(
            "appropriation_basic_expenditure",
            "budget",
            titles.APPROPRIATION_BASIC,
            basic_amounts(),
            expenditure_type="basic",
        ),
        economic(
            "basic_expenditure_by_fund",
            "budget",
            titles.BASIC_BY_FUND,
            sources(),
            expenditure_type="basic",
            neutral=_SOURCES_NEUTRAL,
        ),
    )
