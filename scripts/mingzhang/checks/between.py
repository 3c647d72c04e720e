"""Family X: the same money printed in two tables of one disclosure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import ClassVar

from mingzhang.checks.arithmetic import column_title
from mingzhang.checks.base import Check, Disclosure, Finding
from mingzhang.checks.sums import Term, add, compare_equal, reading_of, rounding_tolerance, term
from mingzhang.extract.model import Record, TableReading

_FUNDS = ("general", "government_fund", "state_capital")
_CLASS_DIGITS = 3


def _total_row(reading: TableReading | None) -> Record | None:
    """The total row of a list by code."""
    if reading is None:
        return None
    return next((record for record in reading.records if record.row_kind == "total"), None)


def _item(reading: TableReading | None, side: str, kind: str) -> Record | None:
    """The row of an overview with this meaning (rows that are parts of another left out)."""
    if reading is None:
        return None
    return next(
        (
            record
            for record in reading.records
            if record.half.side == side
            and record.texts.get("item_kind") == kind
            and not record.texts.get("parent_item")
        ),
        None,
    )


def _by_code(reading: TableReading | None) -> dict[str, Record]:
    return {code: record for record in reading.records if (code := record.code)} if reading else {}


def _named(item: Term, title: str) -> Term:
    return Term(f"《{title}》{item.label}", item.value, item.unit, item.places, item.decimals)


class _TwoTables(Check):
    """A check that compares figures of two tables; silent where either table is missing (R06 says so)."""

    severity = "error"
    tables: ClassVar[tuple[str, str]]

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per pair of figures of which either is printed."""
        left, right = (reading_of(disclosure, table) for table in self.tables)
        if left is None or right is None:
            return
        for key, one, other in self.pairs(left, right):
            found = compare_equal(
                self,
                disclosure,
                f"{self.tables[0]}/{self.tables[1]}/{key}",
                f"《{left.layout.title}》与《{right.layout.title}》",
                one,
                _named(other, right.layout.title),
            )
            if found:
                yield found

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[tuple[str, Term, Term]]:
        """(instance key, figure of the first table, figure of the second)."""
        raise NotImplementedError


def _codes_in_common(
    left: TableReading, right: TableReading, columns: tuple[str, ...], fits: Callable[[Record, Record], bool]
) -> Iterator[tuple[str, Term, Term]]:
    """Figures of rows that stand in both lists by code, the total row included."""
    others = _by_code(right)
    rows = [(code, record, others.get(code)) for code, record in _by_code(left).items()]
    if own := _total_row(left):
        rows.append(("total", own, _total_row(right)))
    for key, one, other in rows:
        if one is not None and other is not None and fits(one, other):
            for column in columns:
                yield f"{key}/{column}", _column_term(one, column), _column_term(other, column)


def _column_term(record: Record, column: str) -> Term:
    return term(record, column, f"{record.label}{column_title(column)}")


def _without_carryover(one: Record, _other: Record) -> bool:
    """Revenue of the year and expenditure agree by code only where nothing was carried over."""
    return not term(one, "carried_over").printed


class X01(_TwoTables):
    """Revenue of the year in the overview is the total of the revenue table, fund by fund."""

    code = "X01"
    title_zh = "收支总表的本年收入等于收入总表合计"
    title_en = "The overview's revenue is the total of the revenue table"
    why_zh = "两张表说的是同一笔收入。"
    fix_zh = "公布者核对两张表。"
    tables = ("balance", "revenue")

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[tuple[str, Term, Term]]:
        """The year's total and each source that has a column of its own."""
        total = _total_row(right)
        year = _item(left, "revenue", "subtotal")
        column = left.layout.halves[0].amounts[0].name
        yield "subtotal", term(year, column), term(total, "total", "合计")
        for name in ("general", "government_fund", "state_capital", "special_account", "unit_funds"):
            if name in right.layout.amount_names:
                yield name, term(_item(left, "revenue", name), column), term(total, name, f"合计{column_title(name)}")


