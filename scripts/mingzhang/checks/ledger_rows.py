"""The ledger of checks as data: rows of `checks.csv`, made from findings and read back to findings again.

What holds is one row for each check and table, with how many comparisons it stands for and the ids of all facts and
statements they compared. Everything else has a row of its own. Sentences are not data: a row holds the wording's code
and its values (`arguments`), from which the message is made in either language when someone reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mingzhang.checks.base import Finding, Label
from mingzhang.checks.engine.phrases import Phrase, compact, read_phrase, wording
from mingzhang.ground.source import Locator

Row = Mapping[str, str]

HELD = "pass"
"""The status whose comparisons are told together."""
_HOLD = wording("ledger.hold", "核对{count}次，均成立。", "{count} {count:comparison holds|comparisons hold}.")
ALL = "*"
"""In the instance of a row that holds: all that was compared of the table before it, or of the document."""
_SIDES = ("left", "right")


@dataclass(frozen=True)
class Places:
    """What the places of findings mean in the package: the facts of cells, the table a line belongs to."""

    facts: Sequence[Row]
    tables: Sequence[Row]

    @cached_property
    def _of_cell(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for fact in self.facts:
            found.setdefault(fact["locator"], []).append(fact)
        return found

    @cached_property
    def _spans(self) -> list[tuple[int, int, str]]:
        known = (row for row in self.tables if row["first_line"])
        return [(int(row["first_line"]), int(row["last_line"]), row["table"]) for row in known]

    def facts_in(self, cells: Iterable[Locator]) -> list[str]:
        """The ids of the facts in these cells, each once, in the order given."""
        found = (fact["fact_id"] for cell in cells for fact in self._of_cell.get(str(cell), ()))
        return list(dict.fromkeys(found))

    def table_of(self, finding: Finding) -> str:
        """The table a finding is about: that of the first fact it compares, else the one its first place stands in."""
        for cell in (*finding.cells, *finding.locators):
            for fact in self._of_cell.get(str(cell), ()):
                return fact["table"]
        for place in finding.locators[:1]:
            for first, last, table in self._spans:
                if first <= place.line <= last:
                    return table
        return ""


def ledger_rows(findings: Iterable[Finding], places: Places) -> list[dict[str, str]]:
    """The rows of the ledger, check by check: what holds first, one row for each table, then everything else."""
    rows: list[dict[str, str]] = []
    for check, found in _by_check(findings).items():
        held: dict[str, list[Finding]] = {}
        for finding in found:
            if finding.status == HELD:
                held.setdefault(places.table_of(finding), []).append(finding)
        rows += [_held_row(check, table, together, places) for table, together in held.items()]
        rows += [_row(finding, places) for finding in found if finding.status != HELD]
    return rows


def _by_check(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.check, []).append(finding)
    return found


def _held_row(check: str, table: str, held: Sequence[Finding], places: Places) -> dict[str, str]:
    """One row for all that holds; where that is a single comparison, with its values."""
    only = held[0] if len(held) == 1 else None
    cells = (cell for finding in held for cell in finding.cells or finding.locators)
    statements = dict.fromkeys(name for finding in held for name in finding.statements)
    return {
        "check": check,
        "instance": f"{table}/{ALL}" if table else ALL,
        "status": HELD,
        "severity": "info",
        "attribution": held[0].attribution,
        "category": "",
        "cause": "",
        "comparisons": str(len(held)),
        "left_value": only.left_value if only else "",
        "right_value": only.right_value if only else "",
        "difference": only.difference if only else "",
        "tolerance": only.tolerance if only else "",
        "fact_ids": " ".join(places.facts_in(cells)),
        "statement_ids": " ".join(statements),
        "locators": "",
        "arguments": "",
    }


def _row(finding: Finding, places: Places) -> dict[str, str]:
    return {
        "check": finding.check,
        "instance": finding.instance,
        "status": finding.status,
        "severity": finding.severity,
        "attribution": finding.attribution,
        "category": finding.category,
        "cause": "",
        "comparisons": "1",
        "left_value": finding.left_value,
        "right_value": finding.right_value,
        "difference": finding.difference,
        "tolerance": finding.tolerance,
        "fact_ids": " ".join(places.facts_in(finding.cells or finding.locators)),
        "statement_ids": " ".join(finding.statements),
        "locators": " ".join(map(str, finding.locators)),
        "arguments": compact(_arguments(finding)),
    }


def _arguments(finding: Finding) -> dict[str, object]:
    """The message as data; what the sides are called stands beside it, unless the message says it so."""
    stored = finding.said.as_json()
    for side, label in zip(_SIDES, (finding.left, finding.right), strict=True):
        if label and finding.said.value(side) != label:
            stored[side] = label.as_json() if isinstance(label, Phrase) else label
    return stored


@dataclass(frozen=True, slots=True)
class Told:
    """What a row of a ledger says: the message, and what its sides are called."""

    said: Phrase
    left: Label = ""
    right: Label = ""


def read_told(row: Row) -> Told:
    """What a row says; `ValueError` where its arguments are none. Of what holds only the number is told."""
    if not row["arguments"]:
        return Told(_HOLD(count=row["comparisons"]))
    try:
        stored = json.loads(row["arguments"])
    except RecursionError:
        raise ValueError("the arguments of a message are nested too deep") from None
    if not isinstance(stored, dict) or not stored:
        raise ValueError("the arguments of a message are no object")
    named = {side: stored.pop(side, None) for side in _SIDES}
    said = read_phrase(stored)
    left, right = (_label(named[side], said, side) for side in _SIDES)
    return Told(said, left, right)


def _label(stored: object, said: Phrase, side: str) -> Label:
    if isinstance(stored, dict):
        return read_phrase(stored)
    if isinstance(stored, str):
        return stored
    known = said.value(side)
    return known if isinstance(known, Phrase) else ""
