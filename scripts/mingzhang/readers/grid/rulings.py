"""Pieces of ruling lines → whole lines.

Office programs draw a line once per cell, as strokes, thin filled rectangles or pictures one pixel high, and never at
quite the same position.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang.readers.grid.model import Ruling

SNAP = 2.0  # points: lines closer than this are one line
GAP = 3.0  # points: pieces of a line further apart are two lines
SHORTEST = 4.0  # points: less is a mark, no ruling


def join_rulings(pieces: Iterable[Ruling]) -> list[Ruling]:
    """Lines in the same place put together, by position; pieces that are too short left out."""
    return [line for group in _groups(sorted(pieces)) for line in _join(group) if line.end - line.start > SHORTEST]


def distinct(positions: Iterable[float], nearest: float = SNAP) -> list[float]:
    """Positions in order, those that are the same within `nearest` points once."""
    found: list[float] = []
    for position in sorted(positions):
        if not found or position - found[-1] > nearest:
            found.append(position)
    return found


def _groups(pieces: Sequence[Ruling]) -> Iterable[list[Ruling]]:
    group: list[Ruling] = []
    for piece in pieces:
        if group and (piece.at - group[-1].at > SNAP or piece.at - group[0].at > 2 * SNAP):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _join(group: Sequence[Ruling]) -> Iterable[Ruling]:
    """One group of pieces at one position, which is the mean weighted by length."""
    length = sum(piece.end - piece.start for piece in group)
    at = sum(piece.at * (piece.end - piece.start) for piece in group) / length if length else group[0].at
    spans = sorted((piece.start, piece.end) for piece in group)
    start, end = spans[0]
    for following, last in spans[1:]:
        if following <= end + GAP:
            end = max(end, last)
        else:
            yield Ruling(at, start, end)
            start, end = following, last
    yield Ruling(at, start, end)
