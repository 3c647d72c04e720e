"""A difference as a person reads it, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from mingzhang.versions.bump import smallest_level
from mingzhang.versions.differences import Change, Difference

_CAUSE = {
    "source_revised": "document revised",
    "reading_fixed": "reading mended",
    "schema_changed": "schema changed",
}


def as_dict(difference: Difference) -> dict[str, Any]:
    """For `--json`: everything, every change included."""
    return {
        "package": difference.package,
        "old_version": difference.old_version,
        "new_version": difference.new_version,
        "level": smallest_level(difference),
        "source_revised": difference.source_revised,
        "causes": list(difference.causes),
        "schema": [asdict(change) for change in difference.schema],
        "changes": [asdict(change) for change in difference.changes],
        "other_files": list(difference.other),
    }


def lines(difference: Difference, most: int) -> Iterator[str]:
    """A heading, the counts, then the changed values and texts, at most `most` of them."""
    if not difference.old_version:
        yield f"{difference.package} {difference.new_version}: new"
        return
    if not difference.new_version:
        yield f"{difference.package} {difference.old_version}: gone"
        return
    causes = ", ".join(_CAUSE[cause] for cause in difference.causes)
    versions = f"{difference.old_version} -> {difference.new_version}"
    yield f"{difference.package} {versions} ({smallest_level(difference)}{'; ' if causes else ''}{causes})"
    for change in difference.schema:
        yield f"  schema  {change.table}{'.' if change.field else ''}{change.field}: {change.what}"
    for (table, kind), number in sorted(difference.rows().items()):
        yield f"  {kind:9} {number:5} rows of {table}"
    for path in difference.other:
        yield f"  differs   {path}"
    told = [change for change in difference.changes if _is_worth_a_line(change)]
    yield from (f"    {_line(change)}" for change in told[:most])
    if len(told) > most:
        yield f"    … and {len(told) - most} more (see --json)"


def _is_worth_a_line(change: Change) -> bool:
    """A changed cell, a new name, and of rows that came or went the amount they print; of the ledger, outcomes."""
    if change.table == "checks":
        return change.field == "status" and (change.kind == "changed" or "pass" not in (change.old, change.new))
    if change.kind in ("changed", "described"):
        return True
    if change.kind == "renamed":
        return change.field == "fact_id"
    return change.kind in ("added", "removed") and change.field in ("amount_yuan", "quantity", "value_yuan")


def _line(change: Change) -> str:
    label = f" {change.label}" if change.label and change.label not in change.row_id else ""
    place = f" ({change.locator})" if change.locator else ""
    cause = f" [{_CAUSE[change.cause]}]"
    what = f"{change.old or 'blank'} -> {change.new or 'blank'}"
    if change.kind == "added":
        what = f"added {change.new}"
    elif change.kind == "removed":
        what = f"removed {change.old}"
    return f"{change.table} {change.row_id}{label} {change.field}: {what}{place}{cause}"
