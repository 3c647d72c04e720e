"""Packages as JSON: decimals as text, so that no parser turns an amount into a float."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from mingzhang.formats.told import exported, told_rows
from mingzhang.ground.amounts import format_quantity, format_yuan
from mingzhang.packages.dataset import Dataset
from mingzhang.packages.published import PublishedPackage
from mingzhang.packages.values import INAPPLICABLE_FIELD, Row, has_inapplicable
from mingzhang.schemas import Field, Table

_ENCODER = json.JSONEncoder(ensure_ascii=False)
"""One for all rows; `json.dumps` would make another for each."""


def json_parts(packages: Iterable[PublishedPackage]) -> Iterator[bytes]:
    """The pieces of `{"packages": [{…, "tables": {"balance": [{…}, …], …}}]}`, one package at a time.

    Every row has every column of its CSV. Codes, texts and amounts are strings (`"13136200.00"`), counts and years
    are numbers, flags are true or false; blank is null. Where a cell is `——` the value is null too and the row's
    `not_applicable` lists the column.
    """
    between = b'{"packages": [\n'
    for package in packages:
        yield between
        between = b",\n"
        yield from _package(package)
    yield b"]}\n" if between == b",\n" else b'{"packages": []}\n'


def json_bytes(packages: Iterable[PublishedPackage]) -> bytes:
    """The same as one piece."""
    return b"".join(json_parts(packages))


def table_json(package: PublishedPackage, table: Table) -> bytes:
    """One table as an array of objects, one a line."""
    return b"[\n" + b",\n".join(_rows(package, table)) + b"\n]\n"


def _package(package: PublishedPackage) -> Iterator[bytes]:
    yield _dump(_head(package.dataset))[:-1] + b', "tables": {\n'
    between = b""
    for file in package.dataset.tables:
        assert file.printed is not None
        yield between + _dump(file.printed.name) + b": " + table_json(package, file.printed).rstrip(b"\n")
        between = b",\n"
    yield b"\n}}\n"


def _head(dataset: Dataset) -> dict[str, Any]:
    return {
        "name": dataset.name,
        "title": dataset.title,
        "title_en": dataset.title_en,
        "version": dataset.version,
        "licence": {"name": dataset.licence.name, "url": dataset.licence.url},
        "hash": f"sha256:{dataset.hash}",
        "fiscal_year": dataset.fiscal_year,
        "kind": dataset.kind,
        "scope": dataset.scope,
        "division_code": dataset.division_code,
        "division_name": dataset.division_name,
        "agency_code": dataset.agency_code,
        "agency_name": dataset.agency_name,
        "originals": [
            {
                "file_name": original.file_name,
                "media_type": original.media_type,
                "bytes": original.bytes,
                "hash": f"sha256:{original.sha256}",
                "url": original.url or None,
                "published": original.published or None,
                "fetched": original.fetched or None,
            }
            for original in dataset.originals
        ],
    }


def _rows(package: PublishedPackage, published: Table) -> Iterator[bytes]:
    table = exported(published)
    with_names = has_inapplicable(table)
    numbers = {field.name: _said(field) for field in table.columns if field.type == "number"}
    for row in told_rows(package, table):
        yield _dump(_object(table, row, numbers, with_names))


def _object(
    table: Table, row: Row, numbers: Mapping[str, Callable[[Decimal], str]], with_names: bool
) -> dict[str, Any]:
    made: dict[str, Any] = dict(zip(table.fields, row.values, strict=True))
    for name, said in numbers.items():
        if made[name] is not None:
            made[name] = said(made[name])
    if with_names:
        made[INAPPLICABLE_FIELD] = row.inapplicable
    return made


def _said(field: Field) -> Callable[[Decimal], str]:
    return format_yuan if field.is_amount else format_quantity


def _dump(value: Any) -> bytes:
    return _ENCODER.encode(value).encode()
