"""Forms against the table of projects, and against what the narrative declares of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mingzhang.checks.base import Check, Disclosure, Example, Finding, NotedCheck
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import Phrase, label, wording
from mingzhang.checks.performance.common import (
    TOLERANCE_YUAN,
    TargetCheck,
    number,
    stated,
    targets_of,
)
from mingzhang.checks.performance.samples import (
    PROJECTS,
    target,
    target_text,
)
from mingzhang.checks.sums import reading_of
from mingzhang.extract.model import Record
from mingzhang.ground.amounts import to_yuan
from mingzhang.ground.source import Locator
from mingzhang.ground.text import fold
from mingzhang.narrative.model import Statement

_DOUBTS = ("R05", "R13")
_NEARLY_ALL = Decimal("0.75")
_MANAGED = "2023年实行绩效目标管理的项目{}个，涉及一般公共预算当年拨款{}万元。\n"
_HEADING = "十、绩效管理情况\n1、绩效管理情况\n"


_GENERAL = label("P11.general", "项目表一般公共预算之和", "the projects' general column")
_TOTAL = label("P11.total", "项目表合计之和", "the projects' total column")
_FORMS = label("P11.forms", "所附绩效表年度资金之和", "the forms' money")


def _projects(disclosure: Disclosure) -> list[Record]:
    reading = reading_of(disclosure, "projects")
    return [record for record in reading.records if record.row_kind == "project"] if reading else []


class _Linked(NotedCheck):
    basis_zh = "财预〔2016〕143号《地方预决算公开操作规程》：逐步公开项目绩效目标；项目应与项目支出表一致。"
    basis_en = "Cai Yu [2016] No. 143: performance targets of projects are published step by step."
    requires_zh = "需要项目支出表和绩效表；缺少其一时不产生结果。项目名称相近且金额相同的视为同一项目。"
    requires_en = (
        "The project table and performance forms; without either there is no instance. Names that nearly agree "
        "count as the same project where the money agrees."
    )


class P01(_Linked):
    """A performance form names a project that the table of projects does not hold.

    Cai Yu [2016] No. 143 asks for the targets of the projects that are published. For review: names vary.
    """

    code = "P01"
    rule_zh = "绩效表所写的项目不在项目表中。财预〔2016〕143号要求公开所公布项目的绩效目标。仅供复核：名称写法会不同。"
    severity = "review"
    title_zh = "绩效表没有对应的项目"
    title_en = "Performance form without a project"
    why_zh = "绩效目标应对应项目支出表中的项目。"
    why_en = "A target belongs to money: the project should stand in the table of projects."
    fix_zh = "公布者核对项目名称；名称写法不同时可人工确认。"
    fix_en = "The publisher checks the project's name; where only the wording differs, a person can confirm it."
    message_zh = "绩效表“{name}”在项目支出表中没有对应的项目。"
    message_en = "The form “{name}” names no project of the project table."
    good = target()
    bad = target(name="馆舍修缮")


class P02(_Linked):
    """A project has no performance form attached. Information only: many places attach those of major projects."""

    code = "P02"
    rule_zh = "项目没有附绩效表。仅作提示：许多地方只附重大项目的绩效表。"
    severity = "info"
    title_zh = "项目没有附绩效表"
    title_en = "Project without a performance form"
    why_zh = "公开绩效目标的项目范围各地不同，未附表不一定有误。"
    why_en = "Places differ in which projects they attach forms for, so a missing form is not by itself wrong."
    fix_zh = "公布者可补充该项目的绩效目标表。"
    fix_en = "The publisher may add the form of this project."
    message_zh = "项目“{name}”没有附绩效目标表。"
    message_en = "No performance form is attached for the project “{name}”."
    good = Example(tables=PROJECTS, forms=target_text(years="一年"))
    bad = Example(tables=PROJECTS + "馆舍修缮⇥20⇥20\n", forms=target_text())


class P03(TargetCheck):
    """The year's money of a form is the amount of the project it is linked to.

    元 against 万元, tolerance 0.005 万元. For review: the form may speak of what was applied for.
    """

    code = "P03"
    rule_zh = "绩效表的年度资金等于所对应项目的金额。元与万元相比，允许0.005万元。仅供复核：绩效表写的可能是申报数。"
    title_zh = "绩效表年度资金与项目支出表一致"
    title_en = "The form's money is that of the project table"
    why_zh = "同一个项目在两处公布的金额应相同，差额应有说明。"
    why_en = "The same project should have the same amount in both places, or the difference should be explained."
    good = target()
    bad = target(year="120,000")

    says_project = wording("P03.project", "项目“{name}”", "Project “{name}”")
    says_form_s_money_year = wording("P03.form_s_money_year", "绩效表年度资金总额", "the form's money of the year")
    says_table_s_amount = wording("P03.table_s_amount", "项目支出表金额", "the table's amount")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per form with a project."""
        links = {link.form_id: link.project for link in disclosure.forms.links if link.form_id}
        for view in targets_of(disclosure):
            project = links.get(view.key)
            if project is None or project.total_yuan is None:
                continue
            line, _, cell = project.locator.removeprefix("L").partition("C")
            place = Locator(int(line), int(cell or 0))
            if view.year is None or not view.year.sure:
                yield self.unsure(view.key, view.name, Locator(view.form.spans[0][0]), place)
                continue
            yield self.compared(
                view.key,
                self.says_project(name=view.name),
                (self.says_form_s_money_year(), view.year.value),
                (self.says_table_s_amount(), project.total_yuan),
                TOLERANCE_YUAN,
                view.year.place,
                place,
            )


