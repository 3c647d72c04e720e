"""Named pieces of wording that patterns are built of (against folded text: no spaces, ASCII punctuation)."""

from __future__ import annotations

import re

YEAR = r"(?:19|20)[0-9]{2}年?度?"
PRIOR = rf"(?:上一?年度?|去年|上年同期|{YEAR})"
UP = r"增加|增长|上升|提高|提升|上涨|上浮|增多|增幅|新增|多支出|增"
DOWN = r"减少|下降|降低|压缩|缩减|减低|压减|核减|调减|降幅|下调|节约|少支出|减"
COMPARE = r"比|较|与|同|和|对比"
SAME = (
    r"持平|相同|一致|相等|等同|(?:无|没有|未发生|均无)(?:增减)?变[化动]|无增减(?:变[化动])?"
    r"|(?:保持)?不变|一样|无差异|变化不大"
)
FILLER = (
    r"(?:共计|共有|共|合计|总计|总额|总数|总量|总|累计|约|达到|达|均为|各为|为|是|有|计|各|均|安排|预算数|决算数|预算|支出|收入|"
    r"资金|金额|数额|数量|数|经费|财政|拨款|当年|本年|实际|执行|完成|投入|下达|拨付|使用|核定|规模|的|了|额|费用|分别|[:：]|其中|"
    r"(?:19|20)[0-9]{2}年度?|\([^()]{0,20}\))"
)
OPENER = (
    r"(?:其中|主要(?:包括|用于|是)?|包括|分别|用于|以下方面|如下|具体|情况|支出|收入|预算|安排|年度?|本年|当年|为|是|有|的|等|"
    r"部门|单位|我|本|财政|拨款|合计|一是|二是|三是|四是|五是|六是)"
)
DELIMITERS = ",;。!?"
"""What ends a clause."""

FILLERS = re.compile(rf"{FILLER}{{0,12}}")
TRAILING_FILLER = re.compile(rf"{FILLER}$")
_CLAUSE_START = re.compile(rf"[{re.escape(DELIMITERS)}]")


def strip_filler(text: str) -> str:
    """The text without the filler words behind it (`人员经费共计` → `人员经费`, never to nothing)."""
    for _ in range(6):
        match = TRAILING_FILLER.search(text[-24:])
        if match is None or len(match.group()) >= len(text):
            break
        text = text[: len(text) - len(match.group())]
    return text


def last_clause(text: str) -> str:
    """What stands after the last punctuation mark that ends a clause."""
    find = text.rfind
    return text[max(find(","), find(";"), find("。"), find("!"), find("?")) + 1 :]


COMPARED = (
    "last_year",
    "last_year_budget",
    "last_year_final",
    "initial_budget",
    "full_year_budget",
    "budget",
    "other_year",
    "unknown",
)
_PRIOR_WORD = re.compile(r"上一?年|去年|上年同期")
_YEAR_NUMBER = re.compile(r"(?:19|20)[0-9]{2}(?=年|预|决|\b)")


_COMPARED_FIGURE = re.compile(r"(?:相比|比较)?,?(?:的)?(?:预算数?|决算数?)(?!收入|支出|总)")


def base_words(chunk: str, match: re.Match[str]) -> str:
    """The words of `比…` that say what is compared with (`与上年相比预算数` → 上年, 预算数)."""
    figure = _COMPARED_FIGURE.match(chunk, match.end())
    return match.group() + (figure.group() if figure else "")


def compared_with(words: str, year: int) -> str:
    """What `比…` compares with: `比2022年预算` → last_year_budget."""
    printed = _YEAR_NUMBER.search(words)
    prior = _PRIOR_WORD.search(words) is not None or (printed is not None and int(printed.group()) == year - 1)
    if prior:
        if "决算" in words or "执行" in words or "实际" in words:
            return "last_year_final"
        return "last_year_budget" if "预算" in words else "last_year"
    if printed is not None and int(printed.group()) != year:
        return "other_year"
    if "年初预算" in words:
        return "initial_budget"
    if "全年预算" in words or "调整" in words:
        return "full_year_budget"
    if "预算" in words:
        return "budget"
    return "last_year" if "同比" in words or "同期" in words else "unknown"
