"""PDFs: what was drawn comes back to its cell, hazard by hazard, and what is no disclosure is refused in words."""

from __future__ import annotations

import io
from contextlib import suppress
from itertools import pairwise

import pytest
from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.pdf import pages_of, read
from mingzhang.readers.port import Reading
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption

from tests.pdf_pages import A4, LANDSCAPE, Book

XS = (60.0, 160.0, 320.0, 440.0, 560.0)
ROWS = (
    ("科目编码", "科目名称", "合计", "基本支出"),
    ("201", "一般公共服务支出", "1,234.56", "1,200.00"),
    ("20101", "人大事务", "34.56", ""),
)


def lines_of(book: Book) -> list[str]:
    return read("甲.pdf", book.data()).text.split("\n")[:-1]


def rows_of(book: Book) -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in lines_of(book) if "\t" in line]


def marks_of(reading: Reading, mark: str) -> list[str]:
    return [str(found.locator) for found in reading.marks if found.mark == mark]


def error_of(data: bytes) -> DisclosureError:
    with pytest.raises(DisclosureError) as caught:
        read("甲.pdf", data)
    return caught.value


# -- tables -------------------------------------------------------------------------------------------


def test_what_stands_in_a_cell_comes_back_to_it() -> None:
    book = Book()
    book.table(ROWS, XS)
    assert rows_of(book) == list(ROWS)


def test_titles_and_captions_stand_before_their_table_in_reading_order() -> None:
    book = Book()
    book.text(60, 30, "部门：某某县财政局")
    book.right(560, 30, "单位：万元")
    book.text(250, 20, "收入总表", size=14)
    book.table(ROWS, XS)
    book.text(60, 140, "注：本表反映部门本年度收入。")
    text = lines_of(book)
    assert text[:3] == ["收入总表", "部门：某某县财政局\t单位：万元", ""]
    assert text[3:] == ["\t".join(row) for row in ROWS] + ["", "注：本表反映部门本年度收入。"]


def test_a_merged_cell_holds_its_text_once() -> None:
    book = Book()
    ys = [60.0, 80.0, 100.0, 120.0]
    for y in (ys[0], ys[2], ys[3]):
        book.line(XS[0], y, XS[-1], y)
    book.line(XS[2], ys[1], XS[-1], ys[1])
    for x in (XS[0], XS[1], XS[2], XS[-1]):
        book.line(x, ys[0], x, ys[-1])
    book.line(XS[3], ys[1], XS[3], ys[-1])
    book.text(70, 83, "编码")
    book.text(200, 83, "名称")
    book.text(420, 73, "本年支出")
    book.text(350, 93, "基本")
    book.text(470, 93, "项目")
    for x, text in zip(XS, ("201", "人大", "1.00", "2.00"), strict=False):
        book.text(x + 3, 113, text)
    assert rows_of(book) == [
        ("编码", "名称", "本年支出", ""),
        ("", "", "基本", "项目"),
        ("201", "人大", "1.00", "2.00"),
    ]


def test_lines_may_be_rectangles_pieces_and_slightly_off() -> None:
    book = Book()
    ys = book.table(ROWS, XS, lines=False)
    for n, (y0, y1) in enumerate(pairwise(ys)):
        for x0, x1 in pairwise(XS):
            book.box(x0 + 0.4 * (n % 2), y0, x1 - x0, y1 - y0)  # one stroked rectangle for each cell
    assert rows_of(book) == list(ROWS)
    book = Book()
    ys = book.table(ROWS, XS, lines=False)
    for y in ys:
        book.box(XS[0], y, XS[-1] - XS[0], 0.7, fill=1, stroke=0)  # filled bars
    for x in XS:
        book.box(x, ys[0], 0.7, ys[-1] - ys[0], fill=1, stroke=0)
    assert rows_of(book) == list(ROWS)


