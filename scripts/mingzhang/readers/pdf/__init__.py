"""PDF: characters and ruling lines by PDFium, tables by `readers.grid`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.grid import Sheet, compose
from mingzhang.readers.pdf.document import opened, sheets
from mingzhang.readers.port import Reading

_OCR = "install mingzhang[ocr], which reads pictures of pages, or give the disclosure as text"


def read(name: str, data: bytes) -> Reading:
    """The reading of a PDF.

    Raises `DisclosureError`: `read-encrypted`, `read-pdf-broken`, `read-too-many-pages`, `read-page-size`,
    `read-too-many-objects`, `read-pdf-fonts`, `read-no-text`.
    """
    pictures: list[int] = []
    unreadable: list[int] = []
    with opened(name, data) as document:
        reading = compose(_watch(sheets(name, document), pictures, unreadable))
    if unreadable:
        message = f"the fonts of {pages_of(unreadable)} do not say which characters they hold"
        raise DisclosureError("read-pdf-fonts", message, name, None, "a PDF whose text can be copied", _OCR)
    if not reading.text.strip():
        message = f"{pages_of(pictures)} are pictures without text" if pictures else "the PDF holds no text"
        raise DisclosureError("read-no-text", message, name, None, "a PDF with text", _OCR)
    return reading


def _watch(given: Iterable[Sheet], pictures: list[int], unreadable: list[int]) -> Iterator[Sheet]:
    """Pass sheets on, noting the pages that are pictures and those whose characters are unknown."""
    for sheet in given:
        if sheet.is_picture:
            pictures.append(sheet.number)
        if sheet.is_unreadable:
            unreadable.append(sheet.number)
        yield sheet


def pages_of(numbers: Sequence[int]) -> str:
    """Page numbers as one reads them: `pages 1–3 and 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    listed = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"page{'s' if len(numbers) > 1 else ''} {listed}"
