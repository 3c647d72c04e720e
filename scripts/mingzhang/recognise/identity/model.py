"""What is known of a disclosure as a whole, what the caller may say of it, and the evidence for each value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the caller says because the document does not (recorded in the package)."""

    division: str = ""
    agency: str = ""
    year: int | None = None
    name: str = ""
    kind: Kind | None = None
    scope: Scope | None = None


NO_OVERRIDES = Overrides()
"""Nothing is said; all is read from the document."""

ARGUMENT = "argument"
"""The basis of a value that the caller gave."""


def normalise_agency(name: str) -> str:
    """A unit's name for comparing: no spaces, no suffix such as （部门）."""
    return _SUFFIX.sub("", fold(name))
