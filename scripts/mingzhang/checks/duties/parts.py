"""Duties about the document as a whole: its cover and its parts, who publishes it, the terms it explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mingzhang.checks.base import Disclosure, Finding
from mingzhang.checks.duties import samples
from mingzhang.checks.duties.decide import INFORMATION_EN, INFORMATION_ZH, MEASURES_EN, MEASURES_ZH, Duty
from mingzhang.checks.duties.view import View, first_lines, view_of
from mingzhang.checks.engine.phrases import Phrase, label, wording
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
_VALUES = {"budget": label("D01.budget", "预算", "budget"), "final": label("D01.final", "决算", "final accounts")}


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

    says_name_unit = wording("D01.name_unit", "单位名称", "the name of the unit")
    says_year = wording("D01.year", "年度", "the year")
    says_budget_final_accounts = wording("D01.budget_final_accounts", "预算或决算", "budget or final accounts")
    says_cover_states = wording("D01.cover_states", "封面写明了{said}：{evidence}。", "The cover states {said}.")
    says_cover_s_statement_not = wording(
        "D01.cover_s_statement_not",
        "没有读到封面上的{said}（封面可能在转换中丢失，或写法未能识别）。",
        "The cover's statement of {said} was not read: lost in conversion or worded in an unknown way.",
    )
    says_cover_does_not_state = wording(
        "D01.cover_does_not_state", "封面没有写明{said}。", "The cover does not state {said}."
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance each for the name, the year and the kind."""
        cover = list(_cover_lines(disclosure))
        texts = [text for _, text in cover]
        places = [Locator(number) for number, _ in cover[:3]] or [Locator(1)]
        name = disclosure.identity.agency_name_normalised
        for key, said, unsure in (
            (
                "agency_name",
                self.says_name_unit(),
                any(map(_NAMES.search, texts)) or name in "".join(texts),
            ),
            ("fiscal_year", self.says_year(), any(map(_YEARS.search, texts))),
            ("kind", self.says_budget_final_accounts(), any(map(_KINDS.search, texts))),
        ):
            evidence = disclosure.identity.evidence[key]
            if evidence.basis.startswith("cover"):
                yield self.decide(
                    key,
                    "pass",
                    self.says_cover_states(said=said, evidence=_VALUES.get(evidence.value, evidence.value)),
                    [Locator(evidence.line)] if evidence.line else places,
                )
            elif not cover or unsure:
                yield self.decide(
                    key,
                    "unknown",
                    self.says_cover_s_statement_not(said=said),
                    places,
                    attribution="extraction",
                )
            else:
                yield self.decide(key, "warning", self.says_cover_does_not_state(said=said), places)


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
    ("overview", label("duties.overview", "概况", "overview"), r"概况|基本情况"),
    ("tables", label("duties.tables", "报表", "tables"), r"报表|(预算|决算)(公开)?表"),
    ("narrative", label("duties.explanations", "情况说明", "explanations"), r"情况说明|说明"),
    ("terms", label("duties.explanation_terms", "名词解释", "explanation of terms"), r"名词|术语"),
)
_SHORT_OF = {"overview": ("duties", "organisation")}
_HEADS_OF = {"overview": re.compile(r"(主要)?(职责|职能)|机构设置"), "terms": re.compile("名词|术语")}
"""What a heading of a part may say besides, the name of the unit before or after it."""


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

    says_other_file = wording(
        "D02.other_file",
        "此文件没有“{said}”部分，可能另成文件，未作判断。",
        "This file does not hold the part “{said}”, which may be a file of its own.",
    )
    says_there_part_nor_do = wording(
        "D02.there_part_nor_do",
        "没有“{said}”部分，目录中也没有列出。",
        "There is no part “{said}”, nor do the contents list one.",
    )
    says_part_there = wording("D02.part_there", "有“{said}”部分。", "The part “{said}” is there.")
    says_contents_list_part_body = wording(
        "D02.contents_list_part_body",
        "目录列有“{said}”部分，正文中没有找到，可能在转换中丢失。",
        "The contents list the part “{said}”, the body does not hold it: it may have been lost in conversion.",
    )
    says_part_not_recognised_but = wording(
        "D02.part_not_recognised_but",
        "没有识别出“{said}”部分，但正文有相近的标题，未作判断。",
        "The part “{said}” was not recognised, but a heading of the body is like it.",
    )
    says_contents_list_heading_body = wording(
        "D02.contents_list_heading_body",
        "目录列有“{entry}”，正文中没有找到同名标题：可能改了名，或在转换中丢失。",
        "The contents list “{entry}”; no heading of the body says so: renamed, or lost in conversion.",
    )
    says_all_entries_contents_stand = wording(
        "D02.all_entries_contents_stand",
        "目录所列 {count} 项在正文中都有。",
        "All {count} entries of the contents stand in the body.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per part, and one for the contents (one per entry that the body lacks)."""
        view = view_of(disclosure)
        for key, said, pattern in _PART_NAMES:
            yield self._part(view, key, said, re.compile(pattern))
        if view.contents:
            yield from self._contents(view)

    def _part(self, view: View, key: str, said: Phrase, words: re.Pattern[str]) -> Finding:
        instance = f"part/{key}"
        place = next((p for name in (key, *_SHORT_OF.get(key, ())) if (p := view.heading(name))), None)
        if place is None and key == "tables":
            place = next((Locator(r.first_line) for r in view.disclosure.readings if r.first_line), None)
        if place is None and key == "narrative" and view.has_narrative:
            place = Locator(view.disclosure.narrative.sections[0].first_line)
        if place is not None:
            return self.decide(instance, "pass", self.says_part_there(said=said), [place])
        listed = next((at for at, entry in view.contents if words.search(entry) and not entry.endswith("表")), None)
        if listed is not None:
            return self.decide(
                instance,
                "unknown",
                self.says_contents_list_part_body(said=said),
                [listed],
                attribution="extraction",
            )
        heads = [heading for heading in view.headings if len(heading) < 30 and not heading.endswith("表")]
        more = _HEADS_OF.get(key, words)
        if any(words.search(heading) or more.search(heading) for heading in heads):
            return self.decide(
                instance,
                "unknown",
                self.says_part_not_recognised_but(said=said),
                attribution="extraction",
            )
        if view.is_tables_alone or (key == "tables" and view.is_narrative_alone):
            return self.decide(
                instance,
                "unknown",
                self.says_other_file(said=said),
                attribution="extraction",
            )
        ends = [Locator(view.disclosure.source.text.count("\n"))]
        return self.decide(
            instance,
            "warning",
            self.says_there_part_nor_do(said=said),
            first_lines(view.disclosure.narrative.sections[-1:]) or ends,
        )

    def _contents(self, view: View) -> Iterator[Finding]:
        lost = [(place, entry) for place, entry in view.printed_contents if not _in_body(view, entry)]
        for place, entry in lost:
            yield self.decide(
                f"contents/{fold(entry)}",
                "unknown",
                self.says_contents_list_heading_body(entry=entry),
                [place],
            )
        if not lost:
            places = [view.contents[0][0], view.contents[-1][0]]
            count = str(len(view.contents))
            yield self.decide(
                "contents",
                "pass",
                self.says_all_entries_contents_stand(count=count),
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

    says_overview_recognised_see_d = wording(
        "D23.overview_recognised_see_d",
        "没有识别出概况部分（见 D02），职责与机构未作判断。",
        "No overview was recognised (see D02), so duties and organisation are undecided.",
    )
    says_overview_states_duties = wording(
        "D23.overview_states_duties", "概况没有写明主要职责。", "The overview states no duties."
    )
    says_unit_s_duties_published = wording(
        "D23.unit_s_duties_published", "公开了主要职责。", "The unit's duties are published."
    )
    says_duties_mentioned_but_not = wording(
        "D23.duties_mentioned_but_not", "概况提到职责，但没有读出这一节。", "Duties are mentioned but not read."
    )
    says_number_bodies_stated_names = wording(
        "D23.number_bodies_stated_names",
        "机构设置写明了内设机构或所属单位的个数（{number}），没有读到名称。",
        "The number of bodies is stated; no names were read.",
    )
    says_internal_bodies_units_named = wording(
        "D23.internal_bodies_units_named",
        "机构设置写明了内设机构或所属单位（{names}等）。",
        "Internal bodies or units are named.",
    )
    says_wording_section_organisation_not = wording(
        "D23.wording_section_organisation_not",
        "机构设置一节的写法未能识别，是否列出内设机构和所属单位未作判断。",
        "The wording of the section on organisation was not recognised.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance for the duties and one for the organisation."""
        view = view_of(disclosure)
        if not (view.inside("overview") or view.inside("duties") or view.inside("organisation")):
            for key in ("duties", "organisation"):
                yield self.decide(
                    key,
                    "unknown",
                    self.says_overview_recognised_see_d(),
                    attribution="extraction",
                )
            return
        yield self._duties(view)
        yield self._organisation(view)

    def _duties(self, view: View) -> Finding:
        text = view.text("duties")
        place = [view.heading("duties") or view.heading("overview")]
        if text.strip():
            return self.decide("duties", "pass", self.says_unit_s_duties_published(), place)
        if "职责" in view.text("overview") or "职能" in view.text("overview"):
            return self.decide("duties", "unknown", self.says_duties_mentioned_but_not(), place)
        return self.decide("duties", "warning", self.says_overview_states_duties(), place)

    says_lists_no_body = wording(
        "D23.lists_no_body",
        "机构设置一节没有列出内设机构或所属单位。",
        "The section names no internal body and no unit.",
    )
    says_empty = wording("D23.empty", "机构设置一节没有内容。", "The section names no internal body and no unit.")

    def _organisation(self, view: View) -> Finding:
        text = view.text("organisation") or view.text("overview")
        named = [s for s in view.said("overview") if s.statement.startswith(("internal_bod", "subordinate_unit"))]
        place = [view.heading("organisation") or view.heading("overview")]
        if named:
            names = [s.subject.name for s in named if s.subject.name]
            number = named[0].printed_number.removesuffix(named[0].unit) + named[0].unit
            said = self.says_number_bodies_stated_names(number=number)
            if names:
                said = self.says_internal_bodies_units_named(names=names[0])
            return self.decide("organisation", "pass", said, [named[0]])
        if _BODY.search(text):
            return self.decide(
                "organisation",
                "unknown",
                self.says_wording_section_organisation_not(),
                place,
            )
        words = self.says_lists_no_body() if text.strip() else self.says_empty()
        return self.decide("organisation", "warning", words, place)


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

    says_terms_explained = wording("D24.terms_explained", "有名词解释。", "Terms are explained.")
    says_there_explanation_terms = wording(
        "D24.there_explanation_terms", "名词解释部分{what}。", "There is no explanation of terms."
    )
    says_explanation_terms_not_read = wording(
        "D24.explanation_terms_not_read",
        "没有读到名词解释部分，可能在转换中丢失。",
        "The explanation of terms was not read; it may have been lost in conversion.",
    )
    says_explained = wording("D24.explained", "解释了“{term}”。", "“{term}” is explained.")
    says_explanations_use_terms_do = wording(
        "D24.explanations_use_terms_do",
        "情况说明使用了“{term}”，名词解释中没有解释。",
        "The explanations use “{term}”, the terms do not explain it.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance for the part, one per term that the explanations use."""
        view = view_of(disclosure)
        state = view.standing("terms", re.compile("名词|术语"))
        if state.what == "text":
            yield self.decide("terms", "pass", self.says_terms_explained(), state.places)
            yield from self._terms(view)
        elif state.what in ("empty", "absent") and not _defines(disclosure) and not view.lacks_its_end:
            what = "只有标题，没有内容" if state.what == "empty" else "没有设置"
            yield self.decide("terms", "warning", self.says_there_explanation_terms(what=what), state.places)
        else:
            yield self.decide(
                "terms",
                "unknown",
                self.says_explanation_terms_not_read(),
                state.places,
                attribution="extraction",
            )

    def _terms(self, view: View) -> Iterator[Finding]:
        explained, used = view.text("terms"), view.text("narrative")
        explained += "".join(section.title_printed for section in view.inside("terms"))
        for term, pattern in _TERMS:
            if re.search(pattern, explained):
                yield self.decide(term, "pass", self.says_explained(term=term), [view.heading("terms")])
            elif re.search(pattern, used):
                yield self.decide(
                    term,
                    "review",
                    self.says_explanations_use_terms_do(term=term),
                    [view.heading("terms")],
                )


def _defines(disclosure: Disclosure) -> bool:
    """Whether definitions stand somewhere although no part on terms was recognised."""
    return "基本支出：指" in disclosure.source.printed or "基本支出:指" in disclosure.source.printed


PART_DUTIES: tuple[Duty, ...] = (D01(), D02(), D23(), D24())
