"""DOCX (ECMA-376, WordprocessingML): what a document prints, by a walk over its XML. Nothing is run or fetched.

Paragraphs are lines, rows of tables are lines with TAB between the cells, as `readers.html` writes them. Comments and
properties of the document are never opened; running heads stand beside the text, in marks.
"""

from __future__ import annotations

from mingzhang.readers.office.package import opened
from mingzhang.readers.port import Reading
from mingzhang.readers.word.document import read_document
from mingzhang.readers.word.package import DOCUMENT, Package


def read(name: str, data: bytes) -> Reading:
    """The reading of a document.

    Raises `DisclosureError`: `read-docx`, `read-docx-depth`, `read-encrypted`, `read-too-large`,
    `read-too-many-cells`, `read-no-text`.
    """
    with opened(DOCUMENT, name, data) as archive:
        return read_document(Package(name, archive))
