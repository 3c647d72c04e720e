"""Every kind of page in both languages: axe finds nothing, a keyboard is enough, a strict policy refuses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import PHONE, Watch
from tests.kinds import ALL, FINAL, XINGXIAN
from tests.portal import read_built
from tests.portals import published_portal
from tests.strict import IN_PAGES, NOTE_VIOLATIONS, serve_strictly

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_WIDTH_AND_SCHEME = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
"""The rules whose outcome depends on how wide a page is and which colours it has."""

# what passed is not told node by node: of a long page that would be most of the work
_FINDINGS = """async options => (await axe.run(document, {
  ...options, resultTypes: ["violations"],
})).violations.map(found =>
  found.id + ": " + found.nodes.slice(0, 3)
    .map(node => node.html.slice(0, 120) + " | " + node.failureSummary).join("; "))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_portal(tmp_path_factory)


@pytest.fixture(scope="module")
def base(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve_strictly(site, tmp_path_factory.mktemp("served"))


# -- axe ------------------------------------------------------------------------------------------


def _axe() -> str:
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("width", "scheme", "options"),
    [
        (390, "light", {"runOnly": {"type": "tag", "values": TAGS}}),
        (1280, "dark", {"runOnly": {"type": "tag", "values": TAGS}}),
        (390, "dark", {"runOnly": {"type": "rule", "values": OF_WIDTH_AND_SCHEME}}),
        (1280, "light", {"runOnly": {"type": "rule", "values": OF_WIDTH_AND_SCHEME}}),
    ],
    ids=["phone-light", "desk-dark", "phone-dark", "desk-light"],
)
def test_axe_finds_nothing(
    browser: Browser, base: str, width: int, scheme: str, options: dict[str, dict[str, object]]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    axe, found = _axe(), []
    for address in ALL:
        page.goto(base + address)
        page.evaluate(axe)
        found += [f"{address}: {problem}" for problem in page.evaluate(_FINDINGS, options)]
    context.close()
    assert not found, "\n".join(found)


# -- the policy -----------------------------------------------------------------------------------


def test_every_page_states_the_policy(site: Path) -> None:
    for address in ALL:
        page = read_built(site / address.split("?")[0] / "index.html")
        stated = [
            element.attributes["content"]
            for element in page.elements
            if element.attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        assert stated == [IN_PAGES], address
        assert not [element for element in page.elements if "style" in element.attributes or element.tag == "style"]


def test_a_strict_policy_refuses_nothing_and_nothing_is_kept_or_asked_elsewhere(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport=PHONE)
    context.add_init_script(NOTE_VIOLATIONS)
    watch = Watch(context, base)
    page = context.new_page()
    for address in ALL:
        page.goto(base + address)
        _touch_everything(page)
        assert page.evaluate("violations") == [], address
    kept = "Object.keys(localStorage).concat(Object.keys(sessionStorage))"
    assert set(page.evaluate(kept)) <= {"mingzhang-scheme"}
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0
    assert not context.cookies()
    context.close()
    assert not watch.trouble


def _touch_everything(page: Page) -> None:
    """Use what scripts made: the colours, search and filters, sorting, folding."""
    for selector in ("button.scheme", "th button.sort", "button.fold"):
        if page.locator(selector).count() and page.locator(selector).first.is_visible():
            page.locator(selector).first.click()
    fields = page.locator("input[type=search]:visible, form.find input:visible").all()
    for field in fields:
        field.fill("支出")
    if fields:
        page.wait_for_load_state("networkidle")


# -- the keyboard ---------------------------------------------------------------------------------

_REACHABLE = """() => [...document.querySelectorAll(
  "a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(
  node => !node.disabled && node.tabIndex >= 0 && node.checkVisibility()).length"""
_NUMBERED = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const style = getComputedStyle(node), box = node.getBoundingClientRect();
  window.walked = window.walked || [];
  const last = window.walked[window.walked.length - 1];
  const after = !last || Boolean(last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
  window.walked.push(node);
  return {
    what: node.tagName + " " + node.textContent.trim().slice(0, 20), after,
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && box.width > 0 && box.height > 0
      && box.bottom > 0 && box.top < innerHeight,
  };
}"""
_MOST_STEPS = 70


@pytest.mark.parametrize(
    "address",
    [
        "",
        "units/",
        f"d/{XINGXIAN}/",
        f"en/d/{XINGXIAN}/expenditure/",
        f"d/{FINAL}/performance/",
        f"d/{XINGXIAN}/source/",
        "projects/",
        "en/downloads/",
        "codes/functional/",
    ],
)
def test_tab_visits_everything_in_order_seen_and_is_never_caught(browser: Browser, base: str, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(base + address)
    expected = page.evaluate(_REACHABLE)
    steps = min(expected, _MOST_STEPS)
    for step in range(steps):
        page.keyboard.press("Tab")
        focus = page.evaluate(_NUMBERED)
        assert focus is not None, f"focus is lost after {step} of {expected}"
        if step == 0:
            assert focus["what"].startswith("A "), focus
            assert page.evaluate("document.activeElement.className") == "skip"
        assert focus["after"], focus
        assert focus["seen"], focus
    if expected == steps:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || document.activeElement.className === 'skip'")
    context.close()


def test_a_table_is_sorted_filtered_and_restored_by_keyboard(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{base}d/{XINGXIAN}/expenditure/")
    rows = page.locator("table.amounts tbody tr")
    printed = rows.evaluate_all("rows => rows.map(row => row.id)")
    heads = page.locator("table.amounts thead th")
    column = 4
    button = heads.nth(column).locator("button")
    button.focus()
    page.keyboard.press("Enter")
    assert heads.nth(column).get_attribute("aria-sort") == "descending"
    amounts = rows.evaluate_all(f"rows => rows.map(row => row.cells[{column}].textContent.replaceAll(',', ''))")
    totals = rows.evaluate_all("rows => rows.map(row => row.classList.contains('total'))")
    assert totals == sorted(totals, reverse=True), "totals stay on top"
    filled = [float(amount) for amount, total in zip(amounts, totals, strict=True) if amount and not total]
    assert filled == sorted(filled, reverse=True)
    after_totals = [bool(amount) for amount, total in zip(amounts, totals, strict=True) if not total]
    assert after_totals == sorted(after_totals, reverse=True), "blanks come last"
    page.keyboard.press("Enter")
    assert heads.nth(column).get_attribute("aria-sort") == "ascending"
    amounts = rows.evaluate_all(f"rows => rows.map(row => row.cells[{column}].textContent.replaceAll(',', ''))")
    assert not amounts[-1], "blanks come last in either direction"
    page.keyboard.press("Enter")
    assert heads.nth(column).get_attribute("aria-sort") is None
    assert rows.evaluate_all("rows => rows.map(row => row.id)") == printed
    assert button.evaluate("node => node === document.activeElement")
    page.fill("form.tools input", "住房")
    shown = page.locator("table.amounts tbody tr:visible")
    assert 0 < shown.count() < len(printed)
    assert all("住房" in text for text in shown.all_inner_texts())
    page.goto(f"{base}d/{XINGXIAN}/expenditure/#{printed[2]}")
    page.click("form.tools button[type=reset]")
    assert page.locator("table.amounts tbody tr:visible").count() == len(printed)
    context.close()


def test_exact_values_decide_the_order_and_what_is_not_applicable_stands_apart(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}d/{XINGXIAN}/expenditure/")
    page.evaluate(_MADE_TABLE)
    page.evaluate(
        "async (module) => (await import(module)).startSorting(document.querySelector('#made'))",
        f"{base}assets/table/sorting.js",
    )
    page.locator("#made th button").nth(1).click()
    order = "[...document.querySelectorAll('#made tbody tr')].map(row => row.id).join(' ')"
    assert page.evaluate(order) == "larger large three minus na blank"
    page.locator("#made th button").nth(1).click()
    assert page.evaluate(order) == "minus three large larger na blank"
    context.close()


_MADE_TABLE = """() => {
  const rows = [["blank", ""], ["large", "999,999,999,999,999.01"], ["na", "——", "na"],
    ["larger", "999,999,999,999,999.02"], ["minus", "(5)", "", "-5"], ["three", "3"]];
  const table = document.createElement("table");
  table.className = "amounts";
  table.id = "made";
  const head = table.createTHead().insertRow();
  for (const css of ["label", "n"]) {
    const cell = document.createElement("th");
    cell.className = css;
    cell.textContent = css;
    head.appendChild(cell);
  }
  const body = table.createTBody();
  for (const [id, text, css, value] of rows) {
    const row = body.insertRow();
    row.id = id;
    row.insertCell().textContent = id;
    const cell = row.insertCell();
    cell.className = "n " + (css || "");
    cell.textContent = text;
    if (value) cell.dataset.v = value;
  }
  document.querySelector(".content").appendChild(table);
}"""


def test_a_table_is_copied_with_codes_as_text(browser: Browser, base: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{base}d/{XINGXIAN}/expenditure/")
    page.select_option("form.tools select", "1")
    page.click("button.copy")
    expect(page.locator("button.copy")).to_contain_text("已复制")
    plain = page.evaluate("navigator.clipboard.readText()")
    lines = [line.split("\t") for line in plain.splitlines()]
    assert "单位" in lines[0][0]
    assert lines[1][:2] == ["科目编码", "功能分类科目名称"]
    assert lines[2][1] == "合计"
    assert all(len(line[0]) == 3 for line in lines[3:])
    assert lines[3][-1].startswith("L")
    read = "navigator.clipboard.read().then(found => found[0].getType('text/html')).then(found => found.text())"
    markup = page.evaluate(read)
    assert "mso-number-format" in markup
    context.close()


# -- source and forms -----------------------------------------------------------------------------


def test_a_range_and_any_cell_of_the_source_are_highlighted(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}d/{XINGXIAN}/source/#L157-L160")
    marked = "[...document.querySelectorAll('.marked')].map(found => found.id || found.textContent).join(' ')"
    assert page.evaluate(marked) == "L157 L158 L159 L160"
    page.locator("#L159 th a").click()
    page.locator("#L163 th a").click(modifiers=["Shift"])
    assert page.url.endswith("#L159-L163")
    assert page.evaluate(marked).startswith("L159 ")
    page.goto(f"{base}d/{XINGXIAN}/source/#L158C2")
    assert page.evaluate(marked) == "一般公共服务支出"
    context.close()


def test_statements_lead_to_their_line_and_back_without_scripts(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}d/{XINGXIAN}/source/")
    first = page.locator("article.source p > a[id]").first
    name, number = first.get_attribute("id"), first.inner_text()
    page.goto(f"{base}d/{XINGXIAN}/source/#{name}")
    assert page.locator(":target").inner_text() == number
    page.click(":target")
    assert page.url.endswith(f"/d/{XINGXIAN}/#{name}")
    assert number in page.locator(":target").inner_text()
    page.click(":target a")
    assert page.url.endswith(f"/source/#{name}")
    context.close()


def test_forms_are_folded_on_a_phone_and_open_where_a_link_leads(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    address = f"{base}d/{XINGXIAN}/performance/"
    page.goto(address)
    forms = page.locator("details.form")
    assert page.locator("details.form[open]").count() == 0
    folded = page.evaluate("document.documentElement.scrollHeight")
    indicator = page.locator("table.indicators tr[id]").last.get_attribute("id")
    page.evaluate(f"location.hash = '{indicator}'")
    assert page.locator("details.form[open]").count() == 1
    assert page.locator(f"#{indicator}").is_visible()
    page.click("button.fold")
    page.click("button.fold")
    assert page.locator("details.form[open]").count() == forms.count()
    assert page.evaluate("document.documentElement.scrollHeight") > 2 * folded
    context.close()


def test_nothing_is_folded_without_scripts(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}d/{XINGXIAN}/performance/")
    assert page.locator("details.form").count() == page.locator("details.form[open]").count() > 3
    context.close()
