"""What a name and a value say about the second level they belong to: weak evidence, for where labels are lost."""

from __future__ import annotations

import re
from functools import lru_cache

from mingzhang.ground.text import fold

_KEYWORDS: tuple[tuple[re.Pattern[str], dict[str, float]], ...] = tuple(
    (re.compile(pattern), suggestion)
    for pattern, suggestion in (
        (r"满意", {"satisfaction": 2.0}),
        (r"长效|可持续|使用年限|机制(建设|健全|完善)|长期", {"sustainable": 2.0}),
        (r"(?<!不)及时|时间|周期|时限|时长|期限|按时|时效|进度|准时|年度$|年份$", {"timeliness": 2.0}),
        (r"成本|预算控制|控制数|总投资|金额|单价|费用$|(?<!收)费$|资金使用规模|补助标准", {"cost": 2.0}),
        (
            r"合格率|达标率|准确率|符合度|通过率|故障率|合格|质量$|规范性?|合规|验收|完好率|优良率|覆盖率|应缴尽缴|应发尽发",
            {"quality": 2.0},
        ),
        (r"(数量|次数|人数|个数|期数|套数|台数|户数|份数|班次|场次|条数|面积|规模|数)$", {"quantity": 2.0}),
        (r"完成率|完整率|处理率|组织率|办结率", {"quantity": 0.6, "quality": 0.6}),
        (r"经济|产值|增收|税收|GDP|产业", {"economic": 1.2}),
        (r"生态|环境|绿色|污染|节能|减排", {"ecological": 1.2}),
        (r"社会|知晓|稳定|就业|权益|正常运|公共服务|工作效率|积极性|保障", {"social": 1.0}),
    )
)
_MONEY = re.compile(r"(?:万元|亿元|(?<![\d/])元)(?:/.*)?$")
_COUNT = re.compile(r"[≥≤=<>]?\d+(?:人|次|个|套|家|条|件|份|期|台|户|场|辆|箱|名|座|处|项|本|册)(?:[/(].*)?$")
_DATE = re.compile(r"(?:19|20)\d\d年|\d月|每[月年季]|小时|分钟|\d天$|\d(工作)?日$")


@lru_cache(maxsize=16384)
def suggest(name: str, value: str) -> dict[str, float]:
    """Second levels that name and value speak for, with their weight; the first word that fits a name decides."""
    key, printed = fold(name), fold(value)
    found: dict[str, float] = {}
    for pattern, suggestion in _KEYWORDS:
        if pattern.search(key):
            found.update(suggestion)
            break
    named = max(found.values(), default=0.0) >= 2.0
    for pattern, code, weight in ((_MONEY, "cost", 1.4), (_COUNT, "quantity", 1.0), (_DATE, "timeliness", 1.0)):
        if pattern.search(printed):
            found[code] = min(2.0, found.get(code, 0.0) + (0.8 if named else weight))
            break
    return found
