"""What the forms hold, as frozen values: targets, evaluations, their indicators, money and links."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from mingzhang.ground.notes import Note
from mingzhang.ground.source import Locator

Status = Literal["as_printed", "restored", "inferred", "unreliable"]
Confidence = Literal["exact", "normalised", "similar", "none"]
FormKind = Literal["target", "evaluation"]
Side = Literal["period", "year"]

STATUSES: tuple[Status, ...] = ("as_printed", "restored", "inferred", "unreliable")
"""From the best to the worst."""


def worst(*statuses: Status) -> Status:
    """The least certain of several statuses."""
    return max(statuses, key=STATUSES.index, default="as_printed")


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project of the table 项目支出预算表, as far as a form can be linked to it; `row_id` names its record."""

    unit_name: str
    project_name: str
    total_yuan: Decimal | None
    locator: str
    row_id: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One table row of a form: its line and its cells as printed."""

    number: int
    cells: tuple[str, ...]

    @property
    def raw(self) -> str:
        """The cells joined by `⇥`, trailing empty ones left out."""
        return "⇥".join(self.cells).rstrip("⇥")


@dataclass(frozen=True, slots=True)
class Block:
    """The rows under one title (or between two repetitions of the form's head); `after` follows the last row."""

    kind: FormKind
    title: str
    title_line: int
    lines: tuple[Line, ...]
    after: tuple[str, ...] = ()
    overall: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator's value understood; `text` is what is not comparator, number and unit."""

    printed: str
    comparator: str = ""
    number: str = ""
    number_to: str = ""
    unit: str = ""
    text: str = ""
    is_qualitative: bool = False
    is_placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """One value of a form's head: `value` as published, the raw cells it comes from, and how sure it is."""

    name: str
    value: str
    line: int
    cell: int
    raw: str
    status: Status = "as_printed"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fund:
    """Money of a target form by source, for the whole period or the year."""

    side: Side
    source: str
    label: str
    printed: str
    unit: str
    amount: Decimal | None
    place: Locator
    status: Status = "as_printed"
    note: str = ""


@dataclass(frozen=True, slots=True)
class EvaluationFund:
    """Money of an evaluation form by source; amounts in 元 by column name, `rate` and `score` as printed."""

    source: str
    label: str
    unit: str
    amounts: dict[str, Decimal]
    printed: dict[str, str]
    raw: str
    place: Locator
    status: Status = "as_printed"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One third-level indicator of a target form."""

    level1: str
    level2: str
    level1_printed: str
    level2_printed: str
    name: str
    period_name: str
    year_name: str
    period: Value
    year: Value
    level_status: Status
    name_status: Status
    period_status: Status
    year_status: Status
    notes: tuple[str, ...]
    raw: str
    lines: tuple[int, ...]
    place: Locator
    weight: str = ""
    description: str = ""

    @property
    def status(self) -> Status:
        """The worst status of its parts."""
        return worst(self.level_status, self.name_status, self.period_status, self.year_status)


@dataclass(frozen=True, slots=True)
class EvaluationIndicator:
    """One row of an evaluation: promise, achievement and score."""

    level1: str
    level2: str
    level1_printed: str
    level2_printed: str
    name: str
    target: Value
    adjusted: Value
    actual: Value
    weight: str
    score: str
    reason: str
    level_status: Status
    name_status: Status
    value_status: Status
    notes: tuple[str, ...]
    raw: str
    lines: tuple[int, ...]
    place: Locator

    @property
    def status(self) -> Status:
        """The worst status of its parts."""
        return worst(self.level_status, self.name_status, self.value_status)


@dataclass(frozen=True, slots=True)
class Link:
    """A form and the project it belongs to; one of the two is missing where `confidence` is none."""

    form_id: str
    project: ProjectRow | None
    confidence: Confidence
    basis: str
    unit_name: str
    project_name: str


@dataclass(frozen=True, slots=True)
class Target:
    """One 项目支出绩效目标申报表 after joining its fragments."""

    form_id: str
    overall: bool
    fields: dict[str, Printed]
    funds: tuple[Fund, ...]
    indicators: tuple[Indicator, ...]
    spans: tuple[tuple[int, int], ...]
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """The worst status of its head and money (indicators carry their own)."""
        return worst(*(value.status for value in self.fields.values()), *(fund.status for fund in self.funds))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One 项目支出绩效自评表 after joining its fragments."""

    form_id: str
    overall: bool
    fields: dict[str, Printed]
    funds: tuple[EvaluationFund, ...]
    indicators: tuple[EvaluationIndicator, ...]
    spans: tuple[tuple[int, int], ...]
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """The worst status of its head and money (indicators carry their own)."""
        return worst(*(value.status for value in self.fields.values()), *(fund.status for fund in self.funds))


@dataclass(frozen=True, slots=True)
class FormsReading:
    """Everything read in the forms of one disclosure."""

    targets: tuple[Target, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = field(default=())

    @property
    def forms(self) -> tuple[Target | Evaluation, ...]:
        """All forms, targets first."""
        return (*self.targets, *self.evaluations)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators of all target forms, in document order."""
        return tuple(indicator for target in self.targets for indicator in target.indicators)

    @property
    def evaluation_indicators(self) -> tuple[EvaluationIndicator, ...]:
        """All rows of all evaluations, in document order."""
        return tuple(indicator for evaluation in self.evaluations for indicator in evaluation.indicators)
