"""Workbooks: every cell as it is displayed, in its grid; what is hidden is counted, what is hostile refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.source import Locator, Mark
from mingzhang.readers import read_file
from mingzhang.readers.office.package import MOST_BYTES
from mingzhang.readers.port import Reading
from mingzhang.readers.spreadsheet import xlsx
from mingzhang.readers.spreadsheet.number_formats import display

from tests.generator import generate
from tests.same_facts import assert_same_facts
from tests.workbooks import cells_of, sheets_of

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
DISPLAYED = [  # what Excel displays, by its documentation and as LibreOffice prints it
    ("13.620000000000001", "General", "13.62"),
    ("0.30000000000000004", "General", "0.3"),
    ("2010301", "General", "2010301"),
    ("-5", "General", "-5"),
    ("0", "General", "0"),
    ("1.2345678901234567", "General", "1.23456789"),
    ("12345678901", "General", "12345678901"),
    ("1E-3", "General", "0.001"),
    ("2.675", "0.00", "2.68"),
    ("1313.62", "#,##0.00", "1,313.62"),
    ("1234567.891", "#,##0", "1,234,568"),
    ("0", "#,##0.00;-#,##0.00;", ""),
    ("-3", "#,##0.00;-#,##0.00;", "-3.00"),
    ("0", ACCOUNTING, "-"),
    ("-5.5", ACCOUNTING, "-5.50"),
    ("1234.5", ACCOUNTING, "1,234.50"),
    ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
    ("-1234.5", "#,##0.00;[Red]#,##0.00", "1,234.50"),
    ("0.125", "0.00%", "12.50%"),
    ("0.9", "0%", "90%"),
    ("0", "#", ""),
    ("5", "#", "5"),
    ("0.5", "#.##", ".5"),
    ("100", "#,##0.##", "100."),
    ("1E-14", "0.00", "0.00"),
    ("-0.001", "0.00", "0.00"),
    ("1234567.891", "0.00,", "1234.57"),
    ("12", "0_ ", "12"),
    ("7", "000", "007"),
    ("5", '[=0]"";0.00', "5.00"),
    ("0", '[=0]"";0.00', ""),
    ("5", '0.00"万元"', "5.00万元"),
    ("12", "[$¥-804]#,##0.00", "¥12.00"),
    ("5", "@", "5"),
    ("1234", "0.00E+00", "1.23E+03"),
    ("0.00012", "0.00E+00", "1.20E-04"),
    ("44986", 'yyyy"年"m"月"d"日"', "2023年3月1日"),
    ("44986", "yyyy-mm-dd", "2023-03-01"),
    ("44986.75", "yyyy/m/d h:mm", "2023/3/1 18:00"),
    ("60", "yyyy-m-d", "1900-2-28"),
]


@pytest.mark.parametrize(("stored", "code", "shown"), DISPLAYED)
def test_a_number_is_printed_as_it_is_displayed(stored: str, code: str, shown: str) -> None:
    assert display(stored, code) == shown


@given(st.decimals(-(10**11), 10**11, places=2, allow_nan=False))
def test_two_decimals_come_back_exactly(value: Decimal) -> None:
    shown = display(str(value), "#,##0.00")
    assert Decimal(shown.replace(",", "")) == value


def test_what_is_no_number_is_an_error() -> None:
    for text in ("", "x", "NaN", "Infinity", "1e999999"):
        with pytest.raises(ValueError, match="is no number"):
            display(text, "General")


# --- workbooks -------------------------------------------------------------------------------------


def workbook(fill: Callable[[Any], None]) -> bytes:
    """The bytes of a workbook whose first sheet `fill` fills."""
    book = openpyxl.Workbook()
    book.active.title = "预算01表"
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(fill: Callable[[Any], None]) -> Reading:
    return xlsx.read("甲.xlsx", workbook(fill))


def test_titles_captions_and_notes_are_text_and_tables_are_rows() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "2023年预算收支总表"
        sheet.merge_cells("A1:D1")
        sheet["D2"] = "单位：万元"
        sheet.append(["项目", "金额", "项目", "金额"])
        sheet.append(["一、一般公共预算", 13.62, "　　行政运行", None])
        sheet.append(["合计"])
        sheet.append([None, 5, None, 7])
        sheet["A8"] = "注：本表无误。"

    assert read(fill).text.split("\n") == [
        "预算01表",
        "",
        "2023年预算收支总表",
        "单位：万元",
        "项目\t金额\t项目\t金额",
        "一、一般公共预算\t13.62\t　　行政运行\t",
        "合计\t\t\t",
        "\t5\t\t7",
        "",
        "注：本表无误。",
        "",
    ]


def test_a_merged_cell_holds_its_text_once() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["收入", "不见", "支出"])
        sheet.append(["项目", "金额", "合计"])
        sheet.merge_cells("A1:B1")

    reading = read(fill)
    assert reading.text.split("\n")[2:4] == ["收入\t\t支出", "项目\t金额\t合计"]


def test_hidden_rows_columns_and_sheets_are_counted_and_not_told() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["项目", "金额", "秘密甲"])
        sheet.append(["收入", 5, "秘密乙"])
        sheet.append(["秘密丙", 6])
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        other = sheet.parent.create_sheet("校验")
        other["A1"] = "秘密丁"
        other.sheet_state = "hidden"

    reading = read(fill)
    assert "秘密" not in reading.text
    assert [(mark.mark, mark.note) for mark in reading.marks] == [
        ("hidden", "4 cells of hidden rows or columns, or under merged cells"),
        ("hidden", "1 cells of a hidden sheet"),
    ]
    assert "校验" not in reading.text


def test_a_formula_shows_its_kept_value_or_is_marked() -> None:
    reading = read(lambda sheet: sheet.append(["合计", "=1+1", "支出"]))
    assert reading.text.split("\n")[2] == "合计\t\t支出"
    assert reading.marks == (Mark(Locator(3, 2), "formula", "", "a formula whose value the file does not hold"),)


def test_a_code_that_is_stored_as_a_number_is_a_code() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["科目编码", "科目名称", "合计"])
        sheet.append([2010301, "行政运行", 2010301])
        for cell in ("A2", "C2"):
            sheet[cell].number_format = "#,##0.00"

    reading = read(fill)
    assert reading.text.split("\n")[3] == "2010301\t行政运行\t2,010,301.00"
    assert reading.marks == (Mark(Locator(4, 1), "recovered", "", "shown as 2,010,301.00"),)


def test_a_line_break_in_a_cell_only_wraps_it() -> None:
    reading = read(lambda sheet: sheet.append(["一般公共\n预算", "Audit\nOffice", "甲\t乙"]))
    assert reading.text.split("\n")[2] == "一般公共预算\tAudit Office\t甲乙"


def test_sheets_are_parted_by_page_breaks() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "一"
        sheet.parent.create_sheet("空")
        sheet.parent.create_sheet("预算02表")["B2"] = "二"

    assert read(fill).text == "预算01表\n\n一\n\f\n预算02表\n\n\n二\n"


# --- the whole way ---------------------------------------------------------------------------------


def as_workbook(text: str) -> bytes:
    """A text with TABs as a workbook: a sheet for each table with the lines above it, figures as numbers."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, lines in enumerate(sheets_of(text), 1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row, column, value, code in cells_of(lines):
            cell = sheet.cell(row + 1, column + 1, value)
            if code:
                cell.number_format = code
            else:
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("seed", [5, 7])
def test_a_disclosure_as_workbook_gives_the_same_facts(seed: int, tmp_path: Path) -> None:
    text = generate(seed, hazards=frozenset()).text
    source = assert_same_facts(tmp_path, text, as_workbook(text), "甲.xls")
    assert source.originals[0].media_type.endswith("spreadsheetml.sheet")


