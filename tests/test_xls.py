"""Old workbooks (BIFF): the same cells as in the new ones, hidden ones counted, hostile ones refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import xlwt
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.source import Locator, Mark
from mingzhang.readers.formats import name_format
from mingzhang.readers.port import Reading
from mingzhang.readers.registry import find_reader
from mingzhang.readers.spreadsheet import xls

from tests.generator import generate
from tests.same_facts import assert_same_facts
from tests.workbooks import cells_of, sheets_of

MONEY = xlwt.easyxf(num_format_str="#,##0.00")


def workbook(fill: Callable[[Any], None]) -> bytes:
    """The bytes of a workbook whose first sheet `fill` fills."""
    book = xlwt.Workbook(encoding="utf-8")
    fill(book.add_sheet("预算01表"))
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(fill: Callable[[Any], None]) -> Reading:
    return xls.read("甲.xls", workbook(fill))


def rows(*given: tuple[object, ...]) -> Callable[[Any], None]:
    """Fill a sheet with rows of cells; None leaves one empty."""

    def fill(sheet: Any) -> None:
        for row, cells in enumerate(given):
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(row, column, cell)

    return fill


def body(reading: Reading) -> list[str]:
    """The lines below the sheet's name."""
    return reading.text.rstrip("\n").split("\n")[2:]


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        (13.620000000000001, "General", "13.62"),
        (0.1 + 0.2, "General", "0.3"),
        (2010301, "General", "2010301"),
        (1313.62, "#,##0.00", "1,313.62"),
        (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        (0, "#,##0.00;-#,##0.00;", ""),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0.125, "0.00%", "12.50%"),
        (5, "@", "5"),
        (7, "000", "007"),
    ],
)
def test_a_number_is_printed_as_it_is_displayed(stored: float, code: str, shown: str) -> None:
    def fill(sheet: Any) -> None:
        sheet.write(0, 0, "甲")
        sheet.write(0, 1, stored, xlwt.easyxf(num_format_str=code))
        sheet.write(0, 2, "乙")

    assert body(read(fill)) == [f"甲\t{shown}\t乙"]


def test_dates_errors_and_truths() -> None:
    def fill(sheet: Any) -> None:
        sheet.write(0, 0, date(2023, 3, 1), xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))
        sheet.write(0, 1, True)
        sheet.row(0).set_cell_error(2, "#REF!")

    reading = read(fill)
    assert body(reading) == ["2023年3月1日\tTRUE\t#REF!"]
    assert [mark.mark for mark in reading.marks] == ["formula"]


def test_titles_are_text_and_merged_cells_hold_their_text_once() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_merge(0, 0, 0, 3, "2023年预算收支总表")
        sheet.write(1, 3, "单位：万元")
        sheet.write_merge(2, 2, 0, 1, "收入")
        sheet.write_merge(2, 2, 2, 3, "支出")
        for row, cells in enumerate([("项目", "金额", "项目", "金额"), ("合计", 5, "　　行政运行", 7)], 3):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)

    assert body(read(fill)) == [
        "2023年预算收支总表",
        "单位：万元",
        "收入\t\t支出\t",
        "项目\t金额\t项目\t金额",
        "合计\t5\t　　行政运行\t7",
    ]


def test_a_line_break_only_wraps_a_cell() -> None:
    assert body(read(rows(("一般公共\n预算", "甲\t乙")))) == ["一般公共预算\t甲乙"]


def test_what_is_hidden_is_counted_and_not_printed() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    rows(("甲", "不见", "乙"), ("不见", "不见", "不见"), ("丙", "不见", "丁"))(sheet)
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    other = book.add_sheet("校验")
    rows(("密", 1))(other)
    other.visibility = 1
    reading = xls.read("甲.xls", saved(book))
    assert body(reading) == ["甲\t乙", "丙\t丁"]
    assert reading.marks == (
        Mark(Locator(1), "hidden", note="5 cells of hidden rows or columns, or under merged cells"),
        Mark(Locator(4), "hidden", note="2 cells of a hidden sheet"),
    )


def test_a_sheet_may_show_no_zeros() -> None:
    def fill(sheet: Any) -> None:
        rows(("甲", 0, 1), ("乙", 2, 0))(sheet)
        sheet.show_zero_values = False

    assert body(read(fill)) == ["甲\t\t1", "乙\t2\t"]


