"""Where a file was published and when: what a contributor says of it, since no file says it of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from mingzhang.ground.errors import DisclosureError

LONGEST_URL = 2000
URL = r"https?://[^\s/?#\\@\"<>^`{|}]+[^\s\\\"<>^`{|}]*"
"""The form of an address: http or https, a host, and no character that would have to be escaped (RFC 3987)."""

DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ADDRESS = re.compile(URL)
_DATE = re.compile(DATE)


@dataclass(frozen=True, slots=True)
class Provenance:
    """The address of a file and the dates (YYYY-MM-DD) it was published and fetched; blank where not known."""

    url: str = ""
    published: str = ""
    fetched: str = ""

    def check(self, path: Path, line: int | None = None) -> None:
        """Raise `DisclosureError` (`original-url`, `original-date`) with the place where it was said."""
        if self.url and not is_url(self.url):
            expected = f"http:// or https://, a host and a path, at most {LONGEST_URL} characters"
            remedy = "copy the address of the file or its page from the browser"
            raise DisclosureError("original-url", f"“{self.url[:80]}” is no address", path, line, expected, remedy)
        for name, text in (("published", self.published), ("fetched", self.fetched)):
            if text and not is_date(text):
                message, remedy = f"{name}: “{text[:40]}” is no date", "correct it or leave it out"
                raise DisclosureError("original-date", message, path, line, "a day such as 2024-02-08", remedy)
        if self.published and self.fetched and self.fetched < self.published:
            message = f"fetched on {self.fetched}, before it was published on {self.published}"
            raise DisclosureError("original-date", message, path, line, "the dates in their order", "correct them")


NOT_SAID = Provenance()


def is_url(text: str) -> bool:
    """Whether a text is an absolute http(s) address with a host; whether anything is there nobody asks."""
    if len(text) > LONGEST_URL or not text.isprintable() or not _ADDRESS.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.username is None and (parts.port or 1) > 0
    except ValueError:  # a port that is no number, brackets that are no IPv6 address
        return False


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar, written YYYY-MM-DD."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
