"""What a command does with one document or package: the one place where a bad one is trapped and reported."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mingzhang.checks import Finding
from mingzhang.convert.pipeline import Conversion, convert_source, identify_source
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.outcome import Outcome, State, defect, failed
from mingzhang.ground.source import Source
from mingzhang.packages.build import FIRST_VERSION, build_package
from mingzhang.packages.descriptor import DESCRIPTOR, read_descriptor, read_packaged_history, read_version
from mingzhang.packages.history import History
from mingzhang.packages.kept_ledger import read_ledger
from mingzhang.packages.model import NAME, SOURCE, Package, package_folder
from mingzhang.packages.originals import NoOriginalError, read_originals
from mingzhang.packages.published import package_at
from mingzhang.packages.reading import read_overrides, read_packaged_source
from mingzhang.packages.store import write_package
from mingzhang.readers.attachments import attachments_in
from mingzhang.recognise.identity import Identity
from mingzhang.runs.provenance import keep_provenance
from mingzhang.runs.remembered import remember
from mingzhang.runs.tasks import ConvertTask
from mingzhang.runs.together import place_error

_LOUD = ("error", "warning")


@dataclass(frozen=True, slots=True)
class RebuildTask:
    """A package to convert again from its own source, where it stands (`<root>/<division>/<name>`)."""

    path: Path


def identify_file(task: ConvertTask) -> Outcome:
    """Identify one document."""
    return trap(task.path, lambda: _identify(task))


def convert_file(task: ConvertTask) -> Outcome:
    """Convert one document and write its package."""
    return trap(task.path, lambda: _convert(task))


def rebuild_package(task: RebuildTask) -> Outcome:
    """Convert a package's own source again and write the package."""
    return trap(task.path, lambda: _rebuild(task))


def trap(path: Path, process: Callable[[], Outcome]) -> Outcome:
    """The one trap: a bad document is reported and the next one goes on; so is a defect of our own."""
    try:
        return process()
    except DisclosureError as error:
        return failed(path, error)
    except Exception as error:  # noqa: BLE001 -- STYLE 5: the trap at the command's edge
        return failed(path, defect(path, error))


def _identify(task: ConvertTask) -> Outcome:
    source = task.read_first()
    with _placing(task, source):
        identity = identify_source(source, task.overrides)
    attached = attachments_in(source.marks)
    return Outcome(
        str(task.path),
        "identified",
        identity.package_name,
        findings=(*_evidence_lines(identity), *(f"attachment     {one.name}  {one.address}" for one in attached)),
        details={
            "identity": _identity_dict(identity),
            "attachments": [{"name": one.name, "address": one.address} for one in attached],
        },
    )


def _convert(task: ConvertTask) -> Outcome:
    source = task.read()
    with _placing(task, source):
        conversion = convert_source(source, task.overrides)
    stored = _store(conversion, task.root)
    originals = tuple(original.sha256 for original in source.originals)
    unchanged = stored.outcome(task.path, "unchanged")
    remember(task, originals, stored.package.files, unchanged)
    return stored.outcome(task.path, "written") if stored.written else unchanged


def _rebuild(task: RebuildTask) -> Outcome:
    stored = _store(convert_again(task), task.path.absolute().parent.parent)
    return stored.outcome(task.path, "written" if stored.written else "unchanged")


def convert_again(task: RebuildTask) -> Conversion:
    """What today's program makes of a package's own source; `DisclosureError` where that is another package."""
    folder = task.path.absolute()
    _check_place(task.path, folder)
    descriptor = read_descriptor(task.path)
    source = read_packaged_source(task.path, descriptor)
    overrides = read_overrides(descriptor, task.path)
    with _naming(task.path / SOURCE):
        conversion = convert_source(source, overrides)
    name = conversion.identity.package_name
    if name != folder.name:
        raise DisclosureError(
            "rebuild-other-package",
            f"its source is that of {name}",
            task.path / SOURCE,
            1,
            f"the source of {folder.name}",
            "restore the package from version control, or convert the document and remove this folder",
        )
    return conversion


