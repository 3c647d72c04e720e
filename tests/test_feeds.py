"""Feeds: all surfaces say the same of a dataset, addresses hold, and hostile text does nothing."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import jsonschema
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from mingzhang.feeds import (
    Download,
    Published,
    Release,
    Site,
    atom_feed,
    catalog_json,
    catalog_schema,
    cite_bibtex,
    cite_csl,
    cite_text,
    cite_text_en,
    dcat_jsonld,
    schema_org,
    write_catalog_schema,
)
from mingzhang.feeds.atom import MOST_ENTRIES
from mingzhang.feeds.citation import UNRELEASED
from mingzhang.feeds.schema_org import Language
from mingzhang.formats.as_json import json_bytes
from mingzhang.formats.as_parquet import parquet_bytes
from mingzhang.formats.as_sqlite import sqlite_bytes
from mingzhang.formats.xlsx import xlsx_bytes
from mingzhang.formats.xlsx_about import FIELDS, SOURCE
from mingzhang.ground.attribution import MAKER
from mingzhang.packages.dataset import DataFile
from mingzhang.packages.published import PublishedPackage, read_package
from mingzhang.packages.store import find_packages

from tests.test_formats import sheets_of

PACKAGES = find_packages(Path(__file__).parents[1] / "datapackage")
HERE = Site("https://example.org/mingzhang/")
NOWHERE = Site()
TITLES = {path.name: (f"示例 {number}", f"Example {number}") for number, path in enumerate(PACKAGES)}
RELEASES = (
    Release("2026.10.1", "2026-10-09", {PACKAGES[0].name: "1.0.0"}, titles=TITLES),
    Release("2026.11.1", "2026-11-02", {path.name: "1.0.0" for path in PACKAGES}, titles=TITLES),
    Release(
        "2026.11.2",
        "2026-11-20",
        {path.name: "1.0.0" for path in PACKAGES} | {PACKAGES[0].name: "1.0.1"},
        {PACKAGES[0].name: ("文档修订", "document revised")},
        TITLES,
    ),
)
RELEASED = replace(
    HERE,
    url=f"{HERE.url}2026.11.2/",
    newest=f"{HERE.url}latest/",
    release="2026.11.2",
    date="2026-11-20",
    issued="2026-10-09",
)
GENERAL = (
    Download("data/facts.csv", 7, "1" * 64, "facts"),
    Download("data/mingzhang.sqlite.zip", 5, "a" * 64, "catalog"),
    Download("data/mingzhang.zip", 6, "b" * 64, "catalog"),
)
CSL_FIELDS = {
    *("id", "type", "title", "translated-title", "author", "publisher", "version", "archive_location", "issued"),
    *("language", "custom", "URL", "status", "compiler"),
}
"""Those of the fields of CSL's own schema that a citation uses; the schema permits no others."""
HOSTILE = "</script><script>alert(1)</script>&\"'{}\\%$_~^#]]>\u2028‮示例"
ATOM = "{http://www.w3.org/2005/Atom}"


@cache
def packages() -> tuple[PublishedPackage, ...]:
    return tuple(read_package(path) for path in PACKAGES)


def published(package: PublishedPackage) -> Published:
    name = package.dataset.name
    downloads = (
        Download(f"data/{name}/datapackage.json", package.dataset.descriptor.bytes, package.dataset.hash, "descriptor"),
        *(
            Download(f"data/{name}/{file.path}", file.bytes, file.sha256, file.table.name)
            for file in package.dataset.tables
            if file.table is not None
        ),
        Download(f"data/{name}/{name}.zip", 1234, "0" * 64),
        Download(f"data/{name}/{name}.xlsx", 5678, "f" * 64),
    )
    return Published(package.dataset, f"d/{name}/", downloads)


@cache
def all_published() -> tuple[Published, ...]:
    return tuple(map(published, packages()))


def hostile() -> Published:
    one = all_published()[0]
    licence = replace(one.dataset.licence, title=HOSTILE)
    dataset = replace(one.dataset, title=HOSTILE, title_en=HOSTILE, agency_name=HOSTILE, keywords=(HOSTILE,))
    return replace(one, dataset=replace(dataset, licence=licence))


# --- one description, many surfaces ----------------------------------------------------------------

Said = dict[str, Any]


