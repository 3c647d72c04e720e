"""The vocabulary printed in forms: levels of the hierarchy, heads of columns, sources of money, labels of fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mingzhang.ground.text import fold

LEVEL2: dict[str, tuple[str, str]] = {
    "economic_cost": ("成本", "经济成本"),
    "social_cost": ("成本", "社会成本"),
    "ecological_cost": ("成本", "生态环境成本"),
    "quantity": ("产出", "数量"),
    "quality": ("产出", "质量"),
    "timeliness": ("产出", "时效"),
    "cost": ("产出", "成本"),
    "economic": ("效益", "经济效益"),
    "social": ("效益", "社会效益"),
    "ecological": ("效益", "生态效益"),
    "sustainable": ("效益", "可持续影响"),
    "satisfaction": ("满意度", "服务对象满意度"),
}
"""Second-level indicators by code: the first level they belong to, and how both are published."""

_OUTPUT = ("quantity", "quality", "timeliness")
_COSTS = ("economic_cost", "social_cost", "ecological_cost")
_REST = ("economic", "social", "ecological", "sustainable", "satisfaction")
ORDERS: tuple[tuple[str, ...], ...] = (
    (*_OUTPUT, "cost", *_REST),
    (*_COSTS, *_OUTPUT, *_REST),
    (*_OUTPUT, *_COSTS, *_REST),
)
"""The orders in which forms print the second level: 成本 inside 产出, 成本 before 产出, 成本 after 产出."""

LEVEL1 = ("产出", "效益", "满意度", "成本")

_TRADITIONAL = str.maketrans("續發數質時產滿對響經濟會態標", "续发数质时产满对响经济会态标")
_POINTS = re.compile(r"\(?\d{1,3}(\.\d+)?分?\)?$")
_SUFFIX = re.compile(r"指标?$")

_LABELS1 = {
    "产出": "产出",
    "项目产出": "产出",
    "效益": "效益",
    "项目效益": "效益",
    "满意度": "满意度",
    "满意": "满意度",
}
_LABELS2 = {
    "经济成本": "economic_cost",
    "社会成本": "social_cost",
    "生态环境成本": "ecological_cost",
    "生态成本": "ecological_cost",
    "环境成本": "ecological_cost",
    "数量": "quantity",
    "质量": "quality",
    "时效": "timeliness",
    "成本": "cost",
    "经济效益": "economic",
    "社会效益": "social",
    "生态效益": "ecological",
    "环境效益": "ecological",
    "生态环境效益": "ecological",
    "可持续影响": "sustainable",
    "可持续发展": "sustainable",
    "可持续性": "sustainable",
    "可持续": "sustainable",
    "可持续效益": "sustainable",
    "可持续影响力": "sustainable",
    "服务对象满意度": "satisfaction",
    "服务对象满意": "satisfaction",
    "服务满意度": "satisfaction",
    "社会公众满意度": "satisfaction",
    "社会公众或服务对象满意度": "satisfaction",
    "服务对象或社会公众满意度": "satisfaction",
    "服务对象或项目受益人满意度": "satisfaction",
    "受益对象满意度": "satisfaction",
}
_MAY_BE_NAMES = {"satisfaction"}


@dataclass(frozen=True, slots=True)
class Label:
    """A cell that may be a label: level 1 or 2 (0 unknown), its code; `sure` unless it may as well be a name."""

    level: int
    code: str
    sure: bool = True


@lru_cache(maxsize=16384)
def read_label(text: str) -> Label | None:
    """The label a cell holds, with the usual damage: cut off, traditional characters, one character misread."""
    key = fold(text).translate(_TRADITIONAL).rstrip(":")
    if not 2 <= len(key) <= 18:
        return None
    key = _POINTS.sub("", key) if key.endswith((")", "分")) else key
    stem = _SUFFIX.sub("", key)
    has_suffix = stem != key
    if stem in _LABELS1 and (has_suffix or stem in ("产出", "效益")):
        return Label(1, _LABELS1[stem])
    if stem in _LABELS2:
        code = _LABELS2[stem]
        if has_suffix:
            return Label(2, code)
        if code in _MAY_BE_NAMES or len(stem) > 3:
            return Label(2, code, sure=code not in _MAY_BE_NAMES)
        return None
    return _misread(key) if has_suffix and key.endswith("指标") else None


def _misread(key: str) -> Label | None:
    for stem, code in _LABELS2.items():
        if len(stem) + 2 == len(key) and len(stem) > 1 and _one_differs(stem, key[:-2]):
            return Label(2, code) if len(stem) > 2 else Label(2, code, sure=False)
    for stem, level1 in _LABELS1.items():
        if len(stem) + 2 == len(key) and len(stem) > 2 and _one_differs(stem, key[:-2]):
            return Label(1, level1)
    return Label(0, key, sure=False) if len(key) <= 10 else None


def _one_differs(left: str, right: str) -> bool:
    return sum(a != b for a, b in zip(left, right, strict=True)) == 1


_ROOT = re.compile(r"(年度|项目|年度项目)?(绩效|绩效目标)指标?|绩效指标及目标值")


@lru_cache(maxsize=16384)
def is_root(text: str) -> bool:
    """Whether a cell is the label 绩效指标 at the left of the indicators."""
    return bool(_ROOT.fullmatch(fold(text).rstrip(":")))


_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (slot, re.compile(pattern))
    for slot, pattern in (
        ("level1", r"一级(指标)?(名称)?"),
        ("level2", r"二级(指标)?(名称)?"),
        ("name", r"三级(指标)?(名称|内容)?|(绩效)?指标(内容|名称)|四级指标"),
        ("comparator", r"(绩效)?指标性质|(计算|运算|比较)?符号|指标方向"),
        ("unit", r"(绩效)?(度量|计量)单位|(指标值)?单位"),
        ("adjusted", r"调整[后前]?(的)?(年度)?(绩效)?指标值?"),
        ("actual", r"(全年)?实际(完成)?(指标)?值|全年(实际)?完成值|实际完成(值|情况|指标值)?|完成值"),
        ("weight", r"(指标)?(分值|权重)(权重)?(\(.{1,6}\))?"),
        ("score", r"(自评)?得分"),
        ("reason", r".{0,8}原因.{0,12}|.{0,6}分析及改进措施|.{0,6}改进措施"),
        (
            "description",
            r"(绩效)?指标(描述|说明|解释)|(评|扣|评扣|评\(扣\))?分标准|绩效标准|指标值(设定|确定)?依据|备注|说明",
        ),
        (
            "value",
            r"(绩效|年初|年度|当年|实施期|全年|预期|计划|目标|年初目标|年度目标|指标目标)*(指标)?(目标)?值(\(.{1,8}\))?",
        ),
    )
)


@lru_cache(maxsize=4096)
def read_head(text: str) -> str:
    """Which column a cell of the indicators' header names, or nothing."""
    key = fold(text)
    if len(key) > 24:
        return ""
    return next((slot for slot, pattern in _HEADS if pattern.fullmatch(key)), "")


