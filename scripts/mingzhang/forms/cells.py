"""What a row of a form is made of: cells, columns, labels, and the indicators found on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from mingzhang.forms.labels import Label, is_root, read_label
from mingzhang.forms.model import Line
from mingzhang.forms.values import value_strength
from mingzhang.ground.text import clean, fold


class Token(NamedTuple):
    """One filled cell: its index from 0, its text, whether it is a label, how much it looks like a value."""

    cell: int
    text: str
    key: str
    label: Label | None
    strength: int


class Slot(NamedTuple):
    """One column of the form: what it holds, on which side (0 period or the only one, 1 year), its cell."""

    kind: str
    side: int
    cell: int


@dataclass(frozen=True, slots=True)
class LabelHere:
    """A label printed on a row: side and whether it stands in the column of its level."""

    label: Label
    side: int
    proper: bool
    text: str


@dataclass(slots=True)
class Unit:
    """One indicator of one row: its texts by slot kind and side; `doubts` are codes of what went wrong."""

    cells: dict[tuple[str, int], Token] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    labels: list[LabelHere] = field(default_factory=list)

    def text(self, kind: str, side: int = 0) -> str:
        """The text in a slot, or nothing."""
        token = self.cells.get((kind, side))
        return clean(token.text) if token else ""


@dataclass(slots=True)
class ReadRow:
    """One row of the indicators: all labels on it, and the indicators (none on an empty template row)."""

    line: Line
    labels: list[LabelHere]
    units: list[Unit]
    unread: list[Token] = field(default_factory=list)


TARGET_SLOTS = (
    Slot("level1", 0, 1), Slot("level2", 0, 2), Slot("name", 0, 3), Slot("value", 0, 4),
    Slot("level2", 1, 5), Slot("name", 1, 6), Slot("value", 1, 7),
)  # fmt: skip
EVALUATION_SLOTS = (
    Slot("level1", 0, 1), Slot("level2", 0, 2), Slot("name", 0, 3), Slot("value", 0, 4), Slot("adjusted", 0, 5),
    Slot("actual", 0, 6), Slot("weight", 0, 7), Slot("score", 0, 8), Slot("reason", 0, 9),
)  # fmt: skip


def tokens_of(line: Line) -> list[Token]:
    """The filled cells of a row, without the label 绩效指标 at its left."""
    return [
        Token(index, cell, fold(cell), read_label(cell), value_strength(cell))
        for index, cell in enumerate(line.cells)
        if cell and not cell.isspace() and not is_root(cell)
    ]


@lru_cache(maxsize=8192)
def name_match(left: str, right: str) -> float:
    """How well two names agree: 1 equal, 0.97 one is the beginning of the other, else their similarity."""
    if left == right:
        return 1.0
    if not left or not right:
        return 0.0
    if min(len(left), len(right)) >= 3 and (left.startswith(right) or right.startswith(left)):
        return 0.97
    return 0.95 * SequenceMatcher(None, left, right, autojunk=False).ratio()


def labels_only(tokens: list[Token], slots: Sequence[Slot]) -> list[LabelHere]:
    """Labels of a row that holds nothing else: the second of a kind is the year side's."""
    two_sided = any(slot.side for slot in slots)
    labels: list[LabelHere] = []
    seen: set[str] = set()
    for token in tokens:
        assert token.label is not None
        side = int(two_sided and token.label.code in seen)
        seen.add(token.label.code)
        labels.append(LabelHere(token.label, side, True, clean(token.text)))
    return labels


def units_of(rows: Sequence[ReadRow]) -> Iterator[tuple[int, ReadRow, Unit]]:
    """Every indicator with the index of its row."""
    for index, row in enumerate(rows):
        for unit in row.units:
            yield index, row, unit
