"""What is known of one amount: printed in its table, said in words only, blank, or why there is nothing.

The one place for these states. A page that shows an amount asks here, so that a blank cell, a table that was published
empty, a sentence that says "none" and a printed zero are never taken for one another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from mingzhang.ground.amounts import NOT_APPLICABLE
from mingzhang.narrative.stated_facts import fact_of
from mingzhang.site import words
from mingzhang.site.key_figures import KeyFigure, find_figure
from mingzhang.site.language import Pair
from mingzhang.site.narrative import Statement
from mingzhang.site.published_parts import PublishedParts
from mingzhang.site.rows import Figure, TableRow

State = Literal[
    "printed",
    "words",
    "none_in_words",
    "na",
    "blank",
    "no_total",
    "not_listed",
    "not_stated",
    "empty_stated",
    "empty_unstated",
    "missing",
]
STATES: Mapping[State, Pair] = {
    "printed": ("", ""),
    "words": ("据文字", "in words"),
    "none_in_words": ("文字写明没有", "said to be none"),
    "na": ("不适用", "n/a"),
    "blank": ("空白", "blank"),
    "no_total": ("不印合计", "no total printed"),
    "not_listed": ("未列", "not listed"),
    "not_stated": ("未写明", "not stated"),
    "empty_stated": words.STATE["empty_stated"],
    "empty_unstated": words.STATE["empty_unstated"],
    "missing": words.STATE["missing"],
}
STATES_WHY: Mapping[State, Pair] = {
    "printed": ("照表中所印；0.00 是原文印的零。", "as the table prints it; 0.00 is a printed zero."),
    "words": (
        "表里没有这个数，是情况说明的文字写的。",
        "the table has no figure; the explanations state it in a sentence.",
    ),
    "none_in_words": (
        "表里没有数字，情况说明写明没有这一项。",
        "the table has no figure and the explanations say that there is none.",
    ),
    "na": ("原文印的是“——”。", "the document prints a dash."),
    "blank": ("有这一行，没有印数字。", "the row is there, no number is printed."),
    "no_total": (
        "这张表只印人员经费与公用经费两个合计。",
        "this table prints totals of personnel and running costs only.",
    ),
    "not_listed": ("原文没有这一行。", "there is no such row."),
    "not_stated": ("情况说明没有写。", "the explanations do not say."),
    "empty_stated": words.STATE_WHY["empty_stated"],
    "empty_unstated": words.STATE_WHY["empty_unstated"],
    "missing": words.STATE_WHY["missing"],
}
"""What a state means, for the reader who asks."""

RUNNING_TABLE = {"budget": "operating_costs", "final": "supplementary"}
_RUNNING_COLUMN = {"budget": "total_yuan", "final": "value"}
RUNNING_PARTS: Mapping[str, Pair] = {
    "costs_administrative": ("行政单位", "administrative units"),
    "costs_civil_service_law": ("参照公务员法管理的事业单位", "institutions under the civil service law"),
}
"""A final account prints operating costs in two rows, by the kind of unit."""
_RUNNING = "operating_costs"


@dataclass(frozen=True, slots=True)
class KnownAmount:
    """What is known: `printed` with one or several `figures`, or said in words (`said`), or neither.

    `table` is where it is or would be printed; `table_state` is `blank` or the state of a table without figures, and
    says what the table shows where the amount is known from words only.
    """

    state: State
    table: str
    table_state: State
    figures: tuple[Figure, ...] = ()
    said: tuple[Statement, ...] = ()

    @property
    def yuan(self) -> Decimal | None:
        """Exact, in 元, where one amount of money is printed, or said where none is printed; else None."""
        found = [figure.yuan for figure in self.figures] or [said.yuan for said in self.said]
        return Decimal(found[0]) if len(found) == 1 and found[0] else None

    @property
    def drawn(self) -> Decimal | None:
        """What a drawing shows, in 元: the amount, or the sum of printed parts; None where nothing is known."""
        if len(self.figures) > 1 and all(figure.yuan for figure in self.figures):
            return sum((Decimal(figure.yuan) for figure in self.figures), Decimal(0))
        return self.yuan


class KnownAmounts:
    """Looks amounts of one disclosure up, in its tables first and then in its explanations.

    A disclosure reads its explanations for it once, as `Disclosure.known_amounts`.
    """

    def __init__(self, disclosure: PublishedParts) -> None:
        self._disclosure = disclosure
        self._said = _by_fact(disclosure)

    def key_figure(self, wanted: KeyFigure) -> KnownAmount:
        """A key figure."""
        figure = find_figure(self._disclosure, wanted)
        found = (figure,) if figure else ()
        return self._state(wanted.table, found, self._disclosure.table(wanted.table).state, wanted.stated_as)

    def cell(self, table: str, rows: Sequence[TableRow], column: str, stated_as: str = "") -> KnownAmount:
        """What these rows of a table print in one column. `stated_as`: the id of the fact a sentence may state."""
        figures = tuple(row.figures[column] for row in rows if column in row.figures)
        if not figures and rows and all(row.cells.get(column) == NOT_APPLICABLE for row in rows):
            return KnownAmount("na", table, "na")
        return self._state(table, figures, self._disclosure.table(table).state, stated_as, listed=bool(rows))

    def running(self) -> KnownAmount:
        """Operating costs: one total of a budget, up to two rows of a final account."""
        kind = self._disclosure.kind
        name = RUNNING_TABLE[kind]
        rows = self._disclosure.table(name).rows
        if kind == "budget":
            rows = tuple(row for row in rows if row.cells["row_kind"] == "total") or rows
        else:
            rows = tuple(row for row in rows if row.cells["item_kind"] in RUNNING_PARTS)
        return self.cell(name, rows, _RUNNING_COLUMN[kind], _RUNNING)

    def _state(
        self, table: str, figures: tuple[Figure, ...], state: str, stated_as: str, *, listed: bool = True
    ) -> KnownAmount:
        lacks = _table_state(state, listed=listed)
        if figures:
            return KnownAmount("printed", table, lacks, figures)
        said = self._said.get(stated_as, [])
        amounts = tuple({Decimal(found.yuan): found for found in reversed(said) if found.yuan}.values())
        if amounts:
            return KnownAmount("words", table, lacks, said=amounts[::-1])
        none = tuple(found for found in said if found.kind == "none_stated")
        return KnownAmount("none_in_words", table, lacks, said=none[:1]) if none else KnownAmount(lacks, table, lacks)


_WITHOUT_FIGURES: Mapping[str, State] = {
    "empty_stated": "empty_stated",
    "empty_unstated": "empty_unstated",
    "missing": "missing",
}
"""Tables that hold no amount at all, whichever is asked for."""


def _table_state(state: str, *, listed: bool) -> State:
    return _WITHOUT_FIGURES.get(state, "blank" if listed else "not_listed")


def _by_fact(disclosure: PublishedParts) -> dict[str, list[Statement]]:
    """The sentences about the whole disclosure that speak of a fact, by its id, in the order of the document."""
    found: dict[str, list[Statement]] = {}
    narrative = disclosure.narrative
    for section in narrative.sections:
        for statement in narrative.statements[section.section_id]:
            if statement.kind not in ("figure", "none_stated") or statement.parent or statement.unit_name:
                continue
            fact = fact_of(disclosure.kind, section.key, statement)
            if section.key == statement.stem == _RUNNING and statement.measure in ("", "this_year"):
                fact = _RUNNING
            if fact:
                found.setdefault(fact, []).append(statement)
    return found
