"""What `mingzhang validate` does with one package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.outcome import Outcome, failed
from mingzhang.packages.published import package_at
from mingzhang.validate.report import RULES, Violation
from mingzhang.validate.run import examine_package
from mingzhang.versions.record import judge
from mingzhang.versions.revisions import open_revisions


@dataclass(frozen=True, slots=True)
class ValidateTask:
    """A package to judge, and which of the slower judges are asked too."""

    path: Path
    root: Path
    with_frictionless: bool = True
    with_rebuild: bool = True
    against: str = ""


def validate_folder(task: ValidateTask) -> Outcome:
    """Judge one package; one that is not there could not be processed, all else are violations."""
    report = examine_package(
        task.path, root=task.root, with_frictionless=task.with_frictionless, with_rebuild=task.with_rebuild
    )
    violations = report.violations()
    if task.against and not violations:
        try:
            violations = _judge_version(task)
        except DisclosureError as refused:
            return failed(task.path, refused)
    if missing := [violation for violation in violations if violation.code == "place-missing"]:
        error = DisclosureError("place-missing", missing[0].message, task.path, remedy=RULES["place-missing"])
        return failed(task.path, error)
    return Outcome(
        str(task.path),
        "invalid" if violations else "valid",
        task.path.name,
        f"{len(violations)} violation{'s' if len(violations) > 1 else ''}"
        if violations
        else "; ".join(["valid", *report.notes]),
        has_findings=bool(violations),
        findings=tuple(_line(task.path, violation) for violation in violations),
        details={"violations": [violation.as_dict() for violation in violations], "notes": report.notes},
    )


def _judge_version(task: ValidateTask) -> list[Violation]:
    """Whether a sound package's version may follow the one it had in `against`."""
    new = package_at(task.path)
    return judge(open_revisions(task.against, task.root).read(new.name), new)


def _line(folder: Path, violation: Violation) -> str:
    """`folder/data/facts.csv:12: amount_yuan: [code] message; expected …; remedy`."""
    told = str(violation)
    return f"{folder}{told[1:]}" if violation.path == "." else f"{folder}/{told}"
