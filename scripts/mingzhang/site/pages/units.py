"""The list of units by division, and the page of one unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from mingzhang import codes
from mingzhang.site import addresses, html, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.html import text
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import key_figures, parts
from mingzhang.site.projects import Project, projects_of


@dataclass(frozen=True, slots=True)
class ListedProject:
    """What the list of all projects needs of one: `words` is what its form says, for the filter."""

    name: str
    unit_name: str
    printed: str
    unit: str
    yuan: str
    source: str
    has_form: bool
    indicators: int
    address: str
    anchor: str
    row: str
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What lists and the search need of one disclosure, once its own pages are written."""

    package: str
    title: str
    short_title: str
    division_code: str
    agency_code: str
    agency_name: str
    fiscal_year: int
    key: str
    tables: tuple[tuple[str, str, str], ...]
    projects: tuple[ListedProject, ...]
    counts: dict[str, int]

    @property
    def unit_key(self) -> tuple[str, str]:
        """Division and agency code."""
        return self.division_code, self.agency_code


def entry_of(disclosure: Disclosure) -> Entry:
    """What is kept of a disclosure; `key` is HTML for a page two levels deep (a unit's)."""
    links = Links(addresses.unit(*disclosure.unit_key))
    return Entry(
        package=disclosure.name,
        title=disclosure.title,
        short_title=parts.short_title(disclosure),
        division_code=disclosure.division_code,
        agency_code=disclosure.agency_code,
        agency_name=disclosure.agency_name,
        fiscal_year=disclosure.fiscal_year,
        key=_key(disclosure, links),
        tables=tuple((table.name, table.schema.title, table.state) for table in disclosure.tables),
        projects=tuple(_projects(disclosure)),
        counts={
            "tables": sum(table.state != "missing" for table in disclosure.tables),
            "facts": disclosure.count("facts"),
            "unread": disclosure.count("unread_cells"),
            "numeric": disclosure.count("numeric_cells"),
            "lines": len(disclosure.lines),
            "indicators": sum(len(form.indicators) for form in disclosure.forms),
        },
    )


def _projects(disclosure: Disclosure) -> list[ListedProject]:
    return [_listed(disclosure, project) for project in projects_of(disclosure)]


def _listed(disclosure: Disclosure, project: Project) -> ListedProject:
    money, form = project.money, project.form
    address, anchor = project.address(disclosure.name)
    said = (form.purpose, *(indicator.name for indicator in form.indicators)) if form else ()
    row = project.row is not None and project.table == "projects"
    return ListedProject(
        name=project.name,
        unit_name=project.unit_name,
        printed=money.printed if money else "",
        unit=money.unit if money else "",
        yuan=money.yuan if money else "",
        source=str(money.place) if money else "",
        has_form=form is not None,
        indicators=len(form.indicators) if form else 0,
        address=address,
        anchor=anchor,
        row=str(project.row) if row else "",
        words=" ".join(dict.fromkeys(said)),
    )


def _key(disclosure: Disclosure, links: Links) -> str:
    pairs = []
    for wanted in (*key_figures.TOTALS[disclosure.kind], *key_figures.PARTS[disclosure.kind][:2]):
        figure = key_figures.find_figure(disclosure, wanted)
        shown = (
            f"{parts.figure_link(links, disclosure.name, figure)} <small>{text(figure.unit)}</small>"
            if figure
            else "原文空白"
        )
        pairs.append((wanted.label, shown))
    return html.definitions(pairs, "figures")


# -- one unit -----------------------------------------------------------------------------------


def unit_page(entries: Sequence[Entry]) -> Page:
    """One unit with all its disclosures, the newest first."""
    ordered = sorted(entries, key=lambda entry: (-entry.fiscal_year, entry.package))
    newest = ordered[0]
    address = addresses.unit(*newest.unit_key)
    links = Links(address)
    path = codes.division_path(newest.division_code, newest.fiscal_year)
    names = list(dict.fromkeys(entry.agency_name for entry in ordered))
    identity = [
        ("行政区划", " ".join(text(division.name) for division in path)),
        (
            "区划代码",
            links.to(
                addresses.divisions_of(path[0].code), f"<code>{newest.division_code}</code>", newest.division_code
            ),
        ),
        ("部门编码", f"<code>{text(newest.agency_code)}</code>"),
    ]
    if len(names) > 1:
        identity.append(("其他名称", "、".join(map(text, names[1:]))))
    body = "\n".join(
        (
            f"<h1>{html.heading(names[0])}</h1>",
            html.definitions(identity),
            f"<h2>公开文档（{len(ordered)}）</h2>",
            *(_disclosure(entry, links) for entry in ordered),
        )
    )
    description = f"{''.join(division.name for division in path)}，{names[0]}公开的预算与决算。"
    return Page(address, names[0], description, body, (("单位", addresses.UNITS),))


