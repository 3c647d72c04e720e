"""Comparing, the page of a unit, the first page: they say what the packages say, and nothing runs."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from mingzhang import codes
from mingzhang.cli import main
from mingzhang.packages.store import find_packages
from mingzhang.site import find
from mingzhang.site.catalog import Disclosure, read_disclosure
from mingzhang.site.comparable import MOST, common_name, suggestions
from mingzhang.site.comparison import comparison_file, comparison_index, rank_of
from mingzhang.site.pages.home import home_page
from mingzhang.site.pages.unit import unit_page
from mingzhang.site.pages.unit_years import year_before
from mingzhang.site.pages.units import Entry, entry_of
from mingzhang.site.unit_facts import change_in
from playwright.sync_api import Browser, Page, expect

from tests.browsing import PHONE, Watch, serve
from tests.generator import generate_years
from tests.hostile import hostile_portal
from tests.kinds import FINAL, XINGXIAN
from tests.portal import PACKAGES
from tests.portals import paired_packages, paired_portal

OTHER = "140214-003-2023-dept-budget"
STAFFED = "140404-002-2023-dept-budget"
UNIT = "140900-103-2023-unit-budget"
LARGEST_FILE = 16_000
LARGEST_INDEX_COMPRESSED = 150_000


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five, and units with two disclosures each: two budgets, two final accounts, a budget with its account."""
    return paired_packages(tmp_path_factory)


@pytest.fixture(scope="module")
def disclosures(root: Path) -> dict[str, Disclosure]:
    found = {folder.name: read_disclosure(folder) for folder in find_packages(root)}
    assert len(found) == len(list(PACKAGES.glob("*/*"))) + 6
    return found


@pytest.fixture(scope="module")
def entries(disclosures: dict[str, Disclosure]) -> list[Entry]:
    return [entry_of(disclosure) for disclosure in disclosures.values()]


def compared(disclosure: Disclosure) -> dict[str, Any]:
    return dict(json.loads(comparison_file(disclosure)))


def row_of(data: dict[str, Any], section: str, key: str) -> list[Any] | None:
    return next((row for row in data[section]["rows"] if row[0] == key), None)


def cell_of(data: dict[str, Any], section: str, key: str) -> Any:
    row = row_of(data, section, key)
    assert row is not None
    return row[5]


def without_words(disclosure: Disclosure) -> Disclosure:
    """The same with nothing said in its explanations."""
    silent = dict.fromkeys(disclosure.narrative.statements, ())
    return replace(disclosure, narrative=replace(disclosure.narrative, statements=silent))


def several(entries: list[Entry], kinds: set[str]) -> list[Entry]:
    """The disclosures of the generated unit that published these kinds."""
    by_unit: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        by_unit.setdefault(entry.unit_key, []).append(entry)
    return next(found for found in by_unit.values() if len(found) == 2 and {entry.kind for entry in found} == kinds)


# -- the data -----------------------------------------------------------------------------------


def test_every_compared_figure_is_a_printed_one_at_its_place(root: Path, disclosures: dict[str, Disclosure]) -> None:
    seen = 0
    for folder in find_packages(root):
        with (folder / "data" / "facts.csv").open(encoding="utf-8", newline="") as file:
            facts = {(f["locator"], f["printed"]): f for f in csv.DictReader(file)}
        data = compared(disclosures[folder.name])
        for section in ("totals", "function", "economic", "three_public", "running"):
            for row in data[section]["rows"]:
                for figure in row[5] if isinstance(row[5], list) else []:
                    fact = facts[figure[2], figure[0]]
                    unit = figure[3] if len(figure) > 3 and figure[3] else data[section]["unit"]
                    assert (fact["amount_yuan"], fact["printed_unit"]) == (figure[1], unit), (folder.name, row)
                    seen += 1
    assert seen > 500


def test_every_row_of_the_tables_is_there(disclosures: dict[str, Disclosure]) -> None:
    for disclosure in disclosures.values():
        data = compared(disclosure)
        rows = disclosure.table("expenditure").rows
        assert {row[0] for row in data["function"]["rows"]} == {row.cells["function_code"] or "total" for row in rows}
        figures = sum(len(row[5]) for row in data["function"]["rows"] if isinstance(row[5], list))
        assert figures == sum("total_yuan" in row.figures for row in rows)


