"""The few figures that say what a disclosure is about, by the ids of their facts."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.site.language import Pair
from mingzhang.site.published_parts import PublishedParts
from mingzhang.site.rows import Figure

_OF_BASIC: Pair = ("基本支出中", "of basic:")
_OF_WHICH: Pair = ("其中", "of which")


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A name for people and the id of its fact.

    With `category` it is the total of that list of the table instead (the two lists of a final
    account's basic expenditure have totals that only their list tells apart).
    """

    label: Pair
    fact: str
    part_of: Pair = ("", "")
    category: str = ""

    @property
    def table(self) -> str:
        """The table it stands in."""
        return self.fact.split("/")[0]

    @property
    def stated_as(self) -> str:
        """The id by which sentences of the narrative speak of it."""
        head, _, tail = self.fact.partition("/")
        return f"{head}/{self.category}/{tail}" if self.category else self.fact


TOTALS = {
    "budget": (
        KeyFigure(("收入总计", "Total revenue"), "balance/revenue/total/total"),
        KeyFigure(("支出总计", "Total expenditure"), "balance/expenditure/total/total"),
    ),
    "final": (
        KeyFigure(("收入总计", "Total revenue"), "balance/revenue/total/amount"),
        KeyFigure(("支出总计", "Total expenditure"), "balance/expenditure/total/amount"),
    ),
}
PARTS = {
    "budget": (
        KeyFigure(("基本支出", "Basic expenditure"), "expenditure/total/basic"),
        KeyFigure(("项目支出", "Project expenditure"), "expenditure/total/project"),
        KeyFigure(("人员经费", "Personnel"), "basic_expenditure/total/personnel", _OF_BASIC),
        KeyFigure(("公用经费", "Running costs"), "basic_expenditure/total/public", _OF_BASIC),
    ),
    "final": (
        KeyFigure(("基本支出", "Basic expenditure"), "expenditure/total/basic"),
        KeyFigure(("项目支出", "Project expenditure"), "expenditure/total/project"),
        KeyFigure(("人员经费", "Personnel"), "basic_expenditure/total/amount", _OF_BASIC, "personnel"),
        KeyFigure(("公用经费", "Running costs"), "basic_expenditure/total/amount", _OF_BASIC, "public"),
    ),
}
THREE_PUBLIC = {
    "budget": (
        KeyFigure(("“三公”经费", "Three public expenses"), "three_public/total/total"),
        KeyFigure(("因公出国（境）", "Travel abroad"), "three_public/abroad/total", _OF_WHICH),
        KeyFigure(("公务用车", "Vehicles"), "three_public/vehicles/total", _OF_WHICH),
        KeyFigure(("公务接待", "Receptions"), "three_public/reception/total", _OF_WHICH),
    ),
    "final": (
        KeyFigure(("“三公”经费", "Three public expenses"), "three_public/total/executed"),
        KeyFigure(("因公出国（境）", "Travel abroad"), "three_public/abroad/executed", _OF_WHICH),
        KeyFigure(("公务用车", "Vehicles"), "three_public/vehicles/executed", _OF_WHICH),
        KeyFigure(("公务接待", "Receptions"), "three_public/reception/executed", _OF_WHICH),
    ),
}


def find_figure(disclosure: PublishedParts, wanted: KeyFigure) -> Figure | None:
    """The figure, or None where it is not printed: absent is absent, never zero."""
    if not wanted.category:
        return disclosure.figures.get(wanted.fact)
    for row in disclosure.table(wanted.table).rows:
        if row.cells["category"] == wanted.category and row.cells["level"] == "0":
            return row.figures.get("amount_yuan")
    return None
