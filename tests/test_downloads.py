"""What the portal offers to take away: every file is what it says, and every surface says the same."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import jsonschema
import openpyxl
import pyarrow.parquet as pq
import pytest
from mingzhang.feeds import catalog_schema
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.published import PublishedPackage, read_package
from mingzhang.packages.store import find_packages
from mingzhang.site import addresses, downloads
from mingzhang.site.assemble import assemble_site
from mingzhang.site.pages import downloads as downloads_pages
from mingzhang.versions.released import ReleasedPackage, ReleaseRecord, read_name
from playwright.sync_api import Browser

from tests.browsing import Watch
from tests.hostile import hostile_root
from tests.portal import PACKAGES, WRITTEN, Built, build_site, read_built
from tests.portals import paired_packages, paired_portal
from tests.strict import serve_strictly

HERE = "https://portal.example/明账/"
DATE = "2026-11-20"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages of the project, and units with two disclosures each."""
    return paired_packages(tmp_path_factory)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return paired_portal(tmp_path_factory)


@pytest.fixture(scope="module")
def packages(root: Path) -> list[PublishedPackage]:
    return [read_package(path) for path in find_packages(root)]


def page_of(site: Path, address: str) -> Built:
    return read_built(site / address / "index.html")


def two_packages(folder: Path) -> Path:
    """A root with the first and the last package of this repository, for what does not depend on how many there are."""
    found = find_packages(PACKAGES)
    for package in (found[0], found[-1]):
        shutil.copytree(package, folder / "packages" / package.parent.name / package.name)
    return folder / "packages"


# -- the files ----------------------------------------------------------------------------------


def test_every_format_of_a_disclosure_holds_it(site: Path, packages: list[PublishedPackage]) -> None:
    for package in packages:
        name = package.dataset.name
        rows = {file.table.name: file.rows for file in package.dataset.tables if file.table}
        book = openpyxl.load_workbook(site / addresses.workbook(name), read_only=True)
        for file in package.dataset.tables:
            assert file.table is not None
            assert sum(1 for _ in book[file.table.title].iter_rows()) == file.rows + 1
        found = json.loads(gzip.decompress((site / addresses.packed_json(name)).read_bytes()))["packages"][0]
        assert {table: len(records) for table, records in found["tables"].items()} == rows
        assert pq.read_table(site / addresses.parquet(name)).num_rows == rows["facts"]
        for file in package.dataset.tables:
            if file.table is not None and file.table.family != "common":
                records = json.loads((site / addresses.table_json(name, file.table.name)).read_bytes())
                assert records == found["tables"][file.table.name]


