"""The projects of one disclosure as a section of its page."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.site import addresses, html, labels, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.forms import Form, Money
from mingzhang.site.html import text
from mingzhang.site.language import Pair
from mingzhang.site.page import Links
from mingzhang.site.pages import marks
from mingzhang.site.projects import Project, projects_of

_SHOWN = 8
_NOT_WORTH_FOLDING = 3
_LONGEST_PURPOSE = 110
_BUDGET: Pair = ("预算", "Budget")
_INDICATORS: Pair = ("指标", "Indicators")
_FULL_BUDGET: Pair = ("全年预算", "Full-year budget")
_EXECUTED: Pair = ("全年执行", "Executed")
_RATE: Pair = ("执行率", "Rate")
_SCORE: Pair = ("自评得分", "Score")
_GRADE: Pair = ("等级", "Grade")


def projects_section(disclosure: Disclosure, links: Links) -> str:
    """The projects, the largest first, the rest folded; nothing where a disclosure has none."""
    projects = projects_of(disclosure)
    if not projects:
        return ""
    writer = (
        _Evaluated(disclosure, links, projects) if disclosure.kind == "final" else _Planned(disclosure, links, projects)
    )
    few = len(projects) <= _SHOWN + _NOT_WORTH_FOLDING
    say = links.say
    title = say("项目", "Projects")
    shown = writer.table(projects if few else projects[:_SHOWN], title)
    rest = [] if few else projects[_SHOWN:]
    more = ""
    if rest:
        folded = writer.table(rest, say("其余项目", "Other projects"))
        summary = say(f"其余 {len(rest)} 个项目", f"The other {len(rest)} projects")
        more = f'<details class="rest"><summary>{summary}</summary>\n{folded}\n</details>'
    return f'<section class="projects">\n<h2 id="projects">{title}</h2>\n{writer.about()}\n{shown}\n{more}\n</section>'


class _Planned:
    """Projects of a budget: money of the year, what for, how many indicators."""

    columns: tuple[Pair, ...] = (_BUDGET, _INDICATORS)

    def __init__(self, disclosure: Disclosure, links: Links, projects: Sequence[Project]) -> None:
        self.disclosure = disclosure
        self.links = links
        self.say = links.say
        self.projects = projects
        self.package = disclosure.name
        self.concerns = disclosure.concerns
        units = [project.money.unit for project in projects if project.money]
        self.unit = max(dict.fromkeys(units), key=units.count, default="")
        self.many_units = len({project.unit_name for project in projects}) > 1
        self.has_forms = any(project.form for project in projects)

    def about(self) -> str:
        say = self.say
        forms = sum(project.form is not None for project in self.projects)
        number = len(self.projects)
        told = [say(f"共 {number} 个，{self.order()}", f"{say.count(number, '', 'project')}, {self.order()}")]
        if forms:
            shown = say(f"{forms} 张{self.form_name()}", f"{say.count(forms, '', 'form')} ({self.form_name()})")
            page = self.links.to(addresses.performance(self.package), shown)
            told.append(
                say(
                    f"附有{page}，点击项目名称查看目标与指标",
                    f"with {page}: click a name for its goals and indicators",
                )
            )
        else:
            told.append(say("没有附绩效表", "without performance forms"))
        rows = [table for table in self.disclosure.tables if table.name == "projects" and table.rows]
        if rows:
            page = self.links.to(addresses.table(self.package, "projects"), say("项目支出表", "table of projects"))
            told.append(say(f"原文次序见{page}", f"in printed order: {page}"))
        measure = say(f"单位：{text(self.unit)}", f"Unit: {labels.unit(say, self.unit)}")
        unit = f'<div class="above"><p class="unit">{measure}</p></div>' if self.unit else ""
        return f'<p class="quiet">{say("；", "; ").join(told)}{say("。", ".")}</p>\n{unit}'

    def order(self) -> str:
        return self.say("按金额从大到小", "the largest first")

    def form_name(self) -> str:
        kinds = dict.fromkeys(form.kind for form in self.disclosure.forms)
        return self.say("与", " and ").join(self.say.of(words.FORM[kind]) for kind in kinds)

    def table(self, projects: Sequence[Project], label: str) -> str:
        head = "".join(f'<th scope="col" class="n">{self.say.of(name)}</th>' for name in self.columns)
        rows = "\n".join(self.row(project) for project in projects)
        first = self.say("项目", "Project")
        table = (
            f'<table class="projects {self.css()}">\n<thead><tr><th scope="col">{first}</th>{head}</tr></thead>\n'
            f"<tbody>\n{rows}\n</tbody>\n</table>"
        )
        return html.scroll(table, label)

    def css(self) -> str:
        return "planned"

    def row(self, project: Project) -> str:
        return (
            f'<tr><th scope="row">{self.name(project)}</th>{self.money(project.money, _BUDGET)}'
            f'<td class="n" data-label="{self.say.of(_INDICATORS)}">{self.indicators(project.form)}</td></tr>'
        )

    def name(self, project: Project) -> str:
        address, anchor = project.address(self.package)
        say = self.say
        name = self.links.to(address, say.zh(text(project.name)), anchor) + self.row_mark(project)
        notes = []
        if self.many_units and project.unit_name:
            notes.append(say.zh(text(project.unit_name)))
        if project.table == "projects_carried_over":
            notes.append(say("上年结转项目", "carried over from last year"))
        if project.row is None and self.disclosure.kind == "budget":
            notes.append(say.of(words.CONFIDENCE["none"]))
        elif project.form is not None and project.form.confidence != "exact" and project.row is not None:
            why = say.of(words.CONFIDENCE[project.form.confidence])
            notes.append(say(f"绩效表：{why}", f"form: {why}"))
        told = "".join(f"<small>{note}</small>" for note in notes)
        purpose = project.form.purpose if project.form else ""
        return f"{name}{told}" + (f"<p{say.mark}>{text(_short(purpose))}</p>" if purpose else "")

    def row_mark(self, project: Project) -> str:
        """The sign of what concerns the project's row in its table; what concerns the amount stands beside that."""
        if project.row is None:
            return ""
        told = [project.money.place] if project.money else []
        return marks.concern(self.links, self.package, self.concerns.of_line(project.row.line, told))

    def money(self, money: Money | None, column: Pair) -> str:
        say, label = self.say, self.say.of(column)
        if money is None:
            return f'<td class="n" data-label="{label}"><span class="quiet">{say("空白", "blank")}</span></td>'
        amount = self.links.to(
            addresses.source(self.package),
            text(money.printed),
            str(money.place),
            title=say(f"原文第 {money.place.line} 行", f"{labels.yuan(money)} yuan, source line {money.place.line}"),
        )
        unit = "" if money.unit == self.unit else f" <small>{labels.short_unit(say, money.unit)}</small>"
        mark = marks.concern(self.links, self.package, self.concerns.of_cell(money.place))
        return f'<td class="n" data-label="{label}">{mark}{amount}{unit}</td>'

    def indicators(self, form: Form | None) -> str:
        if form is not None:
            return str(len(form.indicators))
        return f'<span class="quiet">{self.say("无表", "no form")}</span>' if self.has_forms else ""