def on_the_descriptor(package: PublishedPackage) -> Said:
    found = json.loads(package.files["datapackage.json"])
    tables = [one for one in found["resources"] if "path" in one and "schema" in one]
    fields = {one["name"]: [field["name"] for field in one["schema"]["fields"]] for one in tables}
    return {
        "title": found["title"],
        "title_en": found["title_en"],
        "version": found["version"],
        "licence": found["licenses"][0]["path"],
        "original": found["sources"][0]["hash"].removeprefix("sha256:"),
        "fields": fields,
    }


SENTENCES = ["message_zh", "message_en", "left_label", "right_label"]


def _key_of(file: DataFile) -> str:
    assert file.table is not None
    return f"{file.table.family}/{file.table.name}"


def on_the_catalog(package: PublishedPackage) -> Said:
    catalog = json.loads(catalog_json(all_published(), HERE))
    found = next(one for one in catalog["packages"] if one["name"] == package.dataset.name)
    return {
        "title": found["title"],
        "title_en": found["title_en"],
        "version": found["version"],
        "licence": found["licence"]["url"],
        "hash": found["hash"].removeprefix("sha256:"),
        "original": found["original"]["sha256"],
        "fields": {
            file.table.name: [name for name in catalog["tables"][_key_of(file)]["fields"] if name in file.header]
            for file in package.dataset.tables
            if file.table is not None and _key_of(file) in found["rows"]
        },
    }


def on_dcat(package: PublishedPackage) -> Said:
    catalog = json.loads(dcat_jsonld(all_published(), HERE))
    found = next(one for one in catalog["dcat:dataset"] if one["dct:identifier"] == package.dataset.name)
    titles = {one["@language"]: one["@value"] for one in found["dct:title"]}
    return {
        "title": titles["zh"],
        "title_en": titles["en"],
        "version": found["dcat:version"],
        "licence": found["dct:license"]["@id"],
        "hash": found["spdx:checksum"]["spdx:checksumValue"]["@value"],
        "original": found["prov:wasDerivedFrom"]["spdx:checksum"]["spdx:checksumValue"]["@value"],
    }


def on_the_page(package: PublishedPackage) -> Said:
    found = json.loads(schema_org(published(package), HERE))
    return {
        "title": found["name"],
        "title_en": found["alternateName"],
        "version": found["version"],
        "licence": found["license"],
        "hash": found["identifier"][1].removeprefix("sha256:"),
        "original": found["isBasedOn"]["identifier"].removeprefix("sha256:"),
        "fields of facts": [one["name"] for one in found["variableMeasured"]],
    }


def in_the_workbook(package: PublishedPackage) -> Said:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([package])))
    pairs = {row[0]: row[1] for row in book[SOURCE].iter_rows(values_only=True) if row[0]}
    names = {sheet: table.name for sheet, table in sheets_of(package).items()}
    fields: dict[str, list[str]] = {}
    for sheet, _, name, *_ in book[FIELDS].iter_rows(min_row=2, values_only=True):
        fields.setdefault(names[sheet], []).append(name)
    assert fields["checks"][-len(SENTENCES) :] == SENTENCES, "sentences are no data, but a workbook shows them"
    del fields["checks"][-len(SENTENCES) :]
    return {
        "title": book[SOURCE]["A1"].value,
        "title_en": pairs["English title"],
        "version": pairs["版本"],
        "licence": pairs["许可"].rpartition(" ")[2],
        "hash": pairs["数据包 SHA-256"],
        "original": pairs["原文 SHA-256"],
        "fields": fields,
    }


def in_json(package: PublishedPackage) -> Said:
    found = json.loads(json_bytes([package]))["packages"][0]
    return {
        "title": found["title"],
        "title_en": found["title_en"],
        "version": found["version"],
        "licence": found["licence"]["url"],
        "hash": found["hash"].removeprefix("sha256:"),
        "original": found["originals"][0]["hash"].removeprefix("sha256:"),
        "fields of facts": list(found["tables"]["facts"][0])[:-1],
    }


def in_sqlite(package: PublishedPackage) -> Said:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(sqlite_bytes([package]))
        columns = "title, title_en, version, licence_url, hash, original_hash"
        found = database.execute(f"SELECT {columns} FROM packages").fetchone()
        names = [
            row[0]
            for row in database.execute("SELECT field_name FROM fields WHERE table_name = 'facts' ORDER BY rowid")
        ]
        keys = ("title", "title_en", "version", "licence", "hash", "original")
        said = {key: value.removeprefix("sha256:") for key, value in zip(keys, found, strict=True)}
        return {**said, "fields of facts": names}


