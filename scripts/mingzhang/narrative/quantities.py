"""Numbers of the narrative: figures with their unit of measure, and numbers that are no figures by a named rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

UnitKind = Literal["money", "percent", "vehicles", "people", "visits", "groups", "area", "items", "none"]

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_YEAR = r"(?:19|20)[0-9]{2}"
_LONGEST_NUMBER = 20


@dataclass(frozen=True, slots=True)
class ExemptRule:
    """A number that is no figure; `examples` show such numbers in place (the match between ‹ and ›)."""

    name: str
    pattern: str
    examples: tuple[str, ...]


EXEMPT_RULES = (
    ExemptRule(
        "document_number",
        rf"[\[(]{_YEAR}[\])]第?[0-9]+号|第[0-9]+[号条款章期次届批]",
        ("商办字‹[2019]14号›", "财预‹[2016]143号›文件", "根据‹第23号›令"),
    ),
    ExemptRule(
        "year",
        rf"{_YEAR}年?[-~—至到]{_YEAR}年(?:度)?|{_YEAR}[.年/-][0-9]{{1,2}}[.月/-][0-9]{{1,2}}日?"
        rf"|{_YEAR}年(?:度|初|末|底|[0-9]{{1,2}}月(?:[0-9]{{1,2}}日|份|底|末|初)?)?",
        ("‹2023年度›预算", "截至‹2022年12月31日›", "‹2021-2023年›", "于‹2004年3月›成立", "‹2023年›预算"),
    ),
    ExemptRule(
        "bare_year",
        rf"(?<=[与较比和同]){_YEAR}(?=持平|相[比同]|增|减|预算|决算|无)",
        ("与‹2022›持平", "较‹2022›增加3万元"),
    ),
    ExemptRule(
        "code",
        r"(?<![0-9.,])[1-2][0-9]{2}(?:[0-9]{2}){0,2}-(?=[\u4e00-\u9fff])",
        ("‹2080505-›机关事业单位", "（一）‹201-›一般公共服务支出"),
    ),
    ExemptRule("table_number", r"公开[0-9]{1,2}表", ("‹公开01表›",)),
    ExemptRule("date", r"[0-9]{1,2}月(?:[0-9]{1,2}日|份|底|末|初)?", ("截至‹12月31日›", "‹6月份›起")),
    ExemptRule("duration", r"[0-9]{1,2}年(?:期|内)?", ("期限‹3年›", "‹5年期›")),
    ExemptRule(
        "ordinal",
        rf"(?:^|(?<=[,;。:、()]))[0-9]{{1,2}}[.、](?=[^0-9]|{_YEAR}年)|\([0-9]{{1,2}}\)",
        ("包括:‹1.›金融服务平台", "万元;‹5.›2021年度银行业", "‹(3)›研究", "‹2、›公务用车购置费"),
    ),
    ExemptRule(
        "threshold",
        r"(?:单[价台位]|价值|原值|单位价值)[^0-9,;。]{0,6}[0-9.]+万元?(?:\(含\)|\(含[0-9.]*万元\))?(?:及)?以[上下]?(?:\(含\))?",
        ("‹单价100万元(含)以上›设备", "‹单位价值50万元以上›通用设备"),
    ),
    ExemptRule(
        "designation",
        r"(?<![0-9.,])(?:12345|12315|12348|12333|123[0-9]{2}|110|119|120|122)(?=[^0-9,;。]{0,12}(?:热线|平台|电话|服务|中心|指挥))"
        r"|[0-9]{1,2}\.[0-9](?=版|一体化|系统|平台)|(?<![A-Za-z])[A-Za-z]{1,12}[0-9]{1,8}(?:\.[0-9]{1,4})?|(?<![0-9])[0-9]{1,8}(?=[A-Za-z]{2})",
        ("‹12345›政府服务热线", "预算‹2.0›一体化服务费", "‹IPv6›改造", "‹H5›页面"),
    ),
    ExemptRule("clock", r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])", ("上午‹8:30›",)),
)

UNITS: dict[UnitKind, str] = {
    "money": "亿元|百万元|万元|千元|元",
    "percent": "%|个百分点",
    "vehicles": r"辆|台\(套\)|台/套|台套|台|部",
    "visits": "人次",
    "groups": "批次|批|个团组|个团",
    "people": "人|名",
    "area": "万平方米|平方米|平米|㎡|m2|亩|公顷",
    "items": "个|项|家|套|件|处|户|间|栋|幢|座|次|份|条|场|期|元/人|张|款",
}
_UNIT = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in UNITS.items())
_CHINESE = (
    r"(?<![一二三四五六七八九十第])(?P<chinese>[一二两三四五六七八九十]{1,3})个"
    r"(?=[^,;。、个]{0,4}(?:机构|股室|科室|处室|职能))"
)
_TOKEN = re.compile(
    "|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in EXEMPT_RULES)
    + rf"|(?P<number>-?(?<![0-9])(?:{_NUMBER}))(?:{_UNIT})?|{_CHINESE}"
)
_HINT = re.compile(r"[0-9]|[一二两三四五六七八九十]个")
_EXEMPT = frozenset(rule.name for rule in EXEMPT_RULES)
_KIND_OF_GROUP: dict[str, UnitKind] = {kind: kind for kind in UNITS}
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}


class Quantity(NamedTuple):
    """A number with its unit; `start`..`end` is the whole, `number_end` where the number ends.

    `rule` names the rule by which it is no figure; it is empty for figures.
    """

    start: int
    number_end: int
    end: int
    kind: UnitKind
    unit: str
    value: Decimal | None
    rule: str = ""


def find_quantities(text: str) -> list[Quantity]:
    """Every number of a folded paragraph, in order."""
    if not _HINT.search(text):
        return []
    return [_quantity(match) for match in _TOKEN.finditer(text)]


def _quantity(match: re.Match[str]) -> Quantity:
    start, end = match.span()
    if match.lastgroup in _EXEMPT:
        return Quantity(start, end, end, "none", "", None, match.lastgroup or "")
    if match["chinese"]:
        return Quantity(start, match.end("chinese"), end, "items", "个", Decimal(parse_chinese(match["chinese"])))
    kind = _KIND_OF_GROUP.get(match.lastgroup or "", "none")
    unit = match[kind] if kind != "none" else ""
    return Quantity(start, match.end("number"), end, kind, unit, _parse(match["number"]))


def _parse(number: str) -> Decimal | None:
    """The value; None for a run of digits so long that it can be no amount."""
    if len(number) > _LONGEST_NUMBER:
        return None
    return Decimal(number.replace(",", ""))


def parse_chinese(text: str) -> int:
    """`十` → 10, `二十一` → 21; only up to 99."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text[-1], 0)
    return (_DIGITS.get(tens[-1:], 1) if tens else 1) * 10 + _DIGITS.get(ones[-1:], 0)
