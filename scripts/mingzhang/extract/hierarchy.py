"""What the rows of a table are to each other: parents by code, classes of economic items, units of projects."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from mingzhang import codes
from mingzhang.extract.model import Record, TableReading, note
from mingzhang.ground.text import INSTITUTION, fold

_INSTITUTION = re.compile(rf".*({INSTITUTION}|（部门）)(（[^（）]*）|\([^()]*\))?")
_DEEPEST = 3
_ROUNDING = Decimal("0.005")


def link_functional(reading: TableReading, code_field: str) -> None:
    """A row is a leaf unless a row with a longer code under it prints an amount (parent = code prefix)."""
    for half in {id(record.half): record.half for record in reading.records}.values():
        rows = [record for record in reading.records if record.half is half]
        for record in rows:
            record.code = record.texts.get(code_field, "")
        coded = [(record.code, record) for record in rows]
        valued = sorted({code for code, record in coded if code and record.printed_amounts})
        for code, record in coded:
            below = _has_below(code, valued) if code else _names_parent(record)
            if record.row_kind == "item" and below:
                record.row_kind = "subtotal"
            record.is_leaf = record.row_kind == "item"
        _leaf_total(rows)


def _has_below(code: str, ordered: list[str]) -> bool:
    """Whether a longer code begins with this one: in order, the first such follows it at once."""
    place = bisect_right(ordered, code)
    return place < len(ordered) and ordered[place].startswith(code)


def _leaf_total(rows: list[Record]) -> None:
    """A printed total is a leaf only where no other row prints an amount (a second total repeats it)."""
    printed = [record for record in rows if record.printed_amounts]
    if printed and all(record.row_kind == "total" for record in printed):
        printed[0].is_leaf = True


def _names_parent(record: Record) -> bool:
    """Whether a row that lost its code has a name that only a 类 or 款 bears: its parts are other rows."""
    levels = {code.level for code in codes.find_by_name("functional", record.label)}
    return bool(levels) and max(levels) < _DEEPEST


def resolve_economic(reading: TableReading) -> None:
    """Give economic names their codes: the department side under its class, the government side by the mapping.

    Names repeat in both trees and under several classes, so a name alone is never enough: the
    column tells the tree, the class row above tells the class, and the department × government
    mapping (`schemas/codes/economic_mapping.csv`) has the last word.
    """
    current = ""
    for record in reading.records:
        if record.row_kind == "total":
            continue
        if not record.texts["dept_economic_code"]:
            current = _department_code(reading, record, current)
        else:
            current = record.texts["dept_economic_code"][:3]
        code = record.texts["dept_economic_code"]
        record.level = {3: 1, 5: 2}.get(len(code), 0)
        if record.texts["gov_economic_name"] and not record.texts["gov_economic_code"]:
            _government_code(reading, record, code)
        gov = record.texts["gov_economic_code"] or fold(record.texts["gov_economic_name"])
        record.key = "×".join(filter(None, (code or f"name:{record.label}", gov)))
    link_functional(reading, "dept_economic_code")


def _department_code(reading: TableReading, record: Record, current: str) -> str:
    name = record.texts["dept_economic_name"]
    if not name:
        return current
    if not record.texts["gov_economic_name"]:
        classes = codes.find_by_name("dept_economic", name, level=1)
        if len(classes) == 1:
            record.texts["dept_economic_code"] = classes[0].code
            return classes[0].code
    found = codes.find_by_name("dept_economic", name, level=2, prefix=current)
    if len(found) == 1:
        record.texts["dept_economic_code"] = found[0].code
    else:
        _unresolved(reading, record, name, "dept", [code.code for code in found])
    return current


def _government_code(reading: TableReading, record: Record, dept: str) -> None:
    name = record.texts["gov_economic_name"]
    found = codes.find_by_name("gov_economic", name, level=2)
    allowed = codes.gov_codes_for(dept) if dept else frozenset()
    fitting = [code for code in found if code.code in allowed] or list(found)
    if len(fitting) == 1:
        record.texts["gov_economic_code"] = fitting[0].code
    else:
        _unresolved(reading, record, name, "gov", [code.code for code in fitting])


def _unresolved(reading: TableReading, record: Record, name: str, tree: str, found: Sequence[str]) -> None:
    reading.notes.append(
        note(
            "R11",
            f"{reading.layout.table}/{record.place}/{tree}",
            [record.place],
            name=name,
            candidates="、".join(found),
        )
    )


def arrange_projects(reading: TableReading, entity: str, is_department: bool, units: Sequence[str]) -> None:
    """Tell department, unit and project rows apart; the level is printed nowhere.

    A row heads others when its name is an institution's (the disclosing entity, a unit of the
    table of operating costs, or a name formed like one) *and* its total is the sum of the rows it
    heads. Where name and sum disagree the row is read by its name and noted for review.
    """
    rows = [record for record in reading.records if record.row_kind == "project"]
    for record in reading.records:
        if record.row_kind == "total":
            record.key, record.is_leaf = "total", not rows
    known = {_bare(name) for name in (entity, *units) if name}
    index = 0
    summary = is_department or _is_printed_twice(rows)
    if summary and rows and _names_entity(rows[0], entity) and _heads_all(rows):
        rows[0].row_kind, rows[0].is_leaf, index = "department", False, 1
        rows[0].unit_name = ""
    _units(reading, rows[index:], known)
    _number(rows, entity if not is_department else "")


def _is_printed_twice(rows: list[Record]) -> bool:
    """Whether the first two rows are the same name and total: a whole over its one unit."""
    return len(rows) > 2 and _bare(rows[0].label) == _bare(rows[1].label) and _total(rows[0]) == _total(rows[1])


def _names_entity(record: Record, entity: str) -> bool:
    return _bare(record.label) == _bare(entity)


def _bare(name: str) -> str:
    return re.sub(r"\((部门|本级|机关|汇总)\)$", "", fold(name))


def _total(record: Record) -> Decimal:
    cell = record.amounts.get("total")
    return cell.cell.value if cell and cell.cell.value is not None else Decimal(0)


def _heads_all(rows: list[Record]) -> bool:
    """Whether the first row can stand for all others: it is followed by a unit or by its own parts."""
    return len(rows) > 1 and (
        _bare(rows[1].label) == _bare(rows[0].label)
        or _INSTITUTION.fullmatch(rows[1].label) is not None
        or _equal(_total(rows[0]), sum((_total(r) for r in rows[1:]), Decimal(0)), len(rows))
    )


def _equal(left: Decimal, right: Decimal, parts: int) -> bool:
    return abs(left - right) <= _ROUNDING * (parts + 1)


def _units(reading: TableReading, rows: list[Record], known: set[str]) -> None:
    """Give projects their unit. A head's rows end where they sum to it; rows left over stay with it, in doubt."""
    sure = {i for i, record in enumerate(rows) if _bare(record.label) in known}
    named = sure | {i for i, record in enumerate(rows) if _INSTITUTION.fullmatch(record.label)}
    heads = _heads(rows, named, sure)
    if not heads or heads[0] != 0:
        for i in heads:
            _doubt(reading, rows[i])
        return
    for start, end in zip(heads, [*heads[1:], len(rows)], strict=True):
        head, parts = rows[start], rows[start + 1 : end]
        head.row_kind, head.is_leaf, head.unit_name = "unit", not parts, head.label
        for record in parts:
            record.unit_name = head.label
        if not _equal(_total(head), sum((_total(r) for r in parts), Decimal(0)), len(parts)):
            _doubt(reading, head)


