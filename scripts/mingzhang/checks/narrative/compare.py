"""Two figures of the narrative, or of the narrative and a table, side by side: tolerance, words, evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from mingzhang.checks.base import Check, Finding, Severity, Status
from mingzhang.checks.engine.phrases import Phrase, Value, wording
from mingzhang.checks.engine.quantities import quantity
from mingzhang.checks.evidence import Origin, doubt_about
from mingzhang.checks.narrative.lookup import Lookup
from mingzhang.checks.sums import rounding_tolerance
from mingzhang.extract.model import Record
from mingzhang.ground.amounts import MONEY_UNITS
from mingzhang.ground.source import Locator
from mingzhang.narrative.ids import statement_titles
from mingzhang.narrative.model import Statement


def _of_subject(zh: str, en: str) -> tuple[str, str]:
    """The title of a statement with the name of its subject in the place of its own."""
    measure, measure_en = zh.partition("：")[2], en.partition(": ")[2]
    return f"{{name}}{measure}", f"“{{name}}”, {measure_en}" if measure_en else "“{name}”"


_HALF = Decimal("0.5")
_MOST_PLACES = 8
_STATED = {
    name: (wording(f"stated.{name}", zh.replace("：", "的"), en), wording(f"stated_of.{name}", *_of_subject(zh, en)))
    for name, (zh, en) in statement_titles().items()
}
"""Every statement by itself, and of a subject that has a name."""
_OTHER = wording("stated", "{statement}", "{statement}")
_ITEMS = ("function", "economic", "fund", "use", "asset")
"""Kinds of subjects that name the figure by themselves."""
_NAMED = ("performance_amount",)
"""Statements whose own title says more than their subject."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and what it is called; `value` is in `unit`, None where nothing is printed.

    Of a table's figure, `origins` are the rows and columns it comes from; `table` alone stands for all its rows.
    `statements` are the ids of the figures of the narrative that it is, or is made of.
    """

    name: Phrase
    value: Decimal | None
    unit: str = ""
    decimals: int = 0
    places: tuple[Locator, ...] = ()
    table: str = ""
    origins: tuple[Origin, ...] = ()
    statements: tuple[str, ...] = ()

    @property
    def shown(self) -> Phrase:
        """Value and unit."""
        return quantity(plain(self.value), self.unit)


def plain(value: Decimal | None) -> str:
    """A value without an exponent; blank where there is none."""
    return "" if value is None else f"{value:f}"


def decimals_of(value: Decimal) -> int:
    """Number of decimals as printed."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def stated(statement: Statement, value: Decimal | None = None) -> Figure:
    """The figure of a statement; `value` replaces it (a change with its sign, a zero for “none”)."""
    number = statement.value if value is None else value
    decimals = decimals_of(number) if number is not None else 0
    places, ids = (statement.locator,), (statement.statement_id,)
    return Figure(title_of(statement), number, statement.unit, decimals, places, statements=ids)


def title_of(statement: Statement) -> Phrase:
    """What a statement is called in a message: a subject that is an item of a list by its own name."""
    if statement.statement not in _STATED:
        return _OTHER(statement=statement.statement)
    alone, of_subject = _STATED[statement.statement]
    name = statement.subject.name
    if not name or statement.subject.kind not in _ITEMS or statement.statement in _NAMED:
        return alone()
    return of_subject(name=name)


def printed_cell(record: Record | None, column: str, name: Phrase) -> Figure:
    """The figure of a table's cell; without a value where the row is missing or the cell blank."""
    cell = record.amounts.get(column) if record is not None else None
    origins = ((record, column),) if record is not None else ()
    if cell is None or cell.cell.value is None:
        return Figure(name, None, origins=origins)
    decimals = decimals_of(cell.cell.value)
    return Figure(name, cell.cell.value, cell.unit, decimals, (cell.place,), origins=origins)


def in_unit(figure: Figure, unit: str) -> Figure:
    """The same money in another unit, its precision with it; figures of other kinds stay what they are."""
    if figure.value is None or figure.unit == unit or {figure.unit, unit} - MONEY_UNITS.keys():
        return figure
    factor = MONEY_UNITS[figure.unit] / MONEY_UNITS[unit]
    shift = factor.normalize().adjusted()
    return replace(figure, value=figure.value * factor, unit=unit, decimals=max(figure.decimals - shift, -8))


def same_tolerance(left: Figure, right: Figure) -> Decimal:
    """0 at equal decimals, else half a unit of the coarser one (DOMAIN §4); a printed zero stands for nothing else."""
    if left.decimals == right.decimals or left.value == 0 or right.value == 0:
        return Decimal(0)
    return Decimal(1).scaleb(-min(left.decimals, right.decimals)) * _HALF


def added(figures: Sequence[Figure], name: Phrase) -> Figure:
    """The sum of printed figures in the unit of the first."""
    unit = figures[0].unit
    parts = [in_unit(figure, unit) for figure in figures]
    total = sum((part.value for part in parts if part.value is not None), Decimal(0))
    places = tuple(dict.fromkeys(place for part in parts for place in part.places))
    origins = tuple(origin for part in parts for origin in part.origins)
    statements = tuple(dict.fromkeys(name for part in parts for name in part.statements))
    decimals = max(part.decimals for part in parts)
    return Figure(name, total, unit, decimals, places, origins=origins, statements=statements)