def in_parquet(package: PublishedPackage) -> Said:
    table = package.dataset.file("data/facts.csv").table
    assert table is not None
    schema = pq.read_schema(pa.BufferReader(parquet_bytes(package, table)))
    found = json.loads(schema.metadata[b"mingzhang:package"])
    return {
        "title": found["title"],
        "title_en": found["title_en"],
        "version": found["version"],
        "licence": found["licence_url"],
        "hash": found["hash"].removeprefix("sha256:"),
        "fields of facts": schema.names[1:-1],
    }


SURFACES = (
    on_the_descriptor,
    on_the_catalog,
    on_dcat,
    on_the_page,
    in_the_workbook,
    in_json,
    in_sqlite,
    in_parquet,
)


@pytest.mark.parametrize("index", range(len(PACKAGES)), ids=[path.name for path in PACKAGES])
@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.__name__)
def test_every_surface_says_the_same(surface: Any, index: int) -> None:
    package = packages()[index]
    dataset = package.dataset
    fields = {file.printed.name: list(file.printed.fields) for file in dataset.tables if file.printed is not None}
    truth = {
        "title": dataset.title,
        "title_en": dataset.title_en,
        "version": dataset.version,
        "licence": dataset.licence.url,
        "hash": dataset.hash,
        "original": dataset.originals[0].sha256,
        "fields": fields,
        "fields of facts": fields["facts"],
    }
    said = surface(package)
    assert {"title", "title_en", "version", "licence"} <= said.keys()
    assert any(key.startswith("fields") for key in said) or surface is on_dcat
    assert said == {key: truth[key] for key in said}


# --- catalog.json ----------------------------------------------------------------------------------


def test_the_published_schema_is_the_one_in_the_code() -> None:
    stale = write_catalog_schema(check=True)
    assert stale == [], "run: python -c 'from mingzhang.feeds import write_catalog_schema as w; w()'"


@pytest.mark.parametrize("site", [HERE, NOWHERE], ids=["absolute", "relative"])
def test_the_catalog_meets_its_schema(site: Site) -> None:
    general = (Download("data/mingzhang.sqlite", 5, "a" * 64, "catalog"),)
    catalog = json.loads(catalog_json(all_published(), site, general))
    jsonschema.Draft202012Validator.check_schema(catalog_schema())
    jsonschema.validate(catalog, catalog_schema())
    assert [one["name"] for one in catalog["packages"]] == sorted(path.name for path in PACKAGES)
    assert (catalog["release"], catalog["date"]) == (None, None)
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", one["hash"]) for one in catalog["packages"])
    assert catalog["counts"]["facts"] == sum(one["rows"]["common/facts"] for one in catalog["packages"])


def test_the_order_of_packages_does_not_matter() -> None:
    backwards = all_published()[::-1]
    assert catalog_json(backwards, HERE) == catalog_json(all_published(), HERE)
    assert dcat_jsonld(backwards, HERE) == dcat_jsonld(all_published(), HERE)
    assert atom_feed(backwards, RELEASES[::-1], HERE) == atom_feed(all_published(), RELEASES, HERE)


# --- addresses -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "d/a/", "data/a/a.zip", "catalog.json", "d/a/#dataset"])
@pytest.mark.parametrize("here", ["catalog.json", "d/a/", "en/d/a/", "data/x.json"])
def test_a_relative_address_leads_where_the_absolute_one_does(path: str, here: str) -> None:
    assert urljoin(HERE.url + here, NOWHERE.address(path, here)) == HERE.address(path, here) == HERE.url + path


@pytest.mark.parametrize("wrong", ["example.org", "https://example.org", "javascript:alert(1)/", "https://a/?b/"])
def test_what_is_no_address_of_a_portal_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="no address of a portal"):
        Site(wrong)


def test_without_an_address_no_feed_invents_one() -> None:
    one = all_published()[0]
    atom = atom_feed(all_published(), RELEASES, NOWHERE)
    assert atom is not None
    texts = [schema_org(one, NOWHERE), catalog_json(all_published(), NOWHERE).decode(), atom.decode()]
    texts += [cite(one, NOWHERE) for cite in (cite_text, cite_text_en, cite_bibtex, cite_csl)]
    known = ("https://schema.org", one.dataset.licence.url, "http://www.w3.org/2005/Atom")
    for text in texts:
        assert set(re.findall(r"https?://[^\s\"<>，]+", text)) <= set(known)


