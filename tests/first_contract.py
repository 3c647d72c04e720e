"""Packages as the first contract had them: made from those of today, which say more."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from mingzhang.packages.build import sha256

Files = dict[str, bytes]
Row = dict[str, str]


@cache
def columns() -> Mapping[str, list[str]]:
    """`budget/expenditure` → the columns it had, in order; `common/facts` for tables of both kinds."""
    found: dict[str, list[str]] = json.loads(Path(__file__).with_suffix(".json").read_bytes())
    return found


def of_the_first_contract(files: Mapping[str, bytes], version: str = "1.0.0") -> Files:
    """The same package as version 1 wrote it: without row ids, with labelled missing values, indented."""
    descriptor = json.loads(files["datapackage.json"])
    kind = descriptor["identity"]["kind"]
    made = {"source.txt": files["source.txt"], "README.md": files["README.md"]}
    tables = {
        name: rows(files, name) for name in (one["name"] for one in descriptor["resources"]) if name not in _OTHERS
    }
    resources = []
    for key, names in columns().items():
        family, name = key.split("/")
        if family in (kind, "common"):
            made[f"data/{name}.csv"] = _written(names, _as_before(name, tables))
            resources.append(_described(name, names, made[f"data/{name}.csv"]))
    source = next(one for one in descriptor["resources"] if one["name"] == "source")
    descriptor |= {"version": version, "resources": [*resources, source]}
    del descriptor["contract"]
    made["datapackage.json"] = (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()
    return made


def rows(files: Mapping[str, bytes], table: str) -> list[Row]:
    """The rows of a table as its file has them."""
    return list(csv.DictReader(io.StringIO(files[f"data/{table}.csv"].decode(), newline="")))


_OTHERS = ("lists", "source", "source_map", "source_marks")


def _as_before(name: str, tables: Mapping[str, list[Row]]) -> list[Row]:
    """Rows with what stood in the columns of before; a project was told by its place."""
    found = tables[name]
    if name == "tables":
        found = [row for row in found if not row["direction"]]
    places = {
        row["row_id"]: row["locator"] for row in (*tables.get("projects", ()), *tables.get("projects_carried_over", ()))
    }
    return [
        {
            **row,
            "project_locator": places.get(row.get("project_row_id", ""), ""),
            "message_zh": "说明",
            "message_en": "said",
        }
        for row in found
    ]


def _written(names: list[str], found: list[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n", restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(found)
    return out.getvalue().encode()


def _described(name: str, names: list[str], data: bytes) -> dict[str, Any]:
    labelled = [{"value": "", "label": "blank"}, {"value": "——", "label": "not applicable"}]
    fields = [{"name": field, "type": _type(field), "title": field, "title_en": field} for field in names]
    return {
        "name": name,
        "type": "table",
        "title": name,
        "title_en": name,
        "path": f"data/{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": sha256(data),
        "schema": {"fields": fields, "missingValues": labelled},
    }


def _type(field: str) -> str:
    return "number" if field.endswith("_yuan") else "string"
