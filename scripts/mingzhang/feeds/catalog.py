"""`catalog.json`: every package with its version, hashes, counts and files, in a shape of our own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mingzhang.codes import schemas_dir
from mingzhang.feeds.published import Download, Published, Site, dataset_id, in_order
from mingzhang.packages.dataset import DataFile, Dataset, OriginalDocument
from mingzhang.schemas import TABLES, Table

ADDRESS = "catalog.json"
FORMAT = 1
"""Raised when a key is removed or means something else; new keys may come at any time."""

_HEX = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_HASH = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
_DATE = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TEXT = {"type": "string", "minLength": 1}
_COUNT = {"type": "integer", "minimum": 0}


def catalog_json(published: Sequence[Published], site: Site, general: Sequence[Download] = ()) -> bytes:
    """The catalog; `general` are the files that hold all packages. Addresses are relative to it without a site URL.

    Dates and the name of the release are those of the records of releases, and null where there is none.
    """
    ordered = in_order(published)
    return _dump(
        {
            "format": FORMAT,
            "id": site.identity("", ADDRESS),
            "release": site.release or None,
            "date": site.date or None,
            "title": site.title,
            "title_en": site.title_en,
            "description": site.description,
            "description_en": site.description_en,
            "home": site.address("", ADDRESS),
            "counts": _counts([one.dataset for one in ordered]),
            "files": [_download(download, site) for download in general],
            "tables": {_table_key(table): _table(table) for table in TABLES},
            "packages": [_package(one, site) for one in ordered],
        }
    )


def catalog_schema() -> dict[str, Any]:
    """The JSON Schema of `catalog.json`."""
    name = {"type": "object", "required": ["code", "name"], "properties": {"code": _TEXT, "name": _TEXT}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Mingzhang catalog",
        "description": "Every package of the portal. Addresses are absolute, or relative to catalog.json.",
        **_object(
            format={"const": FORMAT, "description": "Raised when a key is removed or means something else."},
            title=_TEXT,
            title_en=_TEXT,
            description=_TEXT,
            description_en=_TEXT,
            home={"type": "string", "description": "Address of the portal."},
            optional={
                "id": {"type": "string", "description": "What names the catalog in every release: its `@id` in DCAT."},
                "release": {
                    "type": ["string", "null"],
                    "description": "The release that this is, such as 2026.11.1; null where it is none.",
                },
                "date": {**_DATE, "description": "Date of that release; null where it is none."},
            },
            counts=_object(packages=_COUNT, units=_COUNT, facts=_COUNT, rows=_COUNT),
            files={"type": "array", "items": {"$ref": "#/$defs/file"}, "description": "Files that hold all packages."},
            tables={
                "type": "object",
                "description": "Every table, by `budget/…`, `final/…` or `common/…`; packages name theirs.",
                "additionalProperties": _object(
                    title=_TEXT, title_en=_TEXT, fields={"type": "array", "items": _TEXT, "minItems": 1}
                ),
            },
            packages={"type": "array", "items": {"$ref": "#/$defs/package"}},
        ),
        "$defs": {
            "file": _object(
                address=_TEXT,
                format=_TEXT,
                media_type=_TEXT,
                bytes=_COUNT,
                sha256=_HEX,
                holds={**_TEXT, "description": "`package`, `catalog`, or the name of a table."},
            ),
            "package": _object(
                name=_TEXT,
                title=_TEXT,
                title_en=_TEXT,
                version={"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
                licence=_object(name=_TEXT, title=_TEXT, url=_TEXT),
                hash={
                    **_HASH,
                    "description": "`sha256:` and the SHA-256 of datapackage.json, which names the hash of every file.",
                },
                optional={
                    "id": {"type": "string", "description": "What names the dataset in every release: `@id` in DCAT."},
                    "issued": {**_DATE, "description": "Date of the first release that had the package, or null."},
                    "modified": {**_DATE, "description": "Date of the first release with this version, or null."},
                    "originals": {
                        "type": "array",
                        "items": {"$ref": "#/$defs/original"},
                        "minItems": 1,
                        "description": "Every file of the document as published; `original` is the first.",
                    },
                },
                kind={"enum": ["budget", "final"]},
                scope={"enum": ["dept", "unit"]},
                fiscal_year={"type": "integer"},
                division=name,
                agency=name,
                keywords={"type": "array", "items": _TEXT},
                original=_object(file_name=_TEXT, bytes=_COUNT, sha256=_HEX),
                page=_TEXT,
                rows={
                    "type": "object",
                    "description": "Rows of each table, by its key in `tables`.",
                    "additionalProperties": _COUNT,
                },
                files={"type": "array", "items": {"$ref": "#/$defs/file"}},
            ),
            "original": _object(
                file_name=_TEXT,
                media_type=_TEXT,
                bytes=_COUNT,
                sha256=_HEX,
                url={"type": ["string", "null"], "description": "Where it was published, where that was told."},
                published={**_DATE, "description": "When it was published, or null."},
                fetched={**_DATE, "description": "When it was fetched, or null."},
            ),
        },
    }


def write_catalog_schema(*, check: bool = False) -> list[Path]:
    """Bring `schemas/catalog.json` up to date; returns it where it was stale (with `check` it stays as it is)."""
    path, text = schemas_dir() / "catalog.json", json.dumps(catalog_schema(), ensure_ascii=False, indent=2) + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return []
    if not check:
        path.write_text(text, encoding="utf-8")
    return [path]


def _object(*, optional: Mapping[str, Any] | None = None, **required: Any) -> dict[str, Any]:
    """An object; `optional` keys came later than format 1, so catalogs of older releases lack them."""
    return {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}}


def _counts(datasets: Sequence[Dataset]) -> dict[str, int]:
    return {
        "packages": len(datasets),
        "units": len({dataset.unit_key for dataset in datasets}),
        "facts": sum(dataset.file("data/facts.csv").rows for dataset in datasets),
        "rows": sum(file.rows for dataset in datasets for file in dataset.tables),
    }


def _package(one: Published, site: Site) -> dict[str, Any]:
    dataset = one.dataset
    licence, originals = dataset.licence, [_original(original) for original in dataset.originals]
    return {
        "name": dataset.name,
        "id": dataset_id(one, site, ADDRESS),
        "title": dataset.title,
        "title_en": dataset.title_en,
        "version": dataset.version,
        "licence": {"name": licence.name, "title": licence.title, "url": licence.url},
        "issued": one.issued or None,
        "modified": one.modified or None,
        "hash": f"sha256:{dataset.hash}",
        "kind": dataset.kind,
        "scope": dataset.scope,
        "fiscal_year": dataset.fiscal_year,
        "division": {"code": dataset.division_code, "name": dataset.division_name},
        "agency": {"code": dataset.agency_code, "name": dataset.agency_name},
        "keywords": list(dataset.keywords),
        "original": {name: originals[0][name] for name in ("file_name", "bytes", "sha256")},
        "originals": originals,
        "page": site.address(one.page, ADDRESS),
        "rows": {_table_key(_table_of(file)): file.rows for file in dataset.tables},
        "files": [_download(download, site) for download in one.downloads],
    }


def _original(original: OriginalDocument) -> dict[str, Any]:
    return {
        "file_name": original.file_name,
        "media_type": original.media_type,
        "bytes": original.bytes,
        "sha256": original.sha256,
        "url": original.url or None,
        "published": original.published or None,
        "fetched": original.fetched or None,
    }


def _download(download: Download, site: Site) -> dict[str, Any]:
    return {
        "address": site.address(download.address, ADDRESS),
        "format": download.format,
        "media_type": download.media_type,
        "bytes": download.bytes,
        "sha256": download.sha256,
        "holds": download.holds,
    }


def _table_of(file: DataFile) -> Table:
    assert file.table is not None
    return file.table


def _table_key(table: Table) -> str:
    return f"{table.family}/{table.name}"


def _table(table: Table) -> dict[str, Any]:
    return {"title": table.title, "title_en": table.title_en, "fields": list(table.fields)}


def _dump(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
