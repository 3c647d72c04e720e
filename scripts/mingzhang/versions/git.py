"""Git, asked so that no language and no setting of the user changes its answer or runs anything else."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_SETTINGS = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false")
_MOST_TOLD = 200


class GitError(Exception):
    """Git could not be run, or refused; the message is what it said, cut short."""


def run_git(folder: Path, *arguments: str) -> bytes:
    """What a git command prints in `folder`; it asks nobody anything. Raises `GitError`."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = ["git", *_SETTINGS, "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=environment)  # noqa: S603 - no shell
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip()[:_MOST_TOLD] or "git failed")
    return done.stdout
