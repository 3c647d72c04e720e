"""Links of a page to files: its attachments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urljoin

from mingzhang.readers.attachments import Attachment
from mingzhang.readers.html.inline import one_line

_FILE = re.compile(r"\.(?:pdf|xlsx?|et|docx?|wps|ofd|zip|rar|7z|csv|pptx?|rtf)$", re.IGNORECASE)
_IN_QUERY = re.compile(r"\.(?:pdf|xlsx?|et|docx?|wps|ofd|zip|rar|7z|csv)(?:$|[&#])", re.IGNORECASE)
_LEVELS = 2  # how far around the content a page lists its attachments
_KEPT = "%/:?&=#;,+@!$'()*~[]"

Links = Mapping[Any, Attachment]
"""The elements that link to files, with what they link to, in the order of the page."""


def attachment_of(link: Any, base: str = "") -> Attachment | None:
    """The file an element links to; None where it leads to a page."""
    address = "".join((link.get("href") or "").split())
    if (
        not address
        or address.startswith("#")
        or re.match(r"(?:javascript|mailto|data|about|tel):", address, re.IGNORECASE)
    ):
        return None
    name = one_line("".join(link.itertext())).strip(" \xa0\u3000")
    path, _, query = address.partition("#")[0].partition("?")
    if not (_FILE.search(path) or _FILE.search(name) or _IN_QUERY.search(unquote(query))):
        return None
    return Attachment(name or unquote(path.rpartition("/")[2]), quote(_joined(base, address), safe=_KEPT))


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # no address at all
        return address


def links_around(content: Any, base: str) -> Links:
    """The attachments in the content of a page and close around it."""
    around = content
    for _ in range(_LEVELS):
        parent = around.getparent()
        if parent is None or parent.tag in ("body", "html"):
            break
        around = parent
    found = ((link, attachment_of(link, base)) for link in around.iter("a"))
    return {link: attachment for link, attachment in found if attachment is not None}
