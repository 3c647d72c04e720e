"""Bytes of a web page → str. What a page says of its encoding is often wrong: what its bytes are comes first."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.text import decode as decode_text
from mingzhang.readers.text import is_plausible

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
_TRIED = ("utf-8", "gb2312", "gbk", "gb18030")
"""Encodings that are tried in any case: a page that declares one of them says nothing new."""
_NO_BYTES = ("utf-7", "punycode", "idna", "raw_unicode_escape", "unicode_escape", "undefined", "mbcs", "oem")


def decode(data: bytes, path: Path, charset: str = "") -> tuple[str, str]:
    """The text of a page and the name of its encoding: byte-order mark, UTF-8, what is declared, GB18030.

    `charset` is what whoever sent the page said of it. Raises `DisclosureError`: see `readers.text.decode`.
    """
    try:
        return decode_text(data, path)
    except DisclosureError as error:
        found = _as_declared(data, charset) if error.code == "read-encoding" else None
        if found is None:
            raise
        return found


def _as_declared(data: bytes, charset: str) -> tuple[str, str] | None:
    """The text in a declared encoding, where that fits every byte and makes Chinese."""
    declared = [charset, *(one.decode("ascii") for one in _DECLARED.findall(data, 0, _HEAD))]
    for label in filter(None, declared):
        try:
            codec = codecs.lookup(label).name
            if codec in (*_TRIED, *_NO_BYTES) or codec.startswith(("utf-16", "utf-32")):
                continue
            text = data.decode(codec)
        except (LookupError, ValueError):
            continue
        if isinstance(text, str) and is_plausible(text):
            return text, codec
    return None
