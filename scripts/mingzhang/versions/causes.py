"""Why two versions differ: the document was revised, our reading was mended, or the schema changed.

Told apart by evidence. The older version's own document is converted by today's program: what then differs
from the older version is our doing, and what differs from there to the newer version is the publisher's. Where
today's program does not make the newer version (both are history), the hash of the document decides alone.
"""

from __future__ import annotations

from dataclasses import replace

from mingzhang.convert.pipeline import convert_source
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.build import build_package
from mingzhang.packages.descriptor import DESCRIPTOR
from mingzhang.packages.kept_ledger import read_ledger
from mingzhang.packages.published import PublishedPackage
from mingzhang.packages.reading import read_overrides
from mingzhang.versions.differences import Change, Difference, compare

_KEPT = (DESCRIPTOR, "README.md", "CHANGELOG.md")


def explain(old: PublishedPackage, new: PublishedPackage) -> Difference:
    """What differs, each change with its cause."""
    if old.source_hash == new.source_hash:
        return compare(old, new, "reading_fixed")
    whole = compare(old, new, "source_revised")
    between = _read_again(old)
    if between is None or not _is_ours(new):
        return whole
    ours = {_key(change) for change in compare(old, between).changes}
    theirs = {_key(change) for change in compare(between, new).changes}
    told = (
        replace(change, cause="reading_fixed") if _key(change) in ours and _key(change) not in theirs else change
        for change in whole.changes
    )
    return replace(whole, changes=tuple(told))


def _key(change: Change) -> tuple[str, str, str]:
    return change.table, change.row_id, change.field


def _read_again(version: PublishedPackage) -> PublishedPackage | None:
    """The package that today's program makes of a version's document; None where it makes none."""
    try:
        conversion = convert_source(version.source, read_overrides(version.descriptor))
    except (DisclosureError, KeyError, IndexError, TypeError, ValueError):
        return None
    package = build_package(conversion, version.version, ledger=read_ledger(version.descriptor, version.files))
    return PublishedPackage(package.name, package.files, version.where) if package.name == version.name else None


def _is_ours(version: PublishedPackage) -> bool:
    """Whether today's program makes exactly this version's tables."""
    made = _read_again(version)
    return made is not None and all(
        version.files.get(path) == data for path, data in made.files.items() if path not in _KEPT
    )
