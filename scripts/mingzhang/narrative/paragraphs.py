"""A paragraph in the form patterns are written against, with the way back to line and character."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple, Protocol

_KEPT = re.compile(r"(?:[^\s\u200b\u200e\u200f\ufeff“”\"'‘’「」『』《》])+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,80}>")
_CLOSING = "”’」』》"
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD = {**_WIDE, ord("〔"): "[", ord("〕"): "]", ord("【"): "[", ord("】"): "]", ord("﹪"): "%", ord("㎡"): "㎡"}


class PieceLike(Protocol):
    """What is known of a part of a paragraph."""

    @property
    def line(self) -> int:
        """Its line, from 1."""

    @property
    def start(self) -> int:
        """Where in the line it starts, from 0."""

    @property
    def text(self) -> str:
        """Its text."""


class Place(NamedTuple):
    """A stretch of a paragraph: the line of its end and its characters in that line, from 1; as printed."""

    line: int
    first_char: int
    last_char: int
    printed: str


class FoldedText:
    """A paragraph without white space, quotation marks and tags, full-width signs as ASCII.

    `text` is what patterns see; `place(a, b)` says where its characters a..b stand in the source.
    """

    __slots__ = ("_folded", "_lines", "_pieces", "_raw", "_starts", "text")

    def __init__(self, pieces: Sequence[PieceLike]) -> None:
        raw = "".join(piece.text for piece in pieces)
        if "<" in raw:
            raw = _TAG.sub(lambda match: "\u200b" * len(match.group()), raw)
        runs = [(match.start(), match.group()) for match in _KEPT.finditer(raw)]
        self._pieces = pieces
        self._raw = raw
        self._starts = [start for start, _ in runs]
        self._folded = []
        length = 0
        for _, run in runs:
            self._folded.append(length)
            length += len(run)
        self._lines = []
        length = 0
        for piece in pieces:
            self._lines.append(length)
            length += len(piece.text)
        self.text = "".join(run for _, run in runs).translate(_FOLD)

    def raw_index(self, index: int) -> int:
        """Where a character of `text` stands in the paragraph as printed."""
        if len(self._folded) == 1:
            return self._starts[0] + index
        run = bisect_right(self._folded, index) - 1
        return self._starts[run] + index - self._folded[run]

    def printed(self, start: int, end: int) -> str:
        """The characters `start` to `end` (exclusive) as printed."""
        if start >= end:
            return ""
        return self._raw[self.raw_index(start) : self.raw_index(end - 1) + 1].replace("\u200b", "")

    def place(self, start: int, end: int) -> Place:
        """Where `text[start:end]` stands."""
        first, last = self.raw_index(start), self.raw_index(end - 1)
        number = bisect_right(self._lines, last) - 1
        piece = self._pieces[number]
        offset = piece.start - self._lines[number]
        first_char = max(first, self._lines[number]) + offset + 1
        printed = self.printed(start, end)
        closing = self._raw[last + 1 : last + 2]
        if closing and closing in _CLOSING and last + 1 < self._lines[number] + len(piece.text):
            last, printed = last + 1, printed + closing
        return Place(piece.line, first_char, last + offset + 1, printed)
