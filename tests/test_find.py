"""The search: what is found by what, in which order, at what cost; with a thousand units and 60,000 projects."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from mingzhang.site import addresses, find, project_list
from mingzhang.site.abbreviations import short_names
from mingzhang.site.bigram_index import Postings, file_of, pairs, squeeze
from mingzhang.site.catalog import read_disclosure
from mingzhang.site.comparison import comparison_index
from mingzhang.site.pages.units import Entry, entry_of
from playwright.sync_api import Browser, Page, expect

from tests.browsing import BELOW, PHONE, Watch, serve
from tests.kinds import XINGXIAN
from tests.many import AGENCIES, many_entries
from tests.once import copied_from
from tests.portal import PACKAGES
from tests.portals import published_portal

UNITS, PROJECTS = 22 * len(AGENCIES), 30
BUDGET = 100_000
"""Compressed bytes that a query may cost."""
BELOW_NAMES = tuple(
    f"{topic}{kind}"
    for kind in ("服务中心", "事务中心", "技术推广站", "管理所", "执法大队")
    for topic in (
        "公共事务", "政务信息网络", "国库支付", "农业机械", "动物卫生", "水利工程", "林业", "文化市场", "就业",
        "社会保险", "不动产登记", "地质环境", "妇幼保健", "乡镇财政", "价格认证", "机关后勤", "招商引资", "应急救援",
    )
)  # fmt: skip


def small_entry() -> Entry:
    return entry_of(read_disclosure(PACKAGES / "141123" / XINGXIAN))


@pytest.fixture(scope="module")
def many() -> list[Entry]:
    return [_with_units_below(entry) for entry in many_entries(small_entry(), UNITS, PROJECTS)]


def _with_units_below(entry: Entry) -> Entry:
    """Every tenth project belongs to a unit below; each department has three, of names that repeat in every county."""
    department, place = int(entry.agency_code), find.where(entry)[-2:]
    called = [f"{place}{BELOW_NAMES[(department * 3 + number) % len(BELOW_NAMES)]}" for number in range(3)]
    projects = tuple(
        replace(project, unit_name=called[at // 10 % 3]) if at % 10 == 4 else project
        for at, project in enumerate(entry.projects)
    )
    return replace(entry, projects=projects)


@pytest.fixture(scope="module")
def site(many: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the five documents, with what the search looks through of two thousand."""
    built = copied_from(published_portal(tmp_path_factory), tmp_path_factory.mktemp("many"))
    for part in ("find", "projects"):
        shutil.rmtree(built / "assets" / part)
    files = {**files_of(many), addresses.COMPARE_INDEX: comparison_index(entry.package for entry in many)}
    for path, data in files.items():
        (built / path).parent.mkdir(parents=True, exist_ok=True)
        (built / path).write_bytes(data)
    return built


def files_of(entries: list[Entry]) -> dict[str, bytes]:
    return {
        addresses.FIND_UNITS: find.unit_index(entries),
        **dict(find.project_files(entries)),
        **dict(project_list.project_files(entries)),
    }


@pytest.fixture(scope="module")
def base(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(site, tmp_path_factory.mktemp("served"))


# -- what is written ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("中国共产党示例县委员会办公室", ["示例县委办"]),
        ("中国共产党示例县委员会", []),
        ("中国共产党示例县委员会组织部", ["示例县委组织部"]),
        ("中共示例县纪律检查委员会示例县监察委员会", ["示例县纪委监委", "监察局"]),
        ("示例县人民代表大会常务委员会办公室", ["示例县人大办", "人大常委会"]),
        ("中国人民政治协商会议示例县委员会办公室", ["示例县政协办"]),
        ("政协示例县委员会", ["示例县政协"]),
        ("示例县人民政府办公室（本级）", ["示例县政府办", "示例县府办"]),
        ("示例省人民政府办公厅", ["示例省政府办", "示例省府办"]),
        ("示例市发展和改革委员会", ["示例市发改委"]),
        ("示例县教育体育局", ["示例县教体局"]),
        ("示例县人民法院", ["示例县法院", "公检法"]),
        ("示例县公安局", ["公检法"]),
        ("中国共产主义青年团示例县委员会", ["示例县团委"]),
        ("示例县第一中学校", ["示例县一中"]),
        ("示例县城关镇人民政府", ["示例县城关镇政府"]),
        ("示例县档案馆", []),
    ],
)
def test_units_are_known_by_what_people_call_them(name: str, called: list[str]) -> None:
    assert list(short_names(name)) == called


