"""What the checks that compare two tables have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from mingzhang.checks.base import Check, Disclosure, Finding, Severity
from mingzhang.checks.engine.phrases import printed
from mingzhang.checks.naming import both_tables, in_column, in_table
from mingzhang.checks.sums import Term, compare_equal, term
from mingzhang.checks.tables import item_row, reading_of, rows_by_code, total_row
from mingzhang.extract.model import Record, TableReading

Pair = tuple[str, Term, Term]
"""(instance key, figure of the first table, figure of the second)."""


class BetweenTables(Check):
    """What every check of family X shares."""

    severity: ClassVar[Severity] = "error"
    why_en = "Two tables state the same money; where they differ, at least one of them is wrong."
    basis_zh = "财预〔2016〕143号：公开内容真实、准确、完整；同一笔资金在各表中应一致。"
    basis_en = "Cai Yu [2016] No. 143: what is published is true, accurate and complete, so tables agree."
    requires_zh = "两张表均已读取；缺表由 R06 说明，只有一方有印数时记为“无法核对”。"
    requires_en = (
        "Both tables were read (R06 tells of a missing one); where one side prints no figure the result is “cannot be "
        "checked”."
    )
    fix_zh = "公布者核对两张表。"
    fix_en = "The publisher checks both tables."


class TwoTables(BetweenTables):
    """A check that compares figures of two tables; silent where either table is missing (R06 says so)."""

    tables: ClassVar[tuple[str, str]]

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per pair of figures of which either is printed."""
        left, right = (reading_of(disclosure, table) for table in self.tables)
        if left is not None and right is not None and self.applies(disclosure):
            yield from compare_pairs(self, disclosure, left, right, self.pairs(left, right))

    def applies(self, disclosure: Disclosure) -> bool:
        """Whether the two tables can be expected to agree at all."""
        return True

    def pairs(self, left: TableReading, right: TableReading) -> Iterator[Pair]:
        """The figures to compare."""
        raise NotImplementedError


def compare_pairs(
    check: Check, disclosure: Disclosure, left: TableReading, right: TableReading, pairs: Iterable[Pair]
) -> Iterator[Finding]:
    """One finding per pair of which either figure is printed; the second is named with its table."""
    tables = f"{left.layout.table}/{right.layout.table}"
    where = both_tables(left, right)
    for key, one, other in pairs:
        if one.printed or other.printed:
            other = other.named(in_table(right, other.label, short=True))
            parts = max(1, len(one.places), len(other.places))
            found = compare_equal(check, disclosure, f"{tables}/{key}", where, one, other, parts)
            if found:
                yield found


def codes_in_common(
    left: TableReading, right: TableReading, fits: Callable[[Record], bool] = lambda _: True
) -> Iterator[tuple[str, Record, Record]]:
    """Rows that stand in both lists by code, the total row last; `fits` says which rows of the first count."""
    others = rows_by_code(right)
    pairs = [(code, record, others.get(code)) for code, record in rows_by_code(left).items()]
    if own := total_row(left):
        pairs.append(("total", own, total_row(right)))
    for key, one, other in pairs:
        if other is not None and fits(one):
            yield key, one, other


def classes_of(overview: TableReading, column: str, by_code: TableReading, name: str) -> Iterator[Pair]:
    """Functional classes of an overview against the rows of a list by code."""
    others = rows_by_code(by_code)
    for record in overview.records:
        if code := record.texts.get("function_code", ""):
            other = others.get(code)
            title = printed(f"{code} {other.label if other else record.label}")
            yield code, term(record, column), term(other, name, title)


def column_term(record: Record, column: str) -> Term:
    """A figure of a row, named by the row and the column."""
    return term(record, column, in_column(printed(record.label), column))


def amount_column(reading: TableReading, side: int) -> str:
    """The name of the total column of one side of an overview (0 revenue, 1 expenditure)."""
    return reading.layout.halves[side].amounts[0].name


def has_carryover(overview: TableReading | None) -> bool:
    """Whether an overview prints anything carried in from the year before."""
    carried = item_row(overview, "revenue", "carried_in")
    return carried is not None and bool(carried.printed_amounts)


def keeps_nothing(overview: TableReading | None) -> bool:
    """Whether an overview prints nothing above zero that is carried out to the next year."""
    kept = item_row(overview, "expenditure", "carried_out")
    return kept is None or not is_positive(kept)


def is_positive(record: Record) -> bool:
    """Whether a row prints any amount other than zero."""
    return any(cell.cell.value for cell in record.printed_amounts)
