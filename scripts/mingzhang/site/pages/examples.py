"""Examples worth seeing, chosen by rule from whatever the catalog holds, never by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mingzhang.site import addresses
from mingzhang.site.comparable import suggestions
from mingzhang.site.html import text
from mingzhang.site.page import Links
from mingzhang.site.pages.compare import compare_link
from mingzhang.site.pages.units import Entry, ListedProject


def examples(entries: Sequence[Entry], links: Links) -> str:
    """Cards: nothing where the catalog is empty."""
    ordered = sorted(entries, key=lambda entry: entry.package)
    cards = list(_cards(ordered, links))
    if not cards:
        return ""
    title = links.say("值得一看", "Worth seeing")
    told = links.say("由程序按固定的规则从全部数据中选出。", "Chosen from all data by fixed rules, not by hand.")
    listed = "\n".join(f"<li>{card}</li>" for card in cards)
    return (
        f'<section class="examples">\n<h2>{title}</h2>\n<p class="quiet">{told}</p>\n'
        f'<ul class="cards">\n{listed}\n</ul>\n</section>'
    )


def _cards(ordered: Sequence[Entry], links: Links) -> Iterator[str]:
    yield from _held(ordered, links)
    yield from _wrong(ordered, links)
    yield from _largest(ordered, links)
    yield from _promised(ordered, links)
    yield from _grown(ordered, links)
    yield from _alike(ordered, links)


def _card(kind: str, link: str, told: str) -> str:
    return f"<small>{kind}</small><b>{link}</b><span>{told}</span>"


def _whole(entry: Entry, links: Links, anchor: str = "") -> str:
    return links.to(addresses.disclosure(entry.package), entry.title_html(links.say), anchor)


def _held(ordered: Sequence[Entry], links: Links) -> Iterator[str]:
    """The disclosure in which most checks hold."""
    best = max(ordered, key=_holding, default=None)
    if best and _holding(best):
        say = links.say
        told = say(f"{_holding(best)} 处核对成立", f"{_holding(best)} checks hold")
        yield _card(say("核对成立最多", "Most checks that hold"), _whole(best, links, "findings"), told)


def _holding(entry: Entry) -> int:
    return entry.facts.statuses.get("pass", 0)


def _wrong(ordered: Sequence[Entry], links: Links) -> Iterator[str]:
    """The first finding of an error in a document, the gravest first."""
    for severity in ("error", "warning"):
        for entry in ordered:
            found = entry.facts.wrong
            if found and found.severity == severity:
                say = links.say
                message = say.mixed(found.message, found.message_en)
                inner = say("文件里的一处错误", "An error in a document")
                link = links.to(addresses.disclosure_checks(entry.package), inner, found.anchor)
                yield _card(entry.title_html(say), link, message)
                return


def _largest(ordered: Sequence[Entry], links: Links) -> Iterator[str]:
    """The project with the most money."""
    found = [(Decimal(project.yuan), entry, project) for entry in ordered for project in entry.projects if project.yuan]
    if found:
        _, entry, project = max(found, key=lambda one: one[0])
        money = f"{text(project.printed)} {links.say.zh(text(project.unit))}"
        yield _card(links.say("金额最大的项目", "Largest project"), _project(project, links), _of(entry, links, money))


def _promised(ordered: Sequence[Entry], links: Links) -> Iterator[str]:
    """The project with the most indicators."""
    found = [(project.indicators, entry, project) for entry in ordered for project in entry.projects]
    count, entry, project = max(found, key=lambda one: one[0], default=(0, None, None))
    if entry and project and count:
        told = links.say.count(count, "个指标", "indicator")
        yield _card(links.say("指标最多的项目", "Most indicators"), _project(project, links), _of(entry, links, told))


def _grown(ordered: Sequence[Entry], links: Links) -> Iterator[str]:
    """The change of total expenditure with the longest reason."""
    found = [
        (len(stated.reason), entry, stated)
        for entry in ordered
        if (stated := entry.facts.changes.get("Total expenditure")) and stated.reason
    ]
    _, entry, stated = max(found, key=lambda one: one[0], default=(0, None, None))
    if entry and stated:
        say = links.say
        link = links.to(addresses.unit(*entry.unit_key), say.zh(text(entry.agency_name)), "reasons")
        told = say.zh(text("，".join(clause for clause, _ in stated.clauses) or stated.reason))
        yield _card(say("增减原因写得最详细", "Most detailed reason for a change"), link, told)


def _alike(ordered: Sequence[Entry], links: Links) -> Iterator[str]:
    """The largest comparison of units of one name, or of the years of one unit."""
    for found in suggestions(ordered)[:1]:
        say = links.say
        kind = say("同名单位并排比较", "Units of one name, side by side")
        if found.relation == "unit":
            kind = say("同一单位各年比较", "One unit, year by year")
        told = say.count(len(found.packages), "份公开文档", "disclosure")
        yield _card(kind, compare_link(links, found.packages, say.zh(text(found.name))), told)


def _project(project: ListedProject, links: Links) -> str:
    return links.to(project.address, links.say.zh(text(project.name)), project.anchor)


def _of(entry: Entry, links: Links, told: str) -> str:
    return f"{told}{links.say('，', ', ')}{entry.title_html(links.say)}"
