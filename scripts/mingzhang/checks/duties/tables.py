"""Duties about the standard tables: which must stand, what an empty one must say, units, 三公 items, funds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mingzhang.checks.base import Disclosure, Finding
from mingzhang.checks.duties import samples
from mingzhang.checks.duties.decide import LAW_EN, LAW_ZH, MEASURES_EN, MEASURES_ZH, Duty
from mingzhang.checks.duties.view import View, title_place, view_of
from mingzhang.checks.engine.phrases import Phrase, wording
from mingzhang.checks.naming import table_of
from mingzhang.extract.model import TableReading
from mingzhang.ground.source import Kind, Locator

_CORE: dict[Kind, tuple[str, ...]] = {
    "budget": (
        "balance",
        "revenue",
        "expenditure",
        "appropriation_balance",
        "general_expenditure",
        "basic_expenditure",
        "government_fund_expenditure",
        "three_public",
    ),
    "final": (
        "balance",
        "revenue",
        "expenditure",
        "appropriation_balance",
        "general_expenditure",
        "basic_expenditure",
        "government_fund",
        "three_public",
    ),
}
"""The three overall and five appropriation tables that Cai Yu [2016] No. 143 names; others are local additions."""
_SAME_MONEY: dict[str, tuple[str, ...]] = {
    "revenue": ("revenue_by_unit",),
    "expenditure": ("expenditure_by_unit", "expenditure_by_economic"),
    "general_expenditure": ("general_expenditure_by_economic",),
    "basic_expenditure": (
        "basic_expenditure_by_fund",
        "general_expenditure_by_economic",
        "general_basic_by_function",
        "appropriation_basic_expenditure",
    ),
    "government_fund_expenditure": ("government_fund_balance",),
}
"""Tables in which some provinces publish what a standard table is for, arranged in another way."""

_SAMPLE_TITLES = (
    "预算收支总表",
    "预算收入总表",
    "财政拨款收支总表",
    "一般公共预算支出预算表",
    "一般公共预算安排基本支出分经济科目表",
    "政府性基金预算支出表",
    "一般公共预算“三公”经费支出预算表",
)
_EMPTY_TABLES = "".join(f"2023年{title}\n单位：万元\n注：本表无数据\n" for title in _SAMPLE_TITLES)


class D03(Duty):
    """Every standard table stands in the document.

    The eight tables that Cai Yu [2016] No. 143 names must be there. One that the contents list but the body
    lacks may have been lost in conversion. So may any table while a block of rows or a title of the
    contents could not be recognised, or while most tables are missing and no contents say what there
    was: undecided. Other tables of the layouts are local additions; without them the duty does not arise.
    """

    code = "D03"
    rule_zh = (
        "每张标准表都在文档中，财预〔2016〕143号所列的八张表必须有。目录列有而正文没有的，可能在转换时丢失；"
        "有表格或目录标题未能识别，或多数表都缺失且没有目录可查时，任何一张都可能是丢失：不作判断。"
        "其余各表是地方增加的，没有时不构成义务。"
    )
    severity = "error"
    title_zh = "标准表齐全"
    title_en = "All standard tables are published"
    why_zh = "缺少一张表，相应的收支就没有公开。"
    why_en = "Where a table is missing, that part of the money is not published."
    basis_zh = f"{LAW_ZH}{MEASURES_ZH}三张总表（收支、收入、支出）和五张财政拨款表。"
    basis_en = f"{LAW_EN} {MEASURES_EN} Three overall tables and five of appropriations."
    fix_zh = "公布者补充公开该表；没有数据的也应公开空表并说明。"
    fix_en = "Publish the table, an empty one with a statement that it is empty."
    good = samples.whole(samples.COVER, samples.EXPENDITURE, _EMPTY_TABLES)
    bad = samples.whole(
        samples.COVER,
        samples.EXPENDITURE,
        _EMPTY_TABLES.replace("2023年政府性基金预算支出表\n单位：万元\n注：本表无数据\n", ""),
    )

    says_contents_list_may_have = wording(
        "D03.contents_list_may_have",
        "目录列有此表，正文中没有，可能在转换中丢失",
        "the contents list it: it may have been lost",
    )
    says_table_title_not_recognised = wording(
        "D03.table_title_not_recognised",
        "有未能识别的表或表名，可能就是此表",
        "a table or a title was not recognised and may be it",
    )
    says_most_tables_missing_file = wording(
        "D03.most_tables_missing_file",
        "多数标准表都没有，这份文档可能不完整",
        "most tables are missing: the file may be incomplete",
    )
    says_not_published_nor_do = wording(
        "D03.not_published_nor_do",
        "没有公开{title}，目录中也没有列出。",
        "The {title} is not published, nor do the contents list it.",
    )
    says_published = wording("D03.published", "有{title}。", "The {title} is published.")
    says_in_another_form = wording(
        "D03.in_another_form",
        "{title}的内容列在{other}中。",
        "What the {title} is for is published in the {other}.",
    )
    says_there_national_document_does = wording(
        "D03.there_national_document_does",
        "没有{title}；此表不在财预〔2016〕143号所列各表之内，目录也没有列出。",
        "There is no {title}: the national document does not name it, nor do the contents list it.",
    )
    says_not_found = wording("D03.not_found", "没有找到{title}：{said}。", "The {title} was not found: {said}.")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per standard table of this kind of disclosure."""
        view = view_of(disclosure)
        core = _CORE[disclosure.identity.kind]
        standing = sum(1 for reading in disclosure.readings if reading.present and reading.layout.table in core)
        partial = not view.contents and standing * 2 < len(core)
        blocks = [note.locators[0] for note in disclosure.notes if note.check == "R08"]
        blocks += view.unknown_tables
        for reading in disclosure.readings:
            yield self._table(view, reading, reading.layout.table in core, partial, blocks)

    def _table(self, view: View, reading: TableReading, core: bool, partial: bool, blocks: list[Locator]) -> Finding:
        table, title = reading.layout.table, table_of(reading.layout)
        if reading.present:
            return self.decide(table, "pass", self.says_published(title=title), [title_place(reading)])
        if also := next((own for name in _SAME_MONEY.get(table, ()) if (own := view.table(name))), None):
            told = self.says_in_another_form(title=title, other=table_of(also.layout))
            return self.decide(table, "pass", told, [title_place(also)])
        if listed := view.listed_table(table):
            said = self.says_contents_list_may_have()
            return self._undecided(table, title, said, [listed])
        if not core:
            return self.decide(
                table,
                "not_applicable",
                self.says_there_national_document_does(title=title),
            )
        if blocks:
            said = self.says_table_title_not_recognised()
            return self._undecided(table, title, said, blocks)
        if partial:
            said = self.says_most_tables_missing_file()
            return self._undecided(table, title, said, [view.heading("tables")])
        return self.decide(
            table,
            "error",
            self.says_not_published_nor_do(title=title),
            [view.heading("tables") or self._first(view)],
        )

    def _undecided(self, table: str, title: Phrase, said: Phrase, places: Sequence[Locator | None]) -> Finding:
        return self.decide(
            table,
            "unknown",
            self.says_not_found(title=title, said=said),
            places,
            attribution="extraction",
        )

    def _first(self, view: View) -> Locator | None:
        return next((title_place(r) for r in view.disclosure.readings if r.present), None)


