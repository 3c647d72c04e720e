"""`tables.csv` against what the other files hold, and the ledger entries that must speak of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mingzhang.schemas import STANDARD_TABLES
from mingzhang.schemas.whole import is_whole
from mingzhang.validate.contents import Contents, Sheet, line_of
from mingzhang.validate.report import Report, shown

_COUNTS = (
    "records",
    "facts",
    "numeric_cells",
    "captured_cells",
    "structural_cells",
    "not_applicable_cells",
    "unread_cells",
)
_Fault = tuple[str, str, str, str]
"""Code, field, message, expected."""


class _Ledger(NamedTuple):
    """By table: numeric and read cells that R00 states, and how many unread cells R01 lists."""

    accounts: dict[str, list[tuple[str, str]]]
    unread: Counter[str]


def check_accounts(contents: Contents, report: Report) -> None:
    """One row per standard table in the published order, with numbers that agree with the files; then its parts."""
    sheet = contents.sheets.get("tables")
    if sheet is None:
        return
    names = [table.name for table in contents.tables if table in STANDARD_TABLES]
    whole = [row["table"] for row in sheet.records if is_whole(row)]
    if whole != names:
        report.add("table-list", sheet.path, shown(", ".join(whole)), field="table", expected=", ".join(names))
        return
    checks = contents.sheets.get("checks")
    ledger = _read_ledger(checks) if checks else None
    facts = _facts_by_part(contents)
    for index, row in enumerate(sheet.records):
        if not is_whole(row):
            for code, field, message, expected in _part_faults(row, sheet.records[index - 1], facts):
                report.add(code, sheet.path, message, row=line_of(index), field=field, expected=expected)
            continue
        for name in _COUNTS:
            if not row[name]:
                report.add("required", sheet.path, "the cell is blank", row=line_of(index), field=name)
        if not all(row[name] for name in _COUNTS):
            continue
        counts = {name: int(row[name]) for name in _COUNTS}
        faults = [
            *_count_faults(row, counts, contents),
            *_sum_faults(counts),
            *_state_faults(row, counts, contents),
            *(_ledger_faults(row, counts, ledger) if ledger else ()),
        ]
        for code, field, message, expected in faults:
            report.add(code, sheet.path, message, row=line_of(index), field=field, expected=expected)


def _facts_by_part(contents: Contents) -> Mapping[tuple[str, str, str], int] | None:
    sheet = contents.sheets.get("facts")
    if sheet is None:
        return None
    return Counter((row["table"], row["unit_code"], row["direction"]) for row in sheet.records)


def _part_faults(
    row: dict[str, str], before: dict[str, str], facts: Mapping[tuple[str, str, str], int] | None
) -> Iterator[_Fault]:
    """A part follows its table, counts its facts, and accounts for no cells."""
    if before["table"] != row["table"]:
        yield "table-list", "table", row["table"], f"a part of {before['table']}, or another table"
    if before["state"] != row["state"]:
        yield "table-state", "state", row["state"], f"{before['state']}, as the table's own row"
    for name in _COUNTS[2:]:
        if row[name]:
            yield "count", name, row[name], "nothing: cells are counted for the whole table"
    number = facts[row["table"], row["unit_code"], row["direction"]] if facts is not None else int(row["facts"])
    if not number or int(row["facts"]) != number:
        yield "count", "facts", row["facts"], f"{number}, its facts in facts.csv"


def _count_faults(row: dict[str, str], counts: dict[str, int], contents: Contents) -> Iterator[_Fault]:
    records, facts = contents.sheets.get(row["table"]), contents.sheets.get("facts")
    if records is not None and len(records.rows) != counts["records"]:
        yield "count", "records", row["records"], f"{len(records.rows)}, the rows of {records.path}"
    if facts is not None:
        number = facts.columns["table"].count(row["table"])
        if number != counts["facts"]:
            yield "count", "facts", row["facts"], f"{number}, the facts of this table in {facts.path}"


def _sum_faults(counts: dict[str, int]) -> Iterator[_Fault]:
    """Text where a number belongs is unread too, but is no numeric cell; hence no plain equation."""
    rest = counts["numeric_cells"] - counts["captured_cells"] - counts["structural_cells"]
    if not 0 <= rest <= counts["unread_cells"]:
        message = f"{rest} numeric cells are neither captured nor structural"
        yield "count", "numeric_cells", message, f"from 0 to {counts['unread_cells']}, the unread cells"
    if counts["facts"] != counts["captured_cells"]:
        yield "count", "captured_cells", str(counts["captured_cells"]), f"{counts['facts']}, the facts"


def _state_faults(row: dict[str, str], counts: dict[str, int], contents: Contents) -> Iterator[_Fault]:
    has_data = bool(counts["facts"] or counts["unread_cells"])
    is_present = bool(row["first_line"])
    if has_data != (row["state"] == "data"):
        yield "table-state", "state", row["state"], "data" if has_data else "an empty or missing table"
    if is_present == (row["state"] == "missing"):
        yield "table-state", "state", row["state"], "missing where the table has no lines, and only there"
    first, last = int(row["first_line"] or 0), int(row["last_line"] or 0)
    if contents.source and is_present and not first <= last <= len(contents.lines):
        expected = f"first to last line, up to {len(contents.lines)}"
        yield "locator", "last_line", f"lines {first} to {last}", expected


def _ledger_faults(row: dict[str, str], counts: dict[str, int], ledger: _Ledger) -> Iterator[_Fault]:
    """R00 accounts for each table that is present; R01 lists each unread cell, those of second prints included."""
    read = counts["captured_cells"] + counts["structural_cells"]
    expected = [(str(counts["numeric_cells"]), str(read))] if row["first_line"] else []
    found = ledger.accounts.get(row["table"], [])
    if found != expected:
        message = f"checks.csv accounts for this table with {shown(found) if found else 'nothing'}"
        yield "ledger", "numeric_cells", message, f"R00 with {expected}" if expected else "no R00"
    listed = ledger.unread.get(row["table"], 0)
    if listed != counts["unread_cells"]:
        yield "ledger", "unread_cells", row["unread_cells"], f"{listed}, the R01 entries of checks.csv"


def _read_ledger(sheet: Sheet) -> _Ledger:
    accounts: dict[str, list[tuple[str, str]]] = {}
    unread: Counter[str] = Counter()
    for entry in sheet.records:
        if entry["check"] == "R00":
            accounts.setdefault(entry["instance"].partition("/")[0], []).append(
                (entry["left_value"], entry["right_value"])
            )
        elif entry["check"] == "R01":
            unread[entry["instance"].partition("/")[0]] += 1
    return _Ledger(accounts, unread)
