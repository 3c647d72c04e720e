"""What lies beside `source.txt`, and disclosures of several files: written, judged, rebuilt, read back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from mingzhang.cli import main
from mingzhang.convert.pipeline import convert_source
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.joined import each_file, join_files, split_files
from mingzhang.ground.privacy import MASK
from mingzhang.ground.source import Locator, Mark, Source
from mingzhang.packages.build import Package, build_package
from mingzhang.packages.reading import read_descriptor, read_packaged_source
from mingzhang.packages.store import write_package
from mingzhang.readers import read_files, registry
from mingzhang.readers.formats import looks_like
from mingzhang.readers.port import MapRow, Reader, Reading
from mingzhang.site.catalog import read_disclosure
from mingzhang.site.pages.source import source_page
from mingzhang.validate import validate_package

from tests.generator import Document, generate

MAGIC = b"%PDF-toy\n"
SEED = 5


def read_paged(name: str, data: bytes) -> Reading:
    """A text of 40 lines a page, every line with text in a box of its own; the first figure was recognised."""
    text = data.removeprefix(MAGIC).decode()
    lines = text.split("\n")
    places = tuple(
        MapRow(n, (n - 1) // 40 + 1, 72.0, n % 40 * 18.0, 523.25, n % 40 * 18 + 12.0)
        for n, line in enumerate(lines, 1)
        if line.strip()
    )
    first = next(n for n, line in enumerate(lines, 1) if "\t" in line)
    marks = (Mark(Locator(first, 2), "ocr", "0.98"), Mark(Locator(1), "header", "", "联系人：张某某"))
    return Reading(text, "", places, marks)


@pytest.fixture(autouse=True)
def paged(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader("paged", "application/pdf", looks_like("a PDF file"), read_paged)
    others = tuple(one for one in registry.READERS if not one.recognises(MAGIC))
    monkeypatch.setattr(registry, "READERS", (*others, reader))


def document() -> Document:
    return generate(SEED)


def put(folder: Path, name: str, text: str, magic: bytes = b"") -> Path:
    path = folder / name
    path.write_bytes(magic + text.encode())
    return path


def package_of(source: Source) -> Package:
    return build_package(convert_source(source))


def judged(package: Package, root: Path) -> list[str]:
    write_package(package, root)
    return [str(found) for found in validate_package(package.folder(root), root=root)]


# --- a map and marks -------------------------------------------------------------------------------


def test_a_paged_file_gets_a_map_and_marks_that_every_judge_accepts(tmp_path: Path) -> None:
    source = read_files([put(tmp_path, "甲.pdf", document().text, MAGIC)])
    package = package_of(source)
    assert package.files["source_map.csv"].startswith(b"line,file,page,x0,y0,x1,y1\n3,1,1,72.0,54.0,523.2,66.0\n")
    assert f"L1,header,,联系人：{MASK * 3}\n".encode() in package.files["source_marks.csv"]
    descriptor = json.loads(package.files["datapackage.json"])
    assert [one["path"] for one in descriptor["resources"][-3:]] == ["source.txt", "source_map.csv", "source_marks.csv"]
    assert descriptor["sources"][0]["mediatype"] == "application/pdf"
    assert "encoding" not in descriptor["sources"][0]
    assert judged(package, tmp_path / "root") == []


def test_a_text_has_neither(tmp_path: Path) -> None:
    package = package_of(read_files([put(tmp_path, "甲.txt", document().text)]))
    assert not {"source_map.csv", "source_marks.csv"} & package.files.keys()


def test_map_and_marks_survive_a_rebuild(tmp_path: Path) -> None:
    package = package_of(read_files([put(tmp_path, "甲.pdf", document().text, MAGIC)]))
    root = tmp_path / "root"
    write_package(package, root)
    result = CliRunner().invoke(main, ["rebuild", "--json", str(package.folder(root))])
    assert json.loads(result.stdout)["state"] == "unchanged"


def test_map_and_marks_are_read_back(tmp_path: Path) -> None:
    source = read_files([put(tmp_path, "甲.pdf", document().text, MAGIC)])
    package = package_of(source)
    write_package(package, tmp_path / "root")
    folder = package.folder(tmp_path / "root")
    assert read_packaged_source(folder, read_descriptor(folder)) == source


def test_a_map_that_cannot_be_meant_stops_a_rebuild_with_its_line(tmp_path: Path) -> None:
    package = package_of(read_files([put(tmp_path, "甲.pdf", document().text, MAGIC)]))
    write_package(package, tmp_path / "root")
    folder = package.folder(tmp_path / "root")
    (folder / "source_map.csv").write_text("line,file,page,x0,y0,x1,y1\n1,1,one,0.0,0.0,1.0,1.0\n", encoding="utf-8")
    with pytest.raises(DisclosureError, match=r"source_map.csv:2: \[package-places\] page: “one”"):
        read_packaged_source(folder, read_descriptor(folder))


# --- several files ---------------------------------------------------------------------------------


def halves(text: str) -> tuple[str, str]:
    """A document cut before the line of its first table's title: a narrative and tables, or the other way round."""
    lines = text.split("\n")
    cut = next(n for n, line in enumerate(lines) if line.startswith("第二部分"))
    return "\n".join(lines[:cut]) + "\n", "\n".join(lines[cut:])


