"""Packages on disk: written whole or not at all, whoever kills whom, and the same bytes everywhere."""

from __future__ import annotations

import ctypes
import errno
import itertools
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.sharedctypes import RawValue
from pathlib import Path

import pytest
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages import store
from mingzhang.packages.model import Files, Package
from mingzhang.packages.store import find_packages, read_files, sweep, sweep_all, write_package

from tests.generator import generate

NAME = "140404-002-2023-dept-budget"
MINGZHANG = Path(sys.executable).with_name("mingzhang")
fork = multiprocessing.get_context("fork")


def package(text: str, name: str = NAME, more: int = 6) -> Package:
    files: Files = {f"data/{number}.csv": f"{text}{number}\n".encode() * 500 for number in range(more)}
    return Package(name, {"datapackage.json": f'{{"is": "{text}"}}\n'.encode(), **files, "source.txt": text.encode()})


A, B = package("甲"), package("乙", more=8)


def place(root: Path) -> Path:
    return A.folder(root)


def leftovers(root: Path) -> list[str]:
    return sorted(path.name for path in place(root).parent.glob(".*"))


def no_exchange(one: Path, other: Path) -> bool:
    return False


# --- writing ---------------------------------------------------------------------------------------


def test_a_package_is_written_and_replaced(tmp_path: Path) -> None:
    for version in (A, B, A):
        assert write_package(version, tmp_path)
        assert read_files(place(tmp_path)) == version.files
        assert leftovers(tmp_path) == []


