"""Conversion → package folder: every byte decided by the source, written whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from mingzhang.checks.catalogue import CATALOGUE
from mingzhang.convert.pipeline import Conversion
from mingzhang.extract.facts import CsvRow
from mingzhang.ground.attribution import MAKER
from mingzhang.ground.escape import csv_text
from mingzhang.ground.source import Source
from mingzhang.packages.history import History, history_files
from mingzhang.packages.kept_ledger import LEDGER, KeptLedger
from mingzhang.packages.model import Files, Package
from mingzhang.packages.originals import describe_original
from mingzhang.packages.readme import package_readme
from mingzhang.packages.source_places import PATHS, source_files
from mingzhang.recognise.identity import Evidence, Identity
from mingzhang.schemas import Table, tables_in, tables_of
from mingzhang.schemas.fiscal import column_types
from mingzhang.schemas.packaged import CONTRACT, lists_resource, packaged_schema
from mingzhang.schemas.source_places import SOURCE_TABLES

FIRST_VERSION = "1.0.0"
LICENSES = [
    {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    }
]
SCOPE_ZH = {"dept": "部门", "unit": "单位"}
KIND_ZH = {"budget": "预算", "final": "决算"}
SCOPE_EN = {"dept": "Departmental", "unit": "Unit"}
KIND_EN = {"budget": "budget", "final": "final accounts"}

_SCHEMA_MARK = "\0schema:"
"""Stands for a table's schema until the descriptor is written; no text of a source can hold NUL."""


def build_package(
    conversion: Conversion, version: str = FIRST_VERSION, history: History = (), ledger: KeptLedger | None = None
) -> Package:
    """All files of a package, in memory; `history` is what it carries of its versions, newest first.

    With `ledger` the package keeps that one in the place of the one that this program's checks make.
    """
    identity = conversion.identity
    beside = source_files(conversion.source)
    files: Files = {"source.txt": conversion.source.text.encode(), **beside}
    resources = []
    for whole in tables_in(identity.kind, conversion.tables):
        table = whole.printed(conversion.tables[whole.name])
        path = f"data/{table.name}.csv"
        files[path] = write_csv(table, conversion.tables[table.name])
        catalogue = ""
        if table.name == LEDGER:
            catalogue = ledger.catalogue if ledger else CATALOGUE
            files[path] = ledger.data if ledger else files[path]
        resources.append(describe_resource(table, path, files[path], catalogue))
    descriptor = describe_package(conversion.source, identity, resources, version, history, beside)
    files.update(history_files(descriptor["title"], history))
    files["README.md"] = package_readme(descriptor, conversion.tables["tables"]).encode()
    files["datapackage.json"] = write_descriptor(descriptor, identity.kind)
    return Package(identity.package_name, dict(sorted(files.items())))


def write_csv(table: Table, rows: list[CsvRow]) -> bytes:
    """One table as CSV: UTF-8, LF, header, RFC 4180 quoting, text cells made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.fields)
    free = [index for index, column in enumerate(table.columns) if column.is_free_text]
    fields, lines = table.fields, []
    for row in rows:
        cells = [row[name] for name in fields]
        for index in free:
            if cells[index]:
                cells[index] = csv_text(cells[index])
        lines.append(cells)
    writer.writerows(lines)
    return out.getvalue().encode()


def write_json(value: Any) -> bytes:
    """JSON as people read it: two spaces, UTF-8, keys in the order given, one final newline."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def compact_json(value: Any) -> bytes:
    """JSON as every descriptor has it: no space that means nothing, UTF-8, keys in the order given."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(data: bytes) -> str:
    """`sha256:` and the hex digest, as Data Package `hash` wants it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def package_title(identity: Identity) -> str:
    """Chinese title of a package."""
    return f"{identity.agency_name}{identity.fiscal_year}年度{SCOPE_ZH[identity.scope]}{KIND_ZH[identity.kind]}"


def package_title_en(identity: Identity) -> str:
    """English title of a package; names of units stay Chinese."""
    return f"{SCOPE_EN[identity.scope]} {KIND_EN[identity.kind]} {identity.fiscal_year}, {identity.agency_name}"


