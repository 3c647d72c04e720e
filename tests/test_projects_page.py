"""The page of all projects: what fits, in which order, what it sums up to, and the selection to take away."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from mingzhang.ground.escape import csv_text, from_csv_text
from mingzhang.packages.store import find_packages
from mingzhang.site import addresses, find, project_list
from mingzhang.site.catalog import read_disclosure
from mingzhang.site.page import Links
from mingzhang.site.pages.project_list import projects_section
from mingzhang.site.pages.projects import projects_page
from mingzhang.site.pages.units import Entry, entry_of
from mingzhang.site.projects import projects_of
from playwright.sync_api import Browser, Page, expect

from tests.browsing import PHONE, Watch, serve
from tests.kinds import FINAL
from tests.many import many_entries
from tests.once import copied_from
from tests.portal import PACKAGES
from tests.portals import published_portal

HOSTILE = (
    '=HYPERLINK("http://x.example","点")', "+1+1", "-2+3", "@SUM(A1)", "＝1＋1", "\t=1", "-12.50", "+3%", "=", "'=1",
    '<img src=x onerror=window.hacked=1>"', "甲,乙", "上\n=下", "普通名称",
)  # fmt: skip


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    """The five disclosures; one project of each is called something that a spreadsheet or a page might run."""
    found = [entry_of(read_disclosure(folder)) for folder in find_packages(PACKAGES)]
    return [_spoiled(entry, number) for number, entry in enumerate(found)]


def _spoiled(entry: Entry, number: int) -> Entry:
    own = HOSTILE[number * 3 : number * 3 + 3]
    named = [replace(project, name=name) for project, name in zip(entry.projects, own, strict=False)]
    return replace(entry, projects=(*named, *entry.projects[len(named) :]))


@pytest.fixture(scope="module")
def base(entries: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = copied_from(published_portal(tmp_path_factory), tmp_path_factory.mktemp("portal"))
    for path, data in (*find.project_files(entries), *project_list.project_files(entries)):
        (site / path).write_bytes(data)
    yield from serve(site, tmp_path_factory.mktemp("served"))


def names(page: Page) -> list[str]:
    return page.locator(".matches tbody th > a:not(.concern)").all_inner_texts()


def filtered(page: Page, address: str) -> list[str]:
    page.goto(address)
    expect(page.locator(".count")).to_contain_text("找到", timeout=30_000)
    return names(page)


# -- what fits ------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("division=14", lambda e, p: True),
        ("division=1404", lambda e, p: e.division_code.startswith("1404")),
        ("division=140214", lambda e, p: e.division_code == "140214"),
        ("kind=final", lambda e, p: e.kind == "final"),
        ("year=2023&kind=budget", lambda e, p: e.kind == "budget"),
        ("unit=140900-103", lambda e, p: e.unit_key == ("140900", "103")),
        # a unit below the one that publishes
        ("unit=政府信息网络中心", lambda e, p: "政府信息网络中心" in p.unit_name),
        ("unit=上党政府办", lambda e, p: e.unit_key == ("140404", "002")),  # characters in order
        ("from=100", lambda e, p: p.yuan and Decimal(p.yuan) >= 1_000_000),
        ("from=10&to=50", lambda e, p: p.yuan and 100_000 <= Decimal(p.yuan) <= 500_000),
        ("form=no", lambda e, p: not p.has_form),
        ("words=网络&in=name", lambda e, p: "网络" in p.name),
        ("words=满意度&in=indicators", lambda e, p: "满意度" in p.promises),
        ("words=保障&in=purpose", lambda e, p: "保障" in p.purpose),
        ("words=保障", lambda e, p: "保障" in p.name or "保障" in p.promises or "保障" in p.purpose),
        ("words=网 费用&in=name", lambda e, p: "网" in p.name and "费用" in p.name),
        ("function=党委办公厅", lambda e, p: any("党委办公厅" in name for _, name in e.functions)),
        ("function=201", lambda e, p: any(code.startswith("201") for code, _ in e.functions)),
        ("sort=name", lambda e, p: True),
    ],
)
def test_every_filter_finds_exactly_what_fits(
    visit: tuple[Page, Watch], base: str, entries: list[Entry], query: str, fits: object
) -> None:
    assert callable(fits)
    page, _ = visit
    wanted = sorted(p.name.strip() for e in entries for p in e.projects if fits(e, p))
    assert wanted, "the filter finds something"
    shown = filtered(page, f"{base}projects/?{query}")
    assert sorted(map(flat, shown)) == sorted(map(flat, wanted))
    total = sum(len(entry.projects) for entry in entries)
    assert page.inner_text(".count") == f"找到 {len(wanted)} 个项目，共 {total} 个。"


def flat(name: str) -> str:
    return " ".join(name.split())


@pytest.mark.browser
def test_nothing_that_fits_says_what_to_try(visit: tuple[Page, Watch], base: str) -> None:
    page, _ = visit
    page.goto(f"{base}projects/?words=火箭&from=5")
    expect(page.locator(".count")).to_have_text("没有符合的项目。")
    assert page.inner_text(".sums") == "可以试试：放宽金额；用更短的词。也可以补充一个单位。"
    page.click(".sums a")
    assert page.url == f"{base}contribute/"


@pytest.mark.browser
def test_amounts_the_wrong_way_round_are_named(visit: tuple[Page, Watch], base: str) -> None:
    page, _ = visit
    page.goto(f"{base}projects/?from=50&to=10")
    expect(page.locator(".count")).to_have_text("没有符合的项目。")
    assert page.inner_text(".sums") == "可以试试：改正金额：“从”大于“到”。也可以补充一个单位。"


@pytest.mark.browser
def test_a_single_character_says_that_it_is_looked_for_in_names_only(visit: tuple[Page, Watch], base: str) -> None:
    page, _ = visit
    assert filtered(page, f"{base}projects/?words=网 费用")
    expect(page.locator(".sums p").first).to_have_text(re.compile("^「网」只有一个字，只在项目名称里找"))
    assert filtered(page, f"{base}projects/?words=网&in=name")
    assert "只有一个字" not in page.inner_text(".sums")
    page.goto(f"{base}projects/?words=网&in=purpose")
    expect(page.locator(".count")).to_have_text("没有符合的项目。")
    assert "「网」只有一个字" in page.inner_text(".sums")
    assert "用更短的词" not in page.inner_text(".sums")


@pytest.mark.browser
def test_the_order_that_is_told_is_the_order_that_is_shown(visit: tuple[Page, Watch], base: str) -> None:
    page, _ = visit
    page.goto(f"{base}projects/")
    page.click("form.filters summary")
    assert page.inner_text("#f-sort option:checked") == "默认次序"
    assert page.locator(".all-projects section").count() > 1
    page.select_option("#f-sort", label="金额从大到小")
    head = page.locator(".matches thead th:nth-child(3)")
    expect(head).to_have_attribute("aria-sort", "descending")
    page.click(".matches thead th:nth-child(3) button")
    assert page.inner_text("#f-sort option:checked") == "金额从小到大"
    page.click(".matches thead th:nth-child(3) button")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert page.inner_text("#f-sort option:checked") == "金额从大到小"
    assert page.url == f"{base}projects/?sort=-amount"


def test_a_disclosure_names_the_amount_its_projects_are_sorted_by() -> None:
    for folder in find_packages(PACKAGES):
        disclosure = read_disclosure(folder)
        told = projects_section(disclosure, Links(addresses.disclosure(disclosure.name), "zh"))
        projects = projects_of(disclosure)
        if disclosure.kind == "final":
            assert "按全年执行从大到小" in told
            executed = [p.form and p.form.money("executed") for p in projects]
            values = [Decimal(money.yuan) for money in executed if money]
            assert len(values) > 1
            assert values == sorted(values, reverse=True)
        else:
            assert "按金额从大到小" in told


@pytest.mark.browser
def test_what_is_chosen_stands_in_the_address_and_comes_back(visit: tuple[Page, Watch], base: str) -> None:
    page, _ = visit
    page.goto(f"{base}en/projects/")
    page.click("form.filters summary")
    page.select_option("#f-kind", "final")
    page.fill("#f-function", "general public")
    page.select_option("#f-sort", "amount")
    expect(page.locator(".count")).to_contain_text("projects.")
    assert page.url == f"{base}en/projects/?kind=final&function=general+public&sort=amount"
    before = names(page)
    page.goto(page.url)
    expect(page.locator(".matches tbody tr")).to_have_count(len(before))
    assert names(page) == before
    assert page.locator("form.filters details").get_attribute("open") is not None
    assert (page.locator(".matches th > a").first.get_attribute("href") or "").startswith(f"{base}en/d/{FINAL}/")


# -- order ----------------------------------------------------------------------------------------


@pytest.mark.browser
def test_every_column_sorts_all_that_fits(visit: tuple[Page, Watch], base: str, entries: list[Entry]) -> None:
    page, _ = visit
    filtered(page, f"{base}projects/?division=14")
    amounts = {flat(p.name): Decimal(p.yuan) for e in entries for p in e.projects if p.yuan}
    for column, first, second in ((2, "ascending", "descending"), (3, "descending", "ascending")):
        for direction in (first, second):
            page.click(f".matches thead th:nth-child({column + 1}) button")
            head = page.locator(f".matches thead th:nth-child({column + 1})")
            expect(head).to_have_attribute("aria-sort", direction)
            shown = [flat(name) for name in names(page)]
            if column == 2:
                values = [amounts[name] for name in shown if name in amounts and shown.count(name) == 1]
            else:
                cells = page.locator(".matches tbody td:nth-child(4)").all_inner_texts()
                values = [Decimal(cell) for cell in cells if cell != "无表"]
                assert cells[len(values) :] == ["无表"] * (len(cells) - len(values)), "no form comes last"
            assert values == sorted(values, reverse=direction == "descending")
    assert "sort=indicators" in page.url


@pytest.mark.browser
def test_sixty_thousand_are_sorted_beyond_what_is_shown(
    browser: Browser,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    entries: list[Entry],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The time is printed, not judged: it depends on the machine."""
    many = many_entries(entries[0], 1000, 30)
    site = copied_from(published_portal(tmp_path_factory), tmp_path)
    for path, data in project_list.project_files(many):
        _write(site / path, data)
    for base in serve(site, tmp_path / "served"):
        context = browser.new_context(viewport=PHONE)
        watch = Watch(context, base)
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        told = []
        for field, value in (("unit", "东城区"), ("words", "农村危房"), ("from", "2000")):
            page.goto(f"{base}projects/", wait_until="networkidle")
            watch.requests.clear()
            begun = page.evaluate("performance.now()")
            page.fill(f"#f-{field}", value)
            expect(page.locator(".count")).to_contain_text("共 60,000 个。", timeout=120_000)
            took = page.evaluate("performance.now()") - begun
            told.append(f"{field}={value}: {took / 1000:.1f} s, {len(watch.requests)} files")
        largest = max((p for e in many for p in e.projects), key=lambda p: Decimal(p.yuan))
        expect(page.locator(".matches tbody tr")).to_have_count(100)
        assert amount_of_first_row(page) == f"{largest.printed} 万元"
        page.click("button.more")
        expect(page.locator(".matches tbody tr")).to_have_count(200)
        assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 101
        page.click(".matches thead th:nth-child(3) button")
        expect(page.locator(".matches thead th:nth-child(3)")).to_have_attribute("aria-sort", "ascending")
        smallest = min(
            (p for e in many for p in e.projects if Decimal(p.yuan) >= 20_000_000), key=lambda p: Decimal(p.yuan)
        )
        assert amount_of_first_row(page) == f"{smallest.printed} 万元"
        context.close()
        assert not watch.trouble
        with capsys.disabled():
            print("", *told, sep="\n")


