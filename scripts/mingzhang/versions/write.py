"""Packages that need another version, and giving it to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingzhang.convert.pipeline import convert_source
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.build import FIRST_VERSION, build_package
from mingzhang.packages.history import History
from mingzhang.packages.kept_ledger import read_ledger
from mingzhang.packages.published import PublishedPackage, package_at
from mingzhang.packages.reading import read_overrides, read_packaged_source
from mingzhang.packages.store import find_packages, write_package
from mingzhang.versions.bump import Level, smallest_level
from mingzhang.versions.causes import explain
from mingzhang.versions.record import next_version
from mingzhang.versions.revisions import open_revisions


@dataclass(frozen=True)
class Stale:
    """A package whose version or history is not what its changes call for."""

    package: str
    folder: Path
    was: str
    has: str
    needs: str
    level: Level
    history: History


def find_stale(root: Path, against: str, names: Sequence[str] = ()) -> Iterator[Stale]:
    """Packages under `root` (all, or those of these names) that need another version than they have."""
    before = open_revisions(against, root)
    folders = {folder.name: folder for folder in find_packages(root)}
    for name in names:
        if Path(name).name not in folders:
            raise DisclosureError("package-missing", "no such package", Path(name), None, "its name", "check --root")
    for name in sorted({Path(name).name for name in names} or folders):
        new = package_at(folders[name])
        old = before.read(name)
        needs, history, level = _needed(old, new)
        if (new.version, new.history) != (needs, history):
            yield Stale(name, folders[name], old.version if old else "", new.version, needs, level, history)


def bump_package(stale: Stale) -> None:
    """Write the package again with the version and the history it needs."""
    package = package_at(stale.folder)
    descriptor, ledger = package.descriptor, read_ledger(package.descriptor, package.files)
    source = read_packaged_source(stale.folder, descriptor)
    conversion = convert_source(source, read_overrides(descriptor, stale.folder))
    write_package(build_package(conversion, stale.needs, stale.history, ledger), stale.folder.parent.parent)


def _needed(old: PublishedPackage | None, new: PublishedPackage) -> tuple[str, History, Level]:
    if old is None:
        return FIRST_VERSION, (), "none"
    difference = explain(old, new)
    version, history = next_version(old, new, difference)
    return version, history, smallest_level(difference)
