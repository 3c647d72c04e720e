"""From the coordinates of a PDF page to points from the top left of the page as it is shown."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, NamedTuple

from mingzhang.readers.grid.model import Box
from mingzhang.readers.pdf.library import pdfium


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
        corners = [self.point(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page: its size as shown, and the way from the file's coordinates there."""

    width: float
    height: float
    matrix: Matrix


def frame_of(page: Any) -> Frame:
    """The crop box within the media box, turned by /Rotate."""
    raw = pdfium()
    seen = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(seen))
    left, bottom, right, top = seen.left, seen.bottom, seen.right, seen.top
    across, up = right - left, top - bottom
    turn = raw.FPDFPage_GetRotation(page)  # quarter turns, clockwise
    if turn == 1:
        return Frame(up, across, Matrix(0, 1, 1, 0, -bottom, -left))
    if turn == 2:
        return Frame(across, up, Matrix(-1, 0, 0, 1, right, -bottom))
    if turn == 3:
        return Frame(up, across, Matrix(0, -1, -1, 0, top, right))
    return Frame(across, up, Matrix(1, 0, 0, -1, -left, top))
