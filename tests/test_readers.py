"""Reading: any bytes become a canonical source or a `DisclosureError`, never anything else."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.privacy import mask
from mingzhang.ground.source import Locator, Source
from mingzhang.readers import MAX_BYTES, file_name, read_file
from mingzhang.readers.canonical import MAX_LINE_BYTES, canonicalise
from mingzhang.readers.text import decode, is_plausible

ORIGINALS = sorted((Path(__file__).parents[2] / "shared" / "disclosures").glob("*.txt"))
HERE = Path("甲.txt")
DOCUMENT = (
    "2023年度部门预算\n\n一、本部门职责\n负责全县政府信息公开工作，组织协调“三公”经费预算。\n"
    "\f\n科目编码\t科目名称\t合计\t基本支出\n2010301\t行政运行\t1,234.56\t\n201\t一般公共服务支出\t——\t0.00\n"
    "①公务用车购置费\t≥95%\t㎡\u3000\t\xa0\n"
)
reading = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(tmp_path: Path, data: bytes, name: str = "甲.txt") -> Source:
    path = tmp_path / name
    path.write_bytes(data)
    return read_file(path)


def error_of(tmp_path: Path, data: bytes) -> DisclosureError:
    with pytest.raises(DisclosureError) as caught:
        read(tmp_path, data)
    assert caught.value.path == tmp_path / "甲.txt"
    assert caught.value.expected
    return caught.value


# --- encodings -------------------------------------------------------------------------------------

ENCODINGS = {
    "utf-8": (b"", "utf-8", "utf-8"),
    "utf-8 with mark": (b"\xef\xbb\xbf", "utf-8", "utf-8-sig"),
    "utf-16-le with mark": (b"\xff\xfe", "utf-16-le", "utf-16-le"),
    "utf-16-be with mark": (b"\xfe\xff", "utf-16-be", "utf-16-be"),
    "utf-32-le with mark": (b"\xff\xfe\0\0", "utf-32-le", "utf-32-le"),
    "utf-16-le": (b"", "utf-16-le", "utf-16-le"),
    "utf-16-be": (b"", "utf-16-be", "utf-16-be"),
    "gb18030": (b"", "gb18030", "gb18030"),
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize(("mark", "codec", "name"), ENCODINGS.values(), ids=ENCODINGS)
def test_every_encoding_gives_the_same_text(tmp_path: Path, mark: bytes, codec: str, name: str, line_end: str) -> None:
    data = mark + DOCUMENT.replace("\n", line_end).encode(codec)
    source = read(tmp_path, data)
    assert source.text == DOCUMENT
    assert source.originals[0].encoding == name
    assert source.originals[0].bytes == len(data)
    assert source.originals[0].sha256 == hashlib.sha256(data).hexdigest()
    assert source.originals[0].file_name == "甲.txt"


def test_gbk_and_gb2312_are_read_as_gb18030(tmp_path: Path) -> None:
    text = "一般公共预算支出\t合计\n"
    for codec in ("gbk", "gb2312"):
        assert read(tmp_path, text.encode(codec)).text == text


def test_words_of_gbk_that_are_valid_utf_8_by_accident() -> None:
    data = "目录\n".encode("gbk")
    assert data.decode("utf-8") != "目录\n"
    assert decode(data, HERE) == ("目录\n", "gb18030")
    assert decode("é°\n".encode(), HERE) == ("é°\n", "utf-8")


PLAIN = st.text(st.sampled_from("预算收入支出合计一万元（）：，、。0123456789.,%AZ \t\n\f"), min_size=1).filter(
    lambda text: text.strip() and not (text.isascii() and text.strip() != text)
)


@reading
@given(
    text=PLAIN,
    encoding=st.sampled_from(list(ENCODINGS.values())),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_encoding_and_line_ends_do_not_matter(
    tmp_path: Path, text: str, encoding: tuple[bytes, str, str], line_end: str
) -> None:
    mark, codec, _ = encoding
    expected = mask(canonicalise(text + "\n", HERE))
    saved = mark + (text + "\n").replace("\n", line_end).encode(codec)
    assert read(tmp_path, saved).text == expected


@pytest.mark.parametrize("codec", ["big5", "shift_jis", "cp1251"])
def test_other_encodings_are_refused(tmp_path: Path, codec: str) -> None:
    words = {
        "big5": "一般公共預算支出總額與收入",
        "shift_jis": "これはよさんしょです予算",
        "cp1251": "Бюджет и отчёт",
    }
    assert error_of(tmp_path, (f"{words[codec]}\n" * 20).encode(codec)).code == "read-encoding"


def test_one_damaged_byte_is_named_and_does_not_turn_utf_8_into_gbk(tmp_path: Path) -> None:
    data = bytearray(DOCUMENT.encode())
    offset = data.index("政府".encode()) + 1
    data[offset] = 0x41
    error = error_of(tmp_path, bytes(data))
    assert (error.code, error.line) == ("read-encoding", 4)
    assert f"byte {offset - 1}" in error.message


def test_one_damaged_byte_in_gbk_is_named(tmp_path: Path) -> None:
    good = "一般公共预算\n收入合计\n".encode("gbk")
    error = error_of(tmp_path, good + b"\xb5\x0a")
    assert (error.code, error.line) == ("read-encoding", 3)
    assert f"byte {len(good)}" in error.message
    assert "gb18030" in error.message


def test_mojibake_is_not_plausible() -> None:
    assert is_plausible(DOCUMENT)
    misread = DOCUMENT.encode().decode("gb18030", errors="ignore")
    assert not is_plausible(misread)
    assert not is_plausible(DOCUMENT.encode("utf-16-le").decode("utf-16-be"))


# --- refused files ---------------------------------------------------------------------------------

FOREIGN = {
    "OFD": b"PK\x03\x04\x14\0\0\0OFD.xml",
    "ZIP": b"PK\x03\x04\x14\0\0\0a.txt",
    "old Office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
    "PNG": b"\x89PNG\r\n\x1a\n",
    "JPEG": b"\xff\xd8\xff\xe0",
    "gzip": b"\x1f\x8b\x08",
    "RTF": b"{\\rtf1\\ansi",
    "Word file": "<?xml version='1.0'?><!-- 甲 --><w:wordDocument xmlns:w='x'>预算".encode(),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_other_formats_are_named(tmp_path: Path, name: str) -> None:
    error = error_of(tmp_path, FOREIGN[name])
    assert error.code == "read-format"
    assert name.split()[0] in error.message
    assert "TAB" in error.remedy


@pytest.mark.parametrize(
    "data", [b"<!DOCTYPE html><html>", "<?xml version='1.0'?><!-- 甲 --><HTML xmlns:o='x'><p>".encode("gbk")]
)
def test_a_web_page_is_read_as_one(tmp_path: Path, data: bytes) -> None:
    assert error_of(tmp_path, data).code == "read-no-text"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%\xe2\xe3", b"\xef\xbb\xbf%PDF-1.4"])
def test_what_begins_like_a_pdf_is_read_as_one(tmp_path: Path, data: bytes) -> None:
    error = error_of(tmp_path, data)
    assert error.code == "read-pdf-broken"
    assert "damaged" in error.message


def test_what_begins_like_a_word_document_is_read_as_one(tmp_path: Path) -> None:
    error = error_of(tmp_path, b"PK\x03\x04\x14\0\0\0word/document.xml")
    assert error.code == "read-docx"
    assert "damaged" in error.message


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\t\r\n\f", "\u3000\u200b\n".encode(), b"\xff\xfe"])
def test_empty_files(tmp_path: Path, data: bytes) -> None:
    assert error_of(tmp_path, data).code == "read-empty"


@pytest.mark.parametrize("data", [b"a\nb\0c\n", "预算\n收入\0\n".encode(), b"\0" * 8, b"\xff\xfea\0\n\0\0\0"])
def test_nul_bytes(tmp_path: Path, data: bytes) -> None:
    assert error_of(tmp_path, data).code == "read-nul"


@pytest.mark.parametrize("char", ["\x01", "\x08", "\x1b", "\x1c", "\x7f", "\x80", "\x9f", "\ufffe", "\ufff9"])
def test_control_characters_name_their_line(tmp_path: Path, char: str) -> None:
    error = error_of(tmp_path, f"预算\r\n收入{char}支出\r\n".encode())
    assert (error.code, error.line) == ("read-control", 2)
    assert f"U+{ord(char):04X}" in error.message


def test_lines_and_files_have_a_limit(tmp_path: Path) -> None:
    longest = "预算\n" + "算" * (MAX_LINE_BYTES // 3) + "\n"
    assert read(tmp_path, longest.encode()).text == longest
    error = error_of(tmp_path, longest.replace("\n", "算\n").encode())
    assert (error.code, error.line) == ("read-line-too-long", 2)


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened"))
    with pytest.raises(DisclosureError, match="read-too-large"):
        read_file(path)


def test_what_is_no_file(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    (tmp_path / "file").write_bytes(b"a")
    for path, code in [
        (tmp_path, "read-directory"),
        (tmp_path / "none.txt", "read-missing"),
        (tmp_path / "file" / "none.txt", "read-missing"),
        (Path("a\0b"), "read-missing"),
        (tmp_path / ("a" * 300), "read-failed"),
        (fifo, "read-not-a-file"),
    ]:
        with pytest.raises(DisclosureError) as caught:
            read_file(path)
        assert caught.value.code == code
        assert caught.value.path == path


def test_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "no")

    (tmp_path / "a.txt").write_text("a")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DisclosureError, match="read-permission"):
        read_file(tmp_path / "a.txt")


# --- the canonical form ----------------------------------------------------------------------------

CANONICAL = {
    "final newline added": ("甲", "甲\n"),
    "final blank lines removed": ("甲\n\n\n", "甲\n"),
    "blank lines inside and at the start stay": ("\n甲\n \n\n乙\n", "\n甲\n \n\n乙\n"),
    "mixed line ends": ("甲\r\n乙\r丙\n丁", "甲\n乙\n丙\n丁\n"),
    "cells stay": ("\t甲\t\t\n", "\t甲\t\t\n"),
    "mark inside": ("\ufeff甲\ufeff乙\n", "甲乙\n"),
    "zero-width and soft hyphen": ("甲\u200b乙\u200d\u2060\xad\n", "甲乙\n"),
    "bidi controls": ("12\u202e34\u2066.\u200f5\n", "1234.5\n"),
    "separators make no lines": ("1\u20282\u20293\x854\x0b5\n", "1 2 3 4 5\n"),
    "form feed alone": ("甲\n\f\n乙\n", "甲\n\f\n乙\n"),
    "form feed before text": ("甲\n\f乙\n", "甲\n\f\n乙\n"),
    "form feed after text": ("甲\f\n乙\n", "甲\n\f\n乙\n"),
    "form feed inside": ("甲\f乙\n", "甲\n\f\n乙\n"),
    "two form feeds": ("甲\f\f乙\f", "甲\n\f\n\f\n乙\n\f\n"),
    "spaces stay": ("甲\xa0\u3000 乙 \n", "甲\xa0\u3000 乙 \n"),
    "composed": ("e\u0301\n", "é\n"),
    "composed over a hidden character": ("e\u200b\u0301\n", "é\n"),
}


@pytest.mark.parametrize(("text", "expected"), CANONICAL.values(), ids=CANONICAL)
def test_canonical_form(text: str, expected: str) -> None:
    assert canonicalise(text, HERE) == expected
    assert canonicalise(expected, HERE) == expected


@given(st.text() | st.text(st.sampled_from("甲1\t\n\r\f \x0b\x85\u2028\u200b\ufeff\u0301e\u3000")))
def test_canonicalising_twice_is_canonicalising_once(text: str) -> None:
    try:
        once = canonicalise(text, HERE)
    except DisclosureError:
        return
    assert canonicalise(once, HERE) == once
    assert once.endswith("\n")
    assert not once.endswith("\n\n")
    assert unicodedata.is_normalized("NFC", once)
    assert once.replace("\f", "").splitlines() == once.replace("\f", "").split("\n")[:-1]
    assert all(line == "\f" or "\f" not in line for line in once.split("\n"))


@given(st.lists(st.lists(st.text(st.sampled_from("甲乙0.,%— ")), min_size=1).map("\t".join)).map("\n".join))
def test_a_canonical_text_keeps_its_lines_and_cells(text: str) -> None:
    canonical = "始\n" + text + "末\n"
    assert canonicalise(canonical, HERE) == canonical


def test_piled_up_marks_are_refused_at_once() -> None:
    with pytest.raises(DisclosureError, match="read-control"):
        canonicalise("a" + "\u0301\u0323" * 200_000, HERE)


def test_html_search_does_not_explode() -> None:
    assert canonicalise("<!-- -->" * 500 + "甲", HERE)


# --- whole files -----------------------------------------------------------------------------------


def outcome(tmp_path: Path, data: bytes) -> Source | str:
    """The source, or the code of the error; anything else is raised."""
    try:
        return read(tmp_path, data)
    except DisclosureError as error:
        return error.code


@reading
@given(data=st.binary() | st.binary(min_size=200) | st.text().map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    source = outcome(tmp_path, data)
    if isinstance(source, str):
        assert source.startswith("read-")
        return
    assert mask(source.text) == source.text
    assert "\0" not in source.text
    assert source.lines
    assert source.text.encode("utf-8")


@reading
@given(data=st.binary(max_size=60), place=st.integers(30, len(DOCUMENT.encode())))
def test_garbage_inside_a_document_never_changes_the_rest(tmp_path: Path, data: bytes, place: int) -> None:
    raw = DOCUMENT.encode()
    source = outcome(tmp_path, raw[:place] + data + raw[place:])
    assert source.startswith("read-") if isinstance(source, str) else source.text.startswith("2023年度部门预算")


def test_a_source_is_masked_and_reads_back_the_same(tmp_path: Path) -> None:
    text = DOCUMENT + "经办人:\t张某某\t联系电话:\t13800000000\n"
    source = read(tmp_path, text.encode("gb18030"))
    row = len(source.lines)
    assert source.masked == (Locator(row, 2), Locator(row, 4))
    assert "张某某" not in source.text
    again = read(tmp_path, source.text.encode())
    assert (again.text, again.masked) == (source.text, source.masked)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("某县 2023.txt", "某县 2023.txt"),
        ("a\nb\x1b\u202ec.txt", "abc.txt"),
        ("\udcff.txt", "\ufffd.txt"),
        ("\u200b", "unnamed"),
        ("e\u0301.txt", "é.txt"),
        ("13800000000.txt", "█" * 11 + ".txt"),
    ],
)
def test_file_names_are_harmless(name: str, shown: str) -> None:
    assert file_name(Path("/secret/folder") / name) == shown


def test_errors_never_tell_personal_data(tmp_path: Path) -> None:
    data = "经办人:\t张某某\t联系电话:\t13800000000\x01\n".encode()
    message = str(error_of(tmp_path, data))
    assert "张" not in message
    assert "1380" not in message


@pytest.mark.originals
@pytest.mark.skipif(not ORIGINALS, reason="the original documents are not on this machine")
@pytest.mark.parametrize("path", ORIGINALS, ids=lambda path: path.name[:3])
def test_the_originals_are_canonical_but_for_their_last_newline(path: Path, tmp_path: Path) -> None:
    raw = path.read_bytes().decode()
    source = read_file(path)
    assert canonicalise(raw, path) == raw + "\n"
    assert len(source.lines) == len(raw.split("\n"))
    assert source.originals[0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    for mark, codec, _ in ENCODINGS.values():
        assert read(tmp_path, mark + raw.replace("\n", "\r\n").encode(codec)).text == source.text
