"""The originals of a disclosure in a descriptor (`sources`): written, and read back without trust."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mingzhang.ground.provenance import is_date, is_url
from mingzhang.ground.source import Original
from mingzhang.readers.files import file_name

MOST_FILES = 200
"""A disclosure of more files is none: a department's whole year has a few."""

_TEXT = "text/plain"
_HASH = re.compile(r"sha256:[0-9a-f]{64}")
_ENCODING = re.compile(r"[a-z][a-z0-9-]{2,15}")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]{1,80}")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gb18030")
_IDENTIFYING = ("title", "bytes", "hash", "encoding")


class NoOriginalError(ValueError):
    """What a descriptor says of an original and cannot be meant."""

    def __init__(self, key: str, found: object, expected: str) -> None:
        super().__init__(f"{key}: expected {expected}")
        self.key, self.found, self.expected = key, found, expected


def describe_original(original: Original) -> dict[str, Any]:
    """What a descriptor records of one file as published; `path` is its address, as Data Package has it."""
    described = {
        "title": original.file_name,
        "path": original.url,
        "mediatype": original.media_type,
        "bytes": original.bytes,
        "hash": f"sha256:{original.sha256}",
        "encoding": original.encoding,
        "published": original.published,
        "fetched": original.fetched,
    }
    return {key: value for key, value in described.items() if value != ""}


def read_originals(descriptor: Mapping[str, Any]) -> tuple[Original, ...]:
    """The originals a descriptor records; raises `NoOriginalError` for what none can be (see also `check_names`)."""
    sources = descriptor.get("sources")
    if not isinstance(sources, list) or not 0 < len(sources) <= MOST_FILES:
        raise NoOriginalError("sources", sources, "a list with the original document")
    return tuple(_read(recorded, f"sources[{index}]") for index, recorded in enumerate(sources))


def check_names(originals: Sequence[Original]) -> None:
    """Raise `NoOriginalError` for a file name with a folder, control characters or personal data in it."""
    for index, original in enumerate(originals):
        if file_name(Path(original.file_name)) != original.file_name:
            raise NoOriginalError(f"sources[{index}].title", original.file_name, "the file name of the original")


def of_version(descriptor: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """What tells the originals of one version from those of another: where and when they were found does not."""
    return tuple({key: one[key] for key in _IDENTIFYING if key in one} for one in descriptor["sources"])


def _read(recorded: object, where: str) -> Original:
    if not isinstance(recorded, dict):
        raise NoOriginalError(where, recorded, "an object")
    title, size = recorded.get("title"), recorded.get("bytes")
    if not isinstance(title, str) or not title:
        raise NoOriginalError(f"{where}.title", title, "the file name of the original")
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        raise NoOriginalError(f"{where}.bytes", size, "the size of the original")
    media_type = _text(recorded, where, "mediatype", _MEDIA_TYPE, "a media type", _TEXT)
    digest = _text(recorded, where, "hash", _HASH, "sha256: and 64 hexadecimal digits")
    encoding = _text(
        recorded, where, "encoding", _ENCODING, "the encoding of the original", None if media_type == _TEXT else ""
    )
    return Original(title, size, digest.removeprefix("sha256:"), encoding, media_type, *_provenance(recorded, where))


def _text(
    recorded: Mapping[str, Any],
    where: str,
    key: str,
    form: re.Pattern[str],
    expected: str,
    absent: str | None = None,
) -> str:
    """A text of a form; `absent` is what its absence means, None where it must be there."""
    found = recorded.get(key)
    if found is None and absent is not None:
        return absent
    if not isinstance(found, str) or not form.fullmatch(found):
        raise NoOriginalError(f"{where}.{key}", found, expected)
    return found


def _provenance(recorded: Mapping[str, Any], where: str) -> Sequence[str]:
    found = []
    for key, is_right, expected in (
        ("path", is_url, "the address of the original"),
        ("published", is_date, "a date such as 2024-02-08"),
        ("fetched", is_date, "a date such as 2024-02-08"),
    ):
        value = recorded.get(key, "")
        if not isinstance(value, str) or (key in recorded and not is_right(value)):
            raise NoOriginalError(f"{where}.{key}", value, expected)
        found.append(value)
    return found
