"""Blame: a finding is the publisher's only where our reading of everything it compares is proved. One place for all.

A check says what it compared and by how much it differs; whether the publisher answers for it is judged here, for
every family of checks, from the cells and places the finding names:

* a figure that was recognised in a picture, cut off, or put together from parts is not proved;
* a cell of a row compared that could not be read, a row whose columns were inferred, a column without a header;
* a table whose leaves do not add up is only trusted where very few rows explain every sum of it that fails: one wrong
  figure, or two exchanged, is the publisher's; where sums fail in many rows we do not know what its rows are;
* a comparison of figures that fails more often than it holds in the same tables or forms compares what is not the same;
* where two tables differ by exactly what was carried over, one counts it and the other does not: that is no mistake;
* nor is a total greater than its parts where the document says that it leaves out secrets by law.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from itertools import combinations

from mingzhang.checks.base import Disclosure, Finding
from mingzhang.checks.engine.phrases import Phrase, label, wording
from mingzhang.checks.evidence import doubt_about
from mingzhang.extract.model import AmountCell, Record, TableReading
from mingzhang.ground.amounts import MONEY_UNITS
from mingzhang.ground.source import Locator

_BLAMED = ("error", "warning")
_ADDED = "A"
_BETWEEN = "X"
_ROWS_THAT_EXPLAIN = 2
_OFTEN = 4
_UNSURE_MARKS = frozenset({"ocr", "cut", "joined", "formula"})
_DOUBTED = wording(
    "blame.doubted", "{said}（{why}，未归于公布者。）", "{said} ({why:first}: not laid at the publisher.)"
)
_CARRIED = wording(
    "blame.carried",
    "{said}差额正是上年结转，两表口径不同，不作比较。",
    "{said} The difference is what was carried over: one of the tables counts it and the other does not.",
)
_WITHHELD = wording(
    "blame.withheld",
    "{said}文件注明依法不公开涉密内容，差额可能由此而来，未作判断。",
    "{said} The document says that secrets are left out by law, which may be the difference.",
)
_SECRET = re.compile(r"(保密|涉密|国家秘密)[^。]{0,40}(剔除|不予公开|不公开|未公开|隐去|略去|不作公开|不列)")
_MARKED = wording("blame.marked", "{place} 的文字并非照印读出", "{place} was not simply read as printed")
_UNPROVED = label(
    "blame.unproved", "所比较的表逐级相加不能得到印证", "the sums of a table compared do not prove its rows"
)
_RARELY_HOLDS = label(
    "blame.rarely_holds", "同类比较多数不成立，所比较的可能不是同一内容", "most such comparisons do not hold here"
)

Cell = tuple[TableReading, Record, str, AmountCell]
"""A printed amount with its column, row and table."""


def judge_blame(disclosure: Disclosure, found: Mapping[str, Sequence[Finding]]) -> dict[str, list[Finding]]:
    """The findings of every check, those that our reading does not prove no longer laid at the publisher."""
    court = _Court(disclosure, [finding for findings in found.values() for finding in findings])
    return {code: [court.judge(finding) for finding in findings] for code, findings in found.items()}


@dataclass
class _Court:
    """All findings of one disclosure, and what is known of the tables they compare."""

    disclosure: Disclosure
    findings: Sequence[Finding]

    def judge(self, finding: Finding) -> Finding:
        """The finding as it may be published."""
        if finding.status != "fail" or finding.attribution != "publisher" or finding.severity not in _BLAMED:
            return finding
        if finding.check.startswith(_BETWEEN) and self._is_carried(finding):
            return replace(finding, status="not_applicable", severity="info", said=_CARRIED(said=finding.said))
        if finding.check.startswith(_ADDED) and self._is_withheld(finding):
            return replace(finding, status="not_applicable", severity="info", said=_WITHHELD(said=finding.said))
        doubt = self._doubt(finding)
        if doubt is None:
            return finding
        return replace(finding, attribution="extraction", said=_DOUBTED(said=finding.said, why=doubt))

    def _doubt(self, finding: Finding) -> Phrase | None:
        """The first reason why our reading may have made the finding."""
        cells = self._cells_of(finding)
        if marked := next((place for place in _places(finding) if self._is_marked(place)), None):
            return _MARKED(place=marked)
        origins = [(record, column) for _, record, column, _ in cells]
        if finding.check[0] not in (_ADDED, _BETWEEN) and (seen := doubt_about(self.disclosure, origins, ())):
            return seen
        if any(id(reading) in self._untrusted for reading, *_ in cells):
            return _UNPROVED
        rare = bool(finding.difference) and self._group(finding) in self._rarely_holding
        return _RARELY_HOLDS if rare else None

    # -- places -----------------------------------------------------------------------------------

    @cached_property
    def _by_place(self) -> dict[Locator, Cell]:
        return {
            cell.place: (reading, record, column, cell)
            for reading in self.disclosure.readings
            for record in reading.records
            for column, cell in record.amounts.items()
        }

    def _cells_of(self, finding: Finding) -> list[Cell]:
        return [self._by_place[place] for place in _places(finding) if place in self._by_place]

    @cached_property
    def _marks(self) -> frozenset[Locator]:
        return frozenset(mark.locator for mark in self.disclosure.source.marks if mark.mark in _UNSURE_MARKS)

    @cached_property
    def _pictures(self) -> frozenset[int]:
        return frozenset(mark.locator.line for mark in self.disclosure.source.marks if mark.mark == "ocr")

    def _is_marked(self, place: Locator) -> bool:
        return place.line in self._pictures or bool(place.cell and place in self._marks)

    # -- tables -----------------------------------------------------------------------------------

    @cached_property
    def _untrusted(self) -> frozenset[int]:
        """Tables whose leaves are not proved, and whose failing sums no few rows explain."""
        broken: dict[int, list[frozenset[int]]] = {}
        for finding in self.findings:
            if finding.check.startswith(_ADDED) and finding.status == "fail" and finding.severity in _BLAMED:
                for reading, *_ in self._cells_of(finding)[:1]:
                    lines = frozenset(place.line for place in finding.cells)
                    broken.setdefault(id(reading), []).append(lines)
        return frozenset(
            id(reading) for reading in self.disclosure.readings if _is_in_doubt(reading, broken.get(id(reading), []))
        )

    # -- comparisons ------------------------------------------------------------------------------

    def _group(self, finding: Finding) -> tuple[str, str]:
        """The check, and the tables or kind of form it compares."""
        cells = self._cells_of(finding)
        tables = sorted({reading.layout.table for reading, *_ in cells})
        return finding.check, "/".join(tables) or finding.instance.partition("/")[0]

    @cached_property
    def _rarely_holding(self) -> frozenset[tuple[str, str]]:
        fails: dict[tuple[str, str], int] = {}
        holds: dict[tuple[str, str], int] = {}
        for finding in self.findings:
            if not finding.difference:
                continue
            if finding.status == "fail" and finding.severity in _BLAMED:
                counted = fails
            elif finding.status in ("pass", "rounding"):
                counted = holds
            else:
                continue
            group = self._group(finding)
            counted[group] = counted.get(group, 0) + 1
        return frozenset(group for group, n in fails.items() if n >= _OFTEN and n > holds.get(group, 0))

    # -- what is withheld -------------------------------------------------------------------------

    @cached_property
    def _withholds(self) -> bool:
        """Whether the document says that it leaves out what is secret by law."""
        return any(_SECRET.search(line) for line in self.disclosure.source.lines)

    def _is_withheld(self, finding: Finding) -> bool:
        """Whether a total is greater than its parts where some of them may lawfully be left out."""
        lines = {place.line for place in finding.cells}
        return self._withholds and not finding.difference.startswith("-") and len(lines) > 1

    # -- carry-over -------------------------------------------------------------------------------

    def _is_carried(self, finding: Finding) -> bool:
        """Whether the difference is an amount that the document prints as carried over from the year before."""
        cells = self._cells_of(finding)
        if not cells or not finding.difference:
            return False
        try:
            gap = abs(Decimal(finding.difference)) * MONEY_UNITS[cells[0][3].unit]
        except (InvalidOperation, KeyError):
            return False
        rounding = Decimal(2).scaleb(-_decimals(finding.difference)) * MONEY_UNITS[cells[0][3].unit]
        return bool(gap) and any(abs(gap - carried) < rounding for carried in self._carried)

    @cached_property
    def _carried(self) -> frozenset[Decimal]:
        return frozenset(
            abs(cell.cell.value) * MONEY_UNITS[cell.unit]
            for _, record, column, cell in self._by_place.values()
            if cell.cell.value and cell.unit in MONEY_UNITS and _is_carry_over(record, column, cell)
        )


def _is_carry_over(record: Record, column: str, cell: AmountCell) -> bool:
    kind = record.texts.get("item_kind", "")
    parent = record.texts.get("parent_item", "")
    return (
        kind == "carried_in"
        or "carried_over" in column
        or bool(cell.column.carryover)
        or any(word in text for word in ("结转", "结余") for text in (record.label, parent) if "下年" not in text)
    )


def _decimals(number: str) -> int:
    return len(number.partition(".")[2])


def _places(finding: Finding) -> tuple[Locator, ...]:
    return finding.cells or finding.locators


def _is_in_doubt(reading: TableReading, broken: Sequence[frozenset[int]]) -> bool:
    """Whether the rows of a table are not what we take them for. One that prints totals alone adds nothing up."""
    states = {leaves.state for leaves in reading.leaves.values()}
    if broken:
        return bool(states & {"unproved", "no_total"}) and not _explained(broken)
    return "unproved" in states and any(record.is_leaf and record.row_kind != "total" for record in reading.records)


def _explained(broken: Sequence[frozenset[int]]) -> bool:
    """Whether a few rows take part in every sum that fails."""
    lines = sorted({line for rows in broken for line in rows}, key=lambda line: -_count(broken, line))
    return any(
        all(rows.intersection(chosen) for rows in broken)
        for size in range(1, _ROWS_THAT_EXPLAIN + 1)
        for chosen in combinations(lines[: _OFTEN * _ROWS_THAT_EXPLAIN], size)
    )


def _count(broken: Iterable[frozenset[int]], line: int) -> int:
    return sum(line in rows for rows in broken)