def test_backgrounds_and_white_lines_are_no_rulings() -> None:
    book = Book()
    book.canvas.setFillColorRGB(0.9, 0.9, 0.95)
    book.box(60, 60, 250, 20, fill=1, stroke=0)
    book.canvas.setFillColorRGB(0, 0, 0)
    book.canvas.setStrokeColorRGB(1, 1, 1)
    book.grid((40, 250, 600), (20, 50, 58))
    book.canvas.setStrokeColorRGB(0, 0, 0)
    book.text(250, 40, "收入总表", size=14)
    book.table(ROWS, XS)
    assert lines_of(book)[0] == "收入总表"
    assert rows_of(book) == list(ROWS)


@pytest.mark.parametrize("side", ["top", "bottom", "left", "right"])
def test_an_open_side_loses_nothing(side: str) -> None:
    book = Book()
    ys = book.table(ROWS, XS, lines=False)
    inner_ys = {"top": ys[1:], "bottom": ys[:-1]}.get(side, ys)
    inner_xs = {"left": XS[1:], "right": XS[:-1]}.get(side, XS)
    for y in inner_ys:
        book.line(XS[0], y, XS[-1], y)
    for x in inner_xs:
        book.line(x, ys[0], x, ys[-1])
    assert rows_of(book) == list(ROWS)


def test_a_line_that_stops_short_still_parts_columns() -> None:
    book = Book()
    ys = book.table(ROWS, XS, lines=False)
    for y in ys:
        book.line(XS[0], y, XS[-1], y)
    for x in XS:
        book.line(x, ys[0] + (5 if x == XS[2] else 0), x, ys[-1] - (5 if x == XS[2] else 0))
    assert rows_of(book) == list(ROWS)


def test_two_tables_side_by_side_stay_two() -> None:
    book = Book()
    book.table([("甲", "1.00"), ("乙", "2.00")], (60, 120, 200))
    book.table([("丙", "3.00"), ("丁", "4.00")], (400, 460, 540))
    assert rows_of(book) == [("甲", "1.00"), ("乙", "2.00"), ("丙", "3.00"), ("丁", "4.00")]


def test_columns_without_lines_keep_their_empty_cells() -> None:
    book = Book()
    book.text(60, 40, "部门：某某局")
    book.right(500, 40, "单位：万元")
    rows = [
        ("科目编码", "科目名称", "合计", "基本支出"),
        ("201", "一般公共服务支出", "1,234.56", "1,200.00"),
        ("20101", "人大事务", "", "34.56"),
        ("", "合计", "1,234.56", "1,234.56"),
    ]
    book.table(rows, (60, 160, 320, 420), lines=False)
    for y in (58, 80, 142):
        book.line(55, y, 520, y)  # a three-line table
    text = lines_of(book)
    assert text[0] == "部门：某某局\t单位：万元"
    assert [tuple(line.split("\t")) for line in text[2:]] == rows


def test_a_label_and_its_value_far_apart_are_no_row() -> None:
    book = Book()
    book.text(60, 40, "保密审查情况：")
    book.text(300, 40, "已审查")
    book.text(60, 60, "部门主要负责人审签情况：已审签")
    assert lines_of(book) == ["保密审查情况： 已审查", "部门主要负责人审签情况：已审签"]


# -- cells --------------------------------------------------------------------------------------------


def test_wrapped_text_and_numbers_are_put_together_and_the_numbers_marked() -> None:
    book = Book()
    xs = (60.0, 130.0, 175.0, 300.0)
    book.table([("名称", "合计", "备注"), ("机关事业单位\n养老保险", "24995.9\n4", "")], xs, height=30)
    book.text(180, 102, "A B", font="Helvetica")
    book.text(180, 112, "C", font="Helvetica")
    reading = read("甲.pdf", book.data())
    assert reading.text.split("\n")[1] == "机关事业单位养老保险\t24995.94\tA B C"
    assert marks_of(reading, "joined") == ["L2C2"]


def test_numbers_one_above_the_other_are_not_one_number() -> None:
    book = Book()
    book.table([("名称", "合计"), ("甲\n乙", "12\n34")], (60.0, 160.0, 300.0), height=30)
    assert rows_of(book)[1] == ("甲乙", "12 34")


