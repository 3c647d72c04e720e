"""Real PDFs, where they are there: the figures a careful reader found, those a second reader finds, sums that hold."""

from __future__ import annotations

import csv
import io
import logging
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pdfplumber
import pytest
from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.pdf import read
from mingzhang.readers.port import Reading

SHARED = Path(__file__).parents[2] / "shared"
DOCUMENTS, TRUTH = SHARED / "documents", SHARED / "truth" / "cells.tsv"
FILES = sorted(DOCUMENTS.rglob("*.pdf"))
_NUMBER = re.compile(r"-?[\d,]*\d(\.\d+)?%?")
_EVERY = 6  # of the documents, for the slow second reader

pytestmark = [
    pytest.mark.originals,
    pytest.mark.skipif(not FILES, reason="the real PDFs (../shared/documents) are not here: NOT TESTED against them"),
]


@cache
def reading_of(path: Path) -> Reading | None:
    """The reading of a document; None for a scan."""
    try:
        return read(path.name, path.read_bytes())
    except DisclosureError as error:
        if error.code != "read-no-text":
            raise
        return None


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def lines_by_page(reading: Reading) -> dict[int, list[str]]:
    lines = reading.text.split("\n")
    found: defaultdict[int, list[str]] = defaultdict(list)
    for place in reading.places:
        found[place.page].append(lines[place.line - 1])
    return found


def numbers_on(lines: list[str]) -> Counter[str]:
    cells = (plain(cell) for line in lines if "\t" in line for cell in line.split("\t"))
    return Counter(cell for cell in cells if _NUMBER.fullmatch(cell))


def test_every_figure_a_careful_reader_found_stands_in_one_cell_of_its_page() -> None:
    with TRUTH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    missing = []
    for row in rows:
        if not row["file"].endswith(".pdf"):
            continue
        reading = reading_of(DOCUMENTS / row["file"])
        assert reading is not None
        lines = lines_by_page(reading)[int(row["page"])]
        if plain(row["printed"]) not in {plain(cell) for line in lines for cell in line.split("\t")}:
            missing.append((row["file"], row["page"], row["printed"]))
    assert missing == []


def test_places_are_on_their_page_and_pages_in_order() -> None:
    for path in FILES:
        if (reading := reading_of(path)) is None:
            continue
        pages = reading.text.count("\f") + 1
        assert [place for place in reading.places if not (place.x0 < place.x1 and place.y0 < place.y1)] == []
        assert all(1 <= place.page <= pages for place in reading.places)
        assert list(reading.places) == sorted(reading.places, key=lambda place: (place.line, place.page))
        breaks = [n for n, line in enumerate(reading.text.split("\n"), 1) if line == "\f"]
        first = {place.line: place.page for place in reversed(reading.places)}
        assert all(page == 1 + sum(n < line for n in breaks) for line, page in first.items())


def test_long_paragraphs_end_where_sentences_do() -> None:
    ends: Counter[bool] = Counter()
    for path in FILES:
        for line in ((reading_of(path) or Reading("")).text).split("\n"):
            if "\t" not in line and len(line) >= 60 and not re.search(r"[.…]{6}", line):
                ends[bool(re.search(r"[。；：！？.;:”）)》、，]$", line))] += 1
    assert ends[True] >= 0.97 * ends.total()


def second_numbers(path: Path) -> Iterator[tuple[int, Counter[str]]]:
    """The numeric cells pdfplumber finds, page by page."""
    logging.disable(logging.CRITICAL)
    with pdfplumber.open(io.BytesIO(path.read_bytes())) as document:
        for number, page in enumerate(document.pages, 1):
            rows = (row for table in page.extract_tables() for row in table)
            cells = (plain(cell or "").replace("\ufffe", "-") for row in rows for cell in row)
            yield number, Counter(cell for cell in cells if _NUMBER.fullmatch(cell))
            page.close()


@pytest.mark.parametrize("path", FILES[::_EVERY], ids=lambda path: path.stem[:20])
def test_a_second_reader_finds_the_same_figures(path: Path) -> None:
    """Differences that are explained: rows joined over pages, and pages on which pdfplumber takes text for a table.

    It does so where lines of justified text share the sides of their words: pages that have no table in ours.
    """
    if (reading := reading_of(path)) is None:
        pytest.skip("a scan")
    ours = lines_by_page(reading)
    spread = {place.line for place in reading.places}
    counted = Counter(place.line for place in reading.places)
    joined = {line for line in spread if counted[line] > 1}
    lines = reading.text.split("\n")
    of_joined = plain("".join(lines[line - 1] for line in joined))
    total = lost = 0
    for page, theirs in second_numbers(path):
        own = numbers_on(ours[page])
        if not own:
            continue
        total += theirs.total()
        lost += sum(n for cell, n in (theirs - own).items() if cell not in of_joined)
    assert lost <= 0.002 * total
