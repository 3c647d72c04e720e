"""Recognising formats by content: what is no known format is plain text, or at least tried as such."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
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
_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", "an Office file protected by a password"),
    ("WordDocument", "an old Word file (doc, wps)"),  # before workbooks: a Word file may hold one
    ("PowerPoint Document", "an old PowerPoint file (ppt)"),
    ("Workbook", "an Excel file (xls, et)"),
    ("Book", "an Excel file (xls, et)"),
)
"""Names of streams in a compound file ([MS-CFB]), which stand there in UTF-16, with the format that they tell."""
_BIFF = re.compile(
    rb"\x09(?:[\0\x02\x04\x08][\x04\x06\x08\x10]\0.{2}\x10\0|[\x04\x08][\x06\x08\x10]\0.{2}(?:\x05\0|\0\x01))", re.S
)
"""The first record of a sheet, or of a workbook, that stands without a container ([MS-XLS] 2.4.21, BOF)."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ARCHIVE = "a ZIP archive"
_ZIP_MEMBERS: tuple[tuple[bytes, str], ...] = (
    (b"OFD.xml", "an OFD file"),
    (b"word/", "a Word file (docx)"),
    (b"xl/", "an Excel file (xlsx)"),
    (b"ppt/", "a PowerPoint file (pptx)"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
)

_HEAD = 8192
_ANY_HTML = rb"!doctype|html|head|body|meta|title|table|div|style|script|center|p|span|font|frameset"
_HTML = re.compile(
    rb"(?>\s*(?:<\?(?:[^>?]|\?(?!>))*\??>|<!--.*?-->|<%.*?%>))*+\s*<(?:" + _ANY_HTML + rb")\b", re.I | re.S
)
_MAIL = re.compile(rb"\s*[A-Za-z][A-Za-z-]{1,60}[ \t]*:[ \t]*\S")
_MHTML = re.compile(rb"^mime-version[ \t]*:", re.I | re.M)
_MHTML_KIND = re.compile(rb"^content-type[ \t]*:\s*(?:multipart/(?:related|alternative|mixed)|text/html)", re.I | re.M)
_XML_ROOTS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"<(?:\w+:)?Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet"), "an Excel file (XML)"),
    (re.compile(rb"<\w+:(?:wordDocument|package)\s"), "a Word file (XML)"),
)


def name_format(data: bytes) -> str | None:
    """What a file seems to be if it is not text ("a PDF file"), or None."""
    head = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    for magic, name in _MAGIC:
        if data.startswith(magic) or head.startswith(magic):
            return name
    if data.startswith(_CONTAINER):
        return next(
            (name for stream, name in _STREAMS if f"{stream}\0".encode("utf-16-le") in data), "an old Office file"
        )
    if _BIFF.match(data):
        return "an Excel file (xls, et)"
    if data.startswith(_ZIP):
        return _zip_format(data)
    return _markup_format(data)


def _markup_format(data: bytes) -> str | None:
    """Formats that are text themselves; in UTF-16 every second byte of their tags is NUL."""
    head = (
        data[:_HEAD]
        .replace(b"\0", b"")
        .removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
    )
    if head.lstrip().startswith(b"<"):
        root = next((name for pattern, name in _XML_ROOTS if pattern.search(head)), None)
        return root or ("an HTML page" if _HTML.match(head) else None)
    if _MAIL.match(head) and _MHTML.search(head) and _MHTML_KIND.search(head):
        return "an MHTML page"
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
