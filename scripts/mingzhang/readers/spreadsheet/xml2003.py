"""SpreadsheetML of Excel 2002 and 2003 (one XML file, often called .xls): cells as the workbook displays them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError, fromstring

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.office.xml import declares_entities
from mingzhang.readers.port import Reading
from mingzhang.readers.spreadsheet.lines import reading_of
from mingzhang.readers.spreadsheet.model import Area, Cell, Sheet, whole_number, within
from mingzhang.readers.spreadsheet.number_formats import display

MOST_CELLS = 500_000
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_REMEDY = "open the workbook, save it again as XLSX, and give that"
_NAMED = {
    "General Number": "General",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Currency": "¥#,##0.00",
    "Short Date": "yyyy/m/d",
    "General Date": "yyyy/m/d h:mm",
    "Medium Date": "d-mmm-yy",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Short Time": "h:mm",
    "Long Time": "h:mm:ss",
}
"""Formats with names of their own (XML Spreadsheet Reference, `NumberFormat`), as Chinese editions show them."""
_DAY_ZERO = datetime(1899, 12, 30)


def read(name: str, data: bytes) -> Reading:
    """A workbook as text. Raises `DisclosureError`: `read-xls-xml`, `read-too-many-cells`."""
    if declares_entities(data):
        raise _damaged(name, "the workbook declares entities")
    try:
        root = fromstring(data)  # noqa: S314 -- what declares entities is refused before
        formats = _formats(root)
        sheets = [_Reader(name, formats).sheet(one) for one in root.iter(f"{_SS}Worksheet")]
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise _damaged(name, f"the workbook is damaged: {str(error)[:120]}") from None
    return reading_of(sheets)


def _damaged(name: str, message: str) -> DisclosureError:
    return DisclosureError("read-xls-xml", message, name, None, "a whole workbook", _REMEDY)


def _get(element: Element, key: str, default: str = "") -> str:
    return element.get(f"{_SS}{key}", element.get(key, default))


def _formats(root: Element) -> Mapping[str, str]:
    """Format code by style; a style has what its parent has unless it says otherwise."""
    own: dict[str, str] = {}
    parents: dict[str, str] = {}
    for style in root.iter(f"{_SS}Style"):
        key = _get(style, "ID")
        parents[key] = _get(style, "Parent", "Default")
        found = style.find(f"{_SS}NumberFormat")
        if found is not None and (told := _get(found, "Format")):
            own[key] = _NAMED.get(told, told)
    return {key: own.get(key) or own.get(parents[key]) or own.get("Default", "General") for key in parents}


class _Reader:
    """Reads sheets; the cells of all are counted together."""

    def __init__(self, name: str, formats: Mapping[str, str]) -> None:
        self.name, self.formats = name, formats

    def sheet(self, element: Element) -> Sheet:
        """One sheet."""
        cells: dict[tuple[int, int], Cell] = {}
        merged: list[Area] = []
        hidden_rows: set[int] = set()
        table = element.find(f"{_SS}Table")
        for row, found in [] if table is None else _placed(table, "Row", _LAST_ROW):
            if _get(found, "Hidden") == "1":
                hidden_rows.add(row)
            self._row(row, found, cells, merged)
        state = next((one.text or "" for one in element.iter() if one.tag.endswith("}Visible")), "")
        return Sheet(
            _get(element, "Name"),
            cells,
            within(merged, cells),
            frozenset(hidden_rows),
            frozenset(() if table is None else _hidden_columns(table)),
            state in ("SheetHidden", "SheetVeryHidden"),
        )

    def _row(self, row: int, found: Element, cells: dict[tuple[int, int], Cell], merged: list[Area]) -> None:
        for column, element in _placed(found, "Cell", _LAST_COLUMN):
            across, down = int(_get(element, "MergeAcross", "0")), int(_get(element, "MergeDown", "0"))
            if across or down:
                merged.append(Area(row, column, row + down, column + across))
            if (cell := self._cell(element, _get(element, "StyleID") or _get(found, "StyleID"))) is not None:
                cells[row, column] = cell
        if len(cells) > MOST_CELLS or len(merged) > MOST_CELLS:
            message = f"a sheet has more than {MOST_CELLS} cells"
            raise DisclosureError("read-too-many-cells", message, self.name, None, "the tables of one disclosure")

    def _cell(self, element: Element, style: str) -> Cell | None:
        data = element.find(f"{_SS}Data")
        if data is None:
            return Cell("", lost_formula=True) if _get(element, "Formula") else None
        value, kind = "".join(data.itertext()), _get(data, "Type", "String")
        code = self.formats.get(style) or self.formats.get("Default", "General")
        if kind == "Number":
            return Cell(display(value, code), whole_number(value))
        if kind == "DateTime":
            return Cell(display(_serial(value), code if code != "General" else "yyyy/m/d"))
        if kind == "Boolean":
            return Cell("TRUE" if value == "1" else "FALSE")
        return Cell(value)


def _serial(value: str) -> str:
    """A date as the number of days that formats know."""
    passed = datetime.fromisoformat(value.removesuffix("Z")).replace(tzinfo=None) - _DAY_ZERO
    return str(passed.days + passed.seconds / 86_400 if passed.seconds else passed.days)


def _placed(around: Element, tag: str, last: int) -> Iterator[tuple[int, Element]]:
    """Rows or cells with their number, from 0: one that gives none follows the one before and what that covers."""
    number = -1
    for element in around.iter(f"{_SS}{tag}") if tag == "Row" else around.findall(f"{_SS}{tag}"):
        told = _get(element, "Index")
        number = int(told) - 1 if told else number + 1
        if not 0 <= number <= last:
            raise ValueError(f"{tag} {number + 1} is outside of a sheet")
        yield number, element
        number += int(_get(element, "MergeAcross" if tag == "Cell" else "Span", "0"))


def _hidden_columns(table: Element) -> Iterator[int]:
    number = -1
    for element in table.findall(f"{_SS}Column"):
        told = _get(element, "Index")
        number = int(told) - 1 if told else number + 1
        span = min(int(_get(element, "Span", "0")), _LAST_COLUMN)
        if _get(element, "Hidden") == "1":
            yield from range(number, number + span + 1)
        number += span
