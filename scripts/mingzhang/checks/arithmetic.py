"""Family A: arithmetic inside one table. Blank cells count as nothing; rounding is told apart from error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mingzhang.checks.base import Check, Disclosure, Finding
from mingzhang.checks.sums import Term, add, compare_equal, compare_sum, term
from mingzhang.extract.model import Record, TableReading
from mingzhang.layouts import Column
from mingzhang.schemas import FIELDS


def column_title(name: str) -> str:
    """The Chinese title of an amount column."""
    field = FIELDS.get(f"{name}_yuan")
    return field.title.removesuffix("（元）") if field else name


def where(reading: TableReading, column: str = "") -> str:
    """`《预算支出总表》项目支出列`."""
    return f"《{reading.layout.title}》" + (f"{column_title(column)}列" if column else "")


def _grouped(disclosure: Disclosure, *grammars: str) -> Iterator[tuple[TableReading, list[Record]]]:
    """Rows of each list of each table of these grammars (side-by-side lists apart, unless by category)."""
    for reading in disclosure.readings:
        if reading.layout.grammar in grammars and reading.records:
            for half in {id(record.half): record.half for record in reading.records}.values():
                yield reading, [record for record in reading.records if record.half is half]


def _columns(records: list[Record]) -> list[str]:
    return list(dict.fromkeys(name for record in records for name in record.amounts))


class Sum(NamedTuple):
    """A row that ought to be the sum of others of its table, column by column."""

    reading: TableReading
    whole: Record
    parts: list[Record]


class SumCheck(Check):
    """A check that adds up rows; subclasses say which rows make which."""

    severity = "error"

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per whole and column in which either side prints anything."""
        for reading, whole, parts in self.sums(disclosure):
            for column in _columns([whole, *parts]) if parts else ():
                instance = "/".join(filter(None, (reading.layout.table, _key(whole), column)))
                terms = [term(record, column) for record in parts]
                found = compare_sum(
                    self, disclosure, instance, where(reading, column), self.label(whole, column), terms
                )
                if found:
                    yield found

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """Every sum the disclosure's tables contain."""
        raise NotImplementedError

    def label(self, whole: Record, column: str) -> Term:
        """The whole as a term, named as a reader should see it."""
        return term(whole, column)


def _key(record: Record) -> str:
    """A row's key, its side named once."""
    side = record.half.side
    return record.key if not side or record.key.startswith(f"{side}/") else f"{side}/{record.key}"


class A01(SumCheck):
    """The total row of a list by code is the sum of its classes (类), in every column.

    财预〔2016〕143号: expenditure is published by function to 项; the total must be what its classes add up to.
    """

    code = "A01"
    title_zh = "合计等于各类之和"
    title_en = "The total is the sum of the classes"
    why_zh = "合计与各类之和不符，说明表中至少有一个数有误。"
    fix_zh = "公布者核对合计行与各类金额。"

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """Total row over the rows with a code of three digits."""
        for reading, rows in _grouped(disclosure, "functional", "economic"):
            classes = [record for record in rows if len(record.code) == 3]
            for whole in (record for record in rows if record.row_kind == "total"):
                yield Sum(reading, whole, classes)


class A02(SumCheck):
    """Every class and section is the sum of the rows directly below it by code prefix, in every column.

    《预算法》第三十二条: classes (类), sections (款) and items (项) form one tree.
    """

    code = "A02"
    title_zh = "上级科目等于下级之和"
    title_en = "A parent code is the sum of its children"
    why_zh = "类、款、项逐级相加，是核对分科目金额的基本方法。"
    fix_zh = "公布者核对该科目及其下级科目的金额。"

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """Each coded row over the rows whose code is two digits longer."""
        for reading, rows in _grouped(disclosure, "functional", "economic"):
            below: dict[str, list[Record]] = {}
            for record in rows:
                below.setdefault(record.code[:-2], []).append(record)
            for parent in rows:
                if parent.code and parent.code in below:
                    yield Sum(reading, parent, below[parent.code])

    def label(self, whole: Record, column: str) -> Term:
        """Names repeat in the tree, so the code stands before the name."""
        return term(whole, column, f"{whole.code} {whole.label}")


