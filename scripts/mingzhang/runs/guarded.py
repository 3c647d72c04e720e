"""The guarded process: `python -m mingzhang.runs.guarded READER NAME SECONDS BYTES`, the file on stdin, JSON on stdout.

Limits are set before a byte of the file is looked at. Files cannot be written.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from dataclasses import asdict
from typing import Any, BinaryIO

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.port import Reading
from mingzhang.readers.registry import READERS


def main(arguments: list[str]) -> None:
    """Read one file and say what came of it."""
    reader_name, name, seconds, memory = arguments
    _limit(int(seconds), int(memory))
    answer_to, sys.stdout = os.dup(1), sys.stderr  # a parser that prints must not write into the answer
    os.dup2(2, 1)
    with os.fdopen(answer_to, "w", encoding="ascii") as answer:
        json.dump(_read(reader_name, name, sys.stdin.buffer), answer)


def _limit(seconds: int, memory: int) -> None:
    """Limits of the operating system, where it has them (not on Windows: there the clock alone counts)."""
    try:
        import resource
    except ImportError:
        return
    limits = {
        resource.RLIMIT_CPU: (seconds, seconds + 5),
        resource.RLIMIT_AS: (memory, memory),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
    for kind, (soft, hard) in limits.items():
        _, most = resource.getrlimit(kind)
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(kind, (soft, hard))


def _read(reader_name: str, name: str, file: BinaryIO) -> dict[str, Any]:
    try:
        (reader,) = (one for one in READERS if one.name == reader_name)
        return _plain(reader.read(name, file.read()))
    except DisclosureError as error:
        return {"error": {**asdict(error), "path": str(error.path)}}
    except MemoryError:
        message = "reading the file takes more memory than one document may have"
        return {"error": asdict(DisclosureError("read-memory", message, name, None, "a document of text and tables"))}
    except Exception:  # noqa: BLE001 -- told to the process that waits, where it is reported as a defect
        return {"defect": traceback.format_exc()}


def _plain(reading: Reading) -> dict[str, Any]:
    return {
        "text": reading.text,
        "encoding": reading.encoding,
        "places": reading.places,
        "marks": [(*mark.locator, mark.mark, mark.confidence, mark.note) for mark in reading.marks],
    }


if __name__ == "__main__":
    main(sys.argv[1:])
