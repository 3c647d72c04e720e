"""What a page is made of before it is read, and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in points, y downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def around(self, other: Box) -> Box:
        """The smallest rectangle that holds both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


class Glyph(NamedTuple):
    """One character: its box, the baseline it stands on, its size, and the run of text it was written with.

    White space is no glyph: gaps say it better. `size` is that of its type (the side of a Chinese character)
    and not the height of the box, which in some fonts is three times as much. `run` numbers what the file wrote in one
    piece.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    text: str
    run: int = -1


class Ruling(NamedTuple):
    """A horizontal or vertical line: its position across, and where it starts and ends along."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as given by a reader of a format: what is visible on it, in no particular order.

    `hidden` are characters in the page's data that are none of its text: nobody sees them (cut off by a clip, outside
    the page, invisible), or they are a watermark. `turned` is by how many quarter turns, clockwise, the page was turned
    from how it is shown, for its text to stand upright; places are told as it is shown. `pictures` is the share of the
    page that pictures cover, `unknown` how many characters stand there of which the file does not say what they are.
    """

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    horizontals: Sequence[Ruling] = ()
    verticals: Sequence[Ruling] = ()
    hidden: Sequence[Glyph] = ()
    pictures: float = 0.0
    unknown: int = 0
    turned: int = 0

    @property
    def is_picture(self) -> bool:
        """Whether all there is to read stands in pictures (a scan)."""
        return not self.glyphs and self.pictures >= 0.3

    @property
    def is_unreadable(self) -> bool:
        """Whether so many characters are unknown that the rest is no text."""
        return self.unknown > max(20, len(self.glyphs) / 4)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text outside tables. `size` is the height of its characters, `glyphs` how many it has."""

    text: str
    box: Box
    base: float
    size: float
    glyphs: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells' text by atomic column, and what is to be said of some of them.

    Of the columns, `wrapped` are those whose number stood on two lines, `cut` those that really lose text on the page,
    `full` those whose last line reaches the side of the cell, `joined` those that go
    on on later pages, where the row's other parts stand `elsewhere`.
    """

    cells: tuple[str, ...]
    box: Box
    wrapped: tuple[int, ...] = ()
    cut: tuple[int, ...] = ()
    full: tuple[int, ...] = ()
    joined: tuple[int, ...] = ()
    elsewhere: tuple[tuple[int, Box], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page; `edges` are the positions of its columns' sides, one more than columns.

    Where it `goes_on` from the page before, its first `repeated` rows are that table's header again.
    """

    edges: tuple[float, ...]
    rows: tuple[Row, ...]
    box: Box
    goes_on: bool = False
    repeated: int = 0


Block = Line | Table


@dataclass(slots=True)
class Page:
    """A page that was read: its blocks from top to bottom, and the running heads and feet taken out of them."""

    number: int
    width: float
    height: float
    blocks: list[Block]
    hidden: int = 0
    is_picture: bool = False
    turned: int = 0
    heads: list[Line] = field(default_factory=list)
    feet: list[Line] = field(default_factory=list)

    def shown(self, box: Box) -> Box:
        """A box on the page as it is shown."""
        x0, y0, x1, y1 = box
        if self.turned == 1:
            return Box(y0, self.width - x1, y1, self.width - x0)
        if self.turned == 2:
            return Box(self.width - x1, self.height - y1, self.width - x0, self.height - y0)
        return Box(self.height - y1, x0, self.height - y0, x1) if self.turned == 3 else box

    @property
    def lines(self) -> list[Line]:
        """The lines of text outside tables."""
        return [block for block in self.blocks if isinstance(block, Line)]


def box_of(glyphs: Iterable[Glyph]) -> Box:
    """The rectangle around glyphs; there must be one."""
    x0s, y0s, x1s, y1s, *_ = zip(*glyphs, strict=True)
    return Box(min(x0s), min(y0s), max(x1s), max(y1s))
