"""Years that were not brought up to date: in headings, in sentences about this year, in the plans of projects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import wording
from mingzhang.checks.plausibility.lines import TextLine, form_texts, text_lines
from mingzhang.checks.plausibility.outcome import TABLE, TextCheck, excerpt
from mingzhang.narrative import Section

_YEAR = re.compile(r"(?<![\d〔\[【(（])(?P<year>20\d{2})年")
_ANY_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十]+(?:部分|章|篇)|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|20\d{2}年)"
)
_FORM_YEAR = re.compile(r"^[(（]?(?P<year>20\d{2})年度?[)）]?$")
_EVALUATION = re.compile(r"自评表|评价表")
"""The form of an evaluation: a budget may attach that of the year before."""
_SUBJECT = re.compile(r"预算|决算|收支|收入|支出|经费|采购|绩效目标")
_OTHER_TIMES = re.compile(
    r"上年|去年|以前年度|执行|完成|总结|回顾|评价|自评|考核|结转|规划|计划|方案|工作情况|对比|比较|至|-"
)
_LEAD = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[(（]?[一二三四五六七八九十\d]+[)）.、]\s*)?(?P<year>20\d{2})年(?:度)?(?P<rest>[^，。；,;]{0,40})"
)
_CLAIMS = re.compile(r"[比较]上年|与上年|上年")
_NOT_THIS_YEAR = re.compile(r"执行|完成|截至|以来|年末|年底|结转|评价|自评|考核|批复|下达|实际|同期|\d月\d{1,2}日")
_PLAN_YEAR = re.compile(
    r"(?<![\d〔\[【])(?P<year>20\d{2})年(?P<unit>度?内|度|\d{1,2}月(?!\d{1,2}日)|全年|上半年|下半年|底|末)"
)
_SPAN = re.compile(r"20\d{2}年?[^。；]{0,8}?[-—–~至到][^。；]{0,4}?20\d{2}")
_DOCUMENT = re.compile(r"[〔\[【(（]20\d{2}[〕\]】)）]|《[^》]*》")
_LONGEST_HEADING = 40
_NEAR = 6
"""Years further away than this are history, not a forgotten year."""


def _is_near(year: int, fiscal: int) -> bool:
    return year != fiscal and abs(year - fiscal) <= _NEAR


class Q05(TextCheck):
    """A heading, or the year line above a performance form, names another year than the disclosure's fiscal year.

    Headings about execution, evaluation, plans or a comparison are left out, and those that name the fiscal year too.
    Years in the titles of the standard tables are the subject of R14.
    """

    code = "Q05"
    rule_zh = (
        "标题或绩效表上方的年份不是本文件的年度。关于执行、自评、规划或比较的标题，以及同时写有本年度的标题不计。"
        "标准表标题中的年份见R14。"
    )
    title_zh = "标题中的年份不是本年度"
    title_en = "Another year in a heading"
    why_zh = "标题年份与文件年度不一致，往往是沿用了旧年度的文件，读者分不清数据属于哪一年。"
    why_en = (
        "A heading with another year often comes from last year's document; readers cannot tell what year it is about."
    )
    fix_zh = "公布者核对标题年份，改为本年度。"
    fix_en = "Bring the year in the heading up to date."
    good = Example(tables=TABLE, narrative="一、2023年收入预算情况说明\n收入20.00万元。")
    bad = Example(tables=TABLE, narrative="一、2022年收入预算情况说明\n收入20.00万元。")

    says_all_headings_year_say = wording(
        "Q05.all_headings_year_say", "各级标题的年份均为{fiscal}年。", "All headings with a year say {fiscal}."
    )
    says_heading_says_disclosure = wording(
        "Q05.heading_says_disclosure",
        "标题“{line}”写的是{year}年，而本文件为{fiscal}年度。",
        "The heading “{line}” says {year}; the disclosure is that of {fiscal}.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per heading."""
        fiscal = disclosure.identity.fiscal_year
        return self.or_nothing(
            self._stale(disclosure, fiscal),
            self.says_all_headings_year_say(fiscal=fiscal),
        )

    def _stale(self, disclosure: Disclosure, fiscal: int) -> Iterator[Finding]:
        before = ""
        for line in text_lines(disclosure):
            year = _heading_year(line) if line.part not in ("front", "tables") else 0
            is_older_evaluation = year == fiscal - 1 and _EVALUATION.search(before) is not None
            before = line.text
            if year and not is_older_evaluation and _is_near(year, fiscal) and str(fiscal) not in line.text:
                yield self.finding(
                    f"{line.part}/{excerpt(line.text)}",
                    True,
                    self.says_heading_says_disclosure(line=excerpt(line.text), year=year, fiscal=fiscal),
                    (line.place,),
                    left=(sides.YEAR_IN_THE_HEADING, str(year)),
                    right=(sides.FISCAL_YEAR_2, str(fiscal)),
                )


def _heading_year(line: TextLine) -> int:
    """The year a heading is about, 0 where the line is none, or may speak of another year."""
    if "20" not in line.text or len(line.text) > _LONGEST_HEADING:
        return 0
    if found := _FORM_YEAR.match(line.text):
        return int(found["year"])
    if not _HEADING.match(line.text) or re.search(r"[。；，,;]", line.text):
        return 0
    years = [int(found["year"]) for found in _YEAR.finditer(line.text)]
    if len(years) != 1 or not _SUBJECT.search(line.text) or _OTHER_TIMES.search(line.text):
        return 0
    return years[0]