def test_the_files_of_everything_hold_everything(site: Path, root: Path, packages: list[PublishedPackage]) -> None:
    facts = sum(package.dataset.file("data/facts.csv").rows for package in packages)
    assert pq.read_table(site / addresses.ALL_FACTS_PARQUET).num_rows == facts
    book = openpyxl.load_workbook(site / addresses.ALL_FACTS_XLSX, read_only=True)
    assert sum(1 for _ in book["全部金额"].iter_rows()) == facts + 1
    with (site / addresses.ALL_FACTS).open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == facts
    with zipfile.ZipFile(site / addresses.ALL_SQLITE) as archive, closing(sqlite3.connect(":memory:")) as database:
        assert archive.namelist() == ["mingzhang.sqlite"]
        database.deserialize(archive.read("mingzhang.sqlite"))
        assert database.execute("SELECT count(*) FROM facts").fetchone() == (facts,)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    with zipfile.ZipFile(site / addresses.ALL_PACKAGES) as archive:
        found = {name.removeprefix("datapackage/"): archive.read(name) for name in archive.namelist()}
    assert found == {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_unit_with_several_disclosures_has_them_in_one_file(site: Path, packages: list[PublishedPackage]) -> None:
    units: dict[str, list[PublishedPackage]] = {}
    for package in packages:
        units.setdefault(package.dataset.unit_key, []).append(package)
    several = {key: found for key, found in units.items() if len(found) > 1}
    assert len(several) == 3
    assert sorted(path.name for path in (site / "data" / "units").iterdir()) == sorted(several)
    listed = {element.attributes.get("href") for element in page_of(site, addresses.DOWNLOADS).elements}
    for key, found in several.items():
        facts = sum(package.dataset.file("data/facts.csv").rows for package in found)
        with (site / addresses.unit_facts(key)).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == facts
        assert {row["package"] for row in rows} == {package.dataset.name for package in found}
        book = openpyxl.load_workbook(site / addresses.unit_workbook(key), read_only=True)
        assert sum(1 for _ in book["全部金额"].iter_rows()) == facts + 1
        assert {f"../{addresses.unit_workbook(key)}", f"../{addresses.unit_facts(key)}"} <= listed


def test_sizes_and_checksums_on_the_pages_are_those_of_the_files(site: Path, packages: list[PublishedPackage]) -> None:
    seen = set()
    names = [package.dataset.name for package in packages]
    for address in [addresses.DOWNLOADS, *map(addresses.disclosure, names), *(f"d/{name}/balance/" for name in names)]:
        for language in ("", "en/"):
            path = site / language / address / "index.html"
            if not path.exists():
                continue
            for item in re.findall(r"<li>(.*?)</li>", path.read_text(encoding="utf-8"), re.DOTALL):
                told = re.search(r'href="([^"]+)".*?title="SHA-256">([0-9a-f]{64})<', item, re.DOTALL)
                if told is None or item.count("SHA-256") > 1:
                    continue
                there = urlsplit(urljoin(f"http://x/{language}{address}", told[1])).path.lstrip("/")
                data = (site / unquote(there)).read_bytes()
                assert hashlib.sha256(data).hexdigest() == told[2], (address, there)
                seen.add(there)
    files = {path.relative_to(site).as_posix() for path in (site / "data").rglob("*") if path.is_file()}
    assert files - seen <= {addresses.ALL_FILES, addresses.CHECKSUMS} | {
        path for path in files if path.startswith("data/units/")
    }


def test_the_number_of_processes_does_not_matter(tmp_path: Path) -> None:
    root = two_packages(tmp_path)
    found = []
    for jobs in (1, 2):
        docs = tmp_path / str(jobs)
        assert not assemble_site(root, WRITTEN, docs, jobs=jobs).errors
        found.append({path.relative_to(docs): path.read_bytes() for path in docs.rglob("*") if path.is_file()})
    assert found[0] == found[1]


def test_what_would_be_too_large_is_left_out_and_the_page_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(downloads, "MOST_ROWS", 1000)
    assemble_site(PACKAGES, WRITTEN, tmp_path / "docs")
    page = (tmp_path / "docs" / "downloads" / "index.md").read_text(encoding="utf-8")
    for address in (addresses.ALL_SQLITE, addresses.ALL_PACKAGES, addresses.ALL_FACTS_XLSX):
        assert not (tmp_path / "docs" / address).exists()
        assert f"<code>{address.rpartition('/')[2]}</code>" in page
        assert f'href="../{address}"' not in page
    assert (tmp_path / "docs" / addresses.ALL_FACTS_PARQUET).exists()
    catalog = json.loads((tmp_path / "docs" / "catalog.json").read_bytes())
    assert [file["address"] for file in catalog["files"]] == [addresses.ALL_FACTS, addresses.ALL_FACTS_PARQUET]


def test_the_page_of_a_large_catalog_leads_to_divisions_instead_of_packages(
    site: Path, packages: list[PublishedPackage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = two_packages(tmp_path)
    monkeypatch.setattr(downloads_pages, "_MOST", 1)
    assemble_site(root, WRITTEN, tmp_path / "docs")
    page = (tmp_path / "docs" / "downloads" / "index.md").read_text(encoding="utf-8")
    shown = find_packages(root)
    assert all(f'href="../units/#{folder.parent.name}"' in page for folder in shown)
    assert not [folder.name for folder in shown if folder.name in page]
    assert 'href="../data/files.csv"' in page
    few = (site / "downloads" / "index.html").read_text(encoding="utf-8")
    assert all(f'id="{package.dataset.name}"' in few for package in packages)


def test_a_package_whose_descriptor_lies_about_its_files_is_not_shown(tmp_path: Path) -> None:
    root = two_packages(tmp_path)
    name = find_packages(root)[0].name
    with (find_packages(root)[0] / "source.txt").open("a", encoding="utf-8") as source:
        source.write("示例\n")
    report = assemble_site(root, WRITTEN, tmp_path / "docs")
    assert [error.code for error in report.errors] == ["package-descriptor"]
    assert not (tmp_path / "docs" / "data" / name).exists()


# -- catalog and feed ---------------------------------------------------------------------------


def test_the_catalog_lists_the_files_as_they_are(site: Path) -> None:
    catalog = json.loads((site / "catalog.json").read_bytes())
    jsonschema.validate(catalog, catalog_schema())
    files = [*catalog["files"], *(file for package in catalog["packages"] for file in package["files"])]
    assert len(files) > 5 * 40
    for file in files:
        data = (site / unquote(file["address"])).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"]), file
    for package in catalog["packages"]:
        assert (site / unquote(package["page"]) / "index.html").exists()


def test_pages_name_the_catalogs_and_no_feed_before_the_first_release(site: Path) -> None:
    assert not (site / "feed.xml").exists()
    for address in ("", "en/", "use/", f"d/{find_packages(PACKAGES)[0].name}/"):
        assert alternates(page_of(site, address), address) == {
            "application/json": "catalog.json",
            "application/ld+json": "catalog.jsonld",
        }


def alternates(page: Built, address: str) -> dict[str, str]:
    found = {}
    for element in page.elements:
        if element.tag == "link" and element.attributes.get("rel") == "alternate" and element.attributes.get("type"):
            there = urljoin(f"http://x/{address}", element.attributes["href"] or "")
            found[element.attributes["type"] or ""] = urlsplit(there).path.lstrip("/")
    return found


def with_release(folder: Path) -> Path:
    """The hand-written pages with the record of a release of the packages as they are."""
    written = folder / "written"
    shutil.copytree(WRITTEN, written)
    datasets = [read_package(path).dataset for path in find_packages(PACKAGES)]
    released = tuple(ReleasedPackage(one.name, one.title, one.title_en, one.version, one.hash) for one in datasets)
    totals = {"packages": len(released), "units": len(released), "facts": 1211, "rows": 1, "bytes": 1}
    record = ReleaseRecord(read_name("2026.11.1"), DATE, "", HERE, totals, released)
    (written / "releases").mkdir(exist_ok=True)
    (written / "releases" / "2026.11.1.json").write_bytes(record.written())
    return written


def test_a_release_brings_the_feed_its_links_and_the_date_of_citations(tmp_path: Path) -> None:
    docs, root = tmp_path / "docs", two_packages(tmp_path)
    assert not assemble_site(root, with_release(tmp_path), docs, address=HERE.rstrip("/")).errors
    feed = (docs / "feed.xml").read_text(encoding="utf-8")
    assert f"<updated>{DATE}T00:00:00Z</updated>" in feed
    for path in find_packages(root):
        for lang in ("", "en/"):
            page = unescape((docs / lang / "d" / path.name / "index.md").read_text(encoding="utf-8"))
            assert "\nfeed: true\n" in page
            assert f"date = {{{DATE}}}" in page
            assert f"{HERE}d/{path.name}/" in page
    assert 'href="../feed.xml"' in (docs / "downloads" / "index.md").read_text(encoding="utf-8")


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DisclosureError, match="no address of a portal"):
        assemble_site(PACKAGES, WRITTEN, tmp_path / "docs", address="javascript:alert(1)")
    assert not (tmp_path / "docs").exists()


# -- one description, every surface -------------------------------------------------------------


def described(page: Built) -> dict[str, Any]:
    scripts = [e.text for e in page.elements if (e.tag, e.attributes.get("type")) == ("script", "application/ld+json")]
    assert len(scripts) == 1
    found: dict[str, Any] = json.loads(scripts[0])
    return found


def test_title_version_licence_hash_and_fields_are_the_same_everywhere(
    site: Path, packages: list[PublishedPackage]
) -> None:
    catalog = json.loads((site / "catalog.json").read_bytes())
    harvested = json.loads((site / "catalog.jsonld").read_bytes())["dcat:dataset"]
    for package in packages:
        one = package.dataset
        truth = (one.title, one.title_en, one.version, one.licence.url, one.hash)
        entry = next(found for found in catalog["packages"] if found["name"] == one.name)
        listed = (entry["title"], entry["title_en"], entry["version"], entry["licence"]["url"], entry["hash"])
        assert (*truth[:-1], f"sha256:{one.hash}") == listed
        dcat = next(found for found in harvested if found["dct:identifier"] == one.name)
        titles = {found["@language"]: found["@value"] for found in dcat["dct:title"]}
        digest = dcat["spdx:checksum"]["spdx:checksumValue"]["@value"]
        assert truth == (titles["zh"], titles["en"], dcat["dcat:version"], dcat["dct:license"]["@id"], digest)
        for lang, names in (("", ("name", "alternateName")), ("en/", ("alternateName", "name"))):
            page = page_of(site, f"{lang}d/{one.name}/")
            told = described(page)
            identifier = told["identifier"][1].removeprefix("sha256:")
            assert truth == (*(told[name] for name in names), told["version"], told["license"], identifier)
            shown = page.elements[0].text
            assert all(text in shown for text in (one.title, one.title_en, one.hash))
            assert f"版本 {one.version}" in shown
            assert f"version {one.version}" in shown
            assert any(e.attributes.get("href") == one.licence.url for e in page.elements)
        readme = package.files["README.md"].decode()
        assert readme.splitlines()[0] == f"# {one.title}"
        assert f"版本 {one.version}" in readme
        assert one.licence.name.replace("-", " ", 1).replace("-4", " 4") in readme
        for file in one.tables:
            assert file.table is not None
            assert file.printed is not None
            key = f"{file.table.family}/{file.table.name}"
            assert catalog["tables"][key]["fields"] == list(file.table.fields)
            if file.table.family != "common":
                page = page_of(site, addresses.table(one.name, file.table.name))
                named = next(e.text for e in page.elements if e.attributes.get("class") == "names")
                assert tuple(named.split()) == file.printed.fields


# -- hostile names, in every format -------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[PublishedPackage, Path]:
    """The package with hostile names, and the portal that shows it."""
    folder = tmp_path_factory.mktemp("hostile")
    root = hostile_root(folder, sound=True)
    site = build_site(root, folder)
    return next(p for p in map(read_package, find_packages(root)) if "hacked" in p.dataset.title), site


def test_hostile_names_stay_data_on_every_surface(hostile: tuple[PublishedPackage, Path]) -> None:
    package, site = hostile
    name = package.dataset.name
    assert described(page_of(site, f"d/{name}/"))["name"] == package.dataset.title
    entry = next(e for e in json.loads((site / "catalog.json").read_bytes())["packages"] if e["name"] == name)
    assert (entry["title"], entry["agency"]["name"]) == (package.dataset.title, package.dataset.agency_name)
    book = openpyxl.load_workbook(site / addresses.workbook(name), read_only=True)
    assert book["说明"]["A1"].value == package.dataset.title
    for archive in (addresses.archive(name), addresses.ALL_PACKAGES, addresses.ALL_SQLITE):
        with zipfile.ZipFile(site / archive) as opened:
            assert all(re.fullmatch(r"[A-Za-z0-9_./-]+", entry) and ".." not in entry for entry in opened.namelist())
    files = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    assert not [path for path in files if "hacked" in path]


@pytest.fixture
def strict(hostile: tuple[PublishedPackage, Path], tmp_path: Path) -> Iterator[str]:
    """The portal with a hostile package, with the policy that a careful host would send."""
    yield from serve_strictly(hostile[1], tmp_path / "served")


@pytest.mark.browser
def test_descriptions_for_machines_meet_a_strict_policy_and_citations_are_copied(
    browser: Browser,
    strict: str,
    hostile: tuple[PublishedPackage, Path],
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    watch = Watch(context, strict)
    page = context.new_page()
    for path in find_packages(PACKAGES):
        for lang in ("", "en/"):
            page.goto(f"{strict}{lang}d/{path.name}/")
            script = page.locator('script[type="application/ld+json"]')
            assert script.count() == 1
            assert json.loads(script.text_content() or "")["@type"] == "Dataset"
    page.goto(f"{strict}d/{hostile[0].dataset.name}/")
    assert page.evaluate("window.hacked") is None
    page.locator("#cite ~ p button[data-copy]").first.click()
    page.wait_for_selector("button[data-copy]:has-text('已复制')")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#cite-zh").text_content()
    context.close()
    assert not [told for told in watch.trouble if "style-src" not in told]  # styles are looked at with all pages