FIELD_LABELS: tuple[tuple[str, str], ...] = (
    ("project_name", r"项目名称|专项名称|一级项目名称|政策\(项目\)名称"),
    ("agency", r"主管部门(名称)?(及代码|和代码|及编码|代码)?|主管部门\(单位\)(名称)?(及代码)?|主管单位|部门名称"),
    ("unit", r"(项目)?实施(单位|部门)(名称)?(及代码)?|预算单位(名称)?(及代码)?|项目单位|资金使用单位"),
    ("attribute", r"项目属性|项目类[别型]|项目性质"),
    ("period", r"项目(期|日期|期限|周期|实施期|起止(时间|年限|日期)?)|实施(期限|周期)"),
    ("overview", r"项目(概况|概述|描述|内容|基本情况|简介)(及主要内容)?"),
    ("basis", r"(项目)?(立项|设立|政策)(的)?依据"),
    ("necessity", r"(项目)?(设立|立项)?(的)?必要性(和可行性)?|项目(设立|立项)(的)?必要性.{0,6}"),
    ("measures", r"(保证|保障)项目(实施|顺利实施)?的?(制度|措施).{0,6}"),
    ("plan", r"项目?(实施|工作)(计划|进度|方案|内容)(安排)?|实施计划|项目实施进度计划"),
    ("goal", r"(项目)?(总体|年度总体|总体绩效|年度绩效|整体绩效|绩效)目标|项目年度绩效目标|项目绩效目标|项目总体目标"),
    ("period_goal", r"(实施期|中长期|长期|中期|总|项目期)(总体)?(绩效)?目标(\(.{3,20}\))?"),
    ("year_goal", r"(年度|本年度|当年|全年|年初|预期|本年|(?:19|20)\d\d年)(设定|总体|预期)?(绩效)?目标(\(.{3,20}\))?"),
    ("actual_goal", r"(全年|年度)?(实际)?(目标)?完成情况|目标实际完成情况"),
    ("total_score", r"(自评)?总分(值)?|合计(得分)?|自评得分"),
    ("grade", r"(自评|评价)?等[级次]|自评结果"),
    ("analysis", r"(项目)?(绩效分析|自评结果分析|绩效自评结果分析|自评分析)"),
    ("analysis_execution", r"项目?(实施|执行).{0,6}预算执行.{0,10}|预算执行情况(及分析)?"),
    ("analysis_output", r"(项目)?产出(指标)?(情况|完成情况|分析).{0,6}"),
    ("analysis_benefit", r"(项目)?效益(指标)?(情况|完成情况|分析).{0,6}"),
    ("analysis_satisfaction", r"(项目)?满意度(情况|完成情况|指标完成情况|分析).{0,6}|满意度"),
    ("experience", r"主要经验(及|和|与)?做法|经验(及|和|与)?做法|主要经验"),
    ("problems", r"(项目)?[^不无未没]{0,6}存在的?(主要)?问题[^。]{0,8}"),
    ("improvements", r"(下一步)?(改进|整改)(措施|建议|意见).{0,10}|下一步.{0,14}|有关建议"),
)
_FIELDS = tuple((name, re.compile(pattern)) for name, pattern in FIELD_LABELS)
_FUSED = tuple(
    (name, re.compile(rf"\s*({pattern})\s*[:：\s]\s*(?P<rest>\S.*)", re.S)) for name, pattern in FIELD_LABELS[:10]
)
_FIRST = frozenset("项专一政主部实预资立设必保总年长中期本当全目自合等评产效满经有下改整绩绝存问题12")


