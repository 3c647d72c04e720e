"""Header rows → which cell holds which column. What cannot be identified stays unidentified."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from mingzhang import codes
from mingzhang.ground.amounts import parse_cell
from mingzhang.ground.text import bare_label, fold
from mingzhang.layouts import LAYOUTS, Column, Half, Item, Layout
from mingzhang.layouts.grammar import ECONOMIC, FUNCTIONAL
from mingzhang.layouts.model import matches_any
from mingzhang.recognise.contradictions import contradiction
from mingzhang.recognise.document import Row
from mingzhang.recognise.headings import Heading, read_headings
from mingzhang.recognise.periods import other_year
from mingzhang.recognise.slots import Header, Slot

CODE = re.compile(r"\d{3}(?:\d{2}){0,3}")
_REMEMBERED = 65536
_UNIT = re.compile(r"\((?:单位:)?(?P<unit>(?:千|万|百万|亿)?元)\)$")
_MOST_HEADER_ROWS = 8
_FEWEST_HEADERS = 2
_STARS = re.compile(r"\*{1,3}")
_NO_NUMBER = re.compile(r"栏次|\*{1,3}|类|款|项")
_FORMULA = re.compile(r"\d{1,2}=[\d+\-()]+|[a-zA-Z]=[a-zA-Z+\-()]+")
_LIST_HEAD = re.compile(r".*(科目(编码|代码|名称)?|项目|项目名称|单位名称|行次)")


def read_header(layout: Layout, rows: list[Row], year: int | None = None) -> Header:
    """Identify the columns of a table from its header rows; `year` is the document's, to tell periods apart."""
    stack, numbers = _header_rows(layout, rows)
    if not stack:
        return Header([], number_lines=numbers)
    folded = [[fold(cell) for cell in row.cells] for row in stack]
    texts = [[_UNIT.sub("", text) for text in row] for row in folded]
    header = Header(_slots(layout, texts), {row.line for row in stack}, numbers)
    _units(header, folded)
    header.other_year = other_year([text for row in texts for text in row], year)
    header.missing = _missing(layout, header.slots)
    _doubt(header, texts)
    header.contradicted = contradiction(layout, header, rows)
    return header


def _units(header: Header, folded: list[list[str]]) -> None:
    """Note the unit of money that stands in the lowest header cell of a column."""
    for index, slot in enumerate(header.slots):
        own = [row[index] for row in folded if index < len(row) and row[index]]
        found = _UNIT.search(own[-1]) if own else None
        if slot.column is not None and found:
            header.slots[index] = replace(slot, unit=found["unit"])


def is_number_row(row: Row) -> bool:
    """Whether a row only numbers the columns (`栏次` or `1 2 3 …`)."""
    filled = [fold(row.cells[index]) for index in row.filled]
    numbers = [text for text in filled if not _NO_NUMBER.fullmatch(text)]
    if len(filled) > 1 and all(map(_STARS.fullmatch, filled)):
        return True
    if len(numbers) == 1:
        return len(filled) > 1 and numbers == ["1"]
    if len(numbers) > 1 and any(map(_FORMULA.fullmatch, numbers)):
        return all(_FORMULA.fullmatch(text) or text.isdecimal() for text in numbers)
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


@lru_cache(maxsize=_REMEMBERED)
def is_header_word(layout: Layout, text: str) -> bool:
    """Whether a folded text is something a header cell of the table may say."""
    return layout.words.fullmatch(text) is not None


@lru_cache(maxsize=_REMEMBERED)
def is_total_label(layout: Layout, text: str) -> bool:
    """Whether a folded label is one of the table's words for a total."""
    return matches_any(layout.totals, text)


def is_header_text(row: Row) -> bool:
    """Whether all that a row prints are words that headers are made of, and no numbers."""
    filled = [_UNIT.sub("", fold(row.cells[index])) for index in row.filled]
    return bool(filled) and all(parse_cell(t).kind != "number" and _is_any_header_word(t) for t in filled)


def is_header_row(row: Row) -> bool:
    """Whether a row reads like the header of some standard table, whichever: code, name or item columns named."""
    filled = [_UNIT.sub("", fold(row.cells[index])) for index in row.filled]
    if len(filled) < _FEWEST_HEADERS or any(parse_cell(text).kind == "number" for text in filled):
        return False
    return all(map(_is_any_header_word, filled)) and any(map(_LIST_HEAD.fullmatch, filled))


@lru_cache(maxsize=_REMEMBERED)
def _is_any_header_word(text: str) -> bool:
    return any(is_header_word(layout, text) for layout in LAYOUTS)


def is_repeated_header(layout: Layout, row: Row) -> bool:
    """Whether a row inside the table prints the header again (after a page break)."""
    filled = [_UNIT.sub("", fold(row.cells[index])) for index in row.filled]
    if not filled or any(parse_cell(text).kind == "number" for text in filled):
        return False
    if row.filled[0] == 0 and all(is_total_label(layout, text) for text in filled):
        return False
    return len(filled) > 1 and all(is_header_word(layout, text) for text in filled)


@lru_cache(maxsize=_REMEMBERED)
def find_item(layout: Layout, label: str, side: str = "") -> Item | None:
    """The known item a printed label names, whatever its enumerator; functional classes are items too."""
    bare = bare_label(label)
    for item in layout.items:
        if (not item.side or not side or item.side == side) and matches_any(item.labels, bare):
            return item
    return None