def test_a_figure_that_cannot_end_there_is_wrapped_however_broad_its_cell() -> None:
    book = Book()
    book.table([("合计", "基本"), ("1208.2\n0", "1,0\n00.00")], (60.0, 160.0, 300.0), height=30)
    assert rows_of(book)[1] == ("1208.20", "1,000.00")


def test_rows_without_lines_between_them_are_rows() -> None:
    book = Book()
    xs = (60.0, 180.0, 280.0, 380.0)
    book.table([("名称", "合计", "基本"), ("甲\n乙\n丙", "12.00\n34.00\n5.00", "12.00\n30.00\n4.00")], xs, height=40)
    assert rows_of(book)[1:] == [("甲", "12.00", "12.00"), ("乙", "34.00", "30.00"), ("丙", "5.00", "4.00")]


def test_decimals_in_another_font_belong_to_their_number() -> None:
    book = Book()
    book.table([("合计", "基本"), ("14,770", "13,873")], (60.0, 160.0, 300.0))
    book.text(60 + 3 + 27 + 3, 93, ".62", font="Helvetica", size=8)
    book.text(160 + 3 + 27 + 3, 93, ".36", font="Helvetica", size=8)
    assert rows_of(book)[1] == ("14,770.62", "13,873.36")


def test_text_written_twice_is_read_once() -> None:
    book = Book()
    book.table(ROWS, XS)
    for x, cell in zip(XS, ROWS[1], strict=False):
        book.text(x + 3.3, 93, cell)  # fake bold
    assert rows_of(book) == list(ROWS)


def test_one_row_on_several_baselines() -> None:
    book = Book()
    book.grid((60, 160, 300), (60, 90))
    book.text(63, 72, "公务接待费")
    book.text(170, 86, "5.51")
    assert rows_of(book) == [("公务接待费", "5.51")]


def test_a_hyphen_at_the_end_of_a_line_is_a_minus() -> None:
    book = Book()
    book.table([("合计", "增减"), ("5.00", "-12.50")], (60.0, 160.0, 300.0))
    book.text(400, 93, "-")
    book.text(400, 103, "5")
    assert rows_of(book)[1] == ("5.00", "-12.50")


def test_radicals_become_characters() -> None:
    book = Book()
    book.table([("项目", "合计"), ("人力支出", "1.00")], (60.0, 160.0, 300.0))
    data = book.data()
    assert "人力支出\t1.00" in read("甲.pdf", data).text
    from mingzhang.readers.pdf.characters import readable

    assert [readable(ord(char)) for char in "⼒⽀①\ufffe\u200b\u3000"] == ["力", "支", "①", "-", "", ""]


# -- what cannot be seen ------------------------------------------------------------------------------


def test_what_a_clip_hides_is_counted_and_not_read() -> None:
    book = Book()
    ys = book.table(ROWS, XS)
    with book.clipped(0, 0, 10, 10):
        book.text(XS[2] + 3, ys[1] + 13, "99,999.99")
    reading = read("甲.pdf", book.data())
    assert "99,999.99" not in reading.text
    assert [(str(mark.locator), mark.note) for mark in reading.marks if mark.mark == "hidden"] == [
        ("L1", "9 characters")
    ]


def test_text_that_a_clip_cuts_off_is_marked_as_cut() -> None:
    book = Book()
    xs = (60.0, 115.0, 200.0)
    ys = book.table([("", "1.00"), ("乙", "2.00")], xs)
    with book.clipped(xs[0], ys[0], xs[1] - xs[0], 20):
        book.text(xs[0] + 3, ys[0] + 13, "机关商品和服务支出")
    reading = read("甲.pdf", book.data())
    assert reading.text.startswith("机关商品和服\t1.00") or reading.text.startswith("机关商品和\t1.00")
    assert marks_of(reading, "cut") == ["L1C1"]


