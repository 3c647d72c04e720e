"""Putting a release in its place: its folder and its record appear together, or everything is as it was."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from mingzhang.packages.replacing import standing_in, write_synced


def place_release(folder: Path, target: Path, aside: Path, record: bytes, record_path: Path) -> None:
    """Rename `folder` to `target`, what stands there to `aside`, and write the record.

    All that can run out of room is written before anything is renamed; the folders must be on one file system.
    Whatever fails or interrupts (`OSError`, Ctrl-C), the renames are taken back. A process that is killed outright
    in between leaves at most the folder without its record: the next run makes both again.
    """
    with ExitStack() as undo:
        fresh = record_path.with_name(f".{record_path.name}.new")
        if not _holds(record_path, record):
            record_path.parent.mkdir(parents=True, exist_ok=True)
            undo.callback(fresh.unlink, missing_ok=True)
            write_synced(fresh, record)
        with standing_in(folder, target, aside):
            if fresh.exists():
                fresh.replace(record_path)


def _holds(path: Path, data: bytes) -> bool:
    """Whether the record stands there already: a project that cannot be written to can make its releases again."""
    return path.is_file() and path.read_bytes() == data
