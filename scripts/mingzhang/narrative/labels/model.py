"""What a label is, and what an example is."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.ground.source import Kind
from mingzhang.narrative.quantities import UnitKind

EXPENDITURE = "expenditure"
REVENUE = "revenue"


@dataclass(frozen=True, slots=True)
class Example:
    """A wording, the section it stands in, and the statements it must yield (notation of `notation`)."""

    section: str
    text: str
    yields: tuple[str, ...]
    kind: Kind = "budget"


@dataclass(frozen=True, slots=True)
class Label:
    """A name of a figure.

    `stem` begins the ids of everything said of it (`basic` → basic_amount, basic_share …); `sections` are
    keys of sections or of sections above them, none means anywhere; `component` marks parts of a total that
    a following change does not speak of. With `side` both, one figure is stated of revenue and expenditure.
    """

    stem: str
    pattern: str
    sections: tuple[str, ...]
    examples: tuple[Example, ...]
    units: tuple[UnitKind, ...] = ("money",)
    sides: tuple[str, ...] = ("",)
    component: bool = False
    subject_kind: str = ""
    subject_code: str = ""
    after: str = ""
    kinds: tuple[Kind, ...] = ("budget", "final")