def sum_tolerance(whole: Figure, parts: Sequence[Figure]) -> Decimal:
    """The most that rounding of the whole and of each part can make, at the coarsest decimals printed.

    Integers and zeros are exact unless all figures are integers: `10万元` beside `4.50万元` is not rounded to ten.
    """
    broken = [figure.decimals for figure in (whole, *parts) if figure.value and figure.decimals > 0]
    decimals = min(broken) if broken else 0
    if not broken:
        return Decimal(0)
    return rounding_tolerance(len(parts), decimals)


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round half up to so many decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def status_of(difference: Decimal, tolerance: Decimal) -> Status:
    """`pass`, `rounding` or `fail`."""
    if difference == 0:
        return "pass"
    return "rounding" if abs(difference) <= tolerance else "fail"


def compare(
    check: Check,
    lookup: Lookup,
    instance: str,
    left: Figure,
    right: Figure,
    tolerance: Decimal | None = None,
    complete: bool = False,
) -> Finding:
    """A finding for two printed figures; units of money are made the same first."""
    other = in_unit(right, left.unit)
    assert left.value is not None
    assert other.value is not None
    allowed = same_tolerance(left, other) if tolerance is None else tolerance
    difference = left.value - other.value
    status = status_of(difference, allowed)
    return verdict(check, lookup, instance, left, other, status, difference, allowed, complete=complete)


def verdict(
    check: Check,
    lookup: Lookup,
    instance: str,
    left: Figure,
    right: Figure,
    status: Status,
    difference: Decimal | None = None,
    tolerance: Decimal | None = None,
    said: Phrase | None = None,
    complete: bool = False,
) -> Finding:
    """A finding with both sides; `zh` and `en` replace the words that compare two figures.

    `complete`: the check needs every figure of its lines, so a number left unread there may be the cause.
    """
    places = tuple(dict.fromkeys((*left.places, *right.places)))[:_MOST_PLACES]
    ours = status == "fail" and is_ours(lookup, (left, right), complete)
    return Finding(
        check.code,
        instance,
        status,
        check.severity if status == "fail" else "info",
        "extraction" if ours else check.attribution,
        said or _told(left, right, difference, status),
        left.name,
        plain(left.value),
        right.name,
        plain(right.value),
        difference="" if difference is None else plain(difference),
        tolerance="" if tolerance is None else plain(tolerance),
        locators=places,
        cells=tuple(place for side in (left, right) for place in (*side.places, *_cells(side.origins))),
        statements=tuple(dict.fromkeys((*left.statements, *right.statements))),
    )


def _cells(origins: Sequence[Origin]) -> Iterator[Locator]:
    """The cells of a table that a figure was taken from."""
    return (record.amounts[column].place for record, column in origins if column in record.amounts)


_UNCHECKED = wording(
    "stated.unchecked",
    "{left}{left_shown}：{said}，无法核对。",
    "{left} {left_shown}: {said}, so it cannot be checked.",
)


def unchecked(check: Check, instance: str, left: Figure, said: Phrase, severity: Severity = "info") -> Finding:
    """A figure that could not be compared, and why."""
    return Finding(
        check.code,
        instance,
        "insufficient_data",
        severity,
        check.attribution,
        _UNCHECKED(left=left.name, left_shown=left.shown, said=said),
        left.name,
        plain(left.value),
        locators=left.places,
        statements=left.statements,
    )


def is_ours(lookup: Lookup, figures: Sequence[Figure], complete: bool = False) -> bool:
    """Evidence that a difference may be an artefact of our reading (see `evidence.doubt_about`).

    A label joined over a page break at the very line; a number left unread in a line that must be `complete`; of
    a table as a whole, any unread cell of it.
    """
    lines = {place.line for figure in figures for place in figure.places}
    if not lookup.doubtful_lines.isdisjoint(lines):
        return True
    if complete and not lookup.unread_lines.isdisjoint(lines):
        return True
    for figure in figures:
        summed = figure.origins if len(figure.origins) > 1 else ()
        if figure.origins and doubt_about(lookup.disclosure, figure.origins, summed) is not None:
            return True
    readings = (lookup.readings.get(figure.table) for figure in figures if figure.table)
    return any(reading.account.unread for reading in readings if reading is not None)


_AGREE = wording(
    "stated.agree",
    "文字所说{left}{left_shown}，{right}{right_shown}，相符。",
    "Stated: {left} {left_shown}; {right} {right_shown}: they agree.",
)
_ROUNDING = wording(
    "stated.rounding",
    "文字所说{left}{left_shown}，{right}{right_shown}，相差{gap}，属四舍五入。",
    "Stated: {left} {left_shown}; {right} {right_shown}: they differ by {gap}, which rounding explains.",
)
_DIFFER = wording(
    "stated.differ",
    "文字所说{left}{left_shown}，{right}{right_shown}，相差{gap}。",
    "Stated: {left} {left_shown}; {right} {right_shown}: they differ by {gap}.",
)


def _told(left: Figure, right: Figure, difference: Decimal | None, status: Status) -> Phrase:
    told: dict[str, Value] = {
        "left": left.name,
        "left_shown": left.shown,
        "right": right.name,
        "right_shown": right.shown,
    }
    if status == "pass":
        return _AGREE(**told)
    gap = quantity("" if difference is None else plain(abs(difference)), left.unit)
    return (_ROUNDING if status == "rounding" else _DIFFER)(**told, gap=gap)
