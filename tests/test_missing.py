"""The page for wrong addresses, as GitHub Pages serves it: at any depth below a path, beside releases."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import BELOW, PHONE, Quiet, serving
from tests.portal import Built, build_site, read_built
from tests.project import start_project

RELEASE = "2026.10.1"
MISSING = ("x/", "x/y/z.html", f"{RELEASE}/nothing/", f"latest/d/{'0' * 6}/")


class _Pages(Quiet):
    """What is not there is answered with the page at the root of the portal."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (Path(self.directory) / BELOW / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `some/repo`, which holds a release, its copy `latest` and the page at the root."""
    project = start_project(tmp_path_factory.mktemp("given") / "project", 1)
    folder = tmp_path_factory.mktemp("served")
    portal = folder / BELOW
    portal.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINGZHANG_SITE_URL", f"https://portal.example/{BELOW}/")
        patch.setenv("MIKE_DOCS_VERSION", RELEASE)
        site = build_site(project / "datapackage", tmp_path_factory.mktemp("portal"))
    for name in ("latest", RELEASE):
        (portal / name).symlink_to(site)
    (portal / "versions.json").write_text(f'[{{"version": "{RELEASE}", "title": "{RELEASE}", "aliases": ["latest"]}}]')
    shutil.copy(site / "404.html", portal)
    return folder


@pytest.fixture(scope="module")
def base(served: Path) -> Iterator[str]:
    with serving(served, _Pages) as address:
        yield f"{address}{BELOW}/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def test_every_link_leads_into_the_newest_release_whatever_the_depth(served: Path) -> None:
    links = re.findall(r'(?:href|src|data-root|data-units|data-projects)="([^"]+)"', read(served))
    assert len(links) > 60
    for link in set(links) - {"#content"}:
        assert link.startswith(f"/{BELOW}/latest/"), link
        there = served / link[1:]
        assert there.is_file() or (there / "index.html").is_file(), link


def read(served: Path) -> str:
    return (served / BELOW / "404.html").read_text(encoding="utf-8")


def test_it_is_kept_out_of_indexes_and_claims_no_address(served: Path) -> None:
    html = read(served)
    assert '<meta name="robots" content="noindex">' in html
    assert not re.search('rel="canonical"|hreflang="x-default"|og:', html)


def test_every_page_of_a_release_names_the_same_page_of_the_newest_as_its_address(served: Path) -> None:
    release = served / BELOW / RELEASE
    pages = list(release.rglob("index.html"))
    assert len(pages) > 200
    for path in pages:
        html = path.read_text(encoding="utf-8")
        address = path.relative_to(release).as_posix().removesuffix("index.html")
        expected = [f"https://portal.example/{BELOW}/latest/{address}"]
        assert re.findall('rel="canonical" href="([^"]+)"', html) == expected
        assert re.findall('property="og:url" content="([^"]+)"', html) == expected
        assert html.count('property="og:title"') == html.count('property="og:description"') == 1


def find_forms(page: Built) -> list[list[tuple[str, dict[str, str | None], str]]]:
    """Search fields without what depends on their place: ids and relative addresses."""
    forms, left_out = [], {"id", "for", "aria-controls", "data-units", "data-projects"}
    for at, element in enumerate(page.elements):
        if element.attributes.get("class") == "find":
            parts = page.elements[at : at + 6]
            kept = [{key: value for key, value in one.attributes.items() if key not in left_out} for one in parts]
            forms.append([(one.tag, shown, one.text.strip()) for one, shown in zip(parts, kept, strict=True)])
    return forms


def test_its_search_fields_are_those_of_the_lists_of_units(served: Path) -> None:
    portal = served / BELOW
    missing = find_forms(read_built(portal / "404.html"))
    lists = [find_forms(read_built(portal / "latest" / below / "units" / "index.html")) for below in ("", "en")]
    assert [[form] for form in missing] == lists


@pytest.mark.browser
@pytest.mark.parametrize("address", MISSING)
def test_a_wrong_address_is_told_in_chinese_first_and_found_again(page: Page, base: str, address: str) -> None:
    page.goto(base + address)
    assert page.locator("html").get_attribute("lang") == "zh"
    expect(page.locator("main h1").first).to_have_text("没有这个页面")
    assert page.locator("header.top").count() == page.locator("footer.bottom").count() == 1
    assert page.locator("main .found-there:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("form.find input").fill("部门")
    page.locator("form.find .found").wait_for()
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{base}latest/en/")


@pytest.mark.browser
@pytest.mark.parametrize("address", ["en/x/", f"{RELEASE}/en/x/y/", "latest/en/x/"])
def test_an_english_address_is_answered_in_english(page: Page, base: str, address: str) -> None:
    page.goto(base + address)
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.locator("main h1").first).to_have_text("Page not found")
    assert page.locator("form.find").count() == 1
    page.locator("header a.language").click()
    page.wait_for_url(f"{base}latest/")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("address", "there"),
    [("units/", "units/"), ("en/units/#x", "en/units/#x"), ("2020.1.1/en/codes/", "en/codes/"), ("main/use/", "use/")],
)
def test_a_page_that_the_newest_release_has_is_named(page: Page, base: str, address: str, there: str) -> None:
    """Addresses of the portal as it was before its first release, or of a release that is no longer there."""
    page.goto(base + address)
    link = page.locator("main .found-there:visible a")
    link.wait_for()
    link.click()
    page.wait_for_url(f"{base}latest/{there}")


@pytest.mark.browser
def test_without_scripts_it_speaks_both_languages(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}en/x/y/")
    assert page.locator("main h1").all_inner_texts() == ["没有这个页面", "Page not found"]
    assert page.locator("form.find:visible").count() == 0
    page.get_by_role("link", name="list of units").click()
    page.wait_for_url(f"{base}latest/en/units/")
    context.close()
