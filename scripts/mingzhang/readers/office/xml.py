"""Elements of an Office file by their names without namespace: strict and transitional files differ in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

_OFF = ("0", "false", "off")
_ENTITIES = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)


def declares_entities(data: bytes) -> bool:
    """Whether XML, in UTF-8 or UTF-16, declares a document type or entities: no Office file does."""
    return _ENTITIES.search(data) is not None


@lru_cache(maxsize=1024)
def _local(name: str) -> str:
    return name.rpartition("}")[2]


def tag(element: Element) -> str:
    """The name of an element."""
    return _local(str(element.tag))


def attribute(element: Element, name: str) -> str:
    """An attribute in any namespace or none; blank where there is none."""
    return next((value for key, value in element.attrib.items() if _local(key) == name), "")


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, its first child of the next name, and so on."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if tag(one) == name), None)
    return element


def named(root: Element, name: str) -> Iterator[Element]:
    """All elements of that name, at any depth."""
    return (element for element in root.iter() if tag(element) == name)


def told(element: Element | None, *path: str) -> str:
    """What the `val` of an element says, or of one below it; blank where it is not there."""
    found = child(element, *path)
    return "" if found is None else attribute(found, "val")


def number(element: Element | None, *path: str, default: int = 0) -> int:
    """A whole number that `told` finds. Raises ValueError for anything else."""
    text = told(element, *path)
    return int(text) if text else default


def toggle(element: Element | None, *path: str) -> bool | None:
    """A property that is on or off; None where nothing is said (ECMA-376 part 1, 17.17.4)."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val") not in _OFF


def alternative(element: Element) -> Element | None:
    """Of an `mc:AlternateContent` the one content that is displayed: the same things stand in each."""
    choice = child(element, "Choice")
    return choice if choice is not None else child(element, "Fallback")
