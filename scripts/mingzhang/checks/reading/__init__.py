"""Family R: what our own reading lost, repaired, inferred or doubts. Never blamed on the publisher
unless the document itself is at fault (a missing unit of measure, a table of another year).

| module | checks |
|---|---|
| `tables` | R00 every number accounted for · R06 missing · R07 by its header · R08 unrecognised · R19 twice |
| `headers` | R02 lost · R03 unknown column · R04 label cut by a page · R05 row of another width |
| `cells` | R01 unread · R11 economic name · R12 number · R13 unit or project · R15 unknown row · R20 unknown code |
| `captions` | R09 unit of measure · R14 year · R21 name |
| `elsewhere` | R17 personal data · R18 formula-like text · R22 number of the narrative |
| `forms` | R31 joined · R32 restored · R33 inferred · R34 unreliable |
"""

from __future__ import annotations

from mingzhang.checks.base import Check
from mingzhang.checks.reading.captions import R09, R14, R21
from mingzhang.checks.reading.cells import R01, R11, R12, R13, R15, R20
from mingzhang.checks.reading.elsewhere import R17, R18, R22
from mingzhang.checks.reading.forms import R31, R32, R33, R34
from mingzhang.checks.reading.headers import R02, R03, R04, R05
from mingzhang.checks.reading.tables import R00, R06, R07, R08, R19

READING_CHECKS: tuple[Check, ...] = (
    R00(),
    R01(),
    R02(),
    R03(),
    R04(),
    R05(),
    R06(),
    R07(),
    R08(),
    R09(),
    R11(),
    R12(),
    R13(),
    R14(),
    R15(),
    R19(),
    R20(),
    R21(),
    R17(),
    R18(),
    R22(),
    R31(),
    R32(),
    R33(),
    R34(),
)
