"""Family N: the narrative against the tables and against itself."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest
from mingzhang.checking.examples import findings_of
from mingzhang.checks.base import Example, Finding
from mingzhang.checks.narrative import NARRATIVE_CHECKS
from mingzhang.checks.narrative.cells import CELL_RULES
from mingzhang.checks.narrative.shares import WHOLES
from mingzhang.checks.narrative.twice import LISTED, PARTS
from mingzhang.convert.pipeline import convert_source
from mingzhang.layouts import LAYOUTS
from mingzhang.narrative.ids import STEMS, statement_titles
from mingzhang.narrative.organisation_names import Named, find_names
from mingzhang.packages.descriptor import read_descriptor
from mingzhang.packages.reading import read_overrides, read_packaged_source
from mingzhang.vocabulary.section_titles import KEYS

from tests.documents import BUDGET_COVER, FINAL_COVER, source_of, table
from tests.generator import generate

ROOT = Path(__file__).parents[1]
PACKAGES = sorted(path.parent for path in (ROOT / "datapackage").glob("*/*/datapackage.json"))
CODES = {check.code for check in NARRATIVE_CHECKS}
SPENDING = table(
    "2023年预算支出总表",
    "科目编码|科目名称|合计|基本支出|项目支出",
    "合计||100.00|60.00|40.00",
    "201|一般公共服务支出|100.00|60.00|40.00",
)
EMPTY = table("2023年政府性基金预算支出表（不含上年结转）", "科目编码|科目名称|合计|基本支出|项目支出", "合计||||")
FINAL_EMPTY = table("国有资本经营预算财政拨款支出决算表", "科目代码|科目名称|合计|基本支出|项目支出", "合计||||")
PROJECTS = table(
    "2023年项目支出预算表（本年预算）",
    "项目名称|合计|一般公共预算",
    "兴县人民政府办公室|42.14|42.14",
    "服务热线运行费|12.14|12.14",
    "政务、信息网络运维费|30.00|30.00",
)


def findings(text: str) -> list[Finding]:
    """What the family finds in a document."""
    return [found for found in convert_source(source_of(text)).findings if found.check in CODES]


def in_budget(text: str, *tables: str) -> list[Finding]:
    """Findings of a budget with these tables and this narrative."""
    return findings(f"{BUDGET_COVER}{''.join(tables or (EMPTY,))}\n第三部分 2023年度部门预算情况说明\n\n{text}\n")


def in_final(text: str, *tables: str) -> list[Finding]:
    """Findings of a final account with these tables and this narrative."""
    return findings(f"{FINAL_COVER}{''.join(tables or (FINAL_EMPTY,))}\n第三部分 情况说明\n\n{text}\n")


def failing(found: list[Finding]) -> list[str]:
    return [f.check for f in found if f.status == "fail"]


def status(found: list[Finding], check: str) -> list[str]:
    return [f.status for f in found if f.check == check]


def spending(text: str) -> list[Finding]:
    return in_budget(f"三、支出预算情况说明\n\n2023年度支出预算{text}", SPENDING)


# --- the declarative lists -------------------------------------------------------------------------------------


def test_every_rule_names_statements_sections_and_cells_that_exist() -> None:
    titles = statement_titles()
    layouts = {(layout.kind, layout.table): layout for layout in reversed(LAYOUTS)}
    for rule in CELL_RULES:
        assert rule.check in CODES
        assert set(rule.statements) <= titles.keys()
        assert set(rule.sections) <= set(KEYS)
        for cell in rule.cells:
            layout = layouts[rule.kind, cell.table]
            columns = {*layout.amount_names, *(half.side for half in layout.halves), "{code}"}
            assert cell.column in columns, cell


def test_every_list_of_parts_names_statements_that_exist() -> None:
    titles = statement_titles()
    for parts in PARTS:
        assert {parts.whole, *parts.parts, *parts.optional} <= titles.keys()
    for listed in LISTED:
        assert {*listed.wholes, listed.part, *listed.added} <= titles.keys()
        assert set(listed.sections) <= set(KEYS)
    for whole in WHOLES:
        assert set(whole.stems) <= STEMS.keys()
        assert set(whole.wholes) <= titles.keys()


# --- against the tables ----------------------------------------------------------------------------------------


def test_a_figure_that_its_table_repeats_passes_with_both_places() -> None:
    found = spending("100.00万元，其中：基本支出60.00万元。")
    basic = next(f for f in found if "basic_amount" in f.instance and f.check == "N01")
    assert (basic.status, basic.left_value, basic.right_value, basic.difference) == ("pass", "60.00", "60.00", "0.00")
    assert [bool(place.cell) for place in basic.locators] == [False, True]
    assert failing(found) == []


def test_a_figure_that_its_table_does_not_repeat_fails() -> None:
    found = spending("100.00万元，其中：基本支出66.00万元。")
    assert failing(found) == ["N01"]
    (fail,) = [f for f in found if f.status == "fail"]
    assert (fail.severity, fail.attribution, fail.difference, fail.tolerance) == ("error", "publisher", "6.00", "0")
    assert "66.00万元" in fail.message_zh
    assert "60.00 万元" in fail.message_en


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("60.00", "pass"), ("60", "pass"), ("60.004", "rounding"), ("60.01", "fail"), ("0.00", "fail")],
)
def test_tolerance_is_nothing_at_equal_decimals_and_half_a_unit_of_the_coarser(printed: str, expected: str) -> None:
    found = spending(f"100.00万元，其中：基本支出{printed}万元。")
    assert [f.status for f in found if f.check == "N01" and "basic" in f.instance] == [expected]


def test_units_of_money_are_made_the_same() -> None:
    found = spending("0.01亿元，其中：基本支出600,000.00元。")
    assert set(status(found, "N01")) == {"pass"}
    found = spending("0.01亿元，其中：基本支出600,100.00元。")
    assert failing(found) == ["N01"]


def test_a_missing_table_an_empty_one_and_a_blank_cell_cannot_be_checked() -> None:
    text = "七、“三公”经费增减变动原因说明\n\n2023年财政拨款安排的“三公”经费预算{}万元。"
    title, head = "2023年一般公共预算“三公”经费支出预算表", "项目|合计|一般公共预算"
    empty = table(title, head, "公务接待费||", "合计||")
    blank = table(title, head, "公务接待费|3.00|3.00", "合计||")
    for tables, why in (((), "没有《"), ((empty,), "空表"), ((blank,), "没有印数")):
        (found,) = [f for f in in_budget(text.format("3.00"), *tables) if f.check == "N04"]
        assert found.status == "insufficient_data"
        assert why in found.message_zh
    assert status(in_budget(text.format("0.00"), empty), "N04") == ["pass"]
    assert status(in_budget(text.format("0.00"), blank), "N04") == ["pass"]


def test_an_item_printed_for_two_kinds_of_units_is_their_sum() -> None:
    basic = table(
        "2023年一般公共预算安排基本支出分经济科目表（不含上年结转）",
        "部门预算支出经济科目名称|政府预算支出经济科目名称|合计|人员经费|公用经费",
        "合计||12.00||12.00",
        "商品和服务支出||12.00||12.00",
        "办公费|办公经费|7.00||7.00",
        "办公费|商品和服务支出|5.00||5.00",
    )
    text = "六、一般公共预算基本支出情况说明\n\n公用经费12.00万元，主要包括办公费{}万元。"
    assert failing(in_budget(text.format("12.00"), basic)) == []
    assert "N03" in failing(in_budget(text.format("7.00"), basic))


def test_what_is_stated_as_none_must_not_stand_in_the_table() -> None:
    costs = table("2023年机关运行经费预算财政拨款情况统计表", "单位名称|合计|一般公共预算", "部门合计|{0}|{0}")
    text = "八、机关运行经费增减变动原因说明\n\n本单位无机关运行经费。"
    assert status(in_budget(text, costs.format("")), "N07") == ["pass"]
    assert failing(in_budget(text, costs.format("3.00"))) == ["N07"]


def test_operating_costs_of_a_final_account_are_both_kinds_of_bodies_together() -> None:
    rows = ("二、机关运行经费||", "（一）行政单位|5|30.00", "（二）参照公务员法管理事业单位|6|2.22")
    supplementary = table("部门决算公开相关信息统计表", "项目|行次|统计数", *rows)
    text = "十、其他重要事项情况说明\n\n（一）机关运行经费支出情况说明\n\n2023年机关运行经费支出{}万元。"
    assert status(in_final(text.format("32.22"), supplementary), "N05") == ["pass"]
    assert failing(in_final(text.format("30.00"), supplementary)) == ["N05"]


def test_a_total_with_or_without_carry_over_is_either_cell() -> None:
    balance = table(
        "2023年预算收支总表",
        "收入||支出|||",
        "项目|2023年|项目|2023年合计|当年预算安排|上年结转安排",
        "一、一般公共预算|90.00|一、一般公共服务支出|100.00|90.00|10.00",
        "本年收入合计|90.00|本年支出合计|100.00|90.00|10.00",
        "上年结转|10.00|年终结转|||",
        "收入总计|100.00|支出总计|100.00|90.00|10.00",
    )
    text = "二、收入预算情况说明\n\n2023年度预算收入{}万元。"
    assert [failing(in_budget(text.format(n), balance)) for n in ("100.00", "90.00", "95.00")] == [[], [], ["N01"]]


def test_an_unread_cell_of_the_row_is_not_blamed_on_the_publisher() -> None:
    broken = SPENDING.replace("合计\t\t100.00\t60.00\t40.00", "合计\t\t100.00\t60.00\t40..0")
    found = in_budget("三、支出预算情况说明\n\n2023年度支出预算100.00万元，其中：基本支出66.00万元。", broken)
    (fail,) = [f for f in found if f.status == "fail"]
    assert (fail.check, fail.attribution) == ("N01", "extraction")


# --- shares, changes, rates ------------------------------------------------------------------------------------


def test_shares_are_rounded_half_up() -> None:
    text = "三、支出预算情况说明\n\n2023年度支出预算{}万元，其中：基本支出{}万元，占{}%。"
    assert status(in_budget(text.format("800.00", "33.00", "4.13")), "N08") == ["pass"]  # 4.125
    assert status(in_budget(text.format("800.00", "33.00", "4.12")), "N08") == ["rounding"]  # 32.996 of 800.004
    assert status(in_budget(text.format("800.00", "33.00", "4.14")), "N08") == ["fail"]
    assert status(in_budget(text.format("0.00", "0.00", "0.00")), "N08") == []


def test_a_completion_rate_of_equal_amounts_is_one_hundred() -> None:
    text = "（三）具体情况\n\n住房保障支出年初预算44.44万元，支出决算44.44万元，完成年初预算的{}%。"
    head = "五、一般公共预算财政拨款支出决算情况说明\n\n"
    assert status(in_final(head + text.format("100.00")), "N11") == ["pass"]
    assert status(in_final(head + text.format("99.72")), "N11") == ["fail"]


def test_nothing_spent_is_nothing_of_any_budget() -> None:
    text = "九、财政拨款“三公”经费支出决算情况说明\n\n公务接待费支出0万元，完成全年预算的{}%。"
    assert status(in_final(text.format("0")), "N11") == ["pass"]
    assert status(in_final(text.format("80")), "N11") == ["fail"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("110.00万元，比上年增加10.00万元，增加10.00%", []),
        ("90.00万元，比上年减少10.00万元，下降10.00%", []),
        ("90.00万元，比上年增加10.00万元，增加10.00%", ["N10"]),
        ("110.00万元，比上年增加10.00万元，下降10.00%", ["N13"]),
        ("110.00万元，比上年增加0.00万元", ["N13"]),
    ],
)
def test_changes(text: str, expected: list[str]) -> None:
    found = in_budget(f"五、一般公共预算支出情况说明\n\n一般公共预算当年拨款{text}。")
    assert failing(found) == expected


def test_both_years_and_the_change_between_them() -> None:
    text = (
        "八、机关运行经费增减变动原因说明\n\n"
        "2023年机关运行经费预算{}万元，上年机关运行经费预算60.00万元，比2022年预算{}万元。"
    )
    assert failing(in_budget(text.format("50.00", "减少10.00"))) == []
    assert status(in_budget(text.format("50.00", "减少10.01")), "N12") == ["rounding"]
    assert failing(in_budget(text.format("50.00", "减少15.00"))) == ["N12"]
    assert failing(in_budget(text.format("50.00", "增加10.00"))) == ["N12", "N13"]


# --- parts, repetitions, names ---------------------------------------------------------------------------------


def test_shares_of_parts_that_do_not_make_the_whole_are_not_added() -> None:
    text = "2023年度支出预算100.00万元，其中：基本支出60.00万元，占60.00%；项目支出30.00万元，占30.00%。"
    found = in_budget(f"三、支出预算情况说明\n\n{text}")
    assert failing(found) == ["N15"]
    assert status(found, "N09") == []


def test_a_list_that_the_table_shows_to_be_partial_is_not_added_up_but_reported() -> None:
    general = table(
        "2023年一般公共预算支出预算表（不含上年结转）",
        "科目编码|科目名称|合计|基本支出|项目支出",
        "合计||30.00|30.00|",
        "201|一般公共服务支出|20.00|20.00|",
        "208|社会保障和就业支出|6.00|6.00|",
        "210|卫生健康支出|4.00|4.00|",
    )
    text = "五、一般公共预算支出情况说明\n\n一般公共预算当年拨款30.00万元，主要用于：一般公共服务支出20.00万元；{}。"
    found = in_budget(text.format("社会保障和就业支出6.00万元"), general)
    assert failing(found) == ["N21"]
    assert "卫生健康支出" in next(f.message_zh for f in found if f.status == "fail")
    assert failing(in_budget(text.format("社会保障和就业支出6.00万元；卫生健康支出4.00万元"), general)) == []


def test_vehicles_by_use_and_grades_add_up() -> None:
    text = (
        "十、其他重要事项情况说明\n\n（三）国有资产占用情况说明\n\n共有车辆{}辆。其中：应急保障用车1辆、其他用车4辆。"
    )
    assert failing(in_final(text.format(5))) == []
    assert failing(in_final(text.format(4))) == ["N15"]


def test_contracts_of_small_firms_are_within_procurement() -> None:
    head = "十、其他重要事项情况说明\n\n（二）政府采购情况说明\n\n2023年度政府采购支出总额5.00万元。"
    text = head + "政府采购授予中小企业合同金额{}万元，其中：授予小微企业合同金额{}万元。"
    assert failing(in_final(text.format("4.00", "3.00"))) == []
    assert failing(in_final(text.format("6.00", "3.00"))) == ["N25"]
    assert failing(in_final(text.format("4.00", "4.50"))) == ["N25"]


def test_counts_fit_the_money() -> None:
    text = "九、财政拨款“三公”经费支出决算情况说明\n\n公务接待费支出{}万元，共接待{}批次，20人次。"
    assert failing(in_final(text.format("1.00", "3"))) == []
    assert failing(in_final(text.format("0", "3"))) == ["N28", "N28"]


def test_a_place_with_two_answers_for_its_cars_is_for_review() -> None:
    head = "九、财政拨款“三公”经费支出决算情况说明\n\n公务用车运行维护费支出2.00万元，"
    head += "使用财政拨款负担的公务用车保有量共2辆。"
    found = in_final(f"{head}\n\n十、其他重要事项情况说明\n\n（三）国有资产占用情况说明\n\n共有车辆5辆。")
    assert [(f.check, f.severity, f.category) for f in found if f.status == "fail"] == [("N24", "review", "look")]


def test_both_sides_of_a_balance_say_the_same() -> None:
    text = "一、部门预算收支数据变动情况及原因\n\n2023年度预算收入总计10.00万元；部门预算支出总计{}万元。"
    assert failing(in_budget(text.format("10.00"))) == []
    assert failing(in_budget(text.format("11.00"))) == ["N14"]


def test_projects_named_in_a_reason() -> None:
    text = (
        "一、部门预算收支数据变动情况及原因\n\n2023年度预算收入总计42.14万元，比上年增加42.14万元，"
        "主要原因是项目增加，包括：1.{}；2.政务信息网络运维费30万元。"
    )
    assert failing(in_budget(text.format("服务热线运行费12.14万元"), PROJECTS)) == []
    assert failing(in_budget(text.format("服务热线运行费12.2万元"), PROJECTS)) == ["N16"]
    assert failing(in_budget(text.format("服务热线运营费12.14万元"), PROJECTS)) == ["N17"]
    assert failing(in_budget(text.format("档案库房建设费55.00万元"), PROJECTS)) == []  # no project of that name


def test_numbers_of_projects() -> None:
    head = "十、绩效管理情况\n\n2、绩效目标情况\n\n"
    text = head + "共有{}个项目实行绩效目标管理，分别为：服务热线运行费、政务信息网络运维费。"
    found = in_budget(text.format(2), PROJECTS)
    assert failing(found) == []
    assert status(found, "N29") == ["pass"]
    assert failing(in_budget(text.format(3), PROJECTS)) == ["N18", "N29"]


def test_figures_of_a_unit_are_not_compared_with_the_whole() -> None:
    costs = table("2023年机关运行经费预算财政拨款情况统计表", "单位名称|合计|一般公共预算", "部门合计|30.00|30.00")
    text = "八、机关运行经费增减变动原因说明\n\n政务信息中心机关运行经费预算5.00万元。"
    assert status(in_budget(text, costs), "N05") == []


def test_economic_items_listed_with_an_open_and_a_closed_list() -> None:
    basic = table(
        "2023年一般公共预算安排基本支出分经济科目表（不含上年结转）",
        "部门预算支出经济科目名称|政府预算支出经济科目名称|合计|人员经费|公用经费",
        "合计||12.00||12.00",
        "商品和服务支出||12.00||12.00",
        "办公费|办公经费|7.00||7.00",
        "其他商品和服务支出|其他商品和服务支出|5.00||5.00",
    )
    text = "六、一般公共预算基本支出情况说明\n\n公用经费12.00万元，主要包括：{}。"
    assert failing(in_budget(text.format("办公费、其他商品和服务支出"), basic)) == []
    assert failing(in_budget(text.format("办公费等"), basic)) == []
    assert failing(in_budget(text.format("办公费"), basic)) == ["N20"]
    assert failing(in_budget(text.format("办公费、差旅费等"), basic)) == ["N20"]


# --- generated documents ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(300, 330))
def test_no_alarm_on_a_clean_document(seed: int) -> None:
    found = findings(generate(seed, hazards=frozenset()).text)
    assert [f.message_zh for f in found if f.status in ("fail", "insufficient_data")] == []
    assert sum(f.status in ("pass", "rounding") for f in found) >= 40
    assert len({(f.check, f.instance) for f in found}) == len(found)
    assert all(f.message_zh and f.message_en and f.locators for f in found)


_MONEY = re.compile(r"(?<=收入总计|支出总计|基本支出|项目支出|人员经费|公用经费)(?P<number>\d[\d,]*\.\d\d)万元")


@pytest.mark.parametrize("seed", range(300, 320))
def test_a_changed_figure_is_found(seed: int) -> None:
    """The first digit of one total, kind of expenditure or cost in the text is changed."""
    text = generate(seed, hazards=frozenset()).text
    start = text.index("第三部分", text.index("第三部分") + 1)
    numbers = [match for match in _MONEY.finditer(text, start) if match["number"] != "0.00"]
    assert numbers
    chosen = random.Random(seed).choice(numbers)
    at = chosen.start("number")
    changed = f"{text[:at]}{'1' if text[at] != '1' else '2'}{text[at + 1 :]}"
    found = findings(changed)
    line = text.count("\n", 0, at) + 1
    assert [f for f in found if f.status == "fail" and line in {place.line for place in f.locators}]


# --- the five documents ----------------------------------------------------------------------------------------


@cache
def real(folder: Path) -> tuple[Finding, ...]:
    descriptor = read_descriptor(folder)
    source = read_packaged_source(folder, descriptor)
    found = convert_source(source, read_overrides(descriptor, folder)).findings
    return tuple(f for f in found if f.check in CODES)


REAL_FAILS = {
    "140214-003-2023-dept-budget": {("N18", "L496 L388C1 L418C1")},
    "140404-001-2023-unit-final": {("N11", "L465"), ("N15", "L463 L465"), ("N24", "L503 L519")},
    "140404-002-2023-dept-budget": set(),
    "140900-103-2023-unit-budget": set(),
    "141123-014-2023-dept-budget": {("N05", "L475 L373C2"), ("N16", "L425 L392C2"), ("N17", "L425 L403C1")},
}
REAL_ROUNDING = {
    "140404-001-2023-unit-final": {("N15", "L471"), ("N15", "L473")},
    "141123-014-2023-dept-budget": {("N09", "L450")},
}


def test_the_five_documents_hold_what_a_careful_reader_saw_and_nothing_else() -> None:
    assert {folder.name for folder in PACKAGES} >= REAL_FAILS.keys()
    for folder in PACKAGES:
        if folder.name not in REAL_FAILS:
            continue
        fails = {(f.check, " ".join(map(str, f.locators))) for f in real(folder) if f.status == "fail"}
        assert fails == REAL_FAILS[folder.name], folder.name
        rounding = {(f.check, " ".join(map(str, f.locators))) for f in real(folder) if f.status == "rounding"}
        assert rounding >= REAL_ROUNDING.get(folder.name, set())


def test_five_hundred_instances_of_the_five_documents_hold() -> None:
    found = [f for folder in PACKAGES if folder.name in REAL_FAILS for f in real(folder)]
    assert sum(f.status in ("pass", "rounding") for f in found) >= 500
    assert all(f.attribution == "publisher" for f in found if f.status == "fail")


def test_units_of_the_tables_without_a_list_in_the_text_are_undecided_with_the_reason() -> None:
    check = next(check for check in NARRATIVE_CHECKS if check.code == "N22")
    silent = Example(tables=check.bad.tables, overview="二、机构设置情况\n示例县档案馆负责档案工作。")
    (finding,) = findings_of(check, silent)
    assert finding.status == "insufficient_data"
    assert "没有读到下属单位名单" in finding.message_zh
    assert "2个" in finding.message_zh


def test_number_words_are_no_names_of_bodies() -> None:
    assert "十个股室" not in [text_of(name) for name in find_names(_LISTED)]
    assert "综合科" in [text_of(name) for name in find_names(_LISTED)]


_LISTED = "内设办公室、综合科、十个股室。"


def text_of(name: Named) -> str:
    return _LISTED[name.start : name.end]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("内设综合股、文书股;下属事业单位为示例县信息中心,下设网络股、运维股。", ["", "", *["示例县信息中心"] * 2]),
        ("下属单位为示例县信息中心。办公室内设综合股、文书股。", ["", ""]),
        ("下属单位为示例县信息中心、示例县服务中心,下设综合股、文书股。", ["", ""]),
        ("示例县档案馆内设综合股、文书股,下属单位为示例县信息中心。", ["", ""]),
    ],
)  # fmt: skip
def test_bodies_of_a_unit_below_are_its_own(text: str, units: list[str]) -> None:
    assert [found.unit for found in find_names(text) if found.stem == "internal_body"] == units
