"""The page of a hub: a field to find a unit, and every portal by province and prefecture with its counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from mingzhang.codes import division_at
from mingzhang.hub.sites import UNKNOWN, Listed, Site
from mingzhang.site import addresses, html
from mingzhang.site.html import text
from mingzhang.site.language import Lang, Pair, Speaker
from mingzhang.site.standalone import Frame

FIND, SCRIPT = "find.json", "assets/hub.js"

Placed = tuple[Site, Listed]


def hub_page(sites: Sequence[Site], title: str, about: Pair, styles: Sequence[str], lang: Lang) -> bytes:
    """The page in one language; titles and names come from elsewhere and are escaped."""
    say = Speaker(lang)
    root = say("", "../")
    said = f"<h1>{text(title)}</h1>\n<p>{text(say.of(about))}</p>\n{_find_box(say, root)}"
    body = "\n".join(
        (
            f'<section class="hero">\n{said}\n</section>',
            _numbers(sites, say),
            *_provinces(sites, say),
            _for_machines(say, root),
        )
    )
    return Frame(root, say("en/", "../"), styles, script=SCRIPT).page(title, say.of(about), body, lang)


def _find_box(say: Speaker, root: str) -> str:
    """Hidden where there are no scripts: every unit is listed below."""
    label = say("查找单位或区划", "Find a unit or a division (names are in Chinese)")
    hint = say("两个字就够，例如：财政局", "two Chinese characters will do")
    return (
        f'<form class="find" role="search" hidden data-units="{root}{FIND}">\n<label for="find">{label}</label>\n'
        f'<input id="find" type="search" autocomplete="off" spellcheck="false" placeholder="{hint}">\n'
        '<p class="said" role="status"></p>\n<div class="found"></div>\n</form>'
    )


def _numbers(sites: Sequence[Site], say: Speaker) -> str:
    listed = [one for site in sites for one in site.disclosures]
    counted = (
        (len(sites), "个站点", "site"),
        (len({one.unit_key for one in listed}), "个单位", "unit"),
        (len(listed), "份公开文档", "disclosure"),
        (sum(one.facts for one in listed), "个金额", "amount"),
    )
    parts = []
    for number, zh, en in counted:
        figure, _, noun = say.count(number, zh, en).partition(" ")
        parts.append(f"<b>{figure}</b> {noun}")
    return html.items(parts, "numbers")


def _provinces(sites: Sequence[Site], say: Speaker) -> Iterator[str]:
    placed = sorted(
        ((site, one) for site in sites for one in site.disclosures),
        key=lambda found: (found[1].area == (UNKNOWN, UNKNOWN), found[1].area, found[0].address, found[1].unit_key),
    )
    for province, of_province in groupby(placed, key=lambda found: found[1].area[0]):
        parts = [f"<h2>{_area_name(province, say)}</h2>"]
        for (prefecture, address), found in groupby(of_province, key=lambda one: (one[1].area[1], one[0].address)):
            parts.append(_prefecture(prefecture, address, [one for _, one in found], say))
        yield "<section>\n" + "\n".join(parts) + "\n</section>"
    yield from (_empty(site, say) for site in sites if not site.disclosures)


def _prefecture(prefecture: str, address: str, listed: Sequence[Listed], say: Speaker) -> str:
    """A prefecture in one portal: its name leads there, its units to their pages there."""
    years = sorted({one.fiscal_year for one in listed})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    units = len({one.unit_key for one in listed})
    counts = (
        say.count(units, "个单位", "unit"),
        say.count(len(listed), "份公开文档", "disclosure"),
        say.count(sum(one.facts for one in listed), "个金额", "amount"),
        say(f"{span} 年度", f"fiscal year{'s' if len(years) > 1 else ''} {span}"),
    )
    home = f"{address}{say('', 'en/')}"
    return (
        f'<article class="card">\n<h3>{html.link(home, _area_name(prefecture, say))}</h3>\n'
        f"<p>{say.listed(counts)}<br><small>{text(address)}</small></p>\n"
        f'<details class="more"><summary>{say("各单位", "Units")}</summary>\n{_units(address, listed, say)}\n'
        "</details>\n</article>"
    )


def _units(address: str, listed: Iterable[Listed], say: Speaker) -> str:
    parts = []
    for (division, agency), found in groupby(listed, key=lambda one: one.unit_key):
        disclosures = sorted(found, key=lambda one: (one.fiscal_year, one.kind))
        newest = disclosures[-1]
        there = f"{address}{say('', 'en/')}{addresses.unit(division, agency)}"
        each = " ".join(html.link(one.page, _told(one, say)) for one in disclosures)
        name = html.link(there, say.zh(text(newest.agency)))
        parts.append(f"{name} <small>{say.zh(text(newest.division))}</small> <small>{each}</small>")
    return html.items(parts, "units")


def _told(one: Listed, say: Speaker) -> str:
    return f"{one.fiscal_year} {say('预算', 'budget') if one.kind == 'budget' else say('决算', 'final accounts')}"


def _empty(site: Site, say: Speaker) -> str:
    return f"<p>{html.link(site.address, text(site.address))}{say('：还没有数据。', ': no data yet.')}</p>"


def _area_name(code: str, say: Speaker) -> str:
    """The name of a province or prefecture as it is today."""
    if code == UNKNOWN:
        return say("其他", "Other")
    return say.zh(text(division_at(code, None).name))


def _for_machines(say: Speaker, root: str) -> str:
    told = say(
        "供程序使用：{} 列出全部数据包及其站点；{} 为 DCAT，指向各站点的目录。",
        "For programs: {} lists all packages and their sites; {} is DCAT and leads to the catalog of each site.",
    ).format(
        html.link(f"{root}catalog.json", "catalog.json", css="file"),
        html.link(f"{root}catalog.jsonld", "catalog.jsonld", css="file"),
    )
    return f'<p class="quiet">{told}</p>'