def test_the_same_bytes_again_touch_nothing(tmp_path: Path) -> None:
    write_package(A, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert not write_package(A, tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("change", ["more", "less", "other bytes", "link", "pipe"])
def test_whatever_differs_is_written_again(tmp_path: Path, change: str) -> None:
    write_package(A, tmp_path)
    folder, file = place(tmp_path), place(tmp_path) / "source.txt"
    if change == "more":
        (folder / "data" / "stray.csv").write_text("x")
    elif change == "other bytes":
        file.write_bytes(file.read_bytes().replace("甲".encode(), "丙".encode()))
    else:
        file.unlink()
        if change == "link":
            (tmp_path / "elsewhere").write_bytes(A.files["source.txt"])
            file.symlink_to(tmp_path / "elsewhere")
        elif change == "pipe":
            os.mkfifo(file)
    assert write_package(A, tmp_path)
    assert read_files(folder) == A.files


def test_files_can_be_read_by_everyone(tmp_path: Path) -> None:
    write_package(A, tmp_path)
    assert {oct(path.stat().st_mode & 0o7777) for path in [place(tmp_path), place(tmp_path).parent]} == {"0o755"}
    assert {oct(path.stat().st_mode & 0o777) for path in place(tmp_path).rglob("*.csv")} == {"0o644"}


# --- where folders cannot be exchanged ---------------------------------------------------------------


def test_replacing_in_two_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_exchange", no_exchange)
    for version in (A, B, A):
        assert write_package(version, tmp_path)
        assert read_files(place(tmp_path)) == version.files
        assert leftovers(tmp_path) == []


def test_the_second_step_fails_and_the_first_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_package(A, tmp_path)
    rename = Path.rename

    def fail_in_place(self: Path, target: Path) -> Path:
        if target == place(tmp_path) and not self.name.endswith("-old"):
            raise OSError(errno.EIO, "broken disk")
        return rename(self, target)

    monkeypatch.setattr(store, "_exchange", no_exchange)
    monkeypatch.setattr(Path, "rename", fail_in_place)
    with pytest.raises(DisclosureError, match="store-failed"):
        write_package(B, tmp_path)
    assert read_files(place(tmp_path)) == A.files
    assert leftovers(tmp_path) == []


# --- what fails leaves the old ---------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 4, len(B.files)])
@pytest.mark.parametrize(
    ("errno_", "code"),
    [(errno.ENOSPC, "store-full"), (errno.EACCES, "store-permission"), (errno.EIO, "store-failed")],
    ids=["full", "permission", "broken"],
)
def test_a_write_that_fails_leaves_the_old_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, errno_: int, code: str
) -> None:
    write_package(A, tmp_path)
    fail_at_file(monkeypatch, number, errno_)
    with pytest.raises(DisclosureError) as caught:
        write_package(B, tmp_path)
    assert caught.value.code == code
    assert caught.value.path == place(tmp_path)
    assert caught.value.remedy
    assert read_files(place(tmp_path)) == A.files
    assert leftovers(tmp_path) == []


def test_a_first_write_that_fails_leaves_nothing_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_at_file(monkeypatch, 3, errno.ENOSPC)
    with pytest.raises(DisclosureError, match="store-full"):
        write_package(A, tmp_path / "root")
    assert list(tmp_path.rglob("*")) == [tmp_path / "root"]


def fail_at_file(monkeypatch: pytest.MonkeyPatch, number: int, errno_: int) -> None:
    write, written = store.write_synced, [0]

    def write_or_fail(path: Path, data: bytes) -> None:
        written[0] += 1
        if written[0] == number:
            path.write_bytes(data[: len(data) // 2])
            raise OSError(errno_, os.strerror(errno_))
        write(path, data)

    monkeypatch.setattr(store, "write_synced", write_or_fail)


@pytest.mark.parametrize("where", ["division", "package"])
@pytest.mark.parametrize("kind", ["link", "file"])
def test_links_and_files_in_the_place_of_folders_are_refused(tmp_path: Path, where: str, kind: str) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    at = place(root) if where == "package" else place(root).parent
    at.parent.mkdir(parents=True)
    if kind == "link":
        at.symlink_to(outside)
    else:
        at.write_text("mine")
    with pytest.raises(DisclosureError, match="store-not-a-folder"):
        write_package(A, root)
    assert list(outside.iterdir()) == []
    assert at.is_symlink() == (kind == "link")
    assert at.is_file() == (kind == "file")


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../../etc", "140404-002-2023-dept-budget/..", "140404-٠٠٢-2023-dept-budget"]
)
def test_no_name_leaves_the_root(tmp_path: Path, name: str) -> None:
    with pytest.raises(DisclosureError, match="package-name"):
        write_package(Package(name, A.files), tmp_path / "root")
    assert list(tmp_path.iterdir()) == []


# --- kills -----------------------------------------------------------------------------------------


def write_in_turn(root: Path, exchanges: bool, written: ctypes.c_int) -> None:
    """Write one version, then the other, without end; `written` counts (no lock, which a kill would leave locked)."""
    if not exchanges:
        store._exchange = no_exchange
    for version in itertools.cycle((B, A)):
        write_package(version, root)
        written.value += 1


@pytest.mark.parametrize(("exchanges", "kills"), [(True, 60), (False, 30)], ids=["exchange", "two steps"])
def test_a_kill_at_any_moment_leaves_one_whole_version(tmp_path: Path, exchanges: bool, kills: int) -> None:
    rng, seen = random.Random(1), set()
    write_package(A, tmp_path)
    for _ in range(kills):
        written = RawValue(ctypes.c_int, 0)
        writer = fork.Process(target=write_in_turn, args=(tmp_path, exchanges, written))
        writer.start()
        wanted = rng.randrange(4)
        while written.value < wanted and writer.is_alive():  # however slow the machine is
            time.sleep(0.0005)
        time.sleep(rng.uniform(0.0, 0.02))
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
        if exchanges:
            assert read_files(place(tmp_path)) in (A.files, B.files)
        sweep(place(tmp_path).parent)
        found = read_files(place(tmp_path))
        assert found in (A.files, B.files)
        assert leftovers(tmp_path) == []
        seen.add(found == A.files)
    assert seen == {True, False}


def write_and_die(root: Path, version: Package, exchanges: bool, at: int) -> None:
    """Write once; the `at`-th thing asked of the system is not done any more."""
    if not exchanges:
        store._exchange = no_exchange
    asked = [0]

    def die_in_time(event: str, _: tuple[object, ...]) -> None:
        if event in ("open", "shutil.rmtree", "ctypes.dlsym") or event.startswith("os."):
            asked[0] += 1
            if asked[0] == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(die_in_time)
    write_package(version, root)


@pytest.mark.parametrize("exchanges", [True, False], ids=["exchange", "two steps"])
@pytest.mark.parametrize("old", [None, A], ids=["new", "replaced"])
def test_a_kill_at_every_step(tmp_path: Path, exchanges: bool, old: Package | None) -> None:
    before: Files = old.files if old else {}
    for step in range(1, 200):
        if old:
            write_package(old, tmp_path)
        writer = fork.Process(target=write_and_die, args=(tmp_path, B, exchanges, step))
        writer.start()
        writer.join()
        if exchanges:
            assert read_files(place(tmp_path)) in (before, B.files), step
        sweep_all(tmp_path)
        found = read_files(place(tmp_path))
        assert found in (before, B.files), step
        if writer.exitcode == 0:
            break
        if not old and found:
            shutil.rmtree(place(tmp_path))
    assert step > 20
    assert found == B.files
    assert leftovers(tmp_path) == []


def test_leftovers_go_with_the_next_write(tmp_path: Path) -> None:
    write_package(A, tmp_path)
    division = place(tmp_path).parent
    for name in (f".mingzhang-{NAME}-abc", ".mingzhang-1234-xyz", f".mingzhang-{NAME}-abc-old"):
        (division / name / "data").mkdir(parents=True)
    (division / f".mingzhang-{NAME}-file").write_text("left")
    assert not write_package(A, tmp_path)
    assert leftovers(tmp_path) == []
    assert read_files(place(tmp_path)) == A.files


def test_an_old_package_left_beside_an_empty_place_comes_back(tmp_path: Path) -> None:
    write_package(A, tmp_path)
    place(tmp_path).rename(place(tmp_path).with_name(f".mingzhang-{NAME}-abc-old"))
    assert find_packages(tmp_path) == []
    sweep_all(tmp_path)
    assert read_files(place(tmp_path)) == A.files
    assert leftovers(tmp_path) == []


def test_what_a_living_writer_has_beside_stays(tmp_path: Path) -> None:
    write_package(A, tmp_path)
    division = place(tmp_path).parent
    beside = division / f".mingzhang-{NAME}-abc"
    beside.mkdir()
    with store._sharing(division):
        sweep(division)
        assert beside.exists()
    sweep(division)
    assert not beside.exists()


# --- writers at once -------------------------------------------------------------------------------


def write_many(root: Path, version: Package, times: int) -> None:
    for _ in range(times):
        write_package(version, root)


@pytest.mark.parametrize("exchanges", [True, False], ids=["exchange", "two steps"])
def test_writers_of_one_package_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanges: bool) -> None:
    if not exchanges:
        monkeypatch.setattr(store, "_exchange", no_exchange)
    writers = [fork.Process(target=write_many, args=(tmp_path, version, 15)) for version in (A, B, A, B)]
    start_and_join(writers)
    assert read_files(place(tmp_path)) in (A.files, B.files)
    assert leftovers(tmp_path) == []


def test_writers_of_packages_of_one_division_at_once(tmp_path: Path) -> None:
    versions = [package(text, f"140404-00{number}-2023-dept-budget") for number, text in enumerate("甲乙丙丁")]
    start_and_join([fork.Process(target=write_many, args=(tmp_path, version, 15)) for version in versions])
    assert [read_files(folder) for folder in find_packages(tmp_path)] == [version.files for version in versions]
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize(("drop", "made"), [(store._drop_if_empty, ""), (sweep, f"{store._BESIDE}{NAME}-abc")])
def test_a_folder_made_anew_is_not_held_by_who_held_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drop: Callable[[Path], object], made: str
) -> None:
    """Between opening a folder and locking it, another writer drops it and a third makes it anew, to write in it."""
    division = tmp_path / "140404"
    division.mkdir()
    lock = store._lock

    def lock_too_late(handle: int, how: int) -> bool:
        division.rmdir()
        (division / made).mkdir(parents=True)
        return lock(handle, how)

    monkeypatch.setattr(store, "_lock", lock_too_late)
    drop(division)
    assert (division / made).is_dir()


