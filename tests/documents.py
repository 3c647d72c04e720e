"""Small documents for tests: a cover, some tables, and what the product reads in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from mingzhang.convert.pipeline import Conversion, convert_source
from mingzhang.extract import Record, TableReading
from mingzhang.ground.source import Original, Source
from mingzhang.layouts import LAYOUTS, Layout
from mingzhang.readers.canonical import canonicalise
from mingzhang.recognise.document import TableBlock, read_document
from mingzhang.recognise.header import read_header
from mingzhang.recognise.identity import Overrides
from mingzhang.recognise.slots import Header
from mingzhang.recognise.titles import is_title

NO_OVERRIDES = Overrides()
ENTITY = "兴县人民政府办公室"
BUDGET_COVER = f"{ENTITY}\n2023年度部门预算公开\n\n第二部分 2023年部门预算报表\n"
FINAL_COVER = f"{ENTITY}\n2023年度部门决算公开\n\n第二部分 2023年部门决算表\n"


def layout(key: str) -> Layout:
    """The usual layout of this table, such as `budget/expenditure`."""
    return next(layout for layout in LAYOUTS if layout.key == key)


def source_of(text: str, name: str = "test.txt") -> Source:
    """A text as its reader would hand it on (without masking)."""
    return Source(canonicalise(text, Path(name)), (Original(name, len(text.encode()), "0" * 64, "utf-8"),))


def rows(*lines: str) -> str:
    """Table rows from lines with `|` between the cells."""
    return "\n".join(line.replace("|", "\t") for line in lines)


def table(title: str, *lines: str, caption: str = "部门名称：兴县人民政府办公室\n\n单位：万元") -> str:
    """A standard table: title, captions, rows with `|` between the cells."""
    return f"\n{title}\n\n{caption}\n\n{rows(*lines)}\n"


def budget(*tables: str) -> str:
    """A budget with these tables and a narrative."""
    return BUDGET_COVER + "".join(tables) + "\n第三部分 2023年度部门预算情况说明\n\n收支总体情况说明。\n"


def final(*tables: str) -> str:
    """A final account with these tables and a narrative."""
    return FINAL_COVER + "".join(tables) + "\n第三部分 情况说明\n\n收支总体情况说明。\n"


def convert(text: str, overrides: Overrides = NO_OVERRIDES) -> Conversion:
    """All stages on a text."""
    return convert_source(source_of(text), overrides)


def blocks(text: str) -> tuple[TableBlock, ...]:
    """The table blocks of a text."""
    return read_document(source_of(text), is_title).tables


def header_of(key: str, *lines: str) -> Header:
    """The header read from rows with `|` between the cells."""
    (block,) = blocks("\f\n" + rows(*lines))
    return read_header(layout(key), block.rows)


def columns(header: Header) -> list[str]:
    """The column of each cell; `?` where it is unknown, `-` where nothing is printed."""
    return [slot.column.name if slot.column else "?" if slot.leaf else "-" for slot in header.slots]


def reading(conversion: Conversion, name: str) -> TableReading:
    """The reading of one table."""
    return next(reading for reading in conversion.readings if reading.layout.table == name)


def read_table(key: str, *lines: str, title: str = "", caption: str = "单位：万元") -> TableReading:
    """One table alone in a document, read."""
    kind, name = key.split("/")
    text = table(title or layout(key).title, *lines, caption=caption)
    return reading(convert(budget(text) if kind == "budget" else final(text)), name)


def amounts(record: Record) -> dict[str, str]:
    """Column → printed amount of one record."""
    return {name: cell.cell.printed for name, cell in record.amounts.items()}


def shape(found: TableReading) -> list[tuple[str, str, dict[str, str]]]:
    """(row kind, label, amounts) of every record."""
    return [(record.row_kind, record.label, amounts(record)) for record in found.records]


def unread(found: TableReading) -> list[tuple[str, str]]:
    """Place and text of every unread cell."""
    return [(str(place), printed) for place, printed in found.account.unread]


def notes(conversion_or_reading: Conversion | TableReading, *codes: str) -> list[str]:
    """Codes of the notes or findings (those that pass aside), of these codes only where some are given."""
    if isinstance(conversion_or_reading, TableReading):
        found: Iterable[str] = (note.check for note in conversion_or_reading.notes)
    else:
        found = (finding.check for finding in conversion_or_reading.findings if finding.status != "pass")
    return [code for code in found if not codes or code in codes]


def lines_of(text: str, part: str) -> Sequence[int]:
    """Numbers of the lines that hold `part`."""
    return [number for number, line in enumerate(text.split("\n"), 1) if part in line]
