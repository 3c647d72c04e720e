"""The versions a package has had: what its descriptor, its `changes/` and its changelog say of them."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mingzhang.ground.csv_cells import NotCsvError, split_csv
from mingzhang.ground.escape import markdown_text

CHANGELOG = "CHANGELOG.md"
CHANGES = "changes"
FIELDS = ("fact_id", "kind", "field", "old", "new", "cause", "row_label", "locator")
"""Columns of `changes/<version>.csv`: one row per cell of `facts.csv` that differs from the version before."""

KINDS = ("changed", "described", "renamed", "moved", "added", "removed")
CAUSES = ("reading_fixed", "schema_changed", "source_revised")
_MOST_TOLD = 100
VALUES = ("amount_yuan", "quantity")
"""Columns of `facts.csv` that hold a figure."""
_BLANK = "（空 blank）"

_LEVEL_ZH = {"major": "结构变动", "minor": "增减记录", "patch": "更正数值或说明"}
_LEVEL_EN = {"major": "structure changed", "minor": "records added or removed", "patch": "values or metadata corrected"}
_CAUSE_ZH = {"source_revised": "公布者修订了文档", "reading_fixed": "改进了读取", "schema_changed": "数据结构变动"}
_CAUSE_EN = {
    "source_revised": "the publisher revised the document",
    "reading_fixed": "our reading was mended",
    "schema_changed": "the schema changed",
}
_KIND_ZH = {
    "changed": "数值不同",
    "described": "名称等文字不同",
    "renamed": "改名",
    "moved": "位置移动",
    "added": "新增",
    "removed": "删去",
}
_KIND_EN = {
    "changed": "value changed",
    "described": "text changed",
    "renamed": "renamed",
    "moved": "moved",
    "added": "added",
    "removed": "removed",
}

_KIND_TOLD = {"added": "新增 added: ", "removed": "删去 removed: "}

ChangeRow = Mapping[str, str]


@dataclass(frozen=True)
class Revision:
    """One version of a package: the files it was made from and, but for the first, what changed and why.

    `facts` counts the amounts by kind of change, `tables` the other tables' rows that differ, `schema` are
    sentences about tables and columns. `changes` are the rows of `changes/<version>.csv`.
    """

    version: str
    sources: tuple[Mapping[str, Any], ...]
    level: str = ""
    causes: tuple[str, ...] = ()
    facts: Mapping[str, int] = field(default_factory=dict)
    tables: Mapping[str, int] = field(default_factory=dict)
    schema: tuple[str, ...] = ()
    changes: tuple[ChangeRow, ...] = ()

    @property
    def path(self) -> str:
        """Where its changes stand in the package."""
        return f"{CHANGES}/{self.version}.csv"

    @property
    def source_hash(self) -> str:
        """`sha256:…` of each file, with a space between."""
        return " ".join(str(one["hash"]) for one in self.sources)

    @property
    def digests(self) -> str:
        """The same, hexadecimal digits only."""
        return self.source_hash.replace("sha256:", "")

    @property
    def is_first(self) -> bool:
        """Whether nothing came before it."""
        return not self.level

    def described(self) -> dict[str, Any]:
        """The entry of the descriptor's `history`."""
        if self.is_first:
            return {"version": self.version, "sources": [dict(one) for one in self.sources]}
        data = write_changes(self.changes)
        return {
            "version": self.version,
            "sources": [dict(one) for one in self.sources],
            "level": self.level,
            "causes": list(self.causes),
            "facts": dict(self.facts),
            "tables": dict(self.tables),
            "schema": list(self.schema),
            "changes": {"path": self.path, "bytes": len(data), "hash": _sha256(data)},
        }


History = tuple[Revision, ...]
"""Newest first; empty for a package that has had one version only."""


def history_files(title: str, history: History) -> dict[str, bytes]:
    """The files a history adds to a package: none where there is only one version."""
    if not history:
        return {}
    files = {revision.path: write_changes(revision.changes) for revision in history if not revision.is_first}
    return {**files, CHANGELOG: changelog(title, history).encode()}


def read_history(descriptor: Mapping[str, Any], files: Mapping[str, bytes]) -> History:
    """The history a package carries.

    Raises `KeyError`, `TypeError` or `ValueError` where descriptor and files do not hold one.
    """
    return tuple(_revision(entry, files) for entry in descriptor.get("history", ()))


def _revision(entry: Mapping[str, Any], files: Mapping[str, bytes]) -> Revision:
    if "level" not in entry:
        return Revision(str(entry["version"]), tuple(dict(one) for one in entry["sources"]))
    return Revision(
        str(entry["version"]),
        tuple(dict(one) for one in entry["sources"]),
        str(entry["level"]),
        tuple(entry["causes"]),
        dict(entry["facts"]),
        dict(entry["tables"]),
        tuple(entry["schema"]),
        tuple(read_changes(files[f"{CHANGES}/{entry['version']}.csv"])),
    )


