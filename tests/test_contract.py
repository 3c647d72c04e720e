"""The contract of packages: keys that join everything, a descriptor that says it once, and the contract before."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from mingzhang.convert.pipeline import Conversion, convert_source
from mingzhang.extract.accounts import table_rows
from mingzhang.extract.facts import FactBuilder
from mingzhang.extract.keys import name_rows
from mingzhang.extract.model import Leaves, TableReading
from mingzhang.formats.as_sqlite import write_sqlite
from mingzhang.packages.build import build_package, compact_json, sha256
from mingzhang.packages.model import Package
from mingzhang.packages.published import package_at, package_of
from mingzhang.packages.reading import packaged_source, read_overrides
from mingzhang.packages.store import write_package
from mingzhang.schemas import STANDARD_TABLES, tables_in
from mingzhang.schemas.whole import whole_tables
from mingzhang.validate.conformance import check_conformance
from mingzhang.validate.folder import read_folder
from mingzhang.validate.report import Report
from mingzhang.validate.run import validate_package

from tests.documents import budget, convert, source_of, table
from tests.first_contract import Row, of_the_first_contract, rows
from tests.generator import generate
from tests.project import run

ROOT = Path(__file__).resolve().parent.parent
FIRST = "f953d86e26cbeddbde7a802698719ac66a9c708b"
"""The last commit whose packages are of the first contract."""

LARGEST_DESCRIPTOR = 60_000
STANDARD = {table.name for table in STANDARD_TABLES}


def made(seed: int, kind: str = "budget") -> Package:
    """A package of a generated disclosure."""
    return build_package(convert_source(source_of(generate(seed, kind=kind).text)))  # type: ignore[arg-type]


@pytest.fixture(
    scope="module", params=[(1, "budget"), (2, "budget"), (3, "final")], ids=lambda one: f"{one[1]}-{one[0]}"
)
def package(request: pytest.FixtureRequest) -> Package:
    return made(*request.param)


# --- keys ------------------------------------------------------------------------------------------


def test_every_fact_joins_its_record_by_row_id(package: Package) -> None:
    facts = rows(package.files, "facts")
    assert facts
    for name in {fact["table"] for fact in facts}:
        records = {record["row_id"]: record for record in rows(package.files, name)}
        assert len(records) == len(rows(package.files, name))
        own = [fact for fact in facts if fact["table"] == name]
        joined = [(fact, records[fact["row_id"]]) for fact in own]
        assert len(joined) == len(own)
        for fact, record in joined:
            value = record.get(f"{fact['column']}_yuan", record.get("value"))
            assert value == (fact["amount_yuan"] or fact["quantity"])


def test_a_name_of_a_row_and_of_an_amount_begins_with_that_of_the_table_and_holds_no_place(package: Package) -> None:
    for fact in rows(package.files, "facts"):
        assert fact["row_id"].startswith(f"{fact['table']}/")
        assert fact["fact_id"].startswith(fact["row_id"].partition("#")[0])
        assert fact["fact_id"].partition("#")[0].endswith(f"/{fact['column']}")
        assert fact["locator"] not in fact["row_id"] + fact["fact_id"]


def test_names_stay_when_the_document_moves_down() -> None:
    text = generate(1, kind="budget").text
    first, *rest = text.split("\n")
    moved = "\n".join([first, "", "", *rest])
    ids = [
        [(fact["fact_id"], fact["row_id"]) for fact in convert_source(source_of(one)).tables["facts"]]
        for one in (text, moved)
    ]
    assert ids[0] == ids[1]


def test_facts_say_whose_money_it_is(package: Package) -> None:
    identity = json.loads(package.files["datapackage.json"])["identity"]
    for fact in rows(package.files, "facts"):
        assert fact["unit"] == f"{identity['division_code']}-{identity['agency_code']}"
        assert [fact[name] for name in ("scope", "kind", "division_name")] == [
            identity[name] for name in ("scope", "kind", "division_name")
        ]
        assert fact["period"] == "current"


def test_facts_join_the_account_of_their_part(package: Package) -> None:
    accounts = rows(package.files, "tables")
    parts = {
        (row["table"], row["unit_code"], row["direction"]): int(row["facts"]) for row in accounts if row["direction"]
    }
    facts = rows(package.files, "facts")
    assert parts == Counter((fact["table"], fact["unit_code"], fact["direction"]) for fact in facts)
    whole = {row["table"]: int(row["facts"]) for row in whole_tables(accounts)}
    assert {name: number for name, number in whole.items() if number} == Counter(fact["table"] for fact in facts)


def test_statements_name_the_fact_they_speak_of(package: Package) -> None:
    facts = {fact["fact_id"]: fact for fact in rows(package.files, "facts")}
    named = [row for row in rows(package.files, "statements") if row["fact_id"]]
    assert len(named) > 5
    for row in named:
        fact = facts[row["fact_id"]]
        assert row["statement_kind"] in ("figure", "none_stated")
        assert not row["printed_number"] or bool(fact["amount_yuan"]) == bool(row["value_yuan"])
    equal = [
        row for row in named if Decimal(row["value_yuan"] or 0) == Decimal(facts[row["fact_id"]]["amount_yuan"] or 0)
    ]
    assert len(equal) > len(named) / 2


def test_forms_name_the_row_of_their_project() -> None:
    package = made(1)
    records = {
        row["row_id"]: row for name in ("projects", "projects_carried_over") for row in rows(package.files, name)
    }
    linked = [row for row in rows(package.files, "form_links") if row["form_id"] and row["project_row_id"]]
    assert linked
    assert all(records[row["project_row_id"]]["row_kind"] == "project" for row in linked)


def test_rows_of_one_name_are_told_apart() -> None:
    text = budget(
        table(
            "表12 项目支出预算表",
            "项目名称|合计|一般公共预算|政府性基金预算|国有资本经营预算|财政专户管理资金|单位资金",
            "合计|20.00|20.00||||",
            f"{'兴县人民政府办公室'}|20.00|20.00||||",
            "设备购置|10.00|10.00||||",
            "设备购置|10.00|10.00||||",
        )
    )
    found = convert(text).tables
    ids = [row["row_id"] for row in found["projects"]]
    assert len(set(ids)) == len(ids)
    twice = [row for row in found["facts"] if row["row_label"] == "设备购置" and row["column"] == "total"]
    assert [row["row_id"].partition("#")[2] for row in twice] == ["", "2"]
    assert [row["fact_id"].partition("#")[2] for row in twice] == ["", "2"]


# --- periods, units and leaves -----------------------------------------------------------------------


def expenditure() -> tuple[Conversion, TableReading]:
    """A small table of expenditure, to be told otherwise."""
    found = convert(
        budget(
            table(
                "表3 支出预算总表",
                "科目编码|科目名称|合计|基本支出|项目支出",
                "合计||30.00|10.00|20.00",
                "201|一般公共服务支出|30.00|10.00|20.00",
                "20103|政府办公厅（室）及相关机构事务|30.00|10.00|20.00",
                "2010301|行政运行|10.00|10.00|",
                "2010302|一般行政管理事务|20.00||20.00",
            )
        )
    )
    return found, next(reading for reading in found.readings if reading.layout.table == "expenditure")


def told(found: Conversion, reading: TableReading) -> list[Row]:
    """The facts of one table after it was told otherwise."""
    name_rows(reading)
    return FactBuilder(found.identity, [reading]).rows()


def test_an_amount_of_another_period_keeps_its_column_and_is_no_leaf() -> None:
    found, reading = expenditure()
    for record in reading.records:
        for name, cell in list(record.amounts.items()):
            if name == "project":
                column = replace(cell.column, name="previous_total", period="previous")
                record.amounts["previous_total"] = replace(cell, column=column)
                del record.amounts[name]
    facts = told(found, reading)
    previous = [fact for fact in facts if fact["period"] == "previous"]
    assert [fact["fact_id"] for fact in previous][:2] == [
        "expenditure/total/total/previous",
        "expenditure/201/total/previous",
    ]
    assert {(fact["column"], fact["is_leaf"], fact["fiscal_year"]) for fact in previous} == {("total", "false", "2022")}
    current = [fact for fact in facts if fact["period"] == "current"]
    assert {fact["fiscal_year"] for fact in current} == {"2023"}
    assert len({fact["fact_id"] for fact in facts}) == len(facts)


def test_rows_of_several_units_are_named_by_them() -> None:
    found, reading = expenditure()
    for record in reading.records[1:]:
        record.unit_code = "014001"
    facts = told(found, reading)
    assert {fact["unit_code"] for fact in facts} == {"", "014001"}
    assert facts[-1]["row_id"] == "expenditure/014001/2010302"
    assert facts[-1]["fact_id"] == "expenditure/014001/2010302/project"
    accounts = table_rows([reading], facts, "budget")
    assert [(row["unit_code"], row["direction"]) for row in accounts] == [
        ("", ""),
        ("", "expenditure"),
        ("014001", "expenditure"),
    ]
    assert int(accounts[1]["facts"]) + int(accounts[2]["facts"]) == int(accounts[0]["facts"])


@pytest.mark.parametrize(
    ("state", "leaves"), [("proved", True), ("rounding", True), ("unproved", False), ("no_total", False)]
)
def test_leaves_that_are_not_proved_are_not_claimed(state: Any, leaves: bool) -> None:
    found, reading = expenditure()
    before = told(found, reading)
    reading.leaves = {("", "expenditure"): Leaves(state, Decimal("100.00") if state == "unproved" else None)}
    after = told(found, reading)
    assert [fact["is_leaf"] for fact in after] == [fact["is_leaf"] if leaves else "" for fact in before]
    whole, part = table_rows([reading], after, "budget")
    assert (whole["leaves"], part["leaves"]) == (state, state)
    assert part["leaves_difference_yuan"] == ("100.00" if state == "unproved" else "")


# --- SQLite ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("sqlite") / "all.sqlite"
    write_sqlite(path, [package_of(made(1).files), package_of(made(3, "final").files)])
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("PRAGMA foreign_keys = ON")
        yield opened


def one(database: sqlite3.Connection, query: str) -> Any:
    return database.execute(query).fetchone()[0]


@pytest.mark.parametrize("table", STANDARD_TABLES, ids=lambda found: f"{found.family}-{found.name}")
def test_facts_join_every_table_of_records(table: Any, database: sqlite3.Connection) -> None:
    name = f"{table.family}_{table.name}"
    joined = one(database, f"SELECT count(*) FROM facts JOIN {name} USING (package, row_id)")
    wanted = one(
        database,
        f"SELECT count(*) FROM facts JOIN packages USING (package) "
        f"WHERE \"table\" = '{table.name}' AND packages.kind = '{table.family}'",
    )
    assert joined == wanted


def test_every_join_gives_every_row(database: sqlite3.Connection) -> None:
    facts = one(database, "SELECT count(*) FROM facts")
    assert facts == one(database, "SELECT count(*) FROM facts JOIN records USING (package, row_id)")
    assert facts == one(
        database, 'SELECT count(*) FROM facts JOIN tables USING (package, "table", unit_code, direction)'
    )
    named = "SELECT count(*) FROM statements {} WHERE statements.fact_id IS NOT NULL"
    assert one(database, named.format("")) == one(database, named.format("JOIN facts USING (package, fact_id)")) > 0
    linked = "SELECT count(*) FROM form_links {} WHERE project_row_id IS NOT NULL"
    join = "JOIN records ON records.package = form_links.package AND row_id = project_row_id"
    assert one(database, linked.format("")) == one(database, linked.format(join)) > 0


def test_the_keys_of_the_database_hold(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for change in (
        "UPDATE facts SET row_id = 'expenditure/none'",
        "UPDATE facts SET unit_code = '999'",
        "UPDATE statements SET fact_id = 'none' WHERE fact_id IS NOT NULL",
        "UPDATE form_links SET project_row_id = 'projects/none'",
    ):
        with pytest.raises(sqlite3.IntegrityError), database:
            database.execute(change)


# --- the descriptor --------------------------------------------------------------------------------


def test_the_descriptor_is_short_and_says_every_list_once(package: Package) -> None:
    data = package.files["datapackage.json"]
    assert len(data) <= LARGEST_DESCRIPTOR
    descriptor = json.loads(data)
    assert data == compact_json(descriptor) + b"\n"
    lists = next(resource for resource in descriptor["resources"] if resource["name"] == "lists")
    columns = [tuple(value for value in column if value) for column in zip(*lists["data"][1:], strict=True)]
    schemas = [
        resource["schema"] for resource in descriptor["resources"] if "path" in resource and "schema" in resource
    ]
    inline = [
        tuple(field["constraints"]["enum"])
        for schema in schemas
        for field in schema["fields"]
        if "enum" in field.get("constraints", {})
    ]
    assert len(set(columns + inline)) == len(columns + inline)
    assert all(schema["missingValues"] == ["", "——"] for schema in schemas)


def test_the_descriptor_holds_every_list_of_the_schemas(package: Package) -> None:
    """What a column may hold is said by its `enum` or by a list it refers to: nothing of the schemas is lost."""
    descriptor = json.loads(package.files["datapackage.json"])
    by_name = {resource["name"]: resource for resource in descriptor["resources"]}
    header, *listed = by_name["lists"]["data"]
    values = {
        name: tuple(v for v in column if v) for name, column in zip(header, zip(*listed, strict=True), strict=True)
    }
    for found in tables_in(descriptor["identity"]["kind"], by_name):
        schema = by_name[found.name]["schema"]
        fields = {field["name"]: field for field in schema["fields"]}
        refers = {
            key["fields"]: values[key["reference"]["fields"]]
            for key in schema.get("foreignKeys", ())
            if key["reference"]["resource"] == "lists"
        }
        for column in found.narrowed(fields).columns:
            stated = tuple(fields[column.name].get("constraints", {}).get("enum", ())) or refers.get(column.name, ())
            assert stated == column.enum
            assert fields[column.name]["type"] == column.type


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [("balance", "side", "both"), ("expenditure", "function_code", "2999999"), ("facts", "direction", "none")],
)
def test_stock_software_refuses_what_no_list_has(name: str, column: str, value: str, tmp_path: Path) -> None:
    package = made(1)
    files = dict(package.files)
    found = rows(files, name)
    next(row for row in found if row[column])[column] = value
    out = io.StringIO()
    writer = csv.DictWriter(out, list(found[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    files[f"data/{name}.csv"] = out.getvalue().encode()
    files["datapackage.json"] = resealed(files)
    write_package(Package(package.name, files), tmp_path)
    report = Report()
    contents = read_folder(package.folder(tmp_path), tmp_path, report)
    assert contents is not None
    contents.descriptor = json.loads(files["datapackage.json"])
    check_conformance(contents, report)
    assert {violation.path for violation in report.violations()} >= {f"data/{name}.csv"}


def resealed(files: Mapping[str, bytes]) -> bytes:
    """The descriptor with the sizes and hashes that the files have."""
    descriptor = json.loads(files["datapackage.json"])
    for resource in descriptor["resources"]:
        if "path" in resource:
            resource |= {"bytes": len(files[resource["path"]]), "hash": sha256(files[resource["path"]])}
    return compact_json(descriptor) + b"\n"


# --- the contract before -----------------------------------------------------------------------------


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path, Package]:
    """A folder with a package of the first contract, one with the same package of today, and the latter."""
    package = made(1)
    write_package(Package(package.name, of_the_first_contract(package.files)), tmp_path / "old")
    write_package(package, tmp_path / "new")
    return tmp_path / "old", tmp_path / "new", package


def test_validate_says_what_a_package_of_the_first_contract_is(both: tuple[Path, Path, Package]) -> None:
    old, _, package = both
    (violation,) = validate_package(package.folder(old), root=old)
    assert violation.code == "contract"
    assert "contract 1" in violation.message
    assert "mingzhang rebuild" in violation.remedy


def test_diff_reads_the_first_contract_and_tells_it(both: tuple[Path, Path, Package]) -> None:
    old, new, package = both
    said = run("diff", old, new)
    assert f"{package.name} 1.0.0 -> 1.0.0 (major; schema changed)" in said.stdout
    assert "is of contract 1; `mingzhang rebuild` brings a package over to 2.0" in said.stdout
    assert "contract 1 -> 2.0" in said.stdout
    assert "amounts, in yuan" not in said.stdout
    among_old = run("diff", old, old)
    assert "schema" not in among_old.stdout


def test_diff_finds_an_amount_that_changed_across_contracts(tmp_path: Path) -> None:
    package = made(1)
    first = rows(package.files, "facts")[0]
    was = of_the_first_contract(package.files)
    changed = first["amount_yuan"].replace(".", "9.", 1)
    was["data/facts.csv"] = was["data/facts.csv"].replace(first["amount_yuan"].encode(), changed.encode(), 1)
    write_package(Package(package.name, was), tmp_path / "old")
    write_package(package, tmp_path / "new")
    said = json.loads(run("diff", "--json", tmp_path / "old", tmp_path / "new").stdout.splitlines()[0])
    amounts = [change for change in said["changes"] if change["field"] == "amount_yuan"]
    assert [(one["row_id"], one["old"], one["new"], one["kind"]) for one in amounts] == [
        (first["fact_id"], changed, first["amount_yuan"], "changed")
    ]


def test_rebuild_and_bump_bring_a_package_over(both: tuple[Path, Path, Package], tmp_path: Path) -> None:
    old, _, package = both
    root = tmp_path / "root"
    write_package(Package(package.name, of_the_first_contract(package.files)), root)
    assert run("rebuild", "--root", root).exit_code in (0, 1)
    bumped = run("bump", "--root", root, "--against", old)
    assert bumped.exit_code == 0
    assert "1.0.0 -> 2.0.0 (major)" in bumped.stdout + bumped.stderr
    assert run("validate", "--root", root, "--against", old, package.folder(root)).exit_code == 0
    descriptor = package_at(package.folder(root)).descriptor
    assert descriptor["history"][0]["causes"] == ["schema_changed"]
    changelog = (package.folder(root) / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "contract 1" in changelog
    assert "14 tables&#58; column added&#58; row&#95;id" in changelog


# --- nothing of version 1 is lost --------------------------------------------------------------------

EXPLAINED: Mapping[tuple[str, str], str] = {}
"""Package and fact of the first contract that is not there, or otherwise, and why."""

FIVE = (
    "140214/140214-003-2023-dept-budget",
    "140404/140404-001-2023-unit-final",
    "140404/140404-002-2023-dept-budget",
    "140900/140900-103-2023-unit-budget",
    "141123/141123-014-2023-dept-budget",
)


def first_version(name: str) -> dict[str, bytes]:
    """The files of a package as its first version had them; skipped where the history is not there."""
    wanted = ("datapackage.json", "source.txt", "data/facts.csv")
    files = {}
    for path in wanted:
        shown = subprocess.run(
            ["git", "show", f"{FIRST}:datapackage/{name}/{path}"],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        if shown.returncode:
            pytest.skip(f"NOT TESTED: this clone is shallow and lacks {FIRST[:7]}; run `git fetch --unshallow`")
        files[path] = shown.stdout
    return files


@pytest.mark.parametrize("name", FIVE)
def test_every_fact_of_version_1_is_there(name: str) -> None:
    files = first_version(name)
    descriptor = json.loads(files["datapackage.json"])
    source = packaged_source(descriptor, files, Path(name))
    today = {fact["fact_id"]: fact for fact in convert_source(source, read_overrides(descriptor)).tables["facts"]}
    wanted = ("row_label", "column", "amount_yuan", "quantity", "printed", "printed_unit", "locator")
    was = rows(files, "facts")
    lost = [
        fact["fact_id"]
        for fact in was
        if [fact[key] for key in wanted] != [today.get(fact["fact_id"], {}).get(key) for key in wanted]
        and (name.partition("/")[2], fact["fact_id"]) not in EXPLAINED
    ]
    assert len(was) > 100
    assert lost == []
