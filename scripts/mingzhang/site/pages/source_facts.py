"""What was taken from each line of a source, and where it leads: rows, forms, statements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from mingzhang.ground.source import Locator
from mingzhang.site import addresses
from mingzhang.site.catalog import Disclosure
from mingzhang.site.forms import Form
from mingzhang.site.page import Links
from mingzhang.site.pages.performance import TOLD
from mingzhang.site.published_parts import StandardTable
from mingzhang.site.statement_places import StatementPlace, anchor, statement_places

_LONGEST_LINK = 60
"""Characters of a cell that are a link as a whole; a longer text gets a link after it."""
_TABLE_LEVEL = 3
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that data refers to: where it leads (nothing if it has only an address), and whether it is an amount."""

    href: str
    is_amount: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known about the lines of one source.

    `cells` by line and place; `tables` by line; `bodies` the first line of the rows of a table; `statements`
    the statements by line; `headings` the level that a line has as a heading, 2 to 6.
    """

    links: Links
    package: str
    cells: dict[int, dict[int, Cell]]
    tables: dict[int, StandardTable]
    bodies: dict[str, int]
    statements: dict[int, list[StatementPlace]]
    headings: dict[int, int]

    def statement_href(self, found: StatementPlace) -> str:
        """Where a statement is told: the page of the disclosure."""
        return self.links.href(addresses.disclosure(self.package), anchor(found.statement))


def read_facts(disclosure: Disclosure, links: Links) -> Facts:
    """Gather them from tables, forms and narrative."""
    tables: dict[int, StandardTable] = {}
    for table in disclosure.tables:
        if table.first_line:
            tables.update(dict.fromkeys(range(table.first_line, table.last_line + 1), table))
    bodies = {table.name: min(row.place.line for row in table.rows) for table in disclosure.tables if table.rows}
    return Facts(
        links,
        disclosure.name,
        read_cells(disclosure, links),
        tables,
        bodies,
        statement_places(disclosure.narrative, disclosure.lines),
        _headings(disclosure),
    )


def read_cells(disclosure: Disclosure, links: Links) -> dict[int, dict[int, Cell]]:
    """Only the cells of tables and forms: by line and place, where each is shown."""
    cells: dict[int, dict[int, Cell]] = defaultdict(dict)
    for form in disclosure.forms:
        _add_form(cells, form, links, addresses.performance(disclosure.name))
    for table in disclosure.tables:
        _add_rows(cells, table, links, addresses.table(disclosure.name, table.name))
    return dict(cells)


def is_long(text: str) -> bool:
    """Whether a cell is better linked after its text than as a whole."""
    return len(text) > _LONGEST_LINK


def _add_rows(cells: dict[int, dict[int, Cell]], table: StandardTable, links: Links, page: str) -> None:
    """Every record leads to its row, every amount too; an amount's cell is never taken for a name."""
    for row in table.rows:
        href = links.href(page, str(row.place))
        _put(cells, row.place, Cell(href))
        for figure in row.figures.values():
            cells[figure.place.line][figure.place.cell] = Cell(href, is_amount=True)


def _add_form(cells: dict[int, dict[int, Cell]], form: Form, links: Links, page: str) -> None:
    """Indicators, fields and money lead to themselves; fields of the head to the form."""
    for indicator in form.indicators:
        _put(cells, indicator.place, Cell(links.href(page, str(indicator.place))))
    for field, entry in form.entries.items():
        shown = entry.place if field in TOLD and entry.value else form.place
        _put(cells, entry.place, Cell(links.href(page, str(shown))))
    for money in (money for fund in form.funds for money in fund.amounts.values()):
        cells[money.place.line][money.place.cell] = Cell(links.href(page, str(money.place)), is_amount=True)


def _put(cells: dict[int, dict[int, Cell]], place: Locator, cell: Cell) -> None:
    if place.cell:
        cells[place.line].setdefault(place.cell, cell)


def _headings(disclosure: Disclosure) -> dict[int, int]:
    """Sections by their level and titles of standard tables."""
    found = {table.first_line: _TABLE_LEVEL for table in disclosure.tables if table.first_line}
    for section in disclosure.narrative.sections:
        if section.place and not section.place.cell:
            found[section.place.line] = min(section.level + 1, _DEEPEST)
    return found
