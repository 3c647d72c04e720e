"""Files and pages of a source's lines, as far as they are known: what a reader of the paper document looks up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mingzhang.ground.joined import split_files
from mingzhang.packages.model import SOURCE
from mingzhang.packages.source_places import MAP, read_places
from mingzhang.site.catalog import Disclosure


@dataclass(frozen=True, slots=True)
class SourcePages:
    """`pages` by line: `12`, or `12–13` for a line over two; `first` are lines that begin a page, with its number.

    `files` by line: the name of the file that begins there, where the disclosure has several (the first at line 0).
    """

    pages: Mapping[int, str] = field(default_factory=dict)
    first: Mapping[int, str] = field(default_factory=dict)
    files: Mapping[int, str] = field(default_factory=dict)


def source_pages(disclosure: Disclosure) -> SourcePages:
    """Read from the package's map and its originals; nothing is known of a text without a map."""
    files = disclosure.package.files
    spans: dict[int, tuple[int, int, int]] = {}
    for place in read_places(files[MAP]) if MAP in files else ():
        known = spans.get(place.line, (place.file, place.page, place.page))
        spans[place.line] = (place.file, min(known[1], place.page), max(known[2], place.page))
    first, before = {}, (0, 0)
    for line, (file, low, high) in spans.items():
        if (file, low) != before and (file, high) != before:
            first[line] = str(low)
        before = (file, high)
    pages = {line: str(low) if low == high else f"{low}–{high}" for line, (_, low, high) in spans.items()}
    return SourcePages(pages, first, _file_starts(disclosure))


def _file_starts(disclosure: Disclosure) -> dict[int, str]:
    if len(disclosure.originals) == 1:
        return {}
    starts, line = {0: disclosure.originals[0].file_name}, 0
    texts, names = split_files(disclosure.package.files[SOURCE].decode())
    for text, name in zip(texts, names, strict=False):
        line += text.count("\n") + 1
        starts[line] = name
    return starts
