"""The five steps of CONTRIBUTING, walked in a fresh clone with the very commands it prints, in both languages."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mingzhang.cli import main

from tests.generator import generate
from tests.workflow_runner import ROOT, clean_clone, git, prepare_environment

GUIDES = {"en": ("CONTRIBUTING.md", "NAME"), "zh": ("CONTRIBUTING.zh-CN.md", "名称")}


def commands(lang: str) -> list[str]:
    """Every line of the shell blocks, without its comment; the package's name is NAME."""
    guide, name = GUIDES[lang]
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / guide).read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.partition(" #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line.replace(name, "NAME") for line in lines]


def run(clone: Path, line: str) -> subprocess.CompletedProcess[str]:
    settings = f"export HOME={shlex.quote(str(clone.parent))} LC_ALL=C.UTF-8\n"
    who = "git config user.name t\ngit config user.email t@example.invalid\n"
    return subprocess.run(["bash", "-c", settings + who + line], cwd=clone, capture_output=True, text=True, check=False)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What a contributor has after `git clone` and `make setup`, on a branch."""
    project = clean_clone(tmp_path / "project")
    target = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(project), str(target))
    prepare_environment(target)
    git(target, "switch", "--quiet", "--create", "add-disclosure")
    return target


def test_both_guides_print_the_same_commands() -> None:
    assert [line.replace("--lang zh ", "") for line in commands("zh")] == commands("en")
    assert len(commands("en")) >= 8


def test_both_guides_have_the_same_sections_where_both_tell_it() -> None:
    told = {lang: (ROOT / guide).read_text(encoding="utf-8") for lang, (guide, _) in GUIDES.items()}
    steps = {lang: re.findall(r"^### (\d)\.", text, re.MULTILINE) for lang, text in told.items()}
    assert steps["zh"] == steps["en"] == ["1", "2", "3", "4", "5"]
    rules = {lang: re.findall(r"^\| (`[a-z`, 、-]+`)", text, re.MULTILINE) for lang, text in told.items()}
    codes = {lang: [code for line in lines for code in re.findall(r"[a-z-]+", line)] for lang, lines in rules.items()}
    assert set(codes["zh"]) <= set(codes["en"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_five_steps_lead_to_a_package_that_is_accepted(lang: str, clone: Path) -> None:
    document = clone.parent / "disclosure.pdf"  # a text by its content, which alone decides
    document.write_text(generate(7, kind="budget").text, encoding="utf-8")
    name = ""
    for line in commands(lang):
        done = run(clone, line.replace("NAME", name))
        assert done.returncode in (0, 1), (line, done.stdout, done.stderr)
        name = name or done.stdout.splitlines()[0].rpartition(" ")[2]
        if any(word in line for word in ("validate", "review", "git commit")):
            assert done.returncode == 0, (line, done.stdout, done.stderr)
    assert "可以接受 Accepted" in (clone.parent / "report.md").read_text(encoding="utf-8")
    assert git(clone, "status", "--porcelain") == ""
    changed = git(clone, "diff", "--name-only", "origin/main", "HEAD").splitlines()
    assert all(path.startswith(f"datapackage/{name[:6]}/{name}/") for path in changed)


def test_a_corrected_document_follows_the_same_steps(clone: Path) -> None:
    document = clone.parent / "disclosure.txt"
    text = generate(7, kind="budget").text
    document.write_text(text, encoding="utf-8")
    assert run(clone, ".venv/bin/mingzhang convert -q ../disclosure.txt").returncode in (0, 1)
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "first")
    git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/published")
    found = re.search(r"^部门合计\t(\d+\.\d+)", text, re.MULTILINE)
    assert found
    corrected = text[: found.start(1)] + "7654.32" + text[found.end(1) :]
    document.write_text(corrected, encoding="utf-8")
    for line in (".venv/bin/mingzhang convert -q ../disclosure.txt", ".venv/bin/mingzhang bump"):
        assert run(clone, line).returncode in (0, 1)
    done = run(clone, ".venv/bin/mingzhang review --against origin/published --json")
    assert done.returncode == 0, done.stdout
    package = json.loads(done.stdout)["packages"][0]
    assert package["sound"]
    changelog = next((clone / "datapackage").glob(f"*/{package['package']}/CHANGELOG.md")).read_text(encoding="utf-8")
    assert "76543200&#46;00" in changelog
    assert "公布者修订了文档" in changelog


def maintainer_commands(lang: str) -> list[str]:
    """Every line of the blocks for maintainers, which make and publish a release."""
    guide, _ = GUIDES[lang]
    blocks = re.findall(r"```bash\n(.*?)```", (ROOT / guide).read_text(encoding="utf-8"), re.DOTALL)
    return [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]


def test_a_release_is_made_with_the_commands_of_the_guides(clone: Path) -> None:
    """test_whole_way runs `make deploy` and `make retire`; here only their names must be those of the Makefile."""
    told = maintainer_commands("en")
    assert maintainer_commands("zh") == told
    made = told[: told.index("git tag 2026.11.1") + 1]
    assert [line.split()[0] for line in made] == ["make", "git", "git", "git"]
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {line.split()[1] for line in told if line.startswith("make ")} == {"release", "deploy", "retire"} <= targets
    day = git(clone, "log", "-1", "--format=%cs")
    name = f"{day[:4]}.{day[5:7]}.1"
    for line in made:
        line = line.replace("2026.11.1", name)
        done = run(clone, line.replace("make ", "make --assume-old .venv/.set-up ", 1))
        assert done.returncode == 0, (line, done.stdout, done.stderr)
    assert git(clone, "status", "--porcelain") == ""
    assert json.loads(git(clone, "show", f"{name}:site_src/releases/{name}.json"))["release"] == name


def test_every_command_takes_a_package_by_name_and_by_folder(tmp_path: Path) -> None:
    document, root = tmp_path / "disclosure.txt", tmp_path / "datapackage"
    document.write_text(generate(7, kind="budget", hazards=frozenset()).text, encoding="utf-8")
    assert invoke("convert", "-q", "--root", root, document).exit_code in (0, 1)
    folder = next(root.glob("*/*"))
    for package in (folder.name, folder):
        for command in (("validate", "--no-frictionless"), ("check",), ("rebuild",)):
            done = invoke(*command, "-q", "--root", root, package)
            assert done.exit_code in (0, 1), (command, package, done.output)
        done = invoke("export", "--format", "json", "--out", tmp_path / "out", "--root", root, package)
        assert done.exit_code == 0, done.output
    nobody = folder.name.replace(folder.name.split("-")[1], "999", 1)
    for command in (("validate",), ("check",), ("rebuild",)):
        done = invoke(*command, "--root", root, nobody)
        assert done.exit_code == 2, (command, done.output)
        assert "error: " in done.output


def invoke(*arguments: object) -> Result:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("review", ("0  accepted", "1  not accepted", "2  not judged")),
        ("validate", ("0  every package is valid", "1  a package is not valid", "2  something")),
        ("explain", ("0  explained", "2  there is no such check")),
        ("schemas", ("0  written", "1  with --check: a file is stale")),
    ],
)
def test_the_exit_codes_in_a_command_s_help_are_its_own(command: str, told: tuple[str, ...]) -> None:
    codes = invoke(command, "--help").output.partition("Exit codes:")[2].strip().splitlines()
    assert len(codes) == len(told)
    assert all(line.strip().startswith(text) for line, text in zip(codes, told, strict=True))
