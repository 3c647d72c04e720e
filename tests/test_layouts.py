"""The twenty-three layouts: recognised by exactly one title each, in any order; rendered and read back."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from typing import Any

import pytest
from mingzhang.ground.source import Kind
from mingzhang.layouts import FAMILIES, Column, Family, Half, Layout, families_of
from mingzhang.layouts.families.shanxi.budget import BUDGET
from mingzhang.layouts.families.shanxi.final import FINAL
from mingzhang.layouts.grammar import BY_PROJECT, ECONOMIC, ITEM_LIST
from mingzhang.recognise.document import read_document, title_key
from mingzhang.recognise.header import find_item
from mingzhang.recognise.recognition import recognise_tables
from mingzhang.recognise.titles import is_title, tables_titled, titled
from mingzhang.schemas import core_tables_of, table_named

from tests.documents import budget, convert, final, rows, source_of, table

KINDS: tuple[Kind, Kind] = ("budget", "final")
SHANXI = {"budget": BUDGET, "final": FINAL}
LAYOUTS = (*BUDGET.layouts, *FINAL.layouts)

# What provinces' templates call the standard tables, as printed in disclosures.
TITLES: dict[str, tuple[str, ...]] = {
    "budget/balance": (
        "部门收支总体情况表",
        "部门收支总表",
        "收支预算总表",
        "部门预算收支总表",
        "2022年度部门收支总表",
        "单位收支总表",
        "部门收支预算总表",
        "收支总体情况表",
        "部门收支总体表",
        "表1 部门收支总表",
        "表一：部门收支总体情况表",
        "附件1-1 部门收支总表",
        "附表1-1：部门收支总体情况表",
        "（一）部门收支总表",
        "01 部门收支总体情况表",
        "部门收支总表（2023年）",
        "2023年部门收支总表（续表）",
        "兴县教育局2023年部门收支总表",
        "兴县教育局部门收支总表",
    ),
    "budget/revenue": (
        "部门收入总体情况表",
        "2022年度部门收入总表",
        "收入预算总表",
        "部门收入预算总表",
        "部门预算收入总表",
        "单位收入总体情况表",
        "部门收入总体表",
        "收入预算总体情况表",
        "附件1-2部门收入总表",
        "附件2：部门收入总体情况表",
        "2 部门收入总表",
    ),
    "budget/expenditure": (
        "表3 部门支出总表",
        "部门支出总体情况表",
        "支出预算总表",
        "部门支出预算总表",
        "支出总体情况表",
        "部门支出总体表",
        "预算03表 部门支出总表",
        "三、部门支出总体情况表",
    ),
    "budget/appropriation_balance": (
        "财政拨款收支总体情况表",
        "财政拨款收支预算总表",
        "部门财政拨款收支总表",
        "财政拨款收支预算总体情况表",
        "财政拨款收支总体表",
        "一般公共预算财政拨款收支总体情况表",
        "公开04表 财政拨款收支总体情况表",
    ),
    "budget/general_expenditure": (
        "一般公共预算支出情况表",
        "一般公共预算支出表",
        "一般公共预算财政拨款支出表",
        "一般公共预算支出预算情况表",
        "一般公共预算支出总体情况表",
        "部门一般公共预算支出情况表",
        "一般公共预算支出表（按功能分类科目）",
        "一般公共预算财政拨款支出预算表（按功能科目分类）",
        "一般公共预算当年拨款支出表",
        "附件5 一般公共预算支出表",
        "表五一般公共预算支出表",
    ),
    "budget/basic_expenditure": (
        "一般公共预算基本支出表",
        "一般公共预算基本支出情况表",
        "一般公共预算基本支出预算表",
        "一般公共预算财政拨款基本支出预算表",
        "一般公共预算基本支出情况表（按经济分类）",
        "一般公共预算基本支出经济分类表",
        "一般公共预算基本支出表（按经济分类科目）",
        "一般公共预算基本支出情况表—部门预算支出经济分类科目",
    ),
    "budget/government_fund_revenue": (
        "政府性基金预算收入情况表",
        "政府性基金收入预算表",
        "政府性基金预算收入预算表",
    ),
    "budget/government_fund_expenditure": (
        "政府性基金预算支出情况表",
        "政府性基金支出预算表",
        "政府性基金预算财政拨款支出预算表",
        "部门政府性基金预算支出表",
        "政府性基金预算支出预算情况表",
    ),
    "budget/state_capital": (
        "国有资本经营预算支出表",
        "国有资本经营预算支出情况表",
        "国有资本经营预算收支表",
        "国有资本经营预算财政拨款支出表",
        "国有资本经营支出预算表",
        "国有资本经营预算支出预算表",
    ),
    "budget/three_public": (
        "财政拨款“三公”经费支出情况表",
        "一般公共预算“三公”经费支出表",
        "一般公共预算“三公”经费支出情况表",
        "“三公”经费支出表",
        "三公经费预算表",
        '财政拨款"三公"经费支出预算表',
        "一般公共预算财政拨款“三公”经费支出情况表",
        "一般公共预算“三公”经费预算表",
        "“三公”经费支出预算情况表",
        "一般公共预算安排的“三公”经费支出表",
        "部门“三公”经费支出情况表",
    ),
    "budget/operating_costs": (
        "机关运行经费预算表",
        "机关运行经费情况表",
        "机关运行经费财政拨款情况表",
        "机关运行经费支出预算表",
        "机关运行经费支出情况表",
    ),
    "budget/projects": (
        "项目支出表",
        "项目支出预算表",
        "项目支出情况表",
        "项目支出明细表",
        "部门项目支出预算表",
        "项目支出预算明细表",
        "项目支出预算情况表",
        "部门预算项目支出表",
    ),
    "budget/projects_carried_over": (
        "2024年项目支出预算表(上年结转)",
        "项目支出表（上年结转）",
        "项目支出预算表（上年结转结余）",
    ),
    "final/balance": (
        "部门收入支出决算总表",
        "收入支出决算总体情况表",
        "收支决算总表",
        "部门收支决算总表",
        "公开01表 收入支出决算总表",
        "2021年度收入支出决算总表",
        "附件1：收入支出决算总表",
    ),
    "final/revenue": ("部门收入决算表", "收入决算总表", "收入决算情况表", "公开02表收入决算表", "2023年度收入决算表"),
    "final/expenditure": ("部门支出决算表", "支出决算总表", "支出决算情况表", "表三、支出决算表"),
    "final/appropriation_balance": (
        "财政拨款收支决算总表",
        "财政拨款收入支出决算总体情况表",
        "部门财政拨款收支决算总表",
        "财政拨款收入支出决算表",
    ),
    "final/general_expenditure": (
        "一般公共预算支出决算表",
        "一般公共预算财政拨款支出决算情况表",
        "一般公共预算财政拨款支出决算表（按功能分类）",
    ),
    "final/basic_expenditure": (
        "一般公共预算财政拨款基本支出决算表",
        "一般公共预算财政拨款基本支出决算情况表",
        "一般公共预算基本支出决算表",
        "一般公共预算财政拨款基本支出决算表（按经济分类）",
        "一般公共预算财政拨款基本支出明细表",
    ),
    "final/government_fund": (
        "政府性基金预算收入支出决算表",
        "政府性基金预算财政拨款收支决算表",
        "政府性基金预算财政拨款支出决算表",
    ),
    "final/state_capital": (
        "国有资本经营预算财政拨款收入支出决算表",
        "国有资本经营预算支出决算表",
        "国有资本经营预算财政拨款收支决算表",
    ),
    "final/three_public": (
        "一般公共预算财政拨款“三公”经费支出决算表",
        "“三公”经费支出决算表",
        "“三公”经费决算表",
        "财政拨款“三公”经费支出决算情况表",
        "一般公共预算“三公”经费支出决算表",
    ),
    "final/supplementary": ("部门决算相关信息统计表", "单位决算公开相关信息统计表", "决算公开相关信息统计表"),
}

# Lines of narratives and contents that speak of tables without being a title.
NO_TITLES = (
    "第二部分 2023年部门预算报表",
    "一、2023年度部门预算收支情况说明",
    "部门预算收支总体情况说明",
    "2023年财政拨款收支总体情况",
    "收入支出决算总体情况说明",
    "（一）一般公共预算财政拨款支出决算总体情况",
    "“三公”经费支出决算情况说明",
    "机关运行经费",
    "机关运行经费支出情况",
    "项目支出",
    "项目支出绩效目标申报表",
    "项目支出绩效自评表",
    "报表",
    "表",
    "合计",
    "2023年",
    "预算公开表1",
    "单位：万元",
    "部门整体支出绩效目标表",
)


def _variants() -> list[tuple[str, str]]:
    return [(layout.key, layout.title) for layout in LAYOUTS] + [
        (key, title) for key, titles in TITLES.items() for title in titles
    ]


def test_keys_and_titles_are_unique() -> None:
    assert len(LAYOUTS) == len({layout.key for layout in LAYOUTS}) == 23
    for kind in KINDS:
        tables = core_tables_of(kind)
        assert [layout.table for layout in SHANXI[kind].layouts] == [table.name for table in tables][: len(tables)][
            : len(SHANXI[kind].layouts)
        ]
    assert TITLES.keys() == {layout.key for layout in LAYOUTS}
    assert len({title for titles in TITLES.values() for title in titles}) >= 100


def test_every_layout_of_every_family_has_a_name_of_its_own() -> None:
    ids = [layout.name for family in FAMILIES for layout in family.layouts]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("key", "title"), _variants())
def test_a_title_names_exactly_one_layout_of_a_family(key: str, title: str) -> None:
    kind: Kind = "budget" if key.startswith("budget") else "final"
    reduced, _ = title_key(title)
    assert is_title(reduced), reduced
    assert [layout.key for layout in titled(reduced, SHANXI[kind].layouts)] == [key], reduced


@pytest.mark.parametrize(("key", "title"), _variants())
def test_no_title_names_two_layouts_of_a_family(key: str, title: str) -> None:
    reduced, _ = title_key(title)
    for kind in KINDS:
        assert len(titled(reduced, SHANXI[kind].layouts)) <= 1
    assert key.rpartition("/")[2] in tables_titled(reduced, "budget" if key.startswith("budget") else "final")


@pytest.mark.parametrize("line", NO_TITLES)
def test_what_is_no_title(line: str) -> None:
    assert not is_title(title_key(line)[0])


def _halves(layout: Layout) -> list[Half]:
    """The halves that a complete print of the table has (one without a merged header stands in for all)."""
    return [half for half in layout.halves if half.over] or list(layout.halves)


def _render(layout: Layout) -> list[str]:
    """A header and one row, as the layout itself describes them."""
    over: list[str] = []
    heads: list[tuple[str, str]] = []
    data: list[str] = []
    for half in _halves(layout):
        for position, column in enumerate(half.columns):
            over.append(sample(half.over[0]) if half.over and position == 0 else "")
            under = sample(column.under[0]) if column.under else ""
            heads.append((under, sample(column.headers[0])))
            data.append(_value(layout, column, half, len(data) + 1))
    lines = ["|".join(over)] if any(over) else []
    if any(under for under, _ in heads):
        lines.append("|".join(under or leaf for under, leaf in heads))
        lines.append("|".join(leaf if under else "" for under, leaf in heads))
    else:
        lines.append("|".join(leaf for _, leaf in heads))
    return [*lines, "|".join(data)]


def sample(pattern: str) -> str:
    """One text that a pattern matches: first branches, as few repetitions as may be."""
    text = _sample(re._parser.parse(pattern))  # type: ignore[attr-defined]
    assert re.fullmatch(pattern, text), (pattern, text)
    return text


def _sample(tree: Iterable[tuple[object, Any]]) -> str:
    pieces = []
    for name, value in tree:
        match str(name):
            case "LITERAL":
                pieces.append(chr(value))
            case "SUBPATTERN":
                pieces.append(_sample(value[-1]))
            case "BRANCH":
                pieces.append(_sample(value[1][0]))
            case "MAX_REPEAT":
                pieces.append(_sample(value[2]) * value[0])
            case "IN":
                pieces.append("2" if str(value[0][0]) == "CATEGORY" else chr(value[0][1]))
            case other:
                raise AssertionError(other)
    return "".join(pieces)


def _value(layout: Layout, column: Column, half: Half, number: int) -> str:
    if column.role == "amount":
        return f"{number}.25"
    if column.role == "code":
        economic = layout.grammar is ECONOMIC
        return ("30302" if half.category == "personnel" else "30201") if economic else "2010301"
    if column.role == "gov_code":
        return "50201"
    if column.role == "line_no":
        return "4"
    if column.role == "label":
        return (
            "本年收入合计" if half.side == "revenue" else "合计" if layout.table == "supplementary" else "本年支出合计"
        )
    return {"project_code": "14000023", "gov_name": "办公经费"}.get(
        column.role,
        "办公费" if layout.grammar is ECONOMIC else "印刷设备采购" if layout.grammar is BY_PROJECT else "行政运行",
    )


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.key)
def test_a_rendered_layout_is_read_back(layout: Layout) -> None:
    lines = _render(layout)
    text = (budget if layout.kind == "budget" else final)(table(layout.title, *lines))
    conversion = convert(text)
    (reading,) = [reading for reading in conversion.readings if reading.present]
    assert reading.layout is layout
    assert not reading.account.unread
    assert [note.check for note in reading.notes if note.check in ("R02", "R03", "R05")] == []
    found = {
        (cell.place.cell, cell.column.name): cell.cell.printed for r in reading.records for cell in r.amounts.values()
    }
    columns = [column for half in _halves(layout) for column in half.columns]
    expected = {
        (position, column.name): f"{position}.25"
        for position, column in enumerate(columns, 1)
        if column.role == "amount"
    }
    assert found == expected
    structural = sum(column.role in ("code", "line_no", "gov_code", "project_code") for column in columns)
    assert reading.account.structural == structural
    assert reading.account.numeric == reading.account.captured + structural


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.key)
def test_amount_columns_are_columns_of_the_schema(layout: Layout) -> None:
    fields = table_named(layout.kind, layout.table).fields
    published = [name.removesuffix("_yuan") for name in fields if name.endswith("_yuan")]
    if layout.grammar.turned:
        assert published == [half.side for half in layout.halves]
    elif layout.table == "supplementary":
        assert published == []
        assert "value" in fields
    else:
        assert published[: len(layout.amount_names)] == list(layout.amount_names)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.key)
def test_every_item_has_one_meaning_on_its_side(layout: Layout) -> None:
    for item in layout.items:
        label = sample(item.labels[0].replace(".*", ""))
        found = find_item(layout, label, item.side)
        assert found is not None
        assert (found.kind, found.side) == (item.kind, item.side), label


@pytest.mark.parametrize("seed", range(5))
def test_recognition_does_not_depend_on_the_order_of_layouts(seed: int) -> None:
    for kind, family in SHANXI.items():
        shuffled = list(family.layouts)
        random.Random(seed).shuffle(shuffled)
        text = (budget if kind == "budget" else final)(
            *(table(layout.title, *_render(layout)) for layout in family.layouts)
        )
        document = read_document(source_of(text), is_title)
        mixed = Family(family.name, family.kind, tuple(shuffled), base=family.base)
        found = recognise_tables(document, family.kind, families=[mixed])
        lines = {table.layout.key: table.block.first_line for table in found.tables if table.block}
        assert [key for key, _ in sorted(lines.items(), key=lambda it: it[1])] == [it.key for it in family.layouts]
        assert not found.notes


def _amount(name: str, **more: object) -> Column:
    return Column(name, "amount", (r"金额",), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("halves", "titles", "message"),
    [
        ((Half((_amount("a"), _amount("a"))),), ("x",), "named twice"),
        ((Half((Column("item", "label", ("项目",)),)),), ("x",), "no amount"),
        ((Half((_amount("a", sums=("b",)),)),), ("x",), "unknown columns"),
        ((Half((Column("a", "amount", ("(金额",)),)),), ("x",), "unterminated|missing"),
        ((Half((_amount("a"),)),), ("(x",), "unterminated|missing"),
        ((Half((_amount("a", under=("[",)),)),), ("x",), "unterminated|missing"),
        ((Half((_amount("a"),), over=("*",)),), ("x",), "nothing to repeat"),
    ],
)
def test_a_malformed_layout_fails_at_once_and_names_itself(
    halves: tuple[Half, ...], titles: tuple[str, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=f"layout budget/balance: .*({message})"):
        Layout("balance", "budget", titles, ITEM_LIST, halves)


def test_a_layout_of_no_standard_table_or_with_a_column_of_none_is_refused() -> None:
    with pytest.raises(ValueError, match=r"layout budget/unheard_of: .* is no standard table"):
        Layout("unheard_of", "budget", ("x",), ITEM_LIST, (Half((_amount("total"),)),))
    with pytest.raises(ValueError, match=r"layout budget/balance: \['unheard_of'\] are no columns"):
        Layout("balance", "budget", ("x",), ITEM_LIST, (Half((_amount("unheard_of"),)),))


def test_a_family_refuses_two_layouts_of_one_name_and_a_broken_mark() -> None:
    first = Layout("balance", "budget", ("x",), ITEM_LIST, (Half((_amount("total"),)),))
    second = Layout("balance", "budget", ("y",), ITEM_LIST, (Half((_amount("total"),)),))
    with pytest.raises(ValueError, match="family toy: two layouts balance/"):
        Family("toy", "budget", (first, second))
    with pytest.raises(ValueError, match="family toy: "):
        Family("toy", "budget", (), marks=("(x",))


def test_a_table_with_two_readings_is_reported_and_not_guessed() -> None:
    first = next(layout for layout in LAYOUTS if layout.key == "budget/expenditure")
    twin = Layout("general_expenditure", "budget", first.titles, first.grammar, first.halves)
    family = Family("toy", "budget", (first, twin))
    text = budget(table(first.title, *_render(first)))
    found = recognise_tables(read_document(source_of(text), is_title), "budget", families=[family])
    assert all(table.block is None for table in found.tables)
    (note,) = [note for note in found.notes if note.check == "R08"]
    assert note.values["candidates"] == f"{first.title}、{twin.title}"
    lines = text.split("\n")
    printed = [lines[place.line - 1].split("\t")[place.cell - 1] for place in note.locators[1:]]
    assert printed == ["2010301", "3.25", "4.25", "5.25"]
    assert note.values["cells"] == "4"
    assert not [other for other in found.notes if other.check == "R01"]


TOY = Family(
    name="toy",
    kind="budget",
    layouts=(
        Layout(
            table="procurement",
            kind="budget",
            titles=(r"采买清单",),
            grammar=ITEM_LIST,
            halves=(Half((Column("item", "label", ("名目",)), Column("total", "amount", ("钱数",)))),),
        ),
    ),
    base=BUDGET,
    marks=(r"玩具表\d+",),
)
"""What a newcomer adds: one file with this value, and one line in `layouts/families/__init__.py`."""


def test_a_new_family_adds_what_is_odd_and_inherits_the_rest() -> None:
    expenditure = next(layout for layout in LAYOUTS if layout.key == "budget/expenditure")
    text = budget(table(expenditure.title, *_render(expenditure)), table("采买清单", "名目|钱数", "货物|3.00"))
    document = read_document(source_of(text), lambda key: bool(titled(key, TOY.all_layouts)))
    found = recognise_tables(document, "budget", families=[*families_of("budget"), TOY])
    assert found.family is TOY
    present = [table.layout.name for table in found.tables if table.block is not None]
    assert present == ["shanxi-budget/expenditure", "toy/procurement"]


def test_tables_without_titles_are_recognised_by_header_only_where_it_is_unique() -> None:
    text = budget(
        table("2023年预算收支总表", *_render(LAYOUTS[0])),
        "\n第二部分 2023年部门预算报表\n\n单位：万元\n\n",
        rows("单位名称|2023预算数|||", "|合计|一般公共预算|政府性基金预算|国有资本经营预算", "部门合计|3.00|3.00||"),
        "\n",
    )
    conversion = convert(text)
    found = next(reading for reading in conversion.readings if reading.layout.table == "operating_costs")
    assert found.facts_count == 2
    assert [f.instance for f in conversion.findings if f.check == "R07"] == ["operating_costs"]
