"""Duties that hold when identities of other families hold: they sum up those findings and name the check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from mingzhang.checks.base import Disclosure, Finding, SummaryCheck
from mingzhang.checks.duties import samples
from mingzhang.checks.duties.decide import (
    INFORMATION_EN,
    INFORMATION_ZH,
    LAW_EN,
    LAW_ZH,
    MEASURES_EN,
    MEASURES_ZH,
    Duty,
    Outcome,
)
from mingzhang.checks.duties.view import View, title_place, view_of
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import Phrase, label, wording
from mingzhang.checks.engine.places import Evidence
from mingzhang.ground.source import Locator

_COMPARED = ("pass", "rounding", "fail")
_MANY = 6


class SummaryDuty(Duty, SummaryCheck):
    """A duty that is met when all comparisons of some kind hold.

    Comparisons that fail by the publisher's doing break it, with their checks named: as gravely as the gravest
    of them and at most with the duty's own severity, so that evidence for review makes a duty for review.
    What differs through our reading leaves the duty undecided.
    """

    basis_zh = f"{INFORMATION_ZH}{LAW_ZH}"
    basis_en = f"{INFORMATION_EN} {LAW_EN}"
    requires_zh = "依据其他检查的结果；没有可比较的内容或读取有疑问时不作判断。"
    requires_en = (
        "Rests on what other checks compared; where nothing could be compared or reading is in doubt, undecided."
    )
    topic: ClassVar[Phrase]
    failing: ClassVar[Outcome] = "warning"

    says_may_legitimately_do_so = wording(
        "SummaryDuty.may_legitimately_do_so",
        "{topic}：核对{count}处，{count2}处不同但可能另有原因（见 {review}），其余没有问题。",
        "{topic:first}: {count} {count:comparison|comparisons}, {count2} {count2:differs|differ} and may "
        "legitimately do so (see {review}).",
    )
    says_none_fails = wording(
        "SummaryDuty.none_fails",
        "{topic}：核对{count}处，没有问题（{codes}）。",
        "{topic:first}: {count} {count:comparison|comparisons}, none fails ({codes}).",
    )
    says_not_hold_see = wording(
        "SummaryDuty.not_hold_see",
        "{topic}：核对{count}处，{count2}处有问题（见 {codes}）。",
        "{topic:first}: {count} {count:comparison|comparisons}, {count2} {count2:does|do} not hold (see {codes}).",
    )
    says_perhaps_through_our_reading = wording(
        "SummaryDuty.perhaps_through_our_reading",
        "{topic}：有{count}处有问题，可能由读取造成（见 {codes}），未作判断。",
        "{topic:first}: {compared} {compared:comparison|comparisons}, {count} {count:differs|differ}, "
        "perhaps through our reading (see {codes}).",
    )

    says_nothing_to_compare = wording(
        "SummaryDuty.nothing_to_compare",
        "没有可以比较的{topic}，未作判断。",
        "There was nothing to compare ({topic}).",
    )

    def summarise(self, disclosure: Disclosure, found: Sequence[Finding]) -> Iterable[Finding]:
        """One instance for the document."""
        view = view_of(disclosure)
        compared = [f for f in found if f.status in _COMPARED and self.counts(view, f)]
        yield self._sum_up(view, compared)

    def counts(self, view: View, finding: Finding) -> bool:
        """Whether a finding belongs to this duty."""
        raise NotImplementedError

    def nothing(self, view: View) -> Finding:
        """What is said where nothing was compared."""
        return self.decide("all", "unknown", self.says_nothing_to_compare(topic=self.topic))

    def _sum_up(self, view: View, compared: list[Finding]) -> Finding:
        failed = [f for f in compared if f.status == "fail" and f.attribution == "publisher" and self.is_failure(f)]
        doubtful = [f for f in compared if f.status == "fail" and f.attribution == "extraction"]
        if failed:
            codes = _codes(failed)
            return self.decide(
                "all",
                self._gravity(failed),
                self.says_not_hold_see(
                    topic=self.topic,
                    count=len(compared),
                    count2=len(failed),
                    codes=codes,
                ),
                [place for f in failed[:_MANY] for place in f.locators],
                (sides.COMPARED, str(len(compared)), sides.NOT_HOLDING, str(len(failed))),
            )
        if doubtful:
            codes = _codes(doubtful)
            return self.decide(
                "all",
                "unknown",
                self.says_perhaps_through_our_reading(
                    topic=self.topic,
                    count=len(doubtful),
                    codes=codes,
                    compared=len(compared),
                ),
                [place for f in doubtful[:_MANY] for place in f.locators],
                attribution="extraction",
            )
        if not compared:
            return self.nothing(view)
        codes = _codes(compared)
        differing = [f for f in compared if f.status == "fail"]
        review = _codes(differing)
        return self.decide(
            "all",
            "pass",
            (
                self.says_may_legitimately_do_so(
                    topic=self.topic,
                    count=len(compared),
                    count2=len(differing),
                    review=review,
                )
                if differing
                else self.says_none_fails(topic=self.topic, count=len(compared), codes=codes)
            ),
            [place for f in compared[:2] for place in f.locators] or [Locator(1)],
            (sides.COMPARED, str(len(compared))),
        )

    def is_failure(self, finding: Finding) -> bool:
        """Whether a comparison that does not hold breaks the duty; what is only told does not."""
        return finding.severity != "info"

    def _gravity(self, failed: Sequence[Finding]) -> Outcome:
        """For review where all the evidence is, otherwise the duty's own severity."""
        return "review" if all(f.severity == "review" for f in failed) else self.failing


