"""Every project of every unit: a plain list by unit, and filters for those who run scripts."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.site import addresses, find, html
from mingzhang.site.html import text
from mingzhang.site.page import Links, Page
from mingzhang.site.pages.units import Entry, ListedProject

_FEW = 24
"""Up to so many disclosures are listed project by project here; their own pages always list every project."""
SCRIPT = "assets/projects.js"


def projects_page(entries: Sequence[Entry]) -> Page:
    """The list of all projects."""
    links = Links(addresses.PROJECTS)
    listed = [entry for entry in find.in_order(entries) if entry.projects]
    total = sum(len(entry.projects) for entry in listed)
    forms = sum(project.has_form for entry in listed for project in entry.projects)
    body = "\n".join(
        (
            "<h1>项目</h1>",
            f"<p>所有单位的项目支出，共 {total} 个，其中 {forms} 个附有绩效表。"
            "点击项目查看它的用途、目标与指标，点击金额查看原文。</p>",
            '<p class="quiet">金额照原文：预算是当年安排数，决算是全年执行数。'
            "同一笔钱可能列在多个项目或年度中，请勿直接相加。</p>",
            _filters(links),
            f'<div class="all-projects">\n{_list(links, listed)}\n</div>' if listed else "<p>还没有。</p>",
        )
    )
    return Page(addresses.PROJECTS, "项目", "所有单位的项目支出、绩效目标与完成情况。", body, wide=True, script=SCRIPT)


def _filters(links: Links) -> str:
    """Hidden where there are no scripts; the list stands right below."""
    data = f'data-list="{links.href(addresses.PROJECT_LIST)}" data-words="{links.href(addresses.PROJECT_WORDS)}"'
    return (
        f'<form class="filters" role="search" hidden {data}>\n'
        '<p class="wide"><label for="f-words">名称、用途、目标或指标中的字</label>'
        '<input id="f-words" name="words" type="search" autocomplete="off" placeholder="两个字以上"></p>\n'
        '<p class="wide"><label for="f-unit">单位或地区</label>'
        '<input id="f-unit" name="unit" type="search" autocomplete="off" placeholder="名称的一部分"></p>\n'
        '<p><label for="f-from">金额从（万元）</label>'
        '<input id="f-from" name="from" type="number" inputmode="decimal" min="0" step="any"></p>\n'
        '<p><label for="f-to">到（万元）</label>'
        '<input id="f-to" name="to" type="number" inputmode="decimal" min="0" step="any"></p>\n'
        '<p><label for="f-form">绩效表</label><select id="f-form" name="form">'
        '<option value="">不限</option><option value="yes">有</option><option value="no">没有</option></select></p>\n'
        '<p class="act"><button type="reset">清除</button></p>\n'
        '<p class="count wide" aria-live="polite"></p>\n</form>\n<div class="matches" hidden></div>'
    )


def _list(links: Links, listed: Sequence[Entry]) -> str:
    if len(listed) > _FEW:
        return html.items((_brief(links, entry) for entry in listed), "units")
    return "\n".join(_disclosure(links, entry) for entry in listed)


def _brief(links: Links, entry: Entry) -> str:
    name = links.to(addresses.disclosure(entry.package), text(entry.agency_name), "projects")
    return f'{name} <span class="quiet">{text(entry.short_title)}，{len(entry.projects)} 个项目</span>'


def _disclosure(links: Links, entry: Entry) -> str:
    name = links.to(addresses.disclosure(entry.package), text(entry.agency_name), "projects")
    rows = "\n".join(_row(links, entry, project) for project in entry.projects)
    head = (
        '<tr><th scope="col">项目</th><th scope="col" class="n">金额</th><th scope="col" class="n">绩效表</th>'
        '<th scope="col" class="n">指标</th></tr>'
    )
    table = f'<table class="projects all">\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>'
    return (
        f'<section id="{entry.package}">\n<h2>{name} <small>{text(entry.short_title)}</small></h2>\n'
        f"{html.scroll(table, f'{entry.agency_name}的项目')}\n</section>"
    )


def _row(links: Links, entry: Entry, project: ListedProject) -> str:
    own = project.unit_name
    unit = f"<small>{text(own)}</small>" if own and own != entry.agency_name else ""
    name = links.to(project.address, text(project.name), project.anchor)
    amount = (
        f"{links.to(addresses.source(entry.package), text(project.printed), project.source)}"
        f" <small>{text(project.unit)}</small>"
        if project.printed
        else '<span class="quiet">空白</span>'
    )
    form = "有" if project.has_form else '<span class="quiet">无</span>'
    indicators = str(project.indicators) if project.has_form else ""
    return (
        f'<tr><th scope="row">{name}{unit}</th><td class="n">{amount}</td>'
        f'<td class="n">{form}</td><td class="n">{indicators}</td></tr>'
    )
