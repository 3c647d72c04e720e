"""Keys, references between the files, and the code lists they point to."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang import codes
from mingzhang.validate.contents import Contents, Sheet, line_of
from mingzhang.validate.report import Report, shown

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
                _check_reference(sheet, reference.field, target, reference.to, report)


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


def _check_reference(sheet: Sheet, field: str, target: Sheet, to: str, report: Report) -> None:
    known = {"", *target.columns[to]}
    values = sheet.columns[field]
    if known.issuperset(values):
        return
    for index, value in enumerate(values):
        if value not in known:
            message = f"“{shown(value)}” is not in {target.path}"
            expected = f"a value of its column {to}"
            report.add("foreign-key", sheet.path, message, row=line_of(index), field=field, expected=expected)


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
