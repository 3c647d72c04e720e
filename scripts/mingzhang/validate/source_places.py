"""The files of a disclosure, where their lines are printed, and what is marked in them: against `source.txt`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mingzhang.ground.joined import split_files
from mingzhang.ground.source import Mark, PagePlace
from mingzhang.packages.source_places import (
    MAP,
    MARKS,
    NoPlacesError,
    read_marks,
    read_places,
    write_marks,
    write_places,
)
from mingzhang.schemas.source_places import LARGEST_POINT
from mingzhang.validate.contents import DESCRIPTOR, SOURCE, Contents
from mingzhang.validate.report import Report, shown
from mingzhang.validate.texts import first_difference

MOST_PAGES = 5_000
"""Pages of one file; a book has fewer."""

Fault = tuple[str, str, str]
"""Field, what stands there, what was expected."""


def check_files(contents: Contents, report: Report) -> None:
    """The names that stand between the files in `source.txt` are those of the descriptor's sources, in their order."""
    if not contents.source or not contents.descriptor:
        return
    texts, names = split_files(contents.source)
    listed = [source["title"] for source in contents.descriptor["sources"]]
    if len(listed) != len(texts):
        message = f"source.txt holds {len(texts)} files"
        report.add("source-files", DESCRIPTOR, message, field="sources", expected=f"{len(listed)}, as it lists")
        return
    row = 1
    for text, name, title in zip(texts, names, listed[1:], strict=False):
        row += text.count("\n")
        if name != title:
            report.add("source-files", SOURCE, f"the file “{shown(name)}” begins", row=row, expected=shown(title))
        row += 1


def check_map(contents: Contents, report: Report) -> None:
    """Every row of `source_map.csv` is a place there can be, on a line with text, and they stand in order."""
    if MAP not in contents.files or not contents.source or not contents.descriptor:
        return
    try:
        places = read_places(contents.files[MAP])
    except NoPlacesError as error:
        _add(error, report)
        return
    if _is_written(MAP, write_places(places), contents, report):
        _check_order(MAP, [place[:3] for place in places], report)
        files = _files_of_lines(contents.source)
        for row, place in enumerate(places, 2):
            for field, found, expected in _place_faults(place, contents.lines, files):
                report.add("source-places", MAP, found, row=row, field=field, expected=expected)


def check_marks(contents: Contents, report: Report) -> None:
    """Every row of `source_marks.csv` names a line or a cell that is there, and they stand in order."""
    if MARKS not in contents.files or not contents.source:
        return
    try:
        marks = read_marks(contents.files[MARKS])
    except NoPlacesError as error:
        _add(error, report)
        return
    if _is_written(MARKS, write_marks(marks), contents, report):
        _check_order(MARKS, [mark[:2] for mark in marks], report)
        recognised = {mark.locator for mark in marks if mark.mark == "ocr"}
        for row, mark in enumerate(marks, 2):
            for field, found, expected in _mark_faults(mark, contents.lines):
                report.add("source-places", MARKS, found, row=row, field=field, expected=expected)
            if mark.mark == "confirmed" and mark.locator not in recognised:
                report.add("source-places", MARKS, "confirmed", row=row, field="mark", expected="a place marked ocr")


def _add(error: NoPlacesError, report: Report) -> None:
    report.add(
        "source-places",
        error.path,
        shown(error.message),
        row=error.row,
        field=error.field,
        expected=shown(error.expected),
    )


def _is_written(path: str, written: bytes, contents: Contents, report: Report) -> bool:
    """Whether the file has rows and is spelled as our writer spells it."""
    if written == contents.files[path] and written.count(b"\n") > 1:
        return True
    ours, theirs = contents.files[path].decode("utf-8", "replace"), written.decode()
    row = first_difference(ours, theirs) if ours != theirs else 1
    report.add("source-places", path, "the line is not as our writer has it", row=row, expected="rows in its spelling")
    return False


def _check_order(path: str, keys: Sequence[tuple[object, ...]], report: Report) -> None:
    for row, (one, other) in enumerate(pairwise(keys), 3):
        if not one < other:
            message = "the row stands there twice" if one == other else "the row stands after one that follows it"
            report.add("source-places", path, message, row=row, expected="rows in the order of their places")


def _files_of_lines(source: str) -> list[int]:
    """Of each line, from 1, the file it belongs to, from 1."""
    files = [0]
    for number, text in enumerate(split_files(source)[0], 1):
        files += [number] * (text.count("\n") + (number > 1))
    return files


def _place_faults(place: PagePlace, lines: Sequence[str], files: Sequence[int]) -> Iterator[Fault]:
    if place.line > len(lines):
        yield "line", str(place.line), f"a line up to {len(lines)}"
        return
    if not lines[place.line - 1].strip():
        yield "line", str(place.line), "a line with text"
    if place.file != files[place.line]:
        yield "file", str(place.file), f"{files[place.line]}, which line {place.line} belongs to"
    if place.page > MOST_PAGES:
        yield "page", str(place.page), f"at most {MOST_PAGES}"
    for low, high, names in ((place.x0, place.x1, "x0,x1"), (place.y0, place.y1, "y0,y1")):
        if not -LARGEST_POINT <= low <= high <= LARGEST_POINT:
            yield names, f"{low:.1f} to {high:.1f}", f"from low to high, within {LARGEST_POINT} points"


def _mark_faults(mark: Mark, lines: Sequence[str]) -> Iterable[Fault]:
    line, cell = mark.locator
    if line > len(lines) or cell > lines[line - 1].count("\t") + 1:
        yield "locator", str(mark.locator), "a line or cell of source.txt"
    if mark.confidence and mark.mark != "ocr":
        yield "confidence", mark.confidence, "nothing: only what was recognised has one"
