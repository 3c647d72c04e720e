"""Does the work grow with the size of what is given, or with its square? The processor's time tells, asked fairly.

A clock alone is no proof: the garbage collector walks through whatever the tests before have left in memory, which can
take more than a second at any moment. It rests while the clock runs, and a suspicion must be confirmed twice.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import partial

LASTS = 1.0
"""Seconds of the processor below which nothing hangs, whatever its growth."""
STEPS = 4
"""How many times larger the larger work is."""
_TRIES = 3


def processor_time(work: Callable[[], object]) -> float:
    """Seconds of the processor that `work` takes, without the collector of garbage."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        if collecting:
            gc.enable()


def grows_with_its_size(work: Callable[[int], object]) -> bool:
    """Is `work(1)`, `STEPS` times as large as `work(STEPS)`, done in about as many times its time, not its square?"""
    smaller, larger = (processor_time(partial(work, parts)) for parts in (STEPS, 1))
    tries = 1
    while not (linear := larger < LASTS or larger < smaller * STEPS * 3) and tries < _TRIES:
        larger, tries = min(larger, processor_time(partial(work, 1))), tries + 1
    return linear
