"""What was checked, on the portal: the catalogue, each check, each disclosure's findings, quality over everything."""

from __future__ import annotations

import csv
import gzip
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from click.testing import CliRunner
from mingzhang.checking.published import read_published
from mingzhang.checks import CHECKS
from mingzhang.checks.base import category_of, label_in
from mingzhang.checks.years import YEAR_CHECKS, compare_packages
from mingzhang.cli import main
from mingzhang.packages.published import package_at
from mingzhang.packages.store import find_packages
from mingzhang.site import addresses, words
from mingzhang.site.catalog import read_disclosure
from mingzhang.site.language import LANGUAGES, Lang, Speaker
from mingzhang.site.pages.quoted import Quote, quote
from mingzhang.site.tallies import CATEGORIES, KNOWN
from mingzhang.site.years import compare_catalog

from tests.hostile import reseal
from tests.portal import PACKAGES, Built, build_site, read_built
from tests.portals import paired_packages, paired_portal

HEAVIEST_COMPRESSED = 150 * 1024
HOSTILE = (
    "</li></ul><script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=2>',
    "' onfocus=hacked=3 x='",
)
XINGXIAN = "141123-014-2023-dept-budget"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return paired_packages(tmp_path_factory)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return paired_portal(tmp_path_factory)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Built]:
    return {path.parent.relative_to(site).as_posix().removeprefix("."): read_built(path)
            for path in sorted(site.rglob("index.html"))}  # fmt: skip


def at(pages: dict[str, Built], address: str, lang: Lang = "zh") -> Built:
    return pages[addresses.in_language(address, lang).rstrip("/")]


