"""What became of one document or package, as a value: all commands report it, whatever they did."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from mingzhang.ground.errors import DisclosureError

State = Literal["written", "unchanged", "identified", "valid", "invalid", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document; `error` is empty unless it could not be processed."""

    path: str
    state: State
    package: str = ""
    summary: str = ""
    error: str = ""
    code: str = ""
    has_findings: bool = False
    findings: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)

    def lean(self) -> Outcome:
        """What is still needed once an outcome is printed, so that memory does not grow with the documents."""
        return self if self.error else replace(self, summary="", findings=(), details={})

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        always = {
            "path": self.path,
            "state": self.state,
            "package": self.package,
            "error": self.error,
            "code": self.code,
            "findings": [] if self.state == "identified" else list(self.findings),
        }
        return {**always, **self.details}


def failed(path: Path, error: DisclosureError) -> Outcome:
    """The outcome of a document that could not be processed."""
    if not error.path:
        error.path = path
    details = {
        "file": str(error.path),
        "line": error.line,
        "message": error.message,
        "expected": error.expected,
        "remedy": error.remedy,
    }
    return Outcome(str(path), "failed", error=str(error), code=error.code, details=details)


def defect(path: Path, error: Exception) -> DisclosureError:
    """A defect of our own as the error of the document that showed it."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno} ({frame.name})"
    message = f"{type(error).__name__} in {place}: {str(error)[:200]}"
    return DisclosureError(
        "internal", message, path, None, "no defect in Mingzhang", "please report it with the document"
    )
