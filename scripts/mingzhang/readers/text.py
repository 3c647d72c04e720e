"""Bytes of a text file → str, without guessing in silence.

Order: a byte-order mark decides; NUL bytes mean UTF-16 or no text at all; strict UTF-8; strict
GB18030 (a superset of GBK and GB2312). Whatever was not announced by a mark and is not UTF-8 must
also *look* like a Chinese document: almost any bytes decode as GB18030, and UTF-8 with one damaged
byte would come out as a page of rare characters.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.port import Reading

_MARKS: tuple[tuple[bytes, str, str], ...] = (  # UTF-32-LE begins like UTF-16-LE: longer marks first
    (b"\xef\xbb\xbf", "utf-8", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be", "utf-16-be"),
)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_ASCII = re.compile("[\t\n\r -~]")
_HANZI = re.compile("[\u4e00-\u9fff]")
_UNEXPECTED = re.compile(  # neither ASCII, CJK, nor a sign that budget documents use
    "[^\t\n\x0b\x0c\r -~\u00a0-\u00ff\u2000-\u206f\u20a0-\u20cf\u2100-\u22ff\u2460-\u25ff"
    "\u3000-\u303f\u3200-\u33ff\u4e00-\u9fff\ufeff\uff00-\uffef]"
)
_REMEDY = "save the document as UTF-8 text and give it again"


def read_text(name: str, data: bytes) -> Reading:
    """A text file as its reader gives it; see `decode` for what it raises."""
    return Reading(*decode(data, Path(name)))


def decode(data: bytes, path: Path) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    Raises `DisclosureError`: `read-empty`, `read-nul` or `read-encoding`, with the line and byte.
    """
    if not data:
        raise DisclosureError("read-empty", "the file is empty", path, None, "the text of a disclosure")
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, mark, codec, path), name
    if b"\x00" in data:
        return _decode_utf_16(data, path)
    return _decode_unmarked(data, path)


def _decode_marked(data: bytes, mark: bytes, codec: str, path: Path) -> str:
    try:
        text = data[len(mark) :].decode(codec)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start + len(mark), codec, path) from None
    if "\x00" in text:
        raise _nul(text[: text.index("\x00")].count("\n") + 1, path)
    return text


def _decode_utf_16(data: bytes, path: Path) -> tuple[str, str]:
    """UTF-16 without a mark: ASCII characters leave a NUL beside them; the result must be plausible.

    Both byte orders are tried, since 一 (U+4E00) puts its NUL on the other side than TAB and digits.
    """
    texts = [(text, name) for name in ("utf-16-le", "utf-16-be") if (text := _try(data, name)) is not None]
    readable = [
        (len(_UNEXPECTED.findall(text)), text, name)
        for text, name in texts
        if is_plausible(text) and _ASCII.search(text)
    ]
    if readable:
        _, text, name = min(readable, key=lambda candidate: candidate[0])
        return text, name
    raise _nul(_line_at(data, data.index(b"\x00")), path)


def _decode_unmarked(data: bytes, path: Path) -> tuple[str, str]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        failed_at = error.start
    else:
        if text.isascii() or _HANZI.search(text) or is_plausible(text):
            return text, "utf-8"
        other = _try(data, "gb18030")  # 目录 and some other words in GBK are valid UTF-8 by accident
        return (other, "gb18030") if other and is_plausible(other) else (text, "utf-8")
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        codec = "gb18030" if error.start > failed_at else "utf-8"
        raise _undecodable(data, max(error.start, failed_at), codec, path) from None
    if not is_plausible(text):
        raise _undecodable(data, failed_at, "utf-8", path)
    return text, "gb18030"


def is_plausible(text: str) -> bool:
    """Whether a decoded text looks like Chinese or ASCII and not like another encoding misread.

    Two measures: at most 2 % unexpected characters; of the Han characters more than 60 % belong to
    the 3,755 of GB 2312 level 1 (running text has 99 %, misread text under 50 %), two being free.
    """
    if len(_UNEXPECTED.findall(text)) * 50 > len(text):
        return False
    hanzi = _HANZI.findall(text)
    common = _common_hanzi()
    rare = sum(1 for char in hanzi if char not in common)
    return (rare - 2) * 10 < len(hanzi) * 4


@cache
def _common_hanzi() -> frozenset[str]:
    """GB 2312-80 level 1: rows 16 to 55."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return frozenset(text for code in cells if (text := _try(code, "gb2312")))


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _line_at(data: bytes, offset: int) -> int:
    return len(_LINE_END.findall(data, 0, offset)) + 1


def _undecodable(data: bytes, offset: int, codec: str, path: Path) -> DisclosureError:
    return DisclosureError(
        "read-encoding",
        f"byte {offset} (0x{data[offset]:02x}) cannot be read as {codec}"
        if offset < len(data)
        else f"the text breaks off at byte {offset} ({codec})",
        path,
        _line_at(data, offset) if codec in {"utf-8", "gb18030"} else None,
        "UTF-8, UTF-16 or GB18030 (GBK) text",
        _REMEDY,
    )


def _nul(line: int, path: Path) -> DisclosureError:
    return DisclosureError("read-nul", "the file contains NUL bytes", path, line, "plain text", _REMEDY)
