"""Web pages: their content, tables in their grid; what is not displayed is counted, what is hostile refused."""

from __future__ import annotations

import html
import json
import time
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from mingzhang.cli import main
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.source import Locator, Mark
from mingzhang.readers.attachments import Attachment, attachments_in
from mingzhang.readers.canonical import MAX_CELLS
from mingzhang.readers.html import read, read_mhtml, tables
from mingzhang.readers.port import Reading, run_here
from mingzhang.readers.registry import find_reader

from tests.generator import generate
from tests.growth import grows_with_its_size
from tests.same_facts import assert_same_facts

TITLE = "某某市水务局2026年部门预算公开"
SENTENCE = "水务局是市政府工作部门，负责水资源的合理开发利用和水利工程的建设管理。"
HEAD = "<tr><td>项目</td><td>金额</td></tr>"


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def reading(body: str, head: str = "") -> Reading:
    return read("甲.html", page(body, head))


def lines(body: str, head: str = "") -> list[str]:
    return reading(body, head).text.split("\n")[:-1]


def marks(body: str, kind: str) -> list[tuple[str, str]]:
    return [(str(mark.locator), mark.note) for mark in reading(body).marks if mark.mark == kind]


# --- text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>一</p><p>二</p>", ["一", "二"]),
        ("一<br>二<br/><br/>三", ["一", "二", "三"]),
        ("<p>收入<b>12,3</b><span>45</span><font>.60</font>万元</p>", ["收入12,345.60万元"]),
        ("<p>一般公共\n      预算</p>", ["一般公共预算"]),
        ("<p>GDP\n growth</p>", ["GDP growth"]),
        ("<p>&nbsp;&nbsp;&#12288;一、概况&nbsp;</p>", ["一、概况"]),
        ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
        ("<ul><li>甲<li>乙</ul><h3>丙</h3>", ["甲", "乙", "丙"]),
        ("<p>甲<o:p>乙</o:p><unknown>丙</unknown></p>", ["甲乙丙"]),
        ("<p>甲<!-- 乙 --><script>丙</script><style>丁</style>戊</p>", ["甲戊"]),
        ("<%@ page language='java' %><p>甲</p><% include %>", ["甲"]),
        ("<p>5 &lt; 6 &amp; &#8220;三公&#8221;&#150;</p>", ["5 < 6 & “三公”–"]),
        ("<pre>一\t1\n二\t2</pre>", ["一\t1", "二\t2"]),
        ("<ruby>漢<rp>(</rp><rt>hàn</rt></ruby>", ["漢"]),
    ],
)
def test_lines_are_what_is_displayed(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


# --- tables ----------------------------------------------------------------------------------------


def table(rows: str) -> list[list[str]]:
    return [line.split("\t") for line in lines(f"<table>{HEAD}{rows}</table>")][1:]


def test_blank_lines_stand_around_a_table() -> None:
    assert lines(f"<p>上</p><table>{HEAD}</table><p>下</p>") == ["上", "", "项目\t金额", "", "下"]


def test_a_merged_cell_holds_its_text_once() -> None:
    rows = (
        "<tr><td rowspan=2>科目</td><td colspan=2>金额</td></tr><tr><td>上年</td><td>本年</td></tr>"
        "<tr><td>甲</td><td>1</td><td>2</td></tr>"
    )
    assert table(rows) == [["科目", "金额", ""], ["", "上年", "本年"], ["甲", "1", "2"]]


def test_a_cell_reaches_no_further_than_its_part_of_the_table() -> None:
    body = (
        "<table><thead><tr><td rowspan=9>甲</td><td>乙</td></tr></thead><tbody><tr><td>丙</td><td>丁</td></tr></tbody>"
    )
    assert lines(f"{body}</table>") == ["甲\t乙", "丙\t丁"]


def test_rowspan_0_goes_down_to_the_end() -> None:
    assert table("<tr><td rowspan=0>甲</td><td>1</td></tr><tr><td>2</td></tr><tr><td>3</td></tr>") == [
        ["甲", "1"],
        ["", "2"],
        ["", "3"],
    ]


def test_head_and_foot_stand_where_they_are_displayed() -> None:
    rows = "<tfoot><tr><td>合计</td><td>3</td></tr></tfoot><tbody><tr><td>甲</td><td>3</td></tr></tbody>"
    assert lines(f"<table>{rows}<thead>{HEAD}</thead></table>") == ["项目\t金额", "甲\t3", "合计\t3"]


def test_columns_that_only_merged_cells_make_are_none() -> None:
    rows = "<tr><td colspan=3>甲</td><td colspan=1000000>1</td></tr>"
    assert lines(f"<table>{rows}<tr><td colspan=3>乙</td><td>2</td></tr></table>") == ["甲\t1", "乙\t2"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<span>1,2</span><span>34.50</span>", "1,234.50"),
        ("一般公共<br>预算", "一般公共预算"),
        ("<p>政府性</p><p>基金</p>", "政府性基金"),
        ("12.00<br>34.00", "12.00 34.00"),
        ("net<br>total", "net total"),
        ("&nbsp;&nbsp;其中：工资 ", "\xa0\xa0其中：工资"),
        ("\n   办公\n   费\n", "办公费"),
        ("甲\t乙", "甲 乙"),
    ],
)
def test_a_cell_is_one_text(cell: str, expected: str) -> None:
    assert table(f"<tr><td>{cell}</td><td>1</td></tr>") == [[expected, "1"]]


