"""The grid knows nothing of PDF: whoever can place characters and lines gets tables, paragraphs and places."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mingzhang.readers.grid import Glyph, Ruling, Sheet, compose
from mingzhang.readers.grid.rulings import distinct, join_rulings

SIZE = 10.0


def written(x: float, base: float, text: str) -> Iterator[Glyph]:
    for char in text:
        width = SIZE / 2 if char.isascii() else SIZE
        if not char.isspace():
            yield Glyph(x, base - 0.9 * SIZE, x + width, base + 0.1 * SIZE, base, SIZE, char)
        x += width


def sheet(rows: list[list[str]], broad: float = 120, tall: float = 20, number: int = 1) -> Sheet:
    xs = [50 + broad * n for n in range(len(rows[0]) + 1)]
    ys = [50 + tall * n for n in range(len(rows) + 1)]
    glyphs = [
        glyph
        for y, row in zip(ys, rows, strict=False)
        for x, cell in zip(xs, row, strict=False)
        for glyph in written(x + 2, y + 14, cell)
    ]
    level = [Ruling(y, x0, x1) for y in ys for x0, x1 in pairwise(xs)]
    upright = [Ruling(x, y0, y1) for x in xs for y0, y1 in pairwise(ys)]
    return Sheet(number, 1000, 1000, glyphs, level, upright)


CELLS = st.text(st.sampled_from("一般公共预算12,.%"), max_size=8)
TABLES = st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=2, max_size=6))


@settings(max_examples=60, deadline=None)
@given(TABLES, st.randoms(use_true_random=False))
def test_whatever_the_order_of_its_parts_a_table_comes_back(rows: list[list[str]], random: Random) -> None:
    """A row without any text stays a row; a table without any is no block."""
    if not any(any(row) for row in rows):
        rows[0][0] = "甲"
    made = sheet(rows)
    parts = [list(made.glyphs), list(made.horizontals), list(made.verticals)]
    for part in parts:
        random.shuffle(part)
    reading = compose([Sheet(1, 1000, 1000, *parts)])
    assert reading.text.split("\n")[:-1] == ["\t".join(row) for row in rows]
    assert [place.line for place in reading.places] == list(range(1, len(rows) + 1))


@given(st.floats(-1, 1), st.floats(0, 2.9))
def test_pieces_of_a_line_are_one_line(shift: float, gap: float) -> None:
    joined = join_rulings([Ruling(100, 10, 50), Ruling(100 + shift, 50 + gap, 90)])
    assert len(joined) == 1
    assert (joined[0].start, joined[0].end) == (10, 90)


def test_lines_further_apart_are_two() -> None:
    assert len(join_rulings([Ruling(100, 10, 50), Ruling(100, 60, 90)])) == 2
    assert len(join_rulings([Ruling(100, 10, 50), Ruling(103, 10, 50)])) == 2
    assert distinct([1.0, 2.0, 5.0, 6.9, 9.1]) == [1.0, 5.0, 9.1]


def test_a_single_box_is_a_frame_around_text() -> None:
    made = sheet([["甲乙丙"]])
    assert compose([made]).text == "甲乙丙\n"


def test_a_drawing_of_thousands_of_lines_is_no_table() -> None:
    level = [Ruling(0.25 * n * 11, 0, 1000) for n in range(3500)]
    upright = [Ruling(0.25 * n * 11, 0, 1000) for n in range(3500)]
    glyphs = tuple(written(10, 20, "图"))
    assert compose([Sheet(1, 9999, 9999, glyphs, level, upright)]).text == "图\n"
    assert compose([Sheet(1, 9999, 9999, glyphs, level[:400], upright[:400])]).text == "图\n"


def test_no_sheet_is_no_text() -> None:
    assert compose([]).text == ""


@pytest.mark.parametrize("pages", [1, 3])
def test_marks_and_places_are_in_order(pages: int) -> None:
    reading = compose(sheet([["甲", "1.00"], ["乙", "2.00"]], number=n) for n in range(1, pages + 1))
    assert list(reading.places) == sorted(reading.places, key=lambda place: (place.line, place.page))
    assert list(reading.marks) == sorted(reading.marks, key=lambda mark: mark.locator)
    assert reading.text.count("\f") == pages - 1


def test_the_grid_imports_no_parser() -> None:
    """Importing it in this process brought none either: parsers are imported when the first file is read."""
    import mingzhang.readers.grid as grid

    names = [name for name in sys.modules if name.startswith("mingzhang.readers.grid")]
    assert grid.__name__ in names
    for name in names:
        assert not any("pdfium" in used for used in vars(sys.modules[name]))