def amount_of_first_row(page: Page) -> str:
    """On a narrow screen the unit stands below the amount."""
    return flat(page.locator(".matches tbody tr td:nth-child(3)").first.inner_text())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


# -- what is wrong ---------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["", "en/"])
def test_every_project_bears_the_sign_of_its_gravest_finding(
    visit: tuple[Page, Watch], base: str, entries: list[Entry], lang: str
) -> None:
    page, _ = visit
    wanted = {
        f"{base}{lang}{addresses.disclosure_checks(entry.package)}#{found.anchor}": found.category
        for entry in entries
        for project in entry.projects
        for found in project.findings[:1]
    }
    assert set(wanted.values()) == {"wrong", "look"}
    read = "signs => signs.map(sign => [sign.href, sign.classList.contains('wrong') ? 'wrong' : 'look'])"
    page.goto(f"{base}{lang}projects/")
    assert dict(page.locator(".all-projects .concern").evaluate_all(read)) == wanted
    page.goto(f"{base}{lang}projects/?sort=unit")
    expect(page.locator(".count")).to_contain_text("projects." if lang else "找到", timeout=30_000)
    signs = page.locator(".matches tbody .concern")
    assert dict(signs.evaluate_all(read)) == wanted
    signs.first.click()
    page.wait_for_url(lambda url: url in wanted)
    expect(page.locator(":target")).to_be_visible()


