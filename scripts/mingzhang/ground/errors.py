"""Errors that stop one document: each names the place, what was expected and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(eq=False)
class DisclosureError(Exception):
    """A document or package that cannot be processed; the others go on.

    `code` is stable and greppable (`read-empty`, `identify-division`); `line` counts from 1.
    """

    code: str
    message: str
    path: Path | str = ""
    line: int | None = None
    expected: str = ""
    remedy: str = ""

    def __reduce__(self) -> tuple[type[DisclosureError], tuple[object, ...]]:
        """Errors cross process borders when documents are worked on in parallel."""
        return type(self), (self.code, self.message, self.path, self.line, self.expected, self.remedy)

    def __str__(self) -> str:
        place = str(self.path) + (f":{self.line}" if self.line else "")
        parts = [f"{place}: " if place else "", f"[{self.code}] {self.message}"]
        if self.expected:
            parts.append(f"; expected {self.expected}")
        if self.remedy:
            parts.append(f"; {self.remedy}")
        return "".join(parts)