def test_single_cells_above_and_below_are_title_unit_and_note() -> None:
    rows = "<tr><td colspan=2>收支总表</td></tr><tr><td></td><td>单位：万元</td></tr>"
    rows += f"{HEAD}<tr><td>注：甲</td><td></td></tr>"
    assert lines(f"<table><caption>表一</caption>{rows}</table>") == [
        *("表一", "收支总表", "单位：万元", "", "项目\t金额", "", "注：甲"),
    ]


def test_a_title_over_the_whole_width_begins_another_table() -> None:
    rows = (
        f"{HEAD}<tr><td>甲</td><td>1</td></tr><tr><td colspan=2>支出总表</td></tr>{HEAD}<tr><td>乙</td><td>2</td></tr>"
    )
    assert lines(f"<table>{rows}</table>") == ["项目\t金额", "甲\t1", "", "支出总表", "", "项目\t金额", "乙\t2"]


def test_tables_that_place_things_are_no_tables() -> None:
    inner = f"<table>{HEAD}<tr><td>甲</td><td>1</td></tr></table>"
    body = f"<table><tr><td>说明</td><td>右</td></tr><tr><td>{inner}</td></tr></table>"
    assert lines(body) == ["说明", "右", "", "项目\t金额", "甲\t1"]
    frame = f"<table><tr><td>目录</td><td>{(SENTENCE + '<br>') * 12}</td></tr></table>"
    assert lines(frame) == ["目录", *[SENTENCE] * 12]
    assert lines("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>") == ["甲", "乙"]


TEXTS = st.text(st.sampled_from("收支预算12,.&<>\"'"), min_size=1, max_size=6)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=5), min_size=3, max_size=6), st.data())
def test_any_grid_comes_back(cells: list[list[str]], data: st.DataObject) -> None:
    """A grid with cells merged at random is read as the grid with the covered cells empty."""
    width = min(map(len, cells))
    grid: list[list[str | None]] = [list(row[:width]) for row in cells]
    rows = []
    for y in range(len(grid)):
        told = ""
        for x in range(width):
            text = grid[y][x]
            if text is None:
                continue
            free = next((n for n in range(1, width - x) if grid[y][x + n] is None), width - x)
            wide = data.draw(st.integers(1, min(free, 2))) if y else 1
            tall = data.draw(st.integers(1, min(2, len(grid) - y))) if y else 1
            for below in range(y, y + tall):
                for beside in range(x, x + wide):
                    grid[below][beside] = None
            grid[y][x] = text
            told += f"<td rowspan={tall} colspan={wide}>{html.escape(text)}"
            if wide > 1:
                grid[y][x + 1 : x + wide] = [None] * (wide - 1)
        rows.append(f"<tr>{told}")
    expected = ["\t".join(cell or "" for cell in row) for row in grid]
    found = [line for line in lines(f"<table>{''.join(rows)}</table>") if line]
    kept = [line for line in expected if line.strip("\t")]
    assert [line.strip("\t") for line in found if line.strip("\t")] == [line.strip("\t") for line in kept]


# --- the content of a page ---------------------------------------------------------------------------

SITE = f"""
<div class="header"><a href="/">首页</a><a href="/zw">政务公开</a></div>
<div class="wrap">
 <div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zw">预算</a></div>
 <div class="news">
  <ul><li><a href="/1.html">关于召开会议的通知</a> 2026-01-02</li>
  <li><a href="/2.html">另一条要闻</a> 2026-01-03</li></ul>
 </div>
 <div class="detail">
  <h1>{TITLE}</h1>
  <div class="info">来源：水务局 发布时间：2026-02-01 字号：大 中 小 【打印】</div>
  <div class="text"><p>{SENTENCE}</p><p>一、收入情况</p></div>
  <div class="files"><a href="files/a.xlsx?id=1">附件1</a></div>
 </div>
</div>
<div><p>版权所有：某某市水务局 ICP备00000000号</p></div>
"""


