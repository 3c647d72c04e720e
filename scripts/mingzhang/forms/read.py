"""All forms of a source: blocks → fragments of one form joined → targets, evaluations, links and notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from mingzhang.forms.achievements import read_achievements
from mingzhang.forms.blocks import find_blocks
from mingzhang.forms.cells import EVALUATION_SLOTS, TARGET_SLOTS, ReadRow, Slot, name_match, units_of
from mingzhang.forms.head import Head, read_head_of
from mingzhang.forms.links import FormKey, link_forms
from mingzhang.forms.model import (
    Block,
    Evaluation,
    EvaluationIndicator,
    FormsReading,
    Fund,
    Indicator,
    Link,
    Printed,
    ProjectRow,
    Target,
)
from mingzhang.forms.money import in_yuan, read_evaluation_money
from mingzhang.forms.promises import merge_chains, read_indicators
from mingzhang.forms.rows import read_row
from mingzhang.forms.wording import words
from mingzhang.ground.notes import Note
from mingzhang.ground.source import Kind, Locator, Source
from mingzhang.ground.text import fold
from mingzhang.recognise.identity import Identity

_SAME_FORM = 0.8


@dataclass(slots=True)
class _Fragment:
    """One block read: its head and its indicator rows."""

    block: Block
    head: Head
    slots: tuple[Slot, ...]
    rows: list[ReadRow]

    @property
    def two_sided(self) -> bool:
        return any(slot.side for slot in self.slots)

    def value(self, name: str) -> str:
        found = self.head.fields.get(name)
        return fold(found.value) if found else ""


def read_forms(
    source: Source, kind: Kind, projects: Sequence[ProjectRow] = (), identity: Identity | None = None
) -> FormsReading:
    """Read every performance form of a source; never raises, whatever the text is.

    `kind` only says what to expect: forms are told apart by their own titles and columns. Without
    `projects` (a final account has no table of them) no form can be linked, and nothing is noted about it.
    `identity` is not needed so far: a form names its own department and unit.
    """
    fragments = [_read_block(block) for block in find_blocks(source.lines, source.file_starts)]
    if not fragments:
        return FormsReading(notes=())
    learned = _learn(fragments)
    groups = list(_join(fragments))
    units = {form_kind: _usual_unit(fragments, form_kind) for form_kind in ("target", "evaluation")}
    ids = _Ids()
    targets: list[Target] = []
    evaluations: list[Evaluation] = []
    for group in groups:
        if group[0].block.kind == "target":
            targets.append(_target(group, learned, units["target"], ids))
        else:
            evaluations.append(_evaluation(group, learned, units["evaluation"], ids))
    links = _links(targets, evaluations, projects, kind)
    return FormsReading(tuple(targets), tuple(evaluations), links, tuple(_notes(targets, evaluations, links, projects)))


def _read_block(block: Block) -> _Fragment:
    head = read_head_of(block)
    slots = head.slots or (EVALUATION_SLOTS if block.kind == "evaluation" else _usual_slots(head))
    return _Fragment(block, head, slots, [read_row(line, slots) for line in head.indicators])


def _usual_slots(head: Head) -> tuple[Slot, ...]:
    """Without a header: two sides if labels of the second level stand twice on a row."""
    rows = [read_row(line, TARGET_SLOTS) for line in head.indicators]
    twice = sum(1 for row in rows for here in row.labels if here.side and here.label.level == 2)
    return TARGET_SLOTS if twice or not rows else TARGET_SLOTS[:4]


def _learn(fragments: Sequence[_Fragment]) -> Mapping[str, Mapping[str, int]]:
    """How often the document prints a name on a row with its own label."""
    learned: dict[str, Counter[str]] = {}
    for fragment in fragments:
        for _, _, unit in units_of(fragment.rows):
            codes = {here.label.code for here in unit.labels if here.label.level == 2 and here.label.sure}
            if len(codes) == 1:
                name = fold(unit.text("name") or unit.text("name", 1))
                learned.setdefault(name, Counter())[codes.pop()] += 1
    return learned


# -- fragments of one form ---------------------------------------------------------------------------


def _join(fragments: Sequence[_Fragment]) -> Iterator[list[_Fragment]]:
    """Groups of fragments that are one form, in document order."""
    groups: list[list[_Fragment]] = []
    for fragment in fragments:
        group = next((group for group in reversed(groups) if all(_one_form(known, fragment) for known in group)), None)
        if group and fragment.value("project_name"):
            group.append(fragment)
        else:
            groups.append([fragment])
    yield from groups


def _one_form(left: _Fragment, right: _Fragment) -> bool:
    if left.block.kind != right.block.kind or left.value("project_name") != right.value("project_name"):
        return False
    dates = {fragment.value("filled_in") for fragment in (left, right)} - {""}
    units = [fragment.value("unit") for fragment in (left, right)]
    if len(dates) > 1 or (all(units) and name_match(*units) < _SAME_FORM):
        return False
    return not _money_differs(left, right)


def _money_differs(left: _Fragment, right: _Fragment) -> bool:
    for side in ("period", "year"):
        totals = [
            {fund.amount for fund in fragment.head.funds if fund.side == side and fund.source == "total"}
            for fragment in (left, right)
        ]
        if all(totals) and not totals[0] & totals[1]:
            return True
    if left.block.kind == "evaluation":
        return bool(left.head.money_rows and right.head.money_rows) and not (
            {line.raw for line in left.head.money_rows} & {line.raw for line in right.head.money_rows}
        )
    return False


def _merged_fields(group: Sequence[_Fragment]) -> tuple[dict[str, Printed], bool]:
    """The first reading of every field; whether fragments disagree."""
    fields: dict[str, Printed] = {}
    differ = False
    for fragment in group:
        for name, printed in fragment.head.fields.items():
            if name not in fields:
                fields[name] = printed
            elif fold(fields[name].value) != fold(printed.value):
                differ = True
                fields[name] = replace(fields[name], note=words(["texts_differ"]))
    return fields, differ


def _spans(group: Sequence[_Fragment]) -> tuple[tuple[int, int], ...]:
    return tuple((fragment.block.lines[0].number, fragment.block.lines[-1].number) for fragment in group)


def _chains(group: Sequence[_Fragment]) -> list[list[_Fragment]]:
    """Fragments that continue each other; one that repeats a name of the chain begins a new reading."""
    chains: list[list[_Fragment]] = []
    seen: set[str] = set()
    for fragment in group:
        names = {fold(unit.text("name") or unit.text("name", 1)) for _, _, unit in units_of(fragment.rows)} - {""}
        if not chains or names & seen:
            chains.append([fragment])
            seen = set(names)
        else:
            chains[-1].append(fragment)
            seen |= names
    return chains


# -- targets and evaluations -------------------------------------------------------------------------


class _Ids:
    """`target/项目名称`, with a number where the name comes again."""

    def __init__(self) -> None:
        self.used: Counter[str] = Counter()

    def make(self, kind: str, name: str) -> str:
        stem = f"{kind}/{fold(name) or '?'}"
        self.used[stem] += 1
        return stem if self.used[stem] == 1 else f"{stem}#{self.used[stem]}"


def _usual_unit(fragments: Sequence[_Fragment], kind: str) -> str:
    printed = Counter(
        fragment.head.unit for fragment in fragments if fragment.block.kind == kind and fragment.head.unit
    )
    if printed:
        return printed.most_common(1)[0][0]
    return "万元" if kind == "evaluation" else "元"


def _unit_of(group: Sequence[_Fragment], usual: str) -> tuple[str, bool]:
    printed = next((fragment.head.unit for fragment in group if fragment.head.unit), "")
    return (printed, False) if printed else (usual, True)


def _target(group: list[_Fragment], learned: Mapping[str, Mapping[str, int]], usual: str, ids: _Ids) -> Target:
    fields, differ = _merged_fields(group)
    unit, assumed = _unit_of(group, usual)
    funds: list[Fund] = []
    for fragment in group:
        for fund in fragment.head.funds:
            if not any(
                known.side == fund.side and known.source == fund.source and known.amount == fund.amount
                for known in funds
            ):
                funds.append(fund)
    readings = [reading for chain in _chains(group) if (reading := _chain_indicators(chain, learned))]
    notes = [*(["joined"] if len(group) > 1 else []), *(["texts_differ"] if differ else [])]
    return Target(
        form_id=ids.make("target", _name_of(fields)),
        overall=group[0].block.overall,
        fields=fields,
        funds=in_yuan(funds, unit, assumed),
        indicators=merge_chains(readings),
        spans=_spans(group),
        notes=tuple(notes),
    )


def _chain_indicators(chain: Sequence[_Fragment], learned: Mapping[str, Mapping[str, int]]) -> tuple[Indicator, ...]:
    rows = [row for fragment in chain for row in fragment.rows]
    after = [text for fragment in chain for text in fragment.block.after]
    two_sided = any(fragment.two_sided for fragment in chain if fragment.rows)
    return read_indicators(rows, two_sided, learned, after)


def _name_of(fields: Mapping[str, Printed]) -> str:
    return fields["project_name"].value if "project_name" in fields else ""


def _evaluation(group: list[_Fragment], learned: Mapping[str, Mapping[str, int]], usual: str, ids: _Ids) -> Evaluation:
    fields, differ = _merged_fields(group)
    unit, assumed = _unit_of(group, usual)
    heads = [item for fragment in group for item in fragment.head.money_heads]
    lines = {line.raw: line for fragment in reversed(group) for line in fragment.head.money_rows}
    funds = read_evaluation_money(sorted(lines.values(), key=lambda line: line.number), heads, unit, assumed)
    total = next((fund for fund in funds if fund.source == "total"), None)
    rows = [row for fragment in _chains(group)[0] for row in fragment.rows]
    notes = [*(["joined"] if len(group) > 1 else []), *(["texts_differ"] if differ else [])]
    return Evaluation(
        form_id=ids.make("evaluation", _name_of(fields)),
        overall=group[0].block.overall,
        fields=fields,
        funds=funds,
        indicators=read_achievements(rows, learned, total),
        spans=_spans(group),
        notes=tuple(notes),
    )


# -- links and notes ---------------------------------------------------------------------------------


def _links(
    targets: Sequence[Target], evaluations: Sequence[Evaluation], projects: Sequence[ProjectRow], kind: Kind
) -> tuple[Link, ...]:
    forms: list[Target | Evaluation] = [*targets] if kind == "budget" or targets else [*evaluations]
    keys = [
        FormKey(form.form_id, _UNIT_CODE.sub("", _field(form, "unit")), _name_of(form.fields), _year_total(form))
        for form in forms
        if not form.overall
    ]
    return link_forms(keys, projects)


def _field(form: Target | Evaluation, name: str) -> str:
    printed = form.fields.get(name)
    return printed.value if printed else ""


def _year_total(form: Target | Evaluation) -> Decimal | None:
    if isinstance(form, Target):
        totals = {fund.side: fund.amount for fund in form.funds if fund.source == "total"}
        return totals.get("year", totals.get("period"))
    return next((fund.amounts.get("budget") for fund in form.funds if fund.source == "total"), None)


def _notes(
    targets: Sequence[Target], evaluations: Sequence[Evaluation], links: Sequence[Link], projects: Sequence[ProjectRow]
) -> Iterator[Note]:
    forms: list[Target | Evaluation] = [*targets, *evaluations]
    for form in forms:
        places = tuple(Locator(first) for first, _ in form.spans)
        for code in form.notes:
            yield Note("R31", f"{form.form_id}/{code}", places, {"codes": code})
        indicators: tuple[Indicator | EvaluationIndicator, ...] = form.indicators
        for indicator in indicators:
            if indicator.status != "as_printed":
                values = {
                    "status": indicator.status,
                    "name": indicator.name,
                    "codes": " ".join(dict.fromkeys(code for code in indicator.notes if code)),
                }
                instance = f"{form.form_id}/{indicator.place}"
                yield Note(_CHECKS[indicator.status], instance, (indicator.place,), values)
    if projects:
        for link in links:
            if link.project is None:
                form = next(form for form in forms if form.form_id == link.form_id)
                places = tuple(Locator(first) for first, _ in form.spans)
                yield Note("P01", link.form_id, places, {"name": link.project_name, "unit": link.unit_name})
            elif not link.form_id:
                places = _place(link.project.locator)
                yield Note(
                    "P02",
                    f"{link.unit_name}/{link.project_name}/{link.project.locator}",
                    places,
                    {"name": link.project_name},
                )


_UNIT_CODE = re.compile(r"^\d{3,12}\s*[-—–－]\s*")
_CHECKS = {"restored": "R32", "inferred": "R33", "unreliable": "R34"}


def _place(locator: str) -> tuple[Locator, ...]:
    line, _, cell = locator.removeprefix("L").partition("C")
    return (Locator(int(line), int(cell or 0)),) if line.isdigit() and (not cell or cell.isdigit()) else ()