class Q06(TextCheck):
    """A sentence that presents this year's figures, or the plan of a project, names another year only.

    A sentence counts when its paragraph begins with another near year, speaks of a budget, account, revenue,
    expenditure, funds or procurement, does not name the fiscal year, and either compares itself with “last year” or
    stands in a section that names the fiscal year nowhere. A plan or goal of the year counts when it sets a time
    (2022年内, 2021年1月) and names the fiscal year nowhere; spans of years, names of documents and projects whose
    name holds the year are left out.
    """

    code = "Q06"
    rule_zh = (
        "介绍本年数字的句子或项目计划只提到其他年度。句子须同时满足：所在段落以邻近的其他年份开头；说的是预算、"
        "决算、收入、支出、资金或采购；没有提到本年度；并且与“上年”比较，或所在的一节从未提到本年度。"
        "年度计划或目标写有时间（2022年内、2021年1月）而从未提到本年度的也计；年份区间、"
        "文件名称以及名称含该年份的项目不计。"
    )
    title_zh = "内容沿用其他年度"
    title_en = "Text or plan of another year"
    why_zh = "本年度的说明或项目计划写着别的年份，可能是照抄旧文件，未按本年度更新。"
    why_en = "A statement or plan for this year that names another year may be copied from an older document."
    fix_zh = "公布者核对年份，更新为本年度内容；确指其他年度的，写明原因。"
    fix_en = "Check the year and update the text; where another year is meant, say why."
    requires_zh = "只看以其他年份开头的收支说明，以及绩效表的实施计划和年度目标；拿不准的不列。"
    requires_en = "Reads paragraphs on revenue and spending that begin with another year, and plans and goals in forms."
    good = Example(tables=TABLE, narrative="一、收入预算情况说明\n2023年度预算收入20.00万元，比上年增加1.00万元。")
    bad = Example(tables=TABLE, narrative="一、收入预算情况说明\n2022年度预算收入20.00万元，比上年增加1.00万元。")

    says_statement_plan_another_year = wording(
        "Q06.statement_plan_another_year",
        "没有发现沿用其他年度的说明或计划（本年度为{fiscal}年）。",
        "No statement or plan of another year was found (the fiscal year is {fiscal}).",
    )
    says_plan_project = wording("Q06.plan_project", "项目“{project}”的计划", "The plan of the project “{project}”")
    says_text = wording("Q06.text", "说明文字", "The text")
    says_speaks_not_fiscal_year = wording(
        "Q06.speaks_not_fiscal_year",
        "{whose}写的是{year}年，没有提到本年度（{fiscal}年）：“{text}”。",
        "{whose} speaks of {year} and not of {fiscal}, the fiscal year: “{text}”.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per paragraph or form text."""
        fiscal = disclosure.identity.fiscal_year
        return self.or_nothing(
            (*self._sentences(disclosure, fiscal), *self._plans(disclosure, fiscal)),
            self.says_statement_plan_another_year(fiscal=fiscal),
        )

    def _sentences(self, disclosure: Disclosure, fiscal: int) -> Iterator[Finding]:
        sections = [section for section in disclosure.narrative.sections if section.level > 1]
        for line in text_lines(disclosure):
            found = _LEAD.match(line.text) if line.part == "narrative" and not line.in_form else None
            if found is None or not _is_near(int(found["year"]), fiscal) or str(fiscal) in line.text:
                continue
            if len(line.text) <= _LONGEST_HEADING and not re.search(r"\d[万元]|[。；，]", line.text):
                continue  # a heading: the subject of Q05
            if not _SUBJECT.search(found["rest"]) or _NOT_THIS_YEAR.search(found["rest"]):
                continue
            section = _section_at(sections, line.number)
            if _CLAIMS.search(line.text) or (section and str(fiscal) not in section.title_printed + section.text):
                yield self._stale(
                    f"narrative/{section.key if section else ''}", int(found["year"]), fiscal, line.text, line
                )

    def _plans(self, disclosure: Disclosure, fiscal: int) -> Iterator[Finding]:
        for text in form_texts(disclosure):
            if text.field not in ("plan", "year_goal") or "20" not in text.text:
                continue
            bare = _DOCUMENT.sub("", text.text)
            found = _PLAN_YEAR.search(bare)
            if found is None or not _is_near(int(found["year"]), fiscal):
                continue
            if str(fiscal) in bare or _SPAN.search(bare) or _ANY_YEAR.search(text.project):
                continue
            instance = f"{text.form_id}/{text.field}"
            yield self._stale(instance, int(found["year"]), fiscal, bare, text, text.project)

    def _stale(self, instance: str, year: int, fiscal: int, text: str, place: object, project: str = "") -> Finding:
        whose = self.says_plan_project(project=project) if project else self.says_text()
        return self.finding(
            instance,
            True,
            self.says_speaks_not_fiscal_year(whose=whose, year=year, fiscal=fiscal, text=excerpt(text)),
            (place.place,),  # type: ignore[attr-defined]
            left=(sides.YEAR_IN_THE_TEXT, str(year)),
            right=(sides.FISCAL_YEAR_2, str(fiscal)),
        )


def _section_at(sections: list[Section], line: int) -> Section | None:
    """The innermost section of a line: the last one that begins before it and ends after it."""
    inside = [section for section in sections if section.first_line <= line <= section.last_line]
    return inside[-1] if inside else None


YEAR_CHECKS = (Q05(), Q06())
