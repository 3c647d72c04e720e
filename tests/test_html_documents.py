"""Real web pages, where they are there: no amount that a second reader finds in a page is lost."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.html import read

DOCUMENTS = Path(__file__).parents[2] / "shared" / "documents"
FILES = sorted(DOCUMENTS.rglob("*.html"))
_AMOUNT = re.compile(r"(?:\d[\d,]*)?\d\.\d\d(?!\d)")

pytestmark = [
    pytest.mark.originals,
    pytest.mark.skipif(not FILES, reason="the real pages (../shared/documents) are not here: NOT TESTED against them"),
]


class _Words(HTMLParser):
    """All text of a page but scripts and styles, by the parser of the standard library."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in ("script", "style")
        if tag in ("p", "div", "td", "br"):
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def amounts_in(data: bytes) -> Counter[str]:
    words = _Words()
    try:
        words.feed(data.decode("utf-8"))
    except UnicodeDecodeError:
        words.feed(data.decode("gb18030"))
    return Counter(_AMOUNT.findall("".join(words.parts)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_amount_of_a_real_page_is_lost(path: Path) -> None:
    data = path.read_bytes()
    try:
        text = read(path.name, data).text
    except DisclosureError as error:
        if error.code not in ("read-no-text", "read-no-disclosure"):
            raise
        text = ""
    assert amounts_in(data) - Counter(_AMOUNT.findall(text)) == Counter()