def test_texts_are_compared_without_width_case_and_punctuation() -> None:
    assert squeeze("ＯＡ系统 （一期）、“两癌”+ＡＢ") == "oa系统一期两癌ab"
    assert pairs(squeeze("防汛、抗旱")) == ["防汛", "汛抗", "抗旱"]
    assert pairs("一") == []


def test_every_pair_stands_in_its_file_with_all_its_numbers() -> None:
    postings = Postings()
    texts = ["防汛抗旱", "抗旱防汛", "防汛", "旱"]
    for number, text in enumerate(texts):
        for pair in pairs(text):
            postings.add(pair, number)
    files = postings.files(2)
    assert len(files) == 4
    for pair, numbers in {"防汛": [0, 1, 2], "抗旱": [0, 1], "汛抗": [0], "旱防": [1]}.items():
        gaps = json.loads(files[file_of(pair, len(files))])[pair]
        assert [sum(gaps[: at + 1]) for at in range(len(gaps))] == numbers
    assert Postings().files(2) == []


def test_files_do_not_depend_on_the_order_of_packages(many: list[Entry]) -> None:
    few = many[:40]
    assert files_of(few) == files_of(few[::-1])


def test_an_empty_catalog_has_its_files() -> None:
    assert set(files_of([])) == {
        addresses.FIND_UNITS,
        addresses.FIND_BELOW,
        addresses.FIND_PROJECTS,
        addresses.PROJECT_LIST,
    }


def test_units_below_a_department_are_listed_once_unless_they_have_a_page(many: list[Entry]) -> None:
    assert len(json.loads(find.below_index(many))) == UNITS
    entry = many[0]
    projects = [replace(entry.projects[0], unit_name=name) for name in ("甲中心", "乙站", "甲中心", entry.agency_name)]
    department = replace(entry, projects=tuple(projects))
    key = "-".join(entry.unit_key)
    assert json.loads(find.below_index([department])) == {key: ["甲中心", "乙站"]}
    own = replace(entry, agency_code="999", agency_name="乙站", projects=())
    assert json.loads(find.below_index([department, own])) == {key: ["甲中心"]}
    elsewhere = replace(own, division_code="350102")
    assert json.loads(find.below_index([department, elsewhere])) == {key: ["甲中心", "乙站"]}


def test_no_file_is_heavy(many: list[Entry], capsys: pytest.CaptureFixture[str]) -> None:
    found = files_of(many)
    packed = {path: len(gzip.compress(data, 6, mtime=0)) for path, data in found.items()}
    groups: dict[str, list[str]] = {}
    for path in found:
        groups.setdefault(re.sub(r"\d+\.json$", "*.json", path), []).append(path)
    with capsys.disabled():
        print(f"\n{len(many)} disclosures, {len(many) * PROJECTS} projects: files, KB, KB packed, largest packed")
        for group, paths in groups.items():
            raw, own = sum(len(found[path]) for path in paths), [packed[path] for path in paths]
            print(f"{group:<32} {len(paths):>4} {raw / 1000:>9.1f} {sum(own) / 1000:>8.1f} {max(own) / 1000:>6.1f}")
    assert max(packed.values()) < BUDGET


# -- in a browser ---------------------------------------------------------------------------------


