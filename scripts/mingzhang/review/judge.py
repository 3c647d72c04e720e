"""A contribution judged: its paths, then each package it touches by every judge there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from mingzhang.checking.ledger import Checked, check_package
from mingzhang.errors import DisclosureError
from mingzhang.package import package_folder
from mingzhang.packaged import DESCRIPTOR
from mingzhang.review.changed import changed_files
from mingzhang.review.rules import Objection, Scope, objections, scope_of
from mingzhang.store import find_packages
from mingzhang.validate.report import Violation
from mingzhang.validate.run import validate_package
from mingzhang.versions.causes import explain
from mingzhang.versions.differences import Difference, appearing
from mingzhang.versions.record import judge
from mingzhang.versions.revisions import Revisions, open_revisions
from mingzhang.versions.snapshot import read_snapshot

DATA = "datapackage"


@dataclass(frozen=True)
class JudgedPackage:
    """One package of a contribution: what is wrong with it or, where it is sound, what it says and changes."""

    name: str
    title: str
    folder: Path
    violations: tuple[Violation, ...]
    difference: Difference | None = None
    checked: Checked | None = None

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
    any_units: bool = False,
    progress: Callable[[Iterable[str]], Iterable[str]] = lambda names: names,
) -> Review:
    """Judge what the work tree of `repository` changes against `base`.

    Raises `DisclosureError` where git cannot tell; whatever the contribution holds is part of the judgement.
    """
    root = repository / DATA
    is_there = root.is_dir() and not root.is_symlink()  # a link would lead to files of another tree
    before = open_revisions(base, root if is_there else repository)
    after = frozenset(folder.name for folder in find_packages(root)) if is_there else frozenset()
    files = changed_files(repository, base)
    scope = scope_of(files, DATA, frozenset(before.names()), after)
    against = tuple(objections(files, scope, DATA, any_units=any_units))
    judged = tuple(_judge(root, name, before) for name in progress((*scope.added, *scope.changed)))
    return Review(scope, against, judged)


def _judge(root: Path, name: str, before: Revisions) -> JudgedPackage:
    folder = package_folder(root, name)
    violations = validate_package(folder, root=root)
    if violations:
        return JudgedPackage(name, name, folder, tuple(violations))
    try:
        new, old = read_snapshot(folder), before.read(name)
        violations = judge(old, new)
        difference = explain(old, new) if old is not None else appearing(new)
    except DisclosureError as error:
        violation = Violation("version-history", DESCRIPTOR, error.line, "", error.message, error.expected)
        return JudgedPackage(name, name, folder, (violation,))
    return JudgedPackage(
        name, str(new.descriptor["title"]), folder, tuple(violations), difference, check_package(folder)
    )