def test_several_files_are_one_disclosure(tmp_path: Path) -> None:
    whole = document()
    first, second = halves(whole.text)
    paths = [put(tmp_path, "说明.txt", first), put(tmp_path, "报表.pdf", second, MAGIC)]
    source = read_files(paths)
    package = package_of(source)
    assert [original.file_name for original in source.originals] == ["说明.txt", "报表.pdf"]
    assert source.text.count("\f\t报表.pdf\n") == 1
    assert {place.file for place in source.places} == {2}
    assert source.lines[source.places[0].line - 1] == second.split("\n")[0]
    assert judged(package, tmp_path / "root") == []
    alone = package_of(read_files([put(tmp_path, "全文.txt", whole.text)]))
    assert package.name == alone.name
    assert package.files["data/facts.csv"].count(b"\n") == alone.files["data/facts.csv"].count(b"\n")


def test_no_document_can_hold_the_line_between_files(tmp_path: Path) -> None:
    source = read_files([put(tmp_path, "甲.txt", "甲\n\f\t乙.txt\n乙\n")])
    assert source.lines == ("甲", "\f", "\t乙.txt", "乙")
    assert source.file_starts == ()


def test_a_table_does_not_go_on_in_another_file(tmp_path: Path) -> None:
    rows = "收入\t1\n支出\t2\n"
    source = read_files([put(tmp_path, "甲.txt", f"甲\n{rows}"), put(tmp_path, "乙.txt", f"{rows}")])
    from mingzhang.recognise.document import read_document

    document = read_document(source, lambda _: False)
    assert [(block.first_line, block.last_line) for block in document.tables] == [(2, 3), (5, 6)]


def test_masking_does_not_look_from_one_file_into_the_next(tmp_path: Path) -> None:
    source = read_files([put(tmp_path, "甲.txt", "2023年\n联系人\t"), put(tmp_path, "乙.txt", "王小明\t5\n")])
    assert source.text.endswith("\f\t乙.txt\n王小明\t5\n")


def test_files_of_two_disclosures_are_refused(tmp_path: Path) -> None:
    one, other = generate(SEED).text, generate(SEED + 1).text
    paths = [put(tmp_path, "甲.txt", one), put(tmp_path, "乙.txt", other)]
    with pytest.raises(DisclosureError, match=r"乙\.txt says") as caught:
        convert_source(source := read_files(paths))
    assert caught.value.code == "convert-two-disclosures"
    assert "2019年" in source.lines[(caught.value.line or 0) - 1]


def test_an_error_in_a_later_file_names_its_line_in_the_whole(tmp_path: Path) -> None:
    from mingzhang.readers.canonical import canonicalise_files

    with pytest.raises(DisclosureError) as caught:
        canonicalise_files("甲\n\f\t乙\n乙\n\x01\n", tmp_path)
    assert caught.value.line == 4


@pytest.mark.parametrize("texts", [["甲\n"], ["甲\n", "乙\n丙\n"], ["\f\n甲\n", "\t乙\n", "\f\n\f\n丙\n"]])
def test_what_is_joined_comes_apart_again(texts: list[str]) -> None:
    names = [f"{number}.txt" for number, _ in enumerate(texts)]
    joined = join_files(texts, names)
    assert split_files(joined) == (texts, names[1:])
    assert each_file(str, joined) == joined


# --- the page of the source ------------------------------------------------------------------------


def test_the_source_page_says_file_and_page_of_a_line(tmp_path: Path) -> None:
    first, second = halves(document().text)
    package = package_of(read_files([put(tmp_path, "说明.txt", first), put(tmp_path, "报表.pdf", second, MAGIC)]))
    write_package(package, tmp_path / "root")
    body = source_page(read_disclosure(package.folder(tmp_path / "root"))).body
    start = first.count("\n") + 1
    assert body.index(" 说明.txt<") < body.index(" 报表.pdf<") < body.index(f'id="L{start + 1}"')
    assert f'href="#L{start + 1}" title="第 1 页 p. 1">' in body
    assert f'href="#L{start - 2}">' in body
    lines = second.split("\n")
    later = next(n for n, line in enumerate(lines[40:80], 41) if line.strip())
    assert f'href="#L{start + later}" title="第 2 页 p. 2">' in body
    pages = re.findall(r"第 (\d+) 页 <span", body)
    assert pages == [str(n) for n in range(1, len(pages) + 1)]
    assert len(pages) == (len(lines) + 38) // 40


def test_a_source_without_a_map_says_nothing_of_pages(tmp_path: Path) -> None:
    package = package_of(read_files([put(tmp_path, "甲.txt", document().text)]))
    write_package(package, tmp_path / "root")
    body = source_page(read_disclosure(package.folder(tmp_path / "root"))).body
    assert "title=" not in body.partition("<article")[2]
    assert 'class="page' not in body
