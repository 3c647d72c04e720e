"""The first page: what this is, find a unit, the catalog in figures, the newest data, examples, ways on."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.site import addresses, html
from mingzhang.site.html import text
from mingzhang.site.language import Lang, Pair, Speaker
from mingzhang.site.page import Links, Page
from mingzhang.site.pages.examples import examples
from mingzhang.site.pages.units import FIND_SCRIPT, Entry, count_units, division_list, find_box, unit_list
from mingzhang.site.tallies import Tally, by_status
from mingzhang.versions.released import ReleaseRecord

_WHAT: Pair = (
    "各级部门把预算和决算公开成文档，却很难相加、比较，也无法指向其中某一个数字。"
    "明账把它们转换成可核对的开放数据：<strong>每一个金额都链接到原文所在的那一行</strong>，照原文，不作更正。",
    "Chinese departments publish their budgets and final accounts as documents, which are hard to add up or compare, "
    "and whose figures cannot be pointed at. Mingzhang turns them into open data that anyone can verify: "
    "<strong>every amount links to the line of the document that prints it</strong>, as printed, nothing corrected.",
)
_FEW = 24
"""Up to so many units are listed one by one; beyond, the divisions are."""
_NEWEST = 6

_WAYS: tuple[tuple[str, Pair, Pair], ...] = (
    (
        addresses.COMPARE,
        ("比较", "Compare"),
        (
            "把几个单位、几个年度放在一起看，口径不同的地方会说明。",
            "Units and years side by side, with a word where they do not compare.",
        ),
    ),
    (
        addresses.PROJECTS,
        ("项目", "Projects"),
        (
            "钱用在哪些项目上，承诺了什么、做到了什么。",
            "What the money is for, what was promised and what was done.",
        ),
    ),
    (
        addresses.QUALITY,
        ("质量", "Quality"),
        ("哪些表公布了，哪些空着，哪里对不上。", "Which tables are published, which are empty, what does not add up."),
    ),
    (
        addresses.DOWNLOADS,
        ("下载", "Downloads"),
        ("Excel、CSV、SQLite、Parquet，逐份或全部，附校验值。", "Excel, CSV, SQLite and Parquet, one by one or all."),
    ),
    (
        addresses.ABOUT,
        ("怎样做到的", "How it is done"),
        ("从文档到数据的每一步，以及我们不做什么。", "Every step from document to data, and what we do not do."),
    ),
    (
        addresses.CONTRIBUTE,
        ("补充一个单位", "Add a unit"),
        ("交来一份公开文档，其余由程序完成。", "Bring a published document; the program does the rest."),
    ),
)


def home_page(
    entries: Sequence[Entry], lang: Lang, releases: Sequence[ReleaseRecord] = (), tally: Tally | None = None
) -> Page:
    """Home; `tally` counts all ledgers and what was compared between disclosures, as the page of quality does."""
    links = Links(addresses.HOME, lang)
    say = links.say
    slogan = say("政府的每一笔账，<br>都能查到出处", "Every figure of a public budget, <br>back to its source")
    body = "\n".join(
        part
        for part in (
            '<section class="hero">',
            f"<h1>{slogan}</h1>",
            f"<p>{say.of(_WHAT)}</p>",
            find_box(links),
            "</section>",
            _numbers(say, entries, by_status(tally)["pass"] if tally else _held(entries)),
            _ways(links),
            examples(entries, links),
            _newest(entries, releases, links),
            _units(entries, links),
            _reading_in_english() if lang == "en" else "",
        )
        if part
    )
    return Page(
        addresses.HOME,
        say("明账 · 中国地方预算与决算公开数据", "Mingzhang · Open data on Chinese local budgets and final accounts"),
        say("每一个金额都链接到原文所在的行。", "Every amount links to the line of the document that prints it."),
        body,
        script=FIND_SCRIPT,
        lang=lang,
    )


def _reading_in_english() -> str:
    return (
        '<section class="card"><h2>Reading this in English</h2>\n'
        "<p>Names of units and projects and the documents themselves are in Chinese. Tables, columns and the usual "
        "budget terms have English names, with the printed name beside them. Amounts stand as printed, mostly in "
        '<span lang="zh">万元</span>, which is 10,000 yuan; data files hold yuan throughout.</p></section>'
    )


def _held(entries: Sequence[Entry]) -> int:
    return sum(entry.facts.statuses.get("pass", 0) for entry in entries)


def _numbers(say: Speaker, entries: Sequence[Entry], held: int) -> str:
    def total(name: str) -> int:
        return sum(entry.counts[name] for entry in entries)

    numbers = (
        (count_units(entries), "个单位", "units"),
        (len(entries), "份公开文档", "disclosures"),
        (total("facts"), "个数字，各有出处", "figures, each with its source"),
        (sum(len(entry.projects) for entry in entries), "个项目", "projects"),
        (total("indicators"), "个绩效指标", "performance indicators"),
        (held, "处核对成立", "checks that hold"),
        (total("unread"), "个数字未能读取", "numbers that could not be read"),
    )
    cells = "\n".join(f"<li><b>{number:,}</b> {say(zh, en)}</li>" for number, zh, en in numbers)
    return f'<ul class="numbers">\n{cells}\n</ul>'


def _ways(links: Links) -> str:
    say = links.say
    cards = "\n".join(
        f"<li>{links.to(address, f'<b>{say.of(title)}</b><span>{say.of(what)}</span>')}</li>"
        for address, title, what in _WAYS
    )
    return f'<ul class="ways">\n{cards}\n</ul>'


def _newest(entries: Sequence[Entry], releases: Sequence[ReleaseRecord], links: Links) -> str:
    """What the last release brought, if there is one; otherwise the newest fiscal years. No date is invented."""
    if not entries:
        return ""
    say = links.say
    by_name = {entry.package: entry for entry in entries}
    last = max(releases, key=lambda record: record.name, default=None)
    brought = [by_name[found.name] for found in (*last.new, *last.changed) if found.name in by_name] if last else []
    if last and brought:
        told = say(f"{last.date} 的发布 {last.name}", f"Release {last.name} of {last.date}")
        shown = brought
    else:
        told = say("按年度排列", "By fiscal year")
        shown = sorted(entries, key=lambda entry: (-entry.fiscal_year, entry.package))
    listed = html.items((_new(entry, links) for entry in shown[:_NEWEST]), "units")
    rest = len(shown) - _NEWEST
    every = links.to(addresses.UNITS, say(f"另外 {rest} 份", f"{rest} more"))
    more = f'<p class="quiet">{every}</p>' if rest > 0 else ""
    title = say("最新数据", "Newest data")
    return f'<section>\n<h2>{title}</h2>\n<p class="quiet">{told}</p>\n{listed}\n{more}\n</section>'


def _new(entry: Entry, links: Links) -> str:
    say = links.say
    title = links.to(addresses.disclosure(entry.package), entry.title_html(say))
    version = say(f"版本 {text(entry.version)}", f"version {text(entry.version)}")
    return f'{title} <span class="quiet version">{version}</span>'


def _units(entries: Sequence[Entry], links: Links) -> str:
    say = links.say
    if count_units(entries) <= _FEW:
        return f"<h2>{say('已收录的单位', 'Units so far')}</h2>\n{unit_list(entries, links)}"
    every = links.to(addresses.UNITS, say("全部单位", "all units"))
    told = say(f"数字是单位的个数；{every}按区划排列。", f"With the number of units; {every} by division.")
    title = say("按地区找", "By place")
    return f'<h2>{title}</h2>\n<p class="quiet">{told}</p>\n{division_list(entries, links)}'