class X02(_TwoTables):
    """Expenditure of the year in the overview is the total of the expenditure table, class by class."""

    code = "X02"
    title_zh = "收支总表的本年支出等于支出总表，各类亦同"
    title_en = "The overview's expenditure is that of the expenditure table, class by class"
    why_zh = "两张表说的是同一笔支出。"
    fix_zh = "公布者核对两张表。"
    tables = ("balance", "expenditure")

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[tuple[str, Term, Term]]:
        """The year's total and each functional class printed in either table."""
        year = _item(left, "expenditure", "subtotal")
        column = left.layout.halves[1].amounts[0].name
        yield "subtotal", term(year, column), term(_total_row(right), "total", "合计")
        yield from _classes(left, column, right, "total")


def _classes(overview: TableReading, column: str, by_code: TableReading, name: str) -> Iterator[tuple[str, Term, Term]]:
    others = _by_code(by_code)
    for record in overview.records:
        code = record.texts.get("function_code", "")
        if code:
            other = others.get(code)
            yield code, term(record, column), term(other, name, f"{code} {other.label if other else record.label}")


class X03(_TwoTables):
    """Appropriations by fund in the appropriation overview are those of the general overview."""

    code = "X03"
    title_zh = "财政拨款收支总表的拨款收入等于收支总表"
    title_en = "Appropriations agree between the two overviews"
    why_zh = "一般公共预算、政府性基金、国有资本经营预算三项拨款在两张总表中应一致。"
    fix_zh = "公布者核对两张总表。"
    tables = ("balance", "appropriation_balance")

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[tuple[str, Term, Term]]:
        """One figure per fund."""
        for name in _FUNDS:
            one, other = _item(left, "revenue", name), _item(right, "revenue", name)
            yield (
                name,
                term(one, left.layout.halves[0].amounts[0].name),
                term(other, right.layout.halves[0].amounts[0].name),
            )


class X04(_TwoTables):
    """General public budget expenditure by class is the same in the appropriation overview and in its own table."""

    code = "X04"
    title_zh = "财政拨款收支总表的一般公共预算支出等于一般公共预算支出表"
    title_en = "General public budget expenditure agrees with its own table"
    why_zh = "两张表说的是同一笔一般公共预算支出。"
    fix_zh = "公布者核对两张表。"
    tables = ("appropriation_balance", "general_expenditure")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """Not applicable where appropriations were carried in: the second table leaves those out."""
        overview = reading_of(disclosure, "appropriation_balance")
        carried = _item(overview, "revenue", "carried_in")
        if disclosure.identity.kind == "budget" and carried is not None and carried.printed_amounts:
            return
        yield from super().find(disclosure)

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[tuple[str, Term, Term]]:
        """The year's total and each class."""
        year = _item(left, "expenditure", "subtotal")
        yield "subtotal", term(year, "general"), term(_total_row(right), "total", "合计")
        yield from _classes(left, "general", right, "total")


class X05(_TwoTables):
    """Where all money is general public budget of the year, the expenditure table and the general one are the same."""

    code = "X05"
    title_zh = "支出总表等于一般公共预算支出表（仅有一般公共预算时）"
    title_en = "Both expenditure tables agree where all money is general public budget"
    why_zh = "全部资金为当年一般公共预算时，两张表逐科目一致。"
    fix_zh = "公布者核对两张表。"
    tables = ("expenditure", "general_expenditure")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """Only where the overview shows general public budget alone and no carry-over."""
        overview = reading_of(disclosure, "balance")
        sources = [record for record in overview.records if record.half.side == "revenue"] if overview else []
        printed = {record.texts["item_kind"] for record in sources if _is_positive(record)}
        if printed == {"general", "subtotal", "total"} or (printed == {"general", "total"}):
            yield from super().find(disclosure)

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[tuple[str, Term, Term]]:
        """Every code and column in both."""
        return _codes_in_common(left, right, ("total", "basic", "project"), lambda *_: True)


