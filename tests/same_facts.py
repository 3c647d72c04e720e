"""One disclosure in two files: as text, and in another format."""

from __future__ import annotations

from pathlib import Path

from mingzhang.convert.pipeline import convert_source
from mingzhang.ground.source import Source
from mingzhang.readers import read_file


def assert_same_facts(folder: Path, text: str, data: bytes, name: str) -> Source:
    """The file gives the facts of the text, but for where they stand; returns how it was read.

    Its `name` ends unlike its content: that tells the format, never the name.
    """
    (folder / "甲.txt").write_text(text, encoding="utf-8")
    (folder / name).write_bytes(data)
    expected, source = (read_file(folder / one) for one in ("甲.txt", name))
    assert len(_facts(expected)) > 50
    assert _facts(source) == _facts(expected)
    return source


def _facts(source: Source) -> list[dict[str, str]]:
    rows = convert_source(source).tables["facts"]
    return [{key: value for key, value in row.items() if key != "locator"} for row in rows]
