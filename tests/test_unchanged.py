"""Documents that did not change are not converted again, and nothing else is passed over: not an edited package."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from mingzhang.cli import main
from mingzhang.ground.overrides import NO_OVERRIDES
from mingzhang.packages.store import read_files
from mingzhang.runs import documents, fingerprint, remembered
from mingzhang.runs.tasks import ConvertTask

from tests.generator import generate


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MINGZHANG_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def document(tmp_path: Path, cache: Path) -> Path:
    path = tmp_path / "disclosure.txt"
    path.write_bytes(generate(5).encode())
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "datapackage"


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that went through the stages."""
    seen: list[str] = []
    convert = documents.convert_source

    def watched(source: Any, overrides: Any) -> Any:
        seen.append(source.file_name)
        return convert(source, overrides)

    monkeypatch.setattr(documents, "convert_source", watched)
    return seen


def run(root: Path, *arguments: str | Path) -> tuple[list[dict[str, Any]], int]:
    given = ["convert", "-j1", "--json", "--root", str(root), *map(str, arguments)]
    result = CliRunner().invoke(main, given)
    return [json.loads(line) for line in result.stdout.splitlines()], result.exit_code


def folder_of(root: Path) -> Path:
    (folder,) = root.glob("*/*")
    return folder


def test_a_document_that_did_not_change_goes_through_no_stage(document: Path, root: Path, converted: list[str]) -> None:
    (first,), code = run(root, document)
    files = read_files(folder_of(root))
    (again,), code_again = run(root, document)
    assert (first.pop("state"), again.pop("state")) == ("written", "unchanged")
    assert (first, code) == (again, code_again)
    assert converted == ["disclosure.txt"]
    assert read_files(folder_of(root)) == files


def test_it_is_told_as_a_conversion_tells_it(document: Path, root: Path, cache: Path) -> None:
    run(root, document)
    given = ["convert", "--root", str(root), str(document)]
    remembered_now = CliRunner().invoke(main, given)
    shutil.rmtree(cache)
    anew = CliRunner().invoke(main, given)
    assert (remembered_now.output, remembered_now.exit_code) == (anew.output, anew.exit_code)


@pytest.mark.parametrize("edit", ["changed", "removed", "added", "linked"])
def test_an_edited_package_is_made_again(edit: str, document: Path, root: Path, converted: list[str]) -> None:
    run(root, document)
    files = read_files(folder_of(root))
    facts = folder_of(root) / "data" / "facts.csv"
    if edit == "changed":
        status = facts.stat()
        facts.write_bytes(facts.read_bytes().replace(b"1", b"2", 1))
        os.utime(facts, ns=(status.st_atime_ns, status.st_mtime_ns))
    elif edit == "removed":
        facts.unlink()
    elif edit == "added":
        facts.with_name("more.csv").write_text("a\n")
    else:
        kept = root.parent / "kept.csv"
        shutil.copy(facts, kept)
        facts.unlink()
        facts.symlink_to(kept)
    (outcome,), _ = run(root, document)
    assert outcome["state"] == "written"
    assert len(converted) == 2
    assert read_files(folder_of(root)) == files


def test_another_root_a_removed_package_or_another_text_is_converted(
    document: Path, root: Path, converted: list[str]
) -> None:
    run(root, document)
    assert run(root.with_name("other"), document)[0][0]["state"] == "written"
    shutil.rmtree(folder_of(root))
    assert run(root, document)[0][0]["state"] == "written"
    document.write_bytes(document.read_bytes() + b"\n")
    assert run(root, document)[0][0]["state"] == "written"
    assert len(converted) == 4


def test_what_is_said_of_a_document_counts(document: Path, root: Path, converted: list[str]) -> None:
    run(root, document)
    run(root, "--published", "2024-02-08", document)
    (document.parent / "originals.csv").write_text("file,url\ndisclosure.txt,https://www.example.gov.cn/a\n")
    run(root, document)
    run(root, "--agency", "987", document)
    assert len(converted) == 4
    document.rename(document.with_name("other.txt"))
    (document.parent / "originals.csv").unlink()
    run(root, document.with_name("other.txt"))
    assert len(converted) == 5, "the name of the file is published"


def test_another_program_converts_again(
    document: Path, root: Path, converted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root, document)
    monkeypatch.setattr(remembered, "program_fingerprint", lambda: "0" * 64)
    run(root, document)
    assert len(converted) == 2


