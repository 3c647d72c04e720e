"""The page of one unit: what it is, all it disclosed, its figures by year, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from mingzhang import codes
from mingzhang.checks.base import Category
from mingzhang.feeds import Download
from mingzhang.ground.source import Locator
from mingzhang.schemas import Table
from mingzhang.site import addresses, html, words
from mingzhang.site.comparable import of_years
from mingzhang.site.html import text
from mingzhang.site.language import Lang
from mingzhang.site.page import Crumb, Links, Page
from mingzhang.site.pages import files, parts
from mingzhang.site.pages.compare import compare_link
from mingzhang.site.pages.unit_timeline import timeline_section
from mingzhang.site.pages.unit_years import years_section
from mingzhang.site.pages.units import Entry, ListedProject

_LARGEST = 6
_MANY_LINES = 4
Said = Sequence[tuple[str, Locator]]
"""Words of the document and where they stand."""


def unit_page(entries: Sequence[Entry], lang: Lang, downloads: Sequence[Download] = ()) -> Page:
    """One unit with all its disclosures, the newest first. `downloads`: the files of the unit as a whole."""
    ordered = sorted(entries, key=lambda entry: (-entry.fiscal_year, entry.package))
    newest = ordered[0]
    links = Links(addresses.unit(*newest.unit_key), lang)
    say = links.say
    oldest_first = sorted(ordered, key=lambda entry: (entry.fiscal_year, entry.kind, entry.package))
    body = "\n".join(
        part
        for part in (
            f"<h1{say.mark}>{html.heading(newest.agency_name)}</h1>",
            _identity(ordered, links),
            _compare(ordered, links),
            timeline_section(oldest_first, links),
            years_section(oldest_first, links),
            f'<h2 id="disclosures">{say("公开文档", "Disclosures")} ({len(ordered)})</h2>',
            *(_disclosure(entry, links) for entry in ordered),
            _projects(ordered, links),
            _duties(ordered, links),
            _organisation(ordered, links),
            _assets(ordered, links),
            _findings(ordered, links),
            _downloads(links, downloads),
        )
        if part
    )
    place = "".join(division.name for division in codes.division_path(newest.division_code, newest.fiscal_year))
    name = newest.agency_name
    description = say(
        f"{place}，{name}公开的预算与决算。", f"Budgets and final accounts published by {name} ({place})."
    )
    title = say(name, f"{name} · Budgets and final accounts")
    crumbs = (Crumb(say("单位", "Units"), addresses.UNITS),)
    return Page(addresses.unit(*newest.unit_key), title, description, body, crumbs, lang=lang)


# -- what it is ---------------------------------------------------------------------------------


def _identity(ordered: Sequence[Entry], links: Links) -> str:
    say = links.say
    newest = ordered[0]
    path = codes.division_path(newest.division_code, newest.fiscal_year)
    province = addresses.divisions_of(path[0].code)
    places = " › ".join(links.to(province, say.zh(text(division.name)), division.code) for division in path)
    pairs = [
        (say("行政区划", "Division"), places),
        (
            say("编码", "Codes"),
            say(
                f"区划 <code>{newest.division_code}</code>，部门 <code>{text(newest.agency_code)}</code>",
                f"division <code>{newest.division_code}</code>, agency <code>{text(newest.agency_code)}</code>",
            ),
        ),
        (say("公开的口径", "Publishes as"), _scopes(ordered, links)),
    ]
    names = list(dict.fromkeys(entry.agency_name for entry in ordered))
    if len(names) > 1:
        pairs.append((say("其他名称", "Other names"), say.zh("、".join(map(text, names[1:])))))
    return html.definitions(pairs)


def _scopes(ordered: Sequence[Entry], links: Links) -> str:
    say = links.say
    meanings = {
        "dept": say("部门（含下属单位）", "a department, with the units below it"),
        "unit": say(
            "单位（自身核算，不含独立核算的下属单位）", "a unit, without units below that keep their own accounts"
        ),
    }
    return say("；", "; ").join(meanings[scope] for scope in sorted({entry.scope for entry in ordered}))


def _compare(ordered: Sequence[Entry], links: Links) -> str:
    say = links.say
    packages = [entry.package for entry in of_years(ordered)]
    told = (
        say("并排比较各年", "Compare its years side by side")
        if len(packages) > 1
        else say("与别的单位比较", "Compare with other units")
    )
    return f'<p class="acts">{compare_link(links, packages, told)}</p>'


# -- disclosures and projects -------------------------------------------------------------------


def _disclosure(entry: Entry, links: Links) -> str:
    say = links.say
    title = links.to(addresses.disclosure(entry.package), text(entry.short_title(say)))
    source = links.to(addresses.source(entry.package), say("原文", "source (Chinese)"))
    archive = links.to(addresses.archive(entry.package), say("数据包（ZIP）", "package (ZIP)"))
    projects = say.count(len(entry.projects), "个项目", "project")
    counted = [say(f"版本 {text(entry.version)}", f"version {text(entry.version)}")]
    counted += [_states(entry, links), say.count(entry.counts["facts"], "个金额", "figure")]
    counted += [links.to(addresses.disclosure(entry.package), projects, "projects")] if entry.projects else []
    about = parts.dots((*counted, source, archive))
    tables = html.items((_chip(entry, table, state, links) for table, state in entry.tables), "chips")
    every = say("各表", "Tables")
    return (
        f'<section class="card">\n<h3>{title}</h3>\n<p class="quiet">{about}</p>\n'
        f'<details class="more"><summary>{every} ({len(entry.tables)})</summary>\n{tables}\n</details>\n</section>'
    )


def _states(entry: Entry, links: Links) -> str:
    say = links.say
    states = [state for _, state in entry.tables]
    counted = [f"{say.of(words.STATE[state])} {states.count(state)}" for state in words.STATE if states.count(state)]
    return f"{say('标准表：', 'tables: ')}{say('，', ', ').join(counted)}"


def _chip(entry: Entry, table: Table, state: str, links: Links) -> str:
    say = links.say
    address = addresses.table(entry.package, table.name)
    return links.to(address, text(say.title(table)), title=say.of(words.STATE[state]), css=f"table {state}")


def _projects(ordered: Sequence[Entry], links: Links) -> str:
    """The largest projects of the newest disclosure that has any."""
    entry = next((entry for entry in ordered if entry.projects), None)
    if entry is None:
        return ""
    say = links.say
    rows = "\n".join(_project(entry, project, links) for project in entry.projects[:_LARGEST])
    all_of = say(f"全部 {len(entry.projects)} 个项目", f"all {len(entry.projects)} projects")
    every = links.to(addresses.disclosure(entry.package), all_of, "projects")
    title = say("最大的项目", "Largest projects")
    return (
        f'<section>\n<h2 id="projects">{title}</h2>\n<p class="quiet">{text(entry.short_title(say))}'
        f'{say("，", ", ")}{every}</p>\n<table class="projects">\n<tbody>\n{rows}\n</tbody>\n</table>\n</section>'
    )


def _project(entry: Entry, project: ListedProject, links: Links) -> str:
    say = links.say
    name = links.to(project.address, say.zh(text(project.name)), project.anchor)
    money = f'<span class="quiet">{say("空白", "blank")}</span>'
    if project.printed:
        amount = links.to(addresses.source(entry.package), text(project.printed), project.source)
        money = f"{amount} <small>{say.zh(text(project.unit))}</small>"
    return f'<tr><th scope="row">{name}</th><td class="n">{money}</td></tr>'


# -- what it says of itself ---------------------------------------------------------------------


def _duties(ordered: Sequence[Entry], links: Links) -> str:
    entry = next((entry for entry in ordered if entry.facts.duties), None)
    if entry is None:
        return ""
    say = links.say
    lines = [f"<p>{say.zh(text(line))} {_line(entry, number, links)}</p>" for number, line in entry.facts.duties]
    title = say("职责", "Duties")
    first = "\n".join(lines[:_MANY_LINES])
    rest = "\n".join(lines[_MANY_LINES:])
    more = say(f"其余 {len(lines) - _MANY_LINES} 段", f"The other {len(lines) - _MANY_LINES} paragraphs")
    folded = f"<details><summary>{more}</summary>\n{rest}\n</details>" if rest else ""
    return (
        f'<section class="duties">\n<h2 id="duties">{title}</h2>\n{_from(entry, links)}\n{first}\n{folded}\n</section>'
    )


def _organisation(ordered: Sequence[Entry], links: Links) -> str:
    say = links.say
    pieces = [
        _names(ordered, links, "subordinates", say("下属单位", "Units below it")),
        _names(ordered, links, "bodies", say("内设机构", "Internal bodies")),
        _names(ordered, links, "people", say("人员", "People")),
    ]
    shown = "\n".join(piece for piece in pieces if piece)
    title = say("机构与人员", "Organisation and people")
    return f'<section>\n<h2 id="organisation">{title}</h2>\n{shown}\n</section>' if shown else ""


def _assets(ordered: Sequence[Entry], links: Links) -> str:
    say = links.say
    title = say("车辆、房屋与其他资产", "Vehicles, buildings and other assets")
    shown = _names(ordered, links, "assets", "")
    return f'<section>\n<h2 id="assets">{title}</h2>\n{shown}\n</section>' if shown else ""


def _names(ordered: Sequence[Entry], links: Links, what: str, title: str) -> str:
    """Words of the newest disclosure that says anything of it, each with its line."""
    entry = next((entry for entry in ordered if getattr(entry.facts, what)), None)
    if entry is None:
        return ""
    said: Said = getattr(entry.facts, what)
    source = addresses.source(entry.package)
    listed = html.items(
        (links.to(source, links.say.zh(text(name)), f"L{place.line}") for name, place in said), "said-of"
    )
    heading = f"<h3>{title}</h3>\n" if title else ""
    return f"{heading}{_from(entry, links)}\n{listed}"


def _from(entry: Entry, links: Links) -> str:
    say = links.say
    told = links.to(addresses.disclosure(entry.package), text(entry.short_title(say)))
    return f'<p class="quiet">{say(f"照{told}抄录，点击看原文", f"Quoted from the {told}; click for the source")}</p>'


def _line(entry: Entry, number: int, links: Links) -> str:
    told = links.say(f"第 {number} 行", f"line {number}")
    return links.to(addresses.source(entry.package), told, f"L{number}", css="line")


# -- findings and files -------------------------------------------------------------------------


def _findings(ordered: Sequence[Entry], links: Links) -> str:
    say = links.say
    categories: tuple[Category, ...] = tuple(category for category in get_args(Category) if category)
    head = (say("公开文档", "Disclosure"), *(say.of(words.CATEGORY[category]) for category in categories))
    rows = [
        (
            text(entry.short_title(say)),
            *(_count(entry, category, entry.facts.categories, links) for category in categories),
        )
        for entry in ordered
    ]
    title = say("核对的结果", "What checking found")
    table = html.table(head, rows, css="plain counts", label=title)
    held = sum(entry.facts.statuses.get("pass", 0) for entry in ordered)
    rounding = sum(entry.facts.statuses.get("rounding", 0) for entry in ordered)
    told = say(
        f"核对成立 {held:,} 处，尾差 {rounding:,} 处；下面是其余的，按性质分。",
        f"{held:,} checks hold, {rounding:,} up to rounding. The rest, by what they are:",
    )
    return f'<section>\n<h2 id="findings">{title}</h2>\n<p>{told}</p>\n{table}\n</section>'


def _count(entry: Entry, category: str, counts: Mapping[str, int], links: Links) -> str:
    count = counts.get(category, 0)
    return links.to(addresses.disclosure_checks(entry.package), str(count), category) if count else "0"


def _downloads(links: Links, downloads: Sequence[Download]) -> str:
    """The files of all its disclosures together, then the workbook and the package of each, with size and checksum."""
    if not downloads:
        return ""
    title = links.say("下载", "Downloads")
    listed = html.items((_file(file, links) for file in downloads), "files")
    sums = files.checksums(links, downloads, "data/")
    return f'<section>\n<h2 id="downloads">{title}</h2>\n{listed}\n{sums}\n</section>'


def _file(file: Download, links: Links) -> str:
    name = text(file.address.rpartition("/")[2])
    link = links.to(file.address, f"<code>{name}</code>", css="file")
    return f'{link} <span class="quiet">{html.size(file.bytes)}</span>'
