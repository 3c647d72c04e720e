"""What is slow to make and what no test changes: made once for a whole run, by whichever worker needs it first."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills; the workers of one run share it, and wait for one another.

    Nobody may write there afterwards: a test that has to change something takes `copied_from` it.
    """
    place = _shared(factory) / name
    place.parent.mkdir(exist_ok=True)
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            making = place.with_suffix(".making")
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            make(making)
            making.rename(place)
    return place


def copied_from(made: Path, folder: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(made, folder / made.name, symlinks=True))


def _shared(factory: pytest.TempPathFactory) -> Path:
    """A folder of this run; each worker of pytest-xdist has a folder of its own below the run's."""
    own = factory.getbasetemp()
    return (own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own) / "made-once"
