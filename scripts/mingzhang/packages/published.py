"""A package as it was published: its descriptor, its tables and their values, each read once and only when asked for.

Every room that reads packages reads them here. What is asked for is checked and refused with file and line
(`DisclosureError`, codes `package-…`), for a package can come from anyone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingzhang.ground.csv_cells import NotCsvError, split_csv
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.escape import from_csv_text
from mingzhang.ground.source import Source
from mingzhang.packages.dataset import REMEDY, Dataset, describe
from mingzhang.packages.descriptor import DESCRIPTOR, contract_of, packaged_history, parse_descriptor, read_version
from mingzhang.packages.files import FolderFiles, decode
from mingzhang.packages.history import History
from mingzhang.packages.model import SOURCE
from mingzhang.packages.source_places import table_path
from mingzhang.packages.stated import stated_table
from mingzhang.packages.store import find_packages
from mingzhang.packages.values import Row, not_as_schema, typed_rows
from mingzhang.schemas import Table

if TYPE_CHECKING:
    import pandas as pd

Cells = dict[str, str]
"""One row by the names of its columns."""


@dataclass(frozen=True)
class PublishedPackage:
    """One package: its name and the bytes of its files by path inside it; `where` is told in errors."""

    name: str
    files: Mapping[str, bytes]
    where: str = ""
    _known: Dataset | None = field(default=None, compare=False, repr=False)
    _split: dict[str, list[tuple[int, list[str]]]] = field(default_factory=dict, compare=False, repr=False)
    _rows: dict[Table, tuple[Row, ...]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def descriptor(self) -> Mapping[str, Any]:
        """`datapackage.json`; only that it is a JSON object is known of it."""
        return parse_descriptor(self._file(DESCRIPTOR), self.path(DESCRIPTOR))

    @property
    def version(self) -> str:
        """Its version, MAJOR.MINOR.PATCH."""
        return read_version(self.path(), self.descriptor)

    @property
    def contract(self) -> str:
        """The version of the contract it was made by; descriptors of version 1 name none."""
        return contract_of(self.descriptor)

    @property
    def source_hash(self) -> str:
        """`sha256:…` of each file as published, with a space between; blank where the descriptor names none."""
        sources = self.descriptor.get("sources")
        listed = sources if isinstance(sources, list) else []
        return " ".join(str(one.get("hash", "")) for one in listed if isinstance(one, dict))

    @cached_property
    def schemas(self) -> Mapping[str, Mapping[str, Any]]:
        """Table name → the Table Schema that the package itself states, of the tables that are files, in its order."""
        resources = self.descriptor.get("resources")
        listed = [found for found in resources if isinstance(found, dict)] if isinstance(resources, list) else []
        files = (found for found in listed if isinstance(found.get("schema"), dict) and "path" in found)
        return {str(found.get("name")): found["schema"] for found in files}

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables, in the order of the descriptor."""
        return tuple(self.schemas)

    @cached_property
    def dataset(self) -> Dataset:
        """What every surface says of it; all its tables are read for that, and every size and hash is compared."""
        return self._known or describe(self.descriptor, self.files, self.path(), lambda table: len(self.rows(table)))

    @cached_property
    def source(self) -> Source:
        """The masked text of the disclosure, with where its lines are printed and what is marked in it."""
        from mingzhang.packages.reading import packaged_source  # what masks and joins sources is seldom needed

        self._file(SOURCE)
        return packaged_source(self.descriptor, self.files, self.path())

    @cached_property
    def history(self) -> History:
        """The versions it carries, newest first; none where it has had one version only."""
        return packaged_history(self.descriptor, self.files, self.path())

    def path(self, path: str = "") -> Path:
        """Where the package, or a file of it, lies, as errors tell it."""
        return Path(self.where or self.name) / path

    def header(self, table: str) -> list[str]:
        """The columns of a table as its file has them; none where the package has no such file, or an empty one."""
        rows = self._cells_of(table)
        return rows[0][1] if rows else []

    def cells(self, table: str) -> list[Cells]:
        """The rows of a table as its file has them; none where the package has no such file."""
        header = self.header(table)
        return [dict(zip(header, row, strict=True)) for _, row in self._cells_of(table)[1:]]

    def records(self, table: str) -> list[Cells]:
        """The rows of a table, each cell as the text that it stands for. A table that is missing is an error."""
        data = self._file(table_path(table))
        rows = self.cells(table)
        if b"'" not in data:
            return rows
        return [{name: from_csv_text(cell) for name, cell in row.items()} for row in rows]

    def rows(self, table: Table) -> tuple[Row, ...]:
        """The rows of a table as values of their types; whatever is not as our schema says is an error."""
        if table not in self._rows:
            path = table_path(table.name)
            has_apostrophe = b"'" in self._file(path)
            found = typed_rows(table, self._cells_of(table.name), self.path(path), has_apostrophe=has_apostrophe)
            self._rows[table] = tuple(found)
        return self._rows[table]

    def table(self, name: str) -> Table:
        """A table as the package's own schema states it. Raises `DisclosureError` where it has none of this name."""
        if name not in self.schemas:
            told = f"the tables are {', '.join(self.schemas)}"
            raise DisclosureError("package-no-table", f"{self.name} has no table {name[:60]!r}", remedy=told)
        return stated_table(name, self.schemas[name], self.path(DESCRIPTOR))

    def frame(self, name: str, *, exact: bool = False) -> pd.DataFrame:
        """A table as a pandas data frame; types and blanks are as `frames.tables_frame` says."""
        from mingzhang.packages.frames import table_frame

        return table_frame(self, name, exact=exact)

    def _file(self, path: str) -> bytes:
        """The bytes of a file that every package has."""
        if path not in self.files:
            raise DisclosureError("package-unreadable", "is missing", self.path(path), None, "a package", REMEDY)
        return self.files[path]

    def _cells_of(self, table: str) -> list[tuple[int, list[str]]]:
        """Header and rows of a table with their lines; all have as many cells as the header."""
        if table not in self._split:
            path = table_path(table)
            self._split[table] = self._read(path) if path in self.files else []
        return self._split[table]

    def _read(self, path: str) -> list[tuple[int, list[str]]]:
        shown = self.path(path)
        try:
            rows = list(split_csv(decode(self.files[path], shown)))
        except NotCsvError as error:
            raise not_as_schema(shown, error.line, f"no CSV: {error}", "RFC 4180") from None
        for line, row in rows:
            if len(row) != len(rows[0][1]):
                raise not_as_schema(shown, line, f"the row has {len(row)} cells", f"{len(rows[0][1])} cells")
        return rows


