"""Packages as Parquet, one file per table: exact decimals, text that stays text, titles in the metadata.

`mingzhang:table` describes the table, `mingzhang:package` the one package of a file, and of a file over several
`mingzhang:catalog` says what it is and lists its packages with version and hash. The last is known only at the end,
so it stands in the metadata of the file (`pq.read_metadata`, DuckDB's `parquet_kv_metadata`), not in Arrow's schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mingzhang.formats.names import PACKAGE_FIELD, PACKAGE_TITLE, PACKAGE_TITLE_EN, table_name
from mingzhang.formats.told import exported, told_rows
from mingzhang.ground.attribution import MAKER
from mingzhang.packages.dataset import Dataset
from mingzhang.packages.published import PublishedPackage
from mingzhang.packages.values import INAPPLICABLE_FIELD, MAX_DECIMALS, MAX_WHOLE, has_inapplicable
from mingzhang.schemas import Field, Table

_FLUSH_ROWS = 50_000
"""Rows of one table kept in memory before they become a row group."""

_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "number": pa.decimal128(MAX_WHOLE + MAX_DECIMALS, MAX_DECIMALS),
}
"""One type per field whatever the values, so that the files of all packages fit together."""


def parquet_schema(published: Table) -> pa.Schema:
    """The columns of the CSV after `package`; `not_applicable` names those that are `——` (null, like blank)."""
    table = exported(published)
    fields = [pa.field(PACKAGE_FIELD, pa.string(), False, _titles(PACKAGE_TITLE, PACKAGE_TITLE_EN))]
    fields += [_field(field) for field in table.columns]
    if has_inapplicable(table):
        names = _titles("不适用的列", "Columns that are not applicable")
        fields.append(pa.field(INAPPLICABLE_FIELD, pa.list_(pa.string()), True, names))
    described = {
        "name": table.name,
        "title": table.title,
        "title_en": table.title_en,
        "description": table.description,
        "description_en": table.description_en,
        "primaryKey": [PACKAGE_FIELD, *table.key],
    }
    return pa.schema(fields, metadata={"mingzhang:table": json.dumps(described, ensure_ascii=False)})


def parquet_bytes(package: PublishedPackage, table: Table) -> bytes:
    """One table of one package; the metadata say which package and version it is."""
    out = pa.BufferOutputStream()
    dataset = package.dataset
    stated = {
        "name": dataset.name,
        "title": dataset.title,
        "title_en": dataset.title_en,
        "version": dataset.version,
        "licence": dataset.licence.name,
        "licence_url": dataset.licence.url,
        "hash": f"sha256:{dataset.hash}",
        "generator": MAKER,
    }
    made = _arrow(package, table)
    metadata = {**(made.schema.metadata or {}), b"mingzhang:package": json.dumps(stated, ensure_ascii=False).encode()}
    with _writer(out, made.schema.with_metadata(metadata)) as writer:
        writer.write_table(made.replace_schema_metadata(metadata))
    return bytes(out.getvalue().to_pybytes())


def write_parquet(folder: Path, packages: Iterable[PublishedPackage], only: frozenset[str] = frozenset()) -> list[Path]:
    """One file per table over all packages (or those tables whose names `only` has); memory does not grow with them.

    Tables that only budgets or only final accounts have begin with `budget_` or `final_`.
    """
    files: dict[str, _Growing] = {}
    try:
        for package in packages:
            for table in _tables(package, only):
                name = table_name(table)
                if name not in files:
                    files[name] = _Growing(folder / f"{name}.parquet", table)
                files[name].add(package)
    finally:
        for file in files.values():
            file.close()
    return [files[name].path for name in sorted(files)]


def _tables(package: PublishedPackage, only: frozenset[str]) -> Iterator[Table]:
    for file in package.dataset.tables:
        assert file.table is not None
        if not only or file.table.name in only:
            yield file.table


class _Growing:
    """A file that takes one table of one package after the other and writes them in row groups of a useful size.

    What it says of its packages is written last, when they are all known.
    """

    def __init__(self, path: Path, table: Table) -> None:
        self.path = path
        self._table = table
        self._writer = _writer(str(path), parquet_schema(table))
        self._waiting: list[pa.Table] = []
        self._rows = 0
        self._packages: list[dict[str, str]] = []
        self._licences: dict[str, str] = {}

    def add(self, package: PublishedPackage) -> None:
        dataset, rows = package.dataset, _arrow(package, self._table)
        self._packages.append(_listed(dataset))
        self._licences[dataset.licence.name] = dataset.licence.url
        self._waiting.append(rows)
        self._rows += rows.num_rows
        if self._rows >= _FLUSH_ROWS:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.add_key_value_metadata({"mingzhang:catalog": json.dumps(self._described(), ensure_ascii=False)})
        self._writer.close()

    def _described(self) -> dict[str, Any]:
        return {
            "title": f"{MAKER}：{self._table.title}",
            "title_en": f"Mingzhang: {self._table.title_en}",
            "licence": " AND ".join(sorted(self._licences)),
            "licence_url": " ".join(url for _, url in sorted(self._licences.items())),
            "generator": MAKER,
            "packages": self._packages,
        }

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.concat_tables(self._waiting).combine_chunks())
        self._waiting, self._rows = [], 0


def _listed(dataset: Dataset) -> dict[str, str]:
    return {"name": dataset.name, "version": dataset.version, "hash": f"sha256:{dataset.hash}"}


def _writer(where: Any, schema: pa.Schema) -> Any:
    return pq.ParquetWriter(where, schema, compression="zstd", version="2.6", store_schema=True)


def _arrow(package: PublishedPackage, published: Table) -> pa.Table:
    table = exported(published)
    schema = parquet_schema(table)
    rows = list(told_rows(package, table))
    columns: list[Any] = [[package.dataset.name] * len(rows)]
    columns += [list(column) for column in zip(*(row.values for row in rows), strict=True)] or [
        [] for _ in table.fields
    ]
    if has_inapplicable(table):
        columns.append([list(row.inapplicable) for row in rows])
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _field(field: Field) -> pa.Field:
    described = _titles(field.title, field.title_en)
    if field.description:
        described["description"] = field.description
    return pa.field(field.name, _TYPES[field.type], not field.required, described)


def _titles(title: str, title_en: str) -> dict[str, str]:
    return {"title": title, "title_en": title_en}
