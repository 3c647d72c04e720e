"""Family Y: disclosures of one unit against each other — its other years, and its budget against its final accounts.

A package is rebuilt from its own source alone, so these findings stand in no package's `checks.csv`: they are
computed over the packages at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mingzhang.checks.years.account import ACCOUNT_CHECKS
from mingzhang.checks.years.balances import BALANCE_CHECKS
from mingzhang.checks.years.base import Figure, Pair, PairFinding, Place, Published, Relation, YearCheck
from mingzhang.checks.years.growth import GROWTH_CHECKS, STAFF_CHECKS
from mingzhang.checks.years.named import NAMED_CHECKS
from mingzhang.checks.years.stated import STATED_CHECKS

YEAR_CHECKS: tuple[YearCheck, ...] = (
    *STATED_CHECKS,
    *GROWTH_CHECKS,
    *NAMED_CHECKS,
    *STAFF_CHECKS,
    *ACCOUNT_CHECKS,
    *BALANCE_CHECKS,
)

__all__ = [
    "YEAR_CHECKS",
    "Comparison",
    "Figure",
    "Pair",
    "PairFinding",
    "Place",
    "Published",
    "Relation",
    "YearCheck",
    "compare_packages",
    "pairs_of",
]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All findings between packages, and the names of those that have no other disclosure to be compared with."""

    findings: tuple[PairFinding, ...]
    alone: tuple[str, ...]


def compare_packages(packages: Iterable[Published]) -> Comparison:
    """Compare every two disclosures of one unit that belong together; the order of `packages` does not matter."""
    known = sorted({package.name: package for package in packages}.values(), key=lambda package: package.name)
    findings: list[PairFinding] = []
    met: set[str] = set()
    for left, right, relation in pairs_of(known):
        met |= {left.name, right.name}
        findings.extend(_findings(left, right, relation))
    return Comparison(tuple(findings), tuple(package.name for package in known if package.name not in met))


def _findings(left: Published, right: Published, relation: Relation) -> Iterator[PairFinding]:
    """Findings of one pair; where the names differ only those about the name."""
    same_name = left.agency_key == right.agency_key
    for check in YEAR_CHECKS:
        if relation in check.relations and (same_name or check in NAMED_CHECKS):
            yield from check.find(left, right, relation)


def pairs_of(packages: Sequence[Published]) -> Iterator[tuple[Published, Published, Relation]]:
    """Every two disclosures to compare: the earlier, the later, and how they belong together.

    They are of one unit where division and scope agree and so does the name or the (printed) agency code.
    """
    by_name: dict[tuple[str, str, str], list[Published]] = {}
    by_code: dict[tuple[str, str, str], list[Published]] = {}
    for package in packages:
        by_name.setdefault((package.division_code, package.scope, package.agency_key), []).append(package)
        by_code.setdefault((package.division_code, package.scope, package.agency_code), []).append(package)
    for right in packages:
        same = [
            *by_name[right.division_code, right.scope, right.agency_key],
            *by_code[right.division_code, right.scope, right.agency_code],
        ]
        for left in {package.name: package for package in same}.values():
            relation = _relation(left, right)
            if relation is not None:
                yield left, right, relation


def _relation(left: Published, right: Published) -> Relation | None:
    step = right.fiscal_year - left.fiscal_year
    if step == 1 and left.kind == right.kind:
        return "years"
    if step == 0 and (left.kind, right.kind) == ("budget", "final"):
        return "account"
    if step == 1 and (left.kind, right.kind) == ("final", "budget"):
        return "carry"
    return None