def test_blank_absent_zero_and_not_applicable_are_four_things(disclosures: dict[str, Disclosure]) -> None:
    blank = compared(disclosures[XINGXIAN])
    assert row_of(blank, "three_public", "reception") == [
        "reception",
        1,
        "公务接待费",
        "Official receptions",
        "three_public",
        {"state": "words", "table": "blank", "figures": [["0.00", "0.00", "L467"]]},
    ], "a sentence states what the table leaves blank"
    assert cell_of(compared(without_words(disclosures[XINGXIAN])), "three_public", "reception") == "blank"
    assert row_of(compared(disclosures[OTHER]), "function", "217") is None
    assert row_of(blank, "function", "217") is not None
    final = compared(disclosures[FINAL])
    assert any(row[5] == "na" for row in final["economic"]["rows"])
    assert final["tables"]["three_public"][3] == "empty_stated"
    assert cell_of(final, "three_public", "total") == {
        "state": "words",
        "table": "empty_stated",
        "figures": [["0", "0.00", "L487"]],
    }
    assert cell_of(final, "three_public", "vehicles") == "empty_stated", "no sentence states it"
    assert cell_of(final, "economic", "total") == "no_total"
    assert cell_of(final, "economic", "total_personnel")[0][:2] == ["384.36", "3843600.00"]
    assert cell_of(compared(disclosures[STAFFED]), "three_public", "total")["state"] == "none_in_words"
    printed = disclosures[XINGXIAN].table("expenditure").rows[0].figures["total_yuan"]
    zero = replace(printed, printed="0.00", yuan="0.00")
    table = disclosures[XINGXIAN].table("expenditure")
    rows = (replace(table.rows[0], figures={"total_yuan": zero}), *table.rows[1:])
    tables = tuple(replace(t, rows=rows) if t.name == "expenditure" else t for t in disclosures[XINGXIAN].tables)
    spoiled = row_of(compared(replace(disclosures[XINGXIAN], tables=tables)), "function", "total")
    assert spoiled is not None
    assert spoiled[5][0][:2] == ["0.00", "0.00"]


def test_per_head_is_exact_and_only_where_one_number_of_staff_is_stated(disclosures: dict[str, Disclosure]) -> None:
    data = compared(disclosures[STAFFED])
    assert data["heads"] == ["one", 47, "L80"]
    shares = {key: yuan for key, _, _, yuan in data["per_head"]}
    total = row_of(data, "totals", "Total expenditure")
    assert total is not None
    exact = Fraction(Decimal(total[5][0][1])) / 47
    assert int(shares["Total expenditure"]) == (exact + Fraction(1, 2)).__floor__()
    assert shares["total"] == "none_in_words", "the explanations say that there are no three public expenses"
    assert {key: cell for key, _, _, cell in compared(without_words(disclosures[STAFFED]))["per_head"]} == {}
    assert compared(disclosures[XINGXIAN])["heads"] == ["none"]
    assert compared(disclosures[XINGXIAN])["per_head"] == []


def test_what_is_known_from_words_only_is_worked_out_per_head_and_says_so(disclosures: dict[str, Disclosure]) -> None:
    disclosure = disclosures[FINAL]
    staff = next(
        found
        for group in disclosures[STAFFED].narrative.statements.values()
        for found in group
        if found.stem == "staff_actual"
    )
    first, *rest = disclosure.narrative.statements.items()
    narrative = replace(disclosure.narrative, statements=dict([(first[0], (*first[1], staff)), *rest]))
    data = compared(replace(disclosure, narrative=narrative))
    assert data["heads"][:2] == ["one", 47]
    shares = {key: cell for key, _, _, cell in data["per_head"]}
    assert shares["total"] == {"state": "words", "yuan": "0"}
    assert shares["running"] == str(round(322200 / 47))


