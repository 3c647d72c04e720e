"""Pages hold together: long names, large amounts, narrow windows, paper; actions leave no message in the console."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import PHONE, Watch
from tests.generator import BUDGET_TABLES, FINAL_TABLES
from tests.kinds import ALL, FINAL, XINGXIAN
from tests.portal import build_site
from tests.strict import NOTE_VIOLATIONS, serve_strictly
from tests.swollen import swollen_root

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 768)
SMALLEST_TEXT = 12
_HOLDS = """smallest => {
  const found = [], width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) found.push("wider than the window");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small = new Set();
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !parent.checkVisibility()) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < smallest - 0.01) small.add(parent.tagName + "." + parent.className + " " + size);
  }
  return found.concat([...small].slice(0, 3));
}"""


@pytest.fixture(scope="module")
def swollen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """The portal with two swollen disclosures, and their names."""
    folder = tmp_path_factory.mktemp("swollen")
    root, names = swollen_root(folder)
    return build_site(root, folder), names


@pytest.fixture(scope="module")
def base(swollen: tuple[Path, tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve_strictly(swollen[0], tmp_path_factory.mktemp("served"))


def _swollen_pages(names: tuple[str, ...]) -> list[str]:
    pages = [f"compare/?d={','.join(names)}", "projects/", "quality/", "units/", ""]
    for name, tables in zip(names, (BUDGET_TABLES, FINAL_TABLES), strict=True):
        pages += [
            f"units/{'-'.join(name.split('-')[:2])}/",
            f"d/{name}/",
            f"d/{name}/checks/",
            f"d/{name}/performance/",
        ]
        pages += [f"d/{name}/{table}/" for table in tables]
    sources = [f"d/{name}/source/" for name in names]
    return [*pages, *(f"en/{page}" for page in pages), *sources]


# -- screens --------------------------------------------------------------------------------------


def test_no_page_is_wider_than_its_window_and_no_text_is_tiny(
    browser: Browser, base: str, swollen: tuple[Path, tuple[str, ...]]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    trouble = []
    for address in dict.fromkeys((*ALL, *_swollen_pages(swollen[1]), "404.html")):
        answer = page.goto(base + address)
        assert answer is not None
        assert answer.ok, address
        if "?" in address:
            page.wait_for_load_state("networkidle")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            trouble += [f"{address} at {width}: {found}" for found in page.evaluate(_HOLDS, SMALLEST_TEXT)]
    context.close()
    assert not trouble, "\n".join(trouble)


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_entry_of_the_navigation_is_seen_at_any_width(browser: Browser, base: str, language: str) -> None:
    for width in (320, 390, 768, 1000, 1280):
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        page.goto(base + language)
        for link in page.locator("nav.main a").all():
            box = link.bounding_box()
            assert box is not None
            assert box["x"] >= 0, (width, link.inner_text())
            assert box["x"] + box["width"] <= width, (width, link.inner_text())
            assert box["height"] >= 24, (width, link.inner_text())
        context.close()


def test_an_amount_of_fifteen_digits_stands_on_one_line(
    browser: Browser, base: str, swollen: tuple[Path, tuple[str, ...]]
) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    for name in swollen[1]:
        page.goto(f"{base}d/{name}/")
        amounts = page.locator("dl.figures dd > a:not(.none)")
        assert max(len(text) for text in amounts.all_inner_texts()) > 18
        assert amounts.evaluate_all("links => links.every(link => link.getClientRects().length === 1)")
    context.close()


# -- the way through long pages -------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_disclosure_lists_its_sections_folded_on_a_phone_and_beside_it_on_a_desk(
    browser: Browser, base: str, *, scripts: bool
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{base}d/{XINGXIAN}/")
    links = page.locator("nav.here a")
    assert not links.first.is_visible()
    page.click("nav.here summary")
    assert links.all_inner_texts()[:2] == ["钱的来龙去脉", "钱从哪里来"]
    links.filter(has_text="引用与许可").click()
    assert page.url.endswith("#cite")
    expect(page.locator("#cite")).to_be_in_viewport()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{base}d/{XINGXIAN}/#tables")
    expect(links.first).to_be_in_viewport()
    context.close()


def test_every_entry_of_the_contents_leads_somewhere(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    for address in (f"d/{XINGXIAN}/", f"en/d/{FINAL}/"):
        page.goto(base + address)
        missing = "links => links.filter(link => !document.getElementById(link.hash.slice(1))).map(link => link.hash)"
        assert page.locator("nav.here a").evaluate_all(missing) == []
        assert page.locator("nav.here a").count() > 10
    context.close()


def test_a_line_that_is_not_there_is_said_and_a_blank_one_is_shown(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}d/{XINGXIAN}/source/#L9999")
    expect(page.locator("p.no-line")).to_contain_text("没有第 9999 行")
    lines = page.locator("article.source").get_attribute("data-lines")
    expect(page.locator("p.no-line")).to_contain_text(f"The source has {lines} lines")
    page.goto(f"{base}d/{XINGXIAN}/source/#L2")
    expect(page.locator("p.no-line")).to_have_count(0)
    expect(page.locator(".marked")).to_contain_text("空行")
    page.goto(f"{base}d/{XINGXIAN}/source/#L3")
    expect(page.locator("p.blank")).to_have_count(0)
    expect(page.locator(":target")).to_contain_text("3")
    context.close()


def test_english_readers_come_back_from_a_source_to_english_pages(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}en/d/{XINGXIAN}/expenditure/")
    page.click("#L163C1 td.n a >> nth=0")
    page.wait_for_url(re.compile(r"/source/\?lang=en#L163C3$"))
    page.click("#L163C3 a")
    assert page.url == f"{base}en/d/{XINGXIAN}/expenditure/#L163C1"
    page.goto(f"{base}d/{XINGXIAN}/source/#L163C3")
    page.click("#L163C3 a")
    assert page.url == f"{base}d/{XINGXIAN}/expenditure/#L163C1"
    context.close()


# -- actions leave nothing in the console ---------------------------------------------------------


def test_copying_and_sorting_a_table_offends_no_policy(browser: Browser, base: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script(NOTE_VIOLATIONS)
    watch = Watch(context, base)
    page = context.new_page()
    page.goto(f"{base}d/{XINGXIAN}/expenditure/")
    page.click("button.copy")
    expect(page.locator("button.copy")).to_contain_text("已复制")
    page.locator("th button.sort").nth(3).click()
    assert page.evaluate("violations") == []
    assert not watch.trouble
    context.close()


# -- paper ----------------------------------------------------------------------------------------


def _print(page: Page) -> int:
    """Print on A4; the number of sheets."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_on_paper_a_page_is_full_and_tells_what_is_folded_on_screen(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{base}d/{XINGXIAN}/")
    assert 8 <= _print(page) <= 14
    page.emulate_media(media="print")
    assert not page.locator("nav.here, section.downloads, header.top").filter(visible=True).count()
    dead = """labels => labels.filter(label => label.checkVisibility() && label.parentElement.children.length > 1
      && ![...label.parentElement.children].slice(1).some(one => one.checkVisibility({contentVisibilityAuto: true})))
      .map(label => label.textContent)"""
    assert page.locator("summary").evaluate_all(dead) == []
    assert page.locator("#story-functions ~ * tr.l3").first.is_visible()
    expect(page.locator("p.printed-from")).to_have_text(f"本页地址：{base}d/{XINGXIAN}/")
    page.goto(f"{base}d/{XINGXIAN}/expenditure/")
    assert _print(page) <= 2
    context.close()
