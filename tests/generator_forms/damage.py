"""The kinds of damage of real forms (DOMAIN §3.4), each changing the rows and, where a value is lost, the truth."""

from __future__ import annotations

import random
from collections.abc import Callable

from .model import Form, IndicatorRow


def damage(rng: random.Random, form: Form, kind: str) -> None:
    """Apply one kind of damage; some do nothing to forms they cannot happen to."""
    DAMAGES[kind](rng, form)


def _filled(form: Form) -> list[IndicatorRow]:
    return [row for row in form.rows if len(row.truth) == 1 and row.sides[0][1]]


def shifted_left(rng: random.Random, form: Form) -> None:
    for row in form.rows:
        if rng.random() < 0.35:
            row.shift = -rng.choice((1, 1, 2, 3))


def shifted_right(rng: random.Random, form: Form) -> None:
    for row in form.rows:
        if rng.random() < 0.25:
            row.shift = 1


def lost_labels(rng: random.Random, form: Form) -> None:
    """A label lost on one side; on a one-sided form altogether."""
    rows = [row for row in _filled(form) if row.sides[0][0]]
    for row in rng.sample(rows, min(len(rows), 2)):
        row.sides[rng.randint(0, 1) if form.two_sided else 0][0] = ""
        if not form.two_sided:
            row.sides[1][0] = ""
            break


def lost_level1(rng: random.Random, form: Form) -> None:
    for row in form.rows:
        if rng.random() < 0.5:
            row.level1 = ""


def drifting_labels(rng: random.Random, form: Form) -> None:
    """The label of a group of two or more rows one row early or late, on one side or both."""
    for first, last in _groups(form):
        if last > first and rng.random() < 0.5:
            to = first + 1 if rng.random() < 0.5 else first - 1
            if to < 0 or (form.rows[to].sides[0][0] and to != first + 1):
                to = first + 1
            sides = (0, 1) if rng.random() < 0.6 else (rng.randint(0, 1),)
            for side in sides:
                form.rows[to].sides[side][0] = form.rows[first].sides[side][0] or form.rows[to].sides[side][0]
                form.rows[first].sides[side][0] = ""
            return


def _groups(form: Form) -> list[tuple[int, int]]:
    groups: list[tuple[int, int]] = []
    for index, row in enumerate(form.rows):
        if groups and form.rows[groups[-1][0]].code == row.code:
            groups[-1] = (groups[-1][0], index)
        else:
            groups.append((index, index))
    return groups


def middle_labels(rng: random.Random, form: Form) -> None:
    """Labels in the middle or at the bottom of their merged cells, as a converter prints them."""
    bottom = rng.random() < 0.4
    for first, last in _groups(form):
        to = last if bottom else (first + last + 1) // 2
        for side in (0, 1):
            label = form.rows[first].sides[side][0]
            form.rows[first].sides[side][0] = ""
            form.rows[to].sides[side][0] = label


def drifting_level1(rng: random.Random, form: Form) -> None:
    places = [index for index, row in enumerate(form.rows) if row.level1 and index + 1 < len(form.rows)]
    for index in places[1:]:
        step = rng.choice((-1, 1))
        if not form.rows[index + step].level1:
            form.rows[index + step].level1, form.rows[index].level1 = form.rows[index].level1, ""


def cut_names(rng: random.Random, form: Form) -> None:
    if form.two_sided:
        width = rng.choice((7, 8))
        for row in form.rows:
            row.sides[1][1] = row.sides[1][1][:width]
            row.sides[1][0] = row.sides[1][0][:8]


def split_over_pages(rng: random.Random, form: Form) -> None:
    if form.kind == "target" and len(form.rows) > 3:
        form.flags.add("split")
        starts = [index for index, row in enumerate(form.rows) if index > 1 and row.sides[0][0]]
        form.flags_cut = rng.choice(starts)  # type: ignore[attr-defined]


def page_break(_: random.Random, form: Form) -> None:
    form.flags.add("page_break")


def printed_twice(rng: random.Random, form: Form) -> None:
    form.flags.add(rng.choice(("printed_twice", "again")))


def squeezed_rows(rng: random.Random, form: Form) -> None:
    """Two rows in one: the year value of the first is lost (name, value, label, name, value, name, value)."""
    if not form.two_sided:
        return
    pairs = [
        index
        for index in range(len(form.rows) - 1)
        if form.rows[index].truth and form.rows[index + 1].truth and form.rows[index].code != form.rows[index + 1].code
    ]
    if not pairs or form.flags & {"split"}:
        return
    index = rng.choice(pairs)
    first, second = form.rows[index], form.rows[index + 1]
    row = IndicatorRow(level1=first.level1, code=first.code, truth=[*first.truth, *second.truth])
    row.sides = [first.sides[0], second.sides[0]]
    row.extra = second.sides[1][1:]
    first.truth[0].year = ""
    form.rows[index : index + 2] = [row]


def swapped_order(rng: random.Random, form: Form) -> None:
    if form.two_sided:
        for first, last in _groups(form):
            if last > first and all(len(form.rows[i].truth) == 1 for i in (first, first + 1)):
                left, right = form.rows[first].sides[1], form.rows[first + 1].sides[1]
                left[1:], right[1:] = right[1:], left[1:]
                return


def lost_values(rng: random.Random, form: Form) -> None:
    """The right end of a row fell off the page."""
    rows = _filled(form)
    if form.two_sided and rows:
        row = rng.choice(rows)
        row.truth[0].year = ""
        row.sides[1][2] = ""
        if rng.random() < 0.5:
            row.sides[1][1] = ""


def spacer_columns(rng: random.Random, form: Form) -> None:
    form.spacer = 2 if form.kind == "target" else 1
    del rng


def traditional(rng: random.Random, form: Form) -> None:
    for row in form.rows:
        for side in row.sides:
            side[0] = side[0].replace("可持续影响", rng.choice(("可持續影响", "可持续发展"))).replace("数量", "數量")


def displaced_head(_: random.Random, form: Form) -> None:
    form.flags.add("displaced")


def fused_texts(_: random.Random, form: Form) -> None:
    form.flags.add("fused")


def money_labels(rng: random.Random, form: Form) -> None:
    form.flags.add(rng.choice(("money_labels", "extra_amounts")))


def footer_split(_: random.Random, form: Form) -> None:
    form.flags.add("footer_split")


def no_header(_: random.Random, form: Form) -> None:
    if form.kind == "target":
        form.flags.add("no_header")


def wrong_column(rng: random.Random, form: Form) -> None:
    """A label in the column of its neighbour."""
    rows = [row for row in form.rows if row.sides[0][0] and not row.level1]
    for row in rng.sample(rows, min(len(rows), 2)):
        row.level1, row.sides[0][0] = row.sides[0][0], ""


DAMAGES: dict[str, Callable[[random.Random, Form], None]] = {
    function.__name__: function
    for function in (
        shifted_left,
        shifted_right,
        lost_labels,
        lost_level1,
        drifting_labels,
        middle_labels,
        drifting_level1,
        cut_names,
        split_over_pages,
        page_break,
        printed_twice,
        squeezed_rows,
        swapped_order,
        lost_values,
        spacer_columns,
        traditional,
        displaced_head,
        fused_texts,
        money_labels,
        footer_split,
        no_header,
        wrong_column,
    )
}