def _is_positive(record: Record) -> bool:
    return any(cell.cell.value for cell in record.printed_amounts)


class X06(_TwoTables):
    """Revenue and expenditure agree code by code where nothing was carried over."""

    code = "X06"
    title_zh = "收入总表与支出总表逐科目相等（无结转时）"
    title_en = "Revenue and expenditure agree code by code where nothing was carried over"
    why_zh = "预算收入按支出功能科目列示，无结转时与支出逐科目相等。"
    fix_zh = "公布者核对两张表的同一科目。"
    tables = ("revenue", "expenditure")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """For budgets; in a final account balances may lie between the two."""
        if disclosure.identity.kind == "budget":
            yield from super().find(disclosure)

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[tuple[str, Term, Term]]:
        """Every code in both."""
        return _codes_in_common(left, right, ("total",), _without_carryover)


class X07(Check):
    """Basic expenditure by economic classification is the basic expenditure of the general budget."""

    code = "X07"
    severity = "error"
    title_zh = "基本支出经济分类合计等于一般公共预算基本支出"
    title_en = "Basic expenditure by economic item equals that by function"
    why_zh = "同一笔基本支出，按功能与按经济分类应相等。"
    fix_zh = "公布者核对两张表的基本支出合计。"

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance; a final account's personnel and running costs are added first."""
        general, economic = (reading_of(disclosure, name) for name in ("general_expenditure", "basic_expenditure"))
        if general is None or economic is None:
            return
        totals = [record for record in economic.records if record.row_kind == "total"]
        column = "total" if disclosure.identity.kind == "budget" else "amount"
        right = add([term(record, column) for record in totals], f"《{economic.layout.title}》合计")
        left = term(_total_row(general), "basic", "基本支出合计")
        found = compare_equal(
            self, disclosure, "general_expenditure/basic_expenditure/total", f"《{general.layout.title}》", left, right
        )
        if found:
            yield found


class X08(Check):
    """Projects add up to the project expenditure of the expenditure table, and by general budget."""

    code = "X08"
    severity = "error"
    title_zh = "项目支出表等于支出表的项目支出"
    title_en = "Projects add up to project expenditure"
    why_zh = "逐个项目之和应等于支出表中的项目支出。"
    fix_zh = "公布者核对项目支出表与支出表。"

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """Two instances: all funds against 支出总表, general budget against 一般公共预算支出表."""
        projects = reading_of(disclosure, "projects")
        carried = reading_of(disclosure, "projects_carried_over")
        if projects is None:
            return
        for table, column in (("expenditure", "total"), ("general_expenditure", "general")):
            other = reading_of(disclosure, table)
            if other is None:
                continue
            if any(note.check == "R13" for note in projects.notes):
                continue  # which rows are units is uncertain, so their sum would prove nothing
            lists = [projects, carried] if column == "total" and carried is not None else [projects]
            heads = [record for reading in lists for record in _heads(reading)]
            right = add([term(record, column) for record in heads], f"《{projects.layout.title}》{_heads_name(heads)}")
            left = term(_total_row(other), "project", "项目支出合计")
            yield from self._compare(disclosure, table, other, left, right, len(heads))

    def _compare(
        self, disclosure: Disclosure, table: str, other: TableReading, left: Term, right: Term, parts: int
    ) -> Iterator[Finding]:
        if left.value is not None and right.value is not None and parts > 1:
            tolerance = rounding_tolerance(parts, max(left.decimals, right.decimals))
            if Decimal(0) < abs(left.value - right.value) <= tolerance:
                right = Term(right.label, left.value, right.unit, right.places, right.decimals)
        found = compare_equal(self, disclosure, f"{table}/projects/project", f"《{other.layout.title}》", left, right)
        if found:
            yield found


