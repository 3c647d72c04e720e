"""Whether the rows of a table say something else than its header: another classification, or columns shifted."""

from __future__ import annotations

import re

from mingzhang.ground.amounts import parse_cell
from mingzhang.ground.text import fold
from mingzhang.layouts import Layout
from mingzhang.recognise.document import Row
from mingzhang.recognise.slots import Header

_CLASSES = {
    "functional": re.compile(r"2\d{2}"),
    "dept_economic": re.compile(r"3\d{2}|[5]\d{2}"),
}
_CODE = re.compile(r"[\[(]?(?P<code>\d{3}(?:\d{2}){0,2})[\])]?(?!\d|[.,])")
_FEWEST = 3


def contradiction(layout: Layout, header: Header, rows: list[Row]) -> str:
    """`classification` or `shifted` where most rows contradict the header, else nothing."""
    skipped = header.header_lines | header.number_lines
    data = [row for row in rows if row.line not in skipped]
    if layout.grammar.coded and _is_other_scheme(layout, header, data):
        return "classification"
    return "shifted" if _is_shifted(header, data) else ""


def _is_other_scheme(layout: Layout, header: Header, rows: list[Row]) -> bool:
    wanted = _CLASSES.get(layout.scheme)
    roles = ("code", "code_class", "name")
    places = [
        index
        for index, slot in enumerate(header.slots)
        if slot.column is not None
        and slot.column.role in roles
        and slot.half is not None
        and slot.half.side != "revenue"
    ]
    found = [
        match["code"][:3]
        for row in rows
        for place in places
        if place < len(row.cells) and (match := _CODE.match(fold(row.cells[place])))
    ]
    if wanted is None or not found:
        return False
    return sum(bool(wanted.fullmatch(code)) for code in found) * 2 < len(found)


def _is_shifted(header: Header, rows: list[Row]) -> bool:
    """Whether names stand where amounts should be, or amounts where names should be, in most rows that print any."""
    for index, slot in enumerate(header.slots):
        if slot.column is None or slot.column.role not in ("amount", "name", "label"):
            continue
        kinds = [
            parse_cell(row.cells[index]).kind for row in rows if index < len(row.cells) and row.cells[index].strip()
        ]
        wrong = "malformed" if slot.column.role == "amount" else "number"
        bad = sum(kind == wrong for kind in kinds)
        if bad >= _FEWEST and bad * 2 > len(kinds):
            return True
    return False
