"""Duties about depth: by function to items, by economic nature to sections, basic and project, income by source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from mingzhang.checks.base import Disclosure, Finding
from mingzhang.checks.duties import samples
from mingzhang.checks.duties.decide import LAW_EN, LAW_ZH, REGULATION_EN, REGULATION_ZH, Duty, Outcome
from mingzhang.checks.duties.view import View, title_place, view_of
from mingzhang.checks.engine.phrases import Phrase, label, wording
from mingzhang.checks.naming import table_of
from mingzhang.checks.sums import rounding_tolerance
from mingzhang.extract.model import Record, TableReading
from mingzhang.ground.source import Locator

_CLASS, _SECTION, _ITEM = 3, 5, 7
_BY_FUNCTION = ("expenditure", "general_expenditure")
_TRANSFERS = ("230", "231", "232", "233")


class _Depth(Duty):
    """A duty that 预算法实施条例 art. 6 states: the depth of classification."""

    severity = "error"
    basis_zh = REGULATION_ZH
    basis_en = REGULATION_EN
    requires_zh = "需要读出该表及其科目编码；表缺失、编码缺失或读取有疑问时不作判断。"
    requires_en = "The table and its codes must have been read; where either is missing or in doubt, undecided."

    says_table_needed_not_found = wording(
        "Depth.table_needed_not_found",
        "没有找到所需的表（{table}，见 D03）。",
        "The table needed ({table}) was not found, see D03.",
    )

    def lacking(self, table: str) -> Finding:
        """The table is not there: nothing to decide here."""
        said = self.says_table_needed_not_found(table=table)
        return self.decide(table, "unknown", said, attribution="extraction")


def _printed(record: Record) -> bool:
    return any(cell.cell.value for cell in record.printed_amounts)


def _has_unknown_rows(reading: TableReading) -> bool:
    """Whether rows with amounts carry no code although they are no totals."""
    return any(not r.code and r.row_kind in ("item", "subtotal") and _printed(r) for r in reading.records)


class D06(_Depth):
    """Expenditure by function goes down to items (项): every class (类) with an amount has a row of seven digits."""

    code = "D06"
    rule_zh = "按功能分类的支出公开到项级：每个有金额的类，其下有七位编码的行。"
    title_zh = "支出按功能分类公开到项级科目"
    title_en = "Expenditure by function down to items"
    why_zh = "只列到类或款，看不出钱花在哪一项工作上。"
    why_en = "Classes and sections alone do not tell what work the money pays for."
    fix_zh = "公布者按类、款、项逐级列示支出。"
    fix_en = "List the expenditure by class, group and item."
    good = samples.budget()
    bad = samples.budget(
        tables=samples.EXPENDITURE.replace("2012601⇥行政运行⇥20.00⇥20.00⇥\n", "").replace(
            "2012604⇥档案馆⇥10.00⇥⇥10.00\n", ""
        )
    )

    says_items = wording("D06.items", "项", "items")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per table and class with an amount."""
        view = view_of(disclosure)
        for table in _BY_FUNCTION:
            reading = view.table(table)
            if reading is None:
                yield self.lacking(table)
            else:
                yield from _deep_enough(self, view, reading, _ITEM, self.says_items())


