"""One package at one time, as its files say: descriptor and tables as rows of text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.build import Files
from mingzhang.packages.reading import DESCRIPTOR, VERSION

Row = dict[str, str]

_REMEDY = "compare packages that `mingzhang validate` accepts"


@dataclass(frozen=True)
class Snapshot:
    """The files of a package; nothing is read before it is asked for. `where` is told in errors."""

    name: str
    files: Files
    where: str = ""

    @cached_property
    def descriptor(self) -> Mapping[str, Any]:
        """`datapackage.json`. Raises `DisclosureError` where it is none."""
        try:
            found = json.loads(self.files[DESCRIPTOR])
        except (KeyError, ValueError, RecursionError) as error:
            raise self._wrong(DESCRIPTOR, f"cannot be read: {type(error).__name__}") from None
        if not isinstance(found, dict):
            raise self._wrong(DESCRIPTOR, "is no JSON object")
        return found

    @property
    def version(self) -> str:
        """Its version. Raises `DisclosureError` where it has none."""
        found = self.descriptor.get("version")
        if not isinstance(found, str) or not VERSION.fullmatch(found):
            raise self._wrong(DESCRIPTOR, "has no version such as 1.0.0")
        return found

    @property
    def source_hash(self) -> str:
        """`sha256:…` of the document as published; blank where the descriptor names none."""
        sources = self.descriptor.get("sources")
        first = sources[0] if isinstance(sources, list) and sources else {}
        return str(first.get("hash", "")) if isinstance(first, dict) else ""

    @cached_property
    def schemas(self) -> Mapping[str, Mapping[str, Any]]:
        """Table name → its Table Schema, in the order of the descriptor."""
        resources = self.descriptor.get("resources")
        listed = [found for found in resources if isinstance(found, dict)] if isinstance(resources, list) else []
        return {str(found.get("name")): found["schema"] for found in listed if isinstance(found.get("schema"), dict)}

    def rows(self, table: str) -> list[Row]:
        """The rows of one table; empty where the package has no such table."""
        path = f"data/{table}.csv"
        if path not in self.files:
            return []
        try:
            reader = csv.DictReader(io.StringIO(self.files[path].decode("utf-8"), newline=""), strict=True)
            rows = [dict(row) for row in reader]
        except (UnicodeDecodeError, csv.Error) as error:
            raise self._wrong(path, f"is no CSV: {error}") from None
        if any(None in row or None in row.values() for row in rows):
            raise self._wrong(path, "has rows of different lengths")
        return rows

    def _wrong(self, path: str, message: str) -> DisclosureError:
        shown = Path(self.where or self.name) / path
        return DisclosureError("version-unreadable", message, shown, None, "a package", _REMEDY)


def read_snapshot(folder: Path) -> Snapshot:
    """The package in a folder. Raises `DisclosureError` where there is none."""
    from mingzhang.packages.store import read_files

    if not folder.is_dir() or folder.is_symlink():
        raise DisclosureError("version-unreadable", "no such folder", folder, None, "a package folder", _REMEDY)
    return Snapshot(folder.resolve().name, read_files(folder), str(folder))
