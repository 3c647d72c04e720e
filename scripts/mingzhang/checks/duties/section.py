"""Duties that one section of the explanations answers: what there is of it, and which figures it states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from mingzhang.checks.base import Disclosure, Finding
from mingzhang.checks.duties.decide import Duty, Outcome
from mingzhang.checks.duties.view import SectionState, View, view_of
from mingzhang.checks.engine.phrases import Phrase, label, wording
from mingzhang.ground.source import Locator
from mingzhang.narrative import Statement

_FIGURE = re.compile(r"[0-9０-９]|[一二三四五六七八九十百千零〇两]+(?:个|辆|万|元|台)")
_YEARS = re.compile(r"(?:(?:19|20)[0-9]{2}\s*年?度?)|[0-9]{1,2}\s*(?:月|日)")
ANSWER = re.compile(r"无|没有|未|不|详见|见附|参见|持平|相同|一致")
"""Words by which a section may answer without a figure."""
CHANGE = re.compile(r"[比较](?:上|去|20)|同比|增加|减少|增长|下降|持平|相同|变化|变动|一致|增减|压减|降低|上升")
REASON = re.compile(r"原因|由于|因为|主要是|主要系|系因|所致|导致|主要用于|因[^公此]")

_NONE = label("duties.none", "无", "none")
_STANDING: dict[str, tuple[Outcome, Phrase]] = {
    "rows": (
        "unknown",
        label(
            "duties.holds_only_rows_cells", "之下只有表格行，未能读取", "holds only rows of cells, which were not read"
        ),
    ),
    "empty": ("warning", label("duties.has_heading_text", "只有标题，没有内容", "has a heading and no text")),
    "elsewhere": (
        "unknown",
        label(
            "duties.section_own_mentioned_elsewhere",
            "没有单独成节，文中别处提到，未作判断",
            "is no section of its own; it is mentioned elsewhere and was not judged",
        ),
    ),
    "listed": (
        "unknown",
        label(
            "duties.listed_contents_may_have",
            "列于目录而正文没有，可能在转换中丢失",
            "is listed in the contents and may have been lost",
        ),
    ),
    "cut": (
        "unknown",
        label(
            "duties.not_read_document_lacks",
            "没有读到，文档没有完整的结尾，可能被截断",
            "was not read: the document lacks its end and may have been cut off",
        ),
    ),
    "unread": (
        "unknown",
        label(
            "duties.not_read_explanations_recognised",
            "没有读到，情况说明部分未能识别",
            "was not read: no explanations were recognised",
        ),
    ),
    "absent": (
        "warning",
        label("duties.missing_also_from_contents", "没有，目录也没有列出", "is missing, also from the contents"),
    ),
}


class SectionDuty(Duty):
    """A duty that the section `section` answers.

    `words` are what any text about it must contain. An absent section or one without text fails
    (`absent` says how gravely); one that is only mentioned elsewhere, listed in the contents or made
    of table rows is undecided.
    """

    section: ClassVar[str]
    words: ClassVar[re.Pattern[str]]
    topic: ClassVar[Phrase]
    absent: ClassVar[Outcome] = "warning"
    elsewhere: ClassVar[str] = ""

    says_section = wording("SectionDuty.section", "{topic}一节{said}。", "The section “{topic}” {said}.")
    says_section_states = wording(
        "SectionDuty.section_states", "{topic}一节写明了{said}（{what}）。", "The section states {said}."
    )
    says_section_does_not_state = wording(
        "SectionDuty.section_does_not_state", "{topic}一节没有写明{said}。", "The section does not state {said}."
    )
    says_section_has_text_but = wording(
        "SectionDuty.section_has_text_but",
        "{topic}一节有文字，但没有读出{said}，写法可能未被识别。",
        "The section has text, but {said} was not read: the wording may be unknown to us.",
    )
    says_last_year_s_figure = wording(
        "SectionDuty.last_year_s_figure", "上年数或与上年相比的增减额", "last year's figure or the change"
    )
    says_change_last_year_budget = wording(
        "SectionDuty.change_last_year_budget",
        "{topic}一节说明了与上年或预算相比的变化。",
        "The change on last year or on the budget is stated.",
    )
    says_reason_change_given = wording(
        "SectionDuty.reason_change_given", "{topic}一节说明了变化的原因。", "The reason of the change is given."
    )
    says_unchanged_so_reason_due = wording(
        "SectionDuty.unchanged_so_reason_due",
        "{topic}一节写明与上年相同，无需说明原因。",
        "Unchanged, so no reason is due.",
    )
    says_there_seems_reason_wording = wording(
        "SectionDuty.there_seems_reason_wording",
        "{topic}一节似有原因说明，写法未能识别。",
        "There seems to be a reason; its wording was not recognised.",
    )
    says_reason_change = wording("SectionDuty.reason_change", "变化的原因", "the reason of the change")
    says_change_told_words = wording(
        "SectionDuty.change_told_words", "{topic}一节以文字说明了变化。", "The change is told in words."
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance for the section where there is no text, else those of `judge`."""
        view = view_of(disclosure)
        if (exempt := self.exempt(view)) is not None:
            yield exempt
            return
        state = view.standing(self.section, self.words)
        if state.what == "text":
            yield from self.judge(view)
        else:
            yield self._without_text(view, state)

    def exempt(self, view: View) -> Finding | None:
        """A finding where the duty does not arise in this disclosure."""
        return None

    def judge(self, view: View) -> Iterator[Finding]:
        """What the section says."""
        raise NotImplementedError

    def _said_elsewhere(self, view: View) -> Locator | None:
        """A sentence outside the section that states a figure on the topic: places arrange it differently."""
        words = self.elsewhere or rf"(?:{self.words.pattern})[^。]{{0,60}}?[0-9][0-9,.]*\s*万?元"
        return view.line_that_says(re.compile(words), but=self.section)

    def _without_text(self, view: View, state: SectionState) -> Finding:
        what = "cut" if state.what == "absent" and view.lacks_its_end else state.what
        if what == "absent" and (place := self._said_elsewhere(view)):
            what, state = "elsewhere", SectionState("elsewhere", (place,))
        outcome, said = _STANDING[what]
        if what == "absent":
            outcome = self.absent_outcome(view)
        lost = what in ("rows", "listed", "unread", "cut")
        return self.decide(
            self.section,
            outcome,
            self.says_section(topic=self.topic, said=said),
            state.places,
            attribution="extraction" if lost else "publisher",
        )

    def absent_outcome(self, view: View) -> Outcome:
        """How a missing section is judged."""
        return self.absent

    # -- what a section says ----------------------------------------------------------------------

    def found(self, view: View, *ids: str) -> list[Statement]:
        """Statements of the section with these ids; an id that ends in `*` is a beginning."""
        exact = {name for name in ids if not name.endswith("*")}
        starts = tuple(name[:-1] for name in ids if name.endswith("*"))
        return [
            s for s in view.said(self.section) if s.statement in exact or (starts and s.statement.startswith(starts))
        ]

    def figure(
        self,
        view: View,
        instance: str,
        said: Phrase,
        ids: tuple[str, ...],
        words: str,
        outcome: Outcome = "warning",
    ) -> Finding:
        """Whether a figure is stated. It is not where the section holds no figure at all, or none that is unread."""
        found = self.found(view, *ids)
        if found:
            first = found[0]
            value = first.printed_number + first.unit
            return self.decide(
                instance,
                "pass",
                self.says_section_states(topic=self.topic, said=said, what=value or _NONE),
                [first],
                (said, value),
            )
        text = view.text(self.section)
        figures = bool(_FIGURE.search(_YEARS.sub("", text)))
        unsure = view.has_unread(self.section) or re.search(words, text) if figures else ANSWER.search(text)
        return self.lacking(view, instance, said, bool(unsure), outcome)

    def lacking(self, view: View, instance: str, said: Phrase, unsure: bool, outcome: Outcome = "warning") -> Finding:
        """Something that the section ought to say was not read (`unsure`), or is not there."""
        place = [view.heading(self.section)]
        breaks_off = view.text(self.section).rstrip().endswith(("，", "、", ","))
        if unsure or breaks_off or self._said_elsewhere(view):
            return self.decide(
                instance,
                "unknown",
                self.says_section_has_text_but(topic=self.topic, said=said),
                place,
            )
        return self.decide(
            instance,
            outcome,
            self.says_section_does_not_state(topic=self.topic, said=said),
            place,
            (said, ""),
        )

    def change(self, view: View, instance: str, stems: tuple[str, ...]) -> Finding:
        """Whether a comparison is stated: a change, last year's figure, or how much of the budget was spent."""
        ids = tuple(f"{stem}_{end}" for stem in stems for end in ("change*", "last_year*", "completion*"))
        if found := self.found(view, *ids):
            return self.decide(
                instance,
                "pass",
                self.says_change_last_year_budget(topic=self.topic),
                [found[0]],
            )
        text = view.text(self.section)
        unsure = bool(CHANGE.search(text)) and bool(_FIGURE.search(_YEARS.sub("", text)) or ANSWER.search(text))
        return self.lacking(view, instance, self.says_last_year_s_figure(), unsure)

    def reason(self, view: View, instance: str, stems: tuple[str, ...]) -> Iterator[Finding]:
        """Whether a reason is given for the change; none is due where all is unchanged or no change is stated."""
        changes = self.found(view, *(f"{stem}_change*" for stem in stems))
        given = next((s for s in view.said(self.section) if s.reason), None)
        place = [given or (changes[0] if changes else view.heading(self.section))]
        text = view.text(self.section)
        if given is not None:
            words = self.says_reason_change_given(topic=self.topic)
            yield self.decide(instance, "pass", words, place)
        elif changes and ("基本持平" in text or all(s.direction == "unchanged" or s.value == 0 for s in changes)):
            words = self.says_unchanged_so_reason_due(topic=self.topic)
            yield self.decide(instance, "not_applicable", words, place)
        elif changes and REASON.search(text):
            words = self.says_there_seems_reason_wording(topic=self.topic)
            yield self.decide(instance, "unknown", words, place)
        elif changes:
            yield self.lacking(view, instance, self.says_reason_change(), False)
        elif CHANGE.search(text):
            words = self.says_change_told_words(topic=self.topic)
            yield self.decide(instance, "pass", words, place)

    def none_stated(self, view: View, *ids: str) -> Statement | None:
        """A sentence that there is none of it."""
        return next((s for s in self.found(view, *ids) if s.kind == "none_stated"), None)