@lru_cache(maxsize=16384)
def read_field(text: str) -> str:
    """Which field of the head (or of the evaluation's end) a cell names, or nothing."""
    key = fold(text).rstrip(":")
    if not 2 <= len(key) <= 28:
        return ""
    return next((name for name, pattern in _FIELDS if pattern.fullmatch(key)), "")


def split_fused(text: str) -> tuple[str, str]:
    """A label and its text in one cell: (`overview`, the text); two empty strings where that is not so."""
    for name, pattern in _FUSED:
        if match := pattern.match(text):
            return name, match["rest"].strip()
    return "", ""


_SOURCES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (source, re.compile(pattern))
    for source, pattern in (
        (
            "total",
            r"(实施期|项目期|年度|当年|本年|全年|项目|预算)*(资金|预算)?(总额|总计|总金额|合计)(\(.{1,4}\))?|(年度|当年)资金(总?额)?"
            r"|(项目)?(资金|预算)总额|年度预算",
        ),
        ("central", r"中央(财政|专项|补助|级)?.{0,8}"),
        ("provincial", r"省(级|本级|财政|补助)?.{0,8}"),
        ("own", r"(单位|部门)?(自筹|自有)(资金)?|单位资金|事业(收入|单位).{0,6}"),
        ("carried_over", r"上年(结转|结余).{0,6}|结转(结余)?资金"),
        ("other", r"其[他它](资金|收入|来源)?.{0,4}"),
        ("local", r"(市|县|区|旗|本级|地方|地市|州|盟|乡).{0,14}(资|资金|拨款|财政|级|补助|安排)|(市|县|区|本)级"),
        ("fiscal", r"(财政|一般公共预算|当年财政|本年财政|年度财政|公共财政).{0,10}"),
    )
)
_OF_WHICH = re.compile(r"^其中[:：]?|[:：]$|^[一二三四五六\d]+[、.．]|^\([一二三四五六\d]+\)")


@lru_cache(maxsize=4096)
def read_source(text: str) -> str:
    """Which source of money a label names (`total` for the sum), or nothing."""
    key = fold(text)
    if not 2 <= len(key) <= 24:
        return ""
    key = _OF_WHICH.sub("", _OF_WHICH.sub("", key)).rstrip(":")
    return next((source for source, pattern in _SOURCES if pattern.fullmatch(key)), "")


_MONEY = re.compile(
    r"(项目|年度|预算|执行|本年|专项)*资金(预算|情况|来源|安排|构成|投入|执行)*.{0,8}(\((?P<unit>[^()]{1,4})\))?|预算执行.{0,8}"
)
_UNIT = re.compile(r"\(?(?:单位[:：])?(?P<unit>亿元|百万元|万元|千元|元)\)?$")


@lru_cache(maxsize=1024)
def is_money_head(text: str) -> bool:
    """Whether a cell is the label 项目资金 (元) at the left of the money rows."""
    key = fold(text)
    return len(key) <= 26 and bool(_MONEY.fullmatch(key))


@lru_cache(maxsize=1024)
def read_unit(text: str) -> str:
    """The unit of money a label ends with: `项目资金(万元)` → 万元."""
    match = _UNIT.search(fold(text).rstrip(":"))
    return match["unit"] if match else ""


EVALUATION_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("declared", r"目标申报数"),
        ("initial", r"预算编制数"),
        ("start", r"年初(预算|预算数|批复)(数|金额)?|年初预算安排数?"),
        ("budget", r"全年预算(数|金额)?(\(.{1,3}\))?|调整后?预算数?|预算数(\(.{1,3}\))?"),
        ("executed", r"(全年)?(实际)?(执行|支出)数?(\(.{1,3}\))?|全年执行数?.{0,4}|执行数(\(.{1,3}\))?"),
        ("balance", r"(资金)?(结余|结转|结).{0,8}余?.{0,4}"),
        ("weight", r"分值(\(.{1,6}\))?"),
        ("rate", r"(预算)?执行率.{0,8}"),
        ("score", r"(自评)?得分"),
        ("reason", r".{0,8}原因.{0,12}|.{0,6}分析及改进措施|.{0,6}改进措施"),
    )
)


@lru_cache(maxsize=1024)
def read_evaluation_head(text: str) -> str:
    """Which column of the evaluation's money a header cell names, or nothing."""
    key = fold(text)
    if not 2 <= len(key) <= 24:
        return ""
    return next((name for name, pattern in EVALUATION_HEADS if pattern.fullmatch(key)), "")


FOOTER = re.compile(r"(经办|填[报表]|制[表单]|联系|负责)人|联系电话|填[报表]日期|联系方式|^电话")
