"""The characters of a page, each with its place, and which of them nobody can see.

The library's order of text is never used, nor the spaces it makes up. Boxes are the loose ones, with the origin as
baseline: the tight boxes depend on the outlines of fonts that may not be there.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Sequence
from math import pi
from typing import Any

from mingzhang.readers.grid.model import Box, Glyph
from mingzhang.readers.pdf.clips import EVERYWHERE, Clips, meet
from mingzhang.readers.pdf.frame import Frame
from mingzhang.readers.pdf.library import ADDRESS, INT, pdfium, plain
from mingzhang.readers.pdf.objects import Drawn, is_paper

_HYPHENS = "\x02\ufffe"  # what PDFium makes of a hyphen at the end of a line, which may be a minus
_UNKNOWN = "\ufffd"  # a character of which the file does not say what it is; left out, it would change a figure
_SLACK = 0.5  # points a character may stand over the side of its clip
_LATIN, _CHINESE = 2.2, 1.1  # how much larger than its width the type of a character is at most
_ASKEW = 0.1  # radians; scans and drawings lean less
_NOWHERE = Box(1e9, 1e9, -1e9, -1e9)


def read_characters(text_page: Any, frame: Frame, drawn: Drawn) -> tuple[list[Glyph], list[Glyph], int]:
    """The visible characters of a page, the hidden ones, and how many have no meaning.

    This loop runs for every character: what holds for a whole text object is asked for once.
    """
    raw, box_at = pdfium(), plain("FPDFText_GetLooseCharBox", INT, ADDRESS, INT, ADDRESS)
    object_at = plain("FPDFText_GetTextObject", ADDRESS, ADDRESS, INT)
    page_text = ctypes.cast(text_page, ADDRESS).value
    loose = raw.FS_RECTF()
    to_loose = ctypes.addressof(loose)
    baseline = _Baseline(text_page, frame)
    window = _Window(frame, drawn)
    slant = _Slant(page_text)
    has_no_meaning = plain("FPDFText_HasUnicodeMapError", INT, ADDRESS, INT)
    is_unknown = 0
    a, b, c, d, e, f = frame.matrix
    visible: list[Glyph] = []
    hidden: list[Glyph] = []
    unknown, last, run, below, new = 0, -1, -1, 0.0, tuple.__new__
    left, top, right, bottom = EVERYWHERE
    for index, code in enumerate(_codes(text_page)):
        text = _READABLE[code]
        if not text:
            continue
        box_at(page_text, index, to_loose)
        x, y, x1, y1 = loose.left, loose.top, loose.right, loose.bottom
        x0, y0, x1, y1 = a * x + c * y + e, b * x + d * y + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        address = object_at(page_text, index) or 0
        if address != last:
            is_unknown = has_no_meaning(page_text, index)
            last, run, below = address, run + 1, y1 - baseline.at(index)
            left, top, right, bottom = _NOWHERE if slant.is_at(index) else window.of(address)
        if is_unknown or not code:
            text = _UNKNOWN
            unknown += 1
        size = (x1 - x0) * (_LATIN if text < "\u2e80" else _CHINESE)
        if size > y1 - y0:
            size = y1 - y0
        base = y1 - below
        glyph = new(Glyph, (x0, y0, x1, y1, base, size, text, run))
        is_seen = left <= (x0 + x1) / 2 <= right and top <= base - 0.35 * size <= bottom
        (visible if is_seen else hidden).append(glyph)
    return visible, hidden, unknown


def _codes(text_page: Any) -> Sequence[int]:
    """The character codes of a page by index; in one piece where each character has exactly one UTF-16 unit."""
    raw = pdfium()
    count = raw.FPDFText_CountChars(text_page)
    units = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(text_page, 0, count, units) == count + 1:
        return list(units[:count])
    return [raw.FPDFText_GetUnicode(text_page, index) for index in range(count)]


class _Baseline:
    """The height of a character's origin on the page as shown."""

    def __init__(self, text_page: Any, frame: Frame) -> None:
        self.text_page, self.matrix = text_page, frame.matrix
        self.origin_at = pdfium().FPDFText_GetCharOrigin
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.to_x, self.to_y = ctypes.byref(self.x), ctypes.byref(self.y)

    def at(self, index: int) -> float:
        """Of the character with this index."""
        self.origin_at(self.text_page, index, self.to_x, self.to_y)
        return self.matrix.point(self.x.value, self.y.value)[1]


