"""三公: items in rows, or items in columns (for one body, by unit, by year, by fund)."""

from __future__ import annotations

from dataclasses import replace

from mingzhang.layouts.families.general import titles
from mingzhang.layouts.families.general.building import half, layout
from mingzhang.layouts.families.general.words import ALL, REMARK, SERIAL, SUM, UNIT, sources, text
from mingzhang.layouts.grammar import ITEM_LIST, TURNED
from mingzhang.layouts.model import Column, Half, Item, Layout

_ABROAD = r"(①|②|③|\d[.、])?因公出国\(?境?\)?(\(境\))?(费用|费|经费|支出|等费用)*"
_RECEPTION = r"公务接待(费用|费|经费|支出)*"
_VEHICLES = r"公?务用车购置(费)?(及|和|、|与)?运行(维护)?(费用|费|经费|支出)*(小计)?|公务用车费用?(小计)?|公务用车购置和运行维护费用?"
_PURCHASE = r"(其中:)?公务用车购置(费用|费|经费|支出)*|(公车)?购置费"
_OPERATION = r"(其中:)?公务用车(日常)?运行(维护)?(费用|费|经费|支出)*|(公车)?运行(维护)?费"
_WHOLE = r"(财政拨款)?(安排的)?三公(经费)?(财政拨款)?(预算|决算)?(数|总额)?(合计|小计)?(\(.*\))?|一般公共预算拨款安排的三公经费预算"
_MEETING, _TRAINING = r"会议费(用)?", r"培训费(用)?"
_RUNNING = r"机关运行经费(预算)?(数)?(\(.*\))?"
_ADMINISTRATION = r"行政经费(预算)?(数)?"

ITEMS = (
    Item("abroad", (_ABROAD,)),
    Item("reception", (_RECEPTION,)),
    Item("vehicles", (_VEHICLES,), "subtotal"),
    Item("vehicle_purchase", (_PURCHASE,), parent="vehicles"),
    Item("vehicle_operation", (_OPERATION,), parent="vehicles"),
    Item("meeting", (_MEETING,), "memo"),
    Item("training", (_TRAINING,), "memo"),
    Item("operating_costs", (_RUNNING,), "memo"),
    Item("administration", (_ADMINISTRATION,), "memo"),
    Item("total", (rf"(三公经费)?({SUM})|{_WHOLE}",), "total"),
)


def _item(name: str, headers: str, *heads: tuple[str, str], sums: tuple[str, ...] = ()) -> Column:
    return Column(name, "amount", (headers,) if headers else (), heads=heads, sums=sums, item=name, expected=False)


def _by_fund(item: str, above: str, sums: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """The columns of an item that is printed once for each fund."""
    return tuple(
        Column(
            f"{item}_{column.fund}",
            "amount",
            (),
            heads=((column.headers[0], above),),
            sums=tuple(f"{part}_{column.fund}" for part in sums),
            item=item,
            fund=column.fund,
            expected=False,
        )
        for column in sources()
        if column.name in ("general", "government_fund", "state_capital")
    )


_PARTS = ("abroad", "vehicles", "vehicle_purchase", "vehicle_operation", "reception")
_TOTAL = _item("total", rf"{SUM}|{_WHOLE}", (SUM, _WHOLE), sums=_PARTS)
_TOTAL_AMONG_MORE = replace(_TOTAL, headers=(_WHOLE, r"三公(经费)?(合计|小计)"), heads=((SUM, _WHOLE),), expected=True)
"""The total of 三公 where a total of these, meetings and training stands before it."""
_ALL = replace(_item("other_item", r"合计|总计", sums=("total", "meeting", "training")), expected=True)
"""三公, meetings and training in one sum, which is no total of 三公."""

_ITEM_COLUMNS = (
    _item("abroad", _ABROAD, (SUM, _ABROAD)),
    _item("research_abroad", r"科研因公出国\(境\)费用?|其中:.*教学科研.*"),
    _item("vehicles", _VEHICLES, (SUM, _VEHICLES), sums=("vehicle_purchase", "vehicle_operation")),
    _item("vehicle_purchase", _PURCHASE, (r"购置费?", _VEHICLES)),
    _item("vehicle_operation", _OPERATION, (r"运行(维护)?费?", _VEHICLES)),
    _item("reception", _RECEPTION, (SUM, _RECEPTION)),
    _item("meeting", _MEETING),
    _item("training", _TRAINING),
    _item("operating_costs", _RUNNING, (SUM, _RUNNING)),
)
_FUND_COLUMNS = (
    *_by_fund("total", rf"合计|总计|{_WHOLE}", _PARTS),
    *_by_fund("abroad", _ABROAD),
    *_by_fund("vehicles", _VEHICLES, ("vehicle_purchase", "vehicle_operation")),
    *_by_fund("vehicle_purchase", _PURCHASE),
    *_by_fund("vehicle_operation", _OPERATION),
    *_by_fund("reception", _RECEPTION),
)
COLUMNS = (_TOTAL, *_ITEM_COLUMNS)
NEUTRAL = (
    rf"{_WHOLE}|(一般公共预算|财政拨款).*|{SUM}|项目|(预算|决算)数?|.*三公.*|{_VEHICLES}|上年|当年|本年|当年预算.*",
)
_YEAR = text("year", "year", r"年度|年份")


def by_fund() -> Layout:
    """Items as columns, each split by fund; a row for each unit and year."""
    return layout(
        "three_public",
        "budget",
        titles.THREE_PUBLIC,
        TURNED,
        (Half((SERIAL, *UNIT, _YEAR, *_FUND_COLUMNS, REMARK), side="total"),),
        variant="by_fund",
        neutral=NEUTRAL,
        totals=(r".*(合计|总计)",),
    )


def turned(variant: str = "turned", columns: tuple[Column, ...] = COLUMNS) -> Layout:
    """Items as columns: one row, or one for each unit and year."""
    return layout(
        "three_public",
        "budget",
        titles.THREE_PUBLIC,
        TURNED,
        (Half((SERIAL, *UNIT, _YEAR, *columns, REMARK), side="total"),),
        variant=variant,
        fund="general",
        neutral=NEUTRAL,
        totals=(r".*(合计|总计)",),
    )


def listed() -> Layout:
    """Items as rows."""
    label = Column("item", "label", (r"项目(名称)?|(三公)?经费(项目|类别|名称)|支出项目|.*项目",))
    return layout(
        "three_public",
        "budget",
        titles.THREE_PUBLIC,
        ITEM_LIST,
        (half("three_public", "budget", SERIAL, label, *_listed_amounts(), REMARK),),
        variant="listed",
        items=ITEMS,
        neutral=(r"财政拨款.*|一般公共预算.*",),
    )


def _listed_amounts() -> tuple[Column, ...]:
    names = ("total", "general", "government_fund", "state_capital", "carried_over")
    return tuple(column for column in sources(total=ALL) if column.name in names)


def budget_three_public() -> tuple[Layout, ...]:
    """Items as columns, with a sum of 三公 and meetings or without, or by fund, and items as rows."""
    among_more = turned("with_meetings", (_TOTAL_AMONG_MORE, _ALL, *_ITEM_COLUMNS))
    return (turned(), among_more, by_fund(), listed())
