"""Columns that only some documents print stand in the files of those alone, and nothing that reads a file minds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mingzhang.packages.published import package_at
from mingzhang.schemas import table_named
from mingzhang.tables import STANDARD
from mingzhang.validate.run import validate_package

HOME = Path(__file__).parents[1]
PUBLISHED = sorted((HOME / "datapackage").glob("*/*-budget"))[0]
SPENDING = table_named("budget", "expenditure")


def row(**cells: str) -> dict[str, str]:
    return dict.fromkeys(SPENDING.fields, "") | cells


def test_every_table_has_what_names_its_rows_and_an_amount_in_any_case() -> None:
    for standard in STANDARD:
        always = set(standard.columns) - standard.where_printed
        assert always
        assert "level" in always or "level" not in standard.columns
        if standard.amounts:
            assert any(name.endswith("_yuan") for name in always), standard.id


def test_a_file_has_the_columns_that_hold_anything_in_the_order_of_the_contract() -> None:
    rows = [row(row_id="a", total_yuan="1.00"), row(row_id="b", unit_name="示例局", remitted_up_yuan="0.00")]
    fields = SPENDING.printed(rows).fields
    assert fields[:7] == (
        "row_id",
        "function_code",
        "function_name",
        "level",
        "total_yuan",
        "basic_yuan",
        "project_yuan",
    )
    assert fields[7:] == ("remitted_up_yuan", "unit_name", "locator")
    assert SPENDING.printed(rows) is SPENDING.printed(rows), "schemas are made once"


def test_a_zero_is_printed_and_a_blank_is_not() -> None:
    assert "procurement_yuan" in SPENDING.printed([row(procurement_yuan="0.00")]).fields
    assert "procurement_yuan" not in SPENDING.printed([row()]).fields


@pytest.mark.parametrize(
    "change",
    [
        lambda header: header[:-1],
        lambda header: [*header, "locator"],
        lambda header: [header[1], header[0], *header[2:]],
        lambda header: [*header[:4], *header[5:]],
        lambda header: [*header, "nobody_knows_yuan"],
        lambda header: [],
    ],
)
def test_what_no_file_of_the_table_can_have_is_refused(change: object) -> None:
    header = list(SPENDING.narrowed(("unit_name",)).fields)
    assert SPENDING.widened(header) is not None
    assert callable(change)
    assert SPENDING.widened(change(header)) is None


def test_the_columns_a_file_lacks_are_blank_for_whoever_reads_values() -> None:
    package = package_at(PUBLISHED)
    narrow, whole = package.header("expenditure"), package.rows(SPENDING)
    assert len(narrow) < len(SPENDING.fields)
    lacking = [SPENDING.fields.index(name) for name in SPENDING.fields if name not in narrow]
    assert whole
    assert all(one.values[place] is None for one in whole for place in lacking)


def test_a_blank_column_that_need_not_be_there_is_told(tmp_path: Path) -> None:
    folder = tmp_path / PUBLISHED.parent.name / PUBLISHED.name
    shutil.copytree(PUBLISHED, folder)
    path = folder / "data" / "expenditure.csv"
    head, *rest = path.read_text(encoding="utf-8").splitlines()
    wider = [head.replace("project_yuan", "project_yuan,personnel_yuan")]
    for line in rest:
        before, _, locator = line.rpartition(",")
        wider.append(f"{before},,{locator}")
    path.write_text("\n".join(wider) + "\n", encoding="utf-8")
    violations = validate_package(folder, with_frictionless=False, with_rebuild=False)
    told = [found for found in violations if found.code == "columns"]
    assert [found.path for found in told] == ["data/expenditure.csv"]
    assert "personnel_yuan" in told[0].message
