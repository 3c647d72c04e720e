"""CSV files: exactly as our writer would write them, with the columns of the schema."""

from __future__ import annotations

import csv
import io

from mingzhang.ground.csv_cells import LONGEST_LINE, NotCsvError, split_csv
from mingzhang.schemas import Table
from mingzhang.validate.contents import Contents, Sheet
from mingzhang.validate.report import Report, shown
from mingzhang.validate.texts import first_difference, read_text
from mingzhang.validate.values import check_values


def check_tables(contents: Contents, report: Report) -> None:
    """Read every CSV file; only those whose form and values are right go into the contents."""
    for table in contents.tables:
        path = f"data/{table.name}.csv"
        text = read_text(contents, path, report)
        rows = None if text is None else _read_rows(text, path, report)
        if text is None or rows is None or not _has_columns(rows, table, path, report):
            continue
        if _has_cells(rows, path, report) and _has_lines(rows, text, path, report):
            sheet = Sheet(table, path, _widened(table, rows))
            if check_values(sheet, report):
                contents.sheets[table.name] = sheet


def _read_rows(text: str, path: str, report: Report) -> list[list[str]] | None:
    """The rows if writing them again gives the same text: RFC 4180 in one spelling only."""
    if len(text) > LONGEST_LINE and (row := _long_line(text)):
        report.add("csv-syntax", path, "the line is too long", row=row, expected=f"{LONGEST_LINE} characters or fewer")
        return None
    try:
        rows = [row for _, row in split_csv(text)]
    except NotCsvError as error:
        report.add("csv-syntax", path, shown(error), row=error.line, expected="CSV (RFC 4180)")
        return None
    if '"' not in text:
        return rows  # without quotation marks there is one spelling only
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    if out.getvalue() != text:
        row = first_difference(text, out.getvalue())
        expected = "quotation marks only where a cell holds a comma or a quotation mark"
        report.add("csv-form", path, "the line is not spelled as our writer spells it", row=row, expected=expected)
        return None
    return rows


def _long_line(text: str) -> int:
    """The first line that is too long, from 1, or 0."""
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if len(line) > LONGEST_LINE), 0)


def _has_columns(rows: list[list[str]], table: Table, path: str, report: Report) -> bool:
    header = rows[0] if rows else []
    if table.widened(header) is not None:
        return _has_no_blank_column(rows, table, path, report)
    always = table.narrowed(())
    missing = [name for name in always.fields if name not in header]
    unknown = [name for name in header if name not in table.fields]
    said = [
        f"{what} {shown(', '.join(names))}"
        for what, names in (("there is no column", missing), ("nobody knows the column", unknown))
        if names
    ]
    message = "; ".join(said) or "the columns stand in another order or twice"
    report.add("columns", path, message, row=1, expected=", ".join(table.narrowed(header).fields))
    return False


def _has_no_blank_column(rows: list[list[str]], table: Table, path: str, report: Report) -> bool:
    """A column that stands where it is printed holds something."""
    width = len(rows[0])
    blank = [
        name
        for place, name in enumerate(rows[0])
        if name in table.where_printed and not any(row[place] for row in rows[1:] if len(row) == width)
    ]
    if blank:
        expected = "only columns that the document prints, besides those of every file"
        report.add("columns", path, f"the column {shown(', '.join(blank))} holds nothing", row=1, expected=expected)
    return not blank


def _widened(table: Table, rows: list[list[str]]) -> list[list[str]]:
    """The rows below the header with every column of the table, blank where the file lacks it."""
    places = table.widened(rows[0])
    assert places is not None
    if None not in places:
        return rows[1:]
    return [["" if place is None else row[place] for place in places] for row in rows[1:]]


def _has_cells(rows: list[list[str]], path: str, report: Report) -> bool:
    """One cell for each column."""
    width = len(rows[0])
    wrong = [(number, len(row)) for number, row in enumerate(rows, 1) if len(row) != width]
    for number, found in wrong:
        report.add("cell-count", path, f"the row has {found} cells", row=number, expected=str(width))
    return not wrong


def _has_lines(rows: list[list[str]], text: str, path: str, report: Report) -> bool:
    """Every row is one line: no cell holds a line end."""
    if text.count("\n") == len(rows):
        return True
    number = next(number for number, row in enumerate(rows, 1) if any("\n" in cell for cell in row))
    report.add("text-control", path, "a cell holds a line end", row=number, expected="one line")
    return False
