"""One disclosure through all stages: source → document → identity → tables → ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.checks import Disclosure, Finding, ledger
from mingzhang.checks.ledger_rows import Places, ledger_rows
from mingzhang.convert.confirmed import confirm
from mingzhang.extract import AmountCell, TableReading, extract_tables
from mingzhang.extract.accounts import table_rows
from mingzhang.extract.facts import CODE_FIELDS, CsvRow, FactBuilder, code_rows, record_rows
from mingzhang.forms import ProjectRow, form_rows, read_forms
from mingzhang.ground.amounts import to_yuan
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.escape import FORMULA_STARTS, is_formula
from mingzhang.ground.notes import Note
from mingzhang.ground.source import Locator, Source
from mingzhang.narrative import NarrativeReading, read_narrative
from mingzhang.narrative.stated_facts import name_facts
from mingzhang.recognise.document import Document, read_document
from mingzhang.recognise.identity import NAME_LABELS, NO_OVERRIDES, Identity, Overrides, identify, normalise_agency
from mingzhang.recognise.recognition import RecognisedTable, recognise_tables
from mingzhang.recognise.titles import is_title
from mingzhang.recognise.together import check_together

_REPEATED_TABLES_OF_TWO_DISCLOSURES = 3
_STATEMENTS_OF_A_NARRATIVE = 5
"""Amounts that a file without tables must state to be the narrative of a disclosure."""
_UNIT = r"[\u4e00-\u9fff]{0,4}(?:/[\u4e00-\u9fff]{1,4})*"
_HARMLESS = re.compile(rf"=(?:[\d.,]+%?|[一二两三四五六七八九十百千]+){_UNIT}$|[-—]\s*[（(]?[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Conversion:
    """Everything a package is made of. `tables` maps each table's name to its rows, in document order."""

    source: Source
    identity: Identity
    readings: list[TableReading]
    findings: list[Finding]
    tables: dict[str, list[CsvRow]]


def identify_source(source: Source, overrides: Overrides = NO_OVERRIDES) -> Identity:
    """Only identify a disclosure."""
    check_together(source)
    return identify(source, overrides)


def convert_source(source: Source, overrides: Overrides = NO_OVERRIDES) -> Conversion:
    """Convert a canonical source; raises `DisclosureError` when it is no disclosure that can be identified."""
    check_together(source)
    document = read_document(source, is_title)
    identity = identify(source, overrides)
    recognition = recognise_tables(document, identity.kind, identity.fiscal_year)
    narrative = read_narrative(source, identity, document)
    _one_disclosure(recognition.tables, recognition.notes, narrative, source)
    readings = extract_tables(recognition.tables, identity)
    forms = read_forms(source, identity.kind, _projects(readings), identity)
    notes = [
        *recognition.notes,
        *(note for reading in readings for note in reading.notes),
        *narrative.notes,
        *forms.notes,
        *_document_notes(document, identity, recognition.tables),
    ]
    tables = _csv_tables(identity, readings) | narrative.rows() | form_rows(forms)
    name_facts(identity.kind, tables["sections"], tables["statements"], tables["facts"])
    notes.extend(_unlisted_codes(tables["codes"], readings))
    notes.extend(_formulas(tables))
    findings = ledger(Disclosure(source, identity, document, readings, narrative, forms, notes))
    tables["checks"] = ledger_rows(findings, Places(tables["facts"], tables["tables"]))
    return Conversion(confirm(source, findings), identity, readings, findings, tables)


def _csv_tables(identity: Identity, readings: list[TableReading]) -> dict[str, list[CsvRow]]:
    tables = {reading.layout.table: record_rows(reading) for reading in readings}
    tables["facts"] = FactBuilder(identity, readings).rows()
    tables["tables"] = table_rows(readings, tables["facts"], identity.kind)
    tables["codes"] = code_rows(readings, identity.kind)
    return tables


def _projects(readings: list[TableReading]) -> list[ProjectRow]:
    """The projects that performance forms may speak of."""
    return [
        ProjectRow(
            record.unit_name,
            record.project_name,
            _yuan(record.amounts.get("total")),
            str(record.place),
            record.row_id,
        )
        for reading in readings
        if reading.layout.grammar.by_project
        for record in reading.records
        if record.row_kind == "project"
    ]


