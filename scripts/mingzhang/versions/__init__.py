"""Versions of packages: where an older one is found, what differs, why, and which number it must bear."""

from mingzhang.versions.bump import Level, allowed_version, smallest_level
from mingzhang.versions.differences import Difference, compare
from mingzhang.versions.revisions import Revisions, open_revisions
from mingzhang.versions.snapshot import Snapshot, read_snapshot

__all__ = [
    "Difference",
    "Level",
    "Revisions",
    "Snapshot",
    "allowed_version",
    "compare",
    "open_revisions",
    "read_snapshot",
    "smallest_level",
]
