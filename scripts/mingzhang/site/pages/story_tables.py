"""The story as the standard tables tell it: sources, functions, basic and project, people and running costs, 三公,
the largest projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.ground.amounts import NOT_APPLICABLE
from mingzhang.site import addresses, key_figures, words
from mingzhang.site.charts import add_up
from mingzhang.site.html import text
from mingzhang.site.language import Pair
from mingzhang.site.narrative import Statement
from mingzhang.site.pages.story_frame import (
    Frame,
    Line,
    Printed,
    largest_first,
    of_figure,
    of_money,
    of_statement,
    scale_of,
)
from mingzhang.site.projects import Project, projects_of
from mingzhang.site.published_parts import StandardTable
from mingzhang.site.rows import TableRow

_SHOWN = 10
_MOST_FOLDED = 120
_PROJECTS = 5
_NOT_WORTH_FOLDING = 2
_AMOUNT: Pair = ("金额", "Amount")
_TOTAL: Pair = ("合计", "Total")
_EXPENDITURE: Pair = ("支出合计", "Total expenditure")
_SUMS = frozenset({"subtotal", "total"})
_KEPT = frozenset({"carried_out", "surplus_distributed"})
_KINDS: dict[str, Pair] = {
    "basic": ("基本支出", "Basic expenditure"),
    "project": ("项目支出", "Project expenditure"),
    "remitted_up": ("上缴上级支出", "Remitted to superior units"),
    "operating": ("经营支出", "Operating expenditure"),
    "affiliated_subsidy": ("对附属单位补助支出", "Subsidy to affiliated units"),
}
_THREE_STEMS: dict[str, Pair] = {
    "abroad": ("因公出国（境）费", "Travel abroad"),
    "reception": ("公务接待费", "Receptions"),
    "vehicle_costs": ("公务用车购置及运行费", "Vehicles, purchase and operation"),
    "vehicle_purchase": ("公务用车购置费", "Vehicle purchase"),
    "vehicle_operation": ("公务用车运行维护费", "Vehicle operation"),
}
_THREE_SECTIONS = frozenset({"three_public", "three_public_overall"})
_PART_OF_VEHICLES = frozenset({"vehicle_purchase", "vehicle_operation"})


# -- where it comes from, what it is for --------------------------------------------------------


def sources_block(frame: Frame) -> str:
    """Revenue by source as the overview prints it; what is blank there is named as blank."""
    column = "total_yuan" if frame.disclosure.kind == "budget" else "amount_yuan"
    rows = [row for row in _side(frame, "revenue") if row.cells["item_kind"] not in _SUMS]
    printed = [row for row in rows if column in row.figures]
    total = of_figure(key_figures.find_figure(frame.disclosure, key_figures.TOTALS[frame.disclosure.kind][0]))
    if not printed and total is None:
        return ""
    lines = [frame.line("balance", row, row.cells["item"], column) for row in printed]
    parts, of_which = _parts_first(lines, printed, total)
    whole = frame.titled(("收入总计", "Total revenue"), (total,))
    head = (frame.say("来源", "Source"), frame.say.of(_AMOUNT))
    pieces = (
        frame.parts(parts, head, "story-sources", whole, ("收入按来源", "Revenue by source"), beside=of_which),
        _blank(frame, [row for row in rows if column not in row.figures], column),
        frame.source("balance", "revenue"),
    )
    return frame.card("sources", ("钱从哪里来", "Where the money comes from"), pieces, "appropriation")


def functions_block(frame: Frame) -> str:
    """Expenditure by 类, the largest first, with what is kept for the next year; 款 and 项 folded."""
    rows = [row for row in frame.disclosure.table("expenditure").rows if row.cells["level"] != "0"]
    top = [row for row in rows if row.cells["level"] == "1" and "total_yuan" in row.figures]
    if not top:
        return ""
    column = "total_yuan" if frame.disclosure.kind == "budget" else "amount_yuan"
    kept = [r for r in _side(frame, "expenditure") if r.cells["item_kind"] in _KEPT and column in r.figures]
    lines = [frame.line("expenditure", row, row.cells["function_name"], "total_yuan") for row in top]
    lines += [frame.line("balance", row, row.cells["item"], column, "kept") for row in kept]
    wanted = key_figures.TOTALS[frame.disclosure.kind][1]
    whole = key_figures.find_figure(frame.disclosure, wanted)
    own = frame.disclosure.figures.get("expenditure/total/total")
    total = of_figure(whole if kept else own or whole)
    lines = largest_first(lines)
    head = (frame.say("功能", "Function"), frame.say.of(_AMOUNT))
    pieces = (
        frame.parts(
            lines,
            head,
            "story-functions",
            frame.titled(_EXPENDITURE, (total,)),
            ("支出按功能", "Expenditure by function"),
        ),
        _finer(frame, rows, head),
        frame.source("expenditure"),
    )
    return frame.card("functions", ("花在哪些方面", "What it is for"), pieces, "function")


def _finer(frame: Frame, rows: Sequence[TableRow], head: tuple[str, str]) -> str:
    """类, 款 and 项 in printed order."""
    deep = [row for row in rows if "total_yuan" in row.figures]
    if len({row.cells["level"] for row in deep}) < 2:
        return ""
    lines = [
        frame.line("expenditure", row, row.cells["function_name"], "total_yuan", f"l{row.cells['level']}")
        for row in deep[:_MOST_FOLDED]
    ]
    summary = frame.say(f"细到款、项（{len(deep)} 行）", f"In finer divisions ({len(deep)} rows)")
    more = len(deep) - len(lines)
    rest = frame.quiet(f"还有 {more} 行，见全表。", f"{more} more rows stand in the full table.") if more else ""
    return frame.fold(summary, frame.table(lines, head, "story-functions") + rest)


def _side(frame: Frame, side: str) -> list[TableRow]:
    return [row for row in frame.disclosure.table("balance").rows if row.cells["side"] == side]


def _parts_first(lines: list[Line], rows: Sequence[TableRow], total: Printed) -> tuple[Sequence[Line], Sequence[Line]]:
    """Sources, the largest first, and rows beside them. Where only the known kinds add up to the total, other printed
    rows are "of which" rows: they stand below, without a number and outside the drawing."""
    known = [line for line, row in zip(lines, rows, strict=True) if row.cells["item_kind"] != "other_item"]
    value = total.value if total else None
    adds_up = add_up([line.value for line in lines], value) or not known
    if value is None or adds_up or not add_up([line.value for line in known], value):
        return largest_first(lines), ()
    return largest_first(known), [replace(line, css="sub") for line in lines if line not in known]


def _blank(frame: Frame, rows: Sequence[TableRow], column: str) -> str:
    """What is printed without a number, and what is printed as not applicable: two different things, none a zero."""
    absent = [row for row in rows if row.cells.get(column) == NOT_APPLICABLE]
    blank = [row for row in rows if row not in absent]
    told = []
    for found, word in ((blank, ("空白（不等于零）", "Blank (not zero)")), (absent, ("不适用", "Not applicable"))):
        names = frame.say.listed([_short_name(frame, row.cells["item"] or row.label) for row in found])
        if names:
            told.append(f"{frame.say.of(word)}{frame.say('：', ': ')}{names}{frame.say('。', '.')}")
    return f'<p class="quiet">{frame.say("", " ").join(told)}</p>' if told else ""


def _short_name(frame: Frame, printed: str) -> str:
    name, mark = frame.plain_name(printed)
    return f"<span{mark}>{text(name)}</span>" if mark else text(name)


# -- basic and project, people and running costs ------------------------------------------------


def kinds_block(frame: Frame) -> str:
    """Basic and project expenditure, and the rarer kinds where they are printed."""
    figures = frame.disclosure.figures
    lines = [
        frame.titled(title, (of_figure(figures.get(f"expenditure/total/{kind}")),))
        for kind, title in _KINDS.items()
        if kind in ("basic", "project") or f"expenditure/total/{kind}" in figures
    ]
    if not any(line.amounts[0] for line in lines):
        return ""
    total = of_figure(figures.get("expenditure/total/total"))
    lines = largest_first(lines)
    head = (frame.say("类别", "Kind"), frame.say.of(_AMOUNT))
    title = ("基本支出与项目支出", "Basic and project expenditure")
    pieces = (
        frame.parts(lines, head, "story-kinds", frame.titled(_EXPENDITURE, (total,)), title, bars=False),
        frame.source("expenditure"),
    )
    return frame.card("kinds", title, pieces)


def running_block(frame: Frame) -> str:
    """People and running costs out of basic expenditure, and its largest economic items."""
    kind = frame.disclosure.kind
    wanted = key_figures.PARTS[kind][2:]
    lines = [
        frame.titled(figure.label, (of_figure(key_figures.find_figure(frame.disclosure, figure)),)) for figure in wanted
    ]
    total = of_figure(frame.disclosure.figures.get("basic_expenditure/total/total"))
    items = _items(frame, frame.disclosure.table("basic_expenditure"))
    if not any(line.amounts[0] for line in lines) and not items:
        return ""
    lines = [replace(line, number=number) for number, line in enumerate(lines, 1)]
    head = (frame.say("基本支出", "Basic expenditure"), frame.say.of(_AMOUNT))
    seen = ("人员经费与公用经费", "Personnel and running costs")
    pieces = (
        frame.parts(lines, head, "story-running", frame.titled(_TOTAL, (total,)), seen, bars=False),
        _largest(frame, items),
        frame.source("basic_expenditure"),
    )
    return frame.card("running", ("养人和日常运转用多少", "People and running costs"), pieces, "economic")


def _items(frame: Frame, table: StandardTable) -> list[Line]:
    """The finest economic items with an amount, the largest first; twice the same name: with the government's item."""
    column = "total_yuan" if frame.disclosure.kind == "budget" else "amount_yuan"
    rows = [row for row in table.rows if column in row.figures and row.cells["level"] != "0"]
    finest = max((row.cells["level"] for row in rows), default="")
    rows = [row for row in rows if row.cells["level"] == finest]
    names = [row.cells["dept_economic_name"] or row.label for row in rows]
    lines = []
    for row, name in zip(rows, names, strict=True):
        line = frame.line("basic_expenditure", row, name, column)
        is_public = row.cells.get("category") == "public" or (
            "public_yuan" in row.figures and "personnel_yuan" not in row.figures
        )
        gov = row.cells.get("gov_economic_name", "")
        also = f" <small>{_short_name(frame, gov)}</small>" if gov and names.count(name) > 1 else ""
        word = frame.say("公用", "running costs") if is_public else ""
        tag = f' <small class="of">{word}</small>' if word else ""
        lines.append(replace(line, name=line.name + also + tag))
    return sorted(lines, key=lambda line: -line.value)