def _yuan(cell: AmountCell | None) -> Decimal | None:
    return to_yuan(cell.cell.value, cell.unit) if cell is not None and cell.cell.value is not None else None


def _one_disclosure(
    tables: list[RecognisedTable], notes: list[Note], narrative: NarrativeReading, source: Source
) -> None:
    """Refuse a disclosure that holds neither a standard table nor a narrative with figures, or most tables twice.

    A narrative often is a file of its own, and its tables are another.
    """
    present = [table for table in tables if table.block is not None and table.block.rows]
    stated = sum(statement.value_yuan is not None for statement in narrative.statements)
    if not present and stated < _STATEMENTS_OF_A_NARRATIVE:
        raise DisclosureError(
            "convert-no-tables",
            "the cover is that of a disclosure, but neither a standard table with rows nor a narrative was found",
            source.file_name,
            1,
            "standard tables whose cells are separated by TAB",
            "convert the document again so that its tables keep their cells",
        )
    repeated = [note for note in notes if note.check == "R19" and note.values.get("how") != "joined"]
    twice = {note.instance for note in repeated}
    is_one_file = len(source.originals) == 1
    held = "the file holds" if is_one_file else "the files hold"
    if len(twice) >= _REPEATED_TABLES_OF_TWO_DISCLOSURES:
        raise DisclosureError(
            "convert-two-disclosures",
            f"{len(twice)} standard tables stand twice: {held} two disclosures",
            source.file_name,
            repeated[0].locators[-1].line,
            "one disclosure",
            "split the file and convert each part by itself" if is_one_file else "convert each part by itself",
        )


def _document_notes(document: Document, identity: Identity, tables: list[RecognisedTable]) -> Iterable[Note]:
    masked = document.source.masked
    if masked:
        yield Note("R17", "source", masked, {"count": str(len(masked))})
    for table in tables:
        if table.block is not None:
            yield from _table_notes(table, identity)


def _table_notes(table: RecognisedTable, identity: Identity) -> Iterable[Note]:
    block, layout = table.block, table.layout
    assert block is not None
    if block.year and block.year[1] != identity.fiscal_year:
        line, year = block.year
        values = {"title": layout.title, "printed": str(year), "year": str(identity.fiscal_year)}
        yield Note("R14", layout.table, (Locator(line),), values)
    header = table.header
    if (
        header is not None
        and header.other_year is not None
        and not (block.year and block.year[1] != identity.fiscal_year)
    ):
        values = {"title": layout.title, "printed": str(header.other_year), "year": str(identity.fiscal_year)}
        place = Locator(min(header.header_lines, default=block.first_line))
        yield Note("R14", f"{layout.table}/header", (place,), values)
    found = block.caption(*NAME_LABELS)
    if found and found[1] and normalise_agency(found[1]) != identity.agency_name_normalised:
        values = {"title": layout.title, "printed": found[1], "name": identity.agency_name}
        yield Note("R21", layout.table, (Locator(found[0]),), values)


def _unlisted_codes(rows: list[CsvRow], readings: list[TableReading]) -> Iterable[Note]:
    places = _places_of_codes(readings)
    for row in rows:
        if row["listed"] == "false" and row["code"] in places:
            values = {"printed": row["code"], "name": row["name_printed"]}
            yield Note("R20", row["code"], tuple(places[row["code"]]), values)


def _places_of_codes(readings: list[TableReading]) -> dict[str, list[Locator]]:
    """Code → the records that carry it."""
    places: dict[str, list[Locator]] = {}
    for reading in readings:
        for record in reading.records:
            for code in dict.fromkeys(record.texts.get(name, "") for name in CODE_FIELDS):
                places.setdefault(code, []).append(record.place)
    return places


def _is_suspect(text: str) -> bool:
    """Whether a formula-like text is more than a list's bullet (`- …`) or a promised value (`=100%`, `=30元/人/月`)."""
    return is_formula(text) and _HARMLESS.match(text) is None


def _formulas(tables: dict[str, list[CsvRow]]) -> Iterable[Note]:
    seen: set[str] = set()
    for rows in tables.values():
        for row in rows:
            for text in row.values():
                if text[:1] in FORMULA_STARTS and text not in seen and "locator" in row and _is_suspect(text):
                    seen.add(text)
                    place = Locator(*(int(part) for part in row["locator"].removeprefix("L").split("C")))
                    yield Note("R18", row["locator"], (place,), {"first": text[0]})