class _Evaluated(_Planned):
    """Projects of a final account: what was budgeted and spent, and how the unit graded itself."""

    columns = (_FULL_BUDGET, _EXECUTED, _RATE, _SCORE, _GRADE)

    def css(self) -> str:
        return "evaluated"

    def order(self) -> str:
        """Without rows of a table, what was executed tells how large a project is (`projects.projects_of`)."""
        if any(project.row or project.form is None or project.form.kind == "target" for project in self.projects):
            return super().order()
        return self.say("按全年执行从大到小", "what was executed most first")

    def row(self, project: Project) -> str:
        form = project.form
        if form is None:
            return super().row(project)
        total = next((fund for fund in form.funds if fund.source == "total"), None)
        rate = (f"{total.rate}%" if total.rate[-1:].isdigit() else total.rate) if total else ""
        return (
            f'<tr><th scope="row">{self.name(project)}</th>'
            f"{self.money(form.money('budget'), _FULL_BUDGET)}{self.money(form.money('executed'), _EXECUTED)}"
            f"{self.said(rate, _RATE)}"
            f"{self.said(form.value('total_score'), _SCORE)}{self.said(form.value('grade'), _GRADE)}</tr>"
        )

    def said(self, value: str, column: Pair) -> str:
        return f'<td class="n" data-label="{self.say.of(column)}">{labels.quoted(self.say, value)}</td>'


def _short(purpose: str) -> str:
    return purpose if len(purpose) <= _LONGEST_PURPOSE else f"{purpose[:_LONGEST_PURPOSE]}…"