@contextmanager
def _placing(task: ConvertTask, source: Source) -> Iterator[None]:
    """Errors of the stages know a document by its published name only; give them the file that was read."""
    try:
        yield
    except DisclosureError as error:
        place_error(error, source, task.files, task.path)
        raise


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Errors of the stages know a document by its published name only; give them the path that was read."""
    try:
        yield
    except DisclosureError as error:
        error.path = path
        raise


def _check_place(path: Path, folder: Path) -> None:
    found = NAME.fullmatch(folder.name)
    if not os.path.lexists(folder):
        raise DisclosureError("package-missing", "no such folder", path, None, "a package folder", "check the path")
    if found is None or folder.parent.name != found["division"]:
        raise DisclosureError(
            "package-place",
            "this is not where a package stands",
            path,
            None,
            "a folder <root>/<division>/<package name>",
            "name the package's own folder",
        )


@dataclass(frozen=True, slots=True)
class _Stored:
    """A package as it now stands on disk, the conversion it was made by, and whether anything had to be written."""

    package: Package
    conversion: Conversion
    written: bool

    def outcome(self, path: Path, state: State) -> Outcome:
        """What is told of it."""
        made = self.conversion
        loud = [f for f in made.findings if f.status == "fail" and f.severity in _LOUD]
        facts = len(made.tables["facts"])
        tables = sum(reading.present for reading in made.readings)
        return Outcome(
            str(path),
            state,
            self.package.name,
            f"{state}, {tables} of {len(made.readings)} tables, {facts} facts, {_told(made.findings)}",
            has_findings=bool(loud),
            findings=tuple(_finding_line(finding) for finding in loud),
            details={"facts": facts, "tables": tables},
        )


def _store(conversion: Conversion, root: Path) -> _Stored:
    package = _built(_with_provenance(conversion, root), root)
    return _Stored(package, conversion, write_package(package, root))


def _told(findings: Sequence[Finding]) -> str:
    """How many checks did not pass, by gravity: `1 error, 2 warnings, 5 to review`; the rest are notes."""
    counted = Counter(str(finding.severity) for finding in findings if finding.status == "fail")
    words = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "review": ("to review", "to review")}
    told = [
        f"{counted[severity]} {one if counted[severity] == 1 else many}"
        for severity, (one, many) in words.items()
        if counted[severity]
    ]
    return ", ".join(told) or "no findings"


def _built(conversion: Conversion, root: Path) -> Package:
    """The package, with the ledger it has where only another catalogue of checks would change it."""
    version, history = _version_on_disk(conversion.identity, root)
    package = build_package(conversion, version, history)
    folder = package.folder(root)
    if not os.path.lexists(folder / DESCRIPTOR):
        return package
    files = dict(package_at(folder).files)
    ledger = read_ledger(read_descriptor(folder), files)
    kept = build_package(conversion, version, history, ledger) if ledger else package
    return kept if kept.files == files else package


def _with_provenance(conversion: Conversion, root: Path) -> Conversion:
    """What was said once of a file stays with its package, unless something is said now."""
    folder = package_folder(root, conversion.identity.package_name)
    if not os.path.lexists(folder / DESCRIPTOR):
        return conversion
    try:
        packaged = read_originals(read_descriptor(folder))
    except NoOriginalError:
        return conversion
    source = conversion.source
    return replace(conversion, source=replace(source, originals=keep_provenance(source.originals, packaged)))


def _version_on_disk(identity: Identity, root: Path) -> tuple[str, History]:
    """The version and the history a package has already; a new one starts at 1.0.0 without any."""
    folder = package_folder(root, identity.package_name)
    if not os.path.lexists(folder / DESCRIPTOR):
        return FIRST_VERSION, ()
    descriptor = read_descriptor(folder)
    return read_version(folder, descriptor), read_packaged_history(folder, descriptor)


def _finding_line(finding: Finding) -> str:
    places = " ".join(str(place) for place in finding.locators[:4])
    return f"{finding.severity} {finding.check} {places} {finding.message_zh}"


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
