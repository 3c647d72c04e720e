"""Clip paths: the part of the page on which a text object can be seen.

Office programs redraw a merged cell on every page and clip it to the page's part of it: what lies outside is in the
file but not on the page, and reading it counts figures twice.
"""

from __future__ import annotations

import ctypes
from typing import Any

from mingzhang.readers.grid.model import Box
from mingzhang.readers.pdf.frame import Matrix
from mingzhang.readers.pdf.library import pdfium

EVERYWHERE = Box(-1e9, -1e9, 1e9, 1e9)
_MOST_SEGMENTS = 50  # more is a shape that no office program clips a cell to


def meet(one: Box, other: Box) -> Box:
    """What two rectangles share; it may be turned inside out, and then holds nothing."""
    return Box(max(one.x0, other.x0), max(one.y0, other.y0), min(one.x1, other.x1), min(one.y1, other.y1))


class Clips:
    """The visible rectangle of page objects."""

    def __init__(self) -> None:
        self.raw = pdfium()
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.to_x, self.to_y = ctypes.byref(self.x), ctypes.byref(self.y)

    def of(self, item: Any, matrix: Matrix) -> Box:
        """The rectangle around each clip path, all of them together; `EVERYWHERE` without any."""
        raw = self.raw
        clip = raw.FPDFPageObj_GetClipPath(item)
        paths = raw.FPDFClipPath_CountPaths(clip) if clip else 0
        box = EVERYWHERE
        for path in range(max(paths, 0)):
            segments = raw.FPDFClipPath_CountPathSegments(clip, path)
            if not 0 < segments <= _MOST_SEGMENTS:
                continue
            if segments in (4, 5):  # a rectangle: two opposite corners say it all
                points = [self._point(clip, path, 0, matrix), self._point(clip, path, 2, matrix)]
            else:
                points = [self._point(clip, path, index, matrix) for index in range(segments)]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = meet(box, Box(min(xs), min(ys), max(xs), max(ys)))
        return box

    def _point(self, clip: Any, path: int, index: int, matrix: Matrix) -> tuple[float, float]:
        segment = self.raw.FPDFClipPath_GetPathSegment(clip, path, index)
        self.raw.FPDFPathSegment_GetPoint(segment, self.to_x, self.to_y)
        return matrix.point(self.x.value, self.y.value)