def test_invisible_text_and_text_outside_the_page_are_not_read() -> None:
    book = Book()
    book.table(ROWS, XS)
    layer = book.canvas.beginText(100, 300)
    layer.setFont("Helvetica", 9)
    layer.setTextRenderMode(3)
    layer.textLine("7,777.77")
    book.canvas.drawText(layer)
    book.text(900, 300, "8,888.88")
    text = read("甲.pdf", book.data()).text
    assert "7,777" not in text
    assert "8,888" not in text


def test_a_watermark_askew_over_a_table_stays_out_of_its_cells() -> None:
    book = Book()
    book.table(ROWS, XS)
    book.canvas.saveState()
    book.canvas.translate(200, 450)
    book.canvas.rotate(30)
    book.canvas.setFont("STSong-Light", 40)
    book.canvas.drawString(0, 0, "内部资料")
    book.canvas.restoreState()
    assert lines_of(book) == ["\t".join(row) for row in ROWS]


def test_white_text_is_read_on_a_coloured_ground_only() -> None:
    book = Book()
    book.canvas.setFillColorRGB(0.1, 0.2, 0.6)
    book.box(50, 50, 200, 30, fill=1, stroke=0)
    book.canvas.setFillColorRGB(1, 1, 1)
    book.text(60, 70, "白字有底")
    book.text(60, 200, "白字无底")
    reading = read("甲.pdf", book.data())
    assert reading.text == "白字有底\n"
    assert marks_of(reading, "hidden") == ["L1"]


def test_text_inside_a_form_is_read_in_its_place_and_clipped_there() -> None:
    book = Book()
    with book.form("tables", scale=0.5, x=100, y=-100):
        book.table(ROWS, XS)
        with book.clipped(60, 200, 100, 20):
            book.text(63, 213, "看得见")
            book.text(363, 213, "看不见")
    reading = read("甲.pdf", book.data())
    assert [tuple(line.split("\t")) for line in reading.text.split("\n") if "\t" in line] == list(ROWS)
    assert "看得见" in reading.text
    assert "看不见" not in reading.text


# -- pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read_as_they_are_shown(turn: int) -> None:
    """What is drawn is turned against the page, so that it stands upright once the page is turned."""
    book = Book(LANDSCAPE)  # as shown: reportlab turns the media box
    book.canvas.setPageRotation(turn)
    book.canvas.saveState()
    moves = {0: (0, 0), 90: (595, 0), 180: (842, 595), 270: (0, 842)}
    book.canvas.translate(*moves[turn])
    book.canvas.rotate(turn)
    book.table(ROWS, XS)
    book.canvas.restoreState()
    reading = read("甲.pdf", book.data())
    assert [tuple(line.split("\t")) for line in reading.text.split("\n")[:-1]] == list(ROWS)
    first = reading.places[0]
    assert (first.x0, first.y0, first.x1, first.y1) == pytest.approx((60, 60, 560, 80), abs=0.6)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_printed_sideways_is_read_upright_and_placed_as_it_is_shown(turn: int) -> None:
    book = Book((595.0, 842.0) if turn != 180 else LANDSCAPE)
    book.canvas.saveState()
    book.canvas.translate(*{90: (595, 0), 180: (842, 595), 270: (0, 842)}[turn])
    book.canvas.rotate(turn)
    book.height = 595.0
    book.table(ROWS, XS)
    book.canvas.restoreState()
    reading = read("甲.pdf", book.data())
    assert [tuple(line.split("\t")) for line in reading.text.split("\n")[:-1]] == list(ROWS)
    x0, y0, x1, y1 = 60, 60, 560, 80  # of the first row, before it is turned
    shown = {90: (y0, 842 - x1, y1, 842 - x0), 180: (842 - x1, 595 - y1, 842 - x0, 595 - y0)}
    shown[270] = (595 - y1, x0, 595 - y0, x1)
    assert reading.places[0][2:] == pytest.approx(shown[turn], abs=0.6)


