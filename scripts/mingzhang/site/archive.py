"""Packages as ZIP with the same bytes every time."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from mingzhang.packages.dataset import Dataset

_EPOCH = (1980, 1, 1, 0, 0, 0)
_REGULAR_FILE = 0o100644 << 16


def pack(name: str, contents: Mapping[str, bytes]) -> bytes:
    """All files in one folder named as the package, sorted, without dates or owners."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, data in sorted(contents.items()):
            archive.writestr(_entry(f"{name}/{path}"), data)
    return out.getvalue()


def zip_packages(target: Path, packages: Iterable[tuple[Dataset, Mapping[str, bytes]]]) -> None:
    """All packages in one file, in folders as `datapackage/` has them; one package in memory at a time."""
    with _new(target) as archive:
        for dataset, contents in packages:
            for path, data in sorted(contents.items()):
                archive.writestr(_entry(f"datapackage/{dataset.division_code}/{dataset.name}/{path}"), data)


def zip_single(target: Path, file: Path) -> None:
    """One file that is too large for memory."""
    entry = _entry(file.name)
    entry.file_size = file.stat().st_size
    with _new(target) as archive, file.open("rb") as source, archive.open(entry, "w") as out:
        shutil.copyfileobj(source, out, 1 << 20)


def _new(target: Path) -> zipfile.ZipFile:
    target.parent.mkdir(parents=True, exist_ok=True)
    return zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9)


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _REGULAR_FILE
    entry.create_system = 3
    return entry
