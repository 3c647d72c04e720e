"""What the commits of a contribution hold besides what is left at the end: a merge would keep it for ever.

Each commit is compared with those before it, so what one adds and the next takes away is seen. Sizes are asked of
git, not found by unpacking: an object that grows a thousandfold is refused unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mingzhang.review.repository import git, git_stream, refuse, shown

MAX_COMMITS = 1_000
MAX_CHANGES = 20_000
"""Paths that the commits of one contribution may change, each counted as often as it changes."""
MAX_MESSAGES = 4 * 1024 * 1024
"""Bytes of all commits' messages."""

_RAW = re.compile(r":+(?:\d{6} )+(?P<mode>\d{6}) (?:[0-9a-f]+ )+(?P<blob>[0-9a-f]+) [A-Z]+\d*")
_SUBMODULE, _GONE = "160000", "000000"


@dataclass(frozen=True, slots=True)
class PastFile:
    """A path as one commit left it; `blob` is git's name of the content, `size` its bytes."""

    commit: str
    path: str
    mode: str
    blob: str
    size: int


@dataclass(frozen=True, slots=True)
class Past:
    """Everything the commits of a contribution brought; `excess` says where they are too many to be looked at."""

    files: tuple[PastFile, ...] = ()
    messages: tuple[tuple[str, str], ...] = ()
    excess: str = ""

    @property
    def size(self) -> int:
        """Bytes of all contents, each counted once."""
        return sum({file.blob: file.size for file in self.files}.values())


def past_of(repository: Path, base: str) -> Past:
    """The commits that HEAD has and `base` has not.

    Raises `DisclosureError` where git cannot tell.
    """
    wanted = ("rev-list", f"--max-count={MAX_COMMITS + 1}", "HEAD", f"^{base}", "--")
    commits = git(repository, *wanted).decode("ascii").split()
    if len(commits) > MAX_COMMITS:
        return Past(excess=f"there are more than {MAX_COMMITS} commits")
    if sum(_sizes(repository, commits).values()) > MAX_MESSAGES:
        return Past(excess=f"the messages of the commits have more than {MAX_MESSAGES} bytes")
    found: list[tuple[str, str, str, str]] = []
    for commit in commits:
        for path, mode, blob in _changes(repository, commit):
            found.append((commit, path, mode, blob))
            if len(found) > MAX_CHANGES:
                return Past(excess=f"the commits change more than {MAX_CHANGES} paths")
    sizes = _sizes(repository, sorted({blob for _, _, mode, blob in found if mode != _SUBMODULE}))
    files = tuple(PastFile(commit, path, mode, blob, sizes.get(blob, 0)) for commit, path, mode, blob in found)
    messages = ((name, text.partition(b"\n\n")[2]) for name, text in read_objects(repository, commits))
    return Past(files, tuple((name, text.decode("utf-8", "replace")) for name, text in messages))


def read_objects(repository: Path, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Contents one after the other; the caller knows their sizes and asks for no more than it can hold."""
    with git_stream(repository, "cat-file", "--batch", lines=names) as answer:
        for name in names:
            head = answer.readline().split()
            if len(head) != 3:
                raise refuse(repository, f"git has not {name[:40]}")
            content = answer.read(int(head[2]))
            answer.read(1)
            yield name, content


def _changes(repository: Path, commit: str) -> Iterator[tuple[str, str, str]]:
    """Path, mode and content of what a commit adds or changes; of a merge what none of its parents has."""
    options = ("-r", "-c", "--root", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-commit-id")
    with git_stream(repository, "diff-tree", *options, "--ignore-submodules=none", commit, "--") as answer:
        parts = _split(answer)
        for head in parts:
            told, name = _RAW.fullmatch(head.decode("ascii", "replace")), next(parts, None)
            if told is None or name is None:
                raise refuse(repository, "git answered something unexpected")
            if told["mode"] != _GONE:
                yield shown(name), told["mode"], told["blob"]


def _split(answer: IO[bytes]) -> Iterator[bytes]:
    """What stands between NULs, as it comes."""
    rest = b""
    while data := answer.read(65_536):
        *whole, rest = (rest + data).split(b"\0")
        yield from whole


def _sizes(repository: Path, names: Sequence[str]) -> dict[str, int]:
    with git_stream(repository, "cat-file", "--batch-check=%(objectname) %(objectsize)", lines=names) as answer:
        told = (line.split() for line in answer.read().decode("ascii", "replace").splitlines())
        return {name: int(size) for name, size in told if size.isdecimal()}