def _largest(frame: Frame, items: Sequence[Line]) -> str:
    if not items:
        return ""
    say = frame.say
    scale = scale_of(items)
    head = (say("最大的经济科目", "Largest economic items"), say.of(_AMOUNT))
    shown = items if len(items) <= _SHOWN + _NOT_WORTH_FOLDING else items[:_SHOWN]
    rest = items[len(shown) :][:_MOST_FOLDED]
    folded = ""
    if rest:
        summary = say(f"其余 {len(rest)} 项", f"The other {len(rest)} items")
        other = (say("其余经济科目", "Other economic items"), say.of(_AMOUNT))
        folded = frame.fold(summary, frame.table(rest, other, "story-running", scale=scale))
    return frame.table(shown, head, "story-running", scale=scale) + folded


# -- 三公 -----------------------------------------------------------------------------------------


def three_public_block(frame: Frame) -> str:
    """The three public expenses: planned, and for final accounts spent beside it; else what the text states of them."""
    table = frame.disclosure.table("three_public")
    title = ("“三公”经费", "Three public expenses")
    if any(row.figures for row in table.rows):
        return frame.card("three-public", title, (_three_table(frame, table), frame.source("three_public")))
    why = words.STATE_WHY[table.state]
    told = frame.quiet(*(why if why[0] else ("表中全是空白。", "The table is blank.")))
    return frame.card("three-public", title, (told, _three_stated(frame), frame.source("three_public")))


