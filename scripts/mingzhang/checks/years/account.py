"""A unit's budget against its final accounts of the same year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from mingzhang.checks.base import Example, Status
from mingzhang.checks.engine.phrases import Value, label, wording
from mingzhang.checks.years.base import OF, Figure, Pair, PairFinding, Published, Relation, YearCheck
from mingzhang.checks.years.words import compare, judged, money
from mingzhang.ground.text import fold

_GENERAL = label("Y08.general", "一般公共预算支出", "general public budget expenditure")
_LEAST, _GREAT, _SMALL = Decimal(500_000), Decimal("1.5"), Decimal("0.5")


class _Account(YearCheck):
    """What the checks of a budget and its final accounts have in common."""

    relations: ClassVar[tuple[Relation, ...]] = ("account",)
    requires_zh = "该单位同年的预算和决算都已收录；只有一份时不比较，也不报告。"
    requires_en = (
        "The unit's budget and final accounts of the year are in the catalog; where only one is, nothing is compared "
        "or reported."
    )


def _general(amount: str) -> Example:
    return Example(
        tables="预算公开表5\n一般公共预算支出预算表\n单位：万元\n项目⇥⇥一般公共预算支出⇥⇥\n"
        f"科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n⇥合计⇥{amount}⇥{amount}⇥\n"
        f"201⇥一般公共服务支出⇥{amount}⇥{amount}⇥\n20126⇥档案事务⇥{amount}⇥{amount}⇥\n"
        f"2012604⇥档案馆⇥{amount}⇥{amount}⇥\n"
    )


def _spent(amount: str) -> Example:
    return Example(
        kind="final",
        tables="公开05表\n一般公共预算财政拨款支出决算表\n金额单位：万元\n项目⇥⇥本年支出⇥⇥\n科目代码⇥科目名称⇥小计⇥基本支出⇥项目支出\n"
        f"合计⇥⇥{amount}⇥{amount}⇥\n201⇥一般公共服务支出⇥{amount}⇥{amount}⇥\n20126⇥档案事务⇥{amount}⇥{amount}⇥\n"
        f"2012604⇥档案馆⇥{amount}⇥{amount}⇥\n",
    )


def _initial(amount: str) -> Example:
    return Example(
        kind="final",
        tables=_spent("110.00").tables,
        narrative="五、一般公共预算财政拨款支出决算情况说明\n（三）一般公共预算财政拨款支出决算具体情况\n"
        f"2023年度一般公共预算财政拨款支出年初预算{amount}万元，支出决算110.00万元。\n",
    )


class Y08(_Account):
    """The initial budget (年初预算) that final accounts state is what the unit's budget of that year printed.

    In total and by class (类) of general expenditure; tolerance 0 at equal decimals, else half a unit of the coarser.
    """

    code = "Y08"
    rule_zh = (
        "决算所称年初预算，等于该单位当年预算公布的数。核对一般公共预算支出的合计和各类；"
        "小数位数相同时不允许差额，否则允许较粗一方末位的一半。"
    )
    severity = "warning"
    title_zh = "决算所称年初预算等于公布的预算"
    title_en = "The initial budget final accounts state is the published budget"
    why_zh = "完成率以年初预算为分母，年初预算与当年公布的预算不同，完成率就没有意义。"
    why_en = "Completion rates divide by the initial budget; if it is not the published one, they mean nothing."
    basis_zh = "《预算法》第七十五条：决算草案应当与预算相对应，按预算数、调整预算数、决算数分别列出。"
    basis_en = (
        "Budget Law, art. 75: final accounts correspond to budgets and list budgeted, adjusted and final figures."
    )
    fix_zh = "公布者按当年公布的部门预算改正年初预算数；口径不同时写明。"
    fix_en = "The publisher states the figure of the published budget, or says where the scope differs."
    good = Pair(_general("100.00"), _initial("100.00"), 2023, 2023)
    bad = Pair(_general("100.00"), _initial("105.00"), 2023, 2023)

    says_initial_budget_stated = wording(
        "Y08.initial_budget_stated", "{right_title}说明所称{name}年初预算", "the initial budget stated in {right_title}"
    )

    def find(self, left: Published, right: Published, relation: Relation) -> Iterable[PairFinding]:
        """One instance per stated initial budget."""
        for row in right.statements:
            fact = {
                "general_initial_budget": "general_expenditure/total/total",
                "function_initial_budget": f"general_expenditure/{row['subject_code']}/total",
            }.get(row["statement"], "")
            if (
                not fact
                or not row["value_yuan"]
                or (row["statement"].startswith("function") and not row["subject_code"])
            ):
                continue
            name = row["subject"] or _GENERAL
            budget = left.figure(fact, OF(title=left.title, name=name))
            stated = right.stated(row, self.says_initial_budget_stated(right_title=right.title, name=name))
            tolerance = max(budget.step, stated.step) / 2 if budget.step != stated.step else Decimal(0)
            yield compare(self, left, right, row["statement_id"], budget, stated, tolerance)


_PUBLIC = {
    "total": label("years.three_public_costs", "“三公”经费合计", "Three public costs"),
    "abroad": label("years.travel_abroad", "因公出国（境）费", "Travel abroad"),
    "vehicles": label("years.vehicles", "公务用车购置及运行费", "Vehicles"),
    "vehicle_purchase": label("years.buying_vehicles", "公务用车购置费", "Buying vehicles"),
    "vehicle_operation": label("years.running_vehicles", "公务用车运行维护费", "Running vehicles"),
    "reception": label("years.receptions", "公务接待费", "Receptions"),
}


def _public_budget(reception: str) -> Example:
    return Example(
        tables="预算公开表10\n“三公”经费预算表\n单位：万元\n项目⇥合计⇥一般公共预算⇥政府性基金⇥国有资本经营预算\n"
        f"因公出国（境）费⇥⇥⇥⇥\n公务接待费⇥{reception}⇥{reception}⇥⇥\n公务用车购置及运行费⇥⇥⇥⇥\n"
        f"合计⇥{reception}⇥{reception}⇥⇥\n"
    )


def _public_account(reception: str) -> Example:
    return Example(
        kind="final",
        tables="公开09表\n财政拨款“三公”经费支出决算表\n金额单位：万元\n预算数⇥⇥⇥⇥⇥⇥决算数⇥⇥⇥⇥⇥\n"
        "合计⇥因公出国（境）费⇥公务用车购置及运行维护费⇥⇥⇥公务接待费⇥合计⇥因公出国（境）费⇥公务用车购置及运行维护费⇥⇥⇥公务接待费\n"
        "⇥⇥小计⇥公务用车购置费⇥公务用车运行维护费⇥⇥⇥⇥小计⇥公务用车购置费⇥公务用车运行维护费⇥\n"
        f"{reception}⇥⇥⇥⇥⇥{reception}⇥1.00⇥⇥⇥⇥⇥1.00\n",
    )


class Y09(_Account):
    """The 三公 budget in the table of the final accounts is what the unit's budget of that year printed, item by item.

    The column may hold the adjusted budget (全年预算数), so a difference is for review.
    """

    code = "Y09"
    rule_zh = (
        "决算“三公”经费表的预算数，等于该单位当年预算公布的数，逐项核对。该列可能是调整后的全年预算数，"
        "因此差异仅供复核。"
    )
    severity = "review"
    title_zh = "决算“三公”经费预算数等于公布的预算"
    title_en = "The “three public” budget in the final accounts is the published one"
    why_zh = "“三公”经费有没有超预算，要看当初公布的预算是多少。"
    why_en = "Whether the “three public” costs stayed within budget depends on the budget that was published."
    basis_zh = "财预〔2016〕143号要求“三公”经费分项公开并说明与预算数的差异。该栏可以是调整后的全年预算数，故仅供复核。"
    basis_en = (
        "Rules of disclosure (Cai Yu [2016] No. 143) on these costs. The column may hold the adjusted budget, "
        "so it is for review."
    )
    fix_zh = "公布者核对预算数，调整过的写明调整数。"
    fix_en = "The publisher compares with the budget and says where it was adjusted."
    good = Pair(_public_budget("2.00"), _public_account("2.00"), 2023, 2023)
    bad = Pair(_public_budget("2.00"), _public_account("3.00"), 2023, 2023)

    says_budget = wording("Y09.budget", "{right_title}公布的{said}预算数", "the budget of it in {right_title}")

    def find(self, left: Published, right: Published, relation: Relation) -> Iterable[PairFinding]:
        """One instance per item that either prints."""
        for kind in _PUBLIC:
            said = _PUBLIC[kind]
            one = left.figure(f"three_public/{kind}/total", OF(title=left.title, name=said))
            other = right.figure(
                f"three_public/{kind}/budget",
                self.says_budget(right_title=right.title, said=said),
            )
            if one.value or other.value:
                yield compare(self, left, right, f"three_public/{kind}/budget", one, other)


def _project_list(amount: str) -> Example:
    return Example(
        tables="预算公开表12\n项目支出预算表\n单位：万元\n单位名称⇥项目编码⇥项目名称⇥合计⇥一般公共预算⇥政府性基金⇥国有资本经营预算\n"
        f"示例县档案馆⇥⇥⇥{amount}⇥{amount}⇥⇥\n⇥⇥档案数字化⇥{amount}⇥{amount}⇥⇥\n"
    )


def _evaluated(amount: str) -> Example:
    money_cells = f"{amount}⇥{amount}⇥{amount}⇥{amount}⇥0.00⇥100.00⇥10.00"
    return Example(
        kind="final",
        tables=_spent("110.00").tables,
        forms="档案数字化项目支出绩效自评表\n(2023年度)\n项目名称⇥⇥档案数字化⇥⇥⇥⇥⇥⇥⇥\n"
        "主管部门及代码⇥⇥099-示例县档案馆⇥⇥⇥预算单位⇥099001-示例县档案馆⇥⇥⇥\n"
        "项目资金预算安排及执行进度(万元)⇥年初预算数⇥⇥全年预算数⇥全年执行数⇥资金结(转)余⇥执行率⇥得分⇥偏差原因⇥\n"
        f"⇥目标申报数⇥预算编制数⇥⇥⇥⇥⇥⇥⇥\n⇥资金总额:⇥{money_cells}⇥\n"
        "绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年初指标值⇥调整后指标值⇥实际完成值⇥分值⇥得分⇥偏差原因\n"
        "⇥产出⇥数量⇥数字化页数⇥≥10万页⇥≥10万页⇥10万页⇥50⇥50⇥\n总分⇥⇥⇥⇥⇥⇥⇥⇥100⇥优\n",
    )


class Y10(_Account):
    """The initial budget of an evaluated project is the project's amount in the unit's budget of that year.

    Projects are matched by name, where the budget lists the name once. For review: projects may be split or joined.
    """

    code = "Y10"
    rule_zh = (
        "自评项目的年初预算，等于该单位当年预算中该项目的金额。按名称对应，预算中该名称只出现一次时才比较。"
        "仅供复核：项目可能拆分或合并。"
    )
    severity = "review"
    title_zh = "自评项目的年初预算等于预算中的项目金额"
    title_en = "An evaluated project's initial budget is its amount in the budget"
    why_zh = "自评的执行率以预算数为基数，应与当初公布的项目金额相同。"
    why_en = "The rate of execution in an evaluation rests on the budget; it should be the amount that was published."
    basis_zh = "财预〔2020〕10号：自评表列年初预算数、全年预算数和执行数。项目拆分、合并时可以不同，故仅供复核。"
    basis_en = "Rules of evaluation (Cai Yu [2020] No. 10). Projects may be split or joined, so it is for review."
    fix_zh = "公布者核对自评表的年初预算数。"
    fix_en = "The publisher checks the initial budget in the evaluation."
    good = Pair(_project_list("30.00"), _evaluated("30.00"), 2023, 2023)
    bad = Pair(_project_list("30.00"), _evaluated("36.00"), 2023, 2023)

    says_project = wording("Y10.project", "{title}项目“{name}”", "“{name}” in {title}")
    says_evaluation = wording(
        "Y10.evaluation", "{title}自评表“{name}”年初预算数", "the initial budget in its evaluation of {year}"
    )

    def find(self, left: Published, right: Published, relation: Relation) -> Iterable[PairFinding]:
        """One instance per evaluated project that the budget lists once."""
        projects = [row for row in left.tables.get("projects", ()) if row["row_kind"] == "project"]
        times = Counter(fold(row["project_name"]) for row in projects)
        rows = {fold(row["project_name"]): row for row in projects}
        for form in right.tables.get("evaluations", ()):
            key = fold(form["project_name"])
            if times[key] != 1 or not form["initial_yuan"] or not rows[key]["total_yuan"]:
                continue
            sure = form["head_status"] == "as_printed"
            name = form["project_name"]
            one = Figure(
                self.says_project(title=left.title, name=name),
                Decimal(rows[key]["total_yuan"]),
                (left.place(rows[key]),),
            )
            initial = Decimal(form["initial_yuan"]) if sure else None
            other = Figure(
                self.says_evaluation(title=right.title, name=name, year=right.fiscal_year),
                initial,
                (right.place(form),),
                doubtful=not sure,
            )
            yield compare(self, left, right, f"evaluations/{name}", one, other)


class Y11(_Account):
    """General expenditure, in total and by class, lies between half and one and a half of the year's budget.

    Only where the two differ by 50 万元 or more.
    """

    code = "Y11"
    rule_zh = "一般公共预算支出的合计与各类，在当年预算的0.5至1.5倍之间；两者相差50万元以上才看。"
    severity = "review"
    title_zh = "决算支出未远离预算"
    title_en = "What was spent is not far from the budget"
    why_zh = "花的钱不到预算一半，或超出预算一半，应有说明：追加、调整，还是没有执行。"
    why_en = "Spending under half or over one and a half times the budget needs a reason: adjusted, or not carried out."
    basis_zh = "《预算法》第五十三条：各部门、各单位是本部门、本单位的预算执行主体。预算可以依法调整，故仅供复核。"
    basis_en = "Budget Law, art. 53: departments carry out their budgets. Budgets may be adjusted, so it is for review."
    fix_zh = "公布者说明差额来自追加、调整或未执行。"
    fix_en = "The publisher says what was added, adjusted or not carried out."
    good = Pair(_general("300.00"), _spent("280.00"), 2023, 2023)
    bad = Pair(_general("300.00"), _spent("80.00"), 2023, 2023)

    says_both = wording(
        "Y11.both",
        "{left}为{left_wan}万元，{right}为{right_wan}万元。",
        "“{name}”: {left_wan} in {left_title}, {right_wan} in {right_title} (万元).",
    )
    says_far_apart = wording(
        "Y11.far_apart",
        "{left}为{left_wan}万元，{right}为{right_wan}万元，相差悬殊，应有说明。",
        "“{name}”: {left_wan} in {left_title}, {right_wan} in {right_title} (万元): far apart.",
    )

    def find(self, left: Published, right: Published, relation: Relation) -> Iterable[PairFinding]:
        """The total and each class both print."""
        for fact, row in right.facts.items():
            parts = fact.split("/")
            if parts[0] != "general_expenditure" or parts[-1] != "total" or fact not in left.facts or len(parts) != 3:
                continue
            if parts[1] != "total" and len(parts[1]) != 3:
                continue
            name = row["row_label"]
            one = left.figure(fact, OF(title=left.title, name=name))
            other = right.figure(fact, OF(title=right.title, name=name))
            yield self._row(left, right, fact, one, other)

    def _row(self, left: Published, right: Published, fact: str, one: Figure, other: Figure) -> PairFinding:
        assert one.value is not None
        assert other.value is not None
        far = abs(other.value - one.value) >= _LEAST and not (_SMALL * one.value <= other.value <= _GREAT * one.value)
        status: Status = "fail" if far else "pass"
        told: dict[str, Value] = {
            "left": one.name,
            "left_wan": money(one.value),
            "right": other.name,
            "right_wan": money(other.value),
            "name": right.facts[fact]["row_label"],
            "left_title": left.title,
            "right_title": right.title,
        }
        words = (self.says_far_apart if far else self.says_both)(**told)
        return judged(
            self, left, right, fact, one, other, status, words,
            other.value - one.value,
        )  # fmt: skip


ACCOUNT_CHECKS: tuple[YearCheck, ...] = (Y08(), Y09(), Y10(), Y11())