class P10(TargetCheck):
    """The declared number of projects with targets is that of the project table, and of the forms attached.

    Fewer forms than declared fail only where nearly all (over three quarters) are attached: other places attach
    those of major projects.
    """

    code = "P10"
    rule_zh = (
        "申明的绩效管理项目数，等于项目表的项目数，也等于所附绩效表数。绩效表少于申明数时，"
        "只有附了绝大多数（超过四分之三）才算不符：其他地方只附重大项目的绩效表。"
    )
    title_zh = "申明的绩效管理项目数与项目表、绩效表相符"
    title_en = "The declared number of projects with targets"
    why_zh = "说明里的项目数应能在项目表里数出来，也应有相应的绩效表。"
    why_en = "The number in the text should be the number of projects in the table, each with its form."
    good = target(narrative=_HEADING + _MANAGED.format(1, 10))
    bad = target(narrative=_HEADING + _MANAGED.format(3, 10))

    says_projects_table = wording("P10.projects_table", "项目支出表中的项目", "projects in the table")
    says_forms_attached = wording("P10.forms_attached", "所附绩效目标表", "forms attached")
    says_same = wording(
        "P10.same",
        "说明称实行绩效管理的项目{declared}个，{right}为{shown}个。",
        "The text declares {declared} projects with targets; {right}: {shown}.",
    )
    says_some_attached = wording(
        "P10.some_attached",
        "说明称实行绩效管理的项目{declared}个，{right}为{shown}个，属只附部分项目。",
        "The text declares {declared} projects with targets; {right}: {shown}.",
    )
    says_differ = wording(
        "P10.differ",
        "说明称实行绩效管理的项目{declared}个，{right}为{shown}个，二者不同。",
        "The text declares {declared} projects with targets; {right}: {shown}.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """Two instances per declared number: the rows of the table, and the forms."""
        projects, forms = _projects(disclosure), targets_of(disclosure)
        doubt = _table_in_doubt(disclosure)
        for statement in stated(disclosure, "performance_projects_count"):
            declared = statement.value
            assert declared is not None
            if projects:
                counts = {len(projects), len({(record.unit_name, fold(record.project_name)) for record in projects})}
                if doubt and int(declared) not in counts:
                    yield self.unsure(f"{statement.statement_id}/projects", "项目支出表", statement)
                else:
                    said = self.says_projects_table()
                    yield self._counted(statement, declared, counts, "projects", said)
            if forms:
                counts = {len(forms)}
                few = declared * _NEARLY_ALL >= len(forms)
                yield self._counted(statement, declared, counts, "forms", self.says_forms_attached(), few)

    def _counted(
        self, statement: Statement, declared: Decimal, counts: set[int], what: str, said: Phrase, few: bool = False
    ) -> Finding:
        shown = "/".join(str(count) for count in sorted(counts))
        status = "pass" if int(declared) in counts else "not_applicable" if few else "fail"
        says = {"not_applicable": self.says_some_attached, "pass": self.says_same}.get(status, self.says_differ)
        return self.found(
            f"{statement.statement_id}/{what}",
            status,  # type: ignore[arg-type]
            says(declared=number(declared), right=said, shown=shown),
            statement,
            left=(sides.PROJECTS_DECLARED, f"{declared:f}"),
            right=(said, shown),
        )


class P11(TargetCheck):
    """The declared money of projects with targets is that of the projects of the table, or of the forms.

    Passes where it equals either (general budget or all funds), within the rounding of the rows; the forms count
    where as many are attached as are declared.
    """

    code = "P11"
    rule_zh = (
        "申明的绩效管理资金，等于项目表各项目之和，或绩效表之和。与其中任一（一般公共预算或全部资金）"
        "在各行四舍五入范围内相符即成立；所附绩效表与申明个数相同时才与绩效表比较。"
    )
    title_zh = "申明的绩效管理资金与项目相符"
    title_en = "The declared money of projects with targets"
    why_zh = "说明里的资金额应能由项目表或绩效表加出来。"
    why_en = "The amount in the text should be the sum of the projects or of the forms."
    good = target(narrative=_HEADING + _MANAGED.format(1, 10))
    bad = target(narrative=_HEADING + _MANAGED.format(1, 18))

    says_performance_management = wording("P11.performance_management", "绩效管理情况", "Performance management")
    says_text_names = wording("P11.text_names", "说明所称资金", "the text names")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per declared amount; insufficient data where cells of the project table were not read."""
        sums = list(self._sums(disclosure))
        for statement in stated(disclosure, "performance_amount"):
            declared = statement.value_yuan
            if declared is None or not sums:
                continue
            said, total, tolerance, places = min(sums, key=lambda found: abs(found[1] - declared))
            if abs(total - declared) > tolerance and _table_in_doubt(disclosure):
                yield self.unsure(statement.statement_id, "项目支出表", statement, *places)
                continue
            yield self.compared(
                statement.statement_id,
                self.says_performance_management(),
                (self.says_text_names(), declared),
                (said, total),
                tolerance,
                statement,
                *places,
            )

    @staticmethod
    def _sums(disclosure: Disclosure) -> Iterator[_Added]:
        projects = _projects(disclosure)
        for column, name in (("general", _GENERAL), ("total", _TOTAL)):
            cells = [
                cell for record in projects if (cell := record.amounts.get(column)) and cell.cell.value is not None
            ]
            values = [to_yuan(cell.cell.value, cell.unit) for cell in cells if cell.cell.value is not None]
            if values:
                places = (cells[0].place, cells[-1].place)
                tolerance = TOLERANCE_YUAN * (len(values) + 1)
                yield name, sum(values, Decimal(0)), tolerance, places
        forms = targets_of(disclosure)
        moneys = [view.year for view in forms if view.year is not None and view.year.sure]
        declared = {s.value for s in stated(disclosure, "performance_projects_count")}
        if moneys and len(moneys) == len(forms) and declared == {Decimal(len(forms))}:
            total = sum((money.value for money in moneys), Decimal(0))
            places = (moneys[0].place, moneys[-1].place)
            yield _FORMS, total, TOLERANCE_YUAN * (len(forms) + 1), places


_Added = tuple[Phrase, Decimal, Decimal, tuple[Locator, ...]]
"""Name, sum in 元, tolerance, first and last place."""


def _table_in_doubt(disclosure: Disclosure) -> bool:
    """Whether cells of the project table were not read, or which rows are projects is uncertain."""
    reading = reading_of(disclosure, "projects")
    return reading is not None and bool(reading.account.unread or any(n.check in _DOUBTS for n in reading.notes))


class P12(TargetCheck):
    """Of the major projects that a sentence names and counts, each has its form attached."""

    code = "P12"
    rule_zh = "一句话中点名并计数的重大项目，每个都附有绩效表。"
    title_zh = "点名的重大项目附有绩效表"
    title_en = "Major projects named have their form"
    why_zh = "说明里点名的重大项目，读者应能看到它的绩效目标。"
    why_en = "A reader should find the targets of the projects that the text calls major."
    good = target(
        narrative="十、绩效管理情况\n2、绩效目标情况（附表说明）\n示例县档案馆重大项目分别有档案整理费1个项目\n"
    )
    bad = target(
        narrative="十、绩效管理情况\n2、绩效目标情况（附表说明）\n示例县档案馆重大项目分别有档案整理费、馆舍修缮2个项目\n"
    )

    says_names_major_projects_them = wording(
        "P12.names_major_projects_them",
        "“{unit_name}”列出重大项目{statement}个，其中附有绩效目标表的{held}个。",
        "“{unit_name}” names {statement} major projects; {held} of them have a form.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per such sentence; silent where no form is attached at all."""
        names = [fold(view.name) for view in targets_of(disclosure)]
        for statement in stated(disclosure, "major_projects_count"):
            if not names or statement.value is None:
                continue
            held = sum(1 for name in names if name and name in fold(statement.printed))
            fails = held < statement.value
            yield self.found(
                statement.statement_id,
                "fail" if fails else "pass",
                self.says_names_major_projects_them(
                    unit_name=statement.unit_name, statement=number(statement.value), held=held
                ),
                statement,
                left=(sides.MAJOR_PROJECTS_NAMED, f"{statement.value:f}"),
                right=(sides.WITH_A_FORM, str(held)),
            )


LINKING_CHECKS: tuple[Check, ...] = (P01(), P02(), P03(), P10(), P11(), P12())
