"""Versions of packages: where an older one is found, what differs, why, and which number it must bear."""

from mingzhang.versions.bump import Level, allowed_version, smallest_level
from mingzhang.versions.differences import Difference, compare
from mingzhang.versions.revisions import open_revisions

__all__ = [
    "Difference",
    "Level",
    "allowed_version",
    "compare",
    "open_revisions",
    "smallest_level",
]
