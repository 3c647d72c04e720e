"""Packages that lie together: one or many, in a folder or in a ZIP archive, in whatever way they came to be there."""

from __future__ import annotations

import re
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.descriptor import DESCRIPTOR
from mingzhang.packages.files import FolderFiles
from mingzhang.packages.model import NAME
from mingzhang.packages.places import PORTAL, packages_in, single_archive
from mingzhang.packages.published import PublishedPackage

MAX_FILES = 200_000
MAX_UNPACKED = 4 * 1024**3
MAX_RATIO = 200
"""An archive that holds more, or whose files grow more when unpacked, is refused before it is unpacked."""

OWN = re.compile(r"datapackage\.json|source(?:\.txt|_map\.csv|_marks\.csv)|[A-Z]+\.md|(?:data|changes)/[^/]+\.csv")
"""What of a portal's folder belongs to the package; the rest was made of it."""

EXPECTED = "a package folder, a folder of packages, or a ZIP of either"


class PackagePlace(ABC):
    """Packages as they were at one place or time; `is_one` where the place is a package and not a folder of some."""

    is_one = False

    @abstractmethod
    def names(self) -> list[str]:
        """The packages there, sorted."""

    @abstractmethod
    def read(self, name: str) -> PublishedPackage | None:
        """One package; None where there is none of this name."""

    def __iter__(self) -> Iterator[PublishedPackage]:
        """All packages, one after the other, sorted by name."""
        return (package for name in self.names() if (package := self.read(name)) is not None)


class _Folder(PackagePlace):
    """A folder that is one package or holds packages, directly or further down. Raises `DisclosureError` for none."""

    def __init__(self, folder: Path) -> None:
        try:
            self._folders = packages_in(folder)
        except OSError as error:
            raise _refuse(Path(error.filename or folder), f"cannot be read: {error.strerror}") from None
        self.is_one = folder in self._folders.values()
        if not self._folders:
            raise _refuse(folder, "there is no package in this folder")

    def names(self) -> list[str]:
        return sorted(self._folders)

    def read(self, name: str) -> PublishedPackage | None:
        folder = self._folders.get(name)
        if folder is None:
            return None
        is_own = OWN.fullmatch if folder.resolve().parent.name == PORTAL else None
        return PublishedPackage(name, FolderFiles(folder, is_own), str(folder))


class _Archive(PackagePlace):
    """A ZIP archive in which every package lies in a folder of its name, at any depth. Raises `DisclosureError`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
            listed = self._zip.infolist()
        except (zipfile.BadZipFile, OSError) as error:
            raise _refuse(path, f"is no ZIP archive: {error}") from None
        _check_archive(path, listed)
        self._paths: dict[str, dict[str, zipfile.ZipInfo]] = {}
        for entry in listed:
            if not entry.is_dir() and (found := _place(entry.filename)):
                paths = self._paths.setdefault(found[0], {})
                if found[1] in paths:
                    raise _refuse(path, f"holds {found[1]} of {found[0]} twice", "each package once")
                paths[found[1]] = entry
        if not self.names():
            raise _refuse(path, "there is no package in this archive")

    def names(self) -> list[str]:
        return sorted(name for name, paths in self._paths.items() if DESCRIPTOR in paths)

    def read(self, name: str) -> PublishedPackage | None:
        entries = self._paths.get(name, {})
        if DESCRIPTOR not in entries:
            return None
        try:
            files = {path: self._zip.read(entry) for path, entry in sorted(entries.items())}
        except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
            raise _refuse(self._path, f"cannot be unpacked: {error}") from None
        return PublishedPackage(name, files, f"{self._path}/{name}")


def open_place(path: Path) -> PackagePlace:
    """The packages in a folder or a ZIP archive.

    A folder may be one package, or hold packages in any of the ways they come: `datapackage/`, one division of it,
    the project around it, packages unpacked beside each other, a release, a portal. Raises `DisclosureError` where
    it is none of these, and for one without a package: a mistyped path is not told as "all gone".
    """
    if path.is_dir():
        archive = single_archive(path)
        return _Archive(archive) if archive else _Folder(path)
    if path.is_file():
        return _Archive(path)
    raise _refuse(path, "there is no such folder or file")


def _place(path: str) -> tuple[str, str] | None:
    """The package and the path inside it of an archive's entry."""
    parts = PurePosixPath(path).parts
    at = next((index for index, part in enumerate(parts) if NAME.fullmatch(part)), None)
    return None if at is None or at + 1 >= len(parts) else (parts[at], "/".join(parts[at + 1 :]))


def _check_archive(path: Path, entries: Iterable[zipfile.ZipInfo]) -> None:
    listed = list(entries)
    if len(listed) > MAX_FILES:
        raise _refuse(path, f"holds {len(listed)} files", f"at most {MAX_FILES}")
    if sum(entry.file_size for entry in listed) > MAX_UNPACKED:
        raise _refuse(path, "would unpack to more than 4 GiB", "an archive of packages")
    for entry in listed:
        name = entry.filename
        if ".." in PurePosixPath(name).parts or name.startswith("/") or "\\" in name:
            raise _refuse(path, "holds a path that leads outside", "paths inside the archive")
        if entry.file_size > MAX_RATIO * max(entry.compress_size, 1024):
            raise _refuse(path, "holds a file that grows too much when unpacked", "an archive of packages")


def _refuse(path: Path, message: str, expected: str = EXPECTED) -> DisclosureError:
    return DisclosureError("package-not-found", message, path, None, expected, "check the name")
