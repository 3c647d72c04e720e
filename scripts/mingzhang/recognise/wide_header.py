"""Headers of unknown places, by words and roles: merged headers, years, sums; what is not certain stays unidentified.

A column that a header names alone is believed only below merged headers that add nothing (`Layout.neutral`);
one that needs the header above says so (`Column.heads`). Years are taken off first and become periods.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache

from mingzhang import codes
from mingzhang.ground.amounts import parse_cell
from mingzhang.ground.text import bare_label, fold
from mingzhang.layouts import Column, Half, Layout
from mingzhang.layouts.model import matches_any
from mingzhang.recognise.contradictions import contradiction
from mingzhang.recognise.document import Row
from mingzhang.recognise.header import CODE, find_item, is_number_row, is_total_label
from mingzhang.recognise.headings import Heading, read_headings
from mingzhang.recognise.periods import Said, other_year, read_period
from mingzhang.recognise.repeated import mark_repeated
from mingzhang.recognise.slots import Header, Slot

_UNIT = re.compile(r"\((?:单位:)?(?P<unit>(?:千|万|百万|亿)?元)\)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
_MOST_HEADER_ROWS = 7
_CODED = re.compile(r"[\[(]?\d{3}(?:\d{2}){0,3}[\])]?[-—_]?[^\d\W]*")


def read_wide_header(layout: Layout, rows: list[Row], year: int | None = None) -> Header:
    """Identify the columns of a table; `year` is the document's fiscal year."""
    stack, numbers = _header_rows(layout, rows)
    if not stack:
        return Header([], number_lines=numbers)
    folded = [[fold(cell) for cell in row.cells] for row in stack]
    texts = [[_UNIT.sub("", text) for text in row] for row in folded]
    named = sorted({int(found) for row in texts for text in row for found in _YEAR.findall(text)})
    current = _current_year(named, year)
    headings = read_headings(texts)
    header = Header(_slots(layout, headings, current), {row.line for row in stack}, numbers)
    mark_repeated(header, _named_alone(layout, header.slots, headings, current), rows)
    header.other_year = other_year([text for row in texts for text in row], year)
    _split_codes(header, rows)
    _units(header, folded)
    header.slots = _resolve(layout, header.slots)
    header.missing = _missing(header.slots, layout)
    header.contradicted = contradiction(layout, header, rows)
    return header


def _current_year(named: list[int], year: int | None) -> int | None:
    """The year that is this year's in a header: the document's, or the latest where the document's is not named."""
    return named[-1] if named and (year is None or year not in named) else year


def _header_rows(layout: Layout, rows: list[Row]) -> tuple[list[Row], set[int]]:
    stack: list[Row] = []
    numbers: set[int] = set()
    for row in rows[: _MOST_HEADER_ROWS * 2]:
        if not row.filled:
            continue
        if stack and is_number_row(row):
            numbers.add(row.line)
        elif numbers or len(stack) >= _MOST_HEADER_ROWS or _is_data(layout, row, stack):
            break
        else:
            stack.append(row)
    return stack, numbers


def _is_data(layout: Layout, row: Row, stack: list[Row]) -> bool:
    texts = [fold(row.cells[index]) for index in row.filled]
    if any(parse_cell(text).kind == "number" and not re.fullmatch(r"(19|20)\d{2}", text) for text in texts):
        return True
    if not stack:
        return False
    if all(is_total_label(layout, text) for text in texts) and not any(
        row.filled[0] < other.filled[0] for other in stack
    ):
        return True
    if _CODED.fullmatch(texts[0]) and CODE.match(texts[0].lstrip("[(")):
        return True
    if layout.grammar.listed and _is_known_item(layout, row.cells[row.filled[0]]):
        return True
    return not any(_is_word(layout, text) for text in texts)


def _is_known_item(layout: Layout, label: str) -> bool:
    item = find_item(layout, label)
    if item is not None:
        return bare_label(label) != fold(label) or item.kind not in ("total", "subtotal")
    return bool(codes.find_by_name("functional", bare_label(label), level=1))


def _is_word(layout: Layout, text: str) -> bool:
    rest = read_period(_UNIT.sub("", text), None).rest
    return not rest or layout.words.fullmatch(rest) is not None


# -- columns ------------------------------------------------------------------------------------------


def _slots(layout: Layout, headings: list[Heading], year: int | None) -> list[Slot]:
    halves = _assign_halves(layout, headings, year)
    slots: list[Slot] = []
    used_in: dict[int, dict[Column, int]] = {}
    instances: dict[int, int] = {}
    for heading, half in zip(headings, halves, strict=True):
        used = used_in.setdefault(id(half), {})
        column = _column(layout, heading, half, year, used.keys()) if half is not None and heading.joined else None
        if column is not None and half is not None:
            earlier = used.get(column, 0)
            if earlier and not half.repeats:
                column = None
            else:
                used[column] = earlier + 1
                if half.repeats:
                    instances[id(half)] = max(instances.get(id(half), 0), earlier)
        instance = instances.get(id(half), 0)
        slots.append(Slot(column, half, instance, heading.leaf, heading.above))
    return slots


