"""Which findings concern a figure or a row: a cell by its place, a number of the explanations by its id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from mingzhang.ground.source import Locator
from mingzhang.site.narrative import Statement
from mingzhang.site.published_parts import FoundFinding, PublishedParts
from mingzhang.site.rows import TableRow

_TOLD = ("wrong", "look")
"""The categories a reader of a figure must know of, the graver first."""
_LETTERS = {"wrong": "w", "look": "l"}
_DUTIES = "D"
"""Checks of this group restate what another found; the original goes first."""


class Concerns:
    """The findings of one disclosure by what they concern: what is wrong in the document, and what is worth a look.

    A disclosure gathers them once, as `Disclosure.concerns`.
    """

    def __init__(self, disclosure: PublishedParts) -> None:
        self._cells: dict[Locator, list[FoundFinding]] = defaultdict(list)
        self._statements: dict[str, list[FoundFinding]] = defaultdict(list)
        self._of_line: dict[int, list[tuple[int, FoundFinding]]] = defaultdict(list)
        self._starts: dict[int, set[int]] = defaultdict(set)
        for table in disclosure.tables:
            for row in table.rows:
                self._starts[row.place.line].add(row.place.cell)
        for finding in sorted((found for found in disclosure.findings if found.category in _TOLD), key=_graver):
            for place in dict.fromkeys(finding.places):
                self._cells[place].append(finding)
                self._of_line[place.line].append((place.cell, finding))
            for statement in finding.statements:
                self._statements[statement].append(finding)

    def of_cell(self, place: Locator) -> Sequence[FoundFinding]:
        """Those that name the cell of a table, the gravest first."""
        return self._cells.get(place, ())

    def of_line(self, line: int, told: Collection[Locator] = ()) -> Sequence[FoundFinding]:
        """Those that name a line or any of its cells but those told of apart, the gravest first."""
        apart = {place.cell for place in told if place.line == line}
        return list(dict.fromkeys(found for cell, found in self._of_line.get(line, ()) if cell not in apart))

    def of_row(self, row: TableRow) -> Sequence[FoundFinding]:
        """Those that name a row of a table by anything but one of its amounts: its name, its code or the whole line.

        Where lists are printed side by side, several rows share a line: a cell is that of the last row that begins
        before it, and what concerns the whole line is told once, of the first.
        """
        line, start = row.place
        later = [cell for cell in self._starts[line] if cell > start]
        first = 0 if start == min(self._starts[line]) else start
        apart = {figure.place.cell for figure in row.figures.values()}
        return list(
            dict.fromkeys(
                found
                for cell, found in self._of_line.get(line, ())
                if first <= cell < min(later, default=cell + 1) and cell not in apart
            )
        )

    def of_statement(self, statement: Statement) -> Sequence[FoundFinding]:
        """Those that compare this number of the explanations, the gravest first."""
        return self._statements.get(statement.statement_id, ())


def flag(findings: Sequence[FoundFinding]) -> str:
    """The gravest, as the scripts of the portal read it (`assets/lib/signs.js`): a letter and its anchor."""
    return f"{_LETTERS[findings[0].category]}{findings[0].anchor}" if findings else ""


def _graver(found: FoundFinding) -> tuple[int, bool, bool]:
    return _TOLD.index(found.category), found.severity != "error", found.check.startswith(_DUTIES)
