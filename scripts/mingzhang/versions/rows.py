"""Which row of a newer table is which row of the older one: by stable identity, then by what was renamed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from mingzhang.packages.published import Cells
from mingzhang.schemas import Table

PLACES = frozenset(
    {
        "locator",
        "locators",
        "lines",
        "first_line",
        "last_line",
        "first_char",
        "last_char",
        "form_lines",
        "project_locator",
        "project_row_id",
        "indicator_no",
        "fund_no",
        "link_no",
        "project_no",
        "line_no",
    }
)
"""Columns that only say where a row stands: when nothing else differs, the row was moved."""

_IDENTITIES: Mapping[str, tuple[str, ...]] = {
    "indicators": ("form_id", "level3"),
    "evaluation_indicators": ("form_id", "level3"),
    "target_funds": ("form_id", "source"),
    "evaluation_funds": ("form_id", "source"),
    "form_links": ("form_id", "project_name"),
    "checks": ("check", "instance"),
}
"""What identifies a row where the table's key counts rows or is too narrow to survive a moved line."""

_ALIKE = 0.5


@dataclass(frozen=True)
class Pair:
    """A row that stands in both versions under two names."""

    old_id: str
    new_id: str
    old: Cells
    new: Cells


@dataclass(frozen=True)
class Pairing:
    """How the rows of two versions of one table belong together."""

    same: list[Pair] = field(default_factory=list)
    renamed: list[Pair] = field(default_factory=list)
    added: dict[str, Cells] = field(default_factory=dict)
    removed: dict[str, Cells] = field(default_factory=dict)


def identities(table: Table, rows: Iterable[Cells], columns: Sequence[str]) -> dict[str, Cells]:
    """Stable identity (the text of `columns`) → row; rows of one identity are told apart by `#2`, `#3`."""
    identify = _identity_of(table, columns)
    used: Counter[str] = Counter()
    found = {}
    for row in rows:
        name = identify(row)
        used[name] += 1
        found[name if used[name] == 1 else f"{name}#{used[name]}"] = row
    return found


def pair_rows(table: Table, old: Mapping[str, Cells], new: Mapping[str, Cells], columns: Sequence[str]) -> Pairing:
    """Pair rows by identity; of the rest, rows that only changed their name."""
    same = [Pair(name, name, row, new[name]) for name, row in old.items() if name in new]
    removed = {name: row for name, row in old.items() if name not in new}
    added = {name: row for name, row in new.items() if name not in old}
    renamed = _renamed(table, removed, added, columns)
    for pair in renamed:
        del removed[pair.old_id], added[pair.new_id]
    return Pairing(same, renamed, added, removed)


def _identity_of(table: Table, columns: Sequence[str]) -> Callable[[Cells], str]:
    return lambda row: "/".join(row.get(column, "") for column in columns)


def identity_columns(table: Table, common: Collection[str]) -> tuple[str, ...]:
    """What tells rows apart: the key, where both versions have any of it and it counts no places; else all texts."""
    if table.name in _IDENTITIES:
        return _IDENTITIES[table.name]
    if not PLACES & set(table.key) and set(common) & set(table.key):
        return table.key
    names = (column.name for column in table.columns if not column.is_amount and column.name not in PLACES)
    return tuple(name for name in names if name in common)


# --- rows that changed their name ------------------------------------------------------------------


def _renamed(
    table: Table, removed: Mapping[str, Cells], added: Mapping[str, Cells], columns: Sequence[str]
) -> list[Pair]:
    """Rows gone and rows come that hold the same values under a similar name, where that is the only match."""
    if not removed or not added:
        return []
    names = _facts_names if table.name == "facts" else _row_names(table, columns)
    before, after = _by_values(removed, names), _by_values(added, names)
    return [
        Pair(one, other, removed[one], added[other])
        for values, gone in before.items()
        for old, new in _match(gone, after.get(values, []))
        for one, other in zip(old.ids, new.ids, strict=True)
    ]


@dataclass(frozen=True)
class _Group:
    """Rows that are renamed together (the amounts of one printed row), with the name they bear."""

    name: str
    ids: tuple[str, ...]


Naming = Callable[[str, Cells], tuple[str, str, tuple[str, ...]]]
"""Identity and row → group, name, values."""


def _facts_names(identity: str, row: Cells) -> tuple[str, str, tuple[str, ...]]:
    group, _, column = identity.rpartition("/")
    _, _, copy = column.partition("#")
    values = (row["table"], row["column"], row["amount_yuan"], row.get("quantity", ""), row["row_kind"])
    return f"{group}#{copy}", row["row_label"], values


def _row_names(table: Table, named: Sequence[str]) -> Naming:
    others = [name for name in table.fields if name not in PLACES and name not in named]

    def names(identity: str, row: Cells) -> tuple[str, str, tuple[str, ...]]:
        first = row.get(named[0], "") if len(named) > 1 else ""
        return identity, identity, (first, *(row.get(name, "") for name in others))

    return names


def _by_values(rows: Mapping[str, Cells], names: Naming) -> dict[tuple[tuple[str, ...], ...], list[_Group]]:
    members: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    labels: dict[str, str] = {}
    for identity, row in rows.items():
        group, label, values = names(identity, row)
        members[group].append((identity, values))
        labels[group] = label
    found: dict[tuple[tuple[str, ...], ...], list[_Group]] = defaultdict(list)
    for group, listed in members.items():
        key = tuple(sorted(values for _, values in listed))
        found[key].append(_Group(labels[group], tuple(name for name, _ in sorted(listed, key=lambda one: one[1]))))
    return found


def _match(gone: Sequence[_Group], come: Sequence[_Group]) -> list[tuple[_Group, _Group]]:
    """The most similar names first; a name that fits nothing well enough is no renaming."""
    scored = sorted(
        ((-_likeness(one.name, other.name), one.ids, other.ids, one, other) for one in gone for other in come),
        key=lambda score: score[:3],
    )
    taken: set[tuple[str, ...]] = set()
    pairs = []
    for score, old, new, one, other in scored:
        if -score >= _ALIKE and old not in taken and new not in taken:
            taken |= {old, new}
            pairs.append((one, other))
    return pairs


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
