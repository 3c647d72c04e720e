"""The portal in a real browser: the walk a visitor takes, on a phone, without scripts, with a hostile document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import PHONE, Watch, serve
from tests.hostile import hostile_portal
from tests.kinds import ALL, FINAL, XINGXIAN
from tests.portals import published_portal

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(published_portal(tmp_path_factory), tmp_path_factory.mktemp("served"))


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def visitor(request: pytest.FixtureRequest, browser: Browser, base: str) -> Iterator[tuple[Page, Watch]]:
    context = browser.new_context(viewport=PHONE, java_script_enabled=request.param)
    watch = Watch(context, base)
    yield context.new_page(), watch
    context.close()
    assert not watch.trouble


def test_any_figure_of_xingxian_in_three_clicks_and_its_line_in_four(visitor: tuple[Page, Watch], base: str) -> None:
    page, _ = visitor
    page.goto(base)
    page.click("ul.units a:text-is('兴县人民政府办公室')")
    page.click("h3 a:text-is('2023年部门预算')")
    page.click("table.tables a:text-is('预算支出总表')")
    figure = page.locator("#L163C1 td.n a").first
    assert figure.inner_text() == "150.00"
    figure.click()
    assert page.url.endswith(f"/d/{XINGXIAN}/source/#L163C3")
    assert page.locator(":target").inner_text() == "150.00"
    assert "其他政府办公厅（室）及相关机构事务支出" in page.locator("tr:has(:target)").inner_text()
    box = page.locator(":target").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= PHONE["height"]
    page.click(":target a")
    assert page.url.endswith(f"/d/{XINGXIAN}/expenditure/#L163C1")


def test_a_key_figure_is_highlighted_in_its_line(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{base}d/{XINGXIAN}/")
    page.click("dl.figures.large dd a")
    marked = page.locator("tr:has(:target) > td").first
    assert marked.evaluate("cell => getComputedStyle(cell).backgroundColor") == "rgb(253, 240, 184)"
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_no_page_scrolls_sideways_complains_or_calls_out(browser: Browser, base: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    watch = Watch(context, base)
    page = context.new_page()
    for address in ALL:
        page.goto(base + address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address} is {wide} wide"
        assert page.locator("h1").count() == 1, address
    context.close()
    assert not watch.trouble


def test_search_asks_for_nothing_before_it_is_used_and_finds_units_and_projects(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport=PHONE)
    watch = Watch(context, base)
    page = context.new_page()
    page.goto(base)
    assert not [url for url in watch.requests if url.endswith(".json")]
    page.focus("#find")
    page.fill("#find", "兴县")
    page.wait_for_selector(".found a")
    assert page.locator(".found a").first.get_attribute("href") == f"{base}units/141123-014/"
    page.fill("#find", "挂牌上市")
    page.wait_for_selector(".found a:has-text('晋兴板挂牌上市奖励资金')")
    page.press("#find", "Enter")
    page.wait_for_url("**/projects/#L387C1")
    assert "晋兴板挂牌上市奖励资金" in page.locator(":target").inner_text()
    context.close()
    assert not watch.trouble


def test_projects_are_filtered_by_money_unit_and_words_and_the_filter_can_be_shared(
    browser: Browser, base: str
) -> None:
    context = browser.new_context(viewport=PHONE)
    watch = Watch(context, base)
    page = context.new_page()
    page.goto(f"{base}projects/")
    assert not [url for url in watch.requests if url.endswith(".json")]
    names = page.locator(".matches tbody th > a:not(.concern)")
    page.fill("#f-unit", "兴县")
    page.wait_for_selector(".matches table")
    assert names.count() == 20
    assert not page.locator(".all-projects").is_visible()
    assert not [url for url in watch.requests if "/pairs/" in url]
    page.fill("#f-from", "50")
    page.fill("#f-to", "85.2")
    expect(page.locator(".matches tbody tr")).to_have_count(2)
    assert names.all_inner_texts() == ["兴县金融服务平台建设费", "晋兴板挂牌上市奖励资金"]
    money = page.locator(".matches td.n a").first
    assert money.inner_text() == "85.20"
    assert "/source/#L" in (money.get_attribute("href") or "")
    page.click("form.filters button[type=reset]")
    page.wait_for_selector(".all-projects", state="visible")
    page.fill("#f-words", "遗属 及时")
    page.wait_for_selector(".matches a:has-text('政府办遗属补助经费')")
    page.click("form.filters summary")
    page.select_option("#f-form", "no")
    expect(page.locator("form.filters .count")).to_have_text("没有符合的项目。")
    page.select_option("#f-form", "yes")
    page.wait_for_selector(".matches a:has-text('政府办遗属补助经费')")
    shared = page.url
    page.click(".matches a:has-text('政府办遗属补助经费')")
    assert "政府办遗属补助经费" in page.locator("section:target > h2").inner_text()
    page.goto(shared)
    page.wait_for_selector(".matches a:has-text('政府办遗属补助经费')")
    assert page.input_value("#f-words") == "遗属 及时"
    context.close()
    assert not watch.trouble


def test_the_language_is_switched_and_search_and_filters_stay_in_it(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport=PHONE)
    watch = Watch(context, base)
    page = context.new_page()
    page.goto(base)
    page.click("a.language")
    assert page.url == f"{base}en/"
    assert page.evaluate("document.documentElement.lang") == "en"
    page.focus("#find")
    page.fill("#find", "兴县")
    page.wait_for_selector(".found a")
    assert page.locator(".found p").first.inner_text() == "Units"
    found = page.locator(".found a").first
    assert found.get_attribute("href") == f"{base}en/units/141123-014/"
    assert found.locator("span").get_attribute("lang") == "zh"
    page.fill("#find", "没有这样的名字")
    page.wait_for_selector(".next p:has-text('Nothing found')")
    page.goto(f"{base}en/projects/?unit=兴县")
    page.wait_for_selector(".matches table")
    assert re.fullmatch(r"20 of \d+ projects\.", page.locator("form.filters .count").inner_text())
    assert page.locator(".matches thead th").all_inner_texts() == ["Project", "Year", "Amount", "Indicators"]
    row = page.locator(".matches tbody tr").first
    assert (row.locator("th > a").get_attribute("href") or "").startswith(f"{base}en/d/{XINGXIAN}/")
    assert row.locator("th > a").get_attribute("lang") == "zh"
    assert "Departmental budget 2023" in row.locator("small").first.inner_text()
    assert (row.locator("td a").get_attribute("href") or "").startswith(f"{base}d/{XINGXIAN}/source/#L")
    page.click(".matches tbody th > a >> nth=0")
    page.click("a.language")
    assert page.url.startswith(f"{base}d/{XINGXIAN}/")
    context.close()
    assert not watch.trouble


@pytest.mark.parametrize(
    ("page_of", "state"),
    [
        ("compare/", f"?d={XINGXIAN},{FINAL}&detail=2"),
        ("projects/", "?words=%E7%BD%91%E7%BB%9C"),
        (f"d/{XINGXIAN}/expenditure/", "#L165C1"),
    ],
)
@pytest.mark.parametrize(("here", "there"), [("", "en/"), ("en/", "")])
def test_the_switch_of_languages_keeps_what_is_chosen(
    visit: tuple[Page, Watch], base: str, page_of: str, state: str, here: str, there: str
) -> None:
    page, _ = visit
    page.goto(f"{base}{here}{page_of}{state}")
    page.click("a.language")
    page.wait_for_url(f"{base}{there}{page_of}{state}")


def test_the_switch_of_languages_keeps_what_was_chosen_since_in_a_new_tab_too(
    visit: tuple[Page, Watch], base: str
) -> None:
    page, _ = visit
    page.goto(f"{base}projects/")
    page.fill("#f-unit", "<b>兴县")
    page.wait_for_url("**/projects/?unit=*")
    with page.context.expect_page() as opened:
        page.click("a.language", modifiers=["Control"])
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{base}en/projects/?unit=%3Cb%3E%E5%85%B4%E5%8E%BF"
    assert opened.value.input_value("#f-unit") == "<b>兴县"
    page.focus("a.language")
    page.keyboard.press("Enter")
    page.wait_for_url(opened.value.url)


def test_a_source_exists_once_so_the_switch_of_languages_leads_to_its_disclosure(
    visit: tuple[Page, Watch], base: str
) -> None:
    page, _ = visit
    page.goto(f"{base}d/{XINGXIAN}/source/?x=1#L165")
    page.click("a.language")
    page.wait_for_url(f"{base}en/d/{XINGXIAN}/")


def test_projects_forms_and_doubts_are_reached_by_anyone(visitor: tuple[Page, Watch], base: str) -> None:
    page, _ = visitor
    page.goto(f"{base}projects/")
    page.click(".all-projects a:text-is('失地农民最低生活保障金')")
    form = page.locator("section.form:target")
    row = form.locator("#L534C5")
    assert "▲" in row.inner_text()
    assert not row.locator("p.cells").is_visible()
    row.locator("summary").click()
    assert "失地金补助发放时间" in row.locator("p.cells").inner_text()
    row.locator("td.at a").click()
    assert page.url.endswith("/source/#L534C5")
    page.goto(f"{base}d/{XINGXIAN}/#statements")
    page.click(".stated summary:has-text('机关运行经费') >> nth=0")
    page.click(".stated summary:has-text('机关运行经费') >> nth=0")
    page.click("table.statements a:text-is('34.84 万元')")
    assert "/source/#L" in page.url
    assert "34.84" in page.locator(":target").inner_text()


def test_only_rows_with_figures_can_be_shown_without_scripts(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}d/{XINGXIAN}/balance/")
    blank, printed = page.locator("#L81C1"), page.locator("#L80C1")
    assert blank.is_visible()
    page.check("#printed-only")
    assert not blank.is_visible()
    assert printed.is_visible()
    context.close()


def test_the_scheme_is_switched_and_kept(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport=PHONE, color_scheme="light")
    page = context.new_page()
    page.goto(base)
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.click("button.scheme")
    dark = page.evaluate(colour)
    assert dark != light
    page.goto(f"{base}about/")
    assert page.evaluate(colour) == dark
    context.close()


def test_text_and_quiet_text_are_legible(browser: Browser, base: str) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        for address in (
            "",
            f"d/{XINGXIAN}/",
            f"d/{XINGXIAN}/expenditure/",
            f"d/{XINGXIAN}/source/#L163C3",
            "d/140404-002-2023-dept-budget/performance/",
            "d/140404-001-2023-unit-final/performance/",
            "projects/",
            "downloads/",
        ):
            page.goto(base + address)
            assert page.evaluate(_FAINT_TEXT) == [], (scheme, address)
        context.close()


_FAINT_TEXT = """() => {
  const channel = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const colour = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const ground = node => {
    for (let at = node; at; at = at.parentElement) {
      const found = colour(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const node of document.querySelectorAll("body *")) {
    if (![...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())) continue;
    if (node.closest(".mask, .skip, script, svg") || !node.checkVisibility()) continue;
    const one = light(colour(getComputedStyle(node).color)), other = light(ground(node));
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) faint.push(node.className + " " + node.textContent.slice(0, 20) + " " + ratio.toFixed(2));
  }
  return faint.slice(0, 5);
}"""


def test_everything_is_reached_by_keyboard(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(base)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "find"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    context.close()


def test_a_hostile_document_and_a_hostile_package_run_nothing(
    browser: Browser, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = hostile_portal(tmp_path_factory)
    context = browser.new_context()
    for base in serve(site, tmp_path / "served"):
        watch = Watch(context, base)
        page = context.new_page()
        looked = 0
        for package in (XINGXIAN, "140404-002-2023-dept-budget"):
            for path in sorted((site / "d" / package).rglob("index.html")):
                page.goto(base + path.parent.relative_to(site).as_posix() + "/")
                assert page.evaluate("window.hacked") is None, path
                assert (
                    page.evaluate("document.querySelectorAll('img[src=x], svg[onload], [onerror], [onclick]').length")
                    == 0
                )
                looked += "hacked" in page.content()
        page.goto(base)
        page.focus("#find")
        page.fill("#find", "onerror")
        page.wait_for_selector(".found a")
        assert page.evaluate("window.hacked") is None
        page.goto(f"{base}projects/")
        page.fill("#f-words", "onerror")
        page.wait_for_selector(".matches a")
        assert page.evaluate("window.hacked") is None
        assert page.locator(".matches img, .matches script").count() == 0
        assert looked > 10
        assert not watch.trouble
    context.close()