def test_the_content_is_read_without_what_sites_add() -> None:
    assert lines(SITE, f"<title>{TITLE}-某某市政府网</title>") == [TITLE, SENTENCE, "一、收入情况", "附件1"]


def test_the_title_is_what_the_page_calls_so() -> None:
    body = f"<div><p>{SENTENCE}</p></div>"
    assert lines(body, f'<meta name="ArticleTitle" content="{TITLE}"><title>门户</title>') == [TITLE, SENTENCE]
    assert lines(body, f"<title>{TITLE}_某某网</title>") == [TITLE, SENTENCE]
    assert lines(f"<h2>{TITLE}</h2>{body}", f"<title>{TITLE}</title>") == [TITLE, SENTENCE]


def test_two_parts_of_one_text_both_stay() -> None:
    """The narrative in one box, the tables in another: neither is furniture, however small."""
    body = (
        f"<div><div><p>{SENTENCE * 30}</p></div><div><table>{HEAD}<tr><td>甲</td><td>1.00</td></tr></table></div></div>"
    )
    assert lines(body)[1:] == ["", "项目\t金额", "甲\t1.00"]
    assert lines(f"<div>单位：万元<div><p>{SENTENCE}</p></div></div>") == ["单位：万元", SENTENCE]


def test_a_path_of_links_above_a_text_is_none_of_it() -> None:
    path = "<table><tr><td><a href=/>首页</a>&nbsp;&gt;&nbsp;预算公开</td></tr></table>"
    assert lines(f"{path}<p>收支总表</p><p>{SENTENCE}</p>") == ["收支总表", SENTENCE]


def test_a_short_text_among_many_links_is_found() -> None:
    links = "".join(f"<li><a href='/{n}.html'>栏目的名称{n}</a>" for n in range(99))
    assert lines(f"<div><ul>{links}</ul><div><p>{SENTENCE}</p></div></div>") == [SENTENCE]


def test_many_parts_are_weighed_soon() -> None:
    start = time.process_time()
    assert lines(f"<div><p>{SENTENCE}</p>" + "<div><a href=/>首页</a></div>" * 20_000) == [SENTENCE]
    assert time.process_time() - start < 10


def test_furniture_that_holds_the_text_is_none() -> None:
    assert lines(f"<div class='header'><p>{SENTENCE * 20}</p></div>") == [SENTENCE * 20]


# --- said aloud --------------------------------------------------------------------------------------


def test_what_is_not_displayed_is_counted_and_not_told() -> None:
    body = f"<p>甲</p><p style='color:red; DISPLAY : none'>秘密</p><p hidden>密</p><p>{SENTENCE}</p>"
    assert lines(body) == ["甲", SENTENCE]
    assert marks(body, "hidden") == [("L1", "3 characters")]
    rows = "<tr style='display:none'><td>秘密</td><td>9</td></tr><tr><td>甲<i hidden>密</i></td><td>1</td></tr>"
    assert table(rows) == [["甲", "1"]]
    assert sorted(marks(f"<table>{HEAD}{rows}</table>", "hidden")) == [("L2", "4 characters")]


def test_pictures_in_place_of_tables_are_said() -> None:
    images = "<p><img src=1.gif width=750><img src=2.gif></p><img src=icon.png>"
    body = f"<p>{SENTENCE}</p><p>收支总表</p>{images}<p>完</p>"
    assert marks(body, "picture") == [("L2", "2 pictures in place of what this line announces")]
    assert marks(f"<p>{SENTENCE}</p><img src=a.jpg>", "picture") == [("L1", "1 picture, not read")]


def test_attachments_are_told_with_name_and_address() -> None:
    body = (
        f"<p>{SENTENCE}</p><p><a href='/a b.pdf'>预算<b>表</b></a>、<a href='x.do?id=1'>附表.xls</a></p>"
        "<a href='#top'>顶部.pdf</a><a href='javascript:x(\"a.pdf\")'>乙</a>"
        "<a href='/页.doc'></a><a href='n.html'>丙</a>"
    )
    told = reading(body, "<base href='https://www.example.org/zw/'>").marks
    assert attachments_in(told) == [
        Attachment("预算表", "https://www.example.org/ab.pdf"),
        Attachment("附表.xls", "https://www.example.org/zw/x.do?id=1"),
        Attachment("页.doc", "https://www.example.org/%E9%A1%B5.doc"),
    ]


