"""A source line beneath a finding: a paragraph or a table row, shortened around what is meant, which is marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingzhang.checking.lines import find_value
from mingzhang.site.html import text
from mingzhang.site.language import Speaker

_MARKUP = re.compile(r"</?b>|^#{1,6}\s+")
_CELL = 28
_MEANT = 90
_BEFORE, _AFTER = 60, 80
_WHOLE = 8


@dataclass(frozen=True, slots=True)
class Quote:
    """A line, the cells meant (0: the line as a whole), and the values that a finding names."""

    line: str
    cells: frozenset[int]
    values: tuple[str, ...] = ()


def quote(say: Speaker, quoted: Quote) -> str:
    """The line as HTML; nothing where the source has no such line."""
    cells = quoted.line.split("\t")
    if not quoted.line.strip():
        return ""
    if len(cells) == 1:
        return f'<p class="quote"{say.mark}>{_paragraph(quoted)}</p>'
    return f'<p class="quote cells"{say.mark}>{"".join(_cells(cells, quoted.cells))}</p>'


def _paragraph(quoted: Quote) -> str:
    """A paragraph around a value named in it, marked where it stands there once only: a wrong mark misleads."""
    line = _MARKUP.sub("", quoted.line.strip())
    found = [at for value in quoted.values if (at := find_value(line, value)) is not None]
    if not found:
        return text(_cut(line, _BEFORE + _AFTER))
    start, end = next((at for at in found if find_value(line, line[at[0] : at[1]], at[1]) is None), found[0])
    if find_value(line, line[start:end], end) is not None:
        first = max(0, start - _BEFORE)
        return text(("…" if first else "") + _cut(line[first:], _BEFORE + _AFTER))
    before, after = line[:start], line[end:]
    left = f"…{before[-_BEFORE:]}" if len(before) > _BEFORE else before
    right = f"{after[:_AFTER]}…" if len(after) > _AFTER else after
    return f"{text(left)}<mark>{text(_cut(line[start:end], _MEANT))}</mark>{text(right)}"


def _cells(cells: list[str], meant: frozenset[int]) -> Iterator[str]:
    last = -1
    for at in _kept(cells, meant):
        if any(cell.strip() for cell in cells[last + 1 : at]):
            yield "<i>…</i>"
        shown = _MARKUP.sub("", cells[at].strip())
        if at + 1 in meant:
            yield f"<span><mark>{text(_cut(shown, _MEANT)) or '　'}</mark></span>"
        else:
            yield f"<span>{text(_cut(shown, _CELL))}</span>"
        last = at
    if any(cell.strip() for cell in cells[last + 1 :]):
        yield "<i>…</i>"


def _kept(cells: list[str], meant: frozenset[int]) -> list[int]:
    """The cells meant, the first two with text (code and name), and those with text right beside."""
    filled = [at for at, cell in enumerate(cells) if cell.strip()]
    chosen = {number - 1 for number in meant if 1 <= number <= len(cells)}
    if not chosen:
        return filled[:_WHOLE]
    kept = {*filled[:2], *chosen}
    for at in chosen:
        kept.update([other for other in filled if other < at][-1:] + [other for other in filled if other > at][:1])
    return sorted(kept)


def _cut(value: str, width: int) -> str:
    return value if len(value) <= width else f"{value[: width - 1]}…"
