"""PDFium, used the same way on every machine.

PDFium looks for the machine's fonts where a file embeds none, and reads some files differently with them (it takes the
widths of characters from the font it finds; brackets of one file were lost). It is told that there are none, so that
its own built-in ones are used.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

_no_fonts: list[Any] = []  # PDFium keeps pointers into it


@cache
def pdfium() -> Any:
    """The raw functions of PDFium (`pypdfium2.raw`), imported at first use and cut off from the machine's fonts."""
    import pypdfium2.raw as raw

    fonts = raw.FPDF_SYSFONTINFO()
    fonts.version = 1
    for name, function in type(fonts)._fields_[1:]:
        setattr(fonts, name, function(_find_nothing))
    _no_fonts.append(fonts)
    raw.FPDF_SetSystemFontInfo(ctypes.byref(fonts))
    return raw


def _find_nothing(*_: object) -> int:
    """Every question about fonts: none, 0 bytes, no handle."""
    return 0


@cache
def text_object_at() -> Any:
    """`FPDFText_GetTextObject` that answers with an address: making an object of each pointer takes twice the time."""
    pdfium()
    import pypdfium2_raw.bindings as bindings

    function = bindings._libs["pdfium"]["FPDFText_GetTextObject"]
    function.argtypes = (bindings.FPDF_TEXTPAGE, ctypes.c_int)
    function.restype = ctypes.c_void_p
    return function