def _disclosure(entry: Entry, links: Links) -> str:
    title = links.to(addresses.disclosure(entry.package), text(entry.short_title))
    tables = html.items(
        (
            links.to(addresses.table(entry.package, name), text(title), title=words.STATE[state], css=f"table {state}")
            for name, title, state in entry.tables
        ),
        "chips",
    )
    source = links.to(addresses.source(entry.package), "原文")
    archive = links.to(addresses.archive(entry.package), "数据包（ZIP）")
    projects = links.to(addresses.disclosure(entry.package), f"{len(entry.projects)} 个项目", "projects")
    counted = (f"{entry.counts['facts']} 个金额", *((projects,) if entry.projects else ()))
    about = parts.dots((*counted, source, archive))
    return f'<section class="card">\n<h3>{title}</h3>\n{entry.key}\n{tables}\n<p class="quiet">{about}</p>\n</section>'


# -- all units ----------------------------------------------------------------------------------


def units_page(entries: Sequence[Entry]) -> Page:
    """The hub: all units by division."""
    links = Links(addresses.UNITS)
    body = (
        f"<h1>单位名录</h1>\n<p>按行政区划排列。共 {count_units(entries)} 个单位、{len(entries)} 份公开文档。</p>\n"
        f"{find_box(links)}\n{unit_list(entries, links)}"
    )
    return Page(addresses.UNITS, "单位名录", "已收录的单位，按行政区划排列。", body)


def count_units(entries: Sequence[Entry]) -> int:
    """Number of units."""
    return len({entry.unit_key for entry in entries})


def find_box(links: Links) -> str:
    """The search field; hidden where there is no JavaScript, since the list stands right below it."""
    units, projects = links.href(addresses.FIND_UNITS), links.href(addresses.FIND_PROJECTS)
    return (
        f'<form class="find" role="search" hidden data-units="{units}" data-projects="{projects}">\n'
        '<label for="find">查找单位、区划、部门编码或项目</label>\n'
        '<input id="find" type="search" autocomplete="off" spellcheck="false" placeholder="名称、地名或部门编码">\n'
        '<div class="found" aria-live="polite"></div>\n</form>'
    )


def unit_list(entries: Sequence[Entry], links: Links) -> str:
    """Units under their provinces, cities and counties, in the order of the codes."""
    ordered = sorted(
        entries, key=lambda entry: (entry.division_code, entry.agency_code, -entry.fiscal_year, entry.package)
    )
    sections = []
    for province, of_province in groupby(ordered, key=lambda entry: entry.division_code[:2]):
        name = codes.division_at(f"{province}0000", None).name
        divisions = [
            _division(code, list(of_division), links)
            for code, of_division in groupby(of_province, key=lambda entry: entry.division_code)
        ]
        sections.append(f'<section class="province">\n<h2>{text(name)}</h2>\n' + "\n".join(divisions) + "\n</section>")
    return "\n".join(sections)


def _division(code: str, entries: Sequence[Entry], links: Links) -> str:
    path = codes.division_path(code, entries[0].fiscal_year)
    name = " ".join(division.name for division in path[1:]) or path[0].name
    units = [_unit(list(of_unit), links) for _, of_unit in groupby(entries, key=lambda entry: entry.unit_key)]
    return f'<h3 id="{code}">{text(name)}</h3>\n{html.items(units, "units")}'


def _unit(entries: Sequence[Entry], links: Links) -> str:
    newest = entries[0]
    name = links.to(addresses.unit(*newest.unit_key), text(newest.agency_name))
    short = "、".join(links.to(addresses.disclosure(entry.package), text(entry.short_title)) for entry in entries)
    return f'{name} <span class="quiet">{short}</span>'