# -- sums and the download ------------------------------------------------------------------------


@pytest.mark.browser
def test_sums_are_exact_and_years_and_kinds_apart(visit: tuple[Page, Watch], base: str, entries: list[Entry]) -> None:
    page, _ = visit
    filtered(page, f"{base}projects/?division=14")
    lines = page.locator(".sums li").all_inner_texts()
    assert len(lines) == 2
    for line, kind, name in zip(lines, ("final", "budget"), ("决算", "预算"), strict=True):
        own = [Decimal(p.yuan) for e in entries if e.kind == kind for p in e.projects if p.yuan]
        yuan = f"{sum(own):,f}".removesuffix(".00")
        assert line.startswith(f"2023 年{name}：{len(own)} 个，合计 {yuan} 元"), line
    assert "不能相加" in page.inner_text(".sums")
    filtered(page, f"{base}projects/?unit=141123-014")
    assert page.locator(".sums li").count() == 0
    own = [Decimal(p.yuan) for e in entries if e.unit_key == ("141123", "014") for p in e.projects]
    yuan = sum(own)
    assert len(own) > 1
    assert page.inner_text(".sums") == f"2023 年预算：{len(own)} 个，合计 {yuan:,.0f} 元（{yuan / 10_000:.2f} 万元）"


@pytest.mark.browser
def test_the_selection_is_taken_away_as_csv_that_runs_nothing(
    visit: tuple[Page, Watch], base: str, entries: list[Entry]
) -> None:
    page, _ = visit
    filtered(page, f"{base}projects/?division=14&sort=unit")
    with page.expect_download() as started:
        page.click("button.csv")
    data = Path(started.value.path()).read_bytes()
    assert started.value.suggested_filename == "mingzhang-projects.csv"
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    wanted = [(entry, project) for entry in find.in_order(entries) for project in entry.projects]
    assert [row["项目"] for row in rows] == [csv_text(project.name) for _, project in wanted]
    assert {from_csv_text(row["项目"]) for row in rows} >= {name for name in HOSTILE if not set(name) & set("\t\n'")}
    for row, (entry, project) in zip(rows, wanted, strict=True):
        assert row["数据包"] == entry.package
        assert (Decimal(row["金额（元）"]) if row["金额（元）"] else None) == (
            Decimal(project.yuan) if project.yuan else None
        )
        assert row["原文金额"] == project.printed
        assert row["页面"] == f"{base}{project.address}#{project.anchor}"
    assert page.evaluate("window.hacked") is None
    assert page.locator(".matches img").count() == 0


# -- without scripts ------------------------------------------------------------------------------


@pytest.mark.browser
def test_without_scripts_there_is_a_list_with_links(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}projects/")
    assert not page.locator("form.filters").is_visible()
    page.click(".all-projects section a >> nth=1")
    assert "/d/" in page.url
    context.close()


def test_the_list_without_scripts_does_not_grow_without_end(entries: list[Entry]) -> None:
    few = projects_page(many_entries(entries[0], 150, 2), "zh").body
    assert few.count('/#projects"') == 300
    many = many_entries(entries[0], 1000, 2)
    body = projects_page(many, "zh").body
    assert '/#projects"' not in body
    divisions = {entry.division_code for entry in many}
    assert all(f'href="../{addresses.UNITS}#{code}"' in body for code in divisions)


def test_rows_lead_to_their_project(entries: list[Entry]) -> None:
    found = dict(project_list.project_files(entries))
    directory = json.loads(found[addresses.PROJECT_LIST])
    assert sum(directory["cut"]) == len(directory["disclosures"])
    assert sum(row[2] for row in directory["disclosures"]) == sum(len(entry.projects) for entry in entries)
