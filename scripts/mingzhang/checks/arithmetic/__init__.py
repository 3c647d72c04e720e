"""Family A: arithmetic inside one table. Blank cells count as nothing; rounding is told apart from error.

| module | checks |
|---|---|
| `by_code` | A01 total = classes · A02 parent = children · A14 personnel and running costs by class |
| `in_rows` | A03 total column = its columns · A11 opening + revenue = expenditure + closing |
| `overviews` | A04 year's total · A05 grand total · A06 balance · A12 balance by fund · A13 split by year |
| `items` | A07 item = its parts · A08 the “three public” items |
| `units` | A09 department = units · A10 unit = projects |
"""

from __future__ import annotations

from mingzhang.checks.arithmetic.by_code import A01, A02, A14
from mingzhang.checks.arithmetic.in_rows import A03, A11
from mingzhang.checks.arithmetic.items import A07, A08
from mingzhang.checks.arithmetic.overviews import A04, A05, A06, A12, A13
from mingzhang.checks.arithmetic.units import A09, A10
from mingzhang.checks.base import Check

ARITHMETIC_CHECKS: tuple[Check, ...] = (
    A01(),
    A02(),
    A03(),
    A04(),
    A05(),
    A06(),
    A07(),
    A08(),
    A09(),
    A10(),
    A11(),
    A12(),
    A13(),
    A14(),
)
