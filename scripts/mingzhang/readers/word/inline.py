"""The content of a paragraph: the words that are displayed, and the things among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from mingzhang.readers.office.xml import alternative, attribute, child, named, tag
from mingzhang.readers.word.styles import Styles

_SPACE = re.compile(r"[ \t\r]+")
_BREAK = re.compile(r"(\f)|\n")
_ICON = 381_000  # EMU, 40 pixels: pictures that are smaller are signs beside words
_SKIPPED = frozenset(("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "delText", "instrText"))
_SIGNS = {
    ("wingdings", 0xA8): "□",
    ("wingdings", 0x6F): "□",
    ("wingdings", 0xFC): "√",
    ("wingdings", 0xFE): "☑",
    ("wingdings 2", 0x50): "√",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0xA3): "□",
    ("wingdings 2", 0x54): "☒",
    ("symbol", 0xB4): "×",
    ("symbol", 0xB7): "·",
}
"""What signs of fonts without letters show; forms use them as boxes to tick."""


class Thing(NamedTuple):
    """An object among the words: `kind` is what a mark calls it, `link` the id of an embedded file."""

    kind: str
    link: str = ""


@dataclass(slots=True)
class Words:
    """What a paragraph displays. `raw` has LF and FF where lines and pages break; `boxes` are its text boxes.

    `hidden` counts the characters nobody sees, `lost` the signs of fonts that cannot be told, `notes` the ids of
    footnotes ("footnote", "2").
    """

    raw: str = ""
    boxes: list[Element | str] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden: int = 0
    lost: int = 0

    @property
    def lines(self) -> Iterator[str]:
        """The lines of the paragraph; a page break is one that holds FF alone."""
        for part in _BREAK.split(self.raw):
            if part is not None:
                yield part if part == "\f" else _SPACE.sub(" ", part)


class Fields:
    """Fields hold instructions that nobody sees before the result that is displayed; they may go over paragraphs."""

    def __init__(self) -> None:
        self._is_result: list[bool] = []

    @property
    def is_instruction(self) -> bool:
        """Whether what stands here belongs to an instruction."""
        return not all(self._is_result)

    def meet(self, kind: str) -> None:
        """Go past the mark of a field."""
        if kind == "begin":
            self._is_result.append(False)
        elif self._is_result and kind == "separate":
            self._is_result[-1] = True
        elif self._is_result and kind == "end":
            self._is_result.pop()

    def end_paragraph(self) -> None:
        """An instruction ends with its paragraph: rather print too much of a broken field than lose the rest."""
        self._is_result = [True] * len(self._is_result)


def read_words(paragraph: Element, styles: Styles, fields: Fields) -> Words:
    """The words of one paragraph."""
    reader = _Inline(styles, styles.of_paragraph(paragraph), fields)
    reader.walk(paragraph)
    fields.end_paragraph()
    reader.words.raw = "".join(reader.parts)
    return reader.words


class _Inline:
    """Walks over the elements of one paragraph."""

    def __init__(self, styles: Styles, style: str, fields: Fields) -> None:
        self.styles, self.style, self.fields = styles, style, fields
        self.words, self.parts = Words(), list[str]()
        self.is_hidden = styles.is_hidden(style, None)

    def walk(self, element: Element) -> None:
        """Whatever is not known only wraps what it holds."""
        for one in element:
            name = tag(one)
            if name in _SKIPPED:
                continue
            if (act := _ACTS.get(name)) is not None:
                act(self, one)
            else:
                self.walk(one)

    def put(self, text: str) -> None:
        """Words as they are displayed."""
        if self.is_hidden:
            self.words.hidden += len("".join(text.split()))
        elif not self.fields.is_instruction:
            self.parts.append(text)

    def run(self, element: Element) -> None:
        before = self.is_hidden
        own = child(element, "rPr")
        if own is not None:
            self.is_hidden = self.styles.is_hidden(self.style, own)
        self.walk(element)
        self.is_hidden = before

    def text(self, element: Element) -> None:
        self.put(element.text.replace("\n", " ") if element.text else "")

    def tab(self, _element: Element) -> None:
        """A tab only sets words apart: cells are those of tables."""
        self.put(" ")

    def line_break(self, element: Element) -> None:
        self.put("\f" if attribute(element, "type") == "page" else "\n")

    def hyphen(self, _element: Element) -> None:
        self.put("-")

    def symbol(self, element: Element) -> None:
        code = int(attribute(element, "char") or "0", 16)
        sign = _SIGNS.get((attribute(element, "font").lower(), code & 0xFF if code >= 0xF000 else code), "")
        if not sign and (code < 0x20 or 0xD800 <= code <= 0xF8FF or code > 0xFFFD):
            self.words.lost += 1
        else:
            self.put(sign or chr(code))

    def mark_of_field(self, element: Element) -> None:
        self.fields.meet(attribute(element, "fldCharType"))

    def note(self, element: Element) -> None:
        if not self.is_hidden:
            self.words.notes.append((tag(element).removesuffix("Reference"), attribute(element, "id")))

    def alternatives(self, element: Element) -> None:
        if (chosen := alternative(element)) is not None:
            for one in chosen:
                if (act := _ACTS.get(tag(one))) is not None:
                    act(self, one)
                else:
                    self.walk(one)

    def drawing(self, element: Element) -> None:
        """Text boxes, written words, embedded files, charts and pictures; a box is asked for its own things later."""
        if self.is_hidden:
            texts = (one.text or "" for one in named(element, "t"))
            self.words.hidden += sum(len("".join(text.split())) for text in texts)
            return
        if self.fields.is_instruction:
            return
        for one in _outside_boxes(element):
            name = tag(one)
            if name == "txbxContent":
                self.words.boxes.append(one)
            elif name == "textpath" and (text := attribute(one, "string")).strip():
                self.words.boxes.append(text)
            elif name == "chart":
                self.words.things.append(Thing("a chart"))
            elif name == "relIds":
                self.words.things.append(Thing("a diagram"))
        self._object(element)

    def _object(self, element: Element) -> None:
        found = next((one for one in _outside_boxes(element) if tag(one) == "OLEObject"), None)
        if found is not None:
            is_icon = attribute(found, "DrawAspect") == "Icon"
            self.words.things.append(Thing("an embedded file", "" if is_icon else attribute(found, "id")))
            return
        inside = list(_outside_boxes(element))
        count = sum(tag(one) in ("blip", "imagedata") for one in inside)
        if not any(_is_small(one) for one in inside if tag(one) == "extent"):
            self.words.things += [Thing("a picture")] * count


_ACTS: Mapping[str, Callable[[_Inline, Element], None]] = {
    "r": _Inline.run,
    "t": _Inline.text,
    "tab": _Inline.tab,
    "ptab": _Inline.tab,
    "br": _Inline.line_break,
    "cr": _Inline.line_break,
    "noBreakHyphen": _Inline.hyphen,
    "sym": _Inline.symbol,
    "fldChar": _Inline.mark_of_field,
    "footnoteReference": _Inline.note,
    "endnoteReference": _Inline.note,
    "AlternateContent": _Inline.alternatives,
    "drawing": _Inline.drawing,
    "pict": _Inline.drawing,
    "object": _Inline.drawing,
}


def _outside_boxes(element: Element) -> Iterator[Element]:
    """The elements of a drawing, one alternative of each, those within its text boxes left out."""
    for one in element:
        name = tag(one)
        if name == "AlternateContent":
            if (chosen := alternative(one)) is not None:
                yield from _outside_boxes(chosen)
            continue
        yield one
        if name != "txbxContent":
            yield from _outside_boxes(one)


def _is_small(extent: Element) -> bool:
    sizes = [int(size) for name in ("cx", "cy") if (size := attribute(extent, name)).isdecimal()]
    return bool(sizes) and min(sizes) <= _ICON
