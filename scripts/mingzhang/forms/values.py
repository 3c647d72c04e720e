"""Indicator values: a rendered string of comparator, value and unit, taken apart again (DOMAIN §3.1)."""

from __future__ import annotations

import re
from functools import lru_cache

from mingzhang.forms.model import Value
from mingzhang.ground.text import clean, fold

_SIGNS = {
    "≥": "≥", "≧": "≥", "⩾": "≥", ">=": "≥", "=>": "≥", "≤": "≤", "≦": "≤", "⩽": "≤", "<=": "≤", "=<": "≤",
    ">": ">", "<": "<", "=": "=", "≠": "≠", "!=": "≠", "<>": "≠",
}  # fmt: skip
_WORDS = {
    "大于等于": "≥", "不低于": "≥", "不少于": "≥", "不小于": "≥", "至少": "≥", "达到": "≥", "小于等于": "≤",
    "不超过": "≤", "不高于": "≤", "不大于": "≤", "不多于": "≤", "控制在": "≤", "大于": ">", "高于": ">", "超过": ">",
    "小于": "<", "低于": "<", "等于": "=",
}  # fmt: skip
_TAILS = {"以上": "≥", "及以上": "≥", "以下": "≤", "以内": "≤", "之内": "≤", "及以下": "≤"}
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted([*_SIGNS, *_WORDS], key=len, reverse=True)))
_TAIL = re.compile("(及以上|以上|及以下|以下|以内|之内)$")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_QUANTITY = re.compile(rf"(?P<number>{_NUMBER})(?:[-~—–至到](?P<to>{_NUMBER}))?(?P<unit>[^\d=<>≥≤]{{0,24}})")
_DIRECTED = re.compile(
    rf"(?P<text>提高|提升|增加|增长|降低|减少|下降|节约|缩短|上升)(?:了|到|至)?(?P<sign>[≥≤<>=]?)(?P<number>{_NUMBER})(?P<unit>[^\d]{{0,8}})"
)
_DATE = re.compile(r"(?:19|20)\d\d(?:年|[-./]\d|-)|\d{1,2}月|[\dXx×]{1,2}日")
_UNFILLED = re.compile(r"[Xx×]{2,}|\*{2,}|＊{2,}|_{2,}|[□○]{1,}|…{1,}|\.{3,}")
_UNIT_TEMPLATE = re.compile(r"\([^()]{1,20}等\)$")
_NOT_FILLED = re.compile(
    r"未?填报?|无|暂无|待定|不适用|—+|-+|/|定性|达成预期指标|部分达成.{0,20}|未达成.{0,20}|指标值|.{0,2}预期目标"
)
_UNIT_ONLY = re.compile(r"(?:%|百分号|(?:亿|百万|万|千|百)?(?:元|人|次|个|件|户|份|平方米|公里|亩)(?:/.{1,6})?)")
_PERCENT = re.compile("百分号|百分比|百分点|％")
_QUALITATIVE_MARK = re.compile(r"^(?:定性)|\(?定性\)?$")

_WORDS_OF_QUALITY = frozenset(
    [
        "保障",
        "保证",
        "提高",
        "提升",
        "完善",
        "健全",
        "规范",
        "符合",
        "合格",
        "及时",
        "良好",
        "优良",
        "优秀",
        "较好",
        "好",
        "满意",
        "基本满意",
        "较满意",
        "非常满意",
        "足额",
        "稳定",
        "有效",
        "明显",
        "显著",
        "增加",
        "增强",
        "扩大",
        "促进",
        "便捷",
        "合理",
        "满足",
        "高质量",
        "按需要",
        "安全",
        "安全可靠",
        "合规",
        "减少",
        "降低",
        "长期",
        "持续",
        "达标",
        "完成",
        "按时",
        "拉近",
        "改善",
        "加强",
        "推动",
        "推进",
        "有所提高",
        "有所提升",
        "逐步提高",
        "不断提高",
        "明显提升",
        "明显提高",
        "较上年提高",
        "较上年增加",
        "正常",
        "正常运转",
        "正常运行",
        "及时有效",
        "转型升级",
        "不超概",
        "未填报",
        "优",
        "良",
        "中",
        "差",
        "高",
        "低",
        "是",
        "否",
        "无",
        "全部",
        "全覆盖",
        "准确",
        "齐全",
        "完整",
        "到位",
        "充分",
        "可控",
        "落实",
        "可持续",
        "长效",
        "全年",
        "每月",
        "每季度",
        "每年",
        "按月",
        "按季",
        "按年",
        "当年",
        "年内",
        "年底前",
        "年底",
        "一年",
        "长期有效",
        "不断完善",
        "逐步完善",
        "持续提升",
        "持续提高",
        "达成",
        "合法合规",
        "达成预期指标",
        "按时完成",
        "如期完成",
        "较高",
        "中等",
        "大幅提高",
        "大幅提升",
        "有效保障",
        "有效提升",
        "有效提高",
        "有效促进",
        "稳步提升",
    ]
)


