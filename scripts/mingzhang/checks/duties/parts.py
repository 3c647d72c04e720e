"""Duties about the document as a whole: its cover and its parts, who publishes it, the terms it explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mingzhang.checks.base import Disclosure, Finding
from mingzhang.checks.duties import samples
from mingzhang.checks.duties.decide import INFORMATION_EN, INFORMATION_ZH, MEASURES_EN, MEASURES_ZH, Duty
from mingzhang.checks.duties.view import View, first_lines, view_of
from mingzhang.ground.source import Locator
from mingzhang.ground.text import INSTITUTION, bare_label, fold
from mingzhang.recognise.document import title_key
from mingzhang.recognise.titles import tables_titled
from mingzhang.vocabulary.section_titles import part_key, section_key

_COVER_LINES = 8
_COVER_END = re.compile(r"目录|第[一二三四五六七八九十]+(部分|章|篇).*")
_NAMES = re.compile(rf"{INSTITUTION}(\(.{{2,4}}\))?$")
_YEARS = re.compile(r"(19|20)\d{2}|[〇○零一二三四五六七八九]{4}年")
_KINDS = re.compile(r"预算|决算")
_VALUES = {"budget": "预算", "final": "决算"}


class D01(Duty):
    """The cover says who discloses, for which year, and whether it is a budget or final accounts.

    Read in the first eight lines that hold anything, before the contents. Where there is no cover at
    all it may have been lost in conversion, and the duty is undecided.
    """

    code = "D01"
    rule_zh = (
        "封面写明谁公开、哪一年度、是预算还是决算。读取目录之前有内容的前八行。完全没有封面的，可能在转换时丢失，"
        "不作判断。"
    )
    title_zh = "封面写明单位、年度和预决算类别"
    title_en = "The cover names the unit, the year and the kind of disclosure"
    why_zh = "不写明是谁、哪一年、预算还是决算，读者无法使用这份公开材料。"
    why_en = "Without who, which year and which kind a reader cannot use the disclosure."
    basis_zh = f"{INFORMATION_ZH}形式规范：{MEASURES_ZH}"
    basis_en = f"{INFORMATION_EN} Form: {MEASURES_EN}"
    requires_zh = "需要文档开头的封面；没有封面时可能在转换中丢失，不作判断。"
    requires_en = "The cover at the beginning; without any cover it may have been lost, and the duty is undecided."
    fix_zh = "公布者在封面写明单位全称、年度、部门或单位预算（决算）。"
    fix_en = "State the full name, the year and “departmental/unit budget (final accounts)” on the cover."
    good = samples.whole(samples.COVER, samples.EXPENDITURE, samples.REVENUE)
    bad = samples.whole(
        "示例县档案馆\n2023年度信息公开",
        samples.EXPENDITURE.replace("单位：万元", "部门名称：示例县档案馆\n单位：万元"),
        samples.REVENUE,
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance each for the name, the year and the kind."""
        cover = list(_cover_lines(disclosure))
        texts = [text for _, text in cover]
        places = [Locator(number) for number, _ in cover[:3]] or [Locator(1)]
        name = disclosure.identity.agency_name_normalised
        for key, zh, en, unsure in (
            (
                "agency_name",
                "单位名称",
                "the name of the unit",
                any(map(_NAMES.search, texts)) or name in "".join(texts),
            ),
            ("fiscal_year", "年度", "the year", any(map(_YEARS.search, texts))),
            ("kind", "预算或决算", "budget or final accounts", any(map(_KINDS.search, texts))),
        ):
            evidence = disclosure.identity.evidence[key]
            if evidence.basis.startswith("cover"):
                yield self.decide(
                    key,
                    "pass",
                    f"封面写明了{zh}：{_VALUES.get(evidence.value, evidence.value)}。",
                    f"The cover states {en}.",
                    [Locator(evidence.line)] if evidence.line else places,
                )
            elif not cover or unsure:
                yield self.decide(
                    key,
                    "unknown",
                    f"没有读到封面上的{zh}（封面可能在转换中丢失，或写法未能识别）。",
                    f"The cover's statement of {en} was not read: lost in conversion or worded in an unknown way.",
                    places,
                    attribution="extraction",
                )
            else:
                yield self.decide(key, "warning", f"封面没有写明{zh}。", f"The cover does not state {en}.", places)