def test_a_figure_that_a_finding_concerns_says_so(disclosures: dict[str, Disclosure]) -> None:
    """N05: a sentence and the table print different operating costs; both sides are marked, nothing else is."""
    disclosure = disclosures[XINGXIAN]
    (finding,) = (found for found in disclosure.findings if found.check == "N05")
    (figure,) = cell_of(compared(disclosure), "running", "running")
    assert figure[6] == f"w{finding.anchor}"
    assert len(cell_of(compared(disclosures[STAFFED]), "running", "running")[0]) == 3
    concerns = disclosure.concerns
    marked = {
        found.statement_id: concerns.of_statement(found)[0].check
        for group in disclosure.narrative.statements.values()
        for found in group
        if concerns.of_statement(found)
    }
    assert marked["operating_costs/operating_costs_this_year/expenditure"] == "N05"
    assert set(marked.values()) == {"N05", "N16"}
    final = disclosures[FINAL]
    told = final.concerns
    parts = [
        found.number
        for group in final.narrative.statements.values()
        for found in group
        if any(one.check == "N15" for one in told.of_statement(found))
    ]
    assert parts == ["1,530.55", "1444.64", "36.43", "16.83", "32.56"], "the sum and what was added up"


def test_two_numbers_of_staff_are_none(disclosures: dict[str, Disclosure]) -> None:
    disclosure = disclosures[STAFFED]
    narrative = disclosure.narrative
    statements = {
        section: tuple(
            doubled
            for found in group
            for doubled in ((found, replace(found, number="12")) if found.stem == "staff_actual" else (found,))
        )
        for section, group in narrative.statements.items()
    }
    data = compared(replace(disclosure, narrative=replace(narrative, statements=statements)))
    assert data["heads"] == ["several"]
    assert data["per_head"] == []
    row = row_of(data, "staff", "staff_actual")
    assert row is not None
    assert [figure[0] for figure in row[5]] == ["47", "12"]


@pytest.mark.parametrize(("code", "rank"), [("350000", "province"), ("350100", "city"), ("350102", "county")])
def test_ranks(code: str, rank: str) -> None:
    assert rank_of(code) == rank


def test_files_are_small_and_the_index_of_two_thousand_as_well(
    disclosures: dict[str, Disclosure], entries: list[Entry], capsys: pytest.CaptureFixture[str]
) -> None:
    sizes = [len(comparison_file(disclosure)) for disclosure in disclosures.values()]
    packed = [len(gzip.compress(comparison_file(disclosure))) for disclosure in disclosures.values()]
    many = grown(entries[0], 1000)
    index = gzip.compress(comparison_index(entry.package for entry in many), mtime=0)
    units = gzip.compress(find.unit_index(many), mtime=0)
    with capsys.disabled():
        print(f"\ncompare: {max(sizes)} bytes at most, {max(packed)} packed")
        print(f"2,000 disclosures of 1,000 units: index {len(index)}, units {len(units)} bytes packed")
    assert max(sizes) < LARGEST_FILE
    assert len(many) == 2000
    assert len(index) + len(units) < LARGEST_INDEX_COMPRESSED


def grown(entry: Entry, units: int) -> list[Entry]:
    """Two disclosures of each of so many invented units in real counties."""
    counties = [code for code in codes.divisions() if not code.endswith("00")][:units]
    found = []
    for number, division in enumerate(counties):
        agency = f"{number % 900:03d}"
        for year in (2022, 2023):
            name = f"{division}-{agency}-{year}-dept-budget"
            called = f"示例第{number}县{['财政局', '教育局', '档案馆', '人民政府办公室', '卫生健康局'][number % 5]}"
            found.append(
                replace(
                    entry,
                    package=name,
                    division_code=division,
                    agency_code=agency,
                    agency_name=called,
                    fiscal_year=year,
                )
            )
    return found


def test_the_index_names_every_disclosure_of_a_unit(entries: list[Entry]) -> None:
    index = json.loads(comparison_index(entry.package for entry in entries))
    assert {f"{unit}-{rest}" for unit, found in index.items() for rest in found} == {entry.package for entry in entries}
    keys = {row[3].removeprefix("units/").rstrip("/") for row in json.loads(find.unit_index(entries))}
    assert set(index) == keys


# -- what is suggested --------------------------------------------------------------------------


def test_units_of_one_name_and_years_of_one_unit_are_suggested(entries: list[Entry]) -> None:
    found = suggestions(entries)
    assert found[0].relation == "name"
    assert found[0].name == "人民政府办公室"
    assert set(found[0].packages) == {XINGXIAN, OTHER, STAFFED, UNIT}
    own = [set(one.packages) for one in found if one.relation == "unit"]
    assert {entry.package for entry in several(entries, {"budget"})} in own
    assert all(2 <= len(one.packages) <= MOST for one in found)
    assert suggestions(reversed(entries)) == found, "the order of the packages does not matter"


