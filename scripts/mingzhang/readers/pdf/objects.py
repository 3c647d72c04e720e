"""The objects of a page: drawn lines, and what is to be known of text inside Form XObjects.

Thin paths, stroked rectangles and pictures one line high are rulings; filled backgrounds are not.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

from mingzhang.readers.grid.model import Box, Ruling
from mingzhang.readers.pdf.clips import EVERYWHERE, Clips, meet
from mingzhang.readers.pdf.frame import Matrix
from mingzhang.readers.pdf.library import ADDRESS, INT, pdfium, plain

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
    fills: list[Box] = field(default_factory=list)
    """Areas in a colour, on which even white text is seen."""
    forms: dict[int, tuple[Matrix, Box]] = field(default_factory=dict)
    """For text objects inside Form XObjects: the way to the page as shown, and what the forms' clips show of it."""

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
    walk.page(page, to_shown)
    return walk.drawn


class _Walk:
    """Buffers for PDFium's answers, made once for a page; objects are given by their addresses."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.clips = Clips()
        self.seen = 0
        self.numbers = [ctypes.c_float() for _ in range(4)]
        self.pointers = [ctypes.addressof(number) for number in self.numbers]
        self.fill, self.stroke = ctypes.c_int(), ctypes.c_int()
        self.colour = [ctypes.c_uint() for _ in range(4)]
        self.colour_pointers = [ctypes.addressof(part) for part in self.colour]
        self.modes = ctypes.addressof(self.fill), ctypes.addressof(self.stroke)
        self.matrix = pdfium().FS_MATRIX()
        four = (ADDRESS,) * 4
        self.type_of = plain("FPDFPageObj_GetType", INT, ADDRESS)
        self.bounds_of = plain("FPDFPageObj_GetBounds", INT, ADDRESS, *four)
        self.mode_of = plain("FPDFPath_GetDrawMode", INT, ADDRESS, ADDRESS, ADDRESS)
        self.stroke_of = plain("FPDFPageObj_GetStrokeColor", INT, ADDRESS, *four)
        self.fill_of = plain("FPDFPageObj_GetFillColor", INT, ADDRESS, *four)
        self.matrix_of = plain("FPDFPageObj_GetMatrix", INT, ADDRESS, ADDRESS)
        self.count_segments = plain("FPDFPath_CountSegments", INT, ADDRESS)

    def page(self, page: Any, to_shown: Matrix) -> None:
        """All objects of a page."""
        address = ctypes.cast(page, ADDRESS).value
        count = plain("FPDFPage_CountObjects", INT, ADDRESS)
        get = plain("FPDFPage_GetObject", ADDRESS, ADDRESS, INT)
        self._over(count(address), partial(get, address), to_shown, EVERYWHERE, 0)

    def _form(self, item: int, matrix: Matrix, clip: Box, depth: int) -> None:
        """All objects of a Form XObject."""
        count = plain("FPDFFormObj_CountObjects", INT, ADDRESS)
        get = plain("FPDFFormObj_GetObject", ADDRESS, ADDRESS, ctypes.c_ulong)
        inner = meet(clip, self.clips.of(item, matrix))
        self._over(count(item), partial(get, item), self._own_matrix(item).then(matrix), inner, depth + 1)

    def _over(self, count: int, get: Callable[[int], int], matrix: Matrix, clip: Box, depth: int) -> None:
        self.seen += count
        if self.seen > MAX_OBJECTS:
            raise TooManyObjects
        raw, type_of = pdfium(), self.type_of
        path, text, image, form = (
            raw.FPDF_PAGEOBJ_PATH,
            raw.FPDF_PAGEOBJ_TEXT,
            raw.FPDF_PAGEOBJ_IMAGE,
            raw.FPDF_PAGEOBJ_FORM,
        )
        for index in range(count):
            item = get(index)
            kind = type_of(item)
            if kind == path:
                self._path(item, matrix)
            elif kind == text:
                if depth:
                    self.drawn.forms[item] = (matrix, clip)
            elif kind == image:
                box = self._bounds(item, matrix)
                if not self.drawn.add(box):
                    self.drawn.images.append(box)
            elif kind == form and depth < _DEEPEST:
                self._form(item, matrix, clip, depth)

    def _bounds(self, item: int, matrix: Matrix) -> Box:
        self.bounds_of(item, *self.pointers)
        left, bottom, right, top = self.numbers
        return matrix.box(left.value, bottom.value, right.value, top.value)

    def _own_matrix(self, item: int) -> Matrix:
        m = self.matrix
        self.matrix_of(item, ctypes.addressof(m))
        return Matrix(m.a, m.b, m.c, m.d, m.e, m.f)

    def _path(self, item: int, matrix: Matrix) -> None:
        self.mode_of(item, *self.modes)
        if not self.fill.value and not self.stroke.value:
            return
        if self._is_white(item):
            return
        box = self._bounds(item, matrix)
        if box.x1 - box.x0 <= THIN or box.y1 - box.y0 <= THIN:
            self.drawn.add(box)
            return
        if self.fill.value:
            self.drawn.fills.append(box)
        segments = self.count_segments(item)
        is_background = not self.stroke.value and segments <= 6
        if not is_background and segments <= _LONGEST_PATH:
            for points in _subpaths(item, segments, self._own_matrix(item).then(matrix)):
                self._strokes(points)

    def _is_white(self, item: int) -> bool:
        """Whether a path is drawn in the colour of paper, or in none: sides of cells that are not shown."""
        ask = self.stroke_of if self.stroke.value else self.fill_of
        return bool(ask(item, *self.colour_pointers)) and is_paper(self.colour)

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


def is_paper(colour: Sequence[ctypes.c_uint]) -> bool:
    """Whether red, green, blue and alpha are those of paper, or let everything through."""
    red, green, blue, alpha = colour
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def _subpaths(item: int, segments: int, matrix: Matrix) -> Iterable[list[tuple[float, float]]]:
    """The corners of each part of a path; curves cut it."""
    raw, x, y = pdfium(), ctypes.c_float(), ctypes.c_float()
    get, point_of = (
        plain("FPDFPath_GetPathSegment", ADDRESS, ADDRESS, INT),
        plain("FPDFPathSegment_GetPoint", INT, ADDRESS, ADDRESS, ADDRESS),
    )
    type_of, is_closed = (plain(f"FPDFPathSegment_Get{what}", INT, ADDRESS) for what in ("Type", "Close"))
    to_x, to_y = ctypes.addressof(x), ctypes.addressof(y)
    points: list[tuple[float, float]] = []
    for index in range(segments):
        segment = get(item, index)
        kind = type_of(segment)
        point_of(segment, to_x, to_y)
        point = matrix.point(x.value, y.value)
        if kind == raw.FPDF_SEGMENT_LINETO:
            points.append(point)
        else:
            if kind == raw.FPDF_SEGMENT_MOVETO and len(points) > 1:
                yield points
            points = [point]
        if is_closed(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points
