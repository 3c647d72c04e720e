"""From the coordinates of a PDF page to points from the top left of the page as it is shown."""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass
from math import pi
from typing import Any, NamedTuple

from mingzhang.readers.grid.model import Box
from mingzhang.readers.pdf.library import pdfium

_SAMPLE, _AGREED = 40, 0.8  # how many characters are asked for their direction, and the share that must agree


class Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f (PDF 32000-1, 8.3.3)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, other: Matrix) -> Matrix:
        """This first, then the other."""
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The upright rectangle around a rectangle that was moved."""
        a, b, c, d, e, f = self
        if not (b or c):  # upright, as nearly always
            x0, x1, y0, y1 = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
            if x0 > x1:
                x0, x1 = x1, x0
            return Box(x0, y0, x1, y1) if y0 <= y1 else Box(x0, y1, x1, y0)
        corners = [self.point(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page: its size as shown, and the way from the file's coordinates there."""

    width: float
    height: float
    matrix: Matrix
    turned: int = 0
    """Quarter turns, clockwise, from the page as it is shown."""


def frame_of(page: Any, turned: int = 0) -> Frame:
    """The crop box within the media box, turned by /Rotate, and on from there by some more quarter turns."""
    raw = pdfium()
    seen = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(seen))
    left, bottom, right, top = seen.left, seen.bottom, seen.right, seen.top
    across, up = right - left, top - bottom
    turn = (raw.FPDFPage_GetRotation(page) + turned) % 4  # quarter turns, clockwise
    if turn == 1:
        return Frame(up, across, Matrix(0, 1, 1, 0, -bottom, -left), turned)
    if turn == 2:
        return Frame(across, up, Matrix(-1, 0, 0, 1, right, -bottom), turned)
    if turn == 3:
        return Frame(up, across, Matrix(0, -1, -1, 0, top, right), turned)
    return Frame(across, up, Matrix(1, 0, 0, -1, -left, top), turned)


def turn_of_text(page: Any, text_page: Any) -> int:
    """By how many quarter turns, clockwise, a page must be turned from how it is shown for its text to stand upright.

    Wide tables are printed sideways on upright pages, as sheets of paper are bound. Some characters are asked; unless
    nearly all agree, the page stays.
    """
    raw = pdfium()
    count = raw.FPDFText_CountChars(text_page)
    asked = range(0, count, max(count // _SAMPLE, 1))
    # the angle is told clockwise
    turns = Counter(-round(raw.FPDFText_GetCharAngle(text_page, index) / (pi / 2)) % 4 for index in asked)
    if not turns:
        return 0
    turn, times = turns.most_common(1)[0]
    return (turn - raw.FPDFPage_GetRotation(page)) % 4 if times >= _AGREED * turns.total() else 0
