"""Packages as one SQLite database: typed, with keys that hold, and views by function, project and unit.

The bytes follow from the packages and the version of the SQLite library alone.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from mingzhang.formats.names import table_name
from mingzhang.formats.sqlite_schema import (
    FIELD_COLUMNS,
    ORIGINAL_COLUMNS,
    PACKAGE_COLUMNS,
    RECORD_COLUMNS,
    blank_texts,
    column_names,
    create_statements,
    quoted,
    record_tables,
)
from mingzhang.formats.told import exported, exported_tables, told_rows
from mingzhang.ground.amounts import format_quantity, format_yuan
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.dataset import Dataset
from mingzhang.packages.published import PublishedPackage
from mingzhang.packages.values import Value, has_inapplicable
from mingzhang.schemas import Table

Cell = str | int | None

_STRICT_SINCE = (3, 37, 0)
_MAX_INTEGER = 2**63 - 1
_SETTINGS = ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "foreign_keys = ON", "user_version = 1")
_REMEDY = "run `mingzhang validate` on the package"


def write_sqlite(path: Path, packages: Iterable[PublishedPackage]) -> None:
    """One database of all packages, one in memory at a time; `path` must not exist yet.

    Raises `DisclosureError` where a package breaks a key or a type; what was written is then to be thrown away.
    """
    if sqlite3.sqlite_version_info < _STRICT_SINCE:
        found, wanted = sqlite3.sqlite_version, "SQLite 3.37 or newer"
        raise DisclosureError(
            "export-old-sqlite", f"this Python has SQLite {found}", path, None, wanted, "update Python"
        )
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for setting in _SETTINGS:
            database.execute(f"PRAGMA {setting}")
        database.execute("BEGIN")
        for statement in create_statements():
            database.execute(statement)
        _insert(database, "fields", FIELD_COLUMNS, _described_fields())
        database.execute("COMMIT")
        for package in packages:
            _add(database, package)


def sqlite_bytes(packages: Iterable[PublishedPackage]) -> bytes:
    """The same in memory, for one package or few."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mingzhang.sqlite"
        write_sqlite(path, packages)
        return path.read_bytes()


def fen(amount: Decimal) -> int | None:
    """An amount in 分; None where it has parts of a 分 or more digits than SQLite's integers."""
    exact = amount.scaleb(2)
    whole = int(exact)
    return whole if whole == exact and abs(whole) <= _MAX_INTEGER else None


def _add(database: sqlite3.Connection, package: PublishedPackage) -> None:
    """All rows of one package in one transaction; its foreign keys are judged at the end of it."""
    dataset = package.dataset
    try:
        database.execute("BEGIN")
        _insert(database, "packages", PACKAGE_COLUMNS, [_described(dataset)])
        _insert(database, "originals", ORIGINAL_COLUMNS, _originals(dataset))
        for file in dataset.tables:
            assert file.table is not None
            table = exported(file.table)
            _insert(database, table_name(table), column_names(table), _cells(package, table))
            if table_name(file.table) in record_tables():
                _insert(database, "records", RECORD_COLUMNS, _records(package, file.table))
        database.execute("COMMIT")
    except sqlite3.IntegrityError as error:
        message = f"breaks a key or a type: {error}"
        raise DisclosureError("export-integrity", message, dataset.name, None, "its schemas", _REMEDY) from None


def _insert(
    database: sqlite3.Connection, name: str, columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]
) -> None:
    names, marks = ", ".join(map(quoted, columns)), ", ".join("?" * len(columns))
    database.executemany(f"INSERT INTO {quoted(name)} ({names}) VALUES ({marks})", rows)  # noqa: S608 (our own names)


def _described(dataset: Dataset) -> tuple[Cell, ...]:
    """In the order of `PACKAGE_COLUMNS`."""
    return (
        dataset.name,
        dataset.title,
        dataset.title_en,
        dataset.version,
        dataset.kind,
        dataset.scope,
        dataset.fiscal_year,
        dataset.division_code,
        dataset.division_name,
        dataset.agency_code,
        dataset.agency_name,
        dataset.licence.name,
        dataset.licence.url,
        f"sha256:{dataset.hash}",
        dataset.originals[0].file_name,
        dataset.originals[0].bytes,
        f"sha256:{dataset.originals[0].sha256}",
    )


def _originals(dataset: Dataset) -> Iterator[tuple[Cell, ...]]:
    """In the order of `ORIGINAL_COLUMNS`."""
    for number, one in enumerate(dataset.originals, 1):
        found_at = (one.url or None, one.published or None, one.fetched or None)
        yield dataset.name, number, one.file_name, one.media_type, one.bytes, f"sha256:{one.sha256}", *found_at


def _described_fields() -> Iterator[tuple[Cell, ...]]:
    for table in exported_tables():
        for field in table.columns:
            yield table_name(table), field.name, field.title, field.title_en, field.type, field.description


def _records(package: PublishedPackage, table: Table) -> Iterator[tuple[Cell, ...]]:
    """The rows of one standard table by their names."""
    place = table.fields.index("row_id")
    for row in package.rows(table):
        yield package.name, str(row.values[place]), table.name


def _cells(package: PublishedPackage, table: Table) -> Iterator[tuple[Cell, ...]]:
    """The rows of one table in the order of `column_names`."""
    amounts = tuple(field.is_amount for field in table.columns)
    with_names = has_inapplicable(table)
    blank = blank_texts(table)
    empty = tuple("" if field.name in blank else None for field in table.columns)
    for row in told_rows(package, table):
        cells: list[Cell] = [package.dataset.name]
        for is_amount, value, none in zip(amounts, row.values, empty, strict=True):
            cells += _typed_cells(is_amount, none if value is None else value)
        yield (*cells, " ".join(row.inapplicable) or None) if with_names else tuple(cells)


def _typed_cells(is_amount: bool, value: Value) -> tuple[Cell, ...]:
    """An amount twice, exact and in 分; everything else as it is."""
    if not isinstance(value, Decimal):
        return (value, None) if is_amount else (value,)
    return (format_yuan(value), fen(value)) if is_amount else (format_quantity(value),)
