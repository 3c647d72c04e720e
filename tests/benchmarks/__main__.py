"""`python -m tests.benchmarks`: speed and memory of every stage, each in a process of its own.

Run it on a quiet machine; no test depends on its figures.
"""

from __future__ import annotations

import argparse
import cProfile
import importlib.util
import os
import pstats
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.pages import print_pages
from tests.generator import generate
from tests.generator_forms.measure import report
from tests.mutations import report as report_mutations

HOME = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
FIVE = HOME / "datapackage"
SIZES = (100, 200, 400)
MEBI = 1024 * 1024
STAGES = ("identify", "convert", "rebuild", "gate", "validate", "site")


@dataclass(frozen=True)
class Run:
    """What one command took: wall-clock seconds, processor seconds, and memory of its largest process."""

    seconds: float
    processor: float
    peak: int
    status: int
    last_line: str


FORM_DOCUMENTS = 200
MUTATIONS = 2_000
UNMUTATED = 100


def main() -> None:
    """Read the arguments and run what they ask for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="generated documents (default 500)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="cores for the second column")
    parser.add_argument("--no-site", action="store_true", help="leave the portal out (it takes longest)")
    parser.add_argument("--large", action="store_true", help="only the large documents of tests/test_fuzz.py")
    parser.add_argument("--mutations", action="store_true", help="only the mutations of tests/mutations.py")
    parser.add_argument("--pages", action="store_true", help="only the weight and first paint of every kind of page")
    parser.add_argument("--profile", choices=STAGES, help="only print the functions in which a stage spends its time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mingzhang-bench-") as folder:
        os.chdir(folder)
        if options.large:
            measure_large()
        elif options.mutations:
            print_mutations()
        elif options.pages:
            print_pages(Path("pages").absolute())
        elif options.profile:
            profile(options.profile, write_documents(options.count))
        else:
            measure(options.count, options.jobs, with_site=not options.no_site)


def measure(count: int, jobs: int, *, with_site: bool) -> None:
    """All stages on the five documents and on generated ones, then whether cost is linear."""
    start = run("--version")
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores; start of the command {start.seconds:.2f} s,")
    print(f"{start.peak / MEBI:.0f} MiB (contained in every figure below; memory is that of the largest process)\n")
    five = sources_of_the_five()
    if five:
        print_stages(f"the {len(five)} documents", five, jobs, with_site=with_site)
    generated = write_documents(count)
    print_stages(f"{len(generated)} generated documents", generated, jobs, with_site=with_site)
    print_growth(generated)
    if with_site:
        print_pages(Path("pages").absolute())
    print_form_rates()
    print_mutations()


def print_mutations() -> None:
    """How many changes that make a disclosure contradict itself are found, and by the checks that should."""
    print(f"{MUTATIONS} mutations: share found of those that break an identity, and where just the right checks fire")
    print(report_mutations(MUTATIONS, UNMUTATED), flush=True)
    print()


def print_form_rates() -> None:
    """How many cells of damaged performance forms come back right, marked, or silently wrong."""
    print("performance forms with random damage (share of cells)")
    print(report(FORM_DOCUMENTS))
    print()


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


def sources_of_the_five() -> list[Path]:
    """The packaged sources as documents to convert (they are what the originals became)."""
    found = sorted(FIVE.glob("*/*/source.txt"))
    Path("five").mkdir()
    return [Path(shutil.copy(path, Path("five", f"{path.parent.name}.txt"))) for path in found]


def print_stages(title: str, documents: Sequence[Path], jobs: int, *, with_site: bool) -> None:
    """A line for each stage: one core, then all."""
    print(f"{title} ({sum(path.stat().st_size for path in documents) / MEBI:.1f} MiB)")
    print(f"  {'stage':38}{'1 core':>10}{'memory':>10}{f'{jobs} cores':>12}{'memory':>10}   per second")
    root = Path("packages")
    for stage, arguments in commands(documents, root):
        one, many = (run(*arguments, f"-j{number}", before=clearing(stage, root)) for number in (1, jobs))
        print_line(stage, len(documents), one, many)
    if with_site:
        print_site(root, len(documents))
    shutil.rmtree(root, ignore_errors=True)
    print()


def commands(documents: Sequence[Path], root: Path) -> Iterator[tuple[str, list[str]]]:
    """The stages as the command line knows them."""
    names, where = [str(path) for path in documents], ["--root", str(root), "-q"]
    yield "identify", ["identify", "-q", *names]
    yield "convert (new)", ["convert", *where, *names]
    yield "convert (unchanged)", ["convert", *where, *names]
    yield "rebuild (unchanged)", ["rebuild", *where]
    if importlib.util.find_spec("mingzhang.validate.run"):
        yield "strict gate", ["validate", *where, "--no-frictionless", "--no-rebuild"]
        yield "strict gate and rebuild", ["validate", *where, "--no-frictionless"]
        yield "validate (with frictionless)", ["validate", *where]


def clearing(stage: str, root: Path) -> Path | None:
    return root if stage == "convert (new)" else None


def print_line(stage: str, count: int, one: Run, many: Run) -> None:
    """Seconds, memory and documents per second."""
    rates = f"{count / one.seconds:8.1f}{count / many.seconds:9.1f}"
    failed = "" if one.status in (0, 1) else f"  exit {one.status}: {one.last_line}"
    print(
        f"  {stage:38}{one.seconds:8.2f} s{one.peak / MEBI:6.0f} MiB{many.seconds:10.2f} s{many.peak / MEBI:6.0f} MiB"
        f"  {rates}{failed}",
        flush=True,
    )


def print_site(root: Path, count: int) -> None:
    """Pages and the portal, if they can be built here."""
    if not (HOME / "mkdocs.yml").exists() or importlib.util.find_spec("mingzhang.site.assemble") is None:
        print("  site: not there yet")
        return
    docs, built = Path("docs").absolute(), Path("built").absolute()
    pages = run("site", "-q", "--root", str(root), "--pages", str(HOME / "site_src"), "--docs", str(docs))
    number = len(list(docs.rglob("*.md")))
    print_single("site (write pages)", pages, count, f"{number / pages.seconds:.0f} pages per second")
    if pages.status in (0, 1) and number:
        Path("mkdocs.yml").write_text(
            f"INHERIT: {HOME / 'mkdocs.yml'}\ndocs_dir: {docs}\nsite_dir: {built}\n"
            f"theme:\n  custom_dir: {HOME / 'site_src' / 'overrides'}\n"
        )
        portal = run("build", "--strict", "--config-file", "mkdocs.yml", program="mkdocs")
        size = sum(path.stat().st_size for path in built.rglob("*") if path.is_file()) / MEBI
        print_single("mkdocs build", portal, count, f"{number / portal.seconds:.0f} pages per second, {size:.1f} MiB")
    for folder in (docs, built):
        shutil.rmtree(folder, ignore_errors=True)


def print_single(stage: str, done: Run, count: int, more: str) -> None:
    """A stage that knows one core only."""
    failed = "" if done.status in (0, 1) else f"  exit {done.status}: {done.last_line}"
    figures = f"{done.seconds:8.2f} s{done.peak / MEBI:6.0f} MiB{'':22}{count / done.seconds:8.1f}"
    print(f"  {stage:38}{figures}   {more}{failed}", flush=True)


def print_growth(documents: Sequence[Path]) -> None:
    """The same stages on more and more documents: seconds per document and memory should stay."""
    sizes = SIZES if len(documents) >= SIZES[-1] else (len(documents) // 4, len(documents) // 2, len(documents))
    print("growth (one core)")
    print(f"  {'stage':38}" + "".join(f"{size:>12} documents" for size in sizes))
    lines: dict[str, list[str]] = {}
    for size in sizes:
        root = Path(f"packages-{size}")
        for stage, arguments in commands(documents[:size], root):
            if stage.startswith("validate"):  # ten times as long as all others together
                continue
            done = run(*arguments, "-j1")
            text = f"{1000 * done.seconds / size:9.1f} ms{done.peak / MEBI:6.0f} MiB"
            lines.setdefault(stage, []).append(f"{text:>22}")
    for stage, texts in lines.items():
        print(f"  {stage:38}" + "".join(texts))


def measure_large() -> None:
    """Seconds and memory for each of the large documents that the tests use a part of."""
    from tests.documents import BUDGET_COVER
    from tests.test_fuzz import LARGE

    print(f"  {'document':38}{'size':>12}{'convert':>12}{'memory':>10}")
    for name, (size, write) in LARGE.items():
        path = Path("large.txt")
        path.write_text(BUDGET_COVER + write(size))
        done = run("convert", "-q", "--root", "packages", str(path), before=Path("packages"))
        failed = "" if done.status in (0, 1) else f"  {done.last_line}"
        megabytes = path.stat().st_size / MEBI
        print(f"  {name:38}{megabytes:8.1f} MiB{done.seconds:10.2f} s{done.peak / MEBI:6.0f} MiB{failed}", flush=True)


def run(*arguments: str, program: str = "mingzhang", before: Path | None = None) -> Run:
    """Run a command of ours and wait for it; `before` is a folder to remove first."""
    if before is not None:
        shutil.rmtree(before, ignore_errors=True)
    with tempfile.TemporaryFile() as messages:
        start = time.perf_counter()
        process = subprocess.Popen([BIN / program, *arguments], stdout=subprocess.DEVNULL, stderr=messages)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        messages.seek(0)
        lines = messages.read().decode(errors="replace").splitlines()
    scale = 1 if sys.platform == "darwin" else 1024
    processor = usage.ru_utime + usage.ru_stime
    return Run(seconds, processor, usage.ru_maxrss * scale, process.returncode, lines[-1] if lines else "")


def profile(stage: str, documents: Sequence[Path]) -> None:
    """Where one stage spends its time, by function."""
    root = Path("packages")
    known = dict(commands(documents, root))
    if stage not in ("identify", "convert"):
        run(*known["convert (new)"])
    found = {
        "identify": known["identify"],
        "convert": known["convert (new)"],
        "rebuild": known["rebuild (unchanged)"],
        "gate": known.get("strict gate", []),
        "validate": known.get("validate (with frictionless)", []),
        "site": ["site", "-q", "--root", str(root), "--pages", str(HOME / "site_src"), "--docs", "docs"],
    }[stage]
    from mingzhang.cli import main as command

    profiler = cProfile.Profile()
    with profiling(profiler):
        command([*found, *([] if stage == "site" else ["-j1"])], standalone_mode=False)
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(25)


@contextmanager
def profiling(profiler: cProfile.Profile) -> Iterator[None]:
    profiler.enable()
    try:
        yield
    except SystemExit:
        pass
    finally:
        profiler.disable()


if __name__ == "__main__":
    main()
