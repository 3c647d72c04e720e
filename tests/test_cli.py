"""The command line: help worth reading, exit codes, what goes to stdout and what to stderr."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from mingzhang.cli import main
from mingzhang.cli.terminal import Messages, out_json
from mingzhang.convert.pipeline import Conversion, convert_source
from mingzhang.ground.outcome import Outcome
from mingzhang.ground.source import Source
from mingzhang.packages.store import find_packages
from mingzhang.recognise.identity import Overrides
from mingzhang.runs import documents

from tests.generator import generate

MINGZHANG = Path(sys.executable).with_name("mingzhang")
COMMANDS = sorted(main.commands.items())
WITH_FINDING = ("missing_table",)


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def save(seed: int = 1, *hazards: str) -> Path:
    path = Path(f"{seed}.txt")
    path.write_bytes(generate(seed, kind="budget", hazards=frozenset(hazards)).encode())
    return path


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings about sound documents are the checks' affair, not that of exit codes."""

    def without_findings(source: Source, overrides: Overrides) -> Conversion:
        conversion = convert_source(source, overrides)
        if not any(finding.check == "R06" for finding in conversion.findings if finding.status == "fail"):
            conversion.findings.clear()
        return conversion

    monkeypatch.setattr(documents, "convert_source", without_findings)


# --- help ------------------------------------------------------------------------------------------


def test_the_commands_are_listed_in_the_order_of_work() -> None:
    listed = re.findall(r"^  ([a-z]+)  ", run("--help").stdout, re.M)
    assert listed == list(main.commands)
    assert listed[:3] == ["identify", "convert", "rebuild"]


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("name", ["", *main.commands])
def test_help_is_worth_reading(name: str, option: str) -> None:
    text = run(*filter(None, [name]), option).stdout
    assert "Examples:" in text
    assert f"mingzhang {name}".strip() in text.split("Examples:")[1]
    codes = re.findall(r"^ +(\d)  \S.+", text.split("Exit codes:")[1], re.M)
    assert codes in (["0", "1", "2"], ["0", "2"], ["0", "1"]), "what each code means to a script"
    assert not [line for line in text.splitlines() if len(line) > 120]
    if "1" in codes:
        ended = re.search(rf"mingzhang {name}\b[^;\n]*&&", text.split("Examples:")[1].split("Exit codes:")[0])
        assert ended is None, "it may end with 1 where all went well; what follows would not run"


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_and_option_is_explained(name: str, command: click.Command) -> None:
    assert command.help
    assert command.help.rstrip().endswith(".")
    assert command.short_help, "a line that is not cut off in the list of commands"
    assert len(command.short_help) < 80
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, (name, parameter.name)
            assert parameter.help[0].isupper() or parameter.help[0] == "`"
            assert parameter.help.endswith(".")


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_the_same_option_means_the_same_everywhere(name: str, command: click.Command) -> None:
    names = {option for parameter in command.params for option in parameter.opts}
    assert "--quiet" in names, name
    assert ("-q" in names) == ("--quiet" in names)
    assert ("-j" in names) == ("--jobs" in names)


def test_help_and_version_import_no_command() -> None:
    """Half a second of imports before one line of help was too much; `mingzhang` itself imports next to nothing."""
    listed = "import sys; print(*sorted(name for name in sys.modules if name.partition('.')[0] in wanted))"
    for before in ("import mingzhang", "from mingzhang.cli import main; main(['--help'], standalone_mode=False)"):
        wanted = "wanted = ('mingzhang', 'rich', 'pandas', 'click')"
        done = subprocess.run([sys.executable, "-c", f"{wanted}; {before}; {listed}"], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        found = {name for name in done.stdout.splitlines()[-1].split() if not name.startswith("click.")}
        allowed = {"mingzhang", "mingzhang.cli", "mingzhang.cli.commands", "mingzhang.cli.terminal", "click"}
        allowed |= {"mingzhang.ground", "mingzhang.ground.errors"}
        assert found <= ({"mingzhang"} if before == "import mingzhang" else allowed)


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "mingzhang", "--version"], capture_output=True, text=True)
    assert re.fullmatch(r"mingzhang, version \d+\.\d+\.\d+\n", done.stdout), done.stderr


def test_version_and_no_arguments() -> None:
    assert re.fullmatch(r".*mingzhang.* \d+\.\d+\.\d+\n", run("--version").stdout, re.I)
    assert run().exit_code == 2
    assert run("convert").exit_code == 2
    assert run("nonsense").exit_code == 2