def readable(code: int) -> str:
    """What a character code stands for in a text; nothing for white space and controls.

    Radicals and compatibility ideographs become the ordinary ones (NFKC for those blocks only: ⼒ → 力, but ① stays).
    """
    char = chr(code) if code else _UNKNOWN
    if char in _HYPHENS:
        return "-"
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", char)
    if char.isspace() or unicodedata.category(char) in {"Cc", "Cf", "Cs", "Cn"}:
        return ""
    return char


class _Slant:
    """Text written askew is a watermark or a stamp: it lies over the cells of a table and belongs to none."""

    def __init__(self, text_page: int | None) -> None:
        self.text_page = text_page
        self.angle_at = plain("FPDFText_GetCharAngle", ctypes.c_float, ADDRESS, INT)

    def is_at(self, index: int) -> bool:
        """Whether the character with this index stands neither upright nor on its side."""
        turned = self.angle_at(self.text_page, index) % (pi / 2)
        return bool(min(turned, pi / 2 - turned) > _ASKEW)


class _Readable(dict[int, str]):
    """`readable`, remembered: it is asked for every character."""

    def __missing__(self, code: int) -> str:
        self[code] = text = readable(code)
        return text


_READABLE = _Readable()


class _Window:
    """Where a text object can be seen: on the page, within its clip paths and those of the forms around it."""

    def __init__(self, frame: Frame, drawn: Drawn) -> None:
        raw = pdfium()
        self.mode_of = plain("FPDFTextObj_GetTextRenderMode", INT, ADDRESS)
        self.unseen = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
        self.frame = frame
        self.page = Box(-_SLACK, -_SLACK, frame.width + _SLACK, frame.height + _SLACK)
        self.forms = drawn.forms
        self.clips = Clips()
        self.colour = [ctypes.c_uint() for _ in range(4)]
        self.colour_pointers = [ctypes.addressof(part) for part in self.colour]
        self.fill_of = plain("FPDFPageObj_GetFillColor", INT, ADDRESS, *(ADDRESS,) * 4)
        self.bounds = [ctypes.c_float() for _ in range(4)]
        self.bound_pointers = [ctypes.addressof(number) for number in self.bounds]
        self.bounds_of = plain("FPDFPageObj_GetBounds", INT, ADDRESS, *(ADDRESS,) * 4)
        self.coloured = (*drawn.fills, *drawn.images)

    def of(self, address: int) -> Box:
        """The visible rectangle of the text object at an address."""
        if not address:
            return self.page
        if self.mode_of(address) in self.unseen or self._is_white_on_white(address):
            return _NOWHERE
        matrix, outer = self.forms.get(address, (self.frame.matrix, EVERYWHERE))
        clip = self.clips.of(address, matrix)
        if clip is EVERYWHERE and outer is EVERYWHERE:
            return self.page
        left, top, right, bottom = clip if outer is EVERYWHERE else meet(outer, clip)
        return meet(self.page, Box(left - _SLACK, top - _SLACK, right + _SLACK, bottom + _SLACK))

    def _is_white_on_white(self, address: int) -> bool:
        """Whether a text object has the colour of paper and no coloured area or picture behind it."""
        if not self.fill_of(address, *self.colour_pointers) or not is_paper(self.colour):
            return False
        self.bounds_of(address, *self.bound_pointers)
        matrix, _ = self.forms.get(address, (self.frame.matrix, EVERYWHERE))
        left, bottom, right, top = (number.value for number in self.bounds)
        box = matrix.box(left, bottom, right, top)
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        return not any(area.x0 <= x <= area.x1 and area.y0 <= y <= area.y1 for area in self.coloured)
