"""What the page of comparisons asks for: one small file per disclosure, and which disclosures there are.

Amounts stand as printed, each with its exact value in 元 (a string) and its place in the source; where there is none,
the cell says what is known instead (`known.State`). A row of a classification that the table does not print is absent.
What is worked out here, the amounts per head, is worked out exactly and then rounded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from mingzhang.site import addresses, key_figures, labels, words
from mingzhang.site.amount_states import RUNNING_PARTS, RUNNING_TABLE, KnownAmount, State
from mingzhang.site.catalog import Disclosure
from mingzhang.site.compact_json import compact_json
from mingzhang.site.concerns import flag
from mingzhang.site.language import Pair
from mingzhang.site.narrative import Statement
from mingzhang.site.published_parts import StandardTable
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
_WHOLE: Pair = ("合计", "Total")
_BASIC_PARTS: Mapping[str, Pair] = {
    "personnel": ("人员经费合计", "Personnel, total"),
    "public": ("公用经费合计", "Running costs, total"),
}


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a section: `level` from 0 (a total), `cell` what is known of it."""

    key: str
    level: int
    label: str
    english: str
    table: str
    cell: Any


def comparison_file(disclosure: Disclosure) -> bytes:
    """Everything that is compared of one disclosure, as JSON.

    A row is `[key, level, label, English or "", table, cell]`; a cell is a list of figures printed in the table, or a
    state (`known.State`), or for what is said in words `{"state": …, "figures": …, "table": what the table shows}`.
    A figure is `[printed, 元, place, unit of measure, note in Chinese, in English, findings]` without what is blank at
    the end; `findings` is `w` (wrong in the document) or `l` (worth a look) and the anchor on the page of checks.
    """
    writer = _Writer(disclosure)
    staff = _staff(disclosure)
    totals, three_public, running = writer.totals(), writer.three_public(), writer.running()
    titles = words.SHORT_TITLE[disclosure.scope, disclosure.kind]
    return compact_json(
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
            "checks": addresses.disclosure_checks(disclosure.name),
            "tables": {name: _table(disclosure.table(name)) for name in _tables_of(disclosure)},
            "totals": _cells(totals),
            "function": _cells(writer.functions()),
            "economic": _cells(writer.economic()),
            "three_public": _cells(three_public),
            "running": _cells(running),
            "staff": _cells(writer.staff(staff)),
            "heads": _heads(staff),
            "per_head": _per_head([*totals[1:], *three_public[:1], *running], staff),
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
    return compact_json({unit: sorted(by_unit[unit], reverse=True) for unit in sorted(by_unit)})


def rank_of(division_code: str) -> str:
    """`province`, `city` or `county`, by GB/T 2260."""
    if division_code.endswith("0000"):
        return "province"
    return "city" if division_code.endswith("00") else "county"


# -- sections -----------------------------------------------------------------------------------


def _tables_of(disclosure: Disclosure) -> tuple[str, ...]:
    running = RUNNING_TABLE[disclosure.kind]
    return "balance", "expenditure", "basic_expenditure", "three_public", running


def _table(table: StandardTable) -> list[Any]:
    """`[title, title in English, title as printed, state, numbers that could not be read]`."""
    schema = table.schema
    return [schema.title, schema.title_en, table.title_printed, table.state, table.counts["unread_cells"]]


class _Writer:
    """Writes the sections of one disclosure."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.kind = disclosure.kind
        self.amounts = disclosure.known_amounts
        self.concerns = disclosure.concerns

    def totals(self) -> list[_Row]:
        """Totals of budgets and final accounts share their English label, which is their key."""
        rows = []
        for wanted in (*key_figures.TOTALS[self.kind], *key_figures.PARTS[self.kind]):
            zh, en = wanted.label
            level = 0 if wanted.table == "balance" else 1
            rows.append(_Row(en, level, zh, en, wanted.table, self._cell(self.amounts.key_figure(wanted))))
        return rows

    def functions(self) -> list[_Row]:
        """Expenditure by class, group and item."""
        table = self.disclosure.table("expenditure")
        return self._by_code(table, table.rows, "function_code", "function_name", "total_yuan")

    def economic(self) -> list[_Row]:
        """Basic expenditure by economic item, the totals first: of all, of personnel, of running costs."""
        table = self.disclosure.table("basic_expenditure")
        is_budget = self.kind == "budget"
        column = "total_yuan" if is_budget else "amount_yuan"
        items = [row for row in table.rows if row.cells["level"] != "0"]
        found = self._by_code(table, items, "dept_economic_code", "dept_economic_name", column)
        if not is_budget:
            found = [row for row in found if row.cell != "blank"]
        return [*self._basic_totals(table, column), *found]

    def _basic_totals(self, table: StandardTable, column: str) -> list[_Row]:
        """A budget prints one row of totals with a column each, a final account a row each and none of all."""
        sums = [row for row in table.rows if row.cells["level"] == "0"]
        whole = [row for row in sums if not row.cells.get("category")]
        known = self.amounts.cell(table.name, whole, column)
        state: State = "no_total" if sums and not whole else known.state
        total = self._cell(known) if known.figures else state
        rows = [_Row("total", 0, *_WHOLE, table.name, total)] if table.rows else []
        for key, (zh, en) in _BASIC_PARTS.items():
            own = [row for row in sums if row.cells.get("category") == key]
            part = self.amounts.cell(table.name, own or whole, column if own else f"{key}_yuan")
            rows += [_Row(f"total_{key}", 0, zh, en, table.name, self._cell(part))] if sums else []
        return rows

    def three_public(self) -> list[_Row]:
        """All six, whether the table prints them or not: what is not printed may be said in words."""
        table = self.disclosure.table("three_public")
        column = _PRINTED_COLUMN[self.kind]
        rows = []
        for key, (level, (zh, en)) in _THREE_PUBLIC.items():
            printed = [row for row in table.rows if row.cells["item_kind"] == key]
            stated_as = f"three_public/{key}/{column.removesuffix('_yuan')}"
            known = self.amounts.cell(table.name, printed, column, stated_as)
            rows.append(_Row(key, level, zh, en, table.name, self._cell(known)))
        return rows

    def running(self) -> list[_Row]:
        """Operating costs."""
        known = self.amounts.running()
        notes = {f"supplementary/{part}/value": note for part, note in RUNNING_PARTS.items()}
        return [_Row("running", 0, *_RUNNING, known.table, self._cell(known, notes))]

    def staff(self, stated: Mapping[str, Sequence[Statement]]) -> list[_Row]:
        """Numbers of people that the explanations state."""
        return [
            _Row(stem, 1, *_STAFF[stem], "", [self._number(found) for found in statements])
            for stem, statements in stated.items()
            if statements
        ]

    def _by_code(self, table: StandardTable, rows: Sequence[TableRow], code: str, name: str, column: str) -> list[_Row]:
        """Rows by their code; where a code is printed more than once, every figure stands in its row."""
        found: dict[str, list[TableRow]] = {}
        for row in rows:
            key = row.cells[code] or ("total" if row.cells["level"] in ("", "0") else f"={row.cells[name]}")
            found.setdefault(key, []).append(row)
        made = []
        for key, same in found.items():
            printed = same[0].cells[name]
            cell = self._cell(self.amounts.cell(table.name, same, column))
            level = int(same[0].cells["level"] or 0)
            made.append(_Row(key, level, printed, labels.english_name(printed), table.name, cell))
        return made

    # -- cells --

    def _cell(self, known: KnownAmount, notes: Mapping[str, Pair] | None = None) -> Any:
        if known.figures:
            return [self._figure(figure, (notes or {}).get(figure.fact_id, ("", ""))) for figure in known.figures]
        if known.said:
            said = [self._said(found) for found in known.said]
            return {"state": known.state, "table": known.table_state, "figures": said}
        return known.state

    def _figure(self, figure: Figure, note: Pair) -> list[Any]:
        findings = flag(self.concerns.of_cell(figure.place))
        return _trimmed([figure.printed, figure.yuan, str(figure.place), figure.unit, *note, findings])

    def _said(self, found: Statement) -> list[Any]:
        """A statement: its number, or its words where it has none."""
        findings = flag(self.concerns.of_statement(found))
        return _trimmed([found.number or found.clause, found.yuan, str(found.place), found.unit, "", "", findings])

    def _number(self, found: Statement) -> list[Any]:
        note = found.unit_name or found.subject
        findings = flag(self.concerns.of_statement(found))
        return _trimmed([found.number, "", str(found.place), found.unit, note, note, findings])


# -- people -------------------------------------------------------------------------------------


def _staff(disclosure: Disclosure) -> dict[str, list[Statement]]:
    """What the narrative says of numbers of people, by what it is."""
    found: dict[str, list[Statement]] = {stem: [] for stem in _STAFF}
    for statements in disclosure.narrative.statements.values():
        for statement in statements:
            if statement.stem in _STAFF and not statement.measure and statement.number:
                found[statement.stem].append(statement)
    return found


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


def _per_head(rows: Sequence[_Row], staff: Mapping[str, Sequence[Statement]]) -> list[list[Any]]:
    """`[key, label, English, cell]`: totals by stated staff, rounded to whole 元 (a string), or why there is none.

    What is known from words only is worked out as well and says so: `{"state": "words", "yuan": …}`.
    """
    one = _one_head_count(staff)
    if one is None:
        return []
    heads = Decimal(one.number)
    return [[row.key, row.label, row.english, _each(row.cell, heads)] for row in rows]


def _each(cell: Any, heads: Decimal) -> Any:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, list):
        return _share(sum((Decimal(figure[1]) for figure in cell), Decimal(0)), heads)
    if cell["state"] != "words":
        return cell["state"]
    if len(cell["figures"]) != 1:
        return cell["table"]
    return {"state": "words", "yuan": _share(Decimal(cell["figures"][0][1]), heads)}


def _share(whole: Decimal, heads: Decimal) -> str:
    return str((whole / heads).quantize(Decimal(1), ROUND_HALF_UP))


# -- figures ------------------------------------------------------------------------------------


def _trimmed(figure: list[Any]) -> list[Any]:
    while not figure[-1]:
        figure.pop()
    return figure


def _cells(rows: Sequence[_Row]) -> dict[str, Any]:
    """A section; the unit of measure most of its figures have stands once, and only the others name theirs."""
    cells = [row.cell["figures"] if isinstance(row.cell, dict) else row.cell for row in rows]
    figures = [figure for cell in cells if isinstance(cell, list) for figure in cell]
    units = Counter(figure[3] for figure in figures if len(figure) > 3)
    usual = min(units, key=lambda unit: (-units[unit], unit), default="")
    for figure in figures:
        if len(figure) == 4 and figure[3] == usual:
            figure.pop()
    return {
        "unit": usual,
        "rows": [[row.key, row.level, row.label, row.english, row.table, row.cell] for row in rows],
    }
