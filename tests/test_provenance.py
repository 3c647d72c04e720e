"""Disclosures of several files on the command line, and where their files were found: said, kept, shown, refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from mingzhang.cli import main
from mingzhang.feeds.catalog import catalog_json
from mingzhang.feeds.citation import cite_bibtex, cite_csl, cite_text, cite_text_en
from mingzhang.feeds.dcat import dcat_jsonld
from mingzhang.feeds.published import Published, Site
from mingzhang.feeds.schema_org import schema_org
from mingzhang.ground.provenance import Provenance, is_date, is_url
from mingzhang.packages.published import read_package

from tests.generator import generate
from tests.test_source_files import halves

SEED = 5
URL = "https://www.example.gov.cn/xxgk/202402/预算.html?id=7"
SAID = Provenance(URL, "2024-02-08", "2024-03-01")


def run(*arguments: str | Path) -> tuple[int, list[dict[str, Any]], str]:
    """Exit code, what was printed as JSON, and what was told."""
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def convert(root: Path, *arguments: str | Path) -> dict[str, Any]:
    """The one outcome of a conversion."""
    _, (outcome,), _ = run("convert", "--json", "--root", root, *arguments)
    return outcome


def folder_of(root: Path, outcome: dict[str, Any]) -> Path:
    name = outcome["package"]
    assert name, outcome
    return root / name[:6] / name


def sources(root: Path, outcome: dict[str, Any]) -> list[dict[str, Any]]:
    descriptor = json.loads((folder_of(root, outcome) / "datapackage.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = descriptor["sources"]
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "datapackage"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a disclosure in two files; the narrative comes first by its number, not by its letters."""
    folder = tmp_path / "公开"
    folder.mkdir()
    first, second = halves(generate(SEED).text)
    (folder / "附件2 说明.txt").write_text(first, encoding="utf-8")
    (folder / "附件10 报表.txt").write_text(second, encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "~$附件10.txt").write_bytes(b"\0")
    return folder


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    path = tmp_path / "预算.txt"
    path.write_text(generate(SEED).text, encoding="utf-8")
    return path


# --- together --------------------------------------------------------------------------------------


def test_a_folder_is_one_disclosure_in_the_order_of_its_names(root: Path, files: Path) -> None:
    outcome = convert(root, "--together", files)
    assert [one["title"] for one in sources(root, outcome)] == ["附件2 说明.txt", "附件10 报表.txt"]
    code, _, told = run("validate", "--root", root, "-q", folder_of(root, outcome))
    assert (code, told) == (0, "")


def test_files_stand_in_the_order_given(root: Path, files: Path) -> None:
    outcome = convert(root, "--together", files / "附件10 报表.txt", files / "附件2 说明.txt")
    assert [one["title"] for one in sources(root, outcome)] == ["附件10 报表.txt", "附件2 说明.txt"]


def test_identify_hears_all_files(files: Path) -> None:
    _, (outcome,), _ = run("identify", "--json", "--together", files)
    assert outcome["state"] == "identified"


def test_a_folder_alone_is_refused_with_the_way_out(root: Path, files: Path) -> None:
    outcome = convert(root, files)
    assert (outcome["code"], "--together" in outcome["remedy"]) == ("read-directory", True)


def test_two_disclosures_together_are_refused(root: Path, tmp_path: Path) -> None:
    for number in (0, 1):
        (tmp_path / f"{number}.txt").write_text(generate(SEED + number).text, encoding="utf-8")
    outcome = convert(root, "--together", tmp_path / "0.txt", tmp_path / "1.txt")
    assert outcome["code"] == "convert-two-disclosures"
    assert outcome["file"] == str(tmp_path / "1.txt")
    line = (tmp_path / "1.txt").read_text(encoding="utf-8").split("\n")[outcome["line"] - 1]
    assert "2019年" in line
    assert not list(root.glob("*/*"))


def test_a_revised_file_beside_the_first_is_two_disclosures(root: Path, whole: Path, tmp_path: Path) -> None:
    again = tmp_path / "再次公开.txt"
    again.write_text(whole.read_text(encoding="utf-8") + "\n更正。\n", encoding="utf-8")
    outcome = convert(root, "--together", whole, again)
    assert (outcome["code"], outcome["file"]) == ("convert-two-disclosures", str(again))


def test_the_same_bytes_twice_are_refused(root: Path, whole: Path, tmp_path: Path) -> None:
    copy = tmp_path / "副本.txt"
    copy.write_bytes(whole.read_bytes())
    assert convert(root, "--together", whole, copy)["code"] == "read-twice"


