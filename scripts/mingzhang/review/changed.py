"""What a contribution changes, as git tells it: paths, kinds of file, sizes. Nothing of it is opened."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mingzhang.review.repository import git, refuse, shown

_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/@{}^~-]{0,199}")
_RAW = re.compile(r":(?P<before>\d{6}) (?P<after>\d{6}) [0-9a-f]+ [0-9a-f]+ (?P<status>[A-Z])\d*")
_LINK, _SUBMODULE, _EXECUTABLE = "120000", "160000", "100755"


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One path that differs: `status` is A, M, D or T as git has it, `size` in bytes (0 where it is gone)."""

    path: str
    status: str
    mode: str
    size: int

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link."""
        return self.mode == _LINK

    @property
    def is_submodule(self) -> bool:
        """Whether it is another repository."""
        return self.mode == _SUBMODULE

    @property
    def is_executable(self) -> bool:
        """Whether it may be run as a program."""
        return self.mode == _EXECUTABLE


def changed_files(repository: Path, base: str) -> list[ChangedFile]:
    """Everything that differs between the work tree and where it left `base`, files not yet added included.

    Raises `DisclosureError` where `base` is no revision.
    """
    start = git(repository, "merge-base", revision(repository, base), "HEAD").decode().strip()
    listed = git(
        repository,
        "diff",
        "--raw",
        "-z",
        "--no-renames",
        "--no-abbrev",
        "--no-ext-diff",
        "--ignore-submodules=none",
        start,
    )
    fresh = git(repository, "ls-files", "-z", "--others", "--exclude-standard")
    found = {file.path: file for file in _parse(listed, repository)}
    for name in filter(None, fresh.split(b"\0")):
        path, (mode, size) = shown(name), _look(repository / os.fsdecode(name))
        found.setdefault(path, ChangedFile(path, "A", mode, size))
    return [found[path] for path in sorted(found)]


def revision(repository: Path, base: str) -> str:
    """A revision as it was given, if it can be one and nothing else; raises `DisclosureError`."""
    if not _REVISION.fullmatch(base):
        raise refuse(repository, f"{base[:60]!r} is no revision")
    return base


def names_of(repository: Path, treeish: str = "") -> list[str]:
    """Every path of the work tree as it would be committed; with `treeish` what lies at the top of that tree."""
    if treeish:
        listed = git(repository, "ls-tree", "-z", "--name-only", treeish)
    else:
        listed = git(repository, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return sorted({shown(name) for name in listed.split(b"\0") if name})


def _parse(listed: bytes, repository: Path) -> Iterator[ChangedFile]:
    parts = listed.split(b"\0")
    for raw, name in zip(parts[::2], parts[1::2], strict=False):
        head, path = raw.decode("ascii", "replace"), shown(name)
        told = _RAW.fullmatch(head)
        if told is None:
            raise refuse(repository, "git answered something unexpected")
        size = 0 if told["status"] == "D" else _look(repository / os.fsdecode(name))[1]
        yield ChangedFile(path, told["status"], told["after"], size)


def _look(path: Path) -> tuple[str, int]:
    """Mode as git writes it, and size, without following a link."""
    try:
        status = path.lstat()
    except (OSError, ValueError):
        return "000000", 0
    if stat.S_ISLNK(status.st_mode):
        return _LINK, status.st_size
    return (_EXECUTABLE if status.st_mode & stat.S_IXUSR else "100644"), status.st_size
