"""What lists keep of a disclosure, and the list of units by division. The page of one unit is in `unit`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from mingzhang import codes
from mingzhang.schemas import Table
from mingzhang.site import addresses, html
from mingzhang.site.catalog import Disclosure
from mingzhang.site.html import text
from mingzhang.site.language import Lang, Pair, Speaker
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import parts
from mingzhang.site.projects import Project, project_functions, projects_of
from mingzhang.site.published_parts import FoundFinding
from mingzhang.site.unit_facts import UnitFacts, unit_facts

FIND_SCRIPT = "assets/search/main.js"
"""What a page with a search field needs."""

_MANY = 200
"""Units from which on their list begins with the divisions it has."""


@dataclass(frozen=True, slots=True)
class ListedProject:
    """What the list of all projects needs of one: `purpose` and `promises` are what its form says, for the filter.

    `findings` concern its row with the amounts in it, or the heading of its form where it has no row.
    """

    name: str
    unit_name: str
    printed: str
    unit: str
    yuan: str
    source: str
    findings: tuple[FoundFinding, ...]
    has_form: bool
    indicators: int
    address: str
    anchor: str
    row: str
    purpose: str
    promises: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What lists and the search need of one disclosure, once its own pages are written.

    `functions` are codes and names of functions under which it books expenditure on projects.
    """

    package: str
    title: str
    short_titles: Pair
    division_code: str
    agency_code: str
    agency_name: str
    fiscal_year: int
    kind: str
    scope: str
    version: str
    facts: UnitFacts
    tables: tuple[tuple[Table, str], ...]
    projects: tuple[ListedProject, ...]
    functions: tuple[tuple[str, str], ...]
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
    """What is kept of a disclosure."""
    return Entry(
        package=disclosure.name,
        title=disclosure.title,
        short_titles=(parts.short_title(Speaker("zh"), disclosure), parts.short_title(Speaker("en"), disclosure)),
        division_code=disclosure.division_code,
        agency_code=disclosure.agency_code,
        agency_name=disclosure.agency_name,
        fiscal_year=disclosure.fiscal_year,
        kind=disclosure.kind,
        scope=disclosure.scope,
        version=disclosure.version,
        facts=unit_facts(disclosure),
        tables=tuple((table.schema, table.state) for table in disclosure.tables),
        projects=tuple(_projects(disclosure)),
        functions=project_functions(disclosure),
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
    row = project.row is not None and project.table == "projects"
    place = project.row or (form.place if form else None)
    return ListedProject(
        name=project.name,
        unit_name=project.unit_name,
        printed=money.printed if money else "",
        unit=money.unit if money else "",
        yuan=money.yuan if money else "",
        source=str(money.place) if money else "",
        findings=tuple(disclosure.concerns.of_line(place.line)) if place else (),
        has_form=form is not None,
        indicators=len(form.indicators) if form else 0,
        address=address,
        anchor=anchor,
        row=str(project.row) if row else "",
        purpose=form.purpose if form else "",
        promises="\n".join(dict.fromkeys(indicator.name for indicator in form.indicators)) if form else "",
    )


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
    places = _places(entries, links) if units > _MANY else ""
    body = f"<h1>{title}</h1>\n<p>{told}</p>\n{find_box(links)}\n{places}{unit_list(entries, links)}"
    description = say("已收录的单位，按行政区划排列。", "All units, by administrative division.")
    return Page(addresses.UNITS, title, description, body, script=FIND_SCRIPT, lang=lang)


def _places(entries: Sequence[Entry], links: Links) -> str:
    """Where each division begins, above a list too long to scroll."""
    return f"<h2>{links.say('各地', 'Divisions')}</h2>\n{division_list(entries, links)}\n"


def count_units(entries: Sequence[Entry]) -> int:
    """Number of units."""
    return len({entry.unit_key for entry in entries})


def find_box(links: Links) -> str:
    """The search field; hidden where there is no JavaScript, since the list stands right below it."""
    label = links.say(
        "查找单位、区划、部门编码或项目", "Find a unit, division, agency code or project (names are in Chinese)"
    )
    hint = links.say("两个字就够，例如：财政、政府办", "two Chinese characters will do")
    results = links.say("查找结果", "Results")
    units, projects = links.href(addresses.FIND_UNITS), links.href(addresses.FIND_PROJECTS)
    return (
        f'<form class="find" role="search" hidden data-units="{units}" data-projects="{projects}">\n'
        f'<label for="find">{label}</label>\n'
        '<input id="find" type="search" role="combobox" aria-autocomplete="list" aria-expanded="false" '
        f'aria-controls="found" autocomplete="off" spellcheck="false" placeholder="{hint}">\n'
        '<p class="said" role="status"></p>\n'
        f'<div class="found" id="found" role="listbox" aria-label="{results}"></div>\n'
        '<div class="next" hidden></div>\n</form>'
    )


def division_list(entries: Sequence[Entry], links: Links) -> str:
    """Provinces and their divisions with the number of units: for a page that cannot list every unit."""
    ordered = sorted(entries, key=lambda entry: entry.division_code)
    sections = []
    for province, of_province in groupby(ordered, key=lambda entry: entry.division_code[:2]):
        name = codes.division_at(f"{province}0000", None).name
        divisions = [
            _division_link(code, list(found), links)
            for code, found in groupby(of_province, key=lambda entry: entry.division_code)
        ]
        sections.append(
            f'<section class="province">\n<h3{links.say.mark}>{text(name)}</h3>\n'
            f"{html.items(divisions, 'places')}\n</section>"
        )
    return "\n".join(sections)


def _division_link(code: str, entries: Sequence[Entry], links: Links) -> str:
    path = codes.division_path(code, entries[0].fiscal_year)
    name = " ".join(division.name for division in path[1:]) or path[0].name
    count = f'<span class="quiet">{count_units(entries)}</span>'
    return links.to(addresses.UNITS, f"{links.say.zh(text(name))} {count}", code)


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
