"""The whole way, once: a unit is added, released and deployed; then it is corrected, and everyone can see."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import Watch, serve
from tests.project import (
    REPOSITORY,
    bump,
    commit,
    convert,
    correct_one_amount,
    git,
    hashes,
    run,
    start_project,
    text_of,
)
from tests.repository import ENVIRONMENT

pytestmark = pytest.mark.browser

FIRST, SECOND = "2026.10.1", "2026.10.2"
KNOWN, SIXTH, LATER = 1, 3, 2
ATOM = "{http://www.w3.org/2005/Atom}"
SITE_FILES = ("Makefile", "mkdocs.yml", "pyproject.toml", "constraints.txt", "README.md")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder that is served below a path, and its address; what is deployed goes there."""
    folder = tmp_path_factory.mktemp("deployed")
    for address in serve(folder, tmp_path_factory.mktemp("server")):
        yield folder, address


def make_project(folder: Path) -> Path:
    """The project as it is on the server: one package, and everything that builds the portal."""
    project = start_project(folder, KNOWN)
    for name in SITE_FILES:
        shutil.copy(REPOSITORY / name, project)
    left_out = shutil.ignore_patterns("releases")
    shutil.copytree(REPOSITORY / "site_src", project / "site_src", ignore=left_out)
    (project / ".venv").symlink_to(REPOSITORY / ".venv")
    (project / ".git" / "info" / "exclude").write_text(".venv\n")
    commit(project, "the portal")
    return project


def make(project: Path, *arguments: str, url: str = "") -> str:
    """Run make as a maintainer does, in the environment that is set up already; what it said."""
    command = ["make", "--assume-old", ".venv/.set-up", "-C", str(project), *arguments]
    environment = {**ENVIRONMENT, "MINGZHANG_SITE_URL": url}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def release_and_deploy(project: Path, name: str, url: str, folder: Path) -> None:
    make(project, "release", f"VERSION={name}", url=url)
    commit(project, name)
    git(project, "tag", name)
    make(project, "deploy", f"VERSION={name}")  # the record tells the address
    serve_pages(project, folder)


