"""The modules of the portal: each is there for a page, all are fetched at once, and their rules are those of Python."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from mingzhang.ground.escape import csv_text
from mingzhang.hub.page import SCRIPT as HUB_SCRIPT
from mingzhang.packages.model import NAME as PACKAGE_NAME
from mingzhang.site.bigram_index import file_of, pairs, squeeze
from mingzhang.site.modules import modules_of
from mingzhang.site.page import Page
from mingzhang.site.pages import compare, findings, performance, projects, source, table_tools, units
from playwright.sync_api import Browser

from tests.browsing import serve
from tests.portal import WRITTEN

SCRIPTS = (
    HUB_SCRIPT, compare.SCRIPT, findings.SCRIPT, performance.SCRIPT, projects.SCRIPT, source.SCRIPT,
    table_tools.SCRIPT, units.FIND_SCRIPT,
)  # fmt: skip
IN_EVERY_PAGE = {"assets/portal.js", "assets/missing.js"}
"""These come before anything is shown, so they are no modules."""

SAID = (
    "=1+1", "＝1＋1", "+1+1", "＋x", "-2+3", "－a", "@SUM(A1)", "＠a", '=HYPERLINK("http://x.example","点")',
    "-12.50", "+3%", "－１２．５％", "-١٢", "=", "-", "@", "＝", "", " =1", "\t=1", "\n=1", "\r=1", "=1\n", "a\nb",
    "a\r\n\tb", "-12\n", "=\u3000\n1", "=\ufeff\n1", "=\x1c\n1", "=\x85\n1", "= 1", "'=1", "a,b", 'q"q', '"', ",", "\n",
    "\x0b=1", "−1", "县级补助", "1,234.50", "=1,2", '+"', "𠮷=1", "=𠮷",
)  # fmt: skip
"""What a document may print: for a spreadsheet harmless or not."""


def test_every_module_belongs_to_a_page_and_what_it_imports_is_there() -> None:
    found = {path.relative_to(WRITTEN).as_posix() for path in (WRITTEN / "assets").rglob("*.js")}
    used = {module for script in SCRIPTS for module in (script, *modules_of(script, WRITTEN))}
    assert used == found - IN_EVERY_PAGE
    for script in SCRIPTS:
        modules = modules_of(script, WRITTEN)
        assert len(set(modules)) == len(modules)
        assert script not in modules
    with pytest.raises(FileNotFoundError):
        modules_of("assets/none.js", WRITTEN)


def test_no_module_asks_for_another_in_a_way_that_is_not_seen() -> None:
    for path in sorted((WRITTEN / "assets").rglob("*.js")):
        code = path.read_text(encoding="utf-8")
        named = [one for one in re.findall(r"""["'](\.[^"'\s]*\.js)["']""", code) if "/" in one]
        script = path.relative_to(WRITTEN).as_posix()
        if script not in IN_EVERY_PAGE:
            assert len(named) == len(set(named)), script
            assert len(named) == len(re.findall(r"^import ", code, re.MULTILINE)), script
            assert not re.search(r"\bimport\s*\(|\beval\b|new Function|innerHTML", code), script


def test_a_page_names_what_its_script_imports() -> None:
    page = Page("units/", "T", "D", "", script=units.FIND_SCRIPT)
    front = page.markdown(modules_of(units.FIND_SCRIPT, WRITTEN)).split("---\n")[1]
    (named,) = re.findall(r"^imported: (\[.*\])$", front, re.MULTILINE)
    assert '"assets/lib/text.js"' in named
    assert "imported" not in page.markdown()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The assets as they are written, in no page."""
    yield from serve(WRITTEN / "assets", tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def page(browser: Browser, base: str) -> Iterator[Any]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(base)
    yield page
    context.close()


def told(page: Any, module: str, call: str, values: object) -> Any:
    """What a function of a module makes of values; `call` is an expression of `m`, the module, and `x`, the value."""
    return page.evaluate(
        f"async (values) => {{ const m = await import('./{module}'); return values.map((x) => {call}); }}", values
    )


@pytest.mark.browser
def test_text_is_made_harmless_for_spreadsheets_as_in_python(page: Any) -> None:
    assert told(page, "lib/spreadsheet.js", "m.safeText(x)", SAID) == [csv_text(text) for text in SAID]
    out = io.StringIO()
    csv.writer(out).writerows([[csv_text(text), "end"] for text in SAID])
    taken = page.evaluate(
        "async (values) => (await import('./lib/spreadsheet.js')).csvOf(values.map((x) => [x, 'end']))", SAID
    )
    assert taken == f"\ufeff{out.getvalue()}"


@pytest.mark.browser
def test_words_are_cut_and_looked_up_as_the_index_is_written(page: Any) -> None:
    texts = (*SAID, "（2023年）义务教育 补助", "ＡＢＣ-１２", "Ⅳ期", "ｶﾞ", "𠮷野家", "ß", "一・二·三")
    assert told(page, "lib/text.js", "m.squeeze(x)", texts) == [squeeze(text) for text in texts]
    words = [squeeze(text) for text in texts if squeeze(text)]
    assert told(page, "lib/pairs.js", "m.spread([x], 1000)", words) == [pairs(word) for word in words]
    some = sorted({pair for word in words for pair in pairs(word)})
    read = "m.numbersOf(async (path) => { asked.push(path); return { [x]: [3, 4, 5] }; }, 'a/', x, 7)"
    asked, found = page.evaluate(
        f"""async (values) => {{
          const m = await import('./lib/pairs.js'), asked = [], found = [];
          for (const x of values) found.push(await {read});
          return [asked, found];
        }}""",
        some,
    )
    assert asked == [f"a/{file_of(pair, 7)}.json" for pair in some]
    assert found == [[3, 7, 12]] * len(some)


@pytest.mark.browser
def test_names_of_packages_are_known_as_in_python(page: Any) -> None:
    names = (
        "141123-014-2023-dept-budget", "140404-x0123abcd-2022-unit-final", "1-2-3-4-5", "", "__proto__", "../../etc",
        "141123-014-2023-dept-budget/", "141123-014-2023-town-budget", "141123-01-2023-dept-budget",
    )  # fmt: skip
    known = [PACKAGE_NAME.fullmatch(name) is not None for name in names]
    assert known == [True, True, *[False] * 7]
    assert told(page, "lib/site.js", "m.partsOf(x) !== null", names) == known


@pytest.mark.browser
def test_amounts_are_exact_whatever_their_size(page: Any) -> None:
    amounts = ("0", "-0.5", "12345678901234567890.123456", "1e5", "", "10000", "-123456.78")
    assert told(page, "lib/money.js", "m.inWan(x)", amounts) == [
        "0.00", "-0.00005", "1,234,567,890,123,456.7890123456", "", "", "1.00", "-12.345678"
    ]  # fmt: skip
    cents = ("-5000000", "12345678901234560000", "123456", "-123400")
    assert told(page, "all-projects/amounts.js", "m.shortWan(BigInt(x))", cents) == [
        "-5.00", "12,345,678,901,234.56", "", ""
    ]  # fmt: skip
    assert told(page, "all-projects/amounts.js", "m.groupedYuan(BigInt(x))", cents) == [
        "-50,000", "123,456,789,012,345,600", "1,234.56", "-1,234"
    ]  # fmt: skip
