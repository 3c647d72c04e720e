"""Reading and writing of small tables, always in one form: UTF-8, LF, header, sorted."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).parent


def read_table(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Rows of a delimited file with a header; missing cells are empty."""
    with path.open(encoding="utf-8", newline="") as file:
        if delimiter == "\t":
            rows = csv.DictReader(file, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        else:
            rows = csv.DictReader(file)
        return [{key: value or "" for key, value in row.items()} for row in rows]


def write_table(path: Path, header: Sequence[str], rows: Iterable[tuple[str, ...]]) -> None:
    """Write `rows` sorted by all their cells, so the order of the inputs never shows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows))
