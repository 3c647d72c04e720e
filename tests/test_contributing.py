"""The five steps of CONTRIBUTING, walked in a fresh clone with the very commands it prints, in both languages."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

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
    document = clone.parent / "disclosure.txt"
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
