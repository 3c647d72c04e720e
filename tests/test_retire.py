"""Retiring a release: every download stays as it is, every page leads to the one that says so."""

from __future__ import annotations

import errno
import json
import re
from pathlib import Path
from typing import Any

import pytest
from mingzhang.ground.errors import DisclosureError
from mingzhang.releases.retire import NOTE, retire

from tests.project import hashes, run

OLD, NEW = "2026.10.1", "2026.11.1"
PACKAGE = "140214-901-2024-dept-budget"
PAGES = (
    "index.html",
    "404.html",
    "releases/index.html",
    f"d/{PACKAGE}/index.html",
    f"d/{PACKAGE}/source/index.html",
    "units/140214-901/index.html",
    "en/index.html",
    f"en/d/{PACKAGE}/balance/index.html",
)
DOWNLOADS = (
    "catalog.jsonld",
    "feed.xml",
    "data/facts.csv",
    "data/SHA256SUMS",
    "data/codes/functional.csv",
    f"data/{PACKAGE}/datapackage.json",
    f"data/{PACKAGE}/{PACKAGE}.zip",
    f"data/{PACKAGE}/data/facts.csv",
    f"data/{PACKAGE}/source.txt",
    f"releases/{OLD}/mingzhang-{OLD}.zip",
    f"releases/{OLD}/SHA256SUMS",
    f"releases/{OLD}.json",
    "something/nobody/thought/of.bin",
)
PARTS = ("sitemap.xml", "assets/portal.js", "assets/find/units.json", "assets/images/x.png")
STYLES = ("assets/portal.css", "assets/mark.svg", "assets/stylesheets/main.0a.min.css")
TITLE = "示例区档案馆</a><script>alert(1)</script>"


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """The branch of the pages with two releases; the older may be retired."""
    told = {"packages": [{"name": PACKAGE, "title": TITLE, "version": "1.0.0"}, {"name": "../x", "title": TITLE}]}
    for name in (OLD, NEW, "latest"):
        for path in (*PAGES, *DOWNLOADS, *PARTS, *STYLES):
            put(tmp_path / "pages" / name / path, f"{path} of {name}")
        put(tmp_path / "pages" / name / "catalog.json", json.dumps(told))
    versions = [
        {"version": NEW, "title": NEW, "aliases": ["latest"]},
        {"version": OLD, "title": OLD, "aliases": []},
    ]
    put(tmp_path / "pages" / "versions.json", json.dumps(versions))
    put(tmp_path / "pages" / "index.html", "leads to latest")
    return tmp_path / "pages"


def test_downloads_stay_with_their_hashes_and_nothing_else_is_touched(pages: Path) -> None:
    before = hashes(pages)
    done = retire(pages, OLD)
    assert done is not None
    after = hashes(pages)
    assert (done.pages, done.kept) == (len(PAGES), len(DOWNLOADS) + 1)
    for path in (*DOWNLOADS, "catalog.json", *STYLES):
        assert after[f"{OLD}/{path}"] == before[f"{OLD}/{path}"], path
    elsewhere = {path for path in before if not path.startswith(f"{OLD}/")}
    assert {path: after[path] for path in elsewhere} == {path: before[path] for path in elsewhere}
    own = {path.partition("/")[2] for path in after if path.startswith(f"{OLD}/")}
    assert own == {*DOWNLOADS, *PAGES, *STYLES, "catalog.json", NOTE}
    told = json.loads((pages / OLD / NOTE).read_bytes())
    assert sorted(told["kept"]) == sorted((*DOWNLOADS, "catalog.json"))
    assert not [path for path in pages.iterdir() if path.name.startswith(".")]


def test_every_page_leads_to_the_one_that_says_so(pages: Path) -> None:
    retire(pages, OLD)
    folder = pages / OLD
    for page in PAGES:
        text = (folder / page).read_text(encoding="utf-8")
        if page in ("index.html", "en/index.html"):
            continue
        (address,) = set(re.findall(r'(?:url=|href=")([^"]+)"', text))
        there, _, anchor = address.partition("#")
        target = (folder / page).parent / there
        assert target.resolve() == (folder / "en" if page.startswith("en/") else folder).resolve()
        assert anchor == (PACKAGE if PACKAGE in page else "")
        assert 'name="robots" content="noindex"' in text


def test_the_one_page_links_to_the_files_and_to_the_newest_release(pages: Path) -> None:
    retire(pages, OLD)
    for below, root, words in (("", "", "网页已移除，数据仍在"), ("en/", "../", "pages removed, data still here")):
        page = pages / OLD / below / "index.html"
        text = page.read_text(encoding="utf-8")
        assert words in text
        assert f'id="{PACKAGE}"' in text
        assert "<script>" not in text
        assert "../x/" not in text
        found = re.findall(r'(?:href|src)="([^"#]+)[^"]*"', text)
        assert f"{root}data/{PACKAGE}/{PACKAGE}.zip" in found
        assert f"{root}releases/{OLD}/mingzhang-{OLD}.zip" in found
        assert f"{root}../latest/{below}d/{PACKAGE}/" in found
        for address in found:
            there = (page.parent / address).resolve()
            if there.is_relative_to((pages / OLD).resolve()):
                assert (there / "index.html" if there.is_dir() else there).is_file(), address


