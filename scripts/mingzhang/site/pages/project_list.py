"""The projects of one disclosure as a section of its page."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.site import addresses, html, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.forms import Form, Money
from mingzhang.site.html import text
from mingzhang.site.page import Links
from mingzhang.site.projects import Project, projects_of

_SHOWN = 8
_NOT_WORTH_FOLDING = 3
_LONGEST_PURPOSE = 110


def projects_section(disclosure: Disclosure, links: Links) -> str:
    """The projects, the largest first, the rest folded; nothing where a disclosure has none."""
    projects = projects_of(disclosure)
    if not projects:
        return ""
    writer = (
        _Evaluated(disclosure, links, projects) if disclosure.kind == "final" else _Planned(disclosure, links, projects)
    )
    few = len(projects) <= _SHOWN + _NOT_WORTH_FOLDING
    shown = writer.table(projects if few else projects[:_SHOWN], "项目")
    rest = [] if few else projects[_SHOWN:]
    more = ""
    if rest:
        folded = writer.table(rest, "其余项目")
        more = f'<details class="rest"><summary>其余 {len(rest)} 个项目</summary>\n{folded}\n</details>'
    return f'<section class="projects">\n<h2 id="projects">项目</h2>\n{writer.about()}\n{shown}\n{more}\n</section>'


class _Planned:
    """Projects of a budget: money of the year, what for, how many indicators."""

    columns: tuple[str, ...] = ("预算", "指标")

    def __init__(self, disclosure: Disclosure, links: Links, projects: Sequence[Project]) -> None:
        self.disclosure = disclosure
        self.links = links
        self.projects = projects
        self.package = disclosure.name
        units = [project.money.unit for project in projects if project.money]
        self.unit = max(dict.fromkeys(units), key=units.count, default="")
        self.many_units = len({project.unit_name for project in projects}) > 1
        self.has_forms = any(project.form for project in projects)

    def about(self) -> str:
        forms = sum(project.form is not None for project in self.projects)
        told = [f"共 {len(self.projects)} 个，按金额从大到小"]
        if forms:
            page = self.links.to(addresses.performance(self.package), f"{forms} 张{self.form_name()}")
            told.append(f"附有{page}，点击项目名称查看目标与指标")
        else:
            told.append("没有附绩效表")
        rows = [table for table in self.disclosure.tables if table.name == "projects" and table.rows]
        if rows:
            told.append(f"原文次序见{self.links.to(addresses.table(self.package, 'projects'), '项目支出表')}")
        unit = f'<div class="above"><p class="unit">单位：{text(self.unit)}</p></div>' if self.unit else ""
        return f'<p class="quiet">{"；".join(told)}。</p>\n{unit}'

    def form_name(self) -> str:
        kinds = dict.fromkeys(form.kind for form in self.disclosure.forms)
        return "与".join(words.FORM[kind] for kind in kinds)

    def table(self, projects: Sequence[Project], label: str) -> str:
        head = "".join(f'<th scope="col" class="n">{name}</th>' for name in self.columns)
        rows = "\n".join(self.row(project) for project in projects)
        table = (
            f'<table class="projects {self.css()}">\n<thead><tr><th scope="col">项目</th>{head}</tr></thead>\n'
            f"<tbody>\n{rows}\n</tbody>\n</table>"
        )
        return html.scroll(table, label)

    def css(self) -> str:
        return "planned"

    def row(self, project: Project) -> str:
        return (
            f'<tr><th scope="row">{self.name(project)}</th>{self.money(project.money, "预算")}'
            f'<td class="n" data-label="指标">{self.indicators(project.form)}</td></tr>'
        )

    def name(self, project: Project) -> str:
        address, anchor = project.address(self.package)
        name = self.links.to(address, text(project.name), anchor)
        notes = []
        if self.many_units and project.unit_name:
            notes.append(text(project.unit_name))
        if project.table == "projects_carried_over":
            notes.append("上年结转项目")
        if project.row is None and self.disclosure.kind == "budget":
            notes.append(words.CONFIDENCE["none"])
        elif project.form is not None and words.CONFIDENCE[project.form.confidence] and project.row is not None:
            notes.append(f"绩效表：{words.CONFIDENCE[project.form.confidence]}")
        told = "".join(f"<small>{note}</small>" for note in notes)
        purpose = f"<p>{text(_short(project.form.purpose))}</p>" if project.form and project.form.purpose else ""
        return f"{name}{told}{purpose}"

    def money(self, money: Money | None, label: str) -> str:
        if money is None:
            return f'<td class="n" data-label="{label}"><span class="quiet">空白</span></td>'
        amount = self.links.to(
            addresses.source(self.package), text(money.printed), str(money.place), title=f"原文第 {money.place.line} 行"
        )
        unit = "" if money.unit == self.unit else f" <small>{text(money.unit)}</small>"
        return f'<td class="n" data-label="{label}">{amount}{unit}</td>'

    def indicators(self, form: Form | None) -> str:
        if form is not None:
            return str(len(form.indicators))
        return '<span class="quiet">无表</span>' if self.has_forms else ""


class _Evaluated(_Planned):
    """Projects of a final account: what was budgeted and spent, and how the unit graded itself."""

    columns = ("全年预算", "全年执行", "执行率", "自评得分", "等级")

    def css(self) -> str:
        return "evaluated"

    def row(self, project: Project) -> str:
        form = project.form
        if form is None:
            return super().row(project)
        total = next((fund for fund in form.funds if fund.source == "total"), None)
        rate = (f"{total.rate}%" if total.rate[-1:].isdigit() else total.rate) if total else ""
        return (
            f'<tr><th scope="row">{self.name(project)}</th>'
            f"{self.money(form.money('budget'), '全年预算')}{self.money(form.money('executed'), '全年执行')}"
            f"{self.said(rate, '执行率')}"
            f"{self.said(form.value('total_score'), '自评得分')}{self.said(form.value('grade'), '等级')}</tr>"
        )

    def said(self, value: str, label: str) -> str:
        return f'<td class="n" data-label="{label}">{text(value)}</td>'


def _short(purpose: str) -> str:
    return purpose if len(purpose) <= _LONGEST_PURPOSE else f"{purpose[:_LONGEST_PURPOSE]}…"
