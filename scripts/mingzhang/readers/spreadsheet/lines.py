"""Sheets → lines of text: a sheet's name, then its rows with TAB between the cells, and marks for what is not so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingzhang.ground.source import Locator, Mark
from mingzhang.readers.port import Reading
from mingzhang.readers.spreadsheet.model import Sheet

_BREAK = re.compile(r"\s*[\t\r\n]+\s*")
_LATIN = re.compile(r"[0-9A-Za-z,.;:]")
_CODE_HEAD = re.compile(r"(?:编码|代码|编号)$")
_TABLE_TITLE = re.compile(r"表(?:[（(][^（）()]{1,12}[)）])?$")

Place = tuple[int, int]


def reading_of(sheets: Sequence[Sheet]) -> Reading:
    """One text of all sheets that are shown, a page break between two; what is hidden is counted in marks."""
    lines: list[str] = []
    marks: list[Mark] = []
    for sheet in sheets:
        if sheet.is_hidden:
            if count := _filled(sheet):
                marks.append(Mark(Locator(max(1, len(lines))), "hidden", note=f"{count} cells of a hidden sheet"))
        elif _filled(sheet) or sheet.pictures:
            if lines:
                lines.append("\f")
            lines += [_one_line(sheet.name), ""]  # a blank line, or the name would be taken for a part of the title
            _Lines(sheet, lines, marks).add()
    return Reading("\n".join([*lines, ""]), marks=tuple(marks))


def _filled(sheet: Sheet) -> int:
    return sum(bool(cell.text.strip()) for cell in sheet.cells.values())


def _one_line(text: str) -> str:
    """A cell's text on one line, indented as it is: its line breaks only wrap it, but Latin words stay apart."""
    pieces = [piece for piece in _BREAK.split(text.strip("\t\r\n").rstrip()) if piece]
    joined = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        joined += (" " if _LATIN.match(joined[-1]) and _LATIN.match(piece) else "") + piece
    return joined


class _Lines:
    """Adds the rows of one sheet; columns whose head says so hold codes."""

    def __init__(self, sheet: Sheet, lines: list[str], marks: list[Mark]) -> None:
        self.sheet, self.lines, self.marks = sheet, lines, marks
        self.head = Locator(len(lines) - 1)
        self.covered = frozenset(_covered(sheet))
        shown = {place: cell for place, cell in sheet.cells.items() if sheet.is_seen(cell)}
        self.shown = {place: cell for place, cell in shown.items() if self._is_seen(place)}
        self.unseen = len(shown) - len(self.shown)
        widest = max((column for _, column in self.shown), default=-1)
        self.columns = [column for column in range(widest + 1) if column not in sheet.hidden_columns]
        self.codes: set[int] = set()

    def _is_seen(self, place: Place) -> bool:
        row, column = place
        hidden = row in self.sheet.hidden_rows or column in self.sheet.hidden_columns
        return not hidden and place not in self.covered

    def add(self) -> None:
        """Rows as lines; what is not seen is counted at the line of the sheet's name."""
        if self.unseen:
            note = f"{self.unseen} cells of hidden rows or columns, or under merged cells"
            self.marks.append(Mark(self.head, "hidden", note=note))
        if self.sheet.pictures:
            self.marks.append(Mark(self.head, "picture", note=f"{self.sheet.pictures} pictures"))
        filled: dict[int, list[int]] = {}
        for row, column in sorted(self.shown):
            filled.setdefault(row, []).append(column)
        body = [row for row, columns in filled.items() if len(columns) > 1]
        for row in range(max(filled, default=-1) + 1):
            if row in self.sheet.hidden_rows:
                continue
            columns = filled.get(row, [])
            is_inside = bool(body) and body[0] < row < body[-1]
            if len(columns) == 1 and not (is_inside and not self._is_title(row, columns[0])):
                self._text(row, columns[0])
            elif columns:
                self._row(row)
            else:
                self.lines.append("")

    def _is_title(self, row: int, column: int) -> bool:
        """Whether a cell alone in its row, over the whole width, names another table of the same sheet."""
        spans = any(
            area.top == row and area.left == column and area.right - area.left + 1 >= len(self.columns)
            for area in self.sheet.merged
        )
        return spans and _TABLE_TITLE.search(_one_line(self.shown[row, column].text)) is not None

    def _text(self, row: int, column: int) -> None:
        """A title, a caption or a note that stands alone in its row is a line of text, no row of a table."""
        self.lines.append(self._told((row, column), Locator(len(self.lines) + 1)))

    def _row(self, row: int) -> None:
        number = len(self.lines) + 1
        cells = [
            self._told((row, column), Locator(number, at)) if (row, column) in self.shown else ""
            for at, column in enumerate(self.columns, 1)
        ]
        self.lines.append("\t".join(cells) if len(cells) > 1 else cells[0])

    def _told(self, place: Place, locator: Locator) -> str:
        """The text of a cell, with a mark where it is not simply what is displayed."""
        cell = self.shown[place]
        text = _one_line(cell.text)
        if cell.lost_formula:
            self.marks.append(Mark(locator, "formula", note="a formula whose value the file does not hold"))
        elif text.startswith("#") and text.isascii():
            self.marks.append(Mark(locator, "formula", note="an error stands in place of a value"))
        if _CODE_HEAD.search(text):
            self.codes.add(place[1])
        elif place[1] in self.codes and cell.number and text != cell.number:
            self.marks.append(Mark(locator, "recovered", note=f"shown as {text}"))
            return cell.number
        return text


def _covered(sheet: Sheet) -> Iterator[Place]:
    """Cells that a merged one covers."""
    for area in sheet.merged:
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                if (row, column) != (area.top, area.left):
                    yield row, column
