"""What a number may be called: names of figures, each with where it stands, what it yields and examples.

A label is searched in the clause before a number (or, with `after`, right behind it). Its examples are
pieces of real wording with the statements they must yield; they are its tests. Where two labels could
match at the same place, the one that stands first here wins.
"""

from mingzhang.narrative.labels.assets import ASSET_LABELS
from mingzhang.narrative.labels.model import EXPENDITURE, REVENUE, Example, Label
from mingzhang.narrative.labels.organisation import OTHER_LABELS, STAFF_LABELS
from mingzhang.narrative.labels.procurement import PERFORMANCE_LABELS, PROCUREMENT_LABELS
from mingzhang.narrative.labels.sources import APPROPRIATION_LABELS, REVENUE_SOURCE_LABELS
from mingzhang.narrative.labels.spending import FUND_LABELS, GENERAL_LABELS, OPERATING_COST_LABELS, SPENDING_LABELS
from mingzhang.narrative.labels.three_public import THREE_PUBLIC_LABELS
from mingzhang.narrative.labels.totals import OVERALL_LABELS

LABELS: tuple[Label, ...] = (
    *OVERALL_LABELS,
    *REVENUE_SOURCE_LABELS,
    *SPENDING_LABELS,
    *APPROPRIATION_LABELS,
    *GENERAL_LABELS,
    *THREE_PUBLIC_LABELS,
    *OPERATING_COST_LABELS,
    *PROCUREMENT_LABELS,
    *PERFORMANCE_LABELS,
    *ASSET_LABELS,
    *STAFF_LABELS,
    *OTHER_LABELS,
    *FUND_LABELS,
)

__all__ = ["EXPENDITURE", "LABELS", "REVENUE", "Example", "Label"]
