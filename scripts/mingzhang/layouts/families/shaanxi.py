"""Shaanxi, final accounts: the Ministry's tables, with meetings and training beside 三公, and a row for each phase."""

from __future__ import annotations

from mingzhang.layouts.families.general.building import layout
from mingzhang.layouts.families.general.three_public import COLUMNS, NEUTRAL
from mingzhang.layouts.families.shanxi.final import FINAL as MINISTRY_FINAL
from mingzhang.layouts.grammar import TURNED
from mingzhang.layouts.model import Column, Family, Half

_ROW = Column("phase", "text", (r"项目|栏次",))
"""`预算数` or `决算数`: the phase that a row is of."""

THREE_PUBLIC = layout(
    "three_public",
    "final",
    r".*三公(经费)?(及|和|、|与).*(会议费|培训费).*表",
    TURNED,
    (Half((_ROW, *COLUMNS), side="executed"),),
    variant="by_phase",
    phase="executed",
    neutral=NEUTRAL,
)

FINAL = Family(
    name="shaanxi-final",
    kind="final",
    base=MINISTRY_FINAL,
    marks=MINISTRY_FINAL.marks,
    layouts=(THREE_PUBLIC,),
)
