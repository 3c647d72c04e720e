"""The figures of a final account; as in a budget every table comes from the same leaves.

All amounts are integers in hundredths of 万元. For each function and fund:
revenue + opening balance = expenditure + closing balance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from .circumstances import Organisation, draw_change, draw_organisation, draw_procurement, draw_vehicles
from .economics import Spending, draw_spending
from .functions import EXTRA_LEAVES, LEAVES, NAMES, Vector
from .places import Publisher
from .vocabulary import PROJECTS

FUNDS = ("general", "government_fund", "state_capital")
THREE_PUBLIC = ("30212", "31013", "30231", "30217")
EQUIPMENT = ("31002", "31013")
OTHER_REVENUE = ("superior_subsidy", "public_service", "operating", "affiliated_remittance", "other")
EXPENDITURE = ("basic", "project", "remitted_up", "operating", "affiliated_subsidy")
VEHICLES = (
    "副部(省)级及以上领导用车",
    "主要负责人用车",
    "机要通信用车",
    "应急保障用车",
    "执法执勤用车",
    "特种专业技术用车",
    "离退休干部服务用车",
    "其他用车",
)


@dataclass(frozen=True, slots=True)
class Account:
    """One function and one appropriated fund over the year."""

    leaf: str
    fund: str
    basic: int
    project: int
    opening: int
    closing: int

    @property
    def total(self) -> int:
        return self.basic + self.project

    @property
    def revenue(self) -> int:
        return self.total - self.opening + self.closing


@dataclass(frozen=True, slots=True)
class OtherMoney:
    """Money that is not appropriated: received and spent in the year under one function."""

    leaf: str
    revenue: str
    expenditure: str
    amount: int


@dataclass(frozen=True, slots=True)
class FinalBook:
    """Accounts by function and fund, basic expenditure by economic item, and what table 10 counts."""

    publisher: Publisher
    spending: tuple[Spending, ...]
    accounts: tuple[Account, ...]
    others: tuple[OtherMoney, ...]
    three_public_budget: tuple[int, int, int, int]
    procurement: tuple[int, int, int]
    vehicles: tuple[int, ...]
    equipment: int
    change: int
    evaluated: tuple[tuple[str, int, int], ...]
    three_public_change: tuple[int, int, int, int]
    operating_change: int
    small_firms: tuple[int, int]
    organisation: Organisation

    def revenue(self) -> dict[str, Vector]:
        """Revenue by function: total, appropriation, the five other sources."""
        leaves: dict[str, list[int]] = {}
        for account in self.accounts:
            leaves.setdefault(account.leaf, [0] * 6)[0] += account.revenue
        for money in self.others:
            leaves.setdefault(money.leaf, [0] * 6)[1 + OTHER_REVENUE.index(money.revenue)] += money.amount
        return {leaf: (sum(vector), *vector) for leaf, vector in leaves.items()}

    def expenditure(self) -> dict[str, Vector]:
        """Expenditure by function: total, basic, project, remitted up, operating, subsidies."""
        leaves: dict[str, list[int]] = {}
        for account in self.accounts:
            vector = leaves.setdefault(account.leaf, [0] * 5)
            vector[0] += account.basic
            vector[1] += account.project
        for money in self.others:
            leaves.setdefault(money.leaf, [0] * 5)[EXPENDITURE.index(money.expenditure)] += money.amount
        return {leaf: (sum(vector), *vector) for leaf, vector in leaves.items()}

    def of_fund(self, fund: str) -> dict[str, Vector]:
        """One appropriated fund by function: total, basic, project."""
        return {
            account.leaf: (account.total, account.basic, account.project)
            for account in self.accounts
            if account.fund == fund
        }

    def government_fund(self) -> dict[str, Vector]:
        """Government funds by function: opening, revenue, total, basic, project, closing."""
        return {
            a.leaf: (a.opening, a.revenue, a.total, a.basic, a.project, a.closing)
            for a in self.accounts
            if a.fund == "government_fund"
        }

    def appropriations(self) -> dict[str, Vector]:
        """Appropriated expenditure by function: total and the three funds."""
        leaves: dict[str, list[int]] = {}
        for account in self.accounts:
            leaves.setdefault(account.leaf, [0] * 3)[FUNDS.index(account.fund)] += account.total
        return {leaf: (sum(vector), *vector) for leaf, vector in leaves.items()}

    def by_fund(self, what: str) -> Vector:
        """`opening`, `closing` or `revenue` of the three funds."""
        return tuple(sum(getattr(a, what) for a in self.accounts if a.fund == fund) for fund in FUNDS)

    def other_revenue(self) -> Vector:
        """The five sources that are not appropriated."""
        return tuple(sum(m.amount for m in self.others if m.revenue == source) for source in OTHER_REVENUE)

    def three_public(self) -> tuple[int, int, int, int]:
        """Executed: going abroad, buying vehicles, running vehicles, receptions."""
        abroad, purchase, running, reception = (_sum_spending(self.spending, code) for code in THREE_PUBLIC)
        return abroad, purchase, running, reception

    def public_total(self) -> int:
        """Basic expenditure that is not for personnel."""
        return sum(line.amount for line in self.spending if not line.is_personnel)


def _sum_spending(spending: Iterable[Spending], *codes: str) -> int:
    return sum(line.amount for line in spending if line.item.code in codes)


def _draw_accounts(
    rng: Random, publisher: Publisher, spending: list[Spending], scale: float, hazards: frozenset[str]
) -> list[Account]:
    basic: dict[str, int] = {}
    for line in spending:
        basic[line.leaf] = basic.get(line.leaf, 0) + line.amount
    kuan = publisher.main_kuan
    items = ("01", "02", "99") if "project_under_running" in hazards else ("02", "99")
    own = [f"{kuan}{item}" for item in items if f"{kuan}{item}" in NAMES]
    leaves = dict.fromkeys([*own, *rng.sample(EXTRA_LEAVES, rng.choice((0, 1, 2, 4)))])
    projects = {leaf: rng.randint(10, max(100, int(30_000 * scale))) for leaf in leaves}
    if "negative_amount" in hazards:
        projects[own[-1]] = -rng.randint(1, 4_000)
    carries = rng.random() < 0.5
    accounts = []
    for leaf in sorted(basic.keys() | projects.keys()):
        project = projects.get(leaf, 0)
        with_balance = carries and project > 0 and rng.random() < 0.4
        opening = rng.randint(0, project // 2) if with_balance else 0
        closing = rng.randint(0, project) if with_balance else 0
        accounts.append(Account(leaf, "general", basic.get(leaf, 0), project, opening, closing))
    for fund, chance in (("government_fund", 0.35), ("state_capital", 0.15)):
        if not hazards & {"empty_statement", "empty_unstated"} and rng.random() < chance:
            accounts += [
                Account(leaf, fund, 0, amount, rng.choice((0, amount // 3)), rng.choice((0, amount // 5)))
                for leaf in rng.sample(LEAVES[fund], rng.randint(1, 3))
                for amount in [rng.randint(100, max(200, int(50_000 * scale)))]
            ]
    return accounts


def _draw_others(rng: Random, publisher: Publisher, scale: float) -> list[OtherMoney]:
    ways = (
        ("superior_subsidy", "project"),
        ("public_service", "basic"),
        ("public_service", "remitted_up"),
        ("operating", "operating"),
        ("affiliated_remittance", "affiliated_subsidy"),
        ("other", "project"),
    )
    leaf = f"{publisher.main_kuan}99"
    return [OtherMoney(leaf, *way, rng.randint(10, max(50, int(8_000 * scale)))) for way in ways if rng.random() < 0.15]


def spread_vehicles(rng: Random, count: int) -> tuple[int, ...]:
    """The vehicles by kind."""
    kinds = [rng.randrange(len(VEHICLES)) for _ in range(count)]
    return tuple(kinds.count(at) for at in range(len(VEHICLES)))


def draw_small_firms(rng: Random, procurement: tuple[int, int, int]) -> tuple[int, int]:
    """What of the procurement went to small and medium firms, and of that to small and micro firms."""
    medium = rng.choice((sum(procurement), rng.randint(0, sum(procurement))))
    return medium, rng.randint(0, medium)


def draw_final(rng: Random, publisher: Publisher, hazards: frozenset[str]) -> FinalBook:
    """Draw a consistent final account; some hazards need the fund tables to be empty."""
    scale = rng.choice((0.3, 1.0, 1.0, 3.0, 20.0))
    spending = draw_spending(rng, publisher.main_kuan, with_institution=rng.random() < 0.5, scale=scale)
    accounts = _draw_accounts(rng, publisher, spending, scale, hazards)
    executed = {code: _sum_spending(spending, code) for code in THREE_PUBLIC}
    abroad, purchase, running, reception = (
        amount + (rng.choice((0, 0, rng.randint(1, 400))) if amount else 0) for amount in executed.values()
    )
    evaluated = []
    for name in rng.sample(PROJECTS, rng.randint(1, 2)):
        planned = 100 * rng.randint(2, 900)
        evaluated.append((name, planned, rng.randint(0, planned)))
    others = _draw_others(rng, publisher, scale)
    income = sum(account.revenue + account.opening for account in accounts) + sum(money.amount for money in others)
    purchases = [(name, spent) for name, _, spent in evaluated]
    procurement = draw_procurement(rng, purchases, _sum_spending(spending, *EQUIPMENT), hazards)
    went_abroad, bought, ran, received = (draw_change(rng, amount) for amount in executed.values())
    return FinalBook(
        publisher,
        tuple(spending),
        tuple(accounts),
        tuple(others),
        (abroad, purchase, running, reception),
        procurement,
        spread_vehicles(rng, draw_vehicles(rng, executed["30231"], hazards)),
        rng.choice((0, 0, 1, 3)),
        rng.randint(-(income // 3), income // 3),
        tuple(evaluated),
        (went_abroad, bought, ran, received),
        draw_change(rng, sum(line.amount for line in spending if not line.is_personnel)),
        draw_small_firms(rng, procurement),
        draw_organisation(rng, sum(line.amount for line in spending if line.is_personnel), hazards),
    )
