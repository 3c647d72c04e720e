"""The kinds of mutations: how one thing in a disclosure is changed, and which checks must speak then.

What must be found is told by `tests.identities` (tables) and by the list of bound statements below (narrative),
both of which know nothing of the checks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from random import Random

from tests.identities import facts_of, identities

Cells = Mapping[str, str]

_BOUND = frozenset(
    {
        "revenue_total", "revenue_current", "expenditure_total", "expenditure_current", "revenue_source_amount",
        "basic_amount", "project_amount", "appropriation_total", "appropriation_source_amount", "function_amount",
        "general_total", "personnel_amount", "public_amount", "three_public_total", "three_public_executed",
        "operating_costs_this_year", "procurement_total", "general_executed", "function_executed",
        "performance_amount", "evaluations_amount",
    }
)  # fmt: skip
_BOUND_COUNTS = ("performance_projects_count", "evaluations_count")
_WORDS = {"增加": "减少", "增长": "下降", "减少": "增加", "下降": "增长"}


@dataclass(frozen=True)
class Subject:
    """An unchanged disclosure: its text, what is known of it, and what its checks say already."""

    name: str
    kind: str
    text: str
    rows: Mapping[str, Sequence[Cells]]
    said: frozenset[str]

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")


@dataclass(frozen=True)
class Mutation:
    """A changed text. `checks` must speak (codes of A and X), or any check of one of `families`.

    `lines` are those changed, in the new text; `words` what a row said that is gone.
    """

    kind: str
    text: str
    lines: frozenset[int]
    checks: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    note: str = ""

    @property
    def breaks(self) -> bool:
        """Whether the document now contradicts itself."""
        return bool(self.checks or self.families)


def _facts(known: Subject) -> list[Cells]:
    return [row for row in known.rows["facts"] if row["printed"] in _cell(known.lines, row["locator"])]


def _place(locator: str) -> tuple[int, int]:
    line, _, cell = locator.removeprefix("L").partition("C")
    return int(line), int(cell or 0)


def _cell(lines: Sequence[str], locator: str) -> str:
    line, cell = _place(locator)
    cells = lines[line - 1].split("\t")
    return cells[cell - 1] if 0 < cell <= len(cells) else ""


def _put(lines: list[str], locator: str, old: str, new: str) -> None:
    line, cell = _place(locator)
    cells = lines[line - 1].split("\t")
    cells[cell - 1] = cells[cell - 1].replace(old, new, 1)
    lines[line - 1] = "\t".join(cells)


def _other_number(rng: Random, printed: str) -> str:
    """Another number of the same shape: a digit that is not behind the point's last place is changed."""
    digits = [at for at, char in enumerate(printed) if char.isdigit() and char.isascii()]
    at = rng.choice(digits[: max(1, len(digits) - 1)])
    choices = [digit for digit in "123456789" if digit != printed[at]]
    return printed[:at] + rng.choice(choices) + printed[at + 1 :]


def _predicted(known: Subject, changed: Iterable[Cells]) -> frozenset[str]:
    """Checks of those identities that held and do not hold any more."""
    before = facts_of(known.rows["facts"])
    after = facts_of(changed)
    return frozenset(
        identity.check
        for identity in identities(before, known.kind)
        if not identity.is_broken(before) and identity.is_broken(after)
    )


def _with(known: Subject, new: Mapping[str, str]) -> list[dict[str, str]]:
    """The facts with other printed numbers, by id."""
    rows = []
    for row in known.rows["facts"]:
        if (printed := new.get(row["fact_id"])) is not None:
            factor = 10_000 if row["printed_unit"] == "万元" else 1
            value = str(_decimal(printed) * factor)
            row = {**row, "printed": printed, ("amount_yuan" if row["amount_yuan"] else "quantity"): value}
        rows.append(dict(row))
    return rows


def _decimal(printed: str) -> Decimal:
    return Decimal(printed.replace(",", "").replace("，", ""))


