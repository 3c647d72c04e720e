"""Family X: the same money printed in two tables of one disclosure.

| module | checks |
|---|---|
| `overviews` | X01 revenue · X02 expenditure · X03, X17 appropriations · X04 general public budget |
| `by_code` | X05 both expenditure tables · X06, X12, X13 revenue against expenditure · X11 a part is within the whole |
| `funds` | X14 government fund · X15 state capital |
| `economic` | X07 basic expenditure · X09 “three public” items · X10 operating costs |
| `projects` | X08 all projects · X16 projects by fund |
| `names` | X18 one code, one name |
"""

from __future__ import annotations

from mingzhang.checks.base import Check
from mingzhang.checks.between.by_code import X05, X06, X11, X12, X13
from mingzhang.checks.between.economic import X07, X09, X10
from mingzhang.checks.between.funds import X14, X15
from mingzhang.checks.between.names import X18
from mingzhang.checks.between.overviews import X01, X02, X03, X04, X17
from mingzhang.checks.between.projects import X08, X16

BETWEEN_CHECKS: tuple[Check, ...] = (
    X01(),
    X02(),
    X03(),
    X04(),
    X05(),
    X06(),
    X07(),
    X08(),
    X09(),
    X10(),
    X11(),
    X12(),
    X13(),
    X14(),
    X15(),
    X16(),
    X17(),
    X18(),
)
