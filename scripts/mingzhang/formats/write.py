"""Exports on disk: written beside and put in place whole, so that nothing half-written is ever found."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.extras import require
from mingzhang.packages.published import PublishedPackage
from mingzhang.packages.replacing import put_in_place, written_beside

Format = Literal["xlsx", "json", "parquet", "sqlite"]
FORMATS: tuple[Format, ...] = ("xlsx", "json", "parquet", "sqlite")

Packages = Callable[[], Iterable[PublishedPackage]]
"""Gives the packages to write, one after the other, anew each time it is called."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file of an export with its size and SHA-256 (hex)."""

    path: Path
    bytes: int
    sha256: str


def write_export(form: Format, packages: Packages, target: Path) -> list[Written]:
    """Write packages in one format: to the file `target`, or of Parquet to the folder, one file per table.

    What stood there is replaced when all is written; on an error it stays. Raises `DisclosureError`.
    """
    with _reporting(target):
        with written_beside(target) as folder:
            beside = folder / target.name
            _write(form, packages, beside)
            _put_in_place(beside, target)
        return [_written(path) for path in (sorted(target.glob("*.parquet")) if target.is_dir() else [target])]


def write_facts(form: Format, packages: Packages, target: Path) -> list[Written]:
    """All amounts of many packages in one file: XLSX or Parquet."""
    with _reporting(target):
        with written_beside(target) as folder:
            beside = folder / target.name
            _write_facts(form, packages, beside)
            _put_in_place(beside, target)
        return [_written(target)]


def _write(form: Format, packages: Packages, beside: Path) -> None:
    if form == "json":
        from mingzhang.formats.as_json import json_parts

        with beside.open("wb") as out:
            out.writelines(json_parts(packages()))
    elif form == "sqlite":
        from mingzhang.formats.as_sqlite import write_sqlite

        write_sqlite(beside, packages())
    elif form == "parquet":
        require("pyarrow")
        from mingzhang.formats.as_parquet import write_parquet

        beside.mkdir()
        write_parquet(beside, packages())
    else:
        require("xlsxwriter")
        from mingzhang.formats.xlsx import xlsx_bytes

        beside.write_bytes(xlsx_bytes(list(packages())))


def _write_facts(form: Format, packages: Packages, beside: Path) -> None:
    if form == "parquet":
        require("pyarrow")
        from mingzhang.formats.as_parquet import write_parquet

        folder = beside.with_name(f"{beside.name}-folder")
        folder.mkdir()
        made = write_parquet(folder, packages(), frozenset({"facts"}))
        if not made:
            raise DisclosureError("export-nothing", "there is no package to export", "", None, "packages", "give some")
        made[0].rename(beside)
    elif form == "xlsx":
        require("xlsxwriter")
        from mingzhang.formats.xlsx import write_facts_xlsx

        write_facts_xlsx(beside, packages)
    else:
        raise ValueError(f"{form} holds whole packages; use write_export")


def _put_in_place(beside: Path, target: Path) -> None:
    if beside.is_dir() and target.is_dir() and not target.is_symlink():
        _refuse_foreign(target)
    elif beside.is_dir() != target.is_dir() and os.path.lexists(target):
        raise OSError("something else stands in its place")
    put_in_place(beside, target)


def _refuse_foreign(folder: Path) -> None:
    """A folder that holds anything but an older export is not ours to replace."""
    if foreign := sorted(path.name for path in folder.iterdir() if path.suffix != ".parquet"):
        raise OSError(f"the folder there also holds {foreign[0]}")


def _written(path: Path) -> Written:
    with path.open("rb") as file:
        return Written(path, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


@contextmanager
def _reporting(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        remedy = "look at that place, or choose another --out; nothing was changed there"
        message = f"the export could not be written: {reason}"
        raise DisclosureError("export-failed", message, target, None, "a folder that can be written", remedy) from error
