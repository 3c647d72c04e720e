"""Rules about a contribution as a whole; what a package itself must be, `validate` says."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from mingzhang.package import NAME
from mingzhang.review.changed import ChangedFile

MAX_FILES = 5_000
MAX_FILE = 64 * 1024 * 1024
MAX_TOTAL = 256 * 1024 * 1024

REMEDIES = {
    "change-count": "split the contribution: one disclosure in each",
    "change-size": "a package holds no such file; remove it from the contribution and from its history",
    "change-link": "replace the link by the file itself",
    "change-submodule": "remove it; a package holds no repository",
    "change-executable": "take the permission away: git update-index --chmod=-x FILE",
    "change-place": "put packages at datapackage/<division>/<package>/ and nothing else below datapackage/",
    "change-units": "split the contribution: one unit in each; a maintainer may allow more",
    "change-removed": "packages are corrected, not removed; ask a maintainer, who may allow it",
    "change-case": "give the files names that differ in more than upper and lower case",
}
"""Every code, and what to do about it. Codes are permanent."""


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a contribution cannot be taken as it is."""

    code: str
    path: str
    message: str

    @property
    def remedy(self) -> str:
        """What to do."""
        return REMEDIES[self.code]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a contribution touches: packages by folder (added, changed, removed) and paths outside the data."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    outside: tuple[str, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """Division and agency of every package touched."""
        return tuple(sorted({unit_of(name) for name in (*self.added, *self.changed, *self.removed)}))


def unit_of(package: str) -> str:
    """`<division>-<agency>` of a package's name."""
    return "-".join(package.split("-")[:2])


def package_at(path: str, root: str) -> str:
    """The package a path lies in; blank where it lies in none."""
    parts = PurePosixPath(path).relative_to(root).parts if _is_below(path, root) else ()
    is_inside = len(parts) >= 3 and NAME.fullmatch(parts[1]) and parts[1].startswith(f"{parts[0]}-")
    return parts[1] if is_inside else ""


def scope_of(files: Sequence[ChangedFile], root: str, before: frozenset[str], after: frozenset[str]) -> Scope:
    """What the files belong to; `before` and `after` are the packages that existed and exist."""
    touched = {name for file in files if (name := package_at(file.path, root))}
    outside = [file.path for file in files if not _is_below(file.path, root)]
    return Scope(
        tuple(sorted(touched & (after - before))),
        tuple(sorted(touched & before & after)),
        tuple(sorted(touched & (before - after))),
        tuple(outside),
    )


def objections(files: Sequence[ChangedFile], scope: Scope, root: str, *, any_units: bool) -> Iterator[Objection]:
    """Everything against a contribution that can be seen without opening a file of it."""
    if len(files) > MAX_FILES:
        yield Objection("change-count", ".", f"{len(files)} files differ; at most {MAX_FILES}")
    total = sum(file.size for file in files)
    if total > MAX_TOTAL:
        yield Objection("change-size", ".", f"the files have {total} bytes together; at most {MAX_TOTAL}")
    yield from _against_files(files, root)
    if not any_units:
        yield from _against_units(scope)


def _against_files(files: Sequence[ChangedFile], root: str) -> Iterator[Objection]:
    seen: dict[str, str] = {}
    for file in files:
        if file.status != "D":
            yield from _against_file(file, root)
            folded = unicodedata.normalize("NFC", file.path).casefold()
            if folded in seen:
                yield Objection("change-case", file.path, "another file has the same name but for its case or form")
            seen[folded] = file.path


def _against_file(file: ChangedFile, root: str) -> Iterator[Objection]:
    if file.is_link:
        yield Objection("change-link", file.path, "a symbolic link")
    if file.is_submodule:
        yield Objection("change-submodule", file.path, "another repository (a submodule)")
    if file.size > MAX_FILE:
        yield Objection("change-size", file.path, f"{file.size} bytes; at most {MAX_FILE}")
    if _is_below(file.path, root):
        if file.is_executable:
            yield Objection("change-executable", file.path, "a file that may be run as a program")
        if not package_at(file.path, root):
            yield Objection("change-place", file.path, "no place of a package")


def _against_units(scope: Scope) -> Iterator[Objection]:
    for name in scope.removed:
        yield Objection("change-removed", name, "a published package would go")
    existing = {unit_of(name) for name in (*scope.changed, *scope.removed)}
    if len(scope.units) > 1:
        for unit in sorted(existing or scope.units[1:]):
            names = [name for name in (*scope.changed, *scope.removed, *scope.added) if unit_of(name) == unit]
            told = f"{len(scope.units)} units are touched"
            yield Objection("change-units", names[0], f"{told}, and this is a package of another one")


def _is_below(path: str, root: str) -> bool:
    return PurePosixPath(path).is_relative_to(root)
