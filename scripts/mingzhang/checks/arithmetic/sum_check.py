"""What the checks that add up rows have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar, NamedTuple

from mingzhang.checks.base import Check, Disclosure, Finding, Severity
from mingzhang.checks.naming import where
from mingzhang.checks.sums import Term, compare_sum, term
from mingzhang.extract.model import Record, TableReading
from mingzhang.layouts import Grammar, Half


class Arithmetic(Check):
    """What every identity of family A shares: it must hold, and only the publisher can break it."""

    severity: ClassVar[Severity] = "error"
    requires_zh = "所在的表已读取且印有金额；空白按无数计算，应有的合计没有印数时记为“无法核对”。"
    requires_en = (
        "The table was read and prints amounts; a blank counts as nothing. Where the total itself prints no figure the "
        "result is “could not be checked”."
    )


class Sum(NamedTuple):
    """A row that ought to be the sum of others of its table, column by column.

    Places print the same list in different depths: `or_parts` are other rows that may be its parts. The sum holds
    where it holds with any of them; where it does not, `parts` are told.
    """

    reading: TableReading
    whole: Record
    parts: list[Record]
    or_parts: tuple[list[Record], ...] = ()


class SumCheck(Arithmetic):
    """A check that adds up rows; subclasses say which rows make which."""

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per whole and column in which either side prints anything."""
        for own in self.sums(disclosure):
            told = [found for parts in (own.parts, *own.or_parts) if (found := self._compare(disclosure, own, parts))]
            yield from next((found for found in told if all(map(_holds, found))), told[0] if told else ())

    def _compare(self, disclosure: Disclosure, own: Sum, parts: list[Record]) -> list[Finding]:
        """The whole against some parts: one finding for each column."""
        reading, whole = own.reading, own.whole
        findings = []
        for column in columns_of([whole, *parts]) if parts else ():
            instance = "/".join(filter(None, (reading.layout.table, _key(whole), column)))
            terms = [term(record, column) for record in parts]
            found = compare_sum(self, disclosure, instance, where(reading, column), self.label(whole, column), terms)
            if found:
                findings.append(found)
        return findings

    def sums(self, disclosure: Disclosure) -> Iterator[Sum]:
        """Every sum the disclosure's tables contain."""
        raise NotImplementedError

    def label(self, whole: Record, column: str) -> Term:
        """The whole as a term, named as a reader should see it."""
        return term(whole, column)


def lists_of(
    disclosure: Disclosure, is_meant: Callable[[Grammar], bool]
) -> Iterator[tuple[TableReading, list[Record]]]:
    """Rows of each list of each table whose grammar is meant (side-by-side lists apart, unless by category)."""
    for reading in disclosure.readings:
        if is_meant(reading.layout.grammar):
            halves: dict[int, tuple[Half, list[Record]]] = {}
            for record in reading.records:
                halves.setdefault(id(record.half), (record.half, []))[1].append(record)
            for _, rows in halves.values():
                yield reading, rows


def columns_of(records: list[Record]) -> list[str]:
    """The amount columns that any of the rows fills, in order."""
    return list(dict.fromkeys(name for record in records for name in record.amounts))


def _holds(finding: Finding) -> bool:
    return finding.status in ("pass", "rounding")


def _key(record: Record) -> str:
    """A row's key, its side named once."""
    side = record.half.side
    return record.key if not side or record.key.startswith(f"{side}/") else f"{side}/{record.key}"
