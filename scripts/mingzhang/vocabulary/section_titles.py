"""What sections are called: one canonical key, many printed titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mingzhang.ground.text import fold

PARTS = ("overview", "tables", "narrative", "terms", "annex")
SILENT = frozenset({"tables", "terms", "annex", "duties"})
"""Sections whose numbers are no statements: names of tables, definitions, duties, forms."""


@dataclass(frozen=True, slots=True)
class TitleRule:
    """`pattern` is searched in a title without ordinals, year and spaces; `examples` are its tests.

    Rules are tried in order: a more special title stands before the more general one it contains.
    `under` limits a rule to sections below one of these keys.
    """

    key: str
    title: str
    title_en: str
    pattern: str
    examples: tuple[str, ...]
    under: tuple[str, ...] = ()


PART_RULES = (
    TitleRule("terms", "名词解释", "Terms", r"名词|术语", ("名词解释", "专业名词解释", "专业性较强的名词解释")),
    TitleRule("annex", "附件", "Annex", r"^附[件表录]", ("附件", "附表", "附件：项目支出绩效自评表")),
    TitleRule(
        "narrative",
        "情况说明",
        "Explanations",
        r"说明|分析",
        ("2023年度部门预算情况说明", "情况说明", "2023年部门决算情况说明"),
    ),
    TitleRule(
        "tables",
        "报表",
        "Tables",
        r"报?表$|表格",
        ("2023年部门预算报表", "2023年单位预算报表", "2023年部门决算表", "2023年部门预算公开表"),
    ),
    TitleRule("overview", "概况", "Overview", r"概况|基本情况|简介", ("概况", "部门概况", "单位基本情况")),
)

SECTION_RULES = (
    TitleRule(
        "three_public_overall",
        "“三公”经费总体情况",
        "Three public expenses, overall",
        r"总体|总额",
        ("“三公”经费财政拨款支出决算总体情况说明",),
        under=("three_public",),
    ),
    TitleRule(
        "three_public_detail",
        "“三公”经费具体情况",
        "Three public expenses, details",
        r"具体|明细|分项",
        ("“三公”经费财政拨款支出决算具体情况说明",),
        under=("three_public",),
    ),
    TitleRule(
        "three_public",
        "“三公”经费",
        "Three public expenses",
        r"三公",
        ("“三公”经费增减变动原因说明", "财政拨款“三公”经费支出决算情况说明", "“三公”经费预算情况"),
    ),
    TitleRule(
        "operating_costs",
        "机关运行经费",
        "Operating costs of government offices",
        r"机关运行(经)?费|^行政经费",
        ("机关运行经费增减变动原因说明", "机关运行经费支出情况说明", "关于机关运行经费支出说明"),
    ),
    TitleRule(
        "purchase_catalogue",
        "政府购买服务指导性目录",
        "Catalogue of services to purchase",
        r"购买服务.*目录",
        ("政府购买服务指导性目录",),
    ),
    TitleRule(
        "purchase_services",
        "政府购买服务",
        "Purchase of services",
        r"购买服务",
        ("政府购买服务情况", "政府购买服务预算"),
    ),
    TitleRule(
        "procurement",
        "政府采购",
        "Government procurement",
        r"政府采购",
        ("政府采购情况", "政府采购情况说明", "政府采购支出情况", "政府采购预算安排情况说明。"),
    ),
    TitleRule(
        "performance_targets",
        "绩效目标",
        "Performance targets",
        r"绩效目标(设置|编制|申报)?(情况|说明)?",
        ("绩效目标情况（附表说明）", "绩效目标设置情况"),
    ),
    TitleRule(
        "performance_evaluation",
        "绩效评价",
        "Performance evaluation",
        r"绩效(自评|评价)",
        ("部门绩效自评情况", "项目绩效评价结果"),
    ),
    TitleRule(
        "performance_management",
        "绩效管理",
        "Performance management",
        r"绩效管理",
        ("绩效管理情况", "预算绩效管理工作开展情况"),
        under=("performance",),
    ),
    TitleRule(
        "performance",
        "绩效管理",
        "Performance",
        r"绩效",
        ("绩效管理情况", "预算绩效情况说明", "2020年度部门绩效管理情况说明"),
    ),
    TitleRule(
        "other_assets",
        "其他国有资产",
        "Other state assets",
        r"其他(国有)?资产",
        ("其他国有资产占有使用情况",),
    ),
    TitleRule(
        "state_assets",
        "国有资产占用",
        "State assets",
        r"国有资产|资产占[有用]",
        ("国有资产占有使用情况", "国有资产占用情况说明", "国有资产的总体情况说明"),
    ),
    TitleRule("vehicles", "车辆", "Vehicles", r"^(公务)?(车辆|用车)", ("车辆情况", "公务用车情况", "车辆占用情况")),
    TitleRule("buildings", "房屋", "Buildings", r"^(房屋|房产|办公用房|土地)", ("房屋情况", "房屋占用情况")),
    TitleRule(
        "government_fund",
        "政府性基金预算",
        "Government funds",
        r"政府性基金",
        ("政府性基金预算财政拨款收支决算情况说明", "政府性基金预算支出情况"),
    ),
    TitleRule(
        "state_capital",
        "国有资本经营预算",
        "State capital operating budget",
        r"国有资本",
        ("国有资本经营预算财政拨款支出决算情况说明",),
    ),
    TitleRule(
        "basic_expenditure",
        "基本支出",
        "Basic expenditure",
        r"基本支出",
        ("一般公共预算基本支出情况说明", "一般公共预算财政拨款基本支出决算情况说明"),
    ),
    TitleRule(
        "general_size",
        "一般公共预算规模",
        "General public budget, size",
        r"规模|总体",
        ("一般公共预算当年拨款规模变化情况", "一般公共预算财政拨款支出决算总体情况"),
        under=("general_expenditure",),
    ),
    TitleRule(
        "general_structure",
        "一般公共预算结构",
        "General public budget, structure",
        r"结构",
        ("一般公共预算当年拨款结构情况", "一般公共预算财政拨款支出决算结构情况"),
        under=("general_expenditure",),
    ),
    TitleRule(
        "general_detail",
        "一般公共预算具体情况",
        "General public budget, details",
        r"具体|使用",
        ("一般公共预算财政拨款支出决算具体情况", "一般公共预算当年拨款具体使用情况"),
        under=("general_expenditure",),
    ),
    TitleRule(
        "general_expenditure",
        "一般公共预算支出",
        "General public budget expenditure",
        r"一般公共预算",
        ("一般公共预算支出情况说明", "一般公共预算财政拨款支出决算情况说明", "一般公共预算当年拨款情况说明"),
    ),
    TitleRule(
        "appropriation",
        "财政拨款收支",
        "Fiscal appropriation",
        r"财政拨款",
        ("财政拨款收支预算总体情况说明", "财政拨款收支决算总体情况说明", "财政拨款收入支出决算总体情况说明"),
    ),
    TitleRule(
        "change_reasons",
        "收支总体与变动原因",
        "Overall revenue and expenditure, changes and reasons",
        r"收支.*(变动|增减|总体|情况)|收入支出.*总体|变动情况及原因|收入支出.*增减",
        (
            "部门预算收支数据变动情况及原因",
            "单位预算收支数据变动情况及原因",
            "收入支出决算总体情况说明",
            "收支预算总体情况",
            "2021 年度收入支出决算总体及增减变动情况",
        ),
    ),
    TitleRule("revenue", "收入", "Revenue", r"收入(预算|决算)?", ("收入预算情况说明", "收入决算情况说明")),
    TitleRule(
        "expenditure",
        "支出",
        "Expenditure",
        r"支出(预算|决算|具体情况)",
        ("支出预算情况说明", "支出决算情况说明", "部门预算支出具体情况"),
    ),
    TitleRule(
        "other_matters",
        "其他重要事项",
        "Other important matters",
        r"其他重要事项|其他说明$",
        ("其他重要事项情况说明", "其他重要事项的情况说明", "其他说明"),
    ),
    TitleRule(
        "duties",
        "职责",
        "Duties",
        r"职责|职能",
        ("本部门职责", "本单位职责", "本部门（单位）职责", "主要职能"),
    ),
    TitleRule(
        "organisation",
        "机构设置",
        "Organisation",
        r"机构(设置|情况|组成)|内设机构|单位构成|人员(构成|情况|编制)|编制(情况|人数)",
        ("机构设置情况", "部门决算单位构成", "机构设置及人员情况", "人员构成情况"),
    ),
    TitleRule("other", "其他", "Other", r"^其[他它]", ("其他", "其他需要说明的事项", "其他事项")),
)

UNRECOGNISED = "unrecognised"
KEYS: tuple[str, ...] = (
    *dict.fromkeys(rule.key for rule in (*PART_RULES, *SECTION_RULES)),
    UNRECOGNISED,
)
RULE_OF: dict[str, TitleRule] = {rule.key: rule for rule in (*PART_RULES, *SECTION_RULES)}

_COMPILED = {rule.key: re.compile(rule.pattern) for rule in (*PART_RULES, *SECTION_RULES)}
_YEAR = re.compile(r"^(?:关于)?(?:19|20)[0-9]{2}年度?")
_TAIL = re.compile(r"[:：。.;；,，、]+$")


def normalise_title(title: str) -> str:
    """A title for matching: folded, without the year before it and the punctuation behind it."""
    return _TAIL.sub("", _YEAR.sub("", fold(title[:80])))


@lru_cache(maxsize=4096)
def part_key(title: str) -> str:
    """The key of a part's title; empty if it says nothing known."""
    folded = normalise_title(title)
    return next((rule.key for rule in PART_RULES if _COMPILED[rule.key].search(folded)), "")


@lru_cache(maxsize=16384)
def section_key(title: str, ancestors: tuple[str, ...] = ()) -> str:
    """The key of a section's title below these sections; empty if it says nothing known."""
    folded = normalise_title(title)
    for rule in SECTION_RULES:
        if rule.under and not any(key in ancestors for key in rule.under):
            continue
        if _COMPILED[rule.key].search(folded):
            return rule.key
    return ""
