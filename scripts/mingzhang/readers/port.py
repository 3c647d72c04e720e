"""The port of the readers: what a file's bytes become, whatever its format.

A reader is a plain function of a name and bytes: no processes, threads, network or clock, and its parser is
imported when it is used, so that it runs in a browser as well. Whoever calls it gives it limits of time and memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import NamedTuple, cast

from mingzhang.ground.source import Mark, MarkKind

__all__ = ["MapRow", "Mark", "MarkKind", "Reader", "Reading", "Run", "lazily", "run_here"]


class MapRow(NamedTuple):
    """Where a line of the text, or the part of it on one page, stands: points from the top left of the page shown."""

    line: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one file.

    `text` has one paragraph or table row per line and TAB between cells; it is not canonical or masked yet.
    `encoding` is the text encoding of the original, blank where it has none. `places` are ordered by line and page;
    lines are counted as `text.split("\\n")` counts them, from 1.
    """

    text: str
    encoding: str = ""
    places: tuple[MapRow, ...] = ()
    marks: tuple[Mark, ...] = ()


Read = Callable[[str, bytes], Reading]
Run = Callable[["Reader", str, bytes], Reading]
"""How a reader is run on a file's name and bytes: here, or in a guarded process."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: `recognises` judges by content alone, `read` gets the file's name only for its messages.

    Of two readers exactly one may recognise a file. `read` raises `DisclosureError` for what it cannot read.
    `is_guarded`: it leaves bytes to a foreign parser, which commands let run only in a process of its own, with limits.
    """

    name: str
    media_type: str
    recognises: Callable[[bytes], bool]
    read: Read
    is_guarded: bool = True


def run_here(reader: Reader, name: str, data: bytes) -> Reading:
    """Run a reader in this process, without limits."""
    return reader.read(name, data)


def lazily(module: str, function: str) -> Read:
    """A reader's function whose module, and with it the parser, is imported when the first file is read."""

    def read(name: str, data: bytes) -> Reading:
        found = cast(Read, getattr(import_module(module), function))
        return found(name, data)

    return read
