"""Pairs of neighbouring characters and where they occur: an index cut into files, of which a query needs a few.

Chinese has no spaces to cut words at, so two characters that stand side by side are the unit of search. The
module `assets/lib/pairs.js` reads what is written here and cuts what a visitor types in the same way.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Sequence
from itertools import pairwise

from mingzhang.site.compact_json import compact_json

BEGINNING = "^"
"""Stands before the first character of a name; no squeezed name holds it."""
_DROPPED = frozenset("PSZC")
"""Punctuation, symbols, spaces and controls: nobody types them as they are printed."""


def squeeze(value: str) -> str:
    """What is compared: half width, lower case, only letters and digits."""
    return unicodedata.normalize("NFKC", value).lower().translate(_KEPT)


def pairs(squeezed: str) -> list[str]:
    """Neighbouring characters, each pair once, in the order of the text."""
    return list(dict.fromkeys(map("".join, pairwise(squeezed))))


class Postings:
    """Which numbers belong to a pair; numbers are added in rising order."""

    def __init__(self) -> None:
        self._numbers: dict[str, array[int]] = {}

    def add(self, pair: str, number: int) -> None:
        """Once for every number and pair."""
        self._numbers.setdefault(pair, array("I")).append(number)

    def files(self, size: int) -> list[bytes]:
        """JSON files with about `size` numbers each, `{pair: [first number, gap, gap, …]}`.

        A pair stands in the file `file_of` tells.
        """
        total = sum(map(len, self._numbers.values()))
        count = -(-total // size)
        files: list[dict[str, list[int]]] = [{} for _ in range(count)]
        for pair in sorted(self._numbers):
            files[file_of(pair, count)][pair] = _gaps(self._numbers[pair])
        return [compact_json(found) for found in files]


def file_of(pair: str, count: int) -> int:
    """The number of the file, of `count`, that holds a pair."""
    first, second = map(ord, pair)
    return (first * 31 + second) % count


class _Kept(dict[int, int | None]):
    """For `str.translate`: every character as it is, or dropped."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.category(chr(code))[0] in _DROPPED else code
        self[code] = kept
        return kept


_KEPT = _Kept()


def _gaps(numbers: Sequence[int]) -> list[int]:
    return [number - before for number, before in zip(numbers, (0, *numbers), strict=False)]
