"""Tables without rulings: columns are told by the gaps that run down through all their rows.

Lines of text one below the other are a table where at least three of them fall into the same columns and at least two
hold a number. An empty cell then stays empty; text cut at its gaps alone would move what follows it one column to the
left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingzhang.readers.grid.model import Glyph, Row, Table, box_of
from mingzhang.readers.grid.writing import is_number, text_of

_GAP = 1.0  # sizes of a character between two columns
_PITCH = 3.5  # sizes of a character from one baseline to the next, at most
_FEWEST_ROWS, _FEWEST_NUMBERS = 3, 2
_CAPTION = re.compile(r"[:：]")
_Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between two gaps of a line."""

    x0: float
    x1: float
    text: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that may be a row."""

    glyphs: Sequence[Glyph]
    parts: tuple[_Part, ...]

    @property
    def numbers(self) -> int:
        """How many of its parts are numbers; one at its beginning may be an item's."""
        return sum(is_number(part.text) for part in self.parts[1:])


def take_tables(lines: Sequence[list[Glyph]]) -> tuple[list[Table], list[list[Glyph]]]:
    """The tables among lines from top to bottom, and the lines that belong to none."""
    tables: list[Table] = []
    rest: list[list[Glyph]] = []
    for run in _runs(lines):
        start, end, columns = _find(run)
        rest += [list(line.glyphs) for line in (*run[:start], *run[end:])]
        if columns:
            tables.append(_table(run[start:end], columns))
    return tables, rest


def _runs(lines: Sequence[list[Glyph]]) -> list[list[_Candidate]]:
    """Lines with about the usual distance between them."""
    runs: list[list[_Candidate]] = []
    for line in lines:
        candidate = _Candidate(line, _parts(line))
        if runs and line[0].base - runs[-1][-1].glyphs[0].base <= _PITCH * max(line[0].size, 4.0):
            runs[-1].append(candidate)
        else:
            runs.append([candidate])
    return runs


def _parts(line: Sequence[Glyph]) -> tuple[_Part, ...]:
    parts = [[line[0]]]
    for last, glyph in pairwise(line):
        if glyph.x0 - last.x1 > _GAP * max(glyph.size, last.size):
            parts.append([glyph])
        else:
            parts[-1].append(glyph)
    return tuple(_Part(part[0].x0, part[-1].x1, text_of(part)) for part in parts)


def _find(run: Sequence[_Candidate]) -> tuple[int, int, list[_Span]]:
    """First and last line (not included) of the table in a run, and its columns; none where there is no table."""
    body = [index for index, line in enumerate(run) if line.numbers and not _is_caption(line)]
    if len(body) < _FEWEST_NUMBERS:
        return 0, 0, []
    columns = _unite([(part.x0, part.x1) for index in body for part in run[index].parts])
    most = len(columns)
    if not all(_fits(run[index], columns) for index in body):
        return 0, 0, []
    start, end = body[0], body[0]
    while start > 0 and _fits(run[start - 1], columns) and len(run[start - 1].parts) > 1:
        start -= 1
    while end < len(run) and _fits(run[end], columns):
        end += 1
    while end > start and len(run[end - 1].parts) == 1:
        end -= 1
    rows = run[start:end]
    enough = sum(1 for line in rows if line.numbers) >= _FEWEST_NUMBERS and len(rows) >= _FEWEST_ROWS + (most == 2)
    columns = _unite([*columns, *((part.x0, part.x1) for line in rows for part in line.parts)])
    return (start, end, columns) if enough and len(columns) == most else (0, 0, [])


def _is_caption(line: _Candidate) -> bool:
    return any(_CAPTION.search(part.text) for part in line.parts)


def _fits(line: _Candidate, columns: Sequence[_Span]) -> bool:
    """Whether each part of a line stands in one column, and no two in the same."""
    if _is_caption(line):
        return False
    places = [[k for k, (x0, x1) in enumerate(columns) if part.x0 < x1 and x0 < part.x1] for part in line.parts]
    return all(len(place) == 1 for place in places) and len({place[0] for place in places}) == len(places)


def _unite(spans: Sequence[_Span]) -> list[_Span]:
    """Spans that overlap put together, from left to right."""
    united: list[_Span] = []
    for x0, x1 in sorted(spans):
        if united and x0 < united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], x1))
        else:
            united.append((x0, x1))
    return united


def _table(lines: Sequence[_Candidate], columns: Sequence[_Span]) -> Table:
    edges = (columns[0][0], *((one[1] + other[0]) / 2 for one, other in pairwise(columns)), columns[-1][1])
    rows = tuple(_row(line, columns) for line in lines)
    box = rows[0].box
    for row in rows:
        box = box.around(row.box)
    return Table(edges, rows, box)


def _row(line: _Candidate, columns: Sequence[_Span]) -> Row:
    cells = [""] * len(columns)
    for part in line.parts:
        cells[next(k for k, (x0, x1) in enumerate(columns) if part.x0 < x1 and x0 < part.x1)] = part.text
    return Row(tuple(cells), box_of(line.glyphs))
