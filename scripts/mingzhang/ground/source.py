"""What flows through Mingzhang, stage by stage: frozen values without behaviour of their own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["budget", "final"]
Scope = Literal["dept", "unit"]

MarkKind = Literal[
    "joined", "hidden", "cut", "ocr", "confirmed", "formula", "recovered", "picture", "header", "footer", "attachment"
]
"""What may be said of a place that does not simply hold what is printed there (DESIGN, "The canonical source").

`joined`: a row, paragraph or number put together again. `hidden`: how much text the page's data holds that nobody
sees (a count, never the text). `cut`: text that the page really loses. `ocr`: read from a picture, with its
confidence. `recovered`: a code that was not printed as such. `header`, `footer`: running heads and page numbers.
`attachment`: a file that a web page offers there, with its address.
"""

NEXT_FILE = "\f\t"
"""How the line begins that stands before every file of a disclosure but its first; the file's name follows.

No document can hold such a line: in its text a form feed stands on a line of its own.
"""


class Locator(NamedTuple):
    """A place in `source.txt`: line and TAB-separated cell, both from 1; cell 0 means the whole line."""

    line: int
    cell: int = 0

    def __str__(self) -> str:
        return f"L{self.line}C{self.cell}" if self.cell else f"L{self.line}"


class Mark(NamedTuple):
    """What is to be known of a place: `confidence` from 0 to 1 for what was recognised, blank otherwise."""

    locator: Locator
    mark: MarkKind
    confidence: str = ""
    note: str = ""


class PagePlace(NamedTuple):
    """Where a line of `source.txt`, or the part of it on one page, is printed.

    `file` counts the originals from 1, `page` the pages of that file. The box is in points from the top left of the
    page as it is displayed.
    """

    line: int
    file: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Original:
    """One file of a disclosure as published: what is recorded of it, since its bytes are not.

    `encoding` is that of a text, blank for other formats. `url` is where it was published, `published` and `fetched`
    are dates (YYYY-MM-DD); blank where nobody told them.
    """

    file_name: str
    bytes: int
    sha256: str
    encoding: str = ""
    media_type: str = "text/plain"
    url: str = ""
    published: str = ""
    fetched: str = ""


@lru_cache(maxsize=2)
def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a `source.txt` without their ends; where another file begins there is a page break, no text."""
    lines = text.split("\n")[:-1]  # asked for again and again by every stage while one document is read
    if NEXT_FILE in text:
        lines = ["\f" if line.startswith(NEXT_FILE) else line for line in lines]
    return tuple(lines)


@lru_cache(maxsize=2)
def _find_file_starts(text: str) -> tuple[int, ...]:
    if NEXT_FILE not in text:
        return ()
    return tuple(number for number, line in enumerate(text.split("\n"), 1) if line.startswith(NEXT_FILE))


@dataclass(frozen=True, slots=True)
class Source:
    """The canonical, masked text of a disclosure; the only thing later stages read.

    `text` is UTF-8 with LF line ends and exactly one final newline; before every file but the first it has a line
    that begins with `NEXT_FILE`. `originals` has one entry for each file. `masked` lists where personal data was
    masked (cells or lines), derived from the mask characters, so it is the same when the masked text is read again.
    `places` are ordered by line, file and page, `marks` by locator and mark.
    """

    text: str
    originals: tuple[Original, ...]
    masked: tuple[Locator, ...] = ()
    places: tuple[PagePlace, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def file_name(self) -> str:
        """The name of the disclosure's first file, which messages call it by."""
        return self.originals[0].file_name

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends; line 1 is index 0. Where another file begins there is a page break."""
        return split_lines(self.text)

    @property
    def printed(self) -> str:
        """The text without the names of its files, to look for words in."""
        return "\n".join((*self.lines, "")) if NEXT_FILE in self.text else self.text

    @property
    def file_starts(self) -> tuple[int, ...]:
        """The lines, from 1, at which the second and every later file begins."""
        return _find_file_starts(self.text)
