"""Bytes and name of a document, taken from the disk without trust."""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.limits import MAX_BYTES
from mingzhang.ground.privacy import mask


def file_name(path: Path) -> str:
    """The name that is published: no folder, no control or format characters, nothing personal.

    Line and paragraph separators count as control characters; bytes that are no UTF-8 become U+FFFD.
    """
    shown = "".join("\ufffd" if unicodedata.category(c) == "Cs" else c for c in path.name)
    kept = "".join(c for c in shown if unicodedata.category(c) not in {"Cc", "Cf", "Zl", "Zp"})
    return mask(unicodedata.normalize("NFC", kept)) or "unnamed"


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file; its size is judged before a single byte is read.

    Raises `DisclosureError` with a code `read-…`; nothing else.
    """
    try:
        _check_kind_and_size(path, path.stat())
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the path
        raise DisclosureError("read-missing", "no such file", path, remedy="check the path") from None
    except PermissionError:
        remedy = "make the file readable for this user"
        raise DisclosureError("read-permission", "the file may not be read", path, remedy=remedy) from None
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else "input error"
        message = f"the file could not be read: {reason}"
        raise DisclosureError("read-failed", message, path, remedy="check the path and the disk") from None
    if len(data) > MAX_BYTES:  # it grew between stat and read
        raise _too_large(path, len(data))
    return data


def _check_kind_and_size(path: Path, status: os.stat_result) -> None:
    """Refuse what must not be opened: folders, pipes and devices (they could block), and huge files."""
    if stat.S_ISDIR(status.st_mode):
        remedy = "name the files in it one by one, or give --together where they are one disclosure"
        raise DisclosureError("read-directory", "this is a folder", path, None, "a file", remedy)
    if not stat.S_ISREG(status.st_mode):
        message = "this is a pipe, socket or device"
        raise DisclosureError("read-not-a-file", message, path, None, "a regular file", "save the document first")
    if status.st_size > MAX_BYTES:
        raise _too_large(path, status.st_size)


def _too_large(path: Path, size: int) -> DisclosureError:
    return DisclosureError(
        "read-too-large",
        f"the file has {size} bytes or more",
        path,
        expected=f"at most {MAX_BYTES} bytes",
        remedy="give one disclosure per file, as text without pictures",
    )
