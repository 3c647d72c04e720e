"""Package folders on disk: written beside and exchanged in one step, so a kill leaves the old or the new.

Every writer holds a shared lock on its division's folder (the kernel drops it when a process dies, however it
dies); whoever gets that lock alone knows that all that lies beside the packages was left by killed runs.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.model import Files, Package
from mingzhang.packages.replacing import write_synced, written_beside

if sys.platform != "win32":
    import fcntl

_BESIDE = ".mingzhang-"
_OLD = re.compile(re.escape(_BESIDE) + r"(?P<name>.+)-[^-]+-old")
_AT_FDCWD = -100
_AT_FDCWD_DARWIN = -2
_RENAME_EXCHANGE = 2
_RENAME_SWAP_DARWIN = 2
_NO_PERMISSION = ("store-permission", "give this user the right to write there, or choose another --root")
_NO_SPACE = ("store-full", "make room on the disk and give the same command again")
_NO_FOLDER = ("store-not-a-folder", "remove the link or file that stands there, or choose another --root")
_UNKNOWN = ("store-failed", "look at that place; nothing was changed there")
_REMEDIES = {
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.EROFS: _NO_PERMISSION,
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.ENOTDIR: _NO_FOLDER,
    errno.ELOOP: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
}


def write_package(package: Package, root: Path) -> bool:
    """Write a package under `root`; returns False where the folder already holds exactly these bytes.

    Raises `DisclosureError` with a code `store-…`; whatever stood in the package's place then still does.
    """
    target = package.folder(root)
    with _reporting(target):
        sweep(target.parent)
        if _holds(target, package.files):
            return False
        with _sharing(target.parent):
            _write_beside_and_exchange(target, package.files)
    return True


def read_files(folder: Path) -> Files:
    """The bytes of every regular file of a folder by relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def held_files(folder: Path) -> Files | None:
    """The bytes of every file of a package's folder; None where there is none, or it holds links or devices."""
    if folder.is_symlink() or not folder.is_dir():
        return None
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not _is_folder(path)}
    if not all(stat.S_ISREG(path.lstat().st_mode) for path in found.values()):
        return None
    return {name: path.read_bytes() for name, path in found.items()}


def sweep(division: Path) -> None:
    """Remove what killed runs left beside the packages of one division, unless a writer is at work there."""
    with suppress(FileNotFoundError), _locked(division) as is_alone:
        if is_alone:
            for left in sorted(division.glob(f"{_BESIDE}*")):
                _put_back_or_remove(left)


def sweep_all(root: Path) -> None:
    """Remove what killed runs left under `root`; folders that may not be written are left alone."""
    for division in sorted(root.glob("*")):
        if division.is_dir() and not division.is_symlink():
            with suppress(OSError):
                sweep(division)


def find_packages(root: Path) -> list[Path]:
    """All package folders under `root`, in order of their names; one that lost its descriptor is one too."""
    return sorted(path for path in root.glob("*/*") if path.is_dir() and not path.name.startswith("."))


# --- comparing -------------------------------------------------------------------------------------


def _holds(target: Path, files: Files) -> bool:
    """Whether a folder holds these files, byte for byte, and nothing else."""
    with suppress(FileNotFoundError):  # there is none, or another writer is just replacing it
        if not _is_folder(target):
            raise OSError(errno.ENOTDIR, "something that is no folder stands in the place of the package")
        found = {path.relative_to(target).as_posix(): path for path in target.rglob("*") if not _is_folder(path)}
        return found.keys() == files.keys() and all(
            _is_regular(path, len(files[name])) and path.read_bytes() == files[name] for name, path in found.items()
        )
    return False


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode)


def _is_regular(path: Path, size: int) -> bool:
    status = path.lstat()
    return stat.S_ISREG(status.st_mode) and status.st_size == size


# --- writing ---------------------------------------------------------------------------------------


def _write_beside_and_exchange(target: Path, files: Files) -> None:
    with written_beside(target, f"{_BESIDE}{target.name}-") as beside:
        _write_files(beside, files)
        _put_in_place(beside, target)
        _sync_folder(target.parent)


