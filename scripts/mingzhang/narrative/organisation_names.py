"""Names of internal bodies and of units, where the section on the organisation lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BODY = r"[^,;。、:0-9]{1,18}?(?:股|科|室|处|中心|队|部|委|办公室)(?:\([^()]{1,14}\))?"
_LIST = re.compile(
    r"(?:分别(?:是|为)|下设|内设|设有|设立|包括|为)[:]?"
    rf"(?P<names>{_BODY}(?:[、和及]{_BODY}){{1,60}}?)(?=[,;。]|等|$)"
)
_UNIT = re.compile(
    r"(?:下属|所属|直属|二级)[^,;。:、]{0,10}?单位(?:[0-9]+个)?[,]?(?:分别)?(?:为|是|有|包括)[:]?(?P<names>[^,;。:0-9]{4,200})"
)
_UNIT_LIST = re.compile(r"单位(?:共[0-9]+个)?[,]?(?:包括|如下|有|为)[:]$")
_UNIT_LINE = re.compile(r"(?:[0-9]{1,2}[.、])?(?P<name>[^,;。:、0-9]{4,30}?)[;。]?")
_NUMBER = re.compile("[一二三四五六七八九十百两]+[个家]")
_AT_ONCE = re.compile(r"[,;]?(?:其|该中心|该单位|中心|内部)?")
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a folded paragraph; `unit` is the unit below the publishing one that it belongs to, if it is one's."""

    stem: str
    start: int
    end: int
    unit: str = ""


def find_names(text: str) -> Iterator[Named]:
    """Internal bodies and subordinate units that a paragraph names."""
    text = text[:_LONGEST]
    units = [match.span("names") for match in _UNIT.finditer(text)]
    for pattern, stem in ((_LIST, "internal_body"), (_UNIT, "subordinate_unit")):
        for match in pattern.finditer(text):
            start = match.start("names")
            if stem == "internal_body" and any(first <= start < last for first, last in units):
                continue
            unit = _unit_before(text, match.start(), units) if stem == "internal_body" else ""
            for name in re.split(r"[、]", match["names"]):
                if name and not _NUMBER.match(name):
                    yield Named(stem, start, start + len(name), unit)
                start += len(name) + 1


def _unit_before(text: str, start: int, units: Sequence[tuple[int, int]]) -> str:
    """The one unit that a list of bodies follows at once (`下属单位为示例县信息中心，下设综合股、网络股`)."""
    for first, last in units:
        if last <= start and _AT_ONCE.fullmatch(text, last, start) and "、" not in text[first:last]:
            return text[first:last]
    return ""


def opens_unit_list(text: str) -> bool:
    """Whether the paragraphs that follow each name a unit (`…预算的单位包括：`)."""
    return _UNIT_LIST.search(text[-40:]) is not None


def find_listed_unit(text: str) -> Named | None:
    """A paragraph that is nothing but the name of a unit."""
    match = _UNIT_LINE.fullmatch(text) if len(text) <= 40 else None
    return Named("subordinate_unit", match.start("name"), match.end("name")) if match else None
