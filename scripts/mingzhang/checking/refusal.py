"""What a package is refused with that the program did not write, or that was changed since."""

from __future__ import annotations

import re
from pathlib import Path

from mingzhang.ground.errors import DisclosureError

LOCATOR = re.compile(r"L[1-9]\d{0,7}(C[1-9]\d{0,5})?")
"""The only form a locator may have."""

_REMEDY = "run `mingzhang validate` on the package, restore it or convert the document again"


def package_error(path: Path, message: str, line: int | None = None) -> DisclosureError:
    """A package that is not what a converter writes."""
    return DisclosureError("check-package", message, path, line, "a package as `mingzhang convert` writes it", _REMEDY)
