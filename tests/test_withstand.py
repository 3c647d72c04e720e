"""Whatever is given ends in a clear error (exit 2) or a reported finding (exit 1), and the others go on."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result
from mingzhang.cli import main
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages import store
from mingzhang.packages.build import build_package
from mingzhang.packages.model import NAME
from mingzhang.packages.store import find_packages, read_files
from mingzhang.runs import documents
from mingzhang.schemas.whole import whole_tables

from tests.generator import Document, generate
from tests.generator import damage as spoil
from tests.generator.damage import HOSTILE

NOVEL = """
雨下了整整一夜。清晨，老陈推开木门，看见院子里的石榴树倒了半边，红得发亮的果子滚进水洼，像一盏一盏还没有熄灭的灯。他没有去扶，
只是把烟袋在门框上磕了磕，想起三十年前妻子栽下它的那个下午，她说等树结了果，孩子们就该回来了。

孩子们没有回来。大儿子去了南方，做一种他听不懂的生意；小女儿写信来，说城里的楼很高，高到看不见月亮。老陈把信折好，
压在米缸底下，和地契、粮票放在一起。他不识几个字，却记得每一封信是哪一天到的，是晴天还是下雪。

傍晚雨停了。邻居家的少年翻过矮墙，帮他把树撑起来，用两根竹竿和一段旧绳子。“明年还能开花。”少年说。
老陈点点头，从水洼里拾起一个石榴，掰成两半。那一刻，他觉得自己并没有等错什么。
"""
MEBI = 1024 * 1024


# --- running ---------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    assert "[internal]" not in result.output
    return result


def run_json(*arguments: str | Path) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and what was printed, each line by itself JSON."""
    result = run(*arguments, "--json")
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def save(text: str | bytes, name: str = "document.txt") -> Path:
    path = Path(name)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def sound(seed: int = 1, **options: Any) -> Document:
    return generate(seed, **{"hazards": frozenset(), "kind": "budget", "scope": "dept", **options})


NEIGHBOUR = sound(77)


def assert_refused(path: Path, code: str, *options: str) -> dict[str, Any]:
    """The document is refused with this code, leaves nothing, and another of the same command is converted."""
    neighbour = save(NEIGHBOUR.encode(), "neighbour.txt")
    identity = NEIGHBOUR.truth.identity
    status, outcomes = run_json("convert", path, neighbour, "-j1", *options)
    assert status == 2
    assert len(outcomes) == 2
    found, other = outcomes
    assert found["code"] == code, found
    assert found["state"] == "failed"
    assert found["file"] == str(path)
    assert found["remedy"] or found["expected"], found
    assert f"[{code}]" in found["error"]
    assert "\n" not in found["error"]
    assert other["state"] in ("written", "unchanged"), other
    assert [folder.name for folder in find_packages(Path("datapackage"))] == [identity.package_name]
    shutil.rmtree("datapackage")
    plain = run("convert", path, *options)
    assert plain.exit_code == 2
    assert plain.stdout == ""
    assert f"[{code}]" in plain.stderr
    assert not Path("datapackage").exists()
    return found


def converted(text: str | bytes, *options: str) -> tuple[int, Path, list[dict[str, str]]]:
    """Exit code, package and those of its checks that did not pass."""
    status, (outcome,) = run_json("convert", save(text), *options)
    assert status in (0, 1), outcome
    folder = next(iter(find_packages(Path("datapackage"))))
    failing = [row for row in table_of(folder, "checks") if row["status"] == "fail"]
    return status, folder, failing


def table_of(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / "data" / f"{name}.csv").read_bytes().decode(), newline="")))


def accounts(folder: Path) -> list[dict[str, str]]:
    found = whole_tables(table_of(folder, "tables"))
    for row in found:
        numeric, captured, structural = (int(row[f"{name}_cells"]) for name in ("numeric", "captured", "structural"))
        assert captured == int(row["facts"])
        assert 0 <= numeric - captured - structural <= int(row["unread_cells"])
    return found


