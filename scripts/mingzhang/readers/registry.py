"""All readers: one entry for each format. A new reader is one more file and one more line here."""

from __future__ import annotations

from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.formats import is_text, looks_like, name_format
from mingzhang.readers.port import Reader, lazily

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

READERS: tuple[Reader, ...] = (
    Reader("text", "text/plain", is_text, lazily("mingzhang.readers.text", "read_text"), is_guarded=False),
    Reader("XLSX", XLSX, looks_like("an Excel file (xlsx)"), lazily("mingzhang.readers.spreadsheet.xlsx", "read")),
    Reader("XLS", XLS, looks_like("an Excel file (xls, et)"), lazily("mingzhang.readers.spreadsheet.xls", "read")),
    Reader("DOCX", DOCX, looks_like("a Word file (docx)"), lazily("mingzhang.readers.word", "read")),
    Reader("HTML", "text/html", looks_like("an HTML page"), lazily("mingzhang.readers.html", "read")),
    Reader("MHTML", "multipart/related", looks_like("an MHTML page"), lazily("mingzhang.readers.html", "read_mhtml")),
    Reader(
        "XLS (XML)",
        XLS,
        looks_like("an Excel file (XML)"),
        lazily("mingzhang.readers.spreadsheet.xml2003", "read"),
    ),
    Reader("PDF", "application/pdf", looks_like("a PDF file"), lazily("mingzhang.readers.pdf", "read")),
)

_SAVE_AS_TEXT = "convert it to plain text (UTF-8), one table row per line with TAB between the cells"


def find_reader(data: bytes, path: Path) -> Reader:
    """The one reader that recognises a file's content.

    Raises `DisclosureError` with the code `read-format` where there is none, or (a defect of ours) more than one.
    """
    found = [reader for reader in READERS if reader.recognises(data)]
    if len(found) == 1:
        return found[0]
    expected = ", ".join(reader.name for reader in READERS)
    if not found:
        message = f"this looks like {name_format(data) or 'no format that is known'}, which cannot be read yet"
        raise DisclosureError("read-format", message, path, None, expected, _SAVE_AS_TEXT)
    message = f"{' and '.join(reader.name for reader in found)} both take this file for theirs"
    raise DisclosureError("read-format", message, path, None, f"one of {expected}", "report it with the file")
