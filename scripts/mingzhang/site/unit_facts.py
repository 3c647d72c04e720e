"""What the page of a unit needs of each of its disclosures, once the pages of the disclosure are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.ground.amounts import MONEY_UNITS
from mingzhang.ground.source import Locator
from mingzhang.ground.text import split_enumerator
from mingzhang.site import key_figures
from mingzhang.site.amount_states import KnownAmount
from mingzhang.site.catalog import Disclosure
from mingzhang.site.language import Pair
from mingzhang.site.narrative import TITLES, Statement
from mingzhang.site.published_parts import FoundFinding
from mingzhang.site.tallies import by_status

RUNNING: Pair = ("机关运行经费", "Operating costs")
STAFF: Pair = ("实有人数（原文写明的）", "Staff, as stated")
_ON_LAST_YEAR = frozenset({"last_year", "last_year_budget", "last_year_final"})
_CHANGES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "Total revenue": (("change_reasons",), "revenue"),
    "Total expenditure": (("change_reasons",), "expenditure"),
    "Basic expenditure": (("expenditure",), "basic"),
    "Project expenditure": (("expenditure",), "project"),
    "Personnel": (("basic_expenditure",), "personnel"),
    "Running costs": (("basic_expenditure",), "public"),
    "Three public expenses": (("three_public", "three_public_overall"), "three_public"),
    RUNNING[1]: (("operating_costs",), "operating_costs"),
}
"""Where the narrative speaks of the change of a key figure: the sections, and what about."""

_PEOPLE = ("staff_posts", "staff_actual", "staff_retired")
_ASSET_SECTIONS = frozenset({"state_assets", "vehicles", "buildings", "other_assets"})
_LIST_MARK = re.compile(r"^[-*•·●]\s+")
_ENDS = frozenset("。；：！？.;:!?）)")
"""Characters that end a paragraph of an enumeration."""
_FULL_LINE = 20
"""Characters; a shorter line without an end is a heading, not half a sentence."""
_SHORTEST_SENTENCE = 4
"""Characters; `无` and `没有` do not name what there is none of."""


@dataclass(frozen=True, slots=True)
class YearFigure:
    """One key figure of one disclosure: what is known of it, and the findings that concern it, the gravest first."""

    label: Pair
    part_of: Pair
    amount: KnownAmount
    findings: tuple[FoundFinding, ...] = ()

    @property
    def yuan(self) -> Decimal | None:
        """Exact, where a single amount of money is printed in the table."""
        return self.amount.yuan if self.amount.state == "printed" else None


@dataclass(frozen=True, slots=True)
class StatedChange:
    """What the document says of a key figure's change on last year: the clauses that print a number, the reason.

    `direction` stands for clauses that print none; `place` is the first of its lines.
    """

    clauses: tuple[tuple[str, Locator], ...]
    direction: str
    reason: str
    place: Locator


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is kept of one disclosure. Texts are the document's own, with their lines.

    `categories` counts findings, `statuses` every instance that was checked, as the disclosure's own page does.
    """

    figures: tuple[YearFigure, ...]
    changes: Mapping[str, StatedChange]
    duties: tuple[tuple[int, str], ...]
    bodies: tuple[tuple[str, Locator], ...]
    subordinates: tuple[tuple[str, Locator], ...]
    people: tuple[tuple[str, Locator], ...]
    staff: tuple[tuple[str, Locator], ...]
    assets: tuple[tuple[str, Locator], ...]
    categories: Mapping[str, int]
    wrong: FoundFinding | None
    statuses: Mapping[str, int]


def unit_facts(disclosure: Disclosure) -> UnitFacts:
    """Gather them."""
    narrative = disclosure.narrative
    said = [(found, part.key) for part in narrative.sections for found in narrative.statements[part.section_id]]
    of_stem = _by_stem(said)
    return UnitFacts(
        figures=tuple(_figures(disclosure)),
        changes=_changes(said),
        duties=_duties(disclosure),
        bodies=_bodies(of_stem),
        subordinates=_names(of_stem.get("subordinate_unit", ())),
        people=_clauses(found for stem in _PEOPLE for found in of_stem.get(stem, ())),
        staff=tuple((found.number, found.place) for found in of_stem.get("staff_actual", ()) if found.number),
        assets=_assets(said),
        categories=Counter(found.category for found in disclosure.findings),
        wrong=_gravest(disclosure.findings),
        statuses=by_status(disclosure.tally),
    )


def change_in(earlier: Decimal, later: Decimal, unit: str) -> tuple[Decimal, Decimal | None]:
    """The change in a printed unit of measure, exact, and in per cent to one decimal (None from zero or less)."""
    change = (later - earlier) / MONEY_UNITS[unit]
    return change, ((later - earlier) / earlier * 100).quantize(Decimal("0.1")) if earlier > 0 else None


