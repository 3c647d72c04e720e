"""Blocks of a document → lines: a paragraph is a line, a row of a table is one, with blank lines around tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from mingzhang.ground.source import Locator, Mark, MarkKind
from mingzhang.readers.html.inline import join
from mingzhang.readers.html.tables import Row
from mingzhang.readers.office.xml import named, tag, toggle
from mingzhang.readers.word.blocks import blocks, cells, rows
from mingzhang.readers.word.embedded import read_embedded
from mingzhang.readers.word.inline import Fields, Words, read_words
from mingzhang.readers.word.numbering import Numbering
from mingzhang.readers.word.package import Package
from mingzhang.readers.word.styles import Styles, has_no_end
from mingzhang.readers.word.tables import MOST_CELLS, Placed, is_layout, is_shown, place, too_many

_BLANK = " \xa0\u3000\t"


@dataclass(slots=True)
class _Cell:
    """What a cell holds: its words, paragraph by paragraph, and the tables in it."""

    words: list[Words] = field(default_factory=list)
    tables: list[Element] = field(default_factory=list)


class Flow:
    """Writes blocks one after the other; `notes` are the footnotes met, in their order."""

    def __init__(self, package: Package, path: str, styles: Styles, numbering: Numbering) -> None:
        self.package, self.styles, self.numbering = package, styles, numbering
        self.links = package.links(path)
        self.fields = Fields()
        self.lines: list[str] = []
        self.marks: list[Mark] = []
        self.notes: list[tuple[str, str]] = []
        self._counts: dict[tuple[MarkKind, str], Counter[int]] = {}
        self._embedded_paths: set[str] = set()
        self._open = ""
        """Text of a paragraph whose end is deleted or hidden."""

    def write(self, container: Element) -> None:
        """All blocks of a container."""
        for block in blocks(container):
            self.block(block)

    def block(self, block: Element) -> None:
        """One block."""
        if tag(block) == "p":
            self._paragraph(block)
            return
        self.close()
        if tag(block) != "tbl":
            self._say("cut", "an imported part, not read")
        elif is_layout(block):
            self._frame(block)
        else:
            self._table(block)

    def close(self) -> None:
        """End a paragraph that has no end of its own."""
        text, self._open = self._open, ""
        self._put(text)

    def break_page(self) -> None:
        """A page break, where there is something before it and no other."""
        self.close()
        if self.lines and self.lines[-1] != "\f":
            self.lines.append("\f")

    def finish(self) -> None:
        """Say what is counted line by line, now that all lines are known."""
        self.close()
        while self.lines and not self.lines[-1].strip():
            self.lines.pop()
        last = max(1, len(self.lines))
        for (kind, what), lines in self._counts.items():
            for line, count in sorted(lines.items()):
                self.marks.append(Mark(Locator(min(line, last)), kind, note=what.replace("#", str(count))))

    # -- paragraphs -------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Element) -> None:
        words = read_words(paragraph, self.styles, self.fields)
        if has_no_end(paragraph):
            self._open += words.raw
            self._after(words)
            return
        style = self.styles.of_paragraph(paragraph)
        if self._breaks_page(paragraph, style) and not self._open:
            self.break_page()
        words.raw, self._open = self._open + words.raw, ""
        self._put_lines(words, self.numbering.label(paragraph, style))
        self._after(words)

    def _breaks_page(self, paragraph: Element, style: str) -> bool:
        own = toggle(paragraph, "pPr", "pageBreakBefore")
        return self.styles.breaks_page(style) if own is None else own

    def _put_lines(self, words: Words, label: str) -> None:
        lines = list(words.lines)
        if not label and not any(line.strip() or line == "\f" for line in lines):
            if not (words.hidden or words.boxes or words.things):
                self._blank()
            return
        first = next((at for at, line in enumerate(lines) if line.strip(_BLANK) and line != "\f"), 0)
        if label:
            lines[first] = label + lines[first].strip(_BLANK)
        for line in lines:
            if line == "\f":
                self.break_page()
            else:
                self._put(line)

    def _put(self, text: str) -> None:
        if text := text.strip(_BLANK):
            self.lines.append(text)

    def _blank(self) -> None:
        if self.lines and self.lines[-1].strip():
            self.lines.append("")

    def _after(self, words: Words) -> None:
        """What stands among the words of a paragraph: boxes as lines below it, objects in marks."""
        self.notes += words.notes
        if words.hidden:
            self._say("hidden", "# characters", words.hidden)
        if words.lost:
            self._say("cut", "# signs of a font that nobody else has", words.lost)
        for box in words.boxes:
            if isinstance(box, str):
                self._put(box)
            else:
                self._box(box)
        for thing in words.things:
            if thing.link:
                self._embedded(thing.link)
            elif thing.kind == "a picture":
                self._say("picture", "pictures, not read: #")
            else:
                self._say("picture", f"{thing.kind}, not read")

    def _box(self, box: Element) -> None:
        """A text box is written by itself: it does not go on with the paragraph that it stands in."""
        before, fields = self._open, self.fields
        self._open, self.fields = "", Fields()
        self.write(box)
        self.close()
        self._open, self.fields = before, fields

    def _embedded(self, link: str) -> None:
        path = self.links[link].path if link in self.links else ""
        if path in self._embedded_paths:
            self._say("picture", "an embedded file, told before")
            return
        self._embedded_paths.add(path)
        reading, said = read_embedded(self.package, path)
        if reading is None:
            self._say("picture", said)
            return
        self._blank()
        above = len(self.lines)
        self.lines += reading.text.split("\n")[:-1]
        moved = (mark._replace(locator=Locator(mark.locator.line + above, mark.locator.cell)) for mark in reading.marks)
        self.marks += [Mark(Locator(above + 1), "picture", note=said), *moved]
        self._blank()

    def _say(self, kind: MarkKind, what: str, count: int = 1) -> None:
        """Count something at the line that was written last with any text."""
        here = next((at for at in range(len(self.lines), 0, -1) if self.lines[at - 1].strip()), 1)
        self._counts.setdefault((kind, what), Counter())[here] += count

    # -- tables -----------------------------------------------------------------------------------------

    def _frame(self, table: Element) -> None:
        """A table that only places things: what its cells hold, one after the other."""
        for row in rows(table):
            for cell in cells(row) if is_shown(row) else ():
                self.write(cell)
                self.close()

    def _table(self, table: Element) -> None:
        """Single cells above and below the rows of a table are its title, its unit, its notes: lines of text."""
        found = self._rows(table)
        body = [at for at, row in enumerate(found) if len(row.filled) > 1]
        first, last = (body[0], body[-1]) if body else (len(found), -1)
        for at, row in enumerate(found):
            if at < first or row.is_title or (at > last and row.is_note):
                if row.filled:
                    if at > first:
                        self._blank()
                    self._put(row.filled[0])
            elif row.filled or first < at < last:
                if at == first or found[at - 1].is_title:
                    self._blank()
                self.lines.append("\t".join(row.cells))
            self._within(row)
        self._unshown(table)
        self._blank()
        for inner in (inner for row in found for cell in row.elements for inner in cell.tables):
            above = len(self.lines)
            self.block(inner)
            if len(self.lines) > above:
                self.marks.append(Mark(Locator(above + 1), "joined", note="a table within a cell of the one above"))

    def _rows(self, table: Element) -> list[Row]:
        """As in web pages: a merged cell has its text once, and columns in which no cell begins are none."""
        placed = [here for _, here in place(self.package.name, table)]
        columns = sorted({cell.column for here in placed for cell in here if not cell.covered})
        if len(columns) * len(placed) > MOST_CELLS:
            raise too_many(self.package.name)
        at = {column: index for index, column in enumerate(columns)}
        return [self._row(here, at) for here in placed]

    def _row(self, placed: list[Placed], at: dict[int, int]) -> Row:
        texts, inside = [""] * len(at), list[_Cell]()
        for one in placed:
            cell, text = self._cell(one.element)
            if one.covered:
                self._covered(text, cell)
            else:
                texts[at[one.column]] = text
            inside.append(cell)
        spans_all = bool(placed) and placed[0].column == 0 and placed[0].end > max(at, default=0)
        return Row(tuple(texts), tuple(inside), spans_all)

    def _covered(self, text: str, cell: _Cell) -> None:
        """Nobody sees what a merged cell covers."""
        hidden = sum(words.hidden for words in cell.words) + len("".join(text.split()))
        cell.words, cell.tables = [Words(hidden=hidden)], []

    def _cell(self, element: Element) -> tuple[_Cell, str]:
        """A cell and its text: lines only wrap it."""
        cell, pieces = _Cell(), list[str]()
        for block in blocks(element):
            if tag(block) == "tbl":
                cell.tables.append(block)
            elif tag(block) == "p":
                words = read_words(block, self.styles, self.fields)
                cell.words.append(words)
                label = self.numbering.label(block, self.styles.of_paragraph(block))
                pieces += _pieces(words, label, is_first=not pieces)
        return cell, join(pieces)

    def _within(self, row: Row) -> None:
        """What is said of things in the cells of the row that was written last."""
        for cell in row.elements:
            for words in cell.words:
                self._after(words)

    def _unshown(self, table: Element) -> None:
        """Hidden rows are counted; deleted ones are no part of the document any more."""
        for row in rows(table):
            if not is_shown(row) and not any(tag(one) == "del" for said in row if tag(said) == "trPr" for one in said):
                count = sum(len("".join((one.text or "").split())) for one in named(row, "t"))
                if count:
                    self._say("hidden", "# characters", count)


def _pieces(words: Words, label: str, *, is_first: bool) -> Iterator[str]:
    """The lines of a paragraph in a cell; only the first of the cell keeps the spaces that indent it."""
    for line in words.lines:
        text = label + line.strip(_BLANK) if label else line
        text = text.rstrip(_BLANK) if is_first else text.strip(_BLANK)
        if text.strip():
            yield text
            label, is_first = "", False
    if label.strip():
        yield label.strip()
