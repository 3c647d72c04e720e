"""Attribution: whether a difference may be an artefact of our own reading, and which evidence says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mingzhang.checks.base import Disclosure
from mingzhang.checks.engine.phrases import Phrase, label, wording
from mingzhang.checks.naming import table_of
from mingzhang.extract.model import Record, TableReading
from mingzhang.ground.notes import Note

Origin = tuple[Record, str]
"""A row and the column of it that a figure comes from, printed or not."""


Doubt = Phrase
"""A clause for the message: what was seen."""

_UNREAD_IN_ROW = wording(
    "doubt.unread_in_row", "所比较的行中 {place} 未能读取", "cell {place} in a row compared could not be read"
)
_UNREAD_IN_COLUMN = wording(
    "doubt.unread_in_column", "所加的列中 {place} 未能读取", "cell {place} in the added column could not be read"
)
_UNPLACED = wording(
    "doubt.unplaced", "{place} 一行不能归类，可能属于其中", "row {place} could not be classed and may belong to it"
)
_BROKEN_LABEL = wording("doubt.broken_label", "{place} 的名称跨页断开", "the label at {place} was broken over a page")
_INFERRED_COLUMNS = wording(
    "doubt.inferred_columns", "{place} 一行的列位为推断", "the columns of row {place} were inferred"
)
_NO_HEADER = label("doubt.no_header", "其中一列的表头缺失", "one of its columns has no header")
_UNIT_OR_PROJECT = wording(
    "doubt.unit_or_project", "{place} 是单位还是项目不能确定", "whether row {place} is a unit or a project is uncertain"
)
_CUT = wording("doubt.cut", "{place} 在分页处，可能被截断", "cell {place} stands at a page break and may be cut off")
_UNKNOWN_FORM = wording(
    "doubt.unknown_form",
    "{title}的样式不属于已知的一套，各行各列的关系未经核实",
    "the form of {title} belongs to no known set, so that what its rows and columns mean to each other is not certain",
)
_BY_HEADER = wording("doubt.by_header", "{title}仅凭表头识别", "{title} was recognised by its header only")


@dataclass(frozen=True, slots=True)
class _Compared:
    """The rows of one table that take part in a comparison; `added` are those whose figures were added downwards."""

    reading: TableReading
    origins: Sequence[Origin]
    rows: frozenset[int]
    added: frozenset[int]

    def holds(self, record: Record) -> bool:
        return id(record) in self.rows

    @property
    def columns(self) -> set[str]:
        return {column for _, column in self.origins}

    @property
    def cells(self) -> set[int]:
        """Numbers of the cells that the added figures stand in."""
        return {
            record.amounts[column].place.cell
            for record, column in self.origins
            if id(record) in self.added and column in record.amounts
        }


def doubt_about(disclosure: Disclosure, origins: Sequence[Origin], added: Sequence[Origin]) -> Doubt | None:
    """The first evidence that reading, and not the publisher, may have made a difference; None without any.

    `origins` are all rows and columns compared, `added` those that were added up downwards. Evidence is only
    what touches the comparison:

    * a cell left unread **in a compared row** (in its own list, where lists stand side by side);
    * in a sum of rows, a cell left unread **in the added column** of a row that could not be read as a record, or
      any cell of it where the row's columns are uncertain, and a row that prints an amount in that column but
      has no known code or meaning: each may be a lost addend;
    * a compared row whose cells were placed by inference, or whose label was joined over a page break;
    * a compared figure next to a page break that alone in its table lacks decimals: it may be cut off;
    * a compared column whose header was not found;
    * in a sum of projects, unit rows that are uncertain, since they decide what is added;
    * a table read by the words of its header, whose family is not known: what its rows are to each other is ours;
    * between two tables, one that was recognised by its header alone.

    A cell left unread elsewhere in the table says nothing about an unrelated row.
    """
    tables = list(_by_table(disclosure, origins, added))
    for compared in tables:
        if compared.reading.notes and (found := _in_notes(compared)):
            return found
        if found := _cut_figure(compared):
            return found
    if found := _unknown_form(tables):
        return found
    return _untitled(disclosure, tables) if len(tables) > 1 else None


def _unknown_form(tables: Iterable[_Compared]) -> Doubt | None:
    """A table that was read by the words of its header alone, as no family that is known prints it."""
    for compared in tables:
        if not compared.reading.layout.is_known_form:
            return _UNKNOWN_FORM(title=table_of(compared.reading.layout))
    return None


def _by_table(disclosure: Disclosure, origins: Sequence[Origin], added: Sequence[Origin]) -> Iterator[_Compared]:
    rows, summed = frozenset(id(record) for record, _ in origins), frozenset(id(record) for record, _ in added)
    for reading in disclosure.readings:
        own = rows.intersection(map(id, reading.records))
        if own:
            mine = [origin for origin in origins if id(origin[0]) in own]
            yield _Compared(reading, mine, own, own & summed)


def _in_notes(compared: _Compared) -> Doubt | None:
    lines: dict[int, list[Record]] = {}
    for record in compared.reading.records:
        lines.setdefault(record.place.line, []).append(record)
    for note in compared.reading.notes:
        if test := _TESTS.get(note.check):
            found = test(compared, note, lines)
            if found is not None:
                return found
    return None


def _unread_cell(compared: _Compared, note: Note, lines: dict[int, list[Record]]) -> Doubt | None:
    place, why = note.locators[0], note.values["why"]
    here = [record for record in lines.get(place.line, ()) if record.place.cell <= place.cell]
    if compared.reading.layout.grammar.turned or any(map(compared.holds, here[-1:])):
        return _UNREAD_IN_ROW(place=place)
    if here or why == "copy" or not compared.added:
        return None
    if why == "width" or place.cell in compared.cells:
        return _UNREAD_IN_COLUMN(place=place)
    return None


def _unplaced_row(compared: _Compared, note: Note, lines: dict[int, list[Record]]) -> Doubt | None:
    """A row of unknown code or meaning that prints an amount in an added column."""
    if not compared.added or note.instance.endswith("/gov"):
        return None
    place = note.locators[0]
    for record in lines.get(place.line, ()):
        if record.place == place and not compared.holds(record) and compared.columns & record.amounts.keys():
            return _UNPLACED(place=place)
    return None


def _row_in_doubt(compared: _Compared, note: Note, lines: dict[int, list[Record]]) -> Doubt | None:
    rows = (record for place in note.locators for record in lines.get(place.line, ()))
    if not any(map(compared.holds, rows)):
        return None
    place = note.locators[0]
    if note.check == "R04":
        return _BROKEN_LABEL(place=place)
    return _INFERRED_COLUMNS(place=place)


def _lost_column(compared: _Compared, note: Note, _lines: dict[int, list[Record]]) -> Doubt | None:
    half, _, column = note.instance.removeprefix(f"{compared.reading.layout.table}/").rpartition("/")
    if not any(name == column and record.half.side == half for record, name in compared.origins):
        return None
    return _NO_HEADER


def _unsure_units(compared: _Compared, note: Note, _lines: dict[int, list[Record]]) -> Doubt | None:
    if not compared.added:
        return None
    place = note.locators[0]
    return _UNIT_OR_PROJECT(place=place)


_TESTS = {
    "R01": _unread_cell,
    "R02": _lost_column,
    "R04": _row_in_doubt,
    "R05": _row_in_doubt,
    "R11": _unplaced_row,
    "R13": _unsure_units,
    "R15": _unplaced_row,
}


def _cut_figure(compared: _Compared) -> Doubt | None:
    """A figure beside a page break with fewer decimals than any other of its table."""
    records = compared.reading.records
    beside = {
        id(record)
        for at, record in enumerate(records)
        if record.after_break or (at + 1 < len(records) and records[at + 1].after_break)
    }
    for record, column in compared.origins:
        cell = record.amounts.get(column)
        if id(record) not in beside or cell is None or cell.cell.value is None:
            continue
        others = (a.cell.printed for r in records for a in r.printed_amounts if a is not cell)
        if _decimals(cell.cell.printed) < min(map(_decimals, others), default=0):
            return _CUT(place=cell.place)
    return None


def _decimals(printed: str) -> int:
    return len(printed.partition(".")[2])


def _untitled(disclosure: Disclosure, tables: Iterable[_Compared]) -> Doubt | None:
    names = {compared.reading.layout.table: table_of(compared.reading.layout) for compared in tables}
    for note in disclosure.notes:
        if note.check == "R07" and note.instance in names:
            title = names[note.instance]
            return _BY_HEADER(title=title)
    return None
