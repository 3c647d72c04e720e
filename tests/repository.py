"""Git as nobody in particular, whatever the machine has configured."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ENVIRONMENT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "t",
    "GIT_AUTHOR_EMAIL": "t@example.invalid",
    "GIT_COMMITTER_NAME": "t",
    "GIT_COMMITTER_EMAIL": "t@example.invalid",
}


def git(repository: Path, *arguments: str, day: str = "") -> str:
    """What git says; a failure is one of the test. `day` is that of what is committed, if not now."""
    dated = {"GIT_COMMITTER_DATE": day, "GIT_AUTHOR_DATE": day} if day else {}
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**ENVIRONMENT, **dated}).stdout
