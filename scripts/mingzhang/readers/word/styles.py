"""Styles of a document: which numbering a style brings, and which one hides its text."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from mingzhang.readers.office.xml import attribute, child, named, number, tag, toggle, told

_FURTHEST = 20  # styles that a style may be based on, one on another


class Styles:
    """The styles by their ids; a style has what those it is based on have, unless it says otherwise."""

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else list(named(root, "style"))
        self._styles = {attribute(one, "styleId"): one for one in elements}
        self._usual = next(
            (
                attribute(one, "styleId")
                for one in elements
                if attribute(one, "type") == "paragraph" and attribute(one, "default") in ("1", "true")
            ),
            "",
        )
        self._hidden: dict[str, bool] = {}

    def of_paragraph(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        return told(paragraph, "pPr", "pStyle") or self._usual

    def is_hidden(self, paragraph_style: str, run: Element | None) -> bool:
        """Whether text is hidden: by its own properties, else by one of its styles but not by both (17.7.3)."""
        own = toggle(run, "vanish")
        if own is not None:
            return own
        character = told(run, "rStyle")
        return self._hides(paragraph_style) != (bool(character) and self._hides(character))

    def numbering(self, style: str) -> tuple[str, int, str]:
        """The id and level of the numbering that a style brings, and the style that says so; the id may be blank."""
        for name, element in self._line(style):
            found = child(element, "pPr", "numPr")
            if found is not None:
                return told(found, "numId"), number(found, "ilvl"), name
        return "", 0, ""

    def breaks_page(self, style: str) -> bool:
        """Whether paragraphs of a style begin a page."""
        said = (toggle(element, "pPr", "pageBreakBefore") for _, element in self._line(style))
        return next((value for value in said if value is not None), False)

    def _hides(self, style: str) -> bool:
        if style not in self._hidden:
            said = (toggle(element, "rPr", "vanish") for _, element in self._line(style))
            self._hidden[style] = next((value for value in said if value is not None), False)
        return self._hidden[style]

    def _line(self, style: str) -> list[tuple[str, Element]]:
        """A style and those it is based on, the nearest first."""
        line: list[tuple[str, Element]] = []
        while (element := self._styles.get(style)) is not None and len(line) < _FURTHEST:
            line.append((style, element))
            style = told(element, "basedOn")
        return line


def has_no_end(paragraph: Element) -> bool:
    """Whether the end of a paragraph is deleted or hidden, so that the next one goes on in its line (17.13.5.15)."""
    end = child(paragraph, "pPr", "rPr")
    if end is None:
        return False
    return any(tag(one) in ("del", "moveFrom") for one in end) or toggle(end, "vanish") is True