# --- DCAT and schema.org ---------------------------------------------------------------------------


def test_dcat_has_what_dcat_ap_asks_for() -> None:
    catalog = json.loads(dcat_jsonld(all_published(), HERE))
    assert {"dct:title", "dct:description", "dct:publisher", "dcat:dataset"} <= catalog.keys()
    used = set(re.findall(r'"(?:@type": ")?([a-z]+):[A-Za-z_]+"', json.dumps(catalog)))
    assert used <= set(catalog["@context"])
    for one, found in zip(all_published(), catalog["dcat:dataset"], strict=True):
        assert found["dct:temporal"]["dcat:startDate"]["@value"] == f"{one.dataset.fiscal_year}-01-01"
        assert found["dct:spatial"]["skos:notation"] == one.dataset.division_code
        assert len(found["dcat:distribution"]) == 2
        for distribution, download in zip(found["dcat:distribution"], one.whole, strict=True):
            assert distribution["dcat:downloadURL"]["@id"] == HERE.url + download.address
            assert distribution["dcat:byteSize"]["@value"] == str(download.bytes)
            assert distribution["spdx:checksum"]["spdx:checksumValue"]["@value"] == download.sha256


def test_a_dataset_keeps_its_identity_from_release_to_release() -> None:
    one = replace(all_published()[0], issued="2026-10-09", modified="2026-11-20")
    later = replace(RELEASED, url=f"{HERE.url}2026.12.1/", release="2026.12.1", date="2026-12-01")
    catalogs = [json.loads(dcat_jsonld([one], site, GENERAL)) for site in (RELEASED, later)]
    assert [found["@id"] for found in catalogs] == [RELEASED.newest] * 2
    same = f"{RELEASED.newest}{one.page}#dataset"
    for site, catalog in zip((RELEASED, later), catalogs, strict=True):
        everything, found = catalog["dcat:dataset"]
        assert everything["@id"] == f"{RELEASED.newest}downloads/#everything"
        assert everything["dct:hasPart"] == [{"@id": same}]
        assert found["@id"] == json.loads(schema_org(one, site))["@id"] == same
        assert found["dcat:landingPage"] == {"@id": site.url + one.page}
        assert found["dcat:hasVersion"]["@id"] == f"{site.url}{one.page}#dataset"
        assert found["dcat:hasVersion"]["dcat:isVersionOf"] == {"@id": same}
        assert all(each["dcat:downloadURL"]["@id"].startswith(site.url) for each in found["dcat:distribution"])
        told = json.loads(catalog_json([one], site))
        assert (told["id"], told["packages"][0]["id"]) == (catalog["@id"], same)


def test_dates_are_those_of_the_releases_or_are_not_told() -> None:
    one = replace(all_published()[0], issued="2026-10-09", modified="2026-11-20")
    harvested = json.loads(dcat_jsonld([one], RELEASED, GENERAL))
    for found in (harvested, *harvested["dcat:dataset"]):
        assert found["dct:issued"] == {"@value": "2026-10-09", "@type": "xsd:date"}
        assert found["dct:modified"] == {"@value": "2026-11-20", "@type": "xsd:date"}
    assert [each["dcat:version"] for each in (harvested, *harvested["dcat:dataset"])] == [
        "2026.11.2",
        "2026.11.2",
        one.dataset.version,
    ]
    page = json.loads(schema_org(one, RELEASED))
    assert (page["datePublished"], page["dateModified"]) == ("2026-10-09", "2026-11-20")
    catalog = json.loads(catalog_json([one], RELEASED))
    jsonschema.validate(catalog, catalog_schema())
    assert (catalog["release"], catalog["date"]) == ("2026.11.2", "2026-11-20")
    assert (catalog["packages"][0]["issued"], catalog["packages"][0]["modified"]) == ("2026-10-09", "2026-11-20")
    for text in (dcat_jsonld(all_published(), HERE, GENERAL).decode(), schema_org(all_published()[0], HERE)):
        assert not [word for word in ("dct:issued", "dct:modified", "datePublished", "dateModified") if word in text]