def test_a_name_alone(entries: list[Entry]) -> None:
    entry = next(entry for entry in entries if entry.package == XINGXIAN)
    assert common_name(replace(entry, agency_name="山西省吕梁市兴县档案馆（本级）")) == "档案馆"
    assert common_name(replace(entry, agency_name="兴县")) == ""


# -- the page of a unit and the first page ------------------------------------------------------


def test_changes_are_worked_out_from_two_years_of_one_kind_only(entries: list[Entry]) -> None:
    years = sorted(several(entries, {"budget"}), key=lambda entry: entry.fiscal_year)
    assert year_before(years[1], years) is years[0]
    assert year_before(years[0], years) is None
    page = unit_page(years, "zh").body
    earlier, later = (entry.facts.figures[1].yuan for entry in years)
    assert earlier is not None
    assert later is not None
    change, percent = change_in(earlier, later, "万元")
    assert change * 10000 == later - earlier
    shown = f"{change.normalize():+,f} ({percent:+}%)" if change else "±0"
    assert f"{shown} <i>算</i>" in page
    assert "由两年公布的同一个数相减得出" in page
    account = several(entries, {"budget", "final"})
    assert {entry.fiscal_year for entry in account} == {account[0].fiscal_year}
    assert "<i>算</i>" not in unit_page(account, "zh").body, "a budget and its account are no two years"


@pytest.mark.parametrize(
    ("earlier", "later", "unit", "change", "percent"),
    [
        ("1000000", "1500000", "万元", "50", "50.0"),
        ("0", "1500000.50", "元", "1500000.50", None),
        ("300", "200", "元", "-100", "-33.3"),
    ],
)
def test_a_change(earlier: str, later: str, unit: str, change: str, percent: str | None) -> None:
    expected = Decimal(change), Decimal(percent) if percent else None
    assert change_in(Decimal(earlier), Decimal(later), unit) == expected


def test_without_the_year_before_the_document_is_quoted_with_its_line(entries: list[Entry]) -> None:
    page = unit_page([entry for entry in entries if entry.package == XINGXIAN], "zh").body
    assert "<i>算</i>" not in page
    assert "增减照原文抄录，没有另算" in page
    assert re.search(r'<a href="../../d/[^"]+/source/#L425">比上年增加403.20万元</a>', page)
    assert "一是本年度项目计划增加，包括：1.兴县金融服务平台建设费85.2万元" in page


def test_a_unit_tells_its_duties_as_printed_and_leaves_no_line_out(root: Path, entries: list[Entry]) -> None:
    for entry in entries:
        lines = (root / entry.division_code / entry.package / "source.txt").read_text(encoding="utf-8").split("\n")
        printed = [line.strip().removeprefix("- ") for line in lines]
        for (number, text), (following, _) in pairwise(entry.facts.duties):
            assert "".join(printed[number - 1 : following - 1]) == text, (entry.package, number)
        number, text = entry.facts.duties[-1]
        assert text.startswith(printed[number - 1]), (entry.package, number)
        for told in (*entry.facts.bodies, *entry.facts.subordinates, *entry.facts.people):
            assert told[1].line <= len(lines)
    assert sum(bool(entry.facts.duties) for entry in entries) >= 5


def test_a_blank_of_a_unit_is_no_zero(entries: list[Entry]) -> None:
    page = unit_page([entry for entry in entries if entry.package == XINGXIAN], "zh").body
    there = "../../d/141123-014-2023-dept-budget"
    assert f'href="{there}/source/#L467" title=' in page
    assert f'<small class="words">据文字，<a href="{there}/three_public/"' in page
    empty = unit_page([entry for entry in entries if entry.package == FINAL], "en").body
    assert '<a class="none"' in empty
    assert ">empty, as stated</a>" in empty
    assert '<small class="words">in words, <a href="../../d/140404-001-2023-unit-final/three_public/"' in empty


@pytest.fixture(scope="module")
def eight_years(tmp_path_factory: pytest.TempPathFactory) -> list[Entry]:
    """One department: eight budgets and seven final accounts."""
    folder = tmp_path_factory.mktemp("years")
    for number, document in enumerate(generate_years(8, 8)):
        (folder / f"{number}.txt").write_text(document.text, encoding="utf-8")
    texts = sorted(map(str, folder.glob("*.txt")))
    done = CliRunner().invoke(main, ["convert", "-q", "--root", str(folder / "datapackage"), *texts])
    assert done.exit_code in (0, 1), done.output
    return [entry_of(read_disclosure(found)) for found in find_packages(folder / "datapackage")]


