"""Projects that the narrative names or counts, against the table of projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher

from mingzhang.checks.base import Example, Finding
from mingzhang.checks.engine.phrases import NOTHING, Phrase, wording
from mingzhang.checks.narrative.compare import (
    Figure,
    added,
    compare,
    in_unit,
    printed_cell,
    same_tolerance,
    stated,
    sum_tolerance,
    unchecked,
    verdict,
)
from mingzhang.checks.narrative.family import NarrativeCheck
from mingzhang.checks.narrative.lookup import Lookup, bare_name
from mingzhang.extract.model import Record
from mingzhang.narrative.model import Statement
from mingzhang.vocabulary.wordings import DOWN, UP

_PREFIX = re.compile(r"^XM", re.I)
_TAIL = re.compile(r"(?:项目)?(?:资金|经费|费用|支出|项目)$")
_MOVED = re.compile(rf"(?:{UP}|{DOWN}|调整|结余|节省|追加|上年|去年)")
_LIST = re.compile(r"(?:分别(?:为|是|有)|包括|如下|主要有|即)[:]?(?P<names>[^。]+)")
_LIST_END = re.compile(r"(?:等)?(?:[0-9]+个)?(?:重[大点])?(?:项目)?(?:\(.*)?$")
_SIMILAR = 0.8
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Project:
    """A row of the project table: its name for comparing, its amount."""

    name: str
    record: Record
    amount: Figure


_SAYS_PROJECT_TABLE = wording("narrative.project_table", "项目支出表“{name}”", "project table “{name}”")


def projects_of(lookup: Lookup) -> list[Project]:
    """The rows of the project table that are projects."""
    reading = lookup.readings.get("projects")
    found = []
    for record in reading.records if reading else ():
        if record.row_kind == "project":
            name = record.project_name or record.label
            amount = printed_cell(record, "total", _SAYS_PROJECT_TABLE(name=name))
            found.append(Project(bare_project(name), record, amount))
    return found


def bare_project(text: str) -> str:
    """A project's name for comparing: without punctuation, XM before and 资金, 经费 … behind it."""
    bare = _PREFIX.sub("", bare_name(text))
    shorter = _TAIL.sub("", bare)
    return shorter if len(shorter) >= _SHORTEST else bare


def project_named(projects: Sequence[Project], name: str) -> Project | None:
    """The one project with this name; None where there is none or several."""
    fitting = [project for project in projects if project.name == bare_project(name)]
    return fitting[0] if len(fitting) == 1 else None


def _alike(left: str, right: str) -> bool:
    if left == right or abs(len(left) - len(right)) > max(len(left), len(right)) * (1 - _SIMILAR):
        return False
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.quick_ratio() >= _SIMILAR and matcher.ratio() >= _SIMILAR


class ProjectCheck(NarrativeCheck):
    """Checks against 项目支出预算表; budgets only, since final accounts have no such table."""

    tables = (
        "2023年项目支出预算表（本年预算）\n单位：万元\n项目名称⇥合计⇥一般公共预算\n示例县档案馆⇥42.14⇥42.14\n"
        "库房消防改造费⇥12.14⇥12.14\n馆藏数字化加工费⇥30.00⇥30.00\n"
    )


