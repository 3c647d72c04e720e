"""The objects of a page: drawn lines, and what is to be known of text inside Form XObjects.

Thin paths, stroked rectangles and pictures one line high are rulings; filled backgrounds are not.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

from mingzhang.readers.grid.model import Box, Ruling
from mingzhang.readers.pdf.frame import Matrix
from mingzhang.readers.pdf.library import pdfium

THIN = 3.0  # points: a thicker path is an area
_STRAIGHT = 0.5  # points a stroke may lean and still be horizontal or vertical
_LONGEST_PATH = 4000  # segments; drawings have more, tables do not
_DEEPEST = 8  # Form XObjects inside each other
_WHITE = 250  # of 255 in red, green and blue
MAX_OBJECTS = 400_000  # per page


class TooManyObjects(Exception):
    """A page holds more objects than any table needs."""


@dataclass(slots=True)
class Drawn:
    """What a page's objects say besides its characters."""

    horizontals: list[Ruling] = field(default_factory=list)
    verticals: list[Ruling] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    forms: dict[int, tuple[Matrix, Any]] = field(default_factory=dict)
    """For text objects inside Form XObjects: the way to the page as shown, and the innermost form."""

    def add(self, box: Box) -> bool:
        """Take a thin box as a ruling; False where it is none."""
        width, height = box.x1 - box.x0, box.y1 - box.y0
        if height <= THIN and width > height and width > 2:
            self.horizontals.append(Ruling((box.y0 + box.y1) / 2, box.x0, box.x1))
        elif width <= THIN and height > 2:
            self.verticals.append(Ruling((box.x0 + box.x1) / 2, box.y0, box.y1))
        else:
            return False
        return True


def read_objects(page: Any, to_shown: Matrix) -> Drawn:
    """Walk over all objects of a page; raises `TooManyObjects`."""
    walk = _Walk(Drawn())
    raw = pdfium()
    walk.over(raw.FPDFPage_CountObjects(page), partial(raw.FPDFPage_GetObject, page), to_shown)
    return walk.drawn


class _Walk:
    """Buffers for PDFium's answers, made once for a page."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.raw = pdfium()
        self.seen = 0
        self.numbers = [ctypes.c_float() for _ in range(4)]
        self.pointers = [ctypes.byref(number) for number in self.numbers]
        self.fill, self.stroke = ctypes.c_int(), ctypes.c_int()
        self.colour = [ctypes.c_uint() for _ in range(4)]
        self.colour_pointers = [ctypes.byref(part) for part in self.colour]
        self.matrix = self.raw.FS_MATRIX()

    def over(self, count: int, get: Callable[[int], Any], matrix: Matrix, form: Any = None, depth: int = 0) -> None:
        """All objects of a page or form."""
        self.seen += count
        if self.seen > MAX_OBJECTS:
            raise TooManyObjects
        raw = self.raw
        for index in range(count):
            item = get(index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix)
            elif kind == raw.FPDF_PAGEOBJ_TEXT:
                if form is not None:
                    self.drawn.forms[ctypes.cast(item, ctypes.c_void_p).value or 0] = (matrix, form)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                box = self._bounds(item, matrix)
                if not self.drawn.add(box):
                    self.drawn.images.append(box)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = self._own_matrix(item).then(matrix)
                count_inside = raw.FPDFFormObj_CountObjects(item)
                self.over(count_inside, partial(raw.FPDFFormObj_GetObject, item), inner, item, depth + 1)

    def _bounds(self, item: Any, matrix: Matrix) -> Box:
        self.raw.FPDFPageObj_GetBounds(item, *self.pointers)
        left, bottom, right, top = self.numbers
        return matrix.box(left.value, bottom.value, right.value, top.value)

    def _own_matrix(self, item: Any) -> Matrix:
        m = self.matrix
        self.raw.FPDFPageObj_GetMatrix(item, ctypes.byref(m))
        return Matrix(m.a, m.b, m.c, m.d, m.e, m.f)

    def _path(self, item: Any, matrix: Matrix) -> None:
        raw = self.raw
        raw.FPDFPath_GetDrawMode(item, ctypes.byref(self.fill), ctypes.byref(self.stroke))
        if not self.fill.value and not self.stroke.value:
            return
        if self._is_white(item):
            return
        box = self._bounds(item, matrix)
        if box.x1 - box.x0 <= THIN or box.y1 - box.y0 <= THIN:
            self.drawn.add(box)
            return
        segments = raw.FPDFPath_CountSegments(item)
        is_background = not self.stroke.value and segments <= 6
        if not is_background and segments <= _LONGEST_PATH:
            for points in self._subpaths(item, segments, self._own_matrix(item).then(matrix)):
                self._strokes(points)

    def _is_white(self, item: Any) -> bool:
        """Whether a path is drawn in the colour of paper, or in none: sides of cells that are not shown."""
        ask = self.raw.FPDFPageObj_GetStrokeColor if self.stroke.value else self.raw.FPDFPageObj_GetFillColor
        if not ask(item, *self.colour_pointers):
            return False
        red, green, blue, alpha = self.colour
        return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE

    def _subpaths(self, item: Any, segments: int, matrix: Matrix) -> Iterable[list[tuple[float, float]]]:
        """The corners of each part of a path; curves cut it."""
        raw, (x, y) = self.raw, self.numbers[:2]
        points: list[tuple[float, float]] = []
        for index in range(segments):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = matrix.point(x.value, y.value)
            if kind == raw.FPDF_SEGMENT_LINETO:
                points.append(point)
            else:
                if kind == raw.FPDF_SEGMENT_MOVETO and len(points) > 1:
                    yield points
                points = [point]
            if raw.FPDFPathSegment_GetClose(segment) and points:
                points.append(points[0])
        if len(points) > 1:
            yield points

    def _strokes(self, points: list[tuple[float, float]]) -> None:
        """A thin part is one ruling, whatever it is filled with; of others the straight strokes are."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        if box.x1 - box.x0 <= THIN or box.y1 - box.y0 <= THIN:
            self.drawn.add(box)
        elif self.stroke.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(x0 - x1) < _STRAIGHT or abs(y0 - y1) < _STRAIGHT:
                    self.drawn.add(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
