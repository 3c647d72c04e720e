"""Retiring an old release on the branch of the pages: its downloads stay, one page stands for all of its pages.

Packages that were withdrawn leave it too, with every file that holds them (`withdrawn_files`).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.replacing import put_in_place, written_beside
from mingzhang.releases.retired_page import Retired, leading, tombstone
from mingzhang.releases.withdrawn_files import stays
from mingzhang.site.language import LANGUAGES
from mingzhang.site.standalone import MARK, PORTAL_STYLE
from mingzhang.versions.released import read_name

VERSIONS = "versions.json"
CATALOG = "catalog.json"
NOTE = "retired.json"
"""Written into a retired release: how many pages it had, what was kept, and which packages were withdrawn from it."""

_STYLES = "assets/stylesheets"
_GONE = ("sitemap.xml", "sitemap.xml.gz")
_REMEDY = "give the folder of a checked-out pages branch (git worktree add pages gh-pages) with --pages"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What retiring did: `pages` now lead to the one page, `kept` files stand where they stood, `removed` are gone.

    Sizes in bytes.
    """

    pages: int
    kept: int
    removed: int
    before: int
    after: int


def retire(pages: Path, name: str, without: Iterable[str] = ()) -> Outcome | None:
    """Retire a release in a checked-out pages branch; None where there is nothing left to do.

    Packages of `without` leave the release, and with them every file that holds them among others.
    Raises `DisclosureError` where the release or such a package is not there, where it is the newest, or cannot be
    written; everything is as it was then.
    """
    read_name(name)
    folder = pages / name
    _judge(pages, folder, name)
    before = frozenset(_read_json(folder / NOTE).get("withdrawn", ())) if (folder / NOTE).is_file() else None
    gone = (before or frozenset()) | frozenset(without)
    if unknown := sorted(gone - _packages(folder)):
        raise _wrong(folder / CATALOG, f"{name} does not hold {unknown[0]}", "a package of the release")
    if before == gone:
        return None
    try:
        with written_beside(folder) as beside:
            return _exchange(folder, beside / "fresh", name, gone)
    except OSError as error:
        raise _failed(error, folder) from None


def _judge(pages: Path, folder: Path, name: str) -> None:
    listed = _read_json(pages / VERSIONS)
    try:
        aliases = {str(one["version"]): one["aliases"] for one in listed}
    except (KeyError, TypeError):
        raise _wrong(pages / VERSIONS, "is no list of versions") from None
    if name not in aliases or not folder.is_dir():
        raise _wrong(folder, f"there is no release {name}")
    if aliases[name]:
        raise _wrong(folder, f"{name} is {', '.join(aliases[name])}, which keeps its pages", "an older release")


def _packages(folder: Path) -> frozenset[str]:
    return frozenset(str(package.get("name")) for package in _read_json(folder / CATALOG).get("packages", ()))


def _exchange(folder: Path, fresh: Path, name: str, without: frozenset[str]) -> Outcome:
    """Fill the new folder, compare what was kept, and put it in the place of the old one."""
    found, gone, styles = _sort(folder)
    known = _packages(folder)
    kept = [path for path in found if not without or stays(path, without, known)]
    for path in (*kept, *styles):
        _copy(folder / path, fresh / path)
    told = Retired(name, _read_json(folder / CATALOG), tuple(kept), tuple(styles), _sizes(folder, kept), without)
    for lang in LANGUAGES:
        _put(fresh / ("en" if lang == "en" else "") / "index.html", tombstone(told, lang))
    for path in gone:
        if path not in ("index.html", "en/index.html"):
            _put(fresh / path, leading(told, path))
    _put(fresh / NOTE, _note(name, kept, gone, without))
    for path in kept:
        if _digest(folder / path) != _digest(fresh / path):
            raise _wrong(folder / path, "could not be copied as it is")
    outcome = Outcome(len(gone), len(kept), len(found) - len(kept), _weight(folder), _weight(fresh))
    put_in_place(fresh, folder)
    return outcome


def _sort(folder: Path) -> tuple[list[str], list[str], list[str]]:
    """Files that stay, pages that lead elsewhere from now on, and the styles that the one page needs.

    A download is everything that is no page and not part of the pages: nothing that may be cited is removed because
    nobody listed it here.
    """
    kept, pages, styles = [], [], []
    for path in sorted(folder.rglob("*")):
        where = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise _wrong(path, "is a link", "files")
        if not path.is_file() or where in (*_GONE, NOTE):
            continue
        if where.endswith(".html") and not where.startswith("data/"):
            pages.append(where)
        elif not where.startswith("assets/"):
            kept.append(where)
        elif where in (PORTAL_STYLE, MARK) or (where.startswith(f"{_STYLES}/") and where.endswith(".css")):
            styles.append(where)
    return kept, pages, styles


def _sizes(folder: Path, kept: list[str]) -> Mapping[str, int]:
    return {path: (folder / path).stat().st_size for path in kept}


def _note(name: str, kept: list[str], gone: list[str], without: frozenset[str]) -> bytes:
    told = {"release": name, "pages": len(gone), "kept": kept, "withdrawn": sorted(without)}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _weight(folder: Path) -> int:
    return sum(path.stat().st_size for path in _files(folder))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _wrong(path, f"cannot be read: {type(error).__name__}") from None


def _wrong(where: Path, message: str, expected: str = "a release of the portal") -> DisclosureError:
    return DisclosureError("retire", message, where, None, expected, _REMEDY)


def _failed(error: OSError, where: Path) -> DisclosureError:
    reason = os.strerror(error.errno) if error.errno else str(error)
    return DisclosureError("retire", reason, error.filename or where, None, "room to write and the right to", "")
