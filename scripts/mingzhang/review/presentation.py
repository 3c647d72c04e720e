"""A review as lines for a terminal, as JSON, and as workflow commands of GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from mingzhang.review.judge import DATA, JudgedPackage, Review
from mingzhang.review.workflow_commands import command
from mingzhang.versions.presentation import as_dict as difference_as_dict

_MOST_ANNOTATIONS = 10


def lines(review: Review) -> Iterator[str]:
    """One line for each objection and violation; sound packages are told by what they change."""
    for one in review.objections:
        yield f"{one.path}: [{one.code}] {one.message}; {one.remedy}"
    for package in review.packages:
        for violation in package.violations:
            yield f"{_folder(package)}/{violation}"
        if package.is_sound and package.difference is not None:
            difference = package.difference
            yield f"{package.name}: sound, {difference.old_version or 'new'} -> {difference.new_version}"


def as_dict(review: Review) -> dict[str, Any]:
    """For `--json`."""
    return {
        "accepted": review.is_accepted,
        "added": list(review.scope.added),
        "changed": list(review.scope.changed),
        "removed": list(review.scope.removed),
        "outside": list(review.scope.outside),
        "objections": [{**asdict(one), "remedy": one.remedy} for one in review.objections],
        "packages": [
            {
                "package": package.name,
                "sound": package.is_sound,
                "violations": [violation.as_dict() for violation in package.violations],
                "difference": None if package.difference is None else difference_as_dict(package.difference),
            }
            for package in review.packages
        ],
    }


def commands(review: Review) -> Iterator[str]:
    """Errors at file and line for what is against the contribution, warnings for what is wrong in a document."""
    errors = [command("error", one.message, file=one.path, title=one.code) for one in review.objections]
    for package in review.packages:
        for violation in package.violations:
            file = f"{_folder(package)}/{violation.path}" if violation.path != "." else _folder(package)
            told = f"{violation.message}; {violation.remedy}"
            errors.append(command("error", told, file=file, line=violation.row, title=violation.code))
    warnings = [told for package in review.packages for told in _findings(package)]
    yield from errors[:_MOST_ANNOTATIONS]
    yield from warnings[:_MOST_ANNOTATIONS]
    hidden = max(0, len(errors) - _MOST_ANNOTATIONS) + max(0, len(warnings) - _MOST_ANNOTATIONS)
    if hidden:
        yield f"{hidden} more are in the summary; GitHub shows {_MOST_ANNOTATIONS} of a kind"


def _findings(package: JudgedPackage) -> Iterator[str]:
    for entry in package.checked.entries if package.checked else ():
        if entry.category == "wrong":
            line = int(entry.places[0].locator[1:].partition("C")[0]) if entry.places else None
            file = f"{_folder(package)}/source.txt"
            yield command("warning", f"{entry.message_zh} {entry.message_en}", file=file, line=line, title=entry.check)


def _folder(package: JudgedPackage) -> str:
    return f"{DATA}/{package.folder.parent.name}/{package.name}"
