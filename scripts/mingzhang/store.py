"""Package folders on disk: written beside and exchanged in one step, so a kill leaves the old or the new."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from pathlib import Path

from mingzhang.package import Files, Package

_BESIDE = ".mingzhang-"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP_DARWIN = 2


def write_package(package: Package, root: Path) -> bool:
    """Write a package under `root`; returns False where the folder already holds exactly these bytes."""
    target = package.folder(root)
    sweep(target.parent)
    if target.exists() and read_files(target) == package.files:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f"{_BESIDE}{os.getpid()}-", dir=target.parent))
    try:
        _write_files(beside, package.files)
        _put_in_place(beside, target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return True


def read_files(folder: Path) -> Files:
    """The bytes of every regular file of a folder by relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def sweep(division: Path) -> None:
    """Remove what killed runs left beside the packages of one division."""
    for left in division.glob(f"{_BESIDE}*"):
        pid = left.name.removeprefix(_BESIDE).split("-")[0]
        if not (pid.isdigit() and _is_running(int(pid))):
            shutil.rmtree(left, ignore_errors=True)


def find_packages(root: Path) -> list[Path]:
    """All package folders under `root`, in order of their names."""
    return sorted(path.parent for path in root.glob("*/*/datapackage.json") if not path.parent.name.startswith("."))


def _write_files(folder: Path, files: Files) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
    folder.chmod(0o755)


def _put_in_place(beside: Path, target: Path) -> None:
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
    here = _AT_FDCWD if sys.platform == "linux" else -2
    result: int = rename(here, os.fsencode(one), here, os.fsencode(other), flag)
    return result == 0


def _replace_in_two_steps(beside: Path, target: Path) -> None:
    """Where folders cannot be swapped: between the two renames the old package is beside its place."""
    old = beside.with_name(beside.name + "-old")
    target.rename(old)
    beside.rename(target)
    shutil.rmtree(old)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
