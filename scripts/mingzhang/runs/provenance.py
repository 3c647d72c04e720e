"""Where the files of a disclosure were found: said in a list beside them, on the command line, or by the package.

The list is `originals.csv` (`file,url,published,fetched`; the last three may be left out) or `originals.json` (a list
of objects with these keys) in the folder of the files it speaks of.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from mingzhang.ground.csv_cells import NotCsvError, split_csv
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.provenance import NOT_SAID, Provenance
from mingzhang.ground.source import Original
from mingzhang.readers.files import read_bytes
from mingzhang.readers.text import decode

LISTS = ("originals.csv", "originals.json")
COLUMNS = ("file", "url", "published", "fetched")
_EXPECTED = f"the columns {', '.join(COLUMNS)}"

Entry = tuple[int | None, Mapping[str, Any]]
"""A row of a list: its line (unknown in JSON) and its values by column."""


def provenance_of(path: Path, given: Provenance = NOT_SAID) -> Provenance:
    """What is said of one file: `given` first, what is blank there from the list beside the file.

    Raises `DisclosureError` (`originals-list`, `original-url`, `original-date`) with the list and its line.
    """
    found = _list_beside(path.parent)
    listed = found.get(path.name, NOT_SAID)
    said = Provenance(*(mine or theirs for mine, theirs in zip(_values(given), _values(listed), strict=True)))
    said.check(path)
    return said


def keep_provenance(originals: Sequence[Original], packaged: Sequence[Original]) -> tuple[Original, ...]:
    """Originals of which nothing is said take what their package says of the very same file (SHA-256)."""
    known = {one.sha256: one for one in packaged}
    kept = []
    for one in originals:
        before = known.get(one.sha256)
        if before is not None and not (one.url or one.published or one.fetched):
            one = replace(one, url=before.url, published=before.published, fetched=before.fetched)
        kept.append(one)
    return tuple(kept)


def _values(said: Provenance) -> tuple[str, str, str]:
    return said.url, said.published, said.fetched


def _list_beside(folder: Path) -> Mapping[str, Provenance]:
    there = [folder / name for name in LISTS if (folder / name).is_file()]
    if len(there) > 1:
        raise _wrong(there[1], None, f"{LISTS[0]} stands beside it", "one list of originals")
    if not there:
        return {}
    status = there[0].stat()
    return _read_list(there[0], status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _read_list(path: Path, _changed: int, _size: int) -> Mapping[str, Provenance]:
    """The list of a folder, read once for all its files; a list that was written anew is another."""
    text = decode(read_bytes(path), path)[0]
    entries = _of_json(path, text) if path.suffix == ".json" else _of_csv(path, text)
    found: dict[str, Provenance] = {}
    for line, entry in entries:
        name, said = _read_entry(path, line, entry)
        if name in found:
            raise _wrong(path, line, f"{name} is listed twice", "each file once")
        found[name] = said
    return found


def _of_csv(path: Path, text: str) -> Iterator[Entry]:
    rows = split_csv(text)
    try:
        header = [name.strip() for name in next(rows, (1, []))[1]]
        if len(set(header)) < len(header):
            raise _wrong(path, 1, "a column stands twice", _EXPECTED)
        for line, row in rows:
            if any(cell.strip() for cell in row):
                if len(row) != len(header):
                    raise _wrong(path, line, f"the row has {len(row)} cells", f"{len(header)} cells")
                yield line, dict(zip(header, row, strict=True))
    except NotCsvError as error:
        raise _wrong(path, error.line, f"no CSV: {error}", "CSV (RFC 4180)") from None


def _of_json(path: Path, text: str) -> Iterator[Entry]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise _wrong(path, error.lineno, error.msg, "JSON") from None
    except (ValueError, RecursionError) as error:
        raise _wrong(path, None, str(error), "JSON") from None
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise _wrong(path, None, "no list of objects", f"a list of objects with the keys {', '.join(COLUMNS)}")
    yield from ((None, entry) for entry in found)


def _read_entry(path: Path, line: int | None, entry: Mapping[str, Any]) -> tuple[str, Provenance]:
    unknown = [str(key) for key in entry if key not in COLUMNS]
    if unknown or "file" not in entry:
        message = f"nobody knows {unknown[0][:40]!r}" if unknown else "there is no column “file”"
        raise _wrong(path, line, message, _EXPECTED)
    values = [entry.get(name) or "" for name in COLUMNS]
    if not all(isinstance(value, str) for value in values):
        raise _wrong(path, line, "a value is no text", "text in quotation marks")
    name, *said = (value.strip() for value in values)
    if not name or "/" in name or "\\" in name or not (path.parent / name).is_file():
        raise _wrong(path, line, f"there is no file {name[:80]!r} beside the list", "the name of a file in its folder")
    provenance = Provenance(*said)
    provenance.check(path, line)
    return name, provenance


def _wrong(path: Path, line: int | None, message: str, expected: str) -> DisclosureError:
    return DisclosureError("originals-list", message, path, line, expected, "correct the list, or take it away")