def test_codes_stored_as_numbers_come_back() -> None:
    def fill(sheet: Any) -> None:
        rows(("科目编码", "科目名称", "合计"))(sheet)
        for column, cell in enumerate((2010301, "行政运行", 1313.62)):
            sheet.write(1, column, cell, MONEY)

    reading = read(fill)
    assert body(reading)[1] == "2010301\t行政运行\t1,313.62"
    assert reading.marks == (Mark(Locator(4, 1), "recovered", note="shown as 2,010,301.00"),)


def test_several_sheets_stand_on_pages_of_their_own() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    for name in ("一", "二"):
        rows((name, 1))(book.add_sheet(name))
    assert xls.read("甲.xls", saved(book)).text == "一\n\n一\t1\n\f\n二\n\n二\t1\n"


@pytest.mark.parametrize("seed", [5, 7])
def test_a_disclosure_as_a_workbook_gives_the_same_facts(seed: int, tmp_path: Path) -> None:
    text = generate(seed, hazards=frozenset()).text
    source = assert_same_facts(tmp_path, text, as_workbook(text), "甲.xlsx")
    assert source.originals[0].media_type == "application/vnd.ms-excel"


def as_workbook(text: str) -> bytes:
    """A text with TABs as a workbook: a sheet for each table with the lines above it, figures as numbers."""
    book = xlwt.Workbook(encoding="utf-8")
    styles = {"": xlwt.Style.default_style, "0.00": xlwt.easyxf(num_format_str="0.00"), "#,##0.00": MONEY}
    for number, lines in enumerate(sheets_of(text), 1):
        sheet = book.add_sheet(f"Sheet{number}")
        for row, column, value, code in cells_of(lines):
            sheet.write(row, column, value, styles[code])
    return saved(book)


# --- formats and bad input -------------------------------------------------------------------------


def test_a_workbook_without_a_container_is_read() -> None:
    data = workbook(rows(("甲", 1)))
    start = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    raw = data[start:]
    assert find_reader(raw, Path("甲.xls")).name == "XLS"
    assert body(xls.read("甲.xls", raw)) == ["甲\t1"]


@pytest.mark.parametrize(
    ("stream", "told"),
    [
        ("WordDocument", "an old Word file (doc, wps)"),
        ("EncryptedPackage", "an Office file protected by a password"),
        ("别的", "an old Office file"),
    ],
)
def test_other_compound_files_are_named(stream: str, told: str) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + f"{stream}\0".encode("utf-16-le")
    assert name_format(data) == told
    with pytest.raises(DisclosureError, match="cannot be read yet"):
        find_reader(data, Path("甲.xls"))


def test_damaged_workbooks_are_refused_in_words() -> None:
    data = workbook(rows(*(("甲", number, "乙") for number in range(200))))
    rng = Random(1)
    refused = 0
    for _ in range(150):
        broken = bytearray(data[: rng.choice((len(data), len(data) // 2, 600))])
        for _ in range(rng.randint(1, 40)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        try:
            xls.read("甲.xls", bytes(broken))
        except DisclosureError as error:
            assert error.code in ("read-xls", "read-encrypted", "read-too-many-cells")  # noqa: PT017
            refused += 1
    assert refused > 50


def test_a_password_is_told() -> None:
    book = workbook(rows(("甲", 1)))
    start = book.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    length = int.from_bytes(book[start + 2 : start + 4], "little") + 4
    filepass = b"\x2f\x00\x06\x00\x00\x00\x59\xb3\x0a\x9a"
    with pytest.raises(DisclosureError) as caught:
        xls.read("甲.xls", book[start : start + length] + filepass + book[start + length :])
    assert caught.value.code == "read-encrypted"


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls, "MOST_CELLS", 3)
    with pytest.raises(DisclosureError) as caught:
        read(rows((1, 2, 3, 4)))
    assert caught.value.code == "read-too-many-cells"


def test_blank_cells_with_borders_are_no_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(sheet: Any) -> None:
        for column in range(256):
            sheet.write(0, column, "甲" if column < 2 else None, xlwt.easyxf("borders: left thin"))

    monkeypatch.setattr(xls, "MOST_CELLS", 3)
    assert body(read(fill)) == ["甲\t甲"]
