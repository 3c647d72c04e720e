"""Overviews of two sides: known items on the left, functions (and economic classes) on the right."""

from __future__ import annotations

from mingzhang.ground.source import Kind
from mingzhang.layouts.families.general import titles
from mingzhang.layouts.families.general.building import half, layout
from mingzhang.layouts.families.general.words import ALL, amount, spending
from mingzhang.layouts.grammar import ITEM_LIST
from mingzhang.layouts.model import Column, Half, Item, Layout

_LABEL = (
    r"(收入|支出)?项目(名称)?(\(.*\))?|(支出)?功能分类(科目)?(名称)?(\(.*\))?|支出项目类别|科目名称|科目|(收入|支出)科目",
)
_FUNCTIONS = (r"(支出)?功能分?(分类)?科目\(按.*\)|支出功能分类科目.*",)
_CUT = r"支?出经济分类科目.*"
"""Where the column is too narrow for its header, and whose classification it is shows by its place."""
_DEPT = (
    _CUT,
    r"(部门预算)?支出经济分类科目.*|部门(预算)?(支出)?经济(分类)?科目.*",
)
_GOV = (
    _CUT,
    r"政府(预算)?(支出)?经济(分类)?科目.*",
)
_REVENUE = (r"(本年|各项|财政拨款)?(收入|收入预算|预算收入)",)
_EXPENDITURE = (r"(本年|各项|财政拨款)?(支出|支出预算|预算支出)",)
_FUND_LABEL = {
    "general": r"一般公共预算(财政)?(当年|本年)?(拨款)?(收入|资金|预算)*",
    "government_fund": r"政府性基金(预算)?(财政)?(拨款)?(收入|资金|预算)*",
    "state_capital": r"国有资本经营(预算)?(财政)?(拨款)?(收入|资金|预算)*",
}
_OTHERS = {
    "appropriation": r"(本年)?财政(预算)?拨款(收入|资金|预算|结转.*)?|(本年|上年)?财政拨款\(补助\)(收入)?|部门预算",
    "special_account": r"(纳入)?财政专户(管理)?(的)?(资金|拨款|收入|事业收入|核拨|非税收入)*",
    "unit_funds": r"单位(自有|其他)?资金(收入)?|其他资金(收入)?",
    "superior_subsidy": r"上级(单位)?(补助|拨入)(收入|资金)?",
    "public_service": r"事业(预算)?收入(\(.*\))?",
    "operating": r"(事业单位)?经营(服务)?(预算)?收入",
    "affiliated_remittance": r"(对)?附属单位上缴(预算)?(收入)?|下级单位上缴收入",
    "other": r"其[他它](预算)?收入",
}
_ITEMS = (
    *(Item(kind, (label,), side="revenue", fund=kind) for kind, label in {**_FUND_LABEL, **_OTHERS}.items()),
    Item(
        "subtotal",
        (r"(本年|当年)(收入|支出)(合计|总计|小计)|本年(财政)?拨款(合计|小计)?|(本年|当年)(收入|支出)",),
        "subtotal",
    ),
    Item("total", (r"(收入|支出|本年)?(总计|合计)|(收入|支出)(预算)?总(计|额)(\(.*\))?",), "total"),
    Item(
        "carried_in",
        (r"(上年|年初)(财政拨款|财政|资金)?(结转|结余)(、|和|及|与)?(结转|结余)*(资金|收入)*(\(.*\))?",),
        side="revenue",
        opens=True,
        carryover="carried_over",
    ),
    Item(
        "carried_out",
        (r"(年终|年末|结转)(下年)?(财政拨款)?(结转|结余)*(和|及)?(结余|下年)?(\(.*\))?|结转下年(支出)?",),
        side="expenditure",
    ),
    Item("surplus_used", (r"使用非财政拨款结余.*|(用|动用)事业基金.*|非财政拨款结余.*",), side="revenue"),
    Item("surplus_distributed", (r"结余分配",), side="expenditure"),
)
_TOTAL = rf"{ALL}|总计"
_REST = ("current_year", "carried_over", "general", "government_fund", "state_capital")


def _amounts() -> tuple[Column, ...]:
    """The amounts of a side: in all, this year's and carried over, by fund or by kind of expenditure."""
    carried = r"上年(财政拨款)?(结转|结余).*"
    return (
        amount("total", _TOTAL, sums=(*_REST, "personnel", "public", "project")),
        amount("current_year", r"编制预算|当年(预算)?(安排)?|本年安排", carryover="current"),
        amount("carried_over", carried, carryover="carried_over"),
        amount("general", r"一般公共预算(财政)?(拨款)?(支出|资金)?(小计)?", fund="general"),
        amount("government_fund", r"政府性基金(预算)?(财政)?(拨款)?(支出|资金)?", fund="government_fund"),
        amount("state_capital", r"国有资本经营(预算)?(财政)?(拨款)?(支出|资金)?", fund="state_capital"),
        *(column for column in spending() if column.name in ("personnel", "public", "project")),
    )


def _label(headers: tuple[str, ...] = _LABEL) -> Column:
    return Column("item", "label", headers)


def _line() -> Column:
    return Column("line_no", "line_no", (r"行次|序号",), expected=False)


def _side(table: str, kind: Kind, side: str, label: Column, over: tuple[str, ...], scheme: str = "functional") -> Half:
    return half(table, kind, label, _line(), *_amounts(), *_final_amounts(kind), side=side, over=over, scheme=scheme)


def _final_amounts(kind: Kind) -> tuple[Column, ...]:
    if kind == "budget":
        return ()
    return (
        amount("amount", _TOTAL, ("决算数", ".*")),
        amount("budget", r"年初预算(数)?"),
        amount("adjusted", r"(全年|调整)预算(数)?"),
    )


def balance(table: str, kind: Kind, title: str, **more: object) -> Layout:
    """An overview, with one list on each side, or four lists side by side."""
    return layout(
        table,
        kind,
        title,
        ITEM_LIST,
        (
            _side(table, kind, "revenue", _label(), _REVENUE),
            _side(table, kind, "expenditure", _label((*_FUNCTIONS, *_LABEL)), _EXPENDITURE),
            *(_more_sides(table) if kind == "budget" else ()),
        ),
        items=_ITEMS,
        totals=(r"(收入|支出)?(预算)?(合计|总计)",),
        neutral=(*_REVENUE, *_EXPENDITURE, r"基本支出|(一般公共预算|财政拨款).*"),
        **more,
    )


def _more_sides(table: str) -> tuple[Half, ...]:
    return (
        _side(table, "budget", "dept_economic", _label(_DEPT), _EXPENDITURE, "dept_economic"),
        _side(table, "budget", "gov_economic", _label(_GOV), _EXPENDITURE, "gov_economic"),
    )


def budget_balances() -> tuple[Layout, ...]:
    """The overviews of budgets."""
    return (
        balance("balance", "budget", titles.BALANCE),
        balance("appropriation_balance", "budget", titles.APPROPRIATION_BALANCE),
        balance("government_fund_balance", "budget", titles.GOVERNMENT_FUND_BALANCE, fund="government_fund"),
    )
