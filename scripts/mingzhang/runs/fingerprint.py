"""What decides the bytes of a package besides its document: this program, its lists, and what it runs on.

Only ever compared with itself on the same machine; no published byte is made of it.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from mingzhang.codes.published_lists import PACKAGE, schemas_dir


@cache
def program_fingerprint() -> str:
    """A hash of every source file and list of the program, of the Python it runs on, and of what is installed there.

    Parsers of formats are not ours: a newer one may read other text, so the names of all installed versions count.
    """
    digest = hashlib.sha256(sys.version.encode())
    for name in _installed():
        digest.update(f"\0{name}".encode())
    for path in _files():
        data = path.read_bytes()
        digest.update(f"\0{path}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    yield from sorted(path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".csv"} and path.is_file())
    yield from sorted((schemas_dir() / "codes").glob("*.csv"))


def _installed() -> list[str]:
    """`pypdfium2-4.30.0.dist-info` and the like: each names a distribution and its version."""
    found: set[str] = set()
    for folder in map(Path, filter(None, sys.path)):
        if folder.is_dir():
            found.update(path.name for path in folder.iterdir() if path.name.endswith((".dist-info", ".egg-info")))
    return sorted(found)