@lru_cache(maxsize=16384)
def value_strength(text: str) -> int:
    """How much a cell looks like an indicator's value: 2 surely, 1 a known word, 0 not by itself."""
    key = fold(text)
    if not key:
        return 0
    if _SIGN.match(key) and len(key) <= 30 and any(c.isdigit() for c in key):
        return 2
    if key in _WORDS_OF_QUALITY or _halved(key) in _WORDS_OF_QUALITY:
        return 1
    if key[0].isdigit() and len(key) <= 40 and not key.endswith(("费", "率", "度", "性", "数", "量", "成本", "工作")):
        match = _QUANTITY.fullmatch(key)
        if (match and len(match["unit"]) <= 12) or (_DATE.search(key) and len(key) <= 32):
            return 2
    if _UNIT_ONLY.fullmatch(key) or _UNFILLED.fullmatch(key):
        return 1
    if len(key) > 3 and key.endswith("定性"):
        return 1
    match = _DIRECTED.fullmatch(key)
    return 2 if match else 0


def is_unfilled(key: str) -> bool:
    """Whether a folded text only says that nothing was filled in."""
    return bool(_NOT_FILLED.fullmatch(key))


def _halved(key: str) -> str:
    half = len(key) // 2
    return key[:half] if half and key[:half] * 2 == key else ""


@lru_cache(maxsize=16384)
def parse_value(text: str) -> Value:
    """Take a value apart; whatever it is, the printed text stays beside it. Never raises."""
    printed = clean(text)
    key = fold(printed)
    if not key:
        return Value("")
    if _NOT_FILLED.fullmatch(key):
        return Value(printed, text=printed, is_qualitative=True, is_placeholder=True)
    placeholder = bool(_UNFILLED.search(key)) or bool(_UNIT_TEMPLATE.search(key))
    if _UNFILLED.search(key):
        return Value(printed, text=printed, is_placeholder=True)
    doubled = _halved(key)
    if doubled and not doubled[0].isdigit():
        return Value(printed, text=doubled, is_qualitative=True)
    if match := _DIRECTED.fullmatch(key):
        unit = _unit(match["unit"])
        number = match["number"].replace(",", "")
        return Value(printed, _SIGNS.get(match["sign"], ""), number, "", unit, match["text"])
    sign, rest = _split_sign(key)
    if _QUALITATIVE_MARK.search(rest) and not any(c.isdigit() for c in rest):
        return Value(printed, text=_QUALITATIVE_MARK.sub("", rest), is_qualitative=True)
    return _quantity(printed, key, sign, rest, placeholder)


def _split_sign(key: str) -> tuple[str, str]:
    if match := _SIGN.match(key):
        found = match.group()
        return _SIGNS.get(found) or _WORDS[found], key[match.end() :]
    return "", key


def _quantity(printed: str, key: str, sign: str, rest: str, placeholder: bool) -> Value:
    match = _QUANTITY.fullmatch(rest)
    if match and not _is_date(rest, match["unit"]):
        unit = match["unit"]
        if not sign and (tail := _TAIL.search(unit)):
            sign, unit = _TAILS[tail.group()], unit[: tail.start()]
        to = (match["to"] or "").replace(",", "")
        return Value(printed, sign, match["number"].replace(",", ""), to, _unit(unit), "", False, placeholder)
    if _UNIT_ONLY.fullmatch(key):
        return Value(printed, unit=_unit(key), is_placeholder=True)
    is_qualitative = not any(c.isdigit() for c in key)
    return Value(
        printed, sign if rest != key else "", text=rest, is_qualitative=is_qualitative, is_placeholder=placeholder
    )


def _is_date(rest: str, unit: str) -> bool:
    return bool(re.match(r"(?:19|20)\d\d年", rest)) or (unit.startswith(("月", "日", "号")) and len(unit) < 4)


def _unit(text: str) -> str:
    return _PERCENT.sub("%", text)


def is_lost_number(value: Value) -> bool:
    """A unit without its number: part of the value was lost."""
    return bool(value.unit) and not value.number and not value.text
