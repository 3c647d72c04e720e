"""DOCX (ECMA-376, WordprocessingML): what a document prints, by a walk over its XML. Nothing is run or fetched.

Paragraphs are lines, rows of tables are lines with TAB between the cells, as `readers.html` writes them. Comments and
properties of the document are never opened; running heads stand beside the text, in marks.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.port import Reading
from mingzhang.readers.word.document import read_document
from mingzhang.readers.word.package import Package

_REMEDY = "open the document, save it again as DOCX, and give that"


def read(name: str, data: bytes) -> Reading:
    """The reading of a document.

    Raises `DisclosureError`: `read-docx`, `read-docx-depth`, `read-encrypted`, `read-too-large`,
    `read-too-many-cells`, `read-no-text`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return read_document(Package(name, archive))
    except (
        zipfile.BadZipFile,
        zlib.error,
        ParseError,
        LookupError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        message = f"the document is damaged: {str(error)[:120]}"
        raise DisclosureError("read-docx", message, name, None, "a whole DOCX document", _REMEDY) from None
