"""The source line beneath a finding: a paragraph or a table row, shortened around what is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingzhang.checking.ledger import Checked
from mingzhang.checks.years import Place

_WIDTH = 100
_CELL = 24
_MARKS = ("【", "】")
CELL_BORDER = " │ "


def line_of(place: Place, known: Mapping[str, Checked]) -> str:
    """The source line of a place, shortened; blank where the source has no such line."""
    checked = known.get(place.package)
    number, cell = split(place.locator)
    if checked is None or not 1 <= number <= len(checked.lines):
        return ""
    return shorten(checked.lines[number - 1], cell)


def split(locator: str) -> tuple[int, int]:
    """`L12C3` → 12, 3; the cell is 0 where the whole line is meant."""
    line, _, cell = locator.removeprefix("L").partition("C")
    return int(line), int(cell or 0)


def shorten(line: str, cell: int = 0) -> str:
    """A paragraph cut at the end; of a table row the label, the cell meant (marked) and those beside it."""
    cells = line.split("\t")
    if len(cells) == 1:
        return _cut(line.strip(), _WIDTH)
    if not 1 <= cell <= len(cells):
        return _cut(CELL_BORDER.join(_cut(text.strip(), _CELL) for text in cells if text.strip()), _WIDTH)
    shown = _around(cells, cell - 1)
    pieces = []
    last = -1
    for at in shown:
        if at > last + 1 and any(text.strip() for text in cells[last + 1 : at]):
            pieces.append("…")
        text = _cut(cells[at].strip(), _CELL if at != cell - 1 else 2 * _CELL)
        pieces.append(f"{_MARKS[0]}{text}{_MARKS[1]}" if at == cell - 1 else text)
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


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
