"""Charts and the story of the money: exact geometry, every number with its line, and nothing a document says runs."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin

import pytest
from mingzhang.ground.source import Locator
from mingzhang.packages.store import find_packages
from mingzhang.site import addresses
from mingzhang.site.catalog import Disclosure, read_disclosure
from mingzhang.site.charts import Mark, Part, Scale, Slot, add_up, bar, columns, stacked
from mingzhang.site.language import LANGUAGES, Lang
from mingzhang.site.narrative import Narrative, Statement
from mingzhang.site.page import Links
from mingzhang.site.pages import glossary
from mingzhang.site.pages.findings import disclosure_checks_page
from mingzhang.site.pages.performance import performance_page
from mingzhang.site.pages.source import source_page
from mingzhang.site.pages.stated import stated_section
from mingzhang.site.pages.story import story_section
from mingzhang.site.projects import projects_of
from mingzhang.site.published_parts import StandardTable
from mingzhang.site.rows import Figure, TableRow

from tests.portal import PACKAGES

HEAVIEST_STORY_COMPRESSED = 30_000
FOLDERS = find_packages(PACKAGES)
HOSTILE = "<script>window.hacked=1</script>\"'><img src=x onerror=alert(1)>&amp;{{ config }}%s{0}\u202e]]>"
LONG = "关于进一步加强和改进新时代全县综合行政服务保障能力建设与运行维护以及政务信息化系统升级改造专项补助资金支出"
VOID = frozenset({"img", "br", "wbr", "hr", "input"})
NUMBER = re.compile(r"(x|y|width|height|x1|x2|y1|y2)=\"(-?[\d.]+)%\"")


# -- reading what was written -------------------------------------------------------------------


@dataclass
class Row:
    """A row of a story table: its text, its links, the bars in it."""

    block: str
    css: str = ""
    words: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    bars: list[tuple[Decimal, Decimal]] = field(default_factory=list)


@dataclass
class Story:
    """A written section, read again; reading fails where a tag is not closed."""

    ids: list[str] = field(default_factory=list)
    tags: Counter[str] = field(default_factory=Counter)
    attributes: set[str] = field(default_factory=set)
    links: list[tuple[str, str]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    named_by: list[str] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)

    def of(self, block: str) -> list[Row]:
        return [row for row in self.rows if row.block == f"story-{block}"]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.story = Story()
        self.open: list[tuple[str, str]] = []
        self.block = self.href = ""
        self.row: Row | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        story = self.story
        story.tags[tag] += 1
        story.attributes |= set(found)
        story.ids += [found["id"]] if "id" in found else []
        story.labels += [found["aria-label"]] if "aria-label" in found else []
        if tag == "table":
            story.named_by.append(found["aria-labelledby"])
        if tag == "h3":
            self.block = found["id"]
        if tag == "tr":
            self.row = Row(self.block, found.get("class", ""))
            story.rows.append(self.row)
        if tag == "rect" and self.row is not None:
            self.row.bars.append((percent(found.get("x", "0%")), percent(found["width"])))
        if tag == "a":
            self.href = found["href"]
            story.links.append((self.href, ""))
        if tag not in VOID:
            self.open.append((tag, found.get("lang") or (self.open[-1][1] if self.open else "")))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop()[0] == tag
        if tag == "tr":
            self.row = None
        if tag == "a":
            self.href = ""

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.story.words.append((self.open[-1][1] if self.open else "", data.strip()))
        if self.row is not None:
            self.row.words += data
            if self.href:
                self.row.links.append((self.href, data))


def percent(shown: str) -> Decimal:
    assert shown.endswith("%")
    return Decimal(shown[:-1])


def read(html: str) -> Story:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return reader.story


@cache
def disclosure_of(number: int) -> Disclosure:
    return read_disclosure(FOLDERS[number])


def written(disclosure: Disclosure, lang: Lang = "zh") -> str:
    return story_section(disclosure, Links(addresses.disclosure(disclosure.name), lang))


def of_kind(kind: str) -> Disclosure:
    return next(found for number in range(len(FOLDERS)) if (found := disclosure_of(number)).kind == kind)


every_package = pytest.mark.parametrize("number", range(len(FOLDERS)), ids=[folder.name for folder in FOLDERS])
every_language = pytest.mark.parametrize("lang", LANGUAGES)


# -- disclosures that no one has published ------------------------------------------------------


def amended(disclosure: Disclosure, table: str, rows: Sequence[tuple[dict[str, str], dict[str, str]]]) -> Disclosure:
    """The disclosure with these rows in one table: (cells, amounts by column); locators count up from line 9000."""
    schema = disclosure.table(table)
    made: list[TableRow] = []
    figures = {key: figure for key, figure in disclosure.figures.items() if figure.table != table}
    for number, (cells, amounts) in enumerate(rows):
        place = Locator(9000 + number, 1)
        own = {
            column: Figure(
                f"{table}/{number}/{column}",
                f"{table}/{number}",
                table,
                column.removesuffix("_yuan"),
                "current",
                next((cells[name] for name in ("item", "function_name", "dept_economic_name") if name in cells), ""),
                "item",
                printed,
                "万元",
                f"{Decimal(printed) * 10000:.2f}",
                Locator(9000 + number, 2 + at),
            )
            for at, (column, printed) in enumerate(amounts.items())
        }
        whole = dict.fromkeys(schema.schema.fields, "") | cells
        made.append(TableRow(place, whole, own))
        total = "total" if cells.get("level") == "0" else f"{number}"
        figures |= {f"{table}/{total}/{figure.column}": figure for figure in own.values()}
    changed: StandardTable = replace(schema, rows=tuple(made))
    tables = tuple(changed if found.name == table else found for found in disclosure.tables)
    return replace(disclosure, tables=tables, figures=figures)


def with_functions(amounts: Sequence[str], names: Sequence[str] = (), total: str = "") -> Disclosure:
    """A budget whose expenditure consists of these 类."""
    rows: list[tuple[dict[str, str], dict[str, str]]] = []
    if total:
        rows.append(({"level": "0", "function_name": "合计"}, {"total_yuan": total}))
    for number, amount in enumerate(amounts):
        name = names[number] if names else f"示例支出{number}"
        cells = {"level": "1", "function_code": f"{201 + number}", "function_name": name}
        rows.append((cells, {"total_yuan": amount} if amount else {}))
    return amended(of_kind("budget"), "expenditure", rows)


def emptied(disclosure: Disclosure) -> Disclosure:
    """Nothing but the names of its tables."""
    tables = tuple(replace(table, rows=(), state="empty_unstated") for table in disclosure.tables)
    none = Narrative(disclosure.narrative.sections, {s.section_id: () for s in disclosure.narrative.sections}, ())
    return replace(disclosure, tables=tables, figures={}, narrative=none, forms=())


def bars_of(disclosure: Disclosure) -> list[tuple[Decimal, tuple[Decimal, Decimal]]]:
    """(amount, bar) of the rows of the functions that have a bar."""
    rows = read(written(disclosure)).of("functions")
    return [(Decimal(row.links[-1][1].replace(",", "")), row.bars[0]) for row in rows if row.bars and row.links]


# -- geometry -----------------------------------------------------------------------------------


@pytest.mark.parametrize("amounts", [["5", "3", "2"], ["0.01", "99999.99"], ["7", "-3", "1"], ["-5", "-2"]])
def test_bars_are_as_long_as_their_amounts_and_start_at_zero(amounts: list[str]) -> None:
    values = [Decimal(amount) for amount in amounts]
    scale = Scale.over(values)
    assert scale.place(scale.low) == 0
    assert scale.place(scale.high) == 100
    for value in values:
        start, length = scale.span(value)
        assert abs(length - abs(value) / (scale.high - scale.low) * 100) <= Decimal("0.01")
        assert (start if value > 0 else start + length) == scale.zero


def test_zero_draws_nothing_and_a_negative_amount_goes_left_of_the_line() -> None:
    assert bar(Scale.over([]), [Mark(Decimal(0))]) == ""
    assert bar(Scale.over([Decimal(4)]), [Mark(Decimal(0))]) == ""
    drawn = bar(Scale.over([Decimal(-1), Decimal(3)]), [Mark(Decimal(-1))])
    assert '<rect class="s1" width="25%" height="100%"/>' in drawn
    assert '<line class="zero" x1="25%" x2="25%"' in drawn
    assert "zero" not in bar(Scale.over([Decimal(3)]), [Mark(Decimal(3))])


def test_several_bars_in_a_row_share_its_height() -> None:
    drawn = bar(Scale.over([Decimal(2)]), [Mark(Decimal(2), "plan"), Mark(Decimal(1))])
    found = [(name, Decimal(value)) for name, value in NUMBER.findall(drawn)]
    heights = [value for name, value in found if name == "height"]
    (below,) = [value for name, value in found if name == "y"]
    assert heights[0] == heights[1] < below
    assert below + heights[1] == 100


@pytest.mark.parametrize("count", [2, 5, 30, 40])
def test_the_parts_of_a_whole_fill_it_without_gap_or_overlap(count: int) -> None:
    parts = [Part(n, f"示例{n}", Decimal(1000) / (n * n)) for n in range(1, count + 1)]
    drawn = stacked(parts, "示例")
    total = sum((part.value for part in parts), Decimal(0))
    reached = Decimal(0)
    rects = re.findall(r"<rect class=\"(\w+)\"(?: x=\"([\d.]+)%\")? width=\"([\d.]+)%\"", drawn)
    for number, (css, start, width) in enumerate(rects):
        assert Decimal(start or 0) == reached
        reached += Decimal(width)
        if css != "rest":
            assert abs(Decimal(width) - parts[number].value / total * 100) <= Decimal("0.01")
    assert reached == 100
    small = sum((part.value for part in parts if part.value / total < Decimal("0.01")), Decimal(0))
    assert bool(small) == (rects[-1][0] == "rest")
    if small:
        assert abs(Decimal(rects[-1][2]) - small / total * 100) <= Decimal("0.01") * count


def test_names_stand_in_a_part_only_where_they_have_room() -> None:
    drawn = stacked(
        [Part(1, "一般公共服务支出", Decimal(80)), Part(2, LONG, Decimal(16)), Part(3, "其他", Decimal(4))], "x"
    )
    assert re.findall(r'<text class="s\d(?: until-\d+)?"[^>]*>([^<]*)<', drawn) == ["1 一般公共服务支出", "2"]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (300, ["1", "2", "3 其他"]),
        (399, ["1", "2", "3 其他"]),
        (400, ["1", "2 项目支出", "3 其他"]),
        (680, ["1 基本支出", "2 项目支出", "3 其他"]),
    ],
)
def test_a_wider_drawing_has_room_for_more_names(width: int, shown: list[str]) -> None:
    parts = [Part(1, "基本支出", Decimal(15)), Part(2, "项目支出", Decimal(25)), Part(3, "其他", Decimal(60))]
    texts = re.findall(r'<text class="s\d([^"]*)"[^>]*>([^<]*)<', stacked(parts, "x"))
    assert [text for when, text in texts if _is_seen(when, width)] == shown


def _is_seen(when: str, width: int) -> bool:
    bounds = {side: int(limit) for side, limit in re.findall(r"(from|until)-(\d+)", when)}
    return bounds.get("from", 0) <= width < bounds.get("until", width + 1)


def test_what_does_not_add_up_is_never_drawn_as_parts() -> None:
    parts = [Decimal(60), Decimal(40)]
    assert add_up(parts, None)
    assert add_up(parts, Decimal("100.02"))
    assert not add_up(parts, Decimal(120))
    assert not add_up([Decimal(120), Decimal(-20)], Decimal(100))
    assert not add_up([Decimal(0)], Decimal(0))
    assert not add_up([], None)


def test_years_stand_side_by_side_and_a_loss_hangs_below_the_line() -> None:
    drawn = columns(
        [
            Slot("2021", (Mark(Decimal(100), "plan"), Mark(Decimal(50)))),
            Slot("2022", (Mark(Decimal(-100), "plan"), None)),
            Slot("2023", (None, Mark(Decimal(0)))),
        ],
        "示例",
    )
    pattern = r'<rect class="(\w+)" x="([\d.]+)%" y="([\d.]+)%" width="([\d.]+)%" height="([\d.]+)%"/>'
    rects = [(css, *map(Decimal, numbers)) for css, *numbers in re.findall(pattern, drawn)]
    assert [(css, top, height) for css, _, top, _, height in rects] == [
        ("plan", 0, 50),
        ("s1", 25, 25),
        ("plan", 50, 50),
    ], "nothing stands for what is not known, nor for zero"
    assert rects[0][1] + rects[0][3] < rects[1][1]
    assert rects[1][1] + rects[1][3] <= 25 <= rects[2][1], "each in its room of a quarter"
    assert re.findall(r"<text[^>]*>(\d+)<", drawn) == ["2021", "2022", "2023"]
    assert columns([Slot("2021", (Mark(Decimal(0)), None))], "示例") == ""


def test_of_many_years_as_many_are_named_as_have_room() -> None:
    drawn = columns([Slot(str(2000 + n), (Mark(Decimal(n + 1)),)) for n in range(15)], "示例")
    assert re.findall(r"<text[^>]*>(\d+)<", drawn) == [str(year) for year in range(2000, 2015, 2)]
    assert drawn.count("<rect") == 15


def test_forty_parts_of_one_size_are_twelve_and_a_rest() -> None:
    drawn = stacked([Part(n, f"示例{n}", Decimal(10)) for n in range(40)], "示例")
    widths = [Decimal(width) for width in re.findall(r"<rect[^>]* width=\"([\d.]+)%", drawn)]
    assert len(widths) == 13
    assert widths[-1] == 70
    assert sum(widths) == 100


# -- the five packages --------------------------------------------------------------------------


def anchors_of(disclosure: Disclosure, lang: Lang) -> dict[str, set[str]]:
    """What can be linked to, by address: the written source and forms, and the rows of every table."""
    pages = [source_page(disclosure), disclosure_checks_page(disclosure, (), lang)]
    pages += [performance_page(disclosure, lang)] if disclosure.forms else []
    found = {
        addresses.in_language(page.address, page.lang): set(re.findall(r'id="([^"]+)"', page.body)) for page in pages
    }
    for table in disclosure.tables:
        address = addresses.in_language(addresses.table(disclosure.name, table.name), lang)
        found[address] = {str(row.place) for row in table.rows}
    found[addresses.in_language(addresses.DICTIONARY, lang)] = set(glossary.anchors())
    return found


@every_language
@every_package
def test_every_link_leads_to_a_place_that_exists_and_every_amount_to_its_print(number: int, lang: Lang) -> None:
    disclosure = disclosure_of(number)
    story = read(written(disclosure, lang))
    here = addresses.in_language(addresses.disclosure(disclosure.name), lang)
    anchors = anchors_of(disclosure, lang)
    files = {addresses.data(disclosure.name, file.path) for file in disclosure.files}
    amounts = 0
    for href, _ in story.links:
        path, _, anchor = unquote(urljoin(f"https://x/{here}", href)).removeprefix("https://x/").partition("#")
        if path == here:
            assert anchor in ("projects", "statements")
            continue
        assert path in anchors or path in files, href
        assert not anchor or anchor in anchors[path], href
    for row in story.rows:
        for href, shown in row.links:
            if "source/#L" in href and re.fullmatch(r"[-\d,.]+", shown):
                assert shown in printed_at(disclosure, href), href
                amounts += 1
    assert amounts >= 15


def printed_at(disclosure: Disclosure, href: str) -> tuple[str, ...] | str:
    """What `source.txt` prints where a link leads: the one cell of a table, or the words from a character on."""
    place = re.fullmatch(r".*#L(\d+)(?:C(\d+))?(?:-(\d+))?", href)
    assert place is not None
    line = disclosure.lines[int(place[1]) - 1]
    if place[2]:
        return (re.sub("</?b>", "", line.split("\t")[int(place[2]) - 1]).strip(),)
    return line[int(place[3]) - 1 :] if place[3] else line


@every_language
@every_package
def test_a_figure_that_a_finding_concerns_carries_its_sign(number: int, lang: Lang) -> None:
    """In the story and among the stated figures, each sign stands beside a number of a line its finding names."""
    disclosure = disclosure_of(number)
    links = Links(addresses.disclosure(disclosure.name), lang)
    body = written(disclosure, lang) + stated_section(disclosure, links)
    by_anchor = {found.anchor: found for found in disclosure.findings}
    pieces = re.findall(r'<a (?:class="concern (\w+)" )?href="[^"]*(?:source/#L(\d+)|checks/#([^"]+))', body)
    signs = [(at, css, anchor) for at, (css, _, anchor) in enumerate(pieces) if css]
    assert len(signs) == body.count('class="concern')
    for at, css, anchor in signs:
        finding = by_anchor[anchor]
        assert finding.category == css
        beside = {int(line) for _, line, _ in (pieces[at - 1], pieces[at + 1]) if line}
        assert beside & {place.line for place in finding.places}
    wrong = [found for found in disclosure.findings if found.check in ("N05", "N11", "N15", "N16") and found.category]
    shown = {anchor for _, _, anchor in signs}
    assert {found.anchor for found in wrong if found.category == "wrong"} <= shown


@every_language
@every_package
def test_what_belongs_into_the_story_is_told(number: int, lang: Lang) -> None:
    disclosure = disclosure_of(number)
    story = read(written(disclosure, lang))
    column = "total_yuan" if disclosure.kind == "budget" else "amount_yuan"

    def told(block: str, rows: Sequence[TableRow], name: str) -> None:
        printed = Counter(row.figures[name].printed for row in rows if name in row.figures)
        shown = Counter(text for row in story.of(block) for _, text in row.links)
        assert not printed - shown, block

    told("functions", [row for row in disclosure.table("expenditure").rows if row.cells["level"] != "0"], "total_yuan")
    balance = [row for row in disclosure.table("balance").rows if row.cells["side"] == "revenue"]
    told("sources", [row for row in balance if row.cells["item_kind"] != "subtotal"], column)
    told("three-public", disclosure.table("three_public").rows, "total_yuan")
    items = [row for row in disclosure.table("basic_expenditure").rows if row.cells["level"] == "2"]
    told("running", items, column)
    projects = [project.money.printed for project in projects_of(disclosure) if project.money][:5]
    shown = [text for row in story.of("projects") for _, text in row.links]
    assert set(projects) <= set(shown)
    wanted = [found for group in disclosure.narrative.statements.values() for found in group if found.kind == "change"]
    assert len(story.of("growth")) > 1 or not wanted
    words = " ".join(shown for _, shown in story.words)
    assert all(found.reason in words for found in wanted if found.reason)


@every_language
@every_package
def test_the_story_is_light_and_fit_for_a_strict_policy(number: int, lang: Lang) -> None:
    html = written(disclosure_of(number), lang)
    story = read(html)
    assert html == written(disclosure_of(number), lang)
    assert len(gzip.compress(html.encode(), 9)) < HEAVIEST_STORY_COMPRESSED
    assert not {name for name in story.attributes if name == "style" or name.startswith("on")}
    assert not {"script", "style", "link", "iframe"} & set(story.tags)
    assert len(story.ids) == len(set(story.ids))
    assert set(story.named_by) <= set(story.ids)
    assert story.labels
    assert all(label.endswith(("数字见下表", "numbers in the table below")) for label in story.labels)


@every_package
def test_in_english_everything_chinese_is_marked(number: int) -> None:
    story = read(written(disclosure_of(number), "en"))
    assert not [shown for lang, shown in story.words if lang != "zh" and re.search("[\u3400-\u9fff]", shown)]
    assert not [label for label in story.labels if re.search("[\u3400-\u9fff]", label)]


@every_package
def test_bars_of_functions_are_proportional_to_what_is_printed(number: int) -> None:
    bars = bars_of(disclosure_of(number))
    assert len(bars) > 3
    largest = max(amount for amount, _ in bars)
    assert all(abs(length - amount / largest * 100) <= Decimal("0.01") for amount, (_, length) in bars)


def test_a_final_account_shows_budget_beside_execution_and_the_stated_rates() -> None:
    story = read(written(of_kind("final")))
    rows = [row for row in story.of("execution") if row.bars]
    assert rows
    assert all(len(row.bars) == 2 for row in rows)
    assert all(re.search(r"\d%$", row.links[-1][1]) for row in rows)


# -- what no one has published ------------------------------------------------------------------


@every_language
def test_a_disclosure_that_says_nothing_tells_of_no_amount(lang: Lang) -> None:
    for kind in ("budget", "final"):
        story = read(written(emptied(of_kind(kind)), lang))
        assert not story.rows
        assert set(story.ids) <= {"story", "story-three-public"}


def test_one_function_is_a_number_without_a_drawing() -> None:
    html = written(with_functions(["12.50"], total="12.50"))
    rows = read(html).of("functions")
    assert [row.words for row in rows[1:]] == ["示例支出012.50", "支出合计12.50"]
    assert not any(row.bars for row in rows)
    block = html[html.index("story-functions") : html.index("story-kinds") if "story-kinds" in html else None]
    assert 'class="whole"' not in block.split("</section>")[0]


def test_forty_functions_are_all_there_and_in_order() -> None:
    amounts = [f"{(number * 37) % 41 + 1}.00" for number in range(40)]
    bars = bars_of(with_functions(amounts, total=f"{sum(map(Decimal, amounts))}"))
    assert [amount for amount, _ in bars] == sorted(map(Decimal, amounts), reverse=True)


@every_language
def test_many_long_names_stay_light(lang: Lang) -> None:
    amounts = [f"{number}.00" for number in range(1, 61)]
    html = written(with_functions(amounts, [f"{LONG}{number}" for number in range(60)]), lang)
    assert len(gzip.compress(html.encode(), 9)) < HEAVIEST_STORY_COMPRESSED
    assert len(read(html).of("functions")) == 62


def test_zero_blank_and_negative_are_three_things() -> None:
    disclosure = with_functions(["8.00", "0.00", "", "-2.00"], total="6.00")
    html = written(disclosure)
    rows = {row.words[:5]: row for row in read(html).of("functions")[1:]}
    assert set(rows) == {"示例支出0", "示例支出1", "示例支出3", "支出合计6"}
    assert not rows["示例支出1"].bars
    assert rows["示例支出0"].bars == [(Decimal(20), Decimal(80))]
    assert rows["示例支出3"].bars == [(Decimal(0), Decimal(20))]
    assert 'class="whole"' not in html[html.index("story-functions") :].split("</section>")[0]


def test_a_blank_source_is_named_and_a_printed_zero_is_a_row() -> None:
    cells = {"side": "revenue"}
    rows = [
        ({**cells, "item": "一般公共预算", "item_kind": "general"}, {"total_yuan": "5.00"}),
        ({**cells, "item": "政府性基金预算", "item_kind": "government_fund"}, {"total_yuan": "0.00"}),
        ({**cells, "item": "单位资金", "item_kind": "unit_funds"}, {}),
        ({**cells, "item": "财政专户管理资金", "item_kind": "special_account", "total_yuan": "——"}, {}),
        ({**cells, "item": "其中：示例", "item_kind": "other_item"}, {"total_yuan": "1.00"}),
    ]
    disclosure = amended(of_kind("budget"), "balance", rows)
    html = written(disclosure)
    shown = [row.words for row in read(html).of("sources")[1:]]
    assert shown[:3] == ["1 一般公共预算5.00", "2 其中：示例1.00", "3 政府性基金预算0.00"]
    assert "空白（不等于零）：单位资金。" in html
    assert "不适用：财政专户管理资金。" in html


def test_a_source_inside_another_is_not_counted_twice() -> None:
    cells = {"side": "revenue"}
    rows = [
        ({**cells, "item": "一般公共预算", "item_kind": "general"}, {"total_yuan": "6.00"}),
        ({**cells, "item": "单位资金", "item_kind": "unit_funds"}, {"total_yuan": "4.00"}),
        ({**cells, "item": "其中：示例", "item_kind": "other_item"}, {"total_yuan": "1.00"}),
    ]
    disclosure = amended(of_kind("budget"), "balance", rows)
    figure = replace(disclosure.figures["balance/0/total"], fact_id="balance/revenue/total/total", printed="10.00")
    figure = replace(figure, yuan="100000.00")
    disclosure = replace(disclosure, figures={**disclosure.figures, figure.fact_id: figure})
    story = read(written(disclosure))
    assert [row.css for row in story.of("sources")[1:-1]] == ["", "", "sub"]
    block = written(disclosure).split("</section>")[0]
    assert re.findall(r"<rect class=\"s\d\"(?: x=\"[\d.]+%\")? width=\"([\d.]+)%\" height=\"100%\"", block)[:2] == [
        "60",
        "40",
    ]


@every_language
def test_hostile_names_and_reasons_stay_words(lang: Lang) -> None:
    disclosure = with_functions(["8.00", "5.00"], [HOSTILE, LONG], total="13.00")
    spoilt = {key: tuple(spoil(found) for found in group) for key, group in disclosure.narrative.statements.items()}
    narrative = replace(disclosure.narrative, statements=spoilt)
    html = written(replace(disclosure, narrative=narrative), lang)
    story = read(html)
    assert not {"script", "img"} & set(story.tags)
    assert not {name for name in story.attributes if name.startswith("on") or name == "style"}
    words = "".join(shown for _, shown in story.words)
    assert "<script>window.hacked=1</script>" in words
    assert LONG in words


def spoil(found: Statement) -> Statement:
    """The same with hostile text wherever a document may put text."""
    return replace(found, subject=found.subject + HOSTILE, reason=HOSTILE, clause=HOSTILE, unit_name=HOSTILE)


def directions_of(disclosure: Disclosure) -> set[str]:
    """The directions of the changes that are stated with an amount."""
    groups = disclosure.narrative.statements.values()
    return {found.direction for group in groups for found in group if found.kind == "change" and found.yuan}


def test_a_decrease_goes_left_and_an_increase_right_of_the_line() -> None:
    both = [disclosure_of(number) for number in range(len(FOLDERS))]
    both = [disclosure for disclosure in both if {"increase", "decrease"} <= directions_of(disclosure)]
    assert both
    for disclosure in both:
        rows = [row for row in read(written(disclosure)).of("growth") if row.bars]
        lefts = [start for row in rows for start, _ in row.bars if "减少" in row.words]
        rights = [start for row in rows for start, _ in row.bars if "增加" in row.words]
        zero = min(rights)
        assert set(rights) == {zero}
        assert all(start + length == zero for row in rows for start, length in row.bars if "减少" in row.words)
        assert lefts
