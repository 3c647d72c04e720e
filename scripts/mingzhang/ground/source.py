"""What flows through Mingzhang, stage by stage: frozen values without behaviour of their own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["budget", "final"]
Scope = Literal["dept", "unit"]


class Locator(NamedTuple):
    """A place in `source.txt`: line and TAB-separated cell, both from 1; cell 0 means the whole line."""

    line: int
    cell: int = 0

    def __str__(self) -> str:
        return f"L{self.line}C{self.cell}" if self.cell else f"L{self.line}"


@dataclass(frozen=True, slots=True)
class Original:
    """The document as published: what is recorded of it, since its bytes are not."""

    file_name: str
    bytes: int
    sha256: str
    encoding: str


@lru_cache(maxsize=2)
def _split_lines(text: str) -> tuple[str, ...]:
    """Asked for again and again by every stage while one document is read."""
    return tuple(text.split("\n")[:-1])


@dataclass(frozen=True, slots=True)
class Source:
    """The canonical, masked text of a disclosure; the only thing later stages read.

    `text` is UTF-8 with LF line ends and exactly one final newline. `masked` lists where personal
    data was masked (cells or lines), derived from the mask characters, so it is the same when the
    masked text is read again.
    """

    text: str
    original: Original
    masked: tuple[Locator, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends; line 1 is index 0."""
        return _split_lines(self.text)
