"""Which year the words of a header speak of, and what is left of them without it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from mingzhang.layouts import Period

_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})年?度?(?!\d)")
_LAST_YEAR = re.compile(r"上年度?(?=年?初?(预算|执行|决算|数|$))|^上年$|去年")
_EXECUTED = re.compile(r"(预计)?执行(?=数|$|情况)")
_CHANGE = re.compile(
    r"增减(变化|变动)?(情况|金额|数额|额|数)?|同比|比(上年|去年|(19|20)\d{2}年).*|较(上年|去年|(19|20)\d{2}年).*|[增减](加|少|长)(额|数|变化)"
)
_WITHOUT = re.compile(r"(?P<what>扣除[^()]*)")
_RATE = re.compile(r"%|％|率|比例|百分比|幅度|增幅")


@dataclass(frozen=True, slots=True)
class Said:
    """What a header text says of its year: the period, the year named, whether it is a rate, and the rest."""

    period: Period | None
    year: int | None
    executed: bool
    rate: bool
    rest: str


@lru_cache(maxsize=8192)
def read_period(text: str, fiscal_year: int | None) -> Said:
    """Take the year off a folded header text: `2025年执行数` → previous, executed, `预算数`."""
    change = _CHANGE.search(text)
    found = _YEAR.search(text)
    year = int(found["year"]) if found else None
    executed = bool(_EXECUTED.search(text))
    if change:
        return Said("change", None, False, bool(_RATE.search(text)), _rest_of_change(text))
    last = _LAST_YEAR.search(text)
    rest = _EXECUTED.sub("预算", _LAST_YEAR.sub("", _YEAR.sub("", text)))
    period: Period | None = None
    if last or (year is not None and fiscal_year is not None and year < fiscal_year):
        period = "previous"
    elif year is not None:
        period = "current"
    return Said(period, year, executed and period == "previous", False, rest)


def _rest_of_change(text: str) -> str:
    """What a change is of: an amount without capital construction, or just the amount."""
    without = _WITHOUT.search(text)
    rest = _YEAR.sub("", _CHANGE.sub("", text)).strip("()额数%")
    return without["what"] if without else rest or "预算数"


def other_year(texts: Iterable[str], fiscal_year: int | None) -> int | None:
    """The latest year that header texts name, where they name some but not the document's."""
    named = {int(found["year"]) for text in texts for found in _YEAR.finditer(text)}
    return max(named) if named and fiscal_year is not None and fiscal_year not in named else None