@pytest.mark.parametrize("years", [2, 3, 8])
def test_years_stand_side_by_side_drawn_and_as_a_table(eight_years: list[Entry], years: int) -> None:
    first = min(entry.fiscal_year for entry in eight_years)
    shown = [entry for entry in eight_years if entry.fiscal_year < first + years]
    page = unit_page(shown, "zh").body
    timeline = page[page.index('<h2 id="years">') : page.index('<h2 id="figures">')]
    blocks = timeline.split("<h3 ")[1:]
    assert len(blocks) == 4, "revenue, expenditure, three public expenses, operating costs"
    for block in blocks:
        assert block.count('<tr><th scope="row">') == years
        drawn = len(re.findall(r'<rect class="(plan|s1)"', block))
        assert drawn == block.count("#L"), "what is drawn is in the table, with its line"
    spent = next(block for block in blocks if block.startswith('id="years-total-expenditure"'))
    for entry in shown:
        figure = next(found for found in entry.facts.figures if found.label[1] == "Total expenditure")
        (printed,) = figure.amount.figures
        assert f'{entry.package}/source/#{printed.place}"' in spent
        assert f">{printed.printed}</a>" in spent


def test_a_year_that_is_not_here_keeps_its_place_and_one_disclosure_has_no_time_line(eight_years: list[Entry]) -> None:
    first = min(entry.fiscal_year for entry in eight_years)
    page = unit_page([entry for entry in eight_years if entry.fiscal_year in (first, first + 3)], "zh").body
    assert page.count(f">{first + 1}</text>") == 4
    assert f'<tr><th scope="row">{first + 1}</th><td class="n"><span class="none">未收录</span>' in page
    assert '<h2 id="years">' not in unit_page(eight_years[:1], "zh").body


def test_home_lists_divisions_where_units_are_many_and_stays_light(entries: list[Entry]) -> None:
    few, many = home_page(entries, "zh").body, home_page(grown(entries[0], 400), "zh").body
    assert "按地区找" not in few
    assert "按地区找" in many
    assert len(many.encode()) < 100_000
    assert home_page([], "zh").body.count("<h1>") == 1


def test_examples_follow_their_rules(entries: list[Entry]) -> None:
    page = home_page(entries, "zh").body
    projects = [(Decimal(p.yuan), p) for entry in entries for p in entry.projects if p.yuan]
    largest = max(projects, key=lambda one: one[0])[1]
    assert f"#{largest.anchor}" in page[page.index("金额最大的项目") :][:400]
    best = max(entry.facts.statuses["pass"] for entry in entries)
    assert f"{best} 处核对成立" in page
    assert page == home_page(list(reversed(entries)), "zh").body, "the order of the packages does not matter"


# -- in a browser -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(paired_portal(tmp_path_factory), tmp_path_factory.mktemp("served"))


def add(page: Page, words: str) -> None:
    page.fill("#pick", words)
    page.wait_for_selector("#pick-list [role=option]")
    page.locator("#pick-list [role=option]").first.click()


def letters(page: Page) -> list[str]:
    return page.locator("ul.chosen .what a").all_inner_texts()


