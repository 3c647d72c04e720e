"""Write the published Table Schemas under `schemas/` from the description in this package."""

from __future__ import annotations

import json
from pathlib import Path

from mingzhang.codes import schemas_dir
from mingzhang.schemas.tables import TABLES


def write_schemas(*, check: bool = False) -> list[Path]:
    """Bring the files up to date; returns those that were stale (with `check` they stay as they are)."""
    stale = []
    for table in TABLES:
        path = schemas_dir() / table.family / f"{table.name}.json"
        text = json.dumps(table.descriptor(), ensure_ascii=False, indent=2) + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    return stale
