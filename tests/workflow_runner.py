"""Runs the shell steps of a workflow's job as a GitHub runner would, without GitHub.

What is not run is listed here and nowhere else. Actions (`uses:`) are stood in for by the functions of `ACTIONS`; an
action that is not listed is an error. Of programs only these are stood in for, by `stand_in_programs`: `apt-get` and
`sudo` (Chromium and fonts are on the machine, or the tests that need them are skipped) and `gh` (there is no GitHub);
each writes down how it was called. `make setup` finds its work done: `prepare_environment` made the environment from
the present one, because there may be no network. Everything else is the real thing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests import repository

ROOT = Path(__file__).parent.parent
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}", re.DOTALL)
_COMPARISON = re.compile(r"(\S+) (==|!=) '([^']*)'")
_STEP_VALUE = re.compile(r"steps\.([\w-]+)\.(?:outputs\.([\w-]+)|(outcome))")
_SHELLS = {"bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"], "": ["bash", "-e"]}
_STAND_INS = ("apt-get", "sudo", "gh")


def load_yaml(path: Path) -> dict[str, Any]:
    """A workflow or action; `on` stays a word (YAML 1.1 would read it as true)."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


@dataclass(frozen=True)
class Ran:
    """What became of one step."""

    name: str
    outcome: str
    output: str = ""


