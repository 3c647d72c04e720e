"""What a package is called, where it belongs, and the bytes it consists of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from mingzhang.ground.errors import DisclosureError

NAME = re.compile(
    r"(?P<division>[0-9]{6})-(?P<agency>[0-9]{3,12}|x[0-9a-f]{8})-(?P<year>[0-9]{4})-(dept|unit)-(budget|final)"
)
"""The only form a package's name may have; it can name no other folder."""

SOURCE = "source.txt"
"""The masked text of the disclosure."""

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Package:
    """A package in memory: its name and the bytes of each of its files by relative path."""

    name: str
    files: Files

    def folder(self, root: Path) -> Path:
        """Where the package belongs under `datapackage/`."""
        return package_folder(root, self.name)


def package_folder(root: Path, name: str) -> Path:
    """`<root>/<division>/<name>`; whatever is no package name is refused, so nothing leaves the root."""
    found = NAME.fullmatch(name)
    if found is None:
        expected = "<division>-<agency>-<year>-<dept or unit>-<budget or final>"
        raise DisclosureError("package-name", f"{name!r} is no package name", root, None, expected, "check --agency")
    return root / found["division"] / name
