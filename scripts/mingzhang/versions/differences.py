"""What differs between two versions of one package: schemas, rows and values, by stable identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from mingzhang.checks.ledger_rows import read_told
from mingzhang.packages.kept_ledger import LEDGER
from mingzhang.packages.model import SOURCE
from mingzhang.packages.published import Cells, PublishedPackage
from mingzhang.schemas import STANDARD_TABLES, Table, tables_of
from mingzhang.versions.rows import PLACES, Pair, identities, identity_columns, pair_rows

Kind = Literal["changed", "described", "renamed", "moved", "added", "removed"]
"""A value differs; a text beside it differs; the row bears another name; only its place differs; it came; it went."""

Cause = Literal["source_revised", "reading_fixed", "schema_changed"]

_STANDARD = frozenset(table.name for table in STANDARD_TABLES)
GROWTH = frozenset({"table added", "column added"})
"""Changes of a schema after which every program of before still runs."""

_VALUES = frozenset({"quantity", "value", "status"})
_FEW = 3
"""In more tables than this a change of a column is told once."""

_FEW_NAMES = 6
_MOST_NAMED = 60
_COUNTED_IN_LINE = 8
_ADDED = "column added"

_LEDGER = "checks"
"""The table that another contract writes anew: none of its rows is one of before."""

_BY_NAME = frozenset({"table added", "table removed", "column added", "column removed"})
_SCHEMA_KEYS = ("type", "format", "constraints", "groupChar", "bareNumber", "decimalChar")
_FOLLOWING = frozenset({"datapackage.json", "README.md", "CHANGELOG.md"})
"""Files that follow from the others: that they differ says nothing of its own."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs (of a row that came or went: each of its cells that is not blank)."""

    table: str
    row_id: str
    kind: Kind
    field: str
    old: str
    new: str
    label: str = ""
    locator: str = ""
    cause: Cause = "reading_fixed"


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """A table or column that came, went or means something else; `breaks` where old programs may fail."""

    table: str
    field: str
    what: str
    breaks: bool


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two versions; `other` are files that no table tells of."""

    package: str
    old_version: str
    new_version: str
    schema: tuple[SchemaChange, ...] = ()
    changes: tuple[Change, ...] = ()
    other: tuple[str, ...] = ()
    source_revised: bool = False
    old_contract: str = ""
    new_contract: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether not a byte that means something differs."""
        return not (self.schema or self.changes or self.other)

    def of_kind(self, *kinds: Kind) -> list[Change]:
        """The changes of these kinds."""
        return [change for change in self.changes if change.kind in kinds]

    def rows(self) -> Counter[tuple[str, Kind]]:
        """How many rows of each table changed in each way."""
        return Counter((table, kind) for table, kind, _ in {(c.table, c.kind, c.row_id) for c in self.changes})

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Why, without repetition."""
        return tuple(sorted({change.cause for change in self.changes} | ({"schema_changed"} if self.schema else set())))


def compare(old: PublishedPackage, new: PublishedPackage, cause: Cause = "reading_fixed") -> Difference:
    """What differs between two versions of a package, every change with the same cause.

    A renamed or moved row is no changed value; a row of a standard table is told by its facts, and only
    by itself where it prints no amount.
    """
    tables = list(_tables(old, new))
    changes = tuple(change for table in tables for change in _compare_table(table, old, new))
    return Difference(
        new.name,
        old.version,
        new.version,
        tuple(_compare_contracts(old, new)),
        tuple(replace(change, cause=_cause(change, old, new) or cause) for change in changes),
        tuple(_other_files(old, new, changes)),
        old.source_hash != new.source_hash,
        old.contract,
        new.contract,
    )


def appearing(new: PublishedPackage) -> Difference:
    """A package that did not exist before: nothing is compared, its version is told."""
    return Difference(new.name, "", new.version)


def vanishing(old: PublishedPackage) -> Difference:
    """A package that exists no more."""
    return Difference(old.name, old.version, "")


def _tables(old: PublishedPackage, new: PublishedPackage) -> Iterator[Table]:
    kind = new.name.rpartition("-")[2]
    known = {table.name: table for table in tables_of(kind)}
    other = _LEDGER if old.contract != new.contract else ""
    for name in dict.fromkeys((*new.schemas, *old.schemas)):
        if name in known and name != other:
            yield known[name]


def _compare_table(table: Table, old: PublishedPackage, new: PublishedPackage) -> Iterator[Change]:
    common = _common_columns(table, old, new)
    identity = identity_columns(table, common)
    before, after = (identities(table, _own_rows(table, version.cells(table.name)), identity) for version in (old, new))
    pairing = pair_rows(table, before, after, identity)
    for pair in pairing.same:
        yield from _cells(table, pair, common)
    for pair in pairing.renamed:
        yield _change(table, pair.new_id, "renamed", table.key[0], pair.old_id, pair.new_id, pair.new)
        cells = (change for change in _cells(table, pair, common) if change.field != table.key[0])
        yield from (replace(change, kind="renamed") for change in cells)
    for name, row in pairing.removed.items():
        yield from (_change(table, name, "removed", field, cell, "", row) for field, cell in row.items() if cell)
    for name, row in pairing.added.items():
        yield from (_change(table, name, "added", field, "", cell, row) for field, cell in row.items() if cell)


def _own_rows(table: Table, rows: Iterable[Cells]) -> list[Cells]:
    if table.name not in _STANDARD:
        return list(rows)
    amounts = [column.name for column in table.columns if column.is_amount or column.name in _VALUES]
    return [row for row in rows if not any(row.get(name) for name in amounts)]


def _common_columns(table: Table, old: PublishedPackage, new: PublishedPackage) -> list[str]:
    """Columns that both versions have, in the order of the newer."""
    before, after = (_fields(version.schemas.get(table.name, {})) for version in (old, new))
    return [name for name in after if name in before]


def _cells(table: Table, pair: Pair, columns: Iterable[str]) -> Iterator[Change]:
    differing = [name for name in columns if pair.old.get(name, "") != pair.new.get(name, "")]
    for name in differing:
        kind = _kind(table, name)
        yield _change(table, pair.new_id, kind, name, pair.old.get(name, ""), pair.new.get(name, ""), pair.new)


def _kind(table: Table, name: str) -> Kind:
    """What a differing cell means."""
    if name in PLACES:
        return "moved"
    return "changed" if _is_value(table, name) else "described"


def _is_value(table: Table, name: str) -> bool:
    if name in _VALUES or name.endswith("_yuan"):
        return True
    column = next((column for column in table.columns if column.name == name), None)
    return column is not None and column.type == "number"


def _change(table: Table, name: str, kind: Kind, field: str, old: str, new: str, row: Mapping[str, str]) -> Change:
    label = _told(row) if table.name == LEDGER else next((row[key] for key in _LABELS if row.get(key)), "")
    return Change(table.name, name, kind, field, old, new, label, row.get("locator") or row.get("locators", ""))


def _told(row: Mapping[str, str]) -> str:
    """What a row of the ledger says, in Chinese; a ledger of version 1 holds the sentence itself."""
    try:
        return row["message_zh"] if "message_zh" in row else read_told(row).said.zh
    except (KeyError, ValueError):
        return ""


_LABELS = ("row_label", "printed_clause", "section_title", "level3", "project_name", "item", "name")


def _cause(change: Change, old: PublishedPackage, new: PublishedPackage) -> Cause | None:
    """What is another only because the contract is: whether sums of leaves are vouched for, and rows of parts."""
    if old.contract == new.contract:
        return None
    is_part = change.table == "tables" and change.kind in ("added", "removed")
    return "schema_changed" if change.field == "is_leaf" or is_part else None


def _compare_contracts(old: PublishedPackage, new: PublishedPackage) -> Iterator[SchemaChange]:
    """What differs in the schemas; across contracts, which say them differently, tables and columns by their names."""
    if old.contract == new.contract:
        yield from _compare_schemas(old.schemas, new.schemas)
        return
    yield SchemaChange("", "", f"contract {old.contract} -> {new.contract}", True)
    for change in _compare_schemas(old.schemas, new.schemas):
        if change.what in _BY_NAME:
            yield change


def _compare_schemas(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> Iterator[SchemaChange]:
    for table in dict.fromkeys((*old, *new)):
        if table not in old:
            yield SchemaChange(table, "", "table added", False)
        elif table not in new:
            yield SchemaChange(table, "", "table removed", True)
        else:
            yield from _compare_fields(table, _fields(old[table]), _fields(new[table]))


def _compare_fields(
    table: str, old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> Iterator[SchemaChange]:
    for field in dict.fromkeys((*old, *new)):
        if field not in old:
            yield SchemaChange(table, field, "column added", False)
        elif field not in new:
            yield SchemaChange(table, field, "column removed", True)
        elif any(old[field].get(key) != new[field].get(key) for key in _SCHEMA_KEYS):
            yield SchemaChange(table, field, "column redefined", True)
        elif old[field] != new[field]:
            yield SchemaChange(table, field, "column described otherwise", False)
    if list(old) != list(new) and set(old) == set(new):
        yield SchemaChange(table, "", "columns in another order", True)


def schema_lines(changes: Sequence[SchemaChange]) -> tuple[str, ...]:
    """Changes of schemas, shortly: of a column in many tables one line, of the columns of one table one each way.

    Where a new contract adds very many columns, they are counted by table: what they are stands in the schemas.
    """
    added = [one for one in changes if one.what == _ADDED]
    if len(added) <= _MOST_NAMED:
        return _grouped(changes)
    counted = Counter(one.table for one in added)
    listed = [f"{table} {number}" for table, number in counted.items()]
    lines = [", ".join(listed[at : at + _COUNTED_IN_LINE]) for at in range(0, len(listed), _COUNTED_IN_LINE)]
    rest = _grouped([one for one in changes if one.what != _ADDED])
    return (*rest, *(f"columns added: {line}" for line in lines))


def _grouped(changes: Sequence[SchemaChange]) -> tuple[str, ...]:
    often = Counter((one.field, one.what) for one in changes if one.field)
    grouped: dict[tuple[str, str], list[str]] = {}
    for one in changes:
        number = often[one.field, one.what]
        where = f"{number} tables" if number > _FEW else one.table
        names = grouped.setdefault((where, one.what), [])
        if one.field and one.field not in names:
            names.append(one.field)
    return tuple(_schema_line(where, what, names) for (where, what), names in grouped.items())


def _schema_line(where: str, what: str, names: Sequence[str]) -> str:
    """`facts: column added: period, unit`; `contract 1 -> 2.0`, which is of no table; of many columns the number."""
    told = ", ".join(names) if len(names) <= _FEW_NAMES else f"{len(names)} ({', '.join(names[:_FEW])} …)"
    return ": ".join(filter(None, (where, what, told)))


def _fields(schema: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {str(field.get("name")): field for field in schema.get("fields", ()) if isinstance(field, dict)}


def _other_files(old: PublishedPackage, new: PublishedPackage, changes: tuple[Change, ...]) -> Iterator[str]:
    """Files that differ though no change tells of them: the source, metadata, a table in another order.

    Across contracts every table has other columns, which the changes of schema tell.
    """
    told = {f"data/{change.table}.csv" for change in changes}
    told |= {f"data/{name}.csv" for name in _STANDARD} if any(c.table == "facts" for c in changes) else set()
    for path in sorted({*old.files, *new.files}):
        if path.startswith("changes/") or path in _FOLLOWING or path in told or (path == SOURCE and changes):
            continue
        if old.contract != new.contract and path.startswith("data/"):
            continue
        if old.files.get(path) != new.files.get(path):
            yield path
    if _metadata(old.descriptor) != _metadata(new.descriptor):
        yield "datapackage.json"


def _metadata(found: Mapping[str, Any]) -> Any:
    """The descriptor without what follows from the data, the version and its history."""
    skipped = ("version", "history", "resources", "sources", "columnTypes", "identity", "contract")
    told = {key: value for key, value in found.items() if key not in skipped}
    evidence = found.get("identity", {}).get("evidence", {})
    listed = found.get("sources")
    found_at = [
        {key: one.get(key) for key in ("path", "published", "fetched")}
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict)
    ]
    return told, found_at, {name: (said.get("value"), said.get("basis")) for name, said in evidence.items()}