class N16(ProjectCheck):
    """An amount named with a project in the text is the project's amount in the table.

    Names are compared without punctuation and 资金, 经费 …; an ambiguous name gives no finding. Tolerance: 0 at
    equal decimals, else half a unit of the coarser one.
    """

    code = "N16"
    rule_zh = (
        "文中与项目名称一同出现的金额，等于项目表中该项目的金额。比较名称时不计标点和“资金”“经费”等字；"
        "名称对应不唯一的不下结论。小数位数相同时不允许差额，否则允许较粗一方末位的一半。"
    )
    severity = "warning"
    title_zh = "文中项目金额与项目支出表一致"
    title_en = "Amounts of projects named in the text are those of the table"
    why_zh = "变动原因中列举的项目金额与项目支出表不同，至少有一处写错。"
    why_en = "Where a reason names a project with another amount than the table, one of the two is wrong."
    requires_zh = (
        "原因中写有项目名称和金额，且项目支出表中恰有一个同名项目；名称不能唯一对应的不作判断，"
        "写明是增加额或减少额的除外。"
    )
    requires_en = (
        "A project's name and amount in a reason and exactly one project of that name in the table; amounts said "
        "to be an increase or decrease are left out."
    )
    _text = (
        "一、部门预算收支数据变动情况及原因\n2023年度预算收入总计42.14万元，比上年增加42.14万元，"
        "主要原因是项目增加，包括：1.库房消防改造费{}万元；2.馆藏数字化加工费30万元。"
    )
    good = Example(tables=ProjectCheck.tables, narrative=_text.format("12.14"))
    bad = Example(tables=ProjectCheck.tables, narrative=_text.format("12.2"))

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per amount of a project named; one said again in the same line (of the other side) once."""
        projects = projects_of(lookup)
        seen: set[tuple[object, ...]] = set()
        for statement in _named_amounts(lookup) if projects else ():
            project = project_named(projects, statement.subject.name)
            key = (statement.subject.name, statement.value, statement.locator)
            if project is not None and project.amount.value is not None and key not in seen:
                seen.add(key)
                yield compare(self, lookup, statement.statement_id, _said(statement), project.amount)


class N17(ProjectCheck):
    """A project named in the text is named as in the table.

    Found where the text lists projects (with amounts in a reason, or after 分别为): a name that no project of the
    table has, but to which exactly one is very similar and, where an amount stands with it, has that amount.
    """

    code = "N17"
    rule_zh = (
        "文中点名的项目与项目表名称相同。文中列举项目（原因中带金额，或“分别为”之后）时：某名称在表中没有，"
        "却与唯一一个项目十分相近，且所带金额（如有）也相同，即列出。"
    )
    severity = "review"
    title_zh = "文中项目名称与项目支出表一致"
    title_en = "Projects are named as in the table"
    why_zh = "同一项目在文中与表中名称不同，读者和程序都难以对应。"
    why_en = "With two names for one project, neither readers nor programs can match them."
    requires_zh = "文中列举了项目，且项目支出表中有名称高度相近的唯一项目；完全没有对应的名称不作判断。"
    requires_en = "Projects listed in the text, and exactly one project of the table with a very similar name."
    _text = (
        "一、部门预算收支数据变动情况及原因\n2023年度预算收入总计42.14万元，比上年增加42.14万元，"
        "主要原因是项目增加，包括：1.{}12.14万元；2.馆藏数字化加工费30万元。"
    )
    good = Example(tables=ProjectCheck.tables, narrative=_text.format("库房消防改造费"))
    bad = Example(tables=ProjectCheck.tables, narrative=_text.format("库房消防改建费"))

    says_project_text_table_same = wording(
        "N17.project_text_table_same",
        "文中项目“{printed}”与项目支出表中的“{name}”一致。",
        "Project “{printed}” in the text, “{name}” in the table: the same name.",
    )
    says_project_text_table_probably = wording(
        "N17.project_text_table_probably",
        "文中项目“{printed}”与项目支出表中的“{name}”名称不一致，疑为同一项目。",
        "Project “{printed}” in the text, “{name}” in the table: probably one project under two names.",
    )
    says_text = wording("N17.text", "文中“{printed}”", "Text “{printed}”")
    says_project_table = wording("N17.project_table", "项目支出表“{name}”", "project table “{name}”")

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per name."""
        projects = projects_of(lookup)
        seen: set[str] = set()
        for statement in _named_amounts(lookup) if projects else ():
            name = bare_project(statement.subject.name)
            if name in seen or len(name) < _SHORTEST:
                continue
            seen.add(name)
            said = _said(statement)
            exact = [project for project in projects if project.name == name]
            alike = [project for project in projects if _same_money(said, project) and _alike(project.name, name)]
            if len(exact) == 1 or (not exact and len(alike) == 1):
                yield self._finding(lookup, statement, statement.subject.name, (exact or alike)[0], bool(exact))
        for statement, names in _lists(lookup) if projects else ():
            whole = bare_name("".join(names))
            named = [project.name for project in projects if project.name in whole]
            for printed in names:
                name = bare_project(printed)
                if any(name in other and name != other for other in named):
                    continue  # a piece of a name that holds a comma of its own
                exact = [project for project in projects if project.name == name]
                alike = [] if exact else [project for project in projects if _alike(project.name, name)]
                if name not in seen and len(name) >= _SHORTEST and len(exact or alike) == 1:
                    yield self._finding(lookup, statement, printed, (exact or alike)[0], bool(exact))
                seen.add(name)

    def _finding(self, lookup: Lookup, statement: Statement, printed: str, project: Project, same: bool) -> Finding:
        name = project.record.project_name or project.record.label
        left = Figure(self.says_text(printed=printed), None, places=(statement.locator,))
        right = Figure(self.says_project_table(name=name), None, places=(project.record.place,))
        said = (
            self.says_project_text_table_same(printed=printed, name=name)
            if same
            else self.says_project_text_table_probably(printed=printed, name=name)
        )
        instance = f"{statement.section_id}/{bare_project(printed)}"
        return verdict(self, lookup, instance, left, right, "pass" if same else "fail", said=said)


