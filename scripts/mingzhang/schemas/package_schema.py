"""The part of `schemas/package.json` that follows from the tables: which resources, in which order."""

from __future__ import annotations

import json
from typing import Any

from mingzhang.schemas.packaged import lists_resource
from mingzhang.schemas.source_places import SOURCE_TABLES
from mingzhang.schemas.table import Table
from mingzhang.schemas.tables import core_tables_of, tables_of


def package_schema(text: str) -> str:
    """The JSON Schema with its `allOf` written anew; everything else in it is written by hand."""
    schema = json.loads(text)
    schema["allOf"] = [_branch(kind) for kind in ("budget", "final")]
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _branch(kind: str) -> dict[str, Any]:
    tables = tables_of(kind)
    required = [*(_resource(table) for table in core_tables_of(kind)), _lists(kind), {"$ref": "#/$defs/source"}]
    resources = {
        "minItems": len(required),
        "maxItems": len(tables) + 2 + len(SOURCE_TABLES),
        "items": {
            "anyOf": [
                *(_resource(table) for table in tables),
                _lists(kind),
                {"$ref": "#/$defs/source"},
                *(_resource(table, "") for table in SOURCE_TABLES),
            ]
        },
        "allOf": [{"contains": resource} for resource in required],
    }
    identity = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
    return {
        "if": {"properties": {"identity": identity}, "required": ["identity"]},
        "then": {"properties": {"resources": resources}},
    }


def _resource(table: Table, folder: str = "data/") -> dict[str, Any]:
    fixed = {
        "name": table.name,
        "title": table.title,
        "title_en": table.title_en,
        "path": f"{folder}{table.name}.csv",
    }
    required = ["type", "path", "encoding", "dialect", "bytes", "hash", "schema"]
    return {
        "required": required,
        "properties": {**{key: {"const": value} for key, value in fixed.items()}, "data": False, "format": False},
    }


def _lists(kind: str) -> dict[str, Any]:
    """The lists of allowed values, which the descriptor holds itself."""
    fixed = lists_resource(kind)
    return {"required": list(fixed), "properties": {key: {"const": value} for key, value in fixed.items()}}
