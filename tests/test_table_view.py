"""Any standard table is shown by its schema: its columns, its units, and what is proved of adding it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from mingzhang.ground.source import Locator
from mingzhang.schemas import STANDARD_TABLES, Table
from mingzhang.site.concerns import Concerns
from mingzhang.site.language import LANGUAGES, Lang, Speaker
from mingzhang.site.pages.leaves import are_proved, leaves_told
from mingzhang.site.pages.table_view import View, view_of
from mingzhang.site.published_parts import LeavesOfPart, StandardTable
from mingzhang.site.rows import TableRow

SCHEMAS = {(table.family, table.name): table for table in STANDARD_TABLES}


class NoConcerns(Concerns):
    """Of a disclosure without findings."""

    def __init__(self) -> None:
        pass


def table_of(schema: Table, rows: Sequence[Mapping[str, str]], leaves: Sequence[LeavesOfPart] = ()) -> StandardTable:
    """A table of this schema with these rows, each line of the source one row."""
    whole = [dict.fromkeys(schema.fields, "") | row for row in rows]
    made = tuple(TableRow(Locator(line, 1), cells, {}) for line, cells in enumerate(whole, 1))
    return StandardTable(schema, "", "", 1, len(rows), "万元", "data", {}, made, (), leaves=tuple(leaves))


def view(name: str, *rows: Mapping[str, str]) -> View:
    return view_of(table_of(SCHEMAS["budget", name], rows), NoConcerns())


def names(shown: View) -> list[str]:
    return [column.name for column in shown.columns]


@pytest.mark.parametrize("schema", STANDARD_TABLES, ids=lambda schema: f"{schema.family}-{schema.name}")
def test_every_standard_table_shows_all_that_its_rows_say(schema: Table) -> None:
    """A row with something different in each text and amount: every text that is no code by inference is shown."""
    rows = [{name: f"{name}{number}" for name in schema.fields} | {"row_kind": "item"} for number in range(2)]
    shown = view_of(table_of(schema, rows), NoConcerns())
    kept_apart = {"row_id", "locator", "level", "row_kind", "item_kind", "parent_item", "enumerator", "project_no"}
    kept_apart |= {"side", "category", "section", "unit"}
    codes = {"function_code", "dept_economic_code", "gov_economic_code"}
    inferred = {code for code in codes if code.replace("_code", "_name") not in schema.fields}
    assert set(names(shown)) == set(schema.fields) - kept_apart - inferred
    assert len(names(shown)) == len(set(names(shown)))


def test_units_are_shown_where_rows_are_of_several() -> None:
    one = {"function_code": "201", "function_name": "甲", "unit_code": "001", "unit_name": "一中", "total_yuan": "1.00"}
    other = one | {"unit_code": "002", "unit_name": "二中"}
    assert names(view("expenditure", one, one)) == ["function_code", "function_name", "total_yuan"]
    shown = ["function_code", "function_name", "unit_code", "unit_name", "total_yuan"]
    assert sorted(names(view("expenditure", one, other))) == sorted(shown)


def test_units_are_the_names_of_rows_by_unit_with_their_codes_before() -> None:
    row = {"unit_code": "301", "unit_name": "一中", "row_kind": "unit", "total_yuan": "1.00"}
    assert names(view("revenue_by_unit", row)) == ["unit_code", "unit_name", "total_yuan"]


def test_a_year_before_and_the_change_stand_where_they_are_printed() -> None:
    row = {"function_name": "甲", "total_yuan": "2.00", "previous_total_yuan": "1.00", "change_total_yuan": "1.00"}
    assert names(view("general_expenditure", row))[-3:] == ["total_yuan", "previous_total_yuan", "change_total_yuan"]


def test_what_names_a_row_is_what_the_document_prints() -> None:
    shown = view("projects", {"function_code": "201", "project_name": "", "unit_name": "一中"})
    assert shown.label == "unit_name"
    assert view("projects", {"project_name": "修缮", "function_name": "文化"}).label == "project_name"
    nameless = view("expenditure", {"level": "3"})
    assert nameless.name_of(nameless.table.rows[0]) == ""


def test_a_column_that_repeats_the_name_is_left_out() -> None:
    same = {"item": "复印纸", "project_name": "复印纸", "total_yuan": "1.00"}
    assert "project_name" not in names(view("procurement", same))
    assert "project_name" in names(view("procurement", same, same | {"project_name": "定额"}))


def test_a_list_has_the_amounts_of_its_half_and_those_its_rows_use() -> None:
    """Only the expenditure side is printed by kind; a revenue column of personnel would say that one was printed."""
    schema = SCHEMAS["budget", "balance"]
    sides = [("revenue", "total_yuan"), ("expenditure", "total_yuan"), ("expenditure", "personnel_yuan")]
    rows = [{"side": side, "item": f"{side}{column}", column: "1.00"} for side, column in sides]
    shown = view_of(replace(table_of(schema, rows), layout="general-budget/balance"), NoConcerns())
    assert names(shown.narrowed("revenue")) == ["item", "total_yuan"]
    assert names(shown.narrowed("expenditure")) == ["item", "total_yuan", "personnel_yuan"]


LEAVES = {
    "proved": LeavesOfPart("", "expenditure", "proved", "0.00"),
    "rounding": LeavesOfPart("", "revenue", "rounding", "-100.00"),
    "unproved": LeavesOfPart("002", "expenditure", "unproved", "1234567.80"),
    "no_total": LeavesOfPart("", "", "no_total", ""),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("state", LEAVES)
def test_sums_are_claimed_only_where_they_are_proved(state: str, lang: Lang) -> None:
    say = Speaker(lang)
    table = table_of(SCHEMAS["budget", "expenditure"], [{}], [LEAVES[state]])
    told = leaves_told(say, table)
    assert are_proved(table) == (state in ("proved", "rounding"))
    assert (say("可以求和", "may be summed") in told) == are_proved(table)
    assert (say("请勿求和", "Do not add") in told) == (not are_proved(table))
    assert ("1,234,567.80" in told) == (state == "unproved")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_parts_that_differ_are_named(lang: Lang) -> None:
    say = Speaker(lang)
    table = table_of(SCHEMAS["budget", "expenditure"], [{}], list(LEAVES.values()))
    told = leaves_told(say, table)
    assert not are_proved(table)
    assert say("单位 002 支出：", "unit 002 Expenditure: ") in told
    assert told.index("1,234,567.80") < told.index("100")


def test_many_units_are_counted_not_listed() -> None:
    many = [LeavesOfPart(f"{number:03}", "revenue", "unproved", "1.00") for number in range(40)]
    table = table_of(SCHEMAS["budget", "expenditure"], [{}], [*many, LEAVES["proved"]])
    assert "等 40 部分" in leaves_told(Speaker("zh"), table)
    assert "and 34 more parts: The finest figures differ from the printed total by up to 1 yuan" in leaves_told(
        Speaker("en"), table
    )


def test_a_table_without_figures_says_nothing_of_sums() -> None:
    assert leaves_told(Speaker("zh"), table_of(SCHEMAS["budget", "expenditure"], [])) == ""