class D07(_Depth):
    """Basic expenditure by economic nature goes down to sections (款): every class with an amount has one below it."""

    code = "D07"
    rule_zh = "按经济分类的基本支出公开到款级：每个有金额的类，其下有款。"
    title_zh = "基本支出按经济分类公开到款级科目"
    title_en = "Basic expenditure by economic nature down to sections"
    why_zh = "款级科目显示工资、办公、差旅、维修各花多少。"
    why_en = "Sections tell salaries, office costs, travel and repairs apart."
    fix_zh = "公布者按类、款列示基本支出。"
    fix_en = "List basic expenditure by class and section."
    _TABLE = (
        "2023年一般公共预算安排基本支出分经济科目表\n单位：万元\n"
        "部门预算支出经济科目名称⇥政府预算支出经济科目名称⇥合计⇥人员经费⇥公用经费\n"
        "合计⇥⇥20.00⇥20.00⇥\n工资福利支出⇥⇥20.00⇥20.00⇥\n"
    )
    good = samples.budget(tables=f"{_TABLE}基本工资⇥工资奖金津补贴⇥20.00⇥20.00⇥\n")
    bad = samples.budget(tables=_TABLE)

    says_sections = wording("D07.sections", "款", "sections")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per class with an amount."""
        view = view_of(disclosure)
        reading = view.table("basic_expenditure")
        if reading is None:
            yield self.lacking("basic_expenditure")
        else:
            yield from _deep_enough(self, view, reading, _SECTION, self.says_sections())


_SAYS_BROKEN_DOWN_INTO = wording(
    "duties.broken_down_into", "{title}“{label}”列到了{level}。", "“{label}” is broken down into {level}."
)
_SAYS_READ_BELOW_BUT_READING = wording(
    "duties.read_below_but_reading",
    "{title}“{label}”之下没有读到{level}级科目，但该表的读取有疑问。",
    "No {level} were read below “{label}”, but the reading of the table is in doubt.",
)
_SAYS_NOT_BROKEN_DOWN_INTO = wording(
    "duties.not_broken_down_into",
    "{title}“{label}”没有细化到{level}级科目。",
    "“{label}” is not broken down into {level}.",
)


def _deep_enough(duty: Duty, view: View, reading: TableReading, digits: int, level: Phrase) -> Iterator[Finding]:
    table, title = reading.layout.table, table_of(reading.layout)
    deep = [record for record in reading.records if len(record.code) >= digits and _printed(record)]
    below = {record.code[:_CLASS] for record in deep}
    classes = [record for record in reading.records if len(record.code) == _CLASS and _printed(record)]
    doubt = view.is_doubtful(reading) or _has_unknown_rows(reading) or _has_lost_rows(reading, classes)
    for record in classes:
        instance, label = f"{table}/{record.code}", f"{record.code} {record.label}"
        if record.code in below:
            places = [record.place, next(r.place for r in deep if r.code[:_CLASS] == record.code)]
            said = _SAYS_BROKEN_DOWN_INTO(title=title, label=label, level=level)
            yield duty.decide(instance, "pass", said, places)
        elif doubt:
            yield duty.decide(
                instance,
                "unknown",
                _SAYS_READ_BELOW_BUT_READING(title=title, label=label, level=level),
                [record.place],
                attribution="extraction",
            )
        else:
            yield duty.decide(
                instance,
                "error",
                _SAYS_NOT_BROKEN_DOWN_INTO(title=title, label=label, level=level),
                [record.place],
            )
    if not classes:
        yield _no_class(duty, reading, bool(deep), level)


def _has_lost_rows(reading: TableReading, classes: list[Record]) -> bool:
    """Whether the classes do not make up the total row: rows may have been lost (tolerance of rounding)."""
    column = reading.layout.amount_names[0]
    printed = [value for record in classes if (value := _value(record, column)) is not None]
    totals = [value for r in reading.records if r.row_kind == "total" and (value := _value(r, column)) is not None]
    tolerance = rounding_tolerance(len(printed), 2)
    return len(totals) == 1 and abs(totals[0] - sum(printed)) > tolerance


def _value(record: Record, column: str) -> Decimal | None:
    cell = record.amounts.get(column)
    return cell.cell.value if cell is not None else None


_SAYS_CODES_READ = wording(
    "duties.codes_read", "{title}没有读到科目编码，未作判断。", "No codes were read in the {title}."
)
_SAYS_LISTS = wording("duties.lists", "{title}列有{level}级科目。", "The {title} lists {level}.")
_SAYS_HOLDS_AMOUNTS = wording("duties.holds_amounts", "{title}没有金额。", "The {title} holds no amounts.")


def _no_class(duty: Duty, reading: TableReading, deep: bool, level: Phrase) -> Finding:
    table, title, place = reading.layout.table, table_of(reading.layout), [title_place(reading)]
    if deep:
        said = _SAYS_LISTS(title=title, level=level)
        return duty.decide(table, "pass", said, place)
    if reading.state.startswith("empty"):
        return duty.decide(table, "not_applicable", _SAYS_HOLDS_AMOUNTS(title=title), place)
    said = _SAYS_CODES_READ(title=title)
    return duty.decide(table, "unknown", said, place, attribution="extraction")


class D08(_Depth):
    """Basic and project expenditure are shown apart, with a total, in the tables of expenditure by function."""

    code = "D08"
    rule_zh = "按功能分类的支出表分列基本支出和项目支出，并有合计。"
    title_zh = "分别公开基本支出和项目支出"
    title_en = "Basic and project expenditure are shown apart"
    why_zh = "基本支出保运转，项目支出办事情，分开才能看懂。"
    why_en = "Basic expenditure keeps the unit running, project expenditure does something."
    fix_zh = "公布者分列基本支出、项目支出和合计。"
    fix_en = "Show basic expenditure, project expenditure and their total."
    good = samples.budget()
    bad = samples.budget(
        tables="2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
        "⇥合计⇥30.00⇥⇥\n201⇥一般公共服务支出⇥30.00⇥⇥\n"
    )

    says_shows_basic_project_expenditure = wording(
        "D08.shows_basic_project_expenditure",
        "{title}分列了基本支出和项目支出。",
        "The {title} shows basic and project expenditure apart.",
    )
    says_columns_basic_project_expenditure = wording(
        "D08.columns_basic_project_expenditure",
        "{title}没有读到基本支出、项目支出两列。",
        "The columns of basic and project expenditure were not read in the {title}.",
    )
    says_all_expenditure_other_kinds = wording(
        "D08.all_expenditure_other_kinds",
        "{title}的支出都不属于基本支出和项目支出。",
        "All expenditure of the {title} is of other kinds.",
    )
    says_table_holds_total_shows = wording(
        "D08.table_holds_total_shows",
        "{title}只有合计，没有分列基本支出和项目支出。",
        "The table holds a total and shows neither basic nor project expenditure.",
    )
    says_holds_amounts = wording("D08.holds_amounts", "{title}没有金额。", "The {title} holds no amounts.")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per table."""
        view = view_of(disclosure)
        for table in _BY_FUNCTION:
            reading = view.table(table)
            yield self.lacking(table) if reading is None else self._table(view, reading)

    def _table(self, view: View, reading: TableReading) -> Finding:
        table, title, place = reading.layout.table, table_of(reading.layout), [title_place(reading)]
        shown = {name for record in reading.records for name, cell in record.amounts.items() if cell.cell.value}
        if shown & {"basic", "project"}:
            said = self.says_shows_basic_project_expenditure(title=title)
            return self.decide(table, "pass", said, place)
        if "total" not in shown:
            return self.decide(table, "not_applicable", self.says_holds_amounts(title=title), place)
        if set(view.missing_columns(table)) & {"basic", "project"} or view.is_doubtful(reading):
            said = self.says_columns_basic_project_expenditure(title=title)
            return self.decide(table, "unknown", said, place, attribution="extraction")
        if shown - {"total"}:
            said = self.says_all_expenditure_other_kinds(title=title)
            return self.decide(table, "not_applicable", said, place)
        return self.decide(
            table,
            "error",
            self.says_table_holds_total_shows(title=title),
            place,
        )


