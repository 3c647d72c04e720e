"""Signs of findings and help marks: each leads to where it says, and from the finding a link leads back."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pytest
from mingzhang.packages.store import find_packages
from mingzhang.site import addresses
from mingzhang.site.catalog import Disclosure, read_disclosure
from mingzhang.site.language import LANGUAGES, Lang
from mingzhang.site.page import Links
from mingzhang.site.pages import glossary
from mingzhang.site.pages.findings import disclosure_checks_page
from mingzhang.site.pages.performance import performance_page
from mingzhang.site.pages.story import story_section
from mingzhang.site.pages.table import _lists

from tests.portal import PACKAGES

FOLDERS = find_packages(PACKAGES)
every_package = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@cache
def disclosure_of(folder: Path) -> Disclosure:
    return read_disclosure(folder)


def signs(html: str) -> set[str]:
    """The anchors that signs lead to."""
    found = re.findall(r"<a [^>]*concern (?:wrong|look)[^>]*>", html)
    return {re.search(r'href="[^"#]*#([^"]+)"', tag)[1] for tag in found}  # type: ignore[index]


def written(disclosure: Disclosure, lang: Lang) -> str:
    """All tables and forms of a disclosure."""
    tables = [
        _lists(disclosure, table, Links(addresses.table(disclosure.name, table.name), lang))
        for table in disclosure.tables
    ]
    return "\n".join([*tables, performance_page(disclosure, lang).body if disclosure.forms else ""])


@pytest.mark.parametrize("lang", LANGUAGES)
@every_package
def test_signs_of_rows_and_forms_lead_to_findings(folder: Path, lang: Lang) -> None:
    disclosure = disclosure_of(folder)
    page = disclosure_checks_page(disclosure, (), lang).body
    told = signs(written(disclosure, lang))
    assert told
    assert told <= set(re.findall(r'<li id="([^"]+)"', page))


@every_package
def test_every_finding_about_a_row_has_a_sign_there(folder: Path) -> None:
    """A finding that must be told and names a line of a row or of an indicator is signed on some page."""
    disclosure = disclosure_of(folder)
    lines = {row.place.line for table in disclosure.tables for row in table.rows}
    lines |= {indicator.place.line for form in disclosure.forms for indicator in form.indicators}
    about = [found for found in disclosure.findings if found.category in ("wrong", "look")]
    wanted = {found for found in about if any(place.line in lines for place in found.places)}
    assert wanted
    concerns = disclosure.concerns
    signed = {found for line in lines for found in concerns.of_line(line)}
    assert wanted <= signed


@pytest.mark.parametrize("lang", LANGUAGES)
@every_package
def test_findings_lead_back_to_rows_and_forms(folder: Path, lang: Lang) -> None:
    disclosure = disclosure_of(folder)
    page = disclosure_checks_page(disclosure, (), lang)
    here = addresses.in_language(page.address, lang)
    targets = {urljoin(f"/{here}", link).lstrip("/") for link in re.findall(r'href="([^"]+)"', page.body)}
    ids = {str(row.place) for table in disclosure.tables for row in table.rows}
    back = {target for target in targets if target.partition("#")[2] in ids and "/source/" not in target}
    forms = addresses.in_language(addresses.performance(disclosure.name), lang)
    back |= {target for target in targets if target.startswith(f"{forms}#")}
    assert back
    shown = set(re.findall(r'id="([^"]+)"', performance_page(disclosure, lang).body)) if disclosure.forms else set()
    assert {target.partition("#")[2] for target in back if target.startswith(forms)} <= shown


def test_a_cell_belongs_to_the_row_it_stands_in() -> None:
    """Where lists stand side by side, what concerns one list is not told of its neighbour."""
    disclosure = disclosure_of(FOLDERS[0])
    concerns = disclosure.concerns
    for table in disclosure.tables:
        for row in table.rows:
            later = [other.place.cell for other in table.rows if other.place.line == row.place.line]
            end = min((cell for cell in later if cell > row.place.cell), default=None)
            for found in concerns.of_row(row):
                cells = [place.cell for place in found.places if place.line == row.place.line]
                assert any(end is None or cell < end for cell in cells)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_marks_lead_to_terms(lang: Lang) -> None:
    disclosure = disclosure_of(FOLDERS[0])
    links = Links(addresses.disclosure(disclosure.name), lang)
    asked = re.findall(r'<small class="help"><a [^>]*href="([^"]+)"', story_section(disclosure, links))
    assert asked
    page = addresses.in_language(addresses.DICTIONARY, lang)
    here = addresses.in_language(addresses.disclosure(disclosure.name), lang)
    for link in asked:
        target, _, anchor = urljoin(f"/{here}", link).partition("#")
        assert target == f"/{page}"
        assert anchor in glossary.anchors()


def test_only_terms_have_help() -> None:
    links = Links(addresses.HOME, "zh")
    assert "term-basic" in glossary.help_on(links, ("基本支出", "Basic expenditure"))
    assert glossary.help_on(links, ("收入总计", "Total revenue")) == ""
    with pytest.raises(KeyError):
        glossary.help_mark(links, "no-such-term")
