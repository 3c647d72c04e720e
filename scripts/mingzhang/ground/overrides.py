"""What a caller may say of a disclosure because the document does not say it."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.ground.source import Kind, Scope


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
