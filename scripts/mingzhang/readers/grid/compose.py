"""Sheets → the text of a document, the place of every line, and the marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang.ground.source import Locator
from mingzhang.readers.grid import running
from mingzhang.readers.grid.continued import join_tables
from mingzhang.readers.grid.model import Box, Line, Page, Row, Sheet, Table
from mingzhang.readers.grid.page import read_page
from mingzhang.readers.grid.paragraphs import Paragraph, find_margins, goes_on
from mingzhang.readers.port import MapRow, Mark, Reading


def compose(sheets: Iterable[Sheet]) -> Reading:
    """The reading of a document; sheets are taken one by one and let go."""
    pages = [read_page(sheet) for sheet in sheets]
    running.take_out(pages)
    join_tables(pages)
    return _Writer(pages).write()


class _Writer:
    """Writes blocks one after the other; the state is what was written last."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = {page.number: page for page in pages}
        self.margins = find_margins(pages)
        self.lines: list[str] = []
        self.places: list[MapRow] = []
        self.marks: list[Mark] = []
        self.paragraph: Paragraph | None = None
        self.feet: list[Line] = []  # of the first page, not written yet
        self.waiting: list[Page] = []  # pages begun since the open paragraph was

    def write(self) -> Reading:
        """All pages."""
        for number, page in enumerate(self.pages.values()):
            self._page(page, is_first=number == 0)
        self._close()
        self._furniture(self.feet, "footer")
        text = "".join(f"{line}\n" for line in self.lines)
        places = sorted(self.places, key=lambda place: (place.line, place.page))
        marks = sorted(self.marks, key=lambda mark: mark.locator)
        return Reading(text, "", tuple(places), tuple(marks))

    def _page(self, page: Page, is_first: bool) -> None:
        first = page.blocks[0] if page.blocks else None
        if not is_first:
            if not isinstance(first, Line) or not self._continues(first, page):
                self._close()
            self.waiting.append(page)
            if self.paragraph is None:
                self._break()
        else:
            self._remarks(page, Locator(1))
            self._furniture(page.heads, "header")
        for index, block in enumerate(page.blocks):
            if isinstance(block, Table):
                self._table(page, block, page.blocks[index - 1] if index else None)
            else:
                self._line(page, block)
        if is_first:
            self.feet = page.feet

    def _continues(self, line: Line, page: Page) -> bool:
        """Whether a line goes on with the open paragraph."""
        if self.paragraph is None:
            return False
        last = self.paragraph.places[-1][0]
        there = self.margins.get(page.number)
        return goes_on(self.paragraph, line, self.margins.get(last), there, on_next_page=last != page.number)

    def _break(self) -> None:
        """Page breaks that were held back while a paragraph went on over them."""
        if self.waiting:
            self._furniture(self.feet, "footer")
            self.feet = []
        for page in self.waiting:
            self.lines.append("\f")
            place = Locator(len(self.lines))
            self.marks += [Mark(place, "header", note=line.text) for line in page.heads]
            self.marks += [Mark(place, "footer", note=line.text) for line in page.feet]
            self._remarks(page, place)
        self.waiting = []

    def _remarks(self, page: Page, place: Locator) -> None:
        """What is to be said of a whole page."""
        if page.is_picture:
            self.marks.append(Mark(place, "picture", note="page without text"))
        if page.hidden:
            self.marks.append(Mark(place, "hidden", note=f"{page.hidden} characters"))

    def _furniture(self, lines: Iterable[Line], kind: str) -> None:
        """On the first page, which no break precedes, heads and feet are lines of the text."""
        for line in lines:
            self._put(line.text, [(1, line.box)])
            self.marks.append(Mark(Locator(len(self.lines)), "header" if kind == "header" else "footer"))

    def _line(self, page: Page, line: Line) -> None:
        open_ = self.paragraph
        if open_ is not None and self._continues(line, page):
            number, box = open_.places[-1]
            if number == page.number:
                open_.places[-1] = (number, box.around(line.box))
            else:
                open_.places.append((page.number, line.box))
            open_.texts.append(line.text)
            open_.last = line
            return
        self._close()
        if self.lines and self.in_table:
            self.lines.append("")
        self.paragraph = Paragraph([line.text], [(page.number, line.box)], line, line.box.x0)

    def _close(self) -> None:
        """Write the open paragraph, then the page breaks inside it."""
        if self.paragraph is not None:
            self._put(self.paragraph.text, self.paragraph.places)
            if len(self.paragraph.places) > 1:
                self.marks.append(Mark(Locator(len(self.lines)), "joined"))
            self.paragraph = None
            self._break()

    def _table(self, page: Page, table: Table, before: object) -> None:
        self._close()
        if self.lines and self.lines[-1] not in ("\f", ""):
            self.lines.append("")
        if table.goes_on:
            self._goes_on()
        for index, row in enumerate(table.rows):
            self._row(page, row)
            if index < table.repeated:
                self.marks.append(Mark(Locator(len(self.lines)), "header", note="repeated"))

    def _row(self, page: Page, row: Row) -> None:
        self._put("\t".join(row.cells), [(page.number, row.box), *row.elsewhere])
        line = len(self.lines)
        joined = sorted({*row.wrapped, *row.joined})
        self.marks += [Mark(Locator(line, column + 1), "joined") for column in joined]
        self.marks += [Mark(Locator(line, column + 1), "cut") for column in row.cut]

    def _goes_on(self) -> None:
        """Say at the page break that the table before it goes on behind it."""
        breaks = [number for number, line in enumerate(self.lines[-3:], max(len(self.lines) - 2, 1)) if line == "\f"]
        if breaks:
            self.marks.append(Mark(Locator(breaks[-1]), "joined", note="table"))

    def _put(self, text: str, places: Iterable[tuple[int, Box]]) -> None:
        self.lines.append(text)
        line = len(self.lines)
        for number, box in places:
            shown = self.pages[number].shown(box)
            self.places.append(MapRow(line, number, *(round(value, 1) for value in shown)))

    @property
    def in_table(self) -> bool:
        """Whether the last line written is a row of a table."""
        return "\t" in self.lines[-1]
