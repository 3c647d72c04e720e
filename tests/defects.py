"""Packages with one defect each: what was done to a good one, and the codes it must be refused with.

Where a defect is in a file, size and hash in the descriptor are made to fit, unless they are the defect: the
package must be refused for the right reason.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from mingzhang.packages.build import describe_resource
from mingzhang.packages.readme import package_readme
from mingzhang.packages.source_places import PATHS
from mingzhang.schemas.packaged import packaged_schema

Rows = list[dict[str, str]]


@dataclass
class Copy:
    """A copy of a good package in `root/<division>/<name>`, to be spoiled."""

    folder: Path
    root: Path

    def read(self, path: str) -> str:
        return (self.folder / path).read_bytes().decode()

    def write(self, path: str, data: str | bytes, *, fit: bool = True) -> None:
        data = data.encode() if isinstance(data, str) else data
        (self.folder / path).write_bytes(data)
        if fit and path != "datapackage.json" and path != "README.md":
            descriptor = self.descriptor()
            for resource in descriptor["resources"]:
                if resource.get("path") == path:
                    resource["bytes"] = len(data)
                    resource["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
            self.describe(descriptor)

    def replace(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text, f"{path} does not hold {old!r}"
        self.write(path, text.replace(old, new, 1))

    def descriptor(self) -> Any:
        return json.loads(self.read("datapackage.json"))

    def describe(self, descriptor: Any) -> None:
        text = json.dumps(descriptor, ensure_ascii=False, separators=(",", ":")) + "\n"
        (self.folder / "datapackage.json").write_bytes(text.encode())

    def table(self, name: str) -> Rows:
        return list(csv.DictReader(io.StringIO(self.read(f"data/{name}.csv"), newline="")))

    def tabulate(self, name: str, rows: Rows) -> None:
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        self.write(f"data/{name}.csv", out.getvalue())

    def change(self, table: str, where: Callable[[dict[str, str]], object], /, **values: str) -> None:
        """Change fields of the first row that meets a condition."""
        rows = self.table(table)
        next(row for row in rows if where(row)).update(values)
        self.tabulate(table, rows)


@dataclass(frozen=True)
class Defect:
    """`codes` are exactly the codes it must be refused with; with `more` others may come on top.

    `spoil` may return another path than the package's folder to be validated.
    """

    spoil: Callable[[Copy], Path | None]
    codes: frozenset[str]
    more: bool

    @property
    def name(self) -> str:
        return self.spoil.__name__


DEFECTS: list[Defect] = []


def defect(*codes: str, more: bool = False) -> Callable[[Callable[[Copy], Path | None]], Callable[[Copy], Path | None]]:
    def register(spoil: Callable[[Copy], Path | None]) -> Callable[[Copy], Path | None]:
        DEFECTS.append(Defect(spoil, frozenset(codes), more))
        return spoil

    return register


def _has_amount(row: dict[str, str]) -> bool:
    return any(value and name.endswith("_yuan") for name, value in row.items())


def _first(_row: dict[str, str]) -> bool:
    return True


# --- columns and rows ------------------------------------------------------------------------------


@defect("columns")
def column_renamed(copy: Copy) -> None:
    copy.replace("data/expenditure.csv", "basic_yuan", "basics_yuan")


@defect("columns")
def column_missing(copy: Copy) -> None:
    rows = copy.table("expenditure")
    copy.tabulate("expenditure", [{k: v for k, v in row.items() if k != "project_yuan"} for row in rows])


@defect("columns")
def column_added(copy: Copy) -> None:
    copy.tabulate("expenditure", [{**row, "note": ""} for row in copy.table("expenditure")])


@defect("columns")
def columns_reordered(copy: Copy) -> None:
    copy.tabulate("expenditure", [dict(reversed(row.items())) for row in copy.table("expenditure")])


@defect("columns")
def header_alone_swapped(copy: Copy) -> None:
    copy.replace("data/expenditure.csv", "basic_yuan,project_yuan", "project_yuan,basic_yuan")


@defect("columns")
def file_without_header(copy: Copy) -> None:
    copy.write("data/expenditure.csv", "\n")


@defect("cell-count")
def cell_too_many(copy: Copy) -> None:
    lines = copy.read("data/expenditure.csv").split("\n")
    lines[3] += ","
    copy.write("data/expenditure.csv", "\n".join(lines))


@defect("cell-count")
def blank_line(copy: Copy) -> None:
    copy.write("data/expenditure.csv", copy.read("data/expenditure.csv") + "\n")


@defect("fact-without-record", "row-id", "count")
def record_deleted(copy: Copy) -> None:
    rows = copy.table("expenditure")
    copy.tabulate("expenditure", rows[:3] + rows[4:])


@defect("count")
def record_without_amounts_deleted(copy: Copy) -> None:
    rows = copy.table("balance")
    blank = next(index for index, row in enumerate(rows) if not _has_amount(row))
    copy.tabulate("balance", rows[:blank] + rows[blank + 1 :])


@defect("count")
def record_added(copy: Copy) -> None:
    rows = copy.table("government_fund_revenue")
    line = int(rows[-1]["locator"].removeprefix("L").split("C")[0])
    copy.tabulate(
        "government_fund_revenue",
        [*rows, {**rows[-1], "row_id": f"{rows[-1]['row_id']}#2", "locator": f"L{line + 2}C1"}],
    )


@defect("order")
def records_swapped(copy: Copy) -> None:
    rows = copy.table("expenditure")
    rows[2], rows[3] = rows[3], rows[2]
    copy.tabulate("expenditure", rows)


@defect("record-without-fact", "count", more=True)
def fact_deleted(copy: Copy) -> None:
    copy.tabulate("facts", copy.table("facts")[1:])


@defect("rebuild-differs")
def facts_swapped(copy: Copy) -> None:
    rows = copy.table("facts")
    rows[1], rows[2] = rows[2], rows[1]
    assert rows[1]["column"] != rows[2]["column"]
    copy.tabulate("facts", rows)


# --- values ----------------------------------------------------------------------------------------


def _amount(name: str, text: str) -> None:
    def spoil(copy: Copy) -> None:
        copy.change("expenditure", _first, total_yuan=text)

    spoil.__name__ = f"amount_{name}"
    defect("amount-syntax")(spoil)


_amount("with_thousands_separator", "1,313.62")
_amount("in_full_width_digits", "１２３.００")
_amount("with_one_full_width_digit", "1２3.00")
_amount("with_exponent", "1e5")
_amount("not_a_number", "NaN")
_amount("infinite", "Infinity")
_amount("with_spaces", " 5 ")
_amount("with_one_decimal", "13136200.0")
_amount("without_decimals", "13136200")
_amount("with_underscore", "1_000.00")
_amount("with_leading_zero", "013136200.00")
_amount("with_plus", "+13136200.00")
_amount("with_bare_point", ".00")
_amount("hexadecimal", "0x1F")
_amount("in_brackets", "(5.00)")
_amount("with_minus_sign", "\u22125.00")
_amount("with_newline_sign", "5.00\u2028")


@defect("integer-syntax")
def integer_as_decimal(copy: Copy) -> None:
    copy.change("expenditure", _first, level="0.0")


@defect("integer-syntax")
def integer_of_many_digits(copy: Copy) -> None:
    copy.change("expenditure", _first, level="9" * 5000)


@defect("minimum")
def integer_below_minimum(copy: Copy) -> None:
    copy.change("expenditure", _first, level="-1")


@defect("number-syntax")
def quantity_in_words(copy: Copy) -> None:
    copy.change("facts", _first, quantity="四")


@defect("boolean-syntax")
def boolean_in_capitals(copy: Copy) -> None:
    copy.change("facts", _first, is_leaf="TRUE")


@defect("boolean-syntax")
def boolean_as_number(copy: Copy) -> None:
    copy.change("codes", _first, listed="1")


@defect("enum")
def word_of_no_list(copy: Copy) -> None:
    copy.change("facts", _first, row_kind="Item")


@defect("pattern")
def leading_zeros_lost(copy: Copy) -> None:
    copy.change("facts", _first, agency_code="2")


@defect("pattern")
def locator_in_full_width(copy: Copy) -> None:
    copy.change("facts", _first, locator="L９4C2")


@defect("required")
def required_blank(copy: Copy) -> None:
    copy.change("facts", _first, printed="")


@defect("not-applicable")
def text_not_applicable(copy: Copy) -> None:
    copy.change("balance", _first, item="——")


@defect("record-without-fact", more=True)
def blank_made_zero(copy: Copy) -> None:
    copy.change("balance", lambda row: not _has_amount(row), total_yuan="0.00")


@defect("rebuild-differs")
def blank_made_not_applicable(copy: Copy) -> None:
    copy.change("balance", lambda row: not _has_amount(row), total_yuan="——")


@defect("formula")
def formula_text(copy: Copy) -> None:
    copy.change("balance", _first, item="=cmd|' /C calc'!A0")


@defect("formula")
def formula_text_by_at_sign(copy: Copy) -> None:
    copy.change("facts", _first, row_label="@SUM(1+1)*cmd")


@defect("text-control")
def escape_sequence(copy: Copy) -> None:
    copy.change("balance", _first, item="\x1b[2J")


@defect("text-control")
def line_end_in_cell(copy: Copy) -> None:
    copy.change("balance", _first, item="一般\n公共预算")


# --- keys, codes, locators -------------------------------------------------------------------------


@defect("key")
def key_twice(copy: Copy) -> None:
    rows = copy.table("codes")
    copy.tabulate("codes", [rows[0], *rows])


@defect("key")
def fact_id_twice(copy: Copy) -> None:
    copy.change("facts", _first, fact_id=copy.table("facts")[1]["fact_id"])


@defect("unique")
def locator_twice(copy: Copy) -> None:
    facts = copy.table("facts")
    one, other = next(
        (one, other)
        for one, other in pairwise(facts)
        if one["printed"] == other["printed"] and one["locator"].split("C")[0] == other["locator"].split("C")[0]
    )
    copy.change("facts", lambda row: row["fact_id"] == other["fact_id"], locator=one["locator"])


@defect("foreign-key")
def code_of_no_list(copy: Copy) -> None:
    copy.change("expenditure", lambda row: row["function_code"], function_code="2999999")


@defect("foreign-key", more=True)
def fact_of_unknown_table(copy: Copy) -> None:
    copy.change("facts", _first, table="balances")


@defect("foreign-key", "count")
def fact_of_no_part_of_its_table(copy: Copy) -> None:
    copy.change("facts", _first, unit_code="001")


@defect("foreign-key")
def statement_of_no_fact(copy: Copy) -> None:
    copy.change("statements", lambda row: row["fact_id"], fact_id="balance/revenue/none/total")


@defect("rebuild-differs")
def statement_of_another_fact(copy: Copy) -> None:
    other = copy.table("facts")[1]["fact_id"]
    copy.change("statements", lambda row: row["fact_id"] not in ("", other), fact_id=other)


@defect("key")
def row_id_twice(copy: Copy) -> None:
    rows = [row for row in copy.table("balance") if not _has_amount(row)]
    copy.change("balance", lambda row: row == rows[0], row_id=rows[1]["row_id"])


@defect("required")
def row_without_a_name(copy: Copy) -> None:
    copy.change("government_fund_revenue", _first, row_id="")


@defect("row-id")
def row_named_by_another_table(copy: Copy) -> None:
    copy.change("government_fund_revenue", _first, row_id="expenditure/more")


@defect("row-id", "fact-without-record", "record-without-fact")
def fact_of_no_row(copy: Copy) -> None:
    copy.change("facts", _first, row_id="balance/revenue/none")


@defect("fact-without-record", "record-without-fact")
def fact_of_another_row(copy: Copy) -> None:
    rows = [row for row in copy.table("balance") if not _has_amount(row)]
    copy.change("facts", _first, row_id=rows[0]["row_id"])


@defect("row-id")
def form_of_no_project(copy: Copy) -> None:
    copy.change("targets", lambda row: row["project_row_id"], project_row_id="projects/none")


@defect("fact-without-record", "record-without-fact", "fact-identity")
def fact_of_another_period(copy: Copy) -> None:
    copy.change("facts", _first, period="previous")


@defect("code-listed")
def code_said_to_be_listed(copy: Copy) -> None:
    row = {"code": "298", "scheme": "functional", "level": "1", "name": "某项支出", "name_printed": ""}
    copy.tabulate("codes", [*copy.table("codes"), {**row, "parent_code": "", "listed": "true"}])


@defect("code-listed")
def name_of_code_changed(copy: Copy) -> None:
    copy.change("codes", _first, name="特别公共服务支出")


@defect("code")
def scheme_of_code_changed(copy: Copy) -> None:
    copy.change("codes", _first, scheme="dept_economic")


@defect("code")
def parent_of_code_lost(copy: Copy) -> None:
    copy.change("codes", lambda row: row["parent_code"], parent_code="")


@defect("locator", more=True)
def locator_beyond_the_file(copy: Copy) -> None:
    copy.change("facts", _first, locator="L99999C1")


@defect("locator")
def locator_beyond_the_row(copy: Copy) -> None:
    fact = copy.table("facts")[0]
    copy.change("facts", _first, locator=fact["locator"].split("C")[0] + "C99")


@defect("locator")
def locator_of_a_whole_line(copy: Copy) -> None:
    copy.change("facts", _first, locator=copy.table("facts")[0]["locator"].split("C")[0])


@defect("locator")
def finding_beyond_the_file(copy: Copy) -> None:
    copy.change("checks", lambda row: row["locators"], locators="L99999")


@defect("locator")
def evidence_beyond_the_file(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["identity"]["evidence"]["kind"]["locator"] = "L99999"
    copy.describe(descriptor)


@defect("locator")
def table_beyond_the_file(copy: Copy) -> None:
    copy.change("tables", _first, last_line="99999")


# --- figures ---------------------------------------------------------------------------------------


@defect("printed")
def printed_changed(copy: Copy) -> None:
    copy.change("facts", _first, printed=copy.table("facts")[0]["printed"] + "0")


@defect("printed", "amount")
def printed_amount_changed(copy: Copy) -> None:
    copy.change("facts", _first, printed=copy.table("facts")[0]["printed"][:-1] + "9")


@defect("amount", "fact-record")
def fact_changed_by_a_cent(copy: Copy) -> None:
    copy.change("facts", _first, amount_yuan=copy.table("facts")[0]["amount_yuan"][:-1] + "1")


@defect("fact-record")
def record_changed_by_a_cent(copy: Copy) -> None:
    row = copy.table("expenditure")[0]
    copy.change("expenditure", _first, total_yuan=row["total_yuan"][:-1] + "1")


@defect("amount")
def amount_with_three_decimals(copy: Copy) -> None:
    for table, field in (("facts", "amount_yuan"), ("balance", "total_yuan")):
        copy.change(table, _first, **{field: copy.table(table)[0][field] + "0"})


@defect("amount", "unit")
def unit_changed(copy: Copy) -> None:
    copy.change("facts", _first, printed_unit="元")


@defect("amount", "unit")
def unit_made_a_count(copy: Copy) -> None:
    copy.change("facts", _first, printed_unit="箱")


@defect("unit", "fact-record")
def unit_and_amount_changed(copy: Copy) -> None:
    fact = copy.table("facts")[0]
    copy.change("facts", _first, printed_unit="亿元", amount_yuan=fact["amount_yuan"].replace(".", "0000."))


@defect("amount")
def currency_lost(copy: Copy) -> None:
    copy.change("facts", _first, currency="")


@defect("fact-identity")
def fact_of_another_year(copy: Copy) -> None:
    copy.change("facts", _first, fiscal_year="2022")


@defect("fact-identity")
def fact_of_another_body(copy: Copy) -> None:
    copy.change("facts", _first, unit="140404-001")


@defect("fact-identity")
def fact_of_another_scope(copy: Copy) -> None:
    copy.change("facts", _first, scope="unit" if copy.table("facts")[0]["scope"] == "dept" else "dept")


@defect("rebuild-differs")
def leaf_made_a_sum(copy: Copy) -> None:
    copy.change("facts", lambda row: row["is_leaf"] == "true", is_leaf="false")


# --- accounts and ledger ---------------------------------------------------------------------------


@defect("rebuild-differs")
def finding_hidden(copy: Copy) -> None:
    rows = copy.table("checks")
    copy.tabulate("checks", [row for row in rows if row["check"] != "R17"])


@defect("ledger")
def account_hidden(copy: Copy) -> None:
    copy.tabulate("checks", copy.table("checks")[1:])


@defect("rebuild-differs")
def finding_made_a_pass(copy: Copy) -> None:
    copy.change("checks", lambda row: row["check"] == "R17", status="pass")


@defect("ledger")
def unread_cells_falsified(copy: Copy) -> None:
    copy.change("tables", _first, unread_cells="1")


@defect("count", "ledger")
def numeric_cells_falsified(copy: Copy) -> None:
    copy.change("tables", _first, numeric_cells="999")


@defect("count", "ledger")
def captured_cells_falsified(copy: Copy) -> None:
    copy.change("tables", _first, captured_cells="14", structural_cells="2")


@defect("table-state")
def table_said_to_be_empty(copy: Copy) -> None:
    copy.change("tables", _first, state="empty_stated")


@defect("table-list", more=True)
def table_left_out(copy: Copy) -> None:
    copy.tabulate("tables", copy.table("tables")[:-1])


@defect("required")
def account_of_a_table_blank(copy: Copy) -> None:
    copy.change("tables", _first, unread_cells="")


@defect("count")
def account_of_a_part(copy: Copy) -> None:
    copy.change("tables", lambda row: row["direction"], unread_cells="0")


@defect("count")
def facts_of_a_part_falsified(copy: Copy) -> None:
    copy.change("tables", lambda row: row["direction"], facts="999")


@defect("table-state")
def state_of_a_part_changed(copy: Copy) -> None:
    copy.change("tables", lambda row: row["direction"], state="missing")


@defect("table-list", more=True)
def part_of_another_table(copy: Copy) -> None:
    rows = copy.table("tables")
    part = next(row for row in rows if row["direction"])
    copy.tabulate("tables", [*(row for row in rows if row is not part), part])


# --- bytes -----------------------------------------------------------------------------------------


@defect("text-encoding")
def byte_order_mark(copy: Copy) -> None:
    copy.write("data/expenditure.csv", "\ufeff" + copy.read("data/expenditure.csv"))


@defect("text-encoding")
def other_encoding(copy: Copy) -> None:
    copy.write("data/expenditure.csv", copy.read("data/expenditure.csv").encode("gb18030"))


@defect("text-line-ends")
def windows_line_ends(copy: Copy) -> None:
    copy.write("data/expenditure.csv", copy.read("data/expenditure.csv").replace("\n", "\r\n"))


@defect("text-final-newline")
def final_newline_missing(copy: Copy) -> None:
    copy.write("data/expenditure.csv", copy.read("data/expenditure.csv").rstrip("\n"))


@defect("text-control")
def nul_bytes(copy: Copy) -> None:
    copy.replace("data/expenditure.csv", "201,", "201\0,")


@defect("csv-form")
def quotation_mark_unescaped(copy: Copy) -> None:
    copy.replace("data/expenditure.csv", "一般公共服务支出", '一般"公共"服务支出')


@defect("csv-form")
def quotation_marks_needless(copy: Copy) -> None:
    copy.replace("data/expenditure.csv", "一般公共服务支出", '"一般公共服务支出"')


@defect("csv-syntax")
def quotation_mark_open(copy: Copy) -> None:
    copy.replace("data/expenditure.csv", ",一般公共服务支出", ',"一般公共服务支出')


@defect("csv-syntax")
def cell_of_a_million_characters(copy: Copy) -> None:
    copy.replace("data/expenditure.csv", "一般公共服务支出", "长" * 1_000_000)


@defect("bytes")
def size_wrong(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["resources"][2]["bytes"] += 1
    copy.describe(descriptor)


@defect("hash")
def hash_wrong(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["resources"][2]["hash"] = "sha256:" + "0" * 64
    copy.describe(descriptor)


# --- files -----------------------------------------------------------------------------------------


@defect("file-unexpected")
def file_too_many(copy: Copy) -> None:
    copy.write("data/notes.csv", "a\n1\n")


@defect("file-unexpected")
def hidden_file(copy: Copy) -> None:
    copy.write(".env", "SECRET=1\n")


@defect("file-unexpected")
def folder_too_many(copy: Copy) -> None:
    (copy.folder / "data" / "more").mkdir()


@defect("file-unexpected")
def file_name_with_control_characters(copy: Copy) -> None:
    copy.write("data/\x1b[2J.csv", "a\n")


@defect("file-missing")
def file_missing(copy: Copy) -> None:
    (copy.folder / "data/expenditure.csv").unlink()


@defect("file-missing")
def descriptor_missing(copy: Copy) -> None:
    (copy.folder / "datapackage.json").unlink()


@defect("file-link")
def file_linked(copy: Copy) -> None:
    outside = copy.root / "outside.csv"
    (copy.folder / "data/expenditure.csv").rename(outside)
    (copy.folder / "data/expenditure.csv").symlink_to(outside)


@defect("file-link", "file-missing")
def data_folder_linked(copy: Copy) -> None:
    (copy.folder / "data").rename(copy.root / "data")
    (copy.folder / "data").symlink_to(copy.root / "data")


@defect("file-kind")
def file_made_a_folder(copy: Copy) -> None:
    (copy.folder / "data/expenditure.csv").unlink()
    (copy.folder / "data/expenditure.csv").mkdir()


@defect("file-kind")
def file_made_a_pipe(copy: Copy) -> None:
    (copy.folder / "source.txt").unlink()
    os.mkfifo(copy.folder / "source.txt")


@defect("file-size")
def source_of_300_megabytes(copy: Copy) -> None:
    os.truncate(copy.folder / "source.txt", 300 * 1024 * 1024)


@defect("file-size")
def table_of_2_gigabytes(copy: Copy) -> None:
    os.truncate(copy.folder / "data/facts.csv", 2 * 1024**3)


# --- the place -------------------------------------------------------------------------------------


@defect("place-not-a-folder")
def package_is_a_file(copy: Copy) -> Path:
    file = copy.folder.with_name("140404-009-2023-dept-budget")
    file.write_text("")
    return file


@defect("place-link")
def package_is_a_link(copy: Copy) -> Path:
    link = copy.folder.with_name("140404-009-2023-dept-budget")
    link.symlink_to(copy.folder)
    return link


@defect("place-link")
def division_is_a_link(copy: Copy) -> Path:
    (copy.root / "140405").symlink_to(copy.folder.parent)
    return copy.root / "140405" / copy.folder.name


@defect("place-outside")
def package_outside_the_root(copy: Copy) -> Path:
    outside = copy.root.parent / "elsewhere"
    outside.mkdir()
    copy.folder.rename(outside / copy.folder.name)
    return outside / copy.folder.name


@defect("place-outside")
def path_with_dots(copy: Copy) -> Path:
    return copy.folder / ".." / copy.folder.name


@defect("place-name")
def hidden_package(copy: Copy) -> Path:
    return copy.folder.rename(copy.folder.with_name("." + copy.folder.name))


@defect("place-name")
def package_in_another_division(copy: Copy) -> Path:
    (copy.root / "110101").mkdir()
    return copy.folder.rename(copy.root / "110101" / copy.folder.name)


@defect("place-name")
def package_of_another_name(copy: Copy) -> Path:
    return copy.folder.rename(copy.folder.with_name("140404-budget"))


@defect("place-missing")
def package_not_there(copy: Copy) -> Path:
    return copy.folder.with_name("140404-009-2023-dept-budget")


# --- descriptor ------------------------------------------------------------------------------------


def _described(what: str, /, *codes: str, more: bool = False, **values: Any) -> None:
    def spoil(copy: Copy) -> None:
        copy.describe({**copy.descriptor(), **values})

    spoil.__name__ = what
    defect(*codes, more=more)(spoil)


_described("name_leads_outside", "package-schema", name="../../140404-002-2023-dept-budget")
_described("name_with_line_end", "package-schema", name="140404-002-2023-dept-budget\n")
_described("name_of_another_unit", "package-name", "descriptor", name="140404-003-2023-dept-budget")
_described("property_unknown", "package-schema", homepage="https://example.org/")
_described("version_with_two_parts", "package-schema", version="1.0")
_described("version_with_leading_zero", "package-schema", version="1.00.0")
_described("version_with_line_end", "package-schema", version="1.0.0\n")
_described("licence_empty", "package-schema", licenses=[])
_described("licence_another", "package-schema", licenses=[{"name": "CC0-1.0", "path": "https://example.org/"}])
_described("title_another", "descriptor", title="别的部门2023年度部门预算")
_described("title_no_text", "package-schema", title=2023)
_described("column_types_cut", "column-types", columnTypes=[{"name": "value", "dataType": "number"}])
_described("resources_empty", "package-schema", resources=[])
_described("identity_no_object", "package-schema", identity=None)


@defect("package-schema")
def profile_wrong(copy: Copy) -> None:
    copy.replace("datapackage.json", "profiles/2.0/datapackage.json", "profiles/1.0/datapackage.json")


@defect("package-schema")
def licence_removed(copy: Copy) -> None:
    descriptor = copy.descriptor()
    del descriptor["licenses"]
    copy.describe(descriptor)


@defect("package-schema")
def resource_leads_outside(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["resources"][0]["path"] = "../../../secrets.csv"
    copy.describe(descriptor)


@defect("package-schema")
def resource_on_the_web(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["resources"][0]["path"] = "http://example.org/balance.csv"
    copy.describe(descriptor)


@defect("descriptor")
def resources_reordered(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["resources"].reverse()
    copy.describe(descriptor)


@defect("ledger-catalogue")
def ledger_of_a_catalogue_to_come(copy: Copy) -> None:
    descriptor = copy.descriptor()
    next(found for found in descriptor["resources"] if found["name"] == "checks")["catalogue"] = "99999"
    copy.describe(descriptor)


@defect("rebuild-differs")
def finding_softened(copy: Copy) -> None:
    rows = copy.table("checks")
    next(row for row in rows if row["arguments"])["arguments"] = '{"printed":"一切正常。"}'
    copy.tabulate("checks", rows)


@defect("contract")
def package_of_the_first_contract(copy: Copy) -> None:
    descriptor = copy.descriptor()
    del descriptor["contract"]
    copy.describe(descriptor)
    copy.tabulate("facts", [{k: v for k, v in row.items() if k != "row_id"} for row in copy.table("facts")])


@defect("package-schema")
def contract_not_named(copy: Copy) -> None:
    descriptor = copy.descriptor()
    del descriptor["contract"]
    copy.describe(descriptor)


@defect("package-schema")
def contract_unknown(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["contract"] = "3.0"
    copy.describe(descriptor)


@defect("package-schema")
def value_added_to_a_list(copy: Copy) -> None:
    descriptor = copy.descriptor()
    lists = next(resource for resource in descriptor["resources"] if resource["name"] == "lists")
    lists["data"].append(["more"] * len(lists["data"][0]))
    copy.describe(descriptor)


@defect("package-schema")
def lists_taken_out_of_the_descriptor(copy: Copy) -> None:
    descriptor = copy.descriptor()
    lists = next(resource for resource in descriptor["resources"] if resource["name"] == "lists")
    del lists["data"]
    lists["path"] = "data/lists.csv"
    copy.describe(descriptor)


@defect("json-form")
def descriptor_indented(copy: Copy) -> None:
    copy.write("datapackage.json", json.dumps(copy.descriptor(), ensure_ascii=False, indent=2) + "\n")


@defect("package-schema")
def encoding_changed(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["resources"][0]["encoding"] = "gb18030"
    copy.describe(descriptor)


@defect("table-schema")
def field_type_changed(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["resources"][0]["schema"]["fields"][0]["type"] = "integer"
    copy.describe(descriptor)


@defect("table-schema")
def constraint_removed(copy: Copy) -> None:
    descriptor = copy.descriptor()
    fields = descriptor["resources"][0]["schema"]["fields"]
    del next(field for field in fields if "constraints" in field)["constraints"]
    copy.describe(descriptor)


@defect("package-schema")
def field_type_unknown(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["resources"][0]["schema"]["fields"][0]["type"] = "any"
    copy.describe(descriptor)


@defect("package-name", "identity", "descriptor")
def year_changed(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["identity"]["fiscal_year"] = 2022
    copy.describe(descriptor)


@defect("identity", "descriptor")
def unit_renamed(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["identity"]["agency_name"] = "长治市上党区财政局"
    copy.describe(descriptor)


@defect("identity", "descriptor")
def division_renamed(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["identity"]["division_name"] = "山西省太原市"
    copy.describe(descriptor)


@defect("json-syntax")
def number_spelled_otherwise(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["identity"]["fiscal_year"] = float(descriptor["identity"]["fiscal_year"])
    copy.describe(descriptor)


@defect("json-form")
def keys_reordered(copy: Copy) -> None:
    copy.describe(dict(sorted(copy.descriptor().items())))


@defect("json-duplicate-key")
def key_in_json_twice(copy: Copy) -> None:
    copy.replace("datapackage.json", '"version":', '"version":"1.0.0","version":')


@defect("json-syntax")
def json_cut_off(copy: Copy) -> None:
    copy.write("datapackage.json", copy.read("datapackage.json")[:500] + "\n")


@defect("json-syntax")
def json_with_nan(copy: Copy) -> None:
    copy.replace("datapackage.json", '"fiscal_year":2023', '"fiscal_year":NaN')


@defect("json-syntax")
def json_too_deep(copy: Copy) -> None:
    copy.write("datapackage.json", "[" * 100_000 + "]" * 100_000 + "\n")


@defect("json-syntax")
def json_with_half_a_surrogate_pair(copy: Copy) -> None:
    copy.replace("datapackage.json", '"title":"', '"title":"\\ud800')


@defect("json-syntax")
def json_number_of_many_digits(copy: Copy) -> None:
    copy.replace("datapackage.json", '"fiscal_year":2023', '"fiscal_year":' + "2" * 5000)


@defect("package-schema")
def json_is_a_list(copy: Copy) -> None:
    copy.write("datapackage.json", "[]\n")


# --- source, README, personal data -----------------------------------------------------------------


@defect("readme")
def readme_edited(copy: Copy) -> None:
    copy.write("README.md", copy.read("README.md") + "\nRead me.\n")


@defect("text-final-newline")
def source_empty(copy: Copy) -> None:
    copy.write("source.txt", "", fit=False)


@defect("source-canonical")
def source_with_hidden_characters(copy: Copy) -> None:
    copy.replace("source.txt", "年度", "年\u200b度")


@defect("source-canonical")
def source_of_blank_lines(copy: Copy) -> None:
    copy.write("source.txt", "\n\n\n")


@defect("printed")
def source_amount_changed(copy: Copy) -> None:
    line, cell = (int(part) for part in copy.table("facts")[0]["locator"].removeprefix("L").split("C"))
    lines = copy.read("source.txt").split("\n")
    cells = lines[line - 1].split("\t")
    cells[cell - 1] = "9" + cells[cell - 1]
    lines[line - 1] = "\t".join(cells)
    copy.write("source.txt", "\n".join(lines))


@defect("rebuild-differs")
def source_title_changed(copy: Copy) -> None:
    row = copy.table("tables")[0]
    lines = copy.read("source.txt").split("\n")
    first = int(row["first_line"]) - 1
    lines[first] = lines[first].replace("预算收支总表", "部门收支总表")
    copy.write("source.txt", "\n".join(lines))


@defect("personal-data")
def telephone_in_source(copy: Copy) -> None:
    copy.write("source.txt", copy.read("source.txt") + "咨询请拨打13800000000\n")


@defect("personal-data")
def clerk_unmasked(copy: Copy) -> None:
    lines = copy.read("source.txt").split("\n")
    place = next(number for number, line in enumerate(lines) if "经办人" in line and "█" in line)
    cells = lines[place].split("\t")
    cell = next(number for number, text in enumerate(cells) if "█" in text)
    cells[cell] = "张某某"
    lines[place] = "\t".join(cells)
    copy.write("source.txt", "\n".join(lines))


@defect("personal-data")
def telephone_in_a_cell(copy: Copy) -> None:
    copy.change("balance", _first, item="联系13800000000")


@defect("personal-data", "readme")
def telephone_in_readme(copy: Copy) -> None:
    copy.write("README.md", copy.read("README.md") + "13800000000\n")


_MAP_HEADER = "line,file,page,x0,y0,x1,y1\n"
_MARKS_HEADER = "locator,mark,confidence,note\n"


def _put_beside(copy: Copy, path: str, text: str) -> None:
    """A file beside the source, listed as our writer lists it."""
    table, data, descriptor = PATHS[path], text.encode(), copy.descriptor()
    (copy.folder / path).write_bytes(data)
    descriptor["resources"].append({**describe_resource(table, path, data), "schema": packaged_schema(table, "budget")})
    copy.describe(descriptor)
    copy.write("README.md", package_readme(descriptor, copy.table("tables")))


def _beside(name: str, path: str, text: str) -> None:
    """A file beside the source that holds what no reader makes."""

    def spoil(copy: Copy) -> None:
        _put_beside(copy, path, text)

    spoil.__name__ = name
    defect("source-places")(spoil)


_beside("map_of_another_header", "source_map.csv", "line,page\n1,1\n")
_beside("map_without_rows", "source_map.csv", _MAP_HEADER)
_beside("map_of_a_line_that_is_not_there", "source_map.csv", _MAP_HEADER + "999999,1,1,0.0,0.0,9.0,9.0\n")
_beside("map_of_a_second_file", "source_map.csv", _MAP_HEADER + "1,2,1,0.0,0.0,9.0,9.0\n")
_beside("map_of_page_0", "source_map.csv", _MAP_HEADER + "1,1,0,0.0,0.0,9.0,9.0\n")
_beside("map_of_page_9999", "source_map.csv", _MAP_HEADER + "1,1,9999,0.0,0.0,9.0,9.0\n")
_beside("map_from_right_to_left", "source_map.csv", _MAP_HEADER + "1,1,1,9.0,0.0,0.0,9.0\n")
_beside("map_of_a_page_of_a_kilometre", "source_map.csv", _MAP_HEADER + "1,1,1,0.0,0.0,99999.0,9.0\n")
_beside("map_with_two_decimals", "source_map.csv", _MAP_HEADER + "1,1,1,0.00,0.0,9.0,9.0\n")
_beside("map_of_not_a_number", "source_map.csv", _MAP_HEADER + "1,1,1,nan,0.0,9.0,9.0\n")
_beside("map_out_of_order", "source_map.csv", _MAP_HEADER + "1,1,2,0.0,0.0,9.0,9.0\n1,1,1,0.0,0.0,9.0,9.0\n")
_beside("map_with_a_row_twice", "source_map.csv", _MAP_HEADER + "1,1,1,0.0,0.0,9.0,9.0\n" * 2)
_beside("map_with_quotation_marks", "source_map.csv", _MAP_HEADER + '1,1,1,"0.0",0.0,9.0,9.0\n')
_beside("mark_of_an_unknown_kind", "source_marks.csv", _MARKS_HEADER + "L1,guessed,,\n")
_beside("mark_of_a_cell_that_is_not_there", "source_marks.csv", _MARKS_HEADER + "L1C99,joined,,\n")
_beside("mark_with_confidence_2", "source_marks.csv", _MARKS_HEADER + "L1,ocr,2,\n")
_beside("mark_with_confidence_of_what_is_printed", "source_marks.csv", _MARKS_HEADER + "L1,joined,0.5,\n")
_beside("mark_confirmed_alone", "source_marks.csv", _MARKS_HEADER + "L1,confirmed,,\n")
_beside("mark_out_of_order", "source_marks.csv", _MARKS_HEADER + "L2,joined,,\nL1,joined,,\n")
_beside("mark_with_a_formula", "source_marks.csv", _MARKS_HEADER + "L1,joined,,=1+1\n")


@defect("personal-data", more=True)
def telephone_in_the_note_of_a_mark(copy: Copy) -> None:
    (copy.folder / "source_marks.csv").write_bytes(f"{_MARKS_HEADER}L1,header,,13800000000\n".encode())


@defect("rebuild-differs")
def figure_confirmed_by_hand(copy: Copy) -> None:
    """What is recognised counts as confirmed only where the figures prove it."""
    _put_beside(copy, "source_marks.csv", f"{_MARKS_HEADER}L1,confirmed,,\nL1,ocr,0.5,\n")


@defect("source-files", more=True)
def source_of_two_files_that_is_described_as_one(copy: Copy) -> None:
    copy.write("source.txt", copy.read("source.txt") + "\f\t附表.txt\n附表\n")


@defect("source-files", more=True)
def file_of_another_name(copy: Copy) -> None:
    copy.write("source.txt", copy.read("source.txt") + "\f\t附表.txt\n附表\n")
    descriptor = copy.descriptor()
    descriptor["sources"].append({**descriptor["sources"][0], "title": "别的.txt"})
    copy.describe(descriptor)


for _name, _source in {
    "address_without_host": {"path": "https:///x"},
    "address_of_another_protocol": {"path": "ftp://example.org/x.pdf"},
    "address_that_runs": {"path": "javascript:alert(1)"},
    "address_with_a_password": {"path": "https://me:secret@example.org/"},
    "date_that_is_none": {"published": "2024-02-30"},
    "date_of_another_form": {"fetched": "2024/02/08"},
    "media_type_that_is_none": {"mediatype": "PDF"},
    "no_encoding_of_a_text": {"encoding": None},
}.items():

    def _spoil_source(copy: Copy, changes: dict[str, Any] = _source) -> None:
        descriptor = copy.descriptor()
        told = {**descriptor["sources"][0], **changes}
        descriptor["sources"][0] = {key: value for key, value in told.items() if value is not None}
        copy.describe(descriptor)

    _spoil_source.__name__ = _name
    defect("package-schema")(_spoil_source)


@defect("personal-data", "readme")
def telephone_in_file_name(copy: Copy) -> None:
    descriptor = copy.descriptor()
    descriptor["sources"][0]["title"] = "13800000000.txt"
    copy.describe(descriptor)
