"""Recognising formats by content: what is no known format is plain text, or at least tried as such."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (doc, xls, wps, et)"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"{\\rtf", "an RTF file"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ARCHIVE = "a ZIP archive"
_ZIP_MEMBERS: tuple[tuple[bytes, str], ...] = (
    (b"OFD.xml", "an OFD file"),
    (b"word/", "a Word file (docx)"),
    (b"xl/", "an Excel file (xlsx)"),
    (b"ppt/", "a PowerPoint file (pptx)"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
)


def name_format(data: bytes) -> str | None:
    """What a file seems to be if it is not text ("a PDF file"), or None."""
    head = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    for magic, name in _MAGIC:
        if data.startswith(magic) or head.startswith(magic):
            return name
    if data.startswith(_ZIP):
        return _zip_format(data)
    return None


def _zip_format(data: bytes) -> str:
    """By the names of its parts; of a broken one, by what its bytes mention (a part of an archive may be a ZIP too)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.encode("utf-8", "replace") for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return next((name for member, name in _ZIP_MEMBERS if member in data), _ARCHIVE)
    if b"mimetype" in names and b"application/vnd.oasis.opendocument" in data[:200]:
        return "an OpenDocument file"
    return next(
        (name for member, name in _ZIP_MEMBERS if any(one.startswith(member) for one in names)),
        _ARCHIVE,
    )


def is_text(data: bytes) -> bool:
    """Whether nothing in the file speaks against plain text; whether it really is one, decoding tells."""
    return name_format(data) is None


def looks_like(name: str) -> Callable[[bytes], bool]:
    """Whether a file is what `name_format` calls by this name: `looks_like("a PDF file")`."""

    def recognises(data: bytes) -> bool:
        return name_format(data) == name

    return recognises
