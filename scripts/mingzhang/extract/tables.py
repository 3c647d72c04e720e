"""All standard tables of one document: recognised blocks → readings, in the order they are published."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from mingzhang.extract.grammars import CLASSES
from mingzhang.extract.keys import name_rows
from mingzhang.extract.model import TableReading, note
from mingzhang.extract.proof import prove_by_other_tables, prove_leaves
from mingzhang.extract.rows import RowReader
from mingzhang.ground.amounts import MONEY_UNITS
from mingzhang.ground.source import Locator
from mingzhang.ground.text import fold
from mingzhang.recognise.document import TableBlock
from mingzhang.recognise.identity import Identity
from mingzhang.recognise.recognition import RecognisedTable
from mingzhang.recognise.slots import Header

_MEASURE_LABELS = ("单位", "金额单位", "计量单位", "货币单位")
_LONGEST_MEASURE = 4
_MONEY = re.compile(
    r"(?:^|单位[:：]?|[:：(、,;；])\(?(?:人民币)?(?P<unit>(?:千|万|百万|亿)?元)(?=$|[)、,;；]|人民币|币种|\()"
)
_CUT_MEASURE = re.compile(r"单位[:：]万$")
"""`单位：万元` whose last character was drawn in the header below it."""
_HEADER_ROWS = 2
_CURRENCY = re.compile(r"^人民币|\(人民币\)$")


def extract_tables(tables: list[RecognisedTable], identity: Identity) -> list[TableReading]:
    """Read every table; a missing one yields a reading that says so."""
    measures = [_measure(table.block) for table in tables]
    usual = _unanimous(measures)
    readings = [
        _read_table(table, measure, usual, identity.fiscal_year)
        for table, measure in zip(tables, measures, strict=True)
    ]
    units = _unit_names(readings)
    for reading in readings:
        CLASSES[reading.layout.grammar].relate(reading, identity, units)
        prove_leaves(reading)
        name_rows(reading)
    prove_by_other_tables(readings)
    return readings


def _cut_measure(block: TableBlock) -> int | None:
    """The line of a measure cut in two: `单位：万` above, and a header cell that begins with the `元` it lost."""
    line = next((line for line, text in block.captions if _CUT_MEASURE.search(fold(text))), None)
    rest = any(fold(cell).startswith("元") for row in block.rows[:_HEADER_ROWS] for cell in row.cells)
    return line if rest else None


def _measure(block: TableBlock | None) -> tuple[int, str] | None:
    """Line and text of the unit of measure a table prints.

    `单位：` names a body as often as a measure: a caption that is a measure is taken, whatever its label.
    """
    if block is None:
        return None
    measures = [found for line, text in block.captions for found in [(line, _MONEY.search(fold(text)))] if found[1]]
    if not measures and (cut := _cut_measure(block)) is not None:
        return cut, "万元"
    if measures:
        line, match = measures[0]
        assert match is not None
        return line, match["unit"]
    found = block.caption(*_MEASURE_LABELS)
    return (found[0], _CURRENCY.sub("", fold(found[1]))) if found and _is_no_body(found[1]) else None


def _is_no_body(text: str) -> bool:
    """Whether what follows `单位：` can be a measure at all: a short word, no name of a body."""
    return len(fold(text)) <= _LONGEST_MEASURE


def _unanimous(measures: list[tuple[int, str] | None]) -> str:
    """The one unit of money all tables that print any agree on, or nothing."""
    counted = Counter(text for found in measures if found and (text := found[1]) in MONEY_UNITS)
    return next(iter(counted)) if len(counted) == 1 else ""


def _read_table(table: RecognisedTable, measure: tuple[int, str] | None, usual: str, year: int | None) -> TableReading:
    block, header, layout = table.block, table.header, table.layout
    if block is None or header is None:
        return TableReading(layout)
    printed = measure[1] if measure else ""
    unit = printed if printed in MONEY_UNITS else "" if printed else usual
    in_header = {slot.unit for slot in header.slots if slot.unit}
    everywhere = all(slot.unit for slot in header.slots if slot.column is not None and slot.column.role == "amount")
    contradicted = printed in MONEY_UNITS and everywhere and len(in_header) == 1 and in_header != {printed}
    if contradicted:
        unit, printed = "", f"{printed}/{'/'.join(sorted(in_header))}"
        header.slots = [replace(slot, unit="") for slot in header.slots]
    reading = RowReader(layout, block, header, unit, year).read()
    _describe(reading, block, printed)
    for copy in table.copies:
        _leave_copy(reading, copy)
    if (
        reading.account.numeric > reading.account.structural
        and printed not in MONEY_UNITS
        and (contradicted or not in_header)
    ):
        place = Locator(measure[0] if measure else block.first_line)
        reading.notes.append(note("R09", layout.table, [place], printed=printed, used=unit))
    _note_columns(reading, header, block)
    return reading


def _leave_copy(reading: TableReading, block: TableBlock) -> None:
    """Account for a second print of the table: every number in it is unread."""
    for place, printed in block.numbers():
        reading.account.numeric += 1
        reading.account.unread.append((place, printed))
        instance = f"{reading.layout.table}/{place}"
        reading.notes.append(note("R01", instance, [place], printed=printed, why="copy"))


def _describe(reading: TableReading, block: TableBlock, unit_printed: str) -> None:
    reading.title_printed = block.title.printed if block.title else ""
    reading.number_printed = block.number_printed
    reading.first_line, reading.last_line = block.first_line, block.last_line
    reading.unit_printed = unit_printed
    reading.stated_empty = block.stated_empty


def _note_columns(reading: TableReading, header: Header, block: TableBlock) -> None:
    place = Locator(min(header.header_lines, default=block.first_line))
    table = reading.layout.table
    for half, column in header.missing:
        doubtful = [str(i + 1) for i, slot in enumerate(header.slots) if slot.doubtful and slot.half is half]
        reading.notes.append(
            note(
                "R02",
                f"{table}/{half.side + '/' if half.side else ''}{column.name}",
                [place],
                column=column.name,
                doubtful="、".join(doubtful),
            )
        )
    for index, slot in enumerate(header.slots):
        if slot.column is None and (slot.leaf or _has_data(block, header, index)):
            instance = f"{table}/C{index + 1}"
            reading.notes.append(note("R03", instance, [place], header=slot.leaf, cell=str(index + 1)))


def _has_data(block: TableBlock, header: Header, index: int) -> bool:
    return any(
        _filled(row.cells, index)
        for row in block.rows
        if row.line not in header.header_lines and row.line not in header.number_lines
    )


def _filled(cells: tuple[str, ...], index: int) -> bool:
    return index < len(cells) and bool(cells[index].strip())


def _unit_names(readings: list[TableReading]) -> list[str]:
    return [
        record.label
        for reading in readings
        if reading.layout.grammar.by_unit
        for record in reading.records
        if record.row_kind == "unit"
    ]