class _TextAgainstTable(SummaryDuty):
    """Figures of a section against a table: every comparison that has one foot in each."""

    section: ClassVar[str]
    tables: ClassVar[tuple[str, ...]]

    says_none_stated_amount_table = wording(
        "TextAgainstTable.none_stated_amount_table",
        "{topic}：说明写明没有或为零，表中也没有金额。",
        "{topic:first}: none stated, and no amount in the table.",
    )

    def summarise(self, disclosure: Disclosure, found: Sequence[Finding]) -> Iterable[Finding]:
        """One instance; the lines of section and tables are looked up once."""
        view = view_of(disclosure)
        text = {n for s in view.inside(self.section) for n in range(s.first_line, s.last_line + 1)}
        cells = {
            n
            for reading in map(view.table, self.tables)
            if reading is not None and reading.first_line and reading.last_line
            for n in range(reading.first_line, reading.last_line + 1)
        }
        compared = [
            f
            for f in found
            if f.check[0] in "NX"
            and f.status in _COMPARED
            and any(place.line in text for place in f.locators)
            and any(place.line in cells for place in f.locators)
        ]
        yield self._sum_up(view, compared)

    def nothing(self, view: View) -> Finding:
        """None stated and an empty table agree; else there is nothing to say."""
        readings = [reading for table in self.tables if (reading := view.table(table))]
        silent = next((s for s in view.said(self.section) if s.kind == "none_stated" or s.value == 0), None)
        amounts = any(view.has_amount(table) for table in self.tables)
        figures = any(s.value for s in view.said(self.section) if s.value_yuan is not None)
        if readings and silent is not None and not amounts and not figures:
            places: list[Evidence] = [silent, title_place(readings[0])]
            said = self.says_none_stated_amount_table(topic=self.topic)
            return self.decide("all", "pass", said, places)
        return super().nothing(view)


_FRAME = "2023年一般公共预算“三公”经费支出预算表\n单位：万元\n项目⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算\n"


class D12(_TextAgainstTable):
    """The 三公 figures of the explanations are those of the table; sums up the checks that compare them."""

    code = "D12"
    rule_zh = "情况说明中的“三公”经费与表相同；汇总各项相关核对的结果。"
    section = "three_public"
    tables = ("three_public",)
    topic = label("D12.topic", "“三公”经费说明与表", "three public expenses, text and table")
    title_zh = "“三公”经费说明与表一致"
    title_en = "Three public expenses: text and table agree"
    why_zh = "同一笔“三公”经费在说明和表中应是同一个数。"
    why_en = "The same money must be the same figure in the text and in the table."
    fix_zh = "公布者核对说明与“三公”经费表。"
    fix_en = "Compare the text with the table."
    _TABLE = f"{samples.EXPENDITURE}\n{_FRAME}公务接待费⇥1.00⇥1.00⇥⇥\n合计⇥1.00⇥1.00⇥⇥\n"
    good = samples.budget("七、“三公”经费增减变动原因说明\n2023年“三公”经费预算1.00万元。\n", tables=_TABLE)
    bad = samples.budget("七、“三公”经费增减变动原因说明\n2023年“三公”经费预算2.00万元。\n", tables=_TABLE)


