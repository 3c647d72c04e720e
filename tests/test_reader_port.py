"""The port of the readers: what a reader says of lines stays true in the canonical, masked source."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.privacy import MASK
from mingzhang.ground.source import Locator, Mark, Original, PagePlace, Source
from mingzhang.readers import read_file, registry
from mingzhang.readers.assemble import assemble
from mingzhang.readers.canonical import canonicalise, split_line
from mingzhang.readers.formats import looks_like
from mingzhang.readers.port import MapRow, Reader, Reading

HERE = Path("甲.toy")
TOY = b"%PDF-toy\n"


def read_toy(name: str, data: bytes) -> Reading:
    """A made-up format: the text behind the first line; every line stands on page 3 in a box of its own."""
    if b"broken" in data:
        raise DisclosureError("read-toy", "broken", name, 2, "a toy")
    text = data.removeprefix(TOY).decode()
    places = tuple(MapRow(n, 3, 10.04, n * 10.0, 20.06, n * 10 + 9.96) for n in range(1, text.count("\n") + 2))
    return Reading(text, places=places, marks=(Mark(Locator(1), "ocr", "0.9", "联系人：\n王小明"),))


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> Reader:
    reader = Reader("toy", "application/x-toy", looks_like("a PDF file"), read_toy)
    others = tuple(one for one in registry.READERS if not one.recognises(TOY))
    monkeypatch.setattr(registry, "READERS", (*others, reader))
    return reader


def read(tmp_path: Path, text: str, name: str = "甲.toy") -> Source:
    path = tmp_path / name
    path.write_bytes(TOY + text.encode())
    return read_file(path)


def test_a_reader_is_one_function_and_one_line(tmp_path: Path) -> None:
    source = read(tmp_path, "收入\t1\n支出\t2\n")
    assert source.text == "收入\t1\n支出\t2\n"
    assert (source.originals[0].media_type, source.originals[0].encoding) == ("application/x-toy", "")
    assert source.places[:2] == (PagePlace(1, 1, 3, 10.0, 10.0, 20.1, 20.0), PagePlace(2, 1, 3, 10.0, 20.0, 20.1, 30.0))


def test_what_a_reader_notes_is_masked_and_one_line(tmp_path: Path) -> None:
    (mark,) = read(tmp_path, "收入\t1\n").marks
    assert mark == Mark(Locator(1), "ocr", "0.9", f"联系人： {MASK * 3}")


def test_an_error_of_a_reader_names_the_path(tmp_path: Path) -> None:
    with pytest.raises(DisclosureError) as caught:
        read(tmp_path, "broken")
    assert (caught.value.path, caught.value.line) == (tmp_path / "甲.toy", 2)


def test_two_readers_of_one_format_are_an_error(tmp_path: Path, toy: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "READERS", (*registry.READERS, toy))
    with pytest.raises(DisclosureError, match="toy and toy both take this file"):
        read(tmp_path, "收入\t1\n")


def test_a_format_without_a_reader_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "READERS", registry.READERS[:1])
    with pytest.raises(DisclosureError, match="a PDF file, which cannot be read yet; expected text"):
        read(tmp_path, "收入\t1\n")


def test_lines_that_canonicalisation_makes_or_drops_move_the_places(tmp_path: Path) -> None:
    source = read(tmp_path, "一\f二\n三\f\n\f四\t五\n\n\n")
    assert source.lines == ("一", "\f", "二", "三", "\f", "\f", "四\t五")
    assert [place.line for place in source.places] == [1, 4, 7]


ODD = st.text(st.sampled_from("一二\t\t\n\n\f\r\u200b\u2028 "), max_size=40)


@given(ODD.filter(lambda text: bool(text.replace("\u200b", "").strip())))
def test_every_line_goes_where_its_text_goes(text: str) -> None:
    parts = [part for line in text.split("\n") for part in split_line(line)]
    lines = canonicalise(text, HERE).split("\n")[:-1]
    assert [part.replace("\u2028", " ") for part in parts][: len(lines)] == lines
    assert not any(parts[len(lines) :])


@given(ODD, st.integers(0, 40))
def test_every_cell_goes_where_its_text_goes(text: str, at: int) -> None:
    """A cell put anywhere into the text is found again in the line and cell its locator moved to."""
    before, after = text[:at], text[at:]
    place = Locator(before.count("\n") + 1, before.rpartition("\n")[2].count("\t") + 2)
    reading = Reading(f"{before}\t字\t{after}", marks=(Mark(place, "ocr"),))
    source = assemble([Original("甲", 1, "0" * 64)], [reading], [HERE])
    (mark,) = source.marks
    assert source.lines[mark.locator.line - 1].split("\t")[mark.locator.cell - 1] == "字"
