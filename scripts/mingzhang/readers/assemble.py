"""What readers made of the files of one disclosure → its canonical, masked source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from mingzhang.ground.joined import each_file, join_files
from mingzhang.ground.privacy import mask, masked_places
from mingzhang.ground.source import Locator, Mark, Original, PagePlace, Source
from mingzhang.readers.canonical import canonicalise, check_cells, split_line
from mingzhang.readers.port import MapRow, Reading

Move = Callable[[Locator], Locator | None]


def assemble(originals: Sequence[Original], readings: Sequence[Reading], paths: Sequence[Path]) -> Source:
    """One source of one or several files, in their order; personal data is masked file by file, in notes as well.

    Raises `DisclosureError` with a code `read-…` and the path of the file it speaks of.
    """
    texts = [canonicalise(reading.text, path) for reading, path in zip(readings, paths, strict=True)]
    text = each_file(mask, join_files(texts, [original.file_name for original in originals]))
    check_cells(text, paths[0])
    places: list[PagePlace] = []
    marks: list[Mark] = []
    before = 0
    for number, (reading, canonical) in enumerate(zip(readings, texts, strict=True), 1):
        move = _follow(reading.text, canonical)
        places += sorted(_move_places(reading.places, canonical.split("\n"), number, before, move))
        marks += _merge(_move_marks(reading.marks, before, move))
        before += canonical.count("\n") + 1
    return Source(text, tuple(originals), masked_places(text), tuple(places), tuple(marks))


def _move_places(
    rows: Sequence[MapRow], lines: Sequence[str], file: int, before: int, move: Move
) -> Iterator[PagePlace]:
    """Lines without text stand nowhere."""
    for row in rows:
        moved = move(Locator(row.line))
        if moved is not None and lines[moved.line - 1].strip():
            yield PagePlace(before + moved.line, file, row.page, *(round(float(x), 1) + 0.0 for x in row[2:]))


def _move_marks(marks: Sequence[Mark], before: int, move: Move) -> Iterator[Mark]:
    for mark in marks:
        if (moved := move(mark.locator)) is not None:
            place = Locator(before + moved.line, moved.cell)
            yield Mark(place, mark.mark, mark.confidence, mask(" ".join(mark.note.split())))


def _merge(marks: Iterable[Mark]) -> Iterator[Mark]:
    """In the order of their places, one for each place and kind: the lowest confidence, all that is noted."""
    for (locator, kind), alike in groupby(sorted(marks, key=lambda mark: mark[:2]), key=lambda mark: mark[:2]):
        same = list(alike)
        notes = dict.fromkeys(mark.note for mark in same if mark.note)
        confidence = min((mark.confidence for mark in same if mark.confidence), default="")
        yield Mark(locator, kind, confidence, "；".join(notes))


def _follow(text: str, canonical: str) -> Move:
    """Where a place of a reader's text stands in its canonical form; None for the blank lines dropped at the end."""
    last = canonical.count("\n")
    moved = _moved_lines(text)

    def move(place: Locator) -> Locator | None:
        found = _find(place, *moved[place.line - 1]) if moved else place
        return found if found.line <= last else None

    return move


def _moved_lines(text: str) -> list[tuple[int, list[str]]]:
    """Of each line of a text, the first line it becomes and all that it becomes; empty where no line moves."""
    if "\f" not in text and "\r" not in text:
        return []
    found, next_line = [], 1
    for line in text.split("\n"):
        parts = split_line(line)
        found.append((next_line, parts))
        next_line += len(parts)
    return found


def _find(place: Locator, first: int, parts: Sequence[str]) -> Locator:
    """The part that holds a cell; of a whole line, the first part with any text."""
    if not place.cell:
        return Locator(first + next((i for i, part in enumerate(parts) if part.strip()), 0))
    cell = place.cell
    for index, part in enumerate(parts):
        tabs = part.count("\t")
        if part != "\f" and cell <= tabs + 1:
            return Locator(first + index, cell if tabs else 0)
        cell -= tabs
    return Locator(first)