# --- exit codes ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("clean")
def test_0_is_clean_1_is_findings_2_is_failed() -> None:
    sound, lacking, bad = save(1), save(2, *WITH_FINDING), Path("bad.txt")
    bad.write_text("这不是预算。\n")
    assert run("convert", sound).exit_code == 0
    assert run("convert", sound).exit_code == 0
    assert run("convert", lacking).exit_code == 1
    assert run("convert", bad).exit_code == 2
    assert run("convert", sound, lacking).exit_code == 1
    assert run("convert", bad, lacking, sound).exit_code == 2
    assert run("identify", sound, lacking).exit_code == 0
    assert run("identify", sound, bad).exit_code == 2
    assert run("rebuild").exit_code == 1
    assert run("rebuild", *Path("datapackage").glob("*/*")).exit_code == 1


def test_what_does_not_fit_together_is_refused() -> None:
    one, two = save(1), save(2)
    for option in ("--division=140404", "--agency=002", "--name=某市档案馆"):
        result = run("convert", one, two, option)
        assert result.exit_code == 2
        assert "give one FILE" in result.stderr
    assert run("convert", one, "--year=1066").exit_code == 2
    assert run("convert", one, "-j0").exit_code == 2
    assert run("convert", one, "--root", one).exit_code == 2
    assert not Path("datapackage").exists()


def test_overrides_are_recorded_and_rebuilt() -> None:
    path = save(1)
    code = json.loads(run("identify", path, "--json").stdout)["identity"]["division_code"]["value"]
    assert run("convert", path, f"--division={code}").exit_code in (0, 1)
    (folder,) = find_packages(Path("datapackage"))
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["identity"]["evidence"]["division_code"]["basis"] == "argument"
    result = run("rebuild", "--json")
    assert json.loads(result.stdout)["state"] == "unchanged"


@pytest.mark.parametrize("command", ["identify", "convert", "check"])
def test_what_is_said_of_a_document_is_said_alike(command: str) -> None:
    path = save(1)
    known = json.loads(run("identify", path, "--json").stdout)["identity"]
    said = {"name": "agency_name", "kind": "kind", "division": "division_code", "year": "fiscal_year"}
    arguments = [f"--{option}={known[field]['value']}" for option, field in said.items()]
    result = run(command, path, *arguments, "--scope=unit", "--json")
    assert result.exit_code in (0, 1), result.stderr
    name = json.loads(result.stdout)["package"]
    assert f"-{known['fiscal_year']['value']}-unit-{known['kind']['value']}" in name
    if command == "convert":
        assert json.loads(run("rebuild", "--json").stdout)["state"] == "unchanged"
        (folder,) = find_packages(Path("datapackage"))
        assert run("check", folder, "--scope=unit").exit_code == 2


def test_an_override_that_contradicts_the_document_is_refused() -> None:
    path = save(1)
    for argument in ("--agency=777777", "--division=110101", "--year=1999", "--name=乌有市档案馆", "--kind=final"):
        result = run("convert", path, argument)
        assert result.exit_code == 2
        assert "identify-contradiction" in result.stderr
    assert find_packages(Path("datapackage")) == []


# --- streams ---------------------------------------------------------------------------------------


def test_identify_prints_data_and_convert_prints_messages() -> None:
    path = save(1)
    identified = run("identify", path)
    assert identified.stdout.splitlines()[0].startswith("1.txt: ")
    assert len(identified.stdout.splitlines()) == 7
    assert identified.stderr == ""
    converted = run("convert", path)
    assert converted.stdout == ""
    assert "1 document: 1 written, 0 unchanged, 0 failed" in converted.stderr


def test_a_second_run_says_that_nothing_changed() -> None:
    paths = [save(seed) for seed in (1, 2, 3)]
    run("convert", *paths)
    again = run("convert", *paths)
    assert "3 documents: 0 written, 3 unchanged, 0 failed" in again.stderr
    assert again.stderr.count(": unchanged, ") == 3


def test_quiet_prints_errors_only() -> None:
    path, bad = save(1), Path("bad.txt")
    bad.write_text("这不是预算。\n")
    for command in ("convert", "identify"):
        assert run(command, "-q", path).output == ""
        result = run(command, "-q", path, bad)
        assert result.stdout == ""
        assert [line[:6] for line in result.stderr.splitlines()] == ["error:"]
    assert run("rebuild", "-q").output == ""


