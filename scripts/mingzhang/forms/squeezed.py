"""Rows squeezed together: more than one indicator on a line, taken apart by order alone.

A row is a sequence of halves, each with the labels before it, a name and a value. The halves are split
into the two sides of the form where most names pair up; a half without partner has lost its other side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.forms.cells import LabelHere, ReadRow, Slot, Token, Unit, labels_only, name_match
from mingzhang.forms.model import Line
from mingzhang.ground.text import clean


@dataclass(slots=True)
class _Half:
    """A name and its value on one side, with the labels printed before it."""

    labels: list[Token]
    name: Token | None = None
    value: Token | None = None


def read_squeezed(line: Line, tokens: list[Token], slots: Sequence[Slot]) -> ReadRow:
    """Every indicator of a row that holds more cells (or other cells) than the form has columns."""
    halves, trailing = _halves(tokens)
    labels: list[LabelHere] = []
    if not halves:
        return ReadRow(line, labels_only(trailing, slots), [])
    split = _best_split(halves, slots)
    units = _pair(halves[:split], halves[split:])
    for index, half in enumerate(halves):
        for place, token in enumerate(half.labels):
            assert token.label is not None
            last = place == len(half.labels) - 1
            here = LabelHere(token.label, int(index >= split), last, clean(token.text))
            labels.append(here)
            if last:
                owner = next(
                    unit for unit in units if half.name in unit.cells.values() or half.value in unit.cells.values()
                )
                owner.labels.append(here)
    labels += [LabelHere(token.label, 1, False, clean(token.text)) for token in trailing if token.label]
    if len(units) == 1:
        units[0].doubts.remove("squeezed")
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
        score = sum(max((_half_match(left, right) for right in halves[split:]), default=0.0) for left in halves[:split])
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
