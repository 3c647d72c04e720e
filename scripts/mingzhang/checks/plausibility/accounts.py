"""Amounts booked where the definitions of the classification do not expect them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from mingzhang import codes
from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import NOTHING, Wording, label, printed, wording
from mingzhang.checks.plausibility.basic import BASIC, NOT_WHOLE, amount_column, is_whole, items
from mingzhang.checks.plausibility.outcome import AccountCheck
from mingzhang.checks.sums import Term, add, reading_of, term
from mingzhang.extract.model import Record, TableReading

_RETIREMENT = ("2080501", "2080502", "2080503", "2080599")
"""Functions under which retired staff are paid: administrative, institutions, their offices, other."""
_RETIREMENT_PAY = ("30301", "30302", "30303")
_CONTRIBUTIONS = (
    (("30108",), label("plausibility.pension_contributions", "基本养老保险缴费", "pension contributions")),
    (("30110",), label("plausibility.medical_insurance", "职工基本医疗保险缴费", "medical insurance")),
    (("30113",), label("plausibility.housing_fund", "住房公积金", "housing fund")),
)
_BASE_PAY = "30101"
_GOVERNMENT_ITEMS = wording("Q23.items", "{said}政府经济科目", "government-economic items for {said}")
_SMALL = Decimal("0.05")
"""Share of a total by which a comparison may miss without telling anything."""
_EXPENDITURE = """2023年预算支出总表
单位：万元
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
{rows}"""
_RETIRED = """2023年一般公共预算安排基本支出分经济科目表
单位：万元
部门预算支出经济科目名称⇥政府预算支出经济科目名称⇥合计⇥人员经费⇥公用经费
合计⇥⇥8.00⇥8.00⇥
对个人和家庭的补助⇥⇥8.00⇥8.00⇥
退休费⇥离退休费⇥8.00⇥8.00⇥"""
_GENERAL = """2023年一般公共预算支出预算表
单位：万元
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
{rows}"""


class Q01(AccountCheck):
    """Project expenditure under 行政运行 (…01) or 事业运行 (…50) of a class, which are basic expenditure by definition.

    By the official classification of revenue and expenditure 行政运行 and 事业运行 reflect basic expenditure.
    For review: pilots exist.
    """

    code = "Q01"
    rule_zh = (
        "行政运行（…01）或事业运行（…50）科目列有项目支出，而按定义它们属于基本支出（《政府收支分类科目》）。"
        "仅供复核：有试点。"
    )
    title_zh = "运行类科目列有项目支出"
    title_en = "Project expenditure under a running-cost item"
    why_zh = "“行政运行”“事业运行”反映基本支出，列入项目支出与科目定义不符。"
    why_en = "行政运行 and 事业运行 stand for basic expenditure; projects under them do not fit their definition."
    requires_zh = "需要支出总表；没有这两类科目时不出结果。"
    requires_en = "Needs the expenditure table; yields nothing where neither item is printed."
    fix_zh = "公布者核对项目应列的科目。"
    fix_en = "Check which item the project belongs to."
    good = Example(tables=_EXPENDITURE.format(rows="合计⇥⇥20.00⇥20.00⇥\n2012601⇥行政运行⇥20.00⇥20.00⇥"))
    bad = Example(tables=_EXPENDITURE.format(rows="合计⇥⇥20.00⇥15.00⇥5.00\n2012601⇥行政运行⇥20.00⇥15.00⇥5.00"))

    says_holds_project_expenditure = wording(
        "Q01.holds_project_expenditure",
        "“{code} {label}”列有项目支出 {project}{project_unit}，而该科目按定义只反映基本支出。",
        "“{code} {label}” holds project expenditure of {project} {project_unit}.",
    )
    says_holds_project_holds_project_expenditure = wording(
        "Q01.holds_project_holds_project_expenditure",
        "“{code} {label}”没有项目支出。",
        "“{code} {label}” holds no project expenditure.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per such row of the expenditure table."""
        reading = reading_of(disclosure, "expenditure")
        for record in reading.records if reading else ():
            bare = record.label.replace(" ", "")
            if bare not in ("行政运行", "事业运行") or len(record.code) != 7:
                continue
            project = term(record, "project")
            fails = bool(project.value)
            yield self.finding(
                f"expenditure/{record.key}/project",
                fails,
                (
                    self.says_holds_project_expenditure(
                        code=record.code, label=record.label, project=project.value, project_unit=project.unit
                    )
                    if fails
                    else self.says_holds_project_holds_project_expenditure(code=record.code, label=record.label)
                ),
                project.places or (record.place,),
                left=(record.label, f"{project.value:f}" if project.value is not None else ""),
            )


