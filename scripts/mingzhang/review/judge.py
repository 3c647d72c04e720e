"""A contribution judged: its paths, then each package it touches by every judge there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mingzhang.checking.ledger import Checked, check_package
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.privacy import mask
from mingzhang.packages.build import FIRST_VERSION
from mingzhang.packages.descriptor import DESCRIPTOR
from mingzhang.packages.model import package_folder
from mingzhang.packages.package_place import PackagePlace
from mingzhang.packages.published import package_at
from mingzhang.packages.store import find_packages
from mingzhang.review.changed import ChangedFile, changed_files, names_of, revision
from mingzhang.review.history import past_of
from mingzhang.review.names import visible
from mingzhang.review.passing import against_past
from mingzhang.review.rules import Allowed, Objection, Scope, objections, scope_of
from mingzhang.review.units import against_lookalikes, against_replay
from mingzhang.schemas.whole import whole_tables
from mingzhang.validate.report import RULES, Violation
from mingzhang.validate.run import validate_package
from mingzhang.versions.causes import explain
from mingzhang.versions.differences import Difference, appearing
from mingzhang.versions.record import judge
from mingzhang.versions.revisions import open_revisions

DATA = "datapackage"
_NOTHING = Allowed()


@dataclass(frozen=True)
class JudgedPackage:
    """One package of a contribution: what is wrong with it or, where it is sound, what it says and changes."""

    name: str
    title: str
    folder: Path
    violations: tuple[Violation, ...]
    difference: Difference | None = None
    checked: Checked | None = None
    amounts: int = 0
    """How many amounts it publishes."""
    tables: tuple[tuple[str, str, str, str], ...] = ()
    """Of each standard table: title as printed, state, amounts read, cells not read, as `tables.csv` has them."""

    @property
    def is_sound(self) -> bool:
        """Whether every judge accepts it."""
        return not self.violations


@dataclass(frozen=True)
class Review:
    """The whole judgement; a contribution is accepted where nothing stands against it."""

    scope: Scope
    objections: tuple[Objection, ...]
    packages: tuple[JudgedPackage, ...]

    @property
    def is_accepted(self) -> bool:
        """Whether CI may be green: findings about the documents themselves do not count."""
        return not self.objections and all(package.is_sound for package in self.packages)


def review(
    repository: Path,
    base: str,
    *,
    allowed: Allowed = _NOTHING,
    progress: Callable[[Iterable[str]], Iterable[str]] = lambda names: names,
) -> Review:
    """Judge what the work tree of `repository` changes against `base`, and what its commits bring on the way.

    Raises `DisclosureError` where git cannot tell; whatever the contribution holds is part of the judgement.
    """
    root = repository / DATA
    is_there = root.is_dir() and not root.is_symlink()  # a link would lead to files of another tree
    before = open_revisions(base, root if is_there else repository)
    after = frozenset(folder.name for folder in find_packages(root)) if is_there else frozenset()
    files = changed_files(repository, base)
    scope = scope_of(files, DATA, frozenset(before.names()), after)
    against = _against_whole(repository, base, files, scope, allowed)
    if not allowed.units:
        against.extend(against_lookalikes(root, scope))
    judged = [_judge(root, name, before) for name in progress((*scope.added, *scope.changed))]
    against.extend(objection for _, found in judged for objection in found)
    return Review(
        replace(scope, outside=tuple(map(_told, scope.outside))),
        tuple(replace(objection, path=_told(objection.path)) for objection in against),
        tuple(package for package, _ in judged),
    )


def _told(path: str) -> str:
    """A path as it may be repeated: without personal data, and with what is unseen named."""
    return visible(mask(path))


def _against_whole(
    repository: Path, base: str, files: list[ChangedFile], scope: Scope, allowed: Allowed
) -> list[Objection]:
    """What is left at the end, then what the commits held."""
    found = list(objections(files, scope, DATA, names_of(repository), allowed))
    own = frozenset(names_of(repository, revision(repository, base))) - {DATA}
    known = frozenset((objection.code, objection.path) for objection in found)
    return [*found, *against_past(repository, past_of(repository, base), DATA, own, known)]


def _judge(root: Path, name: str, before: PackagePlace) -> tuple[JudgedPackage, list[Objection]]:
    folder = package_folder(root, name)
    violations = validate_package(folder, root=root)
    if violations:
        return JudgedPackage(name, name, folder, tuple(violations)), []
    try:
        new, old = package_at(folder), before.read(name)
        violations = judge(old, new)
        if old is None and new.version != FIRST_VERSION:
            violations.append(_not_the_first(new.version))
        is_another = old is not None and new.version == old.version and new.source_hash != old.source_hash
        if old is not None and is_another and not violations:  # else it is told which version the change needs
            violations.append(_another_source(old.source_hash))
        difference = explain(old, new) if old is not None else appearing(new)
        replayed = [] if old is None else list(against_replay(old, new, difference))
    except DisclosureError as error:
        violation = Violation(
            "version-history", DESCRIPTOR, error.line, "", error.message, error.expected, error.remedy
        )
        return JudgedPackage(name, name, folder, (violation,)), []
    title, checked = str(new.descriptor["title"]), check_package(new)
    amounts, tables = len(new.cells("facts")), tuple(map(_read, whole_tables(new.cells("tables"))))
    return JudgedPackage(name, title, folder, tuple(violations), difference, checked, amounts, tables), replayed


def _read(row: Mapping[str, str]) -> tuple[str, str, str, str]:
    return row["title_printed"] or row["table"], row["state"], row["facts"], row["unread_cells"]


def _not_the_first(version: str) -> Violation:
    message = f"a new package claims the version {version}"
    return Violation("version-history", DESCRIPTOR, None, "version", message, FIRST_VERSION, RULES["version-history"])


def _another_source(published: str) -> Violation:
    message = "the version is published, and made from another document"
    remedy = "where the text is the same there is no new version: leave the package as it was published"
    return Violation("version-history", DESCRIPTOR, None, "sources.0.hash", message, published, remedy)
