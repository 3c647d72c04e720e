"""Family N: the narrative against the tables, and against itself."""

from __future__ import annotations

from mingzhang.checks.base import Check
from mingzhang.checks.narrative.changes import N10, N12, N13
from mingzhang.checks.narrative.holdings import N24, N25, N26, N27, N28
from mingzhang.checks.narrative.names import N20, N21, N22, N23
from mingzhang.checks.narrative.projects import N16, N17, N18, N19, N29
from mingzhang.checks.narrative.shares import N08, N09, N11
from mingzhang.checks.narrative.themes import N01, N02, N03, N04, N05, N06, N07
from mingzhang.checks.narrative.twice import N14, N15

NARRATIVE_CHECKS: tuple[Check, ...] = (
    N01(),
    N02(),
    N03(),
    N04(),
    N05(),
    N06(),
    N07(),
    N08(),
    N09(),
    N10(),
    N11(),
    N12(),
    N13(),
    N14(),
    N15(),
    N16(),
    N17(),
    N18(),
    N19(),
    N20(),
    N21(),
    N22(),
    N23(),
    N24(),
    N25(),
    N26(),
    N27(),
    N28(),
    N29(),
)
