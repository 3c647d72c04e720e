"""Two disclosures of one unit that agree with each other: two years, or the budget and its final account.

The second is made from the figures of the first, so what it says of the first is true.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Literal

from . import budget_text, final_text
from .budget_book import EQUIPMENT, BudgetBook, Project, draw_budget
from .budget_tables import build_budget_tables
from .circumstances import draw_procurement, write_organisation
from .compose import Story, _compose
from .final_book import Account, FinalBook, draw_final, draw_small_firms, spread_vehicles
from .final_tables import build_final_tables
from .forms import write_evaluations
from .model import Document, Identity, Kind, Scope
from .page import NumberStyle, Page
from .places import choose_publisher

Relation = Literal["budgets", "finals", "account"]
_NONE: frozenset[str] = frozenset()


def generate_pair(seed: int, relation: Relation, *, scope: Scope = "dept") -> tuple[Document, Document]:
    """The earlier and the later disclosure: two budgets, two final accounts, or a budget and its final account."""
    rng = Random(f"mingzhang-pair-{seed}")
    publisher = choose_publisher(rng, scope)
    code, year = f"{rng.randint(1, 480):03d}", rng.randint(2019, 2025)
    style = NumberStyle(separators=rng.random() < 0.5, fixed=True)
    kinds: dict[Relation, tuple[Kind, Kind]] = {
        "budgets": ("budget", "budget"),
        "finals": ("final", "final"),
        "account": ("budget", "final"),
    }
    first, second = kinds[relation]
    later = year if relation == "account" else year + 1
    identities = [
        Identity(publisher.entity, publisher.place.code, code, at, scope, kind)
        for at, kind in ((year, first), (later, second))
    ]
    if relation == "finals":
        final = draw_final(rng, publisher, _NONE)
        return _write_final(seed, identities[0], final, style), _write_final(
            seed, identities[1], _next_account(rng, final), style
        )
    budget = draw_budget(rng, publisher, _NONE)
    before = _write_budget(seed, identities[0], budget, style)
    if relation == "budgets":
        return before, _write_budget(seed, identities[1], _next_budget(rng, budget), style)
    return before, _write_final(seed, identities[1], _account_of(rng, budget), style)


def generate_years(seed: int, years: int, *, first: int = 2018) -> list[Document]:
    """One department's budget of each year, and the final account of every year but the last."""
    rng = Random(f"mingzhang-years-{seed}")
    publisher = choose_publisher(rng, "dept")
    code = f"{rng.randint(1, 480):03d}"
    style = NumberStyle(separators=rng.random() < 0.5, fixed=True)
    book = draw_budget(rng, publisher, _NONE)
    documents = []
    for year in range(first, first + years):
        budget = Identity(publisher.entity, publisher.place.code, code, year, "dept", "budget")
        documents.append(_write_budget(seed, budget, book, style))
        if year < first + years - 1:
            account = Identity(publisher.entity, publisher.place.code, code, year, "dept", "final")
            documents.append(_write_final(seed, account, _account_of(rng, book), style))
        book = _next_budget(rng, book)
    return documents


def _next_budget(rng: Random, book: BudgetBook) -> BudgetBook:
    """Next year: the same but for general money of some projects; the change is told."""
    projects = []
    for project in book.projects:
        amounts = dict(project.amounts)
        if "general" in amounts:
            amounts["general"] += rng.randint(0, max(1, amounts["general"] // 3))
        projects.append(Project(project.unit, project.name, amounts, project.leaves))
    change = sum(p.total for p in projects) - sum(p.total for p in book.projects)
    return replace(book, projects=tuple(projects), change=change, three_public_change=(0, 0, 0, 0), operating_change=0)


def _next_account(rng: Random, book: FinalBook) -> FinalBook:
    """Next year: every account opens with what it closed with."""
    accounts = tuple(
        replace(a, opening=a.closing, closing=rng.randint(0, a.closing), project=a.project + rng.randint(0, 20))
        for a in book.accounts
    )
    after = replace(book, accounts=accounts, three_public_change=(0, 0, 0, 0), operating_change=0)
    return replace(after, change=_total(after) - _total(book))


def _total(book: FinalBook) -> int:
    return sum(book.by_fund("revenue")) + sum(book.other_revenue()) + sum(book.by_fund("opening"))


def _account_of(rng: Random, book: BudgetBook) -> FinalBook:
    """The final account of a budget: basic expenditure as budgeted, general projects almost."""
    general = book.of_fund("general")
    accounts = tuple(
        Account(leaf, "general", basic, project - rng.randint(0, max(0, project // 10)), 0, 0)
        for leaf, (_, basic, project) in sorted(general.items())
    )
    public = tuple(book.public_spending(code) for code in ("30212", "31013", "30231", "30217"))
    names = [project for project in book.projects if list(project.amounts) == ["general"] and project.total > 0]
    evaluated = tuple((p.name, p.total, rng.randint(p.total // 2, p.total)) for p in names[:2])
    purchases = [(name, spent) for name, _, spent in evaluated]
    procurement = draw_procurement(rng, purchases, book.public_spending(*EQUIPMENT), _NONE)
    return FinalBook(
        book.publisher,
        book.spending,
        accounts,
        (),
        (public[0], public[1], public[2], public[3]),
        procurement,
        spread_vehicles(rng, book.vehicles),
        0,
        0,
        evaluated,
        (0, 0, 0, 0),
        0,
        draw_small_firms(rng, procurement),
        book.organisation,
    )


def _write_budget(seed: int, identity: Identity, book: BudgetBook, style: NumberStyle) -> Document:
    """Both documents of a pair draw what they do not share from the same numbers."""
    rng = Random(f"mingzhang-pair-text-{seed}")
    tables = build_budget_tables(book, identity.year, department=identity.scope == "dept", hazards=_NONE)
    spoken = NumberStyle(separators=True, fixed=True)

    def narrate(page: Page, headings: list[str]) -> None:
        budget_text.write_budget_narrative(rng, page, identity, book, spoken, headings)

    organisation = write_organisation(rng, book.publisher, book.organisation, "")
    return _compose(rng, identity, Story(tables, organisation, narrate), _NONE, style)


def _write_final(seed: int, identity: Identity, book: FinalBook, style: NumberStyle) -> Document:
    rng = Random(f"mingzhang-pair-text-{seed}")

    def narrate(page: Page, headings: list[str]) -> None:
        final_text.write_final_narrative(rng, page, identity, book, style, headings)
        write_evaluations(page, identity, book, style)

    organisation = write_organisation(rng, book.publisher, book.organisation, "")
    return _compose(rng, identity, Story(build_final_tables(book), organisation, narrate), _NONE, style)
