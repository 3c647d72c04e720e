"""Clip paths: the part of the page on which a text object can be seen.

Office programs redraw a merged cell on every page and clip it to the page's part of it: what lies outside is in the
file but not on the page, and reading it counts figures twice.
"""

from __future__ import annotations

import ctypes

from mingzhang.readers.grid.model import Box
from mingzhang.readers.pdf.frame import Matrix
from mingzhang.readers.pdf.library import ADDRESS, INT, plain

EVERYWHERE = Box(-1e9, -1e9, 1e9, 1e9)
_MOST_SEGMENTS = 50  # more is a shape that no office program clips a cell to


def meet(one: Box, other: Box) -> Box:
    """What two rectangles share; it may be turned inside out, and then holds nothing."""
    a0, b0, a1, b1 = one
    c0, d0, c1, d1 = other
    return Box(a0 if a0 > c0 else c0, b0 if b0 > d0 else d0, a1 if a1 < c1 else c1, b1 if b1 < d1 else d1)


class Clips:
    """The visible rectangle of page objects, which are given by their addresses."""

    def __init__(self) -> None:
        self.clip_of = plain("FPDFPageObj_GetClipPath", ADDRESS, ADDRESS)
        self.count_paths = plain("FPDFClipPath_CountPaths", INT, ADDRESS)
        self.count_segments = plain("FPDFClipPath_CountPathSegments", INT, ADDRESS, INT)
        self.segment = plain("FPDFClipPath_GetPathSegment", ADDRESS, ADDRESS, INT, INT)
        self.point = plain("FPDFPathSegment_GetPoint", INT, ADDRESS, ADDRESS, ADDRESS)
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.to_x, self.to_y = ctypes.addressof(self.x), ctypes.addressof(self.y)

    def of(self, item: int, matrix: Matrix) -> Box:
        """The rectangle around each clip path, all of them together; `EVERYWHERE` without any."""
        clip = self.clip_of(item)
        paths = self.count_paths(clip) if clip else 0
        if paths <= 0:
            return EVERYWHERE
        left, top, right, bottom = EVERYWHERE
        for path in range(paths):
            segments = self.count_segments(clip, path)
            if segments in (4, 5):  # a rectangle: two opposite corners say it all
                x0, y0, x1, y1 = matrix.box(*self._at(clip, path, 0), *self._at(clip, path, 2))
            elif 0 < segments <= _MOST_SEGMENTS:
                points = [matrix.point(*self._at(clip, path, index)) for index in range(segments)]
                (x0, *_, x1), (y0, *_, y1) = (sorted(values) for values in zip(*points, points[0], strict=True))
            else:
                continue
            left, top = x0 if x0 > left else left, y0 if y0 > top else top
            right, bottom = x1 if x1 < right else right, y1 if y1 < bottom else bottom
        return Box(left, top, right, bottom)

    def _at(self, clip: int, path: int, index: int) -> tuple[float, float]:
        self.point(self.segment(clip, path, index), self.to_x, self.to_y)
        return self.x.value, self.y.value