def _header_rows(layout: Layout, rows: list[Row]) -> tuple[list[Row], set[int]]:
    stack: list[Row] = []
    numbers: set[int] = set()
    for row in rows[: _MOST_HEADER_ROWS * 2]:
        if is_number_row(row):
            numbers.add(row.line)
        elif _heads_a_section(layout, row):
            continue
        elif numbers or len(stack) >= _MOST_HEADER_ROWS or _is_data(layout, row):
            break
        else:
            stack.append(row)
    return stack, numbers


def _heads_a_section(layout: Layout, row: Row) -> bool:
    if row.filled != [0]:
        return False
    item = find_item(layout, row.cells[0])
    return item is not None and item.opens and item.row_kind == "memo"


def _is_data(layout: Layout, row: Row) -> bool:
    filled = row.filled
    texts = [fold(row.cells[index]) for index in filled]
    if any(parse_cell(text).kind == "number" and not _is_year(text) for text in texts):
        return True
    if filled[0] != 0:
        return False
    if all(is_total_label(layout, text) for text in texts):
        return True
    first = texts[0]
    if layout.grammar is FUNCTIONAL:
        return CODE.fullmatch(first) is not None
    if layout.grammar.listed:
        label = row.cells[filled[0]]
        return find_item(layout, label) is not None or bool(
            codes.find_by_name("functional", bare_label(label), level=1)
        )
    if layout.grammar is ECONOMIC:
        return bool(codes.find_by_name("dept_economic", first))
    return not any(is_header_word(layout, text) for text in texts)


def _is_year(text: str) -> bool:
    return re.fullmatch(r"(19|20)\d{2}", text) is not None


def _columns(heading: Heading, half: Half) -> list[Column]:
    """The columns of a half a heading names; a text wrapped over rows counts as a whole only."""
    return [column for column in half.columns if column.matches(heading.leaf, heading.tops)] or [
        column for column in half.columns if not column.under and column.matches(heading.joined, ())
    ]


def _slots(layout: Layout, texts: list[list[str]]) -> list[Slot]:
    headings = read_headings(texts)
    halves = _assign_halves(layout, headings)
    before: dict[int, list[Slot]] = {}
    slots: list[Slot] = []
    for heading, half in zip(headings, halves, strict=True):
        of_half = before.setdefault(id(half), [])
        slots.append(_slot(heading, half, of_half))
        if slots[-1].column:
            of_half.append(slots[-1])
    return slots


def _slot(heading: Heading, half: Half | None, before: list[Slot]) -> Slot:
    """The slot of one cell; `before` are the identified slots of its half to the left."""
    if half is None or not heading.leaf:
        return Slot(None, half, leaf=heading.leaf)
    found = _columns(heading, half)
    if len(found) != 1:
        return Slot(None, half, leaf=heading.leaf)
    column = found[0]
    earlier = sum(slot.column is column for slot in before)
    if earlier and not half.repeats:
        return Slot(None, half, leaf=heading.leaf)
    instance = max(earlier, before[-1].instance) if before else earlier
    return Slot(column, half, instance, heading.leaf, heading.above)


def _assign_halves(layout: Layout, headings: list[Heading]) -> list[Half | None]:
    if len(layout.halves) == 1:
        return [layout.halves[0]] * len(headings)
    named = [_named_half(layout, heading) for heading in headings]
    if any(named):
        return _carry(named)
    for half in sorted(layout.halves, key=lambda half: bool(half.over)):
        if _is_all(half, headings):
            return [half] * len(headings)
    return _in_order(layout, headings)


def _named_half(layout: Layout, heading: Heading) -> Half | None:
    for half in layout.halves:
        if any(matches_any(half.over, top) for top in heading.tops):
            return half
    return None


def _carry(named: list[Half | None]) -> list[Half | None]:
    carried: list[Half | None] = []
    for half in named:
        carried.append(half or (carried[-1] if carried else None))
    return carried


def _is_all(half: Half, headings: list[Heading]) -> bool:
    """Whether one half alone explains every heading, none of its columns twice unless it repeats."""
    found = [_columns(heading, half) for heading in headings]
    names = [columns[0].name for columns in found if columns]
    return len(names) == len(headings) and (half.repeats or len(set(names)) == len(names))


def _in_order(layout: Layout, headings: list[Heading]) -> list[Half | None]:
    """Without merged headers over the halves: a half begins where its first header is printed again."""
    current = -1
    assigned: list[Half | None] = []
    for heading in headings:
        following = current + 1
        if following < len(layout.halves) and layout.halves[following].columns[0] in _columns(
            heading, layout.halves[following]
        ):
            current = following
        assigned.append(layout.halves[current] if current >= 0 else None)
    return assigned


def _missing(layout: Layout, slots: list[Slot]) -> list[tuple[Half, Column]]:
    present = {(id(slot.half), slot.column.name) for slot in slots if slot.column}
    halves = [half for half in layout.halves if any(slot.half is half for slot in slots)]
    return [
        (half, column)
        for half in halves
        for column in half.columns
        if column.expected and (id(half), column.name) not in present
    ]


def _doubt(header: Header, texts: list[list[str]]) -> None:
    """A column known only by a header merged downwards is doubtful next to a column that lost its header."""
    for half, lost in header.missing:
        order = [column.name for column in half.columns]
        after = order[order.index(lost.name) + 1 :]
        for index, slot in enumerate(header.slots):
            if slot.half is half and slot.column and slot.column.name in after:
                if _merged_down(texts, index):
                    header.slots[index] = replace(slot, doubtful=True)
                break


def _merged_down(texts: list[list[str]], index: int) -> bool:
    bottom = texts[-1]
    return len(texts) > 1 and (index >= len(bottom) or not bottom[index])