_NONE = re.compile(r"无|没有|未安排|不涉及|未发生")
_SECTION_OF = {
    "government_fund": ("government_fund", r"政府性基金"),
    "government_fund_revenue": ("government_fund", r"政府性基金"),
    "government_fund_expenditure": ("government_fund", r"政府性基金"),
    "state_capital": ("state_capital", r"国有资本经营"),
    "three_public": ("three_public", r"三公"),
    "operating_costs": ("operating_costs", r"机关运行经费"),
    "projects_carried_over": ("change_reasons", r"上年结转"),
}


_MAY_BE_EMPTY = frozenset({*_SECTION_OF, "projects", "supplementary"})


class D04(Duty):
    """A standard table without any amount is kept and explained: “本表无数据”, or a sentence of the explanations.

    Undecided where the table has lost all its rows, its header included, and for tables that no unit can
    leave empty (such as its overall expenditure), whose rows must have been lost.
    """

    code = "D04"
    rule_zh = (
        "没有任何金额的标准表应保留并说明：“本表无数据”，或在情况说明中说明。连表头在内的行全部丢失的表，"
        "以及任何单位都不可能为空的表（如支出总表），行必是丢失了，不作判断。"
    )
    title_zh = "空表应保留并注明没有数据"
    title_en = "Empty tables are kept and explained"
    why_zh = "空白的表分不清是没有收支，还是没有公开。"
    why_en = "A blank table does not tell whether there is no money or no disclosure."
    fix_zh = "公布者在空表下注明“本表无数据”并说明原因。"
    fix_en = "Write “this table holds no data” below it, and why."
    _FUND = (
        "2023年政府性基金预算支出表（不含上年结转）\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n⇥合计⇥⇥⇥\n"
    )
    good = samples.budget(tables=f"{samples.EXPENDITURE}\n{_FUND}注：本表无数据\n")
    bad = samples.budget(tables=f"{samples.EXPENDITURE}\n{_FUND}")

    says_every_table_holds_amounts = wording(
        "D04.every_table_holds_amounts", "各表都有金额，没有空表。", "Every table holds amounts; none is empty."
    )
    says_holds_amount_does_not = wording(
        "D04.holds_amount_does_not",
        "{title}没有任何金额，也没有注明“本表无数据”。",
        "The {title} holds no amount and does not say that it is empty.",
    )
    says_empty_says_so = wording("D04.empty_says_so", "{title}没有金额，已注明。", "The {title} is empty and says so.")
    says_empty_explanations_say_so = wording(
        "D04.empty_explanations_say_so",
        "{title}没有金额，情况说明对此作了说明。",
        "The {title} is empty; the explanations say so.",
    )
    says_amount_read_rows_may = wording(
        "D04.amount_read_rows_may",
        "{title}没有读到任何金额，其中的行可能在转换中丢失。",
        "No amount was read in the {title}: its rows may have been lost in conversion.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per table without amounts; not applicable where every table holds some."""
        view = view_of(disclosure)
        empty = [reading for reading in disclosure.readings if reading.state.startswith("empty")]
        with_rows = {block.first_line for block in disclosure.document.tables if block.rows}
        for reading in empty:
            yield self._table(view, reading, reading.first_line in with_rows)
        if not empty:
            yield self.decide("tables", "not_applicable", self.says_every_table_holds_amounts())

    def _table(self, view: View, reading: TableReading, has_rows: bool) -> Finding:
        table, title, place = reading.layout.table, table_of(reading.layout), title_place(reading)
        if reading.stated_empty:
            return self.decide(table, "pass", self.says_empty_says_so(title=title), [place])
        if said := _said_elsewhere(view, table):
            return self.decide(
                table,
                "pass",
                self.says_empty_explanations_say_so(title=title),
                [place, said],
            )
        if not has_rows or table not in _MAY_BE_EMPTY or view.is_tables_alone:
            return self.decide(
                table,
                "unknown",
                self.says_amount_read_rows_may(title=title),
                [place],
                attribution="extraction",
            )
        return self.decide(
            table,
            "warning",
            self.says_holds_amount_does_not(title=title),
            [place],
        )


def _said_elsewhere(view: View, table: str) -> Locator | None:
    """Where the explanations say that there is nothing to be shown in a table, or that all of it is zero."""
    key, pattern = _SECTION_OF.get(table, ("", ""))
    if not key:
        return None
    said = [s for s in view.said("narrative") if s.statement.startswith(key)]
    if place := next((s.locator for s in said if s.kind == "none_stated" or s.value == 0), None):
        return place
    for section in view.inside("narrative"):
        for sentence in re.split(r"[。；;\n]", section.text) if pattern in section.text else ():
            if pattern in sentence and _NONE.search(sentence):
                return Locator(section.first_line)
    return view.line_that_says(re.compile(rf"{pattern}[^。；;]{{0,20}}?(为零|[为是]?0(\.0+)?万?元?(?![\d.])|无|没有)"))


class D05(Duty):
    """Every table with amounts prints its unit of measure.

    Undecided for a table that was recognised without its title, since its captions may be lost too.
    """

    code = "D05"
    rule_zh = "每张有金额的表都印有计量单位。没有标题而识别出的表，说明也可能丢失，不作判断。"
    title_zh = "每张表注明计量单位"
    title_en = "Every table prints its unit of measure"
    why_zh = "元和万元相差一万倍，不注明单位的金额没有意义。"
    why_en = "Yuan and 10,000 yuan differ by a factor of ten thousand."
    fix_zh = "公布者在每张表上注明“单位：万元”。"
    fix_en = "Print the unit above every table."
    good = samples.budget()
    bad = samples.budget(tables=samples.EXPENDITURE.replace("单位：万元\n", ""))

    says_prints_unit_measure = wording(
        "D05.prints_unit_measure", "{title}注明了计量单位（{unit}）。", "The {title} prints its unit of measure."
    )
    says_unit_not_read_not = wording(
        "D05.unit_not_read_not",
        "{title}的计量单位没有读到或未能识别，可能随表题一起丢失。",
        "The unit of the {title} was not read or not recognised; it may have been lost with the title.",
    )
    says_prints_unit_prints_unit_measure = wording(
        "D05.prints_unit_prints_unit_measure", "{title}没有注明计量单位。", "The {title} prints no unit of measure."
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per table that holds amounts."""
        notes = {note.instance: note for note in disclosure.notes if note.check == "R09"}
        untitled = {note.instance for note in disclosure.notes if note.check == "R07"}
        for reading in disclosure.readings:
            table, title = reading.layout.table, table_of(reading.layout)
            if reading.state != "data":
                continue
            if table not in notes:
                unit = reading.unit_printed or "表头"
                yield self.decide(
                    table,
                    "pass",
                    self.says_prints_unit_measure(title=title, unit=unit),
                    [title_place(reading)],
                )
            elif table in untitled or notes[table].values["printed"]:
                yield self.decide(
                    table,
                    "unknown",
                    self.says_unit_not_read_not(title=title),
                    [title_place(reading)],
                    attribution="extraction",
                )
            else:
                yield self.decide(
                    table,
                    "warning",
                    self.says_prints_unit_prints_unit_measure(title=title),
                    [title_place(reading)],
                )


TABLE_DUTIES: tuple[Duty, ...] = (D03(), D04(), D05())