@pytest.mark.browser
def test_three_are_chosen_and_the_address_keeps_them(visit: tuple[Page, Watch], base: str) -> None:
    page, watch = visit
    page.goto(f"{base}compare/")
    assert not [url for url in watch.requests if url.endswith(".json")], "nothing is fetched before the first search"
    add(page, "兴县")
    page.wait_for_selector("text=再加一份，就可以比较")
    add(page, "云冈区 2023")
    page.wait_for_selector("table.compared.n2")
    add(page, "上党区人民政府")
    page.wait_for_selector("table.compared.n3")
    assert page.url.endswith(f"compare/?d={XINGXIAN},{OTHER},{STAFFED}")
    total = page.locator("#totals ~ .scroll tr:has-text('支出总计') td.n")
    assert total.all_inner_texts() == ["833.90", "1,592.14", "1313.62"]
    assert (total.first.locator("a").get_attribute("href") or "").endswith(f"/d/{XINGXIAN}/source/#L113C4")
    page.select_option("#c-detail", "3")
    page.wait_for_selector("tr.l3")
    shared = page.url
    assert shared.endswith("&detail=3")
    page.goto(base)
    page.goto(shared)
    page.wait_for_selector("table.compared.n3 tr.l3")
    assert page.input_value("#c-detail") == "3"
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.browser
def test_back_and_forward_undo_the_choice(visit: tuple[Page, Watch], base: str) -> None:
    page, _ = visit
    page.goto(f"{base}compare/?d={XINGXIAN},{OTHER}")
    page.wait_for_selector("table.compared.n2")
    add(page, "忻州")
    page.wait_for_selector("table.compared.n3")
    page.go_back()
    page.wait_for_selector("table.compared.n2")
    assert page.url.endswith(f"?d={XINGXIAN},{OTHER}")
    page.go_forward()
    page.wait_for_selector("table.compared.n3")
    page.click("ul.chosen li >> nth=0 >> button")
    page.wait_for_selector("table.compared.n2")
    assert XINGXIAN not in page.url
    page.go_back()
    page.wait_for_selector("table.compared.n3")
    page.locator("table.compared td.n a").first.click()
    page.go_back()
    page.wait_for_selector("table.compared.n3")