def _named_alone(layout: Layout, slots: list[Slot], headings: list[Heading], year: int | None) -> list[Column | None]:
    """What each position's header names, though another may name it too."""
    return [
        _column(layout, heading, slot.half, year) if slot.half is not None and heading.leaf else None
        for heading, slot in zip(headings, slots, strict=True)
    ]


def _assign_halves(layout: Layout, headings: list[Heading], year: int | None) -> list[Half | None]:
    """The list each position lies in: one begins where its first column's header stands."""
    if len(layout.halves) == 1:
        return [layout.halves[0]] * len(headings)
    assigned: list[Half | None] = []
    current: Half | None = None
    used: list[Half] = []
    for heading in headings:
        started = _starts(layout, heading, used, year)
        if started is not None:
            current = started
            used.append(started)
        assigned.append(current)
    return assigned


def _starts(layout: Layout, heading: Heading, used: list[Half], year: int | None) -> Half | None:
    tops = [read_period(top, year).rest for top in heading.tops]
    fitting = [half for half in layout.halves if half.columns[0] in _matching(layout, half, heading, year)]
    over = [half for half in fitting if any(matches_any(half.over, top) for top in tops)]
    ranked = over or fitting
    best = [half for half in ranked if half not in used] or [half for half in ranked if half.repeats]
    return best[0] if best else None


def _matching(layout: Layout, half: Half, heading: Heading, year: int | None) -> list[Column]:
    leaf = read_period(heading.leaf, year).rest
    return [column for column in half.columns if column.role != "amount" and column.matches(leaf, heading.tops)]


def _column(
    layout: Layout, heading: Heading, half: Half, year: int | None, used: Collection[Column] | None = None
) -> Column | None:
    if not heading.leaf:
        return _text_beside(half, heading, year)
    said = [read_period(text, year) for text in (heading.leaf, *heading.tops)]
    leaf, tops = said[0].rest, tuple(part.rest for part in said[1:] if part.rest)
    found = _one(_named(layout, half, leaf or "预算数", tops), half, used)
    if found is None and heading.joined != heading.leaf:
        found = _one(_named(layout, half, read_period(heading.joined, year).rest, ()), half, used)
    if found is None or found.role != "amount":
        return found
    return _of_period(layout, found, said)


def _text_beside(half: Half, heading: Heading, year: int | None) -> Column | None:
    """A header of texts that is drawn over the amounts beside it too: it is that of its own cell."""
    leaf = read_period(heading.joined, year).rest
    found = [column for column in half.columns if column.role in ("name", "label") and column.matches(leaf, ())]
    return found[0] if len(found) == 1 else None


def _one(found: list[Column], half: Half, used: Collection[Column] | None) -> Column | None:
    """The only column; of several that hold texts (类 and 款 of two sides) the first that is not taken yet."""
    if len(found) > 1 and not half.repeats and all(column.role != "amount" for column in found):
        return next((column for column in found if column not in (used or ())), None)
    return found[0] if len(found) == 1 else None


def _named(layout: Layout, half: Half, leaf: str, tops: tuple[str, ...]) -> list[Column]:
    """The columns that a header and those above it name; a header that only says “sum” is what stands above it."""
    headed = [column for column in half.columns if _is_headed(layout, column, leaf, tops)]
    if not headed:
        plain = all(_is_neutral(layout, top) or _names_texts(half, top) for top in tops)
        headed = [c for c in half.columns if c.matches(leaf, tops) and (plain or c.role != "amount")]
    if not headed and tops and re.fullmatch(layout.neutral[0] if layout.neutral else "", leaf):
        return [column for column in _named(layout, half, tops[-1], tops[:-1]) if column.role == "amount"]
    return headed


def _names_texts(half: Half, top: str) -> bool:
    """Whether a merged header is that of a column of texts, drawn too wide."""
    return any(column.role in ("name", "label") and column.matches(top, ()) for column in half.columns)


def _is_headed(layout: Layout, column: Column, leaf: str, tops: tuple[str, ...]) -> bool:
    for place in range(len(tops) - 1, -1, -1):
        if column.is_headed(leaf, tops[place]):
            others = (*tops[:place], *tops[place + 1 :])
            return all(
                _is_neutral(layout, top) or column.is_headed(leaf, top) or column.matches(top, ()) for top in others
            )
    return False


