"""PDFium, used the same way on every machine.

PDFium looks for the machine's fonts where a file embeds none, and what it reads depends on what it finds. It is given
one font instead, always the same (`font.py`).
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

from mingzhang.readers.pdf.font import box_font

_ONLY_FONT = 1  # the handle by which PDFium asks for it
_kept: list[Any] = []  # PDFium keeps pointers into it


@cache
def pdfium() -> Any:
    """The raw functions of PDFium (`pypdfium2.raw`), imported at first use and cut off from the machine's fonts."""
    import pypdfium2.raw as raw

    fonts = raw.FPDF_SYSFONTINFO()
    fonts.version = 1
    answers = {"MapFont": _find_font, "GetFont": _find_font, "GetFontData": _give_data}
    for name, function in type(fonts)._fields_[1:]:
        setattr(fonts, name, function(answers.get(name, _nothing)))
    _kept.append(fonts)
    raw.FPDF_SetSystemFontInfo(ctypes.byref(fonts))
    return raw


def _nothing(*_: object) -> int:
    """No list of fonts, no name, nothing to release."""
    return 0


def _find_font(*_: object) -> int:
    """The one font, whatever is asked for."""
    return _ONLY_FONT


def _give_data(_: object, font: object, table: int, buffer: Any, size: int) -> int:
    """The whole file (table 0) or nothing; how many bytes it has, and the bytes where there is room for them."""
    data = box_font()
    if table:
        return 0
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


@cache
def plain(name: str, result: Any, *arguments: Any) -> Any:
    """A function of PDFium with types given here: addresses as numbers take half the time of typed pointers."""
    address = ctypes.cast(getattr(pdfium(), name), ctypes.c_void_p).value
    assert address
    return ctypes.CFUNCTYPE(result, *arguments)(address)


ADDRESS, INT, UINT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint
