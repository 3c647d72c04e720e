"""A small project under git, as contributors and maintainers have it: packages, schemas, licences, records."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result
from mingzhang.cli import main

from tests import repository
from tests.generator import generate

REPOSITORY = Path(__file__).parents[1]
CLEAN: frozenset[str] = frozenset()
DAY = "2026-10-09T10:00:00+08:00"


def git(project: Path, *arguments: str, day: str = DAY) -> str:
    return repository.git(project, *arguments, day=day)


def run(*arguments: object, env: Mapping[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env=env)


def commit(project: Path, message: str = "work", day: str = DAY) -> None:
    git(project, "add", "-A")
    git(project, "commit", "-q", "--allow-empty", "-m", message, day=day)


def text_of(seed: int) -> str:
    """A generated budget without defects; another seed is another unit."""
    return generate(seed, kind="budget", hazards=CLEAN).text


def convert(project: Path, text: str, name: str = "disclosure.txt") -> Path:
    """Convert a text in the project as a contributor does; the package's folder."""
    document = project.parent / name
    document.write_text(text, encoding="utf-8")
    done = run("convert", "--root", project / "datapackage", "--json", document)
    assert done.exit_code in (0, 1), done.output
    return next(folder for folder in (project / "datapackage").glob("*/*") if f'"{folder.name}"' in done.output)


def correct_one_amount(text: str, by: int = 1) -> str:
    """The text with one printed amount of its tables made larger."""
    lines = text.split("\n")
    number, at = next(
        (number, at)
        for number, line in enumerate(lines)
        for at, cell in enumerate(line.split("\t"))
        if at and cell.count(".") == 1 and cell.replace(".", "").isdigit()
    )
    cells = lines[number].split("\t")
    whole, _, cents = cells[at].partition(".")
    cells[at] = f"{int(whole) + by}.{cents}"
    lines[number] = "\t".join(cells)
    return "\n".join(lines)


def bump(project: Path, against: str = "HEAD") -> None:
    done = run("bump", "--root", project / "datapackage", "--against", against)
    assert done.exit_code == 0, done.output


def start_project(project: Path, *seeds: int) -> Path:
    """A new project with a package per seed, committed on `main`."""
    project.mkdir(parents=True)
    shutil.copytree(REPOSITORY / "schemas", project / "schemas")
    for name in ("LICENSE", "LICENSE-DATA.md", ".gitignore"):
        shutil.copy(REPOSITORY / name, project)
    for seed in seeds:
        convert(project, text_of(seed))
    git(project, "init", "-q", "-b", "main")
    commit(project, "first packages")
    return project


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder by relative path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
