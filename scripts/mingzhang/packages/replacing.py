"""Files and folders that appear whole or not at all: written beside their place, then renamed into it.

Whatever fails or interrupts (`OSError`, Ctrl-C) in between is taken back: what stood there stands there again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path


@contextmanager
def written_beside(target: Path, prefix: str = "") -> Iterator[Path]:
    """A folder beside `target`, on its file system, to write in; it is removed at the end, whatever comes.

    Its name begins with `prefix`, by default with a dot and the name of the target. Raises `OSError`.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=prefix or f".{target.name}-", dir=target.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def standing_in(fresh: Path, target: Path, aside: Path) -> Iterator[None]:
    """Rename `fresh` to `target`, and what stands there to `aside`, for as long as the block does not fail."""
    with ExitStack() as undo:
        undo.callback(_move_back, aside, target)
        if os.path.lexists(target):
            target.rename(aside)
        undo.callback(_move_back, target, fresh)
        fresh.rename(target)
        yield
        undo.pop_all()


def put_in_place(fresh: Path, target: Path) -> None:
    """Rename a file or folder that lies in a folder of `written_beside` to its place.

    A file replaces a file in one step; a folder takes the place of another in two, which are taken back where the
    second fails. Raises `OSError`.
    """
    if fresh.is_dir():
        with standing_in(fresh, target, fresh.with_name(f"{fresh.name}-replaced")):
            return
    fresh.replace(target)


def write_synced(path: Path, data: bytes) -> None:
    """Write to the disk itself, so that the rename that follows cannot be the one that finds it full."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _move_back(now: Path, before: Path) -> None:
    if os.path.lexists(now) and not os.path.lexists(before):
        now.rename(before)
