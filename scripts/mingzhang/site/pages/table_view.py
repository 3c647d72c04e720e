"""What the page of a standard table shows of it: its lists and columns, all of them made from its schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from mingzhang.layouts import LAYOUTS, Half, Layout
from mingzhang.schemas import Field
from mingzhang.site.concerns import Concerns
from mingzhang.site.published_parts import StandardTable
from mingzhang.site.rows import TableRow

CODES: Mapping[str, str] = {
    "function_code": "functional",
    "dept_economic_code": "dept_economic",
    "gov_economic_code": "gov_economic",
    "code": "functional",
}
"""Columns that hold codes of a published list."""

_CODE_OF: Mapping[str, str] = {
    "project_name": "",
    "function_name": "function_code",
    "name": "code",
    "dept_economic_name": "dept_economic_code",
    "gov_economic_name": "gov_economic_code",
    "unit_name": "unit_code",
}
"""Which code stands before which name."""

_LABELS = ("item", *_CODE_OF, "service")
"""What may name the rows of a table, the first that its rows say."""

_LISTS = ("side", "category", "section")
_UNIT = ("unit_code", "unit_name")
_STRUCTURE = frozenset(
    {"row_id", "locator", "level", "row_kind", "item_kind", "parent_item", "enumerator", "project_no", "value", "unit"}
)
"""Columns that a page shows otherwise: by weight, indentation, links, or beside the name and the amount."""


@dataclass(frozen=True)
class View:
    """What a table shows: its code column, its name column, further texts, its amounts, and what concerns them."""

    table: StandardTable
    concerns: Concerns
    code: str
    label_field: Field
    texts: tuple[Field, ...]
    amounts: tuple[Field, ...]

    @property
    def label(self) -> str:
        """The column that names the rows."""
        return self.label_field.name

    @cached_property
    def columns(self) -> tuple[Field, ...]:
        """The columns shown, from left to right."""
        code = [column for column in self.table.schema.columns if column.name == self.code]
        return (*code, self.label_field, *self.texts, *self.amounts)

    def name_of(self, row: TableRow) -> str:
        """What a row is called: its name, else what else names it; nothing where nothing does."""
        names = (row.cells.get(name, "") for name in (self.label, *_LABELS) if name not in self._shown)
        return row.cells[self.label] or row.label or next(filter(None, names), "")

    @cached_property
    def _shown(self) -> frozenset[str]:
        return frozenset(column.name for column in self.texts)

    def narrowed(self, name: str) -> View:
        """The view of one list: with the amounts that its half of the layout always has, and those its rows use."""
        layout = layout_of(self.table)
        halves = [half for half in layout.halves if _is_of(half, name)] if layout else []
        rows = [row for row in self.table.rows if name in _lists_of(row)]
        used = {column for row in rows for column, cell in row.cells.items() if cell}
        own = {
            f"{column.name}_yuan"
            for half in halves
            for column in half.amounts
            if column.expected or f"{column.name}_yuan" in used
        }
        amounts = tuple(column for column in self.amounts if column.name in own)
        return replace(self, amounts=amounts) if amounts else self


def view_of(table: StandardTable, concerns: Concerns) -> View:
    """The view of a whole table: every column that any of its rows uses, and the amounts its printed form has."""
    fields = {column.name: column for column in table.schema.columns}
    used = {name for row in table.rows for name, cell in row.cells.items() if cell}
    named = [name for name in _LABELS if name in fields]
    label = next((name for name in named if name in used), named[0])
    code = _CODE_OF.get(label, "")
    if code not in fields or (code == "unit_code" and code not in used):
        code = ""
    hidden = {label, code, *_LISTS, *_STRUCTURE, *_repeated(table, label)}
    texts = tuple(
        column
        for name, column in fields.items()
        if name in used - hidden and not column.is_amount
        if not _is_inferred(name, fields) and not _is_said_by(table, label, name)
    )
    usual = _printed_amounts(table)
    amounts = tuple(
        column
        for name, column in fields.items()
        if name == "value" or (column.is_amount and (name in used or name in usual))
    )
    return View(table, concerns, code, fields[label], texts, amounts)


def _is_inferred(name: str, fields: Mapping[str, Field]) -> bool:
    """Whether a code of a list has no name beside it: it was found by the item's name, and is not printed."""
    return name in CODES and f"{name.removesuffix('_code')}_name" not in fields


def _is_said_by(table: StandardTable, label: str, name: str) -> bool:
    """Whether a column says nothing but the row's name again."""
    return all(row.cells[name] in ("", row.cells[label]) for row in table.rows)


def _repeated(table: StandardTable, label: str) -> tuple[str, ...]:
    """The columns of the unit, where they say nothing: all rows are of one, or rows of their own head its rows."""
    units = {(row.cells.get("unit_code", ""), row.cells.get("unit_name", "")) for row in table.rows} - {("", "")}
    headed = any(row.cells.get("row_kind") == "unit" and not row.cells[label] for row in table.rows)
    return _UNIT if len(units) < 2 or headed else ()


def layout_of(table: StandardTable) -> Layout | None:
    """The printed form that the table was read by, as its package names it."""
    return next((layout for layout in LAYOUTS if layout.name == table.layout), None)


def _printed_amounts(table: StandardTable) -> set[str]:
    """The amounts that the printed form always has; they are shown also where all their cells are blank."""
    layout = layout_of(table)
    if layout is None:
        return set()
    if layout.grammar.turned:
        return {f"{half.side or 'total'}_yuan" for half in layout.halves}
    return {f"{column.name}_yuan" for half in layout.halves for column in half.amounts if column.expected}


def _lists_of(row: TableRow) -> set[str]:
    return {row.cells.get(column, "") for column in _LISTS}


def _is_of(half: Half, name: str) -> bool:
    return bool(name) and name in (half.side, half.category)


def groups_of(table: StandardTable) -> list[tuple[str, list[TableRow]]]:
    """The lists of a table, in the order their first row is printed.

    A list that is printed in several columns side by side (a category) is put in the order of its
    codes again, totals last; row by row its lines would interleave.
    """
    by = next((name for name in _LISTS if name in table.schema.fields), "")
    groups: dict[str, list[TableRow]] = {}
    for row in table.rows:
        groups.setdefault(row.cells[by] if by else "", []).append(row)
    if by == "category":
        for rows in groups.values():
            rows.sort(key=lambda row: (not row.cells["dept_economic_code"], row.cells["dept_economic_code"]))
    return list(groups.items())
