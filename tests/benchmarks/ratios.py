"""What converting and judging cost, beside the same commands of an older commit: processor time, in this run.

Both are given the same generated documents, one core each, one after the other, so that a busy machine slows both.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.stages import write_documents
from tests.benchmarks.start import BASELINE, PROJECT, checked_out

AIMS = {"convert and gate": 0.5, "convert, unchanged": 0.1}
"""The most that a step may take of what it took at the baseline."""
_START = "import sys; from mingzhang.cli import main; main(sys.argv[1:])"


@dataclass(frozen=True, slots=True)
class Step:
    """A command on all documents; its name is that of its line."""

    name: str
    arguments: tuple[str, ...]


def print_ratios(count: int) -> None:
    """A line for each step: milliseconds of processor for a document then and now, and the ratio with its aim."""
    documents = [path.absolute() for path in write_documents(count)]
    with checked_out(BASELINE) as before:
        if before is None:
            print(f"the history here does not reach {BASELINE}: only the figures of today\n")
        print(f"{f'{count} documents':<28}{BASELINE:>12}{'today':>12}{'ratio':>9}{'aim':>8}")
        then = dict(_steps(before, documents, Path("then"))) if before else {}
        now = dict(_steps(PROJECT, documents, Path("now")))
        for name, seconds in now.items():
            past = f"{1000 * then[name] / count:>9.1f} ms" if then else f"{'':>12}"
            ratio = f"{seconds / then[name]:>9.2f}" if then else f"{'':>9}"
            aim = f"{AIMS[name]:>8.2f}" if name in AIMS else ""
            print(f"{name:<28}{past}{1000 * seconds / count:>9.1f} ms{ratio}{aim}".rstrip(), flush=True)


def _steps(project: Path, documents: list[Path], folder: Path) -> Iterator[tuple[str, float]]:
    """Seconds of processor of every step, in order; each works on what the one before it left."""
    folder.mkdir()
    names, one = tuple(map(str, documents)), ("-q", "-j1", "--root", "packages")
    convert = ("convert", *one, *names)
    found: dict[str, float] = {}
    for step in (
        Step("convert, new", convert),
        Step("convert, unchanged", convert),
        Step("strict gate", ("validate", *one, "--no-frictionless", "--no-rebuild")),
        Step("strict gate and rebuild", ("validate", *one, "--no-frictionless")),
    ):
        found[step.name] = _processor(step, project, folder)
        yield step.name, found[step.name]
    yield "convert and gate", found["convert, new"] + found["strict gate"]


def _processor(step: Step, project: Path, folder: Path) -> float:
    settings = {
        **os.environ,
        "PYTHONPATH": str(project / "scripts"),
        "MINGZHANG_CACHE": str(folder.absolute() / "cache"),
    }
    command = [sys.executable, "-c", _START, *step.arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=settings, cwd=folder)
    assert process.stderr is not None
    told = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: findings about the documents
        raise RuntimeError(f"{step.name} in {project}: exit {process.returncode}: {told[-500:]}")
    return usage.ru_utime + usage.ru_stime