# --- what is no disclosure ---------------------------------------------------------------------------

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
NOT_A_DISCLOSURE: dict[str, tuple[str | bytes, str, int | None]] = {
    "empty": (b"", "read-empty", None),
    "blank": (" \n\t\n\u3000\n", "read-empty", None),
    "novel": (NOVEL, "identify-not-a-disclosure", 1),
    "novel that speaks of budgets": (
        NOVEL + "他算了算今年的预算，决算时只剩下 12.50 元。\n",
        "identify-not-a-disclosure",
        1,
    ),
    "pdf": (PDF + os.urandom(3000), "read-pdf-broken", None),
    "pdf behind blank lines": (b"\n\n" + PDF, "read-pdf-broken", None),
    "word": (b"PK\x03\x04\x14\x00\x06\x00word/document.xml" + bytes(100), "read-docx", None),
    "a format without a reader": (b"PK\x03\x04\x14\x00\x06\x00OFD.xml" + bytes(100), "read-format", None),
    "html without a single table": (
        "<!DOCTYPE html>\n<html><body>" + sound().text,  # displayed as one paragraph
        "identify-not-a-disclosure",
        1,
    ),
    "html of an error": ("<html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>", "read-no-disclosure", None),
    "nul bytes": (sound().text.replace("合计", "合\0计", 1), "read-nul", 0),
    "only nul bytes": (bytes(5000), "read-nul", 1),
    "control character": (sound().text.replace("合计", "合\x1b[31m计", 1), "read-control", 0),
    "big5": ("預算公開\n收支總表\n單位名稱\n".encode("big5") * 40, "read-encoding", 1),
    "shift-jis": ("予算の公開についての説明です。\n".encode("shift_jis") * 40, "read-encoding", 1),
    "damaged utf-8": (sound().text.encode().replace("合计".encode(), b"\xe5\x90\xff\xe8\xae", 1), "read-encoding", 0),
    "a line of 10 MB": (sound().text + "长" * (10 * MEBI // 3) + "\n", "read-line-too-long", 0),
    "a row of 10 MB": (sound().text + "1.00\t" * (2 * MEBI) + "\n", "read-line-too-long", 0),
    "more cells than a document can have": (
        sound().text + "1\t" * 400_000 + "\n" + "2\t" * 200_000,
        "read-too-many-cells",
        None,
    ),
    "random": (Random(1).randbytes(20_000), "read-nul", 0),
    "json": ('{"name": "140404-002-2023-dept-budget"}\n', "identify-not-a-disclosure", 1),
    "csv": ("科目编码,科目名称,合计\n201,一般公共服务支出,12.00\n", "identify-not-a-disclosure", 1),
    "cover without tables": ("兴县人民政府办公室\n2023年度部门预算公开\n\n" + NOVEL, "convert-no-tables", 1),
    "cover without name": ("2023年度部门预算公开\n\n" + NOVEL, "identify-name", 1),
    "cover of nowhere": ("乌有县人民政府办公室\n2023年度部门预算公开\n", "identify-division", 1),
}


@pytest.mark.parametrize(("content", "code", "line"), NOT_A_DISCLOSURE.values(), ids=NOT_A_DISCLOSURE)
def test_what_is_no_disclosure_is_refused(content: str | bytes, code: str, line: int | None) -> None:
    """A line of 0 stands for any line; None for an error that is about the whole file."""
    found = assert_refused(save(content), code)
    assert (found["line"] is None) == (line is None)
    if line:
        assert found["line"] == line


def test_the_line_of_an_error_is_right() -> None:
    text = sound().text
    at = text[: text.index("合计")].count("\n") + 1
    assert assert_refused(save(text.replace("合计", "合\x07计", 1)), "read-control")["line"] == at
    long = text + "长" * MEBI + "\n"
    assert assert_refused(save(long), "read-line-too-long")["line"] == long.count("\n")


def test_folders_missing_files_and_devices() -> None:
    Path("folder.txt").mkdir()
    os.mkfifo("pipe.txt")
    Path("dangling.txt").symlink_to("nothing")
    assert_refused(Path("folder.txt"), "read-directory")
    assert_refused(Path("nothing.txt"), "read-missing")
    assert_refused(Path("neighbour.txt/below.txt"), "read-missing")
    assert_refused(Path("dangling.txt"), "read-missing")
    assert_refused(Path("pipe.txt"), "read-not-a-file")
    assert_refused(Path("/dev/zero"), "read-not-a-file")
    assert_refused(Path("x" * 300), "read-failed")


@pytest.fixture
def unprivileged() -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    """Run the command as nobody, so that permissions count even where tests run as root."""

    def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", _AS_NOBODY, *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True)

    if os.getuid() == 0:
        for folder in [Path.cwd(), *Path.cwd().parents][:-2]:
            folder.chmod(0o755)
    yield call
    for path in Path.cwd().rglob("*"):
        path.chmod(0o755)


_AS_NOBODY = """
import os, sys
from mingzhang.cli import main
import mingzhang.cli.documents, mingzhang.runs.documents, encodings.idna, encodings.gb18030, mingzhang.readers.text
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
main(sys.argv[1:])
"""


def test_a_file_that_may_not_be_read(unprivileged: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    path = save(sound().encode())
    path.chmod(0)
    done = unprivileged("identify", path)
    assert done.returncode == 2
    assert "[read-permission]" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("what", ["root", "division", "package"])
def test_no_permission_to_write(what: str, unprivileged: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    path, root = save(sound().encode()), Path("datapackage")
    assert run("convert", path).exit_code in (0, 1)
    folder = find_packages(root)[0]
    before = read_files(folder)
    path.write_bytes(sound().text.replace("公开", "公开 ", 1).encode())
    if what == "package":
        (folder / "data").chmod(0)
    if what == "root":
        shutil.rmtree(folder.parent)
    done = unprivileged("convert", path)
    assert done.returncode == 2
    assert "[store-permission]" in done.stderr
    assert "Traceback" not in done.stderr
    if what == "root":
        assert list(root.iterdir()) == []
    else:
        (folder / "data").chmod(0o755)
        assert read_files(folder) == before
        assert sorted(path.name for path in folder.parent.iterdir()) == [folder.name]


# --- big and many ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["holes", "text"])
def test_200_megabytes_are_refused_unread(kind: str) -> None:
    path = Path("garbage.txt")
    with path.open("wb") as file:
        if kind == "text":
            file.write(("垃圾\t1.00\n" * 1000).encode())
        file.truncate(200 * MEBI)
    small = save(NOVEL, "small.txt")
    usual, refused = (peak_memory("identify", each) for each in (small, path))
    assert refused[0] == 2
    assert "[read-too-large]" in refused[1]
    assert refused[2] < usual[2] + 8 * MEBI


def peak_memory(*arguments: str | Path) -> tuple[int, str, int]:
    """Exit code, stderr and peak memory in bytes of a process of its own.

    Linux counts the memory of the parent that forked it into `ru_maxrss`; `VmHWM` is the process's own.
    """
    code = """
import pathlib, resource, sys
from mingzhang.cli import main
def peak():
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    main(sys.argv[1:])
finally:
    print(peak() * 1024, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True)
    *messages, peak = done.stderr.splitlines()
    return done.returncode, "\n".join(messages), int(peak)


def test_a_document_as_large_as_allowed_needs_bounded_memory() -> None:
    filler = "第三部分 说明\n" + NOVEL.replace("\n\n", "\n")
    text = sound().text
    size = 2 * MEBI
    path = save(text + filler * ((size - len(text.encode())) // len(filler.encode())))
    status, _, peak = peak_memory("convert", path)
    assert status in (0, 1)
    assert peak < 400 * MEBI


# --- damaged disclosures -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["budget", "final"])
@pytest.mark.parametrize("part", [2, 8, 20, 35, 50, 65, 80, 95, 99])
def test_half_a_disclosure_says_what_is_missing(kind: str, part: int) -> None:
    document = sound(5, kind=kind)
    text = document.text.encode()[: len(document.text.encode()) * part // 100].decode(errors="ignore")
    status, (outcome,) = run_json("convert", save(text))
    if status == 2:
        assert outcome["code"] in ("identify-name", "convert-no-tables", "identify-not-a-disclosure")
        assert outcome["remedy"]
        assert not Path("datapackage").exists()
        return
    missing = {row["table"] for row in accounts(find_packages(Path("datapackage"))[0]) if row["state"] == "missing"}
    said = {
        row["instance"] for row in table_of(find_packages(Path("datapackage"))[0], "checks") if row["check"] == "R06"
    }
    assert missing == said
    assert status == (1 if missing else 0)
    assert part > 60 or missing


@pytest.mark.parametrize("kind", ["budget", "final"])
def test_a_table_that_lost_its_title_is_reported(kind: str) -> None:
    document = sound(9, kind=kind)
    truth = document.truth
    for table in (name for name, state in truth.states.items() if state == "data"):
        lines = document.text.split("\n")
        del lines[truth.title_lines[table] - 1]
        status, folder, failing = converted("\n".join(lines))
        found = {row["table"]: row for row in accounts(folder)}
        is_read = found[table]["state"] == "data"
        reported = {row["check"] for row in failing} | {
            row["check"] for row in table_of(folder, "checks") if row["check"] in ("R07", "R08")
        }
        assert reported & {"R06", "R07", "R08", "R19"}, table
        assert status == 1 or is_read
        shutil.rmtree("datapackage")


def test_two_disclosures_in_one_file() -> None:
    one = sound(3)
    pairs = {
        "two units": sound(4).text,
        "the same unit twice": one.text,
        "the unit's next year": one.text.replace(str(one.truth.identity.year), str(one.truth.identity.year + 1)),
    }
    for name, other in pairs.items():
        found = assert_refused(save(spoil.concatenate(one.text, other).text), "convert-two-disclosures")
        assert found["line"] > one.text.count("\n"), name
        assert "split" in found["remedy"]


def test_a_budget_and_a_final_account_in_one_file() -> None:
    budget, final = sound(3), sound(3, kind="final")
    for one, other in ((budget, final), (final, budget)):
        status, outcomes = run_json("convert", save(f"{one.text}\n{other.text}"))
        assert status in (1, 2), "the second disclosure must not be left out in silence"
        if status == 2:
            assert outcomes[0]["code"] == "convert-two-disclosures"
        else:
            folder = find_packages(Path("datapackage"))[0]
            unread = [row for row in table_of(folder, "checks") if row["check"] == "R08"]
            assert len(unread) >= 3
            shutil.rmtree("datapackage")


def test_a_wrong_year_in_one_title_is_reported() -> None:
    document = sound(3)
    year = document.truth.identity.year
    lines = document.text.split("\n")
    at = document.truth.title_lines["expenditure"] - 1
    lines[at] = lines[at].replace(str(year), str(year - 1))
    status, folder, failing = converted("\n".join(lines))
    assert folder.name == document.truth.identity.package_name
    assert [row["locators"] for row in failing if row["check"] == "R14"] == [f"L{at + 1}"]
    assert status == 1


def test_a_wrong_year_on_the_cover_or_in_most_titles_is_refused() -> None:
    document = sound(3)
    year = str(document.truth.identity.year)
    lines = document.text.split("\n")
    cover = next(at for at, line in enumerate(lines) if f"{year}年度" in line)
    wrong = [*lines]
    wrong[cover] = lines[cover].replace(year, "2009")
    found = assert_refused(save("\n".join(wrong)), "identify-two-years")
    assert found["line"] == cover + 1
    assert "--year" in found["remedy"]
    assert "2009" in found["message"]
    assert year in found["message"]
    assert run("convert", "document.txt", "--year", year).exit_code in (0, 1)
    shutil.rmtree("datapackage")

    wrong = [*lines]
    for at in document.truth.title_lines.values():
        wrong[at - 1] = lines[at - 1].replace(year, "2009")
    assert_refused(save("\n".join(wrong)), "identify-two-years")


@pytest.mark.parametrize(
    "bad",
    ["1,31.62", "12..5", "一百万", "1.313.62", "12.5.", "--5", "1e5", "NaN", "0x1F", "∞", "٣٤.٠٠", "²", "①", "1_000"],
)
def test_a_malformed_amount_is_listed_as_unread(bad: str) -> None:
    document = sound(3)
    amount = next(a for a in document.truth.amounts if a.table == "expenditure" and a.column == "basic")
    status, folder, failing = converted(replaced(document, amount.line, amount.cell, bad))
    place = f"L{amount.line}C{amount.cell}"
    assert [row["locators"] for row in failing if row["check"] == "R01"] == [place]
    assert status == 1
    assert place not in {row["locator"] for row in table_of(folder, "facts")}
    assert next(row for row in accounts(folder) if row["table"] == "expenditure")["unread_cells"] == "1"


@pytest.mark.parametrize(
    ("printed", "yuan"),
    [
        ("１２.５０", "125000.00"),
        ("１，２３４．５０", "12345000.00"),
        ("-12.50", "-125000.00"),
        ("－12.50", "-125000.00"),
        ("−12.50", "-125000.00"),
        ("(12.50)", "-125000.00"),
        ("（1,234.50）", "-12345000.00"),
        ("<b>12.50</b>", "125000.00"),
    ],
)
def test_unusual_amounts_are_read_and_reported(printed: str, yuan: str) -> None:
    document = sound(3)
    amount = next(a for a in document.truth.amounts if a.table == "expenditure" and a.column == "basic")
    _, folder, _ = converted(replaced(document, amount.line, amount.cell, printed))
    place = f"L{amount.line}C{amount.cell}"
    (fact,) = [row for row in table_of(folder, "facts") if row["locator"] == place]
    assert fact["amount_yuan"] == yuan
    noted = {row["locators"] for row in table_of(folder, "checks") if row["check"] == "R12"}
    assert (place in noted) == ("<b>" not in printed)


def replaced(document: Document, line: int, cell: int, text: str) -> str:
    lines = document.text.split("\n")
    cells = lines[line - 1].split("\t")
    cells[cell - 1] = text
    lines[line - 1] = "\t".join(cells)
    return "\n".join(lines)


# --- hostile text ------------------------------------------------------------------------------------

INERT = [bad.replace("\n", " ") for bad in HOSTILE if "\0" not in bad]


@pytest.mark.parametrize("bad", INERT, ids=range(len(INERT)))
def test_hostile_names_are_harmless_in_every_file(bad: str) -> None:
    document = sound(11)
    lines = document.text.split("\n")
    entity = document.truth.identity.entity
    cover = lines.index(entity)
    lines[cover] = f"{entity}{bad}"
    for amount in document.truth.amounts:
        cells = lines[amount.line - 1].split("\t")
        if amount.table in ("projects", "expenditure") and amount.row_label in cells:
            cells[cells.index(amount.row_label)] = bad if amount.table == "projects" else f"{amount.row_label}{bad}"
            lines[amount.line - 1] = "\t".join(cells)
    status, (outcome,) = run_json("convert", save("\n".join(lines)))
    if status == 2:
        assert outcome["code"].startswith("identify-"), outcome
        return
    (folder,) = find_packages(Path("datapackage"))
    assert NAME.fullmatch(folder.name)
    descriptor = json.loads((folder / "datapackage.json").read_text())
    assert descriptor["name"] == folder.name
    accounts(folder)
    assert_spreadsheets_run_nothing(folder)
    assert_markdown_shows_no_markup((folder / "README.md").read_text())


def assert_spreadsheets_run_nothing(folder: Path) -> None:
    for path in (folder / "data").glob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text(), newline="")):
            for cell in row:
                inert = r"[-+=@＝＋－＠]?|[-+＋－]?[\d.,．，]+[%％]?|[^-+=@＝＋－＠\t\r\n].*"
                assert re.fullmatch(inert, cell), (path.name, cell)


def assert_markdown_shows_no_markup(readme: str) -> None:
    fixed = {line for line in readme.splitlines() if line.startswith(("facts", "另有", "[`"))}
    text = "\n".join(line for line in readme.splitlines() if line not in fixed)
    for mark in ("<script", "<img", "](javascript", "![", "{{", "{%", "=cmd", "../"):
        assert mark not in text


@pytest.mark.parametrize(
    "agency", ["../../etc", "..", "/etc", "002/../..", "002\n", "１２３", "٠٠٢", "", "x" * 9, "0" * 13]
)
def test_no_agency_leaves_the_root(agency: str) -> None:
    path = save(sound().encode())
    result = run("convert", path, f"--agency={agency}")
    if agency == "":
        assert result.exit_code in (0, 1)
    else:
        assert result.exit_code == 2
        assert re.search(r"\[(identify-agency|package-name)\]", result.stderr)
        assert sorted(each.name for each in Path().iterdir()) == ["document.txt"]


@pytest.mark.parametrize("division", ["../../etc", "999999", "１４０４０４", "140404/", "0"])
def test_no_division_leaves_the_root(division: str) -> None:
    result = run("convert", save(sound().encode()), f"--division={division}")
    assert result.exit_code == 2
    assert "[identify-division]" in result.stderr
    assert sorted(each.name for each in Path().iterdir()) == ["document.txt"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", "/", "<script>alert(1)</script>", "=1+1", "{{ 7*7 }}"])
def test_a_hostile_cover_is_no_way_out(name: str) -> None:
    text = sound().text.replace(sound().truth.identity.entity, name)
    result = run("convert", save(text))
    assert result.exit_code == 2
    assert "[identify-" in result.stderr
    assert sorted(each.name for each in Path().iterdir()) == ["document.txt"]


def test_names_of_files_cannot_move_the_cursor_or_break_the_line() -> None:
    names = ["\x1b[31mred.txt", "two\nlines.txt", "\udcff\udcfe.txt", "\u202etxt.exe"]
    result = run("convert", *names)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == len(names) + 1
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", result.stderr)
    status, outcomes = run_json("convert", *names)
    assert status == 2
    assert [outcome["code"] for outcome in outcomes] == ["read-missing"] * len(names)


# --- documents of one command --------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["-j1", "-j2"])
def test_the_same_file_twice_in_one_command(jobs: str) -> None:
    path, other = save(sound(1).encode()), save(sound(2).encode(), "other.txt")
    status, outcomes = run_json("convert", path, other, path, jobs)
    assert status == 2
    assert [outcome["code"] for outcome in outcomes] == ["convert-same-package", "", "convert-same-package"]
    assert outcomes[0]["message"].count("document.txt") == 2
    assert [folder.name for folder in find_packages(Path("datapackage"))] == [sound(2).truth.identity.package_name]


@pytest.mark.parametrize("jobs", ["-j1", "-j2"])
def test_two_documents_of_one_package_in_one_command(jobs: str) -> None:
    one = save(sound(1).encode(), "one.txt")
    two = save(sound(1).text.replace("公开", "公开 ").encode(), "two.txt")
    status, outcomes = run_json("convert", one, two, jobs)
    assert status == 2
    assert {outcome["code"] for outcome in outcomes} == {"convert-same-package"}
    for outcome in outcomes:
        assert "one.txt" in outcome["error"]
        assert "two.txt" in outcome["error"]
    assert not Path("datapackage").exists()


def test_a_defect_of_our_own_costs_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(conversion: Any, *versions: Any) -> Any:
        if conversion.source.file_name == "document.txt":
            raise ZeroDivisionError("a defect")
        return build_package(conversion, *versions)

    monkeypatch.setattr(documents, "build_package", stumble)
    path, other = save(sound(1).encode()), save(sound(2).encode(), "other.txt")
    result = CliRunner().invoke(main, ["convert", str(path), str(other), "-j1", "--json"])
    outcomes = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 2
    assert [outcome["code"] for outcome in outcomes] == ["internal", ""]
    assert "ZeroDivisionError in test_withstand.py" in outcomes[0]["message"]


def test_a_worker_that_dies_costs_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def die(conversion: Any, *versions: Any) -> Any:
        if conversion.source.file_name == "1.txt":
            os._exit(9)
        return build_package(conversion, *versions)

    monkeypatch.setattr(documents, "build_package", die)
    paths = [save(sound(seed).encode(), f"{seed}.txt") for seed in range(4)]
    status, outcomes = run_json("convert", *paths, "-j2")
    assert status == 2
    assert [outcome["code"] for outcome in outcomes] == ["", "worker-died", "", ""]
    assert len(find_packages(Path("datapackage"))) == 3


def test_a_disk_that_fills_keeps_the_old_package(monkeypatch: pytest.MonkeyPatch) -> None:
    path, other = save(sound(1).encode()), save(sound(2).encode(), "other.txt")
    assert run("convert", path, other).exit_code in (0, 1)
    before = read_files(Path("datapackage"))
    path.write_bytes(sound(1).text.replace("公开", "公开 ", 1).encode())
    other.write_bytes(sound(2).text.replace("公开", "公开 ", 1).encode())
    write = store.write_synced

    def fill(target: Path, data: bytes) -> None:
        if sound(1).truth.identity.package_name in str(target) and target.name == "facts.csv":
            target.write_bytes(data[:10])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(target, data)

    monkeypatch.setattr(store, "write_synced", fill)
    status, outcomes = run_json("convert", path, other, "-j1")
    assert status == 2
    assert [outcome["code"] or outcome["state"] for outcome in outcomes] == ["store-full", "written"]
    after = read_files(Path("datapackage"))
    changed = {name.split("/")[1] for name in before if before[name] != after[name]}
    assert before.keys() == after.keys()
    assert changed == {sound(2).truth.identity.package_name}


# --- rebuilding --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def two_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("two")
    for number, document in enumerate((sound(1), NEIGHBOUR)):
        name = path / f"{number}.txt"
        name.write_bytes(document.encode())
        assert run("convert", name, "--root", path / "datapackage").exit_code in (0, 1)
    return path / "datapackage"


@pytest.fixture
def folder(two_packages: Path) -> Path:
    shutil.copytree(two_packages, "datapackage")
    save(sound(1).encode())
    (found,) = Path("datapackage").glob(f"*/{sound(1).truth.identity.package_name}")
    return found


def assert_not_rebuilt(folder: Path, code: str) -> dict[str, Any]:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}
    for packages in ([], [folder]):
        status, outcomes = run_json("rebuild", *packages, "-j1")
        assert status == 2
        (found,) = [outcome for outcome in outcomes if outcome["state"] == "failed"]
        assert found["code"] == code, found
        assert str(folder) in found["file"]
        assert found["remedy"] or found["expected"]
        assert packages or len(outcomes) == 2
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}
    assert before == after
    return found


def change(folder: Path, function: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text())
    function(descriptor)
    path.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2))


BROKEN_DESCRIPTORS: dict[str, tuple[bytes | None, str]] = {
    "missing": (None, "package-unreadable"),
    "empty": (b"", "package-not-json"),
    "no json": (b'{"name": ', "package-not-json"),
    "a list": (b"[]", "package-not-json"),
    "not utf-8": (b'{"name": "\xff"}', "package-not-utf8"),
    "too deep": (b"[" * 100_000, "package-not-json"),
    "a long number": (b'{"version": ' + b"9" * 5000 + b"}", "package-not-json"),
    "no number": (b'{"version": NaN}', "package-not-json"),
    "empty object": (b"{}", "package-descriptor"),
}


@pytest.mark.parametrize(("content", "code"), BROKEN_DESCRIPTORS.values(), ids=BROKEN_DESCRIPTORS)
def test_a_broken_descriptor(folder: Path, content: bytes | None, code: str) -> None:
    path = folder / "datapackage.json"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    found = assert_not_rebuilt(folder, code)
    assert found["file"] == str(path)
    if code in ("package-not-json", "package-not-utf8"):
        assert found["line"] == 1


KEYS = [
    ("sources",),
    ("sources", 0),
    ("sources", 0, "title"),
    ("sources", 0, "bytes"),
    ("sources", 0, "hash"),
    ("sources", 0, "encoding"),
    ("identity",),
    ("identity", "evidence"),
    ("identity", "evidence", "fiscal_year"),
    ("identity", "evidence", "division_code", "value"),
    ("identity", "evidence", "agency_code", "basis"),
    ("version",),
]


@pytest.mark.parametrize("keys", KEYS, ids=lambda keys: ".".join(map(str, keys)))
@pytest.mark.parametrize("value", ["missing", None, 5, 1.5, True, "", [], {}, "<script>\n", "../../etc"], ids=repr)
def test_keys_missing_or_of_another_type(folder: Path, keys: tuple[Any, ...], value: Any) -> None:
    def spoil_key(descriptor: Any) -> None:
        for key in keys[:-1]:
            descriptor = descriptor[key]
        if value == "missing":
            del descriptor[keys[-1]]
        else:
            descriptor[keys[-1]] = value

    change(folder, spoil_key)
    is_possible = (keys[-1] == "bytes" and value == 5 and not isinstance(value, bool)) or (
        keys[-2:] in (("division_code", "value"), ("agency_code", "basis")) and value in ("<script>\n", "../../etc")
    )
    if is_possible:
        assert run("rebuild", folder).exit_code in (0, 1)
        return
    found = assert_not_rebuilt(folder, "package-descriptor")
    assert str(keys[0]) in found["message"]
    assert found["line"] is not None


@pytest.mark.parametrize("name", ["../../etc", "140404-999-2023-dept-budget", "", 5, None])
def test_the_name_in_the_descriptor_decides_nothing(folder: Path, name: Any) -> None:
    before = read_files(Path("datapackage"))
    change(folder, lambda descriptor: descriptor.update(name=name))
    assert run("rebuild", folder).exit_code in (0, 1)
    assert read_files(Path("datapackage")) == before


@pytest.mark.parametrize(
    ("evidence", "code"),
    [
        ({"agency_code": {"value": "../../etc", "locator": None, "basis": "argument"}}, "identify-agency"),
        ({"division_code": {"value": "../..", "locator": None, "basis": "argument"}}, "identify-division"),
        ({"fiscal_year": {"value": "20２3", "locator": None, "basis": "argument"}}, "package-descriptor"),
        ({"agency_code": {"value": "999", "locator": None, "basis": "argument"}}, "identify-contradiction"),
    ],
)
def test_arguments_recorded_in_the_descriptor_are_no_way_out(folder: Path, evidence: Any, code: str) -> None:
    change(folder, lambda descriptor: descriptor["identity"]["evidence"].update(evidence))
    everything = sorted(Path().rglob("*"))
    assert_not_rebuilt(folder, code)
    assert sorted(Path().rglob("*")) == everything


BROKEN_SOURCES: dict[str, tuple[bytes | None, str]] = {
    "missing": (None, "package-unreadable"),
    "empty": (b"", "read-empty"),
    "not utf-8": ("合计".encode("gbk"), "package-not-utf8"),
    "nul": (b"a\0b\n", "read-control"),
    "novel": (NOVEL.encode(), "identify-not-a-disclosure"),
    "another unit's": (sound(4).encode(), "rebuild-other-package"),
}


@pytest.mark.parametrize(("content", "code"), BROKEN_SOURCES.values(), ids=BROKEN_SOURCES)
def test_a_broken_source(folder: Path, content: bytes | None, code: str) -> None:
    path = folder / "source.txt"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert assert_not_rebuilt(folder, code)["file"] == str(path)


@pytest.mark.parametrize("name", ["source.txt", "datapackage.json"])
def test_links_in_a_package_are_not_followed(folder: Path, name: str) -> None:
    secret = save((folder / name).read_bytes(), "secret")
    (folder / name).unlink()
    (folder / name).symlink_to(secret.absolute())
    assert_not_rebuilt(folder, "package-link")


def test_a_package_that_is_a_link_is_not_followed(folder: Path) -> None:
    folder.rename("elsewhere")
    folder.symlink_to(Path("elsewhere").absolute())
    assert_not_rebuilt(folder, "package-link")


def test_personal_data_put_into_a_source_is_masked_on_rebuilding(folder: Path) -> None:
    path = folder / "source.txt"
    text = path.read_text()
    path.write_text(text + "经办人：张三丰 联系电话：13912345678\n")
    assert run("rebuild", folder).exit_code in (0, 1)
    assert path.read_text() == text + "经办人：███ 联系电话：███████████\n"


def test_a_broken_package_in_place_is_not_overwritten(folder: Path) -> None:
    """Its version would be lost; so converting the document again says what to do first."""
    (folder / "datapackage.json").write_text("{")
    before = read_files(folder)
    result = run("convert", "document.txt")
    assert result.exit_code == 2
    assert "[package-not-json]" in result.stderr
    assert "remove its folder and convert the document again" in result.stderr
    assert read_files(folder) == before


@pytest.mark.parametrize("path", ["nothing", "datapackage", "document.txt", ".", "x\0y"])
def test_rebuilding_what_is_no_package(folder: Path, path: str) -> None:
    status, (found,) = run_json("rebuild", path)
    assert status == 2
    assert found["code"] in ("package-missing", "package-place", "package-unreadable")


def test_rebuilding_nothing_is_an_error() -> None:
    result = run("rebuild")
    assert result.exit_code == 2
    assert "there is no package under datapackage" in result.stderr


def test_errors_name_everything() -> None:
    error = DisclosureError("read-empty", "the file is empty", Path("甲.txt"), 3, "a disclosure", "give another")
    assert str(error) == "甲.txt:3: [read-empty] the file is empty; expected a disclosure; give another"
