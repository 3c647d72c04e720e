"""Duties that one document alone seldom shows: publication in time, and the disclosures of the units below."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from mingzhang.checks.base import Disclosure, Finding
from mingzhang.checks.duties import samples
from mingzhang.checks.duties.decide import LAW_EN, LAW_ZH, Duty
from mingzhang.checks.duties.view import View, view_of
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import wording
from mingzhang.ground.source import Locator
from mingzhang.ground.text import fold

_DAYS = 20
_DATE = r"(?P<{0}y>20\d{{2}})[年/.-](?P<{0}m>\d{{1,2}})[月/.-](?P<{0}d>\d{{1,2}})日?"
_PUBLISHED = re.compile(r"(?:发布|公开|公布)(?:日期|时间)[:：]?" + _DATE.format("p"))
_APPROVED = re.compile(
    r"批复(?:日期|时间)[:：]?" + _DATE.format("a") + r"|" + _DATE.format("b") + r"[^。；\n]{0,12}批复"
)
_MAYBE = re.compile(r"批复|(?:发布|公开|公布)(?:日期|时间)")
_DATED = re.compile(r"(?:发布|公开|公布)(?:日期|时间)")


class D27(Duty):
    """Published within 20 days of the finance department's approval.

    Decided only where the text itself prints both dates (发布日期 and 批复日期), as pages saved from the
    web may. Otherwise it needs metadata of the crawl, which a package does not hold: undecided.
    """

    code = "D27"
    rule_zh = (
        "财政部门批复后二十日内公开。只有文本印有两个日期（发布日期和批复日期）时才判断，如网页保存的文本；"
        "否则需要采集时的信息，而数据包中没有，不作判断。"
    )
    severity = "error"
    title_zh = "批复后二十日内公开"
    title_en = "Published within twenty days of approval"
    why_zh = "公开太迟，公众就无法在执行中监督。"
    why_en = "Late publication comes when the money is already spent."
    basis_zh = f"{LAW_ZH}期限为本级政府财政部门批复后二十日内。"
    basis_en = f"{LAW_EN} The term is twenty days after the finance department's approval."
    requires_zh = "需要批复日期和发布日期。文档通常不印，采集信息也不在数据包中，因此多为无法判断。"
    requires_en = "The dates of approval and publication. Documents seldom print them, so mostly undecided."
    fix_zh = "公布者在公开材料上注明批复日期和公开日期。"
    fix_en = "Print the dates of approval and publication."
    good = samples.budget("部门预算于2023年2月10日由县财政局批复。\n公开日期：2023年2月20日\n")
    bad = samples.budget("部门预算于2023年2月10日由县财政局批复。\n公开日期：2023年4月20日\n")

    says_published_days_after_approval = wording(
        "D27.published_days_after_approval",
        "批复后第{days}日公开，超过{days2}日。",
        "Published {days} days after approval.",
    )
    says_published_days_days_after_approval = wording(
        "D27.published_days_days_after_approval", "批复后第{days}日公开。", "Published {days} days after approval."
    )
    says_document_does_not_print = wording(
        "D27.document_does_not_print",
        "文档没有同时写明批复日期和公开日期，也没有网页采集信息，无法判断是否按期公开。",
        "The document does not print both dates and there is no metadata of the crawl: undecided.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance for the document."""
        found: dict[str, tuple[date, Locator]] = {}
        if "批复" in disclosure.source.printed and _DATED.search(disclosure.source.printed):
            for number, line in enumerate(disclosure.source.lines, 1):
                if "\t" not in line and len(line) < 400 and _MAYBE.search(line):
                    _dates(fold(line), Locator(number), found)
        if len(found) < 2:
            yield self.decide(
                "publication",
                "unknown",
                self.says_document_does_not_print(),
            )
            return
        days = (found["published"][0] - found["approved"][0]).days
        late = days > _DAYS
        yield self.decide(
            "publication",
            "error" if late else "pass",
            (
                self.says_published_days_after_approval(days=days, days2=_DAYS)
                if late
                else self.says_published_days_days_after_approval(days=days)
            ),
            [found["approved"][1], found["published"][1]],
            (
                sides.APPROVED_ON,
                found["approved"][0].isoformat(),
                sides.PUBLISHED_ON,
                found["published"][0].isoformat(),
            ),
        )


def _dates(text: str, place: Locator, found: dict[str, tuple[date, Locator]]) -> None:
    for what, pattern in (("published", _PUBLISHED), ("approved", _APPROVED)):
        if what not in found and (match := pattern.search(text)):
            year, month, day = (int(part) for part in match.groups() if part)
            if 1 <= month <= 12 and 1 <= day <= 28 + (month != 2) * 3:
                found[what] = (_day(year, month, day), place)


