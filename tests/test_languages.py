"""Every page in Chinese and in English: it says what it is, leads to its counterpart and mixes nothing unmarked."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args
from urllib.parse import urljoin

import pytest
from mingzhang.checks import CHECKS
from mingzhang.checks.years import YEAR_CHECKS
from mingzhang.codes import Scheme, load_codes, normalise_name
from mingzhang.codes.divisions import division_path
from mingzhang.codes.published_lists import read_rows
from mingzhang.schemas import TABLES
from mingzhang.site import addresses, labels, words
from mingzhang.site.descriptions import ENGLISH
from mingzhang.site.html import mixed
from mingzhang.site.language import Speaker
from mingzhang.site.page import Crumb, Links, Page
from mingzhang.site.pages import glossary
from mingzhang.site.pages.decisions import summaries
from mingzhang.tables import STANDARD

from tests.kinds import BILINGUAL, FINAL, ONCE, XINGXIAN
from tests.portal import PACKAGES, REPOSITORY, WRITTEN, build_site
from tests.portals import published_portal

HAN = re.compile("[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
HAN_RUN = re.compile("[\u3400-\u9fff]+")
TITLE_OF_A_DOCUMENT = re.compile("《[^》]*》")
ENGLISH_SENTENCE = re.compile(r"[A-Za-z][a-z'’-]*(?:[ ,;:]+[A-Za-z'’-]+){3,}")
OURS = (
    # names of the portal, of the language, of the parts of a Chinese citation, and of two forms of the repository
    *("明账", "中文", "版本", "数据包", "未发布的草稿", "数据有误", "移除个人信息"),
    # what checks look for
    *("亿元", "发布日期", "批复日期", "请填写", "此处", "中央部门", "省级财政当年拨付", "年已开通"),
)
SAID = ("title", "aria-label", "placeholder", "alt", "data-label", "content")
VOID = frozenset({"meta", "link", "img", "br", "input", "wbr", "path", "circle", "hr"})
SITE_URL = "https://portal.example/明账/"
ENGLISH_ON_CHINESE_PAGES = re.compile(
    r"\b(source|line|figures?|table|unit|click|download|note|project|budget|form|reason|code|total|amount|blank|printed|and|"
    r"of|the|not|with|in)\b",
    re.IGNORECASE,
)


@dataclass
class Read:
    """A page with every text and every spoken attribute beside the language it is marked with."""

    lang: str = ""
    title: str = ""
    description: str = ""
    texts: list[tuple[str, str, str]] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    switch: tuple[str, str] = ("", "")
    links: set[str] = field(default_factory=set)
    skips: int = 0
    ids: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Read()
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        lang = found.get("lang") or (self.open[-1][1] if self.open else "")
        self.page.ids.add(found.get("id", ""))
        if tag == "html":
            self.page.lang = lang
        if tag == "meta" and found.get("name") == "description":
            self.page.description = found["content"]
        elif tag != "meta":
            self.page.texts += [(tag, lang, found[name]) for name in SAID if found.get(name)]
        if tag == "link" and found.get("rel") == "alternate" and "hreflang" in found:
            self.page.alternates[found["hreflang"]] = found["href"]
        if tag == "a":
            self.page.links.add(found.get("href", ""))
            css = found.get("class", "").split()
            self.page.skips += "skip" in css or "md-skip" in css
            if "language" in css:
                self.page.switch = found["href"], found["hreflang"]
        if tag not in VOID:
            self.open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tag, lang = self.open[-1] if self.open else ("", "")
        if tag == "title":
            self.page.title += data
        elif tag not in ("script", "style", "code") and data.strip():
            self.page.texts.append((tag, lang, data.strip()))


def read(path: Path) -> Read:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.page


def read_all(site: Path) -> dict[str, Read]:
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): read(path)
        for path in sorted(site.rglob("index.html"))
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_portal(tmp_path_factory)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Read]:
    return read_all(site)


def test_every_page_exists_in_both_languages_but_for_those_that_exist_once(pages: dict[str, Read]) -> None:
    chinese = {address for address in pages if not address.startswith("en/")}
    english = {address.removeprefix("en/") for address in pages if address.startswith("en/")}
    assert {address for address in chinese if addresses.is_bilingual(address)} == english
    once = chinese - english
    sources = {addresses.source(path.name) for path in PACKAGES.glob("*/*")}
    decisions = {f"decisions/{path.stem}/" for path in (WRITTEN / "decisions").glob("*.md")}
    assert once == sources | decisions
    assert {address.partition("?")[0] for address in BILINGUAL} <= english
    assert set(ONCE) <= once


def test_every_page_names_its_language(pages: dict[str, Read]) -> None:
    for address, page in pages.items():
        if address.startswith("en/"):
            assert page.lang == "en", address
        elif address.startswith("decisions/") and address != "decisions/":
            heading = (WRITTEN / address.rstrip("/")).with_suffix(".md").read_text(encoding="utf-8").splitlines()[0]
            assert page.lang == ("zh" if HAN.search(heading) else "en"), address
        else:
            assert page.lang == "zh", address


def test_alternates_and_the_switch_lead_to_the_counterpart_and_back(pages: dict[str, Read]) -> None:
    for address, page in pages.items():
        here = f"http://x/{address}"
        there, language = page.switch
        assert language == ("zh" if page.lang == "en" else "en"), address
        target = urljoin(here, there).removeprefix("http://x/")
        if addresses.is_bilingual(address.removeprefix("en/")):
            neutral = address.removeprefix("en/")
            assert target == (neutral if page.lang == "en" else f"en/{neutral}")
            found = {lang: urljoin(here, href).removeprefix("http://x/") for lang, href in page.alternates.items()}
            assert found == {"zh": neutral, "en": f"en/{neutral}", "x-default": neutral}, address
        else:
            assert pages[target].lang == language, address
            assert not page.alternates, address


def test_english_pages_lead_to_english_pages_and_to_the_same_files(pages: dict[str, Read]) -> None:
    for address, page in pages.items():
        if not address.startswith("en/"):
            continue
        chinese = address.removeprefix("en/")
        for link in page.links - {page.switch[0]}:
            if not link.startswith(("http", "#")):
                path = urljoin(f"/{address}", link).partition("#")[0].lstrip("/")
                own = path.startswith("en/")
                assert own or not addresses.is_bilingual(path), (address, link)
        files = {
            urljoin(f"/{place}", link)
            for place, read_page in ((address, page), (chinese, pages[chinese]))
            for link in read_page.links
            if "/data/" in link
        }
        assert files == {urljoin(f"/{address}", link) for link in page.links if "/data/" in link}, address


def test_english_pages_mark_everything_chinese(pages: dict[str, Read]) -> None:
    loose = [
        (address, tag, text)
        for address, page in pages.items()
        if address.startswith("en/")
        for tag, lang, text in page.texts
        if lang == "en" and HAN.search(text)
    ]
    assert not loose, loose[:20]


def test_what_is_marked_chinese_on_english_pages_is_quoted(pages: dict[str, Read]) -> None:
    """`lang="zh"` is for what others wrote, not for what the portal forgot to say in English."""
    known = quotable()
    said_by_us: dict[str, tuple[str, str]] = {}
    for address, page in pages.items():
        if address.startswith("en/"):
            for _, lang, text in page.texts:
                quoted = TITLE_OF_A_DOCUMENT.sub(" ", re.sub(r"\s", "", text))
                for run in HAN_RUN.findall(quoted) if lang.startswith("zh") else ():
                    if run not in known:
                        said_by_us.setdefault(run, (address, text[:80]))
    assert not said_by_us, dict(list(said_by_us.items())[:20])


def quotable() -> str:
    """Everything in Chinese that an English page may quote, without white space, names parted by lines."""
    pieces = [path.read_text(encoding="utf-8") for path in sorted(PACKAGES.glob("*/*/source.txt"))]
    pieces += [path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "schemas" / "codes").glob("*.csv"))]
    pieces += [path.read_text(encoding="utf-8").partition("\n")[0] for path in (WRITTEN / "decisions").glob("*.md")]
    pieces += [table.title for table in TABLES] + [column.title for table in TABLES for column in table.columns]
    pieces += [table.title for table in STANDARD]
    pieces += [repr(example) for check in CHECKS for example in (check.good, check.bad)]
    pieces += [repr(pair) for check in YEAR_CHECKS for pair in (check.good, check.bad)]
    pieces += [zh for _, (zh, _), _ in glossary.TERMS]
    for package in PACKAGES.glob("*/*"):
        path = division_path(package.parent.name)
        pieces += ["".join(division.name for division in path[first:]) for first in range(len(path))]
    pieces += OURS
    return "\n".join(re.sub(r"\s|</?b>", "", piece) for piece in pieces)


def test_chinese_pages_hold_no_english_sentence(pages: dict[str, Read]) -> None:
    """Four English words in a row are a sentence that was not translated, wherever they stand."""
    loose = [
        (address, tag, text)
        for address, page in pages.items()
        if page.lang == "zh" and not address.startswith("en/")
        for tag, lang, text in page.texts
        if lang.startswith("zh") and ENGLISH_SENTENCE.search(text)
    ]
    assert not loose, loose[:20]


def test_every_decision_is_summed_up_in_the_other_language() -> None:
    for path in sorted((WRITTEN / "decisions").glob("*.md")):
        decision = path.read_text(encoding="utf-8")
        other = "en" if HAN.search(decision.splitlines()[0]) else "zh"
        summary = summaries(decision)
        assert list(summary) == [other], path.name
        assert (len(HAN.findall(summary[other])) > 30) == (other == "zh"), path.name


def test_terms_are_explained_at_addresses_that_do_not_change(pages: dict[str, Read]) -> None:
    assert len(set(glossary.anchors())) == len(glossary.anchors())
    assert {"term-general", "term-three-public", "term-project", "term-basic"} <= set(glossary.anchors())
    for lang in ("", "en/"):
        assert pages[f"{lang}dictionary/"].ids >= set(glossary.anchors())
    for _, (zh, en), (meaning, meaning_en) in glossary.TERMS:
        assert HAN.search(zh)
        assert meaning.endswith("。")
        assert meaning_en.endswith(".")
        assert not HAN.search(en + meaning_en)


def test_chinese_pages_have_no_english_left_over(pages: dict[str, Read]) -> None:
    """Interface words: links, headings, heads of tables and terms hold Chinese wherever they hold words at all."""
    loose = []
    for address, page in pages.items():
        if page.lang == "zh" and "/source/" not in address and not address.startswith("decisions/0"):
            loose += [
                (address, tag, text)
                for tag, lang, text in page.texts
                if lang == "zh" and not HAN.search(text) and ENGLISH_ON_CHINESE_PAGES.search(text) and not is_code(text)
            ]
    assert not loose, loose[:20]


def is_code(text: str) -> bool:
    """Names of files and values of data are the same in every language."""
    return bool(re.fullmatch(r"[\w./<>|*#×-]+(\.\w+)?", text)) or text.startswith(("CC BY", "Python", "GB/T"))


def test_titles_and_descriptions_are_translated_and_differ(pages: dict[str, Read]) -> None:
    for address, page in pages.items():
        assert page.title, address
        assert page.description, address
        if page.lang == "en" and address.startswith("en/"):
            other = pages[address.removeprefix("en/")]
            assert page.title != other.title, address
            assert page.description != other.description, address
            assert re.search("[A-Za-z]{3}", page.title.removesuffix("Mingzhang")), address
            assert re.search("[A-Za-z]{4}", page.description), address
            if HAN.search(page.title):
                assert re.search("/(units|divisions|quality)/|/d/", f"/{address}"), address


def test_there_is_one_link_past_the_head(pages: dict[str, Read]) -> None:
    assert {page.skips for page in pages.values()} == {1}


def test_the_page_for_wrong_addresses_speaks_both(site: Path) -> None:
    page = read(site / "404.html")
    said = {(lang, text) for _, lang, text in page.texts}
    assert {("zh", "没有这个页面"), ("en", "Page not found")} <= said


def test_no_page_runs_a_script_of_its_own(site: Path) -> None:
    """A strict Content-Security-Policy allows no script inside a page; descriptions for machines are data."""
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not re.search(r'<script(?![^>]*\bsrc=|\s+type="application/ld\+json">)', html), path


def test_with_an_address_of_its_own_the_portal_names_alternates_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGZHANG_SITE_URL", SITE_URL)
    (tmp_path / "none").mkdir()
    site = build_site(tmp_path / "none", tmp_path)
    page = read(site / "en" / "units" / "index.html")
    assert page.alternates == {
        "zh": f"{SITE_URL}units/",
        "en": f"{SITE_URL}en/units/",
        "x-default": f"{SITE_URL}units/",
    }
    places = (site / "sitemap.xml").read_text(encoding="utf-8")
    for address in ("", "units/", "about/"):
        for found in (f"{SITE_URL}{address}", f"{SITE_URL}en/{address}"):
            assert f"<loc>{found}</loc>" in places
        assert (
            f'hreflang="zh" href="{SITE_URL}{address}"/><xhtml:link rel="alternate" hreflang="en" '
            f'href="{SITE_URL}en/{address}"/>'
        ) in places
    assert f"<loc>{SITE_URL}decisions/0002-one-description-many-files/</loc></url>" in places
    assert os.environ["MINGZHANG_SITE_URL"] == SITE_URL


# -- names, units, notes ------------------------------------------------------------------------


def test_every_description_of_a_schema_has_english() -> None:
    described = {
        text
        for table in TABLES
        for text in (table.description, *(column.description for column in table.columns))
        if text
    }
    assert described - set(ENGLISH) == set(), "add it to scripts/mingzhang/site/descriptions.py"
    assert set(ENGLISH) - described == set(), "no schema says this any more"


def test_words_are_pairs_with_chinese_first() -> None:
    for name in dir(words):
        table = getattr(words, name)
        if isinstance(table, dict) and name.isupper() and name.endswith("_EN"):
            assert all(HAN.search(zh) and not HAN.search(en) for zh, en in table.items()), name
        elif isinstance(table, dict) and name.isupper() and not name.endswith("SHAPE"):
            for key, (zh, en) in table.items():
                assert bool(zh) == bool(en), (name, key)
                assert not zh or (HAN.search(zh) and not HAN.search(en)), (name, key)


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("基本工资", "Basic salaries"),
        ("一、一般公共服务支出", "General public services"),
        ("（一）行政单位", "Administrative units"),
        ("其中：公务接待费", "Official receptions"),
        ("①公务用车购置费", "Purchase of official vehicles"),
        ("行 政 运 行", "Administrative operations"),
        ("示例县档案馆", ""),
    ],
)
def test_names_have_their_usual_english_term_or_none(printed: str, english: str) -> None:
    assert labels.english_name(printed) == english


def test_a_name_has_one_english_term() -> None:
    reviewed = {normalise_name(row["name"]) for row in read_rows("names_en")}
    listed: dict[str, str] = {}
    for scheme in get_args(Scheme):
        for code in load_codes(scheme).values():
            if code.name_en:
                assert normalise_name(code.name) not in reviewed, f"{code.name} has a term in the list {scheme} already"
                assert listed.setdefault(code.name, code.name_en) == code.name_en, code


def test_a_name_shows_what_is_printed_in_either_language() -> None:
    zh, en = Speaker("zh"), Speaker("en")
    assert labels.named(zh, "基本工资") == "基本工资"
    assert labels.named(en, "基本工资") == 'Basic salaries <small class="printed" lang="zh">基本工资</small>'
    assert labels.named(en, "示例<县>") == '<span lang="zh">示例&lt;县&gt;</span>'


def test_units_are_explained_and_amounts_told_in_yuan() -> None:
    from mingzhang.ground.source import Locator
    from mingzhang.site.forms import Money

    zh, en = Speaker("zh"), Speaker("en")
    amount = Money("1234.56", "万元", "12345600.00", Locator(1, 2))
    assert labels.unit(en, "万元") == '<span lang="zh">万元</span> (10,000 yuan)'
    assert labels.unit(zh, "万元") == "万元"
    assert labels.in_yuan(en, amount) == '<small class="yuan">= 12,345,600 yuan</small>'
    assert labels.in_yuan(zh, amount) == ""
    assert labels.in_yuan(en, Money("3", "辆", "", Locator(1, 2))) == ""
    assert labels.yuan(Money("0.00001", "万元", "0.10000", Locator(1, 2))) == "0.10000"


def test_messages_mark_what_they_quote_and_stay_harmless() -> None:
    assert mixed("“合计” is <b>") == '“<span lang="zh">合计</span>” is &lt;b&gt;'
    assert Speaker("en").mixed("合计<", "<合计>") == '&lt;<span lang="zh">合计</span>&gt;'
    assert Speaker("zh").mixed("合计<", "x") == "合计&lt;"


def test_notes_on_forms_are_translated() -> None:
    from mingzhang.forms.wording import HEAD_NOTES, WORDING

    en = Speaker("en")
    for zh in [*(zh for zh, _ in WORDING.values() if zh), *HEAD_NOTES.values()]:
        assert not HAN.search(labels.note(en, zh).replace('<span lang="zh">', "")), zh
    assert "; " in labels.note(en, "由多个片段合并；各片段文字不同，取先印者")


def test_links_stay_in_the_language_and_lead_to_what_exists_once() -> None:
    zh, en = Links("d/a/", "zh"), Links("d/a/", "en")
    assert (zh.href("units/"), en.href("units/")) == ("../../units/", "../../units/")
    assert en.here == "en/d/a/"
    assert (zh.href("d/a/source/", "L3"), en.href("d/a/source/", "L3")) == ("source/#L3", "../../../d/a/source/#L3")
    assert (zh.href("data/a/x.csv"), en.href("data/a/x.csv")) == ("../../data/a/x.csv", "../../../data/a/x.csv")
    assert Links("decisions/", "en").href("decisions/0001-x/") == "../../decisions/0001-x/"


def test_a_page_says_its_language_and_whether_it_exists_once() -> None:
    crumbs = (Crumb("示例县档案馆", "units/x/", is_name=True),)
    english = Page("d/a/", "T", "D", "<p>x</p>", crumbs, lang="en")
    assert english.path == "en/d/a/index.md"
    assert "\nlang: en\n" in english.markdown()
    assert "alone" not in english.markdown()
    assert '<li lang="zh"><a href="../../units/x/">示例县档案馆</a></li>' in english.markdown()
    assert '<a href="../../">Home</a>' in english.markdown()
    source = Page("d/a/source/", "T", "D", "", elsewhere="en/d/a/").markdown()
    assert "\nalone: true\nelsewhere: en/d/a/\n" in source


def test_packages_of_the_kinds_of_pages_are_there() -> None:
    assert {XINGXIAN, FINAL} <= {path.name for path in PACKAGES.glob("*/*")}
