"""Hazards inside tables: each function spoils finished tables and leaves the figures what they are."""

from __future__ import annotations

from random import Random

from .page import Cell, Figure, Row, Table
from .vocabulary import EMPTY_STATEMENTS

_TOTALS = ("合计", "总计", "部门合计", "本年收入合计", "收入总计", "人员经费合计")
_FUNCTION_TABLES = ("revenue", "expenditure", "general_expenditure")
_ASCII = str.maketrans("（）：", "():")


def _rows(table: Table) -> list[Row]:
    return [row for row in table.body if isinstance(row, Row)]


def _figures(table: Table) -> list[Figure]:
    return [cell for row in _rows(table) for cell in row.cells if isinstance(cell, Figure)]


def _with_data(tables: list[Table], *, at_least: int = 1) -> list[Table]:
    return [table for table in tables if table.has_data and len(table.body) >= at_least]


def _sample(rng: Random, tables: list[Table], most: int) -> list[Table]:
    return rng.sample(tables, min(len(tables), rng.randint(1, most)))


def move_total_last(rng: Random, tables: list[Table]) -> None:
    for table in tables:
        if table.id in _FUNCTION_TABLES:
            table.body.append(table.body.pop(0))


def print_zeros(rng: Random, tables: list[Table]) -> None:
    """Fill every blank of one function table with a printed zero."""
    table = rng.choice([table for table in _with_data(tables) if table.id in _FUNCTION_TABLES])
    for row in _rows(table):
        total = row.cells[0] == "合计"
        label, code = ("合计", "") if total else (str(row.cells[1]), str(row.cells[0]))
        for at, column in enumerate(table.columns, 2):
            if row.cells[at] == "":
                row.cells[at] = Figure(0, column, label, code)


def add_number_rows(rng: Random, tables: list[Table]) -> None:
    """Budgets gain a row 1 2 3 …; final accounts lose the label of theirs."""
    for table in tables:
        last = table.header[-1].cells
        if last[0] == "栏次":
            table.header[-1].cells = ["" if cell == "栏次" else cell for cell in last]
        elif table.columns or (table.id in ("balance", "three_public") and rng.random() < 0.5 and last[0] != "1"):
            skip = 2 if table.columns and rng.random() < 0.5 else 0
            numbers: list[Cell] = [str(number) for number in range(1, table.width - skip + 1)]
            table.header.append(Row([*[""] * skip, *numbers]))


def bold_totals(rng: Random, tables: list[Table]) -> None:
    for table in tables:
        for row in _rows(table):
            is_class = isinstance(row.cells[0], str) and len(row.cells[0]) == 3 and row.cells[0].isdigit()
            if row.cells[0] in _TOTALS or (is_class and rng.random() < 0.5):
                row.bold = True


