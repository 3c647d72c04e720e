"""Readers: files as published → their canonical, masked source. Dispatch is by content, never by name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.source import Original, Source
from mingzhang.readers.assemble import assemble
from mingzhang.readers.files import MAX_BYTES, file_name, read_bytes
from mingzhang.readers.port import Reading
from mingzhang.readers.registry import find_reader

__all__ = ["MAX_BYTES", "file_name", "read_file", "read_files"]


def read_file(path: Path) -> Source:
    """Read a disclosure of one file; personal data is masked before anything leaves this function.

    Raises `DisclosureError` with a code `read-…` for whatever cannot be read; nothing else.
    """
    return read_files((path,))


def read_files(paths: Sequence[Path]) -> Source:
    """Read the files of one disclosure, in the order given; see `read_file`."""
    read = [_read(path) for path in paths]
    return assemble([original for original, _ in read], [reading for _, reading in read], paths)


def _read(path: Path) -> tuple[Original, Reading]:
    data = read_bytes(path)
    reader = find_reader(data, path)
    try:
        reading = reader.read(path.name, data)
    except DisclosureError as error:
        error.path = path
        raise
    digest = hashlib.sha256(data).hexdigest()
    return Original(file_name(path), len(data), digest, reading.encoding, reader.media_type), reading
