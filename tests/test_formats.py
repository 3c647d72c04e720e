"""Every export, read back with others' software, holds every value of the CSV it was made from."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from mingzhang.checks.base import category_of, label_in
from mingzhang.checks.ledger_rows import read_told
from mingzhang.cli import main
from mingzhang.convert.pipeline import convert_source
from mingzhang.formats.as_json import json_bytes, table_json
from mingzhang.formats.as_parquet import parquet_bytes, write_parquet
from mingzhang.formats.as_sqlite import fen, sqlite_bytes
from mingzhang.formats.names import table_name
from mingzhang.formats.sqlite_schema import quoted
from mingzhang.formats.told import exported, exported_tables
from mingzhang.formats.write import write_export, write_facts
from mingzhang.formats.xlsx import (
    EXACT_DIGITS,
    MAX_CELL,
    is_exact,
    sheet_names,
    split_text,
    write_facts_xlsx,
    xlsx_bytes,
)
from mingzhang.formats.xlsx_about import CONTINUED, LONG, SHEETS, SOURCE, column_titles
from mingzhang.ground.amounts import NOT_APPLICABLE, format_quantity, format_yuan
from mingzhang.ground.attribution import MAKER
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.escape import csv_text, from_csv_text
from mingzhang.packages.build import build_package, sha256
from mingzhang.packages.published import PublishedPackage, package_of, read_described, read_package
from mingzhang.packages.store import find_packages
from mingzhang.packages.values import INAPPLICABLE_FIELD, has_inapplicable
from mingzhang.recognise.identity import Overrides
from mingzhang.schemas import TABLES, Field, Table, tables_of
from mingzhang.site.catalog import read_disclosure
from mingzhang.site.projects import projects_of

from tests.documents import source_of
from tests.generator import Kind, generate

PACKAGES = find_packages(Path(__file__).parents[1] / "datapackage")
Cells = list[list[str]]
Exported = Mapping[str, Cells]

HOSTILE_TEXTS = (
    "007",
    "0101",
    "=1+1",
    "=100%",
    "+86",
    "-",
    "@SUM(A1)",
    "＝cmd",
    "'quoted",
    "1e5",
    "TRUE",
    "2023-01-01",
    "3/4",
    "https://example.org/",
    "mailto:a@example.org",
    "internal:A1",
    "  spaces  ",
    "第一行\n第二行",
    'a,"b"',
    "<b>&amp;</b>",
    "_x000D_",
    "😀👨‍👩‍👧 𠮷",
    "null",
    "NaN",
    "示例；DROP TABLE facts; --",
    "长" * MAX_CELL,
    "长" * (MAX_CELL + 1),
    "😀" * MAX_CELL,
)
HOSTILE_AMOUNTS = (
    "",
    NOT_APPLICABLE,
    "0.00",
    "-0.01",
    "0.10",
    "13136200.00",
    "9999999999999.99",
    "-9999999999999.99",
    "10000000000000.01",
    "999999999999999.99",
    "99999999999999999999999.12345678",
    "0.12345678",
    "1234567.8901",
    "0.00000001",
)


# --- packages --------------------------------------------------------------------------------------


def packaged(path: Path) -> PublishedPackage:
    return read_package(path)


@cache
def generated(seed: int, kind: Kind) -> PublishedPackage:
    made = build_package(convert_source(source_of(generate(seed, kind=kind).text), Overrides()))
    return package_of(made.files)


def with_rows(package: PublishedPackage, tables: Mapping[str, Sequence[Mapping[str, str]]]) -> PublishedPackage:
    """A package with other rows in some tables, as somebody's pull request could bring them."""
    contents = dict(package.files)
    descriptor = json.loads(contents["datapackage.json"])
    for name, rows in tables.items():
        table = next(file.table for file in package.dataset.tables if file.table and file.table.name == name)
        out = io.StringIO()
        writer = csv.DictWriter(out, table.fields, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        data = contents[f"data/{name}.csv"] = out.getvalue().encode()
        resource = next(resource for resource in descriptor["resources"] if resource["name"] == name)
        resource["bytes"], resource["hash"] = len(data), sha256(data)
    contents["datapackage.json"] = json.dumps(descriptor, ensure_ascii=False).encode()
    return package_of(contents)


@cache
def hostile() -> PublishedPackage:
    projects = [
        {"row_id": f"projects/text {number}", "row_kind": "project", "project_name": text, "locator": f"L{number}C1"}
        for number, text in enumerate(HOSTILE_TEXTS, 1)
    ]
    projects += [
        {
            "row_id": f"projects/amount {number}",
            "row_kind": "project",
            "project_name": "金额",
            "total_yuan": amount,
            "locator": f"L{number}C2",
        }
        for number, amount in enumerate(HOSTILE_AMOUNTS, 1)
    ]
    total = {"total_yuan": "——", "general_yuan": "——", "unit_funds_yuan": "0.00"}
    projects.append({"row_id": "projects/total", "row_kind": "total", **total, "locator": "L9C3"})
    package = generated(11, "budget")
    return with_rows(package, {"projects": projects, **without_projects(package)})


def without_projects(package: PublishedPackage) -> dict[str, list[dict[str, str]]]:
    """The tables that name rows of the projects, without doing so."""
    facts = [row for row in package.cells("facts") if row["table"] != "projects"]
    names = ("targets", "evaluations", "form_links")
    forms = {name: [{**row, "project_row_id": ""} for row in package.cells(name)] for name in names}
    return {"facts": facts, **forms}


CASES: dict[str, Callable[[], PublishedPackage]] = {
    **{path.name: (lambda path=path: packaged(path)) for path in PACKAGES},
    "generated-budget": lambda: generated(11, "budget"),
    "generated-final": lambda: generated(12, "final"),
    "hostile": hostile,
}


@pytest.fixture(params=sorted(CASES))
def package(request: pytest.FixtureRequest) -> PublishedPackage:
    return CASES[request.param]()


def tables_in(package: PublishedPackage) -> tuple[Table, ...]:
    """The tables a package has, in their order, as formats other than CSV have them."""
    return tuple(exported(table) for table in csv_tables(package))


def printed_in(package: PublishedPackage) -> dict[str, Table]:
    """The same by name, without the columns that the package does not print, as files of one package have them."""
    return {file.table.name: exported(file.printed) for file in package.dataset.tables if file.table and file.printed}


def widened(table: Table, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Cells:
    """Rows under a header of a table with every column of it; those the header lacks are blank."""
    places = table.widened(header)
    assert places is not None
    return [["" if place is None else row[place] for place in places] for row in rows]


def csv_tables(package: PublishedPackage) -> tuple[Table, ...]:
    """The tables a package has, in their order."""
    return tuple(file.table for file in package.dataset.tables if file.table is not None)


def expected(package: PublishedPackage) -> Exported:
    """Every cell of every CSV; a text as it is without the apostrophe against formulas. The ledger is told."""
    found = {}
    for table in csv_tables(package):
        rows = list(csv.reader(io.StringIO(package.files[f"data/{table.name}.csv"].decode(), newline="")))
        found[table.name] = [
            [
                from_csv_text(cell) if field.type == "string" else cell
                for field, cell in zip(table.columns, row, strict=True)
            ]
            for row in widened(table, rows[0], rows[1:])
        ]
    found["checks"] = [[*row, *said(row)] for row in found["checks"]]
    return found


def said(row: Sequence[str]) -> list[str]:
    """What a row of the ledger says: the message in both languages, and what its sides are called."""
    ledger = next(table for table in TABLES if table.name == "checks")
    told = read_told(dict(zip(ledger.fields, row, strict=True)))
    return [told.said.zh, told.said.en, *(label_in(label, "zh") for label in (told.left, told.right))]


def cell_of(field: Field, value: Any, inapplicable: Sequence[str] | None) -> str:
    """The cell of the CSV that a typed value stands for; a value of another type fails."""
    if field.name in (inapplicable or ()):
        assert value is None
        return NOT_APPLICABLE
    if value is None:
        return ""
    if field.type == "boolean":
        assert isinstance(value, bool)
        return "true" if value else "false"
    if field.type == "integer":
        assert type(value) is int
        return str(value)
    if field.type == "number":
        assert isinstance(value, Decimal)
        return format_yuan(value) if field.is_amount else format_quantity(value)
    assert isinstance(value, str)
    return value


def test_there_are_packages_to_prove_it_with() -> None:
    assert len(PACKAGES) >= 5


def test_rows_are_read_once(package: PublishedPackage) -> None:
    for file in package.dataset.tables:
        assert file.table is not None
        assert package.rows(file.table) is package.rows(file.table)


def test_a_described_package_is_read_again_only_as_it_was(tmp_path: Path) -> None:
    folder = shutil.copytree(PACKAGES[0], tmp_path / PACKAGES[0].name)
    package = read_package(folder)
    assert read_described(folder, package.dataset) == package
    path = folder / "data" / "facts.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(DisclosureError, match=r"facts\.csv was changed"):
        read_described(folder, package.dataset)


def test_a_text_of_the_csv_comes_back_from_its_plain_form(package: PublishedPackage) -> None:
    for table in csv_tables(package):
        rows = list(csv.reader(io.StringIO(package.files[f"data/{table.name}.csv"].decode(), newline="")))
        for row in widened(table, rows[0], rows[1:]):
            for field, cell in zip(table.columns, row, strict=True):
                if field.is_free_text and cell.isprintable() and csv_text(cell) == cell:
                    assert csv_text(from_csv_text(cell)) == cell


# --- JSON ------------------------------------------------------------------------------------------


def from_json(data: bytes) -> dict[str, Exported]:
    """By package, refusing every number that could be a float."""
    found = json.loads(data, parse_float=lambda text: pytest.fail(f"{text} is a float"))
    return {one["name"]: {name: json_cells(one["kind"], name, rows) for name, rows in one["tables"].items()}
            for one in found["packages"]}  # fmt: skip


def json_cells(kind: str, name: str, rows: list[dict[str, Any]]) -> Cells:
    table = next(exported(table) for table in tables_of(kind) if table.name == name)
    last = [INAPPLICABLE_FIELD] if has_inapplicable(table) else []
    cells = []
    for row in rows:
        assert list(row) == [*table.narrowed(row).fields, *last]
        inapplicable = row.get(INAPPLICABLE_FIELD, [])
        cells.append([json_cell(field, row.get(field.name), inapplicable) for field in table.columns])
    return cells


def json_cell(field: Field, value: Any, inapplicable: list[str]) -> str:
    if field.type == "number" and value is not None:
        assert isinstance(value, str)
        return cell_of(field, Decimal(value), inapplicable)
    return cell_of(field, value, inapplicable)


def test_json_holds_every_value(package: PublishedPackage) -> None:
    assert from_json(json_bytes([package])) == {package.dataset.name: expected(package)}


def test_a_table_as_json_is_an_array_of_objects(package: PublishedPackage) -> None:
    for table in printed_in(package).values():
        rows = json.loads(table_json(package, table))
        assert json_cells(package.dataset.kind, table.name, rows) == expected(package)[table.name]


def test_json_of_no_package_is_still_json() -> None:
    assert json.loads(json_bytes([])) == {"packages": []}


# --- Parquet ---------------------------------------------------------------------------------------


def parquet_cells(table: Table, found: pa.Table) -> Cells:
    return [
        [cell_of(field, row[field.name], row.get(INAPPLICABLE_FIELD)) for field in table.columns]
        for row in found.to_pylist()
    ]


def test_parquet_holds_every_value_with_exact_types(package: PublishedPackage) -> None:
    wanted = expected(package)
    for table in tables_in(package):
        found = pq.read_table(pa.BufferReader(parquet_bytes(package, table)))
        assert parquet_cells(table, found) == wanted[table.name]
        for field in table.columns:
            kind = found.schema.field(field.name).type
            assert pa.types.is_decimal128(kind) == (field.type == "number")
            assert pa.types.is_string(kind) == (field.type == "string")
            metadata = found.schema.field(field.name).metadata
            assert metadata[b"title"].decode() == field.title
        assert set(found["package"].to_pylist()) <= {package.dataset.name}
        stated = json.loads(found.schema.metadata[b"mingzhang:package"])
        assert (stated["version"], stated["title"]) == (package.dataset.version, package.dataset.title)


def test_parquet_of_many_packages_has_one_file_per_table(tmp_path: Path) -> None:
    packages = [make() for make in CASES.values()]
    written = write_parquet(tmp_path, packages)
    names = {path.stem for path in written}
    (facts,) = (path for path in written if path.stem == "facts")
    facts_table = next(table for table in TABLES if table.name == "facts")
    told = json.loads(pq.read_metadata(facts).metadata[b"mingzhang:catalog"])
    datasets = [package.dataset for package in packages]
    assert told["packages"] == [
        {"name": one.name, "version": one.version, "hash": f"sha256:{one.hash}"} for one in datasets
    ]
    assert (told["generator"], told["licence"], told["licence_url"]) == (
        MAKER,
        datasets[0].licence.name,
        datasets[0].licence.url,
    )
    assert told["title"] == f"{MAKER}：{facts_table.title}"
    assert names == {table_name(table) for package in packages for table in tables_in(package)}
    for table in {table for package in packages for table in tables_in(package)}:
        rows = pq.read_table(tmp_path / f"{table_name(table)}.parquet")
        wanted = [row for one in packages if table in tables_in(one) for row in expected(one)[table.name]]
        assert parquet_cells(table, rows) == wanted


# --- SQLite ----------------------------------------------------------------------------------------


@pytest.fixture
def database(package: PublishedPackage, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "one.sqlite"
    path.write_bytes(sqlite_bytes([package]))
    with closing(sqlite3.connect(path)) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def sqlite_cells(database: sqlite3.Connection, table: Table) -> Cells:
    cells = []
    for row in database.execute(f"SELECT * FROM {quoted(table_name(table))} ORDER BY rowid"):
        inapplicable = (row[INAPPLICABLE_FIELD] or "").split() if has_inapplicable(table) else []
        cells.append([sqlite_cell(field, row, inapplicable) for field in table.columns])
    return cells


def sqlite_cell(field: Field, row: sqlite3.Row, inapplicable: list[str]) -> str:
    value = row[field.name]
    if field.type == "boolean" and value is not None:
        value = {0: False, 1: True}[value]
    if field.type == "number" and value is not None:
        assert isinstance(value, str)
        value = Decimal(value)
    if field.is_amount:
        whole = row[field.name.removesuffix("_yuan") + "_fen"]
        assert whole == (None if value is None else fen(value))
    return cell_of(field, value, inapplicable)


def test_sqlite_holds_every_value(package: PublishedPackage, database: sqlite3.Connection) -> None:
    wanted = expected(package)
    for table in tables_in(package):
        assert sqlite_cells(database, table) == wanted[table.name]


def test_sqlite_is_sound_and_says_what_it_holds(package: PublishedPackage, database: sqlite3.Connection) -> None:
    assert [row[0] for row in database.execute("PRAGMA integrity_check")] == ["ok"]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    stated = database.execute("SELECT package, title, version, licence, hash FROM packages").fetchall()
    dataset = package.dataset
    found = [tuple(row) for row in stated]
    assert found == [(dataset.name, dataset.title, dataset.version, dataset.licence.name, f"sha256:{dataset.hash}")]
    fields = database.execute("SELECT count(*) FROM fields").fetchone()[0]
    assert fields == sum(len(table.fields) for table in exported_tables())


def test_views_give_what_the_tables_hold(package: PublishedPackage, database: sqlite3.Connection) -> None:
    rows = {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in ("projects", "units", "findings")}
    kind, wanted = package.dataset.kind, expected(package)
    assert Counter(row["from_table"] for row in rows["projects"]) == projects_by_table(kind, wanted)
    assert len(rows["units"]) == 1
    assert rows["units"][0]["facts"] == len(wanted["facts"])
    assert len(rows["findings"]) == sum(row[2] in ("fail", "insufficient_data") for row in wanted["checks"])
    assert [row["category"] for row in rows["findings"]] == [
        category_of(status, severity, attribution)
        for row in rows["findings"]
        for status, severity, attribution in [(row["status"], row["severity"], row["attribution"])]
    ]
    counted = Counter(row["category"] for row in rows["findings"])
    names = {"wrong": "wrong", "look": "to_look_at", "unchecked": "unchecked", "reading": "reading"}
    assert {name: rows["units"][0][f"findings_{column}"] for name, column in names.items() if counted[name]} == counted
    expenditure = database.execute("SELECT * FROM expenditure_by_function").fetchall()
    assert len(expenditure) == len(wanted["expenditure"])
    fields = next(table.fields for table in tables_in(package) if table.name == "expenditure")
    for row, cells in zip(sorted(expenditure, key=lambda row: row["locator"]), _by_locator(wanted), strict=True):
        amounts = dict(zip(fields, cells, strict=True))
        for column in ("total", "basic", "project"):
            amount = amounts[f"{column}_yuan"]
            assert row[f"{column}_fen"] == (fen(Decimal(amount)) if amount not in ("", NOT_APPLICABLE) else None)


def projects_by_table(kind: Kind, wanted: Exported) -> Counter[str]:
    """How many rows of projects each table has, and how many forms that no row matches."""
    fields = {table.name: exported(table).fields for table in tables_of(kind)}
    counted: Counter[str] = Counter()
    for name in {"projects", "projects_carried_over", "targets", "evaluations"} & wanted.keys():
        for cells in wanted[name]:
            row = dict(zip(fields[name], cells, strict=True))
            is_alone = row.get("form_scope") == "project" and not row["project_row_id"]
            counted[name] += is_alone or row.get("row_kind") == "project"
    return +counted


def test_the_view_of_projects_has_those_of_the_portal() -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(sqlite_bytes([packaged(path) for path in PACKAGES]))
        found = database.execute("SELECT package, project_name, total_fen, phase, kind FROM projects").fetchall()
    listed = [
        (folder.name, project.name, fen(Decimal(project.money.yuan)) if project.money else None)
        for folder in PACKAGES
        for project in projects_of(read_disclosure(folder))
    ]
    assert Counter(row[:3] for row in found) == Counter(listed)
    assert {"final"} <= {kind for *_, phase, kind in found if phase == "executed"}


def _by_locator(wanted: Exported) -> Cells:
    return sorted(wanted["expenditure"], key=lambda row: row[-1])


def test_sqlite_refuses_what_breaks_a_key() -> None:
    package = generated(11, "budget")
    twice = [{"row_id": "projects/one", "row_kind": "project", "locator": "L1C1"}] * 2
    with pytest.raises(DisclosureError, match=r"export-integrity.*UNIQUE"):
        sqlite_bytes([with_rows(package, {"projects": twice, **without_projects(package)})])
    row = {"function_code": "299", "level": "1", "locator": "L1C1"}
    unknown = [*package.cells("expenditure"), {**row, "row_id": "expenditure/299"}]
    with pytest.raises(DisclosureError, match=r"export-integrity.*FOREIGN KEY"):
        sqlite_bytes([with_rows(package, {"expenditure": unknown})])
    for table, name in (("facts", "row_id"), ("statements", "fact_id"), ("form_links", "project_row_id")):
        lost = [{**row, name: row[name] and "projects/none"} for row in package.cells(table)]
        with pytest.raises(DisclosureError, match=r"export-integrity.*FOREIGN KEY"):
            sqlite_bytes([with_rows(package, {table: lost})])


def test_fen_is_exact_or_absent() -> None:
    assert fen(Decimal("13136200.00")) == 1313620000
    assert fen(Decimal("-0.01")) == -1
    assert fen(Decimal("0.125")) is None
    assert fen(Decimal("92233720368547758.07")) == 2**63 - 1
    assert fen(Decimal("92233720368547758.08")) is None


# --- XLSX ------------------------------------------------------------------------------------------


def load_book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


_BOOKS: dict[str, Any] = {}


def book_of(package: PublishedPackage) -> Any:
    """The workbook of one package, made and read once."""
    if package.dataset.hash not in _BOOKS:
        _BOOKS[package.dataset.hash] = load_book(xlsx_bytes([package], lambda name: f"https://example.org/d/{name}/"))
    return _BOOKS[package.dataset.hash]


def sheets_of(package: PublishedPackage) -> dict[str, Table]:
    """The tables of a workbook of one package by the names of their sheets."""
    tables = tables_in(package)
    return dict(zip(sheet_names([table.title for table in tables], SHEETS), tables, strict=True))


def xlsx_cells(book: Any, name: str, table: Table, shift: int = 0) -> Cells:
    rows = list(book[name].iter_rows(min_row=2, max_col=len(table.fields) + shift))
    return [
        [xlsx_cell(book, field, cell) for field, cell in zip(table.columns, row[shift:], strict=True)] for row in rows
    ]


def xlsx_cell(book: Any, field: Field, cell: Any) -> str:
    """The cell of the CSV; a formula, a link or a number that lost a digit fails."""
    assert cell.data_type != "f"
    assert cell.hyperlink is None
    if cell.value is None:
        return ""
    if isinstance(cell.value, bool):
        assert field.type == "boolean"
        return "true" if cell.value else "false"
    if isinstance(cell.value, int | float):
        decimals = cell.number_format.partition(".")[2].count("0")
        assert field.type in ("integer", "number")
        return f"{Decimal(repr(cell.value)):.{decimals}f}"
    assert cell.data_type == "s"
    assert cell.number_format == "@"
    return long_text(book, cell)


def long_text(book: Any, cell: Any) -> str:
    text = cell.value
    found = re.search(re.escape(CONTINUED) + r"(\d+)〕\Z", text)
    if found is None:
        return text
    pieces = [text[: found.start()]]
    for place, name, _, piece in book[LONG].iter_rows(min_row=int(found[1]), values_only=True):
        if (place, name) != (cell.parent.title, cell.coordinate):
            break
        pieces.append(piece)
    return "".join(pieces)


def test_xlsx_holds_every_value(package: PublishedPackage) -> None:
    book = book_of(package)
    wanted = expected(package)
    sheets = sheets_of(package)
    assert [name for name in book.sheetnames if name not in SHEETS] == list(sheets)
    for name, table in sheets.items():
        printed = printed_in(package)[table.name]
        assert [cell.value for cell in book[name][1]] == list(column_titles(printed))
        assert widened(table, printed.fields, xlsx_cells(book, name, printed)) == wanted[table.name]


def test_amounts_are_numbers_wherever_excel_keeps_them_exact(package: PublishedPackage) -> None:
    book = book_of(package)
    for name, table in sheets_of(package).items():
        for row in book[name].iter_rows(min_row=2):
            for field, cell in zip(printed_in(package)[table.name].columns, row, strict=False):
                if field.type == "number" and isinstance(cell.value, str) and cell.value != NOT_APPLICABLE:
                    assert len(cell.value.replace(".", "").strip("-0")) > EXACT_DIGITS


def test_a_sheet_is_ready_to_use(package: PublishedPackage) -> None:
    book = book_of(package)
    for name, table in sheets_of(package).items():
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref is not None
        widths = [sheet.column_dimensions[letter].width for letter in ("A", "B")]
        assert all(8 <= width <= 49 for width in widths), name
        assert len(set(column_titles(table))) == len(table.fields)


def test_the_first_sheet_says_where_it_comes_from(package: PublishedPackage) -> None:
    dataset = package.dataset
    book = book_of(package)
    assert book.sheetnames[0] == SOURCE
    shown = "\n".join(str(cell) for row in book[SOURCE].iter_rows(values_only=True) for cell in row if cell is not None)
    for text in (dataset.title, dataset.agency_name, dataset.name, dataset.version, dataset.hash, dataset.licence.url):
        assert text in shown
    assert dataset.originals[0].sha256 in shown
    links = {cell.hyperlink.target for row in book[SOURCE] for cell in row if cell.hyperlink and cell.hyperlink.target}
    assert links == {f"https://example.org/d/{dataset.name}/"}


def test_a_workbook_of_a_unit_says_of_which_package_each_row_is() -> None:
    packages = [generated(11, "budget"), generated(12, "final")]
    book = load_book(xlsx_bytes(packages))
    facts = next(table for table in TABLES if table.name == "facts")
    assert book[facts.title]["A1"].value == "数据包"
    assert xlsx_cells(book, facts.title, facts, 1) == [row for one in packages for row in expected(one)["facts"]]
    owners = Counter(row[0] for row in book[facts.title].iter_rows(min_row=2, max_col=1, values_only=True))
    assert owners == {one.dataset.name: len(expected(one)["facts"]) for one in packages}


def test_all_amounts_of_a_catalog_in_one_workbook(tmp_path: Path) -> None:
    packages = [generated(11, "budget"), generated(12, "final")]
    path = tmp_path / "facts.xlsx"
    write_facts_xlsx(path, lambda: iter(packages))
    facts = next(table for table in TABLES if table.name == "facts")
    book = load_book(path.read_bytes())
    assert xlsx_cells(book, facts.title, facts, 1) == [row for one in packages for row in expected(one)["facts"]]


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("mingzhang.formats.xlsx.MAX_ROWS", 100)
    with pytest.raises(DisclosureError, match=r"export-too-many-rows"):
        write_facts("xlsx", lambda: iter([generated(11, "budget")]), tmp_path / "facts.xlsx")
    assert list(tmp_path.iterdir()) == []


@given(st.text(alphabet="a长😀", max_size=40), st.integers(1, 3))
@settings(max_examples=50, deadline=None)
def test_long_texts_are_split_and_never_cut(text: str, times: int) -> None:
    long = (text * MAX_CELL)[: MAX_CELL * times]
    pieces = split_text(long)
    assert "".join(pieces) == long
    assert all(len(piece.encode("utf-16-le")) // 2 <= MAX_CELL for piece in pieces)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18, places=2))
@settings(max_examples=300, deadline=None)
def test_a_number_called_exact_survives_excels_fifteen_digits(value: Decimal) -> None:
    if is_exact(value):
        assert Decimal(f"{float(value):.15g}") == value


@given(st.lists(st.text(max_size=50), max_size=12))
def test_sheet_names_are_what_excel_allows(titles: list[str]) -> None:
    names = sheet_names(titles, SHEETS)
    assert len(names) == len(titles)
    assert len({name.casefold() for name in [*names, *SHEETS]}) == len(titles) + len(SHEETS)
    for name in names:
        assert 1 <= len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert name.strip("'") == name


# --- the same bytes, and nothing half-written --------------------------------------------------------

_MAKE = """
import hashlib, sys
from pathlib import Path
from mingzhang.packages.published import read_package
from mingzhang.formats.as_json import json_bytes
from mingzhang.formats.as_parquet import parquet_bytes
from mingzhang.formats.as_sqlite import sqlite_bytes
from mingzhang.formats.xlsx import xlsx_bytes
package = read_package(Path(sys.argv[1]))
made = [json_bytes([package]), xlsx_bytes([package]), sqlite_bytes([package])]
made += [parquet_bytes(package, file.table) for file in package.dataset.tables]
print(" ".join(hashlib.sha256(data).hexdigest() for data in made))
"""


def test_another_process_at_another_time_writes_the_same_bytes() -> None:
    runs = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", _MAKE, str(PACKAGES[0])], capture_output=True, text=True, env=environment, check=True
        )
        runs.append(done.stdout)
    assert runs[0] == runs[1]


def test_a_package_that_is_not_as_its_schema_says_is_named() -> None:
    base = generated(11, "budget")
    row = {"row_kind": "project", "locator": "L1C1"}
    for column, value in (("total_yuan", "1,000.00"), ("total_yuan", "1e5"), ("total_yuan", "1" * 24 + ".00")):
        with pytest.raises(DisclosureError, match=r"projects\.csv:2: \[package-not-as-schema\] total_yuan"):
            with_rows(base, {"projects": [{**row, column: value}]})
    with pytest.raises(DisclosureError, match=r"project_name is ——"):
        with_rows(base, {"projects": [{**row, "project_name": NOT_APPLICABLE}]})
    with pytest.raises(DisclosureError, match=r"level is '１'"):
        with_rows(base, {"expenditure": [{"level": "１", "locator": "L1C1"}]})


def test_bytes_other_than_the_descriptor_states_are_refused() -> None:
    contents = dict(generated(11, "budget").files)
    contents["data/facts.csv"] += b"\n"
    with pytest.raises(DisclosureError, match=r"package-"):
        package_of(contents)


@pytest.mark.parametrize("form", ["json", "sqlite", "parquet", "xlsx"])
def test_an_export_that_fails_leaves_what_was_there(form: Any, tmp_path: Path) -> None:
    target = tmp_path / "out"
    good, twice = generated(11, "budget"), [{"row_kind": "project", "locator": "L1C1"}] * 2

    def failing() -> Iterator[PublishedPackage]:
        yield good
        if form == "sqlite":
            yield with_rows(good, {"projects": twice})
        raise DisclosureError("export-test", "stops here")

    with pytest.raises(DisclosureError):
        write_export(form, failing, target)
    assert list(tmp_path.iterdir()) == []
    write_export(form, lambda: [good], target)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(DisclosureError):
        write_export(form, failing, target)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    write_export(form, lambda: [good], target)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_folder_with_other_things_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(DisclosureError, match=r"mine\.txt"):
        write_export("parquet", lambda: [generated(11, "budget")], tmp_path / "out")
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "mine.txt"]


# --- the command -----------------------------------------------------------------------------------


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["export", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize(
    ("form", "per", "names"),
    [
        ("xlsx", "package", {f"{path.name}.xlsx" for path in PACKAGES[:2]}),
        ("json", "unit", {f"{'-'.join(path.name.split('-')[:2])}.json" for path in PACKAGES[:2]}),
        ("sqlite", "catalog", {"mingzhang.sqlite"}),
        ("parquet", "catalog", {"mingzhang"}),
        ("xlsx", "catalog", {"mingzhang-facts.xlsx"}),
    ],
)
def test_the_command_writes_and_says_what(form: str, per: str, names: set[str], tmp_path: Path) -> None:
    arguments = ("--format", form, "--per", per, "--out", tmp_path, "--json", "-j", "1", *PACKAGES[:2])
    result = run(*arguments)
    assert result.exit_code == 0, result.stderr
    assert {path.name for path in tmp_path.iterdir()} == names
    told = [json.loads(line) for line in result.stdout.splitlines()]
    exports = "1 export" if len(told) == 1 else f"{len(told)} exports"
    assert result.stderr.splitlines()[-1] == f"{exports}: {len(told)} written, 0 failed"
    listed = {file["path"]: file["bytes"] for one in told for file in one["files"]}
    assert listed == {str(path): path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()}
    assert run("-q", *arguments[:6], "-j", "1", *PACKAGES[:2]).output == ""


def test_a_file_edited_by_hand_is_named_with_the_hash_it_should_have(tmp_path: Path) -> None:
    folder = tmp_path / PACKAGES[0].parent.name / PACKAGES[0].name
    shutil.copytree(PACKAGES[0], folder)
    stated = hashlib.sha256((folder / "data" / "facts.csv").read_bytes()).hexdigest()
    with (folder / "data" / "facts.csv").open("a", encoding="utf-8") as facts:
        facts.write("示例\n")
    edited = run("--format", "json", "--out", tmp_path / "out", folder).stderr
    (folder / "data" / "facts.csv").unlink()
    missing = run("--format", "json", "--out", tmp_path / "out", folder).stderr
    for told, what in ((edited, "was changed"), (missing, "is missing")):
        assert f"{folder}/data/facts.csv: [package-descriptor] {what}" in told
        assert f"expected SHA-256 {stated}" in told
        assert "mingzhang rebuild" in told
        assert "Error" not in told


def test_the_command_names_what_it_cannot_export(tmp_path: Path) -> None:
    broken = tmp_path / "000000" / "000000-001-2023-dept-budget"
    broken.mkdir(parents=True)
    (broken / "datapackage.json").write_text("{}", encoding="utf-8")
    result = run("--format", "json", "--out", tmp_path / "out", "-j", "1", broken, PACKAGES[0])
    assert result.exit_code == 2
    assert "package-descriptor" in result.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{PACKAGES[0].name}.json"]
    assert "given twice" in run("--format", "json", "--out", tmp_path, PACKAGES[0], PACKAGES[0]).stderr
    assert "no package folder" in run("--format", "json", "--out", tmp_path, tmp_path).stderr
