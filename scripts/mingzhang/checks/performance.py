"""Family P: performance forms against the projects they speak of."""

from __future__ import annotations

from mingzhang.checks.base import Check, NotedCheck


class P01(NotedCheck):
    """A performance form names a project that the table of projects does not hold.

    财预〔2016〕143号 asks for the targets of the projects that are published. For review: names vary.
    """

    code = "P01"
    severity = "review"
    title_zh = "绩效表没有对应的项目"
    title_en = "Performance form without a project"
    why_zh = "绩效目标应对应项目支出表中的项目。"
    fix_zh = "公布者核对项目名称；名称写法不同时可人工确认。"
    message_zh = "绩效表“{name}”在项目支出表中没有对应的项目。"
    message_en = "The form “{name}” names no project of the project table."


class P02(NotedCheck):
    """A project has no performance form attached. Information only: many places attach those of major projects."""

    code = "P02"
    severity = "info"
    title_zh = "项目没有附绩效表"
    title_en = "Project without a performance form"
    why_zh = "公开绩效目标的项目范围各地不同，未附表不一定有误。"
    fix_zh = "公布者可补充该项目的绩效目标表。"
    message_zh = "项目“{name}”没有附绩效目标表。"
    message_en = "No performance form is attached for the project “{name}”."


PERFORMANCE_CHECKS: tuple[Check, ...] = (P01(), P02())