def _cover_lines(disclosure: Disclosure) -> Iterator[tuple[int, str]]:
    found = 0
    first_table = min((reading.first_line or 1 for reading in disclosure.readings if reading.present), default=0)
    for number, line in enumerate(disclosure.source.lines, 1):
        text = fold(line) if len(line) < 200 else line
        if not text:
            continue
        if number == first_table or _COVER_END.fullmatch(text) or "\t" in line or found == _COVER_LINES:
            return
        found += 1
        yield number, text


_PART_NAMES = (
    ("overview", "概况", "overview", r"概况|基本情况"),
    ("tables", "报表", "tables", r"报表|(预算|决算)(公开)?表"),
    ("narrative", "情况说明", "explanations", r"情况说明|说明"),
    ("terms", "名词解释", "explanation of terms", r"名词|术语"),
)
_SHORT_OF = {"overview": ("duties", "organisation")}


class D02(Duty):
    """The disclosure has its parts (overview, tables, explanations, terms), and the body holds what the contents list.

    A part may lack its heading as long as what belongs to it is there. An entry of the contents that
    the body does not hold may have been lost in conversion: undecided, never a failure.
    """

    code = "D02"
    rule_zh = (
        "公开文件各部分齐全（概况、报表、情况说明、名词解释），正文包含目录所列的内容。内容具备的，"
        "可以没有该部分的标题。目录所列而正文没有的，可能在转换时丢失，不作判断，也不算未公开。"
    )
    title_zh = "概况、报表、情况说明、名词解释齐全，正文与目录一致"
    title_en = "All parts are there, and the body holds what the contents list"
    why_zh = "缺少一部分，公众就看不到单位职责、收支原因或术语含义。"
    why_en = "Without a part the public misses the unit's duties, the reasons or the meaning of terms."
    fix_zh = "公布者补齐缺少的部分，并使目录与正文一致。"
    fix_en = "Add the missing part and make the contents agree with the body."
    good = samples.whole(
        samples.COVER,
        "第一部分 概况",
        "第二部分 2023年部门预算报表",
        samples.EXPENDITURE,
        "第三部分 2023年度部门预算情况说明",
        "第四部分 名词解释",
    )
    bad = samples.whole(
        samples.COVER,
        "第一部分 概况",
        "第二部分 2023年部门预算报表",
        samples.EXPENDITURE,
        "第三部分 2023年度部门预算情况说明",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per part, and one for the contents (one per entry that the body lacks)."""
        view = view_of(disclosure)
        for key, zh, en, pattern in _PART_NAMES:
            yield self._part(view, key, zh, en, re.compile(pattern))
        if view.contents:
            yield from self._contents(view)

    def _part(self, view: View, key: str, zh: str, en: str, words: re.Pattern[str]) -> Finding:
        instance = f"part/{key}"
        place = next((p for name in (key, *_SHORT_OF.get(key, ())) if (p := view.heading(name))), None)
        if place is None and key == "tables":
            place = next((Locator(r.first_line) for r in view.disclosure.readings if r.first_line), None)
        if place is None and key == "narrative" and view.has_narrative:
            place = Locator(view.disclosure.narrative.sections[0].first_line)
        if place is not None:
            return self.decide(instance, "pass", f"有“{zh}”部分。", f"The part “{en}” is there.", [place])
        listed = next((at for at, entry in view.contents if words.search(entry) and not entry.endswith("表")), None)
        if listed is not None:
            return self.decide(
                instance,
                "unknown",
                f"目录列有“{zh}”部分，正文中没有找到，可能在转换中丢失。",
                f"The contents list the part “{en}”, the body does not hold it: it may have been lost in conversion.",
                [listed],
                attribution="extraction",
            )
        if any(words.search(heading) for heading in view.headings if len(heading) < 30 and not heading.endswith("表")):
            return self.decide(
                instance,
                "unknown",
                f"没有识别出“{zh}”部分，但正文有相近的标题，未作判断。",
                f"The part “{en}” was not recognised, but a heading of the body is like it.",
                attribution="extraction",
            )
        if view.is_tables_alone or (key == "tables" and view.is_narrative_alone):
            return self.decide(
                instance,
                "unknown",
                f"此文件没有“{zh}”部分，可能另成文件，未作判断。",
                f"This file does not hold the part “{en}”, which may be a file of its own.",
                attribution="extraction",
            )
        ends = [Locator(view.disclosure.source.text.count("\n"))]
        return self.decide(
            instance,
            "warning",
            f"没有“{zh}”部分，目录中也没有列出。",
            f"There is no part “{en}”, nor do the contents list one.",
            first_lines(view.disclosure.narrative.sections[-1:]) or ends,
        )

    def _contents(self, view: View) -> Iterator[Finding]:
        lost = [(place, entry) for place, entry in view.printed_contents if not _in_body(view, entry)]
        for place, entry in lost:
            yield self.decide(
                f"contents/{fold(entry)}",
                "unknown",
                f"目录列有“{entry}”，正文中没有找到同名标题：可能改了名，或在转换中丢失。",
                f"The contents list “{entry}”; no heading of the body says so: renamed, or lost in conversion.",
                [place],
            )
        if not lost:
            places = [view.contents[0][0], view.contents[-1][0]]
            count = str(len(view.contents))
            yield self.decide(
                "contents",
                "pass",
                f"目录所列 {count} 项在正文中都有。",
                f"All {count} entries of the contents stand in the body.",
                places,
            )


def _in_body(view: View, entry: str) -> bool:
    """Whether the body holds an entry of the contents: so titled, or recognised as the same part, section or table."""
    bare = bare_label(entry)
    if bare in view.headings or fold(entry) in view.headings:
        return True
    key, _ = title_key(entry)
    known = tables_titled(key, view.disclosure.identity.kind) if "表" in key else frozenset()
    if known:
        return any(view.table(table) for table in known)
    named = part_key(bare) if bare.startswith("第") else section_key(bare)
    return bool(named) and bool(view.inside(named))


_BODY = re.compile(r"机构|科|股|室|处|所|站|队|中心|单位|委员会|部门")


class D23(Duty):
    """The overview says what the unit does, and names at least one internal body or unit (or how many there are)."""

    code = "D23"
    rule_zh = "概况写明单位职责，并至少点名一个内设机构或所属单位（或写明个数）。"
    title_zh = "公开单位职责和机构设置"
    title_en = "Duties and organisation are published"
    why_zh = "公众要知道花钱的是谁、负责什么、由哪些单位组成。"
    why_en = "The public should know who spends, on what task, and which bodies belong to it."
    fix_zh = "公布者在概况部分写明主要职责、内设机构和所属单位。"
    fix_en = "State duties, internal bodies and units in the overview."
    good = samples.budget(
        overview="一、本部门职责\n负责档案收集、整理和利用。\n二、机构设置情况\n内设机构2个，分别是综合股、业务股。\n"
    )
    bad = samples.budget(
        overview="一、本部门职责\n负责档案收集、整理和利用。\n二、机构设置情况\n编制人数12人，实有人数11人。\n"
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance for the duties and one for the organisation."""
        view = view_of(disclosure)
        if not (view.inside("overview") or view.inside("duties") or view.inside("organisation")):
            for key in ("duties", "organisation"):
                yield self.decide(
                    key,
                    "unknown",
                    "没有识别出概况部分（见 D02），职责与机构未作判断。",
                    "No overview was recognised (see D02), so duties and organisation are undecided.",
                    attribution="extraction",
                )
            return
        yield self._duties(view)
        yield self._organisation(view)

    def _duties(self, view: View) -> Finding:
        text = view.text("duties")
        place = [view.heading("duties") or view.heading("overview")]
        if text.strip():
            return self.decide("duties", "pass", "公开了主要职责。", "The unit's duties are published.", place)
        if "职责" in view.text("overview") or "职能" in view.text("overview"):
            return self.decide(
                "duties", "unknown", "概况提到职责，但没有读出这一节。", "Duties are mentioned but not read.", place
            )
        return self.decide("duties", "warning", "概况没有写明主要职责。", "The overview states no duties.", place)

    def _organisation(self, view: View) -> Finding:
        text = view.text("organisation") or view.text("overview")
        named = [s for s in view.said("overview") if s.statement.startswith(("internal_bod", "subordinate_unit"))]
        place = [view.heading("organisation") or view.heading("overview")]
        if named:
            names = [s.subject.name for s in named if s.subject.name]
            number = named[0].printed_number.removesuffix(named[0].unit) + named[0].unit
            zh, en = (
                f"机构设置写明了内设机构或所属单位的个数（{number}），没有读到名称。",
                "The number of bodies is stated; no names were read.",
            )
            if names:
                zh, en = f"机构设置写明了内设机构或所属单位（{names[0]}等）。", "Internal bodies or units are named."
            return self.decide("organisation", "pass", zh, en, [named[0].locator])
        if _BODY.search(text):
            return self.decide(
                "organisation",
                "unknown",
                "机构设置一节的写法未能识别，是否列出内设机构和所属单位未作判断。",
                "The wording of the section on organisation was not recognised.",
                place,
            )
        zh = "机构设置一节没有内容" if not text.strip() else "机构设置一节没有列出内设机构或所属单位"
        return self.decide(
            "organisation", "warning", f"{zh}。", "The section names no internal body and no unit.", place
        )


_TERMS = (
    ("基本支出", r"基本支出"),
    ("项目支出", r"项目支出"),
    ("三公经费", r"三公"),
    ("机关运行经费", r"机关运行经费"),
)


class D24(Duty):
    """Technical terms are explained: the part on terms holds text, and the four terms that every disclosure uses.

    The four (基本支出, 项目支出, 三公经费, 机关运行经费) are for review where the document uses one and does not
    explain it: which terms need explaining is for the publisher to say.
    """

    code = "D24"
    rule_zh = (
        "解释专业名词：名词解释部分有内容，并解释每份公开都会用到的四个名词。基本支出、项目支出、“三公”经费、"
        "机关运行经费，文中使用而没有解释的仅供复核：哪些名词需要解释由公布者决定。"
    )
    title_zh = "解释专业名词"
    title_en = "Technical terms are explained"
    why_zh = "“三公”经费、机关运行经费等名词含义特定，不解释公众难以读懂。"
    why_en = "Terms such as the “three public expenses” have a special meaning that a citizen must be told."
    fix_zh = "公布者在名词解释部分补充正文使用的专业名词。"
    fix_en = "Explain the technical terms that the text uses."
    good = samples.whole(
        samples.COVER,
        samples.EXPENDITURE,
        "第三部分 2023年度部门预算情况说明",
        "第四部分 名词解释",
        "一、基本支出：指保障机构正常运转的支出。",
        "二、项目支出：指完成特定任务的支出。",
    )
    bad = samples.whole(samples.COVER, samples.EXPENDITURE, "第三部分 2023年度部门预算情况说明", "第四部分 名词解释")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance for the part, one per term that the explanations use."""
        view = view_of(disclosure)
        state = view.standing("terms", re.compile("名词|术语"))
        if state.what == "text":
            yield self.decide("terms", "pass", "有名词解释。", "Terms are explained.", state.places)
            yield from self._terms(view)
        elif state.what in ("empty", "absent") and not _defines(disclosure) and not view.lacks_its_end:
            what = "只有标题，没有内容" if state.what == "empty" else "没有设置"
            yield self.decide(
                "terms", "warning", f"名词解释部分{what}。", "There is no explanation of terms.", state.places
            )
        else:
            yield self.decide(
                "terms",
                "unknown",
                "没有读到名词解释部分，可能在转换中丢失。",
                "The explanation of terms was not read; it may have been lost in conversion.",
                state.places,
                attribution="extraction",
            )

    def _terms(self, view: View) -> Iterator[Finding]:
        explained, used = view.text("terms"), view.text("narrative")
        explained += "".join(section.title_printed for section in view.inside("terms"))
        for term, pattern in _TERMS:
            if re.search(pattern, explained):
                yield self.decide(term, "pass", f"解释了“{term}”。", f"“{term}” is explained.", [view.heading("terms")])
            elif re.search(pattern, used):
                yield self.decide(
                    term,
                    "review",
                    f"情况说明使用了“{term}”，名词解释中没有解释。",
                    f"The explanations use “{term}”, the terms do not explain it.",
                    [view.heading("terms")],
                )


def _defines(disclosure: Disclosure) -> bool:
    """Whether definitions stand somewhere although no part on terms was recognised."""
    return "基本支出：指" in disclosure.source.printed or "基本支出:指" in disclosure.source.printed


PART_DUTIES: tuple[Duty, ...] = (D01(), D02(), D23(), D24())
