"""Indicator values as checks compare them: money, counts, percentages, and what a name speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from mingzhang.forms.model import Value
from mingzhang.ground.amounts import MONEY_UNITS

COST_LEVELS = frozenset({"成本", "经济成本"})
"""Second-level indicators that speak of money (社会成本 and 生态环境成本 need not)."""

_MONEY = re.compile(r"(?P<unit>亿元|百万元|万元|千元|元)(?:/(?P<per>.+))?")
_TEMPLATE = re.compile(r"\([^()]*等\)$")
_UNIT_PRICE = re.compile(r"标准|单价|单位|人均|户均|每|日均|次均|平均|均价")
_COSTLY = re.compile(r"成本|费|金额|资金|支出|预算|投资|投入|控制数|价|经费|奖励|补助|补贴|工资|报酬|款|节约|节省")


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in an indicator: in 元, what it is per (blank for a whole amount), half its last decimal."""

    value: Decimal
    per: str
    tolerance: Decimal


def amount_of(value: Value) -> Amount | None:
    """The money a value holds, None where it holds none or a range."""
    if not value.number or value.number_to:
        return None
    unit = _TEMPLATE.sub("", value.unit)
    match = _MONEY.fullmatch(unit)
    if not match:
        return None
    factor = MONEY_UNITS[match["unit"]]
    decimals = len(value.number.partition(".")[2])
    half = Decimal("0.5").scaleb(-decimals) * factor if decimals or factor > 1 else Decimal(0)
    return Amount(Decimal(value.number) * factor, match["per"] or "", half)


def quantity_of(value: Value) -> Decimal | None:
    """The plain number of a value, None where there is none or a range."""
    return Decimal(value.number) if value.number and not value.number_to else None


@lru_cache(maxsize=4096)
def unit_words(unit: str) -> frozenset[str]:
    """`台(套)` counts 台 as well as 套; 名 and 位 count 人."""
    words = {word for word in re.split(r"[(（)）/、或]", unit) if word}
    return frozenset({"人" if word in ("名", "位", "人次") else word for word in words})


@lru_cache(maxsize=4096)
def is_unit_price(name: str) -> bool:
    """Whether an amount under this name is a price or rate, not what is spent in all."""
    return bool(_UNIT_PRICE.search(name))


@lru_cache(maxsize=4096)
def speaks_of_money(name: str) -> bool:
    """Whether an indicator's name is about money."""
    return bool(_COSTLY.search(name))