def test_it_is_done_once_and_gives_the_same_bytes(pages: Path, tmp_path: Path) -> None:
    retire(pages, OLD)
    before = hashes(pages)
    assert retire(pages, OLD) is None
    assert hashes(pages) == before
    assert run("retire", OLD, "--pages", pages).exit_code == 0


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (NEW, "keeps its pages"),
        ("2026.09.1", "there is no release"),
        ("latest", "names no release"),
        ("../x", "names no release"),
    ],
)
def test_what_may_not_be_retired(pages: Path, name: str, told: str) -> None:
    before = hashes(pages)
    done = run("retire", name, "--pages", pages)
    assert done.exit_code == 2
    assert told in done.output
    assert hashes(pages) == before


def test_a_folder_that_is_no_branch_of_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DisclosureError, match=r"versions\.json"):
        retire(tmp_path, OLD)


def test_a_link_is_not_followed(pages: Path, tmp_path: Path) -> None:
    put(tmp_path / "secret.txt", "x")
    (pages / OLD / "data" / "secret.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(DisclosureError, match="is a link"):
        retire(pages, OLD)


@pytest.mark.parametrize(("method", "number"), [("write_bytes", 1), ("write_bytes", 9), ("rename", 1), ("rename", 2)])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "no room"), KeyboardInterrupt()], ids=["full", "interrupted"])
def test_whatever_fails_the_release_stays(
    pages: Path, monkeypatch: pytest.MonkeyPatch, method: str, number: int, error: BaseException
) -> None:
    before = hashes(pages)
    plain, calls = getattr(Path, method), iter(range(1, 1000))

    def failing(self: Path, *arguments: Any) -> Any:
        if next(calls) == number:
            raise error
        return plain(self, *arguments)

    monkeypatch.setattr(Path, method, failing)
    with pytest.raises((DisclosureError, KeyboardInterrupt)):
        retire(pages, OLD)
    monkeypatch.undo()
    assert hashes(pages) == before
    assert retire(pages, OLD) is not None


# --- a package that was withdrawn ----------------------------------------------------------------------

OTHER = "140214-902-2024-dept-budget"
SECRET = "masked too late"


@pytest.fixture
def leaking(pages: Path) -> Path:
    """Two packages in the old release; the secret stands in one, in every file over all, and on pages."""
    told = {"packages": [{"name": name, "title": TITLE, "version": "1.0.0"} for name in (PACKAGE, OTHER)]}
    put(pages / OLD / "catalog.json", json.dumps(told))
    for path in DOWNLOADS:
        if PACKAGE in path:
            put(pages / OLD / path.replace(PACKAGE, OTHER), "another unit")
    for path in (pages / OLD).rglob("*"):
        if path.is_file() and (PACKAGE in path.as_posix() or path.suffix in (".zip", ".html", ".bin", ".csv")):
            path.write_text(SECRET)
    for path in (f"data/{OTHER}/data/facts.csv", f"data/{OTHER}/{OTHER}.zip", "data/codes/functional.csv"):
        put(pages / OLD / path, "another unit")
    return pages


def holding(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and SECRET in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("retired_before", [False, True])
def test_a_withdrawn_package_leaves_an_old_release(leaking: Path, retired_before: bool) -> None:
    if retired_before:
        retire(leaking, OLD)
    before = hashes(leaking / OLD)
    assert holding(leaking / OLD)
    done = run("retire", OLD, "--pages", leaking, "--without", PACKAGE)
    assert done.exit_code == 0, done.output
    assert holding(leaking / OLD) == []
    after = hashes(leaking / OLD)
    stay = {path for path in before if path.startswith((f"data/{OTHER}/", "data/codes/", f"releases/{OLD}.json"))}
    assert len(stay) == 6
    assert {path: after[path] for path in stay} == {path: before[path] for path in stay}
    assert not (leaking / OLD / "data" / PACKAGE).exists()
    assert json.loads((leaking / OLD / NOTE).read_bytes())["withdrawn"] == [PACKAGE]
    for below, words in (("", "部分数据已撤下"), ("en", "some data withdrawn")):
        page = (leaking / OLD / below / "index.html").read_text(encoding="utf-8")
        assert words in page
        assert f"data/{PACKAGE}/" not in page
        assert f"data/{OTHER}/{OTHER}.zip" in page
        assert f'id="{PACKAGE}"' in page
    assert retire(leaking, OLD) is None  # it stays withdrawn
    assert hashes(leaking / OLD) == after


def test_a_package_that_the_release_does_not_hold_is_refused(leaking: Path) -> None:
    before = hashes(leaking)
    done = run("retire", OLD, "--pages", leaking, "--without", "140214-909-2024-dept-budget")
    assert done.exit_code == 2
    assert "does not hold" in done.output
    assert hashes(leaking) == before
