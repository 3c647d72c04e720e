"""Family Q: plausibility and quality of the text. Always for review, never an error."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang.checks.base import Check, Disclosure, Finding
from mingzhang.checks.sums import reading_of, term


class Q01(Check):
    """Project expenditure under 行政运行 (…01) or 事业运行 (…50) of a class, which are basic expenditure by definition.

    《政府收支分类科目》: 行政运行 and 事业运行 reflect basic expenditure. For review: pilots exist.
    """

    code = "Q01"
    severity = "review"
    title_zh = "运行类科目列有项目支出"
    title_en = "Project expenditure under a running-cost item"
    why_zh = "“行政运行”“事业运行”反映基本支出，列入项目支出与科目定义不符。"
    fix_zh = "公布者核对项目应列的科目。"

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per such row of the expenditure table."""
        reading = reading_of(disclosure, "expenditure")
        for record in reading.records if reading else ():
            bare = record.label.replace(" ", "")
            if bare not in ("行政运行", "事业运行") or len(record.code) != 7:
                continue
            project = term(record, "project")
            fails = bool(project.value)
            yield Finding(
                self.code,
                f"expenditure/{record.key}/project",
                "fail" if fails else "pass",
                self.severity if fails else "info",
                "publisher",
                f"“{record.code} {record.label}”"
                + (
                    f"列有项目支出 {project.value}{project.unit}，而该科目按定义只反映基本支出。"
                    if fails
                    else "没有项目支出。"
                ),
                f"“{record.code} {record.label}” "
                + (f"holds {project.value} of project expenditure." if fails else "holds no project expenditure."),
                left_label=record.label,
                left_value=f"{project.value:f}" if project.value is not None else "",
                locators=project.places or (record.place,),
            )


PLAUSIBILITY_CHECKS: tuple[Check, ...] = (Q01(),)