def ask(page: Page, query: str) -> list[str]:
    """The units that are found, in order, once everything has been looked through."""
    page.fill("#find", query)
    expect(page.locator("form.find [role=status]")).to_have_text(re.compile("项目名称|没有"), timeout=30_000)
    return page.locator(".found [role=group][aria-label^=单位] a:not(.below) > span").all_inner_texts()


MEANT = (
    ("东城区财政局", "东城区财政局"),  # the exact name
    ("唐县委办", "中国共产党唐县委员会办公室"),
    ("唐县县委办", "中国共产党唐县委员会办公室"),  # 县 said twice
    ("唐县政府办", "唐县人民政府办公室"),
    ("东城区府办", "东城区人民政府办公室"),
    ("东城政府办", "东城区人民政府办公室"),  # without 区
    ("东城财政局", "东城区财政局"),
    ("唐县 财政局", "唐县财政局"),  # words apart
    ("财政局 唐县", "唐县财政局"),
    ("唐县发改局", "唐县发展和改革局"),
    ("唐县人社局", "唐县人力资源和社会保障局"),
    ("唐县住建局", "唐县住房和城乡建设局"),
    ("唐县纪委", "中国共产党唐县纪律检查委员会"),
    ("唐县人大", "唐县人民代表大会常务委员会办公室"),
    ("唐县政协", "中国人民政治协商会议唐县委员会办公室"),
    ("唐县妇联", "唐县妇女联合会"),
    ("唐县团委", "中国共产主义青年团唐县委员会"),
    ("唐县供销社", "唐县供销合作社联合社"),
    ("唐县一中", "唐县第一中学校"),
    ("唐县疾控中心", "唐县疾病预防控制中心"),
    ("唐县退役局", "唐县退役军人事务局"),  # no table knows it: characters in order
    ("河北唐县财政局", "唐县财政局"),
    ("河北省保定市唐县财政局", "唐县财政局"),
    ("唐县（财政局）", "唐县财政局"),
)
"""What people type, and the unit they mean."""


@pytest.mark.browser
def test_what_people_type_finds_the_unit_they_mean(visit: tuple[Page, Watch], base: str) -> None:
    page, _ = visit
    page.goto(base)
    wrong = [(query, first, found[:3]) for query, first in MEANT if (found := ask(page, query))[:1] != [first]]
    assert not wrong


@pytest.mark.browser
def test_short_words_find_every_such_unit_and_good_names_are_not_drowned(
    visit: tuple[Page, Watch], base: str, many: list[Entry]
) -> None:
    page, _ = visit
    page.goto(base)
    names = {entry.agency_name for entry in many}
    for query, pattern in (
        ("县委办", r"中国共产党.+县委员会办公室"),
        ("区政府办", r".+区人民政府办公室"),
        ("财政局", r".+财政局"),
        ("人社局", r".+人力资源和社会保障局"),
        ("公检法", r".+(公安局|法院|检察院)"),
        ("纪委", r".+纪律检查委员会"),
        ("人大", r".+人民代表大会.+"),
    ):
        found = ask(page, query)
        assert found, query
        assert all(re.fullmatch(pattern, name) for name in found[:8]), (query, found)
        told = page.inner_text("form.find [role=status]")
        assert told.startswith(f"{sum(bool(re.fullmatch(pattern, name)) for name in names)} 个单位"), (query, told)


@pytest.mark.browser
def test_places_and_codes_lead_to_their_units(visit: tuple[Page, Watch], base: str) -> None:
    page, _ = visit
    page.goto(base)
    assert len(ask(page, "唐县")) == 8
    place = page.locator(".found [role=group][aria-label^=地区] a")
    expect(place).to_have_text(re.compile(rf"河北省保定市唐县\s*{len(AGENCIES)} 个单位"))
    assert (place.get_attribute("href") or "").endswith("/units/#130627")
    assert len(ask(page, "130627")) == 8
    assert ask(page, "130627-016") == ["唐县财政局"]


