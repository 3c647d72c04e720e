"""A difference as a person reads it, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import Any

from mingzhang.schemas.packaged import CONTRACT
from mingzhang.versions.bump import smallest_level
from mingzhang.versions.differences import Change, Difference, schema_lines

_CAUSE = {
    "source_revised": "document revised",
    "reading_fixed": "reading mended",
    "schema_changed": "schema changed",
}
_AMOUNTS = ("amount_yuan", "quantity")
_FOLLOWING = frozenset({"printed", "locator", "locators"})
"""Columns that say the same as an amount beside them."""
_COUNTED = frozenset({"tables", "form_links", "codes"})
"""Tables that follow from the others: how many of their rows differ is enough."""
_SELDOM, _MOST_PLACES = 3, 4


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
    """A heading, then what a person looks for first: amounts, names, statements, outcomes of checks; then counts.

    At most `most` lines of each; all of it is in `--json`.
    """
    if not difference.old_version:
        yield f"{difference.package} {difference.new_version}: new"
        return
    if not difference.new_version:
        yield f"{difference.package} {difference.old_version}: gone"
        return
    causes = ", ".join(_CAUSE[cause] for cause in difference.causes)
    versions = f"{difference.old_version} -> {difference.new_version}"
    yield f"{difference.package} {versions} ({smallest_level(difference)}{'; ' if causes else ''}{causes})"
    yield from _contract_lines(difference)
    yield from (f"  schema  {told}" for told in schema_lines(difference.schema))
    with_cause = len(difference.causes) > 1
    for heading, told in _sections(difference.changes):
        yield f"  {heading}"
        said = list(dict.fromkeys(f"{one}{_why(change) if with_cause else ''}" for one, change in _told(told)))
        yield from (f"    {one}" for one in said[:most])
        if len(said) > most:
            yield f"    … and {len(said) - most} more (see --json)"
    yield from _counts(difference)
    for path in difference.other:
        yield f"  differs   {path}"


def _contract_lines(difference: Difference) -> Iterator[str]:
    """Which of the two is of an older contract, and what brings it over."""
    for version, contract in (
        (difference.old_version, difference.old_contract),
        (difference.new_version, difference.new_contract),
    ):
        if contract not in ("", CONTRACT):
            yield f"  {version} is of contract {contract}; `mingzhang rebuild` brings a package over to {CONTRACT}"


def _told(changes: Sequence[Change]) -> Iterator[tuple[str, Change]]:
    """Each change in a line; the same text that became the same other in a whole table is told once, with how often."""
    often = Counter(_alike(change) for change in changes if _is_text(change))
    for change in changes:
        number = often[_alike(change)]
        if number <= _SELDOM:
            yield _line(change), change
        else:
            table, field, old, new = _alike(change)
            yield f"{change.kind:8} {number} rows of {table}, {field}: {old or 'blank'} -> {new or 'blank'}", change


def _alike(change: Change) -> tuple[str, str, str, str]:
    table = change.row_id.partition("/")[0] if change.table == "facts" else change.table
    return table, change.field, change.old, change.new


def _counts(difference: Difference) -> Iterator[str]:
    """How many rows of each table differ; those that only stand elsewhere in the document together."""
    rows = difference.rows()
    yield "  rows that differ"
    for (table, kind), number in sorted(rows.items()):
        if kind != "moved":
            yield f"    {kind:9} {number:5} row{'s' if number != 1 else ''} of {table}"
    if moved := sum(number for (_, kind), number in rows.items() if kind == "moved"):
        yield f"    {'moved':9} {moved:5} row{'s' if moved != 1 else ''} of all tables: only their place differs"


def _sections(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """What is told line by line, in the order of what matters; a section without changes is left out."""
    listed = list(changes)
    for heading, table, belongs in (
        ("amounts, in yuan", "facts", lambda change: change.field == "amount_yuan"),
        ("quantities", "facts", lambda change: change.field == "quantity"),
        ("names", "facts", lambda change: change.field == "fact_id" and change.kind == "renamed"),
        ("texts beside amounts", "facts", _is_text),
        ("figures stated in the narrative", "statements", lambda change: change.field.startswith("value")),
        ("outcomes of checks", "checks", _is_outcome),
    ):
        told = [change for change in listed if change.table == table and belongs(change)]
        if told:
            yield heading, told
    known = _COUNTED | {"facts", "statements", "checks"}
    rest = [change for change in listed if change.table not in known and _is_elsewhere(change)]
    if rest:
        yield "elsewhere", rest


def _is_text(change: Change) -> bool:
    return change.kind in ("changed", "described") and change.field not in {*_AMOUNTS, *_FOLLOWING, "fact_id"}


def _is_outcome(change: Change) -> bool:
    """An outcome that is another, or one that came or went and is no pass."""
    return change.field == "status" and (change.kind == "changed" or "pass" not in (change.old, change.new))


def _is_elsewhere(change: Change) -> bool:
    return change.kind in ("changed", "described") and change.field not in _FOLLOWING


def _why(change: Change) -> str:
    return f" [{_CAUSE[change.cause]}]"


def _line(change: Change) -> str:
    """`changed expenditure/2010302/total 一般行政管理事务: 634.00 -> 644.00 (+10.00) L166C3`."""
    label = f" {change.label}" if change.label and change.label not in change.row_id else ""
    places = change.locator.split()
    place = f"  {' '.join(places[:_MOST_PLACES])}{' …' if len(places) > _MOST_PLACES else ''}" if places else ""
    if change.kind == "added":
        return f"added    {change.row_id}{label}: {change.new}{place}"
    if change.kind == "removed":
        return f"removed  {change.row_id}{label}: {change.old}  (was at {place.strip()})"
    if change.kind == "renamed":
        return f"renamed  {change.old} -> {change.new}{place}"
    named = "" if change.field in (*_AMOUNTS, "status", "value") else f" {change.field}"
    where = f"{change.table} " if change.table not in ("facts", "checks", "statements") else ""
    what = f"{change.old or 'blank'} -> {change.new or 'blank'}{_by(change)}"
    return f"{change.kind:8} {where}{change.row_id}{label}{named}: {what}{place}"


def _by(change: Change) -> str:
    """How much an amount grew or shrank; nothing where one of the two is blank."""
    if change.field not in (*_AMOUNTS, "value", "value_yuan") or not (change.old and change.new):
        return ""
    try:
        return f" ({Decimal(change.new) - Decimal(change.old):+f})"
    except InvalidOperation:
        return ""
