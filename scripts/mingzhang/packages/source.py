"""The source a package carries: text, originals, map and marks put together again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mingzhang.ground.joined import each_file, split_files
from mingzhang.ground.privacy import mask, masked_places
from mingzhang.ground.source import Source
from mingzhang.packages.model import SOURCE
from mingzhang.packages.originals import NoOriginalError, check_names, read_originals
from mingzhang.packages.source_places import MAP, MARKS, read_marks, read_places
from mingzhang.readers.canonical import canonicalise_files


def source_of(text: str, descriptor: Mapping[str, Any], files: Mapping[str, bytes]) -> Source:
    """A package's source from its text, which is canonical and masked, its descriptor, and its map and marks if any.

    What is marked as confirmed is left out: it counts only where it is computed again. Raises `NoOriginalError` or
    `NoPlacesError` (both are `ValueError`) for what cannot be meant.
    """
    originals = read_originals(descriptor)
    if split_files(text)[1] != [original.file_name for original in originals[1:]]:
        raise NoOriginalError("sources", len(originals), "the files whose names stand between them in source.txt")
    places = read_places(files[MAP]) if MAP in files else ()
    marks = read_marks(files[MARKS]) if MARKS in files else ()
    told = tuple(mark for mark in marks if mark.mark != "confirmed")
    return Source(text, originals, masked_places(text), places, told)


def restore_source(descriptor: Mapping[str, Any], files: Mapping[str, bytes], path: Path = Path(SOURCE)) -> Source:
    """The same from any bytes: made canonical and masked again, which changes nothing unless somebody changed them.

    Raises `KeyError` where there is no text, `ValueError` or `DisclosureError` where text or descriptor cannot be read.
    """
    check_names(read_originals(descriptor))
    text = canonicalise_files(files[SOURCE].decode("utf-8"), path)
    return source_of(each_file(mask, text), descriptor, files)