def test_attachments_of_one_line_are_told_apart() -> None:
    body = f"<p>{SENTENCE}<a href='a.pdf'>甲；&lt;乙&gt;</a><a href='b.pdf'>丙</a></p>"
    note = "；".join(mark.note for mark in reading(body).marks)
    mark = Mark(Locator(1), "attachment", note=note)
    assert attachments_in([mark]) == [Attachment("甲；乙", "a.pdf"), Attachment("丙", "b.pdf")]


def test_a_link_in_a_table_is_an_attachment_too() -> None:
    rows = "<tr><td>甲</td><td><a href='a.xls'>表</a></td></tr>"
    assert marks(f"<table>{HEAD}{rows}</table>", "attachment") == [("L2", "表 <a.xls>")]


# --- a page of placed words -------------------------------------------------------------------------


def placed(x: float, y: float, text: str) -> str:
    return f"<div class=p style='position:absolute;left:{x}pt;top:{y}pt;font-size:10pt;line-height:10pt'>{text}</div>"


def rule(x: float, y: float, width: float, height: float) -> str:
    side = "bottom" if width else "right"
    style = f"position:absolute;left:{x}pt;top:{y}pt;width:{width}pt;height:{height}pt;border-{side}:0.5pt solid #000"
    return f"<div class=r style='{style}'> </div>"


def test_a_page_of_placed_words_goes_through_the_grid() -> None:
    words = placed(100, 50, "收支总表") + placed(50, 70, "单位：万元")
    for row in range(12):
        words += placed(52, 103 + 20 * row, f"科目{row}") + placed(152, 103 + 20 * row, f"{row}0")
        words += placed(163, 103 + 20 * row, ".25") + placed(900, 103, "外")
    rules = "".join(rule(50, 100 + 20 * row, 200, 0) for row in range(13))
    rules += "".join(rule(x, 100, 0, 240) for x in (50, 150, 250))
    paper = f"<div style='position:relative;width:595pt;height:842pt'>{words}{rules}</div>"
    found = reading(f"<p class=nav><a href=/>首页</a></p><div>{paper}{paper}</div>", f"<title>{TITLE}</title>")
    assert found.text.split("\n")[:5] == ["收支总表", "单位：万元", "", "科目0\t00.25", "科目1\t10.25"]
    assert "\f" in found.text
    assert {place.page for place in found.places} == {1, 2}
    assert [mark.note for mark in found.marks if mark.mark == "hidden"] == ["12 characters", "12 characters"]


# --- the commands ------------------------------------------------------------------------------------


@pytest.mark.parametrize("flag", ["", "--json"])
def test_identify_lists_the_attachments(flag: str, tmp_path: Path) -> None:
    text = generate(5, hazards=frozenset()).text
    link = '<p><a href="https://www.example.org/b.xlsx">预算表</a></p></div></body>'
    path = tmp_path / "甲.html"
    path.write_bytes(as_page(text).replace(b"</div></body>", link.encode("gb18030")))
    done = CliRunner().invoke(main, ["identify", *flag.split(), str(path)])
    assert done.exit_code == 0, done.output
    if flag:
        told = json.loads(done.stdout)["attachments"]
        assert told == [{"name": "预算表", "address": "https://www.example.org/b.xlsx"}]
    else:
        assert "  attachment     预算表  https://www.example.org/b.xlsx\n" in done.stdout


# --- encodings and other wrappings ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codec", "declared", "told"),
    [
        ("utf-8", "gb2312", "utf-8"),
        ("utf-8-sig", "gb2312", "utf-8-sig"),
        ("gb18030", "utf-8", "gb18030"),
        ("gbk", "", "gb18030"),
        ("utf-16", "gb2312", "utf-16-le"),
    ],
)
def test_an_encoding_is_what_the_bytes_are_and_not_what_the_page_says(codec: str, declared: str, told: str) -> None:
    text = f'<html><head><meta charset="{declared}"></head><body><p>{SENTENCE}</p></body></html>'
    data = text.encode(codec)
    found = read("甲.html", data)
    assert (found.text, found.encoding) == (f"{SENTENCE}\n", told)
    assert find_reader(data, Path("甲.doc")).name == "HTML"


