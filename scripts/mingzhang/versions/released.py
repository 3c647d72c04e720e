"""Releases as their records tell them: `site_src/releases/<name>.json`, one per release, kept for ever."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mingzhang.ground.csv_cells import split_csv
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.build import write_json
from mingzhang.packages.descriptor import VERSION
from mingzhang.packages.history import CAUSES, KINDS
from mingzhang.packages.model import NAME

RECORDS = Path("site_src/releases")
"""Where the records stand in the project."""

WITHDRAWN = "withdrawn.csv"
WITHDRAWN_FIELDS = ("package", "reason_zh", "reason_en")
"""Columns of `withdrawn.csv`, beside the records: packages that were taken back, and why."""

FORMAT = 1
_NAME = re.compile(r"(?P<year>20[0-9]{2})\.(?P<month>0[1-9]|1[0-2])\.(?P<number>[1-9][0-9]{0,3})")
_DATE = re.compile(r"20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_SHA256 = "sha256:"
"""Before the digits wherever the key is `hash`, as in descriptors; where the key is `sha256` the digits stand alone."""
_HASH = re.compile(r"[0-9a-f]{64}")
_REMEDY = "restore it from version control; records are written by `mingzhang release` alone"


@dataclass(frozen=True, slots=True, order=True)
class ReleaseName:
    """`2026.11.1`: year, month, and the number of the release in that month, from 1."""

    year: int
    month: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}.{self.month:02d}.{self.number}"

    @property
    def in_month(self) -> str:
        """`2026-11`, as dates begin."""
        return f"{self.year}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class ReleasedPackage:
    """One package of a release: `hash` is the SHA-256 (hex) of its descriptor, which names those of its files.

    `before` is the version in the release before, blank for a package that is new. Where the version changed,
    `causes` counts the amounts that differ by cause and `changes` by kind (an amount may count twice).
    """

    name: str
    title: str
    title_en: str
    version: str
    hash: str
    before: str = ""
    causes: Mapping[str, int] = field(default_factory=dict)
    changes: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether the release before did not have it."""
        return not self.before

    @property
    def is_changed(self) -> bool:
        """Whether it has another version than in the release before."""
        return bool(self.before) and self.before != self.version


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A file of a release, with its size and SHA-256 (hex)."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A package taken back: the last version it had, and why."""

    name: str
    before: str
    reason_zh: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """What is kept of a release: everything that the next one, the portal and the feed need to know of it.

    `previous` is the release before, `portal` the absolute address of the portal; both may be blank.
    """

    name: ReleaseName
    date: str
    previous: str
    portal: str
    totals: Mapping[str, int]
    packages: tuple[ReleasedPackage, ...]
    withdrawn: tuple[Withdrawn, ...] = ()
    files: tuple[ReleaseFile, ...] = ()

    def package(self, name: str) -> ReleasedPackage | None:
        """One package by its name."""
        return next((package for package in self.packages if package.name == name), None)

    @property
    def new(self) -> tuple[ReleasedPackage, ...]:
        """Packages that the release before did not have."""
        return tuple(package for package in self.packages if package.is_new)

    @property
    def changed(self) -> tuple[ReleasedPackage, ...]:
        """Packages with another version than in the release before."""
        return tuple(package for package in self.packages if package.is_changed)

    def file(self, name: str) -> ReleaseFile | None:
        """One file by its name."""
        return next((file for file in self.files if file.name == name), None)

    def written(self) -> bytes:
        """The record as it stands in the project."""
        return write_json(
            {
                "format": FORMAT,
                "release": str(self.name),
                "date": self.date,
                "previous": self.previous or None,
                "portal": self.portal or None,
                "totals": dict(self.totals),
                "packages": [{**asdict(one), "hash": f"{_SHA256}{one.hash}"} for one in self.packages],
                "withdrawn": [asdict(package) for package in self.withdrawn],
                "files": [asdict(file) for file in self.files],
            }
        )


def read_name(text: str) -> ReleaseName:
    """A release's name from its text. Raises `DisclosureError` where it is none."""
    found = _NAME.fullmatch(text)
    if found is None:
        raise DisclosureError(
            "release-name", f"{text[:40]!r} names no release", "", None, "YYYY.MM.N such as 2026.11.1", "mind the zero"
        )
    return ReleaseName(int(found["year"]), int(found["month"]), int(found["number"]))


