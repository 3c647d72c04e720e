"""What starting costs, beside the same commands of an older commit: processor time, in this run, on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).parents[2]
BASELINE = "f953d86"
"""The commit that the aims of start-up are told against."""

AIMS = {"mingzhang --help": 0.15, "mingzhang --version": 0.15}
"""The most that a command may take of what it took at the baseline."""

_COMMANDS = {
    "mingzhang --help": "import sys; from mingzhang.cli import main; sys.argv = ['mingzhang', '--help']; main()",
    "mingzhang --version": "import sys; from mingzhang.cli import main; sys.argv = ['mingzhang', '--version']; main()",
    "mingzhang convert --help": "from mingzhang.cli import main; main(['convert', '--help'])",
    "import mingzhang": "import mingzhang",
}
_TIMES = 9


def print_start() -> None:
    """A line for each command: milliseconds of processor then and now, and the ratio with its aim."""
    with checked_out(BASELINE) as before:
        if before is None:
            print(f"the history here does not reach {BASELINE}: only the figures of today\n")
        print(f"{'start':<28}{BASELINE:>12}{'today':>12}{'ratio':>9}{'aim':>8}")
        for name, code in _COMMANDS.items():
            now, then = _processor(code, PROJECT), _processor(code, before) if before else None
            ratio = f"{now / then:>9.2f}" if then else f"{'':>9}"
            past = f"{1000 * then:>9.0f} ms" if then else f"{'':>12}"
            aim = f"{AIMS[name]:>8.2f}" if name in AIMS else ""
            print(f"{name:<28}{past}{1000 * now:>9.0f} ms{ratio}{aim}".rstrip(), flush=True)


@contextmanager
def checked_out(commit: str) -> Iterator[Path | None]:
    """A work tree of an older commit, removed afterwards; None where the history here does not hold it."""
    known = subprocess.run(["git", "cat-file", "-e", f"{commit}^{{commit}}"], cwd=PROJECT, capture_output=True)
    if known.returncode != 0:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="mingzhang-baseline-") as folder:
        tree = Path(folder, "tree")
        _git("worktree", "add", "--quiet", "--detach", str(tree), commit)
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=PROJECT, check=True, capture_output=True)


def _processor(code: str, project: Path) -> float:
    """Seconds of processor for one start: the median of several, the first of which fills the caches."""
    found = [_once(code, project) for _ in range(_TIMES + 1)]
    return median(found[1:])


def _once(code: str, project: Path) -> float:
    settings = {**os.environ, "PYTHONPATH": str(project / "scripts")}
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, env=settings)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"exit {process.returncode}: {code}")
    return usage.ru_utime + usage.ru_stime
