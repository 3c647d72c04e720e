"""Packages that only publishers need: a command that needs one says so plainly where it is not installed."""

from __future__ import annotations

from importlib.util import find_spec

from mingzhang.ground.errors import DisclosureError

EXTRAS = {
    "frictionless": "validate",
    "material": "site",
    "mkdocs": "site",
    "pyarrow": "export",
    "rapidocr": "ocr",
    "xlsxwriter": "export",
}
"""Module → the extra of pyproject.toml that brings it."""


def require(*modules: str, otherwise: str = "") -> None:
    """Refuse to begin what needs modules that are not installed; `otherwise` says what would do without them.

    Raises `DisclosureError` (`extra-missing`), which names the module and the command that installs it.
    """
    for module in modules:
        if find_spec(module) is None:
            install = f"install it: pip install 'mingzhang[{EXTRAS[module]}]'"
            remedy = f"{install}; or {otherwise}" if otherwise else install
            raise DisclosureError("extra-missing", f"{module} is not installed", remedy=remedy)