def test_the_fingerprint_is_of_sources_and_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, schemas = tmp_path / "package", tmp_path / "schemas"
    (schemas / "codes").mkdir(parents=True)
    package.mkdir()
    monkeypatch.setattr(fingerprint, "PACKAGE", package)
    monkeypatch.setenv("MINGZHANG_SCHEMAS", str(schemas))
    seen = set()
    for path, text in (
        (package / "one.py", "1"),
        (package / "one.py", "2"),
        (package / "two.csv", "2"),
        (schemas / "codes" / "list.csv", "a"),
        (schemas / "codes" / "list.csv", "b"),
    ):
        path.write_text(text)
        fingerprint.program_fingerprint.cache_clear()
        seen.add(fingerprint.program_fingerprint())
    (tmp_path / "parser-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    fingerprint.program_fingerprint.cache_clear()
    seen.add(fingerprint.program_fingerprint())
    fingerprint.program_fingerprint.cache_clear()
    assert len(seen) == 6


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_a_damaged_memory_only_costs_time(
    damage: bytes, document: Path, root: Path, cache: Path, converted: list[str]
) -> None:
    run(root, document)
    (kept,) = cache.glob("*/*.json")
    kept.write_bytes(damage)
    assert run(root, document)[0][0]["state"] == "unchanged"
    assert len(converted) == 2


@pytest.mark.parametrize("outcome", [None, {}, {"path": "", "state": "unchanged", "package": "../../x"}, {"a": 1}])
def test_a_memory_of_another_form_only_costs_time(
    outcome: object, document: Path, root: Path, cache: Path, converted: list[str]
) -> None:
    run(root, document)
    (kept,) = cache.glob("*/*.json")
    kept.write_text(json.dumps({**json.loads(kept.read_bytes()), "outcome": outcome}))
    assert run(root, document)[0][0]["state"] == "unchanged"
    assert len(converted) == 2


def test_a_cache_that_cannot_be_written_hinders_nothing(
    document: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MINGZHANG_CACHE", str(tmp_path / "file"))
    assert run(root, document)[0][0]["state"] == "written"
    assert run(root, document)[0][0]["state"] == "unchanged"


def test_two_documents_of_one_package_are_refused_whatever_is_remembered(document: Path, root: Path) -> None:
    other = document.with_name("other.txt")
    shutil.copy(document, other)
    run(root, document)
    files = read_files(folder_of(root))
    outcomes, code = run(root, document, other)
    assert [outcome["code"] for outcome in outcomes] == ["convert-same-package"] * 2
    assert code == 2
    assert read_files(folder_of(root)) == files


def test_new_and_unchanged_documents_keep_their_order(document: Path, root: Path, converted: list[str]) -> None:
    run(root, document)
    new = document.with_name("new.txt")
    new.write_bytes(generate(6).encode())
    missing = document.with_name("missing.txt")
    outcomes, code = run(root, new, document, missing)
    assert [outcome["state"] for outcome in outcomes] == ["written", "unchanged", "failed"]
    assert (converted, code) == (["disclosure.txt", "new.txt"], 2)


def test_a_file_that_changes_while_it_is_converted_is_not_remembered(document: Path, root: Path, cache: Path) -> None:
    task = ConvertTask(document, root, NO_OVERRIDES)
    outcome = documents.convert_file(task)
    shutil.rmtree(cache)
    remembered.remember(task, ("0" * 64,), read_files(folder_of(root)), outcome)
    assert not list(cache.glob("*/*.json"))


def test_the_cache_keeps_the_programs_used_last(cache: Path, document: Path, root: Path) -> None:
    for number in range(6):
        folder = cache / f"{number:064}"
        folder.mkdir(parents=True)
        os.utime(folder, ns=(number, number))
    (cache / "of somebody else").mkdir()
    run(root, document)
    kept = {path.name for path in cache.iterdir()}
    assert kept == {f"{number:064}" for number in (3, 4, 5)} | {"of somebody else", fingerprint.program_fingerprint()}


def test_documents_of_one_process_are_read_once(
    document: Path, root: Path, monkeypatch: pytest.MonkeyPatch, converted: list[str]
) -> None:
    other = document.with_name("other.txt")
    other.write_bytes(generate(6).encode())
    read: list[Path] = []

    def counted(task: ConvertTask) -> Any:
        read.append(task.path)
        return whole(task)

    whole = ConvertTask._read
    monkeypatch.setattr(ConvertTask, "_read", counted)
    outcomes, _ = run(root, document, other)
    assert [outcome["state"] for outcome in outcomes] == ["written", "written"]
    assert read == [document, other]
    assert converted == ["disclosure.txt", "other.txt"]


def test_a_kept_document_is_converted_once_and_never_kept_for_another_task(document: Path, root: Path) -> None:
    task = ConvertTask(document, root, NO_OVERRIDES, keeps=True)
    first = task.read_first()
    assert task.read() is first
    assert task.read() is not first
    task.read_first()
    assert ConvertTask(document, root, NO_OVERRIDES, keeps=True).read() is not first
