"""The first page: what this is, find a unit, the catalog in figures, all units."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.site import addresses
from mingzhang.site.page import Links, Page
from mingzhang.site.pages.units import Entry, count_units, find_box, unit_list

_WHAT = (
    "各级部门把预算和决算公开成文档，却很难相加、比较，也无法指向其中某一个数字。"
    "明账把它们转换成可核对的开放数据：<strong>每一个金额都链接到原文所在的那一行</strong>，不作更正，不作猜测。"
)


def home_page(entries: Sequence[Entry]) -> Page:
    """Home."""
    links = Links(addresses.HOME)
    body = "\n".join(
        (
            '<section class="hero">',
            "<h1>政府的每一笔账，<br>都能查到出处</h1>",
            f"<p>{_WHAT}</p>",
            find_box(links),
            "</section>",
            _numbers(entries),
            "<h2>已收录的单位</h2>",
            unit_list(entries, links),
            _ways(links),
        )
    )
    return Page(addresses.HOME, "明账 · 中国地方预算与决算公开数据", "每一个金额都链接到原文所在的行。", body)


def _numbers(entries: Sequence[Entry]) -> str:
    def total(name: str) -> str:
        return f"{sum(entry.counts[name] for entry in entries):,}"

    numbers = (
        (f"{count_units(entries):,}", "个单位"),
        (f"{len(entries):,}", "份公开文档"),
        (total("tables"), "张标准表"),
        (total("facts"), "个数字，各有出处"),
        (f"{sum(len(entry.projects) for entry in entries):,}", "个项目"),
        (total("indicators"), "个绩效指标"),
        (total("unread"), "个数字未能读取"),
    )
    cells = "\n".join(f"<li><b>{number}</b> {name}</li>" for number, name in numbers)
    return f'<ul class="numbers">\n{cells}\n</ul>'


def _ways(links: Links) -> str:
    ways = (
        (addresses.PROJECTS, "看项目", "每个单位把钱用在哪些项目上，承诺了什么、做到了什么。"),
        (addresses.DOWNLOADS, "下载数据", "全部金额合成一个 CSV，或逐个数据包下载，附大小与校验值。"),
        (addresses.DICTIONARY, "看懂字段", "每张表、每一列的含义；空白、零与“不适用”的区别。"),
        (addresses.ABOUT, "怎样做到的", "从文档到数据的每一步，以及我们不做什么。"),
        (addresses.CONTRIBUTE, "补充一个单位", "交来一份公开文档，其余由程序完成。"),
    )
    cards = "\n".join(
        f"<li>{links.to(address, f'<b>{title}</b><span>{what}</span>')}</li>" for address, title, what in ways
    )
    return f'<ul class="ways">\n{cards}\n</ul>'
