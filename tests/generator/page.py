"""From rows with figures to numbered lines: the one place where truth is recorded."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from .model import Amount, State, Unread

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(slots=True)
class Figure:
    """An amount in a cell: hundredths of its unit, and what it is."""

    hundredths: int
    column: str
    label: str
    code: str = ""
    side: str = ""
    unit: str = "万元"
    wide: bool = False
    readable: bool = True


Cell = str | Figure


@dataclass(slots=True)
class Row:
    """One table row. `splittable` is the cell of a label a page break may cut."""

    cells: list[Cell]
    bold: bool = False
    splittable: int | None = None


@dataclass(slots=True)
class Table:
    """One standard table. `body` may hold plain lines (page breaks).

    `columns` names the figures from the third cell on, in tables by function.
    """

    id: str
    title: str
    header: list[Row]
    body: list[Row | str]
    number: list[str] = field(default_factory=list)
    caption: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    statement: str = "注：本表无数据"
    columns: tuple[str, ...] = ()

    @property
    def has_data(self) -> bool:
        return any(isinstance(cell, Figure) for row in self.body if isinstance(row, Row) for cell in row.cells)

    @property
    def state(self) -> State:
        if self.has_data:
            return "data"
        return "empty_stated" if self.statement else "empty_unstated"

    @property
    def width(self) -> int:
        return len(self.header[0].cells)

    def lines(self) -> list[Row | str | Table]:
        """Title block, rows and notes as they follow each other; the table itself stands for its title."""
        lines: list[Row | str | Table] = []
        if self.number:
            lines += [*self.number, ""]
        lines += [self, ""]
        for part in self.caption:
            lines += [*part.split("\n"), ""]
        lines += [*self.header, *self.body, ""]
        notes = self.notes if self.has_data or not self.statement else [*self.notes, self.statement]
        for note in notes:
            lines += [note, ""]
        return lines


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a document prints its amounts."""

    separators: bool
    fixed: bool

    def show(self, hundredths: int) -> str:
        """`131362` → `1,313.62`; without fixed decimals `83390` → `833.9` and `500` → `5`."""
        sign = "-" if hundredths < 0 else ""
        whole, part = divmod(abs(hundredths), 100)
        digits = f"{whole:,}" if self.separators else str(whole)
        if self.fixed:
            return f"{sign}{digits}.{part:02d}"
        return f"{sign}{digits}.{part:02d}".rstrip("0").rstrip(".")


@dataclass(slots=True)
class Rendering:
    """The finished text with what is true about it."""

    text: str
    amounts: tuple[Amount, ...]
    unread: tuple[Unread, ...]
    title_lines: dict[str, int]


class Page:
    """Collects paragraphs and tables, then renders them once."""

    def __init__(self) -> None:
        self._lines: list[tuple[str, Row | str | Table]] = []

    def write(self, *paragraphs: str) -> None:
        """Add paragraphs, each followed by a blank line; a paragraph may hold line breaks."""
        for paragraph in paragraphs:
            self._lines += [("", line) for line in paragraph.split("\n")]
            self._lines.append(("", ""))

    def write_lines(self, *lines: str) -> None:
        """Add lines without blank lines between them."""
        self._lines += [("", line) for line in lines]

    def place(self, table: Table) -> None:
        """Add a standard table."""
        self._lines += [(table.id, line) for line in table.lines()]

    def render(self, style: NumberStyle, trailing: Random | None) -> Rendering:
        """Number the lines and record every figure; `trailing` draws which lines end in blanks."""
        texts: list[str] = []
        amounts: list[Amount] = []
        unread: list[Unread] = []
        titles: dict[str, int] = {}
        for number, (table, line) in enumerate(self._lines, 1):
            if isinstance(line, Row):
                text = _print_row(line, number, table, style, amounts, unread)
            elif isinstance(line, Table):
                titles[line.id] = number
                text = line.title
            else:
                text = line
            if trailing and text and text != "\f" and trailing.random() < 0.08:
                text += "  "
            texts.append(text)
        text = "\n".join(texts).rstrip("\n")  # like the originals: no line end behind the last line
        return Rendering(text, tuple(amounts), tuple(unread), titles)


def _print_row(row: Row, line: int, table: str, style: NumberStyle, amounts: list[Amount], unread: list[Unread]) -> str:
    texts = []
    for position, cell in enumerate(row.cells, 1):
        if isinstance(cell, str):
            text = cell
        else:
            text = style.show(cell.hundredths)
            if cell.unit != "万元":
                text = str(cell.hundredths // 100)
            if cell.wide:
                text = text.translate(_WIDE)
            if cell.readable:
                amounts.append(
                    Amount(
                        line, position, text, table, cell.label, cell.code, cell.column, cell.side,
                        cell.hundredths, cell.unit,
                    )
                )  # fmt: skip
            else:
                unread.append(Unread(line, position, text, table))
        texts.append(f"<b>{text}</b>" if row.bold and text else text)
    return "\t".join(texts)
