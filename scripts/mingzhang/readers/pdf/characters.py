"""The characters of a page, each with its place, and which of them nobody can see.

The library's order of text is never used, nor the spaces it makes up. Boxes are the loose ones, with the origin as
baseline: the tight boxes depend on the outlines of fonts that may not be there.
"""

from __future__ import annotations

import ctypes
import unicodedata
from typing import Any

from mingzhang.readers.grid.model import Box, Glyph
from mingzhang.readers.pdf.clips import EVERYWHERE, Clips, meet
from mingzhang.readers.pdf.frame import Frame
from mingzhang.readers.pdf.library import pdfium, text_object_at
from mingzhang.readers.pdf.objects import Drawn

_HYPHENS = "\x02\ufffe"  # what PDFium makes of a hyphen at the end of a line, which may be a minus
_SLACK = 0.5  # points a character may stand over the side of its clip
_LATIN, _CHINESE = 2.2, 1.1  # how much larger than its width the type of a character is at most
_NOWHERE = Box(1e9, 1e9, -1e9, -1e9)


def read_characters(text_page: Any, frame: Frame, drawn: Drawn) -> tuple[list[Glyph], list[Glyph], int]:
    """The visible characters of a page, the hidden ones, and how many have no meaning."""
    raw, object_at = pdfium(), text_object_at()
    unicode_at, box_at, origin_at = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    loose, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    to_loose, to_x, to_y = ctypes.byref(loose), ctypes.byref(x), ctypes.byref(y)
    a, b, c, d, e, f = frame.matrix
    window = _Window(frame, drawn)
    visible: list[Glyph] = []
    hidden: list[Glyph] = []
    unknown = 0
    last, run, seen, below = -1, -1, EVERYWHERE, 0.0
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = unicode_at(text_page, index)
        text = _READABLE[code]
        if not text:
            unknown += not code
            continue
        box_at(text_page, index, to_loose)
        left, top, right, bottom = loose.left, loose.top, loose.right, loose.bottom
        x0, y0, x1, y1 = (
            a * left + c * top + e,
            b * left + d * top + f,
            a * right + c * bottom + e,
            b * right + d * bottom + f,
        )
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        address = object_at(text_page, index) or 0
        if address != last:
            origin_at(text_page, index, to_x, to_y)  # all of one text object stand on it alike
            last, run, seen, below = address, run + 1, window.of(address), y1 - (b * x.value + d * y.value + f)
        base = y1 - below
        size = min(y1 - y0, (x1 - x0) * (_LATIN if text < "\u2e80" else _CHINESE))
        middle, height = (x0 + x1) / 2, base - 0.35 * size
        is_seen = seen.x0 - _SLACK <= middle <= seen.x1 + _SLACK and seen.y0 - _SLACK <= height <= seen.y1 + _SLACK
        (visible if is_seen else hidden).append(Glyph(x0, y0, x1, y1, base, size, text, run))
    return visible, hidden, unknown


def readable(code: int) -> str:
    """What a character code stands for in a text; nothing for white space and controls.

    Radicals and compatibility ideographs become the ordinary ones (NFKC for those blocks only: ⼒ → 力, but ① stays).
    """
    char = chr(code)
    if char in _HYPHENS:
        return "-"
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", char)
    if char.isspace() or unicodedata.category(char) in {"Cc", "Cf", "Cs", "Cn"}:
        return ""
    return char


class _Readable(dict[int, str]):
    """`readable`, remembered: it is asked for every character."""

    def __missing__(self, code: int) -> str:
        self[code] = text = readable(code)
        return text


_READABLE = _Readable()


class _Window:
    """Where a text object can be seen: on the page, within its clip paths and those of the forms around it."""

    def __init__(self, frame: Frame, drawn: Drawn) -> None:
        self.raw = pdfium()
        self.frame = frame
        self.page = Box(-2.0, -2.0, frame.width + 2.0, frame.height + 2.0)
        self.forms = drawn.forms
        self.clips = Clips()

    def of(self, address: int) -> Box:
        """The visible rectangle of the text object at an address."""
        if not address:
            return self.page
        item = ctypes.cast(address, self.raw.FPDF_PAGEOBJECT)
        if self._is_invisible(item):
            return _NOWHERE
        matrix, form = self.forms.get(address, (self.frame.matrix, None))
        box = meet(self.page, self.clips.of(item, matrix))
        return box if form is None else meet(box, self._of_form(form))

    def _of_form(self, form: Any) -> Box:
        return self.clips.of(form, self.frame.matrix)

    def _is_invisible(self, item: Any) -> bool:
        mode = self.raw.FPDFTextObj_GetTextRenderMode(item)
        return mode in (self.raw.FPDF_TEXTRENDERMODE_INVISIBLE, self.raw.FPDF_TEXTRENDERMODE_CLIP)
