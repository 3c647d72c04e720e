"""`source_map.csv` and `source_marks.csv`: written, and read back without trust."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import cast

from mingzhang.ground.csv_cells import split_csv
from mingzhang.ground.escape import csv_text, from_csv_text
from mingzhang.ground.privacy import mask
from mingzhang.ground.source import Locator, Mark, MarkKind, PagePlace, Source
from mingzhang.schemas.fields import Field
from mingzhang.schemas.source_places import SOURCE_MAP, SOURCE_MARKS
from mingzhang.schemas.table import Table

PATHS: Mapping[str, Table] = {f"{table.name}.csv": table for table in (SOURCE_MAP, SOURCE_MARKS)}
"""The files by their path in the package."""

MAP, MARKS = "source_map.csv", "source_marks.csv"
_COUNT = re.compile(r"[1-9][0-9]{0,6}")
_PLACE = re.compile(r"L([1-9][0-9]{0,6})(?:C([1-9][0-9]{0,5}))?")


class NoPlacesError(ValueError):
    """What is no row of such a file: `row` is its line, from 1, `field` blank where the row as a whole is none."""

    def __init__(self, path: str, row: int, field: str, found: str, expected: str) -> None:
        self.path, self.row, self.field, self.expected = path, row, field, expected
        self.message = f"{f'{field}: ' if field else ''}“{mask(found[:40])}”"
        super().__init__(f"{path}:{row}: {self.message}; expected {expected}")


def table_path(name: str) -> str:
    """Where the table of this name lies in a package: beside the source, or under `data/` as all others."""
    return f"{name}.csv" if f"{name}.csv" in PATHS else f"data/{name}.csv"


def source_files(source: Source) -> dict[str, bytes]:
    """The files that lie beside `source.txt`: none where no reader said where lines stand or what is to be known."""
    files = {}
    if source.places:
        files[MAP] = write_places(source.places)
    if source.marks:
        files[MARKS] = write_marks(source.marks)
    return files


def write_places(places: Iterable[PagePlace]) -> bytes:
    """`source_map.csv`: coordinates with one decimal."""
    return _write(SOURCE_MAP, ((p.line, p.file, p.page, *(f"{x:.1f}" for x in p[3:])) for p in places))


def write_marks(marks: Iterable[Mark]) -> bytes:
    """`source_marks.csv`: notes are harmless in a spreadsheet."""
    return _write(SOURCE_MARKS, ((mark.locator, mark.mark, mark.confidence, csv_text(mark.note)) for mark in marks))


def read_places(data: bytes) -> tuple[PagePlace, ...]:
    """The rows of a map; `NoPlacesError` for a form that is none, whatever order or range the values have."""
    return tuple(
        PagePlace(int(row[0]), int(row[1]), int(row[2]), *map(float, row[3:])) for row in _rows(SOURCE_MAP, data)
    )


def read_marks(data: bytes) -> tuple[Mark, ...]:
    """The rows of marks; `NoPlacesError` for a form that is none."""
    return tuple(
        Mark(_locator(place), cast(MarkKind, mark), confidence, from_csv_text(note))
        for place, mark, confidence, note in _rows(SOURCE_MARKS, data)
    )


def _locator(text: str) -> Locator:
    found = _PLACE.fullmatch(text)
    assert found is not None  # its column's pattern says so
    return Locator(int(found[1]), int(found[2] or 0))


def _write(table: Table, rows: Iterable[Iterable[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.fields)
    writer.writerows(rows)
    return out.getvalue().encode()


def _rows(table: Table, data: bytes) -> Iterator[list[str]]:
    path = f"{table.name}.csv"
    try:
        listed = list(split_csv(data.decode("utf-8")))
    except ValueError as error:  # no UTF-8, or no CSV
        raise NoPlacesError(path, getattr(error, "line", 1), "", str(error), "CSV in UTF-8") from None
    header = listed[0][1] if listed else []
    if header != list(table.fields):
        raise NoPlacesError(path, 1, "", ",".join(header), ",".join(table.fields))
    for number, row in listed[1:]:
        if len(row) != len(header):
            raise NoPlacesError(path, number, "", ",".join(row), f"{len(header)} cells")
        for field, value in zip(table.columns, row, strict=True):
            if (value or field.required) and (expected := _fault(field, value)):
                raise NoPlacesError(path, number, field.name, value, expected)
        yield row


def _fault(field: Field, value: str) -> str:
    """What was expected of a value, or nothing where it is right."""
    if field.enum:
        return "" if value in field.enum else f"one of {', '.join(field.enum)}"
    if field.name == "locator":
        return "" if _PLACE.fullmatch(value) else "a place such as L165C5"
    if field.type == "integer":
        return "" if _COUNT.fullmatch(value) else "a whole number from 1"
    return "" if not field.pattern or _compile(field.pattern).fullmatch(value) else f"the form {field.pattern}"


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)