class D14(_TextAgainstTable):
    """Operating costs stated in the explanations are those of the table; sums up the checks that compare them."""

    code = "D14"
    rule_zh = "情况说明中的机关运行经费与表相同；汇总各项相关核对的结果。"
    section = "operating_costs"
    tables = ("operating_costs", "supplementary")
    topic = label("D14.topic", "机关运行经费说明与表", "operating costs, text and table")
    title_zh = "机关运行经费说明与表一致"
    title_en = "Operating costs: text and table agree"
    why_zh = "同一笔机关运行经费在说明和表中应是同一个数。"
    why_en = "The same money must be the same figure in the text and in the table."
    fix_zh = "公布者核对说明与机关运行经费表。"
    fix_en = "Compare the text with the table."
    _TABLE = (
        f"{samples.EXPENDITURE}\n2023年机关运行经费预算财政拨款情况统计表\n单位：万元\n"
        "单位名称⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算\n部门合计⇥5.00⇥5.00⇥⇥\n示例县档案馆⇥5.00⇥5.00⇥⇥\n"
    )
    good = samples.budget("八、机关运行经费增减变动原因说明\n2023年机关运行经费预算5.00万元。\n", tables=_TABLE)
    bad = samples.budget("八、机关运行经费增减变动原因说明\n2023年机关运行经费预算6.00万元。\n", tables=_TABLE)


class D22(SummaryDuty):
    """Percentages of the explanations follow from the amounts: sums up N08, N10 and N11."""

    code = "D22"
    rule_zh = "情况说明中的百分比由所列金额得出：汇总N08、N10、N11。"
    topic = label("D22.topic", "说明中的百分比", "percentages of the text")
    title_zh = "说明中的百分比计算正确"
    title_en = "Percentages follow from the amounts"
    why_zh = "百分比算错会误导读者。"
    why_en = "A wrong percentage misleads."
    fix_zh = "公布者重新计算百分比。"
    fix_en = "Compute the percentages again."
    codes: ClassVar[tuple[str, ...]] = ("N08", "N10", "N11")
    good = samples.budget("三、支出预算情况说明\n支出预算30.00万元，其中：基本支出15.00万元，占50.00%。\n")
    bad = samples.budget("三、支出预算情况说明\n支出预算30.00万元，其中：基本支出15.00万元，占60.00%。\n")

    def counts(self, view: View, finding: Finding) -> bool:
        """Shares, changes and completion rates recomputed."""
        return finding.check in self.codes


class D30(SummaryDuty):
    """Revenue equals expenditure and the tables agree: sums up families A (inside a table) and X (between tables)."""

    code = "D30"
    rule_zh = "收支平衡，各表一致：汇总A（表内计算）和X（表间核对）两族。"
    topic = label("D30.topic", "各表内与表间的平衡关系", "identities inside and between the tables")
    title_zh = "收支平衡，各表之间一致"
    title_en = "Revenue equals expenditure, and the tables agree"
    why_zh = "收支不平或各表对不上，说明至少有一个数有误。"
    why_en = "Where the books do not balance at least one figure is wrong."
    fix_zh = "公布者按所列检查核对各表。"
    fix_en = "Go through the checks named and compare the tables."
    _ROWS = "⇥合计⇥{total}⇥20.00⇥10.00\n201⇥一般公共服务支出⇥{total}⇥20.00⇥10.00\n"
    _HEAD = "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    good = samples.budget(tables=_HEAD + _ROWS.format(total="30.00"))
    bad = samples.budget(tables=_HEAD + _ROWS.format(total="31.00"))

    def counts(self, view: View, finding: Finding) -> bool:
        """Every identity of the standard tables."""
        return finding.check[0] in "AX"


