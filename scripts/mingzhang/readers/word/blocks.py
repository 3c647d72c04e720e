"""Paragraphs and tables in their order, whatever wraps them."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from mingzhang.readers.office.xml import alternative, tag

_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_BLOCKS = frozenset(("p", "tbl", "altChunk", "subDoc"))


def blocks(container: Element) -> Iterator[Element]:
    """`p`, `tbl` and what is imported from elsewhere (`altChunk`, `subDoc`); content controls only wrap them."""
    return _within(container, _BLOCKS)


def rows(table: Element) -> Iterator[Element]:
    """The rows of a table."""
    return _within(table, frozenset(("tr",)))


def cells(row: Element) -> Iterator[Element]:
    """The cells of a row."""
    return _within(row, frozenset(("tc",)))


def _within(container: Element, names: frozenset[str]) -> Iterator[Element]:
    for one in container:
        name = tag(one)
        if name in names:
            yield one
        elif name in _WRAPPERS:
            yield from _within(one, names)
        elif name == "AlternateContent" and (chosen := alternative(one)) is not None:
            yield from _within(chosen, names)
