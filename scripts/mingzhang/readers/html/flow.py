"""The content of a page → lines: a paragraph is a line, a row of a table is one, with blank lines around tables."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from mingzhang.ground.source import Locator, Mark
from mingzhang.readers.html.inline import BLOCKS, cell_text, one_line
from mingzhang.readers.html.links import Links
from mingzhang.readers.html.page import HIDDEN
from mingzhang.readers.html.tables import Row, is_layout, read_table
from mingzhang.readers.port import Reading

_BLANK = " \xa0\u3000\t"
_ANNOUNCED = re.compile(r"表(?:[（(][^（）()]{1,20}[)）])?[:：]?$|单位\s*[:：]|表\s*[0-9一二三四五六七八九十]+")
_ICON = 40  # pixels: pictures that are smaller are signs beside words


def read_flow(name: str, title: str, content: Any, links: Links) -> Reading:
    """The text of a page whose words follow one another, with the title of the page as its first line."""
    flow = _Flow(name, links)
    flow.write(content)
    flow.finish()
    if title and not flow.begins_with(title):
        flow.put_first(title)
    return Reading("\n".join([*flow.lines, ""]), marks=tuple(sorted(flow.marks, key=lambda mark: mark.locator)))


class _Flow:
    """Writes elements one after the other; `parts` is the line that is being written."""

    def __init__(self, name: str, links: Links) -> None:
        self.name, self.links = name, links
        self.lines: list[str] = []
        self.marks: list[Mark] = []
        self.parts: list[str] = []
        self.pictures: Counter[int] = Counter()
        self.hidden: Counter[int] = Counter()
        self.told: set[Any] = set()
        self.preformatted = 0

    def begins_with(self, title: str) -> bool:
        """Whether the title is the first line already, as a line or with words of the same line."""
        first = next((line for line in self.lines if line.strip()), "")
        return "".join(title.split()) in "".join(first.split())

    def put_first(self, title: str) -> None:
        """A line before all others."""
        self.lines.insert(0, title)
        if len(self.lines) > 1:
            self.marks = [mark._replace(locator=_below(mark.locator)) for mark in self.marks]

    def write(self, content: Any) -> None:
        """All of an element."""
        from lxml import etree

        walker = etree.iterwalk(content, events=("start", "end"))
        skipped: Any = None
        for event, element in walker:
            if event == "start":
                if skipped is None and element.tag == "table" and not is_layout(element):
                    skipped = element
                    self._table(element)
                    walker.skip_subtree()
                elif skipped is None:
                    self._start(element)
                    self._text(element.text)
                continue
            if element is skipped:
                skipped = None
            else:
                self._end(element)
            if element is not content:
                self._text(element.tail)

    def finish(self) -> None:
        """End the last line, and say what is to be said of places whose lines are known only now."""
        self._flush()
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        last = max(1, len(self.lines))
        for line, count in self.pictures.items():
            self._say_pictures(min(line, last), count)
        for line, count in self.hidden.items():
            self.marks.append(Mark(Locator(min(line, last)), "hidden", note=f"{count} characters"))
        for link, attachment in self.links.items():
            if link not in self.told:
                self.marks.append(Mark(Locator(last), "attachment", note=attachment.note))

    def _start(self, element: Any) -> None:
        tag = element.tag
        if tag == "br" or tag in BLOCKS:
            self._flush()
        if tag == "pre":
            self.preformatted += 1
        elif tag == "img":
            self._picture(element)
        elif tag == HIDDEN:
            self._hidden(element)

    def _end(self, element: Any) -> None:
        if element in self.links:
            self._attachment(element, Locator(self._here()))
        if element.tag in BLOCKS:
            self._flush()
        if element.tag == "pre":
            self.preformatted -= 1

    def _here(self) -> int:
        """The line that is being written, or else the last with text."""
        if any(part.strip() for part in self.parts):
            return len(self.lines) + 1
        return max(
            (number for number, line in enumerate(self.lines[-3:], max(1, len(self.lines) - 2)) if line), default=1
        )

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self.preformatted:
            self.parts.append(text)
            return
        first, *others = text.splitlines() or [""]
        self.parts.append(first)
        for other in others:
            self._flush()
            self.parts.append(other)

    def _flush(self) -> None:
        raw = "".join(self.parts)
        self.parts.clear()
        text = raw.rstrip() if self.preformatted else one_line(raw).strip(_BLANK)
        if text.strip():
            self.lines.append(text)

    def _blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    # -- tables ---------------------------------------------------------------------------------------

    def _table(self, table: Any) -> None:
        """Single cells above and below the rows of a table are its title, its unit, its notes: lines of text."""
        self._flush()
        if (caption := table.find("caption")) is not None and (text := cell_text(caption)).strip():
            self.lines.append(text.strip(_BLANK))
        rows = read_table(self.name, table)
        body = [number for number, row in enumerate(rows) if len(row.filled) > 1]
        first, last = (body[0], body[-1]) if body else (len(rows), -1)
        for number, row in enumerate(rows):
            if number < first or row.is_title or (number > last and row.is_note):
                self._alone(row, is_apart=number > first)
            elif row.filled or first < number < last:
                self._row(row, is_first=number == first or rows[number - 1].is_title)
            self._within(row)
        outside = [one for one in table.iter(HIDDEN) if one.getparent().tag not in ("td", "th")]
        for hidden in outside:
            self._hidden(hidden)
        self._blank()

    def _alone(self, row: Row, is_apart: bool) -> None:
        if row.filled:
            if is_apart:
                self._blank()
            self.lines.append(row.filled[0].strip(_BLANK))

    def _row(self, row: Row, is_first: bool) -> None:
        if is_first:
            self._blank()
        self.lines.append("\t".join(row.cells))

    def _within(self, row: Row) -> None:
        """What is said of things in the cells of the row that was written last."""
        for cell in row.elements:
            for element in cell.iter("a", "img", HIDDEN):
                if element in self.links:
                    self._attachment(element, Locator(self._here()))
                elif element.tag == "img":
                    self._picture(element)
                elif element.tag == HIDDEN:
                    self._hidden(element)

    # -- what is said aloud -----------------------------------------------------------------------------

    def _attachment(self, link: Any, place: Locator) -> None:
        self.told.add(link)
        self.marks.append(Mark(place, "attachment", note=self.links[link].note))

    def _hidden(self, element: Any) -> None:
        if count := int(element.get("n", "0")):
            self.hidden[self._here()] += count

    def _picture(self, element: Any) -> None:
        if not _is_icon(element):
            self.pictures[self._here()] += 1

    def _say_pictures(self, line: int, count: int) -> None:
        counted = "1 picture" if count == 1 else f"{count} pictures"
        above = self.lines[line - 1] if self.lines else ""
        note = (
            f"{counted} in place of what this line announces"
            if _ANNOUNCED.search(above.strip())
            else f"{counted}, not read"
        )
        self.marks.append(Mark(Locator(line), "picture", note=note))


def _below(place: Locator) -> Locator:
    return Locator(place.line + 1, place.cell)


def _is_icon(image: Any) -> bool:
    """Whether a picture is a sign beside words, by the size it is displayed in or what it is called."""
    told = [
        image.get("width", ""),
        image.get("height", ""),
        *re.findall(r"(?:width|height)\s*:\s*(\d+)px", image.get("style", "")),
    ]
    sizes = [int(found[0]) for text in told if (found := re.match(r"\d{1,6}", text)) and not text.endswith("%")]
    return (
        any(size <= _ICON for size in sizes)
        or re.search(r"icon|filetype", image.get("src", ""), re.IGNORECASE) is not None
    )
