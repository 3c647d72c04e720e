"""Amounts and arithmetic that people write out in sentences: rates, products, equations, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from mingzhang.ground.amounts import MONEY_UNITS
from mingzhang.ground.text import fold

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = r"亿元|万元|万(?![\d人份次册件余多])|元"
_COUNTED = "人|名|位|户|组|村|次|期|场|个|台|套|条|辆|家|亩|份|天|日"
_RATE = re.compile(
    rf"(?<![\d.])(?P<number>{_NUMBER})(?P<unit>万元|元|(?=的?标准))(?P<per>(?:[/·](?:{_COUNTED}|月|年)){{0,2}})(?=(?P<after>.{{0,6}}))"
)
_EACH_ONE = re.compile(rf"每({_COUNTED}|月|年)")
_PER_ONE = re.compile(rf"[/·]({_COUNTED}|月|年)")
_COUNT = re.compile(rf"(?P<per>每月|每年|每季度?|每周)?(?<![\d.])(?P<number>\d[\d,]*)(?P<unit>{_COUNTED})(?!/)")
_MONTHS = re.compile(r"(\d{1,2})个月")
_SPAN = re.compile(r"(\d{1,2})月份?[-—~至到](?:当年|同年)?(\d{1,2})月")
_RESULT = re.compile(rf"(?:合计|共计|总计|共需|总金额)[^,;。\d]{{0,8}}(?P<number>{_NUMBER})(?P<unit>{_UNIT})")
_MORE = re.compile(r"[及和另加并]")
_TIMES = r"[×xX*✕]"
_GAP = r"[^\d=×xX*✕,;。+()/-]{0,8}"
_EQUATION = re.compile(
    rf"(?<![\d.+×xX*✕(-])(?P<left>(?:{_NUMBER}){_GAP}(?:{_TIMES}(?:{_NUMBER}){_GAP}){{1,4}})"
    rf"=(?P<number>{_NUMBER})(?P<unit>{_UNIT}|)"
)
_FACTOR = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>亿元|万元|万|%|)")
_LARGE = re.compile("亿元|万元")
_ITEM = re.compile(r"(?<![\d.])(\d{1,2})[、.](?!\d)")
_AMOUNT = re.compile(rf"(?<![\d.])(?P<number>{_NUMBER})(?P<unit>{_UNIT})(?!/)")
_NAMED = re.compile(
    rf"(?:申请|安排|给予|给与|奖励|预拨|拨付|预计|列支|合计|共计|总计)[^,;。\d]{{0,24}}?(?P<number>{_NUMBER})(?P<unit>{_UNIT})(?!/)"
)
_CLAUSE = re.compile(r",(?!\d{3}(?!\d))|[;。!?]")
_WORDS_BEFORE = re.compile(r"[,;。、:\d]")
_SENTENCE = re.compile(r"[;。]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_ROUGH = re.compile(r"约|左右|大概|大约")
_ABOUT = Decimal("0.01")
_LONGEST_CLAUSE = 60
_FEWEST_ITEMS = 3
_MONTHS_OF_A_YEAR = Decimal(12)
_PEOPLE = ("名", "位")


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in 元 that a text names or implies, how it reads, and how far off it may be by rounding."""

    value: Decimal
    shown: str
    tolerance: Decimal = Decimal(0)


def _factor(unit: str) -> Decimal:
    return MONEY_UNITS["万元" if unit == "万" else unit or "元"]


def _sum(match: re.Match[str]) -> Sum:
    text, factor = match["number"].replace(",", ""), _factor(match["unit"])
    decimals = len(text.partition(".")[2])
    half = Decimal("0.5").scaleb(-decimals) * factor if decimals or factor > 1 else Decimal(0)
    return Sum(Decimal(text) * factor, match["number"] + match["unit"], half)


@lru_cache(maxsize=2048)
def product_in(text: str) -> Sum | None:
    """The product of the only rate in a text and the numbers it is per: persons × 元 per month × 12.

    None where anything is ambiguous: no or two rates, a number missing or named twice, further items added.
    """
    key = fold(text)
    if "元" not in key and "标准" not in key:
        return None
    rates = [match for match in _RATE.finditer(key) if match["per"] or _EACH_ONE.search(_before(key, match))]
    if len(rates) != 1 or _MORE.search(rates[0]["after"]):
        return None
    rate = rates[0]
    units = [*_EACH_ONE.findall(_before(key, rate)), *_PER_ONE.findall(rate["per"])]
    units = list(dict.fromkeys("人" if unit in _PEOPLE else unit for unit in units))
    value, shown = _sum(rate).value, [_sum(rate).shown]
    for unit in units:
        times = _times(key, unit)
        if times is None:
            return None
        value *= times
        shown.append(f"{times:f}{'个月' if unit == '月' else unit}")
    counted = [unit for unit in units if unit != "年"]
    about = value * _ABOUT if _ROUGH.search(key) else Decimal(0)
    return Sum(value, "×".join(shown), about) if counted and len(shown) > 1 else None