class A03(Check):
    """A total column is the sum of the columns it stands for, in every row."""

    code = "A03"
    severity = "error"
    title_zh = "合计列等于各列之和"
    title_en = "A total column is the sum of its columns"
    why_zh = "同一行中，合计应等于其各组成部分，如基本支出与项目支出。"
    fix_zh = "公布者核对该行各列金额。"

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per row and total column where a part is printed."""
        for reading in disclosure.readings:
            for record in reading.records:
                for column in record.half.amounts:
                    if column.sums and reading.layout.grammar != "matrix":
                        yield from self._row(disclosure, reading, record, column)

    def _row(self, disclosure: Disclosure, reading: TableReading, record: Record, column: Column) -> Iterator[Finding]:
        parts = [term(record, name, column_title(name)) for name in column.sums]
        if not any(part.printed for part in parts) and reading.layout.grammar == "items":
            return
        label = f"{record.label}{column_title(column.name) if record.label != column_title(column.name) else ''}"
        instance = "/".join(filter(None, (reading.layout.table, record.key, column.name)))
        found = compare_sum(self, disclosure, instance, where(reading), term(record, column.name, label), parts)
        if found:
            yield found


def _kinds(rows: list[Record], *kinds: str) -> list[Record]:
    return [record for record in rows if record.texts.get("item_kind") in kinds and not record.texts.get("parent_item")]


_SOURCES = (
    "general",
    "government_fund",
    "state_capital",
    "special_account",
    "unit_funds",
    "superior_subsidy",
    "public_service",
    "operating",
    "affiliated_remittance",
    "other",
)


class A04(SumCheck):
    """In an overview, the year's total is the sum of the sources of revenue, or of the functional classes."""

    code = "A04"
    title_zh = "本年合计等于各项之和"
    title_en = "The year's total is the sum of its items"
    why_zh = "本年收入合计等于各资金来源之和，本年支出合计等于各类支出之和。"
    fix_zh = "公布者核对总表各项金额。"

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """The subtotal of each side."""
        for reading, rows in _grouped(disclosure, "items"):
            side = rows[0].half.side
            parts = _kinds(rows, *(_SOURCES if side == "revenue" else ("function",)))
            for whole in _kinds(rows, "subtotal") if side else ():
                yield Sum(reading, whole, parts)


class A05(SumCheck):
    """The grand total is the year's total and what is carried in or out."""

    code = "A05"
    title_zh = "总计等于本年合计加结转"
    title_en = "The grand total is the year's total plus carry-over"
    why_zh = "收入总计＝本年收入＋上年结转（＋使用结余）；支出总计＝本年支出＋年终结转（＋结余分配）。"
    fix_zh = "公布者核对总计与结转。"

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """The total of each side."""
        kinds = ("subtotal", "carried_in", "carried_out", "surplus_used", "surplus_distributed")
        for reading, rows in _grouped(disclosure, "items"):
            for whole in _kinds(rows, "total") if rows[0].half.side else ():
                yield Sum(reading, whole, _kinds(rows, *kinds))