def _heads(reading: TableReading) -> list[Record]:
    """The rows that add up to the whole table: the department's, else the units', else all projects."""
    for kind in ("total", "department", "unit", "project"):
        found = [record for record in reading.records if record.row_kind == kind]
        if found:
            return found
    return []


def _heads_name(heads: list[Record]) -> str:
    return heads[0].label if len(heads) == 1 else f"{len(heads)}行之和"


_ECONOMIC_OF = {"vehicle_operation": "30231", "reception": "30217", "abroad": "30212"}


class X09(Check):
    """三公 items against their economic items in basic expenditure.

    They may legitimately differ (项目 can pay for vehicles too), so a difference is for review.
    """

    code = "X09"
    severity = "review"
    title_zh = "“三公”经费与基本支出经济科目"
    title_en = "“Three public” items against economic items"
    why_zh = "“三公”经费不应少于基本支出中的同名经济科目；项目支出也可列支，故仅供复核。"
    fix_zh = "公布者核对“三公”经费表与基本支出表。"

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per item that the economic table prints."""
        public, economic = (reading_of(disclosure, name) for name in ("three_public", "basic_expenditure"))
        if public is None or economic is None:
            return
        column = "general" if disclosure.identity.kind == "budget" else "executed"
        amount = "total" if disclosure.identity.kind == "budget" else "amount"
        rows = {record.texts.get("item_kind", ""): record for record in public.records}
        for kind, code in _ECONOMIC_OF.items():
            parts = [term(r, amount) for r in economic.records if r.texts.get("dept_economic_code") == code]
            right = add(parts, f"《{economic.layout.title}》{code}")
            left = term(rows.get(kind), column)
            if right.value:
                found = compare_equal(
                    self,
                    disclosure,
                    f"three_public/basic_expenditure/{kind}",
                    f"《{public.layout.title}》",
                    left,
                    right,
                )
                if found and not (left.value is not None and left.value > right.value):
                    yield found


class X10(Check):
    """Operating costs of government offices against the running costs of basic expenditure.

    机关运行经费 covers administrative units only; a department with public institutions may print less. For review.
    """

    code = "X10"
    severity = "review"
    title_zh = "机关运行经费与公用经费"
    title_en = "Operating costs against running costs"
    why_zh = "机关运行经费只含行政（参公）单位的公用经费，部门含事业单位时可小于公用经费，故仅供复核。"
    fix_zh = "公布者说明差额来自哪些单位。"

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance."""
        economic = reading_of(disclosure, "basic_expenditure")
        left, title = self._costs(disclosure)
        if economic is None or not left.printed:
            return
        if disclosure.identity.kind == "budget":
            right = term(_total_row(economic), "public", f"《{economic.layout.title}》公用经费")
        else:
            totals = [r for r in economic.records if r.row_kind == "total" and r.half.category == "public"]
            right = term(totals[0] if totals else None, "amount", f"《{economic.layout.title}》公用经费合计")
        found = compare_equal(self, disclosure, "operating_costs/basic_expenditure/public", title, left, right)
        if found:
            yield found

    @staticmethod
    def _costs(disclosure: Disclosure) -> tuple[Term, str]:
        if disclosure.identity.kind == "budget":
            reading = reading_of(disclosure, "operating_costs")
            return term(_total_row(reading), "total"), f"《{reading.layout.title}》" if reading else ""
        reading = reading_of(disclosure, "supplementary")
        rows = [r for r in reading.records if r.texts.get("item_kind", "").startswith("costs_")] if reading else []
        title = f"《{reading.layout.title}》" if reading else ""
        return add([term(record, "value") for record in rows], "机关运行经费"), title


BETWEEN_CHECKS: tuple[Check, ...] = (
    X01(),
    X02(),
    X03(),
    X04(),
    X05(),
    X06(),
    X07(),
    X08(),
    X09(),
    X10(),
)