def test_folders_that_are_no_disclosure_are_refused(root: Path, tmp_path: Path, files: Path) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    assert convert(root, "--together", empty)["code"] == "together-empty"
    (files / "附件").mkdir()
    outcome = convert(root, "--together", files)
    assert (outcome["code"], outcome["file"]) == ("together-folder", str(files / "附件"))


def test_an_error_names_the_file_and_its_own_line(root: Path, files: Path) -> None:
    path = files / "附件10 报表.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\n\x01\n", encoding="utf-8")
    outcome = convert(root, "--together", files)
    assert (outcome["code"], outcome["file"]) == ("read-control", str(path))


# --- what is said of one file ----------------------------------------------------------------------


def said_by(root: Path, outcome: dict[str, Any]) -> list[Provenance]:
    keys = ("path", "published", "fetched")
    return [Provenance(*(str(one.get(key, "")) for key in keys)) for one in sources(root, outcome)]


def test_options_speak_of_one_file(root: Path, whole: Path) -> None:
    outcome = convert(root, "--source-url", URL, "--published", "2024-02-08", "--fetched", "2024-03-01", whole)
    assert said_by(root, outcome) == [SAID]
    code, _, told = run("validate", "--root", root, "-q", folder_of(root, outcome))
    assert (code, told) == (0, "")


def test_options_do_not_speak_of_several_files(files: Path, whole: Path) -> None:
    for given in ([files], [whole, files / "附件2 说明.txt"], ["--together", files]):
        code, _, told = run("convert", "--source-url", URL, *given)
        assert (code, "speak of one FILE" in told) == (2, True)


def test_what_was_said_stays_with_the_package(root: Path, whole: Path) -> None:
    convert(root, "--source-url", URL, "--published", "2024-02-08", "--fetched", "2024-03-01", whole)
    again = convert(root, whole)
    assert (again["state"], said_by(root, again)) == ("unchanged", [SAID])
    _, (rebuilt,), _ = run("rebuild", "--json", folder_of(root, again))
    assert rebuilt["state"] == "unchanged"
    other = convert(root, "--published", "2024-02-09", whole)
    assert said_by(root, other) == [Provenance(published="2024-02-09")]


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--source-url", "www.example.gov.cn/预算.html", "original-url"),
        ("--source-url", "ftp://example.gov.cn/x", "original-url"),
        ("--source-url", "https://", "original-url"),
        ("--source-url", "https://me:secret@example.gov.cn/", "original-url"),
        ("--source-url", "https://example.gov.cn/a b", "original-url"),
        ("--source-url", "javascript:alert(1)", "original-url"),
        ("--source-url", "https://example.gov.cn:port/", "original-url"),
        ("--published", "2024-02-30", "original-date"),
        ("--published", "2024/2/8", "original-date"),
        ("--fetched", "20240208", "original-date"),
        ("--fetched", "yesterday", "original-date"),
    ],
)
def test_what_cannot_be_meant_is_refused(root: Path, whole: Path, option: str, value: str, code: str) -> None:
    outcome = convert(root, option, value, whole)
    assert (outcome["code"], outcome["file"]) == (code, str(whole))
    assert not list(root.glob("*/*"))


def test_nothing_is_fetched_before_it_is_published(root: Path, whole: Path) -> None:
    outcome = convert(root, "--published", "2024-02-08", "--fetched", "2024-02-07", whole)
    assert outcome["code"] == "original-date"


def test_addresses_and_days() -> None:
    assert all(map(is_url, ("http://a.cn", URL, "https://[::1]:8080/x", "https://例子.中国/预算")))
    assert not any(map(is_url, ("", "https://a.cn\n", f"https://a.cn/{'x' * 2000}", "https://a.cn/<b>", "//a.cn")))
    assert is_date("2024-02-29")
    assert not is_date("2023-02-29")
    assert not is_date("２０２４-02-08")


# --- a list beside the files -----------------------------------------------------------------------


