"""Performance forms as the portal shows them: values as printed, each with how far it may be trusted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.ground.amounts import MONEY_UNITS, parse_cell
from mingzhang.ground.source import Locator
from mingzhang.schemas.forms import CONFIDENCES, LEVEL1, LEVEL2, SOURCES, STATUSES

Cells = Mapping[str, str]
Rows = Callable[[str], Sequence[Cells]]
Place = Callable[[str], Locator]

SIDES = {"target": ("period", "year"), "evaluation": ("target", "adjusted", "actual")}
"""The columns of an indicator's values, by the kind of form."""
SHARES = {"target": ("period", "year"), "evaluation": ("declared", "initial", "budget", "executed", "balance")}
"""The columns of a form's money."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What of something is not as printed: `part` is level, name or a value's column."""

    part: str
    status: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an indicator, as printed."""

    printed: str
    is_placeholder: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """One third-level indicator with its values by column."""

    place: Locator
    level1: str
    level2: str
    name: str
    other_name: str
    values: Mapping[str, Value]
    weight: str
    score: str
    reason: str
    description: str
    doubts: tuple[Doubt, ...]
    note: str
    raw: str


@dataclass(frozen=True, slots=True)
class Money:
    """One amount of a form: the cell's text (or, where that is lost, the amount in 元) and its value."""

    printed: str
    unit: str
    yuan: str
    place: Locator


@dataclass(frozen=True, slots=True)
class Fund:
    """The money of one source, by column."""

    source: str
    label: str
    amounts: Mapping[str, Money]
    rate: str
    score: str
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of the head of a form."""

    value: str
    status: str
    note: str
    raw: str
    place: Locator


@dataclass(frozen=True, slots=True)
class Form:
    """One 绩效目标申报表 (`target`) or 绩效自评表 (`evaluation`), its fragments joined."""

    kind: str
    form_id: str
    name: str
    scope: str
    unit_name: str
    place: Locator
    lines: str
    fragments: int
    note: str
    project: str
    confidence: str
    attribute: str
    period: str
    filled_in: str
    entries: Mapping[str, Entry]
    funds: tuple[Fund, ...]
    indicators: tuple[Indicator, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The value columns that say anything; a form with one side fills only that."""
        used = tuple(c for c in SIDES[self.kind] if any(i.values[c].printed for i in self.indicators))
        return used or SIDES[self.kind][-1:]

    def money(self, column: str, source: str = "total") -> Money | None:
        """One amount, or None where it is not printed."""
        return next(
            (fund.amounts[column] for fund in self.funds if fund.source == source and column in fund.amounts), None
        )

    def value(self, field: str) -> str:
        """One field of the head, or nothing."""
        return self.entries[field].value if field in self.entries else ""

    @property
    def purpose(self) -> str:
        """What the money is for, in the form's own words: the overview, or the goal of the year."""
        return self.value("overview") or self.value("year_goal") or self.value("period_goal")


def read_forms(rows: Rows, place: Place) -> tuple[Form, ...]:
    """All forms of a package in the order they are printed. Raises ValueError on what no converter writes."""
    reader = _Reader(rows, place)
    forms = [
        *(reader.form("target", row) for row in rows("targets")),
        *(reader.form("evaluation", row) for row in rows("evaluations")),
    ]
    return tuple(sorted(forms, key=lambda form: (form.place.line, form.place.cell)))


