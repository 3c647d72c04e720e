"""Conversion → package folder: every byte decided by the source, written whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mingzhang.convert import Conversion
from mingzhang.errors import DisclosureError
from mingzhang.escape import csv_text
from mingzhang.extract.facts import CsvRow
from mingzhang.identify import Evidence, Identity, Overrides
from mingzhang.model import Original, Source
from mingzhang.package_readme import package_readme
from mingzhang.privacy import masked_places
from mingzhang.schemas import Table, tables_of
from mingzhang.schemas.fiscal import column_types

NAME = re.compile(r"(?P<division>\d{6})-(?P<agency>\d{3,12}|x[0-9a-f]{8})-(?P<year>\d{4})-(dept|unit)-(budget|final)")
"""The only form a package's name may have; it can name no other folder."""

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
KIND_EN = {"budget": "budget", "final": "final account"}

_SCHEMA_MARK = "\0schema:"
"""Stands for a table's schema until the descriptor is written; no text of a source can hold NUL."""

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Package:
    """A package in memory: its name and the bytes of each of its files by relative path."""

    name: str
    division_code: str
    files: Files

    def folder(self, root: Path) -> Path:
        """Where the package belongs under `datapackage/`."""
        if not NAME.fullmatch(self.name):
            raise DisclosureError(
                "package-name", f"{self.name!r} is no package name", expected=NAME.pattern, remedy="report this"
            )
        return root / self.division_code / self.name


def build_package(conversion: Conversion, version: str = FIRST_VERSION) -> Package:
    """All files of a package, in memory."""
    identity = conversion.identity
    files: Files = {"source.txt": conversion.source.text.encode()}
    resources = []
    for table in tables_of(identity.kind):
        path = f"data/{table.name}.csv"
        files[path] = write_csv(table, conversion.tables[table.name])
        resources.append(_resource(table, path, files[path]))
    descriptor = _descriptor(conversion, resources, version)
    files["README.md"] = package_readme(descriptor, conversion.tables["tables"]).encode()
    files["datapackage.json"] = _with_schemas(write_json(descriptor), identity.kind)
    return Package(identity.package_name, identity.division_code, dict(sorted(files.items())))


def write_csv(table: Table, rows: list[CsvRow]) -> bytes:
    """One table as CSV: UTF-8, LF, header, RFC 4180 quoting, text cells made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.fields)
    numeric = [column.type in ("number", "integer") for column in table.columns]
    for row in rows:
        cells = [row[name] for name in table.fields]
        writer.writerow([c if n else csv_text(c) for c, n in zip(cells, numeric, strict=True)])
    return out.getvalue().encode()


def write_json(value: Any) -> bytes:
    """JSON as every descriptor has it: two spaces, UTF-8, keys in the order given, one final newline."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def sha256(data: bytes) -> str:
    """`sha256:` and the hex digest, as Data Package `hash` wants it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def package_title(identity: Identity) -> str:
    """Chinese title of a package."""
    return f"{identity.agency_name}{identity.fiscal_year}年度{SCOPE_ZH[identity.scope]}{KIND_ZH[identity.kind]}"


def package_title_en(identity: Identity) -> str:
    """English title of a package; names of units stay Chinese."""
    return f"{SCOPE_EN[identity.scope]} {KIND_EN[identity.kind]} {identity.fiscal_year}, {identity.agency_name}"


def read_overrides(descriptor: Mapping[str, Any]) -> Overrides:
    """What a package's maker said because the document did not."""
    evidence = descriptor.get("identity", {}).get("evidence", {})

    def said(name: str) -> str:
        found = evidence.get(name, {})
        return str(found.get("value", "")) if found.get("basis") == "argument" else ""

    year = said("fiscal_year")
    return Overrides(said("division_code"), said("agency_code"), int(year) if year else None)


def read_packaged_source(folder: Path, descriptor: Mapping[str, Any]) -> Source:
    """The masked source a package carries, with what its descriptor records of the original."""
    text = (folder / "source.txt").read_bytes().decode()
    recorded = descriptor["sources"][0]
    original = Original(
        file_name=str(recorded["title"]),
        bytes=int(recorded["bytes"]),
        sha256=str(recorded["hash"]).removeprefix("sha256:"),
        encoding=str(recorded["encoding"]),
    )
    return Source(text, original, masked_places(text))


def _resource(table: Table, path: str, data: bytes) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "title_en": table.title_en,
    }
    if table.description:
        described["description"] = table.description
        described["description_en"] = table.description_en
    return {
        **described,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": sha256(data),
        "schema": _SCHEMA_MARK + table.name,
    }


def _with_schemas(descriptor: bytes, kind: str) -> bytes:
    """Put each table's schema, which never varies, in place of its mark (writing them anew costs most)."""
    for table in tables_of(kind):
        mark = json.dumps(_SCHEMA_MARK + table.name).encode()
        descriptor = descriptor.replace(mark, _schema_text(table))
    return descriptor


@cache
def _schema_text(table: Table) -> bytes:
    lines = json.dumps(table.descriptor(), ensure_ascii=False, indent=2).split("\n")
    return "\n      ".join(lines).encode()


def _descriptor(conversion: Conversion, resources: list[dict[str, Any]], version: str) -> dict[str, Any]:
    identity, original = conversion.identity, conversion.source.original
    source = conversion.source.text.encode()
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": identity.package_name,
        "title": package_title(identity),
        "title_en": package_title_en(identity),
        "version": version,
        "licenses": LICENSES,
        "sources": [
            {
                "title": original.file_name,
                "bytes": original.bytes,
                "hash": f"sha256:{original.sha256}",
                "encoding": original.encoding,
            }
        ],
        "contributors": [
            {"title": identity.agency_name, "roles": ["publisher"]},
            {"title": "Mingzhang 明账", "roles": ["wrangler"]},
        ],
        "keywords": _keywords(identity),
        "countryCode": "CN",
        "granularity": "aggregated",
        "fiscalPeriod": {"start": f"{identity.fiscal_year}-01-01", "end": f"{identity.fiscal_year}-12-31"},
        "identity": _identity(identity),
        "columnTypes": column_types(identity.kind),
        "resources": [
            *resources,
            {
                "name": "source",
                "title": "公开文档（已遮盖个人信息）",
                "title_en": "Disclosure, personal data masked",
                "path": "source.txt",
                "format": "txt",
                "mediatype": "text/plain",
                "encoding": "utf-8",
                "bytes": len(source),
                "hash": sha256(source),
            },
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
