"""PDF: characters and ruling lines by PDFium, tables by `readers.grid`."""

from __future__ import annotations

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.grid import compose
from mingzhang.readers.pdf.document import opened, sheets
from mingzhang.readers.port import Reading


def read(name: str, data: bytes) -> Reading:
    """The reading of a PDF.

    Raises `DisclosureError`: `read-encrypted`, `read-pdf-broken`, `read-too-many-pages`, `read-page-size`,
    `read-too-many-objects`, `read-no-text`.
    """
    with opened(name, data) as document:
        reading = compose(sheets(name, document))
    if not reading.text.strip():
        raise DisclosureError("read-no-text", "no page of the PDF holds text", name, None, "a PDF with text", "")
    return reading
