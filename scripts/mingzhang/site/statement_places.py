"""Where in its line a statement of the narrative stands: the characters that link to it, and back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzhang.site.narrative import Narrative, Statement


@dataclass(frozen=True, slots=True)
class StatementPlace:
    """Characters `start` to `end` (from 0, end excluded) of a line, and the statement read from them."""

    start: int
    end: int
    statement: Statement


def anchor(statement: Statement) -> str:
    """`L407-20`: the same name on the page of the disclosure and on that of its source."""
    return f"{statement.place}-{statement.first_char}"


def statement_places(narrative: Narrative, lines: Sequence[str]) -> dict[int, list[StatementPlace]]:
    """The statements that can be shown in place, by line, in order. Where two share characters, the first is shown."""
    by_line: dict[int, list[StatementPlace]] = defaultdict(list)
    for section in narrative.sections:
        for statement in narrative.statements[section.section_id]:
            found = _found(statement, lines)
            if found is not None:
                by_line[statement.place.line].append(found)
    return {line: list(_apart(found)) for line, found in sorted(by_line.items())}


def _found(statement: Statement, lines: Sequence[str]) -> StatementPlace | None:
    """The printed number, or without one the clause; nothing in tables, over markup, or where the line is another."""
    line = lines[statement.place.line - 1] if statement.place.line <= len(lines) else ""
    wanted = statement.number or statement.clause
    if not wanted or "\t" in line or "<" in wanted or ">" in wanted:
        return None
    start = _number_at(statement, line) if statement.number else line.find(wanted, statement.first_char - 1)
    return StatementPlace(start, start + len(wanted), statement) if start >= 0 else None


def _number_at(statement: Statement, line: str) -> int:
    """Where the clause prints its number: the last place where it is no part of a longer one, best before its unit.

    `2023年实行绩效管理的项目20个` says 20 of projects, not of the year. -1 where it is not printed so.
    """
    whole = re.compile(rf"(?<![0-9.,]){re.escape(statement.number)}(?![0-9]|[.,][0-9])")
    ends = {found.start(): found.end() for found in whole.finditer(line, statement.first_char - 1, statement.last_char)}
    measured = [start for start, end in ends.items() if line[end:].lstrip().startswith(statement.unit)]
    return max(measured or ends, default=-1)


def _apart(found: Iterable[StatementPlace]) -> Iterable[StatementPlace]:
    end = 0
    names: set[str] = set()
    for one in sorted(found, key=lambda one: (one.start, one.end, one.statement.first_char)):
        if one.start >= end and anchor(one.statement) not in names:
            names.add(anchor(one.statement))
            end = one.end
            yield one