class Q21(AccountCheck):
    """Project expenditure under items for pay-related contributions and retirement: 20805…, 21011…, 22102….

    They stand for contributions and retirement pay of one's own staff, which are basic expenditure.
    """

    code = "Q21"
    rule_zh = (
        "工资性缴费和离退休科目（20805…、21011…、22102…）列有项目支出。"
        "这些科目反映本单位人员的缴费和离退休费，属于基本支出。"
    )
    title_zh = "养老、医疗、住房类科目列有项目支出"
    title_en = "Project expenditure under a pension, medical or housing item"
    why_zh = "这些科目反映本单位人员的养老、医疗、住房支出，属于基本支出；项目列在这里可能用错科目。"
    why_en = "These items are for one's own staff and are basic expenditure; a project under them may be misplaced."
    requires_zh = "需要支出总表；没有这些科目时不出结果。"
    requires_en = "Needs the expenditure table; yields nothing where no such item is printed."
    fix_zh = "公布者核对该项目应列的功能科目；属于单位负担的缴费，应列基本支出。"
    fix_en = "Check the function of the project; contributions for one's own staff are basic expenditure."
    good = Example(
        tables=_EXPENDITURE.format(rows="合计⇥⇥9.00⇥9.00⇥\n2080505⇥机关事业单位基本养老保险缴费支出⇥9.00⇥9.00⇥")
    )
    bad = Example(
        tables=_EXPENDITURE.format(rows="合计⇥⇥9.00⇥4.00⇥5.00\n2080505⇥机关事业单位基本养老保险缴费支出⇥9.00⇥4.00⇥5.00")
    )

    says_holds_project_expenditure_usually = wording(
        "Q21.holds_project_expenditure_usually",
        "“{code} {label}”列有项目支出{project}{project_unit}，该科目通常只列基本支出。",
        "“{code} {label}” holds project expenditure of {project} {project_unit}; it is usually basic.",
    )
    says_holds_projects = wording(
        "Q21.holds_projects", "“{code} {label}”没有项目支出。", "“{code} {label}” holds no projects."
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per such row of the expenditure table."""
        reading = reading_of(disclosure, "expenditure")
        for record in reading.records if reading else ():
            if len(record.code) != 7 or record.code[:5] not in ("20805", "21011", "22102"):
                continue
            project = term(record, "project")
            fails = bool(project.value)
            yield self.finding(
                f"expenditure/{record.key}/project",
                fails,
                (
                    self.says_holds_project_expenditure_usually(
                        code=record.code, label=record.label, project=project.value, project_unit=project.unit
                    )
                    if fails
                    else self.says_holds_projects(code=record.code, label=record.label)
                ),
                project.places or (record.place,),
                left=(record.label, f"{project.value:f}" if project.value is not None else ""),
            )


class Q22(AccountCheck):
    """Retirement pay (离休费, 退休费, 退职费) without a function for retired staff (2080501 …), or the reverse.

    The reverse counts where basic expenditure under 2080501 and 2080502 exceeds all of 303: then not even the other
    benefits for persons can explain it.
    """

    code = "Q22"
    rule_zh = (
        "有离退休费（离休费、退休费、退职费）而没有离退休功能科目（2080501等），或者相反。相反的情形，"
        "须2080501与2080502的基本支出大于整个303类：此时连其他对个人的补助也不能解释。"
    )
    title_zh = "离退休费与功能科目不对应"
    title_en = "Retirement pay without its function, or the reverse"
    why_zh = "发放离退休费应列“行政（事业）单位离退休”科目；只有一边，说明科目使用可能有误。"
    why_en = "Retirement pay belongs under the function for retired staff; one without the other suggests a wrong item."
    requires_zh = "需要一般公共预算支出表和基本支出经济分类表；缺一张时记为资料不足。"
    requires_en = (
        "Needs the tables of general expenditure and of basic expenditure by economic item; else insufficient data."
    )
    fix_zh = "公布者核对离退休费所列的功能科目和经济科目。"
    fix_en = "Check the function and the economic item under which retirement pay is booked."
    good = Example(tables=_GENERAL.format(rows="合计⇥⇥8.00⇥8.00⇥\n2080501⇥行政单位离退休⇥8.00⇥8.00⇥") + "\n" + _RETIRED)
    bad = Example(tables=_GENERAL.format(rows="合计⇥⇥8.00⇥8.00⇥\n2012601⇥行政运行⇥8.00⇥8.00⇥") + "\n" + _RETIRED)

    says_only_paid = wording(
        "Q22.only_paid",
        "经济科目列有离退休费{paid}{unit}，功能科目却没有“行政（事业）单位离退休”。",
        "Retirement pay of {paid} {unit} and {booked} {unit} under functions for retired staff: one of them lacks its "
        "counterpart.",
    )
    says_only_booked = wording(
        "Q22.only_booked",
        "功能科目列有离退休支出{booked}{unit}，经济科目却没有离退休费。",
        "Retirement pay of {paid} {unit} and {booked} {unit} under functions for retired staff: one of them lacks its "
        "counterpart.",
    )
    says_both = wording(
        "Q22.both",
        "离退休费{paid}{unit}，离退休功能科目{booked}{unit}，没有发现缺少一边。",
        "Retirement pay of {paid} {unit} and {booked} {unit} under functions for retired staff.",
    )
    says_table_needed_this_missing = wording(
        "Q22.table_needed_this_missing",
        "缺少有金额的支出表，不能判断。",
        "A table needed for this is missing or empty.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """A single instance for the disclosure."""
        general, basic = reading_of(disclosure, "general_expenditure"), reading_of(disclosure, "basic_expenditure")
        if general is None or basic is None or not general.facts_count or not basic.facts_count:
            yield self.undecided("document", self.says_table_needed_this_missing())
            return
        if not (is_whole(general) and is_whole(basic)):
            yield self.undecided("document", NOT_WHOLE)
            return
        column = amount_column(basic)
        pay = add([term(record, column) for record in items(basic, _RETIREMENT_PAY)], printed("离退休费"))
        persons = add(
            [term(record, column) for record in basic.records if record.code == "303"], printed("对个人和家庭的补助")
        )
        function = add(
            [term(record, "total" if "total" in record.amounts else "basic") for record in items(general, _RETIREMENT)],
            printed("离退休科目"),
        )
        retired = add([term(record, "basic") for record in items(general, _RETIREMENT[:2])], printed("离退休科目"))
        paid, booked = pay.value or Decimal(0), function.value or Decimal(0)
        reverse = (retired.value or Decimal(0)) > (persons.value or paid) and not paid
        fails = bool(paid and not booked) or reverse
        unit = pay.unit or function.unit or "万元"
        yield self.finding(
            "document",
            fails,
            self._told(paid and not booked, reverse)(paid=paid, booked=booked, unit=unit),
            (*pay.places, *function.places),
            left=(sides.RETIREMENT_PAY, f"{paid:f}"),
            right=(sides.FUNCTIONS_FOR_RETIRED_STAFF, f"{booked:f}"),
        )

    def _told(self, only_paid: object, only_booked: bool) -> Wording:
        return self.says_only_paid if only_paid else self.says_only_booked if only_booked else self.says_both


class Q23(AccountCheck):
    """The government-economic side of basic expenditure does not fit the department-economic item or the kind of unit.

    Each row's pair is looked up in the mapping of the two classifications; and what is booked under 事业运行 (…50,
    basic expenditure of institutions) may not exceed the amounts under government items for institutions (505, 506)
    and persons (509), what is booked under 行政运行 (…01) not those for government bodies (501–504, 509).
    """

    code = "Q23"
    rule_zh = (
        "基本支出的政府经济科目与部门经济科目或单位性质不符。每行的两个科目在对应表中查对；事业运行（…50，"
        "事业单位的基本支出）不得大于事业单位科目（505、506）与对个人补助（509）之和，行政运行（…01）"
        "不得大于机关科目（501–504）与509之和。"
    )
    title_zh = "政府经济科目与单位性质不符"
    title_en = "Government-economic item does not fit the unit"
    why_zh = "机关用501—504、事业单位用505—506；事业单位支出列入机关科目，机关和事业单位的汇总数都会失真。"
    why_en = "Government bodies use 501–504, institutions 505–506; mixed up, the totals of both are wrong."
    basis_zh = "《支出经济分类科目改革方案》（财预〔2017〕98号）及《政府收支分类科目》两套经济分类的对应关系。"
    basis_en = "Cai Yu [2017] No. 98 and the correspondence of the two economic classifications."
    requires_zh = "需要列有政府经济科目的基本支出表；没有该列时不出结果，无法对应科目的行不计。"
    requires_en = "Needs basic expenditure with the government-economic column; yields nothing without that column."
    fix_zh = "公布者按单位性质核对政府预算支出经济科目；参照公务员法管理的单位可作说明。"
    fix_en = "Check the government-economic items against the kind of unit."
    good = Example(
        tables=_GENERAL.format(rows="合计⇥⇥30.00⇥30.00⇥\n2012650⇥事业运行⇥30.00⇥30.00⇥")
        + "\n"
        + BASIC.format(total="30.00", rows="基本工资⇥工资福利支出⇥30.00⇥30.00⇥")
    )
    bad = Example(
        tables=_GENERAL.format(rows="合计⇥⇥30.00⇥30.00⇥\n2012650⇥事业运行⇥30.00⇥30.00⇥")
        + "\n"
        + BASIC.format(total="30.00", rows="基本工资⇥工资奖金津补贴⇥30.00⇥30.00⇥")
    )

    says_department_economic_item_does = wording(
        "Q23.department_economic_item_does",
        "部门经济科目“{left}”与政府经济科目“{right}”不对应。",
        "The department-economic item “{left}” does not correspond to the government-economic item “{right}”.",
    )
    says_together_items_shared_both = wording(
        "Q23.together_items_shared_both",
        "（连同两类单位共用的509科目{common}{unit}）",
        " (together with items shared by both kinds, 509: {common} {unit})",
    )
    says_basic_expenditure_under_but = wording(
        "Q23.basic_expenditure_under_but",
        "“{name}”基本支出{function}{unit}，列入{said}政府经济科目的{common}最多只有{value}{unit}，有一部分列入了另一类单位的科目。",
        "Basic expenditure under “{name}” is {function} {unit}, but government-economic items for "
        "{said}{common} hold at most {value} {unit}: part of it is booked under those for the other kind of unit.",
    )
    says_basic_expenditure_under_government = wording(
        "Q23.basic_expenditure_under_government",
        "“{name}”基本支出{function}{unit}，{said}科目{common}最多{value}{unit}，没有不足。",
        "Basic expenditure under “{name}” is {function} {unit}; government-economic items for {said}{common} "
        "hold at most {value} {unit}.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per pair that the mapping does not know, and one per kind of unit."""
        basic, general = reading_of(disclosure, "basic_expenditure"), reading_of(disclosure, "general_expenditure")
        rows = [record for record in basic.records if record.texts.get("gov_economic_code")] if basic else []
        if not rows:
            return
        for record in rows:
            known = codes.gov_codes_for(record.code) if len(record.code) == 5 else frozenset()
            if known and record.texts["gov_economic_code"] not in known:
                yield self._pair(record)
        if basic is None or general is None or not general.facts_count:
            return
        if is_whole(basic) and is_whole(general):
            yield from self._kinds(rows, general)
        else:
            yield self.undecided("document", NOT_WHOLE)

    def _pair(self, record: Record) -> Finding:
        left, right = record.label, record.texts.get("gov_economic_name", "")
        return self.finding(
            f"{record.code}/{record.texts['gov_economic_code']}",
            True,
            self.says_department_economic_item_does(left=left, right=right),
            (record.place,),
            left=(sides.DEPARTMENT_ECONOMIC_ITEM, left),
            right=(sides.GOVERNMENT_ECONOMIC_ITEM, right),
        )

    def _kinds(self, rows: list[Record], general: TableReading) -> Iterable[Finding]:
        booked_under: dict[str, list[Term]] = defaultdict(list)
        for record in rows:
            booked_under[_side_of(record.texts["gov_economic_code"])].append(term(record, "total"))
        for kind, name, said in _KINDS_OF_UNIT:
            found = [
                record for record in general.records if len(record.code) == 7 and record.label.replace(" ", "") == name
            ]
            function = add([term(record, "basic") for record in found], printed(name))
            if not function.value:
                continue
            booked = add([*booked_under[kind], *booked_under["persons"]], said)
            value, unit = booked.value or Decimal(0), function.unit
            shared = add(booked_under["persons"], printed("509"))
            common = shared.value or Decimal(0)
            fails = value < function.value * (1 - _SMALL)
            says = self.says_basic_expenditure_under_but if fails else self.says_basic_expenditure_under_government
            yield self.finding(
                kind,
                fails,
                says(
                    name=name,
                    function=function.value,
                    unit=unit,
                    said=said,
                    common=self.says_together_items_shared_both(common=common, unit=unit) if common else NOTHING,
                    value=value,
                ),
                (*function.places[:3], *booked.places[:3]),
                left=(name, f"{function.value:f}"),
                right=(_GOVERNMENT_ITEMS(said=said), f"{value:f}"),
            )