def _three_table(frame: Frame, table: StandardTable) -> str:
    is_final = frame.disclosure.kind == "final"
    columns = ("budget_yuan", "executed_yuan") if is_final else ("total_yuan",)
    lines, total = [], None
    for row in table.rows:
        kind = row.cells["item_kind"]
        amounts = tuple(of_figure(row.figures.get(column)) for column in columns)
        name = frame.row_name("three_public", row, row.cells["item"])
        shades = ("plan", "s1") if is_final else ("s1",)
        line = Line(name, amounts, "sub" if kind in _PART_OF_VEHICLES else "", shades=shades)
        if kind == "total":
            total = line
        else:
            lines.append(line)
    return frame.table(lines, _two_columns(frame, is_final), "story-three-public", total)


def _two_columns(frame: Frame, is_final: bool) -> tuple[str, ...]:
    say = frame.say
    first = say("项目", "Item")
    return (first, say("全年预算", "Full-year budget"), say("决算", "Spent")) if is_final else (first, say.of(_AMOUNT))


def _three_stated(frame: Frame) -> str:
    """What the explanations say of the three expenses where the table says nothing."""
    found = _stated_of(frame)
    is_final = frame.disclosure.kind == "final"
    measures = ("full_budget", "executed") if is_final else ("",)
    total = tuple(of_statement(found.get(("three_public", measure))) for measure in measures)
    lines = []
    for stem, title in _THREE_STEMS.items():
        plain = of_statement(found.get((stem, "")))
        if plain is None:
            continue
        planned = of_statement(found.get((stem, "full_budget")))
        amounts = (planned, plain) if is_final else (plain,)
        css = "sub" if stem in _PART_OF_VEHICLES and ("vehicle_costs", "") in found else ""
        lines.append(replace(frame.titled(title, amounts, css), why_none="not_stated"))
    if not lines and not any(total):
        return ""
    told = frame.quiet("情况说明里写的是：", "The explanations state:")
    whole = replace(frame.titled(_TOTAL, total), why_none="not_stated") if any(total) else None
    return told + frame.table(lines, _two_columns(frame, is_final), "story-three-public", whole)


