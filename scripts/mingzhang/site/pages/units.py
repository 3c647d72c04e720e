"""The list of units by division, and the page of one unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from mingzhang import codes
from mingzhang.schemas import Table
from mingzhang.site import addresses, html, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.html import text
from mingzhang.site.language import LANGUAGES, Lang, Pair, Speaker
from mingzhang.site.page import Crumb, Links, Page
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
    short_titles: Pair
    division_code: str
    agency_code: str
    agency_name: str
    fiscal_year: int
    key: Mapping[Lang, str]
    tables: tuple[tuple[Table, str], ...]
    projects: tuple[ListedProject, ...]
    counts: dict[str, int]

    @property
    def unit_key(self) -> tuple[str, str]:
        """Division and agency code."""
        return self.division_code, self.agency_code

    def short_title(self, say: Speaker) -> str:
        """`2023年部门预算`, in either language; plain text."""
        return say.of(self.short_titles)

    def title_html(self, say: Speaker) -> str:
        """Unit and what it published."""
        if say.lang == "zh":
            return text(self.title)
        return f"{say.zh(text(self.agency_name))} {text(self.short_title(say))}"


def entry_of(disclosure: Disclosure) -> Entry:
    """What is kept of a disclosure; `key` is HTML for a page two levels deep (a unit's)."""
    zh, en = (Links(addresses.unit(*disclosure.unit_key), lang) for lang in LANGUAGES)
    return Entry(
        package=disclosure.name,
        title=disclosure.title,
        short_titles=(parts.short_title(zh.say, disclosure), parts.short_title(en.say, disclosure)),
        division_code=disclosure.division_code,
        agency_code=disclosure.agency_code,
        agency_name=disclosure.agency_name,
        fiscal_year=disclosure.fiscal_year,
        key={links.lang: _key(disclosure, links) for links in (zh, en)},
        tables=tuple((table.schema, table.state) for table in disclosure.tables),
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
    say = links.say
    pairs = []
    for wanted in (*key_figures.TOTALS[disclosure.kind], *key_figures.PARTS[disclosure.kind][:2]):
        figure = key_figures.find_figure(disclosure, wanted)
        shown = parts.key_amount(links, disclosure.name, figure) if figure else say("原文空白", "blank")
        pairs.append((say.of(wanted.label), shown))
    return html.definitions(pairs, "figures")


# -- one unit -----------------------------------------------------------------------------------


def unit_page(entries: Sequence[Entry], lang: Lang) -> Page:
    """One unit with all its disclosures, the newest first."""
    ordered = sorted(entries, key=lambda entry: (-entry.fiscal_year, entry.package))
    newest = ordered[0]
    address = addresses.unit(*newest.unit_key)
    links = Links(address, lang)
    say = links.say
    path = codes.division_path(newest.division_code, newest.fiscal_year)
    names = list(dict.fromkeys(entry.agency_name for entry in ordered))
    identity = [
        (say("行政区划", "Division"), say.zh(" ".join(text(division.name) for division in path))),
        (
            say("区划代码", "Division code"),
            links.to(
                addresses.divisions_of(path[0].code), f"<code>{newest.division_code}</code>", newest.division_code
            ),
        ),
        (say("部门编码", "Agency code"), f"<code>{text(newest.agency_code)}</code>"),
    ]
    if len(names) > 1:
        identity.append((say("其他名称", "Other names"), say.zh("、".join(map(text, names[1:])))))
    body = "\n".join(
        (
            f"<h1{say.mark}>{html.heading(names[0])}</h1>",
            html.definitions(identity),
            f"<h2>{say('公开文档', 'Disclosures')} ({len(ordered)})</h2>",
            *(_disclosure(entry, links) for entry in ordered),
        )
    )
    place = "".join(division.name for division in path)
    description = say(
        f"{place}，{names[0]}公开的预算与决算。", f"Budgets and final accounts published by {names[0]} ({place})."
    )
    title = say(names[0], f"{names[0]} · Budgets and final accounts")
    return Page(address, title, description, body, (Crumb(say("单位", "Units"), addresses.UNITS),), lang=lang)


def _disclosure(entry: Entry, links: Links) -> str:
    say = links.say
    title = links.to(addresses.disclosure(entry.package), text(entry.short_title(say)))
    tables = html.items((_chip(entry, table, state, links) for table, state in entry.tables), "chips")
    source = links.to(addresses.source(entry.package), say("原文", "source (Chinese)"))
    archive = links.to(addresses.archive(entry.package), say("数据包（ZIP）", "package (ZIP)"))
    projects = say.count(len(entry.projects), "个项目", "project")
    counted = [say.count(entry.counts["facts"], "个金额", "figure")]
    counted += [links.to(addresses.disclosure(entry.package), projects, "projects")] if entry.projects else []
    about = parts.dots((*counted, source, archive))
    key = entry.key[links.lang]
    return f'<section class="card">\n<h3>{title}</h3>\n{key}\n{tables}\n<p class="quiet">{about}</p>\n</section>'


def _chip(entry: Entry, table: Table, state: str, links: Links) -> str:
    say = links.say
    address = addresses.table(entry.package, table.name)
    return links.to(address, text(say.title(table)), title=say.of(words.STATE[state]), css=f"table {state}")


# -- all units ----------------------------------------------------------------------------------


def units_page(entries: Sequence[Entry], lang: Lang) -> Page:
    """The hub: all units by division."""
    links = Links(addresses.UNITS, lang)
    say = links.say
    units, documents = count_units(entries), len(entries)
    told = say(
        f"按行政区划排列。共 {units} 个单位、{documents} 份公开文档。",
        f"By division: {say.count(units, '', 'unit')} with {say.count(documents, '', 'disclosure')}. "
        "Names of units are in Chinese.",
    )
    title = say("单位名录", "Units")
    body = f"<h1>{title}</h1>\n<p>{told}</p>\n{find_box(links)}\n{unit_list(entries, links)}"
    description = say("已收录的单位，按行政区划排列。", "All units, by administrative division.")
    return Page(addresses.UNITS, title, description, body, lang=lang)


def count_units(entries: Sequence[Entry]) -> int:
    """Number of units."""
    return len({entry.unit_key for entry in entries})


def find_box(links: Links) -> str:
    """The search field; hidden where there is no JavaScript, since the list stands right below it."""
    label = links.say(
        "查找单位、区划、部门编码或项目", "Find a unit, division, agency code or project (names are in Chinese)"
    )
    hint = links.say("名称、地名或部门编码", "name, place or agency code")
    units, projects = links.href(addresses.FIND_UNITS), links.href(addresses.FIND_PROJECTS)
    return (
        f'<form class="find" role="search" hidden data-units="{units}" data-projects="{projects}">\n'
        f'<label for="find">{label}</label>\n'
        f'<input id="find" type="search" autocomplete="off" spellcheck="false" placeholder="{hint}">\n'
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
        sections.append(
            f'<section class="province">\n<h2{links.say.mark}>{text(name)}</h2>\n'
            + "\n".join(divisions)
            + "\n</section>"
        )
    return "\n".join(sections)


def _division(code: str, entries: Sequence[Entry], links: Links) -> str:
    path = codes.division_path(code, entries[0].fiscal_year)
    name = " ".join(division.name for division in path[1:]) or path[0].name
    units = [_unit(list(of_unit), links) for _, of_unit in groupby(entries, key=lambda entry: entry.unit_key)]
    return f'<h3 id="{code}"{links.say.mark}>{text(name)}</h3>\n{html.items(units, "units")}'


def _unit(entries: Sequence[Entry], links: Links) -> str:
    say = links.say
    newest = entries[0]
    name = links.to(addresses.unit(*newest.unit_key), say.zh(text(newest.agency_name)))
    short = say.listed(
        [links.to(addresses.disclosure(entry.package), text(entry.short_title(say))) for entry in entries]
    )
    return f'{name} <span class="quiet">{short}</span>'