def _write_files(folder: Path, files: Files) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_synced(path, data)
    folder.chmod(0o755)


def _put_in_place(beside: Path, target: Path) -> None:
    """Exchange with the package that stands there; what is more than one step is done by one writer at a time."""
    if target.exists() and _exchange(beside, target):
        return
    with _locked(target.parent.parent.resolve(), wait=True):
        if not target.exists():
            beside.rename(target)
        elif not _exchange(beside, target):
            _replace_in_two_steps(beside, target)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically (Linux renameat2, macOS renameatx_np); False where the system cannot."""
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform in ("linux", "darwin") else None
    name, flag = ("renameat2", _RENAME_EXCHANGE) if sys.platform == "linux" else ("renameatx_np", _RENAME_SWAP_DARWIN)
    rename = getattr(libc, name, None)
    if rename is None:
        return False
    here = _AT_FDCWD if sys.platform == "linux" else _AT_FDCWD_DARWIN
    result: int = rename(here, os.fsencode(one), here, os.fsencode(other), flag)
    return result == 0


def _replace_in_two_steps(beside: Path, target: Path) -> None:
    """Where folders cannot be swapped: a kill between the renames leaves the old beside, and `sweep` puts it back."""
    old = beside.with_name(beside.name + "-old")
    target.rename(old)
    try:
        beside.rename(target)
    except OSError:
        old.rename(target)
        raise
    _remove(old)


def _put_back_or_remove(left: Path) -> None:
    old = _OLD.fullmatch(left.name)
    if old and not os.path.lexists(left.with_name(old["name"])):
        left.rename(left.with_name(old["name"]))
    else:
        _remove(left)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    """Let the rename itself reach the disk, where the system knows how."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# --- locks and errors ------------------------------------------------------------------------------


@contextmanager
def _sharing(division: Path) -> Iterator[None]:
    """Make the folder of a division and hold it; one that stays empty because writing failed goes again."""
    handle = _hold(division)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)
        _drop_if_empty(division)


def _hold(division: Path) -> int | None:
    """A shared lock on a division's folder, which another writer may just be dropping."""
    while True:
        if not _is_made(division):
            continue
        if sys.platform == "win32":
            return None
        with suppress(FileNotFoundError):
            handle = _open_folder(division)
            _lock(handle, fcntl.LOCK_SH)
            if _is_still(handle, division):
                return handle
            os.close(handle)


def _is_made(division: Path) -> bool:
    """Make the folder of a division; False where it stood there, and another writer dropped it that moment."""
    try:
        division.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        with suppress(FileNotFoundError):
            if not _is_folder(division):
                raise
        return False
    return True


def _drop_if_empty(division: Path) -> None:
    with suppress(OSError), _locked(division) as is_alone:
        if is_alone:
            division.rmdir()


@contextmanager
def _locked(folder: Path, *, wait: bool = False) -> Iterator[bool]:
    """Hold a folder alone; gives False where others hold it, or where it is no longer the folder of that name.

    Without locks (Windows) nobody is known to be alone.
    """
    if sys.platform == "win32":
        yield False
        return
    handle = _open_folder(folder)
    try:
        yield _lock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB)) and _is_still(handle, folder)
    finally:
        os.close(handle)


def _open_folder(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)


def _lock(handle: int, how: int) -> bool:
    """Whether the lock was had; some network file systems know none."""
    try:
        fcntl.flock(handle, how)
    except OSError:
        return False
    return True


def _is_still(handle: int, folder: Path) -> bool:
    """Whether the folder that was opened still stands there: one writer may have dropped it, another made it anew."""
    try:
        return os.path.samestat(os.fstat(handle), folder.stat())
    except FileNotFoundError:
        return False


@contextmanager
def _reporting(target: Path) -> Iterator[None]:
    """Whatever the file system says becomes an error with a remedy."""
    try:
        yield
    except OSError as error:
        code, remedy = _REMEDIES.get(error.errno or 0, _UNKNOWN)
        reason = os.strerror(error.errno) if error.errno else str(error)
        message = f"the package could not be written: {reason}"
        raise DisclosureError(code, message, target, None, "a folder that can be written", remedy) from error
