"""What `mingzhang recheck` does with one package: its ledger as today's checks make it, and nothing else."""

from __future__ import annotations

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.outcome import Outcome
from mingzhang.packages.build import build_package
from mingzhang.packages.descriptor import DESCRIPTOR
from mingzhang.packages.kept_ledger import LEDGER_PATH
from mingzhang.packages.model import Files
from mingzhang.packages.published import PublishedPackage, package_at
from mingzhang.packages.store import write_package
from mingzhang.runs.documents import RebuildTask, convert_again, trap
from mingzhang.versions.differences import compare
from mingzhang.versions.record import next_version

_FOLLOWING = (LEDGER_PATH, DESCRIPTOR)


def recheck_package(task: RebuildTask) -> Outcome:
    """Check a package anew; its ledger and a PATCH are written where today's checks come out otherwise."""
    return trap(task.path, lambda: _recheck(task))


def _recheck(task: RebuildTask) -> Outcome:
    conversion = convert_again(task)
    old = package_at(task.path)
    new = build_package(conversion, old.version, old.history)
    _refuse_other_data(old, new.files)
    if new.files == dict(old.files):
        return Outcome(str(task.path), "unchanged", old.name, "unchanged, its ledger is that of today's checks")
    difference = compare(old, PublishedPackage(new.name, new.files, str(task.path)))
    version, history = next_version(old, PublishedPackage(new.name, new.files, str(task.path)), difference)
    write_package(build_package(conversion, version, history), task.path.absolute().parent.parent)
    rows = len({change.row_id for change in difference.changes})
    told = f"written, {rows} rows of its ledger differ, {old.version} -> {version}"
    return Outcome(str(task.path), "written", old.name, told, details={"version": version, "rows": rows})


def _refuse_other_data(old: PublishedPackage, made: Files) -> None:
    """Only the ledger may differ: everything else is for `rebuild`."""
    differing = [path for path in sorted({*made, *old.files}) if made.get(path) != old.files.get(path)]
    others = [path for path in differing if path not in _FOLLOWING]
    if others:
        raise DisclosureError(
            "recheck-other-data",
            f"not only its ledger differs from what its source makes: {', '.join(others[:3])}",
            old.where,
            None,
            "a package that `mingzhang rebuild` leaves as it is",
            "run `mingzhang rebuild` on the package, then `mingzhang bump`",
        )