def test_the_files_of_everything_are_harvested_too() -> None:
    catalog = json.loads(dcat_jsonld(all_published(), HERE, GENERAL))
    assert catalog["dct:license"]["@id"] == all_published()[0].dataset.licence.url
    everything = catalog["dcat:dataset"][0]
    listed = {one["address"]: one["bytes"] for one in json.loads(catalog_json(all_published(), HERE, GENERAL))["files"]}
    files = everything["dcat:distribution"]
    found = {one["dcat:downloadURL"]["@id"]: int(one["dcat:byteSize"]["@value"]) for one in files}
    assert found == listed
    assert len(found) == len(GENERAL)
    assert len(everything["dct:hasPart"]) == len(PACKAGES)
    assert "dcat:byteSize" not in json.dumps([one["prov:wasDerivedFrom"] for one in catalog["dcat:dataset"][1:]])


def test_what_is_packed_says_what_is_inside_and_how() -> None:
    packed = replace(all_published()[0], downloads=(Download("data/a/a.json.gz", 9, "0" * 64),))
    (found,) = json.loads(dcat_jsonld([packed], HERE))["dcat:dataset"][0]["dcat:distribution"]
    types = "https://www.iana.org/assignments/media-types/application/"
    assert (found["dcat:mediaType"]["@id"], found["dcat:compressFormat"]["@id"]) == (f"{types}json", f"{types}gzip")


def test_every_surface_names_the_same_author_publisher_and_compiler() -> None:
    one = all_published()[0]
    department = one.dataset.agency_name
    harvested = json.loads(dcat_jsonld([one], HERE))["dcat:dataset"][0]
    page = json.loads(schema_org(one, HERE))
    (csl,) = json.loads(cite_csl(one, HERE))
    authors = harvested["dct:creator"]["foaf:name"], page["creator"]["name"], csl["author"][0]["literal"]
    makers = harvested["dct:publisher"]["foaf:name"], page["publisher"]["name"], csl["publisher"]
    assert (set(authors), set(makers)) == ({department}, {MAKER})
    compilers = harvested["dct:contributor"]["foaf:name"], page["contributor"]["name"], csl["compiler"][0]["literal"]
    assert set(compilers) == {MAKER}
    assert harvested["prov:wasDerivedFrom"]["dct:publisher"]["foaf:name"] == department
    assert page["isBasedOn"]["publisher"]["name"] == department
    assert cite_text(one, HERE).startswith(f"{department}. ")
    assert f"{MAKER} 整理" in cite_text(one, HERE)
    assert cite_text_en(one, HERE).startswith(f"{department}. ")
    assert f"Compiled by {MAKER}" in cite_text_en(one, HERE)
    bibtex = cite_bibtex(one, HERE)
    assert f"author = {{{{{department}}}}}" in bibtex
    assert f"editor = {{{{{MAKER}}}}}" in bibtex


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.started: list[str] = []
        self.data: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.started.append(tag)

    def handle_data(self, data: str) -> None:
        self.data.append(data)


def test_hostile_text_stays_inside_the_script() -> None:
    text = schema_org(hostile(), HERE)
    reader = _Scripts()
    reader.feed(f'<script type="application/ld+json">{text}</script>')
    assert reader.started == ["script"]
    assert json.loads("".join(reader.data))["name"] == HOSTILE


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_dataset_has_what_google_asks_for(language: Language) -> None:
    """Name and a description of 50 to 5,000 characters are required, however short the unit's name is."""
    one = all_published()[0]
    short = replace(one, dataset=replace(one.dataset, agency_name="示例局", title_en="Unit budget 2023, 示例局"))
    found = json.loads(schema_org(short, HERE, one.page, language))
    assert found["name"]
    assert 50 <= len(found["description"]) <= 5000
    assert found["creator"] == {"@type": "GovernmentOrganization", "name": "示例局"}
    assert found["publisher"] == {"@type": "Organization", "name": HERE.title, "url": HERE.url}
    for download in found["distribution"]:
        assert download["contentUrl"].startswith(HERE.url)
        assert download["encodingFormat"]


def test_the_english_page_has_the_english_title_first() -> None:
    one = all_published()[0]
    found = json.loads(schema_org(one, NOWHERE, f"en/{one.page}", "en"))
    assert found["name"] == one.dataset.title_en
    assert found["url"] == f"../../../{one.page}"
    assert found["variableMeasured"][0]["description"] == "Fact id"


