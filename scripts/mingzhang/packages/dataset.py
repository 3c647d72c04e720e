"""What a package is, said once: every export, feed and page takes titles, version, licence, hashes and fields here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingzhang.ground.csv_cells import header_of
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.descriptor import DESCRIPTOR
from mingzhang.packages.model import NAME
from mingzhang.schemas import Table, tables_of

REMEDY = "run `mingzhang validate` on the package"
_REBUILD = "run `mingzhang rebuild` on the package, which writes the file anew, or restore it from version control"


@dataclass(frozen=True, slots=True)
class Licence:
    """Under what terms the data may be used."""

    name: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class OriginalDocument:
    """One file of the document as published, which is not in the package: its SHA-256 is hexadecimal.

    Address and dates (YYYY-MM-DD) are blank where nobody told them.
    """

    file_name: str
    bytes: int
    sha256: str
    media_type: str = "text/plain"
    url: str = ""
    published: str = ""
    fetched: str = ""


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of a package: path inside it, media type, size, SHA-256 (hex), and the table it holds, if any.

    `header` are the columns this file of the table has.
    """

    path: str
    media_type: str
    bytes: int
    sha256: str
    title: str
    title_en: str
    table: Table | None = None
    rows: int = 0
    header: tuple[str, ...] = ()

    @property
    def printed(self) -> Table | None:
        """The table without the columns that this file lacks, since its document does not print them."""
        return self.table and self.table.narrowed(self.header)


@dataclass(frozen=True, slots=True)
class Dataset:
    """One package as every surface describes it; it holds no data."""

    name: str
    title: str
    title_en: str
    version: str
    licence: Licence
    kind: str
    scope: str
    fiscal_year: int
    starts: str
    ends: str
    division_code: str
    division_name: str
    agency_code: str
    agency_name: str
    keywords: tuple[str, ...]
    originals: tuple[OriginalDocument, ...]
    files: tuple[DataFile, ...]
    descriptor: DataFile

    @property
    def hash(self) -> str:
        """SHA-256 (hex) of `datapackage.json`, which names the hash of every other file: that of the package."""
        return self.descriptor.sha256

    @property
    def tables(self) -> tuple[DataFile, ...]:
        """The files that hold tables, standard tables first."""
        return tuple(file for file in self.files if file.table is not None)

    @property
    def unit_key(self) -> str:
        """`<division>-<agency>`: what all disclosures of one unit share."""
        return f"{self.division_code}-{self.agency_code}"

    def file(self, path: str) -> DataFile:
        """One file by its path inside the package."""
        return next(file for file in self.files if file.path == path)


def describe(
    descriptor: Mapping[str, Any], files: Mapping[str, bytes], where: Path, count: Callable[[Table], int]
) -> Dataset:
    """What a descriptor says of a package; `count` gives the number of rows of a table.

    Sizes and hashes are those of the bytes at hand; a descriptor that states others is refused (`DisclosureError`).
    """
    try:
        return _dataset(descriptor, files, count)
    except KeyError as error:
        raise _no_package(where, f"it has no {error}") from None
    except (TypeError, ValueError, IndexError, StopIteration, AttributeError) as error:
        raise _no_package(where, str(error)) from None
    except _Differs as differs:
        raise DisclosureError(
            "package-descriptor",
            differs.message,
            where / differs.path,
            None,
            f"SHA-256 {differs.stated}, as {DESCRIPTOR} states",
            _REBUILD,
        ) from None


class _Differs(Exception):
    """A file that is not as its descriptor states; `stated` is the hash that it should have."""

    def __init__(self, path: str, stated: str, message: str) -> None:
        super().__init__(message)
        self.path, self.stated, self.message = path, stated, message


def _no_package(where: Path, why: str) -> DisclosureError:
    message = f"the descriptor does not describe a package{': ' if why else ''}{why}"
    expected = "a descriptor as schemas/package.json has it"
    return DisclosureError("package-descriptor", message, where / DESCRIPTOR, None, expected, REMEDY)


def _dataset(descriptor: Mapping[str, Any], contents: Mapping[str, bytes], count: Callable[[Table], int]) -> Dataset:
    identity, licence = descriptor["identity"], descriptor["licenses"][0]
    if not NAME.fullmatch(descriptor["name"]):
        raise ValueError(f"{descriptor['name']!r} is no package name")
    return Dataset(
        name=descriptor["name"],
        title=str(descriptor["title"]),
        title_en=str(descriptor["title_en"]),
        version=str(descriptor["version"]),
        licence=Licence(str(licence["name"]), str(licence["title"]), str(licence["path"])),
        kind=str(identity["kind"]),
        scope=str(identity["scope"]),
        fiscal_year=int(identity["fiscal_year"]),
        starts=str(descriptor["fiscalPeriod"]["start"]),
        ends=str(descriptor["fiscalPeriod"]["end"]),
        division_code=str(identity["division_code"]),
        division_name=str(identity["division_name"]),
        agency_code=str(identity["agency_code"]),
        agency_name=str(identity["agency_name"]),
        keywords=tuple(map(str, descriptor["keywords"])),
        originals=tuple(map(original_of, descriptor["sources"])),
        files=tuple(_files(descriptor, contents, count)),
        descriptor=_file(DESCRIPTOR, "application/json", contents[DESCRIPTOR], "数据包描述", "Data package descriptor"),
    )


def original_of(source: Mapping[str, Any]) -> OriginalDocument:
    """One entry of a descriptor's `sources`."""
    return OriginalDocument(
        str(source["title"]),
        int(source["bytes"]),
        _hex(source["hash"]),
        str(source.get("mediatype", "text/plain")),
        str(source.get("path", "")),
        str(source.get("published", "")),
        str(source.get("fetched", "")),
    )


def _files(
    descriptor: Mapping[str, Any], contents: Mapping[str, bytes], count: Callable[[Table], int]
) -> Iterator[DataFile]:
    tables = {table.name: table for table in tables_of(descriptor["identity"]["kind"])}
    for resource in descriptor["resources"]:
        if "path" not in resource:  # lists of allowed values, which the descriptor holds itself
            continue
        path, table = str(resource["path"]), tables.get(resource["name"])
        data, stated = contents.get(path, b""), _hex(resource["hash"])
        found = hashlib.sha256(data).hexdigest()
        if (len(data), found) != (resource["bytes"], stated):
            told = f"was changed: its SHA-256 is {found}" if path in contents else "is missing"
            raise _Differs(path, stated, told)
        rows = 0 if table is None else count(table)
        title, title_en = str(resource["title"]), str(resource["title_en"])
        yield _file(path, str(resource.get("mediatype", "text/csv")), data, title, title_en, table, rows)


def _file(
    path: str, media_type: str, data: bytes, title: str, title_en: str, table: Table | None = None, rows: int = 0
) -> DataFile:
    digest, header = hashlib.sha256(data).hexdigest(), tuple(header_of(data)) if table else ()
    return DataFile(path, media_type, len(data), digest, title, title_en, table, rows, header)


def _hex(stated: str) -> str:
    """The hex digits of `sha256:…`."""
    digest = stated.removeprefix("sha256:")
    if len(digest) != 64 or digest == stated:
        raise ValueError(f"{stated!r} is no SHA-256")
    return digest