def package_at(folder: Path) -> PublishedPackage:
    """The package in a folder, with nothing read yet. Raises `DisclosureError` where there is no folder."""
    if folder.is_symlink():
        raise DisclosureError("package-link", "is a link", folder, None, "a package folder", REMEDY)
    if not folder.is_dir():
        raise DisclosureError("package-unreadable", "no such folder", folder, None, "a package folder", REMEDY)
    return PublishedPackage(folder.resolve().name, FolderFiles(folder), str(folder))


def package_of(files: Mapping[str, bytes], where: Path | str = "") -> PublishedPackage:
    """A package from the bytes of its files, described. Raises `DisclosureError` for one that cannot be."""
    found = PublishedPackage("", files, str(where))
    return PublishedPackage(found.dataset.name, files, str(where), found.dataset, found._split, found._rows)


def read_package(folder: Path) -> PublishedPackage:
    """A package from its folder, described. Raises `DisclosureError` for one that cannot be."""
    return described(package_at(folder))


def described(package: PublishedPackage) -> PublishedPackage:
    """The same package, which is what its descriptor says and bears its name. Raises `DisclosureError`."""
    if package.dataset.name != package.name:
        message = f"the folder holds the package {package.dataset.name}"
        raise DisclosureError("package-descriptor", message, package.path(), None, "a folder of that name", REMEDY)
    return package


def read_described(folder: Path, dataset: Dataset) -> PublishedPackage:
    """A package that was described before; it is not described again.

    Raises `DisclosureError` where a file has other bytes than it had then.
    """
    package = PublishedPackage(dataset.name, FolderFiles(folder), str(folder), dataset)
    for file in (dataset.descriptor, *dataset.files):
        if hashlib.sha256(package.files.get(file.path, b"")).hexdigest() != file.sha256:
            message = f"{file.path} was changed while it was being read"
            raise DisclosureError("package-descriptor", message, folder, None, "files that stay as they are", REMEDY)
    return package


def read_packages(folders: Iterable[Path]) -> Iterator[PublishedPackage]:
    """Packages one after the other: only one is in memory at a time."""
    return map(read_package, folders)


def read_catalog(root: Path) -> Iterator[PublishedPackage]:
    """Every package under `root`, in order of their names."""
    return read_packages(find_packages(root))
