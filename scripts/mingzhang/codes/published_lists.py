"""Where the published schemas are, and their code lists as rows."""

from __future__ import annotations

import csv
import os
from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def schemas_dir() -> Path:
    """The contract: `MINGZHANG_SCHEMAS` if set, else beside the installed package, else the repository's."""
    if named := os.environ.get("MINGZHANG_SCHEMAS"):
        return Path(named)
    bundled = PACKAGE / "_schemas"
    return bundled if bundled.is_dir() else PACKAGE.parents[1] / "schemas"


def read_rows(name: str) -> list[dict[str, str]]:
    """Rows of `codes/<name>.csv`; every cell is text, an empty one is `""`."""
    with (schemas_dir() / "codes" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
