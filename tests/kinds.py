"""One address or more of every kind of page, without a language: what the browser looks at, in both.

A new kind of page is added here once. `BILINGUAL` pages exist under `en/` as well; `ONCE` pages do not.
"""

from __future__ import annotations

XINGXIAN = "141123-014-2023-dept-budget"
FINAL = "140404-001-2023-unit-final"

BILINGUAL = (
    "",
    "units/",
    "units/141123-014/",
    f"d/{XINGXIAN}/",
    f"d/{XINGXIAN}/balance/",
    f"d/{XINGXIAN}/projects/",
    f"d/{XINGXIAN}/revenue/",
    f"d/{XINGXIAN}/state_capital/",
    f"d/{FINAL}/",
    f"d/{FINAL}/basic_expenditure/",
    f"d/{FINAL}/supplementary/",
    f"d/{XINGXIAN}/performance/",
    "d/140404-002-2023-dept-budget/performance/",
    f"d/{FINAL}/performance/",
    "d/140214-003-2023-dept-budget/",
    f"d/{XINGXIAN}/checks/",
    f"d/{FINAL}/checks/",
    "quality/",
    "quality/?category=wrong&words=合计",
    "quality/140404/",
    "checks/",
    "checks/A01/",
    "checks/P27/",
    "checks/N11/",
    "checks/D24/",
    "checks/Y01/",
    "projects/",
    "projects/?words=网络",
    "compare/",
    f"compare/?d={XINGXIAN},140214-003-2023-dept-budget",
    f"compare/?d={XINGXIAN},{FINAL},140900-103-2023-unit-budget&detail=3",
    "downloads/",
    "use/",
    "dictionary/",
    "dictionary/common/",
    "codes/",
    "codes/functional/",
    "codes/mapping/",
    "codes/divisions/140000/",
    "about/",
    "privacy/",
    "contribute/",
    "addresses/",
    "releases/",
    "decisions/",
)
ONCE = (
    f"d/{XINGXIAN}/source/",
    f"d/{FINAL}/source/",
    "decisions/0001-static-portal/",
    "decisions/0002-one-description-many-files/",
)
ALL = (*BILINGUAL, *(f"en/{address}" for address in BILINGUAL), *ONCE)
