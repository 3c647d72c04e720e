"""Bytes → text, the source, the README, and personal data that must be in none of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.joined import split_files
from mingzhang.ground.privacy import find_personal
from mingzhang.ground.source import Locator
from mingzhang.packages.readme import package_readme
from mingzhang.packages.source_places import MAP
from mingzhang.readers.canonical import canonicalise_files
from mingzhang.validate.contents import DESCRIPTOR, README, SOURCE, Contents, Sheet, line_of
from mingzhang.validate.report import Report
from mingzhang.validate.values import is_free_text

_DIGEST = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])")


def read_text(contents: Contents, path: str, report: Report) -> str | None:
    """The text of a file: UTF-8 without a mark, LF, a final newline, no NUL. None where it is not."""
    data = contents.files.get(path)
    if data is None:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        report.add("text-encoding", path, f"byte {error.start} is not UTF-8", row=row, expected="UTF-8")
        return None
    if text.startswith("\ufeff"):
        report.add("text-encoding", path, "the file begins with a byte-order mark", row=1, expected="none")
    elif "\0" in text:
        report.add("text-control", path, "the file holds NUL characters", row=_row(text, "\0"), expected="text")
    elif "\r" in text:
        report.add("text-line-ends", path, "the file holds CR line ends", row=_row(text, "\r"), expected="LF only")
    elif not text.endswith("\n"):
        message = "the last line has no end" if text else "the file is empty"
        report.add("text-final-newline", path, message, expected="one LF at the end")
    else:
        return text
    return None


def _row(text: str, char: str) -> int:
    return text.count("\n", 0, text.index(char)) + 1


def check_source(contents: Contents, report: Report) -> None:
    """Read `source.txt` into the contents if it is exactly the canonical form of itself."""
    text = read_text(contents, SOURCE, report)
    if text is None:
        return
    try:
        canonical = canonicalise_files(text, contents.folder / SOURCE)
    except DisclosureError as error:
        expected = error.expected or "the canonical form of a disclosure"
        report.add("source-canonical", SOURCE, error.message, row=error.line, expected=expected)
        return
    if canonical != text:
        row = first_difference(text, canonical)
        report.add("source-canonical", SOURCE, "the line is not in the canonical form", row=row)
        return
    contents.source = text


def check_readme(contents: Contents, report: Report) -> None:
    """The README is what the descriptor and `tables.csv` make it, if nothing is wrong with these two."""
    text, tables = read_text(contents, README, report), contents.sheets.get("tables")
    if text is None or tables is None or not contents.descriptor:
        return
    if report.names(DESCRIPTOR) or report.names(tables.path):
        return
    expected = package_readme(contents.descriptor, tables.records)
    if text != expected:
        row = first_difference(text, expected)
        report.add("readme", README, "the line is not what the package's data make it", row=row)


def check_personal(contents: Contents, report: Report) -> None:
    """No personal data anywhere; only its place is told, never the value."""
    for place in _unmasked(contents.source):
        field = f"cell {place.cell}" if place.cell else ""
        report.add("personal-data", SOURCE, "personal data is not masked", row=place.line, field=field)
    sheets = {sheet.path: sheet for sheet in contents.sheets.values()}
    _check_sheets(list(sheets.values()), report)
    for path in sorted(set(contents.files) - set(sheets) - {SOURCE, DESCRIPTOR, MAP}):
        text = _DIGEST.sub("", contents.files[path].decode("utf-8", "replace"))
        for place in find_personal(text):
            report.add("personal-data", path, "personal data is not masked", row=place.line)
    if contents.descriptor:
        own = {k: v for k, v in contents.descriptor.items() if k not in ("resources", "columnTypes")}
        own["sources"] = [{k: v for k, v in one.items() if k != "path"} for one in own["sources"]]
        if find_personal(_DIGEST.sub("", json.dumps(own, ensure_ascii=False))):
            report.add("personal-data", DESCRIPTOR, "personal data is not masked")


def _unmasked(source: str) -> Iterator[Locator]:
    """What is left in the text of each file: masking does not look from one file into the next."""
    before = 0
    for part in split_files(source)[0] if source else ():
        for place in find_personal(part):
            yield Locator(before + place.line, place.cell)
        before += part.count("\n") + 1


def _check_sheets(sheets: list[Sheet], report: Report) -> None:
    """Cell by cell, but only if all different texts of the package together hold anything at all."""
    columns = [(sheet, field.name) for sheet in sheets for field in sheet.table.columns if is_free_text(field)]
    if not find_personal("\n".join(sorted({text for sheet, name in columns for text in sheet.columns[name]}))):
        return
    for sheet, name in columns:
        for index, text in enumerate(sheet.columns[name]):
            if find_personal(text):
                report.add("personal-data", sheet.path, "personal data is not masked", row=line_of(index), field=name)


def first_difference(text: str, expected: str) -> int:
    """The first line, from 1, in which two texts differ."""
    ours, theirs = text.split("\n"), expected.split("\n")
    for number, (one, other) in enumerate(zip(ours, theirs, strict=False), 1):
        if one != other:
            return number
    return min(len(ours), len(theirs)) + 1