def mhtml(codec: str = "gb18030", transfer: str = "") -> bytes:
    message = MIMEMultipart("related")
    message["Subject"] = "预算"
    part = MIMEText(page(f"<p>{SENTENCE}</p>").decode(), "html", codec)
    message.attach(part)
    message.attach(MIMEText("body{}", "css"))
    return message.as_bytes()


def test_a_page_saved_with_all_it_shows_is_known_by_its_content() -> None:
    data = mhtml()
    reader = find_reader(data, Path("甲.doc"))
    assert reader.name == "MHTML"
    assert run_here(reader, "甲.doc", data).text == f"{SENTENCE}\n"


WORKBOOK = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="Default"/><Style ss:ID="m"><NumberFormat ss:Format="Standard"/></Style></Styles>
<Worksheet ss:Name="收支表"><Table><Column ss:Index="4" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">收支总表</Data></Cell></Row>
<Row><Cell ss:MergeDown="1"><Data ss:Type="String">项目</Data></Cell>
<Cell ss:MergeAcross="1"><Data ss:Type="String">金额</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="String">上年</Data></Cell><Cell><Data ss:Type="String">本年</Data></Cell></Row>
<Row ss:Index="6"><Cell><Data ss:Type="String">甲</Data></Cell>
<Cell ss:StyleID="m"><Data ss:Type="Number">1234.5</Data></Cell>
<Cell ss:StyleID="m" ss:Formula="=R1C1"/><Cell><Data ss:Type="String">秘密</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">密</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="藏"><Table><Row><Cell><Data ss:Type="Number">9</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"""


def test_a_workbook_of_xml_is_read_as_a_workbook() -> None:
    data = WORKBOOK.encode()
    reader = find_reader(data, Path("甲.xls"))
    assert reader.name == "XLS (XML)"
    found = reader.read("甲.xls", data)
    assert found.text.split("\n")[:-1] == [
        *("收支表", "", "收支总表", "项目\t金额\t", "\t上年\t本年", "", "", "甲\t1,234.50\t"),
    ]
    assert {(mark.mark, str(mark.locator)) for mark in found.marks} == {
        ("hidden", "L1"),
        ("formula", "L8C3"),
        ("hidden", "L8"),
    }


# --- the same facts ------------------------------------------------------------------------------------


def as_page(text: str) -> bytes:
    """A text with TABs as a page: rows as tables, all else as paragraphs, in the encoding of an old site."""
    parts, is_table = [], False
    for line in text.split("\n"):
        cells = line.split("\t")
        if (len(cells) > 1) != is_table:
            is_table = not is_table
            parts.append("<table>" if is_table else "</table>")
        if is_table:
            parts.append("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>")
        else:
            parts.append(f"<p>{html.escape(line)}</p>")
    end = "</table>" if is_table else ""
    body = f'<div class="nav"><a href="/">首页</a></div><div class="text">{"".join(parts)}{end}</div>'
    return f'<html><head><meta charset="gb2312"></head><body>{body}</body></html>'.encode("gb18030")


@pytest.mark.parametrize("seed", [5, 7])
def test_a_disclosure_as_web_page_gives_the_same_facts(seed: int, tmp_path: Path) -> None:
    text = generate(seed, hazards=frozenset()).text
    text = "\n".join(line for line in text.split("\n") if line.strip())  # a page has paragraphs, no blank lines
    source = assert_same_facts(tmp_path, text, as_page(text), "甲.xls")
    assert source.originals[0].media_type == "text/html"


# --- bad input -------------------------------------------------------------------------------------

