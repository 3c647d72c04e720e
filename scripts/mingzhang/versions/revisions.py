"""Places where packages of some time lie: a folder, a ZIP archive, a git revision of the project."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path, PurePosixPath

from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.build import NAME, Files
from mingzhang.packages.published import PublishedPackage
from mingzhang.packages.reading import DESCRIPTOR
from mingzhang.packages.store import read_files
from mingzhang.versions.git import GitError, run_git
from mingzhang.versions.places import PORTAL, packages_in, single_archive

MAX_FILES = 200_000
MAX_UNPACKED = 4 * 1024**3
MAX_RATIO = 200
"""An archive that holds more, or whose files grow more when unpacked, is refused before it is unpacked."""

_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/@{}^~-]{0,199}")
_OWN = re.compile(r"datapackage\.json|source\.txt|[A-Z]+\.md|(?:data|changes)/[^/]+\.csv")
"""What of a portal's folder belongs to the package; the rest was made of it."""

_EXPECTED = "a package folder, a folder of packages, a ZIP of either, or a git revision of this project"
_REMEDY = "check the name; of a shallow clone, fetch the revision first"


class Revisions(ABC):
    """Packages as they were at one place or time; `is_one` where the place is a package and not a folder of some."""

    is_one = False

    @abstractmethod
    def names(self) -> list[str]:
        """The packages there, sorted."""

    @abstractmethod
    def read(self, name: str) -> PublishedPackage | None:
        """One package; None where there is none of this name."""


class _Folder(Revisions):
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
        files = read_files(folder)
        if folder.resolve().parent.name == PORTAL:
            files = {path: data for path, data in files.items() if _OWN.fullmatch(path)}
        return PublishedPackage(name, files, str(folder))


class _Archive(Revisions):
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


class _Git(Revisions):
    """The packages of a commit, below `root` (a path relative to the top of the work tree).

    A commit without packages is no error: every project had one before its first.
    """

    def __init__(self, revision: str, root: Path) -> None:
        self._revision, self._root = revision, root

    @cached_property
    def _folders(self) -> dict[str, str]:
        listed = _git(self._root, "ls-tree", "-r", "-z", "--name-only", self._revision, "--", ".").decode("utf-8")
        found = {}
        for path in listed.split("\0"):
            folder, _, file = path.rpartition("/")
            if file == DESCRIPTOR and NAME.fullmatch(name := folder.rpartition("/")[2]):
                found[name] = folder
        return found

    def names(self) -> list[str]:
        return sorted(self._folders)

    def read(self, name: str) -> PublishedPackage | None:
        folder = self._folders.get(name)
        if folder is None:
            return None
        data = _git(self._root, "archive", "--format=tar", self._revision, "--", folder)
        return PublishedPackage(name, _untar(data, folder), f"{self._revision}:{name}")


def open_revisions(given: str, root: Path) -> Revisions:
    """What `given` names: a folder, a ZIP file, or a git revision of the work tree that holds `root`.

    A folder may be one package, or hold packages in any of the ways they come: `datapackage/`, one division of it,
    the project around it, packages unpacked beside each other, a release, a portal. Raises `DisclosureError` where
    it is none of these, and for a folder or archive without a package: a mistyped path is not told as "all gone".
    """
    path, commit = Path(given), _commit(given, root)
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError:  # a name that no file system can hold
        raise _refuse(Path(given[:60]), "there is no such folder, file or revision") from None
    if commit and (is_folder or is_file):
        raise _refuse(path, "this is a revision and a path", "a path such as ./NAME, or a revision that is no path")
    if commit:
        return _Git(commit, root)
    if is_folder:
        archive = single_archive(path)
        return _Archive(archive) if archive else _Folder(path)
    if is_file:
        return _Archive(path)
    raise _refuse(path, "there is no such folder, file or revision")


def _commit(given: str, root: Path) -> str:
    """The commit that a name means in the work tree of `root`; blank where it means none."""
    if not _REVISION.fullmatch(given) or not root.is_dir():
        return ""
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{given}^{{commit}}")
    except DisclosureError:
        return ""
    return found.decode("ascii", "replace").strip()


def _git(root: Path, *arguments: str) -> bytes:
    """The output of a git command in `root`; files come with the line ends that they are stored with."""
    try:
        return run_git(root, "-c", "core.autocrlf=false", "-c", "core.eol=lf", *arguments)
    except GitError as error:
        raise _refuse(root, str(error)) from None


def _untar(data: bytes, folder: str) -> Files:
    files: Files = {}
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for entry in archive:
            content = archive.extractfile(entry) if entry.isfile() else None
            if content is not None and entry.name.startswith(f"{folder}/"):
                files[entry.name.removeprefix(f"{folder}/")] = content.read()
    return dict(sorted(files.items()))


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


def _refuse(path: Path, message: str, expected: str = _EXPECTED) -> DisclosureError:
    return DisclosureError("version-not-found", message, path, None, expected, _REMEDY)
