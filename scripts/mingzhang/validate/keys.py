"""Keys, references between the files, and the code lists they point to."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang import codes
from mingzhang.schemas import STANDARD_TABLES
from mingzhang.schemas.table import Reference
from mingzhang.validate.contents import Contents, Sheet, line_of
from mingzhang.validate.report import Report, shown

_NAMES_OF_ROWS = (
    ("facts", "row_id"),
    ("targets", "project_row_id"),
    ("evaluations", "project_row_id"),
    ("form_links", "project_row_id"),
)
"""Columns that name a row of any standard table, which no foreign key can say."""

_LEVEL_OF_LENGTH = {3: "1", 5: "2", 7: "3", 9: "4"}


def check_keys(contents: Contents, report: Report) -> None:
    """Primary keys, unique fields and foreign keys of every sheet."""
    for sheet in contents.sheets.values():
        key = sheet.table.key
        _check_unique(sheet, key, "key", report)
        for field in sheet.table.columns:
            if field.unique and key != (field.name,):
                _check_unique(sheet, (field.name,), "unique", report)
        for reference in sheet.table.references:
            if target := contents.sheets.get(reference.table):
                _check_reference(sheet, reference, target, report)


def _check_unique(sheet: Sheet, fields: tuple[str, ...], code: str, report: Report) -> None:
    values = list(zip(*(sheet.columns[name] for name in fields), strict=True))
    if len(set(values)) == len(values):
        return
    first: dict[tuple[str, ...], int] = {}
    for index, value in enumerate(values):
        if any(value) and first.setdefault(value, index) != index:
            message = f"“{shown(' '.join(value))}” stands already in line {line_of(first[value])}"
            report.add(
                code, sheet.path, message, row=line_of(index), field=",".join(fields), expected="each value once"
            )


def _check_reference(sheet: Sheet, reference: Reference, target: Sheet, report: Report) -> None:
    """A row that refers to nothing (all columns blank) is right; one of several columns may be blank on both sides."""
    nothing = ("",) * len(reference.fields)
    known = {nothing, *zip(*(target.columns[name] for name in reference.to), strict=True)}
    values = list(zip(*(sheet.columns[name] for name in reference.fields), strict=True))
    if known.issuperset(values):
        return
    field, expected = ",".join(reference.fields), f"a value of its column {','.join(reference.to)}"
    for index, value in enumerate(values):
        if value not in known:
            message = f"“{shown(' '.join(value))}” is not in {target.path}"
            report.add("foreign-key", sheet.path, message, row=line_of(index), field=field, expected=expected)


def check_rows(contents: Contents, report: Report) -> None:
    """Every `row_id` begins with its table; what names a row (of one of several tables) names one that is there."""
    known: set[str] = {""}
    for name, sheet in contents.sheets.items():
        for index, row_id in enumerate(sheet.columns.get("row_id", ()) if sheet.table in STANDARD_TABLES else ()):
            known.add(row_id)
            if not row_id.startswith(f"{name}/"):
                expected = f"{name}/ and the key of the row"
                report.add("row-id", sheet.path, shown(row_id), row=line_of(index), field="row_id", expected=expected)
    if contents.sheets.keys() < {table.name for table in contents.tables}:
        return  # rows of a file that could not be read are not known
    for name, field in _NAMES_OF_ROWS:
        sheet = contents.sheets[name]
        for index, row_id in enumerate(sheet.columns[field]):
            if row_id not in known:
                message = f"there is no row “{shown(row_id)}”"
                report.add("row-id", sheet.path, message, row=line_of(index), field=field, expected="a row_id")


def check_codes(contents: Contents, report: Report) -> None:
    """`codes.csv`: scheme, level and parent follow from the digits; name and `listed` from the lists."""
    sheet = contents.sheets.get("codes")
    if sheet is None:
        return
    known = set(sheet.columns["code"])
    for index, row in enumerate(sheet.records):
        for code, field, expected in _code_rules(row, known):
            found = f"“{shown(row[field])}” for the code {row['code']}"
            report.add(code, sheet.path, found, row=line_of(index), field=field, expected=expected or "nothing")


def _code_rules(row: dict[str, str], known: set[str]) -> Iterable[tuple[str, str, str]]:
    """(code of the rule, field, expected) for every rule that a row breaks."""
    code = row["code"]
    scheme = codes.scheme_of(code) or "functional"
    listed = codes.load_codes(scheme).get(code)
    parent = code[:-2] if len(code) > 3 else ""
    expected = {
        "scheme": scheme,
        "level": _LEVEL_OF_LENGTH.get(len(code), ""),
        "parent_code": parent,
        "listed": "true" if listed else "false",
        "name": listed.name if listed else "",
    }
    for field, value in expected.items():
        if row[field] != value:
            yield "code-listed" if field in ("listed", "name") else "code", field, value
    if parent and parent not in known:
        yield "code", "parent_code", f"a row for {parent}"
