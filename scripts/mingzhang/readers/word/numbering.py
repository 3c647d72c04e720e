"""Automatic numbering, which stands nowhere in the text: counted as it is printed (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from mingzhang.readers.office.xml import attribute, child, named, number, tag, toggle, told
from mingzhang.readers.word.counting import counted
from mingzhang.readers.word.styles import Styles

_PLACE = re.compile("%([1-9])")
_LONGEST = 255  # characters of a number: it is repeated before every paragraph that has it


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level is counted and printed; `restart` is the level, from 1, after which it begins again."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    restart: int | None = None
    is_legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """A numbering as paragraphs name it: `shared` is the one whose count it goes on with."""

    shared: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Counts the paragraphs of one document in their order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def label(self, paragraph: Element, style: str) -> str:
        """What is printed before a paragraph ("一、 "), blank where it has no number; it counts as one more."""
        listed, level = self._place(paragraph, style)
        found = self._lists.get(listed)
        if found is None or level not in found.levels:
            return ""
        counts = self._count(listed, found, level)
        told_level = found.levels[level]
        if told_level.kind == "bullet":
            return ""
        text = _PLACE.sub(lambda place: _printed(found, told_level, counts, int(place[1]) - 1), told_level.text)
        return text + ("" if told_level.suffix == "nothing" or not text else " ")

    def _place(self, paragraph: Element, style: str) -> tuple[str, int]:
        """The id of a paragraph's numbering, and its level: its own, or that of its style."""
        own = child(paragraph, "pPr", "numPr")
        listed, level, by = self._styles.numbering(style)
        if own is not None and told(own, "numId"):
            return told(own, "numId"), number(own, "ilvl")
        linked = self._lists.get(listed)
        if linked is not None:
            level = next((at for at, one in linked.levels.items() if one.style and one.style == by), level)
        return listed, number(own, "ilvl", default=level)

    def _count(self, listed: str, found: _List, level: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.shared, {})
        if level in found.starts and (listed, level) not in self._begun:
            counts.pop(level, None)
        self._begun.add((listed, level))
        start = found.starts.get(level, found.levels[level].start)
        counts[level] = counts[level] + 1 if level in counts else start
        for below in [one for one in counts if one > level and _restarts(found, one, level)]:
            del counts[below]
        return counts

    # -- the part of the document ------------------------------------------------------------------------

    def _read(self, root: Element) -> None:
        shared = {attribute(one, "abstractNumId"): one for one in named(root, "abstractNum")}
        numbers = {attribute(one, "numId"): one for one in root if tag(one) == "num"}
        for key, element in numbers.items():
            name = self._followed(told(element, "abstractNumId"), shared, numbers)
            if name not in shared:
                continue
            levels = dict(_level(one) for one in shared[name] if tag(one) == "lvl")
            starts: dict[int, int] = {}
            for one in (part for part in element if tag(part) == "lvlOverride"):
                at = int(attribute(one, "ilvl") or 0)
                if (own := child(one, "lvl")) is not None:
                    levels[at] = _level(own)[1]
                if child(one, "startOverride") is not None:
                    starts[at] = number(one, "startOverride")
            self._lists[key] = _List(name, levels, starts)

    def _followed(self, name: str, shared: dict[str, Element], numbers: dict[str, Element]) -> str:
        """A numbering may say nothing but the style that has it."""
        element = shared.get(name)
        style = "" if element is None else told(element, "numStyleLink")
        if not style:
            return name
        return told(numbers.get(self._styles.numbering(style)[0]), "abstractNumId")


def _level(element: Element) -> tuple[int, _Level]:
    kinds = [attribute(one, "val") for one in named(element, "numFmt")]
    restart = told(element, "lvlRestart")
    if len(told(element, "lvlText")) > _LONGEST:
        raise ValueError(f"a number has more than {_LONGEST} characters")
    return int(attribute(element, "ilvl") or 0), _Level(
        kinds[-1] if kinds else "decimal",
        told(element, "lvlText"),
        number(element, "start", default=0),
        told(element, "suff") or "tab",
        int(restart) if restart else None,
        toggle(element, "isLgl") is True,
        told(element, "pStyle"),
    )


def _restarts(found: _List, below: int, level: int) -> bool:
    """Whether a level begins again when a higher one counts: after any, unless it names the one that it waits for."""
    restart = found.levels[below].restart if below in found.levels else None
    return restart is None or level < restart


def _printed(found: _List, by: _Level, counts: dict[int, int], level: int) -> str:
    own = found.levels.get(level, _Level())
    value = counts.get(level, found.starts.get(level, own.start))
    return counted(value, "decimal" if by.is_legal and own.kind != "decimalZero" else own.kind)
