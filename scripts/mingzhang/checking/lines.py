"""The source line beneath a finding: a paragraph or a table row, shortened around what is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mingzhang.checking.ledger import Checked, Entry
from mingzhang.checks.years import Place

_WIDTH = 100
_CELL = 24
_BEFORE = 40
_MARKS = ("【", "】")
_NUMBER = re.compile(r"\d[\d,]*(\.\d+)?")
_NAMED = re.compile(r"“([^“”]{2,})”")
CELL_BORDER = " │ "


def line_of(place: Place, known: Mapping[str, Checked], meant: Sequence[str] = ()) -> str:
    """The source line of a place, shortened around what is meant; blank where the source has no such line."""
    checked = known.get(place.package)
    number, cell = split(place.locator)
    if checked is None or not 1 <= number <= len(checked.lines):
        return ""
    return shorten(checked.lines[number - 1], cell, meant)


def meant_by(entry: Entry, place: Place) -> tuple[str, ...]:
    """What to look for in the line of a place: the values compared, then the words the message names.

    The first place is that of the left value; elsewhere the right one is looked for first.
    """
    values = [entry.values.get(name, "") for name in ("left_value", "right_value")]
    if place != entry.places[0]:
        values.reverse()
    named = (piece for text in _NAMED.findall(entry.message_zh) for piece in text.split("…"))
    pieces = sorted((piece.strip() for piece in named), key=len, reverse=True)
    return tuple(text for text in (*values, *pieces) if text)


def split(locator: str) -> tuple[int, int]:
    """`L12C3` → 12, 3; the cell is 0 where the whole line is meant."""
    line, _, cell = locator.removeprefix("L").partition("C")
    return int(line), int(cell or 0)


def shorten(line: str, cell: int = 0, meant: Sequence[str] = ()) -> str:
    """A paragraph around what is meant in it; of a table row the label, the cell meant (marked) and those beside it."""
    cells = line.split("\t")
    if len(cells) == 1:
        return _around_text(line.strip(), _WIDTH, meant)
    if not 1 <= cell <= len(cells):
        return _cut(CELL_BORDER.join(_cut(text.strip(), _CELL) for text in cells if text.strip()), _WIDTH)
    shown = _around(cells, cell - 1)
    pieces = []
    last = -1
    for at in shown:
        if at > last + 1 and any(text.strip() for text in cells[last + 1 : at]):
            pieces.append("…")
        text = cells[at].strip()
        is_meant = at == cell - 1
        pieces.append(f"{_MARKS[0]}{_window(text, 2 * _CELL, meant)}{_MARKS[1]}" if is_meant else _cut(text, _CELL))
        last = at
    if any(text.strip() for text in cells[last + 1 :]):
        pieces.append("…")
    return CELL_BORDER.join(pieces)


def _around(cells: Sequence[str], at: int) -> list[int]:
    """The first two cells with text (code and name), the one meant, one filled one before and two after."""
    filled = [position for position, text in enumerate(cells) if text.strip()]
    before = [position for position in filled if position < at]
    after = [position for position in filled if position > at]
    return sorted({*before[:2], *before[-1:], at, *after[:2]})


def find_value(line: str, value: str, after: int = 0) -> tuple[int, int] | None:
    """Where a value first stands as a whole from a position on: `4` is not in `34.8`, but `1200` is in `1,200.00`."""
    pattern = re.escape(value)
    if _NUMBER.fullmatch(value):
        whole, _, fraction = value.replace(",", "").partition(".")
        fraction = fraction.rstrip("0")
        decimals = rf"\.{fraction}0*" if fraction else r"(?:\.0+)?"
        pattern = rf"(?<![\d.,]){'[,，]?'.join(whole)}{decimals}(?!\d|[.,]\d)"
    found = re.compile(pattern).search(line, after)
    return found.span() if found else None


def _around_text(text: str, width: int, meant: Sequence[str]) -> str:
    """The text around the first thing meant that stands in it, which is marked; else its beginning."""
    found = next((at for value in meant if (at := find_value(text, value)) is not None), None)
    if found is None:
        return _cut(text, width)
    start, end = found
    begin = max(0, start - _BEFORE) if len(text) > width else 0
    before = f"…{text[begin:start]}" if begin else text[:start]
    marked = f"{_MARKS[0]}{_cut(text[start:end], width - _BEFORE)}{_MARKS[1]}"
    return f"{before}{marked}{_cut(text[end:], max(1, width - (start - begin) - min(end - start, width - _BEFORE)))}"


def _window(text: str, width: int, meant: Sequence[str]) -> str:
    """A long cell from a little before the first thing meant that stands in it."""
    found = next((at for value in meant if (at := find_value(text, value)) is not None), None)
    if len(text) <= width or found is None or found[1] <= width:
        return _cut(text, width)
    start = max(0, found[0] - width // 4)
    return f"…{_cut(text[start:], width)}"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