# --- Atom ------------------------------------------------------------------------------------------


def test_without_a_release_there_is_no_feed_rather_than_an_invented_date() -> None:
    assert atom_feed(all_published(), (), HERE) is None


def test_the_feed_tells_what_each_release_brought() -> None:
    data = atom_feed(all_published(), RELEASES, HERE)
    assert data is not None
    feed = ElementTree.fromstring(data)
    assert feed.findtext(f"{ATOM}updated") == "2026-11-20T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == MAKER
    entries = [
        (
            entry.findtext(f"{ATOM}title"),
            (entry.findtext(f"{ATOM}updated") or "")[:10],
            entry.findtext(f"{ATOM}summary"),
        )
        for entry in feed.iter(f"{ATOM}entry")
    ]
    titles = {name: title for name, (title, _) in TITLES.items()}
    first = titles[PACKAGES[0].name]
    assert entries[0] == (
        "数据发布 2026.11.2",
        "2026-11-20",
        f"本次发布共 {len(PACKAGES)} 个数据包：新增 0 个，更新 1 个。"
        f"Packages in this release: {len(PACKAGES)}; 0 new, 1 updated.",
    )
    assert entries[1] == (
        f"{first} 1.0.1",
        "2026-11-20",
        "更新为 1.0.1（原 1.0.0）：文档修订。Updated to 1.0.1 (was 1.0.0): document revised. Example 0",
    )
    assert [date for _, date, _ in entries] == sorted((date for _, date, _ in entries), reverse=True)
    new = {title for title, date, _ in entries if date == "2026-11-02"}
    assert new == {"数据发布 2026.11.1"} | {f"{titles[path.name]} 1.0.0" for path in PACKAGES[1:]}


