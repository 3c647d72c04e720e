"""Rules about a contribution as a whole; what a package itself must be, `validate` says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from mingzhang.packages.model import NAME
from mingzhang.review.changed import ChangedFile
from mingzhang.review.names import against_name, twins

MAX_FILES = 5_000
MAX_FILE = 64 * 1024 * 1024
MAX_TOTAL = 256 * 1024 * 1024

_SQUASH = (
    "make one commit of the branch: `git fetch`, `git reset --soft $(git merge-base origin/main HEAD)`, "
    "`git commit`, `git push --force-with-lease`"
)
REMEDIES = {
    "change-count": "split the contribution: one disclosure in each",
    "change-size": "a package holds no such file; remove it from the contribution and from its history",
    "change-link": "replace the link by the file itself",
    "change-submodule": "remove it; a package holds no repository",
    "change-executable": "take the permission away: git update-index --chmod=-x FILE",
    "change-place": "put packages at datapackage/<division>/<package>/ and nothing else below datapackage/",
    "change-name": "give the file a name of letters, digits, hyphens, underscores and dots",
    "change-case": "give the files names that differ in more than upper and lower case, form or what is not seen",
    "change-control": "send it in a pull request of its own, without packages",
    "change-pointer": "commit the file itself: Git LFS is not used here",
    "change-binary": "the original document enters no commit, only what `mingzhang convert` wrote of it; then "
    + _SQUASH,
    "change-personal-data": "mask it with `mingzhang convert` or take it out; then " + _SQUASH,
    "change-history": _SQUASH,
    "change-units": "split the contribution: one unit in each; a maintainer may allow more",
    "change-removed": "packages are corrected, not removed; ask a maintainer, who may allow it",
    "change-lookalike": "if it is that unit, convert the document as published; if it is another, ask a maintainer",
    "change-replayed": "publish the newest document; if the office itself went back to it, ask a maintainer",
}
"""Every code, and what to do about it. Codes are permanent."""

_CONTROL = frozenset(["codeowners", "hooks", "githooks"])


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
class Allowed:
    """What a maintainer allows this once: packages of several units, and that packages go."""

    units: bool = False
    removals: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What a contribution touches: packages by folder (added, changed, removed) and paths outside the data."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    outside: tuple[str, ...]

    @property
    def packages(self) -> tuple[str, ...]:
        """Every package touched."""
        return tuple(sorted((*self.added, *self.changed, *self.removed)))

    @property
    def units(self) -> tuple[str, ...]:
        """Division and agency of every package touched."""
        return tuple(sorted({unit_of(name) for name in self.packages}))


def unit_of(package: str) -> str:
    """`<division>-<agency>` of a package's name."""
    return "-".join(package.split("-")[:2])


def package_at(path: str, root: str) -> str:
    """The package a path lies in; blank where it lies in none."""
    parts = PurePosixPath(path).relative_to(root).parts if is_below(path, root) else ()
    is_inside = len(parts) >= 3 and NAME.fullmatch(parts[1]) and parts[1].startswith(f"{parts[0]}-")
    return parts[1] if is_inside else ""


def is_below(path: str, root: str) -> bool:
    """Whether a path is the folder or lies in it."""
    return PurePosixPath(path).is_relative_to(root)


def scope_of(files: Sequence[ChangedFile], root: str, before: frozenset[str], after: frozenset[str]) -> Scope:
    """What the files belong to; `before` and `after` are the packages that existed and exist."""
    touched = {name for file in files if (name := package_at(file.path, root))}
    outside = [file.path for file in files if not is_below(file.path, root)]
    return Scope(
        tuple(sorted(touched & (after - before))),
        tuple(sorted(touched & before & after)),
        tuple(sorted(touched & (before - after))),
        tuple(outside),
    )


def objections(
    files: Sequence[ChangedFile], scope: Scope, root: str, names: Sequence[str], allowed: Allowed
) -> Iterator[Objection]:
    """Everything against what is left at the end that can be seen without opening a file; `names` are all paths."""
    if len(files) > MAX_FILES:
        yield Objection("change-count", ".", f"{len(files)} files differ; at most {MAX_FILES}")
    total = sum(file.size for file in files)
    if total > MAX_TOTAL:
        yield Objection("change-size", ".", f"the files have {total} bytes together; at most {MAX_TOTAL}")
    for file in files:
        if file.status != "D":
            yield from against_file(file, root)
    yield from _against_twins(files, names)
    if scope.packages:
        yield from _against_control(scope)
    yield from _against_units(scope, allowed)


def against_file(file: ChangedFile, root: str) -> Iterator[Objection]:
    """What a file may not be: its kind, size, place and name."""
    if file.is_link:
        yield Objection("change-link", file.path, "a symbolic link")
    if file.is_submodule:
        yield Objection("change-submodule", file.path, "another repository (a submodule)")
    if file.size > MAX_FILE:
        yield Objection("change-size", file.path, f"{file.size} bytes; at most {MAX_FILE}")
    if wrong := against_name(file.path):
        yield Objection("change-name", file.path, wrong)
    if is_below(file.path, root):
        if file.is_executable:
            yield Objection("change-executable", file.path, "a file that may be run as a program")
        if not package_at(file.path, root):
            yield Objection("change-place", file.path, "no place of a package")


def _against_twins(files: Sequence[ChangedFile], names: Sequence[str]) -> Iterator[Objection]:
    """Also with what is there already, and of folders: either of a pair must be new."""
    changed = {file.path for file in files if file.status != "D"}
    folders = {str(folder) for path in changed for folder in PurePosixPath(path).parents}
    for one, other in twins(names):
        if {one, other} & (changed | folders):
            path = one if one in changed | folders else other
            yield Objection("change-case", path, "another file or folder has the same name but for its case or form")


def _against_control(scope: Scope) -> Iterator[Objection]:
    """Files that tell git, GitHub or a program how to treat the others: what they do, nobody sees in a package."""
    for path in scope.outside:
        if any(part.startswith(".") or part.casefold() in _CONTROL for part in PurePosixPath(path).parts):
            yield Objection("change-control", path, "a file that governs others changes together with packages")


def _against_units(scope: Scope, allowed: Allowed) -> Iterator[Objection]:
    if not allowed.removals:
        for name in scope.removed:
            yield Objection("change-removed", name, "a published package would go")
    existing = {unit_of(name) for name in (*scope.changed, *scope.removed)}
    if len(scope.units) > 1 and not allowed.units:
        for unit in sorted(existing or scope.units[1:]):
            names = [name for name in (*scope.changed, *scope.removed, *scope.added) if unit_of(name) == unit]
            told = f"{len(scope.units)} units are touched"
            yield Objection("change-units", names[0], f"{told}, and this is a package of another one")