def test_a_crop_box_moves_the_places_and_hides_what_is_outside() -> None:
    book = Book()
    book.canvas.setCropBox((50, 0, 842, 560))
    book.table(ROWS, XS)
    book.text(10, 20, "看不见")
    reading = read("甲.pdf", book.data())
    assert "看不见" not in reading.text
    assert reading.places[0][2:] == pytest.approx((10, 25, 510, 45), abs=0.6)


def test_every_page_begins_with_a_form_feed_even_a_blank_one() -> None:
    book = Book()
    book.text(60, 100, "第一页")
    book.page()
    book.page()
    book.text(60, 100, "第三页")
    assert lines_of(book) == ["第一页", "\f", "\f", "第三页"]


def test_heads_feet_and_page_numbers_are_listed_and_no_text() -> None:
    book = Book(A4)
    for number in range(1, 5):
        book.text(200, 40, "某某局2026年度部门预算公开")
        book.text(100, 200, f"本页第{'一二三四'[number - 1]}段。")
        book.text(290, 820, f"- {number} -", font="Helvetica")
        book.page()
    reading = read("甲.pdf", book.data())
    body = reading.text.split("\n")
    assert body[:2] == ["某某局2026年度部门预算公开", "本页第一段。"]
    assert body[2:-1] == ["- 1 -", "\f", "本页第二段。", "\f", "本页第三段。", "\f", "本页第四段。"]
    assert [mark.note for mark in reading.marks if mark.mark == "footer"] == ["", "- 2 -", "- 3 -", "- 4 -"]
    assert [str(mark.locator) for mark in reading.marks if mark.mark == "header"] == ["L1", "L4", "L6", "L8"]


def test_the_name_of_the_body_above_every_table_is_no_running_head() -> None:
    book = Book()
    for number in range(4):
        book.text(60, 30, "预算单位：某某县财政局")
        book.text(350, 40, f"第{number}号项目支出表")
        book.table(ROWS, XS)
        book.page()
    reading = read("甲.pdf", book.data())
    assert reading.text.count("预算单位：某某县财政局") == 4


def test_a_title_repeated_on_every_page_is_no_running_head() -> None:
    book = Book()
    for _ in range(4):
        book.text(350, 40, "项目支出表")
        book.table(ROWS, XS)
        book.page()
    reading = read("甲.pdf", book.data())
    assert reading.text.count("项目支出表") == 4
    assert marks_of(reading, "header") == []


# -- tables over several pages ------------------------------------------------------------------------

MORE = (("20102", "政协事务", "10.00", "10.00"), ("202", "外交支出", "5.00", "5.00"))


def two_pages(second: tuple[tuple[str, ...], ...], xs: tuple[float, ...] = XS) -> Reading:
    book = Book()
    book.table(ROWS, XS, top=480)
    book.page()
    book.table(second, xs, top=60)
    return read("甲.pdf", book.data())


def test_a_table_goes_on_without_a_header() -> None:
    reading = two_pages(MORE)
    assert reading.text.split("\n")[2:5] == ["\t".join(ROWS[2]), "\f", "\t".join(MORE[0])]
    assert [(str(m.locator), m.note) for m in reading.marks if m.mark == "joined"] == [("L4", "table")]


def test_a_repeated_header_is_marked() -> None:
    reading = two_pages((ROWS[0], *MORE))
    assert [(str(m.locator), m.note) for m in reading.marks if m.mark == "header"] == [("L5", "repeated")]


def test_a_page_with_fewer_columns_gets_those_of_the_table() -> None:
    reading = two_pages((("合计", "1,239.56", "1,205.00"),), (XS[0], XS[2], XS[3], XS[4]))
    assert reading.text.split("\n")[4] == "合计\t\t1,239.56\t1,205.00"


def test_a_row_cut_by_the_page_is_one_row_in_two_places() -> None:
    xs = (60.0, 118.0, 170.0)
    book = Book()
    book.table([("名称", "合计"), ("机动车驾驶", "12,437.3")], xs, top=540)
    book.page()
    book.table([("员考试中心", "6"), ("乙", "2.00")], xs)
    reading = read("甲.pdf", book.data())
    assert reading.text == "名称\t合计\n机动车驾驶员考试中心\t12,437.36\n\f\n乙\t2.00\n"
    assert [(place.line, place.page) for place in reading.places] == [(1, 1), (2, 1), (2, 2), (4, 2)]
    assert marks_of(reading, "joined") == ["L2C1", "L2C2", "L3"]


