"""Duties about performance: targets of a budget with their forms, self-evaluations of final accounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mingzhang.checks.base import Finding
from mingzhang.checks.duties import samples
from mingzhang.checks.duties.decide import LAW_EN, LAW_ZH, MEASURES_EN, MEASURES_ZH, Duty, Outcome
from mingzhang.checks.duties.section import SectionDuty
from mingzhang.checks.duties.view import View, title_place
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import NOTHING, label, printed, wording
from mingzhang.checks.engine.places import Evidence
from mingzhang.forms import Evaluation, Target
from mingzhang.forms.model import ProjectRow
from mingzhang.ground.source import Locator
from mingzhang.narrative import Statement

_ATTACHED = re.compile(r"附[表件]|详见附|见附")
_NAMED = 5


class _Performance(SectionDuty):
    section = "performance"
    words = re.compile("绩效")
    topic = label("Performance.topic", "绩效管理", "performance")
    basis_zh = f"{MEASURES_ZH}逐步公开绩效目标（预算）和绩效评价结果（决算）。另见国发〔2021〕5号（引用文件）。"
    basis_en = (
        f"{MEASURES_EN} Targets (budget) and results of evaluation (final accounts) are published step by step. "
        "See also Guo Fa [2021] No. 5 (cited document)."
    )


class D18(_Performance):
    """A budget states how many projects carry performance targets, and their money; both are held against the projects.

    Count and money may differ from the table of projects, since places choose which projects carry
    targets: such a difference is for review.
    """

    code = "D18"
    rule_zh = (
        "预算写明实行绩效目标管理的项目个数和金额，并与项目表对照。各地自行确定哪些项目申报目标，"
        "个数和金额可以与项目表不同：差异仅供复核。"
    )
    title_zh = "说明实行绩效目标管理的项目个数和金额"
    title_en = "Number and money of projects with performance targets"
    why_zh = "绩效目标说明钱要办成什么事，个数和金额显示覆盖面。"
    why_en = "Targets say what the money is to achieve; number and amount show the coverage."
    requires_zh = f"只适用于预算。{SectionDuty.requires_zh}"
    requires_en = f"Only for budgets. {SectionDuty.requires_en}"
    fix_zh = "公布者写明项目个数和涉及金额。"
    fix_en = "State the number of projects and their money."
    good = samples.budget("十、绩效管理情况\n2023年实行绩效目标管理的项目3个，涉及一般公共预算当年拨款10.00万元。\n")
    bad = samples.budget("十、绩效管理情况\n按要求开展绩效管理，严格绩效目标审核。\n")

    says_final_accounts_report_evaluations = wording(
        "D18.final_accounts_report_evaluations",
        "决算公开绩效自评结果，见 D20。",
        "Final accounts report evaluations, see D20.",
    )
    says_number_projects = wording("D18.number_projects", "实行绩效目标管理的项目个数", "the number of projects")
    says_money_these_projects = wording("D18.money_these_projects", "绩效目标涉及的金额", "the money of these projects")
    says_projects_carry_targets_table = wording(
        "D18.projects_carry_targets_table",
        "实行绩效目标管理的项目{said}个，项目支出表列有{projects}个，一致。",
        "{said} projects carry targets; the table of projects lists {projects}.",
    )
    says_projects_carry_table_projects_lists = wording(
        "D18.projects_carry_table_projects_lists",
        "实行绩效目标管理的项目{said}个，项目支出表列有{projects}个，不一致。",
        "{said} projects carry targets; the table of projects lists {projects}.",
    )
    says_money_targets_equals_project = wording(
        "D18.money_targets_equals_project",
        "绩效目标涉及金额与一般公共预算项目支出一致。",
        "The money with targets equals project expenditure of the general budget.",
    )
    says_money_targets_differs_from = wording(
        "D18.money_targets_differs_from",
        "绩效目标涉及金额与一般公共预算项目支出不一致，可能有项目没有设定目标。",
        "The money with targets differs from project expenditure.",
    )

    def exempt(self, view: View) -> Finding | None:
        """Final accounts report evaluations instead."""
        if not view.is_final:
            return None
        said = self.says_final_accounts_report_evaluations()
        return self.decide("performance", "not_applicable", said)

    def judge(self, view: View) -> Iterator[Finding]:
        """Count and money stated; count and money against the table of projects."""
        counts = [s for s in self.found(view, "performance_projects_count") if s.value is not None]
        amounts = [s for s in self.found(view, "performance_amount") if s.value is not None]
        ids = ("performance_projects_count", "major_projects_count")
        yield self.figure(view, "count", self.says_number_projects(), ids, r"[0-9]\s*[个项]")
        yield self.figure(view, "amount", self.says_money_these_projects(), ("performance_amount",), "元")
        reading = view.table("projects")
        projects = [r for r in reading.records if r.row_kind == "project"] if reading else []
        if counts and projects and reading is not None and not view.is_doubtful(reading):
            yield self._coverage(view, counts[0], len(projects), title_place(reading))
        total = _project_total(view)
        if amounts and total is not None and amounts[0].value_yuan is not None:
            yield self._money(amounts[0], *total)

    def _coverage(self, view: View, said: Statement, projects: int, place: Locator) -> Finding:
        same = said.value == projects
        values = (sides.PROJECTS_WITH_TARGETS, f"{said.value:f}", sides.PROJECTS_OF_THE_TABLE, str(projects))
        return self.decide(
            "coverage",
            "pass" if same else "review",
            (
                self.says_projects_carry_targets_table(said=f"{said.value:f}", projects=projects)
                if same
                else self.says_projects_carry_table_projects_lists(said=f"{said.value:f}", projects=projects)
            ),
            [said, place],
            values,
        )

    def _money(self, said: Statement, total: str, place: Locator) -> Finding:
        same = f"{said.value_yuan:f}" == total
        values = (sides.MONEY_OF_TARGETS, f"{said.value_yuan:f}", sides.PROJECT_EXPENDITURE, total)
        return self.decide(
            "money",
            "pass" if same else "review",
            (self.says_money_targets_equals_project() if same else self.says_money_targets_differs_from()),
            [said, place],
            values,
        )


def _project_total(view: View) -> tuple[str, Locator] | None:
    """Project expenditure of the general budget in 元, as printed in its table."""
    reading = view.table("general_expenditure")
    if reading is None or view.is_doubtful(reading):
        return None
    for record in reading.records:
        cell = record.amounts.get("project")
        if record.row_kind == "total" and cell is not None and cell.cell.value is not None and cell.unit == "万元":
            return f"{cell.cell.value * 10000:f}", cell.place
    return None


def _form_places(forms: Iterable[Target | Evaluation]) -> list[Locator]:
    return [Locator(form.spans[0][0]) for form in forms if form.spans]


class D19(_Performance):
    """A budget attaches the target forms of the projects that it declares to have targets.

    Fewer forms than declared is for review, since targets are published step by step (named or major projects
    first); where none is attached although the text refers to an annex, the forms may have been lost in
    conversion: undecided. Projects of the table without a form are named and their rows located.
    """

    code = "D19"
    rule_zh = (
        "预算附有所申报项目的绩效目标表。少于申报数仅供复核，因为目标是逐步公开的（先公开点名的或重大的项目）；"
        "正文提到附件而一张也没有的，可能在转换时丢失，不作判断。没有绩效表的项目列出名称和位置。"
    )
    severity = "review"
    title_zh = "附有所申报项目的绩效目标表"
    title_en = "The forms of the declared projects are attached"
    why_zh = "只说有绩效目标而不公开目标表，公众无从监督。"
    why_en = "Targets that are declared and not shown cannot be judged."
    requires_zh = f"只适用于预算，且写明了项目个数。{SectionDuty.requires_zh}"
    requires_en = f"Only for budgets that declare a number of projects. {SectionDuty.requires_en}"
    fix_zh = "公布者补充公开缺少的绩效目标表。"
    fix_en = "Publish the missing forms."
    _FORM = "项目支出绩效目标申报表\n(2023年度)\n项目名称⇥⇥{name}\n项目资金(元)⇥年度资金总额:⇥50,000\n"
    _TEXT = "十、绩效管理情况\n实行绩效目标管理的项目{n}个，涉及一般公共预算当年拨款10.00万元。\n"
    good = samples.budget(_TEXT.format(n=1), forms=_FORM.format(name="档案整理"))
    bad = samples.budget(_TEXT.format(n=2), forms=_FORM.format(name="档案整理"))

    says_final_accounts_attach_evaluations = wording(
        "D19.final_accounts_attach_evaluations", "决算附自评表，见 D20。", "Final accounts attach evaluations, see D20."
    )
    says_number_projects_read_see = wording(
        "D19.number_projects_read_see",
        "没有读到实行绩效目标管理的项目个数（见 D18）。",
        "No number of projects was read (see D18).",
    )

    def exempt(self, view: View) -> Finding | None:
        """Final accounts attach evaluations instead."""
        if not view.is_final:
            return None
        said = self.says_final_accounts_attach_evaluations()
        return self.decide("forms", "not_applicable", said)

    def judge(self, view: View) -> Iterator[Finding]:
        """One instance: forms against the number declared."""
        forms = [form for form in view.disclosure.forms.targets if not form.overall]
        declared = next((s for s in self.found(view, "performance_projects_count") if s.value is not None), None)
        if declared is None or declared.value is None:
            said = self.says_number_projects_read_see()
            yield self.decide("forms", "unknown", said, [view.heading(self.section)])
            return
        without = [link.project for link in view.disclosure.forms.links if not link.form_id and link.project]
        yield _attached(self, view, declared, len(forms), _form_places(forms), without)


def _rows(view: View, projects: Sequence[ProjectRow]) -> list[Locator]:
    """Where the rows of these projects stand in the table of projects."""
    reading = view.table("projects")
    places = {str(record.place): record.place for record in reading.records} if reading else {}
    return [places[row.locator] for row in projects if row.locator in places]


_ALL_ATTACHED = wording(
    "forms.all_attached",
    "写明{number}个项目，附表{forms}张。",
    "{number} projects are declared, {forms} forms attached.",
)
_SOME_ATTACHED = wording(
    "forms.some_attached",
    "写明{number}个项目，只附有{forms}张表{major}{rest}。",
    "{number} projects are declared, {forms} forms are attached{major}{rest}.",
)
_MAJOR = wording("forms.major", "（正文列举重大项目{count}个）", " (the text counts {count} major projects)")
_REST_LOST = label("forms.rest_lost", "；其余的表可能在转换中丢失", "; the others may have been lost in conversion")
_REST = wording("forms.rest", "；没有附表的项目：{names}", "; projects without a form: {names}")
_REST_AND_OTHERS = wording(
    "forms.rest_and_others",
    "；没有附表的项目：{names}等",
    "; projects without a form: {names} and others",
)


def _attached(
    duty: Duty, view: View, declared: Statement, forms: int, places: list[Locator], without: list[ProjectRow]
) -> Finding:
    """Forms attached against the number declared in the text."""
    number = f"{declared.value:f}"
    values = (sides.PROJECTS_STATED, number, sides.FORMS_ATTACHED, str(forms))
    first: list[Evidence] = [declared, *places[:3]]
    missing: list[Evidence] = [declared, *_rows(view, without[:_NAMED])]
    major = sum((s.value or 0 for s in view.said("performance") if s.statement == "major_projects_count"), 0)
    if declared.value is not None and forms >= declared.value:
        said = _ALL_ATTACHED(number=number, forms=forms)
        return duty.decide("forms", "pass", said, first, values)
    titles = (*view.headings, *(entry for _, entry in view.contents))
    refers = (
        _ATTACHED.search(view.text("performance"))
        or view.inside("annex")
        or any("绩效" in title and "表" in title for title in titles if not forms)
    )
    lost = (not forms and bool(refers)) or view.lacks_its_end
    names = tuple(printed(row.project_name) for row in without[:_NAMED])
    named = (_REST_AND_OTHERS if len(without) > _NAMED else _REST)(names=names) if names else NOTHING
    stepwise = duty.severity == "review" or 0 < major <= forms
    outcome: Outcome = "unknown" if lost else "review" if stepwise else "warning"
    return duty.decide(
        "forms",
        outcome,
        _SOME_ATTACHED(
            number=number,
            forms=forms,
            major=_MAJOR(count=major) if major else NOTHING,
            rest=_REST_LOST if lost else named,
        ),
        missing if without and not lost else first,
        values,
        "extraction" if lost else "publisher",
    )


class D20(_Performance):
    """Final accounts state how many projects were evaluated, their money and grades, and attach the forms."""

    code = "D20"
    rule_zh = "决算写明自评项目的个数、资金和等级，并附自评表。"
    title_zh = "决算公开绩效自评结果"
    title_en = "Results of self-evaluation (final accounts)"
    why_zh = "花钱要问效，自评结果告诉公众钱花得怎么样。"
    why_en = "The results tell the public what came of the money."
    basis_zh = (
        f"{LAW_ZH}《预算法》第五十七条第三款：开展绩效评价。{MEASURES_ZH}"
        "财预〔2020〕10号（评价办法；权重和等级依行业知识，未核对原文）。"
    )
    basis_en = (
        f"{LAW_EN} Art. 57(3): performance is evaluated. {MEASURES_EN} Cai Yu [2020] No. 10 on evaluation "
        "(weights and grades: professional knowledge, not confirmed in the text)."
    )
    requires_zh = f"只适用于决算。{SectionDuty.requires_zh}"
    requires_en = f"Only for final accounts. {SectionDuty.requires_en}"
    fix_zh = "公布者写明自评项目个数、金额和等级，并附自评表。"
    fix_en = "State number, money and grades, and attach the forms."
    _FORM = "项目支出绩效自评表\n(2023年度)\n项目名称⇥⇥档案整理\n"
    _TEXT = "（四）预算绩效情况说明\n2023年度项目绩效自评个数1个，涉及资金10.00万元：1个项目自评等级为“优”。\n"
    good = samples.final(_TEXT, forms=_FORM)
    bad = samples.final("（四）预算绩效情况说明\n本单位按要求加强了管理。\n", forms=_FORM)

    says_budget_publishes_targets_see = wording(
        "D20.budget_publishes_targets_see",
        "预算公开绩效目标，见 D18、D19。",
        "A budget publishes targets, see D18 and D19.",
    )
    says_number_evaluated = wording("D20.number_evaluated", "自评项目个数", "the number evaluated")
    says_money_evaluated = wording("D20.money_evaluated", "自评涉及的金额", "the money evaluated")
    says_grades_scores = wording("D20.grades_scores", "自评等级或得分", "grades or scores")
    says_grades_scores_published = wording(
        "D20.grades_scores_published", "公开了自评等级或得分。", "Grades or scores are published."
    )

    def exempt(self, view: View) -> Finding | None:
        """A budget has nothing to evaluate yet."""
        if view.is_final:
            return None
        said = self.says_budget_publishes_targets_see()
        return self.decide("performance", "not_applicable", said)

    def judge(self, view: View) -> Iterator[Finding]:
        """Count, money, grades, forms."""
        yield self.figure(view, "count", self.says_number_evaluated(), ("evaluations_count",), r"[0-9]\s*[个项]")
        yield self.figure(view, "amount", self.says_money_evaluated(), ("evaluations_amount",), "元")
        yield self._grades(view)
        forms = [form for form in view.disclosure.forms.evaluations if not form.overall]
        declared = next((s for s in self.found(view, "evaluations_count") if s.value is not None), None)
        if declared is not None:
            yield _attached(self, view, declared, len(forms), _form_places(forms), [])

    def _grades(self, view: View) -> Finding:
        graded = [
            form for form in view.disclosure.forms.evaluations if "grade" in form.fields or "score" in form.fields
        ]
        found = self.found(view, "evaluation_grade_count")
        if found or graded:
            places = [found[0]] if found else _form_places(graded)[:3]
            return self.decide("grades", "pass", self.says_grades_scores_published(), places)
        unsure = bool(re.search("等级|得分|优|良", view.text(self.section))) or bool(view.disclosure.forms.evaluations)
        return self.lacking(view, "grades", self.says_grades_scores(), unsure)


PERFORMANCE_DUTIES = (D18(), D19(), D20())