@dataclass
class Runner:
    """One job on one machine: `values` are the contexts of GitHub by expression, `home` an empty folder."""

    home: Path
    values: Mapping[str, str]
    checkouts: Mapping[str, Path] = field(default_factory=dict)
    artifacts: dict[str, Path] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    done: list[Ran] = field(default_factory=list)
    outputs: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("workspace", "temp", "home", "bin"):
            (self.home / name).mkdir(parents=True)
        stand_in_programs(self.home / "bin", self.calls_file)
        self.summary_file.touch()

    @property
    def workspace(self) -> Path:
        """GITHUB_WORKSPACE."""
        return self.home / "workspace"

    @property
    def temp(self) -> Path:
        """RUNNER_TEMP."""
        return self.home / "temp"

    @property
    def summary_file(self) -> Path:
        """GITHUB_STEP_SUMMARY, here of all steps together."""
        return self.home / "summary.md"

    @property
    def summary(self) -> str:
        """The job's summary as it was written; `html.unescape` gives what a reader sees."""
        return self.summary_file.read_text(encoding="utf-8")

    @property
    def calls_file(self) -> Path:
        """What the programs that are stood in for were called with, one line each."""
        return self.home / "calls.txt"

    @property
    def is_green(self) -> bool:
        """Whether no step failed."""
        return all(ran.outcome != "failure" for ran in self.done)

    def outcome(self, name: str) -> str:
        """success, failure or skipped, of the step of this name."""
        return next(ran.outcome for ran in self.done if ran.name == name)

    def output(self, name: str) -> str:
        """What the step of this name printed."""
        return next(ran.output for ran in self.done if ran.name == name)

    def run(self, steps: list[dict[str, Any]], environment: Mapping[str, str]) -> None:
        """Run the steps of a job or of a composite action; a failed one stops those that do not ask for it."""
        for step in steps:
            if not self._is_wanted(step.get("if", "success()")):
                self._end(step, Ran(step["name"], "skipped"))
            elif "uses" in step:
                action, _, _ = step["uses"].partition("@")
                ACTIONS[action](self, {key: self._fill(value) for key, value in step.get("with", {}).items()})
                self._end(step, Ran(step["name"], "success"))
            else:
                self._end(step, self._run_shell(step, environment))

    def _run_shell(self, step: dict[str, Any], environment: Mapping[str, str]) -> Ran:
        assert "${{" not in step["run"], "a script is never put together from contexts"
        written = self.home / "output.txt"
        written.write_text("")
        given = {key: self._fill(value) for key, value in {**environment, **step.get("env", {})}.items()}
        shell = _SHELLS[step.get("shell", "bash")]
        ran = subprocess.run(
            [*shell, "-c", step["run"]],
            cwd=self.workspace / self._fill(step.get("working-directory", "")),
            env={**self._basic_environment(written), **given},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        for line in written.read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition("=")
            self.outputs[step.get("id", ""), key] = value
        return Ran(step["name"], "failure" if ran.returncode else "success", ran.stdout.decode("utf-8", "replace"))

    def _basic_environment(self, written: Path) -> dict[str, str]:
        """Nothing of this machine but its programs; git knows nobody here."""
        return {
            "PATH": os.pathsep.join([str(self.home / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]),
            "HOME": str(self.home / "home"),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(written),
            "GITHUB_STEP_SUMMARY": str(self.summary_file),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            **self.environment,
        }

    def _end(self, step: dict[str, Any], ran: Ran) -> None:
        self.done.append(ran)
        self.outputs[step.get("id", ""), "outcome"] = ran.outcome

    def _fill(self, text: str) -> str:
        return _EXPRESSION.sub(lambda found: self._value(found[1]), text)

    def _value(self, expression: str) -> str:
        if expression == "runner.temp":
            return str(self.temp)
        if found := _STEP_VALUE.fullmatch(expression):
            return self.outputs.get((found[1], found[2] or found[3]), "")
        return self.values[expression]

    def _is_wanted(self, condition: str) -> bool:
        """Conditions as they are used here: terms joined by &&; without !cancelled() also success()."""
        terms = [term.strip() for term in condition.removeprefix("${{").removesuffix("}}").split("&&")]
        ignores_failure = "!cancelled()" in terms
        return all(self._holds(term) for term in terms) and (ignores_failure or self.is_green)

    def _holds(self, term: str) -> bool:
        if term in ("success()", "!cancelled()"):
            return True
        found = _COMPARISON.fullmatch(term)
        assert found, f"a condition this runner does not know: {term}"
        return (self._value(found[1]) == found[3]) is (found[2] == "==")


def _check_out(runner: Runner, given: dict[str, str]) -> None:
    """A clone of what the test says lies there, at the revision that is asked for."""
    assert given["persist-credentials"] == "false"
    path = given.get("path", "")
    target = runner.workspace / path if path else runner.workspace
    git(runner.home, "clone", "--quiet", "--no-local", str(runner.checkouts[path]), str(target))
    git(target, "-c", "advice.detachedHead=false", "checkout", "--quiet", given.get("ref", "HEAD"))
    if path != "head":  # the contribution gets nothing: it is data
        prepare_environment(target)


def _upload(runner: Runner, given: dict[str, str]) -> None:
    source = Path(given["path"])
    assert any(source.rglob("*")), f"nothing to upload in {source}"
    runner.artifacts[given.get("name", "github-pages")] = source


def _download(runner: Runner, given: dict[str, str]) -> None:
    shutil.copytree(runner.artifacts[given["name"]], given["path"])


ACTIONS: dict[str, Callable[[Runner, dict[str, str]], None]] = {
    "actions/checkout": _check_out,
    "actions/setup-python": lambda runner, given: None,
    "actions/upload-artifact": _upload,
    "actions/upload-pages-artifact": _upload,
    "actions/download-artifact": _download,
    "actions/deploy-pages": lambda runner, given: None,
}


def stand_in_programs(folder: Path, calls: Path) -> None:
    """Programs that only write down how they were called."""
    for name in _STAND_INS:
        program = folder / name
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "{name} $*" >> "{calls}"\n')
        program.chmod(0o755)


def prepare_environment(project: Path, folder: Path | None = None) -> None:
    """What `make setup` makes, from what is installed here: the project's own code, everything else as it is."""
    target = folder or project / ".venv"
    venv.create(target, symlinks=True, with_pip=False)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    installed = Path(sys.prefix) / "lib" / version / "site-packages"
    links = target / "lib" / version / "site-packages" / "project.pth"
    links.write_text(f"{project / 'scripts'}\n{installed}\n")
    for program in (Path(sys.prefix) / "bin").iterdir():
        if not (target / "bin" / program.name).exists() and program.is_file():
            _copy_program(program, target / "bin")
    (target / ".set-up").touch()


def _copy_program(program: Path, folder: Path) -> None:
    with program.open("rb") as file:
        first, rest = file.readline(), file.read() if program.stat().st_size < 100_000 else b""
    target = folder / program.name
    if first.startswith(b"#!") and b"python" in first:
        target.write_bytes(f"#!{folder / 'python'}\n".encode() + rest)
        target.chmod(0o755)
    else:
        target.symlink_to(program)


def git(folder: Path, *arguments: str) -> str:
    """What git says in a repository, without the blank at its end."""
    return repository.git(folder, *arguments).strip()


def clean_clone(target: Path) -> Path:
    """The project as it would be committed now, as a repository of its own on the branch `main`."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
    ).stdout
    for name in sorted(set(filter(None, os.fsdecode(listed).split("\0")))):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    git(target, "init", "--quiet", "--initial-branch", "main")
    git(target, "add", "--all")
    git(target, "commit", "--quiet", "--message", "the project")
    return target
