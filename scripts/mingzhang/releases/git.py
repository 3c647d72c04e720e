"""What git knows of the project: the date of its commit, what is not committed, which releases are tagged."""

from __future__ import annotations

import os
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.versions.git import GitError, run_git

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
    try:
        return os.fsdecode(run_git(project, *arguments))
    except GitError as error:
        raise _refuse(project, str(error)) from None


def _refuse(project: Path, message: str) -> DisclosureError:
    return DisclosureError("release-git", message, project, None, "a clone of the project", _REMEDY)
