"""Family Q: plausibility and quality of the text. Always for a person's look (review or info), never an error."""

from mingzhang.checks.base import Check
from mingzhang.checks.plausibility.accounts import ACCOUNT_CHECKS
from mingzhang.checks.plausibility.leftovers import LEFTOVER_CHECKS
from mingzhang.checks.plausibility.listed import LISTED_CHECKS
from mingzhang.checks.plausibility.names import NAME_CHECKS
from mingzhang.checks.plausibility.procurement import PROCUREMENT_CHECKS
from mingzhang.checks.plausibility.sensitive import SENSITIVE_CHECKS
from mingzhang.checks.plausibility.staff import STAFF_CHECKS
from mingzhang.checks.plausibility.wording import WORDING_CHECKS
from mingzhang.checks.plausibility.years import YEAR_CHECKS

PLAUSIBILITY_CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *ACCOUNT_CHECKS,
            *LEFTOVER_CHECKS,
            *YEAR_CHECKS,
            *NAME_CHECKS,
            *LISTED_CHECKS,
            *WORDING_CHECKS,
            *STAFF_CHECKS,
            *PROCUREMENT_CHECKS,
            *SENSITIVE_CHECKS,
        ),
        key=lambda check: check.code,
    )
)
"""All checks of the family, in the order of their codes."""

__all__ = ["PLAUSIBILITY_CHECKS"]