def _named_amounts(lookup: Lookup) -> Iterator[Statement]:
    """Amounts inside reasons that stand right behind a name, not said to be a change."""
    for statement in lookup.statements("reason_amount"):
        if statement.value is None or not statement.subject.name or statement.value_yuan is None:
            continue
        behind = statement.printed.partition(statement.subject.name)[2]
        if not _MOVED.search(behind) and not statement.direction and lookup.kind == "budget":
            yield statement


_SAYS_REASON = wording("narrative.reason", "原因中的{name}", "“{name}” in the reason")


def _said(statement: Statement) -> Figure:
    return replace(stated(statement), name=_SAYS_REASON(name=statement.subject.name))


def _same_money(said: Figure, project: Project) -> bool:
    amount = in_unit(project.amount, said.unit)
    if said.value is None or amount.value is None:
        return False
    return abs(said.value - amount.value) <= same_tolerance(said, amount)


def _lists(lookup: Lookup) -> Iterator[tuple[Statement, list[str]]]:
    """Names of projects listed behind their number: `共有3个项目…，分别为：甲、乙、丙`."""
    for statement in lookup.statements("performance_projects_count", "major_projects_count"):
        text = lookup.paragraph(statement)
        match = _LIST.search(text)
        if match is not None and "performance_targets" in lookup.path(statement):
            yield statement, _split(match["names"])


def _split(names: str) -> list[str]:
    return [_LIST_END.sub("", name) for name in re.split("[、;,]", names) if name]


class N29(ProjectCheck):
    """A number of projects is the number of names listed behind it (分别为 …); for review.

    A project of the table whose name holds a comma of its own counts once.
    """

    code = "N29"
    rule_zh = "所称项目个数等于其后列举的名称数（“分别为”等），仅供复核。名称中本身有顿号的项目按一个计。"
    severity = "review"
    title_zh = "项目数与列举的项目名称数一致"
    title_en = "A number of projects is the number of names listed"
    why_zh = "说有几个项目，后面就应列出几个。"
    why_en = "Where a number of projects is followed by their names, both must agree."
    requires_zh = "绩效目标说明中写明项目数并逐一列举名称；名单以“等”结尾或没有列举的不作判断。"
    requires_en = "The number and a closed list of names in the section on targets; without names there is no instance."
    _text = (
        "十、绩效管理情况\n2、绩效目标情况\n共有{}个项目实行绩效目标管理，分别为：库房消防改造费、馆藏数字化加工费。"
    )
    good = Example(tables=ProjectCheck.tables, narrative=_text.format(2))
    bad = Example(tables=ProjectCheck.tables, narrative=_text.format(3))

    says_names_listed = wording("N29.names_listed", "列举的项目名称", "names listed")

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per number with a list."""
        projects = projects_of(lookup)
        for statement, names in _lists(lookup):
            if statement.value is None or len(names) < 2 or _is_open(lookup.paragraph(statement)):
                continue
            whole = bare_name("".join(names))
            named = {project.name for project in projects if project.name in whole and len(project.name) >= _SHORTEST}
            others = [name for name in names if not any(bare_project(name) in other for other in named)]
            right = Figure(self.says_names_listed(), Decimal(len(named) + len(others)), statement.unit)
            yield compare(self, lookup, statement.statement_id, stated(statement), right, Decimal(0))


def _is_open(text: str) -> bool:
    match = _LIST.search(text)
    return match is not None and "等" in match["names"][-8:]


class N18(ProjectCheck):
    """The number of projects said to have performance targets against the rows of the project table; for review.

    Cai Yu [2016] No. 143 asks to publish performance targets step by step: a place may count only some projects.
    """

    code = "N18"
    rule_zh = (
        "所称实行绩效管理的项目个数，与项目表的行数相比，仅供复核。财预〔2016〕143号要求逐步公开绩效目标，"
        "有的地方只计部分项目。"
    )
    severity = "review"
    title_zh = "绩效管理项目数与项目支出表"
    title_en = "Number of projects with targets against the project table"
    why_zh = "文中所说实行绩效目标管理的项目数与项目支出表的项目数不同，应说明哪些项目未纳入。"
    why_en = "Where fewer or more projects are counted than the table lists, a reader should learn which."
    basis_zh = "《地方预决算公开操作规程》（财预〔2016〕143号）要求推进绩效目标公开；范围各地不同，故仅供复核。"
    basis_en = (
        "Rules for local disclosure (Caiyu [2016] No. 143): targets are published step by step, so this is for review."
    )
    requires_zh = "文中写明项目数，且有项目支出预算表；没有该表或该表为空时记为“无法核对”。"
    requires_en = "The number stated and a project table with rows; else “could not be checked”."
    good = Example(tables=ProjectCheck.tables, narrative="十、绩效管理情况\n2023年实行绩效目标管理的项目2个。")
    bad = Example(tables=ProjectCheck.tables, narrative="十、绩效管理情况\n2023年实行绩效目标管理的项目3个。")

    says_projects_project_table = wording(
        "N18.projects_project_table", "项目支出表的项目数{rows}", "projects in the project table{rows}"
    )
    says_project_table_projects = wording(
        "N18.project_table_projects", "没有项目支出表的项目", "no project table with projects"
    )

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per number stated for the whole department."""
        rows = [project.record for project in projects_of(lookup)]
        for statement in lookup.statements("performance_projects_count"):
            if lookup.kind != "budget" or statement.value is None or not lookup.of_whole(statement):
                continue
            said = stated(statement)
            if not rows:
                yield unchecked(self, statement.statement_id, said, self.says_project_table_projects())
                continue
            places = (rows[0].place, rows[-1].place)
            right = Figure(
                self.says_projects_project_table(rows=_repeated(rows)),
                Decimal(len(rows)),
                said.unit,
                0,
                places,
                "projects",
            )
            yield compare(self, lookup, statement.statement_id, said, right)


