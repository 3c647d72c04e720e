"""Write the published schemas under `schemas/` from the description in this package."""

from __future__ import annotations

import json
from pathlib import Path

from mingzhang.codes import schemas_dir
from mingzhang.schemas.package_schema import package_schema
from mingzhang.schemas.source_places import SOURCE_TABLES
from mingzhang.schemas.tables import TABLES


def write_schemas(*, check: bool = False) -> list[Path]:
    """Bring the files up to date; returns those that were stale (with `check` they stay as they are)."""
    stale = []
    package = schemas_dir() / "package.json"
    texts = {package: package_schema(package.read_text(encoding="utf-8"))}
    for table in (*TABLES, *SOURCE_TABLES):
        path = schemas_dir() / table.family / f"{table.name}.json"
        texts[path] = json.dumps(table.descriptor(), ensure_ascii=False, indent=2) + "\n"
    for path, text in texts.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    return stale