def is_date(text: str) -> bool:
    """Whether a text is a date such as 2026-11-21."""
    return _DATE.fullmatch(text) is not None


def read_records(folder: Path) -> list[ReleaseRecord]:
    """All records of a folder, oldest first; none where there is no such folder.

    Raises `DisclosureError` for a file that is no record.
    """
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    return sorted((_read(path) for path in paths), key=lambda record: record.name)


def read_withdrawn(folder: Path) -> dict[str, tuple[str, str]]:
    """Package → why it was taken back, in Chinese and in English. Raises `DisclosureError`."""
    path = folder / WITHDRAWN
    if not path.is_file():
        return {}
    try:
        rows = [row for _, row in split_csv(path.read_text(encoding="utf-8"))]
    except ValueError as error:  # no UTF-8, or no CSV
        raise _wrong(path, str(error)) from None
    if not rows or tuple(rows[0]) != WITHDRAWN_FIELDS:
        raise _wrong(path, f"its columns are not {', '.join(WITHDRAWN_FIELDS)}")
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(WITHDRAWN_FIELDS) or not NAME.fullmatch(row[0]) or not all(row):
            raise _wrong(path, "every line names a package and a reason in both languages", number)
    return {name: (zh, en) for name, zh, en in rows[1:]}


def first_with(records: Sequence[ReleaseRecord], package: str, version: str) -> ReleaseRecord | None:
    """The first release that holds this version of a package."""
    for record in records:
        found = record.package(package)
        if found is not None and found.version == version:
            return record
    return None


def dates_of(records: Sequence[ReleaseRecord], package: str, version: str) -> tuple[str, str]:
    """The dates of the first release that had a package and of the first that had this version of it; blank for none.

    `records` are those of all releases, oldest first.
    """
    with_any = next((record for record in records if record.package(package) is not None), None)
    with_this = first_with(records, package, version)
    return with_any.date if with_any else "", with_this.date if with_this else ""


def _read(path: Path) -> ReleaseRecord:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        record = _record(found)
    except (KeyError, TypeError, ValueError, AttributeError, DisclosureError) as error:
        raise _wrong(path, f"is no record of a release: {type(error).__name__}: {error}") from None
    if path.name != f"{record.name}.json":
        raise _wrong(path, f"is the record of {record.name}")
    return record


def _record(found: Mapping[str, Any]) -> ReleaseRecord:
    if found["format"] != FORMAT or not is_date(found["date"]):
        raise ValueError("another format, or no date")
    return ReleaseRecord(
        read_name(found["release"]),
        found["date"],
        str(read_name(found["previous"])) if found["previous"] else "",
        str(found["portal"] or ""),
        {str(key): int(number) for key, number in found["totals"].items()},
        tuple(_package(one) for one in found["packages"]),
        tuple(Withdrawn(**{key: str(value) for key, value in one.items()}) for one in found["withdrawn"]),
        tuple(_file(one) for one in found["files"]),
    )


def _package(found: Mapping[str, Any]) -> ReleasedPackage:
    package = ReleasedPackage(
        **{key: str(found[key]) for key in ("name", "title", "title_en", "version", "before")},
        hash=str(found["hash"]).removeprefix(_SHA256),
        causes={str(cause): int(number) for cause, number in found["causes"].items()},
        changes={str(kind): int(number) for kind, number in found["changes"].items()},
    )
    versions = (package.version, package.before or package.version)
    is_hash = found["hash"] == f"{_SHA256}{package.hash}" and _HASH.fullmatch(package.hash)
    if not (NAME.fullmatch(package.name) and is_hash and all(map(VERSION.fullmatch, versions))):
        raise ValueError(f"{package.name!r} is not told as a package is")
    if not (set(package.causes) <= set(CAUSES) and set(package.changes) <= set(KINDS)):
        raise ValueError(f"{package.name} has a cause or a kind of change that there is not")
    return package


def _file(found: Mapping[str, Any]) -> ReleaseFile:
    file = ReleaseFile(str(found["name"]), int(found["bytes"]), str(found["sha256"]))
    if not _HASH.fullmatch(file.sha256) or "/" in file.name or file.name.startswith(".."):
        raise ValueError(f"{file.name!r} is no file of a release")
    return file


def _wrong(path: Path, message: str, line: int | None = None) -> DisclosureError:
    return DisclosureError("release-record", message, path, line, "a record of a release", _REMEDY)