def _gravest(findings: Iterable[FoundFinding]) -> FoundFinding | None:
    """The first error of the document, or else the first warning."""
    wrong = [found for found in findings if found.category == "wrong"]
    return min(wrong, key=lambda found: found.severity != "error", default=None)


# -- figures ------------------------------------------------------------------------------------


def _figures(disclosure: Disclosure) -> Iterable[YearFigure]:
    knowledge, concerns = disclosure.known_amounts, disclosure.concerns
    kind = disclosure.kind

    def figure(label: Pair, part_of: Pair, known: KnownAmount) -> YearFigure:
        about = [found for one in known.figures for found in concerns.of_cell(one.place)]
        about += [found for one in known.said for found in concerns.of_statement(one)]
        return YearFigure(label, part_of, known, tuple(about))

    for wanted in (*key_figures.TOTALS[kind], *key_figures.PARTS[kind]):
        yield figure(wanted.label, wanted.part_of, knowledge.key_figure(wanted))
    yield figure(RUNNING, ("", ""), knowledge.running())
    for wanted in key_figures.THREE_PUBLIC[kind]:
        yield figure(wanted.label, wanted.part_of, knowledge.key_figure(wanted))


# -- what the document says ---------------------------------------------------------------------


def _by_stem(said: Iterable[tuple[Statement, str]]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for statement, _ in said:
        if not statement.measure:
            found.setdefault(statement.stem, []).append(statement)
    return found


def _changes(said: Sequence[tuple[Statement, str]]) -> dict[str, StatedChange]:
    found = {}
    for label, (sections, stem) in _CHANGES.items():
        about = [
            statement
            for statement, key in said
            if key in sections
            and statement.stem == stem
            and statement.measure.startswith("change")
            and statement.compared in _ON_LAST_YEAR
            and not statement.unit_name
        ]
        if about:
            reason = next((statement.reason for statement in about if statement.reason), "")
            direction = next((statement.direction for statement in about if statement.direction), "")
            clauses = _clauses(statement for statement in about if statement.number)
            found[label] = StatedChange(clauses, direction, reason, about[0].place)
    return found


def _duties(disclosure: Disclosure) -> tuple[tuple[int, str], ...]:
    """The paragraphs under the heading 职责 with their first lines, as they stand in the masked source."""
    for row in disclosure.package.records("sections"):
        if row["section_key"] == "duties" and row["first_line"] and row["last_line"]:
            first, last = int(row["first_line"]), int(row["last_line"])
            return tuple(_paragraphs(enumerate(disclosure.lines[first:last], first + 1)))
    return ()


def _paragraphs(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Lines without blank ones and list marks; what the edge of a printed page cut in two is one again."""
    begun, told = 0, ""
    for number, line in lines:
        own = _LIST_MARK.sub("", line.strip())
        if not own:
            continue
        is_new = told[-1:] in _ENDS or len(told) < _FULL_LINE or split_enumerator(own)[0] or own != line.strip()
        if told and is_new:
            yield begun, told
            told = ""
        begun = begun if told else number
        told += own
    if told:
        yield begun, told


def _names(statements: Iterable[Statement]) -> tuple[tuple[str, Locator], ...]:
    return tuple({found.subject: (found.subject, found.place) for found in statements if found.subject}.values())


def _bodies(of_stem: Mapping[str, Sequence[Statement]]) -> tuple[tuple[str, Locator], ...]:
    """Names of its own bodies, not of those of a unit below it; without names, what is said of their number."""
    own = (found for found in of_stem.get("internal_body", ()) if not found.unit_name)
    return _names(own) or _clauses(of_stem.get("internal_bodies", ()))


def _assets(said: Sequence[tuple[Statement, str]]) -> tuple[tuple[str, Locator], ...]:
    """Clauses on assets, each with the value that is stated behind it; a bare `无` stands with what it is said of."""
    told: dict[str, tuple[str, Locator]] = {}
    last: Statement | None = None
    for found, key in said:
        if not found.clause or key not in _ASSET_SECTIONS:
            continue
        if found.measure == "value" and last is not None and last.about == found.about:
            told[last.clause] = (f"{told[last.clause][0]}，{found.clause}", last.place)
        elif not found.measure:
            bare = found.kind == "none_stated" and len(found.clause) < _SHORTEST_SENTENCE
            told[found.clause] = (f"{TITLES[key][0]}：{found.clause}" if bare else found.clause, found.place)
            last = found
    return tuple(told.values())


def _clauses(statements: Iterable[Statement]) -> tuple[tuple[str, Locator], ...]:
    """Clauses as printed, each once."""
    return tuple({found.clause: (found.clause, found.place) for found in statements if found.clause}.values())
