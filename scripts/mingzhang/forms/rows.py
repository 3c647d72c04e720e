"""One row of the indicators → its labels and indicators: cells assigned to the columns of the form.

The cells of a row keep their order but not their columns (rows shift, spacers come and go, values are
lost). The assignment with the least cost wins: a cell's kind counts most, its column a little, and the
two sides of a form must agree on the name. Rows squeezed together hold more than one indicator; they are
taken apart by their order alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from mingzhang.forms.cells import LabelHere, ReadRow, Slot, Token, Unit, labels_only, name_match, tokens_of
from mingzhang.forms.labels import Label, is_root, read_head
from mingzhang.forms.model import Line
from mingzhang.forms.squeezed import read_squeezed
from mingzhang.forms.values import is_unfilled
from mingzhang.ground.text import clean

_SQUEEZED = 6.0
_STRAIGHT = 1.6
_LONG_ROW = 11


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


def read_row(line: Line, slots: Sequence[Slot]) -> ReadRow:
    """Assign the cells of one row; whatever finds no place is listed in `unread`."""
    tokens = tokens_of(line)
    if all(token.label and token.label.level and token.label.sure for token in tokens):
        return ReadRow(line, labels_only(tokens, slots), [])
    sides = max(slot.side for slot in slots)
    if row := _clean_row(line, tokens) if sides else _straight_row(line, tokens, slots):
        return row
    if len(tokens) <= min(len(slots), _LONG_ROW):
        cost, chosen = _best_assignment(tokens, slots)
        if not sides or cost < _SQUEEZED:
            return _from_slots(line, tokens, [slots[index] for index in chosen])
    return read_squeezed(line, tokens, slots) if sides else _overflowing(line, tokens, slots)


# -- clean rows --------------------------------------------------------------------------------------


_CLEAN = {
    "12tv2tv": ("level1", "level2", "name", "value", "level2", "name", "value"),
    "2tv2tv": ("level2", "name", "value", "level2", "name", "value"),
    "tvtv": ("name", "value", "name", "value"),
}


def _straight_row(line: Line, tokens: list[Token], slots: Sequence[Slot]) -> ReadRow | None:
    """A row of a one-sided form whose cells all stand in their columns, name and value among them."""
    by_cell = {slot.cell: slot for slot in slots}
    places = [by_cell.get(token.cell) for token in tokens]
    found = [slot for slot in places if slot]
    kinds = {slot.kind for slot in found}
    if len(found) < len(tokens) or not {"name", "value"} <= kinds:
        return None
    if sum(_cost(token, slot) for token, slot in zip(tokens, found, strict=True)) > _STRAIGHT:
        return None
    if any(slot.kind in ("actual", "weight", "score") and slot.kind not in kinds for slot in slots):
        return None
    return _from_slots(line, tokens, found)


def _clean_row(line: Line, tokens: list[Token]) -> ReadRow | None:
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
            return 4.0 if token.strength == 2 else (2.5 if is_unfilled(token.key) else 1.0) if token.strength else 0.0
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
        cost += sum((kind, 0) not in at for kind in ("weight", "score", "value", "actual"))
        cost += 0.5 * (("adjusted", 0) not in at and any(slot.kind == "adjusted" for slot in slots))
    parent, own = at.get(("level2", 0)), at.get(("name", 0))
    if parent and own and own.label and own.label == parent.label:
        cost -= 2.0  # a name equal to its parent's name is still a name
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


def _overflowing(line: Line, tokens: list[Token], slots: Sequence[Slot]) -> ReadRow:
    """More cells than columns on a one-sided form: the first ones that fit, the rest is listed."""
    keep = tokens[: len(slots)]
    _, chosen = _best_assignment(keep, slots)
    row = _from_slots(line, keep, [slots[index] for index in chosen])
    row.unread += tokens[len(slots) :]
    for unit in row.units:
        unit.doubts.append("overflow")
    return row