def test_a_row_may_go_on_over_a_whole_page() -> None:
    xs = (60.0, 118.0, 170.0)
    book = Book()
    for rows in ([("名称", "合计"), ("机动车驾驶", "2.00")], [("员考试与培", "")], [("训中心", ""), ("乙", "1.00")]):
        book.table(rows, xs)
        book.page()
    reading = read("甲.pdf", book.data())
    assert reading.text == "名称\t合计\n机动车驾驶员考试与培训中心\t2.00\n\f\n\f\n乙\t1.00\n"
    assert [place.page for place in reading.places if place.line == 2] == [1, 2, 3]


def test_a_row_of_text_alone_is_not_taken_for_the_rest_of_another() -> None:
    reading = two_pages((("", "其他支出", "", ""), *MORE))
    assert "\f\n\t其他支出\t\t\n" in reading.text
    reading = two_pages((("", "二、事业收入", "", ""), *MORE))
    assert "\f\n\t二、事业收入\t\t\n" in reading.text


# -- paragraphs ---------------------------------------------------------------------------------------

LONG = "本部门认真贯彻落实有关预算管理的各项规定，加强对支出的审核，确保资金安全"


def test_lines_become_paragraphs_by_their_margins() -> None:
    book = Book(A4)
    book.text(100, 100, LONG[:-2] + "安全", size=10)
    book.text(80, 118, "和规范使用，" + LONG[: len(LONG) - 4], size=10)
    book.text(80, 136, "安全。", size=10)
    book.text(100, 154, LONG[:-2] + "。。", size=10)
    book.text(80, 172, "一、" + LONG[:-1], size=10)
    book.text(80, 190, "二、另一段。", size=10)
    text = lines_of(book)
    assert len(text) == 4
    assert text[0].startswith(LONG)
    assert text[0].endswith("安全。")
    assert [line[:2] for line in text[1:]] == [LONG[:2], "一、", "二、"]


def test_an_item_mark_within_a_word_breaks_no_paragraph() -> None:
    book = Book(A4)
    book.text(100, 100, LONG[:-4] + "集中统", size=10)
    book.text(80, 118, "一、全面覆盖的体系，" + LONG[:-13] + "。。。", size=10)
    book.text(80, 136, LONG, size=10)
    assert lines_of(book)[0].startswith(LONG[:-4] + "集中统一、全面覆盖的体系")


def test_a_line_may_be_short_because_a_number_cannot_be_parted() -> None:
    book = Book(A4)
    for y in (60, 78):
        book.text(80, y, LONG, size=10)
    book.text(100, 100, LONG[:-7], size=10)
    book.text(80, 118, "12,345,678.90万元。", size=10)
    assert lines_of(book)[-1].endswith("12,345,678.90万元。")
    assert lines_of(book)[-1].startswith(LONG[:5])


def test_a_paragraph_over_two_pages_is_one_line_in_two_places() -> None:
    book = Book(A4)
    for y in range(60, 780, 18):
        book.text(80, y, LONG, size=10)
    book.text(290, 820, "1")
    book.page()
    book.text(80, 60, LONG, size=10)
    book.text(80, 78, "到此为止。", size=10)
    book.text(100, 96, "另起一段。", size=10)
    book.text(290, 820, "2")
    reading = read("甲.pdf", book.data())
    text = reading.text.split("\n")
    assert text[0].endswith("到此为止。")
    assert text[1:] == ["1", "\f", "另起一段。", ""] or text[1:] == ["\f", "另起一段。", "1", ""]
    assert [place.page for place in reading.places if place.line == 1] == [1, 2]
    assert marks_of(reading, "joined") == ["L1"]


# -- bad input ----------------------------------------------------------------------------------------


