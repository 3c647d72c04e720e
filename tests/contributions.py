"""Contributions for the tests of `mingzhang review`: a published repository, a copy of it, ways to spoil that."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from mingzhang.packages.build import compact_json
from mingzhang.review import Review

from tests.generator import generate
from tests.project import CLEAN, convert, run
from tests.repository import git


def published(folder: Path) -> Path:
    """A repository with two published packages (seeds 1 and 2) on its branch `main`."""
    repository = folder / "repository"
    repository.mkdir()
    for seed in (1, 2):
        convert(repository, generate(seed, kind="budget", hazards=CLEAN).text)
    (repository / "README.md").write_text("# A project\n")
    git(repository, "init", "-q", "-b", "main")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "two packages")
    return repository


def copied(template: Path, folder: Path) -> Path:
    """The contributor's copy, on a branch of its own."""
    repository = folder / "fork"
    shutil.copytree(template, repository, symlinks=True)
    git(repository, "checkout", "-q", "-b", "contribution")
    return repository


def packages(fork: Path) -> list[Path]:
    return sorted((fork / "datapackage").glob("*/*"))


def sixth(fork: Path, seed: int = 3) -> Path:
    """An honest new package of another unit."""
    return convert(fork, generate(seed, kind="budget", hazards=CLEAN).text)


def commit(fork: Path) -> None:
    git(fork, "add", "-A", "--force")
    git(fork, "commit", "-q", "--allow-empty", "-m", "contribution")


def codes(judged: Review) -> set[str]:
    return {one.code for one in judged.objections} | {v.code for package in judged.packages for v in package.violations}


def revise(folder: Path) -> str:
    """The document of a package with one amount corrected."""
    lines = (folder / "source.txt").read_text(encoding="utf-8").split("\n")
    number, at = next(
        (number, at)
        for number, line in enumerate(lines)
        for at, cell in enumerate(line.split("\t"))
        if at and re.fullmatch(r"\d+\.\d\d", cell)
    )
    cells = lines[number].split("\t")
    cells[at] = "765.4321"
    lines[number] = "\t".join(cells)
    return "\n".join(lines)


def edit_csv(path: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    """Edit a CSV by hand and make size and hash in the descriptor fit, as a careful liar would."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    change(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    reseal(path.parent.parent)


def reseal(folder: Path) -> None:
    def fit(descriptor: dict[str, object]) -> None:
        for resource in (one for one in descriptor["resources"] if "path" in one):  # type: ignore[attr-defined]
            data = (folder / resource["path"]).read_bytes()
            resource.update(bytes=len(data), hash=f"sha256:{hashlib.sha256(data).hexdigest()}")

    edit_descriptor(folder, fit)


def edit_descriptor(folder: Path, change: Callable[[dict[str, object]], None]) -> None:
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    change(descriptor)
    path.write_bytes(compact_json(descriptor) + b"\n")


HOSTILE = "<img src=x onerror=alert(1)>[x](javascript:alert(1))`|%0A::error::"


def give_version(folder: Path, version: str) -> None:
    """Another number in the descriptor, and whatever follows from it."""
    edit_descriptor(folder, lambda d: d.update(version=version))
    assert run("rebuild", "-q", "--root", folder.parent.parent, folder).exit_code in (0, 1)
