"""Where a package is and what lies in it, judged without opening anything; then its bytes."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from mingzhang.packages.descriptor import VERSION
from mingzhang.packages.history import CHANGELOG, CHANGES
from mingzhang.packages.model import NAME
from mingzhang.packages.source_places import PATHS
from mingzhang.schemas import core_tables_of, tables_of
from mingzhang.validate.contents import DESCRIPTOR, README, SOURCE, Contents
from mingzhang.validate.report import Report, shown

MEBIBYTE = 1024 * 1024
_LARGEST = {DESCRIPTOR: MEBIBYTE // 2, README: MEBIBYTE // 4, CHANGELOG: MEBIBYTE, SOURCE: 64 * MEBIBYTE}
_LARGEST_CSV = 32 * MEBIBYTE
_MOST_ENTRIES = 200
_DATA = "data"
_CHANGES_FILE = re.compile(rf"{VERSION.pattern}\.csv")


def find_folders(root: Path) -> list[Path]:
    """Everything that stands where packages stand, also what is none: nothing else may be published."""
    found: list[Path] = []
    for entry in sorted(root.iterdir()) if root.is_dir() else ():
        is_folder = entry.is_dir() and not entry.is_symlink()
        found.extend(sorted(entry.iterdir()) if is_folder else [entry])
    return found


def read_folder(folder: Path, root: Path | None, report: Report) -> Contents | None:
    """The regular files a package may have; None where it is no folder that could be a package."""
    if not _is_in_place(folder, root, report):
        return None
    match = NAME.fullmatch(folder.name)
    if match is None:
        report.add("place-name", ".", f"“{shown(folder.name)}” is no name of a package")
        return None
    contents = Contents(folder, folder.name, match[match.lastindex or 0])
    _read_files(contents, report)
    return contents


# --- the place -------------------------------------------------------------------------------------


def _is_in_place(folder: Path, root: Path | None, report: Report) -> bool:
    if ".." in folder.parts:
        report.add("place-outside", ".", "the path holds `..`")
        return False
    try:
        mode = folder.lstat().st_mode
    except (OSError, ValueError):  # ValueError: a NUL in the path
        report.add("place-missing", ".", "there is no such folder")
        return False
    if root is not None and not _is_below(folder, root, report):
        return False
    if stat.S_ISLNK(mode):
        report.add("place-link", ".", "the package is a symbolic link")
        return False
    if not stat.S_ISDIR(mode):
        report.add("place-not-a-folder", ".", "this is no folder")
        return False
    return True


def _is_below(folder: Path, root: Path, report: Report) -> bool:
    """Whether it is `root/<division>/<package>`, reached without a link."""
    top, path = root.absolute(), folder.absolute()
    if not path.is_relative_to(top):
        report.add("place-outside", ".", f"the package is not below {shown(root)}")
        return False
    parts = path.relative_to(top).parts
    for depth in range(1, len(parts) + 1):
        if top.joinpath(*parts[:depth]).is_symlink():
            report.add("place-link", ".", f"“{shown(parts[depth - 1])}” is a symbolic link")
            return False
    if len(parts) != 2 or any(part.startswith(".") for part in parts) or not parts[1].startswith(f"{parts[0]}-"):
        report.add("place-name", ".", f"“{shown('/'.join(parts))}” is no place of a package")
        return False
    return True


# --- the files -------------------------------------------------------------------------------------


def _read_files(contents: Contents, report: Report) -> None:
    wanted = [DESCRIPTOR, README, SOURCE, *(f"{_DATA}/{table.name}.csv" for table in core_tables_of(contents.kind))]
    allowed = {f"{_DATA}/{table.name}.csv" for table in tables_of(contents.kind)}
    present: set[str] = set()
    _scan(contents.folder, "", lambda path: path in (*wanted, *PATHS, _DATA, CHANGES, CHANGELOG), present, report)
    if _DATA in present and _is_folder(contents.folder / _DATA, report):
        _scan(contents.folder / _DATA, f"{_DATA}/", lambda path: path in allowed, present, report)
    if CHANGES in present and _is_folder(contents.folder / CHANGES, report, CHANGES):
        _scan(contents.folder / CHANGES, f"{CHANGES}/", _is_changes_file, present, report)
    wanted.extend(path for path in sorted(present & allowed) if path not in wanted)
    beside = (CHANGELOG, *PATHS)
    wanted.extend(path for path in sorted(present) if path in beside or path.startswith(f"{CHANGES}/"))
    for path in wanted:
        if path not in present:
            report.add("file-missing", path, "the file is missing")
        elif (data := _read_file(contents.folder / path, path, report)) is not None:
            contents.files[path] = data


def _is_changes_file(path: str) -> bool:
    return _CHANGES_FILE.fullmatch(path.rpartition("/")[2]) is not None


def _scan(folder: Path, prefix: str, is_wanted: Callable[[str], bool], present: set[str], report: Report) -> None:
    """Note what is there; whatever is not wanted is reported by name."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in islice(entries, _MOST_ENTRIES))
    except OSError as error:
        report.add("file-unreadable", prefix or ".", f"the folder cannot be read: {error.strerror}")
        return
    for name in names:
        if is_wanted(prefix + name):
            present.add(prefix + name)
        else:
            report.add("file-unexpected", shown(prefix + name), "nobody expects this here")


def _is_folder(path: Path, report: Report, name: str = _DATA) -> bool:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        report.add("file-link", name, "this is a symbolic link")
    elif not stat.S_ISDIR(mode):
        report.add("file-kind", name, "this is no folder")
    return stat.S_ISDIR(mode)


def _read_file(path: Path, name: str, report: Report) -> bytes | None:
    """The bytes of a regular file; its kind and size are judged before it is opened."""
    limit = _LARGEST.get(name, _LARGEST_CSV)
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            report.add("file-link", name, "this is a symbolic link")
        elif not stat.S_ISREG(status.st_mode):
            report.add("file-kind", name, "this is no regular file")
        elif status.st_size > limit:
            _too_large(name, status.st_size, limit, report)
        else:
            return _read_bytes(path, name, limit, report)
    except OSError as error:
        report.add("file-unreadable", name, f"the file cannot be read: {error.strerror}")
    return None


def _read_bytes(path: Path, name: str, limit: int, report: Report) -> bytes | None:
    """Read without following a link, should one have been put there since."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        _too_large(name, len(data), limit, report)
        return None
    return data


def _too_large(name: str, size: int, limit: int, report: Report) -> None:
    report.add("file-size", name, f"the file has {size} bytes or more", expected=f"at most {limit} bytes")