def _stated_of(frame: Frame) -> dict[tuple[str, str], Statement]:
    """What the sections on 三公 state for the whole disclosure, by what it is about and what is said of it."""
    found: dict[tuple[str, str], Statement] = {}
    narrative = frame.disclosure.narrative
    for section in narrative.sections:
        if section.key in _THREE_SECTIONS:
            for statement in narrative.statements[section.section_id]:
                if statement.number and statement.yuan and not statement.unit_name:
                    found.setdefault((statement.stem, statement.measure), statement)
    return found


# -- projects -----------------------------------------------------------------------------------


def projects_block(frame: Frame) -> str:
    """The few largest projects; all of them stand further down the page."""
    projects = [project for project in projects_of(frame.disclosure) if project.money]
    if not projects:
        return ""
    shown = projects[:_PROJECTS]
    is_final = any(project.form and project.form.kind == "evaluation" for project in shown)
    lines = [_project_line(frame, project, is_final) for project in shown]
    say = frame.say
    first = say("项目", "Project")
    head = (first, say("全年预算", "Full-year budget"), say("执行", "Spent")) if is_final else (first, say.of(_AMOUNT))
    every = f'<a href="#projects">{say(f"全部 {len(projects)} 个项目", f"All {len(projects)} projects")}</a>'
    tables = [name for name in dict.fromkeys(p.table for p in shown) if name]
    pieces = (
        frame.table(lines, head, "story-projects"),
        f'<p class="quiet">{every}</p>' if len(projects) > len(shown) else "",
        frame.source(*tables) if tables else _forms_source(frame),
    )
    return frame.card("projects", ("最大的项目", "Largest projects"), pieces)


def _project_line(frame: Frame, project: Project, is_final: bool) -> Line:
    address, anchor = project.address(frame.package)
    name = frame.links.to(address, frame.say.zh(text(project.name)), anchor)
    if not is_final:
        return Line(name, (of_money(project.money),))
    form = project.form
    planned = of_money(form.money("budget")) if form else None
    return Line(name, (planned, of_money(project.money)), shades=("plan", "s1"))


def _forms_source(frame: Frame) -> str:
    say = frame.say
    page = frame.links.to(addresses.performance(frame.package), say("绩效表", "performance forms"))
    return f'<p class="from">{say("出自：", "From: ")}{page}</p>'
