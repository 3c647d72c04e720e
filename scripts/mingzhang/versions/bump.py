"""Which version a change calls for, by the rule of DESIGN.

MAJOR when a column is removed, renamed or tightened, or a table removed: programs of users may fail. MINOR when
columns, tables or records (rows of any table) are added, or records removed. PATCH when values, metadata or the ledger
of checks are corrected: rows of the ledger come and go with the catalogue and tell nothing new of the data.
"""

from __future__ import annotations

from typing import Literal

from mingzhang.packages.kept_ledger import LEDGER
from mingzhang.versions.differences import GROWTH, Difference

Level = Literal["none", "patch", "minor", "major"]

LEVELS: tuple[Level, ...] = ("none", "patch", "minor", "major")


def smallest_level(difference: Difference) -> Level:
    """The smallest bump that a difference allows."""
    if difference.is_empty:
        return "none"
    if any(change.breaks for change in difference.schema):
        return "major"
    records = (change for change in difference.of_kind("added", "removed") if change.table != LEDGER)
    if any(records) or any(change.what in GROWTH for change in difference.schema):
        return "minor"
    return "patch"


def allowed_version(old: str, level: Level) -> str:
    """The smallest version that may follow `old`; `old` itself where nothing changed."""
    major, minor, patch = (int(part) for part in old.split("."))
    return {
        "none": old,
        "patch": f"{major}.{minor}.{patch + 1}",
        "minor": f"{major}.{minor + 1}.0",
        "major": f"{major + 1}.0.0",
    }[level]


def is_allowed(old: str, new: str, level: Level) -> bool:
    """Whether `new` may follow `old`: at least the smallest allowed; unchanged only where nothing changed."""
    if level == "none":
        return new == old
    return _parts(new) >= _parts(allowed_version(old, level))


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