def _day(year: int, month: int, day: int) -> date:
    """A date; the last of the month where the day printed is past it."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


_NOT_PUBLISHED = re.compile(r"(?:不|未|不再)(?:再)?(?:单独|另行)(?:进行)?公开")
_NOT_INDEPENDENT = re.compile(r"非独立核算|不独立核算|不单独核算|统一编制|报账制")


class D28(Duty):
    """Each unit of a department publishes its own budget or final accounts.

    Other packages are needed to decide it, so it is undecided with the units listed, unless the
    document itself says that they do not publish on their own. A disclosure of one unit is exempt,
    and so are units that the document calls not independently accounted for.
    """

    code = "D28"
    rule_zh = (
        "部门所属各单位分别公开自己的预算或决算。要判断须有其他数据包，因此列出各单位而不作判断，"
        "除非文件自己写明所属单位不单独公开。单位自己的公开、文件称不独立核算的单位，不在此列。"
    )
    title_zh = "所属单位单独公开预决算"
    title_en = "The units of a department publish on their own"
    why_zh = "部门汇总数掩盖各单位的情况，单位应各自公开。"
    why_en = "The department's totals hide its units, so each should publish."
    basis_zh = (
        "财预〔2021〕29号：部门所属单位公开预决算，2022年起全面覆盖（引用文件）。"
        "《预算法实施条例》第六条：单位在部门批复后二十日内公开。"
    )
    basis_en = (
        "Cai Yu [2021] No. 29: units of departments disclose, full coverage from 2022 (cited document). "
        "Implementing Regulation art. 6: within twenty days of the department's approval."
    )
    requires_zh = "需要其他单位的数据包；本文件只列出所属单位，通常无法判断。"
    requires_en = "Needs the packages of other units; this document only lists them, so mostly undecided."
    fix_zh = "所属单位单独公开预决算。"
    fix_en = "Publish a disclosure for each unit."
    good = samples.budget(overview="二、机构设置情况\n所属单位2个，各单位预算单独公开。\n")
    bad = samples.budget(overview="二、机构设置情况\n所属单位2个，各单位预算不单独公开。\n")

    says_only_one_unit_concerned = wording(
        "D28.only_one_unit_concerned", "只涉及一个单位。", "Only one unit is concerned."
    )
    says_units_not_accounted_their = wording(
        "D28.units_not_accounted_their",
        "所属单位由本部门统一编制或非独立核算。",
        "The units are not accounted for on their own.",
    )
    says_document_says_units_do = wording(
        "D28.document_says_units_do",
        "文中写明所属单位不单独公开。",
        "The document says that its units do not publish on their own.",
    )
    says_department_has_units_whether = wording(
        "D28.department_has_units_whether",
        "本部门有{count}个单位（{units}），各单位是否单独公开须对照其他数据包。",
        "The department has {count} units; whether each publishes must be seen in other packages.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance for the document."""
        view = view_of(disclosure)
        units = _units(view)
        for section in view.inside("overview"):
            if _NOT_INDEPENDENT.search(section.text):
                said = self.says_units_not_accounted_their()
                yield self.decide("units", "not_applicable", said, [Locator(section.first_line)])
                return
            if _NOT_PUBLISHED.search(section.text):
                said = self.says_document_says_units_do()
                yield self.decide("units", "warning", said, [Locator(section.first_line)])
                return
        if disclosure.identity.scope == "unit" or len(units) <= 1:
            said = self.says_only_one_unit_concerned()
            yield self.decide("units", "not_applicable", said, list(units.values()))
            return
        yield self.decide(
            "units",
            "unknown",
            self.says_department_has_units_whether(count=len(units), units=tuple(units)),
            list(units.values()),
            (sides.UNITS, str(len(units))),
        )


def _units(view: View) -> dict[str, Locator]:
    """Units named in the tables of projects and operating costs, or in the overview."""
    found: dict[str, Locator] = {}
    for table in ("projects", "operating_costs"):
        reading = view.table(table)
        for record in reading.records if reading else ():
            if record.row_kind == "unit":
                found.setdefault(record.label, record.place)
    if found:
        return found
    named = [s for s in view.said("organisation") if s.statement == "subordinate_unit"]
    return {s.subject.name: s.locator for s in named}


TIMING_DUTIES: tuple[Duty, ...] = (D27(), D28())
