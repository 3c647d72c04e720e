"""Header rows → what is printed over each cell: its lowest text and the merged cells above it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

_SUMS = ("合计", "小计")


@dataclass(frozen=True, slots=True)
class Heading:
    """What is printed over one cell: its lowest text, the merged cells above, all its own texts in one."""

    leaf: str
    above: str
    tops: tuple[str, ...]
    joined: str


def read_headings(texts: list[list[str]]) -> list[Heading]:
    """The heading of every cell position below folded header rows."""
    width = max(len(row) for row in texts)
    padded = [row + [""] * (width - len(row)) for row in texts]
    carried = [list(accumulate(row, _or_before)) for row in padded]
    return [_heading(padded, carried, index) for index in range(width)]


def _or_before(before: str, text: str) -> str:
    return text or before


def _heading(rows: list[list[str]], carried: list[list[str]], index: int) -> Heading:
    own = [depth for depth, row in enumerate(rows) if row[index]]
    depth = own[-1] if own else -1
    if depth >= 0 and _spans_others(rows, depth, index):
        depth = -1
    reach = depth if depth >= 0 else len(rows)
    tops = tuple(carried[row][index] for row in range(reach))
    leaf = rows[depth][index] if depth >= 0 else ""
    return Heading(leaf, _above(tops), tops, "".join(rows[row][index] for row in own))


def _above(tops: tuple[str, ...]) -> str:
    """The lowest merged cell that says what is below it: one that only says “sum” does not."""
    said = [top for top in tops if top]
    return next((top for top in reversed(said) if top not in _SUMS), said[-1] if said else "")


def _spans_others(rows: list[list[str]], depth: int, index: int) -> bool:
    """Whether the lowest text of a column is a merged cell over neighbours that have headers below it."""
    if depth == len(rows) - 1:
        return False
    neighbour = index + 1
    row = rows[depth]
    return neighbour < len(row) and not row[neighbour] and any(lower[neighbour] for lower in rows[depth + 1 :])
