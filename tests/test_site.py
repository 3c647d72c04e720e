"""The portal as files: every link, every figure, the same bytes, and nothing a document says runs."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from click.testing import CliRunner
from markdown import Markdown
from mingzhang.cli import main
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.store import find_packages
from mingzhang.schemas import STANDARD_TABLES
from mingzhang.site import addresses
from mingzhang.site.assemble import assemble_site
from mingzhang.site.catalog import NOT_SHOWN, read_disclosure
from mingzhang.site.page import Page

from tests.hostile import HOSTILE, XINGXIAN, hostile_portal, reseal, spoil
from tests.once import copied_from
from tests.portal import PACKAGES, REPOSITORY, WRITTEN, Built, read_built
from tests.portals import published_portal

STANDARD = {table.name for table in STANDARD_TABLES}
HEAVIEST_PAGE = 300_000
HEAVIEST_DISCLOSURE_COMPRESSED = 40_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_portal(tmp_path_factory)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Built]:
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): read_built(path)
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"
    }


def rows_of(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def facts_of(folder: Path) -> list[dict[str, str]]:
    return rows_of(folder, "facts")


def packages() -> list[Path]:
    found = find_packages(PACKAGES)
    assert len(found) >= 5
    return found


# -- links --------------------------------------------------------------------------------------


def links_of(page: Built) -> Iterator[str]:
    for element in page.elements:
        for name in ("href", "src", "data-units", "data-projects", "data-list", "data-words", "data-index"):
            if value := element.attributes.get(name):
                yield value


def test_every_link_and_anchor_resolves(site: Path, pages: dict[str, Built]) -> None:
    broken = []
    for address, page in pages.items():
        for link in links_of(page):
            if urlsplit(link).scheme:
                continue
            target = urlsplit(urljoin(f"http://x/repo/{address}", link))
            path, anchor = unquote(target.path).removeprefix("/repo/"), unquote(target.fragment)
            if path in pages:
                if anchor and anchor not in pages[path].by_id:
                    broken.append(f"{address}: {link} (no such anchor)")
            elif not (site / path).is_file() or not target.path.startswith("/repo/"):
                broken.append(f"{address}: {link}")
    assert not broken, broken[:20]


def test_no_link_is_absolute_so_the_portal_works_under_any_path(pages: dict[str, Built]) -> None:
    assert not [(address, link) for address, page in pages.items() for link in links_of(page) if link.startswith("/")]


def test_pages_stand_at_the_promised_addresses(pages: dict[str, Built]) -> None:
    for folder in packages():
        kind = "final" if folder.name.endswith("final") else "budget"
        tables = 13 if kind == "budget" else 10
        below = [address for address in pages if address.startswith(addresses.disclosure(folder.name))]
        assert len(below) == 1 + tables + 1 + 1 + 1
        assert addresses.source(folder.name) in below
        assert addresses.performance(folder.name) in below
        assert addresses.disclosure_checks(folder.name) in below
    for address in (
        "",
        "units/",
        "projects/",
        "downloads/",
        "dictionary/",
        "codes/",
        "about/",
        "privacy/",
        "contribute/",
        "addresses/",
        "quality/",
        "checks/",
    ):
        assert address in pages


@pytest.mark.parametrize(
    ("here", "there", "anchor", "expected"),
    [
        ("", "", "", "./"),
        ("", "units/", "", "units/"),
        ("units/", "", "", "../"),
        ("d/a/balance/", "d/a/source/", "L80C2", "../source/#L80C2"),
        ("d/a/", "data/a/a.zip", "", "../../data/a/a.zip"),
        ("d/a/source/", "d/a/source/", "L3", "./#L3"),
    ],
)
def test_relative_addresses(here: str, there: str, anchor: str, expected: str) -> None:
    assert addresses.relative(here, there, anchor) == expected


# -- figures ------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", packages(), ids=lambda folder: folder.name)
def test_every_fact_is_shown_as_printed_and_leads_to_its_cell(folder: Path, pages: dict[str, Built]) -> None:
    source = pages[addresses.source(folder.name)]
    for fact in facts_of(folder):
        page = pages[addresses.table(folder.name, fact["table"])]
        shown = [e for e in page.elements if e.attributes.get("href") == f"../source/#{fact['locator']}"]
        assert fact["printed"] in [element.text for element in shown], fact
        assert source.by_id[fact["locator"]].text == fact["printed"], fact


@pytest.mark.parametrize("folder", packages(), ids=lambda folder: folder.name)
def test_every_record_has_its_row_and_every_printed_line_its_anchor(folder: Path, pages: dict[str, Built]) -> None:
    for path in sorted((folder / "data").glob("*.csv")):
        address = addresses.table(folder.name, path.stem)
        if path.stem in STANDARD and address in pages:
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    assert pages[address].by_id[row["locator"]].tag == "tr"
    lines = (folder / "source.txt").read_text(encoding="utf-8").split("\n")
    anchors = pages[addresses.source(folder.name)].by_id
    assert not [n for n, line in enumerate(lines, 1) if line.strip() and f"L{n}" not in anchors]


@pytest.mark.parametrize("folder", packages(), ids=lambda folder: folder.name)
def test_the_source_page_says_every_word_of_the_source(folder: Path, pages: dict[str, Built]) -> None:
    anchors = pages[addresses.source(folder.name)].by_id
    for number, line in enumerate((folder / "source.txt").read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            words = re.sub(r"</?b>|^#{1,6} |\s", "", line)
            assert re.sub(r"\s", "", anchors[f"L{number}"].text) == f"{number}{words}"


def test_blank_and_not_applicable_are_kept_apart(pages: dict[str, Built]) -> None:
    page = pages[addresses.table("140404-001-2023-unit-final", "basic_expenditure")]
    absent = [e for e in page.elements if e.tag == "td" and e.attributes.get("title") == "不适用"]
    assert len(absent) == 16
    assert {element.text for element in absent} == {"——"}
    blank = [e for e in page.elements if e.tag == "td" and e.attributes.get("class") == "n" and not e.text]
    assert blank


def test_states_are_explained_in_words(pages: dict[str, Built]) -> None:
    page = pages[addresses.table(XINGXIAN, "government_fund_revenue")]
    assert any("原文印有这张表" in element.text for element in page.elements)


# -- forms and the narrative --------------------------------------------------------------------

FORM_TABLES = (
    "targets",
    "target_funds",
    "indicators",
    "evaluations",
    "evaluation_funds",
    "evaluation_indicators",
    "form_values",
)
WORD = {"restored": "补全", "inferred": "推定", "unreliable": "不可靠"}


def shown(text: str) -> str:
    """A CSV cell as it stands in the document."""
    return text[1:] if text[:1] == "'" else text


@pytest.mark.parametrize("folder", packages(), ids=lambda folder: folder.name)
def test_every_form_indicator_and_amount_of_a_form_is_reached_by_its_locator(
    folder: Path, pages: dict[str, Built]
) -> None:
    page = pages[addresses.performance(folder.name)]
    source = pages[addresses.source(folder.name)]
    for table in FORM_TABLES:
        for row in rows_of(folder, table):
            assert row["locator"] in source.by_id, (table, row)
            if table != "form_values":
                assert row["locator"] in page.by_id, (table, row)
    for table in ("targets", "evaluations"):
        for row in rows_of(folder, table):
            form = page.by_id[row["locator"]]
            assert form.tag == "section"
            assert row["project_name"] in form.text
    for row in rows_of(folder, "target_funds"):
        assert page.by_id[row["locator"]].text == row["printed"]
        assert source.by_id[row["locator"]].text == row["printed"]
    for money in (
        e for e in page.elements if e.tag == "td" and re.fullmatch(r"L\d+C\d+", e.attributes.get("id") or "")
    ):
        assert source.by_id[str(money.attributes["id"])].text.strip() == money.text
    for row in rows_of(folder, "form_values"):
        if row["field"] not in ("agency", "filled_in"):
            assert re.sub(r"\s", "", shown(row["value"])) in re.sub(r"\s", "", page.elements[0].text), row


@pytest.mark.parametrize("folder", packages(), ids=lambda folder: folder.name)
def test_every_indicator_says_what_is_printed_and_marks_what_is_not(folder: Path, pages: dict[str, Built]) -> None:
    page = pages[addresses.performance(folder.name)]
    marked = 0
    # the rate of execution is made from the row of money, and shares its place
    executions = [e.text for e in page.elements if e.tag == "tr" and e.text.startswith("执行率")]
    for table, columns in (
        ("indicators", ("period", "year")),
        ("evaluation_indicators", ("target", "adjusted", "actual")),
    ):
        for row in rows_of(folder, table):
            at = page.by_id[row["locator"]]
            text = at.text if at.tag == "tr" else executions.pop(0)
            for name in ("level3", *(f"{column}_printed" for column in columns), "weight", "description"):
                assert shown(row.get(name, "")) in text, (name, row)
            assert WORD.get(row["status"], "") in text, row
            if row["status"] != "as_printed":
                marked += 1
                assert row["note"] in text
                assert all(shown(cell.strip()) in text for cell in row["raw"].split("⇥")), row
    shapes = [e for e in page.elements if (e.attributes.get("class") or "").startswith("doubt ")]
    assert len(shapes) >= marked + 3
    assert {e.text[0] for e in shapes} <= set("◐△▲")
    legend = [e for e in page.elements if e.attributes.get("class") == "legend"]
    assert len(legend) == 1
    assert all(word in legend[0].text for word in WORD.values())


@pytest.mark.parametrize("folder", packages(), ids=lambda folder: folder.name)
def test_every_statement_is_shown_and_leads_to_its_line(folder: Path, pages: dict[str, Built]) -> None:
    page = pages[addresses.disclosure(folder.name)]
    links = [e for e in page.elements if e.tag == "a" and "：" in (e.attributes.get("title") or "")]
    line = {id(e): (e.attributes["href"] or "").partition("-")[0] for e in links}  # `#L407-20` is a place in its line
    told = {(line[id(e)], e.attributes["title"].partition("：")[2]): e.text for e in links}
    for row in rows_of(folder, "statements"):
        assert f"{row['locator']}-{row['first_char']}" in page.by_id, row
        text = told[f"source/#{row['locator']}", shown(row["printed_clause"])]
        if row["statement_kind"] == "figure":
            assert text
    counted = [row for row in rows_of(folder, "statements") if row["printed_number"]]
    for row in counted:
        texts = [e.text for e in links if line[id(e)] == f"source/#{row['locator']}"]
        assert any(text.startswith(row["printed_number"]) for text in texts), row
        assert row["reason"] in page.elements[0].text
    missing = [e.text for e in page.elements if e.tag == "ul" and e.attributes.get("class") == "missing"]
    assert len(missing) == bool(rows_of(folder, "statements_missing"))


def test_figures_of_the_narrative_stand_beside_those_of_the_tables(pages: dict[str, Built]) -> None:
    page = pages[addresses.disclosure(XINGXIAN)]
    same = [e.text for e in page.elements if e.attributes.get("class") == "same"]
    apart = [e.text for e in page.elements if e.attributes.get("class") == "apart"]
    assert "与《预算收支总表》一致" in same
    assert apart == ["《机关运行经费预算财政拨款情况统计表》为 34.83 万元"]


@pytest.mark.parametrize("folder", packages(), ids=lambda folder: folder.name)
def test_every_project_stands_in_the_lists(folder: Path, site: Path, pages: dict[str, Built]) -> None:
    own = listed_projects(site, folder.name)
    names = [project["name"] for project in own]
    budget = folder.name.endswith("budget")
    rows = [row for row in rows_of(folder, "projects") if row["row_kind"] == "project"] if budget else []
    forms = rows_of(folder, "targets") + rows_of(folder, "evaluations")
    assert sorted(names) == sorted(
        [row["project_name"] for row in rows]
        + [form["project_name"] for form in forms if form["project_row_id"] not in {row["row_id"] for row in rows}]
    )
    assert sum(project["indicators"] >= 0 for project in own) == len(forms)
    for project in own:
        path, _, anchor = project["address"].partition("#")
        assert anchor in pages[addresses.disclosure(folder.name) + path].by_id, project
        assert pages[addresses.source(folder.name)].by_id[project["source"]].text == project["printed"]
    for address in (addresses.disclosure(folder.name), addresses.PROJECTS):
        text = pages[address].elements[0].text
        assert all(name in text for name in names), address


def listed_projects(site: Path, package: str) -> list[dict[str, Any]]:
    """The projects of a disclosure as the list of all projects fetches them."""
    directory = json.loads((site / addresses.PROJECT_LIST).read_text(encoding="utf-8"))
    counts = {row[0]: row[2] for row in directory["disclosures"]}
    columns = json.loads((site / addresses.listed_projects(0)).read_text(encoding="utf-8"))
    first = sum(count for name, count in counts.items() if list(counts).index(name) < list(counts).index(package))
    return [{column: values[at] for column, values in columns.items()} for at in range(first, first + counts[package])]


def test_what_holds_is_one_line_and_what_does_not_links_to_both_places(pages: dict[str, Built]) -> None:
    budget = "140214-003-2023-dept-budget"
    told = pages[addresses.disclosure(budget)].elements[0].text
    assert re.search(r"核对了 \d+ 处：成立 \d+，尾差 13，文件中的错误 \d+，", told)
    table = pages[addresses.table(budget, "operating_costs")]
    finding = next(e for e in table.elements if e.tag == "li" and "X10" in e.text)
    assert "原文第 374 行" in finding.text
    assert "《一般公共预算安排基本支出分经济科目表（不含上年结转）》原文第 263 行" in finding.text
    calm = pages[addresses.table("140404-002-2023-dept-budget", "revenue")]
    notes = next(e for e in calm.elements if e.tag == "details" and e.attributes.get("class") == "notes")
    assert "open" not in notes.attributes
    assert "警告" not in notes.text


# -- files --------------------------------------------------------------------------------------


def files_under(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_same_packages_same_bytes_and_nothing_old_survives(site: Path, tmp_path: Path) -> None:
    """The portal of this run was written from the same packages at another place."""
    one, other = site.parent / "docs", copied_from(site.parent / "docs", tmp_path)
    (other / "d" / "gone").mkdir()
    (other / "d" / "gone" / "index.md").write_text("old", encoding="utf-8")
    assemble_site(PACKAGES, WRITTEN, other)
    assert files_under(one) == files_under(other)
    assert [path.name for path in tmp_path.iterdir()] == ["docs"]


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DisclosureError, match="did not write"):
        assemble_site(PACKAGES, WRITTEN, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


def test_downloads_are_the_published_files(site: Path) -> None:
    total = 0
    for folder in packages():
        offered = site / "data" / folder.name
        published = files_under(folder)
        for name, data in published.items():
            assert name.endswith(".md") or (offered / name).read_bytes() == data
        with zipfile.ZipFile(io.BytesIO((offered / f"{folder.name}.zip").read_bytes())) as archive:
            assert {
                name.removeprefix(f"{folder.name}/"): archive.read(name) for name in archive.namelist()
            } == published
        total += len(facts_of(folder))
    with (site / "data" / "facts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == total
    assert {row["package"] for row in rows} == {folder.name for folder in packages()}


def test_the_list_of_checksums_is_true_and_complete(site: Path) -> None:
    sums = dict(reversed(line.split("  ")) for line in (site / addresses.CHECKSUMS).read_text().splitlines())
    published = files_under(site / "data")
    assert set(sums) == set(published) - {"files.csv", "SHA256SUMS"}
    assert all(hashlib.sha256(published[path]).hexdigest() == digest for path, digest in sums.items())


def test_a_broken_package_is_reported_and_the_others_are_shown(tmp_path: Path) -> None:
    root = tmp_path / "datapackage"
    shutil.copytree(PACKAGES, root)
    (root / "141123" / XINGXIAN / "data" / "tables.csv").write_text("table\nbalance\n", encoding="utf-8")
    result = CliRunner().invoke(
        main, ["site", "--root", str(root), "--pages", str(WRITTEN), "--docs", str(tmp_path / "docs")]
    )
    assert result.exit_code == 2
    assert f"{XINGXIAN}/data/tables.csv: [package-descriptor] was changed" in result.stderr
    assert not (tmp_path / "docs" / "d" / XINGXIAN).exists()
    assert len(list((tmp_path / "docs" / "d").iterdir())) == len(packages()) - 1


@pytest.mark.parametrize("root", ["nowhere", "empty"])
def test_no_package_is_an_error_and_replaces_nothing(root: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / ".mingzhang-site").touch()
    (docs / "index.md").write_text("portal", encoding="utf-8")
    arguments = ["site", "--root", str(tmp_path / root), "--pages", str(WRITTEN), "--docs", str(docs)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert f"there is no package under {tmp_path / root}" in result.stderr
    assert (docs / "index.md").read_text(encoding="utf-8") == "portal"


def test_the_search_lists_know_units_and_projects(site: Path) -> None:
    units = json.loads((site / addresses.FIND_UNITS).read_text(encoding="utf-8"))
    known = ["兴县人民政府办公室", "山西省吕梁市兴县", "141123 014", "units/141123-014/", 20, "兴县政府办 兴县府办"]
    assert known in units
    names = json.loads((site / addresses.found_names(0)).read_text(encoding="utf-8"))
    assert ["晋兴板挂牌上市奖励资金", f"{XINGXIAN}/projects/#L387C1"] in names


def test_weights(site: Path, pages: dict[str, Built], capsys: pytest.CaptureFixture[str]) -> None:
    heaviest = sorted(pages.items(), key=lambda item: -item[1].size)[:5]
    shared = [site / "assets" / name for name in ("portal.css", "portal.js", "mark.svg")]
    with capsys.disabled():
        print(f"\n{len(pages)} pages; heaviest:", *(f"  {p.size / 1024:.0f} KB {a}" for a, p in heaviest), sep="\n")
        print("shared by all:", sum(path.stat().st_size for path in shared), "bytes of our own")
    assert heaviest[0][1].size < HEAVIEST_PAGE
    assert pages[""].size < 30_000
    for folder in packages():
        for address in (addresses.disclosure(folder.name), addresses.performance(folder.name)):
            assert len(gzip.compress(pages[address].path.read_bytes())) < HEAVIEST_DISCLOSURE_COMPRESSED


# -- nothing runs, nothing leaves ---------------------------------------------------------------


def test_no_page_asks_another_host_for_anything(site: Path, pages: dict[str, Built]) -> None:
    styles = set()
    for address, page in pages.items():
        for element in page.elements:
            for name, value in element.attributes.items():
                if value and name in ("src", "href", "srcset", "action", "poster", "data"):
                    assert element.tag == "a" or not re.match(r"(https?:)?//", value), (address, element)
                    if element.tag == "link" and element.attributes.get("rel") == "stylesheet":
                        styles.add(urlsplit(urljoin(f"http://x/{address}", value)).path.lstrip("/"))
    assert styles
    ours = [site / path.relative_to(WRITTEN) for path in sorted((WRITTEN / "assets").rglob("*.js"))]
    for path in [*(site / style for style in styles), *ours]:  # no page loads those of Material
        content = re.sub(r"url\((['\"]?)data:.*?\1\)", "", path.read_text(encoding="utf-8"))
        content = content.replace('"http://www.w3.org/2000/svg"', "")  # the name of a vocabulary, asked of nobody
        assert not re.search(r"url\(\s*['\"]?(https?:)?//|@import|['\"](https?:)?//", content), path


def test_what_a_document_says_is_shown_and_never_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = hostile_portal(tmp_path_factory)
    seen = ""
    for path in sorted(site.rglob("*.html")):
        page = read_built(path)
        for element in page.elements:
            assert not [name for name in element.attributes if name.startswith("on")], (path, element)
            assert not str(element.attributes.get("href", "")).startswith("javascript"), (path, element)
            assert element.attributes.get("src") != "x", path
            if element.tag == "script" and element.attributes.get("type") != "application/ld+json":
                assert "hacked" not in element.text, path
        seen += page.elements[0].text
    assert all(text in seen for text in HOSTILE)


def test_a_hostile_locator_or_state_is_refused(tmp_path: Path) -> None:
    for table, column in (
        ("facts", "locator"),
        ("tables", "state"),
        ("checks", "severity"),
        ("balance", "locator"),
        ("targets", "locator"),
        ("targets", "project_row_id"),
        ("targets", "link_confidence"),
        ("target_funds", "status"),
        ("indicators", "level1"),
        ("indicators", "name_status"),
        ("form_values", "locator"),
        ("sections", "locator"),
        ("statements", "locator"),
        ("statements", "statement"),
        ("statements_missing", "missing_status"),
    ):
        root = tmp_path / f"{table}-{column}"
        shutil.copytree(PACKAGES / "141123" / XINGXIAN, root / "141123" / XINGXIAN)
        spoil(root / "141123" / XINGXIAN / "data" / f"{table}.csv", (column,), '"><script>')
        reseal(root / "141123" / XINGXIAN)
        with pytest.raises(NOT_SHOWN):
            read_disclosure(root / "141123" / XINGXIAN)
    report = assemble_site(root, WRITTEN, tmp_path / "docs")
    assert [error.code for error in report.errors] == ["site-package"]


def test_without_our_extension_markdown_gives_the_same_page() -> None:
    page = Page(
        "d/x/", "题", "述", '<h1>a &lt;b&gt;</h1>\n\n<table id="t">\n<tr><td>*x*</td></tr>\n</table>\n<p>[y](z)</p>'
    )
    body = page.markdown().split("---\n", 2)[2]
    plain = Markdown(extensions=["toc", "tables", "fenced_code"]).convert(body)
    ours = Markdown(extensions=["toc", "tables", "fenced_code", "mingzhang.site.verbatim"]).convert(body)
    assert [line for line in plain.splitlines() if line and "mingzhang" not in line] == [
        line for line in ours.splitlines() if line
    ]


def test_mkdocs_is_never_run_quietly_where_links_must_be_checked() -> None:
    for path in [REPOSITORY / "Makefile", *sorted((REPOSITORY / ".github").rglob("*.y*ml"))]:
        assert not re.search(r"mkdocs build[^\n]*(-q\b|--quiet)", path.read_text(encoding="utf-8")), path