_SAYS_DIFFERENT_NAMES = wording(
    "narrative.different_names", "（有重名，名称不同的为{count}个）", " ({count} different names)"
)


def _repeated(rows: Sequence[Record]) -> Phrase:
    """A remark where one name stands in several rows of a unit; empty otherwise."""
    names = {(row.unit_name, row.project_name or row.label) for row in rows}
    if len(names) == len(rows):
        return NOTHING
    return _SAYS_DIFFERENT_NAMES(count=len(names))


class N19(ProjectCheck):
    """The money under performance management against the total of the project table; for review: it may differ."""

    code = "N19"
    rule_zh = "所称绩效管理涉及的资金，与项目表合计相比，仅供复核：两者可以不同。"
    severity = "review"
    title_zh = "绩效管理涉及资金与项目支出合计"
    title_en = "Money under performance management against the project table"
    why_zh = "项目全部实行绩效管理时，涉及资金应等于项目支出合计。"
    why_en = "Where all projects have targets, the money they involve is the total of the project table."
    basis_zh, basis_en = N18.basis_zh, N18.basis_en
    requires_zh = "文中写明涉及资金，且有项目支出预算表；只有部分项目纳入时可以不同，故仅供复核。"
    requires_en = "The amount stated and a project table; it may differ where only some projects are included."
    good = Example(
        tables=ProjectCheck.tables,
        narrative="十、绩效管理情况\n2023年实行绩效目标管理的项目2个，涉及一般公共预算当年拨款42.14万元。",
    )
    bad = Example(
        tables=ProjectCheck.tables,
        narrative="十、绩效管理情况\n2023年实行绩效目标管理的项目2个，涉及一般公共预算当年拨款41.24万元。",
    )

    says_total_project_table = wording("N19.total_project_table", "项目支出表合计", "total of the project table")
    says_project_table_amounts = wording(
        "N19.project_table_amounts", "没有项目支出表的数据", "no project table with amounts"
    )

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per amount stated for the whole department."""
        projects = projects_of(lookup)
        for statement in lookup.statements("performance_amount"):
            if lookup.kind != "budget" or statement.value is None or not lookup.of_whole(statement):
                continue
            yield self._compare(lookup, statement, projects)

    def _compare(self, lookup: Lookup, statement: Statement, projects: Sequence[Project]) -> Finding:
        """With the table's own total where it prints one that agrees, else with the sum of the projects."""
        said, column = stated(statement), statement.subject.code or "total"
        title = self.says_total_project_table()
        cells = [printed_cell(project.record, column, title) for project in projects]
        cells = [cell for cell in cells if cell.value is not None]
        if not cells:
            return unchecked(self, statement.statement_id, said, self.says_project_table_amounts())
        total = replace(added(cells, title), places=(*cells[0].places, *cells[-1].places))
        for record in lookup.readings["projects"].records:
            if record.row_kind in ("total", "department"):
                head = in_unit(printed_cell(record, column, title), said.unit)
                if head.value == said.value:
                    return compare(self, lookup, statement.statement_id, said, head)
        return compare(self, lookup, statement.statement_id, said, total, sum_tolerance(said, cells))
