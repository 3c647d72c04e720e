"""What a command does with one document or package: the one place where a bad one is trapped and reported."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from mingzhang.checks import Finding
from mingzhang.convert import Conversion, convert_source, identify_source
from mingzhang.errors import DisclosureError
from mingzhang.identify import Identity, Overrides
from mingzhang.package import FIRST_VERSION, build_package, read_overrides, read_packaged_source
from mingzhang.readers import read_file
from mingzhang.store import find_packages, write_package

__all__ = [
    "ConvertTask",
    "Outcome",
    "Overrides",
    "RebuildTask",
    "convert_file",
    "find_packages",
    "identify_file",
    "rebuild_package",
]

State = Literal["written", "unchanged", "identified", "failed"]
_LOUD = ("error", "warning")


@dataclass(frozen=True, slots=True)
class ConvertTask:
    """A document to convert."""

    path: Path
    root: Path
    overrides: Overrides


@dataclass(frozen=True, slots=True)
class RebuildTask:
    """A package to convert again from its own source."""

    path: Path
    root: Path


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

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        known = {
            "path": self.path,
            "state": self.state,
            "package": self.package,
            "error": self.error,
            "code": self.code,
            "findings": list(self.findings),
        }
        return {**known, **self.details}


def identify_file(path: Path, overrides: Overrides) -> Outcome:
    """Identify one document."""
    try:
        identity = identify_source(read_file(path), overrides)
    except DisclosureError as error:
        return _failed(path, error)
    return Outcome(
        str(path),
        "identified",
        identity.package_name,
        findings=tuple(_evidence_lines(identity)),
        details={"identity": _identity_dict(identity)},
    )


def convert_file(task: ConvertTask) -> Outcome:
    """Convert one document and write its package."""
    try:
        conversion = convert_source(read_file(task.path), task.overrides)
        return _store(task.path, conversion, task.root)
    except DisclosureError as error:
        return _failed(task.path, error)


def rebuild_package(task: RebuildTask) -> Outcome:
    """Convert a package's own source again and write the package."""
    try:
        descriptor = read_descriptor(task.path)
        source = read_packaged_source(task.path, descriptor)
        conversion = convert_source(source, read_overrides(descriptor))
        return _store(task.path, conversion, task.root)
    except DisclosureError as error:
        return _failed(task.path, error)


def read_descriptor(folder: Path) -> dict[str, Any]:
    """A package's descriptor; an unreadable one is an error that names the file and line."""
    path = folder / "datapackage.json"
    try:
        found = json.loads(path.read_bytes().decode())
    except OSError as error:
        raise DisclosureError(
            "package-unreadable", error.strerror or "cannot be read", path, expected="a package folder"
        ) from error
    except UnicodeDecodeError as error:
        raise DisclosureError("package-not-utf8", "is not UTF-8", path, remedy="rebuild the package") from error
    except json.JSONDecodeError as error:
        raise DisclosureError(
            "package-not-json", error.msg, path, error.lineno, "JSON", "rebuild the package"
        ) from error
    if not isinstance(found, dict):
        raise DisclosureError("package-not-json", "is no JSON object", path, 1, "a descriptor", "rebuild the package")
    return found


def _store(path: Path, conversion: Conversion, root: Path) -> Outcome:
    version = _version_on_disk(conversion.identity, root)
    package = build_package(conversion, version)
    written = write_package(package, root)
    loud = [f for f in conversion.findings if f.status == "fail" and f.severity in _LOUD]
    facts = len(conversion.tables["facts"])
    tables = sum(reading.present for reading in conversion.readings)
    state: State = "written" if written else "unchanged"
    return Outcome(
        str(path),
        state,
        package.name,
        f"{state}, {tables} of {len(conversion.readings)} tables, {facts} facts, {len(loud)} findings",
        has_findings=bool(loud),
        findings=tuple(_finding_line(finding) for finding in loud),
        details={"facts": facts, "tables": tables},
    )


def _version_on_disk(identity: Identity, root: Path) -> str:
    """The version a package has already; a new one starts at 1.0.0."""
    folder = root / identity.division_code / identity.package_name
    if not (folder / "datapackage.json").exists():
        return FIRST_VERSION
    return str(read_descriptor(folder).get("version", FIRST_VERSION))


def _finding_line(finding: Finding) -> str:
    places = " ".join(str(place) for place in finding.locators[:4])
    return f"{finding.severity} {finding.check} {places} {finding.message_zh}"


def _failed(path: Path, error: DisclosureError) -> Outcome:
    if not error.path or str(error.path) == path.name:
        error.path = path
    return Outcome(str(path), "failed", error=str(error), code=error.code)


def _evidence_lines(identity: Identity) -> list[str]:
    lines = []
    for name, found in identity.evidence.items():
        place = f"L{found.line}" if found.line else "—"
        lines.append(f"{name:14} {found.value}  ({place}, {found.basis})")
    return lines


def _identity_dict(identity: Identity) -> dict[str, Any]:
    return {
        name: {"value": found.value, "line": found.line, "basis": found.basis}
        for name, found in identity.evidence.items()
    } | {"division_name": identity.division_name}
