"""`python -m tests.benchmarks.validate_packages`: time that each judge takes for each published package."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from mingzhang.validate import validate_package

PUBLISHED = sorted((Path(__file__).parents[2] / "datapackage").glob("*/*"))


def measure(work: Callable[[], object], times: int) -> float:
    """The shortest of several runs in milliseconds, after one that fills the caches."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken) * 1000


def main() -> None:
    """Print one line per package: gate and JSON Schema, with the rebuild, with frictionless."""
    for folder in PUBLISHED:
        gate = measure(lambda: _judge(folder, False, False), 20)  # noqa: B023 - called at once
        rebuild = measure(lambda: _judge(folder, False, True), 5)  # noqa: B023
        frictionless = measure(lambda: _judge(folder, True, False), 3)  # noqa: B023
        sys.stdout.write(
            f"{folder.name}: gate {gate:.1f} ms, rebuild {rebuild - gate:.0f} ms more, "
            f"frictionless {frictionless - gate:.0f} ms more\n"
        )


def _judge(folder: Path, with_frictionless: bool, with_rebuild: bool) -> object:
    return validate_package(folder, with_frictionless=with_frictionless, with_rebuild=with_rebuild)


if __name__ == "__main__":
    main()
