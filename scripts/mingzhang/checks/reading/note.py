"""What the checks on our own reading have in common."""

from __future__ import annotations

from mingzhang.checks.base import Check, NotedCheck


class OwnReading(Check):
    """Speaks of our own reading: the rules are ours, and so is what was lost."""

    basis_zh = "明账读取规则：只读取确定的内容，不猜测；凡修补、推断与未读之处一律列出。"
    basis_en = (
        "The rules of our own reading: only what is certain is read; whatever was mended, inferred or left is listed."
    )
    requires_zh = "读取时遇到此种情形才列出一条；没有条目即没有遇到。"
    requires_en = "One finding for each case met while reading; none means that no case was met."


class ReadingNote(OwnReading, NotedCheck):
    """A finding that a reading stage noted."""
