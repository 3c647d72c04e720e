"""Every project of every unit: a plain list by unit, and filters for those who run scripts."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.site import addresses, find, html, labels
from mingzhang.site.html import text
from mingzhang.site.language import Lang
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import marks
from mingzhang.site.pages.project_filters import filters
from mingzhang.site.pages.units import Entry, ListedProject, division_list

_FEW = 24
"""Up to so many disclosures are listed project by project here; their own pages always list every project."""
_MANY = 400
"""Up to so many are listed one by one; beyond, the divisions are."""
SCRIPT = "assets/all-projects/main.js"


def projects_page(entries: Sequence[Entry], lang: Lang) -> Page:
    """The list of all projects."""
    links = Links(addresses.PROJECTS, lang)
    say = links.say
    listed = [entry for entry in find.in_order(entries) if entry.projects]
    total = sum(len(entry.projects) for entry in listed)
    forms = sum(project.has_form for entry in listed for project in entry.projects)
    told = say(
        f"所有单位的项目支出，共 {total:,} 个，其中 {forms:,} 个附有绩效表。"
        "点击项目查看它的用途、目标与指标，点击金额查看原文。",
        f"All projects of all units: {total:,}, {forms:,} of them with a performance form. Click a project for its "
        "purpose, goals and indicators, an amount for the source. Names of projects are in Chinese.",
    )
    caution = say(
        "金额照原文：预算是当年安排数，决算是全年执行数。同一笔钱可能列在多个项目或年度中，请勿直接相加。",
        "Amounts stand as printed: of a budget, what is planned for the year; of final accounts, what was spent. "
        "The same money may stand in several projects or years, so do not simply add up.",
    )
    title = say("项目", "Projects")
    body = "\n".join(
        (
            f"<h1>{title}</h1>",
            f"<p>{told}</p>",
            f'<p class="quiet">{caution}</p>',
            filters(links, listed),
            f'<div class="all-projects">\n{_list(links, listed)}\n</div>'
            if listed
            else f"<p>{say('还没有。', 'None yet.')}</p>",
        )
    )
    description = say(
        "所有单位的项目支出、绩效目标与完成情况。", "Projects of all units: money, performance targets and results."
    )
    return Page(addresses.PROJECTS, title, description, body, wide=True, script=SCRIPT, lang=lang)


def _list(links: Links, listed: Sequence[Entry]) -> str:
    say = links.say
    if len(listed) > _MANY:
        title, told = say("按地区", "By place"), say("数字是单位的个数。", "With the number of units.")
        return f'<h2>{title}</h2>\n<p class="quiet">{told}</p>\n{division_list(listed, links)}'
    if len(listed) > _FEW:
        return html.items((_brief(links, entry) for entry in listed), "units")
    return "\n".join(_disclosure(links, entry) for entry in listed)


def _brief(links: Links, entry: Entry) -> str:
    name = links.to(addresses.disclosure(entry.package), links.say.zh(text(entry.agency_name)), "projects")
    say = links.say
    told = f"{text(entry.short_title(say))}{say('，', ', ')}{say.count(len(entry.projects), '个项目', 'project')}"
    return f'{name} <span class="quiet">{told}</span>'


def _disclosure(links: Links, entry: Entry) -> str:
    name = links.to(addresses.disclosure(entry.package), links.say.zh(text(entry.agency_name)), "projects")
    rows = "\n".join(_row(links, entry, project) for project in entry.projects)
    say = links.say
    titles = (say("金额", "Amount"), say("绩效表", "Form"), say("指标", "Indicators"))
    cells = "".join(f'<th scope="col" class="n">{title}</th>' for title in titles)
    head = f'<tr><th scope="col">{say("项目", "Project")}</th>{cells}</tr>'
    table = f'<table class="projects all">\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>'
    return (
        f'<section id="{entry.package}">\n<h2>{name} <small>{text(entry.short_title(say))}</small></h2>\n'
        f"{html.scroll(table, say(f'{entry.agency_name}的项目', 'Projects'))}\n</section>"
    )


def _row(links: Links, entry: Entry, project: ListedProject) -> str:
    say = links.say
    own = project.unit_name
    unit = f"<small>{say.zh(text(own))}</small>" if own and own != entry.agency_name else ""
    name = links.to(project.address, say.zh(text(project.name)), project.anchor)
    mark = marks.concern(links, entry.package, project.findings)
    amount = (
        f"{links.to(addresses.source(entry.package), text(project.printed), project.source)}"
        f" <small>{labels.short_unit(say, project.unit)}</small>"
        if project.printed
        else f'<span class="quiet">{say("空白", "blank")}</span>'
    )
    form = say("有", "yes") if project.has_form else f'<span class="quiet">{say("无", "no")}</span>'
    indicators = str(project.indicators) if project.has_form else ""
    return (
        f'<tr><th scope="row">{name}{mark}{unit}</th><td class="n">{amount}</td>'
        f'<td class="n">{form}</td><td class="n">{indicators}</td></tr>'
    )