def test_a_feed_has_what_atom_demands() -> None:
    spoilt = dict.fromkeys(TITLES, (HOSTILE, HOSTILE))
    gone = Release("2026.11.3", "2026-11-20", {}, withdrawn=spoilt)
    data = atom_feed([hostile()], [*(replace(one, titles=spoilt) for one in RELEASES), gone], HERE)
    assert data is not None
    feed = ElementTree.fromstring(data)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [found.text or "" for found in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    assert all(found.startswith("urn:uuid:") for found in ids)
    for entry in feed.iter(f"{ATOM}entry"):
        assert all(entry.findtext(ATOM + name) for name in ("id", "title", "updated", "summary"))
        (link,) = entry.findall(f"{ATOM}link")
        assert (link.get("rel"), link.get("type")) == ("alternate", "text/html")
    assert any(HOSTILE in (entry.findtext(f"{ATOM}title") or "") for entry in feed.iter(f"{ATOM}entry"))


def entries_of(releases: Sequence[Release], published: Sequence[Published] = ()) -> list[dict[str, str]]:
    """Title, summary, time, id and link of every entry, newest first."""
    data = atom_feed(published, releases, HERE)
    assert data is not None
    names = ("title", "summary", "updated", "id")
    return [
        {name: entry.findtext(ATOM + name) or "" for name in names}
        | {"link": next(link.get("href") or "" for link in entry.iter(f"{ATOM}link"))}
        for entry in ElementTree.fromstring(data).iter(f"{ATOM}entry")
    ]


NAME, OTHER = "350102-901-2024-dept-budget", "350102-902-2024-dept-budget"
WITHDRAWN = (
    Release("2026.1.1", "2026-01-09", {NAME: "1.0.0", OTHER: "1.0.0"}, titles={NAME: ("示例甲", "Example A")}),
    Release("2026.1.2", "2026-01-09", {OTHER: "1.0.0"}, withdrawn={NAME: ("含个人信息。", "holds personal data.")}),
)


def test_what_was_taken_back_is_told_with_its_reason() -> None:
    release, gone, _, came, *_ = entries_of(WITHDRAWN)
    assert "新增 0 个，更新 0 个，撤回 1 个" in release["summary"]
    assert "1 withdrawn" in release["summary"]
    assert gone["title"] == "撤回：示例甲"
    assert gone["summary"] == "撤回（原 1.0.0）：含个人信息。Withdrawn (was 1.0.0): holds personal data. Example A"
    assert came["title"] == "示例甲 1.0.0"
    assert [one["link"] for one in (release, gone, came)] == [
        f"{HERE.url}releases/#{name}" for name in ("2026.1.2", "2026.1.2", "2026.1.1")
    ]


def test_two_releases_of_one_day_have_two_times() -> None:
    times = [one["updated"] for one in entries_of(WITHDRAWN)]
    assert times == ["2026-01-09T00:00:01Z"] * 2 + ["2026-01-09T00:00:00Z"] * 3


def test_an_entry_stays_as_it_was_whatever_came_later() -> None:
    """Neither later releases nor today's packages change what an older release said."""
    before = entries_of(RELEASES[:2])
    after = entries_of(RELEASES, all_published())
    said = [[one[key] for key in ("id", "title", "summary", "updated")] for one in (*before, *after[-len(before) :])]
    assert said[: len(before)] == said[len(before) :]
    assert after[-1]["link"] == f"{HERE.url}{all_published()[0].page}"


def test_a_package_that_comes_again_has_an_entry_of_its_own() -> None:
    again = Release("2026.2.1", "2026-02-01", {NAME: "1.0.0", OTHER: "1.0.0"})
    found = entries_of((*WITHDRAWN, again))
    assert found[1]["summary"].startswith("新增，版本 1.0.0")
    assert len({one["id"] for one in found}) == len(found)


def test_identifiers_do_not_depend_on_the_address() -> None:
    found = [atom_feed(all_published(), RELEASES, site) for site in (HERE, NOWHERE)]
    assert found[0] is not None
    assert found[1] is not None
    ids = [re.findall(rb"<id>(.*?)</id>", data) for data in found if data]
    assert ids[0] == ids[1]


def test_a_large_release_does_not_make_a_large_feed() -> None:
    many = Release("2026.12.1", "2026-12-01", {f"000000-001-{year}-dept-budget": "1.0.0" for year in range(1000, 3000)})
    data = atom_feed((), (*RELEASES, many), HERE)
    assert data is not None
    assert data.count(b"<entry>") == MOST_ENTRIES + len(RELEASES) + 1
    assert "共 2000 个数据包：新增 2000 个".encode() in data


@pytest.mark.parametrize("date", ["", "2026", "2026-13-01", "2026-11-21T00:00"])
def test_a_release_without_a_date_is_refused(date: str) -> None:
    with pytest.raises(ValueError, match="2026-11-21"):
        atom_feed((), (Release("2026.1.1", date),), HERE)


# --- citations -------------------------------------------------------------------------------------


def test_citations_name_title_version_and_hash() -> None:
    one = all_published()[0]
    dataset = one.dataset
    for cite, title in ((cite_text, dataset.title), (cite_text_en, dataset.title_en), (cite_bibtex, dataset.title)):
        text = cite(one, HERE, "2026-11-20")
        for part in (title, dataset.version, dataset.hash, dataset.agency_name, HERE.url + one.page, "2026"):
            assert part in text, cite.__name__
        drafted = cite(one, NOWHERE)
        assert "2026" not in drafted
        assert sum(word in drafted for word in UNRELEASED) == 1
        assert not any(word in text for word in UNRELEASED)
    dated = dict(re.findall(r"^  (\w+) = \{(.*)\},$", cite_bibtex(one, HERE, "2026-11-20"), re.MULTILINE))
    assert (dated["date"], dated["year"]) == ("2026-11-20", "2026")


def test_csl_is_an_item_with_its_release() -> None:
    one = all_published()[0]
    (found,) = json.loads(cite_csl(one, HERE, "2026-11-20"))
    assert found.keys() <= CSL_FIELDS
    assert found["type"] == "dataset"
    assert found["issued"] == {"date-parts": [[2026, 11, 20]]}
    assert (found["title"], found["version"]) == (one.dataset.title, one.dataset.version)
    (drafted,) = json.loads(cite_csl(one, HERE))
    assert drafted.keys() <= CSL_FIELDS
    assert "issued" not in drafted
    assert (drafted["status"], found.get("status")) == (UNRELEASED[1], None)


def test_bibtex_is_balanced_whatever_the_title() -> None:
    text = cite_bibtex(hostile(), HERE)
    bare = re.sub(r"\\[{}]", "", text)
    assert bare.count("{") == bare.count("}")
    assert re.search(r"(?<!\\)[%$&#_](?![^{]*datapackage)", bare.split("url =")[0]) is None
