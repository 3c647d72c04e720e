"""Asking git about a work tree that nobody trusts: nothing it configures is run, and no answer is unbounded."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from mingzhang.ground.errors import DisclosureError
from mingzhang.versions.git import GitError, run_git

_REMEDY = "give the revision the contribution starts from, such as origin/main, and fetch it first"
_AS_THEY_ARE = "--no-replace-objects"


def git(repository: Path, *arguments: str) -> bytes:
    """The whole output of a command; raises `DisclosureError` where git refuses."""
    try:
        return run_git(repository, _AS_THEY_ARE, *arguments)
    except GitError as error:
        raise refuse(repository, str(error)) from None


@contextmanager
def git_stream(repository: Path, *arguments: str, lines: Iterable[str] = ()) -> Iterator[IO[bytes]]:
    """The output of a command, to be read as far as one likes; `lines` are what it reads itself."""
    command = ["git", _AS_THEY_ARE, "-C", str(repository), *arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    with tempfile.TemporaryFile() as given:
        given.writelines(f"{line}\n".encode() for line in lines)
        given.seek(0)
        with subprocess.Popen(  # noqa: S603 - no shell
            command, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        ) as process:
            assert process.stdout is not None
            try:
                yield process.stdout
            finally:
                process.kill()


def refuse(repository: Path, message: str) -> DisclosureError:
    """Why a contribution cannot even be looked at."""
    return DisclosureError("review-base", message, repository, None, "a revision of this repository", _REMEDY)


def shown(name: bytes) -> str:
    """A path as text; bytes that are no UTF-8 are named, since nothing could print them."""
    return name.decode("utf-8", "backslashreplace")
