"""The ZIP of a whole release, written file by file, with the same bytes every time."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import TracebackType

_EPOCH = (1980, 1, 1, 0, 0, 0)
_REGULAR_FILE = 0o100644 << 16


class ReleaseArchive:
    """Takes files in the order they are given, without dates or owners, in one folder of the given name."""

    def __init__(self, path: Path, folder: str) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9)
        self._folder = folder

    def __enter__(self) -> ReleaseArchive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def add(self, path: str, data: bytes) -> None:
        """One file by its path inside the folder."""
        entry = zipfile.ZipInfo(f"{self._folder}/{path}", _EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = _REGULAR_FILE
        entry.create_system = 3
        self._zip.writestr(entry, data)