def serve_pages(project: Path, folder: Path) -> None:
    """Put the branch of the pages where it is served."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    archive = folder.with_suffix(".tar")
    git(project, "archive", "--output", str(archive), "gh-pages")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")


def test_from_a_fresh_clone_to_a_corrected_release(tmp_path: Path, served: tuple[Path, str], browser: Browser) -> None:
    folder, address = served
    project = make_project(tmp_path / "project")

    # a contributor adds a sixth unit in a fresh clone, validates it and sees the report
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(project), str(clone)], check=True)
    git(clone, "checkout", "-q", "-b", "contribution")
    package = convert(clone, text_of(SIXTH)).name
    assert run("validate", "--root", clone / "datapackage", "-q", "-j", 1).exit_code == 0
    commit(clone, "a new disclosure")
    report = tmp_path / "report.md"
    reviewed = run("review", "--repository", clone, "--against", "origin/main", "--summary", report)
    assert reviewed.exit_code == 0, reviewed.output
    assert package in report.read_text(encoding="utf-8")

    # it is merged, released and deployed
    git(project, "fetch", "-q", str(clone), "contribution")
    git(project, "merge", "-q", "--no-edit", "FETCH_HEAD")
    release_and_deploy(project, FIRST, address, folder)
    first = hashes(folder / FIRST)
    assert hashes(folder / "latest") == first

    # the department publishes its document again with one amount corrected; another unit comes too
    convert(project, correct_one_amount(text_of(SIXTH)))
    bump(project)
    later = convert(project, text_of(LATER)).name
    commit(project, "a corrected document and a new one")
    release_and_deploy(project, SECOND, address, folder)

    assert hashes(folder / FIRST) == first
    assert hashes(folder / "latest") == hashes(folder / SECOND)
    check_the_change_is_told(folder / SECOND, project, package)
    check_addresses(folder, address, package)
    check_in_the_browser(browser, address, package, later)

    # years later the pages of the first release are removed; its data stay
    make(project, "retire", f"VERSION={FIRST}")
    assert git(project, "status", "--porcelain") == ""
    newest = hashes(folder / SECOND)
    serve_pages(project, folder)
    assert hashes(folder / SECOND) == hashes(folder / "latest") == newest
    check_retired(browser, folder / FIRST, first, address, package)


def check_retired(browser: Browser, folder: Path, first: dict[str, str], address: str, package: str) -> None:
    """Every download has the hash it had; a page that somebody cited leads to the one that says where things are."""
    now = hashes(folder)
    pages = {path for path in first if path.endswith(".html")}
    data = {path for path in first if path.startswith(("data/", "releases/", "catalog", "feed"))} - pages
    assert len(data) > 50
    assert {path: now[path] for path in data} == {path: first[path] for path in data}
    assert pages <= now.keys()
    context = browser.new_context(java_script_enabled=False)
    for below, words in (("", "网页已移除"), ("en/", "pages removed")):
        page = context.new_page()
        page.goto(f"{address}{FIRST}/{below}d/{package}/balance/")
        page.wait_for_url(f"{address}{FIRST}/{below}#{package}")
        assert words in page.locator("h1").inner_text()
        with page.expect_download() as taken:
            page.locator(f"[id='{package}']").get_by_role("link", name="ZIP", exact=True).click()
        assert hashes(taken.value.path().parent)[taken.value.path().name] == first[f"data/{package}/{package}.zip"]
        page.get_by_role("link", name="its page today" if below else "今日网页").first.click()
        page.wait_for_url(f"{address}latest/{below}d/*/")
    context.close()


def check_the_change_is_told(portal: Path, project: Path, package: str) -> None:
    """One change with its cause: in the changelog, the feed, the page of the disclosure and that of releases."""
    made = project / "build" / "releases" / SECOND
    changed = [
        line for line in (made / "changes.csv").read_text(encoding="utf-8").splitlines() if ",amount_yuan," in line
    ]
    assert len(changed) == 1
    _, _, fact, kind, _, old, new, cause, *_ = changed[0].split(",")
    assert (kind, cause) == ("changed", "source_revised")
    told = (made / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "公布者修订了文档" in told
    assert fact in told
    pages = {
        "": (f"<td>{old} 元</td><td>{new} 元</td><td>公布者修订了文档</td>", "公布者修订了文档。1 个数值不同"),
        "en/": (
            f"<td>{old} yuan</td><td>{new} yuan</td><td>the publisher revised the document</td>",
            "1 value changed",
        ),
    }
    for below, (row, count) in pages.items():
        page = (portal / below / "d" / package / "index.html").read_text(encoding="utf-8")
        assert page.count(row) == 1
        assert count in page
        assert f'href="{"../" * (2 + bool(below))}data/{package}/changes/1.0.1.csv"' in page
        assert f'releases/#{SECOND}">{SECOND}</a>' in page
        releases = (portal / below / "releases" / "index.html").read_text(encoding="utf-8")
        assert count.rpartition("。")[2] in releases
        assert f'href="{"../" * (2 + bool(below))}{FIRST}/releases/{FIRST}/mingzhang-{FIRST}.zip"' in releases
    summaries = [
        entry.findtext(f"{ATOM}summary") or ""
        for entry in ElementTree.parse(portal / "feed.xml").getroot().findall(f"{ATOM}entry")
    ]
    assert [told for told in summaries if "更新为 1.0.1（原 1.0.0）：公布者修订了文档，1 个数值不同" in told]


def check_addresses(folder: Path, address: str, package: str) -> None:
    """Canonical addresses lead to `latest`, the archive of a release is where its page says, all under its own name."""
    for version in (FIRST, SECOND, "latest"):
        page = (folder / version / "d" / package / "index.html").read_text(encoding="utf-8")
        assert re.findall(r'rel="canonical" href="([^"]+)"', page) == [f"{address}latest/d/{package}/"]
    for version in (FIRST, SECOND):
        assert (folder / version / "releases" / version / f"mingzhang-{version}.zip").is_file()
        assert (folder / version / "releases" / f"{version}.json").is_file()
        assert json.loads((folder / version / "catalog.json").read_bytes())["home"] == f"{address}{version}/"
        feed = (folder / version / "feed.xml").read_text(encoding="utf-8")
        assert f'rel="self" type="application/atom+xml" href="{address}latest/feed.xml"' in feed
    assert 'href="latest/"' in (folder / "index.html").read_text()


def check_in_the_browser(browser: Browser, address: str, package: str, later: str) -> None:
    context = browser.new_context(locale="zh-CN")
    watch = Watch(context, address)
    page = context.new_page()
    page.goto(address)
    page.wait_for_url(f"{address}latest/")

    page.goto(f"{address}{FIRST}/d/{package}/#tables")
    note = page.locator(".old-version")
    note.wait_for()
    assert FIRST in note.inner_text()
    note.get_by_role("link").click()
    page.wait_for_url(f"{address}latest/d/{package}/#tables")
    page.locator("header .versions summary").wait_for()
    assert note.count() == 0
    assert versions(page) == [f"{SECOND}（最新）", FIRST, "全部发布"]

    # a page that the old release does not have leads to what it has: here its home
    page.goto(f"{address}{SECOND}/en/d/{later}/balance/")
    page.locator("header .versions summary").click()
    page.get_by_role("link", name=FIRST).click()
    page.wait_for_url(f"{address}{FIRST}/en/")
    page.locator(".old-version").wait_for()
    assert "old release" in page.locator(".old-version").inner_text()
    page.locator("header .versions summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="All releases").click()
    page.wait_for_url(f"{address}{FIRST}/en/releases/")
    assert [one for one in watch.trouble if "404" not in one] == []
    assert all(request.startswith(address) for request in watch.requests)
    context.close()

    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"{address}{SECOND}/d/{package}/")
    page.locator("header .versions a").click()
    page.wait_for_url(f"{address}{SECOND}/releases/")
    page.get_by_role("link", name="打开这个版本").click()
    page.wait_for_url(f"{address}{FIRST}/")
    plain.close()


def versions(page: Page) -> list[str]:
    return page.locator("header .versions li a").all_text_contents()
