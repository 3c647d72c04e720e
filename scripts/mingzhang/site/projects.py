"""Every project of a disclosure: the rows of its project tables, and the forms that describe them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mingzhang.ground.source import Locator
from mingzhang.site import addresses
from mingzhang.site.catalog import Disclosure
from mingzhang.site.forms import Form, Money
from mingzhang.site.rows import TableRow

_TABLES = ("projects", "projects_carried_over")


@dataclass(frozen=True, slots=True)
class Project:
    """One project: a row of a project table with the form linked to it, or a form that no row matches.

    `money` is what the table prints for it; without a row, what the form prints for the year.
    """

    name: str
    unit_name: str
    table: str
    row: Locator | None
    money: Money | None
    form: Form | None

    @property
    def yuan(self) -> Decimal:
        """For sorting and filtering; no money counts as none."""
        return Decimal(self.money.yuan) if self.money else Decimal(0)

    def address(self, package: str) -> tuple[str, str]:
        """Where all about it is shown: its form, or its row. Address and anchor."""
        if self.form is not None:
            return addresses.performance(package), str(self.form.place)
        return addresses.table(package, self.table), str(self.row)


def projects_of(disclosure: Disclosure) -> list[Project]:
    """All projects, the largest first; what costs the same, in the order it is printed."""
    by_row = {form.project: form for form in disclosure.forms if form.project and form.scope == "project"}
    found = [
        _of_row(table.name, row, by_row.get(row.cells["row_id"]))
        for table in disclosure.tables
        if table.name in _TABLES
        for row in table.rows
        if row.cells["row_kind"] == "project"
    ]
    shown = {project.form.form_id for project in found if project.form}
    found += [_of_form(form) for form in disclosure.forms if form.scope == "project" and form.form_id not in shown]
    return sorted(found, key=lambda project: -project.yuan)


def project_functions(disclosure: Disclosure) -> tuple[tuple[str, str], ...]:
    """Codes and names, as printed, of the functions under which the expenditure on projects is booked.

    Documents do not tell the function of a single project; this is the nearest that they print.
    """
    found = (
        (row.cells["function_code"], row.cells["function_name"])
        for table in disclosure.tables
        if table.name == "expenditure"
        for row in table.rows
        if row.cells["function_code"] and (figure := row.figures.get("project_yuan")) and Decimal(figure.yuan)
    )
    return tuple(dict.fromkeys(found))


def _of_row(table: str, row: TableRow, form: Form | None) -> Project:
    figure = row.figures.get("total_yuan")
    money = Money(figure.printed, figure.unit, figure.yuan, figure.place) if figure else None
    return Project(row.cells["project_name"], row.cells["unit_name"], table, row.place, money, form)


def _of_form(form: Form) -> Project:
    column = "year" if form.kind == "target" else "executed"
    return Project(form.name, form.unit_name, "", None, form.money(column), form)
