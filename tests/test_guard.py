"""The guarded process: the same reading as here, and an error in words for whatever becomes of it."""

from __future__ import annotations

import signal
from io import BytesIO
from pathlib import Path

import pytest
from mingzhang.cli import main
from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.port import Reader, Reading
from mingzhang.readers.registry import READERS
from mingzhang.runs import guard, guarded
from mingzhang.runs.guard import Limits, run_guarded

from tests.pdf_pages import Book
from tests.test_pdf import ROWS, XS

(PDF,) = (reader for reader in READERS if reader.name == "PDF")


def document(pages: int = 2) -> bytes:
    book = Book()
    for _ in range(pages):
        book.table(ROWS, XS)
        with book.clipped(0, 0, 5, 5):
            book.text(300, 300, "看不见")
        book.page()
    return book.data()


def error_of(data: bytes, limits: Limits = guard.LIMITS) -> DisclosureError:
    with pytest.raises(DisclosureError) as caught:
        run_guarded(PDF, "甲.pdf", data, limits)
    return caught.value


def test_the_reading_is_the_same_as_without_a_guard() -> None:
    data = document()
    assert run_guarded(PDF, "甲.pdf", data) == PDF.read("甲.pdf", data)


def test_a_reader_of_our_own_runs_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard.subprocess, "run", None)
    reader = Reader("toy", "text/plain", lambda _: True, lambda *_: Reading("甲\n"), is_guarded=False)
    assert run_guarded(reader, "甲", b"").text == "甲\n"


def test_what_a_reader_refuses_is_refused_in_its_words() -> None:
    data = document()[:500]
    with pytest.raises(DisclosureError) as caught:
        PDF.read("甲.pdf", data)
    assert str(error_of(data)) == str(caught.value)


def test_a_file_that_takes_too_long_or_too_much_is_an_error() -> None:
    book = Book()
    for _ in range(6):
        book.canvas._code.append("10 10 500 1 re f " * 300_000)
        book.page()
    data = book.data()
    assert error_of(data, Limits(seconds=1)).code == "read-timeout"
    assert error_of(data + bytes(30 * 1024**2), Limits(memory=48 * 1024**2)).code == "read-memory"


@pytest.mark.parametrize(
    ("code", "expected"),
    [(-signal.SIGSEGV, "SIGSEGV"), (-signal.SIGABRT, "SIGABRT"), (3, "exit status 3"), (-200, "signal 200")],
)
def test_a_parser_that_dies_is_named_with_what_it_died_of(code: int, expected: str) -> None:
    error = guard._failure("甲.pdf", code, Limits())
    assert error.code == "read-crashed"
    assert expected in error.message


def test_a_killed_process_is_one_that_took_too_much() -> None:
    assert guard._failure("甲.pdf", -9, Limits()).code == "read-memory"
    assert guard._failure("甲.pdf", 137, Limits()).code == "read-memory"


def test_a_defect_of_a_reader_is_no_fault_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Reading:
        raise ZeroDivisionError

    broken = (Reader("PDF", "application/pdf", lambda _: True, fail),)
    monkeypatch.setattr(guarded, "READERS", broken)
    answer = guarded._read("PDF", "甲.pdf", BytesIO())
    assert "ZeroDivisionError" in answer["defect"]
    with pytest.raises(RuntimeError, match="the PDF reader failed"):
        guard._answer(PDF, "甲.pdf", b'{"defect": "ZeroDivisionError"}')
    with pytest.raises(DisclosureError, match="died of the file"):
        guard._answer(PDF, "甲.pdf", b"{")


def test_the_commands_read_pdfs_and_refuse_them_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "甲.pdf"
    path.write_bytes(document()[:500])
    for command in ("identify", "convert", "check"):
        with pytest.raises(SystemExit) as left:
            main([command, str(path)])
        assert left.value.code == 2
        said = capsys.readouterr().err
        assert f"{path}: [read-pdf-broken]" in said
        assert "Traceback" not in said