class A06(Check):
    """Total revenue equals total expenditure. 《预算法》第十二条 (balanced budgets of governments)."""

    code = "A06"
    severity = "error"
    title_zh = "收支总计相等"
    title_en = "Total revenue equals total expenditure"
    why_zh = "部门收支总表必须平衡。"
    fix_zh = "公布者核对收入总计与支出总计。"

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per overview."""
        for reading in disclosure.readings:
            totals = {r.half.side: r for r in reading.records if r.texts.get("item_kind") == "total" and r.half.side}
            if len(totals) == 2:
                columns = {side: record.half.amounts[0].name for side, record in totals.items()}
                left = term(totals["revenue"], columns["revenue"], "收入总计")
                right = term(totals["expenditure"], columns["expenditure"], "支出总计")
                found = compare_equal(self, disclosure, f"{reading.layout.table}/balance", where(reading), left, right)
                if found:
                    yield found


class A07(SumCheck):
    """An item printed with its parts below (carry-over by fund, vehicles, procurement) is their sum."""

    code = "A07"
    title_zh = "项目等于其下分项之和"
    title_en = "An item is the sum of its parts"
    why_zh = "如公务用车购置及运行费＝购置费＋运行维护费，政府采购合计＝货物＋工程＋服务。"
    fix_zh = "公布者核对该项与分项金额。"

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """Each item over the items that name it as their parent."""
        for reading, rows in _grouped(disclosure, "items"):
            below: dict[str, list[Record]] = {}
            for record in rows:
                below.setdefault(record.texts.get("parent_item", ""), []).append(record)
            for parent in rows:
                item = parent.texts.get("item", "")
                yield Sum(reading, parent, [r for r in below.get(item, ()) if item and r is not parent])


_THREE_PUBLIC = ("abroad", "reception", "vehicles")


class A08(Check):
    """三公 total = travel abroad + receptions + vehicles; in a final account for the budget and the outcome."""

    code = "A08"
    severity = "error"
    title_zh = "“三公”经费合计等于三项之和"
    title_en = "The “three public” total is the sum of its three items"
    why_zh = "财预〔2016〕143号要求“三公”经费分项公开，合计应等于三项之和。"
    fix_zh = "公布者核对“三公”经费各项。"

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per column."""
        for reading in disclosure.readings:
            if reading.layout.table != "three_public":
                continue
            rows = {record.texts.get("item_kind", ""): record for record in reading.records}
            for column in _columns(reading.records):
                for whole, parts in (("total", _THREE_PUBLIC), ("vehicles", ("vehicle_purchase", "vehicle_operation"))):
                    if whole == "vehicles" and reading.layout.grammar == "items":
                        continue
                    terms = [term(rows.get(kind), column) for kind in parts]
                    instance = f"three_public/{whole}/{column}"
                    found = compare_sum(
                        self, disclosure, instance, where(reading), term(rows.get(whole), column), terms
                    )
                    if found:
                        yield found


class A09(SumCheck):
    """The department's row is the sum of its units (operating costs, projects)."""

    code = "A09"
    title_zh = "部门合计等于各单位之和"
    title_en = "The department is the sum of its units"
    why_zh = "部门预算由所属各单位汇总而成。"
    fix_zh = "公布者核对部门合计与各单位金额。"

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """Department and total rows over units, or over projects where no unit is printed."""
        for reading in disclosure.readings:
            if reading.layout.grammar not in ("units", "projects"):
                continue
            units = [record for record in reading.records if record.row_kind == "unit"]
            parts = units or [record for record in reading.records if record.row_kind == "project"]
            for whole in (record for record in reading.records if record.row_kind in ("department", "total")):
                yield Sum(reading, whole, parts)


class A10(SumCheck):
    """A unit's row among the projects is the sum of the unit's projects."""

    code = "A10"
    title_zh = "单位金额等于其项目之和"
    title_en = "A unit is the sum of its projects"
    why_zh = "项目支出表中单位行是其下各项目的合计。"
    fix_zh = "公布者核对单位行与项目金额。"

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """Each unit over its projects."""
        for reading in disclosure.readings:
            if reading.layout.grammar != "projects":
                continue
            projects: dict[str, list[Record]] = {}
            for record in reading.records:
                if record.row_kind == "project":
                    projects.setdefault(record.unit_name, []).append(record)
            for unit in (record for record in reading.records if record.row_kind == "unit"):
                yield Sum(reading, unit, projects.get(unit.unit_name, []))


class A11(Check):
    """Government fund: opening balance + revenue = expenditure + closing balance, in every row."""

    code = "A11"
    severity = "error"
    title_zh = "年初结转＋本年收入＝本年支出＋年末结转"
    title_en = "Opening balance plus revenue equals expenditure plus closing balance"
    why_zh = "资金的来龙去脉必须相符。"
    fix_zh = "公布者核对该行四项金额。"

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per row that prints anything."""
        for reading in disclosure.readings:
            for record in reading.records if reading.layout.table == "government_fund" else ():
                left = [term(record, "opening", "年初结转和结余"), term(record, "revenue", "本年收入")]
                right = [term(record, "total", "本年支出"), term(record, "closing", "年末结转和结余")]
                whole = add(left, "年初结转与本年收入之和")
                instance = f"government_fund/{record.key}/flow"
                found = compare_sum(self, disclosure, instance, f"{where(reading)}{record.label}", whole, right)
                if found:
                    yield found


ARITHMETIC_CHECKS: tuple[Check, ...] = (
    A01(),
    A02(),
    A03(),
    A04(),
    A05(),
    A06(),
    A07(),
    A08(),
    A09(),
    A10(),
    A11(),
)
