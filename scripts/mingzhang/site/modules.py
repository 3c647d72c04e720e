"""Scripts of the portal are modules: which files one of them needs, so that a page can name them all at once."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

_IMPORT = re.compile(r"""^import [^;]*?["'](\.[^"']+)["'];""", re.MULTILINE)
"""As the modules here are written: at the beginning of a line, with a relative address."""


def modules_of(script: str, folder: Path) -> tuple[str, ...]:
    """Whatever `script` imports, itself or through others, in the order of first mention; without `script` itself.

    Addresses are relative to `folder`. Raises `OSError` where a file is missing.
    """
    found = [script]
    for module in found:
        text = (folder / module).read_text(encoding="utf-8")
        named = (posixpath.normpath(posixpath.join(posixpath.dirname(module), one)) for one in _IMPORT.findall(text))
        found.extend(one for one in dict.fromkeys(named) if one not in found)
    return tuple(found[1:])
