"""Foreign parsers run in a process of their own, with limits of time and memory, since files come from anywhere.

A parser that hangs, dies or takes all the memory costs one document and a clear error. What comes back is plain JSON,
taken apart again field by field: nothing the process says can do anything here.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.source import Locator, Mark, MarkKind
from mingzhang.readers.port import MapRow, Reader, Reading

_KILLED = 137  # by a shell's count: what a container's memory limit looks like
_ASK = "open it in its own program and save it again; if it opens there without complaint, report it with the file"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: seconds of processor time and, half as many again, of the clock; bytes of memory."""

    seconds: int = 300
    memory: int = 2 * 1024**3


LIMITS = Limits()


def run_guarded(reader: Reader, name: str, data: bytes, limits: Limits = LIMITS) -> Reading:
    """Run a reader that leaves its bytes to a foreign parser in a guarded process, any other here.

    Raises `DisclosureError`: what the reader raises, `read-timeout`, `read-memory` or `read-crashed`.
    """
    if not reader.is_guarded:
        return reader.read(name, data)
    command = [sys.executable, "-P", "-m", "mingzhang.runs.guarded", reader.name, name]
    settings = [str(limits.seconds), str(limits.memory)]
    try:
        done = subprocess.run(  # noqa: S603 -- our own module; the name is an argument, not a command
            [*command, *settings], input=data, capture_output=True, check=False, timeout=limits.seconds * 1.5
        )
    except subprocess.TimeoutExpired:
        raise _too_slow(name, limits) from None
    if done.returncode:
        raise _failure(name, done.returncode, limits)
    return _answer(reader, name, done.stdout)


def _too_slow(name: str, limits: Limits) -> DisclosureError:
    message = f"reading the file took more than {limits.seconds} seconds"
    return DisclosureError("read-timeout", message, name, None, "a document of text and tables", _ASK)


def _failure(name: str, code: int, limits: Limits) -> DisclosureError:
    """Why a process ended without an answer; a negative code is the signal it died of."""
    if -code == getattr(signal, "SIGXCPU", 0):
        return _too_slow(name, limits)
    if code in (_KILLED, -int(getattr(signal, "SIGKILL", 9))):
        message = f"reading the file takes more than {limits.memory // 1024**2} MB of memory"
        return DisclosureError("read-memory", message, name, None, "a document of text and tables", _ASK)
    message = f"the parser of this format died of the file ({_name_of(code)})"
    return DisclosureError("read-crashed", message, name, None, "a whole file", _ASK)


def _name_of(code: int) -> str:
    try:
        return signal.Signals(-code).name if code < 0 else f"exit status {code}"
    except ValueError:
        return f"signal {-code}"


def _answer(reader: Reader, name: str, data: bytes) -> Reading:
    try:
        answer = json.loads(data)
    except ValueError:
        raise _failure(name, 1, LIMITS) from None
    if error := answer.get("error"):
        raise _error_of(error)
    if "defect" in answer:
        raise RuntimeError(f"the {reader.name} reader failed: {answer['defect']}")
    return _reading_of(answer)


def _error_of(fields: Mapping[str, Any]) -> DisclosureError:
    line = fields["line"]
    texts = {name: str(fields[name]) for name in ("code", "message", "path", "expected", "remedy")}
    return DisclosureError(line=None if line is None else int(line), **texts)


def _reading_of(answer: Mapping[str, Any]) -> Reading:
    places = tuple(MapRow(int(line), int(page), *map(float, box)) for line, page, *box in answer["places"])
    marks = tuple(
        Mark(Locator(int(line), int(cell)), cast(MarkKind, str(mark)), str(confidence), str(note))
        for line, cell, mark, confidence, note in answer["marks"]
    )
    return Reading(str(answer["text"]), str(answer["encoding"]), places, marks)