def describe_resource(table: Table, path: str, data: bytes, catalogue: str = "") -> dict[str, Any]:
    """The resource of one table, with the size and hash of its file; of the ledger also the catalogue that made it."""
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "title_en": table.title_en,
        **({"catalogue": catalogue} if catalogue else {}),
        "path": path,
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"'},
        "bytes": len(data),
        "hash": sha256(data),
        "schema": _schema_mark(table),
    }


def write_descriptor(descriptor: Mapping[str, Any], kind: str) -> bytes:
    """`datapackage.json`, with each table's schema, of which there are few, in place of its mark.

    Writing the schemas anew would cost most.
    """
    tables = {table.name: table for table in (*tables_of(kind), *SOURCE_TABLES)}
    written = compact_json(descriptor) + b"\n"
    for mark in _marks(descriptor):
        name, columns = mark.removeprefix(_SCHEMA_MARK).split(":")
        text = _schema_text(tables[name].narrowed(columns.split(",")), kind)
        written = written.replace(json.dumps(mark).encode(), text)
    return written


def _marks(descriptor: Mapping[str, Any]) -> Iterator[str]:
    schemas = (resource.get("schema") for resource in descriptor["resources"])
    return (schema for schema in schemas if isinstance(schema, str) and schema.startswith(_SCHEMA_MARK))


def _schema_mark(table: Table) -> str:
    """What stands for a table's schema: its name and the columns that this file of it has."""
    return f"{_SCHEMA_MARK}{table.name}:{','.join(table.fields)}"


@cache
def _schema_text(table: Table, kind: str) -> bytes:
    return compact_json(packaged_schema(table, kind))


def describe_package(
    source: Source,
    identity: Identity,
    resources: list[dict[str, Any]],
    version: str,
    history: History = (),
    beside: Mapping[str, bytes] = MappingProxyType({}),
) -> dict[str, Any]:
    """The whole descriptor, as it follows from the source, its identity, the tables and the files beside the source."""
    text = source.text.encode()
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": identity.package_name,
        "title": package_title(identity),
        "title_en": package_title_en(identity),
        "version": version,
        "contract": CONTRACT,
        "licenses": LICENSES,
        **({"history": [revision.described() for revision in history]} if history else {}),
        "sources": [describe_original(original) for original in source.originals],
        "contributors": [
            {"title": identity.agency_name, "roles": ["publisher"]},
            {"title": MAKER, "roles": ["wrangler"]},
        ],
        "keywords": _keywords(identity),
        "countryCode": "CN",
        "granularity": "aggregated",
        "fiscalPeriod": {"start": f"{identity.fiscal_year}-01-01", "end": f"{identity.fiscal_year}-12-31"},
        "identity": _identity(identity),
        "columnTypes": column_types(identity.kind),
        "resources": [
            *resources,
            lists_resource(identity.kind),
            {
                "name": "source",
                "title": "公开文档（已遮盖个人信息）",
                "title_en": "Disclosure, personal data masked",
                "path": "source.txt",
                "format": "txt",
                "mediatype": "text/plain",
                "encoding": "utf-8",
                "bytes": len(text),
                "hash": sha256(text),
            },
            *(describe_resource(table, path, beside[path]) for path, table in PATHS.items() if path in beside),
        ],
    }


def _keywords(identity: Identity) -> list[str]:
    kind = KIND_ZH[identity.kind]
    return [
        f"{SCOPE_ZH[identity.scope]}{kind}",
        f"{kind}公开",
        identity.division_name,
        identity.agency_name,
        str(identity.fiscal_year),
    ]


def _identity(identity: Identity) -> dict[str, Any]:
    return {
        "agency_name": identity.agency_name,
        "agency_name_normalised": identity.agency_name_normalised,
        "agency_code": identity.agency_code,
        "division_code": identity.division_code,
        "division_name": identity.division_name,
        "fiscal_year": identity.fiscal_year,
        "scope": identity.scope,
        "kind": identity.kind,
        "evidence": {name: _evidence(found) for name, found in identity.evidence.items()},
    }


def _evidence(found: Evidence) -> dict[str, Any]:
    return {
        "value": found.value,
        "locator": f"L{found.line}" if found.line else None,
        "basis": found.basis,
    }