_KINDS_OF_UNIT = (
    ("institution", "事业运行", label("plausibility.institutions", "事业单位", "institutions")),
    ("administrative", "行政运行", label("plausibility.government_bodies", "机关", "government bodies")),
)


def _side_of(code: str) -> str:
    if code.startswith(("505", "506")):
        return "institution"
    return "administrative" if code.startswith(("501", "502", "503", "504")) else "persons"


class Q24(AccountCheck):
    """Basic pay without pension contributions, medical insurance or housing fund for the same staff."""

    code = "Q24"
    rule_zh = "有基本工资，而同一批人员没有养老保险缴费、医疗保险缴费或住房公积金。"
    title_zh = "有工资没有社保或公积金"
    title_en = "Pay without contributions"
    why_zh = "单位须为职工缴纳养老、医疗保险和住房公积金；表中没有，可能漏列或由别的单位代缴。"
    why_en = "Employers pay these contributions; where they lack, something was left out or is paid elsewhere."
    basis_zh = "《社会保险法》第十条、第二十三条，《住房公积金管理条例》第十五条，《政府收支分类科目》。"
    basis_en = "Social Insurance Law art. 10 and 23; Regulations on Housing Funds art. 15; the classification of items."
    requires_zh = "需要列有基本工资的基本支出经济分类表；没有基本工资时不出结果。"
    requires_en = "Needs basic expenditure with basic pay; yields nothing where no basic pay is printed."
    fix_zh = "公布者核对是否漏列；由财政或主管部门代缴的作出说明。"
    fix_en = "Check whether the item was left out, or say who pays it."
    good = Example(
        tables=BASIC.format(
            total="20.00",
            rows="基本工资⇥工资奖金津补贴⇥14.00⇥14.00⇥\n机关事业单位基本养老保险缴费⇥社会保障缴费⇥3.00⇥3.00⇥\n"
            "职工基本医疗保险缴费⇥社会保障缴费⇥1.00⇥1.00⇥\n住房公积金⇥住房公积金⇥2.00⇥2.00⇥",
        )
    )
    bad = Example(
        tables=BASIC.format(
            total="20.00",
            rows="基本工资⇥工资奖金津补贴⇥16.00⇥16.00⇥\n机关事业单位基本养老保险缴费⇥社会保障缴费⇥3.00⇥3.00⇥\n"
            "职工基本医疗保险缴费⇥社会保障缴费⇥1.00⇥1.00⇥",
        )
    )

    says_basic_pay_printed_without = wording(
        "Q24.basic_pay_printed_without",
        "列有基本工资{pay}{pay_unit}，没有{name}。",
        "Basic pay of {pay} is printed without any {name}.",
    )
    says_basic_pay_printed = wording(
        "Q24.basic_pay_printed",
        "列有基本工资{pay}{pay_unit}，{name}{paid}{paid_unit}。",
        "Basic pay of {pay} is printed with {paid} of {name}.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per kind of contribution."""
        basic = reading_of(disclosure, "basic_expenditure")
        if basic is None:
            return
        column = amount_column(basic)
        pay = add([term(record, column) for record in items(basic, (_BASE_PAY,))], printed("基本工资"))
        if not pay.value:
            return
        if not is_whole(basic):
            yield self.undecided("document", NOT_WHOLE)
            return
        for wanted, name in _CONTRIBUTIONS:
            paid = add([term(record, column) for record in items(basic, wanted)], name)
            fails = not paid.value
            yield self.finding(
                wanted[0],
                fails,
                (
                    self.says_basic_pay_printed_without(pay=pay.value, pay_unit=pay.unit, name=name)
                    if fails
                    else self.says_basic_pay_printed(
                        pay=pay.value, pay_unit=pay.unit, name=name, paid=paid.value, paid_unit=paid.unit
                    )
                ),
                (*pay.places[:2], *paid.places[:2]),
                left=(sides.BASE_PAY, f"{pay.value:f}"),
                right=(name, f"{paid.value:f}" if paid.value is not None else ""),
            )


ACCOUNT_CHECKS = (Q01(), Q21(), Q22(), Q23(), Q24())
