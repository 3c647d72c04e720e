"""Names that differ a little: one character, or some characters put in or left out inside the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHORTEST = 6
"""Shorter names differ from other words by chance."""
_MOST_INSERTED = 4
_TELLING = frozenset("0123456789一二三四五六七八九十百上下前后东西南北新旧老甲乙丙丁初高男女大小中正副")
"""Characters that make another name: numbers, ordinals, directions, ages."""
_TWINS = {"厂": "场", "场": "厂", "园": "院", "院": "园", "帐": "账", "站": "占"}
"""Endings of places that are taken for one another."""
_TWICE = re.compile(r"(?P<phrase>[\u4e00-\u9fff]{4,8}?)(?P=phrase)")
_LEAST_CHARACTERS = 2
"""A phrase of fewer different characters is an ornament."""
_SUFFIX = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2})(?P<end>[厂场园院])")


def differs_inside(one: str, other: str) -> bool:
    """Whether two names are the same but for one character, or a few in a row, inside."""
    if one == other or min(len(one), len(other)) < _SHORTEST:
        return False
    start = _common_start(one, other)
    end = min(_common_start(one[::-1], other[::-1]), min(len(one), len(other)) - start)
    if start < 1 or end < 2:
        return False
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if len(left) > _MOST_INSERTED or len(right) > _MOST_INSERTED or (left and right and len(left) + len(right) > 2):
        return False
    return not _TELLING.intersection(left + right)


def _common_start(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def find_variants(name: str, text: str) -> list[str]:
    """Other spellings of a name in a text: one character replaced, left out or put in, not at the ends.

    One half of the name must stand in the text as it is, so that the search is that for a string.
    """
    if len(name) < _SHORTEST:
        return []
    half = len(name) // 2
    found = dict.fromkeys((*_after(name[:half], name, text), *_before(name[half:], name, text)))
    return list(found)


def _after(start: str, name: str, text: str) -> Iterator[str]:
    at = text.find(start)
    while at >= 0:
        if not text.startswith(name, at):
            yield from _close(name, (text[at : at + len(name) + extra] for extra in (0, 1, -1)))
        at = text.find(start, at + 1)


def _before(end: str, name: str, text: str) -> Iterator[str]:
    at = text.find(end)
    while at >= 0:
        last = at + len(end)
        first = last - len(name)
        if not (first >= 0 and text.startswith(name, first)):
            yield from _close(name, (text[first - extra : last] for extra in (0, 1, -1) if first >= extra))
        at = text.find(end, at + 1)


def _close(name: str, candidates: Iterator[str]) -> Iterator[str]:
    for candidate in candidates:
        if "\n" not in candidate and abs(len(candidate) - len(name)) <= 1 and _one_apart(name, candidate):
            yield candidate
            return


def _one_apart(name: str, other: str) -> bool:
    """One character replaced, put in or left out, not at the ends, and telling nothing."""
    start = _common_start(name, other)
    end = min(_common_start(name[::-1], other[::-1]), min(len(name), len(other)) - start)
    left, right = name[start : len(name) - end], other[start : len(other) - end]
    return start >= 1 and end >= 2 and len(left) <= 1 and len(right) <= 1 and not _TELLING.intersection(left + right)


def misspelt_suffixes(name: str, text: str) -> Iterator[tuple[str, str]]:
    """`修配厂` in a name against `修配场` in a text: the same place with a like-sounding ending."""
    for found in _SUFFIX.finditer(name):
        stem, end = found["stem"], found["end"]
        twin = stem + _TWINS[end]
        if twin in text and twin not in name:
            yield stem + end, twin


def repeated_phrase(text: str) -> str:
    """A phrase of four characters or more printed twice in a row; empty where there is none."""
    found = _TWICE.search(text)
    return found["phrase"] if found and len(set(found["phrase"])) > _LEAST_CHARACTERS else ""
