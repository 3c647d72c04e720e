"""What a check between disclosures of one unit is, what it may look at, and what it finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, Literal

from mingzhang.checks.base import Attribution, Category, Example, Ruled, Severity, Status, category_of
from mingzhang.checks.engine.phrases import Phrase, wording
from mingzhang.ground.amounts import MONEY_UNITS

Row = Mapping[str, str]
Relation = Literal["years", "account", "carry"]
"""Two disclosures that are compared: the same kind in consecutive years, the budget and the final accounts of
one year, or final accounts and the next year's budget. The earlier one stands on the left."""

KINDS_ZH = {"budget": "预算", "final": "决算"}
KINDS_EN = {"budget": "budget", "final": "final accounts"}


_TITLES = {
    kind: wording(f"years.{kind}", f"{{year}}年{KINDS_ZH[kind]}", f"the {{year}} {KINDS_EN[kind]}") for kind in KINDS_ZH
}
OF = wording("years.of", "{title}{name}", "{name} in {title}")
"""A figure of one of the two disclosures."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pieces of invented disclosures of one unit that show a check at work."""

    left: Example
    right: Example
    left_year: int = 2022
    right_year: int = 2023


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the source of one of several packages: `<package>#L12C3`."""

    package: str
    locator: str

    def __str__(self) -> str:
        return f"{self.package}#{self.locator}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One side of a comparison: what it is called, its value and its places; `doubtful` where reading lost cells.

    `step` is one unit of the last printed decimal, in the same unit as `value` (元 for money).
    """

    name: Phrase
    value: Decimal | None
    places: tuple[Place, ...] = ()
    step: Decimal = Decimal(0)
    doubtful: bool = False


@dataclass(frozen=True)
class Published:
    """One disclosure as its package tells it: identity, the locators that say it, and the rows of its CSV tables."""

    name: str
    agency_name: str
    agency_key: str
    division_code: str
    agency_code: str
    fiscal_year: int
    scope: str
    kind: str
    evidence: Mapping[str, str]
    tables: Mapping[str, Sequence[Row]]

    @cached_property
    def title(self) -> Phrase:
        """`2023年预算`, `the 2023 budget`."""
        return _TITLES[self.kind](year=self.fiscal_year)

    @cached_property
    def facts(self) -> dict[str, Row]:
        """Facts by their id; of a row printed twice the first."""
        found: dict[str, Row] = {}
        for row in self.tables.get("facts", ()):
            found.setdefault(row["fact_id"], row)
        return found

    @cached_property
    def statements(self) -> list[Row]:
        """Figures asserted of the whole unit, not of one unit within a department."""
        return [row for row in self.tables.get("statements", ()) if self._own(row["unit_name"])]

    def _own(self, unit: str) -> bool:
        return not unit or unit == self.agency_name or unit == self.agency_key

    @cached_property
    def lossy(self) -> frozenset[str]:
        """Tables of which some cells could not be read: a difference there may be ours."""
        rows = self.tables.get("tables", ())
        return frozenset(row["table"] for row in rows if row["unread_cells"] not in ("", "0"))

    def figure(self, fact_id: str, name: Phrase) -> Figure:
        """An amount in 元 (or a count) by the id of its fact; without a value where nothing is printed."""
        row = self.facts.get(fact_id)
        table = fact_id.split("/")[0]
        if row is None:
            return Figure(name, None, doubtful=table in self.lossy)
        value = Decimal(row["amount_yuan"] or row["quantity"])
        step = _step(row["printed"], row["printed_unit"])
        return Figure(name, value, (Place(self.name, row["locator"]),), step, table in self.lossy)

    def stated(self, row: Row, name: Phrase) -> Figure:
        """A stated figure: money in 元, anything else as printed."""
        value = row["value_yuan"] or row["quantity"]
        step = _step(row["printed_number"], row["printed_unit"])
        return Figure(name, Decimal(value) if value else None, (self.place(row),), step)

    def place(self, row: Row) -> Place:
        """The place of a row of any table."""
        return Place(self.name, row["locator"])

    def said_at(self, what: str) -> tuple[Place, ...]:
        """Where a part of the identity (`agency_name`, `agency_code`) was read, if a line says it."""
        locator = self.evidence.get(what, "")
        return (Place(self.name, locator),) if locator else ()


def _step(printed: str, unit: str) -> Decimal:
    """One unit of the last printed decimal: `3.77` in 万元 is 100 元, `40` persons is 1."""
    decimals = len(printed.partition(".")[2].rstrip(")）%％ "))
    return Decimal(1).scaleb(-decimals) * MONEY_UNITS.get(unit, Decimal(1))


@dataclass(frozen=True, slots=True)
class PairFinding:
    """One instance of a check between two packages and how it came out; the fields of a ledger's row, and the two."""

    check: str
    instance: str
    status: Status
    severity: Severity
    attribution: Attribution
    said: Phrase
    left_package: str
    right_package: str
    left: Phrase
    left_value: str
    right: Phrase
    right_value: str
    difference: str = ""
    tolerance: str = ""
    places: tuple[Place, ...] = ()

    @property
    def category(self) -> Category:
        """What it is to a reader."""
        return category_of(self.status, self.severity, self.attribution)

    @property
    def message_zh(self) -> str:
        """The sentence in Chinese."""
        return self.said.zh

    @property
    def message_en(self) -> str:
        """The sentence in English."""
        return self.said.en

    @property
    def left_label(self) -> str:
        """What the left side is called, in Chinese."""
        return self.left.zh

    @property
    def right_label(self) -> str:
        """What the right side is called, in Chinese."""
        return self.right.zh

    def as_dict(self) -> dict[str, Any]:
        """For JSON and tables: plain values, places as `package#L12C3`."""
        return {
            "check": self.check,
            "instance": self.instance,
            "status": self.status,
            "severity": self.severity,
            "category": self.category,
            "attribution": self.attribution,
            "left_package": self.left_package,
            "right_package": self.right_package,
            "left_label": self.left_label,
            "left_value": self.left_value,
            "right_label": self.right_label,
            "right_value": self.right_value,
            "difference": self.difference,
            "tolerance": self.tolerance,
            "locators": [str(place) for place in self.places],
            "message_zh": self.message_zh,
            "message_en": self.message_en,
        }


class YearCheck(Ruled):
    """A rule about two disclosures of one unit, documented as every other check is.

    `relations` names the kinds of pairs it looks at. Docstring and `rule_zh` state the rule; `good` and
    `bad` are pairs of invented disclosures on which it is silent and fires.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity]
    attribution: ClassVar[Attribution] = "publisher"
    relations: ClassVar[tuple[Relation, ...]]
    title_zh: ClassVar[str]
    title_en: ClassVar[str]
    why_zh: ClassVar[str]
    why_en: ClassVar[str]
    basis_zh: ClassVar[str]
    basis_en: ClassVar[str]
    requires_zh: ClassVar[str] = "同一单位相应的两份公开都已收录；只有一份时不比较，也不报告。"
    requires_en: ClassVar[str] = (
        "Both disclosures of the unit are in the catalog; where there is only one, nothing is compared or reported."
    )
    fix_zh: ClassVar[str]
    fix_en: ClassVar[str]
    good: ClassVar[Pair]
    bad: ClassVar[Pair]

    def find(self, left: Published, right: Published, relation: Relation) -> Iterable[PairFinding]:
        """Every instance of the check in a pair, those that pass included."""
        raise NotImplementedError