def test_a_writer_that_fails_does_not_disturb_one_that_works(tmp_path: Path) -> None:
    """The first drops the folder of the division, which it made, just when the second wants to use it."""

    def fail() -> None:
        def fail_at_once(path: Path, data: bytes) -> None:
            raise OSError(errno.ENOSPC, "full")

        store.write_synced = fail_at_once
        for _ in range(40):
            with pytest.raises(DisclosureError, match="store-full"):
                write_package(A, tmp_path)

    def work() -> None:
        for _ in range(40):
            write_package(B, tmp_path)
            shutil.rmtree(place(tmp_path))
            store._drop_if_empty(place(tmp_path).parent)

    start_and_join([fork.Process(target=function) for function in (fail, work, fail)])
    assert leftovers(tmp_path) == []


def test_a_division_that_is_dropped_while_it_is_made_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, refused = Path.mkdir, [FileExistsError(errno.EEXIST, "it stood there a moment ago")]

    def mkdir(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        if refused:
            raise refused.pop()
        real(self, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    write_package(A, tmp_path)
    assert not refused
    assert read_files(place(tmp_path)) == A.files


def start_and_join(processes: list[multiprocessing.context.ForkProcess]) -> None:
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(processes)


# --- the same bytes everywhere -----------------------------------------------------------------------


def documents(folder: Path) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"{seed}.txt" for seed in (3, 5, 8)]
    for path in paths:
        path.write_bytes(generate(int(path.stem)).encode())
    return paths


def converted(folder: Path, paths: list[str], environment: dict[str, str], *options: str) -> Files:
    root = folder / "datapackage"
    command = [str(MINGZHANG), "convert", "-q", "--root", str(root), *options, *paths]
    done = subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return read_files(root)


SETTINGS: dict[str, Callable[[Path], tuple[dict[str, str], tuple[str, ...]]]] = {
    "hash seed": lambda _: ({"PYTHONHASHSEED": "1"}, ("-j1",)),
    "another hash seed": lambda _: ({"PYTHONHASHSEED": "4711"}, ("-j1",)),
    "time zone": lambda _: ({"TZ": "Asia/Shanghai", "SOURCE_DATE_EPOCH": "1"}, ("-j1",)),
    "locale": lambda _: ({"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, ("-j1",)),
    "optimised": lambda _: ({"PYTHONOPTIMIZE": "1"}, ("-j1",)),
    "two workers": lambda _: ({}, ("-j2",)),
}


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    paths = documents(tmp_path / "documents")
    (tmp_path / "first").mkdir()
    expected = converted(tmp_path / "first", [str(path) for path in paths], {})
    assert len([name for name in expected if name.endswith("datapackage.json")]) == 3
    for name, setting in SETTINGS.items():
        elsewhere = tmp_path / name
        elsewhere.mkdir()
        environment, options = setting(elsewhere)
        relative = [os.path.relpath(path, elsewhere) for path in reversed(paths)]
        assert converted(elsewhere, relative, environment, *options) == expected, name


def test_a_package_is_the_same_rebuilt_from_its_own_source(tmp_path: Path) -> None:
    paths = documents(tmp_path / "documents")
    expected = converted(tmp_path, [str(path) for path in paths], {})
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "datapackage").rglob("*")}
    done = subprocess.run([MINGZHANG, "rebuild"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode in (0, 1)
    assert "0 written, 3 unchanged, 0 failed" in done.stderr
    assert read_files(tmp_path / "datapackage") == expected
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "datapackage").rglob("*")} == before
