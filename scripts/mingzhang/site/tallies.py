"""What was counted in ledgers, and the catalogue of checks the counts speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from mingzhang.checking.ledger import COMPARED
from mingzhang.checks import CHECKS, Check
from mingzhang.checks.base import Category
from mingzhang.checks.years import YEAR_CHECKS, YearCheck
from mingzhang.site import words
from mingzhang.site.language import Pair

AnyCheck = Check | YearCheck
Tally = Mapping[tuple[str, str, Category], int]
"""Rows of ledgers by check, status and category."""

_ALL: tuple[AnyCheck, ...] = (*CHECKS, *YEAR_CHECKS)
_FAMILIES = list(words.CHECK_FAMILY)
KNOWN: Mapping[str, AnyCheck] = {
    check.code: check for check in sorted(_ALL, key=lambda check: (_FAMILIES.index(check.code[0]), check.code))
}
"""Every check by its code, family by family."""
CATEGORIES: tuple[Category, ...] = ("wrong", "look", "unchecked", "reading")
"""What a finding is to a reader, in the order in which it is told."""


def by_category(tally: Tally) -> Counter[Category]:
    """How many findings of every category."""
    counts: Counter[Category] = Counter()
    for (_, _, category), count in tally.items():
        counts[category] += count
    return counts


def by_status(tally: Tally) -> Counter[str]:
    """How many instances came out how."""
    counts: Counter[str] = Counter()
    for (_, status, _), count in tally.items():
        counts[status] += count
    return counts


def compared(tally: Tally) -> int:
    """The base of all totals: what could be compared, so neither what does not apply nor what lacks data."""
    return sum(count for (_, status, _), count in tally.items() if status in COMPARED)


def by_check(tally: Tally) -> dict[str, dict[tuple[str, Category], int]]:
    """Counts by status and category for every check that is known and has any."""
    counts: dict[str, dict[tuple[str, Category], int]] = {}
    for (check, status, category), count in tally.items():
        if check in KNOWN:
            counts.setdefault(check, {})[status, category] = count
    return counts


def family_of(check: str) -> str:
    """The letter of a check's family; blank where a ledger names a check that is none."""
    return check[0] if check in KNOWN else ""


def titles_of(check: AnyCheck) -> Pair:
    """What a check is called."""
    return check.title_zh, check.title_en
