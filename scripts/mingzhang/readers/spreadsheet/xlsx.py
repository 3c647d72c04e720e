"""XLSX (ECMA-376, SpreadsheetML): the values a workbook keeps, as it displays them. Nothing is computed or fetched."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, fromstring

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.port import Reading
from mingzhang.readers.spreadsheet.lines import reading_of
from mingzhang.readers.spreadsheet.model import Area, Cell, Sheet, within
from mingzhang.readers.spreadsheet.number_formats import BUILT_IN, display

MOST_BYTES = 128 * 1024 * 1024
"""All parts of a workbook, unpacked; a department's tables take a few megabytes."""

MOST_CELLS = 500_000
_REMEDY = "open the workbook, save it again as XLSX, and give that"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ENTITIES = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, ParseError, LookupError, EOFError, NotImplementedError, RuntimeError, ValueError)
_WHOLE = re.compile(r"[0-9]{1,15}(?:\.0*)?")


def read(name: str, data: bytes) -> Reading:
    """A workbook as text. Raises `DisclosureError`: `read-xlsx`, `read-too-large`, `read-too-many-cells`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return reading_of(_Workbook(name, archive).sheets())
    except (
        zipfile.BadZipFile,
        ParseError,
        LookupError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        message = f"the workbook is damaged: {str(error)[:120]}"
        raise DisclosureError("read-xlsx", message, name, None, "a whole XLSX workbook", _REMEDY) from None


@dataclass(frozen=True, slots=True)
class _Style:
    """What a workbook says once for all its sheets."""

    strings: tuple[str, ...]
    formats: tuple[str, ...]
    from_1904: bool


class _Workbook:
    """The parts of one workbook; every part is read once, without entities."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name, self.archive = name, archive
        size = sum(one.file_size for one in archive.infolist())
        if size > MOST_BYTES:
            message = f"the workbook has {size} bytes when it is unpacked"
            raise DisclosureError("read-too-large", message, name, None, f"at most {MOST_BYTES}", _REMEDY)
        self.cells = 0

    def sheets(self) -> list[Sheet]:
        """All sheets in the order of their tabs."""
        main = self._target("", "officeDocument")
        if not main.endswith(".xml"):
            message = "this is a binary workbook (xlsb)"
            raise DisclosureError("read-format", message, self.name, None, "XLSX or XLS", _REMEDY)
        book = self._root(main)
        style = self._style(main, book)
        targets = self._relations(main)
        return [
            self._sheet(one, targets[_attribute(one, "id")], style)
            for one in _named(book, "sheet")
            if "worksheets/" in targets.get(_attribute(one, "id"), "")
        ]

    # -- parts ----------------------------------------------------------------------------------------

    def _part(self, path: str) -> bytes:
        data = self.archive.read(path)
        if _ENTITIES.search(data):
            message = "the workbook declares entities"
            raise DisclosureError("read-xlsx", message, self.name, None, "XML without a document type", _REMEDY)
        return data

    def _root(self, path: str) -> Element:
        return fromstring(self._part(path))  # noqa: S314 -- what declares entities is refused before

    def _relations(self, path: str) -> Mapping[str, str]:
        """Id → path of every part that one refers to; what lies outside the workbook is left out."""
        return {key: target for key, (_, target) in self._links(path).items()}

    def _links(self, path: str) -> Mapping[str, tuple[str, str]]:
        folder, file = posixpath.split(path)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self.archive.namelist():
            return {}
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
            )
            for one in self._root(listed)
            if one.get("TargetMode") != "External"
        }

    def _target(self, path: str, kind: str) -> str:
        return next((target for told, target in self._links(path).values() if told == kind), "")

    # -- what holds for all sheets ----------------------------------------------------------------------

    def _style(self, main: str, book: Element) -> _Style:
        strings = self._target(main, "sharedStrings")
        styles = self._target(main, "styles")
        from_1904 = any(one.get("date1904") in ("1", "true") for one in _named(book, "workbookPr"))
        return _Style(
            tuple(_text(one) for one in _named(self._root(strings), "si")) if strings else (),
            tuple(_formats(self._root(styles))) if styles else (),
            from_1904,
        )

    # -- one sheet --------------------------------------------------------------------------------------

    def _sheet(self, entry: Element, path: str, style: _Style) -> Sheet:
        cells: dict[tuple[int, int], Cell] = {}
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        root = self._root(path)
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
        drawing = self._target(path, "drawing")
        return sum(kind == "image" for kind, _ in self._links(drawing).values()) if drawing else 0


def _formats(styles: Element) -> Iterator[str]:
    """The format code of each cell style."""
    own = {int(one.get("numFmtId", 0)): one.get("formatCode", "General") for one in _named(styles, "numFmt")}
    for group in _named(styles, "cellXfs"):
        for style in group:
            number = int(style.get("numFmtId", 0))
            yield own.get(number) or BUILT_IN.get(number, "General")


def _cell(element: Element, style: _Style) -> Cell | None:
    """What a cell displays; None where it shows nothing and holds no formula."""
    kind, value = element.get("t", "n"), ""
    has_formula = False
    for part in element:
        tag = _tag(part)
        has_formula = has_formula or tag == "f"
        if tag == "v":
            value = part.text or ""
        elif tag == "is":
            return Cell(_text(part))
    if not value:
        return Cell("", lost_formula=True) if has_formula and kind != "str" else None
    return _KINDS.get(kind, _number)(value, element, style)


def _number(value: str, element: Element, style: _Style) -> Cell:
    number = int(element.get("s", 0))
    code = style.formats[number] if number < len(style.formats) else "General"
    whole = value.partition(".")[0] if _WHOLE.fullmatch(value) else ""
    return Cell(display(value, code, from_1904=style.from_1904), whole)


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


def _tag(element: Element) -> str:
    """The name without its namespace: strict and transitional workbooks have different ones."""
    return str(element.tag).rpartition("}")[2]


def _named(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if _tag(element) == name)


def _within_part(root: Element, name: str) -> Iterator[Element]:
    """The elements of one part of a sheet; most of a sheet is in others."""
    return (element for part in root if _tag(part) == name for element in part)


def _attribute(element: Element, name: str) -> str:
    """An attribute in any namespace (`r:id`)."""
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _text(element: Element) -> str:
    """Text of a string: its runs one after another, without what is set above them to be read aloud (`rPh`)."""
    if _tag(element) == "t":
        return element.text or ""
    return "".join(_text(part) for part in element if _tag(part) != "rPh")


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