def ledger(folder: Path) -> list[dict[str, str]]:
    with (folder / "data" / "checks.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(rows: list[dict[str, str]]) -> Counter[str]:
    return counted(rows, lambda row: category_of(row["status"], row["severity"], row["attribution"]))


def counted(rows: list[dict[str, str]], key: Callable[[dict[str, str]], str]) -> Counter[str]:
    """Comparisons: a row that holds stands for several."""
    found: Counter[str] = Counter()
    for row in rows:
        found[key(row)] += int(row["comparisons"])
    return found


def numbers(text: str) -> list[int]:
    return [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", text)]


# -- the catalogue ------------------------------------------------------------------------------


def test_every_check_has_a_page_in_both_languages_with_both_examples(pages: dict[str, Built]) -> None:
    assert set(KNOWN) == {*(check.code for check in CHECKS), *(check.code for check in YEAR_CHECKS)}
    for code, check in KNOWN.items():
        for lang in LANGUAGES:
            text = at(pages, addresses.check(code), lang).elements[0].text
            said = Speaker(lang)
            for zh, en in (
                (check.title_zh, check.title_en),
                (check.why_zh, check.why_en),
                (check.basis_zh, check.basis_en),
                (check.requires_zh, check.requires_en),
                (check.fix_zh, check.fix_en),
            ):
                assert said(zh, en) in text, (code, lang)
            assert said("不成立的例子", "An example that fails") in text
            assert said("成立的例子", "An example that holds") in text
            linked = {e.attributes.get("href") for e in at(pages, addresses.CHECKS, lang).elements if e.tag == "a"}
            assert f"{code}/" in linked


def test_a_rule_is_told_in_the_language_of_its_page(pages: dict[str, Built]) -> None:
    for code in KNOWN:
        for lang in LANGUAGES:
            page = at(pages, addresses.check(code), lang)
            rules = [e for e in page.elements if e.tag == "div" and e.attributes.get("class") == "rule"]
            assert len(rules) == 1, (lang, code)
            assert len(rules[0].text) > (20 if lang == "en" else 10), (lang, code)
            assert ("." if lang == "en" else "。") in rules[0].text, "a sentence"
            assert bool(re.search("[a-z]{3}.* [a-z]{3}", rules[0].text)) == (lang == "en"), (lang, code)


def test_bad_examples_are_shown_as_documents_with_what_the_check_says_of_them(pages: dict[str, Built]) -> None:
    unmarked = []
    for code in KNOWN:
        page = at(pages, addresses.check(code))
        section = next(e for e in page.elements if e.attributes.get("id") == "example")
        assert section
        assert [e for e in page.elements if e.tag == "div" and e.attributes.get("class") == "example"]
        assert "⇥" not in page.elements[0].text
        says = [e for e in page.elements if e.tag == "ul" and e.attributes.get("class") == "findings"]
        assert says, code
        assert says[0].text.strip(), code
        if not [e for e in page.elements if e.tag == "mark"]:
            unmarked.append(code)
    assert len(unmarked) < len(KNOWN) / 4, unmarked


def test_counts_of_the_catalogue_are_those_of_all_ledgers(root: Path, pages: dict[str, Built]) -> None:
    statuses: dict[str, Counter[str]] = {code: Counter() for code in KNOWN}
    for folder in find_packages(root):
        for row in ledger(folder):
            statuses[row["check"]][row["status"]] += int(row["comparisons"])
    published = [read_published(package_at(folder)) for folder in find_packages(root)]
    for finding in compare_packages(published).findings:
        statuses[finding.check][finding.status] += 1
    assert sum(statuses["Y01"].values()) > 0
    for code, status in statuses.items():
        page = at(pages, addresses.check(code))
        figures = [e for e in page.elements if e.tag == "dl" and e.attributes.get("class") == "figures three"]
        judged = status["pass"] + status["rounding"] + status["fail"]
        assert numbers(figures[0].text) == [status["fail"], judged, status["insufficient_data"]], code


def test_words_are_those_of_the_command_line() -> None:
    """Families and severities are said as on the pages, in either language, and never by their identifiers."""
    for at, lang in enumerate(("zh", "en")):
        listed = CliRunner().invoke(main, ["explain", "--lang", lang]).stdout
        families = [f"{letter}  {name[at]}" for letter, name in words.CHECK_FAMILY.items()]
        assert [line for line in listed.splitlines() if line in families] == families
        for check in KNOWN.values():
            title = check.title_zh if lang == "zh" else check.title_en
            assert f"  {check.code}  {title} ({words.SEVERITY[check.severity][at]})" in listed
    assert set(words.CATEGORY_WHY) == set(words.CATEGORY) == set(words.CATEGORY_SHAPE) == set(CATEGORIES)
    assert set(words.MATRIX) == set(words.MATRIX_WHY) == set(words.MATRIX_SHAPE)


# -- one disclosure -----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_counts_of_a_disclosure_are_those_of_its_ledger_on_both_of_its_pages(
    lang: Lang, root: Path, pages: dict[str, Built]
) -> None:
    for folder in find_packages(root):
        rows = ledger(folder)
        status, category = counted(rows, lambda row: row["status"]), told(rows)
        expected = [
            status["pass"] + status["rounding"] + status["fail"],
            status["pass"],
            status["rounding"],
            *(category[name] for name in ("wrong", "look", "reading", "unchecked")),
            status["not_applicable"],
        ]
        for address in (addresses.disclosure(folder.name), addresses.disclosure_checks(folder.name)):
            start = Speaker(lang)("核对了", "places were checked")
            lines = [e.text for e in at(pages, address, lang).elements if e.tag == "p" and start in e.text]
            assert [numbers(line) for line in lines] == [expected], address


def test_every_finding_stands_once_in_its_category_with_its_message(root: Path, pages: dict[str, Built]) -> None:
    for folder in find_packages(root):
        disclosure = read_disclosure(folder)
        page = at(pages, addresses.disclosure_checks(folder.name))
        items = [e for e in page.elements if "data-category" in e.attributes and e.attributes["data-family"] != "Y"]
        assert Counter(e.attributes["data-category"] for e in items) == {
            name: count for name, count in told(ledger(folder)).items() if name
        }
        for finding in disclosure.findings:
            if finding.category:
                shown = page.by_id[finding.anchor]
                assert finding.message in shown.text
                assert shown.attributes["data-category"] == finding.category
                assert shown.attributes["data-severity"] == finding.severity
                for label, value in (finding.left, finding.right):
                    assert label_in(label, "zh") in shown.text
                    assert value in shown.text
                for place in finding.places[:4]:
                    assert f"第 {place.line} 行" in shown.text


def test_findings_lead_to_their_lines_and_their_check(pages: dict[str, Built]) -> None:
    page = at(pages, addresses.disclosure_checks("140214-003-2023-dept-budget"))
    links = {e.attributes["href"] for e in page.elements if e.tag == "a"}
    assert {"../source/#L374C2", "../source/#L263C5", "../../../checks/X10/"} <= links
    marked = [e.text for e in page.elements if e.tag == "mark"]
    assert {"48.37", "64.99"} <= set(marked)


def test_what_holds_is_counted_not_listed(root: Path, pages: dict[str, Built]) -> None:
    for folder in find_packages(root):
        page = at(pages, addresses.disclosure_checks(folder.name))
        table = next(e for e in page.elements if e.tag == "table" and e.attributes.get("class") == "plain counts")
        holding = [row for row in ledger(folder) if row["status"] in ("pass", "rounding")]
        held = counted(holding, lambda row: row["check"])
        for code, count in held.items():
            assert re.search(rf"{code}\D", table.text), code
            assert str(count) in table.text
        assert len([e for e in page.elements if e.tag == "li"]) < len(held) + 2 * sum(told(ledger(folder)).values())


def test_anchors_do_not_depend_on_language_or_order(pages: dict[str, Built]) -> None:
    address = addresses.disclosure_checks(XINGXIAN)
    zh, en = ({e for e in at(pages, address, lang).by_id if re.match(r"[A-Z]\d\d-", e)} for lang in LANGUAGES)
    assert zh == en
    assert "N05-" in " ".join(zh)


# -- between disclosures ------------------------------------------------------------------------


def test_disclosures_of_a_unit_are_compared_and_told_on_both_pages(root: Path, pages: dict[str, Built]) -> None:
    compared = compare_catalog(find_packages(root))
    assert compared.pairs == 3
    assert not compared.errors
    wrong = [finding for findings in compared.findings.values() for finding in findings if finding.status == "fail"]
    assert wrong
    for finding in wrong:
        for package in finding.pair:
            shown = at(pages, addresses.disclosure_checks(package)).by_id[finding.anchor]
            assert finding.message in shown.text
        assert finding.message in at(pages, addresses.check(finding.check)).elements[0].text


def test_only_units_with_a_counterpart_are_read(root: Path, tmp_path: Path) -> None:
    for folder in find_packages(PACKAGES):
        shutil.copytree(folder, tmp_path / folder.parent.name / folder.name)
        (tmp_path / folder.parent.name / folder.name / "data" / "facts.csv").unlink()
    assert compare_catalog(find_packages(tmp_path)).pairs == 0
    assert not compare_catalog(find_packages(tmp_path)).errors


# -- quality ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_matrix_tells_the_state_of_every_table(lang: Lang, root: Path, pages: dict[str, Built]) -> None:
    hub = at(pages, addresses.QUALITY, lang)
    for folder in find_packages(root):
        disclosure = read_disclosure(folder)
        for page in (hub, at(pages, addresses.quality(disclosure.division_code), lang)):
            for table in disclosure.tables:
                cell = next(
                    e for e in page.elements
                    if e.tag == "a" and str(e.attributes["href"]).endswith(f"d/{folder.name}/{table.name}/")
                )  # fmt: skip
                wrong = [finding.check[0] for finding in table.findings if finding.category == "wrong"]
                failed = sum(family in "AX" for family in wrong)
                unread = table.counts["unread_cells"]
                name = table.state if table.state != "data" else "failed" if failed else "unread" if unread else "valid"
                assert cell.text.startswith(words.MATRIX_SHAPE[name] + Speaker(lang).of(words.MATRIX[name]))
                if name == "failed":
                    assert numbers(cell.text)[0] == failed


def test_a_table_is_valid_where_only_the_text_or_a_duty_disagrees(pages: dict[str, Built]) -> None:
    table = next(t for t in read_disclosure(PACKAGES / "141123" / XINGXIAN).tables if t.name == "operating_costs")
    assert {finding.check[0] for finding in table.findings if finding.category == "wrong"} == {"D", "N"}
    cell = next(
        e for e in at(pages, addresses.QUALITY).elements
        if e.tag == "a" and str(e.attributes["href"]).endswith(f"d/{XINGXIAN}/operating_costs/")
    )  # fmt: skip
    assert cell.text == words.MATRIX_SHAPE["valid"] + words.MATRIX["valid"][0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_and_the_pages_count_alike(lang: Lang, root: Path, pages: dict[str, Built]) -> None:
    result = CliRunner().invoke(main, ["check", "--root", str(root), "--lang", lang])
    summary = next(line for line in result.stderr.splitlines() if str(len(find_packages(root))) in line)
    start = Speaker(lang)("核对了", "places were checked")
    line = next(e.text for e in at(pages, addresses.QUALITY, lang).elements if e.tag == "p" and start in e.text)
    counted = numbers(line)
    assert numbers(summary)[1:9] == counted
    assert counted[0] == sum(counted[1:6])
    assert counted[0] in numbers(at(pages, addresses.CHECKS, lang).elements[0].text)


def test_categories_are_explained_once_and_linked_from_everywhere(pages: dict[str, Built]) -> None:
    explained = [
        address for address, page in pages.items() if words.CATEGORY_WHY["reading"][0] in page.elements[0].text
    ]
    assert addresses.QUALITY.rstrip("/") in explained
    assert set(explained) <= {"quality"} | {address for address in explained if address.endswith("/checks")}
    for address, page in pages.items():
        if re.fullmatch(r"(en/)?d/[^/]+(/checks)?", address):
            assert [e for e in page.elements if str(e.attributes.get("href")).endswith("quality/#categories")], address


def test_the_index_of_findings_is_that_of_the_ledgers(root: Path, site: Path) -> None:
    index = json.loads((site / addresses.FINDINGS).read_text(encoding="utf-8"))
    between = compare_catalog(find_packages(root)).findings
    assert index["categories"] == list(CATEGORIES)
    for folder in find_packages(root):
        package = folder.name
        groups: list[list[Any]] = next((row[5] for row in index["disclosures"] if row[0] == package), [])
        counted = sum(group[3] for group in groups)
        later = sum(finding.pair[1] == package for finding in between.get(package, ()))
        assert counted == sum(count for name, count in told(ledger(folder)).items() if name) + later
        for lang in LANGUAGES:
            path = site / addresses.findings_of(package.split("-")[0], lang)
            texts = json.loads(path.read_text(encoding="utf-8"))[package]
            assert len(texts) == counted
            assert Counter(text[0] for text in texts) == Counter(
                code for code, _, _, number in groups for _ in range(number)
            )


def test_nothing_is_fetched_or_needed_without_scripts(pages: dict[str, Built]) -> None:
    for lang in LANGUAGES:
        hub = at(pages, addresses.QUALITY, lang)
        form = next(e for e in hub.elements if e.tag == "form" and "findings-all" in str(e.attributes.get("class")))
        assert "hidden" in form.attributes
        path = urljoin(f"/{addresses.in_language(addresses.QUALITY, lang)}", str(form.attributes["data-index"]))
        assert path.lstrip("/") == addresses.FINDINGS
        assert "N05" in hub.elements[0].text


# -- all pages of this file ---------------------------------------------------------------------


def ours(pages: dict[str, Built]) -> dict[str, Built]:
    kinds = re.compile(r"(en/)?(checks|checks/[A-Z]\d\d|quality|quality/\d{6}|d/[^/]+|d/[^/]+/checks)")
    return {address: page for address, page in pages.items() if kinds.fullmatch(address)}


def test_links_resolve(site: Path, pages: dict[str, Built]) -> None:
    broken = []
    for address, page in ours(pages).items():
        for element in page.elements:
            href = element.attributes.get("href")
            if not href or urlsplit(href).scheme:
                continue
            target = urlsplit(urljoin(f"http://x/{address}/", href))
            path, anchor = unquote(target.path).lstrip("/"), unquote(target.fragment)
            if path.endswith("/") or not path:
                if path.rstrip("/") not in pages or (anchor and anchor not in pages[path.rstrip("/")].by_id):
                    broken.append((address, href))
            elif not (site / path).is_file():
                broken.append((address, href))
    assert not broken, broken[:20]


def test_pages_are_light_and_carry_no_style_of_their_own(
    pages: dict[str, Built], capsys: pytest.CaptureFixture[str]
) -> None:
    sizes = {address: len(gzip.compress(page.path.read_bytes())) for address, page in ours(pages).items()}
    heaviest = sorted(sizes.items(), key=lambda item: -item[1])[:4]
    with capsys.disabled():
        print(
            f"\nchecks and quality: {len(sizes)} pages, {sum(sizes.values()) / len(sizes) / 1024:.1f} KB compressed on"
        )
        print("average; heaviest:", *(f"  {size / 1024:.1f} KB {address}" for address, size in heaviest), sep="\n")
    assert max(sizes.values()) < HEAVIEST_COMPRESSED
    for address, page in ours(pages).items():
        if not re.fullmatch(r"(en/)?d/[^/]+", address):
            assert not [e for e in page.elements if "style" in e.attributes], address


def test_a_hostile_ledger_is_shown_and_never_run(tmp_path: Path) -> None:
    root = tmp_path / "packages"
    folder = root / XINGXIAN.split("-")[0] / XINGXIAN
    shutil.copytree(PACKAGES / XINGXIAN.split("-")[0] / XINGXIAN, folder)
    rows = ledger(folder)
    everything = " ".join(HOSTILE)
    said = json.dumps({"printed": everything, "left": everything, "right": {"printed": everything}})
    for row in rows:
        for name in ("instance", "left_value", "right_value", "difference", "tolerance"):
            row[name] += everything
        row["arguments"] = said
    rows[0] |= {"check": everything, "status": "fail", "severity": "error"}
    with (folder / "data" / "checks.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    lines = (folder / "source.txt").read_text(encoding="utf-8").split("\n")
    (folder / "source.txt").write_text("\n".join(line + everything for line in lines[:-1]) + "\n", encoding="utf-8")
    reseal(folder)
    site = build_site(root, tmp_path)
    seen = ""
    for path in sorted((site / "d" / XINGXIAN).rglob("index.html")) + sorted((site / "quality").rglob("index.html")):
        page = read_built(path)
        for element in page.elements:
            assert not [name for name in element.attributes if name.startswith("on")], (path, element)
            assert element.attributes.get("src") != "x", path
            assert element.tag != "script" or "hacked" not in element.text, path
        seen += page.elements[0].text
    assert all(text in seen for text in HOSTILE)
    texts = (site / addresses.findings_of("141123", "zh")).read_text(encoding="utf-8")
    assert HOSTILE[0] in " ".join(row[4] for row in json.loads(texts)[XINGXIAN])


# -- the line beneath a finding -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "cells", "values", "shown"),
    [
        ("经费34.84万元，上年4.8万元", (0,), ("4.8",), "经费34.84万元，上年<mark>4.8</mark>万元"),
        ("经费34.84万元", (0,), ("4.84",), "经费34.84万元"),
        ("合计\t7.00\t3.00\t4.00", (3,), (), "<span>合计</span><span>7.00</span><span><mark>3.00</mark></span>"),
        ("合计\t\t3.00", (2,), (), "<mark>　</mark>"),
        ("<img src=x>\t1", (1,), (), "<mark>&lt;img src=x&gt;</mark>"),
        ("", (0,), (), ""),
    ],
)
def test_what_is_meant_is_marked(line: str, cells: tuple[int, ...], values: tuple[str, ...], shown: str) -> None:
    made = quote(Speaker("zh"), Quote(line, frozenset(cells), values))
    assert shown in made
    if not shown:
        assert made == ""


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    made = quote(Speaker("en"), Quote("甲" * 500 + "12.30" + "乙" * 500, frozenset({0}), ("12.30",)))
    assert made.startswith('<p class="quote" lang="zh">…甲')
    assert "<mark>12.30</mark>" in made
    assert len(made) < 250
    row = "\t".join(f"第{number}格" for number in range(60))
    made = quote(Speaker("zh"), Quote(row, frozenset({40})))
    assert "<mark>第39格</mark>" in made
    assert made.count("<span>") < 8
