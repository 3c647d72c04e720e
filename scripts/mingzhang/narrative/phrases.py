"""Assertions without a number: nothing there, unchanged, up or down; and the words that introduce a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mingzhang.narrative.labels import Example
from mingzhang.vocabulary.wordings import COMPARE, DOWN, PRIOR, SAME, UP

_NO = r"(?:无(?!需|法|偿|形|障|线)|没有|未安排|未发生|未编[列制]|未使用|未涉及|不涉及|不存在)"
_OWN = r"(?:此项|该项|相关|使用|安排|财政拨款)*(?:的)?"


@dataclass(frozen=True, slots=True)
class NoneRule:
    """Words that say there is none: a statement of `stem` without a value, never a zero.

    `sections` as for labels; `whole` rules must match a paragraph from end to end.
    """

    name: str
    stem: str
    pattern: str
    sections: tuple[str, ...]
    examples: tuple[Example, ...]
    measure: str = "amount"
    whole: bool = False


_BARE = rf"{_NO}(?:此项|该项|相关|其[他它])*(?:情况|数据|内容|事项|资产|说明)*"


def _bare(stem: str, section: str, measure: str, text: str, expected: str) -> NoneRule:
    return NoneRule(
        f"bare_{section}", stem, _BARE, (section,), (Example(section, text, (expected,)),), measure=measure, whole=True
    )


NONE_RULES = (
    NoneRule(
        "no_three_public",
        "three_public",
        rf"{_NO}{_OWN}[^,;。]{{0,6}}三公经费|三公经费[^,;。]{{0,4}}(?:为零|为空)",
        ("three_public",),
        (
            Example("three_public", "本部门无“三公”经费预算。", ("three_public_total=none",)),
            Example("three_public", "本单位2023年未安排“三公”经费", ("three_public_total=none",)),
        ),
    ),
    *(
        NoneRule(
            f"no_{stem}",
            stem,
            rf"{_NO}{_OWN}(?:{words})",
            ("three_public",),
            (Example("three_public", f"本单位无{example}支出。", (f"{stem}=none",)),),
        )
        for stem, words, example in (
            ("abroad", r"因公出国|出国\(境\)", "因公出国（境）"),
            ("vehicle_purchase", "公务用车购置|购置公务用车", "公务用车购置"),
            ("vehicle_operation", "公务用车运行", "公务用车运行维护费"),
            ("reception", "公务接待", "公务接待费"),
        )
    ),
    NoneRule(
        "no_government_fund_here",
        "government_fund",
        rf"{_NO}{_OWN}[^,;。]{{0,14}}(?:收支|收入|支出|预算|拨款|决算|资金)",
        ("government_fund",),
        (
            Example("government_fund", "本年度无此项收支。", ("government_fund_total=none",), "final"),
            Example(
                "government_fund", "我单位没有政府性基金预算财政拨款收支", ("government_fund_total=none",), "final"
            ),
        ),
    ),
    NoneRule(
        "no_state_capital_here",
        "state_capital",
        rf"{_NO}{_OWN}[^,;。]{{0,14}}(?:收支|收入|支出|预算|拨款|决算|资金)",
        ("state_capital",),
        (Example("state_capital", "本年度无此项支出。", ("state_capital_total=none",), "final"),),
    ),
    NoneRule(
        "no_government_fund",
        "government_fund",
        rf"{_NO}{_OWN}政府性基金",
        ("other", "other_matters", "general_expenditure", "appropriation", "expenditure"),
        (Example("other", "2023年单位无政府性基金收支预算。", ("government_fund_total=none",)),),
    ),
    NoneRule(
        "no_state_capital",
        "state_capital",
        rf"{_NO}{_OWN}(?:政府性基金[^,;。]{{0,8}}[和及、])?国有资本经营",
        ("other", "other_matters", "general_expenditure", "appropriation", "expenditure"),
        (Example("other", "本部门2023年没有国有资本经营预算支出。", ("state_capital_total=none",)),),
    ),
    NoneRule(
        "no_operating_costs",
        "operating_costs",
        rf"{_NO}{_OWN}(?:机关运行(?:经)?费|公用经费)",
        ("operating_costs",),
        (Example("operating_costs", "本单位为事业单位，无机关运行经费。", ("operating_costs_this_year=none",)),),
    ),
    NoneRule(
        "no_procurement",
        "procurement",
        rf"{_NO}{_OWN}(?:政府)?采购",
        ("procurement",),
        (Example("procurement", "2023年我单位无政府采购预算。", ("procurement_total=none",)),),
    ),
    NoneRule(
        "no_vehicles",
        "vehicles",
        rf"{_NO}(?:任何)?(?:公务用车|车辆|公车|公务车|机动车)",
        ("state_assets", "vehicles"),
        (
            Example("vehicles", "我单位没有公务用车。", ("vehicles_count=none",)),
            Example("vehicles", "单位无车辆。", ("vehicles_count=none",)),
            Example(
                "vehicles",
                "人民政府办公室无车辆、信息网络中心无车辆、",
                ("vehicles_count=none", "vehicles_count=none"),
            ),
        ),
        measure="count",
    ),
    NoneRule(
        "no_buildings",
        "buildings",
        rf"{_NO}(?:自有)?(?:房屋|房产|办公用房)",
        ("buildings", "state_assets"),
        (Example("buildings", "本单位无房屋。", ("buildings_area=none",)),),
        measure="count",
    ),
    NoneRule(
        "nothing_else",
        "other_matters",
        rf"{_NO}其[他它](?:需要?)?(?:说明)?",
        ("other", "other_matters"),
        (
            Example("other", "根据本单位实际情况，无其他需要说明的事项。", ("other_matters=none",)),
            Example("other", "2023年度我单位无其他说明的事项。", ("other_matters=none",)),
        ),
        measure="count",
    ),
    _bare("purchase_catalogue", "purchase_catalogue", "count", "无。", "purchase_catalogue=none"),
    _bare("other_matters", "other", "count", "无", "other_matters=none"),
    _bare("assets", "other_assets", "amount", "无", "assets_amount=none"),
    _bare("vehicles", "vehicles", "count", "无。", "vehicles_count=none"),
    _bare("buildings", "buildings", "count", "没有。", "buildings_area=none"),
    _bare("procurement", "procurement", "amount", "不涉及。", "procurement_total=none"),
    _bare("purchased_services", "purchase_services", "amount", "无", "purchased_services_amount=none"),
)

BASE = re.compile(
    rf"(?<![相对])(?:{COMPARE})(?:本部门|本单位|我单位)?(?=(?:{PRIOR})|年初|全年|预算|决算|同期|调整)(?P<base>[^,;。]{{0,40}}?)"
    rf"(?=相比|比较|,|;|。|$|(?:{UP}|{DOWN}|基本|保持|有所|略有|{SAME}))"
)
"""`比2022年预算`, `与上年相比`: what is compared with, up to the words that say how."""

UNCHANGED = re.compile(
    rf"(?:(?:{COMPARE})(?=(?:{PRIOR})|年初|预算|本年)(?P<base>[^,;。]{{0,30}}?)(?:相比|比较)?,?)?(?:基本|保持|大体)*(?P<same>{SAME})(?!原因|情况)"
)
MOVED = re.compile(
    rf"(?:{COMPARE})(?=(?:{PRIOR})|年初|预算)(?P<base>[^,;。]{{0,30}}?)(?:相比)?,?(?:有所|略有|略|稍有|大幅|明显)(?:(?P<up>{UP})|(?P<down>{DOWN}))"
)

REASON = re.compile(
    rf"(?:(?:(?P<up>{UP})|(?P<down>{DOWN})|增减变[动化]|变[动化]|增减|差异)的?)?(?:的)?(?:主要)?(?P<reason>原因)(?:主要)?"
    r"(?:是因为|是由于|是|为|在于|系|如下|有|分析|:|,(?=一是|1[.、]))+"
    r"|(?P<because>主要(?:是因为|是由于|是因|系|由于|因)|由于)|(?P<mainly>主要是)"
)
"""Words that open a reason; `主要是` alone does so only after a change (else it opens a purpose)."""

PURPOSE = re.compile(r"主要(?:用于|是|为|包括)[:,]?(?!以下)")

CONTINUED = re.compile(
    r"[,;。]*(?:[一二三四五六七八九十]{1,2}是|其[一二三四五六]|第[一二三四五六]|[0-9]{1,2}[.、](?![0-9]{1,3}万)|\([0-9一二三四五六七八九十]{1,2}\)|[①-⑳]|另外|其次|此外|同时|再次)"
)
FIRST = re.compile(r"(?:一是|其一|第一|1[.、]|\([1一]\)|①|首先)")


HINTS_OF_REASON = re.compile(r"原因|主要|由于")
HINTS_OF_UNCHANGED = re.compile(SAME)
HINTS_OF_MOVED = re.compile(r"有所|略|稍有|大幅|明显")
HINTS_OF_NONE = re.compile(r"[无没未不为]")
"""Cheap signs without which the patterns above need not be tried."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason found: where its words begin, which way it says things went, whether 原因 is printed."""

    start: int
    body: int
    direction: str
    explicit: bool


def find_reasons(text: str) -> list[Reason]:
    """Every place where a reason may begin, in order."""
    found = []
    for match in REASON.finditer(text):
        direction = "increase" if match["up"] else "decrease" if match["down"] else ""
        found.append(Reason(match.start(), match.end(), direction, match["mainly"] is None))
    return found
