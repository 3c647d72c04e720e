"""Many documents on several cores."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.outcome import Outcome, failed


def outcomes_of(function: Callable[[Any], Outcome], tasks: Sequence[Any], jobs: int) -> Iterator[Outcome]:
    """The outcome of each task, in order; a worker that dies costs only the document it died of."""
    if jobs == 1 or len(tasks) < 2:
        yield from map(function, tasks)
        return
    done = 0
    try:
        with _pool(min(jobs, len(tasks))) as pool:
            for outcome in pool.map(function, tasks, chunksize=max(1, min(16, len(tasks) // (jobs * 4)))):
                done += 1
                yield outcome
    except BrokenProcessPool:
        for task in tasks[done:]:
            yield _alone(function, task)


def _alone(function: Callable[[Any], Outcome], task: Any) -> Outcome:
    try:
        with _pool(1) as pool:
            return pool.submit(function, task).result()
    except BrokenProcessPool:
        message = "the process that worked on it was killed"
        remedy = "look whether memory ran out; try with -j 1"
        return failed(task.path, DisclosureError("worker-died", message, task.path, None, "", remedy))


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
