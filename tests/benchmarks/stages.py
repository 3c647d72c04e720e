"""Reading, converting and judging documents: documents per second and memory, by stage."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.portal import HOME
from tests.benchmarks.runs import MEBI, run
from tests.generator import generate

STAGES = ("identify", "convert", "rebuild", "checks", "gate", "validate", "site")
_MOST_JUDGED = 20
"""Packages that frictionless judges; it takes as long as everything else together."""


def write_documents(count: int) -> list[Path]:
    """Generated documents, each of its own unit and year."""
    Path("documents").mkdir()
    found: dict[str, Path] = {}
    seed = 0
    while len(found) < count:
        document = generate(seed)
        name = document.truth.identity.package_name
        if name not in found:
            found[name] = Path("documents", f"{seed:05d}.txt")
            found[name].write_bytes(document.encode())
        seed += 1
    return list(found.values())


def print_stages(parts: Sequence[Sequence[Path]], roots: Sequence[Path]) -> None:
    """A line for each stage, on one core, with columns for each part of the documents."""
    heads = "".join(f"{f'{len(part)} documents':>40}" for part in parts)
    print(f"{'stage':<30}{heads}\n{'':<30}" + f"{'per second':>16}{'processor':>14}{'memory':>10}" * len(parts))
    for same in zip(*(commands(part, root) for part, root in zip(parts, roots, strict=True)), strict=True):
        line, complaints = f"{same[0][0]:<30}", ""
        for _, arguments, count in same:
            done = run(*arguments)
            line += (
                f"{count / done.seconds:>16.1f}{1000 * done.processor / count:>11.0f} ms{done.peak / MEBI:>6.0f} MiB"
            )
            complaints += done.complaint
        print(f"{line}{complaints}", flush=True)
    print()


def commands(documents: Sequence[Path], root: Path) -> Iterator[tuple[str, list[str], int]]:
    """Every stage with its command, and how many it works on; each is to be run before the next is asked for."""
    names, where, one = [str(path) for path in documents], ["--root", str(root), "-q"], "-j1"
    count = len(documents)
    yield "identify", ["identify", "-q", one, *names], count
    yield "convert (new)", ["convert", *where, one, *names], count
    yield "convert (unchanged)", ["convert", *where, one, *names], count
    yield "rebuild (unchanged)", ["rebuild", *where, one], count
    yield "checks, years compared", ["check", *where], count
    yield "strict gate", ["validate", *where, one, "--no-frictionless", "--no-rebuild"], count
    yield "strict gate and rebuild", ["validate", *where, one, "--no-frictionless"], count
    judged = [str(path) for path in sorted(root.glob("*/*"))[:_MOST_JUDGED]]
    yield "validate (with frictionless)", ["validate", *where, one, *judged], len(judged)


def print_large() -> None:
    """Seconds and memory for each of the large documents that the tests use a part of."""
    from tests.documents import BUDGET_COVER
    from tests.test_fuzz import LARGE

    print(f"  {'document':38}{'size':>12}{'convert':>12}{'memory':>10}")
    for name, (size, write) in LARGE.items():
        path = Path("large.txt")
        path.write_text(BUDGET_COVER + write(size))
        done = run("convert", "-q", "--root", "packages", str(path), before=Path("packages"))
        megabytes = path.stat().st_size / MEBI
        figures = f"{megabytes:8.1f} MiB{done.seconds:10.2f} s{done.peak / MEBI:6.0f} MiB{done.complaint}"
        print(f"  {name:38}{figures}", flush=True)


def profile(stage: str, documents: Sequence[Path]) -> None:
    """Where one stage spends its time, by function."""
    root = Path("packages")
    if stage not in ("identify", "convert"):
        run("convert", "-q", "-j1", "--root", str(root), *map(str, documents))
    known = {name: arguments for name, arguments, _ in commands(documents, root)}
    found = {
        "identify": known["identify"],
        "convert": known["convert (new)"],
        "rebuild": known["rebuild (unchanged)"],
        "checks": known["checks, years compared"],
        "gate": known["strict gate"],
        "validate": known["validate (with frictionless)"],
        "site": ["site", "-q", "-j1", "--root", str(root), "--pages", str(HOME / "site_src"), "--docs", "docs"],
    }[stage]
    from mingzhang.cli import main as command

    profiler = cProfile.Profile()
    with _profiling(profiler):
        command(found, standalone_mode=False)
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(25)


@contextmanager
def _profiling(profiler: cProfile.Profile) -> Iterator[None]:
    profiler.enable()
    try:
        yield
    except SystemExit:
        pass
    finally:
        profiler.disable()
