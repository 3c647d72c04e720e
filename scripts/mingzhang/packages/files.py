"""The files of a package as they lie in a folder, read without trust: no links, nothing huge, each read once."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.limits import MAX_BYTES

RESTORE = "restore the package from version control, or remove its folder and convert the document again"


class FolderFiles(Mapping[str, bytes]):
    """The regular files of a folder by relative path, in order; a file is read when it is first asked for.

    Links are no files of a package and are not listed, nor are names that `is_own` says no to. Raises
    `DisclosureError` (`package-…`) for a file that cannot be read or has more than `MAX_BYTES`.
    """

    def __init__(self, folder: Path, is_own: Callable[[str], object] | None = None) -> None:
        found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
        paths = {path.relative_to(folder).as_posix(): path for path in found}
        self._paths = {name: path for name, path in paths.items() if is_own is None or is_own(name)}
        self._read: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> bytes:
        if path not in self._read:
            self._read[path] = read_bytes(self._paths[path])
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, path: object) -> bool:
        return path in self._paths


def read_bytes(path: Path) -> bytes:
    """A file of a package: a regular one, no link (it could lead anywhere), and not huge."""
    try:
        for part in (path.parent, path):
            if part.is_symlink():
                raise DisclosureError("package-link", "is a link", part, None, "a file of the package", RESTORE)
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise DisclosureError("package-unreadable", "is no file", path, None, "a package folder", RESTORE)
        if status.st_size > MAX_BYTES:
            message = f"the file has {status.st_size} bytes"
            raise DisclosureError("package-too-large", message, path, None, f"at most {MAX_BYTES} bytes", RESTORE)
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        number = error.errno if isinstance(error, OSError) else None
        reason = os.strerror(number) if number else "cannot be read"
        raise DisclosureError("package-unreadable", reason, path, None, "a package folder", RESTORE) from None


def read_text(path: Path) -> str:
    """A file of a package as text. Raises `DisclosureError`."""
    return decode(read_bytes(path), path)


def decode(data: bytes, path: Path | str) -> str:
    """UTF-8 as text; anything else is an error that names the line."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start} is not UTF-8"
        raise DisclosureError("package-not-utf8", message, path, line, "UTF-8", RESTORE) from None
