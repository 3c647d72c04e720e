"""The report of a review as Markdown, in Chinese and English: nothing contributed can break out of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from mingzhang.ground.escape import markdown_text
from mingzhang.review.judge import JudgedPackage, Review
from mingzhang.review.names import visible
from mingzhang.review.rules import Objection
from mingzhang.review.units import AMOUNTS
from mingzhang.site import words
from mingzhang.site.language import counted
from mingzhang.validate.report import Violation
from mingzhang.versions.bump import smallest_level
from mingzhang.versions.differences import Change, Difference

MAX_BYTES = 900_000
"""GitHub drops a job summary of more than 1 MiB without a word."""

_MOST = 30
_BREAKS = re.compile(r"\s")
_CATEGORIES = tuple((name, f"{zh} {en[0].lower()}{en[1:]}") for name, (zh, en) in words.CATEGORY.items())
_CAUSES = {
    "source_revised": "原文修订 document revised",
    "reading_fixed": "改进读取 reading mended",
    "schema_changed": "结构变动 schema changed",
}
_KINDS = {
    "changed": "数值不同 changed",
    "described": "名称等文字不同 described",
    "renamed": "改名 renamed",
    "moved": "位置移动 moved",
    "added": "新增 added",
    "removed": "删去 removed",
}


def summary(review: Review) -> str:
    """The whole report, cut at a line where it would be too long to be shown."""
    lines: list[str] = []
    used = 0
    for line in _lines(review):
        used += len(line.encode()) + 1
        if used > MAX_BYTES:
            lines.append("\n（报告过长，其余从略。The report is too long; the rest is left out.）")
            break
        lines.append(line)
    return "\n".join(lines) + "\n"


def _lines(review: Review) -> Iterator[str]:
    scope = review.scope
    verdict = "✅ 可以接受 Accepted" if review.is_accepted else "❌ 不能接受 Not accepted"
    yield f"# 数据包审查 Review of data packages\n\n**{verdict}**\n"
    yield (
        f"新增 {len(scope.added)} 个数据包，改动 {len(scope.changed)} 个，删除 {len(scope.removed)} 个。"
        f" {counted(len(scope.added), 'package')} added, {len(scope.changed)} changed, {len(scope.removed)} removed."
    )
    if scope.outside:
        yield (
            f"\n另有数据以外的 {len(scope.outside)} 个文件，须由维护者审阅。"
            f" Outside the data, {counted(len(scope.outside), 'file')} for a maintainer's eyes."
        )
    if review.objections:
        yield "\n## 整体问题 Against the contribution as a whole\n"
        yield from _objections(review.objections)
    for package in review.packages:
        yield from _package(package)


def _objections(found: Iterable[Objection]) -> Iterator[str]:
    listed = list(found)
    yield "| 规则 Rule | 路径 Path | 问题 Problem | 办法 What to do |\n|---|---|---|---|"
    for one in listed[:_MOST]:
        yield _row(one.code, one.path, one.message, one.remedy)
    yield from _more(len(listed))


def _package(package: JudgedPackage) -> Iterator[str]:
    mark = "✅" if package.is_sound else "❌"
    yield f"\n## {mark} {_inert(package.title)}\n\n`{package.name}`"
    if not package.is_sound:
        yield from _violations(package.violations)
    if package.difference is not None:
        yield from _difference(package)
    if package.checked is not None:
        yield from _findings(package)


def _violations(found: Iterable[Violation]) -> Iterator[str]:
    listed = list(found)
    yield "\n| 文件与行 File and line | 规则 Rule | 问题 Problem | 应为 Expected | 办法 What to do |"
    yield "|---|---|---|---|---|"
    for one in listed[:_MOST]:
        place = f"{one.path}:{one.row}" if one.row else one.path
        message = f"{one.field}: {one.message}" if one.field else one.message
        yield _row(place, one.code, message, one.expected, one.remedy)
    yield from _more(len(listed))


def _difference(package: JudgedPackage) -> Iterator[str]:
    difference = package.difference
    assert difference is not None
    if not difference.old_version:
        version, amounts = difference.new_version, package.amounts
        told = counted(amounts, "amount")
        yield f"\n新数据包，版本 {version}，金额 {amounts} 项。 A new package, version {version}, {told}."
        yield "\n| 表 Table | 状态 State | 金额 Amounts | 未读 Not read |\n|---|---|---:|---:|"
        for title, state, read, unread in package.tables:
            yield _row(title, " ".join(words.STATE.get(state, (state,))), read, unread)
        return
    yield (
        f"\n版本 Version {difference.old_version} → {difference.new_version}（{smallest_level(difference)}）："
        f" {'；'.join(_CAUSES[cause] for cause in difference.causes) or '无变化 no change'}"
    )
    kinds = _kinds(difference)
    if kinds:
        yield "\n金额 Amounts: " + "，".join(f"{_KINDS[kind]} {number}" for kind, number in kinds.items())
    values = [change for change in difference.changes if change.table == "facts" and _is_told(change)]
    if values:
        yield "\n| 金额 Amount | 原 Old | 新 New | 出处 Source | 原因 Cause |\n|---|---:|---:|---|---|"
        for one in values[:_MOST]:
            yield _row(f"{one.label} ({one.row_id})", one.old, one.new, one.locator, _CAUSES[one.cause])
        yield from _more(len(values))


def _kinds(difference: Difference) -> dict[str, int]:
    """How many amounts changed in which way; the printed text of an amount that changed is no change of its own."""
    of_facts = [change for change in difference.changes if change.table == "facts"]
    valued = {change.row_id for change in of_facts if _is_told(change)}
    found = {
        (one.kind, one.row_id)
        for one in of_facts
        if not (one.kind == "described" and one.field == "printed" and one.row_id in valued)
    }
    numbers = Counter[str](kind for kind, _ in found)
    return {kind: numbers[kind] for kind in _KINDS if numbers[kind]}


def _is_told(change: Change) -> bool:
    return change.kind in ("changed", "added", "removed") and change.field in AMOUNTS


def _findings(package: JudgedPackage) -> Iterator[str]:
    checked = package.checked
    assert checked is not None
    counts, kinds = checked.counts, Counter[str](entry.category for entry in checked.entries)
    compared = sum(counts[status] for status in ("pass", "rounding", "fail"))
    yield (
        f"\n核对 {compared} 处：成立 {counts['pass']}，尾差 {counts['rounding']}。"
        f" {counted(compared, 'comparison')}: {counts['pass']} hold, {counts['rounding']} within rounding.\n"
    )
    yield "\n".join(f"- {words}: {kinds[category]}" for category, words in _CATEGORIES)
    told = [entry for entry in checked.entries if entry.category == "wrong"]
    told += [entry for entry in checked.entries if entry.category == "reading" and entry.is_loud]
    told += [entry for entry in checked.entries if entry.category == "look" and entry.severity == "review"]
    if told:
        yield "\n| 检查 Check | 出处 Source | 发现 Finding |\n|---|---|---|"
        for entry in told[:_MOST]:
            places = " ".join(place.locator for place in entry.places)
            message = f"{_inert(entry.message_zh)}<br>{_inert(entry.message_en)}"
            yield f"| {entry.check} | {_inert(places)} | {message} |"
        yield from _more(len(told))


def _row(*cells: str) -> str:
    """A row of a table; every cell is escaped."""
    return "| " + " | ".join(map(_inert, cells)) + " |"


def _inert(text: str) -> str:
    """Contributed text that nothing is made of: line ends become spaces, what is unseen is named."""
    return markdown_text(visible(_BREAKS.sub(" ", text)))


def _more(number: int) -> Iterator[str]:
    if number > _MOST:
        yield f"\n……另有 {number - _MOST} 项。and {number - _MOST} more."