def _heads(rows: list[Record], named: set[int], sure: set[int]) -> list[int]:
    """Rows that head others: one whose parts sum to it, a known unit, an institution where a sum just ended."""
    heads: list[int] = []
    index, ended = 0, -1
    while index < len(rows):
        end = _end_of_sum(rows, index, named) if index in named else None
        if end is not None or index in sure or (index in named and index == ended):
            heads.append(index)
        index = ended = end or index + 1
    return heads


def _end_of_sum(rows: list[Record], start: int, named: set[int]) -> int | None:
    """The first institution row (or the end) up to which the rows after `start` sum to it."""
    head, running = _total(rows[start]), Decimal(0)
    for index in range(start + 1, len(rows) + 1):
        may_end = (index == len(rows) or index in named) and (index > start + 1 or not head)
        if may_end and _equal(head, running, index - start - 1):
            return index
        if index < len(rows):
            running += _total(rows[index])
    return None


def _doubt(reading: TableReading, record: Record) -> None:
    reading.notes.append(note("R13", f"{reading.layout.table}/{record.place}", [record.place], name=record.label))


def _number(rows: list[Record], default_unit: str) -> None:
    counted: dict[str, int] = {}
    for record in rows:
        if record.row_kind != "project":
            record.key = f"{record.row_kind}:{record.label}"
            record.texts.update(project_no="", project_name="", unit_name=record.unit_name)
            continue
        unit = record.unit_name or default_unit
        record.unit_name = unit
        counted[unit] = counted.get(unit, 0) + 1
        record.project_name = record.label
        record.key = "/".join(filter(None, (unit, record.label)))
        record.texts.update(project_no=str(counted[unit]), project_name=record.label, unit_name=unit)
