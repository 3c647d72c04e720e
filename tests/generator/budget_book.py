"""The figures of a budget. Every table is computed from the same leaves, so all sums between tables hold.

All amounts are integers in hundredths of 万元 (100 元).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from .circumstances import Change, Organisation, draw_change, draw_organisation, draw_procurement, draw_vehicles
from .economics import Spending, draw_spending
from .functions import EXTRA_LEAVES, LEAVES, Vector, sum_all
from .places import Publisher
from .vocabulary import FUND_PROJECTS, PROJECTS, SYSTEM_PREFIXES

APPROPRIATIONS = ("general", "government_fund", "state_capital")
FUNDS = (*APPROPRIATIONS, "special_account", "unit_funds")
THREE_PUBLIC = ("30212", "30217", "30231", "31013")
EQUIPMENT = ("31002", "31013")


@dataclass(frozen=True, slots=True)
class Project:
    """A project of one unit (index into the publisher's units), with its amount and function by fund."""

    unit: int
    name: str
    amounts: dict[str, int]
    leaves: dict[str, str]

    @property
    def total(self) -> int:
        return sum(self.amounts.values())


@dataclass(frozen=True, slots=True)
class BudgetBook:
    """Basic expenditure by economic item, projects of the year, projects carried over."""

    publisher: Publisher
    spending: tuple[Spending, ...]
    projects: tuple[Project, ...]
    carried: tuple[Project, ...]
    fund_revenue: dict[str, int]
    capital_revenue: dict[str, int]
    operating_costs: tuple[tuple[str, int], ...]
    change: int
    three_public_change: Change
    operating_change: int
    organisation: Organisation
    vehicles: int
    procurement: tuple[int, int, int]
    names_clerks: bool = False

    def basic(self) -> dict[str, int]:
        """Basic expenditure by function; all of it general budget."""
        leaves: dict[str, int] = {}
        for line in self.spending:
            leaves[line.leaf] = leaves.get(line.leaf, 0) + line.amount
        return leaves

    def by_fund(self) -> dict[str, Vector]:
        """This year's money by function: one column a fund, then what was carried over."""
        leaves = {leaf: [amount, 0, 0, 0, 0, 0] for leaf, amount in self.basic().items()}
        for project in self.projects:
            for fund, amount in project.amounts.items():
                leaves.setdefault(project.leaves[fund], [0] * 6)[FUNDS.index(fund)] += amount
        for project in self.carried:
            for fund, amount in project.amounts.items():
                leaves.setdefault(project.leaves[fund], [0] * 6)[5] += amount
        return {leaf: tuple(vector) for leaf, vector in leaves.items()}

    def by_type(self) -> dict[str, Vector]:
        """All money by function: total, basic, project (with what was carried over)."""
        basic = self.basic()
        return {
            leaf: (sum(vector), basic.get(leaf, 0), sum(vector) - basic.get(leaf, 0))
            for leaf, vector in self.by_fund().items()
        }

    def of_fund(self, fund: str) -> dict[str, Vector]:
        """This year's money of one fund by function: total, basic, project."""
        column = FUNDS.index(fund)
        basic = self.basic() if fund == "general" else {}
        return {
            leaf: (vector[column], basic.get(leaf, 0), vector[column] - basic.get(leaf, 0))
            for leaf, vector in self.by_fund().items()
            if vector[column] or leaf in basic
        }

    def appropriations(self) -> dict[str, Vector]:
        """Appropriated money by function, with what was carried over: total and the three funds."""
        leaves = {leaf: list(vector[:3]) for leaf, vector in self.by_fund().items()}
        for project in self.carried:
            for fund, amount in project.amounts.items():
                leaves[project.leaves[fund]][FUNDS.index(fund)] += amount
        return {leaf: (sum(vector), *vector) for leaf, vector in leaves.items()}

    def totals(self) -> Vector:
        """This year's total of each fund, then the total carried over."""
        return sum_all(self.by_fund(), 6)

    def public_spending(self, *codes: str) -> int:
        """What the basic expenditure holds of the given economic items."""
        return _sum_spending(self.spending, *codes)


def _sum_spending(spending: Iterable[Spending], *codes: str) -> int:
    return sum(line.amount for line in spending if line.item.code in codes)


def sum_funds(projects: Iterable[Project], funds: tuple[str, ...]) -> Vector:
    """Total and amount of each fund over the projects."""
    rows = [[project.amounts.get(fund, 0) for fund in funds] for project in projects]
    columns = [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * len(funds)
    return (sum(columns), *columns)


def _draw_amount(rng: Random, scale: float) -> int:
    if rng.random() < 0.5:
        return 100 * rng.randint(1, max(2, int(120 * scale)))
    return rng.randint(5, max(50, int(15_000 * scale)))


def _general_leaves(rng: Random, kuan: str) -> list[str]:
    own = [f"{kuan}{item}" for item in ("02", "99") if f"{kuan}{item}" in LEAVES["general"]]
    return own + rng.sample(EXTRA_LEAVES, rng.choice((0, 0, 1, 2, 3, 5)))


def _draw_general_projects(rng: Random, publisher: Publisher, scale: float) -> list[Project]:
    names = rng.sample(PROJECTS, rng.choice((1, 2, 2, 3, 4, 6)))
    leaves = _general_leaves(rng, publisher.main_kuan)
    units = len(publisher.units)
    return [
        Project(
            rng.randrange(units),
            name,
            {"general": _draw_amount(rng, scale)},
            {"general": rng.choice(leaves)},
        )
        for name in names
    ]


def _add_fund(rng: Random, projects: list[Project], fund: str, leaves: tuple[str, ...], scale: float) -> None:
    """Add money of one fund: to an existing project, or as projects of its own."""
    if fund in FUND_PROJECTS and rng.random() < 0.7:
        for name in rng.sample(FUND_PROJECTS[fund], rng.randint(1, 2)):
            unit = rng.randrange(1 + max(project.unit for project in projects))
            projects.append(Project(unit, name, {fund: _draw_amount(rng, scale)}, {fund: rng.choice(leaves)}))
    else:
        at = rng.randrange(len(projects))
        old = projects[at]
        projects[at] = Project(
            old.unit,
            old.name,
            {**old.amounts, fund: _draw_amount(rng, scale)},
            {**old.leaves, fund: rng.choice(leaves)},
        )


def _draw_carried(rng: Random, publisher: Publisher, scale: float) -> list[Project]:
    count = rng.randint(1, 3)
    leaves = _general_leaves(rng, publisher.main_kuan)
    carried = [
        Project(0, name, {"general": _draw_amount(rng, scale / 3)}, {"general": rng.choice(leaves)})
        for name in rng.sample(PROJECTS, count)
    ]
    if rng.random() < 0.3:
        _add_fund(rng, carried, "government_fund", LEAVES["government_fund"], scale)
    return carried


def _spoil_projects(rng: Random, projects: list[Project], main_kuan: str, hazards: frozenset[str]) -> list[Project]:
    if "negative_amount" in hazards:
        at = rng.randrange(len(projects))
        fund = next(iter(projects[at].amounts))
        projects[at].amounts[fund] = -rng.randint(1, 5_000)
    if "project_under_running" in hazards:
        at = next(at for at, project in enumerate(projects) if "general" in project.leaves)
        projects[at].leaves["general"] = f"{main_kuan}01"
    if "system_prefix_project" in hazards:
        prefix = rng.choice(SYSTEM_PREFIXES)
        at = rng.randrange(len(projects))
        old = projects[at]
        projects[at] = Project(old.unit, prefix + old.name, old.amounts, old.leaves)
    if "repeated_project_names" in hazards:
        old = rng.choice(projects)
        amounts = {fund: amount + rng.randint(1, 900) for fund, amount in old.amounts.items()}
        projects.insert(rng.randrange(len(projects) + 1), Project(old.unit, old.name, amounts, old.leaves))
    return sorted(projects, key=lambda project: project.unit)


def _split_revenue(rng: Random, total: int, codes: tuple[str, ...], hazards: frozenset[str]) -> dict[str, int]:
    """Revenue by 款, or by two 目 that the published code lists do not hold."""
    if "unlisted_code" not in hazards:
        return {codes[0][:5]: total} if total else {}
    if total <= 0:
        return {codes[0]: total} if total else {}
    first = rng.randint(1, total) if rng.random() < 0.4 else total
    parts = {codes[0]: first, codes[1]: total - first}
    return {code: amount for code, amount in parts.items() if amount}


def _split_operating_costs(rng: Random, publisher: Publisher, spending: list[Spending]) -> tuple[tuple[str, int], ...]:
    total = sum(line.amount for line in spending if not line.is_personnel and line.body == "administrative")
    if len(publisher.units) > 1 and rng.random() < 0.3:
        first = total * 3 // 4
        return (publisher.units[0], first), (publisher.units[1], total - first)
    return ((publisher.units[0], total),)


def draw_budget(rng: Random, publisher: Publisher, hazards: frozenset[str]) -> BudgetBook:
    """Draw a consistent budget; some hazards need some tables to be empty."""
    scale = rng.choice((0.3, 1.0, 1.0, 3.0, 20.0))
    costs = "institution_costs" in hazards
    with_institution = costs or len(publisher.units) > 1 or rng.random() < 0.4
    spending = draw_spending(
        rng, publisher.main_kuan, with_institution=with_institution, scale=scale, institution_costs=costs
    )
    projects = _draw_general_projects(rng, publisher, scale)
    needs_empty = bool(hazards & {"empty_statement", "empty_unstated", "template_rows_without_values"})
    narrow = "lost_header_column" in hazards
    if not needs_empty and rng.random() < 0.3:
        _add_fund(rng, projects, "government_fund", LEAVES["government_fund"], scale)
    if not needs_empty and rng.random() < 0.15:
        _add_fund(rng, projects, "state_capital", LEAVES["state_capital"], scale)
    general = tuple(_general_leaves(rng, publisher.main_kuan))
    if rng.random() < 0.2:
        _add_fund(rng, projects, "special_account", general, scale)
    if not narrow and rng.random() < 0.2:
        _add_fund(rng, projects, "unit_funds", general, scale)
    carried = [] if narrow or needs_empty or rng.random() < 0.6 else _draw_carried(rng, publisher, scale)
    projects = _spoil_projects(rng, projects, publisher.main_kuan, hazards)
    current, fund_total, capital_total = sum_funds(projects, APPROPRIATIONS)[1:]
    current += sum(line.amount for line in spending)
    three_public = [_sum_spending(spending, code) for code in THREE_PUBLIC]
    operating = _split_operating_costs(rng, publisher, spending)
    purchases = [(project.name, project.total) for project in projects]
    equipment = _sum_spending(spending, *EQUIPMENT)
    abroad, reception, running, purchase = (draw_change(rng, amount) for amount in three_public)
    return BudgetBook(
        publisher,
        tuple(spending),
        tuple(projects),
        tuple(carried),
        _split_revenue(rng, fund_total, ("1030148", "1030155"), hazards),
        _split_revenue(rng, capital_total, ("1030601", "1030602"), hazards),
        operating,
        rng.randint(-(current // 3), current // 3),
        (abroad, reception, running, purchase),
        draw_change(rng, sum(amount for _, amount in operating)),
        draw_organisation(rng, sum(line.amount for line in spending if line.is_personnel), hazards),
        draw_vehicles(rng, three_public[2], hazards),
        draw_procurement(rng, purchases, equipment, hazards),
        "personal_data" in hazards,
    )