@lru_cache(maxsize=8192)
def _is_neutral(layout: Layout, text: str) -> bool:
    return not text or matches_any(layout.neutral or (), text)


def _of_period(layout: Layout, column: Column, said: Iterable[Said]) -> Column | None:
    """The column of the year that its headers name; None where the standard table has no place for it."""
    parts = list(said)
    periods = {part.period for part in parts}
    if any(part.rate for part in parts):
        return _variant(column, "rate", "", "")
    if "change" in periods:
        return _published(layout, column, "change", "")
    if "previous" in periods:
        executed = any(part.executed for part in parts)
        return _published(layout, column, "previous", "executed" if executed else "")
    return column


def _published(layout: Layout, column: Column, period: str, phase: str) -> Column | None:
    name = f"{period}_{column.name}"
    turned = layout.grammar.turned
    return _variant(column, period, phase, name) if turned or name in layout.standard.amounts else None


@lru_cache(maxsize=4096)
def _variant(column: Column, period: str, phase: str, name: str) -> Column:
    if period == "rate":
        return Column(f"rate_{column.name}", "rate", ())
    sums = tuple(f"{period}_{part}" for part in column.sums)
    return replace(column, name=name, period=period, phase=phase, sums=sums, headers=(), heads=())  # type: ignore[arg-type]


# -- what only the rows tell --------------------------------------------------------------------------


def _split_codes(header: Header, rows: list[Row]) -> None:
    """One header cell over two or three columns of codes: 类, 款, 项."""
    for index, slot in enumerate(header.slots):
        if slot.column is None or slot.column.role != "code" or slot.half is None:
            continue
        following = _unnamed_codes(header, rows, index)
        if following:
            roles = ("code_class", "code_group", "code_item")
            for offset, role in zip(range(len(following) + 1), roles, strict=False):
                column = Column(f"{slot.column.name}_{role}", role, ())  # type: ignore[arg-type]
                header.slots[index + offset] = replace(slot, column=column)


def _unnamed_codes(header: Header, rows: list[Row], index: int) -> list[int]:
    """Positions right after a code column that print no header and hold parts of codes."""
    found: list[int] = []
    for position in range(index + 1, min(index + 3, len(header.slots))):
        if header.slots[position].leaf:
            break
        cells = [fold(row.cells[position]) for row in rows if position < len(row.cells) and row.cells[position].strip()]
        if not cells or sum(bool(re.fullmatch(r"\d{2}|\d{5}|\d{7}", cell)) for cell in cells) * 5 < len(cells) * 4:
            break
        found.append(position)
    return found


def _units(header: Header, folded: list[list[str]]) -> None:
    for index, slot in enumerate(header.slots):
        own = [row[index] for row in folded if index < len(row) and row[index]]
        found = _UNIT.search(own[-1]) if own else None
        if slot.column is not None and found:
            header.slots[index] = replace(slot, unit=found["unit"])


# -- sums ---------------------------------------------------------------------------------------------


def _resolve(layout: Layout, slots: list[Slot]) -> list[Slot]:
    """The same slots with each half as it is printed: its columns, and of each total the parts that stand there."""
    halves: dict[int, Half] = {}
    columns: dict[tuple[int, Column], Column] = {}
    for half in layout.halves:
        own = list(dict.fromkeys(slot.column for slot in slots if slot.half is half and slot.column is not None))
        present = {column.name: column for column in own}
        for column in own:
            columns[id(half), column] = replace(column, sums=_parts(column, present))
        current = [columns[id(half), column] for column in own if column.period == "current"]
        halves[id(half)] = replace(half, columns=tuple(current))
    return [
        slot
        if slot.half is None
        else replace(
            slot,
            half=halves[id(slot.half)],
            column=columns[id(slot.half), slot.column] if slot.column is not None else None,
        )
        for slot in slots
    ]


def _parts(column: Column, present: dict[str, Column]) -> tuple[str, ...]:
    """What a total sums directly: not the parts of its parts."""
    parts = [name for name in column.sums if name in present]
    below = {name for part in parts for name in present[part].sums}
    return tuple(name for name in parts if name not in below)


def _missing(slots: list[Slot], layout: Layout) -> list[tuple[Half, Column]]:
    halves = {id(slot.half): slot.half for slot in slots if slot.half is not None}
    names = {column.name for slot in slots if (column := slot.column) is not None}
    printed = layout.halves if len(layout.halves) == 1 else layout.halves[:2]
    if not any(slot.column is not None and slot.column.role == "amount" for slot in slots):
        return [(half, half.amounts[0]) for half in printed]
    missing = [(half, column) for half in printed for column in half.columns if column.expected]
    sides = {half.side for half in halves.values()}
    return [(half, column) for half, column in missing if column.name not in names or half.side not in sides]