def _before(key: str, rate: re.Match[str]) -> str:
    """The words of the clause before a rate, from the last number on: 9组…每月…1.65万元/组."""
    return _WORDS_BEFORE.split(key[max(0, rate.start() - _LONGEST_CLAUSE) : rate.start()])[-1]


def _times(key: str, unit: str) -> Decimal | None:
    """How often a unit counts in the text, None where that is not said once and clearly."""
    if unit == "年":
        return Decimal(1)
    if unit == "月":
        named = {Decimal(months) for months in _MONTHS.findall(key)}
        named |= {Decimal(int(last) - int(first) + 1) for first, last in _SPAN.findall(key)}
        return _MONTHS_OF_A_YEAR if not named else named.pop() if len(named) == 1 else None
    found = set()
    for match in _COUNT.finditer(key):
        if ("人" if match["unit"] in _PEOPLE else match["unit"]) != unit:
            continue
        if match["per"] not in (None, "每月", "每年"):
            return None
        times = Decimal(match["number"].replace(",", ""))
        found.add(times * _MONTHS_OF_A_YEAR if match["per"] == "每月" else times)
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=2048)
def result_in(text: str) -> Sum | None:
    """The only amount a text names as a result (合计, 共计 …)."""
    found = [_sum(match) for match in _RESULT.finditer(fold(text))]
    return found[0] if len({item.value for item in found}) == 1 else None


@lru_cache(maxsize=2048)
def equations_in(text: str) -> tuple[tuple[Sum, Sum], ...]:
    """Every `20人×200元×12个月=48000元` that is about money: the product of the left side, and the right side."""
    key = fold(text)
    found = _EQUATION.finditer(key) if "=" in key else ()
    return tuple(_equation(match) for match in found if match["unit"] or "元" in match["left"])


def _equation(match: re.Match[str]) -> tuple[Sum, Sum]:
    value = Decimal(1)
    for factor in _FACTOR.finditer(match["left"]):
        unit = factor["unit"]
        scale = Decimal("0.01") if unit == "%" else _factor(unit) if unit else Decimal(1)
        value *= Decimal(factor["number"].replace(",", "")) * scale
    right = _sum(match)
    if not match["unit"] and (large := _LARGE.search(match["left"])):
        unit = _factor(large.group())  # the result is in the unit of the left side
        right = Sum(right.value * unit, right.shown, right.tolerance * unit)
    return Sum(value, match["left"]), right


@lru_cache(maxsize=2048)
def list_in(text: str) -> Sum | None:
    """The sum of a list 1、… 2、… of three items or more, each with exactly one amount; None otherwise."""
    key = fold(text)
    marks = list(_ITEM.finditer(key))
    if len(marks) < _FEWEST_ITEMS or [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1)):
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(key)]
    items = [list(_AMOUNT.finditer(key[mark.end() : end])) for mark, end in zip(marks, ends, strict=True)]
    if any(len(item) != 1 for item in items):
        return None
    sums = [_sum(item[0]) for item in items]
    return Sum(sum((item.value for item in sums), Decimal(0)), f"{len(sums)}项")


@lru_cache(maxsize=2048)
def enumerations_in(text: str) -> tuple[tuple[Sum, Sum], ...]:
    """In a sentence `…29万、…5.09万,合计34.09万元`: the sum of what stands before, and the total named."""
    return tuple(_enumerations(fold(text)))


def _enumerations(key: str) -> Iterator[tuple[Sum, Sum]]:
    for sentence in _SENTENCE.split(key):
        totals = list(_RESULT.finditer(sentence))
        if len(totals) != 1 or "每" in sentence or "/" in sentence:
            continue
        parts = [_sum(match) for match in _AMOUNT.finditer(sentence[: totals[0].start()])]
        if len(parts) > 1 and not list(_AMOUNT.finditer(sentence[totals[0].end() :])):
            shown = "、".join(part.shown for part in parts)
            yield Sum(sum((part.value for part in parts), Decimal(0)), shown), _sum(totals[0])


@lru_cache(maxsize=2048)
def named_in(text: str, year: int) -> tuple[Sum, ...]:
    """Amounts applied for, granted or planned; clauses of other years, rates and parts of a sum are left out."""
    found: list[Sum] = []
    for clause in _CLAUSE.split(fold(text)):
        if "每" in clause or any(int(named) != year for named in _YEAR.findall(clause)):
            continue
        found.extend(_sum(match) for match in _NAMED.finditer(clause))
    return tuple(found)
