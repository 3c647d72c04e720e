"""Readers: files as published → their canonical, masked source. Dispatch is by content, never by name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.limits import MAX_BYTES
from mingzhang.ground.provenance import NOT_SAID, Provenance
from mingzhang.ground.source import Original, Source
from mingzhang.readers.assemble import assemble
from mingzhang.readers.files import file_name, read_bytes
from mingzhang.readers.port import Reading, Run, run_here
from mingzhang.readers.registry import find_reader

__all__ = ["MAX_BYTES", "file_name", "read_file", "read_files"]


def read_file(path: Path, run: Run = run_here) -> Source:
    """Read a disclosure of one file; personal data is masked before anything leaves this function.

    `run` says where the reader runs: commands give a guarded process to it, since files come from anywhere.
    Raises `DisclosureError` with a code `read-…` for whatever cannot be read; nothing else.
    """
    return read_files((path,), run)


def read_files(paths: Sequence[Path], run: Run = run_here, said: Sequence[Provenance] = ()) -> Source:
    """Read the files of one disclosure, in the order given; see `read_file`. `said` has what is known of each."""
    known = said or [NOT_SAID] * len(paths)
    read = [_read(path, run, found_at) for path, found_at in zip(paths, known, strict=True)]
    _refuse_twice([original for original, _ in read], paths)
    return assemble([original for original, _ in read], [reading for _, reading in read], paths)


def _refuse_twice(originals: Sequence[Original], paths: Sequence[Path]) -> None:
    first: dict[str, Path] = {}
    for original, path in zip(originals, paths, strict=True):
        if (same := first.setdefault(original.sha256, path)) is not path:
            message = f"the same bytes as {same}"
            raise DisclosureError("read-twice", message, path, None, "each file of a disclosure once", "leave one out")


def _read(path: Path, run: Run, said: Provenance) -> tuple[Original, Reading]:
    data = read_bytes(path)
    reader = find_reader(data, path)
    try:
        reading = run(reader, path.name, data)
    except DisclosureError as error:
        error.path = path
        raise
    digest = hashlib.sha256(data).hexdigest()
    known = (said.url, said.published, said.fetched)
    return Original(file_name(path), len(data), digest, reading.encoding, reader.media_type, *known), reading