class _Reader:
    """The tables of forms, grouped by form."""

    def __init__(self, rows: Rows, place: Place) -> None:
        self.place = place
        self.by_form: dict[str, dict[str, list[Cells]]] = {
            table: _grouped(rows(table))
            for table in ("target_funds", "evaluation_funds", "indicators", "evaluation_indicators", "form_values")
        }

    def form(self, kind: str, row: Cells) -> Form:
        form_id = row["form_id"]
        return Form(
            kind=kind,
            form_id=form_id,
            name=row["project_name"],
            scope=row["form_scope"],
            unit_name=row["unit_name"] or row["agency_name_printed"],
            place=self.place(row["locator"]),
            lines=row["form_lines"],
            fragments=int(row["fragments"]),
            note=row["note"],
            project=row["project_row_id"],
            confidence=_one_of(CONFIDENCES, row["link_confidence"]),
            attribute=row.get("attribute_printed", ""),
            period=row.get("period_printed", ""),
            filled_in=row.get("filled_in", ""),
            entries={found["field"]: self._entry(found) for found in self.by_form["form_values"][form_id]},
            funds=self._target_funds(form_id) if kind == "target" else self._evaluation_funds(form_id),
            indicators=self._indicators(kind, form_id),
        )

    def _entry(self, row: Cells) -> Entry:
        return Entry(row["value"], _status(row), row["note"], row["raw"], self.place(row["locator"]))

    def _target_funds(self, form_id: str) -> tuple[Fund, ...]:
        """Both sides of one source stand on one line of the form."""
        sides: dict[str, dict[str, Cells]] = defaultdict(dict)
        for row in self.by_form["target_funds"][form_id]:
            sides[_one_of(SOURCES, row["source"])][_one_of(SHARES["target"], row["side"])] = row
        return tuple(self._target_fund(source, found) for source, found in sides.items())

    def _target_fund(self, source: str, sides: Mapping[str, Cells]) -> Fund:
        worst = max(sides.values(), key=lambda row: STATUSES.index(row["status"]))
        amounts = {
            side: Money(row["printed"], row["printed_unit"], row["amount_yuan"], self.place(row["locator"]))
            for side, row in sides.items()
            if row["amount_yuan"] or row["printed"]
        }
        return Fund(source, worst["label_printed"], amounts, "", "", _status(worst), worst["note"])

    def _evaluation_funds(self, form_id: str) -> tuple[Fund, ...]:
        return tuple(self._evaluation_fund(row) for row in self.by_form["evaluation_funds"][form_id])

    def _evaluation_fund(self, row: Cells) -> Fund:
        place = self.place(row["locator"])
        amounts: dict[str, Money] = {}
        after = 0
        for column in SHARES["evaluation"]:
            if yuan := row[f"{column}_yuan"]:
                found = _cell_of(row["raw"], yuan, row["printed_unit"], after)
                after = found[0] if found else after
                amounts[column] = (
                    Money(found[1], row["printed_unit"], yuan, Locator(place.line, after))
                    if found
                    else Money(yuan, "元", yuan, place)
                )
        source = _one_of(SOURCES, row["source"])
        return Fund(source, row["label_printed"], amounts, row["rate"], row["score"], _status(row), row["note"])

    def _indicators(self, kind: str, form_id: str) -> tuple[Indicator, ...]:
        table = "indicators" if kind == "target" else "evaluation_indicators"
        return tuple(self._indicator(SIDES[kind], row) for row in self.by_form[table][form_id])

    def _indicator(self, columns: Sequence[str], row: Cells) -> Indicator:
        statuses = {"level": row["level_status"], "name": row["name_status"]}
        statuses |= {"value": row["value_status"]} if "value_status" in row else {}
        statuses |= {column: row[name] for column in columns if (name := f"{column}_status") in row}
        return Indicator(
            place=self.place(row["locator"]),
            level1=_one_of(LEVEL1, row["level1"]),
            level2=_one_of(("", *LEVEL2), row["level2"]),
            name=row["level3"],
            other_name=_other_name(row),
            values={c: Value(row[f"{c}_printed"], row[f"{c}_is_placeholder"] == "true") for c in columns},
            weight=row["weight"],
            score=row.get("score", ""),
            reason=row.get("reason", ""),
            description=row.get("description", ""),
            doubts=tuple(
                Doubt(part, _one_of(STATUSES, status)) for part, status in statuses.items() if status != "as_printed"
            ),
            note=row["note"],
            raw=row["raw"],
        )


def _other_name(row: Cells) -> str:
    """The name of the year's side where it is another one, not the same cut short."""
    period, year = row.get("period_level3_printed", ""), row.get("year_level3_printed", "")
    if not period or not year or row["name_status"] != "as_printed" or year in (period, row["level3"]):
        return ""
    return year


def _cell_of(raw: str, yuan: str, unit: str, after: int) -> tuple[int, str] | None:
    """Number (from 1) and text of the cell that prints this amount, right of the amount before it."""
    factor = MONEY_UNITS.get(unit, Decimal(0))
    for number, text in enumerate(raw.split("⇥"), 1):
        cell = parse_cell(text)
        if number > after and cell.value is not None and cell.value * factor == Decimal(yuan):
            return number, cell.printed
    return None


def _status(row: Cells) -> str:
    return _one_of(STATUSES, row["status"])


def _one_of(known: Sequence[str], value: str) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is none of {', '.join(known)}")
    return value


def _grouped(rows: Sequence[Cells]) -> dict[str, list[Cells]]:
    found: dict[str, list[Cells]] = defaultdict(list)
    for row in rows:
        found[row["form_id"]].append(row)
    return found