def good() -> bytes:
    book = Book()
    book.table(ROWS, XS)
    return book.data()


def test_a_damaged_file_is_refused_or_read_whole() -> None:
    data = good()
    assert error_of(data[: len(data) // 2]).code == "read-pdf-broken"
    assert error_of(b"%PDF-1.7\n").code == "read-pdf-broken"
    for cut in range(0, len(data), 97):
        with suppress(DisclosureError):
            assert read("甲.pdf", data[:cut] + b"\0" * 40 + data[cut + 40 :]).text.endswith("\n")


def test_a_password_is_asked_of_readers_only() -> None:
    book = Book(encrypt=StandardEncryption("geheim", ownerPassword="x"))
    book.text(60, 60, "甲")
    assert error_of(book.data()).code == "read-encrypted"
    book = Book(encrypt=StandardEncryption("", ownerPassword="x"))
    book.text(60, 60, "人人可读")
    assert lines_of(book) == ["人人可读"]


def test_pages_without_number_or_measure_are_refused() -> None:
    book = Book((283_464.0, 283_464.0))
    book.text(60, 60, "甲")
    assert error_of(book.data()).code == "read-page-size"
    book = Book()
    for _ in range(2001):
        book.text(60, 60, "甲")
        book.page()
    error = error_of(book.data())
    assert (error.code, error.message) == ("read-too-many-pages", "the PDF has 2001 pages")


def photograph(book: Book) -> None:
    picture = io.BytesIO()
    Image.effect_noise((120, 90), 80).save(picture, "PNG")
    from reportlab.lib.utils import ImageReader

    book.canvas.drawImage(ImageReader(picture), 20, 20, 800, 550)


def test_pages_of_pictures_are_named_and_what_could_read_them() -> None:
    book = Book()
    for _ in range(3):
        photograph(book)
        book.page()
    error = error_of(book.data())
    assert (error.code, error.message) == ("read-no-text", "pages 1–3 are pictures without text")
    assert "mingzhang[ocr]" in error.remedy


def test_a_picture_among_pages_of_text_is_marked() -> None:
    book = Book()
    book.table(ROWS, XS)
    book.page()
    photograph(book)
    reading = read("甲.pdf", book.data())
    assert [(str(m.locator), m.mark) for m in reading.marks if m.mark == "picture"] == [("L4", "picture")]


def without_meaning(codes: bytes) -> bytes:
    """A PDF whose only font neither is embedded nor says what its glyphs stand for (no ToUnicode)."""
    content = b"BT /F 12 Tf 50 700 Td <" + codes.hex().encode() + b"> Tj ET"
    system = b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Odd/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Odd/CIDSystemInfo%s/FontDescriptor 7 0 R>>" % system,
        b"<</Type/FontDescriptor/FontName/AAAAAA+Odd/Flags 4/FontBBox[0 -200 1000 900]/Ascent 880/Descent -120>>",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer<</Size 8/Root 1 0 R>>\n%%EOF"


def test_fonts_without_meaning_are_told_with_their_pages() -> None:
    """PDFium guesses: it takes the number of a glyph for a character."""
    error = error_of(without_meaning(b"".join(code.to_bytes(2, "big") for code in range(0x5000, 0x5040))))
    assert (error.code, error.message) == (
        "read-pdf-fonts",
        "the fonts of page 1 do not say which characters they hold",
    )
    few = read("甲.pdf", without_meaning(b"\x50\x00\x50\x01"))
    assert few.text == "\ufffd\ufffd\n"


def test_a_blank_document_has_no_text() -> None:
    book = Book()
    book.page()
    assert error_of(book.data()).message == "the PDF holds no text"


def test_page_numbers_as_one_reads_them() -> None:
    assert pages_of([1]) == "page 1"
    assert pages_of([1, 2, 3, 7]) == "pages 1–3 and 7"
    assert pages_of([1, 3, 5, 6]) == "pages 1, 3 and 5–6"


def test_reading_twice_gives_the_same() -> None:
    data = good()
    assert read("甲.pdf", data) == read("乙.pdf", data)