def widen_digits(rng: Random, tables: list[Table]) -> None:
    found = [figure for table in tables for figure in _figures(table)]
    for figure in rng.sample(found, max(1, len(found) // 20)):
        figure.wide = True


def _break_text(rng: Random, text: str) -> str:
    """Put a blank inside, but not inside a number."""
    at = rng.choice([at for at in range(2, len(text)) if not text[at - 1 : at + 1].isdigit()] or [len(text)])
    return f"{text[:at]} {text[at:]}".rstrip()


def space_cells(rng: Random, tables: list[Table]) -> None:
    """Blanks inside headers and labels, as where a cell wrapped; codes and numbers stay whole."""
    for table in _with_data(tables):
        for row in [*table.header, *_rows(table)]:
            for at, cell in enumerate(row.cells):
                if isinstance(cell, str) and len(cell) >= 4 and not cell.isascii() and rng.random() < 0.15:
                    row.cells[at] = _break_text(rng, cell)


def use_ascii_brackets(rng: Random, tables: list[Table]) -> None:
    for table in tables:
        if rng.random() < 0.5:
            table.title = table.title.translate(_ASCII)
            table.caption = [line.translate(_ASCII) for line in table.caption]
        for row in [*table.header, *_rows(table)]:
            row.cells = [
                cell.translate(_ASCII) if isinstance(cell, str) and rng.random() < 0.5 else cell for cell in row.cells
            ]


def lose_statements(rng: Random, tables: list[Table]) -> None:
    rng.choice([table for table in tables if not table.has_data and table.statement]).statement = ""


def vary_statements(rng: Random, tables: list[Table]) -> None:
    table = rng.choice([table for table in tables if not table.has_data and table.statement])
    table.statement = rng.choice([text for text in EMPTY_STATEMENTS if text != table.statement])


def split_label(rng: Random, tables: list[Table]) -> None:
    """Cut a label at a page break: its rest makes a row of its own (004:L210-212)."""
    choice = [
        (table, at)
        for table in _with_data(tables, at_least=5)
        for at, row in enumerate(table.body)
        if isinstance(row, Row) and row.splittable is not None and len(str(row.cells[row.splittable])) >= 6
    ]
    table, at = rng.choice(choice)
    row = table.body[at]
    assert isinstance(row, Row)
    assert row.splittable is not None
    label = str(row.cells[row.splittable])
    cut = len(label) - rng.randint(1, 2)
    row.cells[row.splittable] = label[:cut]
    rest: list[Cell] = [""] * len(row.cells)
    rest[row.splittable] = label[cut:]
    table.body[at + 1 : at + 1] = ["", Row(rest)]


def break_pages(rng: Random, tables: list[Table], hazards: frozenset[str]) -> None:
    """Cut one to four tables; the rest may get the header again, or one cell more a row."""
    repeats = "repeated_header_after_page_break" in hazards
    gains = "row_gains_cell" in hazards
    for table in _sample(rng, _with_data(tables, at_least=5), 4):
        at = rng.randint(2, len(table.body) - 1)
        rest = table.body[at:]
        if gains:
            for row in rest:
                if isinstance(row, Row):
                    row.cells.append("")
        again = [Row(list(row.cells)) for row in table.header] if repeats else []
        table.body[at:] = [rng.choice(("", "\f")), *again, *rest]


def rule_off(rng: Random, tables: list[Table]) -> None:
    for table in _sample(rng, _with_data(tables, at_least=3), 2):
        dashes: list[Cell] = ["-" * rng.choice((2, 3, 7, 9)) for _ in range(table.width)]
        table.body.insert(rng.choice((len(table.body), rng.randint(1, len(table.body)))), Row(dashes))


def leave_page_number(rng: Random, tables: list[Table]) -> None:
    """A page number that became the last cell of an otherwise blank row."""
    choice = [t for t in _with_data(tables, at_least=5) if t.id not in ("three_public", "supplementary")]
    table = rng.choice(choice)
    number = Figure(100 * rng.randint(2, 40), "", "", "", "", "页", readable=False)
    table.body.insert(rng.randint(2, len(table.body)), Row([*[""] * (table.width - 1), number]))


_STEPS = (
    ("total_last", move_total_last),
    ("printed_zeros", print_zeros),
    ("number_row", add_number_rows),
    ("bold_numbers", bold_totals),
    ("full_width_digits", widen_digits),
    ("ascii_brackets", use_ascii_brackets),
    ("empty_unstated", lose_statements),
    ("empty_statement", vary_statements),
    ("page_break_splits_label", split_label),
    ("inner_spaces_in_cells", space_cells),
)


def spoil_tables(rng: Random, tables: list[Table], hazards: frozenset[str]) -> None:
    """Apply the table hazards in a fixed order; what adds rows comes last."""
    for name, step in _STEPS:
        if name in hazards:
            step(rng, tables)
    if "page_break_in_table" in hazards:
        break_pages(rng, tables, hazards)
    if "dash_rule" in hazards:
        rule_off(rng, tables)
    if "stray_number" in hazards:
        leave_page_number(rng, tables)
