"""One package since the last release: what its versions changed, and whether its version may stand in a release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.dataset import Dataset
from mingzhang.packages.history import CAUSES, KINDS, History, Revision
from mingzhang.packages.package_place import PackagePlace
from mingzhang.packages.published import PublishedPackage
from mingzhang.versions import allowed_version, smallest_level
from mingzhang.versions.bump import is_allowed
from mingzhang.versions.causes import explain
from mingzhang.versions.released import ReleasedPackage, ReleaseRecord, Withdrawn

_BUMP = "run `mingzhang bump` against the last release and commit the package"


@dataclass(frozen=True)
class Since:
    """A package with what happened to it since the last release: `steps` are its versions since, newest first.

    Each step is a version and the one before it.
    """

    dataset: Dataset
    before: str
    steps: tuple[tuple[Revision, Revision], ...]

    def recorded(self) -> ReleasedPackage:
        """What the record of the release keeps of it."""
        dataset = self.dataset
        return ReleasedPackage(
            dataset.name,
            dataset.title,
            dataset.title_en,
            dataset.version,
            dataset.hash,
            self.before,
            self._causes(),
            self._changes(),
        )

    def _causes(self) -> dict[str, int]:
        """How many amounts differ for which cause; 0 for a cause that touched no amount."""
        named = {cause for revision, _ in self.steps for cause in revision.causes}
        counted = Counter(
            cause
            for revision, _ in self.steps
            for _, cause in {(row["fact_id"], row["cause"]) for row in revision.changes}
        )
        return {cause: counted[cause] for cause in CAUSES if cause in named or counted[cause]}

    def _changes(self) -> dict[str, int]:
        counted: Counter[str] = Counter()
        for revision, _ in self.steps:
            counted.update(revision.facts)
        return {kind: counted[kind] for kind in KINDS if counted[kind]}


def since_last(package: PublishedPackage, last: ReleaseRecord | None) -> Since:
    """A package since the last release, by the history it carries."""
    dataset = package.dataset
    known = last.package(dataset.name) if last else None
    return Since(
        dataset, known.version if known else "", tuple(_steps(package.history, known.version if known else ""))
    )


def _steps(history: History, before: str) -> Iterator[tuple[Revision, Revision]]:
    """Versions newer than `before` with the ones they follow; none for a package that is new."""
    if not before:
        return
    for revision, previous in pairwise(history):
        if revision.version == before:
            return
        yield revision, previous


def judge_package(
    package: PublishedPackage, last: ReleaseRecord | None, tagged: PackagePlace | None, folder: Path
) -> Iterator[DisclosureError]:
    """Whether the version of a package may follow the one of the last release.

    With the tag of that release (`tagged`) its packages are compared; without it only the hash that was recorded
    is known, and any other needs another version.
    """
    known = last.package(package.dataset.name) if last else None
    if last is None or known is None:
        return
    versions = [revision.version for revision in package.history] or [package.version]
    if known.version not in versions:
        message = f"its history does not hold {known.version}, which {last.name} released"
        yield DisclosureError("release-history", message, folder, None, f"a history with {known.version}", _BUMP)
    if package.dataset.hash == known.hash:
        return
    old = tagged.read(known.name) if tagged else None
    if old is not None:
        yield from _judge_against(old, package, folder)
    elif package.version == known.version:
        message = f"its files changed since {last.name}, and its version is still {known.version}"
        remedy = f"{_BUMP}; if only descriptions changed, fetch the tag {last.name} so that this can be seen"
        yield DisclosureError("release-unbumped", message, folder, None, "another version", remedy)


def _judge_against(old: PublishedPackage, new: PublishedPackage, folder: Path) -> Iterator[DisclosureError]:
    """By the rule of DESIGN; several versions may have come since, so the newest must be at least what is needed."""
    level = smallest_level(explain(old, new))
    if new.version != old.version and level == "none":
        return  # came and was taken back; its history tells both
    if not is_allowed(old.version, new.version, level):
        message = f"{new.version} follows {old.version}, and the change is {level}"
        expected = f"{allowed_version(old.version, level)} or higher"
        yield DisclosureError("release-unbumped", message, folder, None, expected, _BUMP)
    before = old.history
    if before and new.history[-len(before) :] != before:
        message = f"its history up to {old.version} is another than was released"
        yield DisclosureError("release-history", message, folder, None, "the history that was released", _BUMP)


def judge_vanished(
    names: frozenset[str], last: ReleaseRecord | None, withdrawn: Mapping[str, tuple[str, str]]
) -> Iterator[DisclosureError]:
    """Packages of the last release that are gone without a word, or said to be gone and still there."""
    for package in last.packages if last else ():
        if package.name not in names and package.name not in withdrawn:
            message = f"{package.name} was in {last.name if last else ''} and is gone"
            remedy = "restore it, or say why in site_src/releases/withdrawn.csv"
            yield DisclosureError("release-vanished", message, "", None, "every package of the last release", remedy)
    for name in sorted(names & withdrawn.keys()):
        message = f"{name} is said to be withdrawn and is still there"
        yield DisclosureError("release-withdrawn", message, "", None, "one or the other", "mend withdrawn.csv")


def withdrawn_since(
    last: ReleaseRecord | None, names: frozenset[str], told: Mapping[str, tuple[str, str]]
) -> tuple[Withdrawn, ...]:
    """The packages this release no longer has."""
    return tuple(
        Withdrawn(package.name, package.version, *told[package.name])
        for package in (last.packages if last else ())
        if package.name not in names and package.name in told
    )
