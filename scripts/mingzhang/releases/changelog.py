"""What a release changed: `CHANGELOG.md` for people, in Chinese and English, and `changes.csv` for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from mingzhang.ground.escape import csv_text, markdown_text
from mingzhang.packages.history import FIELDS, version_section
from mingzhang.packages.model import package_folder
from mingzhang.releases.plan import DATA, Plan
from mingzhang.releases.since import Since
from mingzhang.versions.released import ReleaseRecord

COLUMNS = ("package", "version", *FIELDS)
"""Columns of `changes.csv`: those of a package's own `changes/<version>.csv` after the package and its version."""


def write_changelog(plan: Plan, record: ReleaseRecord, packages: Sequence[Since]) -> bytes:
    """All packages that came, changed or went, with causes and values; every text from a document is escaped."""
    parts = [
        f"# 明账 Mingzhang {record.name}",
        _summary(record),
        *_added(packages),
        *_changed(plan, packages),
        *_withdrawn(record),
    ]
    return ("\n\n".join(parts) + "\n").encode()


def write_changes(packages: Iterable[Since]) -> bytes:
    """Every cell of every `facts.csv` that differs from the last release, step by step, oldest step first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for package in packages:
        for revision, _ in reversed(package.steps):
            for row in revision.changes:
                cells = (csv_text(row[name]) for name in FIELDS)
                writer.writerow([package.dataset.name, revision.version, *cells])
    return out.getvalue().encode()


def _summary(record: ReleaseRecord) -> str:
    since_zh = f"自 {record.previous} 以来：" if record.previous else ""
    since_en = f"Since {record.previous}: " if record.previous else ""
    new, changed, gone = len(record.new), len(record.changed), len(record.withdrawn)
    same = len(record.packages) - new - changed
    return (
        f"{record.date}。{since_zh}新增 {new} 个数据包，变更 {changed} 个，撤回 {gone} 个，{same} 个不变。\n"
        f"{since_en}{new} packages added, {changed} changed, {gone} withdrawn, {same} unchanged."
    )


def _added(packages: Iterable[Since]) -> Iterator[str]:
    new = [package.dataset for package in packages if not package.before]
    if new:
        yield "## 新增 Added"
        yield "\n".join(f"- {markdown_text(one.title)} `{one.name}` {one.version}" for one in new)


def _changed(plan: Plan, packages: Iterable[Since]) -> Iterator[str]:
    changed = [package for package in packages if package.steps]
    if changed:
        yield "## 变更 Changed"
    for package in changed:
        one = package.dataset
        folder = package_folder(plan.project / DATA, one.name).relative_to(plan.project).as_posix()
        yield f"### {markdown_text(one.title)} `{one.name}` {package.before} → {one.version}"
        yield from (version_section(new, old, "####", f"{folder}/") for new, old in package.steps)


def _withdrawn(record: ReleaseRecord) -> Iterator[str]:
    if record.withdrawn:
        yield "## 撤回 Withdrawn"
        yield "\n".join(
            f"- `{one.name}` {one.before}: {markdown_text(one.reason_zh)} {markdown_text(one.reason_en)}"
            for one in record.withdrawn
        )
