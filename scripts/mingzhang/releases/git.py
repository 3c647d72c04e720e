"""What git knows of the project: the date of its commit, what is not committed, which releases are tagged."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from mingzhang.errors import DisclosureError

_REMEDY = "make releases in a clone of the project, with git installed"


def commit_date(project: Path) -> str:
    """The date of the commit that is checked out (`2026-11-21`), in the time zone it was made in."""
    return _git(project, "log", "-1", "--format=%cs").strip()


def uncommitted(project: Path, folders: tuple[str, ...]) -> list[str]:
    """Paths below these folders that differ from the commit, files that were never added included."""
    listed = _git(project, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", *folders)
    return sorted(entry[3:] for entry in listed.split("\0") if entry)


def has_tag(project: Path, name: str) -> bool:
    """Whether a release is tagged in this clone."""
    return bool(_git(project, "tag", "--list", name).strip())


def tag_revision(name: str) -> str:
    """How a tag is named so that nothing else can be meant."""
    return f"refs/tags/{name}"


def _git(project: Path, *arguments: str) -> str:
    """The output of a git command; neither the user's language nor his configuration may change it."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-C", str(project), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=environment)  # noqa: S603 - no shell
    except OSError as error:
        raise _refuse(project, f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        raise _refuse(project, done.stderr.decode("utf-8", "replace").strip()[:200] or "git failed")
    return os.fsdecode(done.stdout)


def _refuse(project: Path, message: str) -> DisclosureError:
    return DisclosureError("release-git", message, project, None, "a clone of the project", _REMEDY)
