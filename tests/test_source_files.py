"""What lies beside `source.txt`, and disclosures of several files: written, judged, rebuilt, read back."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from mingzhang.cli import main
from mingzhang.convert.pipeline import convert_source
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.joined import each_file, join_files, split_files
from mingzhang.ground.privacy import MASK
from mingzhang.ground.source import Locator, Mark, Source
from mingzhang.packages.build import build_package
from mingzhang.packages.descriptor import read_descriptor
from mingzhang.packages.model import Package
from mingzhang.packages.published import package_of as read_package_of
from mingzhang.packages.reading import read_packaged_source
from mingzhang.packages.store import write_package
from mingzhang.readers import read_files, registry
from mingzhang.readers.formats import looks_like
from mingzhang.readers.port import MapRow, Reader, Reading
from mingzhang.recognise.identity import Overrides
from mingzhang.site.catalog import read_disclosure
from mingzhang.site.pages.source import source_page
from mingzhang.validate import validate_package

from tests.documents import budget, lines_of, source_of, table
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


def test_the_client_reads_map_and_marks_as_tables(tmp_path: Path) -> None:
    package = package_of(read_files([put(tmp_path, "甲.pdf", document().text, MAGIC)]))
    published = read_package_of(package.files)
    frame = published.frame("source_map")
    assert list(frame.columns) == ["line", "file", "page", "x0", "y0", "x1", "y1"]
    assert len(frame) == package.files["source_map.csv"].count(b"\n") - 1
    assert set(published.frame("source_marks")["mark"]) == {"ocr", "header"}


def test_a_map_that_cannot_be_meant_stops_a_rebuild_with_its_line(tmp_path: Path) -> None:
    package = package_of(read_files([put(tmp_path, "甲.pdf", document().text, MAGIC)]))
    write_package(package, tmp_path / "root")
    folder = package.folder(tmp_path / "root")
    (folder / "source_map.csv").write_text("line,file,page,x0,y0,x1,y1\n1,1,one,0.0,0.0,1.0,1.0\n", encoding="utf-8")
    with pytest.raises(DisclosureError, match=r"source_map.csv:2: \[package-places\] page: “one”"):
        read_packaged_source(folder, read_descriptor(folder))


# --- what is recognised, and what is confirmed -----------------------------------------------------


def recognised(text: str, wrong: str = "", right: str = "") -> Source:
    """A document whose every cell was recognised in a picture; `wrong` stands where `right` was printed."""
    canonical = source_of(text.replace(right, wrong, 1) if right else text)
    cells = [
        Mark(Locator(n, cell), "ocr", "0.99")
        for n, line in enumerate(canonical.lines, 1)
        for cell, printed in enumerate(line.split("\t"), 1)
        if "\t" in line and printed.strip()
    ]
    return replace(canonical, marks=tuple(cells))


def confirmed(source: Source) -> set[Locator]:
    marks = convert_source(source, Overrides(division="141123", agency="014")).source.marks
    assert list(marks) == sorted(marks, key=lambda mark: mark[:2])
    return {mark.locator for mark in marks if mark.mark == "confirmed"}


TABLE = table(
    "2023年预算支出总表",
    "科目编码|科目名称|合计|基本支出|项目支出",
    "合计||120.00|70.00|50.00",
    "201|一般公共服务支出|120.00|70.00|50.00",
    "20103|政府办公厅（室）及相关机构事务|120.00|70.00|50.00",
    "2010301|行政运行|70.00|70.00|",
    "2010302|一般行政管理事务|50.00||50.00",
)


def test_a_recognised_figure_is_confirmed_by_the_sums_it_stands_in() -> None:
    text = budget(TABLE)
    source = recognised(text)
    line = lines_of(source.text, "2010302\t")[0]
    assert {Locator(line, 3), Locator(line - 1, 3)} <= confirmed(source)
    assert not {Locator(line, 1), Locator(line, 5)} & confirmed(source), "a code, and the only part of its column"
    assert confirmed(replace(source, marks=())) == set()


def test_a_figure_that_was_recognised_wrongly_is_not_confirmed() -> None:
    right = "2010302\t一般行政管理事务\t50.00\t\t50.00"
    source = recognised(budget(TABLE), right.replace("50.00", "56.00"), right)
    line = lines_of(source.text, "2010302\t")[0]
    assert not {place for place in confirmed(source) if place.line == line and place.cell == 5}


def test_confirmed_counts_only_where_it_is_computed() -> None:
    source = source_of(budget(TABLE))
    claimed = replace(source, marks=(Mark(Locator(1), "confirmed"), Mark(Locator(1), "ocr", "0.5")))
    assert confirmed(claimed) == set()


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
