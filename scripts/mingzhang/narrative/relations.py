"""How a number relates to what was named: a share, a change, a completion rate, a phase of the same figure.

A relation is matched at the end of the clause before a number. Whatever matches none is the figure itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from mingzhang.narrative.labels import Example
from mingzhang.narrative.quantities import UnitKind
from mingzhang.vocabulary.wordings import COMPARE, DOWN, PRIOR, UP, compared_with

_COUNTS: tuple[UnitKind, ...] = ("vehicles", "people", "visits", "groups", "area", "items")
_VERB_TAIL = r"(?:了|额|数|率|幅度?|比例|金额|部分|将|近)*(?:为|是|约|达到?|到|:)*"


@dataclass(frozen=True, slots=True)
class Relation:
    """`pattern` ends where the number begins; `measure` completes the statement id (`basic` + `_share`).

    Groups a pattern may have: `up` or `down` (direction), `base` (what is compared with), `inner` (a name).
    """

    name: str
    measure: str
    pattern: str
    units: tuple[UnitKind, ...]
    examples: tuple[Example, ...]


RELATIONS = (
    Relation(
        "share",
        "share",
        r"(?:所)?占(?:[^,;。占]{0,30}?)(?:的)?(?:比例|比重|比|百分比)?(?:为|是|约|达|:)*",
        ("percent",),
        (
            Example(
                "expenditure", "项目支出194.49万元，占21.38%。", ("project_amount=194.49万元", "project_share=21.38%")
            ),
            Example(
                "expenditure",
                "基本支出849.26万元，占比90.47%；",
                ("basic_amount=849.26万元", "basic_share=90.47%"),
                "final",
            ),
            Example(
                "general_size",
                "一般公共预算支出10万元，占本年支出合计的100.00%",
                ("general_total=10万元", "general_share=100%"),
                "final",
            ),
        ),
    ),
    Relation(
        "completion",
        "completion_rate",
        r"(?:为|是|完成(?:了)?|占|达到?)?(?P<base>(?:年初|全年|年度|调整后?|当年)?(?:支出)?预算)(?:数)?(?:执行|完成)?(?:的|率|进度)*(?:为|是|达|:)*",
        ("percent",),
        (
            Example(
                "general_detail",
                "卫生健康支出年初预算49.65万元，支出决算49.08万元，完成年初预算的32.54%",
                (
                    "function_initial_budget[210]=49.65万元",
                    "function_executed[210]=49.08万元",
                    "function_completion_rate[210]=32.54%@initial_budget",
                ),
                "final",
            ),
            Example(
                "three_public",
                "“三公”经费支出预算为10万元，支出决算为6万元，完成预算的60%，",
                (
                    "three_public_budget=10万元",
                    "three_public_executed=6万元",
                    "three_public_completion_rate=60%@budget",
                ),
                "final",
            ),
        ),
    ),
    Relation(
        "change_percent",
        "change_percent",
        rf"(?:(?P<up>{UP})|(?P<down>{DOWN})){_VERB_TAIL}",
        ("percent",),
        (
            Example(
                "general_size",
                "一般公共预算当年拨款10万元,比上年减少179.12万元,下降43.94%。",
                (
                    "general_total=10万元",
                    "general_change_amount=179.12万元↓@last_year",
                    "general_change_percent=43.94%↓@last_year",
                ),
            ),
            Example(
                "operating_costs",
                "机关运行经费支出57.77万元，比2022年增加7.99万元，增长9%",
                (
                    "operating_costs_this_year=57.77万元",
                    "operating_costs_change_amount=7.99万元↑@last_year",
                    "operating_costs_change_percent=9%↑@last_year",
                ),
                "final",
            ),
            Example(
                "three_public",
                "“三公”经费5834万元，较2021年下降2.3%",
                ("three_public_total=5834万元", "three_public_change_percent=2.3%↓@other_year"),
            ),
        ),
    ),
    Relation(
        "change_amount",
        "change_amount",
        rf"(?:(?P<up>{UP})|(?P<down>{DOWN})){_VERB_TAIL}",
        ("money",),
        (
            Example(
                "three_public",
                "公务接待费1万元，比上年同口径减少 43.15万元",
                ("reception=1万元", "reception_change_amount=43.15万元↓@last_year"),
            ),
            Example(
                "change_reasons",
                "收入总计937.61万元，支出总计937.61万元。与上年相比，收入总计增加700.68万元，增长80.67%",
                (
                    "revenue_total=937.61万元",
                    "expenditure_total=937.61万元",
                    "revenue_change_amount=700.68万元↑@last_year",
                    "revenue_change_percent=80.67%↑@last_year",
                ),
                "final",
            ),
        ),
    ),
    Relation(
        "change_count",
        "change_count",
        rf"(?:{COMPARE})(?P<base>{PRIOR})[^,;。]{{0,12}}(?:(?P<up>{UP})|(?P<down>{DOWN})){_VERB_TAIL}",
        _COUNTS,
        (
            Example(
                "vehicles", "共有车辆3辆，比上年减少1辆", ("vehicles_count=3辆", "vehicles_change_count=1辆↓@last_year")
            ),
        ),
    ),
    Relation(
        "initial_budget",
        "initial_budget",
        r"年初(?:支出)?预算(?:数|安排|批复|金额)*(?:为|是|:)*",
        ("money",),
        (
            Example(
                "general_detail",
                "1.一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）。年初预算为100万元，支出决算为90.5万元，完成年初预算的90.5%。",
                (
                    "function_initial_budget[2010301]=100万元",
                    "function_executed[2010301]=90.5万元",
                    "function_completion_rate[2010301]=90.5%@initial_budget",
                ),
                "final",
            ),
        ),
    ),
    Relation(
        "full_budget",
        "full_budget",
        r"(?:支出)?(?:全年|调整后?)的?(?:支出)?预算(?:数|安排)*(?:为|是|:)*",
        ("money",),
        (Example("three_public", "“三公”经费财政拨款支出全年预算5万元", ("three_public_full_budget=5万元",), "final"),),
    ),
    Relation(
        "executed",
        "executed",
        r"(?:实际)?(?:支出)?决算(?:数|支出|金额)*(?:为|是|:)*|实际支出(?:数)?(?:为|是|:)*",
        ("money",),
        (
            Example(
                "three_public",
                "公务接待费支出预算为5万元，支出决算为3万元",
                ("reception_budget=5万元", "reception_executed=3万元"),
                "final",
            ),
        ),
    ),
    Relation(
        "last_year",
        "last_year",
        rf"(?P<base>{PRIOR})(?:度)?(?!结[转余]|财政拨款结转)(?P<inner>[^,;。0-9]{{0,18}}?)(?:预算|决算|执行|支出)?(?:数|金额|安排)*(?:为|是|:)*",
        ("money",),
        (
            Example(
                "operating_costs",
                "本年度机关运行经费为58.68万元，上年度为51.03万元",
                ("operating_costs_this_year=58.68万元", "operating_costs_last_year=51.03万元"),
            ),
            Example(
                "three_public",
                "“三公”经费预算5.11万元，上年预算数23.5万元",
                ("three_public_total=5.11万元", "three_public_last_year=23.5万元"),
            ),
        ),
    ),
    Relation(
        "value",
        "value",
        r"(?:账面|账面原|原|净|评估)?(?:价值|原值|净值)(?:为|是|共|:)*",
        ("money",),
        (
            Example(
                "buildings",
                "我单位现有房屋10153平方米，价值740.10万元。其中，办公用房面积6325平方米，价值38.61万元；",
                (
                    "buildings_area=10153平方米",
                    "buildings_value=740.1万元",
                    "buildings_area[办公用房]=6325平方米",
                    "buildings_value[办公用房]=38.61万元",
                ),
            ),
        ),
    ),
)


class Match(NamedTuple):
    """A relation found: where it starts in the clause, which way it points, what it compares with."""

    relation: Relation
    start: int
    direction: str
    base: str
    inner: str


_COMPILED = {
    kind: tuple((relation, re.compile(f"(?:{relation.pattern})$")) for relation in RELATIONS if kind in relation.units)
    for kind in ("money", "percent", *_COUNTS, "none")
}
_TAIL = 48


def find_relation(clause: str, kind: UnitKind, year: int) -> Match | None:
    """The first of `RELATIONS` with this unit that a clause ends with; `year` is the fiscal year."""
    offset = max(0, len(clause) - _TAIL)
    tail = clause[offset:]
    for relation, pattern in _COMPILED[kind]:
        match = pattern.search(tail)
        if match is not None and match.group():
            if relation.measure == "last_year" and not compared_with(match["base"], year).startswith("last_year"):
                continue
            groups = match.groupdict()
            direction = "increase" if groups.get("up") else "decrease" if groups.get("down") else ""
            return Match(
                relation, offset + match.start(), direction, groups.get("base") or "", groups.get("inner") or ""
            )
    return None
