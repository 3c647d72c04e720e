"""Family P: performance forms in themselves, against projects, and against what the narrative declares."""

from __future__ import annotations

from mingzhang.checks.base import Check
from mingzhang.checks.performance.achieved import ACHIEVED_CHECKS
from mingzhang.checks.performance.costs import COST_CHECKS
from mingzhang.checks.performance.declared import DECLARED_CHECKS
from mingzhang.checks.performance.evaluation import ARITHMETIC_OF_EVALUATIONS
from mingzhang.checks.performance.indicators import INDICATOR_CHECKS
from mingzhang.checks.performance.linking import LINKING_CHECKS
from mingzhang.checks.performance.money import MONEY_CHECKS
from mingzhang.checks.performance.texts import TEXT_CHECKS

PERFORMANCE_CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *LINKING_CHECKS,
            *DECLARED_CHECKS,
            *MONEY_CHECKS,
            *ARITHMETIC_OF_EVALUATIONS,
            *ACHIEVED_CHECKS,
            *COST_CHECKS,
            *TEXT_CHECKS,
            *INDICATOR_CHECKS,
        ),
        key=lambda check: check.code,
    )
)
