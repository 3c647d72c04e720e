"""Files and folders that take their place whole; and that only one module does it, and only one splits CSV."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import Any

import pytest
from mingzhang.packages.replacing import put_in_place, standing_in, written_beside

from tests.imports import PACKAGE, ROOT

FAILURES = (OSError(errno.ENOSPC, "no room"), KeyboardInterrupt())
ALONE = {
    r"csv\.(reader|DictReader)\(": {"ground/csv_cells.py", "codes/published_lists.py", "codes/recorder/sorted_csv.py"},
    r"\bmkdtemp\(": {"packages/replacing.py"},
    r"\.rename\(": {"packages/replacing.py", "packages/store.py", "formats/write.py"},
    r"renameat": {"packages/store.py"},
}
"""What is done in one place, and where; the lists of codes are ours, and lie below."""


def put(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "file.txt").write_text(text)
    return folder


def fail_at(monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException) -> None:
    """The rename of this number fails, counted from 1; those that take back do not."""
    plain, calls = Path.rename, iter(range(1, 100))

    def failing(self: Path, target: Any) -> Path:
        if next(calls) == number:
            raise error
        return plain(self, target)

    monkeypatch.setattr(Path, "rename", failing)


@pytest.mark.parametrize("stood", [False, True], ids=["new", "replaced"])
def test_a_folder_takes_its_place(tmp_path: Path, *, stood: bool) -> None:
    target = tmp_path / "below" / "target"
    if stood:
        target.parent.mkdir()
        put(target, "old")
    with written_beside(target) as beside:
        assert beside.parent == target.parent
        assert beside.name.startswith(".target-")
        put_in_place(put(beside / "fresh", "new"), target)
    assert (target / "file.txt").read_text() == "new"
    assert list(target.parent.iterdir()) == [target]


def test_a_file_takes_its_place_in_one_step(tmp_path: Path) -> None:
    target = tmp_path / "target.txt"
    target.write_text("old")
    with written_beside(target) as beside:
        (beside / "fresh").write_text("new")
        put_in_place(beside / "fresh", target)
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", FAILURES, ids=["full", "interrupted"])
@pytest.mark.parametrize("number", [1, 2])
def test_what_stood_there_stays_where_a_rename_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException
) -> None:
    target = put(tmp_path / "target", "old")
    fail_at(monkeypatch, number, error)
    with pytest.raises(type(error)), written_beside(target) as beside:
        put_in_place(put(beside / "fresh", "new"), target)
    assert (target / "file.txt").read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", FAILURES, ids=["full", "interrupted"])
@pytest.mark.parametrize("stood", [False, True], ids=["new", "replaced"])
def test_what_follows_and_fails_takes_the_renames_back(tmp_path: Path, error: BaseException, *, stood: bool) -> None:
    target = tmp_path / "target"
    if stood:
        put(target, "old")
    with pytest.raises(type(error)):
        _stand_in_and_fail(target, error)
    assert list(tmp_path.iterdir()) == ([target] if stood else [])
    assert not stood or (target / "file.txt").read_text() == "old"


def _stand_in_and_fail(target: Path, error: BaseException) -> None:
    with written_beside(target) as beside:
        fresh = put(beside / "fresh", "new")
        with standing_in(fresh, target, beside / "aside"):
            assert (target / "file.txt").read_text() == "new"
            raise error


@pytest.mark.parametrize(("pattern", "places"), ALONE.items())
def test_it_is_done_in_one_place(pattern: str, places: set[str]) -> None:
    found = {
        path.relative_to(ROOT / PACKAGE).as_posix()
        for path in (ROOT / PACKAGE).rglob("*.py")
        if re.search(pattern, path.read_text(encoding="utf-8"))
    }
    assert found == places
