"""The economic classification: what basic expenditure is spent on, and where each item is booked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

from .functions import institution_leaf

Body = Literal["administrative", "institution"]

CATEGORIES = {
    "301": "工资福利支出",
    "302": "商品和服务支出",
    "303": "对个人和家庭的补助",
    "310": "资本性支出",
}
PERSONNEL = ("301", "303")


@dataclass(frozen=True, slots=True)
class Item:
    """One 款 with its two government 款, its usual size (hundredths of 万元) and how often it occurs."""

    code: str
    name: str
    administrative: str
    institution: str
    size: int
    chance: float


# code, name, government 款 for administrative units, for institutions, usual size, percent of documents
_ITEMS = """
30101 基本工资 工资奖金津补贴 工资福利支出 18000 100
30102 津贴补贴 工资奖金津补贴 工资福利支出 9000 100
30103 奖金 工资奖金津补贴 工资福利支出 3000 95
30106 伙食补助费 其他工资福利支出 工资福利支出 600 12
30107 绩效工资 工资福利支出 工资福利支出 6000 60
30108 机关事业单位基本养老保险缴费 社会保障缴费 工资福利支出 4500 100
30109 职业年金缴费 社会保障缴费 工资福利支出 2200 45
30110 职工基本医疗保险缴费 社会保障缴费 工资福利支出 2300 100
30111 公务员医疗补助缴费 社会保障缴费 工资福利支出 500 30
30112 其他社会保障缴费 社会保障缴费 工资福利支出 180 90
30113 住房公积金 住房公积金 工资福利支出 4400 100
30114 医疗费 其他工资福利支出 工资福利支出 300 15
30199 其他工资福利支出 其他工资福利支出 工资福利支出 1100 60
30201 办公费 办公经费 商品和服务支出 900 97
30202 印刷费 办公经费 商品和服务支出 300 60
30203 咨询费 委托业务费 商品和服务支出 200 8
30204 手续费 办公经费 商品和服务支出 10 30
30205 水费 办公经费 商品和服务支出 60 40
30206 电费 办公经费 商品和服务支出 250 40
30207 邮电费 办公经费 商品和服务支出 200 55
30208 取暖费 办公经费 商品和服务支出 400 15
30209 物业管理费 办公经费 商品和服务支出 500 30
30211 差旅费 办公经费 商品和服务支出 400 80
30212 因公出国（境）费用 因公出国（境）费用 商品和服务支出 300 6
30213 维修（护）费 维修（护）费 商品和服务支出 300 50
30214 租赁费 办公经费 商品和服务支出 150 20
30215 会议费 会议费 商品和服务支出 120 40
30216 培训费 培训费 商品和服务支出 200 60
30217 公务接待费 公务接待费 商品和服务支出 80 35
30226 劳务费 委托业务费 商品和服务支出 300 50
30227 委托业务费 委托业务费 商品和服务支出 700 50
30228 工会经费 办公经费 商品和服务支出 500 97
30229 福利费 办公经费 商品和服务支出 600 80
30231 公务用车运行维护费 公务用车运行维护费 商品和服务支出 350 60
30239 其他交通费用 办公经费 商品和服务支出 1900 90
30240 税金及附加费用 办公经费 商品和服务支出 40 8
30299 其他商品和服务支出 其他商品和服务支出 商品和服务支出 300 85
30301 离休费 离退休费 离退休费 900 12
30302 退休费 离退休费 离退休费 2500 65
30304 抚恤金 社会福利和救助 社会福利和救助 900 10
30305 生活补助 社会福利和救助 社会福利和救助 200 40
30309 奖励金 社会福利和救助 社会福利和救助 40 40
30399 其他对个人和家庭的补助 其他对个人和家庭的补助 其他对个人和家庭的补助 300 20
31002 办公设备购置 设备购置 资本性支出（一） 1200 25
31013 公务用车购置 公务用车购置 资本性支出（一） 1800 5
"""
# Items booked under a function of their own: (administrative, institution).
_OWN_FUNCTION = {
    "30108": ("2080505", "2080505"),
    "30109": ("2080506", "2080506"),
    "30110": ("2101101", "2101102"),
    "30111": ("2101103", "2101103"),
    "30113": ("2210201", "2210201"),
    "30301": ("2080501", "2080502"),
    "30302": ("2080501", "2080502"),
}


def _read_items() -> tuple[Item, ...]:
    rows = (line.split(" ") for line in _ITEMS.strip().split("\n"))
    return tuple(Item(c, n, a, i, int(size), int(percent) / 100) for c, n, a, i, size, percent in rows)


ITEMS = _read_items()


@dataclass(frozen=True, slots=True)
class Spending:
    """One economic item of one kind of unit: its amount and the function it is booked under."""

    item: Item
    body: Body
    leaf: str
    amount: int

    @property
    def government_name(self) -> str:
        return self.item.administrative if self.body == "administrative" else self.item.institution

    @property
    def category(self) -> str:
        return self.item.code[:3]

    @property
    def is_personnel(self) -> bool:
        return self.category in PERSONNEL


def _leaf_of(item: Item, body: Body, kuan: str) -> str:
    own = _OWN_FUNCTION.get(item.code)
    if own:
        return own[0 if body == "administrative" else 1]
    return f"{kuan}01" if body == "administrative" else institution_leaf(kuan)


def draw_spending(
    rng: Random, kuan: str, *, with_institution: bool, scale: float, institution_costs: bool = False
) -> list[Spending]:
    """Draw the basic expenditure of an agency, in code order, administrative part before institutions.

    Institutions spend on their staff only, unless `institution_costs`.
    """
    bodies: tuple[Body, ...] = ("administrative", "institution") if with_institution else ("administrative",)
    spending = []
    for item in ITEMS:
        for body in bodies:
            paid = body == "administrative" or item.code[:3] in PERSONNEL or institution_costs
            if rng.random() < (item.chance if body == "administrative" else item.chance * 0.6) and paid:
                amount = 1 + int(item.size * scale * (0.4 + 1.2 * rng.random()))
                spending.append(Spending(item, body, _leaf_of(item, body, kuan), amount))
    return spending


def sum_items(spending: Iterable[Spending]) -> dict[str, int]:
    """Amount by economic 款."""
    sums: dict[str, int] = {}
    for line in spending:
        sums[line.item.code] = sums.get(line.item.code, 0) + line.amount
    return sums


def _read_printed_final() -> tuple[tuple[str, str], ...]:
    text = Path(__file__).with_name("final_items.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return tuple((code, name) for code, name in rows)


# The 109 codes a final account prints in its table 06, with their names (DOMAIN §6.4).
PRINTED_FINAL = _read_printed_final()
