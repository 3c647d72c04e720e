"""Several files that are one disclosure: which they are, in which order, and which of them an error speaks of."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.source import Source
from mingzhang.packages.originals import MOST_FILES
from mingzhang.runs.provenance import LISTS

_PASSED_OVER = (".", "~$")
"""How names begin that systems and programs leave behind: .DS_Store, ~$报表.xlsx."""

_DIGITS = re.compile(r"([0-9]+)")


def files_together(given: Iterable[Path]) -> tuple[Path, ...]:
    """The files of one disclosure: those given, and those of the folders given, in the order of their names there.

    Raises `DisclosureError` (`together-…`) for a folder that holds none or holds folders, and for too many files.
    """
    found = tuple(path for one in given for path in (_files_of(one) if one.is_dir() else (one,)))
    if len(found) > MOST_FILES:
        message = f"{len(found)} files"
        expected = f"at most {MOST_FILES} files in one disclosure"
        raise DisclosureError("together-many", message, found[0].parent, None, expected, "leave out what is none of it")
    return found


def _files_of(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: _natural(entry.name))
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else "input error"
        raise DisclosureError("together-folder", reason, folder, None, "a folder that can be read") from None
    own = [entry for entry in entries if not entry.name.startswith(_PASSED_OVER) and entry.name not in LISTS]
    if not own:
        raise DisclosureError("together-empty", "the folder holds no file", folder, None, "the files of a disclosure")
    for entry in own:
        if entry.is_dir():
            remedy = "give the folders one by one, or move the files into one"
            raise DisclosureError("together-folder", "a folder in the folder", entry.path, None, "files only", remedy)
        yield Path(entry.path)


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """附件2 before 附件10."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(name))


def place_error(error: DisclosureError, source: Source, files: Sequence[Path], whole: Path) -> None:
    """Say where a stage's error is in the files as given: it knows lines of the whole text only."""
    if error.line is None or len(files) == 1:
        error.path = whole if len(files) > 1 else files[0]
        return
    starts = (0, *source.file_starts)
    number = max(index for index, start in enumerate(starts) if start < error.line or index == 0)
    error.path, error.line = files[number], error.line - starts[number]
