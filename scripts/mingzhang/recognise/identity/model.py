"""What is known of a disclosure as a whole, and the evidence for each value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mingzhang.ground.overrides import NO_OVERRIDES as NO_OVERRIDES
from mingzhang.ground.overrides import Overrides as Overrides
from mingzhang.ground.source import Kind, Scope
from mingzhang.ground.text import fold

_SUFFIX = re.compile(r"\((部门|本级|机关|汇总|本部|局机关)\)$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that is known of a disclosure, and the line that says it."""

    value: str
    line: int | None
    basis: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who discloses what. `agency_code` is as printed, or `x` and eight hex digits where none is."""

    agency_name: str
    agency_name_normalised: str
    division_code: str
    division_name: str
    agency_code: str
    fiscal_year: int
    scope: Scope
    kind: Kind
    evidence: dict[str, Evidence] = field(default_factory=dict)

    @property
    def package_name(self) -> str:
        """`<division>-<agency>-<year>-<scope>-<kind>`."""
        return f"{self.division_code}-{self.agency_code}-{self.fiscal_year}-{self.scope}-{self.kind}"


ARGUMENT = "argument"
"""The basis of a value that the caller gave."""


def normalise_agency(name: str) -> str:
    """A unit's name for comparing: no spaces, no suffix such as （部门）."""
    return _SUFFIX.sub("", fold(name))