class D31(SummaryDuty):
    """No placeholders and no leftovers of a template (XX月XX日, 未填报, 省直部门): sums up Q02, Q03 and P37.

    Never graver than what was found: for review, or a warning where the value of an indicator was not filled in.
    """

    code = "D31"
    rule_zh = (
        "没有占位符和模板残留（XX月XX日、未填报、省直部门）：汇总Q02、Q03、P37。轻重不超过所汇总的结果：供复核；"
        "指标值未填写的为警告。"
    )
    topic = label("D31.topic", "占位符和模板残留", "placeholders and leftovers of a template")
    title_zh = "没有占位符和模板残留"
    title_en = "No placeholders and no leftovers of a template"
    why_zh = "占位符说明内容没有填写；照抄上级模板说明未经核对。"
    why_en = "A placeholder says that something was not filled in; a copied template that nobody read it through."
    basis_zh = f"{INFORMATION_ZH}“内容准确、形式规范”：{MEASURES_ZH}"
    basis_en = f"{INFORMATION_EN} “Accurate in content, regular in form”: {MEASURES_EN}"
    fix_zh = "公布者填写实际内容，改正照抄的文字。"
    fix_en = "Fill in what is meant and correct what was copied."
    good = samples.budget("一、收支变动情况\n截至2023年12月31日，收入总计30.00万元。\n")
    bad = samples.budget("一、收支变动情况\n截至2023年XX月XX日，收入总计30.00万元。\n")

    def counts(self, view: View, finding: Finding) -> bool:
        """What Q02 and Q03 looked for in the text, and P37 in the values of indicators."""
        return finding.check in ("Q02", "Q03", "P37")


class D32(SummaryDuty):
    """Items of running costs (行政运行, 事业运行) hold no project expenditure: sums up Q01. For review."""

    code = "D32"
    rule_zh = "行政运行、事业运行科目没有项目支出：汇总Q01。仅供复核。"
    topic = label("D32.topic", "运行类科目不列项目支出", "no projects under running-cost items")
    title_zh = "行政运行、事业运行科目不列项目支出"
    title_en = "No project expenditure under running-cost items"
    why_zh = "这两个科目按定义反映基本支出，列入项目支出会混淆两类支出。"
    why_en = "By definition these items are basic expenditure."
    basis_zh = "《政府收支分类科目》对“行政运行”“事业运行”的说明（财预〔2023〕83号同类表述）。"
    basis_en = "Classification of government revenue and expenditure: definitions of 行政运行 and 事业运行."
    fix_zh = "公布者核对项目应列的科目。"
    fix_en = "Book the project under the item it belongs to."
    failing: ClassVar[Outcome] = "review"
    good = samples.budget()
    bad = samples.budget(
        tables=samples.EXPENDITURE.replace("2012601⇥行政运行⇥20.00⇥20.00⇥", "2012601⇥行政运行⇥20.00⇥15.00⇥5.00")
    )

    says_table_holds_running_cost = wording(
        "D32.table_holds_running_cost", "支出总表没有行政运行、事业运行科目。", "The table holds no running-cost items."
    )
    says_table_not_found_see = wording(
        "D32.table_not_found_see", "没有找到支出总表（见 D03）。", "The table was not found (see D03)."
    )

    def counts(self, view: View, finding: Finding) -> bool:
        """What Q01 looked at."""
        return finding.check == "Q01"

    def nothing(self, view: View) -> Finding:
        """Without such items the duty does not arise; without the table it is undecided."""
        reading = view.table("expenditure")
        if reading is None:
            return self.decide("all", "unknown", self.says_table_not_found_see())
        said = self.says_table_holds_running_cost()
        places: list[Locator] = [title_place(reading)]
        return self.decide("all", "not_applicable", said, places)


SUMMARY_DUTIES: tuple[Duty, ...] = (D12(), D14(), D22(), D30(), D31(), D32())


def _codes(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(sorted({finding.check for finding in findings}))
