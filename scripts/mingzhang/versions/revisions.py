"""Places where packages of some time lie: a folder, a ZIP archive, a git revision of the project."""

from __future__ import annotations

import io
import re
import tarfile
from functools import cached_property
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.descriptor import DESCRIPTOR
from mingzhang.packages.model import NAME, Files
from mingzhang.packages.package_place import EXPECTED, PackagePlace, open_place
from mingzhang.packages.published import PublishedPackage
from mingzhang.versions.git import GitError, run_git

_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/@{}^~-]{0,199}")
_EXPECTED = f"{EXPECTED}, or a git revision of this project"
_REMEDY = "check the name; of a shallow clone, fetch the revision first"


class _Git(PackagePlace):
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


def open_revisions(given: str, root: Path) -> PackagePlace:
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
    if is_folder or is_file:
        return open_place(path)
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


def _refuse(path: Path, message: str, expected: str = _EXPECTED) -> DisclosureError:
    return DisclosureError("version-not-found", message, path, None, expected, _REMEDY)
