"""Which documents need not be converted again: their bytes, what is said of them, the program and the package are as
they were when their package was made.

Kept in the user's cache folder (`MINGZHANG_CACHE`, else where the system keeps caches), one small file a document,
never in a package: no published byte depends on it. What is missing, damaged or of another program only costs the
time of converting. A package that was edited since is converted again: all its files are hashed and compared.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.outcome import Outcome
from mingzhang.packages.model import Files, package_folder
from mingzhang.packages.store import held_files
from mingzhang.readers.files import read_bytes
from mingzhang.runs.fingerprint import program_fingerprint
from mingzhang.runs.tasks import ConvertTask

_PROGRAMS = 4
"""Programs whose memory is kept; that of the one used longest ago goes when a new one begins to remember."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a task's package follows from: one hash of it all, the hash of each file, and where it is remembered."""

    digest: str
    files: tuple[str, ...]
    place: Path


def given_of(task: ConvertTask) -> Given | None:
    """The files of a task as they are now; None where one cannot be read, which converting will report."""
    try:
        hashes = tuple(hashlib.sha256(read_bytes(path)).hexdigest() for path in task.files)
        said = [asdict(one) for one in task.said]
        program = program_fingerprint()
        names = [os.fsencode(path.absolute()).hex() for path in (task.root, task.path, *task.together)]
    except (DisclosureError, OSError):
        return None
    digest = _hash_of([hashes, [os.fsencode(path.name).hex() for path in task.files], said, asdict(task.overrides)])
    return Given(digest, hashes, cache_folder() / program / f"{_hash_of(names)}.json")


def unchanged_outcome(task: ConvertTask) -> Outcome | None:
    """What converting a task would come to, where nothing changed since that was done; None where it must be done."""
    given = given_of(task)
    found = _read(given.place) if given else {}
    if not given or found.get("given") != given.digest:
        return None
    try:
        outcome = _outcome(task, found["outcome"])
        files = held_files(package_folder(task.root, outcome.package))
    except (KeyError, TypeError, ValueError, DisclosureError, OSError):
        return None
    return outcome if files and digest_files(files) == found.get("package") else None


def remember(task: ConvertTask, originals: tuple[str, ...], files: Files, outcome: Outcome) -> None:
    """Keep that a task, read from files of these hashes (SHA-256), made a package of these files.

    `outcome` is what it comes to when it is given again. Whatever hinders that is no error.
    """
    given = given_of(task)
    if given and given.files == originals:  # else a file was changed while it was being converted
        known = {"given": given.digest, "package": digest_files(files), "outcome": asdict(outcome)}
        with suppress(OSError, ValueError):
            _write(given.place, known)


def digest_files(files: Mapping[str, bytes]) -> str:
    """One hash of all names and bytes."""
    return _hash_of([[name, hashlib.sha256(files[name]).hexdigest()] for name in sorted(files)])


def cache_folder() -> Path:
    """Where this user's programs keep what they can make again."""
    if named := os.environ.get("MINGZHANG_CACHE"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path("~/AppData/Local").expanduser(), "mingzhang", "cache")
    if sys.platform == "darwin":
        return Path("~/Library/Caches/mingzhang").expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser(), "mingzhang")


def _hash_of(value: Any) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def _outcome(task: ConvertTask, found: dict[str, Any]) -> Outcome:
    """Raises `TypeError` for what is no outcome."""
    outcome = Outcome(**found)
    return replace(outcome, path=str(task.path), findings=tuple(outcome.findings))


def _read(place: Path) -> dict[str, Any]:
    try:
        found = json.loads(place.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(place: Path, known: Mapping[str, Any]) -> None:
    if not place.parent.is_dir():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _forget_old_programs(place.parent.parent)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
        file.write(json.dumps(known).encode())
    Path(file.name).replace(place)


def _forget_old_programs(folder: Path) -> None:
    programs = [path for path in folder.iterdir() if path.is_dir() and len(path.name) == len(_hash_of(""))]
    for old in sorted(programs, key=lambda path: path.stat().st_mtime_ns)[:-_PROGRAMS]:
        shutil.rmtree(old, ignore_errors=True)
