"""Commands in processes of their own: how long they take, and how much memory they and their children hold."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
MEBI = 1024 * 1024
_PROC = Path("/proc")
_PAUSE = 0.1
_KIBI_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What one command took: seconds by the clock, seconds of processor, bytes of memory at its peak."""

    seconds: float
    processor: float
    peak: int
    status: int
    last_line: str

    @property
    def complaint(self) -> str:
        """Why the figures do not count: 0 is success, 1 findings about the documents."""
        return "" if self.status in (0, 1) else f"  exit {self.status}: {self.last_line}"


def run(*arguments: str, program: str = "mingzhang", before: Path | None = None) -> Run:
    """Run a command of ours and wait for it; `before` is a folder to remove first.

    The peak is that of the process and its children together, looked at ten times a second; where the system does
    not tell (no `/proc`), and for what is over sooner, that of the largest process.
    """
    if before is not None:
        shutil.rmtree(before, ignore_errors=True)
    with tempfile.TemporaryFile() as messages:
        start = time.perf_counter()
        process = subprocess.Popen([BIN / program, *arguments], stdout=subprocess.DEVNULL, stderr=messages)
        watch = _Watch(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = max(watch.stop(), usage.ru_maxrss * _KIBI_OF_MAXRSS)
        messages.seek(0)
        lines = messages.read().decode(errors="replace").splitlines()
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak, process.returncode, lines[-1] if lines else "")


class _Watch:
    """Looks now and then at how much memory a process and its descendants hold."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak, self._over = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        if _PROC.is_dir():
            self._thread.start()

    def stop(self) -> int:
        """Bytes at the peak so far."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()
        return self._peak

    def _look(self) -> None:
        while not self._over.wait(_PAUSE):
            self._peak = max(self._peak, _held_by(self._pid))


def _held_by(pid: int) -> int:
    """Resident bytes of a process and all below it; of one that is gone, none."""
    try:
        pages = int((_PROC / str(pid) / "statm").read_text().split()[1])
        tasks = [task / "children" for task in (_PROC / str(pid) / "task").iterdir()]
        children = [int(child) for task in tasks for child in task.read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(map(_held_by, children))
