"""One row of the indicators → its labels and indicators: cells assigned to the columns of the form.

The cells of a row keep their order but not their columns (rows shift, spacers come and go, values are
lost). The assignment with the least cost wins: a cell's kind counts most, its column a little, and the
two sides of a form must agree on the name. Rows squeezed together hold more than one indicator; they are
taken apart by their order alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from mingzhang.forms.labels import Label, is_root, read_head, read_label
from mingzhang.forms.model import Line
from mingzhang.forms.values import value_strength
from mingzhang.text import clean, fold


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
_SQUEEZED = 6.0
_LONG_ROW = 11


def tokens_of(line: Line) -> list[Token]:
    """The filled cells of a row, without the label 绩效指标 at its left."""
    return [
        Token(index, cell, fold(cell), read_label(cell), value_strength(cell))
        for index, cell in enumerate(line.cells)
        if cell and not cell.isspace() and not is_root(cell)
    ]


def read_header(line: Line) -> tuple[Slot, ...]:
    """The columns a header row of the indicators names, or nothing where it is no header."""
    slots: list[Slot] = []
    seen: set[tuple[str, int]] = set()
    for index, cell in enumerate(line.cells):
        if not cell.strip() or is_root(cell):
            continue
        kind = read_head(cell)
        if not kind:
            return ()
        side = 1 if (kind, 0) in seen and kind in ("level1", "level2", "name", "value") else 0
        if (kind, side) in seen:
            continue
        seen.add((kind, side))
        slots.append(Slot(kind, side, index))
    kinds = {slot.kind for slot in slots}
    return tuple(slots) if len(kinds & {"level1", "level2", "name", "value"}) >= 2 else ()


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


def read_row(line: Line, slots: Sequence[Slot]) -> ReadRow:
    """Assign the cells of one row; whatever finds no place is listed in `unread`."""
    tokens = tokens_of(line)
    if all(token.label and token.label.level and token.label.sure for token in tokens):
        return ReadRow(line, _labels_only(tokens, slots), [])
    sides = max(slot.side for slot in slots)
    if sides and (row := _clean_row(line, tokens, slots)):
        return row
    if len(tokens) <= min(len(slots), _LONG_ROW):
        cost, chosen = _best_assignment(tokens, slots)
        if not sides or cost < _SQUEEZED:
            return _from_slots(line, tokens, [slots[index] for index in chosen])
    return _squeezed(line, tokens, slots) if sides else _overflowing(line, tokens, slots)


# -- clean rows --------------------------------------------------------------------------------------


_CLEAN = {
    "12tv2tv": ("level1", "level2", "name", "value", "level2", "name", "value"),
    "2tv2tv": ("level2", "name", "value", "level2", "name", "value"),
    "tvtv": ("name", "value", "name", "value"),
}


def _clean_row(line: Line, tokens: list[Token], slots: Sequence[Slot]) -> ReadRow | None:
    """The three usual shapes of a two-sided row, without any search."""
    shape = "".join(_letter(token) for token in tokens)
    kinds = _CLEAN.get(shape)
    if kinds is None:
        return None
    names = [token.key for token, kind in zip(tokens, kinds, strict=True) if kind == "name"]
    if name_match(names[0], names[1]) < 0.9:
        return None
    half = len(kinds) - len(kinds) // 2
    return _from_slots(line, tokens, [Slot(kind, int(index >= half), -1) for index, kind in enumerate(kinds)])


def _letter(token: Token) -> str:
    if token.label and token.label.sure and token.label.level:
        return str(token.label.level)
    if token.label:
        return "s"
    return "v" if token.strength == 2 or (token.strength == 1 and len(token.key) <= 4) else "t"


# -- assignment --------------------------------------------------------------------------------------


def _best_assignment(tokens: list[Token], slots: Sequence[Slot]) -> tuple[float, tuple[int, ...]]:
    costs = [[_cost(token, slot) for slot in slots] for token in tokens]
    best, chosen = 1e9, tuple(range(len(tokens)))
    for candidate in combinations(range(len(slots)), len(tokens)):
        cost = 0.0
        for position, index in enumerate(candidate):
            cost += costs[position][index]
            if cost >= best:
                break
        else:
            cost += _whole_cost(tokens, slots, candidate)
            if cost < best:
                best, chosen = cost, candidate
    return best, chosen


_LABEL_COST = {  # (level of the label, kind of the slot) → cost
    (1, "level1"): 0.0, (1, "level2"): 2.5, (2, "level2"): 0.0, (2, "level1"): 2.2, (2, "name"): 4.0, (1, "name"): 5.0,
}  # fmt: skip
_NUMBERS = ("weight", "score")
_VALUES = ("value", "adjusted", "actual")


def _cost(token: Token, slot: Slot) -> float:
    label = token.label
    if slot.kind in ("level1", "level2", "name"):
        return _left_cost(token, label, slot.kind)
    if label and label.level and label.sure:
        return 7.0
    if slot.kind in _VALUES:
        if token.strength == 2:
            return 0.0
        return 0.5 if token.strength else 1.4 + min(2.0, len(token.key) / 12)
    if slot.kind in _NUMBERS:
        return 0.0 if token.key.replace(".", "", 1).isdigit() else 5.0
    if slot.kind == "comparator":
        return 0.0 if len(token.key) <= 2 or token.key == "定性" else 4.0
    if slot.kind == "unit":
        return 0.0 if len(token.key) <= 6 and not token.key.isdigit() else 4.0
    return 0.6 if token.strength < 2 else 3.0


def _left_cost(token: Token, label: Label | None, kind: str) -> float:
    if label is None:
        if kind == "name":
            return 4.0 if token.strength == 2 else 0.8 if token.strength else 0.0
        return 6.0 if token.strength < 2 else 9.0
    if label.level == 0:
        return {"level1": 3.0, "level2": 1.0, "name": 1.5}[kind]
    if not label.sure:
        return {"level1": 3.0, "level2": 0.0, "name": 0.3}[kind]
    if kind == "level1" and label.code == "cost":
        return 1.0
    return _LABEL_COST.get((label.level, kind), 7.0)


def _whole_cost(tokens: list[Token], slots: Sequence[Slot], candidate: tuple[int, ...]) -> float:
    """What the assignment costs as a whole: lost cells, names that disagree, columns."""
    at = {(slots[index].kind, slots[index].side): token for index, token in zip(candidate, tokens, strict=True)}
    cost = 0.0
    for side in (0, 1):
        name, value = at.get(("name", side)), at.get(("value", side))
        if (name is None) != (value is None):
            cost += 1.6 if value is None else 2.5
    first, second = at.get(("name", 0)), at.get(("name", 1))
    if first and second:
        match = name_match(first.key, second.key)
        cost += 0.0 if match > 0.9 else 1.0 if match > 0.5 else 2.5
    elif any(slot.side for slot in slots):
        cost += 1.5
    left, right = at.get(("value", 0)), at.get(("value", 1))
    if left and right and left.key != right.key:
        cost += 0.6
    if "weight" in {slot.kind for slot in slots}:
        cost += 1.0 * (("weight", 0) not in at) + 1.0 * (("score", 0) not in at) + 1.0 * (("value", 0) not in at)
    drifts = sorted(token.cell - slots[index].cell for index, token in zip(candidate, tokens, strict=True))
    shift = drifts[len(drifts) // 2]
    return cost + 0.25 * sum(min(abs(drift - shift), 3) for drift in drifts) + 0.1 * min(abs(shift), 3)


def _from_slots(line: Line, tokens: list[Token], places: Sequence[Slot]) -> ReadRow:
    unit = Unit()
    labels: list[LabelHere] = []
    lonely: list[Token] = []
    for token, slot in zip(tokens, places, strict=True):
        if slot.kind in ("level1", "level2"):
            if token.label is None:
                lonely.append(token)
            else:
                labels.append(_here(token, slot))
            continue
        if slot.kind == "name" and token.label and token.label.level == 2:
            labels.append(LabelHere(token.label, slot.side, False, clean(token.text)))
        unit.cells[slot.kind, slot.side] = token
    unit.labels = labels
    has_unit = any(kind in ("name", "value", "adjusted", "actual") for kind, _ in unit.cells)
    return ReadRow(line, labels, [unit] if has_unit else [], lonely if has_unit else [*lonely, *unit.cells.values()])


def _here(token: Token, slot: Slot) -> LabelHere:
    assert token.label is not None
    proper = token.label.level == (1 if slot.kind == "level1" else 2)
    return LabelHere(token.label, slot.side, proper, clean(token.text))


def _labels_only(tokens: list[Token], slots: Sequence[Slot]) -> list[LabelHere]:
    two_sided = any(slot.side for slot in slots)
    labels: list[LabelHere] = []
    seen: set[str] = set()
    for token in tokens:
        assert token.label is not None
        side = int(two_sided and token.label.code in seen)
        seen.add(token.label.code)
        labels.append(LabelHere(token.label, side, True, clean(token.text)))
    return labels


# -- rows squeezed together --------------------------------------------------------------------------


@dataclass(slots=True)
class _Half:
    """A name and its value on one side, with the labels printed before it."""

    labels: list[Token]
    name: Token | None = None
    value: Token | None = None


def _squeezed(line: Line, tokens: list[Token], slots: Sequence[Slot]) -> ReadRow:
    halves, trailing = _halves(tokens)
    labels: list[LabelHere] = []
    if not halves:
        return ReadRow(line, _labels_only(trailing, slots), [])
    split = _best_split(halves, slots)
    units = _pair(halves[:split], halves[split:])
    for index, half in enumerate(halves):
        for place, token in enumerate(half.labels):
            assert token.label is not None
            last = place == len(half.labels) - 1
            here = LabelHere(token.label, int(index >= split), last, clean(token.text))
            labels.append(here)
            if last:
                owner = next(unit for unit in units if half.name in unit.cells.values() or half.value in unit.cells.values())
                owner.labels.append(here)
    labels += [LabelHere(token.label, 1, False, clean(token.text)) for token in trailing if token.label]
    return ReadRow(line, labels, units)


def _halves(tokens: list[Token]) -> tuple[list[_Half], list[Token]]:
    """Names and values in order; a name that comes again (or seems one) opens the next half."""
    halves: list[_Half] = []
    waiting: list[Token] = []
    for position, token in enumerate(tokens):
        after = tokens[position + 1] if position + 1 < len(tokens) else None
        if token.label and (token.label.sure or not after or not _is_value(after)) and token.label.level:
            waiting.append(token)
            continue
        open_half = halves[-1] if halves and not waiting else None
        if open_half and open_half.name and not open_half.value and _fits_value(token, tokens, position):
            open_half.value = token
        elif token.strength == 2:
            halves.append(_Half(waiting, value=token))
            waiting = []
        else:
            halves.append(_Half(waiting, name=token))
            waiting = []
    return halves, waiting


def _is_value(token: Token) -> bool:
    return token.label is None and token.strength > 0


def _fits_value(token: Token, tokens: list[Token], position: int) -> bool:
    if token.strength:
        return True
    later = tokens[position + 1] if position + 1 < len(tokens) else None
    return not (later and later.strength) and sum(other.key == token.key for other in tokens) != 2


def _best_split(halves: list[_Half], slots: Sequence[Slot]) -> int:
    boundary = next((slot.cell for slot in slots if slot.side), 99)
    best, chosen = -1.0, len(halves)
    for split in range(len(halves) + 1):
        score = sum(
            max((_half_match(left, right) for right in halves[split:]), default=0.0) for left in halves[:split]
        )
        score += sum(0.1 for half in halves[:split] if _cell(half) < boundary)
        score += sum(0.1 for half in halves[split:] if _cell(half) >= boundary)
        if score > best:
            best, chosen = score, split
    return chosen


def _cell(half: _Half) -> int:
    token = half.name or half.value
    return token.cell if token else 0


def _half_match(left: _Half, right: _Half) -> float:
    if not left.name or not right.name:
        return 0.0
    match = name_match(left.name.key, right.name.key)
    return match if match >= 0.75 else 0.0


def _pair(left: list[_Half], right: list[_Half]) -> list[Unit]:
    units: list[Unit] = []
    free = list(right)
    for half in left:
        partner = next((other for other in free if _half_match(half, other) > 0), None)
        if partner:
            free.remove(partner)
        units.append(_unit(half, partner))
    units += [_unit(None, half) for half in free]
    return units


def _unit(period: _Half | None, year: _Half | None) -> Unit:
    unit = Unit(doubts=["squeezed"])
    for side, half in enumerate((period, year)):
        if half and half.name:
            unit.cells["name", side] = half.name
        if half and half.value:
            unit.cells["value", side] = half.value
    return unit


def _overflowing(line: Line, tokens: list[Token], slots: Sequence[Slot]) -> ReadRow:
    """More cells than columns on a one-sided form: the first ones that fit, the rest is listed."""
    keep = tokens[: len(slots)]
    _, chosen = _best_assignment(keep, slots)
    row = _from_slots(line, keep, [slots[index] for index in chosen])
    row.unread += tokens[len(slots) :]
    for unit in row.units:
        unit.doubts.append("overflow")
    return row


def units_of(rows: Sequence[ReadRow]) -> Iterator[tuple[int, ReadRow, Unit]]:
    """Every indicator with the index of its row."""
    for index, row in enumerate(rows):
        for unit in row.units:
            yield index, row, unit