def change_amount(rng: Random, known: Subject) -> Mutation | None:
    """One amount of a standard table."""
    row = rng.choice(_facts(known))
    new = _other_number(rng, row["printed"])
    lines = known.lines
    _put(lines, row["locator"], row["printed"], new)
    checks = _predicted(known, _with(known, {row["fact_id"]: new}))
    place = frozenset({_place(row["locator"])[0]})
    return Mutation("amount", "\n".join(lines), place, checks, note=f"{row['fact_id']} {row['printed']}→{new}")


def swap_amounts(rng: Random, known: Subject) -> Mutation | None:
    """The amounts of two rows of one column change places."""
    rows = _facts(known)
    one = rng.choice(rows)
    others = [
        row
        for row in rows
        if (row["table"], row["column"]) == (one["table"], one["column"]) and row["amount_yuan"] != one["amount_yuan"]
    ]
    if not others:
        return None
    other = rng.choice(others)
    lines = known.lines
    _put(lines, one["locator"], one["printed"], other["printed"])
    _put(lines, other["locator"], other["printed"], one["printed"])
    if _place(one["locator"])[0] == _place(other["locator"])[0]:
        return None
    checks = _predicted(known, _with(known, {one["fact_id"]: other["printed"], other["fact_id"]: one["printed"]}))
    touched = frozenset(_place(row["locator"])[0] for row in (one, other))
    return Mutation("swapped amounts", "\n".join(lines), touched, checks, note=f"{one['fact_id']} {other['fact_id']}")


def swap_rows(rng: Random, known: Subject) -> Mutation | None:
    """Two rows by code change places, whole: an order, but no figure, is wrong."""
    rows = [row for row in _facts(known) if row["function_level3_code"] and row["column"] == "total"]
    pairs = [(a, b) for a, b in pairwise(rows) if a["table"] == b["table"]]
    if not pairs:
        return None
    one, other = (_place(row["locator"])[0] for row in rng.choice(pairs))
    lines = known.lines
    lines[one - 1], lines[other - 1] = lines[other - 1], lines[one - 1]
    return Mutation("swapped rows", "\n".join(lines), frozenset({one, other}))


def drop_row(rng: Random, known: Subject) -> Mutation | None:
    """A row with amounts is gone."""
    line = _place(rng.choice(_facts(known))["locator"])[0]
    lines = known.lines
    lines[line - 1 : line] = []
    left = [row for row in known.rows["facts"] if _place(row["locator"])[0] != line]
    gone = tuple(cell.strip() for cell in known.lines[line - 1].split("\t") if len(cell.strip()) > 1)
    note = "|".join(gone)[:60]
    return Mutation("dropped row", "\n".join(lines), frozenset({line}), _predicted(known, left), words=gone, note=note)


def _statements(known: Subject, wanted: Callable[[Cells], bool]) -> Iterator[Cells]:
    lines = known.lines
    for row in known.rows["statements"]:
        number, _ = _place(row["locator"])
        if wanted(row) and row["printed_number"] in lines[number - 1]:
            yield row


def _said(known: Subject, row: Cells, old: str, new: str, kind: str, families: str = "N") -> Mutation | None:
    """A piece of a statement's clause replaced."""
    number, _ = _place(row["locator"])
    lines = known.lines
    line, start, end = lines[number - 1], int(row["first_char"]) - 1, int(row["last_char"])
    pattern = rf"(?<![\d.,]){re.escape(old)}(?![\d.,]*\d|年)" if old[0].isdigit() else re.escape(old)
    place = re.compile(pattern).search(line, start, end)
    if place is None:
        return None
    at = place.start()
    lines[number - 1] = line[:at] + new + line[at + len(old) :]
    note = f"{row['statement_id']} {old}→{new}"
    return Mutation(kind, "\n".join(lines), frozenset({number}), families=frozenset(families), note=note)


def _changed_statement(rng: Random, known: Subject, kind: str, rows: list[Cells]) -> Mutation | None:
    if not rows:
        return None
    row = rng.choice(rows)
    return _said(known, row, row["printed_number"], _other_number(rng, row["printed_number"]), kind)


