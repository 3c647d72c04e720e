"""One section's paragraphs → its statements: numbers and phrases in order, each read by what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from mingzhang.ground.source import Kind as DisclosureKind
from mingzhang.narrative.counts import RECEPTIONS, count_stem
from mingzhang.narrative.heads import Concept, Grammar, Head
from mingzhang.narrative.model import Direction, Span, Subject
from mingzhang.narrative.names import find_unit, own_words, strip_lead
from mingzhang.narrative.organisation_names import find_listed_unit, find_names, opens_unit_list
from mingzhang.narrative.paragraphs import FoldedText, PieceLike
from mingzhang.narrative.phrases import (
    BASE,
    HINTS_OF_MOVED,
    HINTS_OF_NONE,
    HINTS_OF_REASON,
    HINTS_OF_UNCHANGED,
    MOVED,
    NONE_RULES,
    PURPOSE,
    UNCHANGED,
    NoneRule,
    Reason,
    find_reasons,
)
from mingzhang.narrative.quantities import Quantity, find_quantities
from mingzhang.narrative.reasons import ReasonReach
from mingzhang.narrative.relations import Match, find_relation
from mingzhang.narrative.unfinished import Desk, Draft
from mingzhang.vocabulary.wordings import DELIMITERS, FILLER, base_words, compared_with, last_clause

_LONGEST_CHUNK = 160
_CHANGES = frozenset({"change", "change_amount", "change_percent", "change_count"})
_STOPS = re.compile(r"[。;]")
_BUDGET_WORD = re.compile(r"(?<!公共)(?<!基金)(?<!经营)预算")
_CARRIES = re.compile(
    r"[,;]?(?:其中|比上|较上|与上|同比|比2|较2|与2|占|增加|增长|减少|下降|完成|主要|原因|年初预算|支出决算|共接待|国内)"
)
"""Openings of a paragraph that goes on about what the one before named."""
_COUNTED = re.compile(rf"(?:{FILLER}|接待|出国|来访|来宾|国内|外宾|人员|次数|批次|及|和|、|[,:])*")
_PARTS = re.compile(r"[。;、]")
_BIG = re.compile(r"重[大点]项目")
_PHASED = frozenset(
    (
        "three_public",
        "abroad",
        "vehicle_costs",
        "vehicle_purchase",
        "vehicle_operation",
        "reception",
        "general",
        "function",
    )
)
"""What a final account states the budget of before what was spent."""
_PHASES = ("initial_budget", "full_budget", "executed", "last_year")


@dataclass(slots=True)
class _State:
    """What the words before have established."""

    topic: tuple[Concept, ...] = ()
    last: tuple[Concept, ...] = ()
    base: str = ""
    pending: list[Draft] = field(default_factory=list)
    reason_end: int = 0
    purpose_end: int = 0
    figure_end: int = 0
    sentence_read_to: int = 0
    headed: bool = False
    outer: tuple[tuple[Concept, ...], tuple[Concept, ...]] | None = None


class SectionWalk:
    """Reads the paragraphs of one section in order; what one establishes holds in the next."""

    def __init__(self, path: tuple[str, ...], kind: DisclosureKind, year: int) -> None:
        self.path = path
        self.kind = kind
        self.year = year
        self.grammar = Grammar(path, kind)
        self.state = _State()
        self.drafts: list[Draft] = []
        self.exempt: list[Span] = []
        self.unread: list[Span] = []
        self.text = ""
        self.quantities: list[Quantity] = []
        self.reach = ReasonReach("", (), self.grammar, year)
        self.reasoned: Draft | None = None
        self.unit_list = False
        self.desk = Desk()

    def read(self, pieces: Sequence[PieceLike]) -> None:
        """Read one paragraph."""
        self.desk.folded = FoldedText(pieces)
        self.text = self.desk.folded.text
        if not self.text:
            return
        if self._bare_none():
            return
        self.quantities = find_quantities(self.text)
        self.reach = ReasonReach(self.text, self.quantities, self.grammar, year=self.year)
        state = self.state
        state.reason_end = state.purpose_end = state.figure_end = state.sentence_read_to = 0
        if not _CARRIES.match(self.text):
            self._forget()
            state.pending = []
        state.base = ""
        state.headed = False
        state.outer = None
        for start, event in sorted(self._events(), key=lambda found: found[0]):
            self._step(start, event)
        if "organisation" in self.path:
            self._names()

    # -- events ---------------------------------------------------------------------------------

    def _events(self) -> Iterator[tuple[int, object]]:
        for quantity in self.quantities:
            if quantity.rule:
                self.exempt.append(self.desk.span(quantity, quantity.rule))
            else:
                yield quantity.start, quantity
        yield from self._phrases()

    def _phrases(self) -> Iterator[tuple[int, object]]:
        text = self.text
        if HINTS_OF_REASON.search(text):
            for reason in find_reasons(text):
                yield reason.start, reason
            for match in PURPOSE.finditer(text):
                yield match.start(), match.end()
        for hint, pattern in ((HINTS_OF_UNCHANGED, UNCHANGED), (HINTS_OF_MOVED, MOVED)):
            if hint.search(text):
                for match in pattern.finditer(text):
                    yield match.start(), match
        if HINTS_OF_NONE.search(text):
            for rule, none in _none_patterns(self.path):
                for match in none.finditer(text):
                    yield match.start(), (rule, match)

    def _step(self, start: int, event: object) -> None:
        state = self.state
        if isinstance(event, Reason):
            if start >= state.reason_end:
                self._reason(event)
        elif isinstance(event, Quantity):
            if start < state.reason_end:
                self._reason_figure(event)
            else:
                self._figure(event)
        elif start < state.reason_end:
            return
        elif isinstance(event, int):
            state.purpose_end = self._stop(event)
        elif isinstance(event, re.Match):
            self._unmeasured(event)
        elif isinstance(event, tuple) and start >= state.purpose_end:
            self._none(*event)

    def _stop(self, start: int) -> int:
        match = _STOPS.search(self.text, start)
        return match.start() if match else len(self.text)

    # -- figures --------------------------------------------------------------------------------

    def _chunk(self, end: int) -> str:
        start = max(self.state.figure_end, end - _LONGEST_CHUNK, self.state.reason_end)
        return self.text[start:end]

    def _figure(self, quantity: Quantity) -> None:
        chunk = self._chunk(quantity.start)
        self._brackets(quantity.start)
        self._new_sentence(quantity.start)
        if quantity.value is None or quantity.kind == "none":
            self.unread.append(
                self.desk.span(quantity, "no unit of measure" if quantity.value is not None else "too long")
            )
        elif not (self._after(quantity, chunk) or self._related(quantity, chunk) or self._plain(quantity, chunk)):
            self.unread.append(self.desk.span(quantity, "nothing known before it"))
        else:
            self.state.figure_end = quantity.end
            return
        self._forget()
        self.state.figure_end = quantity.end

    def _forget(self) -> None:
        """After a figure that is not understood, what follows may speak of it: nothing known is carried on."""
        self.state.topic = self.state.last = ()
        self.state.outer = None

    def _brackets(self, position: int) -> None:
        """What a bracket breaks down is the topic again behind it (`用车28万元(购置0万元,运行28万元),与上年持平`)."""
        state = self.state
        first = self.text[state.figure_end : min(state.figure_end + 1, position)]
        if first == ")" and state.outer is not None:
            state.topic, state.last = state.outer
            state.outer = None
        elif first == "(" and state.topic:
            state.outer = (state.topic, state.last)

    def _new_sentence(self, position: int) -> None:
        """A component may be a topic only where it opens its sentence."""
        state = self.state
        if _STOPS.search(self.text, max(state.sentence_read_to, state.figure_end), position):
            state.headed = False
        state.sentence_read_to = max(state.sentence_read_to, position)

    def _after(self, quantity: Quantity, chunk: str) -> bool:
        label = self.grammar.find_after(self.text, quantity.end, quantity.kind)
        if label is None:
            return False
        subject = Subject(label.subject_kind, "", label.subject_code) if label.subject_kind else Subject()
        clause = last_clause(chunk)
        concept = Concept(label.stem, label.sides[0], subject, find_unit(clause) or find_unit(_BIG.split(clause)[0]))
        self._enter((concept,))
        self._add(quantity, "count", chunk, whole_clause=True)
        return True

    def _related(self, quantity: Quantity, chunk: str) -> bool:
        clause = last_clause(chunk)
        match = find_relation(clause, quantity.kind, self.year)
        if match is None:
            return False
        measure = match.relation.measure
        if measure == "executed" and self._is_part_of_a_name(clause, match, quantity):
            return False
        before = clause[: match.start]
        base = BASE.search(before) if measure in _CHANGES else None
        if base is not None:
            before = before[: base.start()]
        head = self._head_of(before or match.inner, chunk, clause, quantity, measure)
        if measure == "value" and head is None:
            return self._valued(quantity, before, chunk)
        if head is not None:
            self._enter(head.concepts, carry=measure in _CHANGES or measure in _PHASES)
        concepts = self._concepts(measure)
        if not concepts:
            return False
        self._add(quantity, measure, chunk, concepts, match, base=self._base(match, chunk))
        return True

    def _is_part_of_a_name(self, clause: str, match: Match, quantity: Quantity) -> bool:
        """Whether a name goes on through the words of the relation (`…财政拨款决算支出`)."""
        head = self.grammar.find_head(clause, quantity.kind)
        return head is not None and head.start < match.start < head.end

    def _head_of(self, before: str, chunk: str, clause: str, quantity: Quantity, measure: str) -> Head | None:
        if before and (head := self.grammar.find_head(before, quantity.kind)):
            return head
        if before and measure != "last_year":
            return None
        earlier = chunk[: len(chunk) - len(clause)]
        if measure in _PHASES:
            return self._named_before(earlier, quantity)
        if measure in _CHANGES:
            compared = last_clause(earlier.rstrip(","))
            base = BASE.search(compared)
            return self.grammar.find_head(compared[: base.start()], quantity.kind) if base else None
        return None

    def _named_before(self, earlier: str, quantity: Quantity) -> Head | None:
        """A head that fills the sentence before (`…行政运行（项）。年初预算为100万元`)."""
        words = last_clause(earlier.rstrip(DELIMITERS + ":"))
        head = self.grammar.find_head(words, quantity.kind) if words else None
        return head if head is not None and len(words) - len(strip_lead(words)) >= head.start else None

    def _valued(self, quantity: Quantity, before: str, chunk: str) -> bool:
        """`价值…` of what was named last, or of what stands right before it (`通用设备原值…`)."""
        if own := self.grammar.find_own_subject(before, "money"):
            self._enter(own.concepts)
            self._add(quantity, "amount", chunk)
        elif self.state.last:
            self._add(quantity, "value", chunk, self.state.last)
        else:
            return False
        return True

    def _plain(self, quantity: Quantity, chunk: str) -> bool:
        clause = last_clause(chunk)
        head = self.grammar.find_head(clause, quantity.kind)
        if head is None:
            head = self.grammar.find_own_subject(clause, quantity.kind)
        if head is not None:
            self._enter(self._owned(head.concepts, chunk))
            measure = "amount" if quantity.kind == "money" else "count"
            if self.kind == "final" and measure == "amount" and _BUDGET_WORD.search(clause, head.start):
                measure = "budget" if self._has_budget(head.concepts) else measure
            self._add(quantity, measure, chunk)
            return True
        return self._counted(quantity, clause, chunk)

    def _owned(self, concepts: tuple[Concept, ...], chunk: str) -> tuple[Concept, ...]:
        """The unit named in the clause before still owns what follows after a mere comma."""
        last = self.state.last
        if concepts[0].unit_name or not last or not last[0].unit_name or _PARTS.search(chunk):
            return concepts
        return tuple(replace(concept, unit_name=last[0].unit_name) for concept in concepts)

    @staticmethod
    def _has_budget(concepts: tuple[Concept, ...]) -> bool:
        return concepts[0].stem in _PHASED

    def _counted(self, quantity: Quantity, clause: str, chunk: str) -> bool:
        """A number of persons or groups of what was named last."""
        last = self.state.last
        if not last or not count_stem(last[0].stem, quantity.kind) or not _COUNTED.fullmatch(clause[-40:]):
            return False
        self._add(quantity, "count", chunk, last[:1])
        return True

    # -- topics ---------------------------------------------------------------------------------

    def _enter(self, concepts: tuple[Concept, ...], carry: bool = False) -> None:
        """A head is named: it is what shares and counts speak of, and what changes speak of unless a component."""
        state = self.state
        side = state.topic[0].side if state.topic else ""
        if side:
            concepts = tuple(c if c.side else replace(c, side=side) for c in concepts)
        state.last = concepts
        if carry or not (concepts[0].component and state.headed):
            state.topic = concepts
        state.headed = True
        if not carry:
            state.base = ""

    def _concepts(self, measure: str) -> tuple[Concept, ...]:
        state = self.state
        if measure in _CHANGES or measure in _PHASES:
            return state.topic
        return state.last

    def _base(self, match: Match, chunk: str) -> str:
        if match.relation.measure == "completion_rate":
            return compared_with(match.base, self.year)
        if match.relation.measure not in _CHANGES:
            return ""
        if found := list(BASE.finditer(chunk)):
            self.state.base = compared_with(base_words(chunk, found[-1]), self.year)
        elif "同比" in chunk:
            self.state.base = "last_year"
        return self.state.base

    # -- phrases --------------------------------------------------------------------------------

    def _unmeasured(self, match: re.Match[str]) -> None:
        """与上年持平, 比上年有所减少: a change without a number."""
        state = self.state
        self._brackets(match.start())
        self._new_sentence(match.start())
        before = last_clause(self._chunk(match.start()))
        if head := self.grammar.find_head(before, "money") or self.grammar.find_head(before, "vehicles"):
            self._enter(head.concepts, carry=True)
        groups = match.groupdict()
        direction: Direction = "increase" if groups.get("up") else "decrease" if groups.get("down") else "unchanged"
        base = groups.get("base") or ""
        if not state.topic or (not base and state.figure_end == 0 and head is None):
            return
        compared = compared_with(base, self.year) if base else state.base
        for concept in state.topic:
            self._draft("change", concept, match.start(), match.end(), None, direction, compared)

    def _none(self, rule: NoneRule, match: re.Match[str]) -> None:
        before = self._clause_before(match.start())
        concept = Concept(rule.stem, unit_name=find_unit(before))
        self._enter((concept,))
        start = match.start() - len(before)
        end = self._clause_end(match.end())
        draft = self._draft(rule.measure, concept, start, end, None, "", "")
        draft.kind = "none_stated"
        self.state.figure_end = max(self.state.figure_end, end)

    def _clause_end(self, start: int) -> int:
        """The end of the clause, or `start` where that is far away."""
        near = range(start, min(len(self.text), start + 24))
        return next((i for i in near if self.text[i] in DELIMITERS or self.text[i] == "、"), start)

    def _clause_before(self, start: int) -> str:
        clause = last_clause(self.text[max(0, start - 60) : start])
        return clause.rpartition("、")[2]

    def _bare_none(self) -> bool:
        for rule in NONE_RULES:
            if rule.whole and self.path[0] in rule.sections:
                if not re.fullmatch(rf"(?:{rule.pattern})[。;.]*", self.text[:40]):
                    continue
                draft = self._draft(rule.measure, Concept(rule.stem), 0, len(self.text), None, "", "")
                draft.kind = "none_stated"
                return True
        return False

    def _names(self) -> None:
        listed = find_listed_unit(self.text) if self.unit_list else None
        self.unit_list = opens_unit_list(self.text) or listed is not None
        for named in (listed,) if listed else find_names(self.text):
            name = self.text[named.start : named.end]
            draft = self._draft(
                "count",
                Concept(named.stem, "", Subject("unit", name), named.unit),
                named.start,
                named.end,
                None,
                "",
                "",
            )
            draft.kind = "name"

    # -- reasons --------------------------------------------------------------------------------

    def _reason(self, reason: Reason) -> None:
        state = self.state
        if not state.pending:
            if not reason.explicit:
                state.purpose_end = self._stop(reason.body)
                return
            if reason.direction and state.topic:
                direction: Direction = "increase" if reason.direction == "increase" else "decrease"
                for concept in state.topic:
                    compared = "last_year" if self._has_last_year(concept) else ""
                    self._draft("change", concept, reason.start, reason.body, None, direction, compared)
            elif self.drafts and self.drafts[-1].concept in state.last:
                state.pending.append(self.drafts[-1])
        end = self.reach.end(reason.body)
        words = self.desk.folded.printed(reason.body, end).strip(" :：,，、。；;") if end > reason.body else ""
        for draft in state.pending:
            draft.reason = words
        self.reasoned = state.pending[0] if state.pending else None
        state.pending = []
        state.reason_end = end
        state.figure_end = max(state.figure_end, reason.body)
        state.headed = False

    def _has_last_year(self, concept: Concept) -> bool:
        return any(d.concept.stem == concept.stem and d.statement.endswith("_last_year") for d in self.drafts)

    def _reason_figure(self, quantity: Quantity) -> None:
        state = self.state
        start = max(state.figure_end, quantity.start - _LONGEST_CHUNK)
        if quantity.kind == "none" or quantity.value is None:
            self.unread.append(
                self.desk.span(quantity, "no unit of measure" if quantity.value is not None else "too long")
            )
            state.figure_end = quantity.end
            return
        clause = last_clause(self.text[start : quantity.start])
        match = find_relation(clause, quantity.kind, self.year)
        words = own_words(clause[: match.start] if match and match.direction else clause, keep_year=True)
        measure = "amount" if quantity.kind == "money" else "count"
        concept = Concept("reason", subject=Subject("reason", words))
        first = quantity.start - len(clause)
        draft = self._draft(measure, concept, first, quantity.end, quantity, "", "")
        draft.kind = "reason_amount"
        draft.direction = _direction(match)
        draft.parent = self.reasoned
        state.figure_end = quantity.end

    # -- drafts ---------------------------------------------------------------------------------

    def _add(
        self,
        quantity: Quantity,
        measure: str,
        chunk: str,
        concepts: tuple[Concept, ...] = (),
        match: Match | None = None,
        base: str = "",
        whole_clause: bool = False,
    ) -> None:
        clause = last_clause(chunk)
        start = quantity.start - len(clause)
        end = quantity.end
        if whole_clause:
            end = self._clause_end(end)
        for concept in concepts or self.state.last:
            stem = count_stem(concept.stem, quantity.kind)
            if stem and measure in ("count", "amount"):
                concept = _counted_concept(concept, stem)
                measure = "count"
            if measure == "count" and concept.side:
                concept = replace(concept, side="")
            self._draft(measure, concept, start, end, quantity, _direction(match), base)

    def _draft(
        self,
        measure: str,
        concept: Concept,
        start: int,
        end: int,
        quantity: Quantity | None,
        direction: Direction,
        compared: str,
    ) -> Draft:
        draft = self.desk.draft(measure, concept, start, end, quantity, direction, compared)
        first = not any(d.concept == concept and d.kind == "change" for d in self.state.pending)
        if draft.kind == "change" and first:
            self.state.pending.append(draft)
        self.drafts.append(draft)
        return draft


def _counted_concept(concept: Concept, stem: str) -> Concept:
    """`国内接待…5批次` is a number of receptions whose subject is the kind of reception."""
    if concept.stem in RECEPTIONS and concept.stem != "reception":
        return replace(concept, stem=stem, subject=Subject("reception", "", concept.stem))
    return replace(concept, stem=stem)


def _direction(match: Match | None) -> Direction:
    if match is None or not match.direction:
        return ""
    return "increase" if match.direction == "increase" else "decrease"


_COMPILED = tuple((rule, re.compile(rule.pattern)) for rule in NONE_RULES if not rule.whole)


@lru_cache(maxsize=1024)
def _none_patterns(path: tuple[str, ...]) -> tuple[tuple[NoneRule, re.Pattern[str]], ...]:
    return tuple((rule, none) for rule, none in _COMPILED if any(key in rule.sections for key in path))
