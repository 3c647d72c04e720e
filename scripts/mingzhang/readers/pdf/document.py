"""Bytes of a PDF → its pages, opened one by one and let go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.grid.model import Sheet
from mingzhang.readers.pdf.characters import read_characters
from mingzhang.readers.pdf.frame import frame_of, turn_of_text
from mingzhang.readers.pdf.library import pdfium
from mingzhang.readers.pdf.objects import TooManyObjects, read_objects

MAX_PAGES = 2_000
MAX_SIDE = 14_400.0  # points: 200 inches, the largest page PDF 1.7 allows (annex C)


@contextmanager
def opened(name: str, data: bytes) -> Iterator[Any]:
    """An open document; raises `DisclosureError` where it cannot be opened or has too many pages."""
    raw = pdfium()
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _refusal(name, raw.FPDF_GetLastError())
    try:
        pages = raw.FPDF_GetPageCount(document)
        if pages < 1:
            raise DisclosureError("read-pdf-broken", "the PDF has no pages", name, None, "", _SAVE_AGAIN)
        if pages > MAX_PAGES:
            message, remedy = f"the PDF has {pages} pages", "give one disclosure per file"
            raise DisclosureError("read-too-many-pages", message, name, None, f"at most {MAX_PAGES}", remedy)
        yield document
    finally:
        raw.FPDF_CloseDocument(document)


_SAVE_AGAIN = "open it in a PDF viewer and print it to a new PDF, or fetch it again"


def _refusal(name: str, code: int) -> DisclosureError:
    raw = pdfium()
    if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        message, remedy = "the PDF is encrypted and needs a password", "save it without a password"
        return DisclosureError("read-encrypted", message, name, None, "a PDF anybody can open", remedy)
    return DisclosureError("read-pdf-broken", "the PDF is damaged or cut off", name, None, "a whole PDF", _SAVE_AGAIN)


def sheets(name: str, document: Any) -> Iterator[Sheet]:
    """The pages of a document in order."""
    for index in range(pdfium().FPDF_GetPageCount(document)):
        yield read_sheet(name, document, index)


def read_sheet(name: str, document: Any, index: int) -> Sheet:
    """One page; it is closed again before this returns."""
    raw = pdfium()
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        message = f"page {index + 1} of the PDF is damaged"
        raise DisclosureError("read-pdf-broken", message, name, None, "a whole PDF", _SAVE_AGAIN)
    try:
        return _sheet(name, page, index + 1)
    finally:
        raw.FPDF_ClosePage(page)


def _sheet(name: str, page: Any, number: int) -> Sheet:
    raw = pdfium()
    frame = frame_of(page)
    if not (0 < frame.width <= MAX_SIDE and 0 < frame.height <= MAX_SIDE):
        message = f"page {number} measures {frame.width:.0f} × {frame.height:.0f} points"
        raise DisclosureError("read-page-size", message, name, None, f"at most {MAX_SIDE:.0f} points", _SAVE_AGAIN)
    text_page = raw.FPDFText_LoadPage(page)
    try:
        return _read(name, number, page, text_page)
    finally:
        raw.FPDFText_ClosePage(text_page)


def _read(name: str, number: int, page: Any, text_page: Any) -> Sheet:
    frame = frame_of(page, turn_of_text(page, text_page))
    try:
        drawn = read_objects(page, frame.matrix)
    except TooManyObjects:
        message, expected = f"page {number} has too many objects", "pages of text and tables"
        raise DisclosureError("read-too-many-objects", message, name, None, expected, _SAVE_AGAIN) from None
    visible, hidden, unknown = read_characters(text_page, frame, drawn)
    covered = sum((box.x1 - box.x0) * (box.y1 - box.y0) for box in drawn.images) / (frame.width * frame.height)
    lines = drawn.horizontals, drawn.verticals
    return Sheet(number, frame.width, frame.height, visible, *lines, hidden, covered, unknown, frame.turned)