@pytest.mark.browser
def test_a_unit_that_is_meant_has_its_projects_as_one_entry(visit: tuple[Page, Watch], base: str) -> None:
    page, _ = visit
    page.goto(base)
    ask(page, "唐县财政局")
    below = page.locator(".found a.below")
    expect(below).to_have_text("它的 60 个项目")
    expect(page.locator(".found [role=group][aria-label^=项目]")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/?unit=130627-016")
    expect(page.locator(".count")).to_have_text(f"找到 60 个项目，共 {UNITS * 2 * PROJECTS:,} 个。", timeout=30_000)
    assert set(page.locator(".matches th small a span").all_inner_texts()) == {"唐县财政局"}


@pytest.mark.browser
def test_units_below_a_department_are_found_and_lead_to_their_projects(
    visit: tuple[Page, Watch], base: str, many: list[Entry]
) -> None:
    page, _ = visit
    page.goto(base)
    department = next(entry for entry in many if entry.agency_name == "唐县财政局")
    names = list(dict.fromkeys(project.unit_name for project in department.projects if project.unit_name))
    for query in (names[0], names[0][-5:], f"唐县 财政局 {names[0][-4:]}", names[0][:3] + names[0][-1]):
        ask(page, query)
        found = page.locator(".found [role=group][aria-label^=下属单位] a")
        said = [tuple(texts.split("\n")) for texts in found.all_inner_texts()]
        assert said, query
        if "唐县" in query:
            assert (names[0], "唐县财政局") in said, (query, said)
    ask(page, names[0])
    page.locator(".found [role=group][aria-label^=下属单位] a:has-text('唐县财政局')").first.click()
    page.wait_for_url("**/projects/?unit=*")
    own = [p for e in many if e.unit_key == department.unit_key for p in e.projects if p.unit_name == names[0]]
    expect(page.locator(".count")).to_contain_text(f"找到 {len(own)} 个项目", timeout=30_000)
    page.goto(f"{base}en/")
    page.fill("#find", names[0])
    below = page.locator(".found [role=group][aria-label^='Units below'] a span").first
    expect(below).to_have_attribute("lang", "zh", timeout=30_000)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("唐县 财政局 2022", "130627-016-2022-dept-budget"),
        ("唐县财政局 2023年", "130627-016-2023-dept-budget"),
        ("2022年部门预算 唐县财政局", "130627-016-2022-dept-budget"),
        ("唐县财政局 预算", "130627-016-2023-dept-budget"),
        ("财政局 budget 2022 唐县", "130627-016-2022-dept-budget"),
    ],
)
def test_a_year_or_a_kind_beside_a_unit_leads_to_the_disclosure(
    visit: tuple[Page, Watch], base: str, query: str, first: str
) -> None:
    page, _ = visit
    page.goto(base)
    assert ask(page, query)[:1] == ["唐县财政局"]
    assert page.get_by_role("option").first.get_attribute("href") == f"{base}d/{first}/"


@pytest.mark.browser
def test_a_year_that_a_unit_does_not_have_is_said_and_a_year_alone_is_no_unit(
    visit: tuple[Page, Watch], base: str
) -> None:
    page, _ = visit
    page.goto(base)
    for query in ("唐县财政局 1999", "唐县 财政局 决算"):
        assert ask(page, query) == ["唐县财政局"]
        assert "都没有这一年度或种类的文档" in page.inner_text("form.find [role=status]")
        assert page.get_by_role("option").first.get_attribute("href") == f"{base}units/130627-016/"
    assert ask(page, "2023年 预算") == []


@pytest.mark.browser
def test_names_of_projects_are_folded_and_the_best_come_first(
    visit: tuple[Page, Watch], base: str, many: list[Entry]
) -> None:
    page, _ = visit
    page.goto(base)
    counted: dict[str, int] = {}
    for entry in many:
        for project in entry.projects:
            counted[project.name] = counted.get(project.name, 0) + 1
    often = max(counted, key=lambda name: (counted[name], name))
    ask(page, often)
    option = page.locator(".found [role=group][aria-label^=项目] a").first
    assert option.locator("span").inner_text() == often
    assert f"的 {counted[often]} 个项目" in option.locator("small").inner_text()
    option.click()
    page.wait_for_url("**/projects/?words=*")
    number = sum(number for name, number in counted.items() if squeeze(often) in squeeze(name))
    expect(page.locator(".count")).to_contain_text(f"找到 {number:,} 个项目", timeout=30_000)


@pytest.mark.browser
def test_a_unit_and_words_together_lead_to_its_projects(visit: tuple[Page, Watch], base: str) -> None:
    page, _ = visit
    page.goto(base)
    ask(page, "唐县 受益人数")
    page.press("#find", "Enter")
    page.wait_for_url("**/projects/?*")
    assert page.input_value("#f-unit") == "唐县"
    assert page.input_value("#f-words") == "受益人数"


@pytest.mark.browser
def test_a_query_costs_little_and_nothing_is_fetched_before_it(
    browser: Browser,
    base: str,
    site: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = []
    for query in (
        "县委办",
        "财政局",
        "经费",
        "义务教育补助",
        "农村危房改造专项经费",
        "唐县财政局",
        "2023年农村危房改造及老旧小区",
    ):
        context = browser.new_context(viewport=PHONE)
        watch = Watch(context, base)
        page = context.new_page()
        page.goto(base)
        assert not [url for url in watch.requests if url.endswith(".json")]
        page.fill("#find", "县")
        assert not [url for url in watch.requests if url.endswith(".json")]
        ask(page, query)
        asked = [url for url in watch.requests if url.endswith(".json")]
        cost = sum(packed(site, url) for url in asked)
        told.append(f"{query}: {len(asked)} files, {cost / 1000:.1f} KB packed")
        assert cost < BUDGET, told[-1]
        assert len(set(asked)) == len(asked)
        context.close()
    with capsys.disabled():
        print("", *told, sep="\n")


def packed(site: Path, url: str) -> int:
    path = site / urlsplit(url).path.removeprefix(f"/{BELOW}/")
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


# -- the keyboard, and what is said ---------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["", "en/"])
def test_the_field_is_a_combobox(visit: tuple[Page, Watch], base: str, lang: str) -> None:
    page, _ = visit
    page.goto(f"{base}{lang}")
    field = page.get_by_role("combobox")
    assert field.get_attribute("aria-expanded") == "false"
    field.focus()
    field.fill("财政局")
    options = page.get_by_role("option")
    expect(options.nth(8)).to_be_visible()
    expect(page.locator("form.find [role=status]")).to_contain_text(re.compile("^22 (个单位|units)"))
    assert field.get_attribute("aria-expanded") == "true"
    assert page.locator("[aria-selected=true]").count() == 0
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = options.nth(1).get_attribute("href")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    assert page.input_value("#find") == ""
    assert options.count() == 0
    assert field.get_attribute("aria-expanded") == "false"
    assert second is not None
    assert second.startswith(f"{base}{lang}units/")


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "said"), [("", "没有找到"), ("en/", "Nothing found")])
def test_nothing_found_leads_on(visit: tuple[Page, Watch], base: str, lang: str, said: str) -> None:
    page, _ = visit
    page.goto(f"{base}{lang}")
    page.fill("#find", "没有这样的名字")
    expect(page.locator("form.find [role=status]")).to_contain_text(said)
    ways = [link.get_attribute("href") for link in page.locator(".next a").all()]
    assert [(way or "").removeprefix(f"{base}{lang}").split("?")[0] for way in ways] == [
        "projects/",
        "units/",
        "contribute/",
    ]
    page.locator(".next a").last.click()
    assert page.url == f"{base}{lang}contribute/"
