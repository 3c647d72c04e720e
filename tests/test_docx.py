"""Word documents: what they print, hazard by hazard; what is hidden is counted, what is hostile refused."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.source import Locator, Mark
from mingzhang.readers import read_file
from mingzhang.readers.office.package import MOST_BYTES
from mingzhang.readers.port import Reading
from mingzhang.readers.registry import find_reader
from mingzhang.readers.word import package, read, tables
from mingzhang.readers.word.counting import counted

from tests.generator import generate
from tests.growth import grows_with_its_size
from tests.same_facts import assert_same_facts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{REL}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
DRAWING = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="{0}" cy="{0}"/><a:blip r:embed="r1"/></wp:inline></w:drawing></w:r>'
)


def part(root: str, content: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMES}>{content}</w:{root}>'.encode()


def links(*found: tuple[str, str, str]) -> bytes:
    listed = "".join(f'<Relationship Id="{key}" Type="{REL}/{kind}" Target="{to}"/>' for key, kind, to in found)
    return f'<Relationships xmlns="{LINKS}">{listed}</Relationships>'.encode()


def document(body: str, more: dict[str, bytes] | None = None, others: tuple[tuple[str, str, str], ...] = ()) -> bytes:
    """The bytes of a document; `more` are further parts, `others` what it refers to."""
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": links(("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": links(*others),
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def reading(body: str, more: dict[str, bytes] | None = None, others: tuple[tuple[str, str, str], ...] = ()) -> Reading:
    return read("甲.docx", document(body, more, others))


def lines(body: str, more: dict[str, bytes] | None = None, others: tuple[tuple[str, str, str], ...] = ()) -> list[str]:
    return reading(body, more, others).text.split("\n")[:-1]


def r(text: str, said: str = "") -> str:
    own = f"<w:rPr>{said}</w:rPr>" if said else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(text: str, said: str = "") -> str:
    """A paragraph of a text, or of elements as they are."""
    own = f"<w:pPr>{said}</w:pPr>" if said else ""
    return f"<w:p>{own}{text if text.startswith('<') else r(text) if text else ''}</w:p>"


def tc(text: str = "", said: str = "") -> str:
    inside = text if text.startswith("<w:") else p(text)
    return f"<w:tc><w:tcPr>{said}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, said: str = "") -> str:
    inside = "".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{said}</w:trPr>{inside}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


SPAN = '<w:gridSpan w:val="{}"/>'
DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
PLAIN = tr("丙", "1", "2")


# --- paragraphs ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("甲") + p("乙"), ["甲", "乙"]),
        (p("甲") + p("") + p("") + p("乙"), ["甲", "", "乙"]),
        (p(r("收入1,2") + r("34.50") + r("万元")), ["收入1,234.50万元"]),
        (p(r("甲") + "<w:r><w:tab/></w:r>" + r("乙")), ["甲 乙"]),
        (p(r("甲") + "<w:r><w:br/></w:r>" + r("乙")), ["甲", "乙"]),
        (p(r("甲") + '<w:r><w:br w:type="page"/></w:r>' + r("乙")), ["甲", "\f", "乙"]),
        (p("甲") + p("乙", "<w:pageBreakBefore/>"), ["甲", "\f", "乙"]),
        (p("甲", "<w:sectPr/>") + p("乙") + "<w:sectPr/>", ["甲", "\f", "乙"]),
        (p("甲", "<w:sectPr/>") + p("乙") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>', ["甲", "乙"]),
        (p(r("2") + "<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>" + r("3")), ["2-3"]),
        (p('<w:hyperlink r:id="x">' + r("甲") + "</w:hyperlink>"), ["甲"]),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r("是")), ["☑是"]),
        (
            p("<w:r><w:ruby><w:rt>" + r("jia") + "</w:rt><w:rubyBase>" + r("甲") + "</w:rubyBase></w:ruby></w:r>"),
            ["甲"],
        ),
    ],
)
def test_a_paragraph_is_what_it_prints(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_deleted_words_are_gone_and_inserted_ones_are_there() -> None:
    deleted = '<w:del w:author="张三"><w:r><w:delText>删去</w:delText></w:r></w:del>'
    moved = f"<w:moveFrom>{r('移走')}</w:moveFrom><w:moveTo>{r('移来')}</w:moveTo>"
    found = reading(p(r("甲") + deleted + f'<w:ins w:author="张三">{r("乙")}</w:ins>' + moved))
    assert (found.text, found.marks) == ("甲乙移来\n", ())


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    gone = "<w:rPr><w:del w:author='x'/></w:rPr>"
    assert lines(p("甲", gone) + p("乙") + p("丙", gone)) == ["甲乙", "丙"]


def test_deleted_rows_are_gone() -> None:
    assert lines(tbl(tr("甲", "1"), tr("乙", "2", said="<w:del/>"), tr("丙", "3"))) == ["甲\t1", "丙\t3"]


def test_content_controls_only_wrap_what_they_hold() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr><w:alias w:val='标签'/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    row = control(tr("甲", "1"))
    cell = f"<w:tr>{control(tc('乙'))}{tc(control(p('2')))}</w:tr>"
    assert lines(control(p(r("部门") + control(r("预算")))) + tbl(row, cell)) == ["部门预算", "", "甲\t1", "乙\t2"]


def test_instructions_of_fields_are_not_printed_and_their_results_are() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = "<w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>"
    within = mark("begin") + instruction + mark("separate") + r("内") + mark("end")
    whole = mark("begin") + within + mark("separate") + r("13.62") + mark("end")
    assert lines(p(r("合计") + whole + r("万元"))) == ["合计13.62万元"]
    assert lines(p('<w:fldSimple w:instr="DATE">' + r("2023年") + "</w:fldSimple>")) == ["2023年"]
    assert lines(p(mark("begin") + r("甲")) + p("乙")) == ["乙"]  # a broken field takes no more than its paragraph


def test_hidden_words_are_counted_and_not_told() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:vanish/></w:rPr></w:style>',
    )
    more, others = {"word/styles.xml": styles}, (("r1", "styles", "styles.xml"),)
    own = p(r("甲") + r("秘 密", "<w:vanish/>") + r("乙", '<w:vanish w:val="0"/>') + r("暗", '<w:rStyle w:val="C"/>'))
    styled = p(r("秘密") + r("丙", '<w:vanish w:val="false"/>'), '<w:pStyle w:val="B"/>')
    row = tbl(tr("丁", r"1"), tr("秘", "密", said="<w:hidden/>"), tr("戊", "2"))
    found = reading(own + styled + row, more, others)
    assert found.text == "甲乙\n丙\n\n丁\t1\n戊\t2\n"
    assert found.marks == tuple(
        Mark(Locator(line), "hidden", note=f"{count} characters") for line, count in ((1, 3), (2, 2), (5, 2))
    )


# --- numbering -------------------------------------------------------------------------------------


def level(number: int, kind: str, text: str, more: str = "") -> str:
    said = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{said}</w:lvl>'


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCountingThousand", "%1、", '<w:suff w:val="nothing"/>')
    + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="Second"/><w:suff w:val="nothing"/>')
    + level(2, "decimal", "%1.%2.%3.", "<w:isLgl/>")
    + level(3, "bullet", "\uf0b7")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>',
)
STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="Second"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
)
NUMBERED = (
    {"word/numbering.xml": NUMBERING, "word/styles.xml": STYLES},
    (("r1", "numbering", "numbering.xml"), ("r2", "styles", "styles.xml")),
)


def listed(number: int, at: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'


def test_automatic_numbering_is_written_out() -> None:
    second = '<w:pStyle w:val="Second"/>'
    body = [
        *(p("收入", listed(1, 0)), p("正文"), p("支出", listed(1, 0)), p("基本支出", second), p("项目支出", second)),
        *(p("培训", listed(1, 2)), p("会议", listed(1, 2)), p("点", listed(1, 3)), p("其他", listed(1, 0))),
        *(p("又一", listed(1, 1)), p("没有", second + listed(0, 0)), p("从五", listed(2, 0)), p("接着", listed(2, 0))),
    ]
    assert lines("".join(body), *NUMBERED) == [
        *("一、收入", "正文", "二、支出", "（一）基本支出", "（二）项目支出", "2.2.1. 培训", "2.2.2. 会议", "点"),
        *("三、其他", "（一）又一", "没有", "五、从五", "六、接着"),
    ]


def test_numbers_of_rows_are_cells() -> None:
    row = tbl(tr("序号", "项目"), tr(tc(p("", listed(1, 0))), "甲"), tr(tc(p("", listed(1, 0))), "乙"))
    assert lines(row, *NUMBERED) == ["序号\t项目", "一、\t甲", "二、\t乙"]


@pytest.mark.parametrize(
    ("kind", "value", "printed"),
    [
        *(("chineseCounting", 10, "十"), ("chineseCounting", 11, "十一"), ("chineseCounting", 20, "二十")),
        *(("chineseCounting", 101, "一百零一"), ("chineseCounting", 110, "一百一十"), ("chineseCounting", 0, "0")),
        *(
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographTraditional", 3, "丙"),
            ("ideographDigital", 10, "一〇"),
        ),
        *(("decimalEnclosedCircleChinese", 2, "②"), ("decimalEnclosedCircle", 21, "㉑"), ("decimal", 12, "12")),
        *(
            ("upperRoman", 14, "XIV"),
            ("lowerLetter", 28, "bb"),
            ("decimalZero", 3, "03"),
            ("decimalFullWidth", 12, "１２"),
        ),
        *(("decimalEnclosedParen", 3, "⑶"), ("none", 3, ""), ("bahtText", 3, "3"), ("upperLetter", 26, "Z")),
    ],
)
def test_numbers_are_printed_as_their_format_says(kind: str, value: int, printed: str) -> None:
    assert counted(value, kind) == printed


# --- tables ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([tr("甲", tc("乙", SPAN.format(2))), PLAIN], ["甲\t乙\t", "丙\t1\t2"]),
        ([tr(tc("甲", DOWN), "乙"), tr(tc("", ON), "1"), tr("丙", "2")], ["甲\t乙", "\t1", "丙\t2"]),
        ([PLAIN, tr("甲", "1", said='<w:gridBefore w:val="1"/>')], ["丙\t1\t2", "\t甲\t1"]),
        ([tr(tc("甲", DOWN + SPAN.format(2)), "乙"), tr(tc("", ON + SPAN.format(2)), "1")], ["甲\t乙", "\t1"]),
        ([tr(tc("孤", ON), "乙"), tr("甲", "1")], ["孤\t乙", "甲\t1"]),  # it goes on from nothing: so it begins
        ([tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "乙"), PLAIN], ["甲\t\t乙", "丙\t1\t2"]),
        ([tr("甲", tc(p("一行") + p("二行"))), tr("乙", tc(p("ab") + p("cd")))], ["甲\t一行二行", "乙\tab cd"]),
        ([tr("　　甲 ", "1"), tr("乙", "")], ["　　甲\t1", "乙\t"]),
    ],
)
def test_a_merged_cell_holds_its_text_once(rows: list[str], expected: list[str]) -> None:
    assert lines(tbl(*rows)) == expected


def test_what_a_merged_cell_covers_is_counted() -> None:
    found = reading(tbl(tr(tc("甲", DOWN), "1"), tr(tc("秘密", ON), "2")))
    assert (found.text, found.marks) == ("甲\t1\n\t2\n", (Mark(Locator(2), "hidden", note="2 characters"),))


def test_titles_units_and_notes_are_lines_and_blank_lines_stand_around() -> None:
    wide = SPAN.format(3)
    head = [tr(tc("收支总表", wide)), tr(tc("单位：万元", wide))]
    body = [*head, PLAIN, tr("其中", "", ""), PLAIN, tr(tc("注：无误", wide))]
    assert lines(p("前") + tbl(*body) + p("后")) == [
        *("前", "收支总表", "单位：万元", "", "丙\t1\t2", "其中\t\t", "丙\t1\t2", "", "注：无误", "", "后"),
    ]


def test_nested_tables_stand_below_the_row_of_theirs_and_frames_are_no_tables() -> None:
    inner = tbl(tr("内", "3"), tr("外", "4"))
    found = reading(tbl(tr("甲", "1"), tr("乙", tc(p("2") + inner + p(""))), tr("丙", "5")))
    assert found.text.split("\n")[:-1] == ["甲\t1", "乙\t2", "丙\t5", "", "内\t3", "外\t4"]
    assert [(str(mark.locator), mark.mark) for mark in found.marks] == [("L5", "joined")]
    assert lines(tbl(tr(tc(p("收支总表") + inner)))) == ["收支总表", "", "内\t3", "外\t4"]


# --- boxes, pictures, embedded files ---------------------------------------------------------------


def box(content: str) -> str:
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"


def test_a_text_box_is_told_once() -> None:
    assert lines(p(r("甲") + box(p("单位：万元") + p(box(p("里面")))) + r("乙"))) == ["甲乙", "单位：万元", "里面"]
    old = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('旧')}</w:txbxContent></v:textbox></w:pict></w:r>"
    written = '<w:r><w:pict><v:shape><v:textpath string="部门预算"/></v:shape></w:pict></w:r>'
    assert lines(p(old) + p(written)) == ["旧", "部门预算"]


def test_pictures_are_said_and_signs_are_not() -> None:
    found = reading(p("收支总表") + p(DRAWING.format(3_000_000) * 2) + p("图标") + p(DRAWING.format(90_000)))
    assert found.marks == (Mark(Locator(1), "picture", note="pictures, not read: 2"),)


def embedded(name: str, data: bytes, aspect: str = "Content") -> Reading:
    shown = f'<w:r><w:object><v:imagedata r:id="r2"/><o:OLEObject DrawAspect="{aspect}" r:id="r1"/></w:object></w:r>'
    others = (("r1", "package", f"embeddings/{name}"),)
    return reading(p("收支总表") + p(shown) + p("后"), {f"word/embeddings/{name}": data}, others)


def test_an_embedded_workbook_is_read_as_a_workbook() -> None:
    book = openpyxl.Workbook()
    book.active.append(["项目", "金额"])
    book.active.append(["甲", 13.62])
    out = io.BytesIO()
    book.save(out)
    found = embedded("a.xlsx", out.getvalue())
    assert found.text.split("\n")[:-1] == ["收支总表", "", "Sheet", "", "项目\t金额", "甲\t13.62", "", "后"]
    assert [(str(mark.locator), mark.mark) for mark in found.marks] == [("L3", "picture")]


@pytest.mark.parametrize("data", [b"PK\x03\x04xl/", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)])
def test_other_embedded_files_are_said_aloud(data: bytes) -> None:
    found = embedded("a.bin", data)
    assert found.text == "收支总表\n后\n"
    assert [mark.mark for mark in found.marks] == ["picture"]
    assert "not read" in found.marks[0].note
    assert embedded("a.bin", data, "Icon").marks[0].note == "an embedded file, not read"


def test_an_imported_part_is_said_aloud() -> None:
    found = reading(p("甲") + '<w:altChunk r:id="r1"/>')
    assert found.marks == (Mark(Locator(1), "cut", note="an imported part, not read"),)


# --- beside the text -------------------------------------------------------------------------------

ASIDE: tuple[dict[str, bytes], tuple[tuple[str, str, str], ...]] = (
    {
        "word/header1.xml": part("hdr", p("某局部门预算　经办人：李四　电话：13912345678")),
        "word/footer1.xml": part("ftr", p("— 1 —") + p("第 1 页 共 9 页")),
        "word/header2.xml": part("hdr", p("从不显示")),
        "word/comments.xml": part("comments", f'<w:comment w:author="王五">{p("批注")}</w:comment>'),
        "docProps/core.xml": b"<core><creator>\xe7\x8e\x8b\xe4\xba\x94</creator></core>",
        "word/footnotes.xml": part("footnotes", f'<w:footnote w:id="2">{p("脚注一")}</w:footnote>'),
    },
    (
        *(("r1", "header", "header1.xml"), ("r2", "footer", "footer1.xml"), ("r3", "header", "header2.xml")),
        *(("r4", "comments", "comments.xml"), ("r5", "footnotes", "footnotes.xml")),
    ),
)
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="r1"/><w:footerReference w:type="default" r:id="r2"/>'
    '<w:headerReference w:type="first" r:id="r3"/></w:sectPr>'
)


def test_heads_are_noted_and_masked_and_metadata_is_never_read(tmp_path: Path) -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    row = tbl(tr("预算", "金额"), tr("收入", "1"))
    body = p(r("收入12.30") + note) + row + p("填报人：赵六　联系电话：0371-12345678") + SECTION
    (tmp_path / "甲.docx").write_bytes(document(body, *ASIDE))
    source = read_file(tmp_path / "甲.docx")
    assert source.text.startswith("收入12.30\n\n预算\t金额\n收入\t1\n\n填报人：")
    assert source.text.endswith("\f\n脚注一\n")
    assert [mark.mark for mark in source.marks] == ["header"]
    assert "某局部门预算" in source.marks[0].note
    assert source.masked == (Locator(6),)
    everything = repr(source)
    for told in ("李四", "13912345678", "赵六", "12345678", "王五", "批注", "从不显示"):
        assert told not in everything


def test_macros_are_said_and_left_alone() -> None:
    found = reading(p("甲"), {"word/vbaProject.bin": b"\0"})
    assert found.marks == (Mark(Locator(1), "hidden", note="macros, neither read nor run"),)


# --- the whole way ---------------------------------------------------------------------------------


def as_document(text: str) -> bytes:
    """A text with TABs as a document: rows as tables, all else as paragraphs."""
    parts: list[str] = []
    rows: list[str] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            rows.append(tr(*(tc(cell) for cell in line.split("\t"))))
            continue
        if rows:
            parts.append(tbl(*rows))
            rows = []
        parts.append(p("", "<w:pageBreakBefore/>") if line == "\f" else p(line))
    return document("".join(parts))


@pytest.mark.parametrize("seed", [5, 7])
def test_a_disclosure_as_document_gives_the_same_facts(seed: int, tmp_path: Path) -> None:
    text = generate(seed, hazards=frozenset()).text
    source = assert_same_facts(tmp_path, text, as_document(text), "甲.pdf")
    assert source.originals[0].media_type.endswith("wordprocessingml.document")


# --- bad input -------------------------------------------------------------------------------------

BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


def changed(data: bytes) -> dict[str, bytes]:
    return {"word/document.xml": data}


def encrypted() -> bytes:
    """A document whose parts say that they are encrypted."""
    data = bytearray(document(p("甲")))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(magic, at + 1)) >= 0:
            data[at + offset] |= 1
    return bytes(data)


DEEP = "<w:sdt><w:sdtContent>" * 2000 + "</w:sdtContent></w:sdt>" * 2000
BAD = {
    "truncated": (document(p("甲"))[:500], "read-docx"),
    "cut XML": (document("", changed(part("document", f"<w:body>{p('甲')}")[:300])), "read-docx"),
    "no body": (document("", changed(part("document", ""))), "read-docx"),
    "no document": (document("", {"_rels/.rels": links()}), "read-docx"),
    "no XML": (document("", changed(b"\xff\xfe\0")), "read-docx"),
    "entities": (document("", changed(BOMB.encode() + part("document", "<w:body/>"))), "read-docx"),
    "entities in UTF-16": (document("", changed(f"{BOMB}<x/>".encode("utf-16"))), "read-docx"),
    "no number": (document(tbl(tr("甲", tc("乙", SPAN.format("x"))))), "read-docx"),
    "an endless number": (
        document(p("甲"), {"word/numbering.xml": NUMBERING.replace(b"%1", b"%1" * 200)}, NUMBERED[1][:1]),
        "read-docx",
    ),
    "packed strangely": (document(p("甲")).replace(b"\x08\0", b"\x0e\0"), "read-docx"),
    "encrypted": (encrypted(), "read-encrypted"),
    "deep": (document(DEEP), "read-docx-depth"),
    "huge": (document(p("甲"), {"word/a": b"\0" * (MOST_BYTES + 1)}), "read-too-large"),
    "a ratio": (document(p("甲"), {"word/a": b"\0" * (package.FREE_BYTES + 1)}), "read-too-large"),
    "parts": (document(p("甲"), {f"word/{n}": b"" for n in range(package.MOST_PARTS)}), "read-too-large"),
    "wide cells": (document(tbl(*[tr(*[tc("甲", SPAN.format(9**9))] * 10)] * 60)), "read-too-many-cells"),
    "nothing": (document(p("")), "read-no-text"),
    "pictures": (document(p(DRAWING.format(3_000_000))), "read-no-text"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_documents_are_refused_in_words_and_soon(name: str, tmp_path: Path) -> None:
    data, code = BAD[name]
    (tmp_path / "甲.docx").write_bytes(data)
    start = time.process_time()
    with pytest.raises(DisclosureError) as caught:
        read_file(tmp_path / "甲.docx")
    assert (caught.value.code, caught.value.path) == (code, tmp_path / "甲.docx")
    assert caught.value.expected
    assert time.process_time() - start < 10


def test_documents_run_in_a_process_of_their_own() -> None:
    reader = find_reader(document(p("甲")), Path("甲.xlsx"))
    assert (reader.name, reader.is_guarded) == ("DOCX", True)


def test_nothing_elsewhere_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket", lambda *_, **__: pytest.fail("network"))
    far = b'<Relationship Id="r9" Type="x/styles" TargetMode="External" Target="https://www.example.org/a.xml"/>'
    listed = links().replace(b"</Relationships>", far + b"</Relationships>")
    assert lines(p("甲"), {"word/_rels/document.xml.rels": listed}) == ["甲"]


def test_the_work_grows_with_the_document() -> None:
    def work(step: int) -> Reading:
        return reading(p("甲") * (20_000 // step) + tbl(PLAIN * (10_000 // step)) + p(r("乙") * (20_000 // step)))

    assert grows_with_its_size(work)


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_CELLS", 3)
    with pytest.raises(DisclosureError, match="read-too-many-cells"):
        lines(tbl(tr("甲", "1"), tr("乙", "2")))