@pytest.mark.browser
def test_the_keyboard_alone_is_enough(visit: tuple[Page, Watch], base: str) -> None:
    page, _ = visit
    page.goto(f"{base}en/compare/")
    page.focus("#pick")
    page.keyboard.type("政府办公室")
    page.wait_for_selector("#pick-list [role=option]")
    assert page.get_attribute("#pick", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#pick", "aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_selector("ul.chosen li .what a")
    assert page.get_attribute("#pick", "aria-expanded") == "false"
    page.keyboard.type("办公室")
    page.wait_for_selector("#pick-list [role=option]")
    page.keyboard.press("Escape")
    assert not page.locator("#pick-list").is_visible()
    page.keyboard.type(" 20")
    page.wait_for_selector("#pick-list [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_selector("table.compared.n2")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Remove A"
    page.keyboard.press("Enter")
    expect(page.locator("ul.chosen li")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "pick"


@pytest.mark.browser
def test_what_does_not_compare_is_said(visit: tuple[Page, Watch], base: str, entries: list[Entry]) -> None:
    page, _ = visit
    page.goto(f"{base}compare/?d={XINGXIAN},{FINAL}")
    page.wait_for_selector(".notices")
    told = page.locator(".notices").inner_text()
    for words in ("预算与决算不能直接相比", "部门与单位的口径不同", "空表（已注明）"):
        assert words in told
    page.click(".notices summary")
    assert "没有这个数，是情况说明的文字写的" in page.locator(".notices dl").inner_text()
    for section in ("totals", "function", "economic", "three_public", "running"):
        heads = page.locator(f"#{section} ~ .scroll thead th.n")
        assert "决算 ≠ 预算，单位 ≠ 部门" in heads.nth(1).inner_text(), "the warning stands at the column"
        assert "≠" not in heads.nth(0).inner_text()
    assert "不含上年结转" in page.locator("#economic ~ .scroll tr.basis td").first.inner_text()
    totals = page.locator("#totals ~ .scroll tr.l0 td:last-child")
    assert totals.locator("> .unlike").count() == totals.count(), "and at every figure"
    assert (
        page.locator("#totals ~ .scroll td svg.length.hollow").count()
        == page.locator("#totals ~ .scroll td:last-child svg").count()
    )
    stated = page.locator("#three_public ~ .scroll tr:has-text('公务接待费') td.n")
    assert [known.locator("a").first.inner_text() for known in stated.all()] == ["0.00", "0"]
    assert all("据文字" in known for known in stated.all_inner_texts())
    assert "表：空白" in stated.nth(0).inner_text()
    assert "表：空表（已注明）" in stated.nth(1).inner_text()
    assert (stated.nth(1).locator("a").first.get_attribute("href") or "").endswith(f"/d/{FINAL}/source/#L495")
    assert page.locator("#economic ~ .scroll tr.l0").first.locator("td.n").nth(1).inner_text() == "不印合计"
    flagged = page.locator("#running ~ .scroll a.concern").get_attribute("href") or ""
    assert re.search(rf"/d/{XINGXIAN}/checks/#N05-[0-9a-f]+$", flagged)
    assert page.locator("#function ~ .scroll tr:has-text('金融支出') td.n").all_inner_texts()[1] == "未列"
    assert "都没有写明唯一的实有人数" in page.locator("section:has(> #per_head)").inner_text()
    running = page.locator("#running ~ .scroll tr.l0 td.n").all_inner_texts()
    assert len(running) == 2
    years = sorted(several(entries, {"budget"}), key=lambda entry: entry.fiscal_year)
    page.goto(f"{base}compare/?d={years[0].package},{years[1].package}")
    page.wait_for_selector(".notices")
    told = page.locator(".notices").inner_text()
    assert f"年度不同：A {years[0].fiscal_year}，B {years[1].fiscal_year}" in told
    assert "预算与决算" not in told
    page.goto(f"{base}compare/?d={XINGXIAN},{OTHER}&as=share")
    page.wait_for_selector(".share")
    assert page.locator("#function ~ .scroll tr.l0 .share").all_inner_texts() == ["100.0%", "100.0%"]
    assert "同为一个年度" in page.locator(".notices").inner_text()


@pytest.mark.browser
def test_the_comparison_is_taken_away_as_csv(visit: tuple[Page, Watch], base: str) -> None:
    page, _ = visit
    page.goto(f"{base}compare/?d={STAFFED},{FINAL}")
    page.wait_for_selector("table.compared.n2")
    with page.expect_download() as download:
        page.click("form.options button")
    data = download.value.path().read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert {row["section"] for row in rows} == {
        "totals", "function", "economic", "three_public", "running", "staff", "per_head"
    }  # fmt: skip
    total = {row["package"]: row for row in rows if (row["section"], row["item"]) == ("totals", "支出总计")}
    assert total[STAFFED]["amount_yuan"] == "13136200.00"
    assert total[STAFFED]["not_comparable_with_a"] == ""
    assert total[FINAL]["not_comparable_with_a"] == "kind scope"
    assert total[FINAL]["source"].endswith(f"/d/{FINAL}/source/#L109C6")
    receptions = {row["package"]: row["state"] for row in rows if row["item"] == "公务接待费"}
    assert receptions == {STAFFED: "empty_stated", FINAL: "words"}
    assert any(row["level"] == "3" for row in rows), "all rows, whatever is shown"
    wild = page.evaluate(
        """async () => {
            const { csvCell } = await import(new URL("../assets/lib/spreadsheet.js", location.href));
            return ["=1+1", "＝1", "-12.50", "-", "@a", "a,b", 'q"q', "a\\nb", "+x\\n", "12%"].map(csvCell);
        }"""
    )
    assert wild == ["'=1+1", "'＝1", "-12.50", "-", "'@a", '"a,b"', '"q""q"', "a b", "'+x ", "12%"]


@pytest.mark.browser
def test_another_one_in_front_is_what_the_others_are_compared_with(visit: tuple[Page, Watch], base: str) -> None:
    page, _ = visit
    page.goto(f"{base}en/compare/?d={XINGXIAN},{FINAL}")
    page.wait_for_selector("table.compared.n2")
    page.click("button[aria-label^='Put B first']")
    expect(page.locator("ul.chosen li a").first).to_contain_text("上党")
    assert page.url.endswith(f"?d={FINAL},{XINGXIAN}")
    assert "budget ≠ final accounts" in page.locator("#totals ~ .scroll thead th.n").nth(1).inner_text()
    page.go_back()
    expect(page.locator("ul.chosen li a").first).to_contain_text("兴县")


@pytest.mark.browser
def test_english_names_tables_and_what_they_leave_out(
    visit: tuple[Page, Watch], base: str, disclosures: dict[str, Disclosure]
) -> None:
    page, _ = visit
    page.goto(f"{base}en/compare/?d={XINGXIAN},{FINAL}")
    basis = page.locator("#economic ~ .scroll tr.basis").first
    expect(basis).to_contain_text("without money carried over from last year")
    assert "结转" not in basis.inner_text()
    expenditure = disclosures[XINGXIAN].table("expenditure")
    origin = page.locator("#function ~ .scroll tr.from td").first
    assert origin.locator("a").inner_text() == expenditure.schema.title_en
    assert (origin.locator("a").get_attribute("href") or "").endswith(f"/en/d/{XINGXIAN}/expenditure/")
    assert origin.locator("[lang=zh]").inner_text() == expenditure.title_printed
    assert not origin.locator("a[lang=zh]").count()


@pytest.mark.browser
def test_no_more_than_six_and_nothing_unknown_is_asked_for(
    visit: tuple[Page, Watch], base: str, entries: list[Entry]
) -> None:
    page, watch = visit
    names = [entry.package for entry in entries]
    assert len(names) > MOST
    page.goto(f"{base}compare/?d={','.join(names)}")
    page.wait_for_selector("table.compared.n6")
    assert page.locator("ul.chosen li").count() == MOST
    assert page.inner_text(".told") == f"最多比较六份，没有列出其余 {len(names) - MOST} 份。"
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.fill("#pick", names[-1])
    page.wait_for_selector("#pick-list [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".told:has-text('最多比较六份')")
    strange = f"../../etc,<b>,{'x' * 60}"
    page.goto(f"{base}compare/?d={XINGXIAN},350102-001-2023-dept-budget,{strange}")
    told = page.locator(".told")
    expect(told).to_have_text(f"没有这份文档：350102-001-2023-dept-budget、../../etc、<b>、{'x' * 40}…。")
    assert letters(page) == ["兴县人民政府办公室"]
    page.click("ul.chosen li:has-text('350102') button")
    expect(told).to_have_text("")
    page.goto(f"{base}en/compare/?d=nothing")
    expect(told).to_have_text("There is no such disclosure: nothing.")
    assert not [url for url in watch.requests if "350102" in url.partition("?")[0] or "etc" in url.partition("?")[0]]


@pytest.mark.browser
def test_without_scripts_the_page_explains_and_leads_on(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}units/141123-014/")
    page.click("p.acts a")
    assert page.url.endswith(f"compare/?d={XINGXIAN}")
    assert "比较需要 JavaScript" in page.locator("noscript").inner_text()
    assert not page.locator("form.pick").is_visible()
    page.click("noscript li a >> nth=0")
    assert "/d/" in page.url
    context.close()


@pytest.mark.browser
def test_the_search_ranks_names_walks_by_arrow_keys_and_says_when_nothing_is_found(
    visit: tuple[Page, Watch], base: str
) -> None:
    page, watch = visit
    page.goto(base)
    page.focus("#find")
    page.keyboard.type("兴")
    page.wait_for_selector(".next p:has-text('再输一个字')")
    assert not [url for url in watch.requests if url.endswith(".json")]
    page.keyboard.type("县人民政府办公室")
    page.wait_for_selector(".found a")
    assert page.locator(".found a").first.get_attribute("href") == f"{base}units/141123-014/"
    page.keyboard.press("ArrowDown")
    assert page.locator(".found [aria-selected=true]").get_attribute("href") == f"{base}units/141123-014/"
    page.keyboard.press("ArrowUp")
    assert page.locator(".found [aria-selected=true]").count() == 0
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press("Escape")
    assert page.input_value("#find") == ""
    page.fill("#find", "没有这样的名字")
    page.wait_for_selector(".next p:has-text('没有找到')")
    assert page.locator("form.find [role=status]").inner_text().startswith("没有找到")


@pytest.mark.browser
def test_hostile_names_are_text(browser: Browser, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    site = hostile_portal(tmp_path_factory)
    for base in serve(site, tmp_path / "served"):
        context = browser.new_context()
        watch = Watch(context, base)
        page = context.new_page()
        for address in (f"compare/?d={XINGXIAN},{OTHER}", f"en/compare/?d={OTHER},{XINGXIAN}&detail=3&as=share"):
            page.goto(base + address)
            page.wait_for_selector("table.compared.n2")
            assert "onerror" in page.locator("table.compared").first.inner_text()
            assert page.evaluate("window.hacked") is None
            assert (
                page.locator(".compare img, .compare script, .compare [onerror], .compare b:not(.letter)").count() == 0
            )
        page.goto(f"{base}compare/")
        page.fill("#pick", "onerror")
        page.wait_for_selector("#pick-list [role=option]")
        page.keyboard.press("Tab")
        for address in ("units/141123-014/", "en/units/141123-014/", ""):
            page.goto(base + address)
            assert page.evaluate("window.hacked") is None
        page.fill("#find", "onerror")
        page.wait_for_selector(".found mark")
        assert page.locator(".found img, .found script").count() == 0
        context.close()
        assert not watch.trouble
