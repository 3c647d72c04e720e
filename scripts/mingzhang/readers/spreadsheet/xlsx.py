"""XLSX (ECMA-376, SpreadsheetML): the values a workbook keeps, as it displays them. Nothing is computed or fetched."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.office.package import Kind, Package, opened
from mingzhang.readers.office.xml import attribute, named, tag
from mingzhang.readers.port import Reading
from mingzhang.readers.spreadsheet.lines import reading_of
from mingzhang.readers.spreadsheet.model import Area, Cell, Sheet, whole_number, within
from mingzhang.readers.spreadsheet.number_formats import BUILT_IN, display

MOST_CELLS = 500_000
_WORKBOOK = Kind("workbook", "XLSX")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def read(name: str, data: bytes) -> Reading:
    """A workbook as text. Raises `DisclosureError`: `read-xlsx`, `read-too-large`, `read-too-many-cells`."""
    with opened(_WORKBOOK, name, data) as archive:
        return reading_of(_Workbook(name, archive).sheets())


@dataclass(frozen=True, slots=True)
class _Style:
    """What a workbook says once for all its sheets."""

    strings: tuple[str, ...]
    formats: tuple[str, ...]
    from_1904: bool


class _Workbook(Package):
    """The parts of one workbook; every part is read once, without entities."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        super().__init__(_WORKBOOK, name, archive)
        self.cells = 0

    def sheets(self) -> list[Sheet]:
        """All sheets in the order of their tabs."""
        main = self.target("", "officeDocument")
        if not main.endswith(".xml"):
            message = "this is a binary workbook (xlsb)"
            raise self.refusal("read-format", message, "XLSX or XLS")
        book = self.root(main)
        style = self._style(main, book)
        targets = {key: link.path for key, link in self.links(main).items()}
        return [
            self._sheet(one, targets[attribute(one, "id")], style)
            for one in named(book, "sheet")
            if "worksheets/" in targets.get(attribute(one, "id"), "")
        ]

    # -- what holds for all sheets ----------------------------------------------------------------------

    def _style(self, main: str, book: Element) -> _Style:
        strings = self.target(main, "sharedStrings")
        styles = self.target(main, "styles")
        from_1904 = any(one.get("date1904") in ("1", "true") for one in named(book, "workbookPr"))
        return _Style(
            tuple(_text(one) for one in named(self.root(strings), "si")) if strings else (),
            tuple(_formats(self.root(styles))) if styles else (),
            from_1904,
        )

    # -- one sheet --------------------------------------------------------------------------------------

    def _sheet(self, entry: Element, path: str, style: _Style) -> Sheet:
        cells: dict[tuple[int, int], Cell] = {}
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        root = self.root(path)
        for row, element in _rows(root):
            if element.get("hidden") in ("1", "true"):
                hidden_rows.add(row)
            for place, found in _cells(element):
                if (cell := _cell(found, style)) is not None:
                    cells[row, place] = cell
        self.cells += len(cells)
        if self.cells > MOST_CELLS:
            message = f"the workbook has more than {MOST_CELLS} cells"
            raise DisclosureError("read-too-many-cells", message, self.name, None, "the tables of one disclosure")
        for one in _within_part(root, "cols"):
            if one.get("hidden") in ("1", "true"):
                first, last = int(one.get("min", 1)), min(int(one.get("max", 1)), 16_384)
                hidden_columns.update(range(first - 1, last))
        areas = (_area(one.get("ref", "")) for one in _within_part(root, "mergeCells"))
        merged = [area for area in areas if area is not None]
        hidden = entry.get("state", "visible") != "visible"
        return Sheet(
            entry.get("name", ""),
            cells,
            within(merged, cells),
            frozenset(hidden_rows),
            frozenset(hidden_columns),
            hidden,
            self._pictures(path),
            all(one.get("showZeros") not in ("0", "false") for one in _within_part(root, "sheetViews")),
        )

    def _pictures(self, path: str) -> int:
        drawing = self.target(path, "drawing")
        return sum(link.kind == "image" for link in self.links(drawing).values()) if drawing else 0


def _formats(styles: Element) -> Iterator[str]:
    """The format code of each cell style."""
    own = {int(one.get("numFmtId", 0)): one.get("formatCode", "General") for one in named(styles, "numFmt")}
    for group in named(styles, "cellXfs"):
        for style in group:
            number = int(style.get("numFmtId", 0))
            yield own.get(number) or BUILT_IN.get(number, "General")


def _cell(element: Element, style: _Style) -> Cell | None:
    """What a cell displays; None where it shows nothing and holds no formula."""
    kind, value = element.get("t", "n"), ""
    has_formula = False
    for part in element:
        said = tag(part)
        has_formula = has_formula or said == "f"
        if said == "v":
            value = part.text or ""
        elif said == "is":
            return Cell(_text(part))
    if not value:
        return Cell("", lost_formula=True) if has_formula and kind != "str" else None
    return _KINDS.get(kind, _number)(value, element, style)


def _number(value: str, element: Element, style: _Style) -> Cell:
    number = int(element.get("s", 0))
    code = style.formats[number] if number < len(style.formats) else "General"
    return Cell(display(value, code, from_1904=style.from_1904), whole_number(value))


def _shared(value: str, _element: Element, style: _Style) -> Cell:
    return Cell(style.strings[int(value)])


def _plain(value: str, _element: Element, _style: _Style) -> Cell:
    return Cell(value)


def _boolean(value: str, _element: Element, _style: _Style) -> Cell:
    return Cell("TRUE" if value == "1" else "FALSE")


_KINDS: Mapping[str, Callable[[str, Element, _Style], Cell]] = {
    "s": _shared,
    "str": _plain,
    "inlineStr": _plain,
    "e": _plain,
    "d": _plain,
    "b": _boolean,
    "n": _number,
}


# -- XML --------------------------------------------------------------------------------------------------


def _within_part(root: Element, name: str) -> Iterator[Element]:
    """The elements of one part of a sheet; most of a sheet is in others."""
    return (element for part in root if tag(part) == name for element in part)


def _text(element: Element) -> str:
    """Text of a string: its runs one after another, without what is set above them to be read aloud (`rPh`)."""
    if tag(element) == "t":
        return element.text or ""
    return "".join(_text(part) for part in element if tag(part) != "rPh")


def _rows(root: Element) -> Iterator[tuple[int, Element]]:
    """Rows with their number, from 0; one that does not say it follows the one before."""
    row = -1
    for element in _within_part(root, "sheetData"):
        row = int(element.get("r", row + 2)) - 1
        yield row, element


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    column = -1
    for element in row:
        found = _REFERENCE.fullmatch(element.get("r", ""))
        column = _column(found[1]) if found else column + 1
        yield column, element


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if start is None or end is None:
        return None
    return Area(int(start[2]) - 1, _column(start[1]), int(end[2]) - 1, _column(end[1]))