def put_list(folder: Path, text: str, name: str = "originals.csv", encoding: str = "utf-8") -> None:
    (folder / name).write_bytes(text.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_speaks_of_every_file(root: Path, files: Path, encoding: str) -> None:
    rows = (
        f"file,url,published,fetched\r\n附件10 报表.txt,{URL},2024-02-08,2024-03-01\r\n附件2 说明.txt,,2024-02-08,\r\n"
    )
    put_list(files, rows, encoding=encoding)
    outcome = convert(root, "--together", files)
    assert said_by(root, outcome) == [Provenance(published="2024-02-08"), SAID]


def test_a_list_may_be_json(root: Path, files: Path) -> None:
    rows = [{"file": "附件10 报表.txt", "url": URL, "published": "2024-02-08", "fetched": "2024-03-01"}]
    put_list(files, json.dumps(rows), "originals.json")
    assert said_by(root, convert(root, "--together", files)) == [Provenance(), SAID]


def test_a_list_speaks_of_files_that_are_disclosures_of_their_own(root: Path, tmp_path: Path) -> None:
    for number in (0, 1):
        (tmp_path / f"{number}.txt").write_text(generate(SEED + number).text, encoding="utf-8")
    put_list(tmp_path, "file,published\n0.txt,2024-02-08\n1.txt,2024-02-09\n")
    _, outcomes, _ = run("convert", "--json", "-j", "1", "--root", root, tmp_path / "0.txt", tmp_path / "1.txt")
    days = [said.published for outcome in outcomes for said in said_by(root, outcome)]
    assert days == ["2024-02-08", "2024-02-09"]


def test_an_option_counts_before_the_list(root: Path, whole: Path) -> None:
    put_list(whole.parent, f"file,url,published\n{whole.name},{URL},2024-02-08\n")
    assert said_by(root, convert(root, "--published", "2024-02-09", whole)) == [Provenance(URL, "2024-02-09")]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "no column"),
        ("name,url\n附件2 说明.txt,\n", 2, "nobody knows 'name'"),
        ("url\nhttps://a.cn/\n", 2, "no column “file”"),
        ("file,url,url\n附件2 说明.txt,,\n", 1, "stands twice"),
        ("file,url\n附件2 说明.txt\n", 2, "1 cells"),
        ("file,url\n附件3.txt,\n", 2, "there is no file '附件3.txt'"),
        ("file,url\n../公开/附件2 说明.txt,\n", 2, "there is no file"),
        ("file\n附件2 说明.txt\n附件2 说明.txt\n", 3, "listed twice"),
        ("file,url\n附件2 说明.txt,example\n", 2, "is no address"),
        ("file,published\n附件2 说明.txt,2024年2月8日\n", 2, "is no date"),
        ('file,url\n"附件2,\n', 2, "no CSV"),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused(root: Path, files: Path, text: str, line: int, message: str) -> None:
    put_list(files, text)
    outcome = convert(root, "--together", files)
    if text:
        assert (outcome["file"], outcome["line"]) == (str(files / "originals.csv"), line)
        assert message in outcome["message"]
    else:
        assert outcome["code"] == "read-empty"


@pytest.mark.parametrize("text", ["{", "{}", "[1]", '[{"file": 1}]', '[{"file": "附件2 说明.txt", "url": ["x"]}]'])
def test_json_that_cannot_be_meant_is_refused(root: Path, files: Path, text: str) -> None:
    put_list(files, text, "originals.json")
    assert convert(root, "--together", files)["code"] == "originals-list"


def test_two_lists_are_refused(root: Path, files: Path) -> None:
    put_list(files, "file\n")
    put_list(files, "[]", "originals.json")
    assert convert(root, "--together", files)["code"] == "originals-list"


# --- where it is shown -----------------------------------------------------------------------------


def test_every_surface_says_where_the_files_were_found(root: Path, files: Path) -> None:
    put_list(files, f"file,url,published,fetched\n附件10 报表.txt,{URL},2024-02-08,2024-03-01\n")
    package = read_package(folder_of(root, convert(root, "--together", files)))
    dataset = package.dataset
    assert [(one.file_name, one.url) for one in dataset.originals] == [("附件2 说明.txt", ""), ("附件10 报表.txt", URL)]
    one, site = Published(dataset, f"d/{dataset.name}/", ()), Site()
    derived = json.loads(dcat_jsonld([one], site))["dcat:dataset"][0]["prov:wasDerivedFrom"]
    assert [found.get("foaf:page") for found in derived] == [None, {"@id": URL}]
    based = json.loads(schema_org(one, site))["isBasedOn"]
    assert [(found.get("url"), found.get("datePublished")) for found in based] == [(None, None), (URL, "2024-02-08")]
    listed = json.loads(catalog_json([one], site))["packages"][0]["originals"]
    assert [(found["url"], found["fetched"]) for found in listed] == [(None, None), (URL, "2024-03-01")]
    assert f"原文 {URL} (发布 2024-02-08，获取 2024-03-01)." in cite_text(one, site)
    told = f"{URL} (published 2024-02-08, fetched 2024-03-01)"
    assert f"Source {told}." in cite_text_en(one, site)
    assert f"source {told}" in cite_bibtex(one, site).replace(r"\_", "_")
    assert json.loads(cite_csl(one, site))[0]["note"] == f"source {told}"
    readme = (folder_of(root, {"package": dataset.name}) / "README.md").read_text(encoding="utf-8")
    assert readme.count("- 文件 File: ") == 2
    assert readme.count("- 地址 Address: ") == 1
