"""The story as the explanations tell it: growth and its stated reason, budget and execution, people and assets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.site import html, words
from mingzhang.site.charts import Mark, Scale, bar
from mingzhang.site.html import text
from mingzhang.site.narrative import Statement
from mingzhang.site.pages.story_frame import Frame, Line, of_statement

_SIGNS = {"increase": 1, "decrease": -1}
_LONG_REASON = 120
_ANNOUNCES = re.compile(r"原因(?:为|是)?[:：]?$")
_MOST = 40
_FIRST = frozenset({"revenue", "expenditure", "appropriation", "general", "three_public", "operating_costs"})
"""What growth is told of at once; the rest is folded."""
_EXECUTED_STEMS = frozenset({"general", "function", "expenditure", "appropriation", "basic", "project"})
_PLANNED = ("initial_budget", "full_budget", "budget")
_HELD: tuple[str, ...] = (
    "staff_posts",
    "staff_actual",
    "staff_retired",
    "internal_bodies",
    "vehicles_authorised",
    "vehicles",
    "buildings",
    "equipment_over_500k",
    "equipment_over_1m",
    "assets",
)


@dataclass(frozen=True, slots=True)
class _Change:
    """What is said of how one thing changed: its amount, its percentage, its direction in words, its reason.

    `last_year` is the amount that was stated of the year before.
    """

    about: Statement
    said: tuple[Statement, ...]
    last_year: Statement | None = None

    @property
    def reason(self) -> str:
        return next((found.reason for found in self.said if found.reason), "")

    @property
    def signed(self) -> Decimal | None:
        """The change in 元 with its sign; None without an amount or a direction."""
        for found in self.said:
            if found.yuan and found.direction in _SIGNS:
                return Decimal(found.yuan) * _SIGNS[found.direction]
        return None


# -- growth -------------------------------------------------------------------------------------


def growth_block(frame: Frame) -> str:
    """How this year differs from the last, as stated, with the reason in the document's own words."""
    changes = _changes(frame)
    if not changes:
        return ""
    writer = _Growth(frame, changes)
    first = [change for change in changes if change.about.stem in _FIRST and not change.about.subject]
    rest = [change for change in changes if change not in first][:_MOST]
    if not first:
        first, rest = rest, []
    say = frame.say
    folded = ""
    if rest:
        summary = say(f"其他 {len(rest)} 项增减", f"{len(rest)} other changes")
        folded = frame.fold(summary, writer.table(rest))
    remark = frame.quiet("照情况说明原文；原因是原文的话。", "As the explanations state it; reasons are quoted.")
    pieces = (remark, writer.table(first), folded, frame.stated_source())
    return frame.card("growth", ("与上年相比", "Compared with last year"), pieces)


def _changes(frame: Frame) -> list[_Change]:
    """Changes by what they are about, in the order of the document; said twice counts once."""
    groups: dict[tuple[str, ...], list[Statement]] = {}
    last_year: dict[tuple[str, ...], Statement] = {}
    narrative = frame.disclosure.narrative
    for section in narrative.sections:
        seen = set(groups)
        for found in narrative.statements[section.section_id]:
            about = (*found.about, "")
            if found.measure == "last_year" and found.number:
                last_year.setdefault(about, found)
            if (found.kind == "change" or found.measure.startswith("change")) and about not in seen:
                groups.setdefault(about, []).append(found)
    return [_Change(group[0], tuple(group), last_year.get(about)) for about, group in groups.items()]


class _Growth:
    """Writes changes on one scale; a reason that was given before is referred to."""

    def __init__(self, frame: Frame, changes: Sequence[_Change]) -> None:
        self.frame = frame
        self.say = frame.say
        self.sayings = frame.sayings
        self.scale = Scale.over(change.signed for change in changes if change.signed is not None)
        self.drawn = sum(bool(change.signed) for change in changes) > 1
        stems = {(change.about.stem, change.about.subject): set[str]() for change in changes}
        for change in changes:
            stems[change.about.stem, change.about.subject].add(change.about.side)
        self.two_sided = {key for key, sides in stems.items() if len(sides) > 1}
        self.given: dict[str, str] = {}

    def table(self, changes: Sequence[_Change]) -> str:
        say = self.say
        head = (say("项目", "Item"), say("增减", "Change"), say("原因（原文）", "Reason (quoted)"))
        rows = "\n".join(self._row(change) for change in changes)
        return (
            f'<table class="money growth" aria-labelledby="story-growth">\n<thead>{html.row(head, head=True)}</thead>\n'
            f"<tbody>\n{rows}\n</tbody>\n</table>"
        )

    def _row(self, change: _Change) -> str:
        about = change.about
        key = (about.stem, about.subject)
        name = self.sayings.name(about, with_side=key in self.two_sided)
        signed = change.signed
        drawing = bar(self.scale, [Mark(signed, "s1" if signed > 0 else "less")]) if signed and self.drawn else ""
        compared = next((found.compared for found in change.said if found.compared), "")
        basis = self.say.of(words.COMPARED.get(compared, ("", "")))
        told = f"<small>{basis}</small> " if basis else ""
        said = self.say("，", ", ").join(
            self._said(found, before) for before, found in zip((None, *change.said), change.said, strict=False)
        )
        if change.last_year and not any(found.number for found in change.said):
            earlier = self.sayings.link(change.last_year, self.sayings.number(change.last_year))
            said += self.say(f"，上年 {earlier}", f", last year {earlier}")
        return (
            f'<tr><th scope="row">{name}</th><td class="change">{told}{said}{drawing}</td>'
            f"<td>{self._reason(change, name)}</td></tr>"
        )

    def _said(self, found: Statement, before: Statement | None) -> str:
        """`增加 21.73 万元`, then `1.38%`; words alone are quoted, but not those that only announce the reason."""
        if not found.number:
            word = self.say.of(words.DIRECTION.get(found.direction, ("", "")))
            if word and found.reason and _ANNOUNCES.search(found.clause):
                return self.sayings.link(found, word)
            quoted = self.sayings.link(found, self.sayings.quoted(found))
            return f"{word} {quoted}" if word else quoted
        repeated = before is not None and before.direction == found.direction
        direction = "" if repeated else self.say.of(words.DIRECTION.get(found.direction, ("增减", "change")))
        gap = " " if direction else ""
        return f"{direction}{gap}{self.sayings.link(found, self.sayings.number(found))}"

    def _reason(self, change: _Change, name: str) -> str:
        """Verbatim; a long one folded, one that was given word for word before by reference."""
        reason, say = change.reason, self.say
        if not reason:
            return f'<span class="none">{say("此处未写", "none given here")}</span>'
        if reason in self.given:
            same = say("与“{}”的原因相同", "the same as for “{}”").format(self.given[reason])
            return f'<span class="quiet">{same}</span>'
        self.given[reason] = name
        quoted = f"<q{say.mark}>{text(reason)}</q>"
        if len(reason) <= _LONG_REASON:
            return quoted
        beginning = say.zh(f"“{text(reason[:40])}…”")
        told = say(f"（全文 {len(reason)} 字）", f" ({len(reason)} characters)")
        return self.frame.fold(f"{beginning}{told}", quoted)