def write_changes(rows: Iterable[ChangeRow]) -> bytes:
    """`changes/<version>.csv`. Cells are those of `facts.csv`, which are harmless in a spreadsheet already."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows([row[name] for name in FIELDS] for row in rows)
    return out.getvalue().encode()


def read_changes(data: bytes) -> list[dict[str, str]]:
    """The rows of a changes file; `ValueError` where it is none."""
    try:
        rows = [row for _, row in split_csv(data.decode("utf-8"))]
    except NotCsvError as error:
        raise ValueError(f"no CSV: {error}") from None
    if not rows or tuple(rows[0]) != FIELDS or any(len(row) != len(FIELDS) for row in rows):
        raise ValueError(f"expected the columns {', '.join(FIELDS)}")
    return [dict(zip(FIELDS, row, strict=True)) for row in rows[1:]]


def count_facts(rows: Iterable[ChangeRow]) -> dict[str, int]:
    """How many amounts changed in which way; the printed text of an amount that changed is no change of its own."""
    listed = list(rows)
    changed = {row["fact_id"] for row in listed if row["kind"] == "changed"}
    counted = Counter(
        kind
        for kind, _ in {
            (row["kind"], row["fact_id"])
            for row in listed
            if not (row["kind"] == "described" and row["field"] == "printed" and row["fact_id"] in changed)
        }
    )
    return {kind: counted[kind] for kind in KINDS if counted[kind]}


# --- the changelog ---------------------------------------------------------------------------------


def changelog(title: str, history: History) -> str:
    """`CHANGELOG.md`: every version in Chinese and English, newest first; all texts escaped."""
    parts = [f"# 变更记录 Changelog\n\n{markdown_text(title)}"]
    parts.extend(
        version_section(revision, previous) for revision, previous in zip(history, (*history[1:], None), strict=True)
    )
    return "\n\n".join(parts) + "\n"


def version_section(revision: Revision, previous: Revision | None, heading: str = "##", folder: str = "") -> str:
    """What one version changed, in Chinese and English; `folder` (`…/`) is where the package lies from the text."""
    digest = revision.digests
    if revision.is_first or previous is None:
        return f"{heading} {revision.version}\n\n首次发布。First version.\n\n- 原文 Source: `{digest}`"
    lines = [
        f"{heading} {revision.version}\n",
        f"{_LEVEL_ZH[revision.level]}（自 {previous.version}）。"
        f"{_LEVEL_EN[revision.level].capitalize()} (since {previous.version}).\n",
        f"- 原因 Cause: {_join(revision.causes, _CAUSE_ZH, '；')}。 {_join(revision.causes, _CAUSE_EN, '; ')}.",
        _source_line(digest, previous),
        *_count_lines(revision, folder),
        *(f"- 结构 Schema: {markdown_text(what)}" for what in revision.schema),
    ]
    values = changed_values(revision)
    return "\n".join([*lines, *_value_lines(values, revision)])


def _source_line(digest: str, previous: Revision) -> str:
    before = previous.digests
    return f"- 原文 Source: `{digest}`" + (f"（原为 was `{before}`）" if before != digest else "（未变 unchanged）")


def _count_lines(revision: Revision, folder: str) -> list[str]:
    lines = []
    if revision.facts:
        zh = "，".join(f"{_KIND_ZH[kind]} {number}" for kind, number in revision.facts.items())
        en = ", ".join(_counted(number, kind) for kind, number in revision.facts.items())
        lines.append(f"- 金额 Amounts: {zh}。 {en}. [`{revision.path}`]({folder}{revision.path})")
    if revision.tables:
        told = ", ".join(f"`{name}` {number}" for name, number in revision.tables.items())
        lines.append(f"- 其他表的行 Rows of other tables: {told}")
    return lines


def _counted(number: int, kind: str) -> str:
    """`1 value changed`, `2 values changed`."""
    noun, _, verb = _KIND_EN[kind].rpartition(" ")
    return f"{number} {noun}{'s' if number != 1 else ''} {verb}" if noun else f"{number} {verb}"


def changed_values(revision: Revision) -> list[ChangeRow]:
    """What a reader asks for first: every amount or quantity that differs, came or went."""
    kinds = ("changed", "added", "removed")
    return [row for row in revision.changes if row["kind"] in kinds and row["field"] in VALUES]


def _value(row: ChangeRow, which: str) -> str:
    """A value as the changelog shows it: an amount with its unit, a quantity as it is."""
    if (row["kind"], which) in (("added", "old"), ("removed", "new")):
        return "——"
    shown = markdown_text(row[which])
    return (f"{shown} 元" if row["field"] == "amount_yuan" else shown) if shown else _BLANK


def _value_lines(values: Sequence[ChangeRow], revision: Revision) -> list[str]:
    if not values:
        return []
    head = ["", "| 金额 Amount | 原 Old | 新 New | 原因 Cause |", "|---|---:|---:|---|"]
    rows = [
        f"| {_KIND_TOLD.get(row['kind'], '')}{markdown_text(row['row_label'])} `{_code(row['fact_id'])}` "
        f"| {_value(row, 'old')} | {_value(row, 'new')} | {_CAUSE_ZH[row['cause']]} {_CAUSE_EN[row['cause']]} |"
        for row in values[:_MOST_TOLD]
    ]
    more = len(values) - len(rows)
    tail = [f"\n另有 {more} 处，见 `{revision.path}`。 {more} more are in that file."] if more > 0 else []
    return [*head, *rows, *tail]


def _code(text: str) -> str:
    """A text inside a code span of a table: nothing in it may end the span or the cell."""
    return text.replace("`", "'").replace("|", "/").replace("\n", " ")


def _join(causes: Iterable[str], words: Mapping[str, str], comma: str) -> str:
    return comma.join(words[cause] for cause in causes) or words["reading_fixed"]


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