# --- bad input -------------------------------------------------------------------------------------


def repacked(change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """A workbook with its parts changed; None takes a part away."""
    out = io.BytesIO()
    made = io.BytesIO(workbook(lambda sheet: sheet.append(["甲", 1])))
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)
        for name, data in more.items():
            new.writestr(name, data)
    return out.getvalue()


def keep(_name: str, data: bytes) -> bytes:
    return data


BOMB = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


def bad_deflation() -> bytes:
    """A workbook one of whose parts cannot be unpacked: the first bytes of its deflated data are no block."""
    data = bytearray(repacked(keep))
    start = data.index(b"xl/worksheets/sheet1.xml") + len(b"xl/worksheets/sheet1.xml")
    data[start : start + 4] = b"\xff" * 4
    return bytes(data)


BAD = {
    "truncated": (repacked(keep)[:900], "read-xlsx"),
    "bad deflation": (bad_deflation(), "read-xlsx"),
    "no workbook": (repacked(lambda name, data: None if name == "xl/workbook.xml" else data), "read-xlsx"),
    "no sheet": (repacked(lambda name, data: None if "sheet1" in name else data), "read-xlsx"),
    "cut XML": (repacked(lambda name, data: data[:200] if "sheet1" in name else data), "read-xlsx"),
    "entities": (repacked(lambda name, data: BOMB + data if "sheet1" in name else data), "read-xlsx"),
    "a string that is not there": (
        repacked(lambda name, data: data.replace(b"<v>1</v>", b"<v>9</v>").replace(b't="n"', b't="s"')),
        "read-xlsx",
    ),
    "no number": (
        repacked(lambda name, data: data.replace(b"<v>1</v>", b"<v>one</v>") if "sheet1" in name else data),
        "read-xlsx",
    ),
    "huge": (repacked(keep, bomb=b"\0" * (MOST_BYTES + 1)), "read-too-large"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_workbooks_are_refused(name: str, tmp_path: Path) -> None:
    data, code = BAD[name]
    (tmp_path / "甲.xlsx").write_bytes(data)
    with pytest.raises(DisclosureError) as caught:
        read_file(tmp_path / "甲.xlsx")
    assert (caught.value.code, caught.value.path) == (code, tmp_path / "甲.xlsx")


def test_a_workbook_in_an_archive_is_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "甲.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("附件/甲.xlsx", repacked(keep))
    with pytest.raises(DisclosureError, match="a ZIP archive, which cannot be read yet"):
        read_file(tmp_path / "甲.zip")


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_CELLS", 3)
    with pytest.raises(DisclosureError) as caught:
        read(lambda sheet: sheet.append([1, 2, 3, 4]))
    assert caught.value.code == "read-too-many-cells"


def test_a_merged_area_as_large_as_a_sheet_takes_no_time() -> None:
    merged = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    data = repacked(lambda _, part: part.replace(b"</sheetData>", merged))
    assert xlsx.read("甲.xlsx", data).text == "预算01表\n\n甲\n"
