"""What a package says of itself: its descriptor, its version and its history, read without trust.

A package can come from anyone's pull request: whatever is missing, of another type, too large or a link is a
`DisclosureError` that names the file, the key and what to do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.files import RESTORE, decode, read_bytes
from mingzhang.packages.history import CHANGES, History, read_history

DESCRIPTOR = "datapackage.json"
FIRST_CONTRACT = "1"
"""What packages were made by whose descriptor names no contract."""

VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
"""The only form a version may have: MAJOR.MINOR.PATCH."""


def read_descriptor(folder: Path) -> dict[str, Any]:
    """A package's descriptor; an unreadable one is an error that names the file and line."""
    path = folder / DESCRIPTOR
    return parse_descriptor(read_bytes(path), path)


def parse_descriptor(data: bytes, path: Path) -> dict[str, Any]:
    """A descriptor from its bytes; `path` is told in errors. Raises `DisclosureError`."""
    try:
        found = json.loads(decode(data, path), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise DisclosureError("package-not-json", error.msg, path, error.lineno, "JSON", RESTORE) from None
    except (ValueError, RecursionError) as error:
        raise DisclosureError("package-not-json", f"cannot be read: {error}", path, 1, "JSON", RESTORE) from None
    if not isinstance(found, dict):
        raise DisclosureError("package-not-json", "is no JSON object", path, 1, "a descriptor", RESTORE)
    return found


def contract_of(descriptor: Mapping[str, Any]) -> str:
    """The version of the contract a package was made by: `1` where its descriptor names none, as the first did not."""
    found = descriptor.get("contract", FIRST_CONTRACT)
    return found if isinstance(found, str) else ""


def read_version(folder: Path, descriptor: Mapping[str, Any]) -> str:
    """The version a descriptor states."""
    found = descriptor.get("version")
    if not isinstance(found, str) or not VERSION.fullmatch(found):
        raise wrong_key(folder, "version", found, "a version such as 1.0.0")
    return found


def read_packaged_history(folder: Path, descriptor: Mapping[str, Any]) -> History:
    """The versions a package says it has had, with their changes, from its folder."""
    entries = _entries(folder, descriptor)
    paths = [f"{CHANGES}/{entry['version']}.csv" for entry in entries if "level" in entry]
    return packaged_history(descriptor, {path: read_bytes(folder / path) for path in paths}, folder)


def packaged_history(descriptor: Mapping[str, Any], files: Mapping[str, bytes], where: Path) -> History:
    """The versions a package says it has had, with their changes; `where` is told in errors (`DisclosureError`)."""
    _entries(where, descriptor)
    try:
        return read_history(descriptor, files)
    except (KeyError, TypeError, ValueError) as error:
        raise wrong_key(where, "history", str(error), "what `mingzhang bump` wrote") from None


def _entries(folder: Path, descriptor: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The entries of a history, each with a version."""
    entries = descriptor.get("history", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise wrong_key(folder, "history", entries, "a list of versions")
    versions = [entry.get("version") for entry in entries]
    if not all(isinstance(version, str) and VERSION.fullmatch(version) for version in versions):
        raise wrong_key(folder, "history", versions, "versions such as 1.0.0")
    return entries


def wrong_key(folder: Path, key: str, found: object, expected: str) -> DisclosureError:
    """An error that names a key of the descriptor and the line it stands on."""
    path = folder / DESCRIPTOR
    last = key.rpartition(".")[2].partition("[")[0]
    message = f"{key} is missing" if found is None else f"{key} is {_shown(found)}"
    return DisclosureError("package-descriptor", message, path, _line_of(path, last), expected, RESTORE)


def _shown(found: object) -> str:
    text = json.dumps(found, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _line_of(path: Path, key: str) -> int:
    """The first line that holds a key, or 1."""
    try:
        lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    except OSError:
        return 1
    return next((number for number, line in enumerate(lines, 1) if f'"{key}"' in line), 1)


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON")
