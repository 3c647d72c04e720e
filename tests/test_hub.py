"""A hub over several portals: what it lists, where it leads, and that nothing of a catalog is taken on trust."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from mingzhang.feeds import catalog_schema
from mingzhang.ground.errors import DisclosureError
from mingzhang.hub import Hub, judge_sites, read_site, write_hub
from playwright.sync_api import Browser

from tests.browsing import Watch, serve
from tests.project import REPOSITORY, hashes, run

ASSETS = REPOSITORY / "site_src" / "assets"
DIGEST = "0" * 64
Catalog = dict[str, Any]


def package(division: str, place: str, agency: str, name: str, year: int = 2024, kind: str = "budget") -> Catalog:
    """An entry of a catalog, as a portal writes it."""
    own = f"{division}-{agency}-{year}-dept-{kind}"
    whole = {
        "address": f"data/{own}/{own}.zip",
        "format": "ZIP",
        "media_type": "application/zip",
        "bytes": 9,
        "sha256": DIGEST,
        "holds": "package",
    }
    return {
        "name": own,
        "title": f"{name}{year}年度部门预算",
        "title_en": f"Departmental budget {year}, {name}",
        "version": "1.0.0",
        "licence": {"name": "CC-BY-4.0", "title": "CC BY 4.0", "url": "https://example.org/by"},
        "hash": f"sha256:{DIGEST}",
        "kind": kind,
        "scope": "dept",
        "fiscal_year": year,
        "division": {"code": division, "name": place},
        "agency": {"code": agency, "name": name},
        "keywords": ["部门预算"],
        "original": {"file_name": "x.txt", "bytes": 1, "sha256": DIGEST},
        "page": f"d/{own}/",
        "rows": {"common/facts": 10},
        "files": [whole, {**whole, "address": f"data/{own}/data/facts.csv", "holds": "facts"}],
    }


def catalog(*packages: Catalog, home: str = "./") -> Catalog:
    told: Catalog = {
        "format": 1,
        "title": "明账",
        "title_en": "Mingzhang",
        "description": "数据",
        "description_en": "data",
        "home": home,
        "counts": {"packages": len(packages), "units": 1, "facts": 10 * len(packages), "rows": 20},
        "files": [],
        "tables": {"budget/balance": {"title": "收支总表", "title_en": "Overview", "fields": ["side"]}},
        "packages": list(packages),
    }
    jsonschema.validate(told, catalog_schema())
    return told


NORTH = catalog(
    package("140214", "山西省大同市云冈区", "901", "示例区档案馆"),
    package("140214", "山西省大同市云冈区", "901", "示例区档案馆", 2023, "final"),
    package("140200", "山西省大同市", "902", "示例市气象站"),
)
SOUTH = catalog(
    package("350102", "福建省福州市鼓楼区", "903", "示例区图书馆"),
    package("110101", "北京市东城区", "904", "示例区文化馆"),
    home="https://south.example.org/2026.11.1/",
)
for one in SOUTH["packages"]:
    one["page"] = SOUTH["home"] + one["page"]
    for file in one["files"]:
        file["address"] = SOUTH["home"] + file["address"]


@pytest.fixture
def given(tmp_path: Path) -> tuple[str, str]:
    """Two portals: the folder of one, with its address beside it, and the catalog of another, which names its own."""
    north, south = tmp_path / "north", tmp_path / "south.json"
    north.mkdir()
    (north / "catalog.json").write_text(json.dumps(NORTH), encoding="utf-8")
    south.write_text(json.dumps(SOUTH), encoding="utf-8")
    return f"{north}=https://north.example.org/latest/", str(south)


@pytest.fixture
def hub(given: tuple[str, str], tmp_path: Path) -> Path:
    done = run("hub", *given, "--out", tmp_path / "hub", "--pages", REPOSITORY / "site_src")
    assert done.exit_code == 0, done.output
    assert "2 sites with 5 disclosures" in done.output
    return tmp_path / "hub"


def test_the_page_lists_every_portal_by_province_and_prefecture(hub: Path) -> None:
    page = (hub / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["北京市", "山西省", "福建省"]
    assert re.findall(r'<h3><a href="(.*?)">(.*?)</a></h3>', page) == [
        ("https://south.example.org/2026.11.1/", "北京市"),
        ("https://north.example.org/latest/", "大同市"),
        ("https://south.example.org/2026.11.1/", "福州市"),
    ]
    assert "2 个单位、3 份公开文档、30 个金额、2023–2024 年度" in page
    assert 'href="https://north.example.org/latest/units/140214-901/"' in page
    assert 'href="https://north.example.org/latest/d/140214-901-2023-dept-final/">2023 决算</a>' in page
    english = (hub / "en" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in english
    assert "2 units, 3 disclosures, 30 amounts, fiscal years 2023–2024" in english
    assert 'href="https://north.example.org/latest/en/units/140214-901/"' in english


def test_every_file_that_the_pages_name_is_there(hub: Path) -> None:
    for page in (hub / "index.html", hub / "en" / "index.html"):
        for address in re.findall(r'(?:href|src|data-units)="([^"#]*)"', page.read_text(encoding="utf-8")):
            if not address.startswith("https://"):
                there = (page.parent / address).resolve()
                assert (there / "index.html" if there.is_dir() else there).is_file(), address


def test_one_catalog_over_all_meets_the_schema_and_leads_to_each_portal(hub: Path) -> None:
    told = json.loads((hub / "catalog.json").read_bytes())
    jsonschema.validate(told, catalog_schema())
    assert told["counts"] == {"packages": 5, "units": 4, "facts": 50, "rows": 40}
    assert [site["home"] for site in told["sites"]] == [
        "https://north.example.org/latest/",
        "https://south.example.org/2026.11.1/",
    ]
    assert [one["name"] for one in told["packages"]] == sorted(one["name"] for one in told["packages"])
    for one in told["packages"]:
        assert one["page"] == f"{one['site']}d/{one['name']}/"
        assert [file["address"] for file in one["files"]] == [f"{one['site']}data/{one['name']}/{one['name']}.zip"]
    dcat = json.loads((hub / "catalog.jsonld").read_bytes())
    assert [one["rdfs:seeAlso"]["@id"] for one in dcat["dcat:catalog"]] == [
        "https://north.example.org/latest/catalog.jsonld",
        "https://south.example.org/2026.11.1/catalog.jsonld",
    ]


def test_it_names_each_catalog_as_the_portal_s_own_dcat_does(given: tuple[str, str], tmp_path: Path) -> None:
    """A portal that tells no identity, as older ones, is named by its address."""
    newest = "https://south.example.org/latest/"
    told = deepcopy(SOUTH)
    told |= {"id": newest, "release": "2026.11.1", "date": "2026-11-20"}
    for one in told["packages"]:
        one["id"] = f"{newest}d/{one['name']}/#dataset"
    (tmp_path / "south.json").write_text(json.dumps(told), encoding="utf-8")
    write_hub(Hub(tuple(map(read_site, given))), tmp_path / "hub", ASSETS)
    dcat = json.loads((tmp_path / "hub" / "catalog.jsonld").read_bytes())
    assert [one["@id"] for one in dcat["dcat:catalog"]] == ["https://north.example.org/latest/", newest]
    merged = json.loads((tmp_path / "hub" / "catalog.json").read_bytes())
    jsonschema.validate(merged, catalog_schema())
    assert {one["id"] for one in merged["packages"] if "id" in one} == {one["id"] for one in told["packages"]}
    told["packages"][0]["id"] = "https://elsewhere.example.org/#dataset"
    (tmp_path / "south.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(DisclosureError, match="leads out of the portal"):
        read_site(given[1])


def test_two_portals_of_one_identity_are_refused(tmp_path: Path) -> None:
    sites = []
    for name, packages in (("a", NORTH["packages"][:1]), ("b", NORTH["packages"][1:])):
        told = {**catalog(*packages), "id": "https://a.example.org/latest/"}
        (tmp_path / f"{name}.json").write_text(json.dumps(told), encoding="utf-8")
        sites.append(read_site(f"{tmp_path}/{name}.json=https://{name}.example.org/"))
    with pytest.raises(DisclosureError, match="names its catalog and that of"):
        judge_sites(sites)


def test_its_catalogs_name_the_address_that_was_given(given: tuple[str, str], tmp_path: Path) -> None:
    address, out = "https://hub.example.org/all/", tmp_path / "addressed"
    done = run("hub", *given, "--out", out, "--pages", REPOSITORY / "site_src", "--address", address)
    assert done.exit_code == 0, done.output
    assert json.loads((out / "catalog.json").read_bytes())["home"] == address
    dcat = json.loads((out / "catalog.jsonld").read_bytes())
    assert (dcat["@id"], dcat["foaf:homepage"]) == (address, {"@id": address})
    for wrong in ("hub.example.org", "https://hub.example.org", "javascript:alert(1)//"):
        refused = run("hub", *given, "--out", out, "--pages", REPOSITORY / "site_src", "--address", wrong)
        assert refused.exit_code == 2, wrong
        assert "is no address" in refused.output
    assert json.loads((out / "catalog.json").read_bytes())["home"] == address


def test_the_index_finds_every_unit_once(hub: Path) -> None:
    told = json.loads((hub / "find.json").read_bytes())
    assert [(unit[1], told["sites"][unit[2]] + unit[3], unit[4]) for unit in told["units"]] == [
        ("示例区文化馆", "https://south.example.org/2026.11.1/units/110101-904/", [2024]),
        ("示例市气象站", "https://north.example.org/latest/units/140200-902/", [2024]),
        ("示例区档案馆", "https://north.example.org/latest/units/140214-901/", [2023, 2024]),
        ("示例区图书馆", "https://south.example.org/2026.11.1/units/350102-903/", [2024]),
    ]


def test_made_again_it_is_the_same_and_replaces_only_a_hub(hub: Path, given: tuple[str, str]) -> None:
    before = hashes(hub)
    (hub / "left-over").write_text("x")
    assert run("hub", *given, "--out", hub, "--pages", REPOSITORY / "site_src", "-q").exit_code == 0
    assert hashes(hub) == before
    (hub / "hub.json").unlink()
    refused = run("hub", *given, "--out", hub, "--pages", REPOSITORY / "site_src")
    assert refused.exit_code == 2
    assert "holds something else than a hub" in refused.output


HOSTILE = '</a><script>alert(1)</script><img src=x onerror="alert(2)">'


def test_hostile_names_are_text(tmp_path: Path) -> None:
    told = deepcopy(NORTH)
    for one in told["packages"]:
        one["agency"]["name"] = one["division"]["name"] = one["title"] = HOSTILE
    told["title"] = told["title_en"] = HOSTILE
    (tmp_path / "catalog.json").write_text(json.dumps(told), encoding="utf-8")
    write_hub(Hub((read_site(f"{tmp_path}=https://a.example.org/"),), title=HOSTILE), tmp_path / "hub", ASSETS)
    for page in (tmp_path / "hub").rglob("*.html"):
        assert "<script>" not in page.read_text(encoding="utf-8")
        assert "<img src=x" not in page.read_text(encoding="utf-8")


def _set(*path: Any, to: Any) -> Callable[[Catalog], None]:
    def spoil(told: Catalog) -> None:
        *above, last = path
        inner: Any = told
        for key in above:
            inner = inner[key]
        inner[last] = to

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [
        _set("format", to=2),
        _set("packages", 0, "name", to="../../etc"),
        _set("packages", 0, "division", "code", to="350102"),
        _set("packages", 0, "page", to="https://elsewhere.example.org/"),
        _set("packages", 0, "page", to="//elsewhere.example.org/"),
        _set("packages", 0, "page", to="javascript:alert(1)"),
        _set("packages", 0, "page", to="../../x/"),
        _set("packages", 0, "files", 0, "address", to="data:text/html,x"),
        _set("packages", 0, "fiscal_year", to="2024"),
    ],
)
def test_a_catalog_that_leads_elsewhere_is_refused(tmp_path: Path, spoil: Callable[[Catalog], None]) -> None:
    told = deepcopy(NORTH)
    spoil(told)
    (tmp_path / "catalog.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(DisclosureError, match="hub-site"):
        read_site(f"{tmp_path}=https://a.example.org/")


@pytest.mark.parametrize(
    "address", ["", "http:/a", "https://a.example.org", "https://a/?x=/", 'https://a"/', "ftp://a/"]
)
def test_a_portal_needs_an_address(tmp_path: Path, address: str) -> None:
    (tmp_path / "catalog.json").write_text(json.dumps(NORTH), encoding="utf-8")
    with pytest.raises(DisclosureError, match="hub-site"):
        read_site(f"{tmp_path}={address}")


def test_no_portal_and_no_disclosure_twice(given: tuple[str, str], tmp_path: Path) -> None:
    north, south = (read_site(one) for one in given)
    again = read_site(given[0].replace("north.example.org", "again.example.org"))
    for sites in ((north, south, north), (north, again)):
        with pytest.raises(DisclosureError, match="hub-twice"):
            judge_sites(sites)
    for missing in (tmp_path / "none", tmp_path):
        with pytest.raises(DisclosureError, match="hub-site"):
            read_site(str(missing))


def test_what_cannot_be_written_leaves_the_old_hub(hub: Path, given: tuple[str, str], tmp_path: Path) -> None:
    before = hashes(hub)
    assets = tmp_path / "assets"
    shutil.copytree(ASSETS, assets)
    (assets / "hub.js").unlink()
    with pytest.raises(DisclosureError, match="hub-write"):
        write_hub(Hub(tuple(map(read_site, given))), hub, assets)
    assert hashes(hub) == before
    assert not [path for path in hub.parent.iterdir() if path.name.startswith(".hub-")]


@pytest.fixture
def served(hub: Path, tmp_path: Path) -> Iterator[str]:
    (tmp_path / "server").mkdir()
    yield from serve(hub, tmp_path / "server")


@pytest.mark.browser
def test_a_unit_is_found_in_the_browser(served: str, browser: Browser) -> None:
    for below, told in (("", "1 个单位"), ("en/", "1 unit")):
        context = browser.new_context()
        watch = Watch(context, served)
        page = context.new_page()
        page.goto(f"{served}{below}")
        page.locator("form.find input").fill("大同 档案")
        found = page.locator("form.find .found a")
        found.wait_for()
        assert found.get_attribute("href") == f"https://north.example.org/latest/{below}units/140214-901/"
        assert page.locator("form.find [role=status]").inner_text() == told
        page.locator("form.find input").fill("没有这样的单位")
        found.wait_for(state="detached")
        assert watch.trouble == []
        context.close()
