"""Family D: the duties to disclose (DOMAIN §5.2), each decided with evidence and its legal source.

Duties C01 … C32 of the domain reference are the checks D01 … D32. A failure says that the publisher
left something out; whatever may be a defect of our extraction is undecided.
"""

from __future__ import annotations

from mingzhang.checks.base import Check
from mingzhang.checks.duties.assets import ASSET_DUTIES
from mingzhang.checks.duties.depth import DEPTH_DUTIES
from mingzhang.checks.duties.explanations import EXPLANATION_DUTIES
from mingzhang.checks.duties.parts import PART_DUTIES
from mingzhang.checks.duties.performance import PERFORMANCE_DUTIES
from mingzhang.checks.duties.privacy import PRIVACY_DUTIES
from mingzhang.checks.duties.shown import SHOWN_DUTIES
from mingzhang.checks.duties.summaries import SUMMARY_DUTIES
from mingzhang.checks.duties.tables import TABLE_DUTIES
from mingzhang.checks.duties.timing import TIMING_DUTIES

DUTY_CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *PART_DUTIES,
            *PRIVACY_DUTIES,
            *TABLE_DUTIES,
            *SHOWN_DUTIES,
            *DEPTH_DUTIES,
            *EXPLANATION_DUTIES,
            *ASSET_DUTIES,
            *PERFORMANCE_DUTIES,
            *TIMING_DUTIES,
            *SUMMARY_DUTIES,
        ),
        key=lambda duty: duty.code,
    )
)