def test_json_is_one_object_a_document_in_the_order_given() -> None:
    paths = [save(3), Path("missing.txt"), save(1), save(2)]
    for command in ("identify", "convert"):
        result = run(command, "--json", "-j2", *paths)
        found = [json.loads(line) for line in result.stdout.splitlines()]
        assert [outcome["path"] for outcome in found] == [str(path) for path in paths]
        assert found[1]["code"] == "read-missing"
        assert {"path", "state", "package", "error", "code", "findings"} <= found[0].keys()
        assert {"file", "line", "message", "expected", "remedy"} <= found[1].keys()


def test_json_where_stdout_knows_no_chinese() -> None:
    path = save(1)
    for encoding in ("ascii", "latin-1", "gbk"):
        environment = {**os.environ, "PYTHONIOENCODING": f"{encoding}:strict", "PYTHONUTF8": "0"}
        for arguments in (["identify", "--json", path], ["identify", path], ["convert", path]):
            done = subprocess.run([str(MINGZHANG), *map(str, arguments)], env=environment, capture_output=True)
            assert done.returncode in (0, 1), done.stderr
            if "--json" in arguments:
                name = json.loads(done.stdout.decode(encoding))["identity"]["agency_name"]["value"]
                assert name == generate(1, kind="budget", hazards=frozenset()).truth.identity.entity


# --- progress --------------------------------------------------------------------------------------


def outcomes(number: int) -> list[Outcome]:
    return [Outcome(f"{at}.txt", "written", "name", "written") for at in range(number)]


@pytest.mark.parametrize(
    ("total", "told"),
    [(1, []), (20, []), (60, [25, 50]), (100, [25, 50, 75]), (1000, [*range(50, 1000, 50)])],
)
def test_long_work_tells_plain_lines_where_nobody_sees_a_bar(
    total: int, told: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(list(Messages(quiet=False).follow(outcomes(total), total, "converting"))) == total
    assert capsys.readouterr().err.splitlines() == [f"converting: {done} of {total}" for done in told]
    list(Messages(quiet=True).follow(outcomes(total), total, "converting"))
    assert capsys.readouterr().err == ""


def test_nothing_but_plain_lines_where_there_is_no_terminal() -> None:
    paths = [str(save(seed)) for seed in range(3)]
    done = subprocess.run([MINGZHANG, "convert", *paths], capture_output=True, text=True)
    assert done.returncode in (0, 1)
    assert not re.search(r"[\x1b\r]", done.stdout + done.stderr)


def test_a_bar_is_drawn_on_a_terminal() -> None:
    paths = [str(save(seed)) for seed in range(6)]
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    process = subprocess.Popen([MINGZHANG, "convert", "-j1", *paths], stderr=follower, env=environment)
    os.close(follower)
    drawn = b""
    try:
        while piece := os.read(leader, 65536):
            drawn += piece
    except OSError:  # the other end is closed
        pass
    os.close(leader)
    assert process.wait() in (0, 1)
    assert b"converting" in drawn
    assert b"\x1b[" in drawn
    assert "6 documents: 6 written" in drawn.decode()


# --- stopping --------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["-j1", "-j2"])
def test_an_interrupt_ends_with_130_and_leaves_whole_packages(jobs: str) -> None:
    paths = [str(save(seed)) for seed in range(60)]
    process = subprocess.Popen([MINGZHANG, "convert", jobs, *paths], stderr=subprocess.PIPE, text=True)
    wait_until(lambda: process.poll() is not None or len(find_packages(Path("datapackage"))) > 1)
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "interrupted" in messages
    assert "Traceback" not in messages
    written = find_packages(Path("datapackage"))
    assert 0 < len(written) < 60
    assert all((folder / "datapackage.json").exists() for folder in written)
    assert not list(Path("datapackage").glob("*/.*"))


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(6_000):  # a minute: a busy machine may need more than a few seconds for the first documents
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it took too long")


def test_json_holds_nothing_that_acts_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"name": "示例县档案馆 \u202efdp\u2066\x9b31m\x85\u2028\u200f end"}
    out_json(value)
    told = capsys.readouterr().out
    assert "示例县档案馆" in told
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]", told)
    assert json.loads(told) == value