BOMB = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
WIDE = "<td colspan=1000000 rowspan=1000000>1</td>"
BAD = {
    "nothing": (page(""), "read-no-text"),
    "no body": (b"<!DOCTYPE html>", "read-no-text"),
    "made by a program": (page("<div id=app></div><script>load()</script>", f"<title>{TITLE}</title>"), "read-no-text"),
    "not found": (page("<center><h1>404 Not Found</h1></center><hr>nginx", "<title>404</title>"), "read-no-disclosure"),
    "forbidden": (page("<p>对不起，您访问的页面不存在或已删除</p>", "<title>提示</title>"), "read-no-disclosure"),
    "a lock": (page("<p>请输入验证码后继续访问</p>"), "read-no-disclosure"),
    "a million tags": (b"<html><body>" + b"<div>" * 1_000_000, "read-html-depth"),
    "broken bytes": (page(f"<p>{SENTENCE}</p>") + b"\xff\xff\xff", "read-encoding"),
    "NUL": (page("<p>甲\0乙</p>"), "read-nul"),
    "wide cells": (page(f"<table>{'<tr>' + WIDE * 2}{('<tr>' + WIDE) * 1000}</table>"), "read-too-many-cells"),
    "a huge sheet": (
        page(
            "<div style='position:relative;width:99999pt;height:9pt'>"
            + "".join(placed(1, row, "甲乙丙") for row in range(40))
            + "</div>"
        ),
        "read-page-size",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_pages_are_refused_in_words_and_soon(name: str) -> None:
    data, code = BAD[name]
    start = time.process_time()
    with pytest.raises(DisclosureError) as caught:
        read("甲.pdf", data)
    assert caught.value.code == code
    assert caught.value.expected
    assert time.process_time() - start < 20


def test_entities_stay_unread() -> None:
    found = read("甲.html", f"{BOMB}<html><body><p>甲&b;&xxe;</p><p>{SENTENCE}</p></body></html>".encode())
    assert "ha" not in found.text
    assert "甲&b;&xxe;" in found.text


def test_nothing_elsewhere_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket", lambda *_, **__: pytest.fail("network"))
    far = "<link href=https://www.example.org/a.css rel=stylesheet><img src=https://www.example.org/a.png>"
    declared = '<!DOCTYPE html SYSTEM "https://www.example.org/x.dtd">'
    body = f"<iframe src=https://www.example.org/></iframe><p>{SENTENCE}</p>"
    assert SENTENCE in read("甲.html", f"{declared}<html>{far}{body}".encode()).text


@pytest.mark.parametrize("tag", ["table", "span", "a href='x'", "li", "tr", "td", "b", "font"])
def test_tags_that_nobody_closes_are_read(tag: str) -> None:
    """As deep as a parser follows; more is refused, never a traceback."""
    assert read("甲.html", page(f"<p>{SENTENCE}</p>" + f"<{tag}>一" * 300)).text.startswith(SENTENCE)


@given(st.text(st.sampled_from("<>/\"'= &;trdablehpv甲1\n"), max_size=200))
def test_any_soup_is_read_or_refused(soup: str) -> None:
    try:
        assert read("甲.html", f"<html><table><tr><td>{soup}".encode()).text
    except DisclosureError as error:
        if not error.code.startswith("read-"):
            raise


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/css\n\na\n--x--\n",
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
        b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-99\n\n",
        b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000)),
    ],
)
def test_bad_mhtml_is_refused(data: bytes) -> None:
    with pytest.raises(DisclosureError) as caught:
        read_mhtml("甲.doc", data)
    assert caught.value.code == "read-mhtml"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("</Workbook>", "", "read-xls-xml"),
        ('<?xml version="1.0"?>', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>', "read-xls-xml"),
        ('ss:Index="6"', 'ss:Index="99999999"', "read-xls-xml"),
        ('ss:Index="6"', 'ss:Index="x"', "read-xls-xml"),
        (">1234.5<", ">12a<", "read-xls-xml"),
    ],
)
def test_bad_workbooks_of_xml_are_refused(old: str, new: str, code: str) -> None:
    data = WORKBOOK.replace(old, new).encode()
    assert find_reader(data, Path("甲.xls")).name == "XLS (XML)"
    with pytest.raises(DisclosureError) as caught:
        find_reader(data, Path("甲.xls")).read("甲.xls", data)
    assert caught.value.code == code


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tables.MOST_CELLS == MAX_CELLS
    monkeypatch.setattr(tables, "MOST_CELLS", 99)
    row = "<tr><td>甲</td><td>1</td></tr>"
    assert len(lines(f"<table>{row * 49}</table>")) == 49
    with pytest.raises(DisclosureError, match="read-too-many-cells"):
        lines(f"<table>{row * 50}</table>")
    slanted = "".join(f"<tr>{'<td rowspan=9>甲' * 2}" for _ in range(12))  # few cells, but each in columns of its own
    with pytest.raises(DisclosureError, match="read-too-many-cells"):
        lines(f"<table>{slanted}</table>")


def test_a_large_page_is_read_soon() -> None:
    """A page of 100 KB and one of a quarter: the time grows with the size (a benchmark says how long it takes)."""

    def read_rows(parts: int) -> None:
        rows = (f"<tr><td>科目{row}</td><td>{row}.00</td><td>{row}.50</td></tr>" for row in range(2000 // parts))
        read("甲.html", page(f"<div><p>{SENTENCE}</p><table>{''.join(rows)}</table></div>"))

    assert grows_with_its_size(read_rows)