# -- budget and execution -----------------------------------------------------------------------


def execution_block(frame: Frame) -> str:
    """What was budgeted at first, what was spent, and how much of it that is, as stated (final accounts)."""
    groups: dict[tuple[str, ...], dict[str, Statement]] = {}
    narrative = frame.disclosure.narrative
    for section in narrative.sections:
        for found in narrative.statements[section.section_id]:
            measures = (*_PLANNED, "executed", "completion_rate")
            if found.stem in _EXECUTED_STEMS and found.measure in measures and found.number:
                groups.setdefault((section.section_id, *found.about), {}).setdefault(found.measure, found)
    whole = [group for group in groups.values() if len(group) > 1 and any(key in group for key in _PLANNED)][:_MOST]
    if not whole:
        return ""
    say = frame.say
    head = (
        say("项目", "Item"),
        say("预算", "Budget"),
        say("决算", "Spent"),
        say("完成率", "Of the budget"),
    )
    lines = [_execution_line(frame, group) for group in whole]
    bases = dict.fromkeys(key for group in whole for key in _PLANNED if key in group)
    named = {"initial_budget": ("年初预算", "the initial budget"), "full_budget": ("全年预算", "the full-year budget")}
    told = say.listed([say.of(named.get(key, ("预算", "the budget"))) for key in bases])
    remark = frame.quiet(
        f"预算指{told}；上面的空心条是预算，下面的实心条是决算，完成率照原文。",
        f"Budget means {told}. Hollow bars show the budget, solid ones what was spent; rates as stated.",
    )
    table = frame.table(lines, head, "story-execution")
    pieces = (remark, table, frame.stated_source())
    return frame.card("execution", ("预算与执行", "Budget and execution"), pieces, "initial-budget")


def _execution_line(frame: Frame, group: dict[str, Statement]) -> Line:
    planned = next((group[key] for key in _PLANNED if key in group), None)
    about = planned or next(iter(group.values()))
    amounts = (of_statement(planned), of_statement(group.get("executed")), of_statement(group.get("completion_rate")))
    return Line(frame.sayings.name(about), amounts, "" if about.subject else "strong", shades=("plan", "s1"))


# -- people and assets --------------------------------------------------------------------------


def held_block(frame: Frame) -> str:
    """People and assets as the text states them; "none" only where it says so."""
    found: dict[str, list[Statement]] = {}
    narrative = frame.disclosure.narrative
    for section in narrative.sections:
        for statement in narrative.statements[section.section_id]:
            wanted = statement.measure in ("", "value") and not statement.parent
            if statement.stem in _HELD and wanted and (statement.number or statement.kind == "none_stated"):
                found.setdefault(statement.stem, []).append(statement)
    entries = [
        (frame.sayings.name(statement), _held(frame, group))
        for stem in _HELD
        for statement, group in _by_thing(found.get(stem, ()))
    ]
    if not entries:
        return ""
    pieces = (html.definitions(entries[:_MOST], "held"), frame.stated_source())
    return frame.card("held", ("人员与资产", "People and assets"), pieces)


def _by_thing(statements: Sequence[Statement]) -> list[tuple[Statement, list[Statement]]]:
    """What is said of one building or one unit's vehicles, together."""
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for found in statements:
        groups.setdefault(found.about, []).append(found)
    return [(group[0], group) for group in groups.values()]


def _held(frame: Frame, group: Sequence[Statement]) -> str:
    shown = dict.fromkeys(_one_held(frame, found) for found in group)
    return frame.say("，", ", ").join(shown)


def _one_held(frame: Frame, found: Statement) -> str:
    if not found.number:
        return frame.sayings.link(found, frame.sayings.quoted(found))
    before = frame.say("价值 ", "worth ") if found.measure == "value" else ""
    return before + frame.sayings.link(found, frame.sayings.number(found))