def change_stated_amount(rng: Random, known: Subject) -> Mutation | None:
    """An amount in the narrative that a table (or the sum beside it) prints too."""
    return _changed_statement(
        rng,
        known,
        "stated amount",
        list(_statements(known, lambda row: bool(row["value_yuan"]) and row["statement"] in _BOUND)),
    )


def change_percentage(rng: Random, known: Subject) -> Mutation | None:
    """A share, a rate of change or of completion whose amounts are stated."""
    return _changed_statement(
        rng,
        known,
        "percentage",
        list(
            _statements(
                known,
                lambda row: (
                    row["printed_unit"] == "%" and row["quantity"].strip("0") != "" and row["quantity"][0] != "-"
                ),
            )
        ),
    )


def change_direction(rng: Random, known: Subject) -> Mutation | None:
    """Increase for decrease, where amount and rate are both stated with a direction."""
    rows = list(_statements(known, lambda row: row["change_direction"] in ("increase", "decrease")))
    twice = Counter((row["section_id"], row["statement"].partition("_change_")[0], row["subject_code"]) for row in rows)
    rows = [
        row
        for row in rows
        if twice[row["section_id"], row["statement"].partition("_change_")[0], row["subject_code"]] > 1
    ]
    if not rows:
        return None
    row = rng.choice(rows)
    clause = known.lines[_place(row["locator"])[0] - 1][int(row["first_char"]) - 1 : int(row["last_char"])]
    word = next((word for word in _WORDS if word in clause), "")
    return _said(known, row, word, _WORDS[word], "direction") if word else None


def change_count(rng: Random, known: Subject) -> Mutation | None:
    """A number of projects or evaluations that can be counted in the document."""
    rows = list(_statements(known, lambda row: row["statement"] in _BOUND_COUNTS and row["printed_number"].isdigit()))
    if not rows:
        return None
    row = rng.choice(rows)
    new = str(int(row["printed_number"]) + rng.choice((1, 2, 3)))
    return _said(known, row, row["printed_number"], new, "count", families="NDPR")


def change_unit_name(rng: Random, known: Subject) -> Mutation | None:
    """A character of the unit's name above one of the tables."""
    name = next((row["agency_name"] for row in known.rows["facts"]), "")
    heads = [n for n, line in enumerate(known.lines, 1) if re.match(r"(部门|单位)名称[:：]", line) and name in line]
    if not heads or not name:
        return None
    number = rng.choice(heads)
    at = rng.randrange(len(name))
    wrong = name[:at] + "某" + name[at + 1 :]
    lines = known.lines
    lines[number - 1] = lines[number - 1].replace(name, wrong, 1)
    return Mutation(
        "name of unit", "\n".join(lines), frozenset({number}), families=frozenset("QR"), note=f"{name}→{wrong}"
    )


def change_function_name(rng: Random, known: Subject) -> Mutation | None:
    """A character of an official name: of a function in one of the tables that print it."""
    rows = [row for row in _facts(known) if row["function_level3_code"] and len(row["row_label"]) > 3]
    if not rows:
        return None
    row = rng.choice(rows)
    number, _ = _place(row["locator"])
    lines = known.lines
    if lines[number - 1].count(row["row_label"]) != 1:
        return None
    at = rng.randrange(len(row["row_label"]))
    wrong = row["row_label"][:at] + "某" + row["row_label"][at + 1 :]
    lines[number - 1] = lines[number - 1].replace(row["row_label"], wrong)
    note = f"{row['row_label']}→{wrong}"
    return Mutation("name of function", "\n".join(lines), frozenset({number}), families=frozenset("QNRXPD"), note=note)


KINDS: dict[str, Callable[[Random, Subject], Mutation | None]] = {
    "amount": change_amount,
    "stated amount": change_stated_amount,
    "swapped amounts": swap_amounts,
    "percentage": change_percentage,
    "swapped rows": swap_rows,
    "dropped row": drop_row,
    "direction": change_direction,
    "name of unit": change_unit_name,
    "name of function": change_function_name,
    "count": change_count,
}