_SOURCES: dict[str, tuple[tuple[str, Phrase], ...]] = {
    "budget": (
        (
            "special_account",
            label("duties.funds_special_fiscal_accounts", "财政专户管理资金", "funds in special fiscal accounts"),
        ),
        ("unit_funds", label("duties.unit_s_own_funds", "单位资金", "the unit's own funds")),
    ),
    "final": (
        ("superior_subsidy", label("duties.subsidies_from_above", "上级补助收入", "subsidies from above")),
        ("public_service", label("duties.income_from_public_services", "事业收入", "income from public services")),
        ("operating", label("duties.operating_income", "经营收入", "operating income")),
        ("other", label("duties.other_income", "其他收入", "other income")),
    ),
}


class D09(Duty):
    """Revenue is shown by source, money outside the appropriations included: a column, or a sentence.

    A column whose header was not found may have been lost in conversion. It counts as missing only
    where the header has none of these columns, nothing in the table is in doubt and the explanations
    do not name the source either.
    """

    code = "D09"
    rule_zh = (
        "收入按来源公开，包括财政拨款以外的资金：有一列，或有一句说明。没有找到表头的列，可能在转换时丢失。"
        "只有表头中这些列都没有、表的读取没有疑问、情况说明也没有提到该来源时，才算缺少。"
    )
    title_zh = "收入按来源公开，包括财政专户管理资金和单位资金"
    title_en = "Revenue by source, own funds included"
    why_zh = "全部收入都应纳入预算，财政拨款以外的收入也要公开。"
    why_en = "All revenue belongs in the budget, also what is not appropriated."
    basis_zh = f"{LAW_ZH}《预算法实施条例》第六条：财政专户资金等情况应当公开。"
    basis_en = f"{LAW_EN} Implementing Regulation art. 6: funds in special fiscal accounts are published."
    requires_zh = "需要收入总表的表头，或情况说明的收入部分；表头有疑问时不作判断。"
    requires_en = "The header of the revenue table or the section on revenue; a doubtful header leaves it undecided."
    fix_zh = "公布者在收入总表中列示全部收入来源。"
    fix_en = "Show every source of revenue in the table."
    _ROWS = (
        "科目编码⇥科目名称⇥合计⇥一般公共预算{more}\n⇥合计⇥30.00⇥30.00{cells}\n201⇥一般公共服务支出⇥30.00⇥30.00{cells}\n"
    )
    _TITLE = "2023年预算收入总表\n单位：万元\n"
    good = samples.budget(
        tables=_TITLE
        + _ROWS.format(more="⇥政府性基金预算⇥国有资本经营预算⇥财政专户管理资金⇥单位资金⇥上年结转", cells="⇥⇥⇥⇥⇥")
    )
    bad = samples.budget(
        "二、收入预算情况说明\n收入预算30.00万元。\n",
        tables=_TITLE + _ROWS.format(more="⇥政府性基金预算⇥国有资本经营预算⇥上年结转", cells="⇥⇥⇥"),
    )

    says_revenue_table_has_column = wording(
        "D09.revenue_table_has_column", "{layout}设有“{said}”一列。", "The revenue table has a column for {said}."
    )
    says_in_text = wording("D09.in_text", "情况说明写明了{said}。", "The explanations state {said}.")
    says_only_in_text = wording(
        "D09.only_in_text",
        "情况说明写明了{said}；表头没有读到这一列。",
        "The explanations state {said}; the column was not read.",
    )
    says_column_read_may_have = wording(
        "D09.column_read_may_have",
        "没有读到“{said}”一列，可能在转换中丢失。",
        "No column for {said} was read; it may have been lost in conversion.",
    )
    says_revenue_table_do_not_state = wording(
        "D09.revenue_table_do_not_state",
        "收入总表没有“{said}”一列，情况说明也没有写明。",
        "The revenue table has no column for {said}, and the explanations do not state it.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per source outside the appropriations."""
        view = view_of(disclosure)
        reading = view.table("revenue")
        sources = _SOURCES[disclosure.identity.kind]
        missing = set(view.missing_columns("revenue"))
        for key, said in sources:
            place = [title_place(reading)] if reading else [view.heading("revenue")]
            section = next((s for s in view.inside("narrative") if said.zh[:4] in s.text), None)
            if reading is not None and key not in missing:
                words = self.says_revenue_table_has_column(layout=table_of(reading.layout), said=said)
                yield self.decide(key, "pass", words, place)
            elif section is not None:
                words = (self.says_only_in_text if reading else self.says_in_text)(said=said)
                yield self.decide(key, "pass", words, [Locator(section.first_line), *place])
            elif reading is None or view.is_doubtful(reading) or not {k for k, _ in sources} <= missing:
                yield self.decide(
                    key,
                    "unknown",
                    self.says_column_read_may_have(said=said),
                    place,
                    attribution="extraction",
                )
            else:
                yield self.decide(
                    key,
                    "warning",
                    self.says_revenue_table_do_not_state(said=said),
                    place,
                )


_EXPLAINS = re.compile(r"转移支付|债务|举债|还本付息|政府债券")


class D25(Duty):
    """Where a disclosure spends on transfers or debt (classes 230 to 233), the explanations speak of it."""

    code = "D25"
    rule_zh = "有转移支付或债务支出（230至233类）的，情况说明应当谈到。"
    title_zh = "说明转移支付和举借债务情况"
    title_en = "Transfers and borrowing are explained"
    why_zh = "转移支付和债务关系到其他政府和以后年度。"
    why_en = "Transfers and debts concern other governments and later years."
    basis_zh = "《预算法》第十四条：公开预算、决算时对转移支付、举借债务等情况作出说明。"
    basis_en = "Budget Law art. 14: transfers and borrowing are explained."
    requires_zh = "只在支出表的转移性支出、债务类科目（230–233）有金额时适用。"
    requires_en = "Arises only where classes 230 to 233 of the expenditure table hold amounts."
    fix_zh = "公布者在情况说明中补充说明。"
    fix_en = "Explain them in the text."
    _TABLE = (
        "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
        "⇥合计⇥30.00⇥⇥30.00\n232⇥债务付息支出⇥30.00⇥⇥30.00\n"
    )
    good = samples.budget("十二、其他说明\n债务付息支出30.00万元，用于偿还专项债券利息。\n", tables=_TABLE)
    bad = samples.budget("十二、其他说明\n无其他需要说明的事项。\n", tables=_TABLE)

    says_table_holds_explanations_do = wording(
        "D25.table_holds_explanations_do",
        "支出表有“{code} {label}”，情况说明没有说明转移支付或债务。",
        "The table holds {code}, the explanations do not speak of transfers or debt.",
    )
    says_expenditure_table_not_found = wording(
        "D25.expenditure_table_not_found",
        "没有找到支出总表（见 D03）。",
        "The expenditure table was not found (see D03).",
    )
    says_there_transfers_debts = wording(
        "D25.there_transfers_debts", "没有转移性支出和债务支出。", "There are no transfers and no debts."
    )
    says_explanations_speak = wording(
        "D25.explanations_speak", "情况说明谈到了“{label}”。", "The explanations speak of {code}."
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per such class with an amount; one that does not apply where there is none."""
        view = view_of(disclosure)
        reading = view.table("expenditure")
        if reading is None:
            said = self.says_expenditure_table_not_found()
            yield self.decide("expenditure", "unknown", said, attribution="extraction")
            return
        spent = [record for record in reading.records if record.code in _TRANSFERS and _printed(record)]
        for record in spent:
            section = next((s for s in view.inside("narrative") if _EXPLAINS.search(s.text)), None)
            if section is not None:
                said = self.says_explanations_speak(label=record.label, code=record.code)
                yield self.decide(record.code, "pass", said, [record.place, Locator(section.first_line)])
            else:
                said = self.says_table_holds_explanations_do(code=record.code, label=record.label)
                outcome: Outcome = "warning" if view.has_narrative else "unknown"
                yield self.decide(record.code, outcome, said, [record.place, view.heading("narrative")])
        if not spent:
            said = self.says_there_transfers_debts()
            yield self.decide("expenditure", "not_applicable", said, [title_place(reading)])


DEPTH_DUTIES: tuple[Duty, ...] = (D06(), D07(), D08(), D09(), D25())
