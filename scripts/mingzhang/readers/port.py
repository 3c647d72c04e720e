"""The port of the readers: what a file's bytes become, whatever its format.

A reader is a plain function of a name and bytes: no processes, threads, network or clock, and its parser is
imported when it is used, so that it runs in a browser as well. Whoever calls it gives it limits of time and memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from mingzhang.ground.source import Locator

MarkKind = Literal["joined", "hidden", "cut", "ocr", "confirmed", "formula", "recovered", "picture", "header", "footer"]
"""What may be said of a place that does not simply hold what is printed there (DESIGN, "The canonical source").

`joined`: a row, paragraph or number put together again. `hidden`: how much text the page's data holds that nobody
sees (a count, never the text). `cut`: text that the page really loses. `ocr`: read from a picture, with its
confidence. `recovered`: a code that was not printed as such. `header`, `footer`: running heads and page numbers.
"""


class MapRow(NamedTuple):
    """Where a line of the text, or the part of it on one page, stands: points from the top left of the page shown."""

    line: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class Mark(NamedTuple):
    """What is to be known of a place: `confidence` from 0 to 1 for what was recognised, blank otherwise."""

    locator: Locator
    mark: MarkKind
    confidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one file.

    `text` has one paragraph or table row per line and TAB between cells; it is not canonical or masked yet.
    `encoding` is the text encoding of the original, blank where it has none. `places` are ordered by line and page.
    """

    text: str
    encoding: str = ""
    places: tuple[MapRow, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: `recognises` judges by content alone, `read` gets the file's name only for its messages."""

    name: str
    media_type: str
    recognises: Callable[[bytes], bool]
    read: Callable[[str, bytes], Reading]
