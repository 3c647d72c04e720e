"""Names that are subjects by themselves: functions, economic items, uses of rooms, kinds of assets, units."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mingzhang import codes
from mingzhang.narrative.model import Subject
from mingzhang.vocabulary.wordings import FILLERS, OPENER, strip_filler

_LEVEL = re.compile(r"\((类|款|项)\)")
_LEVELS = {"类": 1, "款": 2, "项": 3}
_BOUNDARY = re.compile(rf"(?:^|[,;。:、()]|[0-9]年度?|[0-9][.、-]|{OPENER})$")
_ENUMERATED = re.compile(r"^(?:[0-9]{1,2}[.、]|\([0-9一二三四五六七八九十]+\)|[一二三四五六七八九十]{1,2}[、是]|[①-⑳])")
_LEADS = re.compile(
    r"^(?:[,;。:、]|其中[:,]?|以下方面|如下|具体|主要(?:包括|用于|是|有)?|包括|分别(?:为|是)?|支出(?:包括|主要用于)|用于)+"
)
_YEAR = re.compile(r"^(?:19|20)[0-9]{2}年度?")
_LONGEST = 34
_UNIT = re.compile(
    r"(?P<unit>[\u4e00-\u9fff()]{2,30}(?:办公室|中心|委员会|局|厅|站|大队|支队|队|所|院|学校|小学|中学|公司|馆|政府|协会|联合会))"
    r"(?:[\u4e00-\u9fff]{0,6})$"
)
_WHOLE = re.compile(r"部门|单位|内设|下设")
_NOT_A_UNIT = re.compile(r"(?:本|我|各)?(?:部门|单位|机关)$|^(?:本|我|该|各)")


@cache
def _names(scheme: codes.Scheme) -> dict[str, tuple[codes.Code, ...]]:
    """Folded name or alias → codes; names of functions also without 支出 behind them."""
    found: dict[str, dict[str, codes.Code]] = {}
    for code in codes.load_codes(scheme).values():
        for name in (code.name, *code.aliases):
            folded = codes.normalise_name(name)
            found.setdefault(folded, {})[code.code] = code
            if scheme == "functional" and not folded.endswith("支出"):
                found.setdefault(folded + "支出", {})[code.code] = code
    return {name: tuple(by_code.values()) for name, by_code in found.items()}


@lru_cache(maxsize=8192)
def _suffix(scheme: codes.Scheme, text: str) -> tuple[str, int]:
    """The longest name that ends the text and begins at a boundary, and where it begins."""
    known = _names(scheme)
    for start in range(max(0, len(text) - _LONGEST), len(text) - 1):
        if text[start:] in known and _BOUNDARY.search(text[max(0, start - 8) : start]):
            return text[start:], start
    return "", len(text)


def find_function(text: str) -> tuple[Subject, int] | None:
    """The function a clause ends with, and where its name starts; its code where only one fits.

    `社会保障和就业支出(类)行政事业单位养老支出(款)行政单位离退休(项)` is read level by level, so the
    项 is looked up below its 款.
    """
    bare = strip_filler(text)
    for candidate in dict.fromkeys((text, bare)):
        if _LEVEL.search(candidate):
            if found := _levelled_function(candidate):
                return found
        else:
            name, start = _suffix("functional", candidate)
            if name:
                return Subject("function", name, _only(_names("functional")[name])), start
    return None


def _levelled_function(text: str) -> tuple[Subject, int] | None:
    marks = list(_LEVEL.finditer(text))
    if not FILLERS.fullmatch(text, marks[-1].end()):
        return None
    code, start, name = "", 0, ""
    first = len(text)
    for mark in marks:
        name = strip_lead(text[start : mark.start()].rpartition(":")[2])
        first = min(first, mark.start() - len(name))
        level = _LEVELS[mark.group(1)]
        fitting = [
            found.code
            for found in _names("functional").get(name, ()) or _names("functional").get(name + "支出", ())
            if found.level == level and found.code.startswith(code)
        ]
        code = fitting[0] if len(fitting) == 1 else ""
        start = mark.end()
    return (Subject("function", name, code), first) if name else None


def _only(found: tuple[codes.Code, ...]) -> str:
    """The code if the name means one thing: the highest level wins when a name repeats down its own branch."""
    highest = min(code.level for code in found)
    at_top = [code for code in found if code.level == highest]
    return at_top[0].code if len(at_top) == 1 and (highest == 1 or _one_branch(at_top[0], found)) else ""


def _one_branch(top: codes.Code, found: tuple[codes.Code, ...]) -> bool:
    return all(code.code.startswith(top.code) for code in found)


def find_economic_item(text: str) -> tuple[Subject, int] | None:
    """The economic item a clause ends with, and where its name starts."""
    for candidate in dict.fromkeys((text, strip_filler(text))):
        name, start = _suffix("dept_economic", candidate)
        if name:
            return Subject("economic", name, _only(_names("dept_economic")[name])), start
    return None


def own_words(text: str, keep_year: bool = False) -> str:
    """The words of a clause that name its subject: without ordinals, openers and filler."""
    return strip_filler(strip_lead(text, keep_year))


def strip_lead(text: str, keep_year: bool = False) -> str:
    """The text without ordinals and words such as 其中, 主要用于 before it."""
    for _ in range(4):
        shorter = _LEADS.sub("", text)
        shorter = _ENUMERATED.sub("", shorter if keep_year else _YEAR.sub("", shorter))
        if shorter == text or not shorter:
            break
        text = shorter
    return text


def find_unit(text: str) -> str:
    """The unit a clause speaks of (`公共事务服务中心预算编制` → 公共事务服务中心); empty for 我单位 and such."""
    match = _UNIT.search(strip_lead(text)[-40:])
    if match is None or _NOT_A_UNIT.search(match["unit"]) or _WHOLE.search(match.string, match.end("unit")):
        return ""
    return match["unit"]
