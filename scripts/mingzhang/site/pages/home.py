"""The first page: what this is, find a unit, the catalog in figures, all units."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.site import addresses
from mingzhang.site.language import Lang, Speaker
from mingzhang.site.page import Links, Page
from mingzhang.site.pages.units import Entry, count_units, find_box, unit_list

_WHAT = (
    "各级部门把预算和决算公开成文档，却很难相加、比较，也无法指向其中某一个数字。"
    "明账把它们转换成可核对的开放数据：<strong>每一个金额都链接到原文所在的那一行</strong>，照原文，不作更正；"
    "凡是补全或推定的文字与数值，都有记号，旁边就是原文。",
    "Chinese departments publish their budgets and final accounts as documents, which are hard to add up or compare, "
    "and whose figures cannot be pointed at. Mingzhang turns them into open data that anyone can verify: "
    "<strong>every amount links to the line of the document that prints it</strong>. Nothing is corrected; whatever "
    "was restored or inferred is marked, with the printed text beside it.",
)


def home_page(entries: Sequence[Entry], lang: Lang) -> Page:
    """Home."""
    links = Links(addresses.HOME, lang)
    say = links.say
    slogan = say("政府的每一笔账，<br>都能查到出处", "Every figure of a public budget, <br>back to its source")
    body = "\n".join(
        (
            '<section class="hero">',
            f"<h1>{slogan}</h1>",
            f"<p>{say.of(_WHAT)}</p>",
            find_box(links),
            "</section>",
            _numbers(say, entries),
            f"<h2>{say('已收录的单位', 'Units so far')}</h2>",
            unit_list(entries, links),
            _reading_in_english() if lang == "en" else "",
            _ways(links),
        )
    )
    return Page(
        addresses.HOME,
        say("明账 · 中国地方预算与决算公开数据", "Mingzhang · Open data on Chinese local budgets and final accounts"),
        say("每一个金额都链接到原文所在的行。", "Every amount links to the line of the document that prints it."),
        body,
        lang=lang,
    )


def _reading_in_english() -> str:
    return (
        '<section class="card"><h2>Reading this in English</h2>\n'
        "<p>Names of units and projects and the documents themselves are in Chinese. Tables, columns and the usual "
        "budget terms have English names, with the printed name beside them. Amounts stand as printed, mostly in "
        '<span lang="zh">万元</span>, which is 10,000 yuan; data files hold yuan throughout.</p></section>'
    )


def _numbers(say: Speaker, entries: Sequence[Entry]) -> str:
    def total(name: str) -> int:
        return sum(entry.counts[name] for entry in entries)

    numbers = (
        (count_units(entries), "个单位", "units"),
        (len(entries), "份公开文档", "disclosures"),
        (total("tables"), "张标准表", "standard tables"),
        (total("facts"), "个数字，各有出处", "figures, each with its source"),
        (sum(len(entry.projects) for entry in entries), "个项目", "projects"),
        (total("indicators"), "个绩效指标", "performance indicators"),
        (total("unread"), "个数字未能读取", "numbers that could not be read"),
    )
    cells = "\n".join(f"<li><b>{number:,}</b> {say(zh, en)}</li>" for number, zh, en in numbers)
    return f'<ul class="numbers">\n{cells}\n</ul>'


def _ways(links: Links) -> str:
    say = links.say
    ways = (
        (
            addresses.PROJECTS,
            say("看项目", "Projects"),
            say(
                "每个单位把钱用在哪些项目上，承诺了什么、做到了什么。",
                "What the money is for, what was promised and what was done.",
            ),
        ),
        (
            addresses.DOWNLOADS,
            say("下载数据", "Downloads"),
            say(
                "全部金额合成一个 CSV，或逐个数据包下载，附大小与校验值。",
                "All figures in one CSV, or package by package, with sizes and checksums.",
            ),
        ),
        (
            addresses.DICTIONARY,
            say("看懂字段", "Data dictionary"),
            say(
                "每张表、每一列的含义；空白、零与“不适用”的区别。",
                "What every table and column means; how blank, zero and not applicable differ.",
            ),
        ),
        (
            addresses.ABOUT,
            say("怎样做到的", "How it is done"),
            say("从文档到数据的每一步，以及我们不做什么。", "Every step from document to data, and what we do not do."),
        ),
        (
            addresses.CONTRIBUTE,
            say("补充一个单位", "Add a unit"),
            say("交来一份公开文档，其余由程序完成。", "Bring a published document; the program does the rest."),
        ),
    )
    cards = "\n".join(
        f"<li>{links.to(address, f'<b>{title}</b><span>{what}</span>')}</li>" for address, title, what in ways
    )
    return f'<ul class="ways">\n{cards}\n</ul>'
