"""Readers: files as published → their canonical, masked source. Dispatch is by content, never by name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.source import Original, Source
from mingzhang.readers.assemble import assemble
from mingzhang.readers.files import MAX_BYTES, file_name, read_bytes
from mingzhang.readers.port import Reading, Run, run_here
from mingzhang.readers.registry import find_reader

__all__ = ["MAX_BYTES", "file_name", "read_file", "read_files"]


def read_file(path: Path, run: Run = run_here) -> Source:
    """Read a disclosure of one file; personal data is masked before anything leaves this function.

    `run` says where the reader runs: commands give a guarded process to it, since files come from anywhere.
    Raises `DisclosureError` with a code `read-…` for whatever cannot be read; nothing else.
    """
    return read_files((path,), run)


def read_files(paths: Sequence[Path], run: Run = run_here) -> Source:
    """Read the files of one disclosure, in the order given; see `read_file`."""
    read = [_read(path, run) for path in paths]
    return assemble([original for original, _ in read], [reading for _, reading in read], paths)


def _read(path: Path, run: Run) -> tuple[Original, Reading]:
    data = read_bytes(path)
    reader = find_reader(data, path)
    try:
        reading = run(reader, path.name, data)
    except DisclosureError as error:
        error.path = path
        raise
    digest = hashlib.sha256(data).hexdigest()
    return Original(file_name(path), len(data), digest, reading.encoding, reader.media_type), reading
