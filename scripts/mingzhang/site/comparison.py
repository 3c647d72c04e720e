"""What the page of comparisons asks for: one small file per disclosure, and which disclosures there are.

Amounts stand as printed, each with its exact value in 元 (a string) and its place in the source. A row that the
table does not print is absent, a row without a figure has no figures, and a printed zero is a figure: the page can
tell the three apart. What is worked out here, the amounts per head, is worked out exactly and then rounded.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from mingzhang.amounts import NOT_APPLICABLE
from mingzhang.site import addresses, labels, words
from mingzhang.site.catalog import Disclosure, StandardTable
from mingzhang.site.language import Pair
from mingzhang.site.narrative import Statement
from mingzhang.site.pages import key_figures
from mingzhang.site.rows import Figure, TableRow

_STAFF: Mapping[str, Pair] = {
    "staff_posts": ("编制人数", "Authorised posts"),
    "staff_actual": ("实有人数", "Staff"),
    "staff_retired": ("离退休人数", "Retired staff"),
}
_THREE_PUBLIC: Mapping[str, tuple[int, Pair]] = {
    "total": (0, ("“三公”经费合计", "Three public expenses, total")),
    "abroad": (1, ("因公出国（境）费", "Travel abroad")),
    "vehicles": (1, ("公务用车购置及运行费", "Vehicles, purchase and operation")),
    "vehicle_purchase": (2, ("公务用车购置费", "Vehicle purchase")),
    "vehicle_operation": (2, ("公务用车运行维护费", "Vehicle operation")),
    "reception": (1, ("公务接待费", "Official receptions")),
}
_PRINTED_COLUMN = {"budget": "total_yuan", "final": "executed_yuan"}
_RUNNING: Pair = ("机关运行经费", "Operating costs of government bodies")
_RUNNING_PARTS: Mapping[str, Pair] = {
    "costs_administrative": ("行政单位", "administrative units"),
    "costs_civil_service_law": ("参照公务员法管理的事业单位", "institutions under the civil service law"),
}
_RUNNING_TABLE = {"budget": "operating_costs", "final": "supplementary"}


@dataclass(slots=True)
class _Row:
    """One row of a section: `level` from 0 (a total), `cell` its figures or `"na"`."""

    key: str
    level: int
    label: str
    english: str
    table: str
    cell: list[list[Any]] | str = field(default_factory=list)

    def add(self, found: list[Any] | str | None) -> None:
        """One more figure printed for this row."""
        if isinstance(found, list) and isinstance(self.cell, list):
            self.cell.append(found)
        elif isinstance(found, str) and not self.cell:
            self.cell = found


def comparison_file(disclosure: Disclosure) -> bytes:
    """Everything that is compared of one disclosure, as JSON.

    A row is `[key, level, label, English or "", table, cell]`; a cell is `"na"` (printed as not applicable) or a
    list of figures `[printed, 元, place, unit of measure, note in Chinese, in English]` without what is blank at
    the end. No figure means a blank cell.
    """
    staff = _staff(disclosure)
    titles = words.SHORT_TITLE[disclosure.scope, disclosure.kind]
    return _json(
        {
            "package": disclosure.name,
            "name": disclosure.agency_name,
            "where": disclosure.division_name,
            "title": [said.format(disclosure.fiscal_year) for said in titles],
            "year": disclosure.fiscal_year,
            "kind": disclosure.kind,
            "scope": disclosure.scope,
            "rank": rank_of(disclosure.division_code),
            "address": addresses.disclosure(disclosure.name),
            "source": addresses.source(disclosure.name),
            "tables": {name: _table(disclosure.table(name)) for name in _tables_of(disclosure)},
            "totals": _cells(_totals(disclosure)),
            "function": _cells(_functions(disclosure)),
            "economic": _cells(_economic(disclosure)),
            "three_public": _cells(_three_public(disclosure)),
            "running": _cells(_running(disclosure)),
            "staff": _cells(_staff_rows(staff)),
            "heads": _heads(staff),
            "per_head": _per_head(disclosure, staff),
        }
    )


def comparison_index(packages: Iterable[str]) -> bytes:
    """`{unit: [rest of the package's name, …]}`, the newest year first: `{"350102-123": ["2023-dept-budget"]}`.

    Names and places of units stand in the index of units, which the search field uses as well.
    """
    by_unit: dict[str, list[str]] = defaultdict(list)
    for name in packages:
        division, agency, rest = name.split("-", 2)
        by_unit[f"{division}-{agency}"].append(rest)
    return _json({unit: sorted(by_unit[unit], reverse=True) for unit in sorted(by_unit)})


def rank_of(division_code: str) -> str:
    """`province`, `city` or `county`, by GB/T 2260."""
    if division_code.endswith("0000"):
        return "province"
    return "city" if division_code.endswith("00") else "county"


# -- sections -----------------------------------------------------------------------------------


def _tables_of(disclosure: Disclosure) -> tuple[str, ...]:
    running = _RUNNING_TABLE[disclosure.kind]
    return "balance", "expenditure", "basic_expenditure", "three_public", running


def _table(table: StandardTable) -> list[Any]:
    """`[title, title in English, title as printed, state, numbers that could not be read]`."""
    schema = table.schema
    return [schema.title, schema.title_en, table.title_printed, table.state, table.counts["unread_cells"]]


def _totals(disclosure: Disclosure) -> list[_Row]:
    """Totals of budgets and final accounts share their English label, which is their key."""
    rows = []
    for wanted in (*key_figures.TOTALS[disclosure.kind], *key_figures.PARTS[disclosure.kind]):
        zh, en = wanted.label
        row = _Row(en, 0 if wanted.table == "balance" else 1, zh, en, wanted.table)
        figure = key_figures.find_figure(disclosure, wanted)
        row.add(_figure(figure) if figure else None)
        rows.append(row)
    return rows


def _functions(disclosure: Disclosure) -> list[_Row]:
    return _by_code(disclosure.table("expenditure"), "function_code", "function_name", "total_yuan")


def _economic(disclosure: Disclosure) -> list[_Row]:
    table = disclosure.table("basic_expenditure")
    if disclosure.kind == "budget":
        return _by_code(table, "dept_economic_code", "dept_economic_name", "total_yuan")
    rows = [row for row in table.rows if row.cells["level"] != "0"]
    found = _by_code(table, "dept_economic_code", "dept_economic_name", "amount_yuan", rows)
    return [row for row in found if row.cell]


def _by_code(
    table: StandardTable, code: str, name: str, column: str, rows: Sequence[TableRow] | None = None
) -> list[_Row]:
    """Rows by their code; where a code is printed more than once, every figure stands in its row."""
    found: dict[str, _Row] = {}
    for row in table.rows if rows is None else rows:
        cells = row.cells
        level = int(cells["level"] or 0)
        printed = cells[name]
        key = cells[code] or ("total" if level == 0 else f"={printed}")
        english = labels.english_name(printed)
        found.setdefault(key, _Row(key, level, printed, english, table.name)).add(_of_column(row, column))
    return list(found.values())


def _three_public(disclosure: Disclosure) -> list[_Row]:
    table = disclosure.table("three_public")
    printed = {row.cells["item_kind"]: row for row in table.rows if row.cells["item_kind"] in _THREE_PUBLIC}
    rows = []
    for key, (level, (zh, en)) in _THREE_PUBLIC.items():
        if key in printed:
            rows.append(_Row(key, level, zh, en, table.name))
            rows[-1].add(_of_column(printed[key], _PRINTED_COLUMN[disclosure.kind]))
    return rows


def _running(disclosure: Disclosure) -> list[_Row]:
    table = disclosure.table(_RUNNING_TABLE[disclosure.kind])
    row = _Row("running", 0, *_RUNNING, table.name)
    if disclosure.kind == "budget":
        totals = [found for found in table.rows if found.cells["row_kind"] == "total"]
        printed = totals or list(table.rows)
        for found in printed:
            row.add(_of_column(found, "total_yuan"))
    else:
        printed = [found for found in table.rows if found.cells["item_kind"] in _RUNNING_PARTS]
        for found in printed:
            row.add(_of_column(found, "value", _RUNNING_PARTS[found.cells["item_kind"]]))
    return [row] if printed else []


# -- people -------------------------------------------------------------------------------------


def _staff(disclosure: Disclosure) -> dict[str, list[Statement]]:
    """What the narrative says of numbers of people, by what it is."""
    found: dict[str, list[Statement]] = {stem: [] for stem in _STAFF}
    for statements in disclosure.narrative.statements.values():
        for statement in statements:
            if statement.stem in _STAFF and not statement.measure and statement.number:
                found[statement.stem].append(statement)
    return found


def _staff_rows(staff: Mapping[str, Sequence[Statement]]) -> list[_Row]:
    rows = []
    for stem, statements in staff.items():
        if statements:
            row = _Row(stem, 1, *_STAFF[stem], "")
            for found in statements:
                note = found.unit_name or found.subject
                row.add(_trimmed([found.number, "", str(found.place), found.unit, note, note]))
            rows.append(row)
    return rows


def _one_head_count(staff: Mapping[str, Sequence[Statement]]) -> Statement | None:
    """The number of staff, if the document states exactly one, of the whole and above zero."""
    stated = staff["staff_actual"]
    whole = [found for found in stated if not found.unit_name and not found.subject]
    if len(stated) != 1 or len(whole) != 1 or not whole[0].number.isdecimal() or int(whole[0].number) < 1:
        return None
    return whole[0]


def _heads(staff: Mapping[str, Sequence[Statement]]) -> list[Any]:
    """`["one", number, place]`, or `["several"]`, or `["none"]`."""
    one = _one_head_count(staff)
    if one:
        return ["one", int(one.number), str(one.place)]
    return ["several" if staff["staff_actual"] else "none"]


def _per_head(disclosure: Disclosure, staff: Mapping[str, Sequence[Statement]]) -> list[list[Any]]:
    """`[key, label, English, 元 per head or null]`: printed totals by stated staff, rounded to whole 元."""
    one = _one_head_count(staff)
    if one is None:
        return []
    heads = Decimal(one.number)
    rows = [*_totals(disclosure)[1:], *_three_public(disclosure)[:1], *_running(disclosure)]
    return [[row.key, row.label, row.english, _share(row, heads)] for row in rows]


def _share(row: _Row, heads: Decimal) -> str | None:
    if not isinstance(row.cell, list) or not row.cell:
        return None
    whole = sum((Decimal(figure[1]) for figure in row.cell), Decimal(0))
    return str((whole / heads).quantize(Decimal(1), ROUND_HALF_UP))


# -- figures ------------------------------------------------------------------------------------


def _of_column(row: TableRow, column: str, note: Pair = ("", "")) -> list[Any] | str | None:
    figure = row.figures.get(column)
    if figure:
        return _figure(figure, note)
    return "na" if row.cells[column] == NOT_APPLICABLE else None


def _figure(figure: Figure, note: Pair = ("", "")) -> list[Any]:
    return _trimmed([figure.printed, figure.yuan, str(figure.place), figure.unit, *note])


def _trimmed(figure: list[Any]) -> list[Any]:
    while not figure[-1]:
        figure.pop()
    return figure


def _cells(rows: Sequence[_Row]) -> dict[str, Any]:
    """A section; the unit of measure most of its figures have stands once, and only the others name theirs."""
    figures = [figure for row in rows if isinstance(row.cell, list) for figure in row.cell]
    units = Counter(figure[3] for figure in figures if len(figure) > 3)
    usual = min(units, key=lambda unit: (-units[unit], unit), default="")
    for figure in figures:
        if len(figure) == 4 and figure[3] == usual:
            figure.pop()
    return {
        "unit": usual,
        "rows": [[row.key, row.level, row.label, row.english, row.table, row.cell] for row in rows],
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
